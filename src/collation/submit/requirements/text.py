"""The text: its length, its sections, its headings, its footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Location
from collation.journals.profile import Limit, Requirement
from collation.model import Section
from collation.submit.candidate import Candidate
from collation.submit.counting import Amount
from collation.submit.requirements import Checks, Look
from collation.submit.requirements.limits import looked


def _languages(candidate: Candidate, requirement: Requirement) -> Look:
    asked = requirement.asked
    assert isinstance(asked, tuple)
    matter = candidate.matter
    texts = {
        "title": (matter.title.first, matter.title.second),
        "abstract": (matter.first_abstract, matter.second_abstract),
        "keywords": (matter.first_keywords, matter.second_keywords),
    }
    languages = (matter.first_language, matter.second_language)
    missing = [
        (language, name)
        for language in asked
        for name, pair in texts.items()
        if not dict(zip(languages, pair, strict=True)).get(language)
    ]
    findings = [
        candidate.finding(
            requirement,
            Location(matter.path),
            f"there is no {name} in the language {language}",
            f"write {name}: {{{language}: …}}",
        )
        for language, name in missing
    ]
    there = [language for language in languages if language not in {language for language, _ in missing}]
    return Look(findings, ", ".join(there))


def _length(candidate: Candidate, requirement: Requirement) -> Look:
    without = candidate.profile.texts("text.length-without")
    counted = sum((amount for part, amount in candidate.amounts.items() if part not in without), Amount())
    sections = candidate.manuscript.sections
    return looked(candidate, requirement, "the text", counted, place=Location(sections[0].path if sections else ""))


def _sections(candidate: Candidate, requirement: Requirement) -> Look:
    asked = requirement.asked
    assert isinstance(asked, tuple)
    targets = [target for target in candidate.manuscript.targets if target.kind == "section"]
    there = {" ".join(target.text.casefold().split()) for target in targets}
    sections = candidate.manuscript.sections
    place = Location(sections[-1].path if sections else candidate.matter.path)
    findings = [
        candidate.finding(requirement, place, f"there is no section {name}", f"write a section with the heading {name}")
        for name in asked
        if name.casefold() not in there
    ]
    return Look(findings, f"{len(asked) - len(findings)} of {len(asked)}")


def _heading_levels(candidate: Candidate, requirement: Requirement) -> Look:
    limit = requirement.asked
    assert isinstance(limit, Limit)
    headings = [target for target in candidate.manuscript.targets if target.kind == "section"]
    deepest = max((target.level for target in headings), default=0)
    findings = [
        candidate.finding(
            requirement,
            target.location,
            f"a heading of level {target.level}, and {candidate.profile.title} takes {limit.at_most:g}",
            "make it a paragraph, or a heading of a higher level",
        )
        for target in headings
        if not limit.holds(target.level)
    ]
    return Look(findings, str(deepest), deepest)


def _footnotes(candidate: Candidate, requirement: Requirement) -> Look:
    notes = list(_notes(candidate))
    if requirement.asked != "not-wanted" or not notes:
        return Look(seen=str(len(notes)))
    findings: list[Diagnostic] = [
        candidate.finding(
            requirement,
            Location(section.path),
            f"{count} footnotes in this section, and {candidate.profile.title} takes none",
            "say it in the text",
        )
        for section, count in notes
    ]
    return Look(findings, str(sum(count for _, count in notes)))


def _notes(candidate: Candidate) -> Iterator[tuple[Section, int]]:
    for section in candidate.manuscript.sections:
        count = sum(element["t"] == "Note" for element in tree.elements(section.blocks))
        if count:
            yield section, count


CHECKS: Checks = {
    "text.languages": _languages,
    "text.length": _length,
    "text.sections": _sections,
    "text.heading-levels": _heading_levels,
    "text.footnotes": _footnotes,
}
