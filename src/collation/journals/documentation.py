"""The list of fields in docs/journals.md from the schema: `python -m collation.journals.documentation FILE`."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from collation.journals import schema
from collation.project import replace_file

_BEGIN = "<!-- Written by `make docs` from src/collation/journals/schema.py; do not edit it here. -->\n"
_END = "<!-- The end of what is written. -->\n"


def fields() -> str:
    """Return the part of docs/journals.md that lists the fields."""
    parts = []
    for group, members in groupby(schema.FIELDS, key=lambda item: item.name.partition(".")[0]):
        rows = (_row(item) for item in members)
        parts.append(
            "\n".join((f"### {group}\n", "| field | means | is written | not kept |", "|---|---|---|---|", *rows))
        )
    return f"{_BEGIN}\n" + "\n\n".join(parts) + f"\n\n{_END}"


def _row(item: schema.Field) -> str:
    form = schema.example(item).replace("|", "\\|")
    return f"| `{item.name.partition('.')[2]}` | {item.words} | `{form}` | {item.severity} |"


def renewed(text: str) -> str:
    """Return docs/journals.md with the list as it is now."""
    return re.sub(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", lambda _: fields(), text, flags=re.DOTALL)


def main(arguments: Sequence[str]) -> None:
    """Write the list into a file that has a place for it."""
    path = Path(arguments[0])
    replace_file(path, renewed(path.read_text(encoding="utf-8")).encode())


if __name__ == "__main__":
    main(sys.argv[1:])
