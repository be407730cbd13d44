"""An identifier of an entry has not the form that it must have, or is one of another kind.

A look-up by it finds nothing or another work.  PMID and PMCID of one work are different numbers, and the one is often
typed in the place of the other; an ISSN has eight digits, an ISBN ten or thirteen.

Basis: NLM: a PMID is a number of up to eight figures, a PMCID is PMC and a number; arXiv: 1501.00001, until 2007
hep-th/9901001; ISO 3297 and ISO 2108 for ISSN and ISBN.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pmid = {PMC1234567}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003},
          pmid = {12345678}, pmcid = {PMC1234567}}
"""

import re
from collections.abc import Callable, Iterator

from collation.check.entries.numbers import LONGEST, STANDARDS, numbers
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.identifiers import normalised_arxiv, normalised_doi, normalised_pmcid, normalised_pmid
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "malformed-identifier"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_PMID = re.compile(r"[1-9][0-9]{0,7}")
_PMCID = re.compile(r"PMC[1-9][0-9]{0,8}(?:\.[0-9]+)?")
_ARXIV = re.compile(
    r"(?:[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})(?:v[0-9]+)?"
)
_CN = re.compile(r"[0-9]{2}-[0-9]{4}(?:/|$)")  # the serial number of a Chinese journal, which stands beside its ISSN
_Kind = tuple[str, re.Pattern[str], Callable[[str], str]]
_KINDS: dict[str, _Kind] = {
    "pmid": ("PMID", _PMID, normalised_pmid),
    "pmcid": ("PMCID", _PMCID, normalised_pmcid),
    "arxiv": ("arXiv number", _ARXIV, normalised_arxiv),
}
_FIELDS = {"pmid": "pmid", "pubmedid": "pmid", "pmcid": "pmcid", "arxiv": "arxiv", "arxivid": "arxiv"}
_ARCHIVES = {"arxiv": "arxiv", "pubmed": "pmid", "pmid": "pmid", "pmcid": "pmcid", "pmc": "pmcid"}
_FORMS = {
    "PMID": "a PMID is a number of up to eight figures",
    "PMCID": "a PMCID is PMC and a number, as in PMC1234567",
    "arXiv number": "an arXiv number is like 1501.00001, or until 2007 like hep-th/9901001",
}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each identifier that has another form than its kind."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name in STANDARDS:
                yield from _of_standard(manuscript, entry, field)
                continue
            kind = _FIELDS.get(field.name)
            if kind == "arxiv" and entry.field("eprint"):
                continue  # one program writes the number into both
            if field.name == "eprint":
                archive = entry.value("eprinttype") or entry.value("archiveprefix")
                kind = _ARCHIVES.get(archive.lower())
            if kind and field.value.strip() and not _KINDS[kind][1].fullmatch(field.value):
                yield from _of_number(manuscript, entry, field, _KINDS[kind])
        yield from _same(manuscript, entry)


def _of_number(manuscript: Manuscript, entry: BibliographyEntry, field: Field, kind: _Kind) -> Iterator[Diagnostic]:
    name, form, normalised = kind
    value = " ".join(field.value.split())
    if form.fullmatch(value):
        return
    fix, severity, help = None, SEVERITY, _FORMS[name]
    what = f"is none: {value[:LONGEST]}"
    meant = normalised(value)
    if value.isascii() and value.isdecimal() and name == "PMCID":
        what, help = f"has no PMC before it: {value}", "write PMC before it, unless it is the PMID"
        fix = replace(manuscript, field, f"PMC{value}", is_safe=False)
    elif meant:
        version = re.search(r"v[0-9]+$", value) if name == "arXiv number" else None
        better = meant + (version[0] if version else "")
        severity, what, help = Severity.WARNING, f"is written with more than itself: {value}", f"write {better}"
        fix = replace(manuscript, field, better, is_safe=True)
    else:
        other = next(
            (other for other, read in (("pmcid", _PMCID), ("arxiv", _ARXIV)) if read.fullmatch(value)),
            "doi" if normalised_doi(value) else "",
        )
        if other:
            what = f"is a {_KINDS[other][0] if other in _KINDS else 'DOI'}: {value}"
            help = f"write {other} = {{{value}}}, and look up the {name}"
            if field.name != "eprint" and other != "arxiv":
                fix = _renamed(manuscript, entry, field, other)
    yield Diagnostic(
        CODE,
        severity,
        place(manuscript, field),
        f"the {name} of {entry.citekey} {what}",
        help,
        citekey=entry.citekey,
        fix=fix,
    )


def _renamed(manuscript: Manuscript, entry: BibliographyEntry, field: Field, name: str) -> Fix | None:
    """Return what gives a field another name, or None where the entry has one of that name."""
    if any(other.name == name for other in entry.fields):
        return None
    edit = Edit(manuscript.bibliography.path, field.name_start, field.name_start + len(field.name), name)
    return Fix((edit,), is_safe=False, message=f"call the field {name}")


def _same(manuscript: Manuscript, entry: BibliographyEntry) -> Iterator[Diagnostic]:
    pmid, pmcid = entry.field("pmid"), entry.field("pmcid")
    if pmid and pmcid and pmcid.value == f"PMC{pmid.value}":
        yield Diagnostic(
            CODE,
            Severity.WARNING,
            place(manuscript, pmcid),
            f"PMID and PMCID of {entry.citekey} are the same number",
            "look both up; PubMed and PubMed Central number their records apart",
            citekey=entry.citekey,
        )


def _of_standard(manuscript: Manuscript, entry: BibliographyEntry, field: Field) -> Iterator[Diagnostic]:
    name, lengths = STANDARDS[field.name]
    value = field.value
    if not value.strip() or len(value) > LONGEST:
        return
    found = [(number.start, number.end, number.compact) for number in numbers(value, lengths)]
    for start, end, compact in found or [(0, len(value), "")]:
        other = {8: "ISSN", 10: "ISBN", 13: "ISBN"}.get(len(compact), "")
        severity, fix = Severity.WARNING, None
        if len(compact) in lengths:
            if len(compact) != 13 or compact.startswith(("978", "979")):
                continue
            what = f"does not begin with 978 or 979: {value[start:end]}"
        elif len(compact) == 9 and name == "ISBN":
            continue  # the nine digits that British books had before there was an ISBN
        elif other:
            what, severity = f"is an {other}: {value[start:end]}", Severity.NOTE  # as some programs write it
            fix = _renamed(manuscript, entry, field, other.lower()) if len(found) == 1 else None
        elif compact and len(compact) < 5:
            continue  # `ISBN 978… (vol. 2)`
        elif _CN.match(value, start):
            if len(found) > 1:
                continue
            what = f"is the CN number: {value[start:].strip()}"
        elif compact:
            what = f"has {len(compact)} digits, not {' or '.join(map(str, lengths))}: {value[start:end]}"
        else:
            what = f"is none: {value.strip()}"
        yield Diagnostic(
            CODE,
            severity,
            place(manuscript, field, start, end),
            f"the {name} of {entry.citekey} {what}",
            f"write {other.lower()} = {{…}}" if other not in ("", name) else f"look the {name} up",
            citekey=entry.citekey,
            fix=fix,
        )
