"""What composes reading, checking and rewriting: an author's files are changed here, and nowhere else.

A change is first made in memory, and the manuscript read again with it: nothing is written that would be read worse
than before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TextIO

from collation import patch
from collation.assemble.manuscript import read
from collation.diagnostics import CollationError, Diagnostic, Edit, Fix, Location, Screen, show, write_text
from collation.model import BrokenEntry, Manuscript
from collation.patch import Patch
from collation.project import Project
from collation.rewrite import requirements

_MOST_ROUNDS = 20
"""Fixes that touch each other are made one after the other; no file needs as many rounds."""

_WORD = re.compile(r"[^\W_]")

Run = Callable[[Manuscript], tuple[Diagnostic, ...]]
"""The checks as the project wants them: a manuscript becomes findings."""


class MendError(CollationError):
    """The fixes cannot be made together; no file was changed."""


@dataclass
class Mending:
    """What was mended, or could be: the files before and after, the findings, and the files that are left alone."""

    changes: tuple[Patch, ...] = ()
    made: list[Diagnostic] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
    """Files that hold something broken, and what: nothing in them is touched."""

    @property
    def summary(self) -> str:
        """What was mended, for a person."""
        counts = Counter(item.code for item in self.made)
        listed = ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))
        return f"mended: {listed} in {', '.join(change.path for change in self.changes)}\n"


def fix(project: Project, run: Run) -> Mending:
    """Make every safe fix in memory, until none is left.

    A fix that would change what the manuscript cites, or what can be read of it, is not made.

    Raises:
        MendError: if the fixes undo each other.
        PandocError: if pandoc cannot be run.
    """
    files: dict[str, bytes] = {}
    mending = Mending()
    manuscript = read(project)
    harmful: set[tuple[str, Fix]] = set()
    for _ in range(_MOST_ROUNDS):
        mending.closed = closed(manuscript)
        wanted = {
            item.fix: item
            for item in reversed(run(manuscript))
            if item.fix and item.fix.is_safe and item.fix.edits and not _touches(item.fix, mending.closed)
            if (item.code, item.fix) not in harmful
        }
        chosen = patch.compatible(reversed(wanted))
        trial = _Trial(project, manuscript, files)
        harmless = trial.harmless(chosen)
        harmful.update((wanted[one].code, one) for one in chosen if one not in harmless)
        if harmless:
            changed = trial.files_with(harmless)
            if changed == files:
                break
            files, manuscript = changed, read(project, changed)
            mending.made.extend(wanted[one] for one in harmless)
        elif not chosen:
            break
    else:
        raise MendError("the fixes undo each other; nothing was changed")
    mending.changes = _whole(project, files)
    return mending


@dataclass(frozen=True)
class _Trial:
    """A manuscript before some fixes, to compare with what it would be after them."""

    project: Project
    before: Manuscript
    files: Mapping[str, bytes]

    def files_with(self, fixes: Sequence[Fix]) -> dict[str, bytes]:
        changed = patch.patches(self.project, _edits(fixes), self.files)
        return {**self.files, **{item.path: item.after for item in changed}}

    def harmless(self, fixes: Sequence[Fix]) -> tuple[Fix, ...]:
        """Return the fixes without those that do harm, found by halving."""
        if not fixes or self._is_harmless(fixes):
            return tuple(fixes)
        if len(fixes) == 1:
            return ()
        middle = len(fixes) // 2
        left, right = self.harmless(fixes[:middle]), self.harmless(fixes[middle:])
        return (*left, *right) if self._is_harmless((*left, *right)) else left

    def _is_harmless(self, fixes: Sequence[Fix]) -> bool:
        after = read(self.project, self.files_with(fixes))
        return not _is_worse(self.before, after) and _cited(self.before) == _cited(after)


@dataclass
class _Conversation:
    """The offers that a person is asked about, and the answers."""

    manuscript: Manuscript
    answers: TextIO
    screen: TextIO
    settled: dict[str, bool] = field(default_factory=dict)
    """Checks of which all further offers are accepted, or none."""

    def ask(self, item: Diagnostic, change: tuple[Patch, ...], place: str) -> bool | None:
        """Return whether an offer is accepted, or None where the person has had enough; silence accepts nothing."""
        if item.code in self.settled:
            return self.settled[item.code]
        assert item.fix is not None
        show(self.screen, "\n" + write_text([item], self._line, Screen.of(self.screen)) + patch.diff(change))
        question = f"{item.fix.message} ({place})? [y]es, [n]o, [a]ll of {item.code}, [s]kip {item.code}, [q]uit: "
        while True:
            show(self.screen, question)
            answer = self.answers.readline()
            letter = answer.strip().lower()[:1] if answer else "q"
            if letter in ("a", "s"):
                self.settled[item.code] = letter == "a"
            if letter in ("y", "n", "a", "s", "q"):
                return {"y": True, "a": True, "q": None}.get(letter, False)

    def _line(self, location: Location) -> str | None:
        source = self.manuscript.source.get(location.path)
        lines = source.text.split("\n") if source else []
        return lines[location.line - 1] if location.line <= len(lines) else None


def offer(project: Project, run: Run, answers: TextIO, screen: TextIO) -> Mending:
    """Show every fix that needs a person, one by one, and collect those that are accepted.

    Args:
        project: whose files are to be mended.
        run: the checks.
        answers: where the person's answers are read, a line each: y, n, a (all of this check), s (none of it) or q.
        screen: where the person reads.

    Raises:
        MendError: if with what was accepted the manuscript could not be read as before.
        PatchError: if a file is not in the encoding that was taken for its own.
        PandocError: if pandoc cannot be run.
    """
    manuscript = read(project)
    mending = Mending(closed=closed(manuscript))
    offered = [item for item in run(manuscript) if item.fix and not item.fix.is_safe]
    conversation = _Conversation(manuscript, answers, screen)
    recoded: dict[str, bytes] = {}
    accepted: list[Fix] = []
    for count, item in enumerate(offered, start=1):
        assert item.fix is not None
        if _touches(item.fix, mending.closed) or item.fix not in patch.compatible([*accepted, item.fix]):
            continue
        if item.fix.encoding:
            change: tuple[Patch, ...] = (patch.recode(project, item.location.path, item.fix.encoding),)
        else:
            change = patch.patches(project, item.fix.edits)
        is_accepted = conversation.ask(item, change, f"{count} of {len(offered)}")
        if is_accepted is None:
            break
        if is_accepted:
            mending.made.append(item)
            accepted.append(item.fix)
            recoded.update((one.path, one.after) for one in change if item.fix.encoding)
    files = {**recoded, **{item.path: item.after for item in patch.patches(project, _edits(accepted))}}
    if files and _is_worse(manuscript, read(project, files)):
        raise MendError("with what was accepted the manuscript could not be read as before; nothing was changed")
    mending.changes = _whole(project, files)
    return mending


def rewrite(project: Project, rewriting: Callable[[Manuscript], tuple[Edit, ...]]) -> tuple[Patch, ...]:
    """Rewrite the citations in memory, and prove that the text still cites the same works at the same places.

    Raises:
        RewriteError: if it cannot be done without losing or changing something.
        PandocError: if pandoc cannot be run.
    """
    before = read(project)
    changes = patch.patches(project, rewriting(before))
    if changes:
        requirements.same(before, read(project, {item.path: item.after for item in changes}))
    return changes


def closed(manuscript: Manuscript) -> dict[str, str]:
    """Return the files in which something is broken, so that a place in them may not be what it seems."""
    places: Iterator[tuple[Location, str]] = (
        pair
        for pairs in (
            ((item.location, item.reason) for item in manuscript.bibliography.broken if not _is_only_repeated(item)),
            ((item.location, item.message) for item in manuscript.disagreements),
            ((item.location, item.message) for item in manuscript.unread if item.reason != "encoding"),
        )
        for pair in pairs
    )
    found: dict[str, str] = {}
    for place, why in places:
        found.setdefault(place.path, f"{place}: {why}")
    return found


def _is_only_repeated(block: BrokenEntry) -> bool:
    """Whether all that is wrong with a record is that it says something twice: its places are then what they seem."""
    values: dict[str, str] = {}
    return block.kind == "field" and all(
        values.setdefault(item.name, item.value) == item.value for item in block.fields
    )


def _touches(wanted: Fix, paths: Mapping[str, str]) -> bool:
    return any(edit.path in paths for edit in wanted.edits)


def _edits(fixes: Iterable[Fix]) -> Iterator[Edit]:
    return (edit for item in fixes for edit in item.edits)


def _whole(project: Project, files: Mapping[str, bytes]) -> tuple[Patch, ...]:
    """The files as they are on the disk and as they shall be, whatever rounds lay between."""
    made = (Patch(path, project.path(path).read_bytes(), data) for path, data in sorted(files.items()))
    return tuple(item for item in made if item.before != item.after)


def _is_worse(before: Manuscript, after: Manuscript) -> bool:
    """Whether something is newly broken; what is wrong in a file that could not be read at all before is not new."""
    if len(after.unread) < len(before.unread):
        return False
    counts = [
        (len(item.unread), len(item.disagreements), len(item.bibliography.broken), len(item.metadata_faults))
        for item in (before, after)
    ]
    return any(later > earlier for earlier, later in zip(*counts, strict=True))


def _cited(manuscript: Manuscript) -> tuple[list[frozenset[str]], list[str]]:
    """Which works each place of the text cites, and the citekeys: what a fix that nobody looks at must leave as it is.

    Citations between which no word stands are at one place, whether or not they share a bracket.
    """
    bibliography = manuscript.bibliography
    citekeys = {entry.ordinal: entry.citekey for entry in bibliography.entries}
    citekeys.update((block.ordinal, block.citekey) for block in bibliography.broken if block.ordinal)
    places: list[set[str]] = []
    for passage in (passage for section in manuscript.sections for passage in section.passages):
        end = -1
        for cited in sorted(passage.citations, key=lambda cited: cited.start):
            if end == -1 or _WORD.search(passage.text, end, cited.start):
                places.append(set())
            items = manuscript.clusters[cited.cluster].items
            places[-1].update(item.citekey or citekeys.get(item.number, "") for item in items)
            end = cited.end
    return list(map(frozenset, places)), [citekeys[ordinal] for ordinal in sorted(citekeys)]
