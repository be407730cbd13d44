r"""Identifiers of works: one form for each, however it was written, and the digits by which a slip of the hand shows.

An identifier comes with an address before it, with a label, with the escapes of LaTeX or of a URL.  Two that mean the
same work have the same normalised form; what is no such identifier has none ("").

The DOI Handbook (ISO 26324): a name is `10.` and a registrant, which may itself be divided by full stops, then `/`,
then any printable characters; letters A to Z are the same in either case.  `10/gc3hdn` is a short DOI, which resolves
too.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

DOI_ADDRESS = re.compile(r"(?:https?:/{1,2})?(?:www\.|dx\.)?doi\.org/+", re.IGNORECASE)
"""What stands before a DOI that is written as an address."""

_DOI_LABEL = re.compile(r"(?:info:|urn:)?doi\s*[:：]?\s*(?=\S)", re.IGNORECASE)
_DOI = re.compile(r"10(?:\.[0-9]{4,}(?:\.[0-9]+)*)?/\S+")
_LATEX = {
    r"$<$": "<", r"$>$": ">", r"{\textless}": "<", r"{\textgreater}": ">", r"\textless{}": "<", r"\textgreater{}": ">",
    r"{\_}": "_", r"\_": "_", r"\%": "%", r"\&": "&", r"\#": "#", r"{\&}": "&", r"{\#}": "#", r"{\%}": "%",
    r"{\textunderscore}": "_", r"\textunderscore{}": "_", r"\textunderscore ": "_", "&lt;": "<",
    "&gt;": ">", "&amp;": "&", r"{\textasciitilde}": "~", r"\textasciitilde{}": "~", r"\~{}": "~", "{~}": "~",
}  # fmt: skip
_ESCAPED = re.compile("|".join(re.escape(text) for text in sorted(_LATEX, key=len, reverse=True)))
_HOST = re.compile(r"[a-z0-9._-]*[a-z0-9]|[0-9a-f:.]*:[0-9a-f:.]*")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_TRAILING = ".,;:。，；：、"


def without_escapes(value: str) -> str:
    r"""Return an address or identifier without the escapes of LaTeX and HTML: `a\_b` is `a_b`, `$<$` is `<`."""
    if not any(mark in value for mark in "\\{&$"):
        return value
    return _ESCAPED.sub(lambda found: _LATEX[found[0]], value)


def bare_doi(value: str) -> str:
    """Return a DOI without what is not its own: address, label, escapes, space around; faults of its own stay.

    A text that holds no DOI is returned like any other: `normalised_doi` tells.
    """
    text = without_escapes(value.strip())
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    for _ in range(4):  # a label before an address, an address before a label
        found = _DOI_LABEL.match(text) or DOI_ADDRESS.match(text)
        if found:
            text = text[found.end() :]
    if "%" in text:
        # A percent sign in a DOI is nearly always the escape of an address; 10.1000/100% has none to decode.
        decoded = unquote(text, errors="replace")
        text = decoded if decoded.isprintable() and "\N{REPLACEMENT CHARACTER}" not in decoded else text
    return text.strip()


def normalised_doi(value: str) -> str:
    """Return the form in which equal DOIs are equal texts, or "" where the value is no DOI."""
    text = bare_doi(value).rstrip(_TRAILING)
    while text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1].rstrip(_TRAILING)
    if not _DOI.fullmatch(text):
        return ""
    return text.lower() if text.isascii() else "".join(mark.lower() if mark.isascii() else mark for mark in text)


_PMID = re.compile(
    r"(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/)?"
    r"(?:PMID\s*[:：]?\s*)?0*([1-9][0-9]{0,7})/?",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"(?:https?://)?(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/)?"
    r"(?:PMCID\s*[:：]?\s*)?(?:PMC\s*)?0*([1-9][0-9]{0,8})(?:\.[0-9]+)?/?",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?:(?:https?://)?(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/)?(?:arXiv\s*[:：]?\s*)?"
    r"([0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}|[a-z-]+(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})"
    r"(?:v[0-9]+)?(?:\.pdf)?(?:\s*\[[^\]]*\])?",
    re.IGNORECASE,
)


def normalised_pmid(value: str) -> str:
    """Return the number of a record of PubMed without zeros before it, or "" where the value is none."""
    found = _PMID.fullmatch(value.strip())
    return found[1] if found else ""


def normalised_pmcid(value: str) -> str:
    """Return the number of an article of PubMed Central as `PMC123`, or "" where the value is none."""
    found = _PMCID.fullmatch(value.strip())
    return f"PMC{found[1]}" if found else ""


def normalised_arxiv(value: str) -> str:
    """Return the number of a preprint of arXiv without its version, or "" where the value is none."""
    found = _ARXIV.fullmatch(value.strip())
    return found[1].lower() if found else ""


_SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212-]")


def digits(value: str) -> str:
    """Return an ISSN, ISBN or ISMN without spaces and dashes, its letter X or M in upper case."""
    return _SEPARATORS.sub("", value).upper()


def _digits(text: str, pattern: str) -> str:
    compact = digits(text)
    return compact if re.fullmatch(pattern, compact) else ""


def _weighted(compact: str) -> int:
    """Return the sum of the digits, the last counted once, the one before twice and so on; X is 10."""
    return sum(weight * (10 if mark == "X" else int(mark)) for weight, mark in enumerate(reversed(compact), start=1))


def _alternating(compact: str) -> int:
    """Return the sum of the digits, every second one counted three times."""
    return sum((3 if index % 2 else 1) * int(mark) for index, mark in enumerate(compact))


def has_issn_check_digit(value: str) -> bool:
    """Return whether eight digits (the last may be X) are an ISSN by its check digit (ISO 3297: modulus 11)."""
    compact = _digits(value, "[0-9]{7}[0-9X]")
    return bool(compact) and _weighted(compact) % 11 == 0


def has_isbn_check_digit(value: str) -> bool:
    """Return whether 10 or 13 digits are an ISBN by its check digit (ISO 2108: modulus 11, and modulus 10)."""
    if compact := _digits(value, "[0-9]{9}[0-9X]"):
        return _weighted(compact) % 11 == 0
    compact = _digits(value, "97[89][0-9]{10}")
    return bool(compact) and _alternating(compact) % 10 == 0


def has_ismn_check_digit(value: str) -> bool:
    """Return whether `M` and nine digits, or 13 digits from 9790, are an ISMN by its check digit (ISO 10957)."""
    compact = _digits(value, "M[0-9]{9}|9790[0-9]{9}")
    return bool(compact) and _alternating(compact.replace("M", "9790")) % 10 == 0


def normalised_isbn(value: str) -> str:
    """Return the thirteen digits of an ISBN that has its check digit, or "" where the value is none."""
    if not has_isbn_check_digit(value):
        return ""
    compact = digits(value)
    if len(compact) == 13:
        return compact
    body = f"978{compact[:9]}"
    return f"{body}{-_alternating(body) % 10}"


def web_address(target: str) -> str:
    """Return where a link leads, in the characters of RFC 3986; "" for a file of this machine, or for nowhere.

    The address may be on the web, or one of mail or of a telephone (RFC 6068, RFC 3966).
    """
    try:
        parts = urlsplit(target)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # which an unfit name of a host is too
        return ""
    rest = "".join(
        f"{mark}{_quoted(part)}" for mark, part in (("", parts.path), ("?", parts.query), ("#", parts.fragment)) if part
    )
    if parts.scheme in ("mailto", "tel"):
        return f"{parts.scheme}:{rest}" if parts.path else ""
    if parts.scheme not in ("http", "https", "ftp") or not _HOST.fullmatch(host):
        return ""
    user = "".join(parts.netloc.rpartition("@")[:2])
    return f"{parts.scheme}://{_quoted(user)}{f'[{host}]' if ':' in host else host}{port}{rest}"


def _quoted(part: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", part), safe="!$%&'()*+,/:;=?@~")
