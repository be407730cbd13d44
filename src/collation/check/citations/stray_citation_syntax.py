"""Citation syntax that is printed as it stands, for pandoc does not read it as a citation.

`文献@murphy2003` without a space before the `@` stays literal text, and `[@a][@b]` leaves stray brackets.  Attributes,
formulas, raw markup, indented lines and the description of an image are no text to pandoc.  It says nothing of all
that.  Code between backticks, and an `@` behind a backslash, are printed as they stand on purpose.

Basis: pandoc's manual, section Citation syntax: an `@` after a letter is none, and one bracket holds all works,
separated by semicolons.

Fails:
    manuscript/01-introduction.md:
        山羊模型[@murphy2003]见文献@murphy2003。
Passes:
    manuscript/01-introduction.md:
        山羊模型见文献[@murphy2003]。作者的地址是author@example.org。
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript, StraySyntax

_ADJACENT = re.compile(r"\[[^\[\]]*@[^\[\]]*\](?:\[[^\[\]]*@[^\[\]]*\])+")
_RAISED = re.compile(r"\^\[[^\[\]]*@[^\[\]]*\]\^")
_BARE = re.compile(r"@[A-Za-z0-9][\w:.-]*", re.ASCII)
_CHINESE = "\u2e80"

CODE = "stray-citation-syntax"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a citation was meant and none would be printed."""
    for stray in manuscript.stray_syntax:
        yield Diagnostic(CODE, SEVERITY, stray.location, stray.message, stray.help, fix=_fix(manuscript, stray))


def _fix(manuscript: Manuscript, stray: StraySyntax) -> Fix | None:
    """Return the offer to write what was probably meant, where that is plain."""
    path = stray.location.path
    source = manuscript.source.get(path)
    if source is None:
        return None
    start = source.lines.offset(stray.location)
    end = start + len(stray.text)
    if _ADJACENT.fullmatch(stray.text):
        meant = stray.text.replace("][", "; ")
    elif _RAISED.fullmatch(stray.text):
        meant = stray.text.strip("^")
    elif _BARE.fullmatch(stray.text) and source.text[start - 1 : start] >= _CHINESE:
        meant = f"[{stray.text}]"
    else:
        return None
    if source.text[start:end] != stray.text:
        return None
    return Fix((Edit(path, start, end, meant),), is_safe=False, message=f"write {meant}")
