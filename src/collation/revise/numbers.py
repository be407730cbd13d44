"""How the citation numbers moved from one version to the next: a table for a person, and for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from collation import tree
from collation.document.labels import label
from collation.document.numbered import Document, ReferenceListItem
from collation.tree import Element

What = Literal["same", "moved", "removed", "new"]


@dataclass(frozen=True)
class Move:
    """What became of the number of one work; a number is 0 in the version that does not cite it."""

    citekey: str
    old: int
    new: int
    text: str

    @property
    def what(self) -> What:
        """What became of it."""
        if not self.new:
            return "removed"
        if not self.old:
            return "new"
        return "same" if self.old == self.new else "moved"


def moves(old: Document, new: Document) -> tuple[Move, ...]:
    """Return every work that one of the versions cites: in the order of the new, then what is no longer cited."""
    before = {item.citekey: item for item in old.references}
    after = {item.citekey: item for item in new.references}
    cited = [
        Move(key, before[key].number if key in before else 0, item.number, _text(item)) for key, item in after.items()
    ]
    gone = [Move(key, item.number, 0, _text(item)) for key, item in before.items() if key not in after]
    return (*cited, *gone)


def _text(item: ReferenceListItem) -> str:
    return " ".join(tree.plain_text(item.inlines).split())


def write_csv(found: Sequence[Move]) -> str:
    """Write the table as CSV (RFC 4180), for a spreadsheet: with a byte order mark, by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(("old", "new", "change", "citekey", "reference"))
    writer.writerows((move.old or "", move.new or "", move.what, move.citekey, _harmless(move.text)) for move in found)
    return f"\ufeff{buffer.getvalue()}"


def _harmless(text: str) -> str:
    """A cell that begins as a formula does is one to a spreadsheet."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def write_markdown(found: Sequence[Move]) -> str:
    """Write what is not as it was as a table in Markdown, and count the rest."""
    counts: Mapping[str, int] = {
        what: sum(move.what == what for move in found) for what in ("same", "moved", "removed", "new")
    }
    lines = ["| old | new | reference |", "|----:|----:|:----------|"]
    for move in found:
        if move.what != "same":
            old, new = (str(move.old or "—"), str(move.new or "—"))
            note = {"removed": " (removed)", "new": " (new)"}.get(move.what, "")
            lines.append(f"| {old} | {new} | {_escaped(move.text)}{note} |")
    told = f"{counts['moved']} moved, {counts['removed']} removed, {counts['new']} new, {counts['same']} as before\n"
    return told + ("\n" + "\n".join(lines) + "\n" if len(lines) > 2 else "")


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\|*_`<[]" else character for character in text)


def blocks(found: Sequence[Move], language: str) -> list[Element]:
    """Return what is not as it was as a table for a page, with its heading."""
    rows = [
        (_shown(move.old) or label(language, "new"), _shown(move.new) or label(language, "removed"), move.text)
        for move in found
        if move.what != "same"
    ]
    heading = tree.text(label(language, "citation-numbers"))
    head = tuple(label(language, name) for name in ("old-number", "new-number", "references"))
    columns = [[{"t": align}, {"t": "ColWidth", "c": width}] for align, width in _COLUMNS]
    head_rows, body_rows = [_row(head)], [_row(row) for row in rows]
    table = [
        tree.attributes(),
        [None, []],
        columns,
        [tree.attributes(), head_rows],
        [[tree.attributes(), 0, [], body_rows]],
        [tree.attributes(), []],
    ]
    shown = [{"t": "Header", "c": [1, tree.attributes("citation-numbers"), heading]}]
    return [*shown, {"t": "Table", "c": table}] if rows else []


_COLUMNS = (("AlignRight", 0.12), ("AlignRight", 0.12), ("AlignLeft", 0.76))


def _shown(number: int) -> str:
    return str(number) if number else ""


def _row(cells: Sequence[str]) -> list[object]:
    return [
        tree.attributes(),
        [[tree.attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": tree.text(text)}]] for text in cells],
    ]
