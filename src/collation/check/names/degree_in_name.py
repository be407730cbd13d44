"""A name has a degree, a title or a role in it.

`Smith, J., PhD` is printed SMITH P J, `Prof. Smith` has a given name that begins with P, and of 王强 教授 only 教授 is
printed.

Basis: NLM's Citing Medicine and GB/T 7714-2015 leave degrees and titles out of an author's name; the BibTeX manual
(Patashnik, "BibTeXing") reads each word of the field as a part of the name.  MD, MA and the like are initials too, and
are reported only behind a second comma, and MD behind a given name that is written out.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M., PhD}, title = {Goats}, journal = {Bone}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J. M. and Fink, M. D.}, title = {Goats}, journal = {Bone}, year = {2003}}
"""

import re
from collections.abc import Iterator

from collation.check.names import lists, written
from collation.check.names.latin import BODY, DEGREE, SUFFIX, is_degree_behind, is_joined
from collation.check.names.written import Span, WrittenName
from collation.chinese import GLUED_TITLE, HAN, is_full_name
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "degree-in-name"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_SUSPECT = re.compile(
    r"\b(?:prof|professor|dr|mrs?|ms|mph|phd|ph\.\s?d|dphil|dvm|mbbs|mbchb|d\.?sc|m\.?sc|b\.?sc|pharm\.?d|fr?acs|fr?acp|frc[sp]|"
    r"mba|dds|dmd|m\.?d|m\.?a|m\.?s|b\.?[as]|do|rn)\b|博士|教授|硕士|医师|主任|院士|研究员|先生|女士|[主]?编|译|著|"
    r"[(（](?:ed|hrsg|hg|trans|comp|coord)",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"(?:Prof|Professor|Dr|Mrs?|Ms)\.?")
_CERTAIN = re.compile(
    r"(?:Ph\.?D|D\.?Phil|MBBS|MBChB|D\.?Sc|M\.?Sc|B\.?Sc|MPH|Pharm\.?D|FRCS|FRCP|FACS|FACP|DVM|MBA|DDS)\.?"
)

_ROLE = re.compile(
    r"[\s~,]*(?P<role>[(（](?:eds?|editors?|hrsg|hg|transl?|translators?|comp|coord)\.?[)）])", re.IGNORECASE
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first degree, title or role of each personal name."""
    for entry, field in lists.fields(manuscript):
        if not _SUSPECT.search(field.value):
            continue
        for name in written.names(entry, field):
            if name.is_corporate or BODY.search(name.bare):
                continue
            found = _han(name) if HAN.search(name.bare) else _latin(name)
            if found is None:
                continue
            cut, degree = found
            fix = written.replacement(manuscript, field, *cut, "", is_safe=False)
            place = written.location(manuscript, field, degree.start, degree.end)
            message = f"{degree.text} is printed as part of the name {name.text}"
            yield Diagnostic(CODE, SEVERITY, place, message, "remove it from the name", entry.citekey, fix)


def _latin(name: WrittenName) -> tuple[tuple[int, int], Span] | None:
    """Return what is to be removed, by its start and end in the value, and the degree or title itself."""
    if role := _ROLE.search(name.bare):
        start, end = name.start + role.start(), name.start + role.end()
        return (start, end), Span(role["role"], name.start + role.start("role"))
    parts = name.parts
    for index, part in enumerate(parts[1:], start=1):
        is_degree = _CERTAIN.fullmatch(part.text) or (len(parts) > 2 and DEGREE.fullmatch(part.text))
        if is_degree and not SUFFIX.fullmatch(parts[index - 1].text):
            return (parts[index - 1].end, part.end), part
    for index, word in enumerate(name.words):
        at_start = index == 0 or word.start in (part.start for part in parts)
        if at_start and len(name.words) > 1 and _HONORIFIC.fullmatch(word.text):
            following = name.words[index + 1] if index + 1 < len(name.words) else None
            return (word.start, following.start if following else word.end), word
    last = name.words[-1]
    is_behind_initials = len(name.words) > 2 and is_joined(name.words[-2].text) and DEGREE.fullmatch(last.text)
    is_behind_given = len(parts) == 2 and name.words[-2].start >= parts[1].start
    is_behind_given = is_behind_given and is_degree_behind(last.text, name.words[-2].text)
    if is_behind_initials or is_behind_given or (len(name.words) > 2 and _CERTAIN.fullmatch(last.text)):
        return (name.words[-2].end, last.end), last
    return None


def _han(name: WrittenName) -> tuple[tuple[int, int], Span] | None:
    found = GLUED_TITLE.search(name.text)
    if found is None or not is_full_name(name.text[: found.start()].replace(", ", "")):
        return None
    group = "apart" if found["apart"] else "behind"
    return (name.start + found.start(), name.end), Span(found[group], name.start + found.start(group))
