"""Write the golden files anew: `make goldens`.  What has changed is then to be read in the difference and judged."""

from __future__ import annotations

import tempfile
from pathlib import Path

from collation import project as projects
from collation import tree
from collation.assemble.manuscript import read
from collation.document import numbered

FOLDER = Path(__file__).parent / "styles"
STYLES = ("gb-t-7714-2015-numeric", "gb-t-7714-2025-numeric")


def reference_list(style: str) -> str:
    """Every work of gbt7714.bib in one style, as a manuscript that cites them in the order of the file prints it."""
    bibliography = (FOLDER / "gbt7714.bib").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "manuscript").mkdir()
        (root / "references.bib").write_text(bibliography, encoding="utf-8")
        (root / "collation.toml").write_text(f'style = "{style}"\n', encoding="utf-8")
        project = projects.load(root)
        citekeys = [entry.citekey for entry in read(project).bibliography.entries]
        text = "".join(f"文献[@{citekey}]。\n" for citekey in citekeys)
        (root / "manuscript" / "01.md").write_text(text, encoding="utf-8")
        prepared = numbered.prepare(read(project), project)
    return "".join(f"{item.label} {tree.plain_text(item.inlines)}\n" for item in prepared.references)


def golden(style: str) -> Path:
    """Where the golden file of a style is."""
    return FOLDER / f"{style}.txt"


if __name__ == "__main__":
    for name in STYLES:
        golden(name).write_text(reference_list(name), encoding="utf-8")
