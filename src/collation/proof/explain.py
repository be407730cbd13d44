"""What a check of the proof says of itself: its docstring in parts, for `collate explain` and docs/proof.md."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from collation.proof.catalogue import CHECKS, FAMILIES, FAMILY
from collation.proof.check import Check

NAME = "proof"
"""By which all of them are meant."""


@dataclass(frozen=True)
class Explanation:
    """A check in words: what it finds, why that matters, and the standard or the evidence behind the rule."""

    code: str
    summary: str
    why: str
    basis: str


def explain(check: Check) -> Explanation:
    """Take a check's docstring apart.

    Raises:
        ValueError: if a part is missing; a test holds every check to this form.
    """
    doc = textwrap.dedent(check.__doc__ or "").strip()
    found = re.fullmatch(r"(?P<summary>.+?)\n\n(?!Basis: )(?P<why>.+?)\n\nBasis: (?P<basis>.+)", doc, re.DOTALL)
    if found is None:
        raise ValueError(f"the docstring of {check.CODE} must be a sentence, why it matters, and Basis:")
    summary, why, basis = (" ".join((found[name] or "").split()) for name in ("summary", "why", "basis"))
    return Explanation(check.CODE, summary, why, basis)


def members(name: str) -> tuple[Check, ...]:
    """Return the checks of the proof that a name means: all of them, or the one of that name; none if there is none."""
    return tuple(check for check in CHECKS if name in (NAME, check.CODE))


def names() -> tuple[str, ...]:
    """Return every name that means one or more of them."""
    return (NAME, *FAMILY)


def write(explanation: Explanation) -> str:
    """Write an explanation for the terminal."""
    parts = (explanation.summary, explanation.why, f"basis: {explanation.basis}")
    filled = (textwrap.fill(part, 100, break_long_words=False, break_on_hyphens=False) for part in parts)
    return "\n\n".join((f"{explanation.code} (proof, error)", *filled)) + "\n"


def write_list() -> str:
    """Write every check of the proof on a line with what it finds, by family."""
    width = max(map(len, FAMILY))
    return "\n".join(
        f"{NAME}: {family}\n" + "".join(f"  {check.CODE:<{width}}  {explain(check).summary}\n" for check in checks)
        for family, checks in FAMILIES.items()
    )
