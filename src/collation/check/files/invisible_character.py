"""An invisible character stands in the text.

A citekey, a DOI or a name with a zero-width space in it looks right and is found by nobody; a soft hyphen from a PDF is
often a hyphen that is lost.  Joiners are left alone where a script or an emoji needs them.

Basis: the characters are those that Unicode gives no shape (Default_Ignorable_Code_Point, Annex 44, and format
controls); Annex 31 names the scripts in which the joiners U+200C and U+200D tell words apart.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到\u200b修复[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。<!-- می\u200cرود -->
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.files.characters import citekey_characters, name, occurrences, replacement, space_between
from collation.check.files.garbled import stretches
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "invisible-character"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()
_SOFT_HYPHEN = "\u00ad"
_LINE_SEPARATORS = "\u2028\u2029"
_JOINERS = frozenset("\u200c\u200d")
# Nothing is lost with them, wherever they stand: no word is parted or joined by them in print.
_EMPTY = frozenset("\u2060\u2061\u2062\u2063\u2064\ufeff\u180e") | _JOINERS
_SPACE = "\u200b"
_TAGS = frozenset(map(chr, range(0xE0020, 0xE0080)))
_WANTED = (
    _EMPTY
    | _TAGS
    | frozenset(_SOFT_HYPHEN + _LINE_SEPARATORS + _SPACE)
    | frozenset("\u115f\u1160\u17b4\u17b5\u206a\u206b\u206c\u206d\u206e\u206f\u3164\uffa0\ufff9\ufffa\ufffb\ufffc")
    | {"\U000e0001"}
)
_RUN = re.compile("[" + "".join(map(re.escape, sorted(_WANTED))) + "]+")
# Arabic, Indic, Thai, Tibetan, Burmese, Khmer, Mongolian and their like: scripts that join letters or write no spaces.
_JOINING = re.compile(
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each run of characters that cannot be seen and that nothing needs."""
    in_citekeys: frozenset[str] | None = None
    for source, found in occurrences(manuscript, _WANTED, _RUN):
        run = found[0]
        before = source.text[max(0, found.start() - 1) : found.start()]
        after = source.text[found.end() : found.end() + 1]
        if _is_needed(run, before, after):
            continue
        if run == _SOFT_HYPHEN and any(stretches(before + run, frozenset(before + run))):
            continue  # half of a letter: `garbled-text` speaks of it
        if in_citekeys is None:
            in_citekeys = citekey_characters(manuscript)
        is_safe = (
            _EMPTY.issuperset(run) or (run.strip(_SPACE) == "" and not (_is_latin(before) and _is_latin(after)))
        ) and in_citekeys.isdisjoint(run)
        text, message = ("", "remove it")
        if run.strip(_LINE_SEPARATORS) == "":
            text = space_between(before, after)
            message = "write it as a space" if text else message
        help = message
        if _SOFT_HYPHEN in run:
            help = "remove it, or write a hyphen if the word has one"
        elif _SPACE in run and not is_safe:
            help = "remove it, or write a space if two words meet here"
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(source.path, found.start(), len(run)),
            f"the invisible character {', '.join(dict.fromkeys(map(name, run)))} stands here",
            help,
            fix=replacement(source, found.start(), found.end(), text, message, is_safe=is_safe),
        )


def _is_latin(character: str) -> bool:
    return character.isalnum() and character < "\u0590"


def _is_needed(run: str, before: str, after: str) -> bool:
    """Whether a script or an emoji needs the characters where they stand."""
    if _JOINERS.issuperset(run):
        return bool(_JOINING.match(before)) or any(
            "\ufe0f" in near or unicodedata.category(near) in ("So", "Sk") for near in (before, after) if near
        )
    if run == _SPACE:
        return bool(_JOINING.match(before) and _JOINING.match(after))
    return _TAGS.issuperset(run) and before == "\U0001f3f4"  # a black flag: England, Scotland, Wales
