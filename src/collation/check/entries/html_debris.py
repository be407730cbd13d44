r"""A field has a character entity or a tag of HTML or MathML, which is printed as it stands.

Databases and publishers' pages deliver titles in HTML; copied into a `.bib` file, `&amp;`, `&lt;` and `<i>` reach the
reader letter by letter, and an entity with a figure (`&#8211;`) empties the whole field, for LaTeX takes `#8` for an
argument.

Basis: the character references of the HTML standard; Crossref's records carry such markup in titles, which its guidance
on face markup describes; measured with the pandoc that prints the reference list.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats &amp; sheep}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats \& \emph{sheep}}, journal = {Journal}, year = {2003}}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.entries import values
from collation.check.entries.places import place, replace, replace_all
from collation.diagnostics import Diagnostic, Severity
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "html-debris"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_FIGURES = re.compile(r"(?<!\\)#\d")
_LATEX = {
    "&": r"\&", "%": r"\%", "#": r"\#", "$": r"\$", "_": r"\_", "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}", "^": r"\^{}", "\N{NO-BREAK SPACE}": "~",
}  # fmt: skip
_COMMANDS = {
    "i": "emph", "em": "emph", "italic": "emph", "b": "textbf", "bold": "textbf", "strong": "textbf",
    "u": "underline", "underline": "underline", "sub": "textsubscript", "sup": "textsuperscript",
    "sc": "textsc", "scp": "textsc",
}  # fmt: skip
_OTHERS = (
    "p|br|span|div|font|inline-formula|disp-formula|tex-math|alternatives|xref|a|"
    r"(?:mml:|m:)?(?:math|mi|mn|mo|mrow|msub|msup|msubsup|mtext|mspace|mstyle|mfrac|mover|munder|semantics)"
)
# The brackets as they are, and as Mendeley and others write them in LaTeX.
_LT = r"(?:<|\$<\$|\{\\textless\}|\\textless(?:\{\}|\s))"
_GT = r"(?:>|\$>\$|\{\\textgreater\}|\\textgreater(?:\{\}|\s)?)"
_TAG = re.compile(
    rf"{_LT}/?(?:jats:)?({'|'.join(_COMMANDS)}|{_OTHERS})(?:\s+[\w:-]+\s*=\s*(?:\\?\"[^\"<>]*\"|'[^'<>]*'))*\s*/?{_GT}",
    re.IGNORECASE,
)
_PAIR = re.compile(
    rf"{_LT}(?:jats:)?({'|'.join(_COMMANDS)}){_GT}((?:(?!{_LT}|{_GT}).)*){_LT}/(?:jats:)?\1{_GT}",
    re.IGNORECASE | re.DOTALL,
)
_END = re.compile(rf"{_LT}/")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield for each field that is printed, or is an address, its first entity and its first tag."""
    for entry in manuscript.bibliography.entries:
        for item in entry.fields:
            if item.name not in values.PRINTED and item.name != "url":
                continue
            if "&" in item.value and ";" in item.value:
                yield from _entity(manuscript, entry, item)
            if item.name != "url" and ("<" in item.value or "textless" in item.value):
                yield from _tag(manuscript, entry, item)


def _entity(manuscript: Manuscript, entry: BibliographyEntry, item: Field) -> Iterator[Diagnostic]:
    path = manuscript.bibliography.path
    found = values.entities(item.value)
    if not found:
        return
    is_quoted = manuscript.source[path].text[item.start : item.start + 1] == '"'
    stretches, mended = [], item.value
    for entity in reversed(found):
        text = entity.character
        written = text if item.name == "url" else "".join(_LATEX.get(character, character) for character in text)
        if is_quoted:
            written = written.replace('"', '{"}')
        stretches.append((entity.start, entity.end, written))
        mended = mended[: entity.start] + written + mended[entity.end :]
    is_plain = all(
        len(entity.character) == 1
        and unicodedata.category(entity.character)[0] in "LMNPSZ"
        and entity.character not in "{}"  # BibTeX counts braces, escaped ones too
        for entity in found
    )
    is_safe = not values.entities(mended) and not tags(mended)
    first = found[0]
    empties = item.name != "url" and any(_FIGURES.search(entity.written) for entity in found)
    yield Diagnostic(
        CODE,
        Severity.ERROR if empties else SEVERITY,
        place(manuscript, item, first.start, first.start + len(first.written)),
        f"the {item.name} of {entry.citekey} has the HTML entity {first.written}, "
        + ("which makes the whole field vanish in print" if empties else "which is printed as it stands"),
        f"write {first.character if item.name == 'url' else _LATEX.get(first.character, first.character)}",
        entry.citekey,
        replace_all(manuscript, item, reversed(stretches), is_safe=is_safe, message="write the character itself")
        if is_plain
        else None,
    )


def tags(value: str) -> list[re.Match[str]]:
    """Find the tags of a value; one letter in angle brackets is a tag only where its end tag follows."""
    found = list(_TAG.finditer(value))
    ended = {match[1].lower() for match in found if _END.match(match[0])}
    return [match for match in found if len(match[1]) > 1 or match[1].lower() in ended]


def _tag(manuscript: Manuscript, entry: BibliographyEntry, item: Field) -> Iterator[Diagnostic]:
    found = tags(item.value)
    if not found:
        return
    mended, before = item.value, ""
    while mended != before:
        before, mended = mended, _PAIR.sub(lambda match: f"\\{_COMMANDS[match[1].lower()]}{{{match[2]}}}", mended)
    yield Diagnostic(
        CODE,
        SEVERITY,
        place(manuscript, item, *found[0].span()),
        f"the {item.name} of {entry.citekey} has the tag {found[0][0]}, which is printed as it stands",
        "write it as LaTeX, as in \\emph{…} or \\textsuperscript{…}, or take it out",
        entry.citekey,
        None if tags(mended) else replace(manuscript, item, mended, is_safe=False, message="write the markup as LaTeX"),
    )
