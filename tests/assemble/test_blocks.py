"""Every block of a BibTeX file is found, and every fault is shown where it opens."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from collation.assemble import bibliography
from collation.assemble.blocks import BlockSpan, scan, write
from collation.diagnostics import Lines

from . import generators

AFTER = "\n\n@book{after2001, title = {Read all the same}}\n"


def blocks(text: str) -> list[BlockSpan]:
    return list(scan(text))


def faults(text: str) -> list[tuple[str, str]]:
    """Return `line:column` and reason of each fault."""
    lines = Lines("r.bib", text)
    places = [(lines.location(span.fault.offset), span.fault.reason) for span in scan(text) if span.fault]
    return [(f"{place.line}:{place.column}", reason) for place, reason in places]


BROKEN = {
    "a brace that opens a value": (
        "@article{k1,\n  title = {Stem {cell} therapy,\n  year = {2003}\n}",
        "2:11",
        "the brace that opens the field title of k1 is never closed",
    ),
    "a brace inside a value": (
        "@article{k1,\n  title = {Stem {cell therapy},\n  year = {2003}\n}",
        "2:11",
        "the brace that opens the field title of k1 is never closed",
    ),
    "a brace that opens the last value": (
        "@article{k1,\n  title = {Stem},\n  year = {2003\n}",
        "3:10",
        "the brace that opens the field year of k1 is never closed",
    ),
    "a brace that opens the entry": (
        "@article{k1,\n  title = {Stem},\n  year = {2003}\n",
        "1:9",
        "the entry k1 opens here and is never closed",
    ),
    "a parenthesis that opens the entry": (
        "@article(k1,\n  title = {Stem}\n",
        "1:9",
        "the entry k1 opens here and is never closed",
    ),
    "an entry whose value stands on lines of its own": (
        "@article{k1,\n  abstract = {\n    Text.\n  }\n",
        "1:9",
        "the entry k1 opens here and is never closed",
    ),
    "a brace that opens a value in a line of many": (
        "@article{k1, title = {Stem, year = {2003}}\n\n% Conferences\n\n@misc{k2, year = 2003}",
        "1:22",
        "the brace that opens the field title of k1 is never closed",
    ),
    "a quote that opens a value in a line of many": (
        '@article{k1, title = "Stem, note = "x", year = 2003}',
        "1:22",
        "the quote that opens the field title of k1 is never closed",
    ),
    "a quote that opens a value": (
        '@article{k1,\n  title = "Stem,\n  year = "2003"\n}',
        "2:11",
        "the quote that opens the field title of k1 is never closed",
    ),
    "a quote that a brace cannot close": (
        '@article{k1, title = "Stem}',
        "1:22",
        "the quote that opens the field title of k1 is never closed",
    ),
    "no comma after the citekey": (
        "@article{k1\n  title = {Stem}\n}",
        "1:11",
        "a comma is missing after the citekey k1",
    ),
    "a citekey of two words": ("@article{k 1, title = {Stem}}", "1:11", "a citekey cannot hold a space"),
    "no comma after a field": (
        "@article{k1,\n  title = {软骨}\n  year = {2003}\n}",
        "2:14",
        "a comma is missing after the field title of k1",
    ),
    "no comma after a bare value": (
        "@article{k1,\n  year = 2003\n  title = {Stem}\n}",
        "2:13",
        "a comma is missing after the field year of k1",
    ),
    "a full-width comma after a field": (
        "@article{k1, title = {软骨}，year = 2003}",
        "1:26",
        "a comma must stand after the field title of k1, not ，",
    ),
    "a full-width comma after the citekey": (
        "@article{k1，title = {软骨}}",
        "1:12",
        "a comma must stand after the citekey k1, not ，",
    ),
    "a quote inside a quoted value": (
        '@article{k1,\n  title = "软骨 "Cell" therapy",\n  year = 2003\n}',
        "2:15",
        "a quote inside the field title of k1 closes the value here",
    ),
    "a closing brace too many inside a value": (
        "@article{k1,\n  title = {Stem} {cell} therapy},\n  year = {2003}\n}",
        "2:16",
        "the value of the field title of k1 closes here, but goes on",
    ),
    "a value of two words without braces": (
        "@article{k1,\n  title = Stem cell,\n  year = {2003}\n}",
        "2:11",
        "the value of the field title of k1 stands without braces",
    ),
    "two commas": ("@article{k1, title = {Stem},, year = 2003}", "1:29", "a field is expected in k1, not ','"),
    "no citekey": ("@article{title = {Stem}}", "1:10", "this @article has no citekey"),
    "an empty citekey": ("@article{, title = {Stem}}", "1:10", "this @article has no citekey"),
    "no citekey at all": ("@article{}", "1:10", "this @article has no citekey"),
    "a citekey with an equals sign": ("@article{a=b, title = {Stem}}", "1:11", "a citekey cannot hold ="),
    "a citekey with a brace": ("@article{a{b}c, title = {Stem}}", "1:11", "a citekey cannot hold {"),
    "no equals sign": ("@article{k1,\n  title {Stem}\n}", "2:3", "the field title of k1 has no value"),
    "no value": ("@article{k1,\n  title = ,\n  year = 2003}", "2:11", "the field title of k1 has no value"),
    "no name": ("@article{k1, = {Stem}}", "1:14", "a field is expected in k1, not '='"),
    "nothing after a sharp": ("@article{k1, title = {Stem} # }", "1:31", "the field title of k1 has no value"),
    "a closing brace too many, and fields after it": (
        "@article{k1,\n  title = {Stem}},\n  year = {2003}\n}",
        "2:17",
        "the entry k1 closes here, but fields follow",
    ),
    "a closing brace too many on one line": (
        "@article{k1, title = {Stem}}, year = 2003}",
        "1:28",
        "the entry k1 closes here, but fields follow",
    ),
    "a closing brace too many at the end": (
        "@article{k1, title = {Stem}}}",
        "1:29",
        "the entry k1 has closed before this brace",
    ),
    "a parenthesis closed by a brace": (
        "@article(k1, title = {Stem}}",
        "1:28",
        "the entry k1 opens with ( and cannot close with }",
    ),
    "a brace closed by a parenthesis": (
        "@article{k1, title = {Stem})",
        "1:28",
        "the entry k1 opens with { and cannot close with )",
    ),
    "no brace after the type": ("@article k1, title = {Stem}}", "1:1", "@article opens no entry"),
    "no brace at all": ("@article", "1:1", "@article opens no entry"),
    "a type of two words": ("  @art icle{k1, title = {Stem}}", "1:3", "@art opens no entry"),
    "no type": ("@{k1, title = {Stem}}", "1:1", "this entry has no type"),
    "a string without a value": ("@string{jog {Goats}}", "1:9", "the field jog of @string has no value"),
    "a string that is never closed": ("@string{jog = {Goats}", "1:8", "@string opens here and is never closed"),
    "a string of two names": ("@string{a = {x}, b = {y}}", "1:1", "a @string defines one name"),
    "a string of no name": ("@string{}", "1:1", "a @string defines one name"),
    "a preamble that is never closed": ('@preamble{"x"', "1:10", "@preamble opens here and is never closed"),
    "a comment that is never closed": ("@comment{x", "1:9", "@comment opens here and is never closed"),
}


@pytest.mark.parametrize(("text", "place", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_fault_is_shown_where_it_opens_and_the_next_entry_is_read(text: str, place: str, reason: str) -> None:
    assert faults(text + AFTER) == [(place, reason)]
    last = blocks(text + AFTER)[-1]
    assert (last.citekey, last.fault) == ("after2001", None)
    assert [item.value for item in last.fields] == ["Read all the same"]


@pytest.mark.parametrize(("text", "place", "reason"), BROKEN.values(), ids=BROKEN)
def test_the_last_block_of_a_file_is_reported_as_any_other(text: str, place: str, reason: str) -> None:
    assert faults(f"@misc{{k0, year = 2003}}\n{text}") == [(f"{int(place[0]) + 1}{place[1:]}", reason)]


def test_the_line_ends_of_windows_do_not_move_a_fault() -> None:
    for text, place, reason in BROKEN.values():
        assert faults(text.replace("\n", "\r\n") + AFTER) == [(place, reason)]


def test_every_broken_entry_of_a_file_is_reported() -> None:
    text = "".join(text + AFTER for text, _, _ in BROKEN.values())
    assert [reason for _, reason in faults(text)] == [reason for _, _, reason in BROKEN.values()]


def test_two_broken_entries_side_by_side_are_both_reported() -> None:
    text = "@article{k1,\n  title = {Stem\n}\n\n@article{k2\n  title = {Cell}\n}"
    assert [place for place, _ in faults(text)] == ["2:11", "5:11"]


def test_a_broken_entry_keeps_the_citekey_that_is_legible() -> None:
    assert [
        span.citekey for span in scan("@article k1, title = {x}}\n@article{k2, title = {x}\n@book{k3, year 2003}")
    ] == [
        "k1",
        "k2",
        "k3",
    ]


def test_values_are_read_in_every_form() -> None:
    text = (
        '@string{jog = {Journal of Goats}}\n@STRING(joint = "Joint")\n'
        '@article{k1,\n  Title = {Stem {cell} therapy},\n  journal = jog # { and } # JOINT,\n  note = "a {"} b",\n'
        "  year=2003,month = Feb , pages = 12 # {--} # 15,\n}"
    )
    entry = blocks(text)[-1]
    assert [(item.name, item.value) for item in entry.fields] == [
        ("title", "Stem {cell} therapy"),
        ("journal", "Journal of Goats and Joint"),
        ("note", 'a {"} b'),
        ("year", "2003"),
        ("month", "February"),
        ("pages", "12--15"),
    ]
    shown = [text[item.value_offset : item.value_offset + item.value_length] for item in entry.fields]
    assert shown[:2] == ["{Stem {cell} therapy}", "jog # { and } # JOINT"]
    assert [text[item.name_offset :][: len(item.name)].lower() for item in entry.fields] == [
        item.name for item in entry.fields
    ]


def test_a_string_may_give_a_month_another_name() -> None:
    assert blocks("@string{feb = {2月}}\n@misc{k1, month = feb}")[-1].fields[0].value == "2月"


def test_blocks_are_found_wherever_they_stand() -> None:
    text = "text @misc{k1, year = 2003} @misc(k2)@misc{k3}\nmail me@example.org\n  @ misc {k4 , }"
    assert [(span.citekey, span.fault) for span in scan(text)] == [(f"k{n}", None) for n in (1, 2, 3, 4)]


def test_a_line_of_percent_signs_is_no_entry() -> None:
    text = "% @misc{k1,\n%  year = 2003}\n@misc{k2, year = 2003}\n  %@misc{k3,"
    assert [span.citekey for span in scan(text)] == ["k2"]


def test_a_comment_without_braces_ends_with_its_line() -> None:
    assert [span.citekey for span in scan("@comment jabref-meta: x\n@misc{k1}\n@Comment\n@misc{k2}")] == ["k1", "k2"]


def test_a_field_that_is_commented_out_is_not_there() -> None:
    text = "@misc{k1,\n  % title = {old},\n  year = {2003}, % as printed\n  note = {50% off}\n}"
    (entry,) = blocks(text)
    assert [(item.name, item.value) for item in entry.fields] == [("year", "2003"), ("note", "50% off")]
    assert write(text, entry) == "@misc{k1,\n  \n  year = {2003}, \n  note = {50% off}\n}"


def test_an_entry_is_written_as_every_parser_knows_it() -> None:
    text = "@ Book ( k1, title = {(x)} )"
    (entry,) = blocks(text)
    assert write(text, entry) == "@book{ k1, title = {(x)} }"


def test_a_comment_may_stand_in_a_line_between_a_value_and_the_end() -> None:
    text = "@misc{k1, year = 2003\n  % seen\n}\n@misc{k2, title = {50}% of goats},\n}"
    first, second = blocks(text)
    assert (first.fault, write(text, first)) == (None, "@misc{k1, year = 2003\n  \n}")
    assert second.fault is not None


def test_a_line_that_looks_like_an_entry_ends_an_entry_that_is_never_closed() -> None:
    text = "@misc{k1, note = {x\n@misc{k2, year = 2003}"
    assert faults(text) == [("1:18", "the brace that opens the field note of k1 is never closed")]
    assert [span.citekey for span in scan(text)] == ["k1", "k2"]


@given(st.one_of(st.text(), st.text('@{}()"#,=%\n a1\\', max_size=60)))
@settings(max_examples=300)
@example("@a{b,c=")
@example('@a(b,c="}')
def test_no_text_stops_the_scanner(text: str) -> None:
    position = 0
    for span in scan(text):
        assert position <= span.start < span.end <= len(text), "blocks follow each other"
        position = span.end


HOSTILE = [
    "@",
    "@a{",
    "@a{b,c={",
    "@a{b,c={}} ",
    "{",
    '"',
    "@string{",
    "%",
    "@\n",
    "\n@a{b,c={x\n",
    '\n@a{b,c="',
    "@a{b,\nc={x\n",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_the_cost_of_a_hostile_file_grows_with_its_length_only(piece: str) -> None:
    def cost(length: int) -> float:
        text = "@a{b," + piece * (length // len(piece))
        times = []
        for _ in range(3):
            start = time.process_time()
            blocks(text)
            times.append(time.process_time() - start)
        return min(times)

    # Eight times the text: eight times the work where it is linear, sixty-four times where it is not.
    assert cost(80_000) < 30 * max(cost(10_000), 0.005)


@given(generators.libraries())
@settings(max_examples=150, deadline=None)
def test_the_scanner_bibtexparser_and_pybtex_read_the_same_library(library: tuple[str, list[str]]) -> None:
    text, citekeys = library
    found, differences = bibliography.read("r.bib", text)
    assert [entry.citekey for entry in found.entries] == citekeys
    assert (found.broken, differences) == ((), ())
    assert bibliography.compare_cited(found, citekeys) == ()


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_an_entry_that_loses_a_brace_is_broken_and_no_other(data: st.DataObject) -> None:
    entries = [data.draw(generators.plain_entries(citekey)) for citekey in ("first2001", "second2002", "third2003")]
    text = "\n\n".join(entries) + "\n"
    start = len(entries[0]) + 2
    end = start + len(entries[1])
    place = data.draw(st.sampled_from([at for at in range(start, end) if text[at] in "{}"]))
    found, differences = bibliography.read("r.bib", text[:place] + text[place + 1 :])
    (broken,) = found.broken
    assert text.count("\n", 0, start) < broken.location.line <= text.count("\n", 0, end) + 1
    assert broken.ordinal == 2
    assert [(entry.citekey, entry.ordinal, entry.text) for entry in found.entries] == [
        ("first2001", 1, entries[0]),
        ("third2003", 3, entries[2]),
    ]
    assert differences == ()


def kinds(text: str) -> list[str]:
    return [span.fault.kind for span in scan(text) if span.fault]


def test_a_fault_says_what_is_wrong_with_the_form() -> None:
    of = {name: kinds(text) for name, (text, _, _) in BROKEN.items()}
    assert {name for name, kind in of.items() if kind == ["comma"]} == {
        "no comma after the citekey",
        "no comma after a field",
        "no comma after a bare value",
        "a full-width comma after a field",
        "a full-width comma after the citekey",
    }
    named = ("brace", "parenthesis", "quote", "never closed", "on lines of its own")
    assert {name for name, kind in of.items() if kind == ["brace"]} == {
        name for name in of if any(word in name for word in named)
    } - {"a citekey with a brace", "no brace after the type", "no brace at all", "a value of two words without braces"}


def test_a_comma_that_is_missing_has_its_place() -> None:
    text = "@article{k1\n  title = {软骨} year = 2003}"
    (span,) = scan(text)
    assert span.fault is not None
    assert span.fault.insertion == len("@article{k1")
    (span,) = scan(text.replace("k1", "k1,"))
    assert span.fault is not None
    assert text.replace("k1", "k1,")[: span.fault.insertion].endswith("{软骨}")


def test_a_headless_entry_does_not_break_the_one_before_it() -> None:
    text = "@misc{k1, year = 2001}\n\narticle{k2,\n  year = 2002\n}\n\n@misc{k3, year = 2003}"
    assert [(span.citekey, span.fault) for span in scan(text)] == [("k1", None), ("k3", None)]
