"""docs/checks.md from the checks' own docstrings: `python -m collation.check.documentation [FILE]`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from collation.check.catalogue import CHECKS
from collation.check.explain import BASE, ExampleFile, Explanation, explain
from collation.project import replace_file

_HEAD = """\
# Checks

Written by `make docs` from the docstrings in `src/collation/check/`; do not edit it here.

An error stops the build before anything is rendered, a warning and a note do not. A project ignores a check, or gives
it another severity, in its settings:

```toml
[tool.collation]
ignore = ["uncited-entry"]
severity = {missing-statement = "warning"}
```

A check that cannot be ignored finds what cannot be printed: past it nobody could say which work a number means, or
where a link leads. Each check has an example that fails and one that passes, and the tests run both. An example shows
only the files in which it differs from this project, in which nothing is wrong; a picture such as ␍ or ␂ stands for
the control character:

"""
_LANGUAGES = {".md": "markdown", ".yaml": "yaml", ".bib": "bibtex", ".svg": "xml"}


def document() -> str:
    """Return the whole of docs/checks.md."""
    explanations = [explain(check) for check in CHECKS]
    table = ["| check | severity | finds |", "|---|---|---|"]
    table.extend(f"| [{item.code}](#{item.code}) | {item.standing} | {item.summary} |" for item in explanations)
    base = _files(ExampleFile(path, text) for path, text in BASE.items())
    return _HEAD + base + "\n".join(table) + "\n\n" + "\n".join(map(_section, explanations))


def _section(item: Explanation) -> str:
    return (
        f"## {item.code}\n\n*{item.standing}*\n\n{item.summary} {item.why}\n\n"
        + (f"Basis: {item.basis}\n\n" if item.basis else "")
        + f"Fails:\n\n{_files(item.fails)}Passes:\n\n{_files(item.passes)}".rstrip("\n")
        + "\n"
    )


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
