"""A fault in a profile is told with its place and never as a traceback; each is planted here."""

from __future__ import annotations

from pathlib import Path

import pytest

from collation.diagnostics import Severity
from collation.journals import explain, reading
from collation.journals.reading import ProfileError
from collation.project import Project

HEAD = "journal: Invented\nversion: 1\nsources:\n  guide: {title: G, checked: 2026-01-31}\n  memory: {title: M}\n"
FAULTS = {
    "a misspelt group": ("titel: {}\n", "6:1", "did you mean title?"),
    "a misspelt field": ("title: {lenght-zh: null}\n", "6:9", "did you mean length-zh?"),
    "a misspelt side": (
        "title: {length-en: {at-mots: 3, unit: words, source: guide}}\n",
        "6:21",
        "did you mean at-most?",
    ),
    "an unknown source": ("title: {abbreviations: {is: allowed, source: gide}}\n", "6:46", "did you mean guide?"),
    "no source": ("title: {abbreviations: {is: allowed}}\n", "6:24", "has no source"),
    "a wrong unit": ("title: {length-en: {at-most: 3, unit: dpi, source: guide}}\n", "6:39", "no unit dpi"),
    "no unit": ("title: {length-en: {at-most: 3, source: guide}}\n", "6:20", "write unit"),
    "only a unit": ("title: {length-en: {unit: words, source: guide}}\n", "6:20", "asks for nothing"),
    "no number": ("title: {length-en: {at-most: many, unit: words, source: guide}}\n", "6:30", "needs a number"),
    "less than least": ("keywords: {number: {at-least: 4, at-most: 3, source: guide}}\n", "6:20", "no amount between"),
    "unlimited and a limit": ("keywords: {number: {is: unlimited, at-most: 3, source: guide}}\n", "6:36", "unlimited"),
    "a wrong word": ("text: {footnotes: {is: alowed, source: guide}}\n", "6:24", "did you mean allowed?"),
    "a wrong word of a list": ("text: {languages: {is: [zh, fr], source: guide}}\n", "6:29", "no value fr"),
    "no list": ("text: {languages: {is: zh, source: guide}}\n", "6:24", "must be a list"),
    "a wrong severity": ("text: {sections: {is: [A], source: guide, severity: bad}}\n", "6:53", "no severity bad"),
    "no author first": ("references: {authors: {up-to: 3, first: 0, source: guide}}\n", "6:23", "1 author or more"),
    "more first than all": (
        "references: {authors: {up-to: 3, first: 6, source: guide}}\n",
        "6:23",
        "no more than up-to",
    ),
    "half an author": ("references: {authors: {up-to: 3.5, first: 3, source: guide}}\n", "6:31", "a whole number"),
    "a value that is bare": ("title: {abbreviations: allowed}\n", "6:24", "must be a mapping"),
    "a group that is a list": ("title: [1]\n", "6:8", "must be a mapping"),
    "types that are a list": ("article-types: [review]\n", "6:16", "must be a mapping"),
    "a type that is a word": ("article-types: {review: long}\n", "6:25", "must be a mapping"),
    "a doubled name": ("title: {}\ntitle: {}\n", "7:1", "stands twice"),
    "an unclosed brace": ("title: {length-en: {at-most: 3\n", "7:1", "not valid YAML"),
    "an alias of nothing": ("title: *none\n", "6:8", "not valid YAML"),
    "a name that is a list": ("? [a]\n: b\n", "6:3", "a name must be a text"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place(name: str) -> None:
    text, place, said = FAULTS[name]
    with pytest.raises(ProfileError) as caught:
        reading.read("styles/journals/x.yaml", HEAD + text)
    assert f"styles/journals/x.yaml:{place}: error[journal-profile]" in str(caught.value), str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", "1:1", "the file is empty"),
        ("word\n", "1:1", "must be a mapping"),
        ("version: 1\n", "1:1", "does not name its journal"),
        ("journal: X\nversion: " + "9" * 5000, "2:10", "whole number"),
        ("journal: X\nversion: 1\nsources: {g: {title: T, checked: 2026-02-30}}\n", "3:34", "no date"),
        ("journal: X\nversion: 1\nsources: {g: {title: T, checked: 31.1.2026}}\n", "3:34", "no date"),
        ("journal: X\nversion: 1\nsources: {g: {}}\n", "3:14", "no title"),
        ("journal: X\x00\n", "1:11", "U+0000"),
        ("a: &a [*a]\n", "1:1", "nested too deep"),
        ("[" * 20000, "1:", ""),
        (
            "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
            + "".join(
                f"{chr(97 + n)}{n}: &{chr(97 + n)}{n} [{','.join(['*' + (chr(96 + n) + str(n - 1) if n > 1 else 'a')] * 10)}]\n"
                for n in range(1, 9)
            ),
            "1:",
            "too many values",
        ),
    ],
)
def test_a_hostile_file_is_a_fault_too(text: str, place: str, said: str) -> None:
    with pytest.raises(ProfileError) as caught:
        reading.read("x.yaml", text)
    assert f"x.yaml:{place}" in str(caught.value)
    assert said in str(caught.value)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "styles" / "journals").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.collation]\n", encoding="utf-8")
    return Project(tmp_path)


def test_a_projects_own_profile_goes_before_ours(project: Project) -> None:
    (project.root / "styles/journals/cjrrs.yaml").write_text("\ufeff" + HEAD, encoding="utf-8")
    profile = reading.load(project, "cjrrs")
    assert (profile.title, profile.path) == ("Invented", "styles/journals/cjrrs.yaml")
    assert reading.identifiers(project) == reading.identifiers(None)


def test_bytes_that_are_not_utf8_have_a_place(project: Project) -> None:
    (project.root / "styles/journals/x.yaml").write_bytes("journal: 中国\nversion: 中".encode() + b"\xff\n")
    with pytest.raises(
        ProfileError, match=r"styles/journals/x\.yaml:2:11: error\[journal-profile\]: the text is not UTF-8"
    ):
        reading.load(project, "x")


def test_a_profile_that_is_a_folder_is_told(project: Project) -> None:
    (project.root / "styles/journals/x.yaml").mkdir()
    with pytest.raises(ProfileError, match=r"styles/journals/x\.yaml:1:1: .*it is a folder"):
        reading.load(project, "x")


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "x/../cjrrs", "", "CJRRS", "a--b", "cjrrs\n", "nul\x00l"])
def test_no_name_leads_out_of_the_folder(project: Project, name: str) -> None:
    (project.root / "styles/x.yaml").write_text(HEAD, encoding="utf-8")
    with pytest.raises(ProfileError, match="there is no journal"):
        reading.load(project, name)


def test_what_nobody_looked_up_warns_at_most_and_null_asks_nothing() -> None:
    text = HEAD + "title:\n  length-en: {at-most: 9, unit: words, source: memory}\n  length-zh: null\n"
    profile = reading.read("x.yaml", text)
    assert profile.requirements["title.length-en"].severity is Severity.WARNING
    assert profile.requirement("title.length-zh") is None
    assert not profile.requirements["title.length-en"].is_verified


def test_no_limit_is_known_and_not_the_same_as_unknown() -> None:
    profile = reading.read("x.yaml", HEAD + "text: {length: {is: unlimited, source: guide}}\n")
    assert explain.in_words(profile.requirements["text.length"].asked) == "no limit"
    assert profile.requirements["text.length"].is_verified


def test_an_article_type_lays_its_own_over_the_rest() -> None:
    text = HEAD + "keywords: {number: {at-most: 5, source: guide}}\narticle-types: {note: {keywords: {number: null}}}\n"
    assert reading.read("x.yaml", text).requirement("keywords.number") is not None
    assert reading.read("x.yaml", text, "note").requirement("keywords.number") is None
