"""A package is made, proven and packed; the one before stays until the new one is whole."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from collation import cli, submission
from collation.project import Project
from collation.submission import SubmissionError, submit
from collation.submit import package

from .conftest import PROFILE, write

FIELDS = """\
layout: {size: {is: 11, source: guide}, line-numbers: {is: continuous, source: guide}}
statements: {funding: {is: required, source: guide}}
keywords: {number: {at-least: 2, at-most: 8, source: guide}}
"""


@pytest.fixture
def journal(project: Project) -> Project:
    return write(project.root, {"styles/journals/mine.yaml": PROFILE.format(fields=FIELDS)})


def made(project: Project) -> Path:
    stream = io.StringIO()
    assert submit(project, "mine", stream), stream.getvalue()
    return project.root / "out" / "submission" / "mine"


def test_the_package_is_the_same_bytes_again_and_says_what_is_in_it(journal: Project, monkeypatch) -> None:
    folder = made(journal)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert {path.name: path.read_bytes() for path in made(journal).iterdir()} == first
    manifest = json.loads(first[package.MANIFEST])
    with zipfile.ZipFile(folder / "mine.zip") as archive:
        assert archive.namelist() == [*(file["name"] for file in manifest["files"]), package.MANIFEST]
        for file in manifest["files"]:
            assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
    assert manifest["journal"] == {"id": "mine", "title": "Invented Journal", "profile": 3}
    assert manifest["missing"] == []
    assert [path.name for path in folder.parent.iterdir()] == ["mine"], "something was left beside it"


def test_the_certificate_of_a_package_is_recomputed_like_any_other(journal: Project, capsys) -> None:
    assert cli.main(["proof", str(made(journal))]) in (0, 3)
    assert "manuscript.docx: 2 citation markers and 2 works, and all text, as checked" in capsys.readouterr().out


def test_the_word_document_looks_as_the_journal_asks(journal: Project) -> None:
    with zipfile.ZipFile(made(journal) / "manuscript.docx") as document:
        assert b"<w:lnNumType" in document.read("word/document.xml")
        assert b'<w:sz w:val="22"' in document.read("word/styles.xml")


def test_what_is_missing_is_told_and_a_final_package_refused(journal: Project, capsys) -> None:
    metadata = journal.root / "manuscript" / "metadata.yaml"
    metadata.write_text(metadata.read_text(encoding="utf-8").replace("funding: 无。, ", ""), encoding="utf-8")
    arguments = ["submit", "--journal", "mine", "--project", str(journal.root)]
    assert cli.main([*arguments, "--final"]) == 1
    assert "no final package: Invented Journal still lacks the statement funding" in capsys.readouterr().out
    assert not (journal.root / "out" / "submission").exists()
    assert cli.main(arguments) == 0
    page = (journal.root / "out" / "submission" / "mine" / "README.html").read_text(encoding="utf-8")
    assert "Not ready: 1 thing missing" in page
    assert "to be supplied by the authors: the statement funding" in page


def test_what_only_warns_is_told_in_the_verdict_too(journal: Project) -> None:
    fields = "statements: {ai-use: {is: required, source: guide, severity: warning}}"
    write(journal.root, {"styles/journals/mine.yaml": PROFILE.format(fields=fields)})
    stream = io.StringIO()
    assert submit(journal, "mine", stream, is_final=True)
    assert "is made, and 1 thing should be mended" in stream.getvalue()
    page = (journal.root / "out" / "submission" / "mine" / "README.html").read_text(encoding="utf-8")
    assert "1 thing to be mended" in page
    assert "Nothing is missing" not in page


def test_whatever_ends_the_making_the_package_before_stays_whole(journal: Project, monkeypatch) -> None:
    folder = made(journal)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(submission, "prove", interrupted)
    with pytest.raises(KeyboardInterrupt):
        submit(journal, "mine", io.StringIO())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def test_what_is_not_proven_is_not_packed(journal: Project, monkeypatch) -> None:
    monkeypatch.setattr(submission, "prove", lambda *_: False)
    with pytest.raises(SubmissionError, match="what was printed is not what was checked"):
        submit(journal, "mine", io.StringIO())
    assert not (journal.root / "out" / "submission" / "mine").exists()


def test_a_manuscript_with_errors_is_not_submitted(journal: Project) -> None:
    (journal.root / "manuscript" / "01.md").write_text("# 引言\n\n一句话[@nobody2000]。\n", encoding="utf-8")
    with pytest.raises(SubmissionError, match="the manuscript has errors, which `collate check` shows"):
        submit(journal, "mine", io.StringIO())


def test_all_journals_are_shown_side_by_side_and_nothing_is_written(journal: Project, capsys) -> None:
    assert cli.main(["submit", "--all", "--project", str(journal.root)]) == 0
    shown = capsys.readouterr().out
    for name in ("cjrrs", "plos-one", "joss", "mine"):
        assert f"\n{name} " in f"\n{shown}"
    assert not (journal.root / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the journal: --journal ID"),
        (["--journal", "mien"], "there is no journal mien; did you mean mine?"),
        (["--all", "--final"], "--all shows every journal and makes no package"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: list[str], said: str, journal: Project, capsys) -> None:
    assert cli.main(["submit", *arguments, "--project", str(journal.root)]) == 2
    assert said in capsys.readouterr().err
