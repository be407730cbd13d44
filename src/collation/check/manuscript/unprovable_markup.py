"""Raw markup that prints words in one format alone, hides some, or fetches something: nobody could prove that output.

An output is compared with the manuscript, and what stands in the markup of one format is no text of the manuscript.
Raw markup that only breaks a line or a page, and tags around text that every format prints, do no harm.

Basis: pandoc's manual, Raw HTML, and the extension `raw_attribute`: it is passed unchanged to the one format that it
names, and left out of all others.

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨`#strong[得到修复]`{=typst}[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨**得到修复**[@murphy2003]。
"""

import re
from collections.abc import Iterator
from typing import Final

from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript, RawMarkup

CODE = "unprovable-markup"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

# What a tag may say of itself: how it looks, never what a program reads out, fetches, hides, or leads to.
_STYLE: Final = r"""\s*(?:(?:background-color|color|font-style|font-weight|text-align|vertical-align|white-space|width)
    \s*:\s*(?!transparent)[\w\s#%.,-]+;?\s*)*"""
_ATTRIBUTE: Final = rf"""\s+(?:
    (?:align|bgcolor|border|cellpadding|cellspacing|class|color|colspan|dir|face|height|lang|rowspan|scope|size|span|
    valign|width)\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[\w\#%.-]+)
    |nowrap|style\s*=\s*(?:"{_STYLE}"|'{_STYLE}')
    |href\s*=\s*["'](?:https?://|mailto:)[^"'<>\s]*["'])"""
# What a browser shows, hides or loads on its own account, or takes for a heading or a part of the page.
_ACTIVE: Final = r"""(?:
    address|applet|area|article|aside|audio|base|bgsound|body|button|canvas|datalist|details|dialog|div|embed|fieldset
    |fig\w+|footer|form|frame\w*|h[1-6]|head|header|html|iframe|image|img|input|legend|link|listing|main|map|marquee|math
    |menu|meta|meter|nav|no\w+|object|opt\w+|output|param|picture|plaintext|pre|progress|script|search|section|select|slot
    |source|span|style|sub|summary|sup|svg|template|textarea|title|track|video|xmp)(?![\w-])"""
_TAG: Final = rf"</?(?!{_ACTIVE})[a-z][\w-]*(?:{_ATTRIBUTE})*\s*/?>"
_HTML: Final = rf"(?:\s|<!--(?:(?!-->).)*-->|{_TAG})*"
_TYPST: Final = r"""(?:\s|//[^\n]*(?:\n|\Z)|/\*(?:(?!\*/).)*\*/
    |\#(?:h|linebreak%s)\([\w\s:%%.,+-]*(?:"(?:odd|even)")?\s*\);?)*"""
_BETWEEN: Final = _TYPST % "|colbreak|pagebreak|parbreak|v"
# A paragraph or a run that holds a break, and the settings of a section, which turn its pages.
_WORD: Final = r"""(?:\s|<!--(?:(?!-->).)*-->
    |</?w:(?:br|cols|lastRenderedPageBreak|p|pPr|pageBreakBefore|pgMar|pgSz|r|sectPr|spacing|type)
    (?:\s+[\w:]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*/?>)*"""

_HARMLESS: Final = {
    format: (re.compile(pattern, re.VERBOSE | re.DOTALL | re.IGNORECASE), output)
    for format, pattern, output in (
        ("html", _HTML, "HTML"),
        ("html4", _HTML, "HTML"),
        ("html5", _HTML, "HTML"),
        ("typst", _TYPST % "", "PDF"),
        ("typst between paragraphs", _BETWEEN, "PDF"),
        ("openxml", _WORD, "DOCX"),
    )
}
"""The formats of which an output takes raw markup as it is, what of it changes no text there, and that output."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each piece of raw markup that is more than a break or a plain tag."""
    for raw in manuscript.raw:
        if output := changed_output(manuscript, raw):
            yield Diagnostic(
                CODE,
                SEVERITY,
                raw.location,
                f"raw {raw.format} would show, hide or fetch something in {output} alone, and nobody could prove it: "
                f"{' '.join(raw.text.split())[:40]}",
                "write it in Markdown, which every format prints; a break or a plain tag may stay",
            )


def changed_output(manuscript: Manuscript, raw: RawMarkup) -> str:
    """Return the one output that raw markup would make say something else than the others; empty if it does none."""
    is_between = raw.format == "typst" and _is_between(manuscript, raw)
    harmless, output = _HARMLESS.get("typst between paragraphs" if is_between else raw.format, (None, ""))
    text = raw.text.partition("{=")[0].strip("` ") if raw.text.startswith("`") else raw.text
    return output if harmless and not harmless.fullmatch(text) else ""


def _is_between(manuscript: Manuscript, raw: RawMarkup) -> bool:
    """Whether raw markup stands in a fence of its own; Typst breaks no page within a paragraph."""
    if raw.location.path not in {section.path for section in manuscript.sections}:
        return False
    line = manuscript.source[raw.location.path].text.split("\n")[raw.location.line - 1]
    return "`" not in line[: raw.location.column - 1]
