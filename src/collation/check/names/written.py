"""The names of an entry's authors and editors as they are written, each at its place in the field.

The parts are BibTeX's own: names are parted by `and` outside braces, in any case and over line ends; a name in braces
of its own is a corporate author.  `assemble.names` reads the same names; here is what that reading does not keep, the
place of each, and the text before LaTeX is resolved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from collation.check.names.pinyin import KOREAN_SURNAMES, NOWHERE_GIVEN
from collation.diagnostics import Edit, Fix, Location
from collation.model import BibliographyEntry, Field, Manuscript

NAME_FIELDS = ("author", "editor")

MARK = re.compile(
    r"(?:\\textsuperscript\{[^{}]*\}|\$\^?\{?[^${}]*\}?\$|\\(?:dag|ddag|S|P)\b|(?<!\\)\^\{?[\w,*]+\}?|@[\w.-]*|[0-9０-９]+(?:[,，][0-9*]+)*|"
    r"[²³¹⁰-⁹₀-₉①-⑳*†‡§¶＊✉])+"
)
"""What is no part of a name: digits, marks of affiliation, an e-mail's address from its `@`."""

_ORDINAL = re.compile(r"(?<!\S)[2-4](?:nd|rd|th)(?!\w)", re.IGNORECASE)

# `Family, Given` in Latin letters, or two or three Chinese characters: no braces, digits, capitals in a row, degrees,
# nor the words of a body.  The quantifiers are possessive, so that no value takes long.
_CAPITAL, _SMALL = "[A-ZÀ-ÖØ-ÞŁŚŞŠŽĆČĐ]", "[a-zß-öø-ÿāăąćčďđēęěğīıłńňōőřśşšţťūůűźżžțș]"
_WORD = rf"{_CAPITAL}(?:['’]{_CAPITAL})?+{_SMALL}++(?:[-'’]{_CAPITAL}?+{_SMALL}++|{_CAPITAL}{_SMALL}++)*+(?![\w.])"
_NO_BODY = (
    r"(?!Organi|Assoc|Societ|Commit|Consort|Collab|Instit|Minist|Depart|Feder|Found|Agenc|Admin|Commis|Univers|Cent(?:er|re)|Hosp|"
    r"Group|Invest|Initia|Task|Work|Labor|Bureau|Secret|Progr|Colleg|Acad|Counc|Netw|Panel|Allian|Inc|Ltd|Gmb|Llc|Trial|"
    r"United|Health|Gesell|Prof|Dr|Mrs?\b|Ms|[JS]n?r\b|Anon|Phd|Msc|And\b)"
)
_PARTICLE = "(?:(?:van|von|der|den|de|la|del|di|da|dos|du|le|ter|ten|el|al)[ -])"
_GIVEN_WORD = rf"(?:{_CAPITAL}\.(?:[- ]?{_CAPITAL}\.)*+|{_NO_BODY}{_WORD}|{_CAPITAL}(?!\w))"
_LATIN = (  # two surnames and one given name; `John Smith, Mary Brown` may be two persons
    rf"{_PARTICLE}*+{_NO_BODY}{_WORD}(?:, {_GIVEN_WORD}(?: {_GIVEN_WORD})*+| {_NO_BODY}{_WORD}, {_GIVEN_WORD})"
)
_CHINESE = r"(?![无佚])[\u4e00-\u9fff]{1,2}(?![等人编译著士授师任生员])[\u4e00-\u9fff](?![^\s])"
_BRACED = r"\{(?!Anon|No |Un|Others|Et )[A-Z][\w'’&-]*+(?: [\w'’&-]++)++\}"
_NAME = rf"(?:{_LATIN}|{_CHINESE}|{_BRACED}(?:, {_GIVEN_WORD}(?: {_GIVEN_WORD})*+)?+)"
EXCHANGED = re.compile(rf", (?:{'|'.join(sorted(name.title() for name in NOWHERE_GIVEN | KOREAN_SURNAMES))})(?= |$)")
"""A surname where the given name is expected."""
_ORDINARY = re.compile(rf"{_NAME}(?:\s+and\s+{_NAME})*+(?:\s+and\s+others)?+")

_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_EDGE = (
    ",~ \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005"
    "\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f"
    "\u205f\u3000"
)
_NOTHING = re.compile(r"[{} \s]*")


@dataclass(frozen=True)
class Span:
    """A stretch of a field's value: its text and where it starts, in characters of the value from 0."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in the value."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class WrittenName:
    """One name of a field.

    Attributes:
        entry: whose author or editor it is.
        field: where it stands.
        index: which name of the field it is, from 0.
        text: its characters, white space and commas at its ends left out.
        start: where it starts, in characters of the field's value from 0.
        bare: its characters with all that stands inside braces hidden, so that a comma in it is one that BibTeX sees.
    """

    entry: BibliographyEntry
    field: Field
    index: int
    text: str
    start: int
    bare: str

    @property
    def end(self) -> int:
        """Where it ends in the field's value."""
        return self.start + len(self.text)

    @property
    def is_corporate(self) -> bool:
        """Whether it stands in braces of its own, and so is printed as it is."""
        return self.text[0] == "{" and self.bare.replace("\0", "") == "{}"

    @property
    def has_mark(self) -> bool:
        """Whether a mark stands in it that is no part of a name, the digit of `3rd` left out."""
        return has_mark(self.bare)

    @cached_property
    def parts(self) -> tuple[Span, ...]:
        """What the commas outside braces part: `Family, Given` or `Family, Suffix, Given`."""
        return tuple(self._split(","))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """What white space outside braces parts."""
        return tuple(
            Span(self.text[found.start() : found.end()], self.start + found.start())
            for found in re.finditer(r"[^\s~]+", self.bare)
        )

    def _split(self, separator: str) -> Iterator[Span]:
        offset = 0
        for piece in self.bare.split(separator):
            text = self.text[offset : offset + len(piece)]
            stripped = text.strip()
            yield Span(stripped, self.start + offset + len(text) - len(text.lstrip()))
            offset += len(piece) + 1


def fields(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field]]:
    """Yield each field of names in which something may be wrong, with its entry."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name in NAME_FIELDS and field.value.strip() and not is_ordinary(field.value):
                yield entry, field


@lru_cache(maxsize=1 << 16)
def is_ordinary(value: str) -> bool:
    """Return whether every name of a field is in a form that no check has anything against.

    Nearly all are; the checks look closely only at the others, so that a library of any size costs little.
    """
    return _ORDINARY.fullmatch(value) is not None and EXCHANGED.search(value) is None


def names(entry: BibliographyEntry, field: Field) -> Iterator[WrittenName]:
    """Yield the names of a field in their order."""
    for index, (text, start, bare) in enumerate(split(field.value)):
        yield WrittenName(entry, field, index, text, start, bare)


@lru_cache(maxsize=1 << 16)
def split(value: str) -> tuple[tuple[str, int, str], ...]:
    """Split a field's value into names: of each its text, where it starts, and its text with braced text hidden."""
    bare = hide_braced(value)
    found = []
    for start, end in pieces(bare):
        left = len(bare[start:end]) - len(bare[start:end].lstrip(_EDGE))
        right = len(bare[start:end].rstrip(_EDGE))
        if right > left and not _NOTHING.fullmatch(value, start + left, start + right):
            found.append((value[start + left : start + right], start + left, bare[start + left : start + right]))
    return tuple(found)


def pieces(bare: str) -> Iterator[tuple[int, int]]:
    """Yield where each stretch between two `and` starts and ends, empty ones too."""
    start = len(bare) - len(bare.lstrip())
    end = len(bare.rstrip())
    for found in _AND.finditer(bare, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def has_mark(text: str) -> bool:
    """Return whether a mark stands in a text that is no part of a name, the digit of `3rd` left out."""
    return MARK.search(text) is not None and MARK.search(_ORDINAL.sub("", text)) is not None


def hide_braced(value: str) -> str:
    """Return a text of the same length in which every character inside braces is NUL; the outer braces stay."""
    if "{" not in value:
        return value
    shown = []
    depth = 0
    for character in value:
        depth -= character == "}" and depth > 0
        shown.append("\0" if depth else character)
        depth += character == "{"
    return "".join(shown)


def location(manuscript: Manuscript, field: Field, start: int, end: int) -> Location:
    """Return where a stretch of a field's value stands; of a value that is put together, where the value stands."""
    if not field.is_single or field.strings:
        return field.location
    return manuscript.locate(manuscript.bibliography.path, field.inner_start + start, end - start)


def replacement(manuscript: Manuscript, field: Field, start: int, end: int, text: str, *, is_safe: bool) -> Fix | None:
    """Return the fix that writes a text in place of a stretch of a field's value; None if it cannot be patched."""
    if not field.is_single or field.strings:
        return None
    offset = field.inner_start
    message = f"write {text}" if text else f"remove {field.value[start:end].strip()}"
    return Fix((Edit(manuscript.bibliography.path, offset + start, offset + end, text),), is_safe, message)
