"""All files of a project become one Manuscript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from collation import pandoc, tree, yaml
from collation.assemble import bibliography, front_matter, images, markdown, numbering
from collation.diagnostics import Lines, Location
from collation.garbage import collector_paused
from collation.model import (
    Address,
    Bibliography,
    CitationCluster,
    CrossReference,
    Disagreement,
    Evidence,
    Formula,
    FrontMatter,
    Image,
    Manuscript,
    MetadataFault,
    RawMarkup,
    Section,
    SourceFile,
    StraySyntax,
    UnreadFile,
)
from collation.project import Project
from collation.tree import Element
from collation.yaml import YamlError

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
    with collector_paused():  # a large library is many values and no cycles
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
        self.links: list[CrossReference] = []
        self.addresses: list[Address] = []
        self.formulas: list[Formula] = []
        self.raw: list[RawMarkup] = []
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
            links=tuple(self.links),
            addresses=tuple(self.addresses),
            formulas=tuple(self.formulas),
            raw=tuple(self.raw),
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
        except UnicodeDecodeError as error:
            self._unread(part, _not_utf8(relative, text, error.start, len(data) - len(text)))
            return None
        # Valid UTF-8, but no text has it: half of a character of UTF-16, or, where there are few, a fault by itself.
        zeros = text.count(b"\0")
        if zeros * 4 >= len(text) > 0:
            self._unread(part, _not_utf8(relative, text, text.index(b"\0"), len(data) - len(text)))
            return None
        self.sources.append(SourceFile(relative, found, len(text) < len(data)))
        if zeros:
            self.missing_parts.add(part)  # `control-character` speaks of it
            return None
        return found

    def _no_yaml(self, error: YamlError, part: str) -> None:
        self.missing_parts.add(part)
        if unicodedata.category(error.character or " ") != "Cc":  # else `control-character` speaks of it
            self.faults.append(MetadataFault(error.location, str(error), error.help, is_unreadable=True))

    def _unread(self, part: str, unread: UnreadFile) -> None:
        self.unread.append(unread)
        self.missing_parts.add(part)

    def _front_matter(self) -> FrontMatter:
        path = self.project.metadata
        text = self._text(path, "metadata", "it holds the title, the authors and the abstract")
        if text is None:
            return FrontMatter(path)
        try:
            root = yaml.parse(path, text)
        except YamlError as error:
            self._no_yaml(error, "metadata")
            return FrontMatter(path)
        matter, faults = front_matter.read(path, root)
        self.faults.extend(faults)
        self.front_matter_clusters = front_matter.clusters(root, Lines(path, text))
        self.raw.extend(front_matter.raw(root, Lines(path, text)))
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
        except YamlError as error:
            self._no_yaml(error, "evidence")
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
            self.images.extend(map(self._looked_at, reading.images))
            self.links.extend(reading.links)
            self.addresses.extend(reading.addresses)
            self.formulas.extend(reading.formulas)
            self.raw.extend(reading.raw)
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
            blocks = numbers.number(blocks, Lines(path, text), reading.scan)
            sections.append(Section(path, text, tuple(blocks), passages))
        return tuple(sections), numbers

    def _is_figure(self, path: str) -> bool:
        return self._image_file(path).is_file()

    def _image_file(self, path: str) -> Path:
        return Path(self.project.root, self.project.manuscript, path)

    def _looked_at(self, image: Image) -> Image:
        return replace(image, fault=images.fault(self._image_file(image.path))) if image.is_found else image


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


_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{1,2})\Z")
_HIGH = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(rb"[\x80-\x9f]")
_SHOWN = {"gb18030": "GB 18030", "big5": "Big5", "latin-1": "Latin-1", "cp1252": "Windows-1252"}
_COMMON = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6)}
"""Where the common characters of a Chinese encoding lie: the character set, and the first bytes of its first level."""


def _not_utf8(relative: str, data: bytes, offset: int, skipped: int) -> UnreadFile:
    """Say which byte is wrong, where a person finds it, and what the file probably is instead.

    `skipped` bytes stand before the data: those of a byte order mark, which is no character of the first line.
    """
    before = data[:offset].decode("utf-8")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    encoding, help = _likely_encoding(data, offset)
    return UnreadFile(
        Location(relative, line, column),
        "encoding",
        f"byte 0x{data[offset]:02x} at offset {skipped + offset} is not UTF-8 text",
        help,
        encoding,
    )


def _likely_encoding(data: bytes, offset: int) -> tuple[str, str]:
    """Return the encoding that a file is probably in, "" where it is in more than one, and what to do about it."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return _decodable(data, "utf-32"), "the file looks like UTF-32; save it as UTF-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        encoding = "utf-16"
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):  # of the two halves of a Western letter one is zero
            encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        return _decodable(data, encoding), "the file looks like UTF-16; save it as UTF-8"
    rest, sequences = _SEQUENCE.subn(b"", data)
    if sequences and _CUT.match(data, offset):
        return "", "the file ends within a character: it was cut short; take it from where it is whole"
    if sequences >= len(_HIGH.findall(rest)):
        character = data[offset : offset + 1].decode("cp1252", "ignore")
        meant = f", where this byte is {character}" if character else ""
        return "", f"only here the file looks like Latin-1 or Windows-1252{meant}; all else is UTF-8: type it again"
    share = {encoding: _share_of_common(data, encoding) for encoding in _COMMON}
    encoding = max(share, key=lambda name: share[name])
    if share[encoding] <= 0.5:
        encoding = "cp1252" if _C1.search(data) else "latin-1"
    if _decodable(data, encoding):
        return encoding, f"the file looks like {_SHOWN[encoding]}; save it as UTF-8"
    return "", "the file looks like Latin-1 or Windows-1252; save it as UTF-8"


def _decodable(data: bytes, encoding: str) -> str:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding


def _share_of_common(data: bytes, encoding: str) -> float:
    """Return how many of the characters beyond ASCII are common Chinese characters or Chinese punctuation, as a share.

    A lone accented letter of Latin-1 swallows the ASCII letter after it when it is read as Chinese, and Chinese text in
    another encoding becomes rare characters; real text is made of common ones.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    chinese = [character for character in text if ord(character) > 0x7F]
    charset, first, last = _COMMON[encoding]
    common = 0
    for character in chinese:
        code = character.encode(charset, "ignore")
        is_mark = "\u3000" <= character <= "\u303f" or "\uff00" <= character <= "\uffef"
        common += is_mark or (len(code) == 2 and first <= code[0] <= last)
    return common / len(chinese) if len(chinese) >= 4 else 0.0
