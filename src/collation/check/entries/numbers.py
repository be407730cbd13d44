"""The numbers in a field of ISSNs, ISBNs or ISMNs, one by one, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from collation.identifiers import digits

LONGEST = 500
"""How many characters a value can have; a longer one is some other text."""

STANDARDS: dict[str, tuple[str, tuple[int, ...]]] = {
    "issn": ("ISSN", (8,)), "eissn": ("ISSN", (8,)), "issn-l": ("ISSN", (8,)), "issnl": ("ISSN", (8,)),
    "isbn": ("ISBN", (10, 13)), "eisbn": ("ISBN", (10, 13)), "ismn": ("ISMN", (10, 13)),
}  # fmt: skip
"""The fields that hold such numbers: the name of the standard, and how many digits its numbers have."""

_RUN = re.compile(r"(?:\bM[ \u2010-\u2015\u2212-]?)?[0-9](?:[0-9Xx]|[\s\u2010-\u2015\u2212-]+(?=[0-9Xx]))*")

_LABEL = re.compile(r"isbn[- ]?1[03]\b", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """A number as written, where in the value it stands, and its digits alone."""

    start: int
    end: int
    text: str

    @property
    def compact(self) -> str:
        """Its digits, with X or M, without spaces and dashes."""
        return digits(self.text)


@lru_cache(maxsize=16384)  # the same journals come again and again
def numbers(value: str, lengths: tuple[int, ...]) -> tuple[Number, ...]:
    """Return each number of a value; where several stand beside each other they are parted by their lengths."""
    return tuple(_numbers(value, lengths))


def _numbers(value: str, lengths: tuple[int, ...]) -> Iterator[Number]:
    value = _LABEL.sub(lambda label: "#" * len(label[0]), value[:LONGEST])
    for run in _RUN.finditer(value):
        if len(digits(run[0])) in lengths:
            yield Number(run.start(), run.end(), run[0])
            continue
        start = end = run.start()
        for piece in re.finditer(r"\S+", run[0]):
            end = run.start() + piece.end()
            text = value[start:end].strip()
            wanted = 13 if 13 in lengths and digits(text).startswith(("978", "979")) else min(lengths)
            if len(digits(text)) >= wanted:
                yield _number(value, start, end)
                start = end
        if value[start:end].strip():
            yield _number(value, start, end)


def _number(value: str, start: int, end: int) -> Number:
    text = value[start:end]
    start += len(text) - len(text.lstrip())
    return Number(start, end, value[start:end])
