"""What a PDF says of itself is read as the standard has it, and passed over where it is not so."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from collation import tags
from collation.tags import Annotation, Content, Destination, Element


def made(edit: Callable[[Pdf], None]) -> tags.Tags:
    """A file of two pages, changed, as it is read."""
    with pikepdf.new() as file:
        for _ in range(2):
            file.add_blank_page()
        edit(file)
        buffer = io.BytesIO()
        file.save(buffer, fix_metadata_version=False)
    return tags.read(buffer.getvalue())


def structure(file: Pdf, *children: object, **entries: object) -> None:
    file.Root.StructTreeRoot = file.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array(children), **entries))


def element(file: Pdf, kind: str, *children: object, **entries: object) -> Dictionary:
    return file.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), Pg=file.pages[0].obj, K=Array(children), **entries)
    )


def shape(item: object) -> object:
    """A tree of kinds."""
    return (item.kind, *map(shape, item.children)) if isinstance(item, Element) else item


def test_the_structure_is_read_in_its_order() -> None:
    def edit(file: Pdf) -> None:
        second = Dictionary(Type=Name.MCR, Pg=file.pages[1].obj, MCID=4)
        link = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[3, 4, 1, 2]))
        file.pages[0].Annots = Array([link])
        inner = element(file, "Link", 1, Dictionary(Type=Name.OBJR, Obj=link))
        structure(file, element(file, "P", 0, inner, second), element(file, "P"))

    root = made(edit).root
    assert root
    link = Annotation(1, (1, 2, 3, 4), None, "nothing")
    assert shape(root) == ("StructTreeRoot", ("P", Content(1, 0), ("Link", Content(1, 1), link), Content(2, 4)), ("P",))


def test_kinds_of_the_files_own_are_those_that_they_stand_for() -> None:
    def edit(file: Pdf) -> None:
        roles = {"/Absatz": Name.Para, "/Para": Name.P, "/A": Name.B, "/B": Name.A, "/Title": Name.P}
        kinds = ("Absatz", "Para", "A", "Title", "Unknown")
        structure(file, *(element(file, kind) for kind in kinds), RoleMap=Dictionary(roles))

    root = made(edit).root
    assert root
    assert [child.kind for child in root.children if isinstance(child, Element)] == ["P", "P", "A", "Title", "Unknown"]


def test_a_language_holds_for_what_is_inside() -> None:
    def edit(file: Pdf) -> None:
        file.Root.Lang = String("zh-CN")
        structure(file, element(file, "P", element(file, "Span"), Lang=String("en")), element(file, "P"))

    root = made(edit).root
    assert root
    first, second = root.children
    assert isinstance(first, Element)
    assert isinstance(second, Element)
    assert (first.language, second.language) == ("en", "zh-CN")
    assert isinstance(first.children[0], Element)
    assert first.children[0].language == "en"


def test_what_an_element_says_of_itself() -> None:
    def edit(file: Pdf) -> None:
        box = Dictionary(O=Name.Layout, BBox=[1, 2, 3, 4], Placement=Name.Block)
        figure = element(file, "Figure", 0, Alt=String("图"), A=Array([0, box]))
        structure(file, figure, element(file, "L", A=Dictionary(O=Name.List, ListNumbering=Name.Decimal)))

    root = made(edit).root
    assert root
    figure, listing = root.children
    assert isinstance(figure, Element)
    assert isinstance(listing, Element)
    assert (figure.alternative, figure.is_block, figure.box) == ("图", True, (1, (1.0, 2.0, 3.0, 4.0)))
    assert listing.numbering == "Decimal"


def test_what_is_nested_too_deeply_is_kept_and_a_circle_is_left() -> None:
    def edit(file: Pdf) -> None:
        inner = element(file, "P", 7)
        for _ in range(3000):
            inner = element(file, "Div", inner)
        circle = element(file, "Div")
        circle.K.append(circle)
        structure(file, inner, circle, circle)

    root = made(edit).root
    assert root

    def depth(item: Element) -> int:
        return 1 + max((depth(child) for child in item.children if isinstance(child, Element)), default=0)

    assert depth(root) < 200
    assert len(root.children) == 2

    def contents(item: Element) -> list[object]:
        return [
            found for child in item.children for found in (contents(child) if isinstance(child, Element) else [child])
        ]

    assert contents(root) == [Content(1, 7)]


@pytest.mark.parametrize(
    ("place", "destination"),
    [
        ((Name.XYZ, 1, 2, 0), Destination(2, 1, 2)),
        ((Name.XYZ, None, None, None), Destination(2)),
        ((Name.Fit,), Destination(2)),
        ((Name.FitH, 5), Destination(2, None, 5)),
        ((Name.FitV, 5), Destination(2, 5)),
        ((Name.FitR, 1, 2, 3, 4), Destination(2, 1, 4)),
        ((), Destination(2)),
        ((Name.Fancy, 1), Destination(2)),
        ((Name.XYZ, String("x"), True), Destination(2)),
    ],
)
def test_places_to_which_a_link_leads(place: tuple[object, ...], destination: Destination) -> None:
    def edit(file: Pdf) -> None:
        dest = Array([file.pages[1].obj, *place])
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=dest)
        by_number = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=Array([1, *place]))
        file.pages[0].Annots = Array([link, by_number])

    assert [annotation.target for annotation in made(edit).annotations] == [destination, destination]


@pytest.mark.parametrize(
    ("action", "target"),
    [
        (Dictionary(S=Name.URI, URI=String("https://example.org/")), "https://example.org/"),
        (Dictionary(S=Name.URI), None),
        (Dictionary(S=Name.GoToR, F=String("b.pdf")), "b.pdf"),
        (Dictionary(S=Name.GoToR, F=Dictionary(UF=String("c.pdf"))), "c.pdf"),
        (Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), None),
        (Dictionary(S=Name.GoTo, D=String("nowhere")), None),
        (Dictionary(S=Name.GoTo), None),
        (Dictionary(), None),
    ],
)
def test_what_a_click_does(action: Dictionary, target: str | None) -> None:
    def edit(file: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        file.pages[0].Annots = Array([link, Dictionary(Type=Name.Annot, Subtype=Name.Text)])

    (annotation,) = made(edit).annotations
    assert annotation.target == target
    assert annotation.name


def test_names_are_looked_up_in_either_place_and_may_not_lead_in_a_circle() -> None:
    def edit(file: Pdf) -> None:
        place = Array([file.pages[1].obj, Name.Fit])
        names = Array([String("circle"), String("circle"), String("new"), Dictionary(D=place)])
        file.Root.Names = Dictionary(Dests=Dictionary(Names=names))
        file.Root.Dests = Dictionary(old=place)
        links = [String("new"), Name.old, String("circle"), String("none")]
        file.pages[0].Annots = Array([Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], Dest=value) for value in links])

    targets = [annotation.target for annotation in made(edit).annotations]
    assert targets == [Destination(2), Destination(2), None, None]


def test_the_outline_is_read_with_its_levels() -> None:
    def edit(file: Pdf) -> None:
        with file.open_outline() as outline:
            first = pikepdf.OutlineItem("One", 0)
            first.children.append(pikepdf.OutlineItem("Inner", 1))
            outline.root.extend([first, pikepdf.OutlineItem("Two", 1)])

    entries = [(entry.title, entry.level) for entry in made(edit).outline]
    assert entries == [("One", 1), ("Inner", 2), ("Two", 1)]


FONT = b"<0001> <00AD>\n<002D> <0035>\n"


def drawing(file: Pdf, content: bytes) -> None:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+Face"))
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Face-Identity-H"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]),
        ToUnicode=file.make_stream(FONT),
    )
    simple = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    file.pages[0].Resources = Dictionary(Font=Dictionary(F=font, S=simple))
    file.pages[0].Contents = file.make_stream(content)


@pytest.mark.parametrize(
    ("content", "is_found"),
    [
        (rb"BT /F 9 Tf (\000\001\000\002) Tj ET", False),
        (rb"BT /F 9 Tf (\001\000\000\001) Tj ET", False),
        (rb"BT /F 9 Tf (\000\001\000\000) Tj ET", True),
        (b"BT /F 9 Tf (\\000\\001\0\0) Tj ET", True),
        (rb"BT /F 9 Tf [(\000\001) 20 (\000\000)] TJ ET", True),
        (rb"BT /F 9 Tf <0001 0000> Tj ET", True),
        (rb"BT /F 9 Tf <00010000>' ET", True),
        (rb"BT /S 9 Tf (\000\000) Tj ET", False),
        (rb"q /S 9 Tf Q BT /F 9 Tf q /S 9 Tf (\000\000) Tj Q ET", False),
        (rb"BT /F 9 Tf q /S 9 Tf Q (\000\000) Tj ET", True),
        (rb"BT /F 9 Tf (\000\(\000\051\000\000) Tj ET", True),
        (rb"BT 0 0 0 0 k (0000) Tj ET", False),
    ],
)
def test_the_glyph_0_is_found_where_it_is_drawn(content: bytes, *, is_found: bool) -> None:
    assert made(lambda file: drawing(file, content)).undefined == (((1, "Face", ""),) if is_found else ())


def test_the_glyph_0_is_found_in_a_form() -> None:
    def edit(file: Pdf) -> None:
        drawing(file, b"/X Do")
        form = file.make_stream(
            rb"BT /F 9 Tf (\000\000) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9]
        )
        file.pages[0].Resources.XObject = Dictionary(X=form)

    assert made(edit).undefined == ((1, "Face", ""),)


def test_a_font_whose_hyphen_is_soft_is_named_by_its_whole_name() -> None:
    assert made(lambda file: drawing(file, b"")).soft_hyphens == {"ABCDEF+Face"}


def test_properties_are_texts() -> None:
    def edit(file: Pdf) -> None:
        file.trailer.Info = Dictionary(Title=String("题名"), Trapped=Name.true, Pages=2)
        file.Root.Metadata = file.make_stream(b"<x/>")

    read = made(edit)
    assert read.properties == {"Title": "题名"}
    assert read.packet == b"<x/>"
    assert read.language == ""
    assert read.root is None
    assert read.damage == ()


def test_what_is_no_pdf_is_said() -> None:
    for data, words in ((b"", "it is empty"), (b"GIF89a", "it is no PDF"), (b"%PDF-1.7", "no PDF that can be read")):
        with pytest.raises(tags.UnreadableFileError, match=words):
            tags.read(data)
