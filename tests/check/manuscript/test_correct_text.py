"""Correct text of both languages is left in peace by every check: `correct.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from collation.assemble.manuscript import read
from collation.check.catalogue import run
from collation.check.explain import BASE
from collation.project import Project, load

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'
SECTION, METADATA = "manuscript/01-introduction.md", "manuscript/metadata.yaml"
STATEMENTS = ("funding", "conflicts-of-interest", "author-contributions", "ethics", "data-availability")
TEXTS = yaml.safe_load(Path(__file__).with_name("correct.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("correct")
    for name, text in {**BASE, "manuscript/f.svg": SVG}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("language", "given"),
    [pytest.param(language, given, id=given["text"][:40]) for language, texts in TEXTS.items() for given in texts],
)
def test_nothing_is_found(project: Project, language: str, given: dict[str, object]) -> None:
    metadata = {
        "lang": language,
        "title": {language: "题名" if language == "zh" else "A title"},
        "authors": [{"name": {language: "王强" if language == "zh" else "Ann Alder"}}],
        "statements": dict.fromkeys(STATEMENTS, "无。" if language == "zh" else "None."),
        **given.get("metadata", {}),
    }
    files = {SECTION: f"{given['text']}\n", METADATA: yaml.safe_dump(metadata, allow_unicode=True)}
    report = run(read(project, {path: text.encode() for path, text in files.items()}))
    assert [f"{found.location}: {found.code}: {found.message}" for found in report.diagnostics] == []
