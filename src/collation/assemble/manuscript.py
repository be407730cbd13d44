"""All files of a project become one Manuscript."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from collation import pandoc, tree
from collation.assemble import bibliography, front_matter, markdown, numbering
from collation.diagnostics import Lines, Location
from collation.model import (
    Bibliography,
    CitationCluster,
    CrossReference,
    Disagreement,
    Evidence,
    FrontMatter,
    Image,
    Manuscript,
    MetadataFault,
    Section,
    SourceFile,
    StraySyntax,
    UnreadFile,
)
from collation.project import Project
from collation.tree import Element

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read(project: Project, files: Mapping[str, bytes] | None = None) -> Manuscript:
    """Read a project whole: sections in order, front matter, bibliography and evidence.

    What cannot be read is a value in the Manuscript; nothing here raises for the sake of an author's file.

    Args:
        project: where the files are.
        files: contents by path that stand for those on the disk, to see what a change would make of the manuscript.

    Raises:
        PandocError: if pandoc itself cannot be run.
    """
    return _Assembly(project, files or {}).run()


class _Assembly:
    def __init__(self, project: Project, files: Mapping[str, bytes]) -> None:
        self.project = project
        self.files = files
        self.unread: list[UnreadFile] = []
        self.missing_parts: set[str] = set()
        self.faults: list[MetadataFault] = []
        self.disagreements: list[Disagreement] = []
        self.stray_syntax: list[StraySyntax] = []
        self.clusters: list[CitationCluster] = []
        self.cross_references: list[CrossReference] = []
        self.images: list[Image] = []
        self.front_matter_clusters: tuple[CitationCluster, ...] = ()
        self.sources: list[SourceFile] = []

    def run(self) -> Manuscript:
        matter = self._front_matter()
        library = self._bibliography()
        evidence = self._evidence()
        sections, numbers = self._sections(frozenset(library.by_citekey))
        manuscript = Manuscript(
            front_matter=matter,
            sections=sections,
            clusters=tuple(self.clusters),
            cross_references=tuple(self.cross_references),
            targets=tuple(numbers.targets),
            images=tuple(self.images),
            bibliography=library,
            evidence=evidence,
            unread=tuple(self.unread),
            metadata_faults=tuple(self.faults),
            stray_syntax=tuple(self.stray_syntax),
            front_matter_clusters=self.front_matter_clusters,
            sources=tuple(self.sources),
            missing_parts=frozenset(self.missing_parts),
        )
        disagreements = bibliography.compare_cited(library, manuscript.cited)
        return replace(manuscript, disagreements=(*self.disagreements, *disagreements))

    def _text(self, relative: str, part: str, help: str = "") -> str | None:
        """Return a file's characters, or None after noting why it cannot be read."""
        path = self.project.path(relative)
        try:
            data = self.files[relative] if relative in self.files else path.read_bytes()
        except FileNotFoundError:
            self._unread(part, UnreadFile(Location(relative), "missing", f"{relative} is missing", help))
            return None
        except OSError as error:
            reason = error.strerror or str(error)
            self._unread(part, UnreadFile(Location(relative), "unreadable", f"{relative} cannot be read: {reason}"))
            return None
        text = data.removeprefix(_BYTE_ORDER_MARK)
        try:
            found = text.decode("utf-8")
            wrong = text.find(b"\0")  # valid UTF-8, but no text has it: it is half of a character of UTF-16
        except UnicodeDecodeError as error:
            wrong = error.start
        if wrong != -1:
            self._unread(part, _not_utf8(relative, text, wrong, len(data) - len(text)))
            return None
        self.sources.append(SourceFile(relative, found, len(text) < len(data)))
        return found

    def _unread(self, part: str, unread: UnreadFile) -> None:
        self.unread.append(unread)
        self.missing_parts.add(part)

    def _front_matter(self) -> FrontMatter:
        path = self.project.metadata
        text = self._text(path, "metadata", "it holds the title, the authors and the abstract")
        if text is None:
            return FrontMatter(path)
        try:
            root = front_matter.parse(path, text)
        except front_matter.YamlError as error:
            self.faults.append(MetadataFault(error.location, str(error)))
            self.missing_parts.add("metadata")
            return FrontMatter(path)
        matter, faults = front_matter.read(path, root)
        self.faults.extend(faults)
        self.front_matter_clusters = front_matter.clusters(root, Lines(path, text))
        return matter

    def _bibliography(self) -> Bibliography:
        path = self.project.bibliography
        text = self._text(path, "bibliography", "it holds the entries that the text cites")
        if text is None:
            return Bibliography(path)
        library, disagreements = bibliography.read(path, text)
        self.disagreements.extend(disagreements)
        return library

    def _evidence(self) -> tuple[Evidence, ...]:
        path = self.project.evidence
        if not self.project.path(path).exists():
            self.missing_parts.add("evidence")  # a project need not have it; then nothing is verified
            return ()
        text = self._text(path, "evidence")
        if text is None:
            return ()
        try:
            evidence, faults = front_matter.read_evidence(path, text)
        except front_matter.YamlError as error:
            self.faults.append(MetadataFault(error.location, str(error)))
            self.missing_parts.add("evidence")
            return ()
        self.faults.extend(faults)
        return evidence

    def _sections(self, citekeys: frozenset[str]) -> tuple[tuple[Section, ...], numbering.Numbering]:
        numbers = numbering.Numbering()
        sections = []
        paths = self.project.sections
        if not paths:
            folder = self.project.manuscript
            self._unread(
                "sections",
                UnreadFile(
                    Location(folder),
                    "missing",
                    f"{folder}/ has no section",
                    f"write {folder}/01-introduction.md",
                ),
            )
        for path in paths:
            text = self._text(path, "sections")
            if text is None:
                continue
            try:
                reading = markdown.read(path, text, self._is_figure, citekeys)
            except pandoc.UnreadableTextError as error:
                place = Location(path, error.line, error.column)
                self._unread("sections", UnreadFile(place, "unreadable", f"pandoc cannot read {path}: {error}"))
                continue
            if reading.disagreements:
                self.missing_parts.add("sections")
            self.disagreements.extend(reading.disagreements)
            self.stray_syntax.extend(reading.stray_syntax)
            self.cross_references.extend(reading.cross_references)
            self.images.extend(reading.images)
            first = len(self.clusters)
            blocks: Sequence[Element] = _shifted(reading.blocks, first)
            passages = tuple(
                replace(
                    passage,
                    citations=tuple(replace(cited, cluster=cited.cluster + first) for cited in passage.citations),
                )
                for passage in reading.passages
            )
            self.clusters.extend(reading.clusters)
            blocks = numbers.number(blocks, Lines(path, text), reading.headings)
            sections.append(Section(path, text, tuple(blocks), passages))
        return tuple(sections), numbers

    def _is_figure(self, path: str) -> bool:
        return Path(self.project.root, self.project.manuscript, path).is_file()


def _shifted(blocks: Sequence[Element], offset: int) -> Sequence[Element]:
    """Count the clusters of a section on from those of the sections before it."""
    if not offset:
        return blocks

    def change(inlines: list[Element]) -> list[Element]:
        return [_shift(inline, offset) for inline in inlines]

    return tree.map_inlines(blocks, change)


def _shift(inline: Element, offset: int) -> Element:
    if inline["t"] != "Span" or "cluster" not in tree.pairs(inline):
        return inline
    index = int(tree.pairs(inline)["cluster"]) + offset
    return tree.span(tree.attributes("", ["citation"], cluster=str(index)), inline["c"][1])


def _not_utf8(relative: str, data: bytes, offset: int, skipped: int) -> UnreadFile:
    """Say which byte is wrong, where a person finds it, and what the file probably is instead.

    `skipped` bytes stand before the data: those of a byte order mark, which is no character of the first line.
    """
    before = data[:offset].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return UnreadFile(
        Location(relative, line, column),
        "encoding",
        f"byte 0x{data[offset]:02x} at offset {skipped + offset} is not UTF-8 text",
        f"the file looks like {_likely_encoding(data)}; save it as UTF-8",
    )


def _likely_encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        return "UTF-16"
    try:
        text: Any = data.decode("gb18030")
    except UnicodeDecodeError:
        return "Latin-1 or Windows-1252"
    # A lone accented letter of Latin-1 swallows the ASCII letter after it when read as GB 18030 and seldom makes a
    # common character; real Chinese text is made of them.
    chinese = [character for character in text if ord(character) > 0x7F]
    common = sum(
        "\u4e00" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"
        for character in chinese
    )
    return "GB 18030" if len(chinese) >= 4 and common > 0.9 * len(chinese) else "Latin-1 or Windows-1252"
