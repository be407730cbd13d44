"""A character was lost when a file was turned from one encoding into another.

A � or a question mark stands where a letter was (`M?ller`, `5 ?g`), in Chinese text 锟斤拷; which letter it was the
file no longer says.

Basis: the Unicode Standard has U+FFFD for what a decoder could not read; 锟斤拷 is two of them saved as UTF-8 and read
as GB 18030, and a question mark is what Windows writes for a letter that its encoding lacks.

Fails:
    references.bib:
        @article{murphy2003, author = {M�ller, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Müller, J.}, title = {Do goats heal?}, journal = {Journal}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.files.garbled import stretches
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "lost-character"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()
_LOST = re.compile("\ufffd+|(?:锟斤拷)+")
_QUESTION = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])|(?<![^\s{,])\?(?=[a-z]{2})")
# `（?g）`, `5 ?m`, `37 ?C`: a unit that nothing but μ or ° can complete.
_UNIT = re.compile(
    r"(?:[(（]|(?<=\d)[ \t\u00a0]?)\?(?:g|L|l|mol|M)(?:/[A-Za-z]+)?(?![\w-])|(?<=\d)[ \t\u00a0]?\?[mC](?![\w-])",
    re.ASCII,
)
_HELP = "look the text up and write what is missing"


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a character is missing."""
    for source in manuscript.sources:
        if "\ufffd" in source.characters or "锟" in source.characters:
            garbled = {end for _, end, _ in stretches(source.text, source.characters)}
            for found in _LOST.finditer(source.text):
                if found.start() in garbled:
                    continue  # the rest of a stretch of which `garbled-text` speaks
                place = manuscript.locate(source.path, found.start(), len(found[0]))
                yield Diagnostic(CODE, SEVERITY, place, f"a character was lost here: {found[0]}", _HELP)
    for section in manuscript.sections:
        for passage in section.passages if "?" in section.text else ():
            for found in _UNIT.finditer(passage.text):
                sign = found.end() - len(found[0].partition("?")[2]) - 1
                place = manuscript.locate(passage.path, passage.place(sign), found.end() - sign)
                message = f"a letter of a unit was lost here: {passage.text[sign : found.end()]}"
                yield Diagnostic(CODE, SEVERITY, place, message, _HELP)
    library = manuscript.bibliography
    for entry in library.entries:
        for field in entry.fields:
            if field.name in ("author", "editor") and "?" in field.value and field.is_single:
                for found in _QUESTION.finditer(field.value):
                    place = manuscript.locate(library.path, field.inner_start + found.start(), len(found[0]))
                    message = f"a letter of a name was lost here: {_word(field.value, found.start())}"
                    yield Diagnostic(CODE, SEVERITY, place, message, _HELP, entry.citekey)


def _word(value: str, offset: int) -> str:
    return value[value.rfind(" ", 0, offset) + 1 :].split(" ", maxsplit=1)[0].rstrip(",")
