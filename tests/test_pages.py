"""What the pages of a PDF show is told by what is drawn, not by what things are called."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path
from statistics import median

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from collation import pages
from collation.typesetting import typeset_pdf


def typeset(markup: str, tmp_path: Path) -> bytes:
    return typeset_pdf(markup, tmp_path, timestamp=0, standards=["ua-1"]).data


def document(body: str) -> str:
    return f'#set document(title: "T")\n#set text(font: "Libertinus Serif")\n{body}'


def runs(data: bytes) -> dict[str, pages.Run]:
    return {run.text.strip(): run for run in pages.read(data).runs if not run.is_artifact}


def test_the_weights_of_a_variable_font_are_told_apart_though_all_have_one_name(tmp_path: Path) -> None:
    weights = (400, 500, 600, 700, 800, 900)
    body = "\n\n".join(f'#text(font: "Noto Sans SC", weight: {weight})[中文目的方法]' for weight in weights)
    read = pages.read(typeset(document(body), tmp_path))
    assert {face.name for face in read.faces} == {"NotoSansSC-Thin"}
    thickness = [median(read.faces[run.face].stems.values()) for run in read.runs if run.text.strip()]
    assert thickness == sorted(thickness)
    assert all(second / first > 1.05 for first, second in pairwise(thickness))


@pytest.mark.parametrize(
    ("markup", "is_slanted"),
    [("Hip", False), ("_Hip_", True), ("*Hip*", False), ("_*Hip*_", True), ("vwxXzZ", False), ("_SOX9_", True)],
)
def test_letters_that_lean_are_slanted(tmp_path: Path, markup: str, *, is_slanted: bool) -> None:
    (face,) = pages.read(typeset(document(markup), tmp_path)).faces
    assert face.is_slanted is is_slanted
    assert face.family == "LibertinusSerif"
    assert face.full_name.endswith(f"+{face.name}")


def test_that_letters_lean_is_told_by_their_outlines_and_not_by_the_name_or_the_angle_in_the_file(
    tmp_path: Path,
) -> None:
    with pikepdf.open(io.BytesIO(typeset(document("Hip _Hip_"), tmp_path))) as file:
        for font in dict(file.pages[0].Resources.Font).values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            descriptor.ItalicAngle = 0 if descriptor.ItalicAngle else -12
        buffer = io.BytesIO()
        file.save(buffer)
    assert {face.name.rpartition("-")[2]: face.is_slanted for face in pages.read(buffer.getvalue()).faces} == {
        "Regular": False,
        "Italic": True,
    }


def test_a_run_has_its_place_its_size_and_its_content(tmp_path: Path) -> None:
    found = runs(
        typeset(
            document("#set page(width: 100pt, height: 100pt, margin: 10pt)\nHip #super(typographic: false)[2]\n\nHop"),
            tmp_path,
        )
    )
    first, raised, second = found["Hip"], found["2"], found["Hop"]
    assert first.page == second.page == 1
    assert first.x == second.x == 10
    assert first.y > second.y > 0
    assert raised.size < first.size == 11
    assert raised.y > first.y
    assert first.right < raised.x
    assert len({first.content, raised.content, second.content}) == 3


def test_text_in_a_form_belongs_to_what_the_form_belongs_to(tmp_path: Path) -> None:
    plain = typeset(document("#set page(width: 100pt, height: 100pt, margin: 10pt)\nHip"), tmp_path)
    with pikepdf.open(io.BytesIO(plain)) as file:
        page = file.pages[0]
        (mark, drawn) = page.Contents.read_bytes().split(b"BDC", 1)
        form = file.make_stream(drawn.replace(b"EMC", b""))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, page.MediaBox
        form.Resources = page.Resources
        page.Contents = file.make_stream(mark + b"BDC q 2 0 0 2 10 20 cm q 1 0 0 1 5 5 cm /F Do Q Q EMC")
        page.Resources = Dictionary(XObject=Dictionary(F=form), ColorSpace=page.Resources.ColorSpace)
        buffer = io.BytesIO()
        file.save(buffer)
    before, behind = runs(plain)["Hip"], runs(buffer.getvalue())["Hip"]
    assert behind.content == 0
    assert behind.size == 2 * before.size
    assert (behind.x, behind.y) == pytest.approx((2 * (before.x + 5) + 10, 2 * (before.y + 5) + 20))
    assert behind.right == pytest.approx(2 * (before.right + 5) + 10)
    assert behind.unseen == "outside of the page"


@pytest.mark.parametrize(
    ("character", "script"),
    [("a", "latin"), ("é", "latin"), ("β", "latin"), ("中", "han"), ("々", "han"), ("か", "han"), ("1", "digit")]
    + [(character, "") for character in "，“—→℃ "],
)
def test_the_script_of_a_character(character: str, script: str) -> None:
    assert pages.script_of(character) == script


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(pages.UnreadablePagesError, match="cannot be drawn"):
        pages.read(b"nothing")
