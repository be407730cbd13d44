"""An output prints the syntax of a citation, or a sign that a program puts for one that it could not resolve.

Other programs print `[?]`, `**key?**` or an empty bracket, and report success; a reader sees it in the journal.

Basis: pandoc prints `**key?**` and LaTeX `[?]` for a citation without an entry, and both end without an error.
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic
from collation.proof.check import finding
from collation.proof.comparison import Comparison
from collation.proof.reading import Block, Place

CODE = "printed-syntax"

_SIGN = re.compile(r"\[\s*\?(?:\s*[,;，；]\s*\?)*\s*\]|[(（]\s*\?\s*[)）]|\[\s*[,;，；-]?\s*\]|[(（]\s*[)）]|[?？]{2,}")
_CITEKEY = re.compile(r"\[?-?@\{?([A-Za-z0-9_][\w:.#$%&+?<>~/-]*)(?:\s?[,;][^\[\]]*)?\]?")
_UNRESOLVED = re.compile(r"\*{0,2}([A-Za-z0-9_][\w:.-]*)\?\*{0,2}")


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield each stretch of printed text that is a citation's syntax, and that the author did not write as his text."""
    for place, sign in dict.fromkeys(_signs(comparison)):
        yield finding(CODE, comparison, place, f"prints {sign}, which is no citation but a sign of one")


def _signs(comparison: Comparison) -> Iterator[tuple[Place, str]]:
    known = comparison.expected.manuscript.bibliography.by_citekey
    for change in comparison.changes:
        sign = change.after.strip()
        if change.marker and _UNRESOLVED.fullmatch(sign):
            yield comparison.place(change.found, change.at), sign
    for index, block in enumerate(comparison.reading.blocks):
        found = [
            match for match in _CITEKEY.finditer(block.text) if match[0][0] == "[" or match[1].rstrip(".,:;?") in known
        ]
        found += [match for match in _UNRESOLVED.finditer(block.text) if match[1] in known]
        found += _SIGN.finditer(block.text)
        written = _written(comparison, index, block) if found else ""
        for match in found:
            if block.text.count(match[0]) > written.count(match[0]):
                yield comparison.place(index, match.start()), match[0]


def _written(comparison: Comparison, index: int, block: Block) -> str:
    """Return what is to stand where a block stands: code may show how a citation is written, and a sentence ask."""
    wanted = comparison.shows.get(index)
    if wanted is not None:
        return comparison.expected.blocks[wanted].text
    if block.kind == "front":
        return "\n".join(part.text for part in comparison.expected.front)
    if block.kind == "contents":
        return "\n".join(entry.text for entry in comparison.expected.contents)
    return ""
