"""Which characters the fonts have: they are asked, and what is taken for granted is true."""

from __future__ import annotations

import re
import unicodedata

from collation.check.manuscript.unprintable_character import COMMON
from collation.typesetting import unprintable

UNSEEN = {"Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"}


def test_the_fonts_are_asked_which_characters_they_lack() -> None:
    assert unprintable(["a", "🎉", "山", "\ue000", "β", "ไ"]) == {"🎉", "\ue000", "ไ"}
    assert unprintable([]) == frozenset()


def test_the_fonts_have_every_character_that_the_check_calls_common() -> None:
    common = re.compile(f"[{COMMON}]")
    characters = [
        chr(code)
        for code in range(0x10000)
        if common.match(chr(code)) and unicodedata.category(chr(code)) not in UNSEEN
    ]
    assert len(characters) > 20_000
    assert unprintable(characters) == frozenset()
