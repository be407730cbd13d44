"""A name has a digit, an affiliation mark or an e-mail address in it.

Such marks come along when authors are copied from the head of an article, and are printed as part of the name:
MURPHY1 J.

Basis: no personal name has a digit; JATS and PubMed keep affiliations and addresses apart from the name; the BibTeX
manual (Patashnik, "BibTeXing") has no place for them.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M.* and Fink, D.}, title = {Goats}, journal = {Bone}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, 3rd, J. M. and {GBD 2019 Collaborators}}, title = {Goats},
          journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import written
from collation.check.names.latin import BODY, SUFFIX
from collation.check.names.written import MARK
from collation.chinese import BODY as CHINESE_BODY
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "digit-in-name"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_DIGIT = re.compile("[0-9０-９]")
_GAP = re.compile(r"[\s,(<\[{]")
_FOR_CHARACTERS = re.compile(r"\\(?:char|symbol)")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first mark of each personal name that has one."""
    for entry, field in written.fields(manuscript):
        if not MARK.search(field.value):
            continue
        for name in written.names(entry, field):
            found = MARK.search(name.text)
            if found is None or name.is_corporate or BODY.search(name.bare) or CHINESE_BODY.search(name.bare):
                continue
            if any(SUFFIX.fullmatch(word.text.rstrip(",")) for word in name.words) or _FOR_CHARACTERS.search(name.text):
                continue
            mark = found[0]
            start, end = name.start + found.start(), name.start + found.end()
            while mark[0] == "@" and start > name.start and not _GAP.match(field.value, start - 1):
                start -= 1
            fix = None
            if mark[0] != "@" and (end == name.end or field.value[end] in " ,\t\r\n}"):  # not `J0nes`
                fix = written.replacement(manuscript, field, start, end, "", is_safe=not _DIGIT.match(mark))
            place = written.location(manuscript, field, start, end)
            message = f"{field.value[start:end]} is printed as part of the name {name.text}"
            help = "remove it; if this is the name of a body, put it in braces"
            yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)
