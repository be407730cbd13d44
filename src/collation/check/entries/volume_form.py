"""The volume or the issue of an article holds a label, or more than itself.

The style sets `vol.`, 第…卷 and the brackets itself, so `vol. 12` is printed as it stands, and `12(3)` is compared with
no catalogue, which knows volume and issue apart.  Supplements and parts (12 Suppl 1, S1, 3 Pt 2, 增刊1), double issues
(9-10) and Roman numbers are right.

Basis: the BibTeX documentation (btxdoc) gives `volume` and `number` a field each; GB/T 7714-2015 and NLM, Citing
Medicine, print the volume as a number and the issue in brackets.  Volume and issue are 20.9 % of the errors in 834
references of Chinese medical journals (朱红梅, 2016).

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          volume = {12(3)}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          volume = {12}, number = {3 Suppl 1}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "volume-form"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_LONGEST = 100
_PERIODICALS = frozenset({"article", "periodical", "suppperiodical"})
# The form of nearly every volume and issue, seen at a glance.
_RIGHT = re.compile(r"[A-Z]?[0-9]+(?:[-/][0-9]+)?")
_VOLUME_LABEL = re.compile(
    r"\s*(?:(?:volume|vol\b|vol(?=\d)|v\.|bd\b)[.:：]?\s*([0-9].*?)|第?\s*([0-9]+)\s*卷|([0-9]+)\s*[.,;:，；：。])\s*",
    re.IGNORECASE,
)
_ISSUE = r"(?:(?:no|nr|number|issue|iss|num)\b[.:：]?|№|第)\s*"
_NUMBER_LABEL = re.compile(
    rf"\s*(?:{_ISSUE}([0-9][^()（）]*?)\s*期?\s*(?:[(（]总第?\s*[0-9]+\s*期?[)）])?|[(（]\s*(?:{_ISSUE})?([^()（）]+?)\s*期?\s*[)）]|([0-9]+)\s*[期.,;:，；：。])\s*",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"\s*(?:(?:volume|vol)\b\.?\s*|第\s*)?([0-9]+)\s*卷?\s*[,，;；]?\s*"
    rf"(?:[(（]\s*(?:{_ISSUE})?([0-9][0-9A-Za-z/ –-]*?)\s*期?\s*[)）]|{_ISSUE}([0-9][0-9A-Za-z/ –-]*?)\s*期?)\s*",
    re.IGNORECASE,
)
_PAGES = re.compile(r"\s*[0-9]+\s*(?:\([^()]*\)\s*)?[:：]\s*[A-Za-z]?[0-9]+\s*(?:--?|–)\s*[A-Za-z]?[0-9]+\s*")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each volume and issue that is more than a volume or an issue."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name not in ("volume", "number", "issue") or _RIGHT.fullmatch(field.value):
                continue
            if len(field.value) > _LONGEST:
                continue
            if field.name == "volume":
                yield from _of_volume(manuscript, entry, field)
            elif (both := _BOTH.fullmatch(field.value)) and both[1] == entry.value("volume").strip():
                yield _labelled(manuscript, entry, field, both[2] or both[3])
            elif entry.type in _PERIODICALS and (found := _NUMBER_LABEL.fullmatch(field.value)):
                core = found[1] or found[2] or found[3]
                yield _labelled(manuscript, entry, field, core)


def _of_volume(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    if both := _BOTH.fullmatch(field.value):
        volume, issue = both[1], both[2] or both[3]
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field),
            f"the volume of {entry.citekey} holds the issue {issue} too",
            f"write volume = {{{volume}}} and number = {{{issue}}}",
            citekey=entry.citekey,
            fix=_parted(manuscript, entry, field, volume, issue),
        )
    elif labelled := _VOLUME_LABEL.fullmatch(field.value):
        yield _labelled(manuscript, entry, field, labelled[1] or labelled[2] or labelled[3])
    elif _PAGES.fullmatch(field.value):
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field),
            f"the volume of {entry.citekey} holds the pages too: {field.value.strip()}",
            "write volume, number and pages in a field each",
            citekey=entry.citekey,
        )


def _labelled(manuscript: Manuscript, entry: BibliographyEntry, field: Field, core: str) -> Diagnostic:
    return Diagnostic(
        CODE,
        SEVERITY,
        place(manuscript, field),
        f"the {field.name} of {entry.citekey} is more than {core}: {field.value.strip()}",
        "leave labels, brackets and what follows to the style",
        citekey=entry.citekey,
        fix=replace(manuscript, field, core, is_safe=True),
    )


def _parted(manuscript: Manuscript, entry: BibliographyEntry, field: Field, volume: str, issue: str) -> Fix | None:
    """Return what gives the issue a field of its own, or None where it has one that says otherwise."""
    other = entry.field("number") or entry.field("issue")
    if other:
        is_same = other.value.strip() == issue
        return replace(manuscript, field, volume, is_safe=True) if is_same else None
    if not field.is_single:
        return None
    path = manuscript.bibliography.path
    edits = (
        Edit(path, field.inner_start, field.inner_start + len(field.value), volume),
        Edit(path, field.end, field.end, f", number = {{{issue}}}"),
    )
    return Fix(edits, is_safe=False, message=f"write volume = {{{volume}}}, number = {{{issue}}}")
