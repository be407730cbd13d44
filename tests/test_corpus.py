"""Correct but unusual manuscripts are left in peace, and slips of the pen are found: two corpora of our own invention."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.catalogue import CHECKS
from collation.check.explain import explain
from collation.project import Project, load

FOLDER = Path(__file__).resolve().parent / "corpus"
PROJECTS = ("en", "zh", "numbers-en", "numbers-zh")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'
PATHS = {
    "metadata": "manuscript/metadata.yaml",
    "bibliography": "references.bib",
    "text": "manuscript/01-text.md",
    "image": "manuscript/figures/knee.svg",
    "settings": "collation.toml",
    "waivers": "waivers.toml",
    "evidence": "references.evidence.yaml",
}


class Fault(NamedTuple):
    """One slip: the check that should name it, where it is made, what stands there and what an author made of it."""

    check: str
    place: str
    name: str
    old: str
    new: str
    encoding: str = "utf-8"

    @property
    def project(self) -> str:
        """The manuscript in which it is made."""
        return re.split("[ /]", self.place)[0]

    @property
    def part(self) -> str:
        """The file of it."""
        return re.split("[ /]", self.place)[1]

    def __str__(self) -> str:
        return f"{self.check}/{self.place}/{self.name}".replace(" ", "/")


class Corpus:
    """Correct manuscripts, slips in them, and what is known of both that the tool has wrong (`known.yaml`)."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = FOLDER / name
        known = yaml.safe_load((self.folder / "known.yaml").read_text(encoding="utf-8"))
        self.misses: dict[str, str] = known["misses"]
        self.false_alarms: dict[str, str] = known["false alarms"]

    @cached_property
    def faults(self) -> list[Fault]:
        """The slips."""
        faults = yaml.safe_load((self.folder / "faults.yaml").read_text(encoding="utf-8"))
        return [Fault(check, *fault) for check, given in faults.items() for fault in given]

    def source(self, project: str, part: str) -> Path:
        """Give the file of the corpus that is a part of a project; not each corpus has each."""
        language, is_typed = project.removeprefix("numbers-"), project.startswith("numbers")
        return (
            self.folder
            / {
                "metadata": f"metadata-{language}.yaml",
                "bibliography": "numbers.bib" if is_typed else "correct.bib",
                "text": f"{project}.md" if is_typed else f"correct-{project}.md",
                "image": "knee.svg",
                "settings": "collation.toml",
                "waivers": "waivers.toml",
                "evidence": "no evidence.yaml" if is_typed else "evidence.yaml",  # it is of the other bibliography
            }[part]
        )

    def write(self, folder: Path) -> Mapping[str, Project]:
        """Write the corpus as projects, and give them by name."""
        made = {}
        for name in PROJECTS:
            root = folder / self.name / name
            (root / "manuscript/figures").mkdir(parents=True)
            (root / PATHS["image"]).write_text(SVG, encoding="utf-8")
            for part, path in PATHS.items():
                if self.source(name, part).exists():
                    (root / path).write_bytes(self.source(name, part).read_bytes())
            made[name] = load(root)
        return made

    def new(self, projects: Mapping[str, Project], fault: Fault) -> set[str]:
        """Give the names of the checks that find something where a fault was made."""
        path = projects[fault.project].root / PATHS[fault.part]
        before = path.read_bytes()
        path.write_bytes(changed(before.decode("utf-8"), fault).encode(fault.encoding))
        try:
            findings = found(load(projects[fault.project].root))
        finally:
            path.write_bytes(before)
        return {check for check, _, message in findings if self.alarm(fault.project, check, message) not in self.known}

    @staticmethod
    def alarm(project: str, check: str, message: str) -> str:
        """Give the name of a false alarm: project, check and the message's own words."""
        return f"{project}/{check}: {message}"

    @property
    def known(self) -> set[str]:
        """The names of the false alarms that are known."""
        return set(self.false_alarms)


CORPORA = {name: Corpus(name) for name in ("first", "second")}

UNMEASURED = {
    "first": {"missing-file", "unreadable-file", "reader-disagreement", "unused-waiver", "unverified-entry"},
    "second": set[str](),
}
"""Checks of what no slip of a corpus brings about: a file not there, two readers at odds, a waiver, the evidence."""


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Project]]:
    return {name: corpus.write(tmp_path_factory.mktemp("corpus")) for name, corpus in CORPORA.items()}


def changed(text: str, fault: Fault) -> str:
    """Give a text in which a fault was made; `^` and `$` stand for its beginning and its end."""
    if fault.old == "^":
        return fault.new + text
    if fault.old == "$":
        return text + fault.new
    assert text.count(fault.old) == 1, f"{fault.old!r} stands {text.count(fault.old)} times"
    return text.replace(fault.old, fault.new)


def found(project: Project) -> list[tuple[str, str, str]]:
    """Give what is found in a project: check, place and words."""
    report = examine(read(project), project)
    return [(one.code, f"{one.location.path}:{one.location.line}", one.message) for one in report.diagnostics]


@pytest.mark.parametrize("name", PROJECTS)
@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA)
def test_correct_work_is_left_in_peace(
    projects: Mapping[str, Mapping[str, Project]], corpus: Corpus, name: str
) -> None:
    findings = found(projects[corpus.name][name])
    seen = {corpus.alarm(name, check, message): place for check, place, message in findings}
    known = {alarm for alarm in corpus.known if alarm.startswith(f"{name}/")}
    assert {alarm: place for alarm, place in seen.items() if alarm not in known} == {}
    assert known <= seen.keys(), "a known false alarm is given no longer: take it out"


@pytest.mark.parametrize(
    ("corpus", "fault"),
    [pytest.param(corpus, fault, id=f"{name}/{fault}") for name, corpus in CORPORA.items() for fault in corpus.faults],
)
def test_each_slip_is_named(projects: Mapping[str, Mapping[str, Project]], corpus: Corpus, fault: Fault) -> None:
    named = corpus.new(projects[corpus.name], fault)
    if str(fault) in corpus.misses:
        assert fault.check not in named, "a known miss is found now: take it out"
    else:
        assert fault.check in named, f"found instead: {sorted(named)}"


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA)
def test_the_tables_name_faults_and_checks_that_are_there(corpus: Corpus) -> None:
    names = [str(fault) for fault in corpus.faults]
    assert len(names) == len(set(names))
    assert corpus.misses.keys() <= set(names)
    assert {fault.check for fault in corpus.faults} <= {check.CODE for check in CHECKS} - UNMEASURED[corpus.name]


def test_a_check_that_misses_something_here_says_so_in_its_documentation() -> None:
    missing = {name.partition("/")[0] for corpus in CORPORA.values() for name in corpus.misses}
    missing |= {
        alarm.partition("/")[2].partition(":")[0] for corpus in CORPORA.values() for alarm in corpus.false_alarms
    }
    silent = {check.CODE for check in CHECKS if check.CODE in missing and not explain(check).limits}
    assert not silent, "`make evidence docs` measures anew"
