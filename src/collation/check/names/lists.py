"""Lists of persons that are parted by something else than `and`, so that several are one name for BibTeX.

The reading is that of the whole field: while one of its names is several, `missing-and` speaks of the field, and what
the other checks would find in it is no fault of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from collation.check.names import written
from collation.check.names.given import is_given, may_be_given
from collation.check.names.latin import (
    BODY,
    DEGREE,
    NO_NAME,
    PARTICLES,
    PLACES,
    SUFFIX,
    has_stops,
    inverted,
    is_clearly_initials,
    is_initials,
    is_joined,
    medline,
)
from collation.check.names.order import is_in_capitals, order
from collation.check.names.pinyin import SURNAMES, VIETNAMESE_SURNAMES, are_syllables
from collation.chinese import BODY as CHINESE_BODY
from collation.chinese import (
    GLUED_TITLE,
    HAN,
    JAPANESE_FAMILY,
    NEVER_GIVEN,
    ONLY_HAN,
    is_full_name,
    surname_length,
)
from collation.model import BibliographyEntry, Field, Manuscript

_ENTITY = re.compile(r"&(?!amp;)\w+;|&#\w+;")
_SEPARATOR = re.compile(
    r"[\s,，]*(?:\\?&(?:amp;)?|[＆;；、|]|(?<=\s)/(?=\s)|(?<=\s)[和与及](?=\s[A-Za-z])|(?<=[\u3400-\u9fff])/(?=[\u3400-\u9fff]))[\s,，]*"
)
_COMMA = re.compile("[,，]")
_OTHERS = re.compile(r"\[?(?:et\.?[\s~]*al\.?|and others|others?(?: authors)?|等人?[.。]?|\.{3}|…+)\]?", re.IGNORECASE)
_HAN_OTHERS = re.compile(r"(?<=[\u3400-\u9fff]{2})\s*等人?[.。]?$")
_LATIN_OTHERS = re.compile(r"\s+et\.?[\s~]*al\.?$", re.IGNORECASE)
_TRANSCRIBED = re.compile(r"[\u3400-\u9fff-]+(?:[·・‧•][\u3400-\u9fff-]+)+")
"""A name of another people in characters: 阿依古丽·买买提."""
_BESIDE = re.compile(
    rf"({ONLY_HAN.pattern})[\s(（\[]+[A-Za-z][A-Za-z\s-]+[)）\]]?|[A-Za-z][A-Za-z\s-]+[\s(（\[]({ONLY_HAN.pattern})[)）\]]?"
)
"""A name in characters and in pinyin."""
_HAN_GAP = re.compile(r"\s+(?:[和与及]\s+)?")
_HAN_AND = re.compile(r"\s*[和与及]\s*")
_ON_BEHALF = re.compile(r"\b(?:for the|on behalf of)\b", re.IGNORECASE)


class Person(NamedTuple):
    """One of several persons.

    Attributes:
        text: the name in a form in which BibTeX takes the right word for the surname; "" where nobody can tell it.
        is_whole: whether it is family name and given name, so that no other part can belong to it.
        is_certain: whether nothing else can be meant.
    """

    text: str
    is_whole: bool = False
    is_certain: bool = False


class Several(NamedTuple):
    """Several persons in one name: what parts them ("" where there are only too many commas), and who they are."""

    separator: str
    persons: tuple[Person, ...]
    is_certain: bool


@dataclass(frozen=True)
class Listing:
    """A field of which a name at least is several.

    Attributes:
        separator: what parts the persons of the first such name.
        start: where that name starts in the field's value.
        end: where it ends.
        starts: where each such name starts.
        edits: what is to be written instead of which stretch of the value; none where nobody can tell.
        text: the whole list as it is then, or "".
        is_certain: whether nothing but this can be meant.
    """

    separator: str
    start: int
    end: int
    starts: frozenset[int]
    edits: tuple[tuple[int, int, str], ...]
    text: str
    is_certain: bool


def fields(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field]]:
    """Yield each field of names in which something may be wrong and each name is one, with its entry."""
    for entry, field in written.fields(manuscript):
        if listing(entry, field) is None:
            yield entry, field


def listing(entry: BibliographyEntry, field: Field) -> Listing | None:
    """Return how a field that joins persons without `and` is to be written; None where each name is one."""
    value = field.value
    is_chinese = not value.isascii() and _is_chinese(entry)
    return _listing(value, is_chinese=is_chinese)


def _is_chinese(entry: BibliographyEntry) -> bool:
    language = entry.value("langid") or entry.value("language")
    return language.strip().lower().startswith(("chinese", "zh", "中文", "汉"))


@lru_cache(maxsize=1 << 16)
def _listing(value: str, *, is_chinese: bool) -> Listing | None:
    names = written.split(value)
    found = [_several(text, bare, is_chinese=is_chinese) for text, _, bare in names]
    first = next((index for index, several in enumerate(found) if several), None)
    if first is None:
        return None
    is_medline = any(
        person.is_certain and "," in person.text for several in found if several for person in several.persons
    )
    edits: list[tuple[int, int, str]] = []
    texts: list[str] = []
    is_told = is_certain = True
    for index, ((text, start, bare), several) in enumerate(zip(names, found, strict=True)):
        end = start + len(text)
        if several is None:
            new, is_sure = _beside(text, bare, is_last=index == len(names) - 1, is_medline=is_medline)
            is_certain = is_certain and is_sure
        else:
            new = " and ".join(person.text for person in several.persons)
            is_told = is_told and bool(several.persons) and all(person.text for person in several.persons)
            is_certain = is_certain and several.is_certain
        while value[end : end + 1] == ",":  # `Murphy, J., Fink, D., and Barry, F.`
            end += 1
        if new != value[start:end]:
            edits.append((start, end, new))
        texts.append(new)
    several, (text, start, _) = found[first], names[first]
    assert several is not None
    return Listing(
        several.separator,
        start,
        start + len(text),
        frozenset(name[1] for name, one in zip(names, found, strict=True) if one),
        tuple(edits) if is_told else (),
        " and ".join(texts) if is_told else "",
        is_certain and is_told,
    )


def _beside(text: str, bare: str, *, is_last: bool, is_medline: bool) -> tuple[str, bool]:
    """Write a name that is one as the others of the list are now written, and say whether that is certain."""
    if is_last and _OTHERS.fullmatch(text):
        return "others", True
    found = medline(text) if "," not in bare and not BODY.search(bare) else None
    if found and (is_medline or _is_clear(found[1])):
        person = _in_medline(*found)
        return person.text or text, person.is_certain
    return text, True


def _several(text: str, bare: str, *, is_chinese: bool) -> Several | None:
    """Return the persons that one name for BibTeX is, or None where it is one person, a body, or has other faults."""
    if _is_braced(text):
        return None
    has_han = bool(HAN.search(bare))
    separators = list(_SEPARATOR.finditer(_ENTITY.sub(lambda entity: "\0" * len(entity[0]), bare)))
    if not separators and not has_han and "," not in bare and "，" not in bare:
        return None
    if written.has_mark(bare):
        return None  # digit-in-name speaks
    if separators:
        return _separated(text, separators, is_chinese=is_chinese)
    parts = _parts(text)
    return _with_commas(parts, text, is_chinese=is_chinese) if len(parts) > 1 else _without_commas(text)


def _is_braced(text: str) -> bool:
    """Whether a text stands in braces of its own, so that nothing in it is to be read."""
    return text[0] == "{" and written.hide_braced(text).replace("\0", "") == "{}"


def _parts(text: str) -> list[str]:
    """Return what the commas outside braces part."""
    commas = [found.start() for found in _COMMA.finditer(written.hide_braced(text))]
    return [
        text[start:end].strip()
        for start, end in zip([0, *(at + 1 for at in commas)], [*commas, len(text)], strict=True)
    ]


def _separated(text: str, separators: Sequence[re.Match[str]], *, is_chinese: bool) -> Several | None:
    """Read `Murphy, J.; Fink, D.`, `Murphy J & Fink D` and 王强、李明."""
    starts = [0, *(found.end() for found in separators)]
    ends = [*(found.start() for found in separators), len(text)]
    pieces = [piece for start, end in zip(starts, ends, strict=True) if (piece := text[start:end].strip(" \t\r\n,"))]
    if not pieces:
        return None
    separator = separators[0][0].strip(" ,，\t\r\n") or separators[0][0]
    if any(map(_is_body, pieces)):
        persons = [_body(piece) if _is_body(piece) else _in_piece(piece, is_chinese=is_chinese)[0] for piece in pieces]
        is_told = all(person.is_whole or _is_body(piece) for person, piece in zip(persons, pieces, strict=True))
        if len(pieces) == 1 or ("&" in separator and not (is_told and any(person.is_whole for person in persons))):
            return None  # a body whose name has an ampersand
        return Several(separator, tuple(persons) if is_told and separator != "、" else (), is_certain=False)
    if len(pieces) == 1:
        person = _in_piece(pieces[0], is_chinese=is_chinese)[0]
        text = person.text or pieces[0]
        is_sure = person.is_certain or (text == pieces[0] and not (person.is_whole and not person.text))
        return Several(separator, (Person(text, is_certain=person.is_certain),), is_sure)
    lists = [_in_piece(piece, is_chinese=is_chinese) for piece in pieces]
    persons = [person for found in lists for person in found]
    if len(persons) == len(pieces):
        persons = _agreed(pieces, persons)
    return Several(separator, tuple(persons), all(person.is_certain for person in persons))


def _in_piece(piece: str, *, is_chinese: bool) -> list[Person]:
    """Read what stands between two semicolons: one person, or a list with commas."""
    if _OTHERS.fullmatch(piece):
        return [_others(piece)]
    if _is_braced(piece):
        return [Person(piece, is_whole=True, is_certain=True)]
    *before, last = _parts(piece)
    if not before:
        return _read(piece)
    if _OTHERS.fullmatch(last):
        return [*_in_piece(", ".join(before), is_chinese=is_chinese), _others(last)]
    parts = [*before, last]
    several = _with_commas(parts, piece, is_chinese=is_chinese)
    if several:
        return list(several.persons) or [Person("")]
    if len(parts) == 2 and all(parts):
        if " " in parts[0] and DEGREE.fullmatch(parts[1]):
            return _read(parts[0])
        is_certain = is_initials(parts[1]) and _is_clear(parts[1]) and not is_initials(parts[0])
        return [Person(", ".join(parts), is_whole=True, is_certain=is_certain)]
    return [Person("")]


def _with_commas(parts: list[str], text: str, *, is_chinese: bool) -> Several | None:
    """Read `Doe J, Roe R`, `Doe, J., Roe, R.`, `John Doe, Jane Roe` and 王强, 李明; None where it may be one name."""
    separator = "，" if "，" in text else ","
    others = [_others(parts[-1])] if len(parts) > 1 and _OTHERS.fullmatch(parts[-1]) else []
    parts = [part for part in (parts[:-1] if others else parts) if part]
    if any(map(_is_body, parts)):
        return _with_body(parts, others, separator)
    persons = [person for part in parts for person in _read(part)]
    if len(persons) + len(others) > 1 and (all(person.is_whole for person in persons) or _are_two(parts, persons)):
        if len(persons) == 1 and HAN.search(text):
            return None  # et-al-as-author speaks of 王强, 等
        if len(parts) == 2 and not others and _may_be_one(*parts, is_chinese=is_chinese):
            return None
        persons = [*_agreed(parts, persons), *others] if len(parts) == len(persons) else [*persons, *others]
        is_certain = all(person.is_certain for person in persons)
        if len(persons) == 2 and all(map(ONLY_HAN.fullmatch, parts)):
            is_certain = is_certain and (separator == "，" or is_chinese)
        return Several(separator, tuple(persons), is_certain)
    if len(parts) > 2 and all(1 < len(part) < 5 and ONLY_HAN.fullmatch(part) for part in parts):
        return Several(separator, (*(Person(part) for part in parts), *others), is_certain=True)
    pairs = _pairs(parts)
    if pairs:
        return Several(separator, (*pairs, *others), all(person.is_certain for person in pairs))
    return _of_full_names(parts, others, separator)


def _may_be_one(first: str, second: str, *, is_chinese: bool) -> bool:
    """Whether two parts may be one person after all: 田中, 康夫, or `Chen Liu, Mei J.`."""
    if HAN.search(first):
        return JAPANESE_FAMILY.fullmatch(first) is not None and not is_chinese
    return medline(second) is not None and medline(first) is None


def _are_two(parts: Sequence[str], persons: Sequence[Person]) -> bool:
    """Whether two parts are `John Doe, Jane Roe`: the second may be a given name and a surname."""
    return len(parts) == 2 and persons[0].is_whole and order(parts[0].split()) == order(parts[1].split()) == -1


def _with_body(parts: list[str], others: list[Person], separator: str) -> Several | None:
    """Read `Study Group, Smith J` and `Smith, J., Study Group`: a body and the persons beside it."""
    bodies = [index for index, part in enumerate(parts) if _is_body(part)]
    if len(parts) < 2 or bodies not in ([0], [len(parts) - 1]) or _ON_BEHALF.search(parts[bodies[0]]):
        return None
    rest = parts[1:] if bodies == [0] else parts[:-1]
    if any(part.split()[-1] in PLACES for part in rest) or (
        len(rest) == 1 and rest[0][0] not in NEVER_GIVEN and HAN.search(rest[0])
    ):
        return None  # a town stands behind a body
    persons = [person for part in rest for person in _read(part)]
    if not all(person.is_whole and person.is_certain for person in persons):
        is_one = len(rest) == 2 and is_initials(rest[1]) and not is_initials(rest[0])
        persons = [Person(", ".join(rest))] if is_one else _pairs(rest)
    body = _body(parts[bodies[0]])
    found = [body, *persons] if bodies == [0] else [*persons, body]
    return Several(separator, (*found, *others), is_certain=False) if persons else None


def _pairs(parts: Sequence[str]) -> list[Person]:
    """Read surnames and initials, or given names, in turn: `Doe, J., Roe, R.`; [] where they are no pairs."""
    if len(parts) < 4 or len(parts) % 2:
        return []
    families, given = parts[::2], parts[1::2]
    if all(map(is_initials, families)) and not any(map(is_initials, given)):
        families, given = given, families
    is_certain = all(map(is_initials, given))
    if any(map(is_initials, families)) or not (is_certain or _are_in_turn(families, given)):
        return []
    return [Person(f"{family}, {rest}", True, is_certain) for family, rest in zip(families, given, strict=True)]


def _are_in_turn(families: Sequence[str], given: Sequence[str]) -> bool:
    """Whether known given names show that surnames and given names stand in turn, and not whole names."""
    is_one_word = any(" " not in text for text in (*families, *given)) and not PLACES & {*given}
    return is_one_word and any(map(_begins_given, given)) and not any(map(_begins_given, families))


def _begins_given(text: str) -> bool:
    """Whether a text is initials, or begins with a known given name or ends in an initial."""
    words = text.split()
    return is_initials(text) or may_be_given(words[0]) or (len(words) > 1 and is_initials(words[-1]))


def _of_full_names(parts: Sequence[str], others: list[Person], separator: str) -> Several | None:
    """Read `John Doe, Jane Roe, Ann Poe`; of more parts than a name has nobody can tell what they are."""
    names = [part for part in parts if not DEGREE.fullmatch(part)]
    is_between = len(parts) > 3 and bool(DEGREE.fullmatch(parts[1]))
    if len(names) > 2 - is_between and all(len(name.split()) > 1 for name in names):
        persons = [person for name in names for person in _read(name)[:1]]
        return Several(separator, (*_agreed(names, persons), *others), is_certain=False)
    if len(names) < 3 or (len(names) == 3 and any(NO_NAME.fullmatch(name) for name in names[1:])):
        return None
    return Several("", (), is_certain=False)


def _agreed(pieces: Sequence[str], persons: Sequence[Person]) -> list[Person]:
    """Return the persons of a list read alike: those of whom nobody can tell follow the others."""
    in_medline = [medline(piece) for piece in pieces]
    if any(found and _is_clear(found[1]) for found in in_medline):
        return [_in_medline(*found) if found else person for person, found in zip(persons, in_medline, strict=True)]
    orders = [order(piece.split()) for piece in pieces]
    direction = sum(orders)
    if abs(direction) < sum(map(abs, orders)):
        return [person if abs(one) > 1 else Person("") for person, one in zip(persons, orders, strict=True)]
    if abs(direction) * 2 < len(pieces) or not any(person.text for person in persons):
        return list(persons)
    return [
        person if person.text or found or len(words) < 2 else Person(in_order(words, direction))
        for person, found, words in zip(persons, in_medline, map(str.split, pieces), strict=True)
    ]


def _read(text: str) -> list[Person]:
    """Read a person without a comma, in characters several too: 王强和李明等."""
    if HAN.search(text):
        return _in_han(text)
    others = _LATIN_OTHERS.search(text)
    if others:
        return [*_read(text[: others.start()]), _others("et al.")]
    words = text.split()
    before = medline(" ".join(words[:-1])) if len(words) > 2 and DEGREE.fullmatch(words[-1]) else None
    if before and is_joined(words[-2]):
        return [Person(inverted(*before), is_whole=True)]
    found = medline(text)
    if found and _is_clear(found[1]):
        return [_in_medline(*found)]
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    direction = 0 if set(text) & set("{}") else order(words)
    if found and not (direction == -2 and (len(words[-1]) > 3 or _is_given(words[0]))):
        return [Person("", is_whole=True)]  # `Roe LI`: initials or a surname
    is_known = is_given(words[0]) or is_given(words[-1]) or are_syllables(words)
    if abs(direction) < 2 and not (direction and is_known):
        return [Person("")]
    return [Person(in_order(words, direction, suffix), is_whole=direction != 1 or are_syllables(words))]


def _in_medline(family: str, initials: str, suffix: str) -> Person:
    """Write a name in MEDLINE's form; of `Murphy Anna B.` nobody knows whether Anna is a given name."""
    words = [word for word in family.split() if word not in PARTICLES]
    is_certain = len(words) < 2 or not may_be_given(words[-1])
    text = inverted(family, initials, suffix) if is_certain or "." not in initials else ""
    return Person(text, is_whole=True, is_certain=is_certain and _is_clear(initials))


def in_order(words: Sequence[str], direction: int, suffix: str = "") -> str:
    """Write a name of which the order is known as BibTeX reads it, or "" where it might take a wrong surname."""
    first = 1 if direction > 0 else len(words) - 1
    if direction > 0:
        while is_in_capitals(words[0]) and first < len(words) - 1 and words[first].isupper():
            first += 1
        if len(words) > 2 and not is_in_capitals(words[0]) and words[0].lower() not in VIETNAMESE_SURNAMES:
            return ""  # `García Márquez Gabriel`
        return ", ".join(part for part in (" ".join(words[:first]), suffix, " ".join(words[first:])) if part)
    while first > 1 and (
        words[first - 1] in PARTICLES or (is_in_capitals(words[-1]) and is_in_capitals(words[first - 1]))
    ):
        first -= 1
    if any(len(word) > 1 and not has_stops(word) for word in words[1:first]):
        return ""  # `Gabriel García Márquez`: a second given name, or the first of two surnames
    if not suffix and all(map(str.islower, words[first:-1])):
        return " ".join(words)
    return ", ".join(part for part in (" ".join(words[first:]), suffix, " ".join(words[:first])) if part)


def _is_given(word: str) -> bool:
    return word.lower() not in SURNAMES and (is_given(word) or are_syllables([word]))


def _is_clear(initials: str) -> bool:
    return all(map(is_clearly_initials, initials.split()))


def _others(text: str) -> Person:
    return Person("others", is_whole=True, is_certain=any(map(str.isalpha, text)))


def _is_body(text: str) -> bool:
    return bool(len(text.split()) > 1 and BODY.search(text)) or bool(CHINESE_BODY.search(text))


def _body(text: str) -> Person:
    """Write a body's name, which stands in braces where it has a space."""
    return Person(f"{{{text}}}" if len(text.split()) > 1 and not _is_braced(text) else text)


def _in_han(text: str) -> list[Person]:
    """Read names in characters that stand in one piece: 王强和李明, 王强等, 王 强."""
    others = _HAN_OTHERS.search(text)
    rest = text[: others.start()] if others else text
    if _TRANSCRIBED.fullmatch(rest):
        return [Person(rest, is_whole=True, is_certain=True)]
    beside = _BESIDE.fullmatch(rest)
    if beside:
        return [Person("", is_whole=is_full_name(beside[1] or beside[2]))]
    titled = GLUED_TITLE.search(rest)
    if titled and is_full_name(rest[: titled.start()]):
        return [Person(rest[: titled.start()], is_whole=True)]
    pieces = _HAN_AND.split(rest)
    if not all(map(is_full_name, pieces)):
        pieces = [rest]
    words = rest.split()
    if len(words) == 2 and JAPANESE_FAMILY.fullmatch(words[0]) and ONLY_HAN.fullmatch(words[1]):
        return [Person(", ".join(words), is_whole=True)]
    if len(pieces) == 1 and len(words) > 1 and len(words[0]) == surname_length(words[0]):
        pieces = ["".join(words)]
    found = [
        Person(piece if ONLY_HAN.fullmatch(piece) else "", is_full_name(piece), is_full_name(piece)) for piece in pieces
    ]
    return [*found, *([_others("等")] if others and found[0].is_whole else [])]


def _without_commas(text: str) -> Several | None:
    """Read 王强 李明 and 王强和李明."""
    words = _HAN_GAP.split(text)
    persons = [person for word in words for person in _in_han(word)]
    count = sum(person.text != "others" for person in persons)
    if count < 2 or not all(person.is_whole for person in persons):
        return None
    if len(words) == 2 == count and JAPANESE_FAMILY.fullmatch(words[0]):
        return None
    return Several("和" if len(words) == 1 else " ", tuple(persons), is_certain=False)
