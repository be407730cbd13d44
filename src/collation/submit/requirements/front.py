"""The title, the abstract and the key words."""

from __future__ import annotations

import re
from functools import partial

from collation import tree
from collation.diagnostics import Location
from collation.document.numbered import inlines_of
from collation.journals.profile import Requirement
from collation.model import AbstractPart
from collation.submit.candidate import Candidate
from collation.submit.counting import Amount, amount
from collation.submit.requirements import Checks, Look
from collation.submit.requirements.limits import looked

_ABBREVIATION = re.compile(r"(?<![A-Za-z])(?=\w*[A-Z]\w*[A-Z])[A-Za-z0-9-]{2,}")
_NAMES = {"zh": "Chinese", "en": "English"}


def _shown(markdown: str) -> str:
    return tree.plain_text(inlines_of(markdown))


def _title_length(language: str, candidate: Candidate, requirement: Requirement) -> Look:
    title = candidate.in_language(language, candidate.matter.title.first, candidate.matter.title.second)
    place = candidate.place("title", language)
    return looked(
        candidate, requirement, f"the {_NAMES[language]} title", amount(_shown(title)), place=place, help="shorten it"
    )


def _running_length(candidate: Candidate, requirement: Requirement) -> Look:
    title = candidate.matter.running_title.first
    place = candidate.place("running-title", candidate.matter.first_language)
    help = "shorten it" if title else "write running-title: …"
    return looked(candidate, requirement, "the running title", amount(_shown(title)), place=place, help=help)


def _abbreviations(candidate: Candidate, requirement: Requirement) -> Look:
    titles = (candidate.matter.title.first, candidate.matter.title.second)
    languages = (candidate.matter.first_language, candidate.matter.second_language)
    found = [
        (language, match[0])
        for language, title in zip(languages, titles, strict=True)
        for match in _ABBREVIATION.finditer(_shown(title))
    ]
    if requirement.asked != "not-wanted":
        return Look(seen=", ".join(word for _, word in found))
    return Look(
        [
            candidate.finding(
                requirement,
                candidate.place("title", language),
                f"the title has the abbreviation {word}",
                "spell it out",
            )
            for language, word in found
        ],
        ", ".join(word for _, word in found),
    )


def _abstract(candidate: Candidate, language: str) -> tuple[AbstractPart, ...]:
    matter = candidate.matter
    both = {matter.first_language: matter.first_abstract, matter.second_language: matter.second_abstract}
    return both.get(language, ())


def _abstract_length(language: str, candidate: Candidate, requirement: Requirement) -> Look:
    parts = _abstract(candidate, language)
    counted = sum((amount(f"{_shown(part.label)} {_shown(part.text)}") for part in parts), Amount())
    place = candidate.place("abstract", language)
    return looked(candidate, requirement, f"the {_NAMES[language]} abstract", counted, place=place)


def _abstract_parts(language: str, candidate: Candidate, requirement: Requirement) -> Look:
    asked = requirement.asked
    assert isinstance(asked, tuple)
    there = [part.label for part in _abstract(candidate, language)]
    seen = ", ".join(filter(None, there)) or "one paragraph"
    if [label.casefold() for label in there] == [label.casefold() for label in asked]:
        return Look(seen=seen)
    message = f"the {_NAMES[language]} abstract has the parts {seen}, and not {', '.join(asked)}"
    help = f"write abstract: {{{language}: [{{label: {asked[0]}, text: …}}, …]}}" if asked else ""
    return Look([candidate.finding(requirement, candidate.place("abstract", language), message, help)], seen)


def _abstract_form(candidate: Candidate, requirement: Requirement) -> Look:
    has_parts = any(part.label for part in candidate.matter.first_abstract)
    seen = "parts" if has_parts else "one-paragraph"
    if seen == requirement.asked or not candidate.matter.first_abstract:
        return Look(seen=seen.replace("-", " "))
    place = candidate.place("abstract", candidate.matter.first_language)
    wanted = "parts with labels" if requirement.asked == "parts" else "one paragraph without labels"
    return Look([candidate.finding(requirement, place, f"the abstract is not in the form of {wanted}")], seen)


def _citations(candidate: Candidate, requirement: Requirement) -> Look:
    """A citation in the front matter is an error of the manuscript itself: there has been none so far."""
    del candidate, requirement
    return Look(seen="none")


def _number(candidate: Candidate, requirement: Requirement) -> Look:
    matter = candidate.matter
    place = candidate.place("keyword", matter.first_language)
    return looked(candidate, requirement, "the list of key words", float(len(matter.first_keywords)), place=place)


def _paired(candidate: Candidate, requirement: Requirement) -> Look:
    first, second = candidate.matter.first_keywords, candidate.matter.second_keywords
    seen = f"{len(first)} and {len(second)}"
    if requirement.asked is not True or len(first) == len(second):
        return Look(seen=seen)
    message = f"there are {len(first)} key words in one language and {len(second)} in the other"
    place = candidate.place("keyword", candidate.matter.second_language)
    if place == Location(candidate.matter.path):
        place = candidate.place("keyword", candidate.matter.first_language)
    return Look([candidate.finding(requirement, place, message, "give each its like")], seen)


CHECKS: Checks = {
    "title.length-zh": partial(_title_length, "zh"),
    "title.length-en": partial(_title_length, "en"),
    "title.running-length": _running_length,
    "title.abbreviations": _abbreviations,
    "abstract.length-zh": partial(_abstract_length, "zh"),
    "abstract.length-en": partial(_abstract_length, "en"),
    "abstract.parts-zh": partial(_abstract_parts, "zh"),
    "abstract.parts-en": partial(_abstract_parts, "en"),
    "abstract.form": _abstract_form,
    "abstract.citations": _citations,
    "keywords.number": _number,
    "keywords.paired": _paired,
}
