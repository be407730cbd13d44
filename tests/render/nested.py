"""Any nest of what pandoc's document can hold, whether or not an author can write it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from collation import tree
from collation.tree import Element

_FORMULAS = st.sampled_from(["x^2", r"\frac{a}{b}"])
_IDENTIFIERS = st.sampled_from(["", "", "", "x", "甲", "1:a", "a b", "aff1"])
_ATTRIBUTES = st.tuples(
    _IDENTIFIERS,
    st.sampled_from([[], ["python"], ["citation"]]),
    st.sampled_from([[], [["lang", "en"]], [["alt", "替"]]]),
).map(list)
_TARGETS = st.sampled_from(["#x", "#甲", "#ref-1", "#nowhere", "https://example.org/?a=1&b", "mailto:a"])
_SOURCES = st.sampled_from(["a.png", "b.svg", "c.jpg"])


def _element(kind: str, *content: st.SearchStrategy[Any]) -> st.SearchStrategy[Element]:
    if len(content) == 1:
        return content[0].map(lambda inner: {"t": kind, "c": inner})
    return st.tuples(*content).map(lambda inner: {"t": kind, "c": list(inner)})


def _some(items: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(items, min_size=least, max_size=3)


_WORDS = st.one_of(
    st.sampled_from(["字", "word", "a&<b>", "[1]"]).map(tree.string),
    st.sampled_from(["Space", "SoftBreak", "LineBreak"]).map(lambda kind: {"t": kind}),
    _element("Math", st.sampled_from(["InlineMath", "DisplayMath"]).map(lambda kind: {"t": kind}), _FORMULAS),
    _element("Code", _ATTRIBUTES, st.just("c<d")),
    _element("RawInline", st.just("html"), st.just("<b>")),
)


def _marked(inlines: st.SearchStrategy[Element]) -> st.SearchStrategy[Element]:
    inner = _some(inlines)
    simple = ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps")
    return st.one_of(
        *(_element(kind, inner) for kind in simple),
        _element("Quoted", st.just({"t": "DoubleQuote"}), inner),
        _element("Span", _ATTRIBUTES, inner),
        _element("Link", _ATTRIBUTES, inner, _TARGETS.map(lambda target: [target, ""])),
        _element("Image", _ATTRIBUTES, inner, _SOURCES.map(lambda source: [source, ""])),
        _element("Note", _some(_element("Para", inner), 1)),
    )


INLINES = st.recursive(_WORDS, _marked, max_leaves=6)
_LINE = _some(INLINES)


def _caption() -> st.SearchStrategy[list[Any]]:
    def labelled(language: str, words: list[Element]) -> Element:
        marked = tree.span(tree.attributes("", ["caption-label"], number="1"), [tree.string(f"{language} 1")])
        return {"t": "Plain", "c": [marked, {"t": "Space"}, *words]}

    second = _LINE.map(
        lambda words: tree.div(tree.attributes("", ["caption-second"], lang="en"), [labelled("en", words)])
    )
    first = _LINE.map(lambda words: labelled("zh", words))
    return st.one_of(
        st.just([None, []]),
        _element("Plain", _LINE).map(lambda block: [None, [block]]),
        st.tuples(first, second).map(lambda blocks: [None, list(blocks)]),
    )


def _table(blocks: st.SearchStrategy[Element]) -> st.SearchStrategy[Element]:
    nothing = st.just(tree.attributes())
    alignment = st.sampled_from(["AlignDefault", "AlignLeft", "AlignRight"]).map(lambda kind: {"t": kind})
    width = st.sampled_from([{"t": "ColWidthDefault"}, {"t": "ColWidth", "c": 0.3}])
    span = st.sampled_from([1, 1, 2])
    cell = st.tuples(nothing, alignment, span, span, _some(blocks)).map(list)
    rows = _some(st.tuples(nothing, _some(cell)).map(list))
    part = st.tuples(nothing, rows).map(list)
    body = st.tuples(nothing, st.integers(0, 2), rows, rows).map(list)
    columns = _some(st.tuples(alignment, width).map(list), 1)
    return _element("Table", _ATTRIBUTES, _caption(), columns, part, _some(body), part)


def _holding(blocks: st.SearchStrategy[Element]) -> st.SearchStrategy[Element]:
    inner = _some(blocks)
    style = st.sampled_from(["DefaultStyle", "LowerRoman", "UpperAlpha"]).map(lambda kind: {"t": kind})
    numbering = st.tuples(st.sampled_from([1, 3]), style, st.just({"t": "OneParen"})).map(list)
    images = _some(_element("Image", _ATTRIBUTES, _LINE, _SOURCES.map(lambda source: [source, ""])))
    numbered = st.tuples(_IDENTIFIERS, st.just([]), st.sampled_from([[], [["number", "1"]]])).map(list)
    return st.one_of(
        _element("BlockQuote", inner),
        _element("BulletList", _some(inner, 1)),
        _element("OrderedList", numbering, _some(inner, 1)),
        _element("DefinitionList", _some(st.tuples(_LINE, _some(inner)).map(list), 1)),
        _element("Div", _ATTRIBUTES, inner),
        _element("Figure", numbered, _caption(), _element("Plain", images).map(lambda block: [block])),
        _table(blocks),
    )


_LEAVES = st.one_of(
    _element("Para", _LINE),
    _element("Plain", _LINE),
    _element("LineBlock", _some(_LINE, 1)),
    _element("CodeBlock", _ATTRIBUTES, st.just("x\n<y>")),
    _element("RawBlock", st.just("html"), st.just("<x>")),
    _element("Header", st.integers(1, 6), _ATTRIBUTES, _LINE),
    st.just({"t": "HorizontalRule"}),
)

BLOCKS = st.lists(st.recursive(_LEAVES, _holding, max_leaves=8), max_size=6)
"""The blocks of a document."""
