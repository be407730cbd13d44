r"""Pages are written with a label, a remark or a sign that is printed as it stands.

The style sets `pp.` or 页 itself and prints the sign that its language wants between two pages.  It knows `--`, `-` and
the en dash as that sign; a full-width tilde, an em dash or a minus is printed as typed, a `~` as a space, and of
`363\textendash 388` nothing but the first page.  `Epub 2011` and `in press` are no pages.

Basis: the BibTeX documentation (btxdoc) and the biblatex manual write pages as numbers with `--`; what happens to every
other sign was measured with pandoc's citeproc and the styles GB/T 7714-2015 and Vancouver.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363～388}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pages = {363-388, e12}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.pages import LONGEST, ranges, without_label
from collation.check.entries.places import place, replace, replace_all
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "page-form"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_RIGHT = re.compile(r"[A-Za-z0-9.]+(?:-{1,2}[A-Za-z0-9.]+)?(?<!\.)")
_JOINT = re.compile(
    r"(?<=[0-9A-Za-z])\s*(?:---+|[—―−‐‑‒－~～〜]+|\\text(?:en|em)dash(?:\{\}|\s)|(?<=\s)to(?=\s)|[至到])\s*"
    r"(?=[0-9A-Za-z])"
)
_AFTER = re.compile(r"(?<=[0-9A-Za-z])\s*(?:页|pp?\.|pp\b|[.,;。，；])+\s*$")
_COUNT = re.compile(r"[页p]")
_VOLUME = re.compile(
    r"\s*(?:[0-9]+\s*[(（][^()（）]*[)）]|([0-9]+))\s*[:：]\s*(?=[A-Za-z]?[0-9]+\s*(?:[-–—][^:：]*)?\Z)"
)
_OPEN = re.compile(r"[0-9]\s*(?:--?|–)\s*(?:\?+)?\s*$|^\s*(?:\?+)?\s*(?:--?|–)\s*[0-9?]")
_STATUS = re.compile(
    r"\be-?pub\b|\bin press\b|\bahead of (?:print|issue)\b|\bonline (?:first|now)\b|\badvance (?:online|access|article)"
    r"|\bforthcoming\b|\bto be published\b|[待即]将?(?:发表|刊出|出版)|在线发表|网络首发|优先出版|录用",
    re.IGNORECASE,
)
"""How far a work is on its way to its pages."""
_DOI = re.compile(r"(?:^|[:：/]|doi)\s*10\.[0-9]{4,}", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield what stands in a value of pages and is no page: volume, status, labels and signs, an end left open."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("pages")
        if field and not _RIGHT.fullmatch(field.value) and len(field.value) <= LONGEST:
            yield from _find(manuscript, entry, field)


def _find(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    value = field.value
    if _DOI.search(value):  # misplaced-doi speaks of it
        return
    if (volume := _VOLUME.match(value)) and volume[1] in (None, entry.value("volume").strip()):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field, 0, volume.end()),
            f"the volume stands before the pages of {entry.citekey}: {volume[0].strip()}",
            "leave it out; volume and number have fields of their own",
            citekey=entry.citekey,
            fix=replace(manuscript, field, "", 0, volume.end(), is_safe=False, message="leave out the volume"),
        )
        return
    if status := _STATUS.search(value):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field, *status.span()),
            f"{value.strip()} in the pages of {entry.citekey} is no page",
            "write the pages, or leave the field out while the work has none",
            citekey=entry.citekey,
        )
        return
    label, after = without_label(value), _AFTER.search(value)
    stretches = [(found.start(), found.end(), "--", "between") for found in _JOINT.finditer(value)]
    if label:
        stretches.insert(0, (0, label, "", "before"))
    if after:
        stretches.append((after.start(), after.end(), "", "after"))
    if stretches:
        yield _of_signs(manuscript, entry, field, stretches)
    if _OPEN.search(value):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field),
            f"the pages of {entry.citekey} have only one end: {value.strip()}",
            "look up the other page, or write one page alone",
            citekey=entry.citekey,
        )


def _of_signs(
    manuscript: Manuscript, entry: BibliographyEntry, field: Field, stretches: list[tuple[int, int, str, str]]
) -> Diagnostic:
    """Say which signs stand before, between and after the pages: one finding, at the first of them."""
    signs = {field.value[start:end].strip(): where for start, end, _, where in stretches}
    is_joint = any(text for _, _, text, _ in stretches)
    is_range = bool(ranges(field.value))
    edits = [(start, end, text) for start, end, text, _ in stretches]
    # `320 p.` may be how many pages a book has
    is_safe = is_range or not any(where == "after" and _COUNT.search(sign) for sign, where in signs.items())
    first, *others = (f"{sign} stands {where}" for sign, where in signs.items())
    shown = " and ".join([first, *(other.replace(" stands ", " ") for other in others)])
    start, end, _, _ = stretches[0]
    return Diagnostic(
        CODE,
        SEVERITY,
        place(manuscript, field, start, end),
        f"{shown} the pages of {entry.citekey}" + (", where -- is read" if is_joint else ""),
        "write -- between two pages" if is_joint else "leave it out; the style prints what it wants there",
        citekey=entry.citekey,
        fix=replace_all(manuscript, field, edits, is_safe=is_safe, message="write the pages alone"),
    )
