"""PDF read back: its structure by the tags, its characters and how they are set apart by what is drawn.

A PDF does not tell a blank from the end of a line, so texts are without any.

`structure` puts the blocks together as drafts; `labels` parts their numbers from their text, `places` finds where links
lead, `marks` says what is bold or raised, and `flow` whether all of it is drawn where the tags have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import groupby

from collation import pages, tags
from collation.proof.pdf import flow, labels, margins, structure
from collation.proof.pdf.draft import Draft, Piece
from collation.proof.pdf.flow import Misplaced
from collation.proof.pdf.marks import Marks, joined
from collation.proof.pdf.metadata import read_metadata
from collation.proof.pdf.places import Places
from collation.proof.reading import (
    Aside,
    Block,
    Fault,
    Mark,
    Place,
    Reading,
    TextBuilder,
    UnreadableOutputError,
    settled,
)
from collation.tags import Annotation, Destination


def read(data: bytes) -> Reading:
    """Read a PDF.

    Raises:
        UnreadableOutputError: if the bytes are no PDF, or a locked one.
    """
    try:
        said = tags.read(data)
        drawn = pages.read(data)
    except (tags.UnreadableFileError, pages.UnreadablePagesError) as error:
        raise UnreadableOutputError(str(error)) from error
    metadata, conflicts = read_metadata(said)
    gathered = structure.gather(said, drawn)
    drafts = gathered.drafts
    artifacts = [run for run in drawn.runs if run.is_artifact and not run.unseen]
    misplaced = list(flow.misplaced(drafts, artifacts))
    for draft in drafts:
        labels.part_label(draft)
    places = Places(drafts, said, gathered.elements)
    drafts = labels.with_contents(drafts, said.outline, places)
    faults = [*_faults(said, drawn), *gathered.faults, *_misplaced(misplaced, drafts), *conflicts]
    blocks = tuple(_blocks(drafts, drawn.faces, places))
    beside = (Aside(one.words or one.holder, one.holder, Place(page=one.page)) for one in said.beside)
    asides = (*beside, *margins.asides(artifacts, drafts))
    return Reading("pdf", blocks, metadata, tuple(dict.fromkeys(faults)), has_spaces=False, asides=asides)


def _blocks(drafts: list[Draft], faces: Sequence[pages.Face], places: Places) -> Iterator[Block]:
    """Yield the blocks, each link with the index of the block to which it leads."""
    marks = Marks(drafts, faces)
    indices = {id(draft): index for index, draft in enumerate(drafts)}

    def target(link: Annotation) -> int | str | None:
        if not isinstance(link.target, Destination):
            return link.target
        found = places.find(link.target)
        return None if found is None else indices[id(found)]

    def is_gap(piece: Piece) -> bool:
        return bool(piece.run and not piece.text and not faces[piece.run.face].is_embedded)

    for draft in drafts:
        builder = TextBuilder(has_spaces=False)
        marked = zip(draft.pieces, marks.of(draft), strict=True)
        for link, part in groupby(marked, key=lambda item: item[0].link):
            with builder.link(target(link)) if link else nullcontext():
                for (page, kinds, gap), same in groupby(
                    part, key=lambda item: (item[0].page, item[1], is_gap(item[0]))
                ):
                    builder.at(Place(page=page))
                    builder.gaps += [len(builder.text)] if gap else []
                    start = len(builder.text)
                    builder.add("".join(piece.text for piece, _ in same))
                    builder.marks += [Mark(start, len(builder.text), kind) for kind in kinds]
        builder.marks = list(joined(builder.marks))
        yield builder.block(draft.kind, label=draft.label, level=draft.level, language=draft.language)


def _misplaced(found: Iterable[Misplaced], drafts: Iterable[Draft]) -> Iterator[Fault]:
    """Yield what is out of place, with the blocks beside which it is, for the comparison to say which of them moved."""
    indices = {id(draft): index for index, draft in enumerate(drafts)}
    for one in found:
        blocks = tuple(indices[id(draft)] for draft in (one.draft, one.last) if draft)
        yield Fault("misplaced-text", one.text, Place(page=one.page), blocks)


def _faults(said: tags.Tags, drawn: pages.Pages) -> Iterator[Fault]:
    """Yield what is wrong with a file by itself."""
    for page, font, character in said.undefined:
        yield Fault("missing-glyph", character or f"a character in the font {font}", Place(page=page))
    for page, font in drawn.unmapped:
        yield Fault("missing-glyph", f"a character in the font {font}", Place(page=page))
    for run in drawn.runs:
        if run.text.strip() and not drawn.faces[run.face].is_embedded:
            yield Fault("unembedded-font", drawn.faces[run.face].name or "without a name", Place(page=run.page))
    inked = (run for run in drawn.runs if run.text.strip())
    for (page, unseen), runs in groupby(inked, key=lambda run: (run.page, run.unseen)):
        if unseen:
            words = settled("".join(run.text.rstrip(pages.HYPHEN) for run in runs))
            yield Fault("hidden-text", f"{words} ({unseen})", Place(page=page))
    for annotation in said.annotations:
        if annotation.target is None:
            yield Fault("dead-link", annotation.name, Place(page=annotation.page))
    for entry in said.outline:
        if entry.target is None:
            yield Fault("dead-link", f"{entry.name}, in the outline under {entry.title}")
    for layer in said.layers:
        yield Fault("hidden-text", f"{layer} (a layer that can be switched off)")
    for one in said.spoken:
        yield Fault("hidden-text", f"{settled(one.words)} ({one.holder})", Place(page=one.page))
    for page, replaced in drawn.replaced:
        yield Fault("hidden-text", f"{settled(replaced)} (copied in place of what is drawn)", Place(page=page))
    if said.root is None:
        yield Fault("missing-part", "the structure, by which headings, notes and lists are told from other text")
    if said.damage:  # the first of what had to be mended; the others mostly follow from it
        yield Fault("damaged-file", said.damage[0])
