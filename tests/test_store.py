"""A manuscript survives the way from one task to the next, and what is no manuscript is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation import store
from collation.assemble.manuscript import read
from collation.project import load


def test_the_flagship_is_read_back_as_it_was(flagship: Path) -> None:
    manuscript = read(load(flagship))
    path = flagship / "out" / "manuscript.json"
    store.save(manuscript, path)
    again = store.load(path)
    assert again == manuscript
    assert again.citation_numbers == manuscript.citation_numbers


def test_a_manuscript_is_stored_in_the_same_bytes_each_time(flagship: Path) -> None:
    for name in ("one", "two"):
        store.save(read(load(flagship)), flagship / name)
    assert (flagship / "one").read_bytes() == (flagship / "two").read_bytes()


@pytest.mark.parametrize("data", [None, b"", b"{", b"[]", b'{"front_matter": 3}', b"\xff"])
def test_what_is_no_manuscript_is_refused_with_a_sentence(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "manuscript.json"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(store.StoreError, match=r"^manuscript\.json cannot be read \(.+\); run `doit assemble`$"):
        store.load(path)
