"""Every check there is, in the order in which a report is best read, and a run of them over a manuscript."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import Literal

from collation.check.entries import unverified_entry
from collation.check.families import FAMILIES
from collation.check.protocol import Check
from collation.diagnostics import CollationError, Diagnostic, Severity, sort
from collation.model import Manuscript
from collation.suggestion import nearest

CHECKS: tuple[Check, ...] = tuple(check for family in FAMILIES.values() for check in family)

FAMILY: Mapping[str, str] = MappingProxyType(
    {check.CODE: family for family, checks in FAMILIES.items() for check in checks}
)
"""The family of each check, by its name."""

INDISPENSABLE = frozenset(
    {
        "missing-file",
        "unreadable-file",
        "wrong-encoding",
        "control-character",
        "reader-disagreement",
        "unbalanced-brace",
        "missing-comma",
        "duplicate-field",
        "doubled-string",
        "undefined-string",
        "broken-entry",
        "duplicate-citekey",
        "invalid-metadata",
        "stray-citation-syntax",
        "citation-in-front-matter",
        "mixed-notations",
        "unresolved-citekey",
        "unresolved-number",
        "unresolved-cross-reference",
        "duplicate-identifier",
        "skipped-heading-level",
        "misplaced-heading",
        "misplaced-float",
        "malformed-size",
        "uneven-table",
        "unreachable-link",
        "missing-image",
        "broken-formula",
        "unprovable-markup",
        "unreadable-image",
    }
)
"""Checks that nothing switches off, no setting, waiver or baseline: past what they find nobody could say which work a
number means, or where a link leads, and a renderer would print a wrong number, a broken link, or nothing."""


LIKE_CITATIONS = (
    "stray-citation-syntax",
    "bare-citekey",
    "malformed-number",
    "raised-number",
    "unicode-superscript",
    "split-range",
)
"""What finds something that was to cite and that no program reads as a citation."""


class UnknownCheckError(CollationError):
    """There is no check of that name."""


class IndispensableCheckError(CollationError):
    """A name switches off a check without which nothing may be rendered."""


def find(name: str) -> Check:
    """Return the check of a name.

    Raises:
        UnknownCheckError: if there is none; the message suggests the nearest.
    """
    by_code = {check.CODE: check for check in CHECKS}
    if name not in by_code:
        meant = nearest(name, by_code)
        raise UnknownCheckError(f"there is no check {name or '“”'}" + (f"; did you mean {meant}?" if meant else ""))
    return by_code[name]


def members(name: str) -> tuple[Check, ...]:
    """Return the checks that a name means: those of a family, or the one check of that name.

    Raises:
        UnknownCheckError: if it names neither; the message suggests the nearest of both.
    """
    if name in FAMILIES:
        return FAMILIES[name]
    meant = "" if name in FAMILY else nearest(name, (*FAMILY, *FAMILIES))
    if meant in FAMILIES:
        raise UnknownCheckError(f"there is no check {name}; did you mean the family {meant}?")
    return (find(name),)


def dispensable(name: str) -> tuple[str, ...]:
    """Return the checks that a name means and that can be ignored.

    Raises:
        UnknownCheckError: as `members` does.
        IndispensableCheckError: if none of them can be.
    """
    codes = [check.CODE for check in members(name)]
    if codes and INDISPENSABLE.issuperset(codes):
        what = name if name in codes else f"every check of {name}"
        raise IndispensableCheckError(f"{what} must stay an error, for what it finds cannot be printed")
    return tuple(code for code in codes if code not in INDISPENSABLE)


Means = Literal["waiver", "baseline", "per-file"]
"""By what a project accepts a finding."""


@dataclass(frozen=True)
class Accepted:
    """A finding that the project accepts: it is not reported, but counted, with the reason that it was given."""

    diagnostic: Diagnostic
    by: Means
    reason: str


@dataclass(frozen=True)
class Report:
    """What the checks found, which of them ran, and which did not and why.

    `accepted` are findings that a waiver, the baseline or a `per-file` setting accepts; `gone` says in words what the
    baseline has and is no longer found.  A strict run fails at a warning too, and at an entry that is not verified.
    """

    diagnostics: tuple[Diagnostic, ...]
    ran: tuple[str, ...]
    skipped: tuple[tuple[str, str], ...]
    accepted: tuple[Accepted, ...] = ()
    gone: tuple[str, ...] = ()
    is_strict: bool = False
    unreadable: tuple[str, ...] = field(default=())
    """Those of the skipped checks that did not run for want of a part that could not be read."""

    def of(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Return the findings of one severity."""
        return tuple(found for found in self.diagnostics if found.severity == severity)

    @property
    def has_errors(self) -> bool:
        """Whether the build must stop."""
        return bool(self.of(Severity.ERROR))

    def fails(self, found: Diagnostic) -> bool:
        """Whether a finding makes this run fail."""
        is_grave = found.severity == Severity.WARNING or found.code == unverified_entry.CODE
        return found.severity == Severity.ERROR or (self.is_strict and is_grave)

    @property
    def failures(self) -> tuple[Diagnostic, ...]:
        """The findings that make this run fail."""
        return tuple(found for found in self.diagnostics if self.fails(found))

    @property
    def is_whole(self) -> bool:
        """Whether everything was checked that had to be: a strict run needs every part, and the verification."""
        return not (self.is_strict and (self.unreadable or unverified_entry.CODE not in self.ran))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings each check has, the most first, then by name."""
        counted = Counter(found.code for found in self.diagnostics)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def run(
    manuscript: Manuscript,
    *,
    select: Collection[str] = (),
    ignore: Collection[str] = (),
    severity: Mapping[str, str] = MappingProxyType({}),
    per_file: Iterable[tuple[str, Collection[str]]] = (),
) -> Report:
    """Run the checks over a manuscript.

    A name in a setting is that of a check or of a family; a family means those of its checks that can be ignored.

    Args:
        manuscript: what `assemble` made.
        select: what is run; empty for all.  What cannot be ignored is run too.
        ignore: what the project does not want; it goes before `select`.
        severity: severities of the project's own; that of a check goes before that of its family.
        per_file: what is not wanted in the files whose path a pattern matches.

    Raises:
        UnknownCheckError: if a name is neither that of a check nor of a family.
        IndispensableCheckError: if one switches off a check that nothing may be rendered without.
    """
    selected = {check.CODE for name in select for check in members(name)}
    ignored = {code for name in ignore for code in dispensable(name)}
    own_severities = severities(severity)
    patterns = [(glob, {code for name in names for code in dispensable(name)}) for glob, names in per_file]
    found: list[Diagnostic] = []
    ran: list[str] = []
    skipped: list[tuple[str, str]] = []
    unreadable: list[str] = []
    for check in CHECKS:
        missing = [part for part in check.NEEDS if part in manuscript.missing_parts]
        if check.CODE in ignored:
            skipped.append((check.CODE, "ignored"))
        elif selected and check.CODE not in selected | INDISPENSABLE:
            skipped.append((check.CODE, "not selected"))
        elif missing:
            skipped.append((check.CODE, _why(missing, manuscript)))
            unreadable.append(check.CODE)
        else:
            ran.append(check.CODE)
            own = own_severities.get(check.CODE)
            found.extend(item.with_severity(own) if own else item for item in check.find(manuscript))
    kept: list[Diagnostic] = []
    accepted: list[Accepted] = []
    for item in sort(_with_citekeys(manuscript, found)):
        glob = next((glob for glob, codes in patterns if item.code in codes and _fits(item, glob)), None)
        if glob is None:
            kept.append(item)
        else:
            accepted.append(Accepted(item, "per-file", f"ignored in {glob}"))
    return Report(tuple(kept), tuple(ran), tuple(skipped), tuple(accepted), unreadable=tuple(unreadable))


def severities(given: Mapping[str, str]) -> dict[str, Severity]:
    """Return the severity of each check that the settings give one: its own before that of its family.

    Raises:
        UnknownCheckError, IndispensableCheckError: as `run` does.
    """
    found: dict[str, Severity] = {}
    for name, value in sorted(given.items(), key=lambda item: item[0] not in FAMILIES):
        codes = [check.CODE for check in members(name)] if value == Severity.ERROR else dispensable(name)
        found |= dict.fromkeys(codes, Severity(value))
    return found


def _fits(found: Diagnostic, glob: str) -> bool:
    return fnmatchcase(found.location.path, glob)


def _with_citekeys(manuscript: Manuscript, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Name the entry in which a finding lies where its check did not: waivers and the baseline know it by that."""
    path = manuscript.bibliography.path
    lines = manuscript.source[path].lines if path in manuscript.source else None
    entries = manuscript.bibliography.entries if lines else ()
    places: list[tuple[int, int]] = []
    for item in found:
        if item.citekey or item.location.path != path or lines is None:
            yield item
            continue
        if not places:
            starts = (lines.location(entry.start) for entry in entries)
            places = [(start.line, start.column) for start in starts]
        index = bisect_right(places, (item.location.line, item.location.column)) - 1
        end = lines.location(entries[index].end) if index >= 0 else None
        is_within = end is not None and (item.location.line, item.location.column) < (end.line, end.column)
        yield replace(item, citekey=entries[index].citekey) if is_within else item


def _why(missing: list[str], manuscript: Manuscript) -> str:
    """Say why a check could not run: a project need not have an evidence file, and then none was misread."""
    others = [item.location.path for item in manuscript.unread]
    others.extend(item.location.path for item in manuscript.metadata_faults)
    if missing == ["evidence"] and set(others) <= {manuscript.front_matter.path}:
        return "no evidence file says where the entries were seen"
    return f"the {' and '.join(missing)} could not be read, or not whole"
