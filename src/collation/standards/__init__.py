"""Formats by their own standards: what independent validators say of an output, offline.

`validate` asks those that run inside this process and are installed with Collation, so that every proof can;
`validate_with_tools` asks those that pip does not install with it, where they are.  Neither takes a tool that is not
there, fails or hangs for a verdict: that is `unchecked`, with the reason.  docs/decisions/0013-standards.md says what
each of them does not see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from collation import store
from collation.standards import accessibility, csl, docx, epub, html, jats, pdf, programs
from collation.standards.programs import Places, upwards
from collation.standards.verdict import Finding, Verdict

__all__ = [
    "STANDARDS",
    "Finding",
    "Places",
    "Verdict",
    "upwards",
    "validate",
    "validate_with_tools",
    "validating",
]

_INSIDE: dict[str, Callable[[Path], tuple[Verdict, ...]]] = {"pdf": pdf.check, "docx": docx.check}

_WITH_TOOLS: dict[str, tuple[Callable[[Path, Places], tuple[Verdict, ...]], ...]] = {
    "html": (html.check, accessibility.check),
    "jats": (jats.check,),
    "epub": (epub.check, accessibility.check_epub),
    "csl": (csl.check,),
}


STANDARDS: dict[str, tuple[str, ...]] = {
    "html": (html.STANDARD, accessibility.STANDARD),
    "jats": (jats.STANDARD,),
    "epub": (epub.STANDARD, accessibility.STANDARD),
    "csl": (csl.STANDARD,),
}
"""The standards of each format of which only tools can say whether they are met."""


def validate(path: Path, format: str) -> tuple[Verdict, ...]:
    """Return what the standards of a format say of a file, by validators inside this process.

    Args:
        path: the file.
        format: `pdf` or `docx`; for any other there is no such validator, and so no verdict.

    Raises:
        OSError: if the file cannot be read.
    """
    check = _INSIDE.get(format)
    return check(path) if check else ()


@contextmanager
def validating(files: Mapping[str, Path]) -> Iterator[Callable[[str], tuple[Verdict, ...]]]:
    """Begin to ask the validators inside this process of several files, while something else is done.

    One that is written in Python runs in a process of its own, so that it takes its time beside ours.

    Args:
        files: by format.

    Yields:
        The function that waits for the verdicts of a format.
    """
    with ThreadPoolExecutor(len(_INSIDE)) as pool:
        asked = {
            format: pool.submit(_apart if format == "docx" else validate, path, format)
            for format, path in files.items()
            if format in _INSIDE
        }

        def verdicts(format: str) -> tuple[Verdict, ...]:
            return asked[format].result() if format in asked else ()

        yield verdicts


def _apart(path: Path, format: str) -> tuple[Verdict, ...]:
    """Return what `validate` does, from another process; where there can be none, from this one."""
    command: list[str | Path] = [sys.executable, "-P", "-m", "collation.standards", format, path.absolute()]
    try:
        return store.decode(programs.run(command), tuple[Verdict, ...])
    except (programs.UnavailableError, store.FormError):
        return validate(path, format)


def validate_with_tools(path: Path, format: str, places: Places) -> tuple[Verdict, ...]:
    """Return what the standards of a format say of a file, by tools that may be installed or not.

    Args:
        path: the file.
        format: `html`, `jats`, `epub` or `csl`; for any other there is no such tool, and so no verdict.
        places: where packages of npm are looked for, as `upwards` gives them; never where the file came from.

    Raises:
        OSError: if the file cannot be read.
    """
    return tuple(verdict for check in _WITH_TOOLS.get(format, ()) for verdict in check(path, places))
