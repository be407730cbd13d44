"""SVG as a file of a package: what editors leave in it goes, what is drawn stays."""

from __future__ import annotations

import pytest

from collation.render import svg
from collation.xml import MarkupError

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
LINE = '<path d="M0 0L9 9" stroke="#000"/>'


def contained(inner: str, before: str = "") -> str:
    return svg.contained(f"{before}{START}{inner}</svg>".encode()).decode()


@pytest.mark.parametrize(
    "inner",
    [
        pytest.param(LINE, id="a line"),
        pytest.param('<g id="a">一<title>b</title></g><use xlink:href="#a"/><rect fill="url(#a)"/>', id="references"),
        pytest.param('<image xlink:href="data:image/png;base64,AAAA" width="9" height="9"/>', id="an image inside"),
        pytest.param('<style>text { fill: url("#a"); }</style><text style="x: y">a</text>', id="a style"),
        pytest.param(
            '<foreignObject><div xmlns="http://www.w3.org/1999/xhtml">words</div></foreignObject>', id="words in HTML"
        ),
    ],
)
def test_what_is_drawn_stays_as_it_is(inner: str) -> None:
    assert inner in contained(inner)


@pytest.mark.parametrize(
    ("inner", "gone"),
    [
        ("<script>run()</script>", "run"),
        ('<path onclick="run()" d=""/>', "run"),
        ('<image xlink:href="http://example.org/a.png"/>', "example.org"),
        ('<image href="a.png"/>', "a.png"),
        ('<use href="other.svg#a"/>', "other.svg"),
        ("<style>@import url(http://example.org/a.css); text { fill: red }</style>", "example.org"),
        ("<style>text { src: url('http://example.org/a.woff') }</style>", "example.org"),
        ('<rect fill="url(http://example.org/a.svg#b)"/>', "example.org"),
        ('<rect style="fill: url( &quot;a.svg#b&quot; )"/>', "a.svg"),
        ('<metadata><r:RDF xmlns:r="urn:rdf">who made it</r:RDF></metadata>', "who made it"),
        ('<e:view xmlns:e="urn:editor" e:zoom="1"/><g xmlns:e="urn:editor" e:label="Layer"/>', "urn:editor"),
        ("<style>text { src: url(a.woff), url(#b) }</style>", "a.woff"),
        ("<!-- a remark --><?a remark?>", "remark"),
        ('<a xlink:href="http://example.org/"><g/></a>', "example.org"),
    ],
)
def test_what_runs_or_is_fetched_or_is_of_an_editor_goes(inner: str, gone: str) -> None:
    shown = contained(inner + LINE)
    assert gone not in shown
    assert 'd="M0 0L9 9"' in shown


def test_a_link_in_a_drawing_keeps_what_it_is_around() -> None:
    assert f'<g transform="scale(2)">{LINE}</g>' in contained(f'<a href="x.html" transform="scale(2)">{LINE}</a>')


def test_no_identifier_occurs_twice() -> None:
    shown = contained('<g id="a"/><g id="a"/><g id="b c"/><g id="d"/>')
    assert '<g id="a"/><g/><g/><g id="d"/>' in shown


def test_a_doctype_goes_and_its_entities_are_what_they_stand_for() -> None:
    illustrator = '<!DOCTYPE svg [<!ENTITY black "#000"><!ENTITY word "Wort">]>'
    shown = contained('<path stroke="&black;"/><text>&word;</text>', illustrator)
    assert 'stroke="#000"' in shown
    assert "<text>Wort</text>" in shown
    assert "DOCTYPE" not in shown
    plotted = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert "DTD" not in contained(LINE, plotted)


def test_other_encodings_become_utf_8() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{START}<title>图</title></svg>'
    assert "<title>图</title>" in svg.contained(text.encode("utf-16")).decode()


@pytest.mark.parametrize("data", [b"<svg", b"<html><svg/></html>", b"<svg/>", b"", b"\xff\xfe"])
def test_what_is_no_svg_is_said(data: bytes) -> None:
    with pytest.raises(MarkupError):
        svg.contained(data)
