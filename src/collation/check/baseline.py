"""The baseline: findings that were there when a project took up Collation, so that it can mend them one by one.

It names no lines, which every edit moves, and no typed numbers, which `collate renumber` changes: a finding is known by
its check, file, entry and the words around it in its line, and two that are alike in all of these by their number.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from collation.check.catalogue import CHECKS, INDISPENSABLE
from collation.check.waivers import unused_waiver
from collation.check.waivers.waiver_file import CITED, normalised
from collation.diagnostics import CollationError, Diagnostic
from collation.project import Project, replace_file

VERSION = 1
"""Of the file's form; one of another version is refused, not guessed at."""

NEVER = INDISPENSABLE | {unused_waiver.CODE}
"""What no baseline accepts: what cannot be printed, and a waiver that should go."""


_AROUND = 40
"""Characters either side of a finding; a paragraph may be one long line, and an edit far off in it changes nothing."""


class BaselineError(CollationError):
    """The baseline cannot be read; the message says where and why, for a person."""


@dataclass(frozen=True, order=True)
class Known:
    """What a finding is known by, wherever its line has moved to."""

    check: str
    path: str
    citekey: str
    text: str

    @property
    def fingerprint(self) -> str:
        """A short name of it that is the same on every machine."""
        parts = f"{self.check}\0{self.path}\0{self.citekey}\0{self.text}"
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def __str__(self) -> str:
        subject = self.citekey or f"“{self.text[:40]}{'…' if len(self.text) > 40 else ''}”"
        return f"{self.check} in {self.path}" + (f" ({subject})" if self.citekey or self.text else "")


def known(found: Diagnostic, line: str) -> Known:
    """Return what a finding is known by; `line` is the source line on which it stands.

    Citations stand in it as `[#]`: their numbers change where works are renumbered, and their form with the notation.
    """
    first = found.location.column - 1
    last = first + min(found.location.length, _AROUND)
    for cited in CITED.finditer(line):
        if cited.start() < first < cited.end():
            first = cited.start()
        if cited.start() < last < cited.end():
            last = cited.end()
    before, within, after = (CITED.sub("[#]", part) for part in (line[:first], line[first:last], line[last:]))
    around = before[-_AROUND:] + within + after[:_AROUND]
    return Known(found.code, found.location.path, found.citekey, normalised(around))


def fingerprints(findings: Iterable[tuple[Diagnostic, str]]) -> tuple[str, ...]:
    """Return a name of each finding, given with its source line, that no other finding of the run has."""
    seen: Counter[Known] = Counter()
    names = []
    for found, line in findings:
        item = known(found, line)
        names.append(f"{item.fingerprint}:{seen[item]}")
        seen[item] += 1
    return tuple(names)


def read(project: Project) -> Mapping[Known, int]:
    """Return how many findings of each kind the baseline has; none where there is no such file.

    Raises:
        BaselineError: if the file is not what `write` writes.
    """
    name = project.baseline
    anew = "`collate check --write-baseline` writes it anew"
    data = _data(project)
    if data is None:
        return {}
    if data["version"] != VERSION:
        raise BaselineError(
            f"{name}:1: has the version {data['version']!r}, and this Collation reads {VERSION}; {anew}"
        )
    try:
        return {_known(item): _count(item) for item in data["findings"]}
    except (KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"{name}:1: is not as Collation writes it; {anew}") from error


def _data(project: Project) -> dict[str, Any] | None:
    """Return what the baseline's file holds, in whatever version, or None where there is no such file.

    Raises:
        BaselineError: if it is no baseline, so that nothing may be written over it.
    """
    name = project.baseline
    remedy = "if it was a baseline, remove it, and `collate check --write-baseline` writes it anew"
    try:
        data = json.loads(project.path(name).read_bytes())
    except FileNotFoundError:
        return None
    except json.JSONDecodeError as error:
        raise BaselineError(f"{name}:{error.lineno}: not valid JSON: {error.msg}; {remedy}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"{name}:1: cannot be read; {remedy}") from error
    if not (isinstance(data, dict) and type(data.get("version")) is int and isinstance(data.get("findings"), list)):
        raise BaselineError(f"{name}:1: is not a baseline that Collation wrote; {remedy}")
    return data


def _known(item: Any) -> Known:
    values = [item[key] for key in ("check", "path", "citekey", "text")]
    if not all(isinstance(value, str) for value in values):
        raise TypeError
    return Known(*values)


def _count(item: Any) -> int:
    if type(item["count"]) is not int or item["count"] < 1:
        raise ValueError
    return int(item["count"])


def write(project: Project, findings: Iterable[tuple[Diagnostic, str]], ran: Collection[str]) -> int:
    """Write the baseline anew; of checks that did not run it keeps what it has, of those that are no more nothing.

    Args:
        project: for the file's place and what stands in it.
        findings: what was found, each with its source line.
        ran: the checks that ran.

    Returns:
        How many findings it accepts now.

    Raises:
        BaselineError: if the file is there and is no baseline; then it is left as it is.
    """
    counts = Counter({item: count for item, count in _old(project).items() if item.check not in ran})
    counts.update(known(found, line) for found, line in findings if found.code not in NEVER)
    counts = _standing(counts)
    # A link stays a link.
    replace_file(project.path(project.baseline).resolve(), _written(counts))
    return counts.total()


def exchanged(project: Project, old: Counter[Known], new: Counter[Known]) -> bytes:
    """Return the baseline with new findings in the place of old ones.

    That is done for each check of which there are no more new ones than old ones.
    """
    counts = Counter(read(project))
    for check in {item.check for item in new}:
        theirs, ours = (Counter({item: own[item] for item in own if item.check == check}) for own in (old, new))
        if ours.total() <= theirs.total():
            counts = counts - theirs + ours
    return _written(_standing(counts))


def _standing(counts: Counter[Known]) -> Counter[Known]:
    """Leave out what checks found that are no more."""
    codes = {check.CODE for check in CHECKS}
    return Counter({item: count for item, count in counts.items() if item.check in codes})


def _written(counts: Counter[Known]) -> bytes:
    rows = [
        {
            "check": item.check,
            "path": item.path,
            "citekey": item.citekey,
            "text": item.text,
            "fingerprint": item.fingerprint,
            "count": count,
        }
        for item, count in sorted(counts.items())
    ]
    data = {"version": VERSION, "findings": rows}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _old(project: Project) -> Mapping[Known, int]:
    """What stands in a baseline of another version is lost, as `read` says; what is no baseline is not written over."""
    _data(project)
    try:
        return read(project)
    except BaselineError:
        return {}
