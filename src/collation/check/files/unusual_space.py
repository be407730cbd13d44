"""A space that looks like one, and is none to the readers of the file.

A no-break space around the `and` of two authors makes one author of them, and a name is lost from the list; a
full-width space after `#` or `-` prints the mark instead of a heading or a list, and in a line by itself it joins two
paragraphs.  In a sentence such spaces are what they are.

Basis: CommonMark 0.31, 2.1 (a space is U+0020; a blank line holds nothing but spaces and tabs) and 4.2 (a heading's
`#` is followed by one), which pandoc shares; BibTeX and biber part names at `and` between spaces of ASCII.

Fails:
    references.bib:
        @article{murphy2003, author = {王强\u3000and 李明}, title = {山羊}, journal = {某杂志}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and 李明}, title = {山羊\u3000绵羊}, journal = {某杂志}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.files.characters import name, replacement
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Manuscript, Passage

CODE = "unusual-space"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD = re.compile(f"[{_SPACES}]")
_AND = re.compile(rf"(?:(?<=[\s{_SPACES}])|^)and(?=[\s{_SPACES}]|$)", re.IGNORECASE)
_MARK = re.compile(rf"(?:^|\n)(?:#{{1,6}}|[*+-])([{_SPACES}])")
_BLANK = re.compile(rf"\n([{_SPACES}][{_SPACES} \t]*)(?=\n)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each such space beside the `and` of a list of names, after a mark of Markdown, and alone in a line."""
    for entry in manuscript.bibliography.entries:
        yield from _in_names(manuscript, entry)
    for section in manuscript.sections:
        if _ODD.search(section.text):
            for passage in section.passages:
                yield from _in_text(manuscript, passage)


def _in_names(manuscript: Manuscript, entry: BibliographyEntry) -> Iterator[Diagnostic]:
    path = manuscript.bibliography.path
    for field in entry.fields:
        if field.name not in ("author", "editor", "translator") or not field.is_single or field.value.isascii():
            continue
        depth = last = 0
        for found in _AND.finditer(field.value):
            depth += field.value.count("{", last, found.start()) - field.value.count("}", last, found.start())
            last = found.start()
            for at in (found.start() - 1, found.end()):
                if depth == 0 and at >= 0 and (odd := _ODD.match(field.value, at)):
                    start = field.inner_start + at
                    message = f"{name(odd[0])} beside `and` makes one author of two"
                    fix = replacement(manuscript.source[path], start, start + 1, " ", "write a space", is_safe=True)
                    place = manuscript.locate(path, start)
                    yield Diagnostic(CODE, SEVERITY, place, message, "write a space", entry.citekey, fix)


def _in_text(manuscript: Manuscript, passage: Passage) -> Iterator[Diagnostic]:
    for found in (*_MARK.finditer(passage.text), *_BLANK.finditer(passage.text)):
        start, end = passage.place(found.start(1)), passage.place(found.end(1) - 1) + 1
        is_blank = found.re is _BLANK
        effect = "joins the lines around it to one paragraph" if is_blank else "prints the mark before it as it stands"
        text, help = ("", "leave the line empty") if is_blank else (" ", "write a space")
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(passage.path, start, end - start),
            f"{name(found[1][0])} {effect}",
            help,
            fix=replacement(manuscript.source[passage.path], start, end, text, help, is_safe=False),
        )
