"""Citation syntax that is printed as it stands, for pandoc does not read it as a citation.

`文献@murphy2003` without a space before the `@` stays literal text, as `[murphy2003]` does, and `[@a][@b]`, `[@a` and
`［@a］` leave stray brackets.  Attributes, formulas, raw markup, indented lines and the description of an image are no
text to pandoc; words behind `[1]:` are the address of a link and, like a footnote that none calls, not printed at all.
It says nothing of all that.
What is in brackets and is exactly a citekey was to cite it, also where a converter put backslashes before each mark;
code between backticks, and an `@` or brackets alone behind a backslash, are printed as they stand on purpose.

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

from collation.check.citations import groups
from collation.check.citations.literal import cluster, is_interval, listed, literal
from collation.diagnostics import Diagnostic, Edit, Fix, Location, Severity
from collation.model import Manuscript, StraySyntax

_ADJACENT = re.compile(r"\[[^\[\]]*@[^\[\]]*\](?:\[[^\[\]]*@[^\[\]]*\])+")
_BRACKET = re.compile(r"\[[^\[\]]*\]")
_RAISED = re.compile(r"\^\[[^\[\]]*@[^\[\]]*\]\^")
_BARE = re.compile(r"@[A-Za-z0-9][\w:.-]*", re.ASCII)
_CHINESE = "\u2e80"

CODE = "stray-citation-syntax"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a citation was meant and none would be printed, or its brackets with it."""
    spoken = []
    is_numbered = manuscript.notations == {"number"}
    for found in literal(manuscript):
        place = groups.locate(manuscript, found.passage, found.start, found.end)
        spoken.append(place)
        help, fix = "a citation is written [@citekey], or [@first; @second]", None
        if is_numbered:
            help = "cite it by its number, as the others are cited"
        elif found.meant:
            help = f"write {found.meant}"
            edit = groups.edit(found.passage, found.start, found.end, found.meant)
            fix = Fix((edit,), is_safe=False, message=help) if found.can_be_mended else None
        yield Diagnostic(CODE, SEVERITY, place, f"{found.text} {found.fault}", help, fix=fix)
    for stray in manuscript.stray_syntax:
        if not (any(stray.location.overlaps(place) for place in spoken) or is_interval(stray.text)):
            yield Diagnostic(CODE, SEVERITY, stray.location, stray.message, stray.help, fix=_fix(manuscript, stray))


def suspects(manuscript: Manuscript) -> frozenset[str]:
    """Return the citekeys that lost citations seem to name."""
    found = {citekey for found in literal(manuscript) for citekey in found.citekeys}
    return frozenset(found | {stray.text.removeprefix("@") for stray in manuscript.stray_syntax})


def stretches(manuscript: Manuscript) -> list[Location]:
    """Return the places of which this check speaks, so that others are silent there."""
    return [found.location for found in find(manuscript)]


def _fix(manuscript: Manuscript, stray: StraySyntax) -> Fix | None:
    """Return the offer to write what was probably meant, where that is plain."""
    path = stray.location.path
    source = manuscript.source.get(path)
    if source is None:
        return None
    start = source.lines.offset(stray.location)
    end = start + len(stray.text)
    meant = _meant(manuscript, stray.text, source.text[max(0, start - 1) : start], source.text[end : end + 1])
    if not meant or source.text[start:end] != stray.text:
        return None
    return Fix((Edit(path, start, end, meant),), is_safe=False, message=f"write {meant}")


def _meant(manuscript: Manuscript, text: str, before: str, after: str) -> str:
    if _ADJACENT.fullmatch(text):
        return text.replace("][", "; ")
    if _RAISED.fullmatch(text):
        return text.strip("^")
    if _BRACKET.fullmatch(text) and any("@" not in part for part in text.split(";")):
        names = listed(text.strip("[]"), manuscript.bibliography.by_citekey)
        return cluster(names) if names else ""
    is_chinese = before.isalnum() and before >= _CHINESE
    has_half_a_bracket = after and after in "]］】〕"
    return f"[{text}]" if _BARE.fullmatch(text) and is_chinese and not has_half_a_bracket else ""
