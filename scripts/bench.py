"""Print what each stage of a build of this project costs, in milliseconds: `make bench`.

Start-up and imports are timed as whole processes, the stages inside one process: first as a cold run, then as the
median of warm ones.  Compare the figures of one run with each other; machines differ.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from collation import project
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.render import document, docx, html, pdf

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5


def milliseconds(function: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    function()
    return (time.perf_counter() - start) * 1000


def report(name: str, function: Callable[[], object], runs: int = RUNS) -> None:
    """Print the first and the median time of a stage."""
    times = [milliseconds(function) for _ in range(runs + 1)]
    print(f"{name:<34}{times[0]:>9.1f}{statistics.median(times[1:]):>9.1f}")


def command(*arguments: str) -> Callable[[], object]:
    """Return a call that runs a whole process in the project."""
    return lambda: subprocess.run(arguments, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Time the parts of a build, from the interpreter to the formats."""
    flagship = project.load(ROOT)
    manuscript = read(flagship)
    prepared = document.prepare(manuscript, flagship)
    print(f"{'milliseconds':<34}{'first':>9}{'median':>9}")
    report("assemble", lambda: read(flagship))
    report("check", lambda: catalogue.run(manuscript))
    report("prepare (citeproc)", lambda: document.prepare(manuscript, flagship))
    report("render html", lambda: html.render(prepared, flagship))
    report("render docx", lambda: docx.render(prepared, flagship))
    report("render pdf", lambda: pdf.render(prepared, flagship))
    python = sys.executable
    doit = str(Path(python).with_name("doit"))
    report("process: python -c pass", command(python, "-c", "pass"))
    report("process: doit --version", command(doit, "--version"))
    command(doit)()
    report("process: doit, nothing to do", command(doit))
    report("process: collate check", command(str(Path(python).with_name("collate")), "check"))


if __name__ == "__main__":
    main()
