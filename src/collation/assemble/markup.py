"""What the readers of Markdown share: lines with their places, attributes, and the hiding of what is no prose.

What is hidden keeps its length, so that a place in the reader's copy is a place in the author's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from collation.model import HIDDEN

ESCAPED_OPENING, ESCAPED_CLOSING = "\1", "\2"
"""Stand for a bracket after a backslash, which the author wants printed: it opens no citation and no link."""

ATTRIBUTES = (
    r"\{\s*(?:(?:\#[\w:.-]+|\.[^\W\d_][\w:.-]*|-|"
    r"[^\W\d_][\w:.-]*=(?:\"[^\"]*\"|'[^']*'|[^\s}\"']*))\s*)*\}"
)
"""The attributes of a heading, a span or a caption, as a pattern: `{#fig-name .class width=50%}`."""

KEY = r"(?:\{([^{}\s]+)\}|((?:[^\W_]|[_*])(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*))"
"""What follows the `@` of a citation, as a pattern: its citekey, in braces or as it stands."""

# What joins typed numbers stands as it is: a range is written `[2\~4]` where pandoc shall see no subscript.
_ESCAPED = {
    **dict.fromkeys("[［【〔", ESCAPED_OPENING),
    **dict.fromkeys("]］】〕", ESCAPED_CLOSING),
    **{joining: joining for joining in "~-–—,"},
}
_MOST_TICKS = 40
"""No code is fenced by more backticks in a line; a hostile file's row of them is not read from each one to its end."""

_INLINE = re.compile(
    rf"""
    (?P<key>(?<![\w.])@{KEY})
  | (?P<escape>\\(?:[^\w\n]|_))
  | (?P<code>
      (?P<ticks>`{{1,{_MOST_TICKS}}}+)(?!`)(?:[^`]|(?!(?P=ticks)(?!`))`++)+?(?P=ticks)(?!`)(?P<ending>\{{[^{{}}\n]*\}})?
    )
  | (?P<formula>\$\$[\s\S]+?\$\$|\$(?!\s)(?:\\[\s\S]|[^\\$\s]|\s++(?!\$))++\$(?!\d))
  | <[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>
  | <[^\s<>@]+@[^\s<>@]+>
  | (?P<tag>
      </?[A-Za-z][\w:-]*(?:\s++[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>
    | <\?[^<>]*\?>
    )
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(
    r"""
    ^\ {0,3}(?P<fence>`{3,}|~{3,})[^`\n]*\n(?:[\s\S]*?\n)??\ {0,3}(?P=fence)[`~]*[ \t]*$
  | (?P<ticks>`++)(?:(?!\n[ \t]*\n)[^`]|(?!(?P=ticks)(?!`))`++)+?(?P=ticks)(?!`)
  | \\[^\w\s]
  | (?P<comment><!--[\s\S]*?-->)
    """,
    re.VERBOSE | re.MULTILINE,
)
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_DASHES = re.compile(r" {0,3}-+(?:[ \t]+-+)*[ \t]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or what is left of it once a list or a quote has taken its marker, and where that starts in the file."""

    start: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but space in it."""
        return not self.text.strip(" \t")

    @property
    def is_indented(self) -> bool:
        """Whether it stands so far to the right that it is code, where code can stand."""
        return self.text.startswith(("    ", "\t"))

    @property
    def is_dashes(self) -> bool:
        """Whether it is a rule of a simple or multiline table."""
        return _DASHES.fullmatch(self.text) is not None

    def cut(self, first: int, last: int | None = None) -> Line:
        """Return a part of the line."""
        return Line(self.start + first, self.text[first:last])

    def stripped(self) -> Line:
        """Return the line without the space around it."""
        text = self.text.lstrip(" \t")
        return Line(self.start + len(self.text) - len(text), text.rstrip(" \t"))

    def unindented(self, width: int) -> Line | None:
        """Return the line without so many columns of indentation, or None where it has fewer."""
        column = first = 0
        while column < width and self.text[first : first + 1] in (" ", "\t"):
            column += 4 - column % 4 if self.text[first] == "\t" else 1
            first += 1
        return self.cut(first) if column >= width else None


class Stretch(list[Line]):
    """Lines that are read together: those of a file, or those that a list item, a quote or a note holds."""

    def at(self, index: int) -> Line:
        """Return a line; beyond the end all lines are blank."""
        return self[index] if index < len(self) else Line(0, "")

    def skip_blank(self, index: int) -> int:
        """Return the first line from here that is not blank."""
        while index < len(self) and self[index].is_blank:
            index += 1
        return index

    @cached_property
    def fence_ends(self) -> list[tuple[int, str, int]]:
        """The lines that can close fenced code, each with the character of its fence and how many there are."""
        matches = ((index, _FENCE_END.fullmatch(line.text)) for index, line in enumerate(self))
        return [(index, match[1][0], len(match[1])) for index, match in matches if match]

    @cached_property
    def last_table_end(self) -> int:
        """The last line that can end a multiline table; where it lies behind, no search for one is worth its time."""
        ends = (index for index, line in enumerate(self) if line.is_dashes and self.at(index + 1).is_blank)
        return max(ends, default=-1)


def split(text: str) -> Stretch:
    """Split a text into its lines."""
    lines = Stretch()
    start = 0
    for line in text.split("\n"):
        lines.append(Line(start, line))
        start += len(line) + 1
    return lines


def hide(text: str) -> str:
    """Hide the code, math, tags and addresses of running text, and what stands after a backslash."""

    def hidden(found: re.Match[str]) -> str:
        if found["key"]:  # a citekey may hold the marks of code, math and tags
            return found[0]
        if found["escape"]:
            return HIDDEN + _ESCAPED.get(found["escape"][1], HIDDEN)
        return re.sub(r"[^\n]", HIDDEN, found[0])

    return _INLINE.sub(hidden, text)


def hidden(text: str) -> Iterator[re.Match[str]]:
    """Yield the code, formulas and tags of running text; the name of its last group says which of them one is."""
    return (found for found in _INLINE.finditer(text) if found.lastgroup in ("code", "formula", "tag"))


def hide_comments(text: str) -> str:
    """Hide the comments of a whole text, which may hold anything and stand anywhere but in code."""
    # What follows the last end of a comment is none: a file of openings alone must not cost a search for each.
    end = text.rfind("-->") + len("-->")

    def hidden(found: re.Match[str]) -> str:
        return HIDDEN * len(found[0]) if found["comment"] else found[0]

    return _COMMENT.sub(hidden, text[:end]) + text[end:] if "<!--" in text[:end] else text
