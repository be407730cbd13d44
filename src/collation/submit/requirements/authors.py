"""The authors: names and affiliations in the languages that the journal wants, addresses, identifiers and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.journals.profile import Requirement
from collation.model import Author
from collation.submit.candidate import Candidate
from collation.submit.requirements import Checks, Look

_POSTCODE = re.compile(r"(?<!\d)\d{5,6}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")


def _names(candidate: Candidate, requirement: Requirement) -> Look:
    return Look(
        [
            candidate.finding(
                requirement,
                candidate.place("name"),
                f"{author.name.first or author.name.second} has no name in the language {language}",
                f"write name: {{{language}: …}}",
            )
            for author in candidate.matter.authors
            for language in _asked(requirement)
            if not candidate.in_language(language, author.name.first, author.name.second)
        ],
        f"{len(candidate.matter.authors)} authors",
    )


def _affiliations(candidate: Candidate, requirement: Requirement) -> Look:
    return Look(
        [
            candidate.finding(
                requirement,
                candidate.place("affiliation"),
                f"the affiliation {place.identifier} has no name in the language {language}",
                f"write {language}: …",
            )
            for place in candidate.matter.affiliations
            for language in _asked(requirement)
            if not candidate.in_language(language, place.name.first, place.name.second)
        ],
        f"{len(candidate.matter.affiliations)} affiliations",
    )


def _postcode(candidate: Candidate, requirement: Requirement) -> Look:
    if requirement.asked is not True:
        return Look()
    return Look(
        [
            candidate.finding(
                requirement,
                candidate.place("affiliation"),
                f"the affiliation {place.identifier} has no postcode",
                "write it behind the city",
            )
            for place in candidate.matter.affiliations
            if not _POSTCODE.search(f"{place.name.first} {place.name.second}")
        ]
    )


def _email(candidate: Candidate, requirement: Requirement) -> Look:
    return Look(
        [
            candidate.finding(
                requirement, candidate.place("name"), f"{author.name.first} has no e-mail address", "write email: …"
            )
            for author in _of(candidate, requirement)
            if "@" not in author.email
        ]
    )


def _orcid(candidate: Candidate, requirement: Requirement) -> Look:
    return Look(list(_orcids(candidate, requirement)))


def _orcids(candidate: Candidate, requirement: Requirement) -> Iterator[Diagnostic]:
    for author in _of(candidate, requirement):
        if not author.orcid:  # one that cannot be right is an error of the manuscript itself
            message = f"{author.name.first} has no ORCID iD"
            yield candidate.finding(requirement, candidate.place("name"), message, "write orcid: 0000-…")


def _anonymous(candidate: Candidate, requirement: Requirement) -> Look:
    if requirement.asked == "no":
        return Look(seen="named")
    message = f"{candidate.profile.title} hides the authors from reviewers, and the package names them"
    help = "no copy without names is made yet: take them out of a copy of the Word document yourself"
    return Look([candidate.finding(requirement, candidate.place("name"), message, help)], "named")


def _of(candidate: Candidate, requirement: Requirement) -> list[Author]:
    authors = candidate.matter.authors
    return [author for author in authors if requirement.asked == "all" or author.is_corresponding]


def _asked(requirement: Requirement) -> tuple[str, ...]:
    return requirement.asked if isinstance(requirement.asked, tuple) else ()


CHECKS: Checks = {
    "authors.names": _names,
    "authors.affiliations": _affiliations,
    "authors.postcode": _postcode,
    "authors.email": _email,
    "authors.orcid": _orcid,
    "authors.anonymous": _anonymous,
}
