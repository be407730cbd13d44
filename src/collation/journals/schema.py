"""The fields that a journal's profile can have: their names, their kinds, and what each means.

The one table from which profiles are read, explained and documented (`docs/journals.md`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from collation.diagnostics import Severity
from collation.journals.profile import Unit

STATEMENTS = (
    "funding", "conflicts-of-interest", "author-contributions", "ethics", "consent", "data-availability", "ai-use",
    "acknowledgements", "patient-involvement", "transparency",
)  # fmt: skip
"""Statements that journals ask for, by the names that `metadata.yaml` has for them."""

SECTIONS = ("abstract", "references", "tables", "captions", "footnotes", "statements", "headings")
"""What a journal may leave out when it counts the text."""


@dataclass(frozen=True)
class OneOf:
    """A field that is one of some words."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Some:
    """A field that is a list of words: any, or of a known list."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """A field that is any text."""


@dataclass(frozen=True)
class Number:
    """A field that is one number."""


@dataclass(frozen=True)
class Truth:
    """A field that is true or false."""


@dataclass(frozen=True)
class Limits:
    """A field that is a least, a most, both, or `is: unlimited`; `units` are those in which it can be given."""

    units: tuple[Unit, ...] = ("",)


@dataclass(frozen=True)
class Authors:
    """A field that is `{up-to: 3, first: 3}`: how many authors are named."""


Kind = OneOf | Some | Text | Number | Truth | Limits | Authors


@dataclass(frozen=True)
class Field:
    """One field: its name, its kind, what it is in words, and how grave it is where it is not kept."""

    name: str
    kind: Kind
    words: str
    severity: Severity = Severity.ERROR


def _field(name: str, kind: Kind, words: str, severity: Severity = Severity.ERROR) -> Field:
    return Field(name, kind, words, severity)


_LENGTH = Limits(("字", "words", "characters"))
_COUNT = Limits()
_WARNING, _NOTE = Severity.WARNING, Severity.NOTE
_ASKED = OneOf(("required", "if-it-applies", "optional", "not-wanted"))
_PLACED = OneOf(("in-the-text", "at-the-end", "separate"))

FIELDS: tuple[Field, ...] = (
    # the text
    _field("text.languages", Some(("zh", "en")), "the languages of the title, the abstract and the key words"),
    _field("text.length", _LENGTH, "the length of the text"),
    _field("text.length-without", Some(SECTIONS), "what does not count in the length of the text"),
    _field("text.sections", Some(), "the headings that the text must have"),
    _field("text.heading-levels", _COUNT, "how deep headings may go"),
    _field("text.box", Text(), "the heading of a box of points that stands behind the abstract"),
    _field("text.box-points", _COUNT, "how many points the box has"),
    _field("text.footnotes", OneOf(("allowed", "not-wanted")), "footnotes"),
    # title
    _field("title.length-zh", _LENGTH, "the length of the Chinese title"),
    _field("title.length-en", _LENGTH, "the length of the English title"),
    _field("title.running-length", _LENGTH, "the length of the running title"),
    _field("title.abbreviations", OneOf(("allowed", "not-wanted")), "abbreviations in the title", _WARNING),
    # abstract
    _field("abstract.length-zh", _LENGTH, "the length of the Chinese abstract"),
    _field("abstract.length-en", _LENGTH, "the length of the English abstract"),
    _field("abstract.parts-zh", Some(), "the parts of the Chinese abstract"),
    _field("abstract.parts-en", Some(), "the parts of the English abstract"),
    _field("abstract.form", OneOf(("parts", "one-paragraph")), "the form of the abstract"),
    _field("abstract.citations", OneOf(("allowed", "not-wanted")), "citations in the abstract"),
    # key words
    _field("keywords.number", _COUNT, "how many key words there are"),
    _field("keywords.vocabulary", Text(), "the vocabulary that key words are taken from", _WARNING),
    _field("keywords.paired", Truth(), "each key word has its like in the other language"),
    # citations
    _field(
        "citations.form",
        OneOf(("raised-brackets", "brackets", "parentheses", "raised", "author-year")),
        "the form of a marker",
    ),
    _field("citations.shortest-range", Number(), "how many neighbouring numbers become a range"),
    _field("citations.range-mark", Text(), "the mark of a range"),
    _field("citations.separator", Text(), "the mark between two numbers"),
    # reference list
    _field("references.style", Text(), "the CSL style of the reference list"),
    _field("references.standard", OneOf(("2015", "2025")), "the edition of GB/T 7714"),
    _field("references.authors", Authors(), "how many authors a reference list item names"),
    _field("references.journal", OneOf(("full", "abbreviated")), "the names of journals"),
    _field("references.doi", OneOf(("shown", "left-out")), "DOIs in the reference list"),
    _field("references.type-marks", Truth(), "marks of the type, such as [J]"),
    _field("references.translated", Truth(), "a Chinese item has its English translation beneath"),
    _field("references.given-names", OneOf(("initials", "full")), "the given names of Chinese authors in English"),
    _field("references.number", _COUNT, "how many works are cited"),
    _field("references.newest", Limits(("years",)), "the age of the newest work that is cited", _WARNING),
    # figures
    _field("figures.number", _COUNT, "how many figures there are"),
    _field("figures.placed", _PLACED, "where figures stand"),
    _field("figures.formats", Some(("tiff", "eps", "pdf", "jpeg", "png", "svg")), "the formats of figure files"),
    _field("figures.resolution", Limits(("dpi",)), "the resolution of figures at their printed size"),
    _field("figures.width", Limits(("px", "mm")), "the width of figures"),
    _field("figures.height", Limits(("px", "mm")), "the height of figures"),
    _field("figures.size", Limits(("MB",)), "the size of a figure's file"),
    _field("figures.name", Text(), "the name of a figure's file, in which {number} is its number"),
    _field("figures.colours", Some(("rgb", "gray", "cmyk")), "the colours of figures"),
    _field("figures.captions", Some(("zh", "en")), "the languages of the captions of figures"),
    # tables
    _field("tables.number", _COUNT, "how many tables there are"),
    _field("tables.placed", _PLACED, "where tables stand"),
    _field("tables.captions", Some(("zh", "en")), "the languages of the captions of tables"),
    # look
    _field("layout.latin-font", Text(), "the font of Latin text"),
    _field("layout.han-font", Text(), "the font of Chinese text"),
    _field("layout.han-heading-font", Text(), "the font of Chinese headings"),
    _field("layout.size", Number(), "the size of the text in points"),
    _field("layout.line-spacing", Number(), "the line spacing"),
    _field("layout.line-numbers", OneOf(("none", "continuous")), "line numbers"),
    _field("layout.page-numbers", Truth(), "page numbers"),
    _field("layout.section-numbers", Truth(), "numbers of the headings"),
    # statements
    *(_field(f"statements.{name}", _ASKED, f"the statement {name}") for name in STATEMENTS),
    # authors
    _field("authors.names", Some(("zh", "en")), "the languages of the names"),
    _field("authors.affiliations", Some(("zh", "en")), "the languages of the affiliations"),
    _field("authors.postcode", Truth(), "each affiliation has a postcode"),
    _field("authors.email", OneOf(("corresponding", "all")), "who gives an e-mail address"),
    _field("authors.orcid", OneOf(("corresponding", "all")), "who gives an ORCID iD"),
    _field("authors.roles", Truth(), "each author has roles of the CRediT taxonomy"),
    _field("authors.anonymous", OneOf(("no", "reviewers", "all")), "from whom the authors are hidden"),
    # the package
    _field("package.manuscript", OneOf(("docx", "pdf", "source")), "the file of the manuscript"),
    _field("package.title-page", OneOf(("with-the-text", "separate")), "the title page"),
    _field("package.word-count", Truth(), "the title page says how many words the text has", _WARNING),
    _field("package.cover-letter", _ASKED, "a cover letter", _WARNING),
    _field("package.highlights", _COUNT, "how many highlights there are"),
    _field("package.highlight-length", _LENGTH, "the length of a highlight"),
    _field("package.graphical-abstract", _ASKED, "a graphical abstract", _WARNING),
    _field("package.checklist", Text(), "the reporting checklist"),
    _field("package.letters", Some(), "letters that the authors must bring", _NOTE),
)
"""Every field, in the order in which a person is told of them."""

BY_NAME = {field.name: field for field in FIELDS}
UNITS: tuple[Unit, ...] = get_args(Unit)


def example(item: Field) -> str:
    """Return how a field can be written."""
    match item.kind:
        case Limits():
            unit = f", unit: {' | '.join(item.kind.units)}" if len(item.kind.units) > 1 else ""
            form = f"at-least: 1, at-most: 20{unit}"
        case Authors():
            form = "up-to: 3, first: 3"
        case Truth():
            form = "is: true | false"
        case Number():
            form = "is: 2"
        case OneOf():
            form = f"is: {' | '.join(item.kind.words)}"
        case Some():
            form = f"is: [{', '.join(item.kind.words) or '…'}]"
        case Text():
            form = 'is: "…"'
    return f"{{{form}, source: guide}}"
