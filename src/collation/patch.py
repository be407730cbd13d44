"""Edits become new bytes of an author's files: shown as a diff, written at once or not at all.

Every byte that no edit names stays as it is: order, comments, indentation, line ends, encoding, byte order mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import pairwise

from collation.diagnostics import CollationError, Edit, Fix, visible
from collation.project import Project, replace_files

_MARK = "\N{BYTE ORDER MARK}"
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CONTEXT = 2
"""How many unchanged lines a diff shows around a change."""


class PatchError(CollationError):
    """The edits cannot be made; no file was changed."""


@dataclass(frozen=True)
class Patch:
    """One file before and after: `path` is relative to the project."""

    path: str
    before: bytes
    after: bytes


class Chosen:
    """Fixes that can be made together."""

    def __init__(self) -> None:
        self._taken: dict[str, list[Edit]] = {}

    def has_room_for(self, fix: Fix) -> bool:
        """Whether a fix touches nothing that those before it change."""
        return not any(_overlap(edit, near) for edit in fix.edits for near in self._near(edit))

    def add(self, fix: Fix) -> None:
        """Take a fix for which there is room."""
        for edit in fix.edits:
            if edit not in self._near(edit):
                insort(self._taken.setdefault(edit.path, []), edit)

    def _near(self, edit: Edit) -> list[Edit]:
        """The edits before and behind one; since none meets another, no further one can meet it either."""
        taken = self._taken.get(edit.path, [])
        index = bisect_left(taken, edit)
        return taken[max(0, index - 1) : index + 1]


def compatible(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Return the fixes, in their order, without those that touch what an earlier one changes."""
    chosen, found = Chosen(), []
    for fix in fixes:
        if chosen.has_room_for(fix):
            chosen.add(fix)
            found.append(fix)
    return tuple(found)


def _overlap(first: Edit, second: Edit) -> bool:
    if first == second and first.start < first.end:
        return False  # two checks that agree on one change
    return first.start == second.start or (first.start < second.end and second.start < first.end)


def patches(project: Project, edits: Iterable[Edit], files: Mapping[str, bytes] | None = None) -> tuple[Patch, ...]:
    """Return what each file becomes.

    Args:
        project: where the files are.
        edits: in any order; two that are equal are one.
        files: contents that stand for those on the disk.

    Raises:
        PatchError: if two edits overlap, or one lies outside its file.
    """
    by_path: dict[str, set[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, set()).add(edit)
    made = []
    for path, own in sorted(by_path.items()):
        before = (files or {}).get(path)
        if before is None:
            before = project.path(path).read_bytes()
        made.append(Patch(path, before, _edited(path, before, sorted(own))))
    return tuple(patch for patch in made if patch.before != patch.after)


def _edited(path: str, data: bytes, edits: Sequence[Edit]) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PatchError(f"{path} is not UTF-8 text; nothing was changed") from error
    first = int(text.startswith(_MARK))  # the mark is at -1
    pieces: list[str] = []
    position = 0
    for edit, following in pairwise([*edits, None]):
        assert edit is not None
        start, end = edit.start + first, edit.end + first
        if not 0 <= start <= end <= len(text):
            raise PatchError(f"a change lies outside {path}; nothing was changed")
        if start < position or (following and following.start == edit.start and following != edit):
            raise PatchError(f"two changes of {path} meet at one place; nothing was changed")
        pieces.extend((text[position:start], edit.text))
        position = end
    return "".join([*pieces, text[position:]]).encode()


def recode(project: Project, path: str, encoding: str) -> Patch:
    """Return a file that is in another encoding as UTF-8.

    Raises:
        PatchError: if it is not in that encoding.
    """
    data = project.path(path).read_bytes()
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise PatchError(f"{path} is not in {encoding}; nothing was changed") from error
    return Patch(path, data, text.removeprefix(_MARK).encode())


def diff(changes: Iterable[Patch]) -> str:
    """Write changes as a unified diff for a person: what is invisible shows as a mark, a carriage return as ␍."""
    shown = []
    for patch in changes:
        before, after = (
            _LINE.findall(data.decode("utf-8", "backslashreplace")) for data in (patch.before, patch.after)
        )
        shown += [f"--- a/{patch.path}", f"+++ b/{patch.path}"]
        for group in _Matcher(before, after).get_grouped_opcodes(_CONTEXT):
            (_, i1, _, j1, _), (_, _, i2, _, j2) = group[0], group[-1]
            shown.append(f"@@ -{_range(i1, i2)} +{_range(j1, j2)} @@")
            for tag, first, last, start, end in group:
                shown.extend(f"{' ' if tag == 'equal' else '-'}{_shown(line)}" for line in before[first:last])
                shown.extend(f"+{_shown(line)}" for line in after[start:end] if tag != "equal")
    return "".join(f"{line}\n" for line in shown)


def _shown(line: str) -> str:
    text = line.removesuffix("\n")
    return visible(text[:-1]) + "␍" if text.endswith("\r") else visible(text)


def _range(start: int, stop: int) -> str:
    """Write lines as a unified diff does: the first, and how many where that is not one."""
    count = stop - start
    return f"{start + 1}" if count == 1 else f"{start + (count > 0)},{count}"


class _Matcher(SequenceMatcher[str]):
    """Compares lines between those that stand once in each file: thousands of changes cost what their lines cost."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, before, after)
        self._before, self._after = before, after

    def get_matching_blocks(self) -> list[Match]:
        """Return the stretches that are equal, in their order, and an empty one at the end."""
        found: list[Match] = []
        i = j = 0
        for k, m in [*_anchors(self._before, self._after), (len(self._before), len(self._after))]:
            for block in SequenceMatcher(
                None, self._before[i:k], self._after[j:m], autojunk=False
            ).get_matching_blocks():
                start, other, size = i + block.a, j + block.b, block.size
                if found and (found[-1].a + found[-1].size, found[-1].b + found[-1].size) == (start, other):
                    start, other, size = found[-1].a, found[-1].b, found.pop().size + size
                if size:
                    found.append(Match(start, other, size))
            i, j = k, m
        return [*found, Match(len(self._before), len(self._after), 0)]


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the lines stand that each file has once, without those that were moved past others."""
    counts, others = Counter(before), Counter(after)
    places = {line: place for place, line in enumerate(after) if others[line] == 1}
    pairs = [(place, places[line]) for place, line in enumerate(before) if counts[line] == 1 and line in places]
    ends: list[int] = []  # where the best row of each length ends, by its place in `after`
    rows: list[int] = []  # for each pair the one before it in its row
    last: list[int] = []  # the pair with which each of `ends` ends
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        rows.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [index]
    found = []
    index = last[-1] if last else -1
    while index >= 0:
        found.append(pairs[index])
        index = rows[index]
    return found[::-1]


def write(project: Project, changes: Sequence[Patch]) -> None:
    """Write all the files or none, with the permissions that they have; a link stays a link.

    Raises:
        PatchError: if a file is not what it was when it was read; then none is written.
    """
    for patch in changes:
        if project.path(patch.path).read_bytes() != patch.before:
            raise PatchError(f"{patch.path} has changed meanwhile; nothing was written")
    replace_files({project.path(patch.path).resolve(): patch.after for patch in changes})
