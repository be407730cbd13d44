"""Validators that run beside the proof say what they say by themselves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import pytest

from collation import limits, standards
from collation.project import Project
from collation.standards import Verdict, docx, programs

from .conftest import HOSTILE, Put, Repack


def asked(path: Path) -> tuple[Verdict, ...]:
    with standards.validating() as inside:
        inside.begin(path, "docx")
        return inside.verdicts("docx")


def test_the_verdicts_are_those_of_the_validators(project: Project) -> None:
    files = {format: project.product(format) for format in project.formats}
    with standards.validating() as inside:
        for format, path in files.items():
            inside.begin(path, format)
        for format, path in files.items():
            assert inside.verdicts(format) == standards.validate(path, format)


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_wrong_is_told_from_another_process_too(data: bytes, put: Put) -> None:
    path = put("a.docx", data)
    (verdict,) = asked(path)
    assert (verdict,) == standards.validate(path, "docx")
    assert not verdict.is_met


def test_where_no_process_can_be_started_this_one_answers(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    path = put("a.docx", b"no document")
    assert asked(path) == standards.validate(path, "docx")


@pytest.mark.parametrize("answer", [b"", b"[]{", b'[{"standard": 3}]'])
def test_an_answer_that_cannot_be_read_is_no_verdict(answer: bytes, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "run", lambda *_, **__: answer)
    (verdict,) = asked(put("a.docx", b"no document"))
    assert (verdict.standard, verdict.unchecked) == (docx.STANDARD, "the answer of its validator cannot be read")


def never(*_: object) -> NoReturn:
    pytest.fail("it is asked in our own process")


def test_what_is_late_elsewhere_is_not_begun_here(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    monkeypatch.setattr(docx, "check", never)
    monkeypatch.setattr(standards, "validate", never)
    (verdict,) = asked(put("a.docx", b"no document"))
    assert verdict.unchecked == "its validator was not done after 0.01 s"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_validator_that_takes_too_much_memory_says_nothing(
    project: Project, put: Put, repack: Repack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A million paragraphs in a small archive: what is planted is run by nobody but the process that is limited."""
    body = b"<w:p/>" * 1_000_000
    data = repack(
        project.product("docx").read_bytes(),
        {"word/document.xml": lambda text: text.replace(b"<w:body>", b"<w:body>" + body)},
    )
    path = put("a.docx", data)
    less = put(
        "less.py",
        "import collation.limits, runpy, sys; collation.limits.MEMORY = 1 << 28; "
        "runpy.run_module('collation.standards', run_name='__main__')",
    )
    run = programs.run
    monkeypatch.setattr(
        programs, "run", lambda command, **options: run([sys.executable, less, *command[4:]], **options)
    )
    monkeypatch.setattr(standards, "validate", never)
    (verdict,) = asked(path)
    assert verdict.unchecked.startswith("its validator failed: ")
    assert not verdict.is_met


def test_nothing_in_the_folder_of_a_project_is_run(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "run"
    for name in ("collation.py", "zipfile.py"):
        put(name, f"open({str(marker)!r}, 'w').close()")
    monkeypatch.chdir(tmp_path)
    assert sys.executable
    assert asked(put("a.docx", b"no document"))
    assert not marker.exists()
