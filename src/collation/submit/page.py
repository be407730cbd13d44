"""The page that a person opens first: ready or not, what is missing, and how long everything is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from collation.diagnostics import plural
from collation.document.numbered import Document
from collation.journals import explain
from collation.journals.profile import Limit, Requirement
from collation.project import styles
from collation.submit.candidate import Candidate
from collation.submit.gate import Standing, State

NAME: Final = "README.html"


def write(candidate: Candidate, standings: tuple[Standing, ...], files: tuple[str, ...]) -> bytes:
    """Return the page; the same manuscript and profile are always the same bytes.

    Args:
        candidate: the manuscript and the journal.
        standings: how the one stands to what the other asks.
        files: of the package, by their names.
    """
    style = (styles() / "html" / "proof.css").read_text(encoding="utf-8").strip()
    profile = candidate.profile
    missing = [standing for standing in standings if standing.findings]
    refused = [standing for standing in standings if standing.is_refused]
    verdict = f"{plural(len(missing), 'thing')} to be mended" if missing else "Nothing is missing that is known"
    if refused:
        verdict = f"Not ready: {plural(len(refused), 'thing')} missing"
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>{escape(verdict)}: {escape(profile.title)}</title>
<link rel="icon" href="data:,">
<style>
{style}
meter {{ inline-size: 8rem; }}
</style>
</head>
<body>
<header>
<p class="kind">{escape(verdict)}</p>
<h1>{escape(profile.title)}</h1>
<p class="second">{_title(candidate.document)}</p>
</header>
<main>
{_section("missing", "What is missing", _missing(missing))}
{_section("amounts", "How much there is", _amounts(standings))}
{_section("kept", "What is as the journal asks", _of(standings, "kept"))}
{_section("made", "What the package follows by itself", _of(standings, "made so"))}
{_section("by-hand", "What a person must see to", _of(standings, "by hand"))}
{_section("not-verified", "What nobody has looked up", _unknown(standings))}
{_section("files", "Files", _list(f'<a href="{escape(name)}">{escape(name)}</a>' for name in files))}
</main>
<footer>
<p>Made by the profile {escape(profile.identifier)}, version {profile.version}. What was printed is proven by
<a href="proof.html">its certificate</a>.</p>
</footer>
</body>
</html>
""".encode()


def _title(document: Document) -> str:
    matter = document.manuscript.front_matter
    return escape(matter.title.first or matter.title.second)


def _section(identifier: str, heading: str, content: str) -> str:
    if not content:
        return ""
    return f'<section aria-labelledby="{identifier}">\n<h2 id="{identifier}">{heading}</h2>\n{content}\n</section>'


def _list(items: Iterable[str]) -> str:
    shown = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{shown}\n</ul>" if shown else ""


def _missing(standings: list[Standing]) -> str:
    items = []
    for standing in standings:
        for found in standing.findings:
            place = f"<code>{escape(str(found.location))}</code>"
            must = "must" if standing.is_refused else "may"
            items.append(
                f"<strong>{escape(found.message)}</strong> ({must} be mended; {place})<br>{escape(found.help)}"
            )
    return _list(items) or "<p>Nothing that a program can see.</p>"


def _amounts(standings: tuple[Standing, ...]) -> str:
    rows = []
    for standing in standings:
        limit = standing.requirement.asked if standing.requirement else None
        if not isinstance(limit, Limit) or standing.amount is None:
            continue
        rows.append(
            f'<tr><th scope="row">{escape(standing.field.words)}</th><td>{escape(standing.seen)}</td>'
            f"<td>{escape(explain.in_words(limit))}</td><td>{_bar(standing.amount, limit)}</td></tr>"
        )
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{words}</th>' for words in ("of", "there is", "asked", "so much of it"))
    head = f"<thead><tr>{heads}</tr></thead>"
    body = "\n".join(rows)
    return f"<table>\n{head}\n<tbody>\n{body}\n</tbody>\n</table>"


def _bar(amount: float, limit: Limit) -> str:
    if limit.at_most is None:
        return ""
    high = f"{limit.at_most:g}"
    top = f"{max(limit.at_most, amount):g}"
    return f'<meter min="0" max="{top}" high="{high}" value="{amount:g}">{amount:g} of {high}</meter>'


def _of(standings: tuple[Standing, ...], state: State) -> str:
    return _list(
        f"{escape(standing.field.words)}: {_asked(standing.requirement)}"
        for standing in standings
        if standing.state == state
    )


def _unknown(standings: tuple[Standing, ...]) -> str:
    words = [standing.field.words for standing in standings if standing.state == "not verified"]
    return f"<p>{escape('; '.join(words))}.</p>" if words else ""


def _asked(requirement: Requirement | None) -> str:
    if requirement is None:
        return ""
    return f"{escape(explain.in_words(requirement.asked))} <small>({escape(explain.basis(requirement))})</small>"
