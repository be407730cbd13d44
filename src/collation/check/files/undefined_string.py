"""A value uses the name of a @string that is not defined, or not before it.

A text without braces is a name to BibTeX, not a text: where nothing defines it, one reader prints the name itself, the
next nothing, and the list has `jog` where the journal should stand.

Basis: "BibTeXing" (O. Patashnik 1988): a value without braces or quotes is a number or a name that a @string or the
style has defined before; every style defines the twelve months.  BibTeX warns and prints nothing.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = jog, year = {2003}}
Passes:
    references.bib:
        @string{jog = {Journal of Goats}}
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = jog, year = {2003}, month = jan}
"""

from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript
from collation.suggestion import nearest

CODE = "undefined-string"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()
_MARKS = "“”„‘’'｛｝「」"
_QUOTES = tuple(_MARKS)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each use of a name that no @string before it defines."""
    library = manuscript.bibliography
    # Where the definition is there but broken, the check of its fault speaks.
    broken = {block.string for block in library.broken if block.string}
    uses = [(name, start, item.name) for item in library.support for name, start in item.undefined]
    for entry in library.entries:
        for field in entry.fields:
            if field.undefined:
                uses.extend((name, start, entry.citekey) for name, start in field.undefined)
    if not uses:
        return
    defined = {item.name: item.location for item in library.support if item.name and item.location}
    citekeys = library.by_citekey
    for name, start, user in uses:
        key = name.lower()
        if key in broken:
            continue
        if key in defined:
            help = f"move the @string before it; it is on line {defined[key].line}"
            message = f"{name} is defined only after this"
        elif name.startswith(_QUOTES):
            message = f"{name} opens no value: only a brace and the quote of ASCII do"
            help = f"write {{{name.strip(_MARKS)}}}"
        else:
            meant = nearest(key, defined)
            help = f"write {{{name}}} if it is a text, or define it: @string{{{name} = {{…}}}}"
            help = f"did you mean {meant}? {help}" if meant else help
            message = f"no @string defines {name}"
        place = manuscript.locate(library.path, start, len(name))
        yield Diagnostic(CODE, SEVERITY, place, message, help, user if user in citekeys else "")
