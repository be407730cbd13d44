"""A text is garbled, for a file in UTF-8 was read in another encoding and saved again.

`MÃ¼ller` was Müller: a program took each of the two bytes of ü for a letter.  The file is valid, so no reader of it
complains, and the name is printed so.

Basis: the letters are those that the bytes of UTF-8 make in Windows-1252, Latin-1 or GB 18030, and turned back they are
valid UTF-8 (RFC 3629), which no word of a language becomes by chance.

Fails:
    references.bib:
        @article{murphy2003, author = {MÃ¼ller, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Müller, J.}, title = {Goats}, journal = {Journal}, year = {2003}}
"""

from collections.abc import Iterator

from collation.check.files.characters import replacement
from collation.check.files.garbled import stretches
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "garbled-text"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each stretch that becomes another text when its bytes are read as UTF-8."""
    for source in manuscript.sources:
        if source.text.isascii():
            continue
        for start, end, meant in stretches(source.text, source.characters):
            is_whole = meant != "…"
            yield Diagnostic(
                CODE,
                SEVERITY,
                manuscript.locate(source.path, start, end - start),
                f"{source.text[start:end]} is garbled: it was {meant}"
                if is_whole
                else f"{source.text[start:end]} is garbled: UTF-8 that was read as GB 18030",
                f"write {meant}; see whether the rest of the file was read so" if is_whole else "write it anew",
                fix=replacement(source, start, end, meant, f"write {meant}", is_safe=False) if is_whole else None,
            )
