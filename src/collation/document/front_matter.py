"""The front matter as plain data for the templates of HTML and PDF, and for Word's paragraphs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from collation import tree
from collation.document.labels import label
from collation.document.numbered import Document, inlines_of
from collation.model import AbstractPart, Bilingual
from collation.tree import Element

_NAMESPACE: Final = uuid.UUID("ea3a5ebc-dba7-4fa5-b725-5ceadbbf0832")
"""What our identifiers are made in (RFC 9562, 5.5); a manuscript of the same title and authors keeps its own."""

_ALWAYS = frozenset({"title", "authors"})

_TYPES = {
    "review": "review-article", "research": "research-article", "article": "research-article",
    "original-article": "research-article", "original-research": "research-article", "case": "case-report",
    "commentary": "article-commentary", "methods": "methods-article", "short-report": "brief-report",
    "meta-analysis": "systematic-review",
}  # fmt: skip
"""What authors call a kind of article, and what JATS does; other kinds are called alike or are the author's own."""


def article_type(said: str) -> str:
    """Return a kind of article as JATS calls it, "" where the author does not say."""
    kind = "-".join(said.lower().split())
    return _TYPES.get(kind, kind)


def data(document: Document) -> dict[str, Any]:
    """Return what every format says before the text, in the names that the templates use.

    Texts are lists of inlines, for an author may write *in vitro* in a title; names, labels and codes are plain.
    What the author has not supplied is not there, but for the title and the list of authors.
    """
    if document.matter is not None:
        return dict(document.matter)
    matter = document.manuscript.front_matter
    first, second = document.language, document.second_language
    affiliations = {item.identifier: str(index) for index, item in enumerate(matter.affiliations, start=1)}
    is_numbered = len(affiliations) > 1
    languages = (
        (first, matter.first_abstract, matter.first_keywords),
        (second, matter.second_abstract, matter.second_keywords),
    )
    values: dict[str, Any] = {
        "lang": _tag(first),
        "lang-second": _tag(second),
        "title": inlines_of(matter.title.first),
        "date": matter.date,
        "article-type": label(first, matter.article_type) if matter.article_type else "",
        "authors": [
            {
                "name": author.name.first,
                "name-second": author.name.second,
                "affiliation-numbers": [affiliations[item] for item in author.affiliations] if is_numbered else [],
                "is-corresponding": author.is_corresponding,
                "email": author.email,
                "orcid": author.orcid.removeprefix("https://orcid.org/"),
            }
            for author in matter.authors
        ],
        "affiliations": [
            {
                "number": affiliations[item.identifier] if is_numbered else "",
                "text": inlines_of(item.name.first),
                "text-second": inlines_of(item.name.second),
            }
            for item in matter.affiliations
        ],
        "abstracts": [
            {
                "lang": _tag(language),
                "heading": label(language, "abstract"),
                "parts": [_part(part) for part in parts],
            }
            for language, parts, _ in languages
            if parts
        ],
        "keywords": [tree.plain_text(inlines_of(word)) for word in (*matter.first_keywords, *matter.second_keywords)],
        "keyword-lists": [
            {
                "lang": _tag(language),
                "heading": label(language, "keywords"),
                "separator": label(language, "keyword-separator"),
                "words": [inlines_of(word) for word in words],
            }
            for language, _, words in languages
            if words
        ],
        "statements": [
            {"heading": label(first, statement.name), "text": inlines_of(statement.text)}
            for statement in matter.statements
            if statement.text
        ],
        "references-heading": label(first, "references"),
        "contents-heading": label(first, "contents"),
        "skip-label": label(first, "skip"),
        "author-separator": label(first, "author-separator"),
        "author-separator-second": label(second, "author-separator"),
        "corresponding-label": label(first, "corresponding"),
        "note-heading": label(first, "note"),
    }
    values |= _second("title-second", matter.title)
    values["running-title"] = inlines_of(matter.running_title.first or matter.title.first)
    values |= _second("running-title-second", matter.running_title)
    notes = ((first, matter.note.first), (second, matter.note.second))
    values["note"] = [{"lang": _tag(language), "text": inlines_of(text)} for language, text in notes if text]
    return {name: value for name, value in values.items() if name in _ALWAYS or value not in ("", [])}


def identifier(matter: Mapping[str, Any], title: str) -> str:
    """Return by what a publication is known, as a URN.

    Args:
        matter: the front matter as `data` has it.
        title: as it is printed.
    """
    people = [author[name] for author in matter["authors"] for name in ("name", "name-second")]
    words = "\n".join([title, tree.plain_text(matter.get("title-second", [])), *people])
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, words)}"


def summary(abstract: Mapping[str, Any]) -> str:
    """Return one of the abstracts of `data` as plain text, with its labels."""
    language = abstract["lang"].partition("-")[0]
    colon = label(language, "colon")
    parts = [(part.get("label", ""), tree.plain_text(part["text"])) for part in abstract["parts"]]
    between = label(language, "sentence-separator")
    return between.join(f"{name}{colon}{text}" if name else text for name, text in parts)


def _tag(language: str) -> str:
    """The BCP 47 tag of a manuscript's language: Chinese says its script, for browsers choose the font by it."""
    return "zh-Hans" if language == "zh" else language


def _second(name: str, text: Bilingual) -> dict[str, list[Element]]:
    return {name: inlines_of(text.second)} if text.second else {}


def _part(part: AbstractPart) -> dict[str, Any]:
    text = inlines_of(part.text)
    return {"label": part.label, "text": text} if part.label else {"text": text}
