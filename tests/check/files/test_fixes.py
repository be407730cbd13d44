"""What the fixes of this family make of a file: the fault is gone, and every other character is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import project_files
from collation.diagnostics import Diagnostic
from collation.project import load

SECTION = "manuscript/01-introduction.md"
BIB = "references.bib"


def find(folder: Path, check: str) -> list[Diagnostic]:
    return list(catalogue.find(check).find(read(load(folder))))


def mend(folder: Path, check: str, *, is_safe: bool) -> None:
    """Apply the fixes of a check that are safe, or those that are offered, from the last edit of a file to the first."""
    edits = {
        edit for found in find(folder, check) if found.fix and found.fix.is_safe == is_safe for edit in found.fix.edits
    }
    for edit in sorted(edits, reverse=True):
        path = folder / edit.path
        text = path.read_bytes().decode("utf-8-sig" if edit.start >= 0 else "utf-8")
        changed = text[1:] if edit.start < 0 else text[: edit.start] + edit.text + text[edit.end :]
        path.write_bytes(changed.encode())


@pytest.fixture
def project(tmp_path: Path, write_project):
    """Give the function that writes the base project with one other file."""

    def written(path: str, text: str | bytes) -> Path:
        return write_project(tmp_path, {**project_files(()), path: text})

    return written


ENTRY = "@article{{murphy2003,{}author = {{王强}}, title = {{山羊}}, journal = {{某杂志}}, year = {{2003}}{}}}\n"
MENDED = [
    ("duplicate-field", True, ENTRY.format("", ", year = 2003"), ENTRY.format("", ", ")),
    ("duplicate-field", True, ENTRY.format("", ",\n  year = {2003},\n"), ENTRY.format("", ",\n")),
    ("duplicate-field", True, ENTRY.format("", ",\r\n  year = {2003}\r\n"), ENTRY.format("", ",\r\n")),
    ("duplicate-field", True, ENTRY.format("", ",\n  % old\n  year = {2003},\n  note = {x}\n"),
     ENTRY.format("", ",\n  % old\n  note = {x}\n")),
    ("duplicate-field", True, ENTRY.format("year = 2003, ", ""),
     "@article{murphy2003,year = 2003, author = {王强}, title = {山羊}, journal = {某杂志}, }\n"),
    ("duplicate-field", True, ENTRY.format("", ",\n  year = {2003}, year = {2003}"), ENTRY.format("", ",\n  ")),
    ("missing-comma", False, ENTRY.format("", "\n note = {x}"), ENTRY.format("", ",\n note = {x}")),
    ("missing-comma", False, ENTRY.format("", "， note = {x}"), ENTRY.format("", ", note = {x}")),
    ("missing-comma", False, ENTRY.format("", "").replace("2003,", "2003 ", 1), ENTRY.format("", "").replace("2003,", "2003, ", 1)),
]  # fmt: skip


@pytest.mark.parametrize(("check", "is_safe", "text", "mended"), MENDED)
def test_a_fix_mends_the_bibliography_and_nothing_else(
    project, *, check: str, is_safe: bool, text: str, mended: str
) -> None:
    folder = project(BIB, text)
    assert find(folder, check)
    mend(folder, check, is_safe=not is_safe)
    assert (folder / BIB).read_bytes().decode() == text, "no fix of the other sort"
    mend(folder, check, is_safe=is_safe)
    assert (folder / BIB).read_bytes().decode() == mended
    assert not [item for item in catalogue.run(read(load(folder))).diagnostics if item.severity == "error"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "山羊模型中软骨得到修复[@murphy2003]，与外泌体有关。\n"),
        ("big5", "山羊模型中軟骨得到修復[@murphy2003]，與外泌體有關。\n"),
        ("latin-1", "Cartilage heals in a goat of Łódź [@murphy2003], says Müller.\n".replace("Łódź", "Lódz")),
        ("cp1252", "Cartilage “heals” in a goat [@murphy2003].\n"),
        ("utf-16", "山羊模型中软骨得到修复[@murphy2003]。\n"),
        ("utf-16-le", "Cartilage heals in a goat [@murphy2003].\n"),
        ("utf-16-be", "Cartilage heals in a goat [@murphy2003].\n"),
    ],
)
def test_the_encoding_that_is_offered_reads_the_file(project, encoding: str, text: str) -> None:
    (found,) = find(project(SECTION, text.encode(encoding)), "wrong-encoding")
    assert found.fix is not None
    assert (found.fix.encoding, found.fix.is_safe, found.fix.edits) == (encoding, False, ())
    assert text.encode(encoding).decode(found.fix.encoding) == text


def test_a_file_in_two_encodings_has_no_fix(project) -> None:
    (found,) = find(project(SECTION, "山羊模型 Jos".encode() + b"\xe9"), "wrong-encoding")
    assert found.fix is None
