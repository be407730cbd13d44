"""A title carries the mark of a retraction.

Databases and publishers write `RETRACTED:` or `撤稿` in front of the title of a work that was withdrawn, and call the
notice `Retraction notice to …`.  A work so marked no longer supports a statement, and a notice is not the work; whoever
cites it on purpose says so in the text.  A title that merely speaks of retraction is not marked.

Basis: COPE's retraction guidelines and NISO's recommended practice on the communication of retractions (CREC), which
have the title of a retracted work begin with `RETRACTED:`; ICMJE asks that retracted articles be not cited but as such.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {RETRACTED: Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.}, title = {Retracted tendons of goats}, journal = {Journal},
          year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "title-marker"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_WORK = r"(?:\s+(?:article|paper|chapter|publication|manuscript))?"
_MARKER = re.compile(
    r"\A[\s{\[(【（*]*(?:"
    rf"(?:retracted|withdrawn)}}?{_WORK}[\s}}]*(?:[:：\]】)）*]|[-–—]\s)"
    r"|(?:retraction|withdrawal)\s+(?:notice|note|statement)\b|statement\s+of\s+retraction\b|retraction\s*[:：]"
    r"|(?:已?撤稿|已?撤回)[\s}]*[:：\]】)）]|(?:撤稿|撤回)(?:声明|通知|启事)\s*[:：])"
    rf"|[\[【(（]\s*(?:(?:retracted|withdrawn){_WORK}|retraction|已?撤稿|已?撤回)\s*[\]】)）]"
    r"|[\[【(（]\s*retracted\s+(?:article|paper|publication)\b",
    re.IGNORECASE,
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title that is marked as retracted or as the notice of a retraction."""
    for entry in manuscript.bibliography.entries:
        item = entry.field("title")
        found = marker(item.value) if item else None
        if item is None or found is None:
            continue
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, item, *found.span()),
            f"the title of {entry.citekey} is marked {found[0].strip()}",
            "cite another work; if this one is cited as a retracted one, say so in the text and ignore this",
            entry.citekey,
        )


def marker(title: str) -> re.Match[str] | None:
    """Find the mark of a retraction in a title, with the brackets around it."""
    lowered = title.lower()
    is_suspect = "retract" in lowered or "withdraw" in lowered or "撤" in lowered
    return _MARKER.search(title) if is_suspect else None
