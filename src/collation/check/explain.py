"""What a check says of itself: its docstring in parts, for `collate explain`, docs/checks.md and the tests.

The docstring of a check is a sentence, why it matters, its basis (the standard or the evidence behind the rule), and
two small projects: one that fails and one that passes.
Each is a list of files that differ from a project in which nothing is wrong (`BASE`).
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collation.check.catalogue import INDISPENSABLE
from collation.check.families import FAMILIES
from collation.check.protocol import Check
from collation.diagnostics import Severity, plural

BASE: Mapping[str, str] = {
    "manuscript/metadata.yaml": (
        "title: {zh: 题名}\n"
        "authors: [{name: {zh: 王强}}]\n"
        "statements: {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。, "
        "data-availability: 无。}\n"
    ),
    "manuscript/01-introduction.md": "山羊模型中软骨得到修复[@murphy2003]。\n",
    "references.bib": (
        "@article{murphy2003, author = {Murphy, J. M.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
    ),
}
"""A project in which nothing is wrong (the works and the person are invented)."""

_FILE = re.compile(r"^(\S+)(?: \((absent|[a-z][a-z0-9-]*)\))?:$")


EVIDENCE = Path(__file__).with_name("evidence.json")
"""For each check how many planted faults it named, of how many, and how often it was wrong (`make evidence`)."""


@cache
def _evidence() -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = json.loads(EVIDENCE.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class ExampleFile:
    """One file of an example: its text, or None where it is absent, and the encoding in which it is saved."""

    path: str
    text: str | None
    encoding: str = "utf-8"

    @property
    def note(self) -> str:
        """What is odd about the file, as an example says it after the path: ` (absent)`, ` (latin-1)`, or nothing."""
        odd = "absent" if self.text is None else self.encoding
        return "" if odd == "utf-8" else f" ({odd})"


@dataclass(frozen=True)
class Explanation:
    """A check in words, and two examples that the tests run."""

    code: str
    severity: Severity
    is_indispensable: bool
    summary: str
    why: str
    basis: str
    fails: tuple[ExampleFile, ...]
    passes: tuple[ExampleFile, ...]

    @property
    def limits(self) -> str:
        """What the measurement says of a check that misses faults or is wrong at times, or "" where it does neither."""
        named, planted, false_alarms = _evidence().get(self.code, [0, 0, 0])
        if named == planted and not false_alarms:
            return ""
        wrong = f" and gave {plural(false_alarms, 'false alarm')}" if false_alarms else ""
        return f"measured: it named {named} of {planted} planted faults{wrong} (docs/evidence.md)"

    @property
    def standing(self) -> str:
        """How much the findings matter, and whether a project may do without them."""
        return f"{self.severity}, cannot be ignored" if self.is_indispensable else str(self.severity)


def explain(check: Check) -> Explanation:
    """Take a check's docstring apart.

    Raises:
        ValueError: if a part is missing; a test holds every check to this form.
    """
    doc = textwrap.dedent(check.__doc__ or "").strip()
    found = re.fullmatch(
        r"(?P<summary>.+?)\n\n(?!Basis: )(?P<why>.+?)\n\nBasis: (?P<basis>.+?)\n\n"
        r"Fails:\n(?P<fails>.+?)\nPasses:\n(?P<passes>.+)",
        doc,
        re.DOTALL,
    )
    if found is None:
        form = "a sentence, why it matters, Basis:, Fails: and Passes:"
        raise ValueError(f"the docstring of {check.CODE} must be {form}")
    summary, why, basis = (" ".join((found[name] or "").split()) for name in ("summary", "why", "basis"))
    fails, passes = (tuple(_files(found[name])) for name in ("fails", "passes"))
    return Explanation(check.CODE, check.SEVERITY, check.CODE in INDISPENSABLE, summary, why, basis, fails, passes)


def _files(example: str) -> Iterable[ExampleFile]:
    """Yield the files of an example: a line with the path, and the text indented beneath it."""
    lines = textwrap.dedent(example).splitlines()
    starts = [index for index, line in enumerate(lines) if _FILE.match(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        heading = _FILE.match(lines[start])
        assert heading is not None
        text = textwrap.dedent("\n".join(lines[start + 1 : end])).strip("\n") + "\n"
        is_absent = heading[2] == "absent"
        yield ExampleFile(heading[1], None) if is_absent else ExampleFile(heading[1], text, heading[2] or "utf-8")


_PICTURES = {0x2400 + code: code for code in range(0x20)}
"""An example shows a control character by its picture: `␍` at the end of a line is a carriage return."""


def project_files(example: Iterable[ExampleFile]) -> dict[str, bytes | None]:
    """Return the files of an example project by path: those of `BASE`, and in their place those of the example."""
    found: dict[str, bytes | None] = {path: text.encode() for path, text in BASE.items()}
    for file in example:
        found[file.path] = None if file.text is None else file.text.translate(_PICTURES).encode(file.encoding)
    return found


def write(explanation: Explanation) -> str:
    """Write an explanation for the terminal."""
    parts = [
        f"{explanation.code} ({explanation.standing})",
        *(
            textwrap.fill(part, 100, break_long_words=False, break_on_hyphens=False)
            for part in (explanation.summary, explanation.why, _basis(explanation), explanation.limits)
            if part
        ),
        _write_example("fails:", explanation.fails),
        _write_example("passes:", explanation.passes),
    ]
    return "\n\n".join(parts) + "\n"


def write_list() -> str:
    """Write every check on a line with what it finds, by family."""
    width = max(len(check.CODE) for checks in FAMILIES.values() for check in checks)
    return "\n".join(
        f"{family}\n" + "".join(f"  {check.CODE:<{width}}  {explain(check).summary}\n" for check in checks)
        for family, checks in FAMILIES.items()
        if checks
    )


def _basis(explanation: Explanation) -> str:
    return explanation.basis and f"basis: {explanation.basis}"


def _write_example(heading: str, example: Iterable[ExampleFile]) -> str:
    shown = [heading]
    for file in example:
        shown.append(f"  {file.path}{file.note}")
        shown.append(textwrap.indent(file.text or "", "    ").rstrip("\n"))
    return "\n".join(line for line in shown if line)
