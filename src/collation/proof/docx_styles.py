"""How a Word document sets its text: what its styles, its theme and its defaults come to for one run or paragraph.

Rules of ECMA-376 Part 1: 17.7.2 (which style goes before which), 17.7.3 (properties that toggle), 17.9 (numbering),
17.3.2.26 (fonts).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from collation.proof.docx_package import Package, name, tag, value
from collation.xml import Node

_OFF: Final = frozenset({"0", "false", "off"})
_TOGGLES: Final = ("b", "i", "vanish")
# The script for which a theme names a face of its own, by the East Asian language of the document (20.1.4.1.16).
_SCRIPTS: Final = {"zh-cn": "Hans", "zh-sg": "Hans", "zh-hans": "Hans", "zh": "Hant", "ja": "Jpan", "ko": "Hang"}
_PLAIN_FILLS: Final = frozenset({"", "auto", "FFFFFF"})
_LEVELS: Final = 9
_DEEPEST: Final = 50
"""Styles that may build on one another; Word allows 11."""

_LONGEST_NUMBER: Final = 100
"""Characters that a list may print around its numbers."""

_TINY: Final = 4
"""Half-points: nobody reads letters of two points."""

Properties = Mapping[str, Any]
"""What a `w:rPr` or `w:pPr` says, by short names; what it does not say is not there."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one run is set.

    Attributes:
        is_strong: bold by itself, or where its paragraph's style is not.
        is_emphatic: italic likewise.
        script: `superscript`, `subscript` or "".
        is_hidden: not shown and not printed (`w:vanish`).
        is_invisible: shown in white, or too small to be read.
        has_east_asian_font: whether the document says in which face its Han characters are set.
        language: BCP 47 tags of its Latin and of its East Asian text.
    """

    is_strong: bool
    is_emphatic: bool
    script: str
    is_hidden: bool
    is_invisible: bool
    has_east_asian_font: bool
    language: tuple[str, str]


def is_on(element: Node | None) -> bool:
    """Return whether a property is on: it is by standing there, unless its value says no (17.17.4)."""
    return element is not None and value(element).lower() not in _OFF


@dataclass
class _Style:
    kind: str
    names: tuple[str, ...]
    based_on: str
    run: Properties
    paragraph: Properties
    is_shaded: bool


class Styles:
    """The styles of a document.

    Args:
        package: the document.
        is_rejected: whether tracked changes of formatting are undone.
    """

    def __init__(self, package: Package, *, is_rejected: bool = False) -> None:
        self._package = package
        self._is_rejected = is_rejected
        self._styles: dict[str, _Style] = {}
        self._defaults: dict[str, str] = {}
        self._run_defaults: Properties = {}
        root = package.root("styles")
        for element in () if root is None else root:
            if name(element) == "w:docDefaults":
                self._run_defaults = self.run(element.find(f"{tag('w:rPrDefault')}/{tag('w:rPr')}"))
            elif name(element) == "w:style":
                self._add(element)
        self.look = lru_cache(maxsize=None)(self._look)

    def _add(self, element: Node) -> None:
        identifier, kind = value(element, "w:styleId"), value(element, "w:type") or "paragraph"
        aliases = value(element.find(tag("w:aliases"))).split(",")
        names = (value(element.find(tag("w:name"))), *aliases)
        self._styles[identifier] = _Style(
            kind,
            tuple(filter(None, map(plain, names))),
            value(element.find(tag("w:basedOn"))),
            self.run(element.find(tag("w:rPr"))),
            self.paragraph(element.find(tag("w:pPr"))),
            any(map(is_shading, element.iter(tag("w:shd")))),
        )
        if value(element, "w:default").lower() in ("1", "true", "on"):
            self._defaults.setdefault(kind, identifier)

    # --- what properties say -----------------------------------------------------------------------------------------

    def _current(self, properties: Node | None, change: str) -> Node | None:
        """Return the properties that count: those before a tracked change where changes are rejected."""
        if properties is None or not self._is_rejected:
            return properties
        changed = properties.find(tag(change))
        return properties if changed is None or not len(changed) else changed[0]

    def run(self, properties: Node | None) -> Properties:
        """Return what a `w:rPr` says of fonts, weight, place, colour and language."""
        found: dict[str, Any] = {}
        properties = self._current(properties, "w:rPrChange")
        for element in () if properties is None else properties:
            key = name(element)[2:]
            if key in _TOGGLES:
                found[key] = is_on(element)
            elif key in ("rStyle", "vertAlign"):
                found[key] = value(element)
            elif key in ("sz", "position"):
                found[key] = _number(value(element))
            elif key == "rFonts":
                face = self._face(element)
                if face is not None:
                    found["east-asian"] = face
            elif key == "color":
                found["color"] = value(element, "w:themeColor") or value(element).upper()
            elif key in ("shd", "highlight"):
                found["shaded"] = is_shading(element)
            elif key == "lang":
                found |= {
                    key: value(element, attribute)
                    for key, attribute in (("latin", "w:val"), ("east", "w:eastAsia"))
                    if value(element, attribute)
                }
        return found

    def paragraph(self, properties: Node | None) -> Properties:
        """Return what a `w:pPr` says of style, numbering, outline and shading."""
        found: dict[str, Any] = {}
        properties = self._current(properties, "w:pPrChange")
        for element in () if properties is None else properties:
            key = name(element)[2:]
            if key == "pStyle":
                found["style"] = value(element)
            elif key == "numPr":
                found |= {
                    part: _number(value(child))
                    for part in ("numId", "ilvl")
                    if (child := element.find(tag(f"w:{part}"))) is not None
                }
            elif key == "outlineLvl":
                found["outline"] = _number(value(element))
            elif key == "shd":
                found["shaded"] = is_shading(element)
        return found

    def _face(self, fonts: Node) -> bool | None:
        """Return whether fonts give Han characters a face, None where they leave it to others.

        A theme's face goes before one by name; a Latin face of the theme has no Han characters.
        """
        themed, named = value(fonts, "w:eastAsiaTheme"), value(fonts, "w:eastAsia")
        if themed:
            return themed.endswith("EastAsia") and bool(self._theme.get(themed[:5]))
        return True if named.strip() else None

    @cached_property
    def _theme(self) -> Mapping[str, str]:
        """The East Asian faces of the theme, for `major` (headings) and `minor` (text)."""
        root, settings = self._package.root("theme"), self._package.root("settings")
        language = "" if settings is None else value(settings.find(tag("w:themeFontLang")), "w:eastAsia").lower()
        script = _SCRIPTS.get(language) or _SCRIPTS.get(language[:2], "")
        found: dict[str, str] = {}
        for key in ("major", "minor"):
            fonts = None if root is None else next(root.iter(tag(f"a:{key}Font")), None)
            for font in () if fonts is None else fonts:
                is_meant = name(font) == "a:ea" or (script and font.get("script") == script)
                if is_meant and (font.get("typeface") or "").strip():
                    found[key] = font.get("typeface")
        return found

    # --- what styles come to -----------------------------------------------------------------------------------------

    def _lineage(self, identifier: str) -> Iterator[_Style]:
        """Yield a style and those that it is based on, nearest first; a ring of styles ends where it began."""
        seen: set[str] = set()
        while identifier in self._styles and identifier not in seen and len(seen) < _DEEPEST:
            seen.add(identifier)
            style = self._styles[identifier]
            yield style
            identifier = style.based_on

    def _of(self, identifier: str, kind: str) -> str:
        """Return the style that holds: the default one where a document names none, or one that it does not have."""
        if identifier in self._styles and self._styles[identifier].kind == kind:
            return identifier
        return self._defaults.get(kind, "")

    def _merged(self, identifier: str, part: str) -> Properties:
        found: dict[str, Any] = {}
        for style in self._lineage(identifier):
            found = {**getattr(style, part), **found}
        return found

    def names(self, identifier: str) -> tuple[str, ...]:
        """Return the names of a paragraph's style and of those that it is based on, in their plain form.

        A style that the document does not have is called by its identifier.
        """
        style = self._of(identifier, "paragraph")
        found = [name for style in self._lineage(style) for name in style.names]
        return tuple(found) if identifier == style or not identifier else (plain(identifier), *found)

    def paragraph_style(self, identifier: str) -> Properties:
        """Return what a paragraph has of its style."""
        return self._merged(self._of(identifier, "paragraph"), "paragraph")

    def numbering_style(self, identifier: str) -> int:
        """Return the list that a numbering style leads to, 0 for none."""
        found: int = self._merged(self._of(identifier, "numbering"), "paragraph").get("numId", 0)
        return found

    def is_table_shaded(self, identifier: str) -> bool:
        """Return whether a table's style colours any of its cells."""
        return any(style.is_shaded for style in self._lineage(self._of(identifier, "table")))

    def _look(
        self, paragraph_style: str, table_style: str, run: tuple[tuple[str, Any], ...], *, is_shaded: bool
    ) -> Look:
        """Return how a run is set, from what it says itself and the styles around it."""
        direct = dict(run)
        character = self._merged(self._of(direct.get("rStyle", ""), "character"), "run")
        paragraph = self._merged(self._of(paragraph_style, "paragraph"), "run")
        table = self._merged(self._of(table_style, "table"), "run") if table_style else {}
        defaults = self._run_defaults
        merged = {**defaults, **table, **paragraph, **character, **direct}
        toggled: dict[str, bool] = {
            key: direct.get(key, bool(defaults.get(key)) or (paragraph.get(key, False) != character.get(key, False)))
            for key in _TOGGLES
        }
        around = {**defaults, **paragraph}
        is_white = merged.get("color") in ("FFFFFF", "background1") and not (is_shaded or merged.get("shaded"))
        return Look(
            toggled["b"] and direct.get("b", not around.get("b", False)),
            toggled["i"] and direct.get("i", not around.get("i", False)),
            _script(merged, around),
            toggled["vanish"],
            is_white or merged.get("sz", 24) <= _TINY,
            merged.get("east-asian", False),
            (merged.get("latin", ""), merged.get("east", "")),
        )


def plain(name: str) -> str:
    """Return the name of a style in the form in which names are compared: `Heading 1` and `heading1` are one."""
    return re.sub(r"[\s_-]+", "", name).casefold()


def is_shading(element: Node) -> bool:
    """Return whether a `w:shd` or `w:highlight` puts a colour behind the text that is not white."""
    if name(element) == "w:highlight":
        return value(element) not in ("", "none", "white")
    fills = (value(element, "w:fill").upper(), value(element, "w:themeFill"))
    return fills[0] not in (*_PLAIN_FILLS, "AUTO") or fills[1] not in ("", "background1")


def _script(merged: Properties, around: Properties) -> str:
    """Return where a run stands on the line; small characters that were moved up or down by hand count too."""
    aligned = str(merged.get("vertAlign", ""))
    if aligned in ("superscript", "subscript"):
        return "" if around.get("vertAlign") == aligned else aligned
    moved = merged.get("position", 0) - around.get("position", 0)
    if moved and merged.get("sz", 24) < around.get("sz", 24):
        return "superscript" if moved > 0 else "subscript"
    return ""


def _number(text: str) -> int:
    """Return a number that a property says, 0 where it says none; Word writes some with a decimal point or a unit."""
    match = re.match(r"-?\d{1,9}", text)
    return int(match[0]) if match else 0


# --- numbering -------------------------------------------------------------------------------------------------------


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    is_legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass
class _List:
    """A definition of a list, and how far it has been counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of a document as Word does."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._links: dict[str, str] = {}
        self._numbers: dict[int, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        root = package.root("numbering")
        for element in () if root is None else root:
            if name(element) == "w:abstractNum":
                identifier = value(element, "w:abstractNumId")
                self._lists[identifier] = _List(_levels(element))
                if style := value(element.find(tag("w:numStyleLink"))):
                    self._links[identifier] = style
            elif name(element) == "w:num":
                self._add(element)

    def _add(self, element: Node) -> None:
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in element.iter(tag("w:lvlOverride")):
            levels |= _levels(override)
            start = override.find(tag("w:startOverride"))
            if start is not None:
                starts[_number(value(override, "w:ilvl"))] = _number(value(start))
        definition = value(element.find(tag("w:abstractNumId")))
        self._numbers[_number(value(element, "w:numId"))] = definition, levels, starts

    def next(self, paragraph: Properties, style: str) -> str:
        """Count a paragraph, and return what numbers it: "" where nothing does, or a bullet.

        Args:
            paragraph: what it says itself.
            style: the identifier of its style.
        """
        inherited = self._styles.paragraph_style(style)
        number = paragraph.get("numId", inherited.get("numId", 0))
        if number not in self._numbers:
            return ""
        definition, own, starts = self._numbers[number]
        counted = self._list(definition)
        levels = {**counted.levels, **own}
        level = paragraph.get("ilvl", inherited.get("ilvl"))
        if level is None:
            level = next((place for place, item in levels.items() if item.style and item.style == style), 0)
        if level not in levels or not 0 <= level < _LEVELS:
            return ""
        if level in starts:  # the first paragraph of this list begins anew
            counted.counts[level] = starts.pop(level) - 1
        _count(counted.counts, levels, level)
        return _printed(levels, level, counted.counts)

    def _list(self, definition: str) -> _List:
        """Return a list, that of the numbering style to which a definition leads."""
        if definition in self._links:
            linked = self._numbers.get(self._styles.numbering_style(self._links[definition]))
            if linked is not None and linked[0] != definition:
                definition = linked[0]
        return self._lists.setdefault(definition, _List({}))


def _levels(parent: Node) -> dict[int, _Level]:
    found = {}
    for element in parent.iterchildren(tag("w:lvl")):
        start, restart = element.find(tag("w:start")), element.find(tag("w:lvlRestart"))
        found[_number(value(element, "w:ilvl"))] = _Level(
            1 if start is None else _number(value(start)),
            value(element.find(tag("w:numFmt"))) or "decimal",
            value(element.find(tag("w:lvlText")))[:_LONGEST_NUMBER],
            is_on(element.find(tag("w:isLgl"))),
            None if restart is None else _number(value(restart)),
            value(element.find(tag("w:pStyle"))),
        )
    return found


def _count(counts: dict[int, int], levels: Mapping[int, _Level], level: int) -> None:
    """Count on at a level; those above that were never counted begin, those below begin anew (17.9.10)."""
    for above in range(level):
        if above in levels:
            counts.setdefault(above, levels[above].start)
    counts[level] = counts[level] + 1 if level in counts else levels[level].start
    for below in range(level + 1, _LEVELS):
        restart = levels[below].restart if below in levels else None
        if restart is None or level < restart:
            counts.pop(below, None)


def _printed(levels: Mapping[int, _Level], level: int, counts: Mapping[int, int]) -> str:
    shown = levels[level]
    if shown.format in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        if place not in levels:
            return ""
        return _formatted(counts.get(place, levels[place].start), "decimal" if shown.is_legal else levels[place].format)

    return re.sub(r"%([1-9])", number, shown.text)


def _formatted(number: int, format: str) -> str:
    """Return a number as a list prints it (17.18.59); a form that is not known here is printed in digits."""
    if format in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if format == "upperRoman" else roman.lower()
    if format in ("upperLetter", "lowerLetter") and 0 < number <= 780:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if format == "upperLetter" else letter.lower()
    if format.startswith(("chineseCounting", "taiwaneseCounting", "japaneseCounting")) and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
    if format in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(abs(number)))
    if format.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if format == "decimalZero":
        return f"{number:02}"
    if format.startswith("decimalFullWidth"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(abs(number)))
    return str(number)


_DIGITS: Final = "〇一二三四五六七八九"


def _roman(number: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        written += letters * (number // size)
        number %= size
    return written


_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
