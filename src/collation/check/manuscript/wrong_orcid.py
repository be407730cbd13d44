"""An author's ORCID iD is not of its form, or its check digit is wrong.

The link beside the name would lead to nobody, or to somebody else.

Basis: ORCID, Structure of the ORCID Identifier: sixteen digits in four groups, of which the last is the check digit of
ISO 7064, MOD 11-2, and may be X.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}, orcid: 0000-0002-1825-0098}]
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名}
        authors: [{name: {zh: 王强}, orcid: 0000-0002-1825-0097}]
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

import re
from collections.abc import Iterator

from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "wrong-orcid"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("metadata",)

_FORM = re.compile(r"(?:https://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]", re.ASCII)
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/|^orcid[\s:]*", re.IGNORECASE)
_GROUP = 4


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each iD that is wrong; where its digits are right, its form can be mended."""
    path = manuscript.front_matter.path
    for text in manuscript.front_matter.texts:
        if text.part != "orcid":
            continue
        bare = re.sub(r"[\s\u2010-\u2015-]", "", _ADDRESS.sub("", text.text)).upper()
        is_right = re.fullmatch(r"\d{15}[\dX]", bare, re.ASCII) is not None and _check_digit(bare[:-1]) == bare[-1]
        if is_right and _FORM.fullmatch(text.text):
            continue
        form = "-".join(bare[start : start + _GROUP] for start in range(0, len(bare), _GROUP))
        start, end = text.place(0), text.place(len(text.text) - 1) + 1
        fix = None
        if is_right and manuscript.source[path].text[start:end] == text.text:
            fix = Fix((Edit(path, start, end, form),), is_safe=True, message=f"write it as {form}")
        yield Diagnostic(
            CODE,
            SEVERITY,
            manuscript.locate(path, start, end - start),
            f"{text.text} is not written as an ORCID iD" if is_right else f"{text.text} is no ORCID iD",
            f"write {form}" if is_right else "copy it from the author's page at orcid.org: 0000-0000-0000-0000",
            fix=fix,
        )


def _check_digit(digits: str) -> str:
    """Return the last character of an iD by its first fifteen (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
