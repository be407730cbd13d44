"""The one door to msgspec: values as JSON, so that tasks can hand a Manuscript on and a certificate be read."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from collation.diagnostics import CollationError
from collation.model import Manuscript
from collation.project import replace_file

Value = TypeVar("Value")


class StoreError(CollationError):
    """The file is not a Manuscript that this version of Collation wrote."""


class FormError(CollationError):
    """The bytes are no JSON of the type that was asked for."""


def save(manuscript: Manuscript, path: Path) -> None:
    """Write a Manuscript as JSON."""
    replace_file(path, encode(manuscript))


def encode(value: object) -> bytes:
    """Return a value as JSON, on one line."""
    import msgspec

    return msgspec.json.encode(value) + b"\n"


def pretty(value: object) -> bytes:
    """Return a value as JSON that a person can read."""
    import msgspec

    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def decode(data: bytes, type: type[Value]) -> Value:
    """Read a value of a type, whose every part is of the type that it has there.

    Raises:
        FormError: if the bytes are no such value; the message says what is wrong with them.
    """
    import msgspec

    try:
        return msgspec.json.decode(data, type=type)
    except (ValueError, RecursionError) as error:
        raise FormError(str(error)) from error


def load(path: Path) -> Manuscript:
    """Read a Manuscript that `save` wrote.

    Raises:
        StoreError: if the file is missing, cut short, or of another version.
    """
    try:
        return decode(path.read_bytes(), Manuscript)
    except (OSError, FormError) as error:
        raise StoreError(f"{path.name} cannot be read ({error}); run `doit assemble`") from error
