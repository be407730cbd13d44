"""Print what each stage of a build of this project costs, in milliseconds: `make bench`.

Start-up and imports are timed as whole processes, the stages inside one process: first as a cold run, then as the
median of warm ones.  Compare the figures of one run with each other; machines differ.

Then the catalogue of checks goes over large libraries in which nothing is wrong: `make bench` prints how often the time
of one bibtexparser parse of the same file that takes, and which checks take the most.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import library

from collation import project
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.protocol import Check
from collation.document import numbered
from collation.model import Manuscript
from collation.proof.output import read_alone
from collation.render import docx, epub, html, jats, pdf

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
SIZES = {5_000: 5, 50_000: 1}
"""Entries of the libraries, and how often each is measured."""


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


def without(paths: Iterable[Path], function: Callable[[], object]) -> Callable[[], object]:
    """Return a call that first removes some files, so that they are made anew."""
    removed = list(paths)

    def run() -> None:
        for path in removed:
            path.unlink(missing_ok=True)
        function()

    return run


def parse(text: str) -> None:
    """Parse a library by bibtexparser alone: what a check of it is measured by."""
    from bibtexparser.entrypoint import parse_string

    parse_string(text)


def measure_library(size: int, runs: int) -> list[tuple[float, str]]:
    """Print what reading and checking a library of so many entries costs; returns what each check costs."""
    with tempfile.TemporaryDirectory() as folder:
        library.write(Path(folder), size)
        own = project.load(Path(folder))
        text = own.path(own.bibliography).read_text(encoding="utf-8")
        parsed, assembled, checked = [], [], []
        for _ in range(runs):
            parsed.append(milliseconds(lambda: parse(text)))
            assembled.append(milliseconds(lambda: read(own)))
        manuscript = read(own)
        for _ in range(runs):
            checked.append(milliseconds(lambda: catalogue.run(manuscript, ignore=own.ignore)))
        times = [statistics.median(each) for each in (parsed, assembled, checked)]
        shown = "".join(f"{each:>10.0f}" for each in times)
        print(f"{size:<10}{shown}{times[2] / times[0]:>10.2f}{times[2] / size * 1000:>12.0f}")
        return sorted(((_cost(check, manuscript), check.CODE) for check in catalogue.CHECKS), reverse=True)


def _cost(check: Check, manuscript: Manuscript) -> float:
    return milliseconds(lambda: list(check.find(manuscript)))


def main() -> None:
    """Time the parts of a build, from the interpreter to the formats."""
    flagship = project.load(ROOT)
    manuscript = read(flagship)
    prepared = numbered.prepare(manuscript, flagship)
    print(f"{'milliseconds':<34}{'first':>9}{'median':>9}")
    report("assemble", lambda: read(flagship))
    report("check", lambda: catalogue.run(manuscript))
    report("prepare (citeproc)", lambda: numbered.prepare(manuscript, flagship))
    report("render html", lambda: html.render(prepared, flagship))
    report("render docx", lambda: docx.render(prepared, flagship))
    report("render jats", lambda: jats.render(prepared, flagship))
    report("render epub", lambda: epub.render(prepared, flagship))
    report("render pdf", lambda: pdf.render(prepared, flagship))
    python = sys.executable
    doit = str(Path(python).with_name("doit"))
    command(doit)()
    for format in flagship.formats:
        report(f"prove {format}", partial(read_alone, prepared, format, flagship.product(format), asked="inside"))
    report("process: python -c pass", command(python, "-c", "pass"))
    report("process: doit --version", command(doit, "--version"))
    formats = flagship.formats
    report("process: doit, all formats", without(map(flagship.product, formats), command(doit, *formats)))
    report("process: doit, the proof of them", without([flagship.certificate], command(doit, "proof")))
    report("process: doit, nothing to do", command(doit))
    report("process: collate check", command(str(Path(python).with_name("collate")), "check"))
    print(f"\n{'entries':<10}{'parse':>10}{'assemble':>10}{'check':>10}{'ratio':>10}{'µs an entry':>12}")
    for size, runs in SIZES.items():
        costs = measure_library(size, runs)
    print("the slowest checks there: " + ", ".join(f"{code} {cost:.0f}" for cost, code in costs[:8]))


if __name__ == "__main__":
    main()
