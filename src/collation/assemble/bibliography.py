"""The one door to bibtexparser (and to pylatexenc, its decoder): references.bib becomes a Bibliography.

Three readers see each entry.  `blocks` knows where everything stands; bibtexparser is the reading that counts; pybtex
reads once more what is cited.  Where they differ the build stops and shows both, for then nobody knows what the
author's file says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from collation.assemble import names
from collation.assemble.blocks import BlockSpan, scan
from collation.diagnostics import Lines, Location
from collation.model import (
    Bibliography,
    BibliographyEntry,
    BrokenEntry,
    Disagreement,
    Field,
    Support,
)

_NAME_FIELDS = ("author", "editor")


def read(path: str, text: str) -> tuple[Bibliography, tuple[Disagreement, ...]]:
    """Read a BibTeX text whole, doubled and broken entries kept.

    Args:
        path: the file, relative to the project, for locations.
        text: its characters.

    Returns:
        The bibliography, and every entry of which two readers see different things.
    """
    lines = Lines(path, text)
    spans = tuple(scan(text))
    entries: list[BibliographyEntry] = []
    broken: list[BrokenEntry] = []
    support: list[Support] = []
    ordinal = 0
    for span in spans:
        ordinal += span.is_entry
        if span.fault:
            reason, help = span.fault.reason, span.fault.help
            broken.append(
                BrokenEntry(
                    span.citekey,
                    ordinal if span.is_entry else 0,
                    lines.location(span.fault.offset),
                    reason,
                    help,
                )
            )
        elif twice := _doubled_field(span):
            first, second = twice
            offset = span.fields[second].name_offset
            name = span.fields[second].name
            broken.append(
                BrokenEntry(
                    span.citekey,
                    ordinal,
                    lines.location(offset, len(name)),
                    f"the field {name} stands twice in {span.citekey}",
                    f"keep one of the two; the first is on line {lines.location(span.fields[first].name_offset).line}",
                )
            )
        elif span.is_entry:
            entries.append(_entry(span, ordinal, text, lines))
        elif span.type != "comment":
            support.append(Support(text[span.start : span.end]))
    bibliography = Bibliography(path, tuple(entries), tuple(broken), tuple(support))
    return bibliography, tuple(_compare(entries, _bibtexparser(entries, support), "bibtexparser", path))


def _doubled_field(span: BlockSpan) -> tuple[int, int] | None:
    seen: dict[str, int] = {}
    for index, item in enumerate(span.fields):
        if item.name in seen:
            return seen[item.name], index
        seen[item.name] = index
    return None


def _entry(span: BlockSpan, ordinal: int, text: str, lines: Lines) -> BibliographyEntry:
    fields = tuple(
        Field(item.name, item.value, lines.location(item.value_offset, item.value_length)) for item in span.fields
    )
    authors = next((item.value for name in _NAME_FIELDS for item in fields if item.name == name), "")
    return BibliographyEntry(
        citekey=span.citekey,
        type=span.type,
        ordinal=ordinal,
        location=lines.location(span.citekey_offset, len(span.citekey)),
        fields=fields,
        text=text[span.start : span.end],
        authors=names.split(authors) if authors else (),
    )


_Reading = list[tuple[str, tuple[tuple[str, str | None], ...]]]


def _bibtexparser(entries: Iterable[BibliographyEntry], support: Iterable[Support]) -> _Reading:
    """Read the same records by bibtexparser; a value that it leaves unresolved (`a # b`) is None.

    bibtexparser hides an entry whose citekey it has seen before, so every such entry is given to it apart.
    """
    import bibtexparser

    seen: set[str] = set()
    batches: list[list[BibliographyEntry]] = [[]]
    for entry in entries:
        if entry.citekey in seen:
            batches.append([])
            seen.clear()
        seen.add(entry.citekey)
        batches[-1].append(entry)
    found: _Reading = []
    for batch in batches:
        text = "\n".join([*(item.text for item in support), *(entry.text for entry in batch)])
        for entry in bibtexparser.parse_string(text).entries:
            fields = tuple(
                (item.key.lower(), None if _is_unresolved(item) else str(item.value)) for item in entry.fields
            )
            found.append((entry.key, fields))
    return found


def _is_unresolved(item: object) -> bool:
    return getattr(item, "enclosing", None) == "no-enclosing"


def _compare(entries: Iterable[BibliographyEntry], other: _Reading, reader: str, path: str) -> Iterable[Disagreement]:
    """Yield what another reader sees otherwise: entries in the same order, with the same fields and values."""
    readings = iter(other)
    for entry in entries:
        citekey, fields = next(readings, ("", ()))
        if citekey != entry.citekey:
            yield Disagreement(
                entry.location,
                f"{reader} and Collation read different entries here",
                f"Collation reads {entry.citekey}",
                f"{reader} reads {citekey or 'nothing'}",
            )
            return
        ours = {item.name: _squeezed(item.value) for item in entry.fields}
        theirs = {name: ours.get(name) if value is None else _squeezed(value) for name, value in fields}
        # pybtex leaves empty fields out; that is no other reading of the file.
        ours = {name: value for name, value in ours.items() if value}
        theirs = {name: value for name, value in theirs.items() if value}
        if ours != theirs:
            name = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))[0]
            location = next((item.location for item in entry.fields if item.name == name), entry.location)
            yield Disagreement(
                location,
                f"{reader} and Collation read the field {name} of {entry.citekey} differently",
                f"Collation reads {ours.get(name, 'nothing')}",
                f"{reader} reads {theirs.get(name, 'nothing')}",
            )
    extra = next(readings, None)
    if extra:
        yield Disagreement(
            Location(path),
            f"{reader} reads an entry that Collation does not",
            "Collation reads nothing",
            f"{reader} reads {extra[0]}",
        )


def _squeezed(value: str) -> str:
    return " ".join(value.split())


def finish(bibliography: Bibliography, cited: Collection[str]) -> tuple[Bibliography, tuple[Disagreement, ...]]:
    """Do for the cited entries what would be slow for a whole library: resolve LaTeX, and read them by pybtex too."""
    wanted = set(cited)
    chosen = [entry for entry in bibliography.entries if entry.citekey in wanted]
    text = "\n".join([*(item.text for item in bibliography.support), *(entry.text for entry in chosen)])
    try:
        disagreements = tuple(_compare(chosen, list(names.read(text)), "pybtex", bibliography.path))
    except ValueError as error:
        disagreements = (
            Disagreement(
                chosen[0].location if chosen else Location(bibliography.path),
                "pybtex cannot read the cited entries",
                "Collation reads them",
                f"pybtex says: {error}",
            ),
        )
    entries = tuple(_decoded(entry) if entry.citekey in wanted else entry for entry in bibliography.entries)
    return replace(bibliography, entries=entries), disagreements


def _decoded(entry: BibliographyEntry) -> BibliographyEntry:
    fields = {item.name: decode(item.value) for item in entry.fields if item.name not in _NAME_FIELDS}
    authors = tuple(
        replace(
            name,
            family=decode(name.family),
            given=decode(name.given),
            particle=decode(name.particle),
            suffix=decode(name.suffix),
        )
        for name in entry.authors
    )
    return replace(entry, decoded=fields, authors=authors)


_LATEX = re.compile(r"[\\{}$~]")
_BARE_SPECIAL = re.compile(r"(?<!\\)([%&#])")


def decode(value: str) -> str:
    """Resolve the LaTeX of a value: accents, braces, `\\&`; a value without any is returned as it is."""
    if not _LATEX.search(value):
        return _squeezed(value)
    from pylatexenc.latex2text import LatexNodes2Text

    # In a .bib file a bare % is a percent sign, not a comment that swallows the rest of the title.
    escaped = _BARE_SPECIAL.sub(r"\\\1", value)
    return _squeezed(LatexNodes2Text().latex_to_text(escaped).replace("\N{NO-BREAK SPACE}", " "))
