"""The files of a package: what is in it, by its bytes, and the one archive that is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from collation import archive
from collation.journals.profile import Profile
from collation.submit.gate import Standing

MANIFEST: Final = "MANIFEST.json"
VERSION: Final = 1
"""Of the form of the manifest."""


def manifest(
    profile: Profile, files: Mapping[str, bytes], certificate: bytes, standings: tuple[Standing, ...]
) -> bytes:
    """Return what says of a package which files it has, for which journal, made by what, and what was proven of it.

    Args:
        profile: of the journal.
        files: that are sent, by their names.
        certificate: of the proof, as `proof.json` has it.
        standings: how the manuscript stands to what the journal asks.
    """
    proof: dict[str, Any] = json.loads(certificate)
    told = {
        "version": VERSION,
        "journal": {"id": profile.identifier, "title": profile.title, "profile": profile.version},
        "article_type": profile.article_type,
        "files": [
            {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in files.items()
        ],
        "missing": [standing.field.name for standing in standings if standing.is_refused],
        "not_verified": [standing.field.name for standing in standings if standing.state == "not verified"],
        "proof": {
            "sha256": hashlib.sha256(certificate).hexdigest(),
            "manuscript": proof["manuscript"],
            "outputs": proof["outputs"],
            "tools": proof["tools"],
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the files as the archive that is sent; the same files are always the same bytes."""
    return archive.pack(files)
