"""Formats by their own standards: what independent validators say of an output, offline.

`validate` asks those that run inside this process and are installed with Collation, so that every proof can;
`validate_with_tools` asks those that pip does not install with it, where they are.  Neither takes a tool that is not
there, fails or hangs for a verdict: that is `unchecked`, with the reason.  docs/decisions/0013-standards.md says what
each of them does not see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from collation import limits, store
from collation.standards import accessibility, csl, docx, epub, html, jats, pdf, programs
from collation.standards.programs import Places, upwards
from collation.standards.verdict import Finding, Verdict

__all__ = [
    "INSIDE",
    "STANDARDS",
    "Finding",
    "Places",
    "Validating",
    "Verdict",
    "unasked",
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


INSIDE: dict[str, tuple[str, ...]] = {"pdf": tuple(pdf.PROFILES.values()), "docx": (docx.STANDARD,)}
"""The standards of each format of which a validator inside this process says whether they are met."""

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


def unasked(format: str, reason: str) -> tuple[Verdict, ...]:
    """Return a verdict for each standard of a format of which nothing can be said.

    Args:
        format: as `validate` and `validate_with_tools` know it.
        reason: why nobody is asked.
    """
    return tuple(Verdict(name, "", unchecked=reason) for name in (*INSIDE.get(format, ()), *STANDARDS.get(format, ())))


class Validating:
    """Asks the validators inside this process of several files, while something else is done.

    One that is written in Python runs in a process of its own, so that it takes its time beside ours, and ends if it
    takes too much of it, or of the memory.
    """

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._asked: dict[str, Future[tuple[Verdict, ...]]] = {}

    def begin(self, path: Path, format: str) -> None:
        """Begin to ask of a file; one of a format without such a validator is passed over."""
        if format in _INSIDE:
            self._asked[format] = self._pool.submit(_apart if format == "docx" else validate, path, format)

    def verdicts(self, format: str) -> tuple[Verdict, ...]:
        """Wait for the verdicts of the file of a format; none where nothing was asked.

        Raises:
            OSError: if the file cannot be read.
        """
        return self._asked[format].result() if format in self._asked else ()


@contextmanager
def validating() -> Iterator[Validating]:
    """Give whom to ask of several files, as long as the block lasts."""
    with ThreadPoolExecutor(len(_INSIDE)) as pool:
        yield Validating(pool)


def _apart(path: Path, format: str) -> tuple[Verdict, ...]:
    """Return what `validate` does, from another process; from this one only where none can be started."""
    command: list[str | Path] = [sys.executable, "-P", "-m", "collation.standards", format, path.absolute()]
    try:
        return store.decode(programs.run(command, limit=limits.SECONDS), tuple[Verdict, ...])
    except programs.NotStartedError:
        return validate(path, format)
    except programs.UnavailableError as error:  # late, out of memory, crashed: here it would be so again
        return tuple(Verdict(name, "", unchecked=f"its validator {_why(error)}") for name in INSIDE[format])
    except store.FormError:
        return tuple(
            Verdict(name, "", unchecked="the answer of its validator cannot be read") for name in INSIDE[format]
        )


def _why(error: programs.UnavailableError) -> str:
    """Return why a validator gave no answer, without the name of the Python that ran it."""
    return str(error).removeprefix(f"{Path(sys.executable).name} ")


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
