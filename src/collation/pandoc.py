"""The one door to pandoc: a single process that reads Markdown, formats entries and writes every format.

pandoc costs 12 ms to start and citeproc 100 to 200 ms for its first call but 10 to 20 ms for each further one, so one
process serves a whole run.  The binary comes from the package pypandoc; its Python module is imported only where the
binary does not lie at its usual place, for that import alone costs 75 ms.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import json
import os
import re
import subprocess
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from collation import tree
from collation.diagnostics import CollationError

MARKDOWN = "markdown" + "".join(
    f"-{name}"
    for name in (
        "example_lists",  # would read `(@key)` at the start of a line as a list item
        "implicit_header_references",  # would read `[10]` as a link to a heading "10"
        "latex_macros",
        "pandoc_title_block",
        "raw_tex",  # would vanish without a word from HTML and DOCX
    )
)
"""The Markdown that a manuscript is written in."""


CARET, TILDE = "\ufdd0", "\ufdd1"
"""Stand in a text for a `^` or `~` that pandoc must not take for syntax: characters that Unicode gives to no text."""


class PandocError(CollationError):
    """Pandoc could not do what was asked; the message is pandoc's own."""


class UnreadableTextError(PandocError):
    """A text cannot be read at all; carries the line and column, from 1, where that is known."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class Reply:
    """What pandoc answered: the bytes asked for, and what it warned of on the way."""

    data: bytes
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Media:
    """An image for a document: its name in the document, where its bytes lie, and its media type."""

    name: str
    path: Path
    type: str


@cache
def binary() -> Path:
    """Find the pandoc that the package pypandoc_binary carries.

    Raises:
        PandocError: if no pandoc is installed.
    """
    package = importlib.util.find_spec("pypandoc")
    for folder in package.submodule_search_locations or () if package else ():
        for name in ("pandoc", "pandoc.exe"):
            candidate = Path(folder, "files", name)
            if candidate.is_file():
                return candidate
    try:
        import pypandoc

        return Path(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise PandocError("pandoc is not installed: pip install pypandoc_binary") from error


LIMIT = 120
"""Seconds that pandoc may take for one section or one document; a long review takes a tenth of one."""

_REFUSED = re.compile(r"Could not convert TeX math (.*), rendering as TeX:\n", re.DOTALL)
_REASON = re.compile(r"^unexpected [^\n]+", re.MULTILINE)
_TOO_LONG = "is there a long row of brackets that open and never close?"


class _Worker:
    """A running pandoc and the lock that keeps one request from another's reply."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_late = False
        self.process_id = os.getpid()
        # Dates inside documents come from the manuscript, never from the clock; the zone and the language of the
        # machine must not reach the output either: pandoc reads BibTeX titles by the language of LANG.
        fixed = {"SOURCE_DATE_EPOCH": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "LANG": "en_US.UTF-8"}
        environment = {**os.environ, **fixed}
        self.process = subprocess.Popen(
            [str(binary()), "lua", str(Path(__file__).with_suffix(".lua"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # Ctrl-C is for us: it must not end pandoc in the middle of a reply
        )

    @property
    def is_running(self) -> bool:
        return self.process_id == os.getpid() and self.process.poll() is None

    def ask(self, request: Mapping[str, Any], body: bytes) -> Reply | None:
        """Return the answer, or None where pandoc had gone before it was asked."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        with self.lock:
            if not self.is_running:  # another thread's request ended it while this one waited
                return None
            try:
                with self._limited():
                    stdin.write(json.dumps({**request, "size": len(body)}).encode() + b"\n" + body)
                    stdin.flush()
                    head = json.loads(stdout.readline())
                    data = stdout.read(head["size"])
            except (OSError, ValueError) as error:
                words = self.stop()
                if self.is_late:
                    raise PandocError(f"pandoc was not done after {LIMIT} s: {_TOO_LONG}") from error
                raise PandocError(f"pandoc stopped unexpectedly{f': {words}' if words else ''}") from error
            except BaseException:  # interrupted: what it still answers must not be taken for the next answer
                self.stop()
                raise
        warnings = tuple(item["text"] for item in head["messages"] if item["level"] not in ("INFO", "DEBUG"))
        if not head["succeeded"]:
            message = data.decode("utf-8", "replace")
            raise _unreadable(message) if request["operation"] == "read" else PandocError(message)
        return Reply(data, warnings)

    @contextlib.contextmanager
    def _limited(self) -> Iterator[None]:
        """End pandoc if it takes too long: it tries brackets in brackets in all ways, and takes all memory for that."""
        timer = threading.Timer(LIMIT, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def stop(self) -> str:
        """End the process, if it still runs, close what led to it, and return its last words."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        pipes = [pipe for pipe in (self.process.stderr, self.process.stdin, self.process.stdout) if pipe]
        words = b"" if pipes[0].closed else pipes[0].read()
        for pipe in pipes:
            with contextlib.suppress(OSError):
                pipe.close()
        return words.decode("utf-8", "replace").strip()


_worker: _Worker | None = None
_starting = threading.Lock()


def _ask(operation: str, body: bytes, **request: Any) -> Reply:
    global _worker  # noqa: PLW0603 - one process for the run; a forked child must start its own
    while True:
        with _starting:
            worker = _worker
            if worker is None or not worker.is_running:
                _worker = _Worker()
                if worker is not None and worker.process_id == os.getpid():
                    with worker.lock:
                        worker.stop()
                worker = _worker
        reply = worker.ask({"operation": operation, **request}, body)
        if reply is not None:
            return reply


@atexit.register
def _stop() -> None:
    if _worker is not None and _worker.process_id == os.getpid():
        _worker.stop()


def read(text: str) -> dict[str, Any]:
    """Read one Markdown text.

    Returns:
        pandoc's document as its JSON has it: `blocks` and `meta`.

    Raises:
        UnreadableTextError: if pandoc rejects the text, for a metadata block that is not YAML, or if its blocks are
            nested deeper than Python can follow.
    """
    try:
        document: dict[str, Any] = json.loads(_ask("read", text.encode(), format=MARKDOWN).data)
        blocks = tree.map_blocks(document["blocks"], _without_comment) if "<!--" in text else document["blocks"]
        document["blocks"] = tree.map_inlines(blocks, lambda inlines: _join_lines(_without_html(inlines)))
        if _OURS.search(text):
            _disown(document["blocks"])
    except RecursionError as error:
        raise UnreadableTextError("its blocks are nested too deep") from error
    return document


OUR_CLASSES = frozenset(
    {
        *("citation", "citation-number", "cross-reference", "caption-label", "caption-second", "equation"),
        *("equation-number", "heading-number", "reference-number", "reference-text", "backlinks", "csl-entry"),
        *("footnotes", "footnote-ref", "footnote-back", "first-page-note", "skip-link", "table-scroll", "colophon"),
        *("insertion", "deletion", "renumbered"),
    }
)
"""What we mark in a document and its outputs: a class of that name in an author's text would be taken for ours."""

_OUR_PAIRS = frozenset({"cluster", "target", "number", "hidden", "role", "style"})
"""What we say of an element; and by what an author would hide it, or make another thing of it, in HTML alone."""
_OURS = re.compile("|".join(sorted({*OUR_CLASSES, *_OUR_PAIRS})))


def _disown(blocks: Sequence[tree.Element]) -> None:
    """Take our names from what an author marked: `[5]{.citation}` prints a 5, and is no citation."""
    for element in tree.elements(blocks):
        if element["t"] in tree.WITH_ATTRIBUTES:
            attribute = tree.attribute_of(element)
            attribute[1] = [name for name in attribute[1] if name not in OUR_CLASSES]
            attribute[2] = [pair for pair in attribute[2] if pair[0] not in _OUR_PAIRS]


_BLOCK_PLACE = re.compile(r"\(line (\d+), column \d+\)")
_PLACE_INSIDE = re.compile(r"at line (\d+), column (\d+)")


def _unreadable(message: str) -> UnreadableTextError:
    """Find the place that pandoc names: of a metadata block from 1, and inside it from 0."""
    block, inside = _BLOCK_PLACE.search(message), _PLACE_INSIDE.search(message)
    line, column = (int(inside[1]), int(inside[2]) + 1) if inside else (0, 1)
    return UnreadableTextError(" ".join(message.split()), line + (int(block[1]) if block else 1), column)


_COMMENTS = re.compile(r"\s*(?:<!--[\s\S]*?-->\s*)+")


def _without_comment(block: tree.Element) -> list[tree.Element] | None:
    return [] if _is_comment(block) else None


def _is_comment(element: tree.Element) -> bool:
    """What an author notes for himself is in no output, not even where only the source of a page shows it."""
    return element["t"] in ("RawInline", "RawBlock") and _COMMENTS.fullmatch(element["c"][1]) is not None


def _without_html(inlines: list[tree.Element]) -> list[tree.Element]:
    """`<sup>[5]</sup>` is raw HTML to pandoc, and vanishes from other formats: make it a real superscript.

    Comments are left out.
    """
    changed: list[tree.Element] = []
    opened: list[tuple[str, int]] = []
    kinds = {"sup": "Superscript", "sub": "Subscript"}
    for inline in inlines:
        if _is_comment(inline):
            continue
        tag = inline["c"][1].strip().lower() if inline["t"] == "RawInline" and inline["c"][0] == "html" else ""
        if tag in ("<sup>", "<sub>"):
            opened.append((tag[1:4], len(changed)))
        elif opened and tag == f"</{opened[-1][0]}>":
            name, index = opened.pop()
            inner = changed[index + 1 :]
            del changed[index:]
            changed.append(tree.wrapped(kinds[name], inner))
            continue
        changed.append(inline)
    return changed


# Punctuation that Chinese shares with Western text: it joins lines only beside a Chinese character.
_SHARED = frozenset(f"\u2014\u2018\u2019\u201c\u201d\u2026{CARET}")
_TYPED = re.compile(rf"\[[\d\s,;~\u2013{TILDE}-]+\]$")


def _join_lines(inlines: list[tree.Element]) -> list[tree.Element]:
    """Take out the line ends of Chinese text, which has no spaces that they could stand for.

    pandoc's extension `east_asian_line_breaks` does this in its command only, not where a script reads; and it keeps
    the space after a citation that ends a line, which a Chinese sentence does not have either.
    """
    joined: list[tree.Element] = []
    for index, inline in enumerate(inlines):
        if inline["t"] == "SoftBreak" and 0 < index < len(inlines) - 1:
            before, after = _last(inlines[index - 1]), _first(inlines[index + 1])
            if "wide" in (before, after) and "narrow" not in (before, after):
                continue
        joined.append(inline)
    return joined


def _last(inline: tree.Element) -> str:
    text = tree.plain_text([inline])
    return "shared" if inline["t"] in ("Cite", "Note") or _TYPED.search(text) else _width(text[-1:])


def _first(inline: tree.Element) -> str:
    return "shared" if inline["t"] == "Cite" else _width(tree.plain_text([inline])[:1])


def _width(character: str) -> str:
    if character and unicodedata.east_asian_width(character) in "WF":
        return "wide"
    return "shared" if character in _SHARED else "narrow"


def format_entries(
    bibtex: str, citekeys: Sequence[str], style: Path, language: str
) -> tuple[list[Any], tuple[str, ...]]:
    """Format bibliography entries by a CSL style in one locale.

    Args:
        bibtex: the entries themselves and what they refer to, not the whole library.
        citekeys: the entries wanted, in the order of the reference list.
        style: a CSL 1.0.2 file.
        language: the locale of terms such as "et al", as a BCP 47 tag.

    Returns:
        One pandoc Div for each entry, in the order of `citekeys`, and what citeproc warned of.
    """
    if not citekeys:
        return [], ()
    reply = _ask("format_entries", bibtex.encode(), citekeys=list(citekeys), style=str(style), language=language)
    lists = json.loads(reply.data)["blocks"]
    return (lists[0]["c"][1] if lists else []), reply.warnings


def write(
    document: Mapping[str, Any],
    format: str,
    *,
    template: str | None = None,
    reference_document: Path | None = None,
    media: Iterable[Media] = (),
) -> Reply:
    """Write a document in one of pandoc's formats.

    Args:
        document: as `read` returns it.
        format: the name of a pandoc writer, such as `html` or `docx`.
        template: the text of a pandoc template; without it only the body is written.
        reference_document: for DOCX, the file whose styles are used.
        media: the images that the document names.

    Raises:
        PandocError: if the template does not compile or the writer fails.
    """
    options: dict[str, Any] = {"format": format}
    if template is not None:
        options["template"] = template
    if reference_document is not None:
        options["reference_doc"] = str(reference_document)
    options["media"] = [{"name": item.name, "path": str(item.path), "type": item.type} for item in media]
    return _ask("write", json.dumps(document, ensure_ascii=False).encode(), **options)


def refused_formulas(formulas: Iterable[str]) -> dict[str, str]:
    """Return which formulas of TeX no format can show, and what pandoc says of each."""
    maths = [{"t": "Math", "c": [{"t": "InlineMath"}, formula]} for formula in formulas]
    found = {}
    for warning in write(tree.document([tree.paragraph(maths)]), "html").warnings:
        refused = _REFUSED.match(warning)
        if refused:
            reason = _REASON.search(warning, refused.end())
            found[refused[1]] = reason[0].replace("eof", "end") if reason else "pandoc refuses it"
    return found


def data_file(name: str) -> bytes:
    """Return one of the files that pandoc carries, such as its own `reference.docx`."""
    result = subprocess.run([str(binary()), "--print-default-data-file", name], capture_output=True, check=False)
    if result.returncode:
        raise PandocError(result.stderr.decode("utf-8", "replace").strip())
    return result.stdout


def version() -> str:
    """Return pandoc's version, such as `3.9`."""
    result = subprocess.run([str(binary()), "--version"], capture_output=True, check=True, text=True)
    return result.stdout.split()[1]
