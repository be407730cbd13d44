"""More than a hundred correct but unusual entries, of every type, in Chinese and English: no check finds a fault."""

from __future__ import annotations

import re
from pathlib import Path

from collation.assemble.manuscript import read
from collation.check.catalogue import run
from collation.check.explain import project_files
from collation.project import load

ENTRIES = Path(__file__).with_name("correct.bib").read_text(encoding="utf-8")


def test_correct_entries_are_left_in_peace(tmp_path: Path, write_project) -> None:
    citekeys = re.findall(r"^@\w+\{([\w-]+),", ENTRIES, re.MULTILINE)
    assert len(citekeys) > 100
    text = "。".join(f"山羊[@{citekey}]" for citekey in citekeys) + "。\n"
    files = {"manuscript/01-introduction.md": text.encode(), "references.bib": ENTRIES.encode()}
    write_project(tmp_path, project_files(()) | files)
    found = run(read(load(tmp_path))).diagnostics
    assert [f"{one.citekey}: {one.code}: {one.message}" for one in found] == []
