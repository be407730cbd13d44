"""The list of checks in docs/proof.md from their own docstrings: `python -m collation.proof.documentation FILE`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from collation.project import replace_file
from collation.proof.catalogue import FAMILIES
from collation.proof.explain import explain

_BEGIN = "<!-- Written by `make docs` from the docstrings in src/collation/proof/; do not edit it here. -->\n"
_END = "<!-- The end of what is written. -->\n"


def checks() -> str:
    """Return the part of docs/proof.md that lists the checks."""
    parts = []
    for family, members in FAMILIES.items():
        rows = (f"| `{item.code}` | {item.summary} {item.why} | {item.basis} |" for item in map(explain, members))
        parts.append("\n".join((f"### {family}\n", "| check | finds | basis |", "|---|---|---|", *rows)) + "\n")
    return f"{_BEGIN}\n" + "\n".join(parts) + f"\n{_END}"


def renewed(text: str) -> str:
    """Return docs/proof.md with the list as it is now."""
    return re.sub(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", lambda _: checks(), text, flags=re.DOTALL)


def main(arguments: Sequence[str]) -> None:
    """Write the list into a file that has a place for it."""
    path = Path(arguments[0])
    replace_file(path, renewed(path.read_text(encoding="utf-8")).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
