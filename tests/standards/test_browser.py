"""A page as Chromium shows it: what styles and scripts hide, cover, move away, change and put in is as a reader sees it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from collation.proof import html
from collation.standards import browser, programs
from tools import PLACES, require, require_package

from .conftest import Put

DESK, DARK, PAPER = "on a desk in light", "on a phone in the dark", "on paper"

HIDDEN = {
    "under other text": ("#x { position: absolute; opacity: .04 }", "in the colour of what is behind it"),
    "not displayed": ("#x { display: none }", "hidden by its style"),
    "invisible": ("#x { visibility: hidden }", "hidden by its style"),
    "clear": ("p { opacity: 0 }", "hidden by its style"),
    "almost clear": ("#x { display: inline-block; opacity: .01 }", "in the colour of what is behind it"),
    "skipped": ("p { content-visibility: hidden }", "hidden by its style"),
    "without size": ("#x { font-size: 0 }", "of no size"),
    "too small": ("#x { font-size: 1px }", "of no size"),
    "shrunk": ("#x { display: inline-block; transform: scale(.05) }", "of no size"),
    "beside the page": ("#x { position: absolute; left: -9999px }", "beside the page"),
    "above the page": ("#x { position: absolute; top: -500px }", "beside the page"),
    "indented away": ("p { text-indent: -5000px; white-space: nowrap }", "beside the page"),
    "moved away": ("#x { display: inline-block; transform: translateX(-3000px) }", "beside the page"),
    "white on white": ("#x { color: #fff }", "in the colour of what is behind it"),
    "almost white on white": ("#x { color: #f8f8f8 }", "in the colour of what is behind it"),
    "transparent": ("#x { color: transparent }", "in the colour of what is behind it"),
    "filled with nothing": ("#x { -webkit-text-fill-color: transparent }", "in the colour of what is behind it"),
    "black on black": ("#x { background: #111; color: #111 }", "in the colour of what is behind it"),
    "cut off": ("p { position: relative; height: 0; overflow: hidden }", "cut off or covered"),
    "clipped": ("#x { display: inline-block; clip-path: inset(50%) }", "cut off or covered"),
    "for screen readers alone": (
        "#x { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0 0 0 0) }",
        "cut off or covered",
    ),
    "covered by a box": ("#over { position: absolute; inset: 0; background: #fff }", "covered"),
    "covered by a style alone": ("body::after { content: ''; position: fixed; inset: 0; background: #fff }", "covered"),
    "covered by what is not to be touched": (
        "#over { position: fixed; inset: 0; background: #fff; pointer-events: none }",
        "covered",
    ),
}
PAGE = (
    "<!doctype html><html lang='en'><head><title>An invented page</title><style>{}</style></head>"
    "<body><main><p>alpha <span id='x'>[17]</span> omega</p></main><div id='over'></div></body></html>"
)

SHOWN = {
    "text of a style": ("#x::after { content: '[9]' }", "alpha [17][9] omega"),
    "text of a style before": ("#x::before { content: 'p. ' attr(id) }", "alpha p. x[17] omega"),
    "capitals": ("p { text-transform: uppercase }", "ALPHA [17] OMEGA"),
    "dots": ("#x { -webkit-text-security: disc }", "alpha •••• omega"),
    "backwards": ("#x { direction: rtl; unicode-bidi: bidi-override }", "alpha ]71[ omega"),
    "a word joiner": ("#x::before { content: '\\2060' }", "alpha [17] omega"),
    "another style": ("p { opacity: .6; letter-spacing: .1em } #x { font-size: 8px }", "alpha [17] omega"),
    "what is scrolled to": ("p { width: 3em; overflow: auto; white-space: nowrap }", "alpha [17] omega"),
    "what stands far below": ("p { margin-top: 9000px }", "alpha [17] omega"),
    "a see-through cover": ("#over { position: absolute; inset: 0 }", "alpha [17] omega"),
}
LOOKING = {
    "dark": "@media (prefers-color-scheme: dark) { #x { color: #fff } }",
    "narrow": "@media (max-width: 500px) { #x { display: none } }",
    "print": "@media print { #x { display: none } }",
}
OTHERS = {
    "script": "<p id='said'>as written</p><script>said.textContent = 'as a script says'</script>",
    "details": "<details><summary>more</summary><p>opened</p></details>",
    "skip link": "<style>.skip { position: absolute; top: -6rem } .skip:focus { top: 0 }</style>"
    "<a class='skip' href='#m'>past this</a><p id='m'>text</p>",
    "formula": "<p>so <math><semantics><mrow><mi>a</mi><mo>&#x2062;</mo><mi>b</mi></mrow>"
    "<annotation encoding='x'>a b</annotation></semantics></math></p>",
    "picture": "<figure><img alt='it' style='width: 0' src='data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E'>"
    "</figure><p>text</p>",
}


@pytest.fixture(scope="module")
def looks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], browser.Look]:
    """Look at every page of these tests at once, for what takes time is to begin."""
    require_package(browser.PACKAGE)
    require("node")
    require("chromium")
    folder = tmp_path_factory.mktemp("pages")
    sources = {name: PAGE.format(style) for name, (style, _) in (HIDDEN | SHOWN).items()}
    sources |= {name: PAGE.format(style) for name, style in LOOKING.items()}
    sources |= {name: PAGE.format("").replace("<main>", f"<main>{body}") for name, body in OTHERS.items()}
    pages = {}
    for number, (name, source) in enumerate(sources.items()):
        pages[name] = folder / f"{number}.html"
        pages[name].write_text(source, encoding="utf-8")
    asked = {name: browser.LOOKS[name] for name in (DESK, DARK, PAPER)}
    tool, found = browser.look_at(pages, asked, PLACES)
    assert tool.startswith("Chromium ")
    assert len(found) == len(pages) * 3
    return {(look.page, look.name): look for look in found}


def texts(look: browser.Look) -> list[str]:
    return [block.text for block in html.read(look.markup).blocks]


@pytest.mark.parametrize("name", HIDDEN)
def test_text_that_nobody_sees_is_told_with_why(name: str, looks: Mapping[tuple[str, str], browser.Look]) -> None:
    look = looks[name, DESK]
    (hidden,) = [item for item in look.hidden if "[17]" in item.text]
    assert HIDDEN[name][1] in hidden.why
    assert "[17]" not in " ".join(texts(look))


@pytest.mark.parametrize("name", SHOWN)
def test_what_styles_put_in_and_change_is_read(name: str, looks: Mapping[tuple[str, str], browser.Look]) -> None:
    look = looks[name, DESK]
    assert look.hidden == ()
    assert texts(look) == [SHOWN[name][1]]


def test_each_look_is_a_look_of_its_own(looks: Mapping[tuple[str, str], browser.Look]) -> None:
    hiding = {(page, look) for (page, look), found in looks.items() if page in LOOKING and found.hidden}
    assert hiding == {("dark", DARK), ("narrow", DARK), ("print", PAPER)}
    assert "hidden by its style" in looks["narrow", DARK].hidden[0].why


def test_what_a_script_says_and_a_reader_opens_is_there(looks: Mapping[tuple[str, str], browser.Look]) -> None:
    assert texts(looks["script", DESK])[0] == "as a script says"
    assert texts(looks["details", DESK])[:2] == ["more", "opened"]
    assert not looks["details", DESK].hidden


@pytest.mark.parametrize("name", ["skip link", "formula"])
def test_what_is_meant_to_be_out_of_sight_is_not_accused(
    name: str, looks: Mapping[tuple[str, str], browser.Look]
) -> None:
    assert not looks[name, DESK].hidden


def test_a_picture_that_nobody_sees_is_not_there(looks: Mapping[tuple[str, str], browser.Look]) -> None:
    assert "it" not in texts(looks["picture", DESK])


def test_without_its_tools_it_says_which_is_missing(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE_PATH", raising=False)
    with pytest.raises(programs.UnavailableError, match="playwright-core is not installed"):
        browser.look_at({"a": put("a.html", PAGE)}, browser.LOOKS, (tmp_path,))
