"""A list of persons that was joined without `and` gets every surname back, or no offer at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.bibliography import read
from collation.assemble.names import split
from collation.check.names import missing_and
from collation.diagnostics import Fix
from collation.model import FrontMatter, Manuscript, SourceFile

PATH = "references.bib"
SURNAMES = (
    "Murphy", "van Buul", "García López", "O'Brien", "Wang", "Li", "Zhang", "Ouyang", "Kim", "Nguyen", "Öztürk", "Smith-Jones",
    "Martin", "de la Cruz", "Al-Sayed", "Wei", "Thomas", "Sun", "'t Hoog",
)  # fmt: skip
GIVEN = (
    "John",
    "Mary Ann",
    "Wei",
    "Xiaoming",
    "Ji-Hoon",
    "Thomas",
    "Lukas",
    "Ahmad",
    "José",
    "Li",
    "Anna B.",
    "Hui",
    "Kim",
)
PERSONS = st.lists(st.tuples(st.sampled_from(SURNAMES), st.sampled_from(GIVEN)), min_size=2, max_size=5)


def initials(given: str) -> str:
    return "".join(word[0] for word in given.replace("-", " ").split())


FORMS = {
    "as PubMed": lambda persons: ", ".join(f"{family} {initials(first)}" for family, first in persons),
    "as PubMed, semicolons": lambda persons: "; ".join(f"{family} {initials(first)}" for family, first in persons),
    "in turn": lambda persons: ", ".join(f"{family}, {'. '.join(initials(first))}." for family, first in persons),
    "semicolons": lambda persons: "; ".join(f"{family}, {first}" for family, first in persons),
    "ampersand": lambda persons: " \\& ".join(f"{family}, {first}" for family, first in persons),
    "surname first": lambda persons: ", ".join(f"{family} {first}" for family, first in persons),
    "given name first": lambda persons: ", ".join(f"{first} {family}" for family, first in persons),
    "initials first": lambda persons: ", ".join(f"{'. '.join(initials(first))}. {family}" for family, first in persons),
}


def offered(value: str) -> tuple[Fix | None, str]:
    """Give the fix of the one finding that a field has, and the field as it is then."""
    text = f"@article{{murphy2003, author = {{{value}}}, title = {{Goats}}, year = {{2003}}}}"
    bibliography, _ = read(PATH, text)
    manuscript = Manuscript(FrontMatter(""), (), (), (), (), (), bibliography, sources=(SourceFile(PATH, text),))
    found = list(missing_and.find(manuscript))
    assert len(found) < 2
    if not found or found[0].fix is None:
        return None, value
    for edit in sorted(found[0].fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return found[0].fix, text[text.index("author = {") + 10 : text.rindex("}, title")]


@pytest.mark.parametrize("form", FORMS)
@given(PERSONS)
def test_what_is_offered_has_every_surname(form: str, persons: list[tuple[str, str]]) -> None:
    fix, mended = offered(FORMS[form](persons))
    if fix is not None:
        assert [name.surname for name in split(mended)] == [family for family, _ in persons]


@pytest.mark.parametrize("form", ["as PubMed", "as PubMed, semicolons", "in turn", "semicolons", "ampersand"])
@given(PERSONS)
def test_what_is_mended_stays_so(form: str, persons: list[tuple[str, str]]) -> None:
    fix, mended = offered(FORMS[form](persons))
    if fix is not None:
        assert offered(mended) == (None, mended)


@given(PERSONS)
def test_names_as_bibtex_reads_them_are_no_list(persons: list[tuple[str, str]]) -> None:
    for value in (
        " and ".join(f"{family}, {first}" for family, first in persons),
        " and ".join(f"{first} {family}" for family, first in persons),
    ):
        assert offered(value) == (None, value)
