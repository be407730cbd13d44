"""The nouns of a journal's profile: what a journal asks for, who says so, and when that was looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from collation.diagnostics import Location, Severity

Unit = Literal["字", "words", "characters", "", "years", "dpi", "px", "mm", "MB"]
"""What a limit counts; "" counts things.

字 are what Word's 字数 counts: each Han character, each mark of Chinese punctuation, each Latin word and each number.
"""


@dataclass(frozen=True)
class Source:
    """Where it is written what a journal asks for.

    Attributes:
        identifier: by which a profile names it.
        title: what it is: instructions for authors, a published article, a standard.
        address: where it can be read; "" where it is not public.
        checked: the day on which it was looked at, as `2026-01-31`; "" where nobody did: then it is from memory, and
            what rests on it is shown as not verified and stops nothing.
        seen: how much of it was seen, where that was not all.
    """

    identifier: str
    title: str
    address: str = ""
    checked: str = ""
    seen: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether somebody looked at it."""
        return bool(self.checked)


@dataclass(frozen=True)
class Limit:
    """The least and the most of something; None where there is no limit on that side."""

    at_least: float | None = None
    at_most: float | None = None
    unit: Unit = ""

    def holds(self, amount: float) -> bool:
        """Whether an amount keeps within it."""
        is_enough = self.at_least is None or amount >= self.at_least
        return is_enough and (self.at_most is None or amount <= self.at_most)


@dataclass(frozen=True)
class EtAl:
    """How many authors a reference list item names: all up to a number of them, of more only the first."""

    up_to: int
    first: int


Asked = str | bool | float | tuple[str, ...] | Limit | EtAl
"""What a journal asks for in one respect."""


@dataclass(frozen=True)
class Requirement:
    """What a journal asks for in one respect.

    Attributes:
        name: of the field of the schema, as `title.length-zh`.
        asked: what is asked for; None where nobody knows yet: it is shown as not verified, and is no failure.
        source: who says so; None where `asked` is None.
        severity: of a manuscript that does not keep it.
        location: where the profile says it.
        note: what a person should know besides.
    """

    name: str
    asked: Asked | None
    source: Source | None
    severity: Severity
    location: Location
    note: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether it is known, and was looked up."""
        return self.asked is not None and self.source is not None and self.source.is_verified


@dataclass(frozen=True)
class Profile:
    """What one journal asks for, for one type of article.

    Attributes:
        identifier: the name of its file, by which the command knows it.
        path: of its file, as a person should see it.
        title: the journal's own name.
        version: counts the changes of what it asks for; a package says with which it was made.
        sources: by their identifiers.
        requirements: by the names of the fields; a field that the profile does not have is not there.
        article_type: for which type of article it is; "" for all that have no words of their own.
        article_types: the types for which it has such.
    """

    identifier: str
    path: str
    title: str
    version: int
    sources: Mapping[str, Source]
    requirements: Mapping[str, Requirement]
    article_type: str = ""
    article_types: tuple[str, ...] = field(default=())

    def requirement(self, name: str) -> Requirement | None:
        """Return what the journal asks for in one respect; None where it is not known."""
        found = self.requirements.get(name)
        return found if found is not None and found.asked is not None else None

    def text(self, name: str, default: str = "") -> str:
        """Return a requirement that is one word."""
        found = self.requirement(name)
        return found.asked if found is not None and isinstance(found.asked, str) else default

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a requirement that is a list of words."""
        found = self.requirement(name)
        return found.asked if found is not None and isinstance(found.asked, tuple) else ()

    def number(self, name: str) -> float | None:
        """Return a requirement that is one number; None where it is not known."""
        found = self.requirement(name)
        return found.asked if found is not None and type(found.asked) is float else None
