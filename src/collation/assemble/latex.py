r"""The one door to pylatexenc: the LaTeX of a field becomes the characters that are printed.

Every entry of a library is decoded, for a check must see `M{\"u}ller` and `Müller` as one name; pylatexenc takes
milliseconds for a value.  What nearly all values hold, braces, accents and escapes, is read here; a value with anything
else goes to pylatexenc whole, and a test requires that both say the same of what this reads.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LATEX = re.compile(r"[\\{}$~]")
_BARE_SPECIAL = re.compile(r"(?<!\\)([%&#])")

_ESCAPE = re.compile(r"\\([&%$#_])")

_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "i": "ı", "j": "ȷ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ",
}  # fmt: skip
_TOKEN = re.compile(
    r"""
    \\(?P<mark>["'`^~=.])\ *
      (?:\{\ *(?P<braced>\\[ij](?![A-Za-z])|[A-Za-z])\ *\}|(?P<bare>\\[ij](?![A-Za-z])\s*|[A-Za-z]))
  | \\(?P<named>[ruvHdckb])(?:\ *\{\ *(?P<inner>\\[ij](?![A-Za-z])|[A-Za-z])\ *\}|\ +(?P<after>[A-Za-z]))
  | \\(?P<letter>ss|oe|OE|ae|AE|aa|AA|[ijoOlL])(?![A-Za-z])(?:\{\}|\s+|(?=[\W\d_]|\Z))
  | \\(?P<escape>[&%$\#_{}])
  | (?P<math>\$[^$\\{}~]*(?:\\[A-Za-z]+[^$\\{}~]*)*\$)
  | (?P<brace>[{}])
  | (?P<space>~)
  | (?P<other>[\\$]|``|''|--|<<|>>|[!?]`|,,)
    """,
    re.VERBOSE,
)


class _ForeignError(Exception):
    """A value holds what only pylatexenc reads."""


def decode(value: str) -> str:
    r"""Resolve the LaTeX of a value: accents, braces, `\&`; a value without any is returned as it is."""
    if not _LATEX.search(value):
        return _squeezed(value)
    # In a .bib file a bare % is a percent sign, not a comment that swallows the rest of the title.
    escaped = _BARE_SPECIAL.sub(r"\\\1", value)
    try:
        decoded = _TOKEN.sub(_resolved, escaped)
    except _ForeignError:
        decoded = _by_pylatexenc(escaped)
    return _squeezed(decoded.replace("\N{NO-BREAK SPACE}", " "))


def unescape(value: str) -> str:
    r"""Resolve the escapes of an address, `\_` and `\%`, in which braces and tildes stand for themselves."""
    return _ESCAPE.sub(r"\1", value)


def _resolved(token: re.Match[str]) -> str:
    kind = token.lastgroup
    if kind in ("braced", "bare", "inner", "after"):
        letter = (token["braced"] or token["bare"] or token["inner"] or token["after"]).strip().lstrip("\\")
        return unicodedata.normalize("NFC", letter + _MARKS[token["mark"] or token["named"]])
    if kind == "letter":
        return _LETTERS[token["letter"]]
    if kind == "escape":
        return token["escape"]
    if kind == "math":
        return _by_pylatexenc(token["math"])
    if kind == "other":
        raise _ForeignError
    return "" if kind == "brace" else " "


@lru_cache(maxsize=4096)
def _by_pylatexenc(value: str) -> str:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    try:
        return str(LatexNodes2Text().latex_to_text(value))
    except Exception:  # noqa: BLE001 - it fails in many ways on LaTeX that no title has; such a value stays as written
        return re.sub(r"\\([%&#])", r"\1", value)


def _squeezed(value: str) -> str:
    return " ".join(value.split())
