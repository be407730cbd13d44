"""A link has no address, or one that leads nowhere from where the reader is: a file beside the manuscript, a bare name.

Typst refuses an empty address; a file of the author's machine is on nobody else's, and an EPUB may not name it at all.

Basis: RFC 3986, 4.3: an absolute address begins with its scheme, as `https:`; EPUB 3.3, 3.6: what a publication links
to is in it, or on the web.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的数据见[附件](data/goats.xlsx)。
Passes:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]的数据见[附件](https://example.org/goats.xlsx)，或[致信](mailto:goats@example.org)。
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from collation.diagnostics import Diagnostic, Location, Severity
from collation.identifiers import web_address
from collation.model import Manuscript

CODE = "unreachable-link"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_NAME = re.compile(r"www\.\S+|(?:[\w-]+\.)+(?:org|com|net|edu|gov|cn|info|io)(?:/\S*)?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each link that a reader of the outputs cannot follow."""
    strays = manuscript.stray_syntax  # a number with a parenthesis behind it: another check says so
    for address in manuscript.addresses:
        if web_address(address.text) or any(_holds(stray.location, address.location) for stray in strays):
            continue
        message = f"the link to {unquote(address.text)} leads nowhere for a reader of the outputs"
        help = "write a whole address, as https://…, or leave the link out"
        if not address.text.strip():
            message = "a link has no address"
        elif doi := _DOI.fullmatch(address.text):
            help = f"write https://doi.org/{doi[1]}"
        elif _NAME.fullmatch(address.text):
            help = f"write https://{address.text}"
        yield Diagnostic(CODE, SEVERITY, address.location, message, help)


def _holds(outer: Location, inner: Location) -> bool:
    """Whether a place is in the line of another, behind it."""
    return (outer.path, outer.line) == (inner.path, inner.line) and outer.column <= inner.column
