"""The one door to bibtexparser: references.bib becomes a Bibliography.

Three readers see each entry.  `blocks` knows where everything stands; bibtexparser is the reading that counts; pybtex
reads once more what is cited.  Where they differ the build stops and shows both, for then nobody knows what the
author's file says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from collation.assemble import latex, names
from collation.assemble.blocks import BlockSpan, FieldSpan, scan, write
from collation.diagnostics import Lines, Location
from collation.model import (
    Bibliography,
    BibliographyEntry,
    BrokenEntry,
    Disagreement,
    Field,
    Name,
    Remark,
    Support,
)

_NAME_FIELDS = ("author", "editor")
_ADDRESSES = frozenset({"url", "file"})
"""Fields in which `~` is a tilde (biblatex reads them verbatim)."""


def read(path: str, text: str) -> tuple[Bibliography, tuple[Disagreement, ...]]:
    """Read a BibTeX text whole, doubled and broken entries kept.

    Args:
        path: the file, relative to the project, for locations.
        text: its characters.

    Returns:
        The bibliography, and every entry of which two readers see different things.
    """
    lines = Lines(path, text)
    entries: list[BibliographyEntry] = []
    broken: list[BrokenEntry] = []
    support: list[Support] = []
    strings: dict[str, FieldSpan] = {}
    remarks: list[Remark] = []
    ordinal = end = 0
    for span in scan(text):
        ordinal += span.is_entry
        if text[end : span.start].strip():
            remarks.append(Remark(end, span.start))
        end = span.end
        block = _broken(span, ordinal, text, lines) or _doubled(span, ordinal, strings, lines)
        if block:
            broken.append(block)
        elif span.is_entry:
            entries.append(_entry(span, ordinal, text, lines))
        elif span.type != "comment":
            support.append(_support(span, text, lines))
    if text[end:].strip():
        remarks.append(Remark(end, len(text)))
    bibliography = Bibliography(path, tuple(entries), tuple(broken), tuple(support), tuple(remarks))
    return bibliography, tuple(_compare(entries, _bibtexparser(entries, support), "bibtexparser", path))


_STRING_NAME = re.compile(r"\s*([^\s=,{}\"#()%]+)\s*=")


def _broken(span: BlockSpan, ordinal: int, text: str, lines: Lines) -> BrokenEntry | None:
    fault = span.fault
    if fault is None:
        return None
    name = _STRING_NAME.match(text, span.opening_end, span.end) if span.type == "string" else None
    return BrokenEntry(
        citekey=span.citekey,
        ordinal=ordinal if span.is_entry else 0,
        location=lines.location(fault.offset, fault.length),
        reason=fault.reason,
        help=fault.help,
        kind=fault.kind,
        string=name[1].lower() if name else "",
        insertion=fault.insertion,
    )


def _doubled(span: BlockSpan, ordinal: int, strings: dict[str, FieldSpan], lines: Lines) -> BrokenEntry | None:
    """A field that stands twice in an entry, or a string that two blocks define: readers differ in which they take."""
    seen: dict[str, FieldSpan] = strings if span.type == "string" else {}
    for item in span.fields:
        first = seen.setdefault(item.name, item)
        if first is item or (span.type == "string" and first.value == item.value):
            continue
        help = f"keep one of the two; the first is on line {lines.location(first.name_offset).line}"
        if span.type == "string":
            place = lines.location(item.name_offset, len(item.name))
            reason = f"the string {item.name} is defined twice, with another value"
            return BrokenEntry("", 0, place, reason, help, "string", string=item.name)
        place = lines.location(item.value_offset, item.value_length)
        reason = f"the field {item.name} stands twice in {span.citekey}"
        return BrokenEntry(span.citekey, ordinal, place, reason, help, "field", _fields(span, lines))
    return None


def _support(span: BlockSpan, text: str, lines: Lines) -> Support:
    if not span.fields:
        return Support(write(text, span), location=lines.location(span.start))
    defined = span.fields[0]
    place = lines.location(defined.name_offset, len(defined.name))
    return Support(write(text, span), defined.name, place, defined.strings, defined.undefined)


def _fields(span: BlockSpan, lines: Lines) -> tuple[Field, ...]:
    return tuple(
        Field(
            item.name,
            item.value,
            lines.location(item.value_offset, item.value_length),
            item.name_offset,
            item.value_offset,
            item.value_offset + item.value_length,
            item.strings,
            item.is_single,
            item.undefined,
        )
        for item in span.fields
    )


def _entry(span: BlockSpan, ordinal: int, text: str, lines: Lines) -> BibliographyEntry:
    fields = _fields(span, lines)
    authors, editors = (_persons(fields, name) for name in _NAME_FIELDS)
    decoded = {}
    for item in fields:
        if item.name not in _NAME_FIELDS:
            value = latex.unescape(item.value) if item.name in _ADDRESSES else latex.decode(item.value)
            if value != item.value:
                decoded[item.name] = value
    return BibliographyEntry(
        citekey=span.citekey,
        type=span.type,
        ordinal=ordinal,
        location=lines.location(span.citekey_offset, len(span.citekey)),
        fields=fields,
        text=write(text, span),
        start=span.start,
        end=span.end,
        authors=(editors or ()) if authors is None else authors,
        editors=editors or (),
        decoded=decoded,
    )


def _persons(fields: Iterable[Field], name: str) -> tuple[Name, ...] | None:
    """Return the names in the first field of that name, or None where there is none."""
    value = next((item.value for item in fields if item.name == name), None)
    return None if value is None else tuple(map(_decoded, names.split(value)))


@lru_cache(maxsize=1 << 16)
def _decoded(name: Name) -> Name:
    return replace(
        name,
        family=latex.decode(name.family),
        given=latex.decode(name.given),
        particle=latex.decode(name.particle),
        suffix=latex.decode(name.suffix),
    )


_Reading = list[tuple[str, tuple[tuple[str, str | None], ...]]]


def _bibtexparser(entries: Iterable[BibliographyEntry], support: Iterable[Support]) -> _Reading:
    """Read the same records by bibtexparser; a value that it leaves unresolved (`a # b`) is None.

    bibtexparser hides an entry whose citekey it has seen before, so every such entry is given to it apart.
    """
    import logging

    from bibtexparser.entrypoint import parse_string

    # Its warnings go to the terminal; what it cannot read is a Disagreement here.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
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
        for record in parse_string(text).entries:
            fields = tuple(
                (item.key.lower(), None if _is_unresolved(item) else str(item.value)) for item in record.fields
            )
            found.append((record.key, fields))
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
        unknown = {item.name for item in entry.fields if item.undefined}  # `undefined-string` speaks of them
        theirs = {
            name: ours.get(name) if value is None or name in unknown else _squeezed(value) for name, value in fields
        }
        # pybtex leaves empty fields out; that is no other reading of the file.
        ours = {name: value for name, value in ours.items() if value}
        theirs = {name: value for name, value in theirs.items() if value}
        if ours != theirs:
            name = min(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
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


def compare_cited(bibliography: Bibliography, cited: Collection[str]) -> tuple[Disagreement, ...]:
    """Read the cited entries by pybtex too, which would be slow for a whole library.

    It cannot read a value that uses a string that is not defined; the check `undefined-string` speaks of those.
    """
    if any(item.undefined for item in bibliography.support):
        return ()
    wanted = set(cited)
    chosen = [
        entry
        for entry in bibliography.entries
        if entry.citekey in wanted and not any(item.undefined for item in entry.fields)
    ]
    support = "\n".join(item.text for item in bibliography.support)
    return tuple(_compare_pybtex(chosen, support, bibliography.path))


def _compare_pybtex(chosen: list[BibliographyEntry], support: str, path: str) -> Iterable[Disagreement]:
    try:
        reading = names.read("\n".join([support, *(entry.text for entry in chosen)]))
    except ValueError as error:
        if len(chosen) > 1:  # one entry that it cannot read must not hide what it makes of the others
            for entry in chosen:
                yield from _compare_pybtex([entry], support, path)
            return
        yield Disagreement(
            chosen[0].location if chosen else Location(path),
            f"pybtex cannot read the entry {chosen[0].citekey}" if chosen else "pybtex cannot read the strings",
            "Collation reads it",
            f"pybtex says: {error}",
        )
    else:
        yield from _compare(chosen, list(reading), "pybtex", path)
