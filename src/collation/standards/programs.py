"""Finds the tools that pip does not install, and runs them so that nothing of them stays behind.

A package of npm is looked for in the nearest `node_modules` of a person's own project and of the folders above it, then
in the folders of `NODE_PATH`, as Node.js itself does; a program on the `PATH`.  A package is code that is run: none is
taken from a folder that somebody sent.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any, Final

from collation.diagnostics import CollationError

LIMIT = 180.0
"""Seconds that a tool may take for one file; the slowest needs some ten for a long review."""


VERSIONS: Final = {
    "@jats4r/dtds": "0.0.10",
    "@likecoin/epubcheck-ts": "0.7.0",
    "axe-core": "4.14.1",
    "csl-validator-wasm": "1.0.0",
    "playwright-core": "1.65.1",
    "vnu-jar": "26.9.27",
}
"""The packages of npm in the versions with which Collation is tested: those of its `package-lock.json`."""

Places = tuple[Path, ...]
"""Folders in whose `node_modules` packages of npm are looked for, the nearest first."""

_GRACE = 5.0  # seconds in which a tool can end by itself

# Java's own stack is too small for the schema of HTML; to compile less saves half of the time.
_JAVA = ("-Xss16m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.awt.headless=true")
_ENGLISH = ("-Duser.language=en", "-Duser.country=US", "-Dfile.encoding=UTF-8")


class UnavailableError(CollationError):
    """A tool is not there or gave no answer; the message completes `not checked, because`."""


class NotStartedError(UnavailableError):
    """The system starts no process."""


def upwards(own: Path, foreign: Path | None = None) -> Places:
    """Return where packages of npm are looked for: in a folder and in those above it.

    Args:
        own: the folder of a person's own project, or where they stand.
        foreign: a file or a folder that came from somebody else.  What lies in it, beside it or above it may have come
            with it, and is left out.
    """
    own = own.resolve()
    folders = (own, *own.parents)
    if foreign is None:
        return folders
    came = foreign.resolve()
    return tuple(folder for folder in folders if not (folder.is_relative_to(came) or came.is_relative_to(folder)))


def package(name: str, places: Places) -> Path:
    """Return the folder of a package of npm.

    Args:
        name: of the package.
        places: in whose `node_modules` it is looked for, as `upwards` gives them.

    Raises:
        UnavailableError: if it is not installed.
    """
    named = [Path(folder) for folder in os.environ.get("NODE_PATH", "").split(os.pathsep) if folder]
    for folder in (*(place / "node_modules" for place in places), *named):
        if (folder / name / "package.json").is_file():
            return folder / name
    exactly = f"{name}@{VERSIONS[name]}" if name in VERSIONS else name
    raise UnavailableError(
        f"{name} is not installed; in the folder of your own project: npm install --ignore-scripts {exactly}"
    )


def version(package: Path) -> str:
    """Return the version of a package of npm, empty where it has none."""
    try:
        about = json.loads((package / "package.json").read_text(encoding="utf-8"))
        return str(about["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def program(*names: str) -> str:
    """Return where the first of some programs is, which are names of the same.

    Raises:
        UnavailableError: if none is installed.
    """
    # One by one, for otherwise Windows looks first in the folder where the person stands, which somebody may have sent.
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(folder).is_absolute()]
    for name, folder in product(names, folders):
        if found := shutil.which(str(Path(folder) / name)):
            return found
    raise UnavailableError(f"{names[0]} is not installed")


def run(
    arguments: Sequence[str | Path], data: bytes = b"", *, accepted: Sequence[int] = (0,), limit: float | None = None
) -> bytes:
    """Run a tool on `data`, at most `limit` seconds, else `LIMIT`, and return what it prints.

    It has a home and a folder for temporary files of its own, which are removed; whatever it started ends with it, also
    when it is late or the person presses Ctrl-C.  Its words are English in any locale.

    Raises:
        NotStartedError: if it cannot be started.
        UnavailableError: if it ends with an exit code that is not accepted, or is late.
    """
    name = Path(arguments[0]).name
    limit = LIMIT if limit is None else limit
    with tempfile.TemporaryDirectory(prefix="collation-", ignore_cleanup_errors=True) as scratch:
        own = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "XDG_RUNTIME_DIR"), scratch)
        try:
            process = subprocess.Popen(
                [str(argument) for argument in arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=scratch,
                env={**os.environ, **own, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                start_new_session=True,  # a group of its own, to be ended as one
            )
        except OSError as error:
            raise NotStartedError(f"{name} cannot be started: {error.strerror}") from error
        try:
            out, words = process.communicate(data, timeout=limit)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise UnavailableError(f"{name} was not done after {limit:g} s") from error
        except BaseException:  # interrupted
            _end(process)
            raise
    if process.returncode not in accepted:
        raise UnavailableError(f"{name} failed: {_last_words(words) or f'exit code {process.returncode}'}")
    return out


def run_java(archive: Path, *arguments: str | Path, data: bytes = b"", accepted: Sequence[int] = (0,)) -> bytes:
    """Run a tool that is a Java archive, as `run` does.

    Raises:
        UnavailableError: as `run`.
    """
    return run([program("java"), *_JAVA, *_ENGLISH, "-jar", archive, *arguments], data, accepted=accepted)


def answer(printed: bytes) -> Any:
    """Return what a tool printed as JSON.

    Raises:
        UnavailableError: if it is none.
    """
    try:
        return json.loads(printed)
    except ValueError as error:
        raise UnavailableError(f"its answer cannot be read: {printed[:200]!r}") from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a tool that still runs, and all that it started: first so that it can end what has left its group."""
    try:
        _signal(process, "SIGTERM")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    finally:
        _signal(process, "SIGKILL")
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _signal(process: subprocess.Popen[bytes], name: str) -> None:
    with contextlib.suppress(OSError):  # none of the group is left
        if hasattr(os, "killpg"):
            os.killpg(process.pid, getattr(signal, name))
        else:
            process.kill()


def _last_words(words: bytes) -> str:
    """Return the line that says most of a failure: the first that names an error, else the first."""
    lines = [line.strip() for line in words.decode("utf-8", "replace").splitlines() if line.strip()]
    return next((line for line in lines if "Error" in line), lines[0] if lines else "")[:300]
