r"""A field has a bare `&`, `_`, `#` or `^`, at which LaTeX stops.

pandoc prints them as they stand, but a `.bib` file outlives one program: whoever compiles it with LaTeX gets an error
or a garbled line, and in `H_2O` or `x^2` the author meant a figure set low or high, which is printed as it is typed.
Two sums of money (`$5 to $10`) are set as mathematics.  In mathematics (`$H_2O$`) and in addresses the characters are
right.  What `%`, a lone `$` and `#1` do is said by swallowed-text.

Basis: the special characters of LaTeX (Lamport, LaTeX: A Document Preparation System); BibTeX hands a value to LaTeX as
it stands.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Stem Cells & Goats}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {$H_2O$}, journal = {Goats \& Sheep}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import values
from collation.check.entries.places import place, replace_all
from collation.diagnostics import Diagnostic, Severity
from collation.model import Field, Manuscript

CODE = "bare-special-character"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"[&_#^]|\$\d")
_ESCAPED = {"&": r"\&", "_": r"\_", "#": r"\#", "^": r"\^{}", "$": r"\$"}
_SCRIPT = re.compile(r"[_^](?:[\d+{\u2212-]|\w\b)")
_FIGURE = re.compile(r"#[0-9]")
# `costs of $5 to $10`: what would be mathematics opens before a figure and closes behind a space and before a figure.
_MONEY = re.compile(r"(?<!\\)\$(?=\d)[^$\\]*\s(?<!\\)\$(?=\d)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each printed field with such a character, at the first."""
    for entry in manuscript.bibliography.entries:
        for item in values.printed(entry):
            bare = _bare(item) if _SUSPECT.search(item.value) else []
            if not bare:
                continue
            script = next((mark for mark in bare if _SCRIPT.match(item.value, mark.start)), None)
            stretches = [(mark.start, mark.start + 1, _ESCAPED[mark.text]) for mark in bare]
            first = bare[0].text
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, item, bare[0].start, bare[0].start + 1),
                f"the {item.name} of {entry.citekey} has a bare {first}, "
                + ("at which LaTeX stops" if first != "$" else "which sets what follows as mathematics"),
                f"write {_ESCAPED[first]}" + (", or $…$ for what is set low or high" if script else ""),
                entry.citekey,
                replace_all(manuscript, item, stretches, is_safe=script is None, message="escape it with a backslash"),
            )


def _bare(item: Field) -> list[values.Mark]:
    found = list(values.marks(item.value))
    lone = values.unclosed_dollar(found)
    # With one dollar too few nobody knows from the first one on what is mathematics, and swallowed-text speaks.
    end = next(mark.start for mark in found if mark.text[0] == "$") if lone else len(item.value)
    entities = values.entities(item.value)
    money = {place for match in _MONEY.finditer(item.value) for place in (match.start(), match.end() - 1)}
    return [
        mark
        for mark in found
        if mark.start < end
        and (
            (mark.text == "$" and not lone and mark.start in money)
            or (
                mark.text in ("&", "_", "#", "^")
                and not mark.is_math
                and not any(entity.start <= mark.start < entity.end for entity in entities)
                and not _FIGURE.match(item.value, mark.start)
                # Between names an ampersand is a fault of the names.
                and (mark.text != "&" or mark.depth or item.name not in values.NAMES)
            )
        )
    ]
