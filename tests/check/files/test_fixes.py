"""What the fixes of this family make of a file: the fault is gone, and every other character is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collation.assemble import bibliography
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import project_files
from collation.check.files import CHECKS
from collation.diagnostics import Diagnostic
from collation.model import FrontMatter, Manuscript, SourceFile
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


CHARACTERS = [
    ("byte-order-mark", True, "\ufeff甲[@murphy2003]", "甲[@murphy2003]"),
    ("mixed-line-ends", True, "甲[@murphy2003]\r\n\r\n乙\r\n丙\n", "甲[@murphy2003]\n\n乙\n丙\n"),
    ("mixed-line-ends", False, "甲[@murphy2003]\r乙\n\n丙\n", "甲[@murphy2003]\n乙\n\n丙\n"),
    ("mixed-line-ends", False, "甲[@murphy2003]\r\r乙\r", "甲[@murphy2003]\n\n乙\n"),
    ("control-character", True, "甲\x0b乙\x0cwith\x0cgoats[@murphy2003]\n", "甲乙 with goats[@murphy2003]\n"),
    ("unusual-space", False, "#\u3000甲\n\n乙[@murphy2003]\n\u3000\n丙\n", "# 甲\n\n乙[@murphy2003]\n\n丙\n"),
    ("control-character", True, "甲[@murphy2003]\x0b乙\x02\n\x0c丙", "甲[@murphy2003] 乙\n丙"),
    ("control-character", False, "甲[@murphy2003]a\x02b \x93c\x94", "甲[@murphy2003]ab “c”"),
    ("invisible-character", True, "甲\u200b乙[@murphy2003]\ufeff丙\u2060", "甲乙[@murphy2003]丙"),
    ("invisible-character", False, "a\u200bb[@murphy2003] c\u00add e\u2028f", "ab[@murphy2003] cd e f"),
    ("bidirectional-character", True, "\u202a甲\u202c[@murphy2003]\u2068乙\u2069", "甲[@murphy2003]乙"),
    ("bidirectional-character", False, "\u202e甲\u202c[@murphy2003]", "甲[@murphy2003]"),
    ("not-normalised", True, "甲[@murphy2003] Mu\u0308ller \u212b x\u0304", "甲[@murphy2003] Müller Å x\u0304"),
    ("not-normalised", False, "甲[@murphy2003] \uf92c", "甲[@murphy2003] 郎"),
    ("ligature", True, "甲[@murphy2003] eﬃcient ﬁbre", "甲[@murphy2003] efficient fibre"),
    ("full-width-letter", False, "甲ＭＳＣ１２[@murphy2003]", "甲MSC12[@murphy2003]"),
    ("look-alike-letter", False, "甲TNF-ɑ、TGF-ß1、g\u043e\u0430t[@murphy2003]", "甲TNF-α、TGF-β1、goat[@murphy2003]"),
    ("garbled-text", False, "甲[@murphy2003] MÃ¼ller", "甲[@murphy2003] Müller"),
]


@pytest.mark.parametrize(("check", "is_safe", "text", "mended"), CHARACTERS)
def test_a_fix_mends_a_section_and_nothing_else(project, *, check: str, is_safe: bool, text: str, mended: str) -> None:
    folder = project(SECTION, text.encode())
    assert find(folder, check)
    mend(folder, check, is_safe=not is_safe)
    assert (folder / SECTION).read_bytes().decode() == text, "no fix of the other sort"
    mend(folder, check, is_safe=is_safe)
    assert (folder / SECTION).read_bytes().decode() == mended
    assert not find(folder, check)


@pytest.mark.parametrize(
    ("check", "text"),
    [
        ("not-normalised", "cafe\u0301"),
        ("ligature", "ﬁsh2003"),
        ("invisible-character", "a\u2060b2003"),
    ],
)
def test_no_fix_is_safe_where_a_citekey_has_the_character(project, check: str, text: str) -> None:
    folder = project(BIB, ENTRY.format("", "").replace("murphy2003", text))
    (found,) = find(folder, check)
    assert found.fix is not None
    assert not found.fix.is_safe


def test_the_name_of_a_file_on_disk_stays_as_the_disk_has_it(project) -> None:
    folder = project(BIB, ENTRY.format("", ", file = {Mu\u0308ller ﬁle\u200b.pdf}"))
    assert not [item for check in ("not-normalised", "ligature", "invisible-character") for item in find(folder, check)]


HOSTILE = '甲 aAαΑаßɑ\u0301\u0308\u200b\u200d\u00ad\u202e\u202c\u2067\ufeffﬁＡ１［］\x00\x02\x85\r\n⽣⻓א\U0001f3f4\U000e0067Ã¼©â€™锛銆\ufffd{}@=,%"#'


@given(st.one_of(st.text(), st.text(HOSTILE, max_size=60)))
@settings(max_examples=200)
def test_no_text_stops_a_check_and_each_edit_lies_in_it(text: str) -> None:
    library, _ = bibliography.read(BIB, text)
    sources = (SourceFile(SECTION, text), SourceFile(BIB, text))
    manuscript = Manuscript(FrontMatter("m"), (), (), (), (), (), library, sources=sources)
    for check in CHECKS:
        for item in check.find(manuscript):
            for edit in item.fix.edits if item.fix else ():
                assert 0 <= edit.start <= edit.end <= len(text)
