"""Edits become new bytes of an author's files: shown as a diff, written at once or not at all.

Every byte that no edit names stays as it is: order, comments, indentation, line ends, encoding, byte order mark.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
        is_outside = not 0 <= start <= end <= len(text)
        if is_outside or start < position or (following and following.start == edit.start and following != edit):
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
    from difflib import unified_diff

    shown = []
    for patch in changes:
        before, after = (
            _LINE.findall(data.decode("utf-8", "backslashreplace")) for data in (patch.before, patch.after)
        )
        for line in unified_diff(before, after, f"a/{patch.path}", f"b/{patch.path}", n=_CONTEXT):
            text = line.removesuffix("\n")
            shown.append(visible(text[:-1]) + "␍" if text.endswith("\r") else visible(text))
    return "".join(f"{line}\n" for line in shown)


def write(project: Project, changes: Sequence[Patch]) -> None:
    """Write all the files or none, with the permissions that they have; a link stays a link.

    Raises:
        PatchError: if a file is not what it was when it was read; then none is written.
    """
    for patch in changes:
        if project.path(patch.path).read_bytes() != patch.before:
            raise PatchError(f"{patch.path} has changed meanwhile; nothing was written")
    replace_files({project.path(patch.path).resolve(): patch.after for patch in changes})
