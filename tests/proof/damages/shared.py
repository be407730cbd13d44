"""What ways of damaging have in common, whatever the format: to find what is to be damaged, and to change trees of tags."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from . import NotHereError

T = TypeVar("T")
Node = Any
"""An element of lxml."""

Change = Callable[[Node], None]
"""What is to be done to the root of a tree."""


def middle(found: Sequence[T]) -> T:
    """Return what stands in the middle; NotHereError where nothing is."""
    if not found:
        raise NotHereError("anything")
    return found[len(found) // 2]


def first_that_can(found: Iterable[T], change: Callable[[T], object]) -> None:
    """Change the first that can be changed; NotHereError where none can."""
    for item in found:
        try:
            change(item)
        except NotHereError:
            continue
        return
    raise NotHereError("what can be changed")


def another_digit(found: str) -> str:
    """Return another number that differs in its last digit."""
    last = str((int(found[-1]) + 3) % 9 + 1)
    return found[:-1] + last if found[-1] != last else "8"


def a_marker(
    markers: Iterable[T], text_of: Callable[[T], str], numbers: Callable[[T], list[Any]], *, is_range: bool
) -> T:
    """Return a marker from the middle: one of one number, or of one range."""
    return middle([one for one in markers if ("-" in text_of(one)) == is_range and len(numbers(one)) == 1 + is_range])


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the files of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


# --- trees of tags ----------------------------------------------------------------------------------------------------


def every(root: Node, path: str, *, at_least: int = 1, names: Mapping[str, str] | None = None) -> list[Node]:
    """Return everything at a path; NotHereError where that is not enough."""
    found = list(root.xpath(path, namespaces=names))
    if len(found) < at_least:
        raise NotHereError(path)
    return found


def one(root: Node, path: str, *, names: Mapping[str, str] | None = None) -> Node:
    """Return what stands in the middle of everything at a path."""
    return middle(every(root, path, names=names))


def texts(element: Node) -> Iterator[tuple[Node, str, str]]:
    """Yield the texts below an element: whose they are, as what, and their characters."""
    if element.text:
        yield element, "text", element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from texts(child)
        if child.tail:
            yield child, "tail", child.tail


def substitute(element: Node, pattern: str, new: str) -> None:
    """Change the first stretch of text below an element that fits a pattern."""
    for owner, place, text in texts(element):
        changed = re.sub(pattern, new, text, count=1)
        if changed != text:
            setattr(owner, place, changed)
            return
    raise NotHereError(pattern)


def substitute_first(root: Node, path: str, pattern: str, new: str) -> None:
    """Change the first stretch of text that fits a pattern, in whichever element at a path has one."""
    first_that_can(every(root, path), lambda element: substitute(element, pattern, new))


def remove(element: Node) -> None:
    """Take an element out; the text behind it stays."""
    before, tail = element.getprevious(), element.tail or ""
    if before is None:
        element.getparent().text = (element.getparent().text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    element.getparent().remove(element)


def swap(first: Node, second: Node) -> None:
    """Change two elements for each other; the texts behind them stay."""
    first.tail, second.tail = second.tail, first.tail
    parent, place = second.getparent(), second.getparent().index(second)
    first.getparent().replace(first, deepcopy(second))
    parent.remove(second)
    parent.insert(place, first)


def double(element: Node) -> None:
    """Put an element in once more, behind itself and without its identifiers."""
    copy = deepcopy(element)
    for identified in copy.xpath("self::*[@id] | .//*[@id]"):
        del identified.attrib["id"]
    element.addnext(copy)


def to_the_end(element: Node) -> None:
    """Move an element behind all else that is in its parent."""
    parent = element.getparent()
    remove(element)
    parent.append(element)


def say_instead(element: Node, words: str) -> None:
    """Put words in the place of all that is in an element."""
    while len(element):
        element.remove(element[0])
    element.text = words


def drop(path: str) -> Change:
    return lambda root: remove(one(root, path))


def drop_first(path: str) -> Change:
    return lambda root: remove(every(root, path)[0])


def twice(path: str) -> Change:
    return lambda root: double(one(root, path))


def in_place(path: str, pattern: str, new: str) -> Change:
    return lambda root: substitute_first(root, path, pattern, new)
