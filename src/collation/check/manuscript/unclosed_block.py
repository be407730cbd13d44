r"""A comment or a fence of code opens and is not closed, so words are printed or left out that should not be.

The mark is printed with all that was meant for the author alone; or the next comment or fence closes it, and the text
between is in no output.  A fence in the form of R Markdown, as ```` ```{r, echo=FALSE} ````, opens nothing here: its
code is printed in the paragraph.

Basis: seen of pandoc 3.9 and the outputs; CommonMark, Fenced code blocks; the HTML standard, where a comment that holds
`<!--` is an error (nested-comment).

Fails:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。

        <!-- 此处请导师核对。

        绵羊模型亦然。
Passes:
    manuscript/01-introduction.md:
        山羊模型中软骨得到修复[@murphy2003]。

        <!-- 此处请导师核对。 -->

        绵羊模型亦然，注释写作`<!--`。
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Severity
from collation.model import HIDDEN, Manuscript, Section

CODE = "unclosed-block"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_FENCE = re.compile(r"(?P<marks>`{3,}(?=[^`\r\n]*\r?$)|~{3,}(?=[^~\r\n]*\r?$))[ \t]*(?P<header>[^\r\n]*)", re.MULTILINE)
_HEADER = re.compile(r"[^\s{}]*[ \t]*(?:\{[ \t]*(?:[.#=][^{}]*|[\w-]+=[^{}]*)?\})?")
# The code of a line, fenced code, or a comment; of the latter two, where another opens in them behind a blank line.
_CLOSED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^`\n]*\n(?P<code>[\s\S]*?)^ {0,3}(?P=fence)[`~]*[ \t]*\r?$"
    r"|`[^`\n]*`|<!--(?P<comment>[\s\S]*?)-->",
    re.MULTILINE,
)
_SECOND_COMMENT = re.compile(r"\n[ \t]*\r?\n(?:[^\n]*\n)*? {0,3}<!--")
_SECOND_FENCE = re.compile(r"^[ \t]*\r?\n {0,3}(`{3,}|~{3,})[ \t]*[\w{][^`\n]*$", re.MULTILINE)


_CLOSE_COMMENT = "write --> where it ends"


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each comment and fence where it opens."""
    for section in manuscript.sections:
        if any(mark in section.text for mark in ("<!--", "```", "~~~")):
            found = sorted([*_printed(section), *_swallowing(section)])
            for start, length, message, help in found:
                yield Diagnostic(CODE, SEVERITY, manuscript.locate(section.path, start, length), message, help)


def _printed(section: Section) -> Iterator[tuple[int, int, str, str]]:
    """Yield the marks that open nothing, so that they are prose themselves."""
    is_in_chunk = False
    for passage in section.passages:
        for comment in re.finditer("<!--", passage.text):
            yield passage.place(comment.start()), 4, "this comment is never closed, so it is printed", _CLOSE_COMMENT
        lines = passage.text.split("\n")
        start = 0
        fences: list[re.Match[str] | None] = []
        for line in lines:
            is_mark = line[:1] in ("`", "~", HIDDEN)
            fences.append(_FENCE.match(section.text, passage.place(start)) if is_mark else None)
            start += len(line) + 1
        for index, fence in enumerate(fences):
            if fence is None:
                continue
            marks, header = fence["marks"], fence["header"].rstrip()
            if lines[index][0] == HIDDEN:
                is_chunk = _is_closed(lines, fences, index)
                if not is_chunk:
                    continue  # code in a line, or the end of what is spoken of
            else:
                is_end = is_in_chunk and not header
                is_chunk = is_in_chunk = not _HEADER.fullmatch(header)
                if is_end:
                    continue
            if is_chunk:
                message = f"{marks}{header} opens no code: pandoc does not know what stands behind the {marks}"
                help = f"write {marks}r or {marks}{{.r}}, the name of the language alone"
            else:
                message = f"the code that {marks}{header} opens is never closed, so all is printed as text"
                help = f"write {marks} in a line of its own where it ends"
            yield fence.start(), len(marks), message, help


def _is_closed(lines: list[str], fences: list[re.Match[str] | None], first: int) -> bool:
    """Whether code that is read as the words of a paragraph ends with a line that is nothing but its marks."""
    opening = fences[first]
    for line, fence in zip(lines[first + 1 :], fences[first + 1 :], strict=True):
        if line.strip(HIDDEN):
            return False
        if opening and fence and fence["marks"] == opening["marks"] and not fence["header"].strip():
            return True
    return False


def _swallowing(section: Section) -> Iterator[tuple[int, int, str, str]]:
    """Yield what only the end of a later one closes."""
    for found in _CLOSED.finditer(section.text):
        if found["comment"] and _SECOND_COMMENT.search(found["comment"]):
            message = "this comment is closed by the end of a later one, so the text between is left out"
            yield found.start(), 4, message, _CLOSE_COMMENT
        inner = _SECOND_FENCE.search(found["code"]) if found["code"] else None
        if inner and inner[1] == found["fence"]:
            message = f"the code that this {found['fence']} opens holds another {found['fence']}, whose end closes it"
            help = f"write {found['fence']} in a line of its own where it ends"
            yield found.start("fence"), len(found["fence"]), message, help
