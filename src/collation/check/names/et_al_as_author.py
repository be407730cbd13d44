"""The words `et al.` or 等 stand among the authors as if they were one.

BibTeX knows one word for further authors, `and others`, of which each style makes `et al.` or 等 as its language
and its rules want it.  Any other word is printed as a person: ET AL, 王强等.

Basis: the BibTeX manual (Patashnik, "BibTeXing") and the biblatex manual end a shortened list of names by `and others`;
GB/T 7714-2015 prints the first three authors and then 等 or et al.; of twelve checkers of bibliographies that were
tried, none found `et al.` as an author.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and Fink, D. and et al.}, title = {Goats}, journal = {Journal},
          year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and Fink, D. and others}, title = {Goats}, journal = {Journal},
          year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.written import WrittenName
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "et-al-as-author"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(r"\bet\b|\bal[.,}\s]|etal|other|等", re.IGNORECASE)
_WORDS = r"(?:et\.?[\s~]*al(?:\.|ii|ia)?|others?(?: authors)?\.?|等(?:人|\.|。)?)"
_WHOLE = re.compile(rf"(?:and\s+)*(?P<words>[{{\s]*(?:\\(?:emph|textit)\{{)?{_WORDS}[}}\s.,]*)", re.IGNORECASE)
GLUED = re.compile(
    rf"[\s,，;；~]+(?:\\(?:emph|textit)\{{)?({_WORDS}[}}.]*)$|(?<=[\u3400-\u9fff]{{2}})(等人?)[.。]?$", re.IGNORECASE
)
"""Words for further authors at the end of a name."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where words for further authors are an author or part of one."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        names = list(written.names(entry, field))
        for name in names:
            is_last = name.index == len(names) - 1
            if whole := _WHOLE.fullmatch(name.text):
                if name.text != "others" or not is_last or len(names) == 1:
                    yield _whole(manuscript, name, whole["words"], is_last=is_last and len(names) > 1)
            elif glued := GLUED.search(name.text):
                yield _glued(manuscript, name, glued, is_last=is_last)


def _whole(manuscript: Manuscript, name: WrittenName, words: str, *, is_last: bool) -> Diagnostic:
    start = name.end - len(words)
    place = written.location(manuscript, name.field, start, name.end)
    if not is_last:
        message, help = f"{words} is no author", "write the authors; `and others` stands only after the last one"
        return Diagnostic(CODE, SEVERITY, place, message, help, name.entry.citekey)
    fix = written.replacement(manuscript, name.field, start, name.end, "others", is_safe=True)
    help = "write `and others`, of which each style makes its own words"
    return Diagnostic(CODE, SEVERITY, place, f"{words} is printed as an author", help, name.entry.citekey, fix)


def _glued(manuscript: Manuscript, name: WrittenName, glued: re.Match[str], *, is_last: bool) -> Diagnostic:
    group = 1 if glued[1] else 2
    start, end = name.start + glued.start(group), name.start + glued.end(group)
    fix = None
    if is_last:
        cut = name.start + glued.start()
        fix = written.replacement(manuscript, name.field, cut, name.end, " and others", is_safe=False)
    place = written.location(manuscript, name.field, start, end)
    message = f"{glued[group]} is printed as part of the name {name.text[: glued.start()]}"
    return Diagnostic(
        CODE, SEVERITY, place, message, "write `and others` after the last author", name.entry.citekey, fix
    )
