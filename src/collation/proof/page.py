"""The certificate for a person: one page that needs nothing else, and leads into the outputs beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final
from urllib.parse import quote

from collation.project import styles
from collation.proof.certificate import At, Certificate, CitedPlace, ProvenOutput, Work
from collation.proof.files import Input

_NAMES: Final = {"pdf": "PDF", "html": "HTML", "docx": "Word", "jats": "JATS", "epub": "EPUB"}
_KINDS: Final = {
    "section": "Sections",
    "metadata": "Front matter",
    "bibliography": "Bibliography",
    "evidence": "Evidence",
    "figure": "Figures",
    "style": "Styles of the project",
    "waivers": "Waivers",
    "baseline": "Baseline",
}
_ACCEPTED: Final = {"waiver": "by a waiver", "baseline": "by the baseline", "per-file": "by the setting per-file"}


def write(certificate: Certificate) -> bytes:
    """Return the page: one certificate is always the same bytes, and nothing of the project's changes its look."""
    page = _Page(certificate)
    style = (styles() / "html" / "proof.css").read_text(encoding="utf-8").strip()
    return f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>Proof of {escape(certificate.manuscript.title)}</title>
<link rel="icon" href="data:,">
<style>
{style}
</style>
</head>
<body>
{page.header()}
<main>
<div class="verdict">
{_section("proven", "What is proven", _list(page.proven()))}
{_section("not-proven", "What is not", _list(page.not_proven()))}
</div>
{_section("outputs", "Outputs", page.outputs())}
{_section("citations", "Citations", page.citations())}
{_section("works", "Works", page.works())}
{_section("inputs", "What they are made of", page.inputs())}
{_section("tools", "Made and read with", page.tools())}
</main>
<footer>
<p>The same for programs is <a href="proof.json">proof.json</a>. Whoever has this folder and Collation can recompute
all of it: <code>collate proof</code>, with the name of the folder, says yes or what differs.</p>
</footer>
</body>
</html>
""".encode()


class _Page:
    """The parts of the page."""

    def __init__(self, certificate: Certificate) -> None:
        self.certificate = certificate
        self.names = {output.format: output.name for output in certificate.outputs}

    def header(self) -> str:
        manuscript = self.certificate.manuscript
        second = f'<p class="second" lang="{_tag(manuscript.second_language)}">{escape(manuscript.second_title)}</p>'
        date = f"<p>{escape(manuscript.date)}</p>" if manuscript.date else ""
        title = f'<h1 lang="{_tag(manuscript.language)}">{escape(manuscript.title)}</h1>'
        parts = (title, second if manuscript.second_title else "", date)
        shown = "\n".join(part for part in parts if part)
        return f'<header>\n<p class="kind">Certificate of proof</p>\n{shown}\n</header>'

    # --- what is proven, and what is not -----------------------------------------------------------------------------

    def proven(self) -> Iterator[str]:
        checked, read = self.certificate.checked, self.certificate.outputs
        if not read:
            yield "Nothing: there was no output."
            return
        names = _and([_NAMES.get(output.format, output.format) for output in read])
        each = "it" if len(read) == 1 else "each of them"
        yield (
            f"{names} {'was' if len(read) == 1 else 'were'} read back and compared with the manuscript by "
            f"{_plural(len(self.certificate.checks), 'check')}; nothing differs."
        )
        if self.certificate.citations:
            yield (
                f"{_plural(len(self.certificate.citations), 'citation marker')} and "
                f"{_plural(len(self.certificate.works), 'item')} of the reference list stand in {each} as checked: the "
                "same numbers at the same places, each leading to its item, each item printed from its entry."
            )
        met = [item.name for output in read for item in output.standards if not item.unchecked]
        if met:
            yield f"Met, as validators say: {_and([escape(name) for name in dict.fromkeys(met)])}."
        yield f"All other text stands in {each} as checked: title, authors, abstract, headings, captions, notes."
        noted = ", ".join(
            _plural(count, noun) for count, noun in ((checked.warnings, "warning"), (checked.notes, "note")) if count
        )
        ran, citations = _plural(checked.ran, "check"), _plural(checked.citations, "citation")
        found = f"no error ({noted})" if noted else "no error"
        yield f"Before that {ran} of {citations} and their entries found {found}."

    def not_proven(self) -> Iterator[str]:
        certificate, checked = self.certificate, self.certificate.checked
        works = len(certificate.works)
        missing = sum(not work.evidence.is_verified for work in certificate.works)
        if works:
            seen = f"<strong>{works - missing} of {_plural(works, 'work')}</strong> {'was' if works == 1 else 'were'}"
            yield (
                f"That the entries are right: {seen} seen in a source in every field that is printed. Of the others "
                "some field was seen nowhere, which says neither that it is right nor that it is wrong."
            )
        unasked = [item.name for output in certificate.outputs for item in output.standards if item.unchecked]
        if unasked:
            yield f"Whether these are met: {_and([escape(name) for name in dict.fromkeys(unasked)])}."
        for item in checked.accepted:
            yield (
                f"{_plural(item.count, 'finding')} of <code>{escape(item.check)}</code> "
                f"{'is' if item.count == 1 else 'are'} accepted {_ACCEPTED.get(item.by, escape(item.by))}."
            )
        for check, reason in checked.skipped.items():
            yield f"The check <code>{escape(check)}</code> did not run: {escape(reason)}."
        for sentence in certificate.unseen:
            yield f"{escape(sentence[0].upper() + sentence[1:])}."
        yield (
            "Who made it: this is no signature. Keep the SHA-256 of <code>proof.json</code> elsewhere, and nobody can "
            "exchange this folder unseen."
        )

    # --- tables ------------------------------------------------------------------------------------------------------

    def outputs(self) -> str:
        rows = [(self._file(output), self._proof(output)) for output in self.certificate.outputs]
        return _table(("File and SHA-256", "Proof"), rows, "files")

    def _file(self, output: ProvenOutput) -> str:
        beside = "".join(
            f"<br>{_link(item.name, item.name)} <small>{item.size:,} bytes</small><br>{_hash(item.sha256)}"
            for item in output.beside
        )
        return (
            f"{_link(output.name, output.name)} <small>{output.size:,} bytes</small><br>{_hash(output.sha256)}{beside}"
        )

    def _proof(self, output: ProvenOutput) -> str:
        markers, works = _plural(output.markers, "marker"), _plural(output.works, "work")
        shown = [f"{markers}, {works}"]
        for item in output.standards:
            said = f"not checked: {escape(item.unchecked)}" if item.unchecked else f"met, by {escape(item.tool)}"
            shown.append(f"{escape(item.name)} <small>{said}</small>")
        return "<br>".join(shown)

    def citations(self) -> str:
        rows = [
            (self._marker(item), self._source(item), self._stands(item.places)) for item in self.certificate.citations
        ]
        return _table(("Marker", "Source and citekeys", "Stands in"), rows, "citations")

    def _marker(self, item: CitedPlace) -> str:
        links = [f'<a href="#work-{number}">{number}</a>' for number in item.numbers]
        return f"{escape(item.marker)}<br><small>{', '.join(links)}</small>" if len(links) > 1 else _to_work(item)

    def _source(self, item: CitedPlace) -> str:
        place = f"{item.path}:{item.line}:{item.column}"
        return f"<code>{escape(place)}</code><br>{escape(', '.join(item.citekeys))}"

    def works(self) -> str:
        rows = [(self._label(work), self._text(work), self._evidence(work)) for work in self.certificate.works]
        return _table(("No.", "Work as printed", "Seen in a source"), rows, "works")

    def _label(self, work: Work) -> str:
        return f'<span id="work-{work.number}">{escape(work.label)}</span>'

    def _text(self, work: Work) -> str:
        language = "zh-Hans" if any("\u3400" <= character <= "\u9fff" for character in work.text) else "en"
        text = f'<span lang="{language}">{escape(work.text)}</span>'
        return f"{text}<br><code>{escape(work.citekey)}</code> {self._stands(work.places)}"

    def _evidence(self, work: Work) -> str:
        found = work.evidence
        if found.is_verified:
            return f'<strong class="yes">every field</strong><br><small>{escape(found.status)}</small>'
        unseen = ", ".join(found.unseen)
        return f"not seen: {escape(unseen) or 'anything'}<br><small>{escape(found.status)}</small>"

    def _stands(self, places: dict[str, At]) -> str:
        shown = [self._place(format, place) for format, place in places.items()]
        return f'<span class="places">{" ".join(shown)}</span>'

    def _place(self, format: str, place: At) -> str:
        name = self.names.get(format, "")
        words, anchor = [_NAMES.get(format, format)], ""
        if "page" in place:
            words.append(f"p. {place['page']}")
            anchor = f"page={place['page']}"
        elif "paragraph" in place:
            words.append(f"¶ {place['paragraph']}")
        elif "anchor" in place:
            words.append(f"#{place['anchor']}")
            anchor = str(place["anchor"]) if format == "html" else ""
        elif "line" in place:
            words.append(f"line {place['line']}")
        return _link(name, " ".join(words), anchor)

    def inputs(self) -> str:
        by_kind: dict[str, list[Input]] = {}
        for item in self.certificate.inputs:
            by_kind.setdefault(item.kind, []).append(item)
        rows = [
            (escape(_KINDS[kind]), f"<code>{escape(item.name)}</code><br>{_hash(item.sha256)}")
            for kind, items in by_kind.items()
            for item in items
        ]
        style, assembled = self.certificate.style, self.certificate.assembled
        rows.append(("Reference style", f"<code>{escape(style.file)}</code><br>{_hash(style.sha256)}"))
        shown = f"{_link(assembled.name, assembled.name)}, which holds the texts<br>{_hash(assembled.sha256)}"
        rows.append(("All of it", shown))
        for report in self.certificate.checked.files:
            rows.append(("Report of the checks", f"{_link(report.name, report.name)}<br>{_hash(report.sha256)}"))
        return _table(("Kind", "File and SHA-256"), rows, "files")

    def tools(self) -> str:
        shown = ", ".join(f"{escape(name)} {escape(version)}" for name, version in self.certificate.tools.items())
        return f"<p>{shown}</p>"


def _to_work(item: CitedPlace) -> str:
    return f'<a href="#work-{item.numbers[0]}">{escape(item.marker)}</a>' if item.numbers else escape(item.marker)


def _section(identifier: str, heading: str, content: str) -> str:
    return (
        f'<section id="{identifier}" aria-labelledby="{identifier}-heading">\n'
        f'<h2 id="{identifier}-heading">{heading}</h2>\n{content}\n</section>'
    )


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], kind: str) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>\n'
        for first, *rest in rows
    )
    if not body:
        return "<p>none</p>"
    return f'<table class="{kind}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>'


def _link(name: str, words: str, anchor: str = "") -> str:
    address = quote(name) + (f"#{quote(anchor, safe='=')}" if anchor else "")
    return f'<a href="{escape(address)}">{escape(words)}</a>'


def _hash(digest: str) -> str:
    return f'<code class="hash">{escape(digest)}</code>'


def _tag(language: str) -> str:
    return "zh-Hans" if language == "zh" else escape(language)


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun if count == 1 else noun + 's'}"
