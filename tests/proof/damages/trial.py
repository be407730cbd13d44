"""Good outputs, and what the proof says of them and of damaged ones: for the tests and for `docs/evidence.md`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from collation.assemble.manuscript import read
from collation.diagnostics import Diagnostic
from collation.document import numbered
from collation.document.numbered import Document
from collation.garbage import collector_paused
from collation.project import Project, load
from collation.proof import catalogue
from collation.proof.comparison import Comparison
from collation.proof.expected import Expected, expect
from collation.proof.look import Look, look
from collation.proof.reading import Fault, Reading, UnreadableOutputError
from collation.standards import Verdict, validate

from . import Damage, DocumentDamage, NotHereError, manuscripts

ROOT = Path(__file__).resolve().parents[3]
FORMATS = ("html", "epub", "jats", "docx", "pdf")
"""The formats for which there are ways of damaging."""

SMALL: Mapping[str, Mapping[str, str]] = {"English": manuscripts.ENGLISH, "Chinese": manuscripts.CHINESE}


@dataclass(frozen=True, eq=False)
class Output:
    """A good output: the bytes of one format, and what they are to show."""

    manuscript: str
    format: str
    project: Project
    document: Document
    data: bytes

    def findings(self, data: bytes, *, asks_standards: bool = False) -> tuple[Diagnostic, ...]:
        """Return what the proof says of bytes that are to be this output."""
        with collector_paused():
            try:
                reading = module("proof", self.format).read(data)
            except UnreadableOutputError as error:
                reading = Reading(self.format, (), faults=(Fault("unreadable-output", str(error)),))
            verdicts = self._verdicts(data) if asks_standards else ()
            name = f"out/manuscript.{self.format}"
            return catalogue.run(Comparison(_expected(self), reading, name, verdicts=verdicts, look=_look(self)))

    def _verdicts(self, data: bytes) -> tuple[Verdict, ...]:
        with TemporaryDirectory() as folder:
            path = Path(folder, f"manuscript.{self.format}")
            path.write_bytes(data)
            return validate(path, self.format)


def render(document: Document, project: Project, format: str) -> bytes:
    """Return a document in one format, without writing it."""
    data = module("render", format).render(document, project)
    assert isinstance(data, bytes)
    return data


def outputs(folder: Path, format: str) -> Iterator[Output]:
    """Yield the outputs of one format: of the flagship, and of the small manuscripts, which are written to a folder."""
    for name, project in _projects(folder).items():
        document = _prepared(project)
        yield Output(name, format, project, document, render(document, project, format))


def damages(format: str) -> tuple[Damage, ...]:
    """Return the ways of damaging a format."""
    ways: tuple[Damage, ...] = import_module(f".{format}", __package__).DAMAGES
    return ways


def damaged(output: Output, damage: Damage) -> bytes | None:
    """Return the damaged bytes of an output, or None where it has nothing to damage in that way."""
    try:
        return damage.damage(output.data)
    except NotHereError:
        return None


def misprinted(output: Output, damage: DocumentDamage) -> Output | None:
    """Return an output of a damaged document, or None where that has nothing to damage in that way."""
    try:
        document = damage.damage(output.document)
    except NotHereError:
        return None
    data = render(document, output.project, output.format)
    return Output(output.manuscript, output.format, output.project, document, data)


@cache
def _projects(folder: Path) -> Mapping[str, Project]:
    projects = {"flagship": load(ROOT)}
    for name, files in SMALL.items():
        for path, text in files.items():
            (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / path).write_text(text, encoding="utf-8")
        projects[name] = load(folder / name)
    return projects


@cache
def _prepared(project: Project) -> Document:
    return numbered.prepare(read(project), project)


@cache
def _expected(output: Output) -> Expected:
    reading = module("proof", output.format).read(output.data)
    return expect(output.document, output.format, has_spaces=reading.has_spaces)


@cache
def _look(output: Output) -> Look | None:
    return look(output.document, output.project, output.format)


def module(stage: str, format: str) -> ModuleType:
    """Return the module of a stage for a format."""
    return import_module(f"collation.{stage}.{format}")
