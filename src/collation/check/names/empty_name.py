"""A list of authors has an `and` or a comma too many, so that a name or a part of one is empty.

An `and` with nobody before or after it is printed as a name: AND MURPHY J; a comma at the end of a name keeps its given
name from being shortened, and one at its start makes the given name the surname.

Basis: the BibTeX manual (Patashnik, "BibTeXing"): names are parted by `and`, the parts of a name by one or two commas.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. and and Fink, D.}, title = {Goats}, journal = {Bone}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D.}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.latin import BODY, medline
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Field, Manuscript

CODE = "empty-name"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_SUSPECT = re.compile(
    r"(?<!\S)and\s+and(?!\S)|^\s*(?:and\b|,)|(?<!\S)and\s*$|,\s*,|,\s*$|,\s+and\s|(?<!\S)and\s*,|\{[\s{}]*\}",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[{}\s,~]*")
_COMMA = re.compile(r"^\s*,|,\s*(?=,|$)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each `and` without a name beside it, and each comma without a part of a name beside it."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        bare = written.hide_braced(field.value)
        for start, end, fix in _superfluous(manuscript, field, bare):
            place = written.location(manuscript, field, start, end)
            message, help = "an `and` here has no name beside it", "remove it, or write the author who is missing"
            yield Diagnostic(CODE, SEVERITY, place, message, help, citekey=entry.citekey, fix=fix)
        yield from _commas(manuscript, bare, {name.start: name for name in written.names(entry, field)})


def _superfluous(manuscript: Manuscript, field: Field, bare: str) -> Iterator[tuple[int, int, Fix | None]]:
    """Yield each `and` that does not part two names, by its start and end, and how it is removed."""
    words = [found.span() for found in _AND.finditer(bare)]
    starts = [0, *(end for _, end in words)]
    ends = [*(start for start, _ in words), len(bare)]
    is_first_missing = True
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if not words or not _NOTHING.fullmatch(field.value, start, end):
            is_first_missing = False
            continue
        if is_first_missing:
            if index == len(words):
                return  # nothing but `and`
            word, cut = words[index], (words[index][0] if index else 0, words[index][1] + 1)
        elif index < len(words):
            word, cut = words[index - 1], (words[index - 1][0], end)
        else:
            word, cut = words[index - 1], (len(bare[: words[index - 1][0]].rstrip()), end)
        if len(bare.split()) == 1:
            yield *word, None
            return
        yield *word, written.replacement(manuscript, field, *cut, "", is_safe=True)


def _commas(manuscript: Manuscript, bare: str, names: dict[int, written.WrittenName]) -> Iterator[Diagnostic]:
    for start, end in written.pieces(bare):
        for found in _COMMA.finditer(bare[start:end]):
            comma = start + bare[start:end].index(",", found.start())
            name = next((name for name in names.values() if start <= name.start < end), None)
            if name is None or BODY.search(name.bare) or ("," not in name.bare and medline(name.text)):
                continue
            fix = None
            if comma > name.start:  # without the comma `, J.` would be another name
                fix = written.replacement(manuscript, name.field, comma, comma + 1, "", is_safe="," in name.bare)
            message = f"a comma here has no part of the name {name.text} beside it"
            help = "remove it, or write the part that is missing"
            place = written.location(manuscript, name.field, comma, comma + 1)
            yield Diagnostic(CODE, SEVERITY, place, message, help, name.entry.citekey, fix)
