"""How names in Latin letters look: initials, suffixes, particles, and the words that only a body's name has."""

import re

_INITIALS_WITH_STOPS = re.compile(r"(?:[^\W\d_]{1,2}\.[-‐]?)+[^\W\d_]?")
_INITIALS_JOINED = re.compile(r"[^\W\d_](?:[-‐]?[^\W\d_]){0,3}")
_GAP = re.compile(r"(?:\s|(?<!\\)~)+")
_LETTERS = re.compile(r"([-‐]?)([^\W\d_])")
_HYPHENED = re.compile(r"[^\W\d_](?:[-‐][^\W\d_])+")
_WRITTEN_OUT = re.compile(r"[^\W\d_a-z][-'’\w]+[^\W\d_A-Z]")

SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV|[2-4](?:nd|rd|th))", re.IGNORECASE)
"""What tells father from son; after it BibTeX expects the given name."""

DEGREE = re.compile(
    r"(?:M\.?D|Ph\.?D|D\.?Phil|D\.?V\.?M|M\.?B\.?B\.?S|MBChB|D\.?Sc|M\.?Sc|B\.?Sc|M\.?P\.?H|R\.?N|Pharm\.?D|FRCS|FRCP|FACS|FACP|MBA|"
    r"DDS|DMD|DO|MA|MS|BS|BA)\.?",
)
"""A degree as it is written after a name; some are initials too, so a check asks where it stands."""

NO_NAME = re.compile(
    rf"{SUFFIX.pattern}|{DEGREE.pattern}|Esq\.?|[JS]nr\.?|J[uú]nior|Filho|Neto|Sobrinho|V|VI", re.IGNORECASE
)
"""What stands between two commas, or after the second, and is no author."""

_PARTICLES = (
    "van von vom der den de dei del della delle degli dalla di da dal dos das do du la le lo los las el al abu bin "
    "binti bint ibn ben ter ten te zu zum zur af av op und in y i e 't ’t 's ’s d' d’ l' l’ "
    "St. Ste. Van Von Der Den De Del Della Di Da Dos Das Do Du La Le El Al Bin Ibn Ben Ter Ten"
)
PARTICLES = frozenset(_PARTICLES.split())
"""Words before a family name that belong to it."""

_PLACES = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR "
    "PA RI SC SD TN TX UK US USA UT VA VT WA WI WV WY"
)
PLACES = frozenset(_PLACES.split())
"""What stands behind a town and looks like initials."""

BODY = re.compile(
    r"(?<![\w'’-])(?:organi[sz]ations?|associations?|societ(?:y|ies)|committees?|consortium|collaborat(?:ion|ors?|ive)|"
    r"institut(?:es?|o)?|gesellschaft|ministry|departments?|federation|foundation|agency|administration|commission|universit\w+|"
    r"centers? (?:for|of)|centres? (?:for|of)|hospitals?|groups?|investigators|initiative|task force|work(?:ing|shop)|"
    r"laborator(?:y|ies)|bureau|secretariat|programmes?|programs?|college of|academy of|council (?:of|for|on)|"
    r"parliament|authority|directorate|network|panel|trialists|united nations|"
    r"health services?|alliance|inc|ltd|gmbh|llc)(?![\w-])",
    re.IGNORECASE,
)
"""A word that stands in the name of a body and in no person's."""


_VOWELS = frozenset("AEIOUY")

_JR = frozenset(["Jr.", "Sr.", "Jn.", "St.", "Ste."])
"""What looks like initials with stops and is none."""


def _words(text: str) -> list[str]:
    return [word for word in _GAP.split(text) if word]


def is_joined(word: str) -> bool:
    """Return whether a word is initials without stops, such as `JM` or `J-M`."""
    return (
        word.isupper() and word.replace("-", "").replace("‐", "").isalpha() and bool(_INITIALS_JOINED.fullmatch(word))
    )


def has_stops(word: str) -> bool:
    """Return whether a word is initials with stops, such as `J.`, `J.M.` or `Yu.`."""
    return word[:1].isupper() and bool(_INITIALS_WITH_STOPS.fullmatch(word))


def is_initials(text: str) -> bool:
    """Return whether all words of a text are initials."""
    words = _words(text)
    return bool(words) and all(is_joined(word) or has_stops(word) for word in words)


def spread(initials: str) -> str:
    """Write initials with a stop and a space after each: `JM` as `J. M.`, `J-M` as `J.-M.`; other words stay.

    >>> spread("JM"), spread("J.-M."), spread("J-M K"), spread("Yu. A.")
    ('J. M.', 'J.-M.', 'J.-M. K.', 'Yu. A.')
    """
    return " ".join(_spread(word) for word in _words(initials))


def _spread(word: str) -> str:
    if not is_joined(word):
        return re.sub(r"\.(?=[^\W\d_])", ". ", word)
    return "".join(f"{hyphen or ' '}{letter}." for hyphen, letter in _LETTERS.findall(word)).strip()


def medline(text: str) -> tuple[str, str, str] | None:
    """Take a name in MEDLINE's form apart, `van Buul GM Jr`: family name, initials, suffix; None where it is no such.

    >>> medline("van Buul GM"), medline("Murphy J Jr"), medline("Murphy J."), medline("Mary Murphy")
    (('van Buul', 'GM', ''), ('Murphy', 'J', 'Jr'), ('Murphy', 'J.', ''), None)
    """
    words = _words(text)
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    first = len(words)
    while first > 1 and (is_joined(words[first - 1]) or (has_stops(words[first - 1]) and words[first - 1] not in _JR)):
        first -= 1
    if len(words) - first > 1 and is_joined(words[-2]) and len(words[-2]) > 1 and DEGREE.fullmatch(words[-1]):
        return None  # `Murphy JM MD`: degree-in-name speaks
    family = words[:first]
    is_surname = all(is_surname_word(word) for word in family)
    return (" ".join(family), " ".join(words[first:]), suffix) if first < len(words) and is_surname else None


def is_surname_word(word: str) -> bool:
    """Return whether a word may stand in a family name: a particle, or a word with a capital letter."""
    if word in PARTICLES or word[0] == "{" or word[-1] == "}":
        return True
    if len(word) < 2 or _HYPHENED.fullmatch(word):  # `X-N` of `X-N Zhao`
        return False
    return word[-1].isalnum() and any(map(str.isupper, word)) and not has_stops(word)


def is_written_out(word: str) -> bool:
    """Return whether a word is a name that is written out, `Marcus`, and no initials, suffix or word in capitals."""
    return _WRITTEN_OUT.fullmatch(word) is not None


def is_degree_behind(word: str, given: str) -> bool:
    """Return whether a word behind a given name is a degree: MD of `Marcus MD`, which of `J. MD` may be initials."""
    return word in ("MD", "RN", "DDS", "DMD") and is_written_out(given)


def inverted(family: str, initials: str, suffix: str = "") -> str:
    """Write a name as BibTeX reads it without a doubt: `Family, Suffix, Initials`."""
    return ", ".join(part for part in (family, suffix, spread(initials)) if part)


_SHORT_SURNAMES = frozenset(
    _words(
        "AN AO AI AU BA BI BO BU CI CU DA DE DI DO DU FA FU GE GU HA HE HO HU IM JI JO JU KA KE KO LE LI LO LU LV LY "
        "MA ME MI MO MU NA NG NI NO OH OK OU PI "
        "PU QI QU RA RI RO SA SI SO SU TA TE TO TU VO VU WU XI XU YA YE YI YO YU ZI ZU O U"
    )
)


def is_clearly_joined(word: str) -> bool:
    """Return whether a word is two initials or more without stops and can be nothing else: `JM`, but not `AL`."""
    return len(word) > 1 and is_joined(word) and is_clearly_initials(word) and not _VOWELS & set(word)


def is_clearly_initials(word: str) -> bool:
    """Return whether a word in capitals can only be initials: `JM`, but not `LI` or `KIM`, which are surnames too."""
    if not is_joined(word):
        return True
    return word not in _SHORT_SURNAMES and (len(word) < 3 or not _VOWELS & set(word))
