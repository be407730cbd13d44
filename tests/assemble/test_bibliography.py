"""references.bib becomes a Bibliography: nothing hidden, every place exact, and three readers that agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation import pandoc
from collation.assemble import bibliography
from collation.diagnostics import Location
from collation.model import Bibliography
from collation.project import styles


def read(text: str) -> Bibliography:
    found, differences = bibliography.read("references.bib", text)
    assert differences == ()
    return found


def test_an_entry_knows_its_place_and_that_of_each_field() -> None:
    found = read("% 文献\n\n  @article{murphy2003,\n  title = {软骨 {Cell}},\n  year=2003\n}\n")
    (entry,) = found.entries
    assert (entry.citekey, entry.type, entry.ordinal) == ("murphy2003", "article", 1)
    assert entry.location == Location("references.bib", 3, 12, len("murphy2003"))
    assert [(item.name, item.value, item.location) for item in entry.fields] == [
        ("title", "软骨 {Cell}", Location("references.bib", 4, 11, len("{软骨 {Cell}}"))),
        ("year", "2003", Location("references.bib", 5, 8, 4)),
    ]


def test_doubled_citekeys_are_both_there() -> None:
    found = read("@misc{k1, year = 2001}\n@misc{k2, year = 2002}\n@misc{k1, year = 2003}\n@misc{k1, year = 2004}")
    assert [(entry.citekey, entry.ordinal, entry.value("year")) for entry in found.entries] == [
        ("k1", 1, "2001"),
        ("k2", 2, "2002"),
        ("k1", 3, "2003"),
        ("k1", 4, "2004"),
    ]
    assert found.by_citekey["k1"].ordinal == 1


def test_a_typed_number_counts_broken_entries_and_no_other_block() -> None:
    text = "@string{j = {x}}\n@misc{k1, year = 2001}\n@comment{c}\n@misc{k2, year 2002}\n@preamble{{}}\n@misc{k3, year = 2003}"
    found = read(text)
    assert {entry.citekey: entry.ordinal for entry in found.entries} == {"k1": 1, "k3": 3}
    assert [(block.citekey, block.ordinal) for block in found.broken] == [("k2", 2)]
    assert found.size == 3
    assert {block.ordinal for block in found.broken} == {2}


def test_a_broken_string_counts_as_no_entry() -> None:
    found = read("@string{j = {x}\n@misc{k1, year = 2001}")
    assert [(block.citekey, block.ordinal, str(block.location)) for block in found.broken] == [
        ("", 0, "references.bib:1:8")
    ]
    assert found.entries[0].ordinal == 1


def test_a_field_that_stands_twice_is_shown_where_it_stands_again() -> None:
    (broken,) = read("@misc{k1,\n  title = {A},\n  Title = {B}\n}").broken
    assert broken.location == Location("references.bib", 3, 11, 3)
    assert broken.kind == "field"
    assert [item.value for item in broken.fields] == ["A", "B"]
    assert broken.reason == "the field title stands twice in k1"
    assert broken.help == "keep one of the two; the first is on line 2"


def test_a_string_that_is_defined_twice_is_a_fault_only_where_the_values_differ() -> None:
    text = "@string{jog = {Goats}}\n@string{JOG = {%s}}\n@misc{k1, journal = jog}"
    assert read(text % "Goats").broken == ()
    found = read(text % "Sheep")
    assert [(str(block.location), block.reason) for block in found.broken] == [
        ("references.bib:2:9", "the string jog is defined twice, with another value")
    ]
    assert found.entries[0].value("journal") == "Goats"


def test_a_name_of_a_string_is_read_in_any_case() -> None:
    found = read("@string{JoG = {Goats}}\n@misc{k1, journal = jOg, month = Dec}")
    assert bibliography.compare_cited(found, ["k1"]) == ()
    assert found.entries[0].value("month") == "December"


def test_an_undefined_string_knows_its_place_and_is_no_disagreement() -> None:
    text = "@misc{k1, year = 2001}\n@misc{k2, journal = {a } # Jog # dec}\n@string{jog = {b}}\n@misc{k3, journal = jog}"
    found = read(text)
    assert bibliography.compare_cited(found, ["k1", "k2", "k3"]) == ()
    assert [item.undefined for entry in found.entries for item in entry.fields] == [
        (),
        (("Jog", text.index("Jog")),),
        (),
    ]


def test_a_string_may_use_one_that_is_not_defined() -> None:
    found = read("@string{jog = of # { Goats}}\n@misc{k1, journal = jog}")
    assert found.support[0].undefined == (("of", 14),)
    assert bibliography.compare_cited(found, ["k1"]) == ()


@pytest.mark.parametrize(
    "text", ["@string{jog = {b}", "@string(JOG = {b", "@string{jog = ", "@string{jog = {a}, b = {c}}"]
)
def test_a_broken_string_is_known_by_its_name(text: str) -> None:
    (broken,) = read(text + "\n@misc{k1, year = 2001}").broken
    assert (broken.string, broken.citekey, broken.ordinal) == ("jog", "", 0)


def test_an_uncited_entry_is_not_read_a_third_time() -> None:
    found = read("@misc{k1, year = 2001}\n@misc{k2, journal = jog}")
    assert bibliography.compare_cited(found, ["k1"]) == ()


def test_readers_that_differ_are_both_quoted() -> None:
    # bibtexparser knows `\}` as an escaped brace; BibTeX counts it.
    found, differences = bibliography.read("r.bib", "@misc{k1, note = {a\\}, title = {b}}\n\n@misc{k2, year = 2003}\n")
    assert found.entries[0].fields[0].value == "a\\"
    assert {item.location.line for item in differences} == {1}
    assert all("Collation reads" in item.first and "bibtexparser reads" in item.second for item in differences)


def test_bibtexparser_says_nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    bibliography.read("r.bib", "@misc{k1, note = {a\\}, title = {b}}\n@misc{k1, year = 2003}\n@misc{k1, x = {}}")
    assert capfd.readouterr() == ("", "")


def test_every_entry_is_decoded_but_for_addresses() -> None:
    found = read('@misc{k1, title = {J{\\"o}rg}, url = {https://x.org/~a/b\\_c}}')
    assert found.entries[0].value("title") == "Jörg"
    assert found.entries[0].value("url") == "https://x.org/~a/b_c"


def test_names_are_decoded_in_all_their_parts() -> None:
    found = read("@misc{k1, author = {{\\O}stergaard, S{\\o}ren and {{\\'E}cole Normale}}}")
    first, second = found.entries[0].authors
    assert (first.family, first.given) == ("Østergaard", "Søren")
    assert (second.family, second.is_corporate) == ("École Normale", True)


def test_editors_stand_for_authors_where_there_are_none() -> None:
    first, second, third = read(
        "@book{k1, editor = {Smith, A.}}\n@book{k2, editor = {Smith, A.}, author = {Jo, C.}}\n@book{k3, title = {X}}"
    ).entries
    assert [[name.family for name in entry.authors] for entry in (first, second, third)] == [["Smith"], ["Jo"], []]
    assert [[name.family for name in entry.editors] for entry in (first, second, third)] == [["Smith"], ["Smith"], []]


def test_a_parenthesised_entry_reaches_citeproc(tmp_path: object) -> None:
    # pandoc knows neither parentheses nor a space after the @, and calls the library a syntax error.
    found = read("@string(jog = {Goats})\n@ article ( k1,\n  % a note\n  title = {On (goats)},\n  journal = jog )")
    formatted, warnings = pandoc.format_entries(
        found.subset(["k1"]), ["k1"], styles() / "csl" / "gb-t-7714-2015-numeric.csl", "zh-CN"
    )
    assert warnings == ()
    assert "On (goats)" in str(formatted).replace("'}, {'t': 'Space'}, {'t': 'Str', 'c': '", " ")


def test_a_subset_brings_strings_and_parents() -> None:
    found = read(
        "@string{jog = {Goats}}\n@misc{k1, crossref = {k2}}\n@misc{k2, xdata = {k3, k4}}\n@misc{k3, crossref = {k1}}\n"
        "@misc{k4, year = 2003}\n@misc{k5, year = 2004}"
    )
    text = found.subset(["k1"])
    assert "@string{jog" in text
    assert [citekey for citekey in ("k1", "k2", "k3", "k4", "k5") if f"@misc{{{citekey}," in text] == [
        "k1",
        "k2",
        "k3",
        "k4",
    ]


@pytest.mark.parametrize("text", ["", "\n", "only text", "% @misc{k1,\n", "@comment{x}"])
def test_a_file_without_entries_is_an_empty_bibliography(text: str) -> None:
    found = read(text)
    assert (found.entries, found.broken) == ((), ())
    assert bibliography.compare_cited(found, []) == ()


@given(st.text('@{}()"#,=% \nabk12\\', max_size=80))
def test_no_text_stops_the_reading(text: str) -> None:
    found, _ = bibliography.read("r.bib", text)
    bibliography.compare_cited(found, found.by_citekey)
    ordinals = [entry.ordinal for entry in found.entries] + sorted({block.ordinal for block in found.broken} - {0})
    assert sorted(ordinals) == list(range(1, len(ordinals) + 1)), "every record is counted once"
