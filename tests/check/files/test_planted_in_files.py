"""Each fault of a file, planted alone in the flagship, is named by its own check at its value, and nothing else is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.project import load

BIB = "references.bib"
SECTION = "manuscript/03-paracrine-effect.md"
TITLE = b"title = {Knee replacement},"


def findings(folder: Path) -> Counter[str]:
    project = load(folder)
    report = catalogue.run(read(project), ignore=project.ignore, severity=dict(project.severity))
    # Notes on how the entries compare count all of them, and one that cannot be read changes the count.
    shown = (item for item in report.diagnostics if item.severity != "note" or item.code == "mixed-line-ends")
    return Counter(f"{item.location}+{item.location.length} {item.code}" for item in shown)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Counter[str]:
    from tests.conftest import copy_flagship

    return findings(copy_flagship(tmp_path_factory.mktemp("before") / "flagship"))


PLANTED = {
    "a brace that nothing closes": (BIB, TITLE, b"title = {Knee {replacement},", "93:11+1 unbalanced-brace"),
    "a quote that nothing closes": (BIB, TITLE, b'title = "Knee replacement,', "93:11+1 unbalanced-brace"),
    "a brace too many": (BIB, TITLE, b"title = {Knee} replacement},", "93:16+1 unbalanced-brace"),
    "no comma": (BIB, TITLE, TITLE[:-1], "93:28+1 missing-comma"),
    "another title": (BIB, TITLE, TITLE + b"\n  title = {Knee},", "94:11+6 duplicate-field"),
    "the same title": (BIB, TITLE, TITLE + b"\n  title = {Knee replacement},", "94:11+18 duplicate-field"),
    "a name that nothing defines": (BIB, TITLE, b"title = knee,", "93:11+4 undefined-string"),
    "a byte of Latin-1": (BIB, "Tofiño-Vian".encode(), "Tofiño-Vian".encode("latin-1"), "wrong-encoding"),
    "a byte order mark": (BIB, b"@article{mancuso2019", b"\xef\xbb\xbf@article{mancuso2019", "1:1+1 byte-order-mark"),
    "a line end of Windows": (BIB, TITLE, TITLE + b"\r", "93:30+1 mixed-line-ends"),
    "a zero-width space": (BIB, TITLE, "title = {Knee\u200b replacement},".encode(), "93:16+1 invisible-character"),
    "a Cyrillic letter": (BIB, TITLE, "title = {Knee repl\u0430cement},".encode(), "93:21+1 look-alike-letter"),
    "a ligature": (BIB, TITLE, "title = {Knee ﬂexion},".encode(), "93:17+1 ligature"),
    "full-width letters": (BIB, TITLE, "title = {Ｋｎｅｅ replacement},".encode(), "93:12+4 full-width-letter"),
    "a loose accent": (BIB, TITLE, "title = {Kne\u0301e replacement},".encode(), "93:14+2 not-normalised"),
    "an override": (BIB, TITLE, "title = {Knee \u202ereplacement},".encode(), "93:17+1 bidirectional-character"),
    "a control character": (BIB, TITLE, b"title = {Knee\x02replacement},", "93:16+1 control-character"),
    "garbled text": (BIB, TITLE, "title = {KnÃ©e replacement},".encode(), "93:14+2 garbled-text"),
}


@pytest.mark.parametrize(("path", "old", "new", "expected"), PLANTED.values(), ids=PLANTED)
def test_a_fault_planted_alone_is_named_and_nothing_else(
    flagship: Path, before: Counter[str], *, path: str, old: bytes, new: bytes, expected: str
) -> None:
    data = (flagship / path).read_bytes()
    assert old in data
    (flagship / path).write_bytes(data.replace(old, new, 1))
    found = findings(flagship) - before
    assert [place.endswith(expected) for place in found.elements()] == [True], found


def test_a_bibliography_of_windows_among_other_files_is_a_note(flagship: Path, before: Counter[str]) -> None:
    data = (flagship / BIB).read_bytes()
    (flagship / BIB).write_bytes(data.replace(b"\n", b"\r\n"))
    assert list(findings(flagship) - before) == [f"{BIB}:1:22+1 mixed-line-ends"]
