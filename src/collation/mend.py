"""What composes reading, checking and rewriting: an author's files are changed here, and nowhere else.

A change is first made in memory, and the manuscript read again with it: nothing is written that would be read worse
than before.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from collation import patch
from collation.assemble.manuscript import read
from collation.check.source_lines import SourceLines
from collation.diagnostics import CollationError, Diagnostic, Edit, Fix, Location, Screen, show, visible, write_text
from collation.model import BrokenEntry, Disagreement, Manuscript, MetadataFault, UnreadFile
from collation.patch import Patch
from collation.project import Project
from collation.rewrite import requirements
from collation.rewrite.requirements import RewriteError

_MOST_ROUNDS = 20
"""Fixes that touch each other are made one after the other; no file needs as many rounds."""

_AROUND = 8
"""Characters either side of an offer by which it is known again."""

_MOST_TOLD = 10
"""How many numbers in comments are named; the rest are counted."""

_LEFT = "what looks like a citation and is none would be left behind"
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
    manuscript: Manuscript | None = None
    """What is read once it is mended."""
    left: tuple[Diagnostic, ...] = ()
    """What is found in that."""

    @property
    def summary(self) -> str:
        """What was mended, for a person."""
        return f"mended: {_counted(self.made)} in {', '.join(change.path for change in self.changes)}\n"


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
        mending.manuscript, mending.left, mending.closed = manuscript, run(manuscript), closed(manuscript)
        wanted = {
            item.fix: item
            for item in reversed(mending.left)
            if item.fix and item.fix.is_safe and item.fix.edits and not _touches(item.fix, mending.closed)
            if (item.code, item.fix) not in harmful
        }
        chosen = tuple(wanted[one] for one in patch.compatible(reversed(wanted)))
        trial = _Trial(project, manuscript, files)
        harmless = trial.harmless(chosen)
        harmful.update((item.code, item.fix) for item in chosen if item not in harmless and item.fix)
        if harmless:
            changed = trial.files_with(harmless)
            if changed == files:
                break
            files, manuscript = changed, read(project, changed)
            mending.made.extend(harmless)
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
    before: Manuscript | None
    files: Mapping[str, bytes]
    keeps_citations: bool = True

    def files_with(self, items: Sequence[Diagnostic]) -> dict[str, bytes]:
        """Return the files as they would be."""
        files = dict(self.files)
        for item in items:
            if item.fix and item.fix.encoding:
                files[item.location.path] = patch.recode(self.project, item.location.path, item.fix.encoding).after
        edits = (edit for item in items if item.fix for edit in item.fix.edits)
        return {**files, **{change.path: change.after for change in patch.patches(self.project, edits, files)}}

    def changes(self, items: Sequence[Diagnostic]) -> tuple[Patch, ...]:
        """Return what would change."""
        return _whole(self.project, self.files_with(items), self.files)

    def harmless(self, items: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings whose fixes do no harm, found by halving."""
        if not items or self._is_harmless(items):
            return tuple(items)
        if len(items) == 1:
            return ()
        middle = len(items) // 2
        left, right = self.harmless(items[:middle]), self.harmless(items[middle:])
        return (*left, *right) if self._is_harmless((*left, *right)) else left

    def _is_harmless(self, items: Sequence[Diagnostic]) -> bool:
        assert self.before is not None
        after = read(self.project, self.files_with(items))
        return not _is_worse(self.before, after) and (not self.keeps_citations or _cited(self.before) == _cited(after))


@dataclass
class _Conversation:
    """What a person is asked, and answers."""

    answers: TextIO
    screen: TextIO

    def tell(self, text: str) -> None:
        show(self.screen, text)

    def ask(self, question: str, choices: Mapping[str, str]) -> str:
        """Return the answer, one of the words that may be chosen; the end of the answers is the wish to stop.

        Args:
            question: what is asked.
            choices: a word for each answer and what it means; the word's first letter is enough, and what follows
                the word only explains it.
        """
        listed = ", ".join(f"[{label[0]}]{label[1:]}" for label in choices)
        words = [label.partition(" ")[0] for label in choices]
        while True:
            try:
                self.tell(f"{question} {listed}, [?]: ")
                line = self.answers.readline()
            except KeyboardInterrupt:
                self.tell("\n")
                raise
            if not line:
                self.tell("\n")
                return "quit"
            answer = unicodedata.normalize("NFKC", line).strip().casefold()  # an input method may write ｙ
            for word in words:
                if answer in (word, word[0]):
                    return word
            self.tell("".join(f"  {label[0]}  {meaning}\n" for label, meaning in choices.items()) + _INTERRUPT_HELP)


_INTERRUPT_HELP = "  Ctrl-D is q; Ctrl-C stops and writes nothing of what was accepted since the last “mended”\n"


@dataclass
class _Offers:
    """The fixes that a person is asked about, round after round, and what was decided."""

    project: Project
    run: Run
    conversation: _Conversation
    makes_safe: bool | None
    """Whether the safe fixes are made, or None before that was asked."""
    by_check: dict[str, bool] = field(default_factory=dict)
    """Checks of which all further offers are accepted, or none."""
    left: Counter[object] = field(default_factory=Counter)
    """How many offers of one kind were refused, or cannot be made: they are not asked about again."""
    told: set[str] = field(default_factory=set)
    """Files of which was said that nothing in them is touched."""
    is_over: bool = False

    def hold_round(self) -> int:
        """Ask about all that is offered now, and write what is accepted; returns how much was offered."""
        before = {path: self.project.path(path).read_bytes() for path in self.project.inputs}
        manuscript, findings = self._found(before)
        shut = closed(manuscript)
        self.conversation.tell(untouched({path: why for path, why in shut.items() if path not in self.told}))
        self.told.update(shut)
        if self.is_over:
            return 0
        lines, left, offered = SourceLines(manuscript, self.project), Counter(self.left), []
        for item in findings:
            if item.fix and not item.fix.is_safe and not _touches(item.fix, shut):
                known = _identity(item, lines.of(item.location))
                left[known] -= 1
                if left[known] < 0:
                    offered.append(item)
        for path in {edit.path for item in offered if item.fix for edit in item.fix.edits}:
            before.setdefault(path, self.project.path(path).read_bytes())
        accepted: list[Diagnostic] = []
        try:
            self._decide(offered, accepted, lines, before)
            self._write(accepted, manuscript, lines, before)
        except KeyboardInterrupt:
            self.conversation.tell(f"not written: {_counted(accepted)}\n" if accepted else "")
            raise
        return len(offered)

    def _found(self, before: dict[str, bytes]) -> tuple[Manuscript, tuple[Diagnostic, ...]]:
        """Return what is read and found now, once the safe fixes are made if the person wants them."""
        if self.makes_safe is not False:
            mending = fix(self.project, self.run)
            if mending.made and self.makes_safe is None:
                self.makes_safe = self._wants_safe(mending)
            if mending.made and self.makes_safe:
                patch.write(self.project, mending.changes)
                self.conversation.tell(mending.summary)
                before.update((change.path, change.after) for change in mending.changes)
            if mending.manuscript and not (mending.made and not self.makes_safe):
                return mending.manuscript, mending.left
        manuscript = read(self.project)
        return manuscript, self.run(manuscript)

    def _wants_safe(self, mending: Mending) -> bool:
        choices = {
            "yes": "make them",
            "no": "make none of them, and go on to those that are asked about one by one",
            "diff": "show what they would change",
            "quit": "stop here",
        }
        count = len(mending.made)
        subject, them = ("1 fix keeps", "it") if count == 1 else (f"{count} fixes keep", "them")
        question = f"{subject} the meaning ({_counted(mending.made)}). Make {them}?"
        while (answer := self.conversation.ask(question, choices)) == "diff":
            self.conversation.tell(patch.diff(mending.changes))
        self.is_over = answer == "quit"
        return answer == "yes"

    def _decide(
        self,
        offered: Sequence[Diagnostic],
        accepted: list[Diagnostic],
        lines: SourceLines,
        before: Mapping[str, bytes],
    ) -> None:
        """Ask about each offer that can be made beside those that are accepted; the others are asked anew later."""
        chosen = patch.Chosen()
        for count, item in enumerate(offered, start=1):
            assert item.fix is not None
            if not chosen.has_room_for(item.fix):
                continue
            place = f"{count} of {len(offered)}"
            is_accepted = self.by_check.get(item.code)
            if is_accepted:
                self.conversation.tell(f"{place}: {visible(f'{item.location}: {item.fix.message}')}\n")
            if is_accepted is None:
                change = _Trial(self.project, None, before).changes([item])
                text = write_text([item], lines, Screen.of(self.conversation.screen))
                self.conversation.tell(f"\n{text}{patch.diff(change)}")
                is_accepted = self._is_accepted(item, place)
            if self.is_over:
                return
            if is_accepted:
                chosen.add(item.fix)
                accepted.append(item)
            else:
                self.left[_identity(item, lines.of(item.location))] += 1

    def _is_accepted(self, item: Diagnostic, place: str) -> bool:
        assert item.fix is not None
        choices = {
            "yes": "make this fix",
            "no": "leave it as it is",
            f"all of {item.code}": f"make this one and all others of {item.code}",
            f"skip {item.code}": f"leave this one and all others of {item.code}",
            "quit": "write what was accepted, and ask no more",
        }
        answer = self.conversation.ask(f"{place}: {visible(item.fix.message)}?", choices)
        if answer in ("all", "skip"):
            self.by_check[item.code] = answer == "all"
        self.is_over = answer == "quit"
        return answer in ("yes", "all")

    def _write(
        self,
        accepted: list[Diagnostic],
        manuscript: Manuscript,
        lines: SourceLines,
        before: Mapping[str, bytes],
    ) -> None:
        """Write what was accepted, but for what does harm and for files that were changed meanwhile."""
        changed = {path for path in before if _bytes(self.project.path(path)) != before[path]}
        for path in sorted({path for item in accepted for path in _paths(item) & changed}):
            self.conversation.tell(f"{path} has changed meanwhile; nothing in it was mended\n")
        current = [item for item in accepted if not _paths(item) & changed]
        trial = _Trial(self.project, manuscript, before, keeps_citations=False)
        made = trial.harmless(current)
        for item in current if len(made) < len(current) else ():
            if item not in made:
                self.left[_identity(item, lines.of(item.location))] += 1
                where = f"{item.location}: {item.code}"
                self.conversation.tell(f"{where} was not mended, for the manuscript could not be read as before\n")
        mending = Mending(trial.changes(made), list(made))
        patch.write(self.project, mending.changes)
        accepted.clear()
        if made:
            self.conversation.tell("\n" + mending.summary)


def offer(project: Project, run: Run, answers: TextIO, screen: TextIO, *, makes_safe: bool | None = None) -> None:
    """Ask a person about every fix that needs one, one by one, and write those that are accepted.

    What is written is read and checked again, and what that brings to light is asked about too, until nothing is left.

    Args:
        project: whose files are to be mended.
        run: the checks.
        answers: where the person's answers are read, a line each.
        screen: where the person reads.
        makes_safe: whether the safe fixes are made first; None asks about that too.

    Raises:
        MendError: if the safe fixes undo each other.
        PatchError: if a file is not in the encoding that was taken for its own.
        PandocError: if pandoc cannot be run.
        KeyboardInterrupt: as it comes; of what was accepted since the last writing nothing is written.
    """
    offers = _Offers(project, run, _Conversation(answers, screen), makes_safe)
    for count in range(_MOST_ROUNDS):
        offered = offers.hold_round()
        if offers.is_over:
            return
        if not offered:
            offers.conversation.tell("nothing more to ask\n" if count else "nothing to ask\n")
            return
    offers.conversation.tell(f"stopped after {_MOST_ROUNDS} rounds; `collate check --offer` asks about what is left\n")


def _identity(item: Diagnostic, line: str) -> object:
    """What an offer is known by from round to round, wherever other fixes have moved it: its words and those around."""
    first = item.location.column - 1
    around = line[max(0, first - _AROUND) : first + item.location.length + _AROUND]
    return item.code, item.location.path, item.citekey, item.message, item.fix and item.fix.message, around


def _paths(item: Diagnostic) -> frozenset[str]:
    assert item.fix is not None
    return frozenset(edit.path for edit in item.fix.edits) or frozenset({item.location.path})


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _counted(items: Iterable[Diagnostic]) -> str:
    counts = Counter(item.code for item in items)
    return ", ".join(f"{count} {code}" for code, count in sorted(counts.items()))


@dataclass(frozen=True)
class Rewriting:
    """Citations that were rewritten: files and manuscript before and after, and how many citations changed."""

    changes: tuple[Patch, ...]
    citations: int
    before: Manuscript
    after: Manuscript

    @property
    def told(self) -> str:
        """What a person must still look at: numbers in comments, which stay as they were; a line, or nothing."""
        found = requirements.in_comments(self.before) if "number" in self.before.notations else ()
        places = ", ".join(f"{text} at {place}" for place, text in found[:_MOST_TOLD])
        more = f" and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
        return f"numbers in comments stay as they were: {places}{more}\n" if found else ""


def rewrite(project: Project, rewriting: Callable[[Manuscript], tuple[Edit, ...]], run: Run) -> Rewriting:
    """Rewrite the citations in memory, and prove that the text still cites the same works at the same places.

    Args:
        project: whose citations they are.
        rewriting: returns the edits.
        run: finds what looks like a citation and is none, and so would be left behind.

    Raises:
        RewriteError: if it cannot be done without losing or changing something.
        PandocError: if pandoc cannot be run.
    """
    before = read(project)
    left = [(item.location, item.message) for item in run(before)]
    try:
        edits = set(rewriting(before))
    except RewriteError:
        requirements.refuse(left, _LEFT)
        raise
    if edits:
        requirements.refuse(left, _LEFT)
    library = before.bibliography.path
    if any(edit.path == library for edit in edits):
        _require_own(project, library)
    changes = patch.patches(project, edits)
    after = before
    if changes:
        after = read(project, {item.path: item.after for item in changes})
        requirements.same(before, after)
    return Rewriting(changes, sum(edit.path != library for edit in edits), before, after)


def _require_own(project: Project, library: str) -> None:
    """Require that the bibliography is the project's own: the typed numbers of other manuscripts hang on its order.

    Raises:
        RewriteError: if it lies elsewhere, or is a link to elsewhere.
    """
    if not project.path(library).resolve().is_relative_to(project.root.resolve()):
        raise RewriteError(
            f"{library}: the bibliography lies outside the project, and its entries would get another order, on which "
            "the typed numbers of other manuscripts may hang; copy it into the project first; nothing was changed"
        )


def untouched(files: Mapping[str, str]) -> str:
    """Say which files are left alone, and why, a line each."""
    return "".join(
        f"nothing in {path} is mended while it is broken ({visible(why)})\n" for path, why in sorted(files.items())
    )


def closed(manuscript: Manuscript) -> dict[str, str]:
    """Return the files in which something is broken, so that a place in them may not be what it seems."""
    places: Iterator[tuple[Location, str]] = (
        pair
        for pairs in (
            ((item.location, item.reason) for item in manuscript.bibliography.broken if not _is_only_repeated(item)),
            ((item.location, item.message) for item in manuscript.disagreements),
            ((item.location, item.message) for item in manuscript.unread if item.reason != "encoding"),
            ((item.location, item.message) for item in manuscript.metadata_faults if item.is_unreadable),
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


def _whole(
    project: Project, files: Mapping[str, bytes], before: Mapping[str, bytes] = MappingProxyType({})
) -> tuple[Patch, ...]:
    """The files as they were, by default on the disk, and as they shall be, whatever rounds lay between."""
    made = (
        Patch(path, before[path] if path in before else project.path(path).read_bytes(), data)
        for path, data in sorted(files.items())
    )
    return tuple(item for item in made if item.before != item.after)


def _is_worse(before: Manuscript, after: Manuscript) -> bool:
    """Whether something is newly broken; what is wrong in a file that could not be read at all before is not new."""
    earlier, later = _troubles(before), _troubles(after)
    opened = {path for kind, path in earlier - later if kind == "unread"}
    # What a file cites that was opened may bring to light how two readers disagree about another.
    return any(path not in opened and not (opened and kind == "disagreement") for kind, path in later - earlier)


def _troubles(manuscript: Manuscript) -> Counter[tuple[str, str]]:
    """Count what is wrong in each file."""
    kinds: tuple[tuple[str, Iterable[UnreadFile | BrokenEntry | Disagreement | MetadataFault]], ...] = (
        ("unread", manuscript.unread),
        ("disagreement", manuscript.disagreements),
        ("broken", manuscript.bibliography.broken),
        ("fault", manuscript.metadata_faults),
    )
    return Counter((kind, item.location.path) for kind, items in kinds for item in items)


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
