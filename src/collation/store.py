"""The one door to msgspec: a Manuscript as a file, so that the tasks of a build can hand it on."""

from __future__ import annotations

from pathlib import Path

from collation.diagnostics import CollationError
from collation.model import Manuscript
from collation.project import replace_file


class StoreError(CollationError):
    """The file is not a Manuscript that this version of Collation wrote."""


def save(manuscript: Manuscript, path: Path) -> None:
    """Write a Manuscript as JSON."""
    import msgspec

    replace_file(path, msgspec.json.encode(manuscript) + b"\n")


def load(path: Path) -> Manuscript:
    """Read a Manuscript that `save` wrote.

    Raises:
        StoreError: if the file is missing, cut short, or of another version.
    """
    import msgspec

    try:
        return msgspec.json.decode(path.read_bytes(), type=Manuscript)
    except (OSError, msgspec.MsgspecError) as error:
        raise StoreError(f"{path.name} cannot be read ({error}); run `doit assemble`") from error
