r"""A bare `%`, a `$` without its fellow or a `#` before a figure makes a field lose its text.

For LaTeX, and for pandoc which reads the entries, `%` starts a comment: of the title `50% of goats` only `50` is
printed.  One `$` alone opens mathematics that never closes, and `#1` is an argument that nobody gives: such a title is
printed as nothing at all, and without a word of warning.  Written as `\%`, `\$` and `\#` all three are printed.

Basis: the special characters of LaTeX (Lamport, LaTeX: A Document Preparation System); measured with the pandoc that
prints the reference list, which a test repeats.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Half (50%) of goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Half (50\%) of goats}, journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.entries import values
from collation.check.entries.places import place, replace_all
from collation.diagnostics import Diagnostic, Severity
from collation.model import Field, Manuscript

CODE = "swallowed-text"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"[%$#]")
_FIGURE = re.compile(r"#[0-9]")
_LOSSES = {"%": "all that follows it on its line", "$": "the whole field", "#": "the whole field"}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first such character of each field that is printed."""
    for entry in manuscript.bibliography.entries:
        for item in values.printed(entry):
            if not _SUSPECT.search(item.value):
                continue
            bare = _swallowing(item)
            if not bare:
                continue
            first, what = bare[0], bare[0].text[0]
            stretches = [
                (mark.start, mark.start + 1, f"\\{mark.text[0]}")
                for mark in bare
                if mark.text != "$$" and (mark.text != "$" or _is_money(item.value, mark))
            ]
            yield Diagnostic(
                CODE,
                SEVERITY,
                place(manuscript, item, first.start, first.start + len(first.text)),
                f"the bare {what} in the {item.name} of {entry.citekey} swallows {_LOSSES[what]} when it is printed",
                f"write \\{what}" if what != "$" else "close the mathematics with a second $, or write \\$",
                entry.citekey,
                replace_all(manuscript, item, stretches, is_safe=True, message=f"write \\{what}")
                if len(stretches) == len(bare)
                else None,
            )


def _swallowing(item: Field) -> list[values.Mark]:
    entities = values.entities(item.value)
    found = list(values.marks(item.value))
    lone = values.unclosed_dollar(found)
    return [
        mark
        for mark in found
        if mark.text == "%"
        or (mark is lone)
        or (
            mark.text == "#"
            and _FIGURE.match(item.value, mark.start)
            and not any(entity.start <= mark.start < entity.end for entity in entities)  # html-debris speaks of those
        )
    ]


def _is_money(value: str, dollar: values.Mark) -> bool:
    """Whether a lone `$` is a sum of money, so that nothing in the value asks for mathematics."""
    return value[dollar.start + 1 : dollar.start + 2].isdigit() and not re.search(r"\\[A-Za-z]|[_^]|\$.*\$", value)
