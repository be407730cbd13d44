"""A citekey that no entry of the bibliography has.

pandoc prints `**toh2071?**`, warns, and ends with success; other programs print empty brackets or leave the citation
out.  It is the commonest fault of a manuscript, and mostly a slip of the hand: the nearest citekey is suggested.

Basis: a citekey is the name of one entry (BibTeX and biblatex manuals); every checker of citations that was measured
finds it, for nothing else of a citation can be checked without it.

Fails:
    manuscript/01-introduction.md:
        外泌体可促进软骨修复[@murphy2030]。
Passes:
    manuscript/01-introduction.md:
        外泌体可促进软骨修复[@murphy2003]。
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import CitationItem, Manuscript
from collation.suggestion import nearest

CODE = "unresolved-citekey"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("bibliography",)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each item whose citekey is not in the bibliography."""
    bibliography = manuscript.bibliography
    reported = {stray.location for stray in manuscript.stray_syntax}
    for cluster in manuscript.clusters:
        for item in cluster.items:
            known = item.citekey in bibliography.by_citekey or item.citekey in bibliography.broken_citekeys
            if not item.citekey or known or item.location in reported:
                continue
            meant = nearest(item.citekey, bibliography.by_citekey)
            help = f"did you mean @{meant}?" if meant else "add the entry, or correct the citekey"
            message = f"@{item.citekey} has no entry in {bibliography.path}"
            fix = _fix(manuscript, item, meant) if meant else None
            yield Diagnostic(CODE, SEVERITY, item.location, message, help, fix=fix)


def _fix(manuscript: Manuscript, item: CitationItem, meant: str) -> Fix | None:
    """Return the offer to write the nearest citekey, its braces left as they are."""
    path = item.location.path
    source = manuscript.source[path]
    start = source.lines.offset(item.location) + 1
    start += source.text.startswith("{", start)
    end = start + len(item.citekey)
    if source.text[start:end] != item.citekey:
        return None
    return Fix((Edit(path, start, end, meant),), is_safe=False, message=f"write @{meant}")


def suspects(manuscript: Manuscript) -> frozenset[str]:
    """Return the citekeys that unresolved ones were probably meant to be."""
    by_citekey = manuscript.bibliography.by_citekey
    names = {item.citekey for cluster in manuscript.clusters for item in cluster.items if item.citekey}
    return frozenset(nearest(name, by_citekey) for name in names if name not in by_citekey)
