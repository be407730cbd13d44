"""A page of an output has a style, a script, a base address or an instruction that is not of its styles, or lacks one.

One line of a style sheet hides a sentence or prints another number before it, and the text itself is as it was checked.

Basis: CSS 2.2, 12.1 (`::before`) and 11.2 (`visibility`); HTML Standard, 4.2.3 (`base`), 4.2.5.3 (`http-equiv`), 8.1.8.
"""

from collections.abc import Iterator
from typing import Final

from collation.diagnostics import Diagnostic
from collation.proof.check import finding, quoted
from collation.proof.comparison import Comparison
from collation.proof.reading import Place, Trait

CODE = "changed-look"

_FEW: Final = 3
_HELP: Final = "it was changed after it was built, or another version of Collation, with other styles, built it"


def find(comparison: Comparison) -> Iterator[Diagnostic]:
    """Yield what is not of the styles, then what a page is without; many of one kind once."""
    look, traits = comparison.look, comparison.reading.traits
    if look is None:
        return
    foreign: dict[str, dict[str, Trait]] = {}
    for trait in traits:
        if not look.knows(trait):
            foreign.setdefault(trait.kind, {}).setdefault(_words(comparison, trait), trait)
    for kind, items in foreign.items():
        for count, (words, trait) in enumerate(items.items(), start=1):
            more = f", and {len(items) - 1} more of the kind" if len(items) > _FEW else ""
            message = f"has the {kind} {words}{more}, which is not of its styles"
            yield finding(CODE, comparison, trait.place, message, help=_HELP)
            if more and count:
                break
    files = dict.fromkeys(block.place().file for block in comparison.reading.blocks)
    told = {(trait.kind, trait.place.file) for items in foreign.values() for trait in items.values()}
    lacking: dict[str, str] = {}
    for file in files:
        for kind in look.lacks(traits, file):
            if (kind, file) not in told:
                lacking.setdefault(kind, file)
    for kind, file in lacking.items():
        yield finding(CODE, comparison, Place(file=file), f"is without the {kind} of its styles", help=_HELP)


def _words(comparison: Comparison, trait: Trait) -> str:
    added = comparison.look.added(trait) if comparison.look is not None else ""
    where = f" on {trait.holder}" if trait.kind in ("style", "handler") else ""
    return f"{quoted(added or trait.words, length=80)}{where}"
