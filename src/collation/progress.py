"""The one door to doit's inner parts: what a person sees of a build, and how a task ends that cannot be done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any, TextIO

from doit.exceptions import BaseFail, TaskFailed, UnmetDependency
from doit.reporter import ConsoleReporter

from collation.diagnostics import CollationError


def action(function: Callable[..., object], *arguments: object) -> Callable[[], object]:
    """Make a doit action of one of our verbs; what it cannot do it says in a sentence, without a traceback."""

    def run() -> object:
        try:
            result = function(*arguments)
        except CollationError as error:
            sys.stderr.write(f"error: {error}\n")
            return TaskFailed(str(error), report=False)
        except OSError as error:
            sys.stderr.write(f"error: {error.filename or 'the disk'}: {error.strerror or error}\n")
            return TaskFailed(str(error), report=False)
        return TaskFailed("findings", report=False) if result is False else None

    return run


class Reporter(ConsoleReporter):  # type: ignore[misc]  # doit is not typed
    """Says which task is running and how long it took; in CI, and in a pipe, only how long it took."""

    desc = "what is running and how long it took"

    def __init__(self, outstream: TextIO, options: dict[str, Any]) -> None:
        super().__init__(outstream, options)
        self._started = 0.0
        self._is_terminal = outstream.isatty()

    def execute_task(self, task: Any) -> None:
        """Show a task that starts; the line is written over when it ends."""
        self._started = time.perf_counter()
        if self._is_terminal and task.actions:
            self.write(f"   {task.name} …\r")
            self.outstream.flush()

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
        """Show a task that could not be done; its own message has been written."""
        if isinstance(fail, UnmetDependency):
            return
        if isinstance(fail, TaskFailed):
            self.write(f"{task.name:<10} failed\n")
        else:
            super().add_failure(task, fail)


def _relative(target: str) -> str:
    from pathlib import Path

    path = Path(target)
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
