"""A page read back says what its markup says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.document import numbered
from collation.proof import expected, html
from collation.proof.reading import OBJECT, Block, Reading, UnreadableOutputError
from manuscripts import ENGLISH, Build, Outputs, Write


def read(body: str) -> Reading:
    return html.read(f"<!DOCTYPE html><html lang='en'><head><title>T</title></head><body>{body}</body></html>".encode())


def shown(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (block.kind, block.label, block.text) for block in reading.blocks if block.kind not in ("front", "contents")
    ]


def wanted(blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, block.text) for block in blocks]


def test_the_flagship_shows_what_was_numbered(outputs: Outputs) -> None:
    document = numbered.load(outputs.project)
    assert shown(html.read(outputs.html)) == wanted(expected.expect(document, "html").blocks)


def test_a_small_manuscript_of_every_construct_shows_what_was_numbered(write: Write, build: Build) -> None:
    text = """\
# Intro & *more* {#sec-a}

*Emph* **strong** `code [@x]` and $a_1$ math, "quotes" -- dash... [@one, p. 3; see @two], as @three shows, see [@fig-a]
and [link](http://example.org). H~2~O 10^5^ \\[0,1\\] &alpha; a\\*b ^[A note [@three].]

1. item one
2. item [@one]

> quoted

Term
:   definition

| a | b |
|---|---|
| c [@two] | d\\|e |

Table: Cap *tion* [@one]. {#tbl-a}

| line one
| line two

See [@tbl-a] and [@eq-a].

![Figure cap [@two].](a.svg){#fig-a alt="what is to be seen" caption-zh="第二"}

$$x^2$$ {#eq-a}

```python
code block
```
"""
    picture = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    project = write(text, metadata=ENGLISH, files={"a.svg": picture})
    reading = html.read(build(project, "html")["html"])
    blocks = wanted(expected.expect(numbered.load(project), "html").blocks)
    # Where notes stand is each format's own affair.
    assert sorted(shown(reading)) == sorted(blocks)
    assert ("equation", "(1)", OBJECT) in blocks
    assert ("figure", "", "what is to be seen") in blocks
    assert not reading.faults


@pytest.mark.parametrize(
    ("body", "kind", "detail"),
    [
        ("<p id='a'>1</p><p id='a'>2</p>", "duplicate-id", "a"),
        ("<p><a href='#nowhere'>1</a></p>", "dead-link", "#nowhere"),
        ("<p><img src='https://example.org/a.png' alt=''></p>", "external-resource", "https://example.org/a.png"),
        ("<style>@import 'https://example.org/a.css';</style>", "external-resource", "https://example.org/a.css"),
        ("<p style='background: url(a.png)'>1</p>", "external-resource", "a.png"),
        ("<link rel='stylesheet' href='a.css'>", "external-resource", "a.css"),
    ],
)
def test_what_is_wrong_with_a_page_by_itself_is_told(body: str, kind: str, detail: str) -> None:
    assert [(fault.kind, fault.detail) for fault in read(body).faults] == [(kind, detail)]


@pytest.mark.parametrize("data", [b"", b" "])
def test_what_is_no_page_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UnreadableOutputError, match="no HTML page"):
        html.read(data)


@given(st.binary(max_size=200) | st.text(alphabet="<>/p aid=#'\"\n[]1&;", max_size=80).map(str.encode))
def test_no_page_makes_a_traceback(data: bytes) -> None:
    try:
        reading = html.read(data)
    except UnreadableOutputError:
        return
    for block in reading.blocks:
        assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links)
        assert all(mark.start < mark.end <= len(block.text) for mark in block.marks)
