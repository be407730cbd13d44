"""The one door to YAML: a file becomes values that know where they stand, and a fault in it has a place and a help."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from collation.diagnostics import Lines, Location

_MOST_VALUES = 100_000
_LONGEST_ESCAPE = 12


@dataclass(frozen=True)
class Node:
    """One value of a YAML file and where it stands."""

    location: Location
    value: str | list[Node] | dict[str, Node] | None
    offset: int = 0
    source: str = field(default="", repr=False, compare=False)
    """The file's text, in which the value stands from `offset` to `end`."""
    end: int = 0
    names: tuple[Node, ...] = ()
    """Those of a mapping, where they stand."""

    def get(self, name: str) -> Node | None:
        """Return an entry of a mapping, or None where there is none."""
        return self.value.get(name) if isinstance(self.value, dict) else None

    @property
    def is_empty(self) -> bool:
        """Whether the author left the value out, by null or by an empty text."""
        return self.value is None or self.value == ""

    def places(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where each stretch of the value's text starts in the file; its words are as they are in `text`.

        The lines of a folded text are joined, and a quoted one has escapes: it may lie in pieces in its file.
        """
        position = self.offset
        if self.source[position : position + 1] in ("|", ">"):
            position = self.source.find("\n", position, self.end) + 1 or position
        found: list[tuple[int, int]] = []

        def note(offset: int, place: int) -> None:
            if not found or found[-1][1] - found[-1][0] != place - offset:
                found.append((offset, place))

        for word in re.finditer(r"\S+", text):
            place = self.source.find(word[0], position, self.end)
            if place != -1:
                note(word.start(), place)
                position = place + len(word[0])
                continue
            for offset, character in enumerate(word[0], start=word.start()):
                place = self.source.find(character, position, min(position + _LONGEST_ESCAPE, self.end))
                note(offset, position if place == -1 else place)
                position = position if place == -1 else place + 1
        return tuple(found) or ((0, self.offset),)


class YamlError(Exception):
    """A YAML file does not parse.

    It carries the place, what helps, and the character if there is one that YAML does not allow.
    """

    def __init__(self, location: Location, message: str, character: str = "", help: str = "") -> None:
        super().__init__(message)
        self.location = location
        self.character = character
        self.help = help


def parse(path: str, text: str) -> Node:
    """Read a YAML text; every scalar stays the text that the author wrote.

    Raises:
        YamlError: where the text is not YAML, gives one name twice, or is nested deeper than Python can follow.
    """
    try:
        return _parse(path, text)
    except RecursionError as error:
        raise YamlError(Location(path), "its values are nested too deep") from error


def values(path: str, text: str) -> Any:
    """Read a YAML text into plain values: for files that say how things look, where a place is of no use.

    Raises:
        YamlError: as `parse` does; of a value that YAML cannot make, such as a date that is none, too.
    """
    import yaml

    parse(path, text)
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - safe, in C
    except (ValueError, yaml.YAMLError) as error:
        raise YamlError(Location(path), str(error)) from error


def _parse(path: str, text: str) -> Node:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    size = 0

    lines = Lines(path, text)

    def location(mark: yaml.Mark) -> Location:
        return lines.location(min(mark.index, len(text)))  # its own lines end at more characters than an editor's

    def convert(node: yaml.Node) -> Node:
        nonlocal size
        size += 1
        place, offset, end = location(node.start_mark), node.start_mark.index, node.end_mark.index
        if size > _MOST_VALUES:  # aliases of aliases make a small file a huge one
            raise YamlError(place, "its aliases stand for too many values")
        if isinstance(node, yaml.MappingNode):
            values: dict[str, Node] = {}
            names = []
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise YamlError(location(key.start_mark), "a name must be a text")
                if key.value in values:
                    raise YamlError(location(key.start_mark), f"the name {key.value} stands twice")
                names.append(Node(location(key.start_mark), key.value, key.start_mark.index, text, key.end_mark.index))
                values[key.value] = convert(value)
            return Node(place, values, offset, text, end, tuple(names))
        if isinstance(node, yaml.SequenceNode):
            return Node(place, [convert(item) for item in node.value], offset, text, end)
        is_null = node.tag == "tag:yaml.org,2002:null"
        return Node(place, None if is_null else str(node.value), offset, text, end)

    try:
        root = yaml.compose(text, Loader=loader)
    except yaml.reader.ReaderError as error:
        # libyaml counts its position in bytes.
        character = chr(error.character)
        place = lines.location(text.index(character))
        raise YamlError(place, f"not valid YAML: the character U+{error.character:04X}", character) from error
    except yaml.MarkedYAMLError as error:
        # A quotation that nothing closes ends with the file; what helps is where it opens.
        is_open = error.context is not None and "quoted scalar" in error.context
        mark = error.context_mark if is_open else error.problem_mark
        place = location(mark) if mark else Location(path)
        problem, help = _PROBLEMS.get(error.problem or "", (error.problem, ""))
        sign = text[error.problem_mark.index : error.problem_mark.index + 1] if error.problem_mark else ""
        problem = "a tab stands before a name or a value" if sign == "\t" else str(problem).format(sign=sign)
        raise YamlError(place, f"not valid YAML: {problem}", help=help) from error
    return convert(root) if root is not None else Node(Location(path), {})


_QUOTE = 'write the whole value in quotes: "…"'
_PROBLEMS = {
    "found character that cannot start any token": ("no value can start with {sign}", _QUOTE),
    "mapping values are not allowed in this context": (
        "a value has a colon and a space in it",
        f"{_QUOTE}; or, if a name stands here, begin its line where the line before begins",
    ),
    "found undefined alias": ("a value that starts with * is a name of YAML's own", _QUOTE),
    "block sequence entries are not allowed in this context": (
        "a value cannot start with a hyphen and a space",
        _QUOTE,
    ),
    "did not find expected ',' or '}'": (
        "a comma or a closing }} is missing before this place",
        "write it; a value with a comma, a colon or a bracket in it must stand in quotes",
    ),
    "did not find expected ',' or ']'": (
        "a comma or a closing ] is missing before this place",
        "write it; a value with a comma, a colon or a bracket in it must stand in quotes",
    ),
    "found unexpected end of stream": ("the quotation that opens here is never closed", "close it by the same quote"),
}
"""What libyaml finds wrong, in the words of the one who wrote it, and what helps."""
