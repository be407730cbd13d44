"""The name of a body that is an author stands without braces of its own.

BibTeX takes it for a person: of World Health Organization is printed ORGANIZATION W H.  In braces, which stand inside
those of the field, it is printed as it is written.

Basis: the BibTeX manual (Patashnik, "BibTeXing") and the biblatex manual put a name that must not be taken apart into
braces; GB/T 7714-2015 and ICMJE print the name of a body in full.  A Chinese name in one piece needs none.

Fails:
    references.bib:
        @article{murphy2003, author = {World Health Organization}, title = {Goats}, journal = {Bone}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {{World Health Organization}}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.latin import BODY, is_initials
from collation.check.names.written import WrittenName
from collation.chinese import BODY as CHINESE_BODY
from collation.chinese import HAN
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "unbraced-corporate-author"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_COMMA = re.compile("[,，;；]")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each name of more than one word that only a body has."""
    for entry, field in written.fields(manuscript):
        if not BODY.search(field.value) and (field.value.isascii() or not CHINESE_BODY.search(field.value)):
            continue
        names = list(written.names(entry, field))
        listing = lists.listing(entry, field)
        for name in names:
            if not _is_body(name) or (listing and name.start in listing.starts):
                continue
            fix = None
            around = names[max(0, name.index - 1) : name.index + 2]
            if not _COMMA.search(name.bare) and not any(_may_belong(other) for other in around if other is not name):
                fix = written.replacement(manuscript, field, name.start, name.end, f"{{{name.text}}}", is_safe=False)
            place = written.location(manuscript, field, name.start, name.end)
            message = f"{name.text} would be printed as a person"
            help = "put the whole name of the body in braces of its own"
            if _COMMA.search(name.bare):
                help = "put the name of the body in braces of its own, and `and` between it and any person"
            yield Diagnostic(CODE, SEVERITY, place, message, help, entry.citekey, fix)


def _is_body(name: WrittenName) -> bool:
    parts = [part.text for part in name.parts]
    if (
        name.is_corporate
        or (len(name.words) < 2 and "，" not in name.bare)
        or (len(parts) == 2 and " " not in parts[0] and is_initials(parts[1]))
    ):
        return False  # `Group, W.` is a person
    return bool(BODY.search(name.bare)) or bool(HAN.search(name.bare) and CHINESE_BODY.search(name.bare))


def _may_belong(name: WrittenName) -> bool:
    """Whether a name may be what an `and` cut off: `Centers for Disease Control and Prevention`."""
    return not name.is_corporate and "," not in name.bare and name.text != "others"
