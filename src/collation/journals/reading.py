"""A profile is read from `styles/journals/`: every value with its source and place, every fault in it told at once."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from collation import yaml
from collation.diagnostics import CollationError, Diagnostic, Location, Severity, sort, write_text
from collation.journals import schema
from collation.journals.profile import Asked, EtAl, Limit, Profile, Requirement, Source, Unit
from collation.journals.schema import Authors, Field, Limits, Number, OneOf, Some, Truth, example
from collation.project import Project, styles
from collation.suggestion import nearest
from collation.yaml import Node, YamlError

FOLDER = "journals"
CODE = "journal-profile"
"""The name under which a fault in a profile is told."""

_GENERAL = ("journal", "version", "sources", "article-types")
_GROUPS = tuple(dict.fromkeys(field.name.split(".")[0] for field in schema.FIELDS))
_BESIDE = ("source", "severity", "note")
IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a profile can be called."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTER = re.compile(r"[0-9]{1,6}")
_UNLIMITED = "unlimited"


class ProfileError(CollationError):
    """A profile cannot be used; `findings` tell each fault with its place."""

    def __init__(self, message: str, findings: Collection[Diagnostic] = ()) -> None:
        super().__init__(message)
        self.findings = sort(findings)

    def __str__(self) -> str:
        told = write_text(self.findings, lambda _: None).rstrip("\n")
        return f"{self.args[0]}\n{told}" if told else str(self.args[0])


def identifiers(project: Project | None) -> tuple[str, ...]:
    """Return the names of the profiles that there are, in their order: ours, and the project's own."""
    found = {path.stem for folder in _folders(project) for path in folder.glob("*.yaml")}
    return tuple(sorted(name for name in found if IDENTIFIER.fullmatch(name)))


def load(project: Project | None, identifier: str, article_type: str = "") -> Profile:
    """Read the profile of a journal: the project's own where it has one of that name, else ours.

    Args:
        project: the project; without one there are only the profiles that come with Collation.
        identifier: the name of its file.
        article_type: for which type of article; one that the profile does not know has what all have.

    Raises:
        ProfileError: if there is none of that name, or it has faults.
    """
    for folder in _folders(project):
        path = folder / f"{identifier}.yaml"
        if IDENTIFIER.fullmatch(identifier) and path.exists():
            shown = _shown(path, project)
            return read(shown, _text(path, shown), article_type)
    known = identifiers(project)
    meant = nearest(identifier, known)
    raise ProfileError(
        f"there is no journal {identifier}"
        + (f"; did you mean {meant}?" if meant else f"; `collate journals` lists those that there are ({len(known)})")
    )


def read(path: str, text: str, article_type: str = "") -> Profile:
    """Read the text of a profile.

    Args:
        path: of its file, as a person should see it.
        text: of the file.
        article_type: as for `load`.

    Raises:
        ProfileError: with every fault that it has.
    """
    try:
        root = yaml.parse(path, text)
    except YamlError as error:
        raise _unreadable(error.location, str(error), error.help) from error
    if text.isspace() or not text:
        raise _unreadable(Location(path), "the file is empty", "`collate journals new ID` begins a profile")
    reader = _Reader()
    profile = reader.profile(path, root, article_type)
    if reader.faults:
        raise ProfileError(f"the profile {path} cannot be used", reader.faults)
    return profile


def _folders(project: Project | None) -> list[Path]:
    own = [project.root / "styles" / FOLDER] if project else []
    return [*own, styles() / FOLDER]


def _text(path: Path, shown: str) -> str:
    if path.is_dir():
        raise _unreadable(Location(shown), "it is a folder, not a file", "a profile is one YAML file")
    data = path.read_bytes().removeprefix(BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().split("\n")
        place = Location(shown, len(before), len(before[-1]) + 1)
        raise _unreadable(place, "the text is not UTF-8", "save the file as UTF-8") from error


def _unreadable(place: Location, message: str, help: str) -> ProfileError:
    found = Diagnostic(CODE, Severity.ERROR, place, message, help)
    return ProfileError(f"the profile {place.path} cannot be read", [found])


def _shown(path: Path, project: Project | None) -> str:
    if project and path.is_relative_to(project.root):
        return path.relative_to(project.root).as_posix()
    return path.relative_to(styles().parent).as_posix()


@dataclass
class _Reader:
    """Reads the nodes of one profile, and notes what does not fit instead of stopping at it."""

    faults: list[Diagnostic] = field(default_factory=list)

    def fault(self, location: Location, message: str, help: str = "") -> None:
        self.faults.append(Diagnostic(CODE, Severity.ERROR, location, message, help))

    def profile(self, path: str, root: Node, article_type: str) -> Profile:
        table = self.mapping(root, "a profile")
        self.known(root, (*_GENERAL, *_GROUPS), "a profile")
        title = self.text(table.get("journal"), "the name of the journal")
        if not title:
            self.fault(root.location, "the profile does not name its journal", "write journal: its own name")
        version = self.text(table.get("version"), "the version")
        if not _COUNTER.fullmatch(version):
            where = table.get("version", root).location
            self.fault(where, "the version must be a whole number", "write version: 1")
        sources = {source.identifier: source for source in self.sources(table.get("sources"))}
        requirements = dict(self.requirements(root, sources))
        types = table.get("article-types")
        for name, node in self.mapping(types, "article-types").items():
            self.mapping(node, f"the article type {name}")
            self.known(node, _GROUPS, f"the article type {name}")
            own = dict(self.requirements(node, sources))
            if name == article_type:
                requirements.update(own)
        types_known = tuple(self.mapping(types, "article-types"))
        return Profile(
            identifier=Path(path).stem,
            path=path,
            title=title,
            version=int(version) if _COUNTER.fullmatch(version) else 0,
            sources=sources,
            requirements={item.name: requirements[item.name] for item in schema.FIELDS if item.name in requirements},
            article_type=article_type if article_type in types_known else "",
            article_types=types_known,
        )

    def sources(self, node: Node | None) -> Iterator[Source]:
        for identifier, value in self.mapping(node, "sources").items():
            self.known(value, ("title", "address", "checked", "seen"), f"the source {identifier}")
            parts = self.mapping(value, f"the source {identifier}")
            texts = {name: self.text(parts.get(name), name) for name in ("title", "address", "checked", "seen")}
            if not texts["title"]:
                self.fault(value.location, f"the source {identifier} has no title", "say what it is")
            if texts["checked"] and not _is_date(texts["checked"]):
                place = parts["checked"].location
                self.fault(place, f"{texts['checked']} is no date of the form 2026-01-31")
            yield Source(identifier, **texts)

    def requirements(self, root: Node, sources: Mapping[str, Source]) -> Iterator[tuple[str, Requirement]]:
        """Yield each requirement of the groups of a profile, or of one type of article."""
        for group in _GROUPS:
            node = root.get(group)
            fields = [item for item in schema.FIELDS if item.name.startswith(f"{group}.")]
            if node is not None:
                self.mapping(node, group)
                self.known(node, [item.name.partition(".")[2] for item in fields], group)
            for item in fields:
                value = node.get(item.name.partition(".")[2]) if node is not None else None
                if value is not None:
                    yield item.name, self.requirement(item, value, sources)

    def requirement(self, item: Field, node: Node, sources: Mapping[str, Source]) -> Requirement:
        if node.value is None:
            return Requirement(item.name, None, None, Severity.NOTE, node.location)
        table = self.mapping(node, item.name)
        names = _names_of(item)
        self.known(node, (*names, *_BESIDE), item.name)
        source = self.source(item, node, sources)
        severity = self.severity(item, node)
        if source is not None and not source.is_verified and severity is Severity.ERROR:
            severity = Severity.WARNING  # what nobody looked up cannot be a reason to refuse
        if not any(name in table for name in names if name != "unit"):
            self.fault(node.location, f"{item.name} asks for nothing", _help(item))
            return Requirement(item.name, None, source, severity, node.location)
        asked = self.asked(item, node)
        return Requirement(item.name, asked, source, severity, node.location, self.text(table.get("note"), "a note"))

    def source(self, item: Field, node: Node, sources: Mapping[str, Source]) -> Source | None:
        found = node.get("source")
        name = self.text(found, "a source")
        if not name:
            self.fault(node.location, f"{item.name} has no source", "name one of sources, or write null for the value")
        elif name not in sources:
            meant = nearest(name, sources)
            place = found.location if found else node.location
            self.fault(place, f"there is no source {name}", f"did you mean {meant}?" if meant else "add it to sources")
        return sources.get(name)

    def severity(self, item: Field, node: Node) -> Severity:
        found = node.get("severity")
        word = self.text(found, "a severity")
        if not word:
            return item.severity
        if word not in list(Severity):
            place = found.location if found else node.location
            self.fault(place, f"there is no severity {word}", f"it is one of {', '.join(Severity)}")
            return item.severity
        return Severity(word)

    def asked(self, item: Field, node: Node) -> Asked | None:
        kind, value = item.kind, node.get("is")
        if isinstance(kind, Limits):
            return self.limit(item, kind, node)
        if isinstance(kind, Authors):
            up_to, first = self.whole(node.get("up-to"), item), self.whole(node.get("first"), item)
            if not 1 <= first <= up_to:
                self.fault(node.location, f"{item.name} must name 1 author or more first, and no more than up-to says")
            return EtAl(up_to, first)
        if isinstance(kind, Some):
            nodes = self.items(value, item.name)
            words = tuple(self.text(each, item.name) for each in nodes)
            for each, word in zip(nodes, words, strict=True):
                if kind.words:
                    self.one_of(each, word, kind.words, item.name)
            return words
        text = self.text(value, item.name)
        if isinstance(kind, OneOf):
            self.one_of(value, text, kind.words, item.name)
        if isinstance(kind, Truth):
            self.one_of(value, text, ("true", "false"), item.name)
            return text == "true"
        if isinstance(kind, Number):
            return self.number(value, item)
        return text

    def limit(self, item: Field, kind: Limits, node: Node) -> Limit:
        if node.get("is") is not None:
            self.one_of(node.get("is"), self.text(node.get("is"), item.name), (_UNLIMITED,), item.name)
            for name in [name for name in node.names if name.value in ("at-least", "at-most", "unit")]:
                self.fault(name.location, f"{item.name} cannot be {_UNLIMITED} and have {name.value}")
            return Limit()
        sides = [node.get("at-least"), node.get("at-most")]
        least, most = (None if side is None else self.number(side, item) for side in sides)
        if least is not None and most is not None and least > most:
            self.fault(node.location, f"{item.name} has no amount between at-least {least:g} and at-most {most:g}")
        unit = self.text(node.get("unit"), "a unit") or (kind.units[0] if len(kind.units) == 1 else "")
        if unit not in kind.units:
            place = (node.get("unit") or node).location
            self.fault(place, f"{item.name} has no unit {unit}".rstrip(), f"write unit: {' or '.join(kind.units)}")
        known: Unit = next((each for each in schema.UNITS if each == unit), "")
        return Limit(least, most, known)

    def whole(self, node: Node | None, item: Field) -> int:
        number = self.number(node, item)
        if number != int(number) and node is not None:
            self.fault(node.location, f"{item.name} needs a whole number")
        return int(number)

    def number(self, node: Node | None, item: Field) -> float:
        text = self.text(node, item.name)
        if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
            self.fault((node or _NOWHERE).location, f"{item.name} needs a number", _help(item))
            return 0.0
        return float(text)

    def one_of(self, node: Node | None, word: str, words: Collection[str], what: str) -> None:
        if node is not None and word not in words:
            meant = nearest(word, words)
            help = f"did you mean {meant}?" if meant else f"it is one of {', '.join(words)}"
            self.fault(node.location, f"{what} has no value {word or 'like this'}", help)

    def mapping(self, node: Node | None, what: str) -> Mapping[str, Node]:
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.fault(node.location, f"{what} must be a mapping of names to values")
            return {}
        return node.value

    def items(self, node: Node | None, what: str) -> list[Node]:
        if node is not None and isinstance(node.value, list):
            return node.value
        if node is not None:
            self.fault(node.location, f"{what} must be a list")
        return []

    def text(self, node: Node | None, what: str) -> str:
        if node is None or node.value is None:
            return ""
        if isinstance(node.value, str):
            return node.value.strip()
        self.fault(node.location, f"{what} must be one word or text")
        return ""

    def known(self, node: Node, names: Collection[str], what: str) -> None:
        """Note each name that nobody knows: misspelt, it would ask for nothing without a word."""
        for name in node.names:
            if name.value not in names:
                meant = nearest(str(name.value), names)
                help = f"did you mean {meant}?" if meant else f"it has {', '.join(names)}"
                self.fault(name.location, f"{what} has no entry {name.value}", help)


_NOWHERE = Node(Location(""), None)


def _names_of(item: Field) -> tuple[str, ...]:
    if isinstance(item.kind, Limits):
        return ("at-least", "at-most", "unit", "is")
    return ("up-to", "first") if isinstance(item.kind, Authors) else ("is",)


def _help(item: Field) -> str:
    return f"write {example(item)}, or null where it is not known"


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False
