"""The LaTeX of a value becomes what is printed, and what we read ourselves pylatexenc reads the same."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from collation.assemble.latex import decode

PIECES = (
    *("a", "B", "é", "王", " ", ".", ",", "(", "-", "'", "1", "/", "~"),
    *(r"\&", r"\%", r"\_", r"\#", "{x}", "{ab c}", "{{A}}", "{", "}"),
    *(r"\'{e}", r"\'e", r"{\'e}", r"\"{\i}", r"{\"u}", r"\~n", r"\^{o}", r"\`a", r"\=a", r"\.{z}"),
    *(r"\v{c}", r"\c{c}", r"\c c", r"\H{o}", r"\k{a}", r"\u{g}", r"\r{a}", r"\d{h}", r"\b{b}"),
    *(r"{\o}", r"\O{}", r"{\l}", r"\L{}", r"{\ss}", r"\aa ", r"{\AE}", r"{\oe}", r"{\i}", r"\j{}"),
    *(r"$\beta$", "$n$", r"$\alpha_1$"),
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Cartilage", "Cartilage"),
        ("a  b\n c", "a b c"),
        ('J{\\"o}rg M\\"{u}ller', "Jörg Müller"),
        ("{DNA} and {miR-140-5p}", "DNA and miR-140-5p"),
        ("TGF-$\\beta$1", "TGF-β1"),
        ("\\textit{in vivo}", "in vivo"),
        ("Stem Cells \\& Therapy", "Stem Cells & Therapy"),
        ("50% off", "50% off"),
        ("50\\% of {all}", "50% of all"),
        ("A~B", "A B"),
        ("软骨{再生}", "软骨再生"),
    ],
)
def test_latex_becomes_what_a_reader_sees(written: str, shown: str) -> None:
    assert decode(written) == shown


def test_latex_that_the_decoder_cannot_read_is_shown_as_written(capfd: pytest.CaptureFixture[str]) -> None:
    assert decode("\\'\\input{x} and") == "\\'\\input{x} and"
    assert decode("\\frac 1") != ""
    assert capfd.readouterr() == ("", "")


@given(st.text(st.sampled_from("\\{}$~%&#^_ab \"'-[]"), max_size=20))
def test_no_value_stops_the_decoder(value: str) -> None:
    assert isinstance(decode(value), str)


@given(st.lists(st.sampled_from(PIECES), max_size=8))
@settings(max_examples=400, deadline=None)
def test_what_is_read_here_pylatexenc_reads_the_same(pieces: list[str]) -> None:
    value = "".join(pieces)
    depths = [value[:end].count("{") - value[:end].count("}") for end in range(len(value) + 1)]
    assume(min(depths) >= 0 and depths[-1] == 0 and any(mark in value for mark in "\\{$~"))
    shown = LatexNodes2Text().latex_to_text(value).replace("\N{NO-BREAK SPACE}", " ")
    assert decode(value) == " ".join(shown.split())
