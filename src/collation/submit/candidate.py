"""A manuscript that is to be submitted to a journal: what the requirements look at, and how they say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from collation.diagnostics import Diagnostic, Location
from collation.document.numbered import Document
from collation.journals.profile import Profile, Requirement
from collation.model import FrontMatter, Manuscript, MetadataPart
from collation.project import Project
from collation.submit.counting import Amount, amounts


@dataclass(frozen=True, eq=False)
class Candidate:
    """A manuscript, numbered, and the journal to which it goes."""

    document: Document
    project: Project
    profile: Profile

    @property
    def manuscript(self) -> Manuscript:
        """What was read of the files."""
        return self.document.manuscript

    @property
    def matter(self) -> FrontMatter:
        """What `metadata.yaml` says."""
        return self.manuscript.front_matter

    @cached_property
    def amounts(self) -> Mapping[str, Amount]:
        """How much text each part has."""
        return amounts(self.document)

    def in_language(self, language: str, first: str, second: str) -> str:
        """Return of a text in two languages the one that is in a language, or ""."""
        return {self.matter.first_language: first, self.matter.second_language: second}.get(language, "")

    def place(self, part: MetadataPart, language: str = "", index: int = 0) -> Location:
        """Return where a text of the front matter stands; of one that is not there, where the front matter does."""
        found = [text for text in self.matter.texts if text.part == part and text.language in (language, "")]
        if index >= len(found) or self.matter.path not in self.manuscript.source:
            return Location(self.matter.path)
        return self.manuscript.locate(self.matter.path, found[index].place(0), len(found[index].text))

    def finding(self, requirement: Requirement, location: Location, message: str, help: str = "") -> Diagnostic:
        """Return what is not as the journal asks, with who asks for it and where the profile says so."""
        source = requirement.source.title if requirement.source else ""
        asks = f"{requirement.location.path}:{requirement.location.line} asks for it ({source})"
        return Diagnostic(
            requirement.name, requirement.severity, location, message, f"{help}; {asks}" if help else asks
        )
