"""docs/checks.md from the checks' own docstrings: `python -m collation.check.documentation [FILE]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.explain import BASE, ExampleFile, Explanation, explain, project_files
from collation.check.families import FAMILIES
from collation.project import load, replace_file

_HEAD = """\
# Checks

Written by `make docs` from the docstrings in `src/collation/check/`; do not edit it here.

An error stops the build before anything is rendered, a warning and a note do not. A project ignores a check or a
family, gives it another severity, or waives one finding with a reason: see [settings.md](settings.md). A check that
cannot be ignored finds what cannot be printed: past it nobody could say which work a number means, or where a link
leads. `collate explain NAME` shows a check or a family in the terminal.

*Fix* says whether a check can mend what it finds: a **safe** fix keeps the meaning and may be made unseen, an **offer**
is for a person to accept. Each check has an example that fails and one that passes, and the tests run both; the word
for the fix is what the failing example was given. An example shows only the files in which it differs from this
project, in which nothing is wrong; a picture such as ␍ or ␂ stands for the control character:

"""
_LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".bib": "bibtex", ".svg": "xml", ".toml": "toml"}


def document() -> str:
    """Return the whole of docs/checks.md."""
    base = _files(ExampleFile(path, text) for path, text in BASE.items())
    families = {name: tuple(map(explain, checks)) for name, checks in FAMILIES.items() if checks}
    fixes = {item.code: fix(item) for items in families.values() for item in items}
    contents = [_contents(family, items, fixes) for family, items in families.items()]
    sections = [_section(item, fixes[item.code]) for items in families.values() for item in items]
    return _HEAD + base + "\n".join(contents) + "\n" + "\n".join(sections)


def fix(item: Explanation) -> str:
    """Return how the finding of a check's failing example can be mended: `safe`, `offer`, or "" where a person must."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in project_files(item.fails).items():
            if content is not None:
                replace_file(folder / path, content)
        project = load(folder)
        report = examine(read(project), project)
    fixes = [found.fix for found in report.diagnostics if found.code == item.code and found.fix]
    return ("safe" if fixes[0].is_safe else "offer") if fixes else ""


def _contents(family: str, items: Iterable[Explanation], fixes: dict[str, str]) -> str:
    rows = [
        f"| [{item.code}](#{item.code}) | {item.standing} | {fixes[item.code]} | {item.summary} |" for item in items
    ]
    return "\n".join((f"## {family}\n", "| check | severity | fix | finds |", "|---|---|---|---|", *rows)) + "\n"


def _section(item: Explanation, mends: str) -> str:
    standing = f"{item.standing}; {_FIXES[mends]}" if mends else item.standing
    return (
        f"### {item.code}\n\n*{standing}*\n\n{item.summary} {item.why}\n\n"
        f"Basis: {item.basis}\n\n"
        + (f"{item.limits[0].upper()}{item.limits[1:]}.\n\n" if item.limits else "")
        + f"Fails:\n\n{_files(item.fails)}Passes:\n\n{_files(item.passes)}".rstrip("\n")
        + "\n"
    )


_FIXES = {"safe": "safe fix", "offer": "offers a fix"}


def _files(example: Iterable[ExampleFile]) -> str:
    """Write files as Markdown: the path of each, and its text in a fence."""
    shown = []
    for file in example:
        shown.append(f"`{file.path}`{file.note}\n\n")
        if file.text is not None:
            shown.append(f"```{_LANGUAGES[Path(file.path).suffix]}\n{file.text}```\n\n")
    return "".join(shown)


def main(arguments: Sequence[str]) -> None:
    """Write the document to the file that is named, or to the standard output."""
    text = document().encode()
    if arguments:
        replace_file(Path(arguments[0]), text)
    else:
        sys.stdout.buffer.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
