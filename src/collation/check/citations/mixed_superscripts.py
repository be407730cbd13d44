"""Typed numbers that are raised here and stand on the line there.

Whether a marker is raised is the style's affair when it is printed, but a text that marks it twice over in two ways was
put together from two.  A number that belongs to the sentence (`文献[3]报道`, `see reference [3]`) stands on the line.

Basis: Chinese journals that follow GB/T 7714-2015 raise the marker, and set it on the line where it is a word of the
sentence; what seven in ten typed numbers have is taken for the manuscript's own.

Fails:
    manuscript/01-introduction.md:
        山羊模型^[1]^中软骨得到修复^[1]^，2年后^[1]^和3年后[1]仍然如此。
Passes:
    manuscript/01-introduction.md:
        山羊模型^[1]^中软骨得到修复^[1]^，文献[1]亦报道了随访结果。
"""

import re
from collections import Counter
from collections.abc import Iterator

from collation import numbers
from collation.check.citations import groups
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "mixed-superscripts"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_SPOKEN = re.compile(
    r"(?:文献|参考|参?见|详见|引自|\b(?:refs?\.?|references?|see|by|in|of|and|from|to))\s*$|[\]］】〕][、,，和及与]\s*$",
    re.IGNORECASE,
)
_SHARE = 0.7
_NAMES = {"": "on the line", "^": "raised by ^", "<sup>": "raised by <sup>"}


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group that is raised otherwise than seven in ten; where no form is so common there is no habit."""
    found = [
        group
        for group in groups.typed(manuscript)
        if group.passage.context != "table" and (group.raised or not _SPOKEN.search(group.before))
    ]
    counted = Counter(group.raised for group in found)
    if len(counted) < 2:
        return
    usual, count = counted.most_common(1)[0]
    if count < _SHARE * len(found):
        return
    for group in found:
        if group.raised != usual:
            yield Diagnostic(
                CODE,
                SEVERITY,
                group.location(group.start, group.end),
                f"{group.text.strip('^')} is {_NAMES[group.raised]}",
                f"{count} of {len(found)} typed numbers are {_NAMES[usual]}",
                fix=_fix(group, usual),
            )


def _fix(group: groups.Group, usual: str) -> Fix | None:
    if group.is_escaped or numbers.is_interval(group.before):
        return None  # on the line it would be no citation
    mark = len("^") if group.raised == "^" else 0
    bare = group.passage.text[group.cited.start + mark : group.cited.end - mark]
    closing = usual.replace("<", "</")
    if group.after.startswith(("(", "[", "{", ":")) or "\n" in bare:
        return None
    edit = groups.edit(group.passage, group.start, group.end, f"{usual}{bare}{closing}")
    return Fix((edit,), is_safe=True, message=f"write {edit.text}")
