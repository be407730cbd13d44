"""What a project was at an earlier commit; the one door to git, which is asked for objects and changes nothing."""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from collation.diagnostics import CollationError

_LIMIT = 120
"""Seconds that git may take."""


class HistoryError(CollationError):
    """The earlier version cannot be had; the message says why, and what to do."""


@dataclass(frozen=True)
class Commit:
    """A version that git knows.

    Attributes:
        asked: how it was called.
        name: its full object name.
    """

    asked: str
    name: str

    def __str__(self) -> str:
        """Say which it is, for a person."""
        short = self.name[:10]
        return short if self.name.startswith(self.asked) else f"{self.asked} ({short})"


@dataclass(frozen=True)
class History:
    """The repository that a project lies in.

    Attributes:
        top: the folder of its work tree.
        folder: where in it the project is, with forward slashes; "" for the whole.
    """

    top: Path
    folder: str

    def commit(self, revision: str) -> Commit:
        """Return the commit that a tag, a branch or the beginning of an object name means.

        Raises:
            HistoryError: if there is none.
        """
        result = _git(self.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if result.returncode == 0:
            return Commit(revision, result.stdout.decode().strip())
        shallow = _git(self.top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        if shallow:
            raise HistoryError(
                f"git knows no commit {revision!r} here: this clone is shallow; `git fetch --unshallow --tags` "
                "brings the rest of its history"
            )
        raise HistoryError(f"git knows no commit {revision!r}; `git tag` and `git log --oneline` list what there is")

    def has_changes(self) -> bool:
        """Whether files of the project differ from the last commit; what git is told to ignore does not count."""
        status = _git(self.top, "status", "--porcelain", "--untracked-files=normal", "--", self.folder or ".")
        return bool(status.stdout.strip())

    def write(self, commit: Commit, into: Path, beside: Iterable[str] = ()) -> Path:
        """Write the files of the project as they were at a commit.

        Args:
            commit: which version.
            into: an empty folder.
            beside: files outside the project's folder that it names, relative to that.

        Returns:
            The folder of the project below `into`.

        Raises:
            HistoryError: if the commit has no files in the project's folder, or git cannot read them.
        """
        wanted = [posixpath.normpath(posixpath.join(self.folder, name)) for name in beside]
        listed = _listed(self.top, commit)
        prefix = f"{self.folder}/" if self.folder else ""
        inside = {
            path: blob
            for path, blob in listed.items()
            if path.startswith(prefix) or any(path == name or path.startswith(f"{name}/") for name in wanted)
        }
        if not any(path.startswith(prefix) for path in inside):
            raise HistoryError(
                f"the folder {self.folder} had no files at {commit}: the project lay elsewhere, or nowhere"
            )
        for path, data in zip(inside, _blobs(self.top, list(inside.values())), strict=True):
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        return into / self.folder


def find(folder: Path) -> History:
    """Return the repository that a project's folder lies in.

    Raises:
        HistoryError: if there is none, or no git.
    """
    result = _git(folder, "rev-parse", "--show-toplevel")
    if result.returncode:
        words = result.stderr.decode("utf-8", "replace").strip()
        if "dubious ownership" in words:
            raise HistoryError(f"git does not trust {folder}, for it belongs to somebody else: {words.splitlines()[0]}")
        raise HistoryError(f"{folder}: not in a git repository, so that there is no earlier version to compare with")
    top = Path(result.stdout.decode("utf-8", "surrogateescape").rstrip("\n")).resolve()
    relative = folder.resolve().relative_to(top).as_posix()
    return History(top, "" if relative == "." else relative)


def _git(folder: Path, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git so that it asks nobody, fetches nothing and writes nothing."""
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C.UTF-8"}
    away = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # a hook of another repository sets them
    environment = {name: value for name, value in os.environ.items() if name not in away} | quiet
    command = ["git", "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(
            command, cwd=folder, env=environment, input=data, capture_output=True, timeout=_LIMIT, check=False
        )
    except FileNotFoundError as error:
        raise HistoryError("git is not installed, and only git knows the earlier version") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryError(f"git was not done after {_LIMIT} s") from error


def _listed(top: Path, commit: Commit) -> dict[str, str]:
    """Return the files of a commit and their objects; a link to a file is that file, another repository is none."""
    result = _git(top, "ls-tree", "-r", "-z", "--full-tree", commit.name)
    if result.returncode:
        raise HistoryError(f"git cannot read {commit}: {result.stderr.decode('utf-8', 'replace').strip()}")
    found: dict[str, str] = {}
    links: dict[str, str] = {}
    for line in result.stdout.split(b"\0"):
        head, _, name = line.partition(b"\t")
        path = name.decode("utf-8", "surrogateescape")
        kinds = {b"100": found, b"120": links}
        if head[:3] in kinds and not {"", "..", ".git"} & set(path.split("/")):  # nothing leads out of the folder
            kinds[head[:3]][path] = head.split()[2].decode()
    meant_by: dict[str, str] = {}
    for path, target in zip(links, _blobs(top, list(links.values())), strict=True):
        meant = posixpath.normpath(posixpath.join(posixpath.dirname(path), target.decode("utf-8", "surrogateescape")))
        if meant in found:
            meant_by[path] = found[meant]
    return found | meant_by


def _blobs(top: Path, names: list[str]) -> list[bytes]:
    """Return the contents of objects, in one run of git."""
    result = _git(top, "cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
    found: list[bytes] = []
    place = 0
    for name in names:
        end = result.stdout.find(b"\n", place)
        head = result.stdout[place:end].split()
        if end < 0 or len(head) != 3:
            raise HistoryError(f"git does not have the object {name}: the clone is not whole; `git fetch` may bring it")
        size = int(head[2])
        found.append(result.stdout[end + 1 : end + 1 + size])
        place = end + 1 + size + 1
    return found
