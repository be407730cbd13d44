"""What of the text of a PDF is bold, slanted, raised or lowered: told by how it is drawn, never by its tags."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from collation.pages import Face, Run, script_of
from collation.proof.pdf.draft import Draft, Piece
from collation.proof.reading import BlockKind, Mark, MarkKind

_SMALL: Final = 0.85
"""Below what ratio to the size around it a character that is raised or lowered is a superscript or a subscript."""
_RAISED: Final = 0.1
_LOWERED: Final = -0.05
_HEAVIER: Final = 1.2
_HEAVIER_FAMILY: Final = 1.45
"""How much thicker strokes must be to be bold: than those of the family, and of another: Hei is thicker than Song."""


class Marks:
    """Knows which faces are usual in each kind of text; what is set in another is set apart.

    Args:
        drafts: all blocks.
        faces: of the file, by their indices in its runs.
    """

    def __init__(self, drafts: Sequence[Draft], faces: Sequence[Face]) -> None:
        self._faces = faces
        self._ratios: dict[tuple[int, int, str, str], float] = {}
        self._most: dict[str, tuple[int, str]] = {}
        self._usual: dict[tuple[str, str], int] = {}
        self._sizes: dict[BlockKind, Counter[float]] = defaultdict(Counter)
        counts: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        for draft in drafts:
            class_ = _class(draft)
            if not draft.is_code and draft.size:
                self._sizes[draft.kind][draft.size] += len(draft.text)
            for piece in draft.pieces:
                if piece.run and not piece.is_code:
                    for script, number in Counter(map(script_of, piece.text)).items():
                        if script:
                            counts[class_][script, piece.run.face] += number
        for class_, numbers in counts.items():
            self._learn(class_, numbers)

    def _learn(self, class_: str, numbers: Counter[tuple[str, int]]) -> None:
        """Find the usual face of each script in one kind of text.

        It is the face that draws most of the text, if it draws the script at all; else the one that draws most of the
        script, of those that are not set apart from the first.
        """
        totals = Counter[int]()
        for (_, face), number in numbers.items():
            totals[face] += number
        most = totals.most_common(1)[0][0]
        main = next(script for (script, face), _ in numbers.most_common() if face == most)
        self._most[class_] = most, main
        for script in {script for script, _ in numbers}:
            ranked = [face for (other, face), _ in numbers.most_common() if other == script]
            plain = [face for face in ranked if not self._differences(face, script, most, main)]
            if most in ranked:
                self._usual[class_, script] = most
            elif plain:
                self._usual[class_, script] = plain[0]

    def of(self, draft: Draft) -> list[set[MarkKind]]:
        """Return the marks of each piece of a block."""
        class_ = _class(draft)
        usual = {face for (other, _), face in self._usual.items() if other == class_}
        marks = [self._marks(piece, class_, usual) for piece in draft.pieces]
        _spread(draft.pieces, marks, usual)
        sizes = self._sizes[draft.kind]
        usual_size = max((size for size, number in sizes.items() if 10 * number >= sizes.total()), default=0.0)
        for kinds, shift in zip(marks, _shifts(draft.pieces, usual_size), strict=True):
            if shift is None or shift > _RAISED:
                kinds.add("superscript")
            if shift is None or shift < _LOWERED:
                kinds.add("subscript")
        return marks

    def _marks(self, piece: Piece, class_: str, usual: set[int]) -> set[MarkKind]:
        if piece.run is None or piece.is_code or piece.run.face in usual:
            return set()
        scripts = set(map(script_of, piece.text))
        script = next((script for script in ("han", "latin", "digit") if script in scripts), "")
        if not script:
            return set()
        most = self._most[class_]
        base = (self._usual[class_, script], script) if (class_, script) in self._usual else most
        return self._differences(piece.run.face, script, *base)

    def _differences(self, face: int, script: str, base: int, base_script: str) -> set[MarkKind]:
        """Return how characters of a script in one face are set apart from those of a script in another."""
        marks: set[MarkKind] = set()
        if face == base:
            return marks
        ours, others = self._faces[face], self._faces[base]
        is_family = ours.family == others.family
        if self._ratio(face, script, base, base_script) >= (_HEAVIER if is_family else _HEAVIER_FAMILY):
            marks.add("strong")
        # Chinese has no slanted letters: what stands out is set in another family of the same weight.
        is_other = script == base_script == "han" and not is_family and not marks
        if is_other or (ours.is_slanted and not others.is_slanted):
            marks.add("emphasis")
        return marks

    def _ratio(self, face: int, script: str, base: int, base_script: str) -> float:
        """Return how much thicker the strokes of one face are than those of another, by the same characters if any."""
        key = face, base, script, base_script
        if key not in self._ratios:
            if script == base_script == "digit":  # letters tell it better, and a face has one weight
                letters = (_of_script(self._faces[index].stems, "latin") for index in (face, base))
                script = base_script = "latin" if all(letters) else "digit"
            ours, others = _of_script(self._faces[face].stems, script), _of_script(self._faces[base].stems, base_script)
            common = [ours[character] / others[character] for character in ours if character in others]
            if not common and ours and others:
                common = [median(ours.values()) / median(others.values())]
            elif not common and self._faces[base].weight and not ours:  # nothing to measure: the file's own word for it
                common = [self._faces[face].weight / self._faces[base].weight]
            self._ratios[key] = median(common) if common else 1.0
        return self._ratios[key]


def _of_script(stems: Mapping[str, float], script: str) -> dict[str, float]:
    return {character: thickness for character, thickness in stems.items() if script_of(character) == script}


def _class(draft: Draft) -> str:
    """Return with which other blocks a block shares its faces; each text of the front matter has its own."""
    if draft.kind == "front":
        return str(id(draft))
    return draft.kind if draft.kind in ("heading", "caption") else "text"


def _spread(pieces: Sequence[Piece], marks: list[set[MarkKind]], usual: set[int]) -> None:
    """Give punctuation in an unusual face the marks of its neighbours: it has no strokes by which to tell."""
    bare = [bool(piece.run and piece.run.face not in usual and not any(map(script_of, piece.text))) for piece in pieces]
    for index in range(1, len(pieces)):
        if bare[index]:
            marks[index] |= marks[index - 1]
    for index in range(len(pieces) - 2, -1, -1):
        if bare[index]:
            marks[index] |= marks[index + 1]


def _shifts(pieces: Sequence[Piece], usual: float) -> Iterator[float | None]:
    """Yield how far above its line each small run stands, in ems of the line; 0 for all that is not small.

    Its line is that of the run of full size before it, or else behind: a raised character may come first.  Of a small
    run that stands alone in its line, as a marker in a cell, nobody can tell: None.  It is known to be small by what is
    usual in such blocks.
    """
    inked = [piece.run if piece.run and piece.text.strip() else None for piece in pieces]
    size = max((run.size for run, piece in zip(inked, pieces, strict=True) if run and not piece.is_code), default=0.0)
    size = usual if size <= _SMALL * usual else size
    is_full = [
        bool(run and (piece.is_code or run.size > _SMALL * size)) for run, piece in zip(inked, pieces, strict=True)
    ]
    full = [run if is_line else None for run, is_line in zip(inked, is_full, strict=True)]
    before = _last(full)
    behind = reversed(list(_last(reversed(full))))
    for run, is_line, *lines in zip(inked, is_full, before, behind, strict=True):
        near = [line for line in lines if run and line and line.page == run.page and abs(run.y - line.y) < 0.8 * size]
        if run is None or is_line:
            yield 0.0
        else:
            yield (run.y - near[0].y) / size if near else None


def _last(runs: Iterable[Run | None]) -> Iterator[Run | None]:
    """Yield at each place the last run up to there."""
    last: Run | None = None
    for run in runs:
        last = run or last
        yield last


def joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Join marks of one kind that touch: a run ends where a face or a link does."""
    done: list[Mark] = []
    last: dict[MarkKind, int] = {}
    for mark in sorted(mark for mark in marks if mark.start < mark.end):
        index = last.get(mark.kind)
        if index is not None and done[index].end >= mark.start:
            done[index] = replace(done[index], end=max(done[index].end, mark.end))
        else:
            last[mark.kind] = len(done)
            done.append(mark)
    yield from sorted(done)
