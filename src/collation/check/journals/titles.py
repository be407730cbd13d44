"""How the title of a journal is compared: two ways of writing one title, and an abbreviation with the full title.

An abbreviation is recognised by its form, as ISO 4 makes it: each word is shortened at its end, articles and
prepositions are left out, the order stays.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from collation.model import BibliographyEntry, Field, Manuscript

Form = Literal["abbreviated", "written out"]
"""How a journal's title is written."""

_NO_WORD = re.compile(r"[^\w]+")
_BOOK_MARKS = re.compile(r"[《》〈〉\s]+")
_ADDED = re.compile(
    r"\s*\([^(),]+,[^()]+\)$|\s*:\s*(?:the\s+)?(?:official\s+|international\s+|european\s+|american\s+)*journal\b.*$",
    re.IGNORECASE,
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_ARTICLES = (
    "and of the in for on to with et und der die das de la le les des du del della di fur für an en y e i och og van "
    "von au aux"
)
_SMALL_WORDS = frozenset(_ARTICLES.split())
_PARTS = frozenset(("part", "series", "section", "ser", "sect", "pt"))

# Cell stands for itself in `Cell Science`, and is Cellular only in the title of another journal.
_BEGINNINGS = (
    "bio bone brain cancer care cell clinic clinical drug gene genome health heart hand joint life lipid medical "
    "medicine nature natural nurse nutrition pain plant public science sport stem surgery tissue virus "
    "women child children material biomaterial report review advance method letter trend current world general"
)
_WHOLE = frozenset(_BEGINNINGS.split())
"""Whole words that begin a longer one, and so are no abbreviation of it."""


def fields(manuscript: Manuscript) -> Iterator[tuple[BibliographyEntry, Field]]:
    """Yield the field of each entry in which its journal stands."""
    for entry in manuscript.bibliography.entries:
        for field in entry.fields:
            if field.name in ("journal", "journaltitle") and field.value.strip():
                yield entry, field
                break


_SHORT_WORDS = (
    "acad am anesth anesthesiol ann arch arthrosc assoc biochem bioeng bioinform biol biomater biomech biomed "
    "biophys biotechnol br cardiol chem clin commun dermatol diagn dis disord educ endocrinol eng engl environ "
    "epidemiol eur exp gastroenterol genet geriatr gynecol haematol hematol hepatol hosp immunol inflamm int j lett "
    "med metab microbiol mol nat natl nephrol neurol neurosci nutr obstet oncol ophthalmol orthop paediatr pathol "
    "pediatr pharmacol physiol pract proc radiol rehabil rep res rev rheum rheumatol sci soc surg technol ther toxicol "
    "transl traumatol urol"
)
_LONG_WORDS = (
    "academy american analgesia and annals archives association biochemistry bioengineering bioinformatics biological "
    "biology biomechanics biomedical biophysics biotechnology british cardiology cellular chemistry clinical "
    "communications dermatology diseases disorders endocrinology engineering epidemiology european experimental for "
    "genetics haematology hematology immunology in inflammation international investigation journal letters medical "
    "medicine metabolism microbiology molecular national neurology neuroscience nutrition of oncology ophthalmology "
    "orthopaedic orthopaedics orthopedic orthopedics pathology pediatrics pharmacology physiology practice proceedings "
    "quarterly radiology rehabilitation reports research review reviews rheumatology science sciences scientific "
    "society surgery surgical technology therapy toxicology translational traumatology"
)
_SHORTENED, _WRITTEN_OUT = frozenset(_SHORT_WORDS.split()), frozenset(_LONG_WORDS.split())
_IN_BRACKETS = re.compile(r"\([^()]*\)")


@lru_cache(maxsize=16384)
def form_of(title: str) -> Form | None:
    """Return whether a title is abbreviated or written out, by words of which that is sure; None where none is.

    A title of one word is never abbreviated (ISO 4), and one that has words of both kinds is neither.

    >>> form_of("J Transl Med"), form_of("Journal of Goats"), form_of("Science"), form_of("J Medical Goats")
    ('abbreviated', 'written out', None, None)
    """
    found = plain(_IN_BRACKETS.sub(" ", title)).split()
    is_short, is_long = not _SHORTENED.isdisjoint(found), not _WRITTEN_OUT.isdisjoint(found)
    if len(found) < 2 or is_short == is_long:
        return None
    return "abbreviated" if is_short else "written out"


@lru_cache(maxsize=16384)
def plain(title: str) -> str:
    """Return a title without what does not make another.

    That is case, dots, `&` for `and`, a leading The, book-title marks, the place that PubMed adds to some titles, and a
    subtitle that only says whose journal it is.
    """
    text = _ADDED.sub("", unicodedata.normalize("NFKC", title))
    if _HAN.search(text):
        return _BOOK_MARKS.sub("", text).casefold()
    text = _NO_WORD.sub(" ", text.replace("&", " and ")).strip().casefold()
    return text.removeprefix("the ").replace(" u s a", " usa")


@lru_cache(maxsize=16384)
def words(title: str) -> tuple[str, ...]:
    """Return the words of a title that its abbreviation keeps; none where the title is not in Latin letters.

    >>> words("Osteoarthritis and Cartilage"), words("Tissue Eng. Part A")
    (('osteoarthritis', 'cartilage'), ('tissue', 'eng', 'part', 'a'))
    """
    found = plain(title).split()
    if _HAN.search(title):
        return ()
    kept = []
    for index, word in enumerate(found):
        # The last word is none: it is the letter of a part, as in Physical Review E.
        is_article = word == "a" and (not index or found[index - 1] not in _PARTS)
        if index == len(found) - 1 or not (is_article or word in _SMALL_WORDS):
            kept.append(word)
    return tuple(kept)


def are_one(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return whether of two titles one abbreviates the other, by the words of each.

    >>> are_one(words("J Cell Biol"), words("Journal of Cell Biology"))
    True
    >>> are_one(words("Arthritis Rheum"), words("Arthritis & Rheumatology"))
    False
    """
    if len(first) != len(second) or len(first) < 2:
        return False
    is_shortened = first == second  # only articles and prepositions differ
    for one, other in zip(first, second, strict=True):
        if one == other:
            continue
        short, long = sorted((one, other), key=len)
        if not _abbreviates(short, long):
            return False
        is_shortened = is_shortened or short not in _WHOLE
    return is_shortened


def _abbreviates(short: str, long: str) -> bool:
    if not long[0].isalpha() or short[0] != long[0] or (len(long) - len(short) < 2 and not long.endswith(short[-1])):
        return False
    if re.search(r"log(?:y|ical|ie|ia)$", long) and not short.endswith(("ol", "olog")):
        return False  # Rheum is Rheumatism, Rheumatol is Rheumatology
    if long.startswith(short):
        return True
    # Natl is National; but Neurol and Neurobiol, each of its own -ology, are two words.
    return len(short) > 2 and not short.endswith("ol") and long.startswith(short[:-1]) and long.endswith(short[-1])
