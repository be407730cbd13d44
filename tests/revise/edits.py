"""A small manuscript, and what an author may do to it; every work in it is invented."""

from __future__ import annotations

import re
from collections.abc import Callable

TEXT = """\
# One {#sec-one}

The first sentence of an invented text[@one]. The second sentence says a little more[@two; @three].

Another paragraph, with *emphasis* and a formula $a^2 + b^2$, and a note[^n].

[^n]: What the note says.

- an item
- another item
- a third item

| Head | Value |
|------|-------|
| a    | 1     |
| b    | 2 [@four] |
| c    | 3     |

: The caption of a table {#tbl-one caption-en="The caption in English"}

# Two {#sec-two}

As @sec-one says, and @tbl-one shows, this ends with [a link](https://example.org/) and 中文的一句话[@five]。
"""


def gone(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


EDITS = {
    "nothing": [],
    "a word": [gone("first sentence", "opening sentence")],
    "a Chinese word": [gone("一句话", "两句话")],
    "a paragraph put in": [gone("Another paragraph", "Wholly new words stand here.\n\nAnother paragraph")],
    "a paragraph taken out": [lambda text: re.sub(r"Another paragraph.*\n\n\[\^n\].*\n\n", "", text)],
    "a paragraph parted": [gone("[@one]. The second", "[@one].\n\nThe second")],
    "a heading": [gone("# Two", "# Two and more")],
    "a heading put in": [gone("# Two", "# Middle {#sec-middle}\n\nWords of the middle[@six].\n\n# Two")],
    "a heading of another level": [gone("# Two", "## Two")],
    "a row put in": [gone("| c    | 3     |", "| d    | 9 [@six] |\n| c    | 3     |")],
    "the last row put in": [gone("| c    | 3     |", "| c    | 3     |\n| d    | 9     |")],
    "a row taken out": [gone("| a    | 1     |\n", "")],
    "a cell": [gone("| a    | 1     |", "| a    | 17    |")],
    "a column put in": [lambda text: re.sub(r"(?m)^(\|[^-\n]*\|)$", r"\1 x |", text).replace("-------|", "-------|---|")],
    "the caption": [gone("The caption of a table", "What the table is of")],
    "the caption in English": [gone("caption in English", "legend in English")],
    "the table taken out": [lambda text: re.sub(r"\| Head[\s\S]*?English\"}\n\n", "", text).replace("@tbl-one shows", "none shows")],
    "a table put in": [gone("# Two", "| Q | R |\n|---|---|\n| 1 | 2 |\n\n: Another {#tbl-two}\n\nSee @tbl-two.\n\n# Two")],
    "a table put in before": [gone("Another par", "| Q | R |\n|---|---|\n| 1 | 2 |\n\n: Another {#tbl-two}\n\nSee @tbl-two.\n\nAnother par")],
    "a footnote": [gone("What the note says", "What the note now says")],
    "a footnote put in": [gone("a little more", "a little more^[A new note.]")],
    "a footnote taken out": [gone("[^n].", "."), gone("[^n]: What the note says.\n", "")],
    "a formula": [gone("$a^2 + b^2$", "$a^2 + c^3$")],
    "emphasis": [gone("*emphasis*", "emphasis")],
    "an item put in": [gone("- another item", "- a new item\n- another item")],
    "the last item taken out": [gone("- a third item\n", "")],
    "a list put in": [gone("# Two", "1. first\n2. second\n\n# Two")],
    "a list of another kind": [lambda text: text.replace("- an item", "1. an item").replace("- another", "2. another").replace("- a third", "3. a third")],
    "a citation put in before": [gone("an invented text[@one]", "an invented text[@five; @one]")],
    "a citation taken out": [gone("[@one]", "")],
    "the last citation taken out": [gone("[@five]", "")],
    "a work cited at the end": [gone("[@five]。", "[@five]。 And more[@six].")],
    "citations in another order": [gone("[@one]", "[@three]"), gone("[@two; @three]", "[@one; @two]")],
    "another work under one number": [gone("[@one]", "[@six]")],
    "a link": [gone("https://example.org/", "https://example.org/other")],
    "all of it": [lambda _: "Nothing of it is left[@six].\n"],
    "a quotation": [gone("# Two", "> Quoted words.\n\n# Two")],
    "a section moved": [lambda text: text[text.index("# Two"):] + "\n" + text[: text.index("# Two")]],
}  # fmt: skip

NESTED = """\
# One {#sec-one}

Text[@one] with `code` and **bold *both* x**, "quoted *em* words" and H~2~O.

> A quotation[@two].
>
> - nested item
>
>   second paragraph of it
> - other
>
>     1. deep one
>     2. deep two

Term
:   Its definition[@three].

Other
:   First.

    Second.

```python
code = 1
```

$$ a = b + c $$ {#eq-one}

As @eq-one says.

| left | right |
|------|-------|
| *a*  | $x$   |

---

1. one

   para in one

2. two[^a]

[^a]: Note with *emphasis*.

    Second paragraph of the note[@four].

Line one\\
line two.

::: {.box}
In a box[@five].
:::

- [ ] todo
- [x] done
"""

NESTED_EDITS = {
    "code": [gone("code = 1", "code = 2")],
    "code taken out": [gone("```python\ncode = 1\n```\n\n", "")],
    "an equation": [gone("a = b + c", "a = b - c")],
    "an equation taken out": [gone("$$ a = b + c $$ {#eq-one}\n\nAs @eq-one says.\n\n", "")],
    "strong in emphasis": [gone("*both* x", "both x")],
    "a definition": [gone("Its definition", "A definition")],
    "a definition taken out": [gone("    Second.\n", "")],
    "a paragraph in a list in a quotation": [gone("second paragraph of it", "changed paragraph of it")],
    "an item deep in lists": [gone("deep two", "deep two\n>     3. deep three")],
    "a second paragraph of a note": [gone("    Second paragraph of the note[@four].\n", "")],
    "a note of two paragraphs": [gone("[^a]\n", "\n"), lambda text: re.sub(r"\[\^a\]:.*\n\n.*\n\n", "", text)],
    "a rule taken out": [gone("---\n\n1.", "1.")],
    "a formula in a cell": [gone("$x$", "$y$")],
    "quotation marks": [gone('"quoted *em* words"', '"quoted words"')],
    "a box taken out": [gone("::: {.box}\nIn a box[@five].\n:::\n\n", "")],
}


def versions(text: str, edits: list[Callable[[str], str]]) -> tuple[str, str]:
    """Return a text before and after some edits."""
    after = text
    for edit in edits:
        after = edit(after)
    return text, after


CASES = {
    **{name: versions(TEXT, edits) for name, edits in EDITS.items()},
    **{name: versions(NESTED, edits) for name, edits in NESTED_EDITS.items()},
}
"""A manuscript before and after each edit."""
