"""A large library in which nothing is wrong has no finding: each one would be a false alarm."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.project import load

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "library.py"


def test_a_clean_library_has_no_finding(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("library", SCRIPT)
    assert spec
    assert spec.loader
    library = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(library)
    library.write(tmp_path, 2000)
    project = load(tmp_path)
    manuscript = read(project)
    assert len(manuscript.bibliography.entries) == 2000
    assert len(manuscript.clusters) == 42
    report = catalogue.run(manuscript, ignore=project.ignore)
    found = [item for item in report.diagnostics if item.location.path != project.metadata]
    assert [f"{item.location}: {item.code}: {item.message}" for item in found] == []
