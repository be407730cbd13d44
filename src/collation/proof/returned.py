"""What is told of a document that came back with tracked changes: who did what, and what the document would then be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from collation.diagnostics import FILE, Diagnostic, Location, Screen, Severity, plural, write_text
from collation.model import Manuscript
from collation.proof import report
from collation.proof.check import quoted
from collation.proof.output import Output
from collation.proof.tracked import Tracked

CHANGE, COMMENT = "tracked-change", "comment"
"""By what names tracked changes and comments are told."""

_PLACE: Final = re.compile(r"(?:, paragraph \d+)?(?:, \S+)?")


def parted(
    accepted: Output, rejected: Output
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Return what is found whether tracked changes are accepted or rejected, only if accepted, and only if rejected."""
    first, second = ({_key(found, output.name): found for found in output.findings} for output in (accepted, rejected))
    return (
        tuple(found for key, found in first.items() if key in second),
        tuple(found for key, found in first.items() if key not in second),
        tuple(found for key, found in second.items() if key not in first),
    )


def _key(found: Diagnostic, name: str) -> tuple[str, Location, str]:
    """Return what is the same of a finding where paragraphs were joined or put in before it."""
    message = found.message.removeprefix(name)
    return found.code, found.location, message[_PLACE.match(message).end() :]  # type: ignore[union-attr]  # it matches


def noted(items: Iterable[Tracked], name: str) -> tuple[Diagnostic, ...]:
    """Return tracked changes and comments in the form of findings: each is a note at its place in the sources."""
    return tuple(
        Diagnostic(
            COMMENT if item.kind == "comment" else CHANGE,
            Severity.NOTE,
            item.source or Location(name),
            f"{item.message} ({_where(item)})" if _where(item) else item.message,
            citekey=" ".join(item.citekeys),
        )
        for item in items
    )


def _where(item: Tracked) -> str:
    when, number = item.date.replace("T", " ")[:16], item.place.paragraph
    return ", ".join(
        filter(
            None, [f"paragraph {number}" if number else "", f"in {quoted(item.heading)}" if item.heading else "", when]
        )
    )


def write(
    items: Sequence[Tracked], accepted: Output, rejected: Output, manuscript: Manuscript, screen: Screen = FILE
) -> str:
    """Write what was tracked, those changes first that touch citations, and then what is found with and without it."""
    name = accepted.name
    changes = [item for item in items if item.kind != "comment"]
    cited = noted((item for item in changes if item.is_cited), name)
    others = noted((item for item in changes if not item.is_cited), name)
    comments = noted((item for item in items if item.kind == "comment"), name)
    always, if_accepted, if_rejected = parted(accepted, rejected)
    parts = [
        ("Tracked changes to citations and to the reference list:", report.shown(cited, manuscript, screen)),
        (f"{'Other t' if cited else 'T'}racked changes:", write_text(others, _no_line, screen).replace("\n\n", "\n")),
        ("Comments:", write_text(comments, _no_line, screen).replace("\n\n", "\n")),
        (
            "Changed without tracking, so accepting or rejecting does not matter:"
            if changes
            else "Changed without tracking:",
            report.write(always, manuscript, screen),
        ),
        ("Found only if the tracked changes are accepted:", _brief(if_accepted, screen)),
        ("Found only if the tracked changes are rejected:", report.write(if_rejected, manuscript, screen)),
    ]
    return "\n".join(f"{screen.paint('1', title)}\n{text}" for title, text in parts if text)


def _brief(findings: Sequence[Diagnostic], screen: Screen) -> str:
    """Write findings without the lines of the sources: the changes from which they follow were shown with them."""
    return write_text(report.ordered(findings), _no_line, screen).replace("\n\n", "\n")


def _no_line(_: Location) -> None:
    return None


def summary(items: Sequence[Tracked], accepted: Output, rejected: Output) -> str:
    """Say how much each person changed, and what the document is with all of it rejected, and accepted."""
    name = Path(accepted.name).name
    changes = [item for item in items if item.kind != "comment"]
    who = Counter(item.author or "somebody without a name" for item in changes)
    people = [f"{count} by {author}" for author, count in sorted(who.items())]
    comments = len(items) - len(changes)
    counted = [f"{plural(len(changes), 'tracked change')} ({', '.join(people)})"] if changes else []
    counted += [plural(comments, "comment")] if comments else []
    lines = [f"{name}: {', '.join(counted)}\n"]
    if changes:
        lines += [
            f"with every tracked change rejected: {_verdict(rejected)}\n",
            f"with every tracked change accepted: {_verdict(accepted)}\n",
        ]
    return "".join(lines) + report.by_family(accepted.findings)


def _verdict(output: Output) -> str:
    return plural(len(output.findings), "finding") if output.findings else "as it was checked"
