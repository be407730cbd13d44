"""Correct but unusual manuscripts are left in peace, and slips of the pen are found: a corpus of our own invention."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from collation.assemble.manuscript import read
from collation.check.catalogue import CHECKS, run
from collation.check.explain import explain
from collation.project import Project, load

CORPUS = Path(__file__).resolve().parent / "corpus"
PROJECTS = ("en", "zh", "numbers-en", "numbers-zh")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'


class Fault(NamedTuple):
    """One slip: the check that should name it, where it is made, what stands there and what an author made of it."""

    check: str
    place: str
    name: str
    old: str
    new: str
    encoding: str = "utf-8"

    def __str__(self) -> str:
        return f"{self.check}/{self.place}/{self.name}".replace(" ", "/")


FAULTS = [
    Fault(check, *fault)
    for check, faults in yaml.safe_load((CORPUS / "faults.yaml").read_text(encoding="utf-8")).items()
    for fault in faults
]

KNOWN_FALSE_ALARMS: dict[tuple[str, str, str], str] = {}
"""Project, check, and the message's own words, with the reason why the tool is wrong."""

KNOWN_MISSES: dict[str, str] = {
    "inconsistent-fields/en/bibliography/volume": "no other article of the journal is there to show that it has volumes",
    "uncited-study/numbers-en/text/citation-lost": "the work is cited in the next sentence, where a reader finds it",
    "two-spellings/en/bibliography/hyphen-lost": "given names that differ in a letter may be of two persons",
}
"""Names of faults that no check of that name finds, with the reason."""

UNMEASURED = frozenset({"missing-file", "unreadable-file", "reader-disagreement", "unused-waiver", "unverified-entry"})
"""Checks of what no slip in a text brings about: a file not there, two readers at odds, a waiver, the evidence."""


def source(project: str, name: str) -> Path:
    """Give the file of the corpus that stands in a project as text, bibliography or metadata."""
    language = project.removeprefix("numbers-")
    if name == "metadata":
        return CORPUS / f"metadata-{language}.yaml"
    if name == "bibliography":
        return CORPUS / ("numbers.bib" if project.startswith("numbers") else "correct.bib")
    return CORPUS / (f"{project}.md" if project.startswith("numbers") else f"correct-{project}.md")


PATHS = {
    "metadata": "manuscript/metadata.yaml",
    "bibliography": "references.bib",
    "text": "manuscript/01-text.md",
    "image": "manuscript/figures/knee.svg",
}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Project]:
    return write(tmp_path_factory.mktemp("corpus"))


def write(folder: Path) -> Mapping[str, Project]:
    """Write the corpus as projects, and give them by name."""
    made = {}
    for name in PROJECTS:
        root = folder / name
        (root / "manuscript/figures").mkdir(parents=True)
        (root / PATHS["image"]).write_text(SVG, encoding="utf-8")
        for part in ("metadata", "bibliography", "text"):
            (root / PATHS[part]).write_bytes(source(name, part).read_bytes())
        made[name] = load(root)
    return made


def changed(project: Project, fault: Fault) -> dict[str, bytes]:
    """Give the one file of a project in which a fault was made."""
    path = PATHS[fault.place.split()[1]]
    text = (project.root / path).read_bytes().decode("utf-8")
    if fault.old == "^":
        text = fault.new + text
    elif fault.old == "$":
        text += fault.new
    else:
        assert text.count(fault.old) == 1, f"{fault.old!r} stands {text.count(fault.old)} times"
        text = text.replace(fault.old, fault.new)
    return {path: text.encode(fault.encoding)}


def found(project: Project, files: Mapping[str, bytes] | None = None) -> list[tuple[str, str, str]]:
    """Give what is found in a project: check, place and words."""
    manuscript = read(project, files=files)
    return [(one.code, f"{one.location.path}:{one.location.line}", one.message) for one in run(manuscript).diagnostics]


@pytest.mark.parametrize("name", PROJECTS)
def test_correct_work_is_left_in_peace(projects: Mapping[str, Project], name: str) -> None:
    seen = {(name, check, message): place for check, place, message in found(projects[name])}
    known = {key for key in KNOWN_FALSE_ALARMS if key[0] == name}
    assert {key: place for key, place in seen.items() if key not in known} == {}
    assert known <= seen.keys(), "a known false alarm is given no longer: take it out"


def new(projects: Mapping[str, Project], fault: Fault) -> set[str]:
    """Give the names of the checks that find something where a fault was made."""
    name = fault.place.split()[0]
    files = changed(projects[name], fault)
    if "image" in fault.place:  # images are looked at where they lie
        path = projects[name].root / PATHS["image"]
        path.write_bytes(files.pop(PATHS["image"]))
    try:
        findings = found(projects[name], files)
    finally:
        (projects[name].root / PATHS["image"]).write_text(SVG, encoding="utf-8")
    return {check for check, _, message in findings if (name, check, message) not in KNOWN_FALSE_ALARMS}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_each_slip_is_named(projects: Mapping[str, Project], fault: Fault) -> None:
    named = new(projects, fault)
    if str(fault) in KNOWN_MISSES:
        assert fault.check not in named, "a known miss is found now: take it out"
    else:
        assert fault.check in named, f"found instead: {sorted(named)}"


def test_the_tables_name_faults_and_checks_that_are_there() -> None:
    names = [str(fault) for fault in FAULTS]
    assert len(names) == len(set(names))
    assert KNOWN_MISSES.keys() <= set(names)
    assert {fault.check for fault in FAULTS} <= {check.CODE for check in CHECKS} - UNMEASURED


def test_a_check_that_misses_something_here_says_so_in_its_documentation() -> None:
    missing = {name.partition("/")[0] for name in KNOWN_MISSES} | {code for _, code, _ in KNOWN_FALSE_ALARMS}
    silent = {check.CODE for check in CHECKS if check.CODE in missing and not explain(check).limits}
    assert not silent, "`make evidence docs` measures anew"
