"""Figures and tables: how many, and in which languages their captions are."""

from __future__ import annotations

from functools import partial
from typing import Literal

from collation import tree
from collation.diagnostics import Diagnostic, Location
from collation.journals.profile import Requirement
from collation.model import Target
from collation.submit.candidate import Candidate
from collation.submit.requirements import Checks, Look
from collation.submit.requirements.limits import looked

Kind = Literal["figure", "table"]


def _targets(candidate: Candidate, kind: Kind) -> list[Target]:
    return [target for target in candidate.manuscript.targets if target.kind == kind]


def _number(kind: Kind, candidate: Candidate, requirement: Requirement) -> Look:
    found = _targets(candidate, kind)
    place = found[-1].location if found else Location(candidate.matter.path)
    return looked(candidate, requirement, f"the list of {kind}s", float(len(found)), place=place)


def _captions(kind: Kind, candidate: Candidate, requirement: Requirement) -> Look:
    asked = requirement.asked
    assert isinstance(asked, tuple)
    bilingual = {
        tree.attribute_of(element)[0]
        for element in tree.elements(list(candidate.document.blocks))
        if element["t"] == kind.capitalize() and _has_second(element)
    }
    matter = candidate.matter
    findings: list[Diagnostic] = []
    for target in _targets(candidate, kind):
        there = {matter.first_language, *([matter.second_language] if target.identifier in bilingual else [])}
        findings.extend(
            candidate.finding(
                requirement,
                target.location,
                f"the {kind} {target.identifier} has no caption in the language {language}",
                f'write {{caption-{language}="…"}} behind it',
            )
            for language in asked
            if language not in there
        )
    return Look(findings, f"{len(bilingual)} of {len(_targets(candidate, kind))} in both languages")


def _has_second(element: tree.Element) -> bool:
    return any(block["t"] == "Div" and "caption-second" in tree.attribute_of(block)[1] for block in element["c"][1][1])


CHECKS: Checks = {
    "figures.number": partial(_number, "figure"),
    "figures.captions": partial(_captions, "figure"),
    "tables.number": partial(_number, "table"),
    "tables.captions": partial(_captions, "table"),
}
