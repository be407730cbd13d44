"""Faults planted in the flagship, whose sentences are all right: how many are named, and that nothing else is.

Each narrative citation of the flagship is a mention with a citation that agrees with it; a fault is planted at each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check.narrative import misspelt_author, reading, uncited_study, wrong_author, wrong_et_al, wrong_year
from collation.check.narrative.authors import Known, Likeness
from collation.check.narrative.reading import Study
from collation.diagnostics import Diagnostic, Severity
from collation.model import CitationCluster, Manuscript
from collation.project import load

ROOT = Path(__file__).resolve().parents[3]
CHECKS = (wrong_author, misspelt_author, wrong_year, wrong_et_al, uncited_study)


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    return read(load(ROOT))


@pytest.fixture(scope="module")
def studies(manuscript: Manuscript) -> list[Study]:
    return [study for study in reading.read(manuscript).studies if study.works]


def alone(
    manuscript: Manuscript, study: Study, text: str, shift: Callable[[int], int] = lambda place: place
) -> Manuscript:
    """Return the manuscript with one passage only, whose text is another: `shift` says where its citations now stand."""
    (section,) = (section for section in manuscript.sections if study.passage in section.passages)
    cited = tuple(replace(one, start=shift(one.start), end=shift(one.end)) for one in study.passage.citations)
    passage = replace(study.passage, text=text, citations=cited)
    return replace(manuscript, sections=(replace(section, passages=(passage,)),))


def findings(manuscript: Manuscript) -> list[Diagnostic]:
    return [found for check in CHECKS for found in check.find(manuscript)]


def test_the_flagship_has_one_finding_the_named_study_without_a_citation(manuscript: Manuscript) -> None:
    (found,) = findings(manuscript)
    assert (found.code, found.severity) == ("uncited-study", Severity.WARNING)
    assert "Wolf" in found.message


def test_every_narrative_citation_of_the_flagship_is_read(studies: list[Study]) -> None:
    assert len(studies) == 37  # 26 in the prose, 11 in the table
    assert all(study.agreeing for study in studies)


def test_a_citation_of_another_work_is_named_at_each_place(manuscript: Manuscript, studies: list[Study]) -> None:
    planted = named = 0
    for study in studies:
        cited = study.passage.citations[study.mention.cited[0]]
        one = alone(manuscript, study, study.passage.text)
        for other in manuscript.bibliography.entries:
            if Known(other.authors[0]).likeness(study.mention.people[0].text) >= Likeness.MARKS:
                continue  # a work of an author of the same surname: the year alone could tell
            clusters = list(manuscript.clusters)
            old = clusters[cited.cluster]
            clusters[cited.cluster] = replace(old, items=(replace(old.items[0], citekey=other.citekey),))
            planted += 1
            found = [one for one in findings(replace(one, clusters=tuple(clusters))) if one.code == "wrong-author"]
            named += len(found) == 1 and found[0].message.startswith(study.mention.people[0].text)
    assert planted > 1400
    assert named == planted


def test_a_swap_offers_the_work_that_is_meant(manuscript: Manuscript, studies: list[Study]) -> None:
    study = next(study for study in studies if study.mention.people[0].text == "Murphy")
    cited = study.passage.citations[study.mention.cited[0]]
    clusters = list(manuscript.clusters)
    clusters[cited.cluster] = swapped(clusters[cited.cluster], "centeno2008")
    (found,) = wrong_author.find(replace(manuscript, clusters=tuple(clusters)))
    assert found.severity == Severity.ERROR
    assert "@murphy2003" in found.help


def swapped(cluster: CitationCluster, citekey: str) -> CitationCluster:
    return replace(cluster, items=(replace(cluster.items[0], citekey=citekey),))


def test_the_name_of_another_author_is_named_at_each_place(manuscript: Manuscript, studies: list[Study]) -> None:
    for study in studies:
        for name in ("Woolf", "Quartermaine", "Makris"):
            text, shift = renamed(study, name)
            found = findings(alone(manuscript, study, text, shift))
            is_known = name != "Quartermaine" or study.mention.is_sure
            assert ("wrong-author" in {one.code for one in found}) == is_known, (name, text)


def test_a_name_that_lacks_a_letter_is_named_at_each_place(manuscript: Manuscript, studies: list[Study]) -> None:
    for study in studies:
        name = study.mention.people[0].text
        if len(name) < 4:
            continue
        text, shift = renamed(study, name[:-2] + name[-1])
        codes = {one.code for one in findings(alone(manuscript, study, text, shift))}
        assert codes & {"misspelt-author", "wrong-author"}, text


def renamed(study: Study, name: str) -> tuple[str, Callable[[int], int]]:
    person, text = study.mention.people[0], study.passage.text
    longer = len(name) - (person.end - person.start)
    return text[: person.start] + name + text[
        person.end :
    ], lambda place: place + (longer if place >= person.end else 0)


def test_another_year_is_named_at_each_place_that_gives_one(manuscript: Manuscript, studies: list[Study]) -> None:
    places = [(study, date) for study in studies for date in study.mention.dates]
    assert len(places) == 18
    named = 0
    for study, date in places:
        text = study.passage.text
        later = text[: date.start] + str(date.year + 5) + text[date.end :]
        found = [one for one in findings(alone(manuscript, study, later)) if one.code == "wrong-year"]
        named += len(found) == 1 and str(date.year + 5) in found[0].message
    assert named == len(places)


def test_a_citation_that_is_taken_out_is_missed_unless_the_work_is_cited_near(manuscript: Manuscript) -> None:
    named = []
    for study in [
        study for study in reading.read(manuscript).studies if study.works and study.passage.context == "body"
    ]:
        sentence = study.passage.text
        cited = study.passage.citations[study.mention.cited[0]]
        text = sentence[: cited.start] + sentence[cited.end :]
        size = cited.end - cited.start
        rest = tuple(
            replace(
                one, start=one.start - size * (one.start > cited.start), end=one.end - size * (one.start > cited.start)
            )
            for one in study.passage.citations
            if one is not cited
        )
        (section,) = (section for section in manuscript.sections if study.passage in section.passages)
        passage = replace(study.passage, text=text, citations=rest)
        one = replace(manuscript, sections=(replace(section, passages=(passage,)),))
        named.append("uncited-study" in {found.code for found in uncited_study.find(one)})
    assert sum(named) >= 13  # of 26: a name alone, without a verb of reporting, could be anything


def test_no_word_of_the_flagship_without_a_name_is_read_as_one(manuscript: Manuscript) -> None:
    names = {person.text for study in reading.read(manuscript).studies for person in study.mention.people}
    surnames = {name.surname for entry in manuscript.bibliography.entries for name in entry.authors} | {"Wolf"}
    assert names <= surnames
    assert not any(re.search(r"\d", name) for name in names)
