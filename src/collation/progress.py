"""The one door to doit's inner parts: what a person sees of a build, and how a task ends that cannot be done."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from doit.dependency import DatabaseException, JsonDB
from doit.exceptions import BaseFail, TaskError, TaskFailed, UnmetDependency
from doit.reporter import ConsoleReporter

from collation.diagnostics import FAILURES, reason, show
from collation.project import replace_file

INTERRUPTED = "interrupted; nothing was left half-written\n"


def action(function: Callable[..., object], *arguments: object) -> Callable[[], object]:
    """Make a doit action of one of our verbs; what it cannot do it says in a sentence, without a traceback."""
    stream = sys.stderr  # doit puts its own in this place while an action runs

    def run() -> object:
        try:
            is_clean = function(*arguments) is not False
        except FAILURES as error:
            show(stream, f"error: {reason(error)}\n")
            return TaskError(reason(error), report=False)
        except KeyboardInterrupt:
            show(stream, INTERRUPTED)
            raise SystemExit(130) from None
        return None if is_clean else TaskFailed("findings", report=False)

    return run


def still(function: Callable[..., bool], *arguments: object) -> Callable[..., bool]:
    """Make a condition under which a task has nothing to do: doit asks when the tasks before it are done."""

    def ask(*_: object) -> bool:
        return function(*arguments)

    return ask


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Ctrl-C between two tasks reaches doit itself, which has no word for it."""
    if issubclass(kind, KeyboardInterrupt):
        os.write(2, INTERRUPTED.encode())  # past doit's own stand-in for stderr, which the signal may have broken into
    else:
        sys.__excepthook__(kind, error, trace)


def settings(tasks: Iterable[str]) -> dict[str, Any]:
    """Return what a dodo.py tells doit: the tasks made by default, in that order, and how doit lists and shows them."""
    sys.excepthook = _hook
    made = list(tasks)
    if "proof" not in made:
        show(
            sys.stderr,
            "note: this dodo.py is of an earlier Collation and proves nothing of what it builds; `collate new DIR` "
            "writes one that does, to take its place\n",
        )
    return {
        "default_tasks": made,
        "reporter": Reporter,
        "backend": "json",
        "dep_file": ".doit.db",  # beside dodo.py: inside out/ it would be lost with it
        "sort": "definition",
        "verbosity": 2,
    }


class Record(JsonDB):  # type: ignore[misc]  # doit is not typed
    """What doit knows of the last run.  It can always be made again, so that no damage to it stops a build."""

    def _load(self) -> Any:
        try:
            return super()._load()
        except (DatabaseException, OSError):
            return {}

    def dump(self) -> None:
        """Write the record whole or not at all; without it the next run only does more."""
        try:
            replace_file(Path(self.name).resolve(), self.codec.encode(self._db).encode())
        except OSError as error:
            show(sys.stderr, f"error: {reason(error)}; the next build will start from the beginning\n")


class Reporter(ConsoleReporter):  # type: ignore[misc]  # doit is not typed
    """Says which task is running and how long it took; in CI, and in a pipe, only how long it took."""

    desc = "what is running and how long it took"

    def __init__(self, outstream: TextIO, options: dict[str, Any]) -> None:
        super().__init__(outstream, options)
        self._started = 0.0
        self._is_terminal = outstream.isatty()

    def write(self, text: str) -> None:
        """Write in whatever encoding the stream has."""
        show(self.outstream, text)

    def execute_task(self, task: Any) -> None:
        """Show a task that starts; the line is written over when it ends."""
        self._started = time.perf_counter()
        if self._is_terminal and task.actions:
            self.write(f"   {task.name} …\r")

    def add_success(self, task: Any) -> None:
        """Show a task that was done, with its time and its product."""
        if task.actions:
            took = time.perf_counter() - self._started
            product = ", ".join(_relative(target) for target in task.targets)
            self.write(f"{task.name:<10} {took:5.2f} s  {product}\n")

    def skip_uptodate(self, task: Any) -> None:
        """Say nothing of a task that has nothing to do, but to a person who waits for it."""
        if self._is_terminal:
            self.write(f"{task.name:<10} up to date\n")

    def add_failure(self, task: Any, fail: BaseFail) -> None:
        """Show a task that could not be done, without a word more where `action` has said why."""
        if isinstance(fail, UnmetDependency):
            return
        if fail.report:
            super().add_failure(task, fail)
        else:
            self.write(f"{task.name:<10} failed\n")


def _relative(target: str) -> str:
    path = Path(target)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
