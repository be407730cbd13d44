"""Validators that run beside the proof say what they say by themselves."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from collation import standards
from collation.project import Project
from collation.standards import programs

from .conftest import HOSTILE, Put


def test_the_verdicts_are_those_of_the_validators(project: Project) -> None:
    files = {format: project.product(format) for format in project.formats}
    with standards.validating(files) as verdicts:
        for format, path in files.items():
            assert verdicts(format) == standards.validate(path, format)


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_wrong_is_told_from_another_process_too(data: bytes, put: Put) -> None:
    path = put("a.docx", data)
    with standards.validating({"docx": path}) as verdicts:
        assert verdicts("docx") == standards.validate(path, "docx")
        assert not verdicts("docx")[0].is_met


@pytest.mark.parametrize("answer", [programs.UnavailableError("no process"), b"", b"[]{", b'[{"standard": 3}]'])
def test_where_there_can_be_no_other_process_this_one_answers(
    answer: bytes | Exception, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(_: object) -> bytes:
        if isinstance(answer, bytes):
            return answer
        raise answer

    monkeypatch.setattr(programs, "run", run)
    path = put("a.docx", b"no document")
    with standards.validating({"docx": path}) as verdicts:
        assert verdicts("docx") == standards.validate(path, "docx")


def test_nothing_in_the_folder_of_a_project_is_run(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marker = tmp_path / "run"
    for name in ("collation.py", "zipfile.py"):
        put(name, f"open({str(marker)!r}, 'w').close()")
    monkeypatch.chdir(tmp_path)
    assert sys.executable
    with standards.validating({"docx": put("a.docx", b"no document")}) as verdicts:
        assert verdicts("docx")
    assert not marker.exists()
