"""What a check says of itself: its docstring in parts, for `collate explain`, docs/checks.md and the tests.

The docstring of a check is a sentence, why it matters, and two small projects: one that fails and one that passes.
Each is a list of files that differ from a project in which nothing is wrong (`BASE`).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass

from collation.check.catalogue import CHECKS, Check
from collation.diagnostics import CollationError
from collation.suggestion import nearest

BASE: Mapping[str, str] = {
    "manuscript/metadata.yaml": (
        "title: {zh: 题名}\n"
        "authors: [{name: {zh: 王强}}]\n"
        "statements: {funding: 无。, conflicts-of-interest: 无。, author-contributions: 王强负责全文。, ethics: 不适用。, "
        "data-availability: 不适用。}\n"
    ),
    "manuscript/01-introduction.md": "山羊模型中软骨得到修复[@murphy2003]。\n",
    "references.bib": (
        "@article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
    ),
}
"""A project in which nothing is wrong (the works and the person are invented)."""

_FILE = re.compile(r"^([\w./-]+)(?: \((absent|latin-1)\))?:$")


class UnknownCheckError(CollationError):
    """There is no check of that name."""


@dataclass(frozen=True)
class Explanation:
    """A check in words, and two examples that the tests run."""

    code: str
    summary: str
    why: str
    fails: Mapping[str, bytes | None]
    passes: Mapping[str, bytes | None]
    text: str
    """The examples as the docstring has them."""


def find(name: str) -> Check:
    """Return the check of a name.

    Raises:
        UnknownCheckError: if there is none; the message suggests the nearest.
    """
    by_code = {check.CODE: check for check in CHECKS}
    if name not in by_code:
        meant = nearest(name, by_code)
        raise UnknownCheckError(f"there is no check {name}" + (f"; did you mean {meant}?" if meant else ""))
    return by_code[name]


def explain(check: Check) -> Explanation:
    """Take a check's docstring apart.

    Raises:
        ValueError: if a part is missing; a test holds every check to this form.
    """
    doc = textwrap.dedent(check.__doc__ or "").strip()
    found = re.fullmatch(
        r"(?P<summary>.+?)\n\n(?P<why>.+?)\n\n(?P<text>Fails:\n(?P<fails>.+?)\nPasses:\n(?P<passes>.+))",
        doc,
        re.DOTALL,
    )
    if found is None:
        raise ValueError(f"the docstring of {check.CODE} must be a sentence, why it matters, Fails: and Passes:")
    summary, why = (" ".join(found[name].split()) for name in ("summary", "why"))
    return Explanation(check.CODE, summary, why, files(found["fails"]), files(found["passes"]), found["text"])


def files(example: str) -> dict[str, bytes | None]:
    """Return the files of an example project by path: `BASE` with those that the example gives; None is absent."""
    found: dict[str, bytes | None] = {path: text.encode() for path, text in BASE.items()}
    path, encoding, lines = "", "utf-8", list[str]()

    def close() -> None:
        if path and encoding == "absent":
            found[path] = None
        elif path:
            found[path] = (textwrap.dedent("\n".join(lines)).strip("\n") + "\n").encode(encoding)

    for line in textwrap.dedent(example).splitlines():
        heading = _FILE.match(line)
        if heading:
            close()
            path, encoding, lines = heading[1], heading[2] or "utf-8", []
        else:
            lines.append(line)
    close()
    return found


def write(explanation: Explanation) -> str:
    """Write an explanation for the terminal."""
    wrapped = "\n".join(
        textwrap.fill(part, 100, break_long_words=False, break_on_hyphens=False)
        for part in (f"{explanation.code}: {explanation.summary}", "", explanation.why)
    )
    return f"{wrapped}\n\n{explanation.text}\n"
