"""An author's initials are written as one word, so that only the first is printed.

Styles that set initials, as those of GB/T 7714 do, make J of `JM` as they make it of `John`: MURPHY J is printed, and
not MURPHY J M.  With a stop or a space between them each initial is a name of its own.

Basis: the BibTeX manual (Patashnik, "BibTeXing") takes the first letter of each word of a given name for its initial;
CSL 1.0.2 (`initialize-with`) does the same; GB/T 7714-2015 prints all initials, without stops.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, JM and Fink, D. J.}, title = {Goats}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and Fink, D J}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from collation.check.names import lists, written
from collation.check.names.latin import BODY, DEGREE, SUFFIX, is_clearly_initials, is_degree_behind, is_joined, spread
from collation.check.names.written import Span, WrittenName
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "joined-initials"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"(?<![^\s,~])[^\W\d_a-z]{2,4}(?![^\s,~}])")
_VOWELS = frozenset("AEIOUY")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field the given names that are initials in one word."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        found = [word for name in written.names(entry, field) for word in _words(name)]
        if not found:
            continue
        offset, path = field.inner_start, manuscript.bibliography.path
        edits = tuple(Edit(path, offset + word.start, offset + word.end, spread(word.text)) for word in found)
        is_safe = all(map(_is_certain, (word.text for word in found)))
        first = found[0]
        more = f"; {len(found) - 1} more in this list are written so" if len(found) > 1 else ""
        fix = Fix(edits, is_safe, "part the initials") if field.is_single else None
        place = written.location(manuscript, field, first.start, first.end)
        message = f"of the initials {first.text} only {first.text[0]} is printed" + more
        yield Diagnostic(CODE, SEVERITY, place, message, f"write {spread(first.text)}", entry.citekey, fix)


def _is_certain(word: str) -> bool:
    return is_clearly_initials(word) and not _VOWELS & set(word) and not DEGREE.fullmatch(word)


def _words(name: WrittenName) -> Iterator[Span]:
    """Yield the words of a given name that are two initials or more; a name in capitals throughout has none."""
    parts = name.parts
    if name.is_corporate or BODY.search(name.bare) or name.text.isupper() or name.has_mark:
        return
    if len(parts) == 1:  # `JM Murphy`; but `LI Qiang`, `NHS England`
        first = name.words[0]
        if len(name.words) > 1 and len(first.text) == 2 and is_joined(first.text) and _is_certain(first.text):
            yield first
        return
    if parts[0].text.isupper() and len(parts[0].text) > 3:
        return
    if len(parts) > 2 and not SUFFIX.fullmatch(parts[1].text):
        return  # `Murphy, J., MD`: degree-in-name speaks
    for before, word in pairwise(name.words):
        if word.start < parts[-1].start or not 2 <= len(word.text) <= 4 or "-" in word.text or not is_joined(word.text):
            continue
        is_suffix = SUFFIX.fullmatch(word.text) and word.text != parts[-1].text  # `Ivanov, IV` has two initials
        is_degree = is_degree_behind(word.text, before.text) if len(word.text) == 2 else DEGREE.fullmatch(word.text)
        if not is_suffix and not is_degree and (len(word.text) == 2 or not _VOWELS & set(word.text)):
            yield word
