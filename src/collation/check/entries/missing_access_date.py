"""A web page is cited without the day on which it was read.

A page changes; the day of access says which state of it was read, and lets a reader find that state in an archive.  A
work with a DOI or the number of a preprint does not change and needs none.

Basis: GB/T 7714-2015 requires the day of citation, [引用日期], of what is read on the web; NLM, Citing Medicine, asks
for `[cited 2004 May 12]` of a web site.  citeproc prints it from `urldate`; in a note it is printed as the note is.

Fails:
    references.bib:
        @online{murphy2003, author = {某学会}, title = {骨关节炎诊疗指南}, year = {2003}, url = {https://example.cn/oa}}
Passes:
    references.bib:
        @online{murphy2003, author = {某学会}, title = {骨关节炎诊疗指南}, year = {2003}, url = {https://example.cn/oa},
          urldate = {2004-05-12}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.identifiers import DOI_ADDRESS
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "missing-access-date"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_TYPES = frozenset({"online", "electronic", "www", "webpage", "website", "misc"})
_STABLE = ("doi", "eprint", "pmid", "pmcid", "arxiv", "arxivid")
_DATES = ("urldate", "accessed", "accessdate", "access-date", "lastaccessed", "lastchecked", "lastvisited", "visited",
          "urlaccessdate", "dateaccessed")  # fmt: skip
_NOTES = ("note", "howpublished", "addendum", "annote", "annotation")
_ACCESSED = re.compile(
    r"access|retriev|\bcited\b|visited|viewed|last (?:checked|seen)|downloaded|consulted|\bread on\b"
    r"|访问|引用|检索|读取|查阅|获取|浏览|下载",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each web page without the day of access."""
    for entry in manuscript.bibliography.entries:
        if entry.type not in _TYPES or any(entry.field(name) for name in (*_STABLE, *_DATES)):
            continue
        address = _address(entry)
        if address is None or any(_ACCESSED.search(entry.value(name)) for name in _NOTES):
            continue
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, address),
            f"the page {entry.citekey} has no day on which it was read",
            "add urldate = {2004-05-12} with the day on which you read it",
            citekey=entry.citekey,
        )


def _address(entry: BibliographyEntry) -> Field | None:
    """Return the field that holds the address of a page, unless it is that of a DOI."""
    for name in ("url", "howpublished"):
        field = entry.field(name)
        if field and "//" in field.value:
            is_doi = any(DOI_ADDRESS.match(part) for part in re.split(r"[\s{}]+", field.value))
            return None if is_doi else field
    return None
