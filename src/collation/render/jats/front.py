"""The front matter in JATS, and the statements that stand behind the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from collation.document.front_matter import article_type
from collation.document.labels import label
from collation.document.numbered import Document, inlines_of
from collation.model import AbstractPart, Author, Bilingual
from collation.render.jats import names
from collation.render.jats.elements import Content, make
from collation.render.jats.text import Text, Where
from collation.xml import Node

_NOTES = {"conflicts-of-interest": "coi-statement", "author-contributions": "con"}
_SECTIONS = {"ethics": "ethics-statement", "data-availability": "data-availability"}
_THANKS = frozenset({"acknowledgements", "acknowledgments", "acknowledgement", "thanks"})


class Front:
    """Writes what `metadata.yaml` says.

    Where JATS and the recommendations of JATS4R want a statement: funding in `funding-group`, conflicts of interest and
    the authors' contributions in `author-notes`, all others as sections behind the text.
    """

    def __init__(self, document: Document, text: Text) -> None:
        self.document = document
        self.text = text
        self.matter = document.manuscript.front_matter
        self.first, self.second = document.language, document.second_language

    @property
    def article_type(self) -> str:
        """The kind of article as JATS calls it, "" where the author does not say."""
        return article_type(self.matter.article_type)

    def front(self, counts: Node) -> Node:
        """Return the front matter."""
        # The DTD wants a journal's identifier and ISSN, and a manuscript has no journal: that they are empty says so.
        journal = make("journal-meta", *(make(tag, specific_use="not-assigned") for tag in ("journal-id", "issn")))
        meta = make(
            "article-meta",
            self._version(),
            self._categories(),
            self._titles(),
            self._contributors(),
            self._author_notes(),
            make("pub-date-not-available"),
            *self._abstracts(),
            *self._keywords(),
            self._funding(),
            counts,
        )
        return make("front", journal, meta, self._note())

    def statements(self) -> Iterator[Node]:
        """Yield the statements that stand behind the text."""
        for statement in self.matter.statements:
            if not statement.text or statement.name in ("funding", *_NOTES):
                continue
            tag = "ack" if statement.name in _THANKS else "sec"
            words = make("p", *self._words(statement.text, "paragraph"))
            title = make("title", label(self.first, statement.name))
            yield make(tag, title, words, sec_type=_SECTIONS.get(statement.name, "") if tag == "sec" else "")

    # --- parts ---------------------------------------------------------------------------------------------------

    def _version(self) -> Node:
        """The manuscript is what the authors wrote, before any journal has seen it (NISO RP-8-2008), of its date."""
        return make(
            "article-version",
            "Author's Original",
            vocab="JAV",
            vocab_identifier="http://www.niso.org/publications/rp/RP-8-2008.pdf",
            article_version_type="AO",
            iso_8601_date=self.matter.date,
        )

    def _categories(self) -> Node | None:
        if not self.matter.article_type:
            return None
        subject = make("subject", label(self.first, self.matter.article_type))
        return make("article-categories", make("subj-group", subject, subj_group_type="heading"))

    def _titles(self) -> Node:
        title, running = self.matter.title, self.matter.running_title
        translated = None
        if title.second:
            second = make("trans-title", *self._words(title.second, "title"))
            translated = make("trans-title-group", second, lang=self.second)
        short = [
            make("alt-title", *self._words(words, "title"), alt_title_type="running-head", lang=language)
            for language, words in (("", running.first), (self.second, running.second))
            if words
        ]
        return make("title-group", make("article-title", *self._words(title.first, "title")), translated, *short)

    def _contributors(self) -> Node | None:
        if not self.matter.authors:
            return None
        numbers = {item.identifier: index for index, item in enumerate(self.matter.affiliations, start=1)}
        corresponding = [author for author in self.matter.authors if author.is_corresponding]
        group = make("contrib-group")
        for author in self.matter.authors:
            orcid = author.orcid.removeprefix("https://orcid.org/")
            links = [
                make("xref", *self._mark(str(numbers[item])), ref_type="aff", rid=f"aff{numbers[item]}")
                for item in author.affiliations
            ]
            if author.is_corresponding:
                place = corresponding.index(author) + 1
                links.append(make("xref", make("sup", "*"), ref_type="corresp", rid=f"cor{place}"))
            contributor = make(
                "contrib",
                make("contrib-id", f"https://orcid.org/{orcid}", contrib_id_type="orcid") if orcid else None,
                self._name(author.name),
                *links,
                contrib_type="author",
                corresp="yes" if author.is_corresponding else "",
            )
            group.append(contributor)
        for item in self.matter.affiliations:
            number = numbers[item.identifier]
            written = [
                make("aff", *self._numbered(number), *self._words(words, "affiliation"), lang=language)
                for language, words in ((self.first, item.name.first), (self.second, item.name.second))
                if words
            ]
            group.append(make("aff-alternatives", *(written or [make("aff")]), id=f"aff{number}"))
        return group

    def _name(self, name: Bilingual) -> Node:
        if not name.second:
            return names.of_byline(name.first)
        return make(
            "name-alternatives",
            names.of_byline(name.first, name.second, self.first),
            names.of_byline(name.second, name.first, self.second),
        )

    def _mark(self, number: str) -> list[Content]:
        """The number of an affiliation, where there are several to be told apart."""
        return [make("sup", number)] if len(self.matter.affiliations) > 1 else []

    def _numbered(self, number: int) -> list[Content]:
        return [make("label", str(number))] if len(self.matter.affiliations) > 1 else []

    def _author_notes(self) -> Node | None:
        corresponding = [author for author in self.matter.authors if author.is_corresponding]
        notes = [self._correspondence(author, place) for place, author in enumerate(corresponding, start=1)]
        for statement in self.matter.statements:
            if statement.text and statement.name in _NOTES:
                words = make("p", *self._words(statement.text, "paragraph"))
                notes.append(make("fn", words, fn_type=_NOTES[statement.name]))
        return make("author-notes", *notes) if notes else None

    def _correspondence(self, author: Author, place: int) -> Node:
        words = f"{label(self.first, 'corresponding')}{label(self.first, 'colon')}{author.name.first}"
        email: Sequence[Content] = ()
        if author.email:
            email = (label(self.first, "author-separator"), make("email", author.email))
        return make("corresp", make("label", "*"), words, *email, id=f"cor{place}")

    def _abstracts(self) -> Iterator[Node]:
        for tag, language, parts in (
            ("abstract", "", self.matter.first_abstract),
            ("trans-abstract", self.second, self.matter.second_abstract),
        ):
            if parts:
                yield self._abstract(parts, tag, language)

    def _abstract(self, parts: Sequence[AbstractPart], tag: str, language: str) -> Node:
        """A part without a label goes on with the part before it: behind a section no paragraph stands by itself."""
        abstract = make(tag, lang=language)
        place = abstract
        for part in parts:
            if part.label:
                place = make("sec", make("title", part.label))
                abstract.append(place)
            place.append(make("p", *self._words(part.text, "paragraph")))
        return abstract

    def _keywords(self) -> Iterator[Node]:
        for language, words in (("", self.matter.first_keywords), (self.second, self.matter.second_keywords)):
            if words:
                written = (make("kwd", *self._words(word, "limited")) for word in words)
                yield make("kwd-group", *written, lang=language, kwd_group_type="author")

    def _funding(self) -> Node | None:
        for statement in self.matter.statements:
            if statement.name == "funding" and statement.text:
                return make("funding-group", make("funding-statement", *self._words(statement.text, "limited")))
        return None

    def _note(self) -> Node | None:
        written = [
            make("p", *self._words(words, "paragraph"), lang=language)
            for language, words in (("", self.matter.note.first), (self.second, self.matter.note.second))
            if words
        ]
        return make("notes", make("title", label(self.first, "note")), *written) if written else None

    def _words(self, text: str, where: Where) -> list[Content]:
        return self.text.inlines(inlines_of(text), where)
