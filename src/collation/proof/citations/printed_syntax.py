"""An output prints the syntax of a citation, or a sign that a program puts for one that it could not resolve.

Other programs print `[?]`, `**key?**` or an empty bracket, and report success; a reader sees it in the journal.

Basis: pandoc prints `**key?**` and LaTeX `[?]` for a citation without an entry, and both end without an error.
"""

import re
from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison

CODE = "printed-syntax"

_SIGN = re.compile(r"\[\s*\?(?:\s*[,;]\s*\?)*\s*\]|\(\s*\?\s*\)|\[\s*[,;]?\s*\]|\?\?+")
_CITEKEY = re.compile(r"@\{?([A-Za-z0-9_][\w:.#$%&+?<>~/-]*)")
_UNRESOLVED = re.compile(r"([A-Za-z0-9_][\w:.-]*)\?")


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch of printed text that is a citation's syntax."""
    document = comparison.expected.document
    known = comparison.expected.manuscript.bibliography.by_citekey
    listings = {
        inline["c"][1] for inline in tree.elements(document.blocks) if inline["t"] in ("Code", "CodeBlock")
    }  # which may show how a citation is written
    sources = [section.text for section in comparison.expected.manuscript.sections]
    for index, block in enumerate(comparison.reading.blocks):
        found = [match for match in _CITEKEY.finditer(block.text) if match[1].rstrip(".,:;?") in known]
        found += [match for match in _UNRESOLVED.finditer(block.text) if match[1] in known]
        found += [match for match in _SIGN.finditer(block.text) if not any(match[0] in text for text in sources)]
        for match in found:
            if not any(match[0] in listing for listing in listings):
                place = comparison.place(index, match.start())
                yield finding(CODE, comparison, place, f"prints {match[0]}, which is no citation but a sign of one")
