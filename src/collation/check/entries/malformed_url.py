r"""An address leads nowhere, or is written with what would be printed beside it.

`http//`, a missing `https://` or a space in the middle make a link that nobody can follow.  pandoc takes the field word
for word: `\_`, `\url{…}` and a full stop at the end are printed and become part of the link.

Basis: RFC 3986: a scheme, a colon, and no space; letters of other scripts (RFC 3987) are right.  The biblatex manual:
the field holds the address as it is, without escapes.

Fails:
    references.bib:
        @online{murphy2003, author = {Murphy, J. M.}, title = {Goats}, year = {2003}, urldate = {2004-05-12},
          url = {http//example.org/goats}}
Passes:
    references.bib:
        @online{murphy2003, author = {Murphy, J. M.}, title = {Goats}, year = {2003}, urldate = {2004-05-12},
          url = {https://example.org/goats_(2003)?a=1&b=%20#top}}
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.identifiers import normalised_doi, without_escapes
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "malformed-url"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_LONGEST = 2000
# The form of nearly every address, seen at a glance.
_RIGHT = re.compile(
    r"(?:https?|ftp)://(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(?::[0-9]+)?(?:[/?#][\w/.~%?=&#:@!$'*+,;|\[\]-]*(?<![.,;:]))?"
)
_WRAPPED = re.compile(
    r"(?:\\url\{(.*)\}|<(?:URL:)?(.*)>|\{(.*)\}|\(((?:http|www).*)\)|\[[^\[\]]*\]\((.*)\))", re.DOTALL
)
_SECOND = re.compile(r"(?<=\S)(?:[,;]?\s+|[，；、]\s*)(?=https?://|www\.)")
_SCHEME = re.compile(
    r"[htp]{3,6}(s{0,2})\s*(?:[:;：.]?\s*[/\\／]{1,3}|[:：]\s*(?=www\.))\s*(?=[^/\\\s])", re.IGNORECASE
)
_TWICE = re.compile(r"https?:?//(?=https?:?//)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#]|$)", re.IGNORECASE)
_LOCAL = re.compile(r"(?:file:|[A-Za-z]:[\\/]|/|~/|(?:https?://)?(?:localhost|127\.0\.0\.1)\b)", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_WEB = re.compile(r"(?:https?|ftps?)://", re.IGNORECASE)
_WEB_HOST = re.compile(r"(?:https?|ftps?)://(?:[^\s/?#@]*@)?[^\s/?#.]+(?:\.[^\s/?#.]+)+\.?(?:[/?#]|$)", re.IGNORECASE)
_END = re.compile(r"[.,;:。，；：、]+$")
_IN_TITLE = re.compile(r"https?://[^\s{}]+")


@dataclass(frozen=True)
class _Fault:
    """What is wrong with an address, what to do, and what is likely meant ("" where nobody knows)."""

    severity: Severity
    what: str
    help: str
    better: str = ""
    is_safe: bool = False


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each address that cannot be followed as it stands, and each that stands in a title."""
    for entry in manuscript.bibliography.entries:
        field, title = entry.field("url"), entry.field("title")
        if field and not _RIGHT.fullmatch(field.value) and len(field.value) <= _LONGEST:
            fault = _fault(field.value.strip())
            if fault:
                yield _diagnostic(manuscript, entry, field, fault)
        if title and "://" in title.value and (found := _IN_TITLE.search(title.value)):
            yield Diagnostic(
                CODE,
                Severity.WARNING,
                place(manuscript, title, *found.span()),
                f"the title of {entry.citekey} holds an address",
                "move it to url" if field is None else "leave it out; the entry has a url",
                citekey=entry.citekey,
            )


def _diagnostic(manuscript: Manuscript, entry: BibliographyEntry, field: Field, fault: _Fault) -> Diagnostic:
    is_writable = fault.better and not set('{}\\"') & set(fault.better)
    return Diagnostic(
        CODE,
        fault.severity,
        place(manuscript, field),
        f"the address of {entry.citekey} {fault.what}",
        fault.help,
        citekey=entry.citekey,
        fix=replace(manuscript, field, fault.better, is_safe=fault.is_safe) if is_writable else None,
    )


def _fault(written: str) -> _Fault | None:
    wrapped = _WRAPPED.fullmatch(written)
    bare = next(filter(None, wrapped.groups()), "").strip() if wrapped else written
    bare = without_escapes(bare).replace(r"$\sim$", "~")
    fault = _of_address(bare)
    if fault or bare == written:
        return fault
    what = "is written with escapes"
    if wrapped:
        what = "is written in a command" if written.startswith("\\") else "is written in brackets"
    return _Fault(Severity.WARNING, f"{what}, which would be printed", f"write {bare}", bare, is_safe=True)


def _of_address(text: str) -> _Fault | None:
    warning = Severity.WARNING
    if _SECOND.search(text):
        return _Fault(warning, "is more than one", "keep one; a note can hold the other")
    if _LOCAL.match(text):
        return _Fault(warning, "leads to a file that readers do not have", "write an address of the web")
    if twice := _TWICE.match(text):
        return _mistyped(text[twice.end() :])
    scheme = _SCHEME.match(text)
    if scheme and not _WEB.match(text):
        return _mistyped(f"http{'s' if scheme[1] else ''}://{text[scheme.end() :].lstrip(':')}")
    if any(character.isspace() for character in text):
        if not _WEB.match(text) and not _HOST.match(text):
            return _Fault(warning, f"is none: {text[:80]}", "write the address alone, or move the words to note")
        joined = "".join(text.split()) if "\n" in text else ""
        help = "take it out where a line was broken; a space that belongs to the address is %20"
        return _Fault(SEVERITY, "holds a space", help, joined)
    if _HOST.match(text):
        better = f"https://{text}"
        return _Fault(warning, f"has no scheme: {text}", f"write {better}, or http:// where it must be", better)
    if not _WEB.match(text):
        if normalised_doi(text):  # misplaced-doi speaks of it
            return None
        if _OTHER_SCHEME.fullmatch(text):
            return None
        return _Fault(warning, f"is none: {text[:80]}", "write the address of the work, or leave the field out")
    if not _WEB_HOST.match(text):
        return _Fault(SEVERITY, f"names no host: {text[:80]}", "write the whole address")
    better = _END.sub("", text)
    if better[-1:] == ")" and better.count(")") > better.count("("):
        better = _END.sub("", better[:-1])
    if better != text:
        return _Fault(warning, f"ends with {text[len(better) :]}", f"leave it out if the address is {better}", better)
    return None


def _mistyped(better: str) -> _Fault:
    if not _WEB.match(better) and (scheme := _SCHEME.match(better)):
        better = f"http{'s' if scheme[1] else ''}://{better[scheme.end() :].lstrip(':')}"
    return _Fault(SEVERITY, "is mistyped where it begins", f"write {better} if that is the address", better)
