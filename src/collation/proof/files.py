"""The files that a certificate speaks of, by their bytes; light enough for a build in which nothing changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from collation.project import FORMATS, Project

InputKind = Literal["section", "metadata", "bibliography", "evidence", "figure", "style", "waivers", "baseline"]


@dataclass(frozen=True)
class File:
    """A file by its bytes: its name, their SHA-256 in hexadecimal digits, and their number."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Input:
    """A file that the outputs are made of; `name` is its path in the project."""

    kind: InputKind
    name: str
    sha256: str
    size: int


def sha256(data: bytes) -> str:
    """Return the digest by which a file is known in a certificate (FIPS 180-4), in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def file(path: Path) -> File:
    """Return a file by its bytes.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as opened:  # piece by piece: what somebody sent may be larger than the memory
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        return File(path.name, digest, opened.tell())


def beside(project: Project) -> Iterator[Input]:
    """Yield the files that are no part of the manuscript, and decide with it what the outputs are.

    Raises:
        OSError: if one cannot be read.
    """
    kinds: list[tuple[InputKind, Iterable[str]]] = [
        ("figure", project.figures),
        ("style", _own_styles(project)),
        ("waivers", [project.waivers]),
        ("baseline", [project.baseline]),
    ]
    for kind, names in kinds:
        for name in names:
            if project.path(name).is_file():
                data = project.path(name).read_bytes()
                yield Input(kind, name, sha256(data), len(data))


def _own_styles(project: Project) -> Iterator[str]:
    for path in sorted((project.root / "styles").rglob("*")):
        name = path.relative_to(project.root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix()


def is_current(project: Project) -> bool:
    """Whether the certificate of a project speaks of the files that are there now, byte for byte.

    Which settings were used it does not ask: they are no file.
    """
    try:
        found = json.loads(project.certificate.read_bytes())
        named = [found["assembled"], *found["checked"]["files"]]
        for output in found["outputs"]:
            named.extend([output, *output["beside"]])
        paths = [project.assembled, project.report, project.checked]
        for format in FORMATS:
            if project.product(format).is_file():
                paths.extend([project.product(format), *project.companions(format)])
        texts = ("section", "metadata", "bibliography", "evidence")  # they are in the file of the manuscript
        inputs = [(item["name"], item["sha256"]) for item in found["inputs"] if item["kind"] not in texts]
        return (
            project.certificate_page.is_file()
            and {(item["name"], item["sha256"]) for item in named} == {(path.name, file(path).sha256) for path in paths}
            and inputs == [(item.name, item.sha256) for item in beside(project)]
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return False
