"""Where things are in a project, and its settings."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from itertools import chain
from pathlib import Path
from typing import Any, TypeGuard

from collation.diagnostics import CollationError, Location, Severity, show
from collation.form import Layout

FORMATS = ("pdf", "html", "docx", "jats", "epub")
"""The formats that can be rendered, in the order in which they are made."""

_SUFFIXES = {"jats": "xml"}
"""How the file of a format is called that is not called as the format is."""

_OWN_NAMES = frozenset({"checked", "proof"})
"""What no manuscript may be called: the files of these names in `out/` say what was checked and proven."""

_NAMING = frozenset({"jats"})
"""Formats that do not hold their images but name files beside them."""

# In text and in attributes `<` is always escaped.
_COMPANION = re.compile(rb'<(?:inline-)?graphic [^<>]*\bhref="((?:fig|image)[0-9A-Za-z-]*\.\w+)"')


class ProjectError(CollationError):
    """The project cannot be read at all; the message says where and why, for a person."""


@dataclass(frozen=True)
class Project:
    """A manuscript project: its folder and the settings of `[tool.collation]`.

    Attributes:
        root: the project's folder.
        name: the name of the products in `out/`, without suffix.
        manuscript: the folder of the sections and of metadata.yaml, relative to `root`.
        bibliography: the BibTeX file, relative to `root`.
        evidence: what is known of each entry, relative to `root`.
        style: the name of a CSL style, of our own or of the installed collection.
        formats: what is rendered when nothing is asked for.
        select: the checks that are run, by their names or by those of their families; empty for all.
        ignore: checks that are not run, likewise.
        severity: severities that differ from a check's own, by the name of the check or of its family.
        per_file: checks whose findings are not wanted in the files whose path a pattern matches.
        waivers: findings that are accepted, each with a reason; relative to `root`.
        baseline: findings that were there when the project took up Collation; relative to `root`.
        superscript: whether citation markers are raised.
        journal: the profile of the journal to which the manuscript goes; "" while nobody has chosen one.
        layout: how a journal wants the Word document to look; no setting.
        outputs: the folder of all that is generated, relative to `root`; no setting, for tools know it by its name.
    """

    root: Path
    name: str = "manuscript"
    manuscript: str = "manuscript"
    bibliography: str = "references.bib"
    evidence: str = "references.evidence.yaml"
    style: str = "gb-t-7714-2015-numeric"
    formats: tuple[str, ...] = FORMATS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    waivers: str = "waivers.toml"
    baseline: str = "baseline.json"
    superscript: bool = True
    journal: str = ""
    layout: Layout = field(default_factory=Layout)
    outputs: str = "out"

    @property
    def sections(self) -> tuple[str, ...]:
        """The section files in the order of their names, relative to the root."""
        folder = self.path(self.manuscript)
        return tuple(
            f"{self.manuscript}/{path.name}" for path in sorted(folder.glob("*.md")) if not path.name.startswith(".")
        )

    @property
    def metadata(self) -> str:
        """The front matter, relative to the root."""
        return f"{self.manuscript}/metadata.yaml"

    @property
    def out(self) -> Path:
        """The folder of all that is generated."""
        return self.root / self.outputs

    @property
    def assembled(self) -> Path:
        """The Manuscript as `assemble` left it for the other tasks."""
        return self.out / f"{self.name}.json"

    @property
    def report(self) -> Path:
        """The report of `check`."""
        return self.out / "check.txt"

    @property
    def checked(self) -> Path:
        """The same for programs, with every finding that is accepted: the certificate rests on it."""
        return self.out / "checked.json"

    @property
    def certificate(self) -> Path:
        """What the proof found to be so, for programs."""
        return self.out / "proof.json"

    @property
    def certificate_page(self) -> Path:
        """The certificate for a person."""
        return self.out / "proof.html"

    def product(self, format: str) -> Path:
        """The rendered manuscript in one format."""
        return self.out / f"{self.name}.{suffix(format)}"

    def companions(self, format: str) -> tuple[Path, ...]:
        """The files beside a product that it names and needs; those of the outdated one if there is only that.

        They lie beside it without a folder, for so the systems of journals want them, and PubMed Central.
        """
        for path in (self.product(format), self.stale(format)):
            if format in _NAMING and path.is_file():
                return tuple(self.out / name for name in companions(format, path.read_bytes()))
        return ()

    def is_whole(self, format: str) -> bool:
        """Whether every file is there that a product names."""
        return all(path.is_file() for path in self.companions(format))

    def path(self, relative: str) -> Path:
        """Return the absolute path of a file of the project."""
        return self.root / relative

    def stale(self, format: str) -> Path:
        """The last good output of a format once it no longer shows what the sources say."""
        return self.out / f"{self.name}.stale.{suffix(format)}"

    def outdated(self) -> tuple[str, ...]:
        """The formats whose output is older than the assembled manuscript."""
        if not self.assembled.exists():
            return ()
        made = self.assembled.stat().st_mtime_ns
        return tuple(
            format
            for format in FORMATS
            if self.product(format).exists() and self.product(format).stat().st_mtime_ns < made
        )

    def revoke(self) -> None:
        """Remove the certificate: it speaks of other outputs, or of nothing."""
        for path in (self.certificate, self.certificate_page):
            path.unlink(missing_ok=True)

    def mark_stale(self, formats: tuple[str, ...] = FORMATS) -> tuple[Path, ...]:
        """Rename outputs that the sources no longer support, so that nobody takes them for current.

        Neither the report nor the certificate is left: they speak of other sources.

        Returns:
            The new names of those that were there.
        """
        for path in (self.report, self.checked):
            path.unlink(missing_ok=True)
        return self.set_aside(formats)

    def set_aside(self, formats: tuple[str, ...]) -> tuple[Path, ...]:
        """Rename outputs that are not what was checked; what was certified is so no longer.

        Returns:
            The new names of those that were there.
        """
        self.revoke()
        return tuple(
            self.product(format).replace(self.stale(format)) for format in formats if self.product(format).exists()
        )

    def clear_stale(self, format: str) -> None:
        """Remove an outdated output once there is a current one."""
        self.stale(format).unlink(missing_ok=True)

    @property
    def figures(self) -> tuple[str, ...]:
        """Every file below the manuscript folder that is not a section: figures and tables, relative to the root."""
        folder = self.path(self.manuscript)
        found = (
            path.relative_to(folder)
            for path in folder.rglob("*")
            if path.suffix not in (".md", ".yaml") and path.is_file()
        )
        hidden = re.compile(r"(?:^|/)\.")  # what editors and systems leave behind is no part of a manuscript
        names = (path.as_posix() for path in found)
        return tuple(sorted(f"{self.manuscript}/{name}" for name in names if not hidden.search(name)))

    @property
    def inputs(self) -> tuple[str, ...]:
        """Every file that the Manuscript is made of and that exists, relative to the root."""
        candidates = (*self.sections, self.metadata, self.bibliography, self.evidence)
        return tuple(name for name in candidates if self.path(name).is_file())

    @property
    def files(self) -> tuple[str, ...]:
        """Every file in which something can be found, whether or not it is there, relative to the root."""
        single = (self.metadata, self.bibliography, self.evidence, self.waivers, self.baseline, *_SETTINGS)
        return (*self.sections, *self.figures, *single)

    def is_source(self, path: Path) -> bool:
        """Whether a file is one that an author writes: what reports and products must never be written over."""
        path = path.resolve()
        folders = {self.path(name).resolve() for name in (self.manuscript, "styles")}
        files = {self.path(name).resolve() for name in (*self.files, "dodo.py", ".gitignore")}
        return path in files or not folders.isdisjoint((path, *path.parents))

    def is_product(self, path: Path) -> bool:
        """Whether a file, or a folder, is one that the build makes."""
        outputs = (*map(self.product, FORMATS), *map(self.stale, FORMATS))
        beside = (path for format in FORMATS for path in self.companions(format))
        told = (self.report, self.checked, self.certificate, self.certificate_page)
        made = [self.out, self.assembled, *told, *outputs, *beside, self.path(".doit.db")]
        return path.resolve() in {each.resolve() for each in made}

    def place(self, setting: str, value: str = "") -> Location:
        """Return where a setting stands, or a value in it; without settings, the start of the file for them."""
        return _place(self.root, _settings(self.root)[0], setting, value)

    def settings(self, stage: str) -> dict[str, object]:
        """What a stage depends on without its being in the Manuscript or in a file that each project has.

        That is settings, for `assemble` which files there are, and for `check` what the waivers and the baseline say.
        """
        values = {name: getattr(self, name) for name in _SETTINGS_OF[stage]}
        if stage == "assemble" or (stage == "check" and self.per_file):  # a pattern may match no file any more
            values["files"] = [*self.inputs, *self.figures]
        if stage == "check":
            values["accepted"] = [_digest(self.path(name)) for name in (self.waivers, self.baseline)]
        return values

    def style_files(self, folder: str) -> tuple[Path, ...]:
        """The files of one folder of `styles/`, ours and the project's own: what a format's look depends on."""
        found = [
            path
            for base in (styles(), self.root / "styles")
            for path in sorted((base / folder).glob("*") if (base / folder).is_dir() else [base / folder])
            if path.is_file()
        ]
        return tuple(dict.fromkeys(path.resolve() for path in found))


NO_SETTINGS = ("root", "layout", "outputs")
"""What of a `Project` no author sets."""

_SETTINGS = ("collation.toml", "pyproject.toml")
_SETTINGS_OF: dict[str, tuple[str, ...]] = {
    "assemble": ("manuscript", "bibliography", "evidence"),
    "check": ("select", "ignore", "severity", "per_file", "waivers", "baseline"),
    "render": ("style", "superscript"),
    "proof": tuple(item.name for item in fields(Project) if item.name not in (*NO_SETTINGS, "formats", "journal")),
}


def suffix(format: str) -> str:
    """Return how the file of a format is called behind the dot."""
    return _SUFFIXES.get(format, format)


def companions(format: str, data: bytes) -> tuple[str, ...]:
    """Return the names of the files that an output needs beside it, in their order."""
    return tuple(sorted({name.decode() for name in _COMPANION.findall(data)})) if format in _NAMING else ()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def package_files() -> tuple[Path, ...]:
    """Every file of Collation's own code: doit does not see by itself that the code of an action has changed."""
    folder = Path(__file__).parent
    return tuple(sorted(path for pattern in ("*.py", "*.lua", "*.mjs") for path in folder.rglob(pattern)))


def open_project(dodo: str) -> Project:
    """Return the project of a dodo.py; a project that cannot be read ends the run with a message, not a traceback."""
    try:
        return load(Path(dodo).parent)
    except ProjectError as error:
        show(sys.stderr, f"error: {error}\n")
        raise SystemExit(2) from error


def find_root(start: Path) -> Path:
    """Return the project that a folder belongs to: the nearest with a manuscript, from the folder upwards.

    Raises:
        ProjectError: if there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if is_project(folder):
            return folder
    raise ProjectError(f"{start}: no manuscript here; `collate new DIR` makes a project that builds at once")


def is_project(folder: Path) -> bool:
    """Whether a folder is a project: it has a manuscript, or settings that say where one is."""
    return (folder / "manuscript").is_dir() or (folder / "collation.toml").is_file() or _has_table(folder)


def load(root: Path) -> Project:
    """Read the settings of the project in a folder.

    Raises:
        ProjectError: if the folder is no project, or its settings do not parse or name something that does not exist.
    """
    if not root.is_dir():
        raise ProjectError(f"{root}: no such folder")
    root = root.resolve()
    if not is_project(root):
        raise ProjectError(f"{root}: no manuscript here; `collate new DIR` makes a project that builds at once")
    source, table = _settings(root)
    known = [item.name.replace("_", "-") for item in fields(Project) if item.name not in NO_SETTINGS]
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in known:
            raise ProjectError(
                f"{_line(_place(root, source, name))}: Collation has no setting {name!r}; it has {', '.join(known)}"
            )
        values[name.replace("-", "_")] = _setting(name, value, root, source)
    project = Project(root, **values)
    _refuse_shared(project, table, source)
    for name in (*project.inputs, *project.figures):
        try:
            name.encode()
        except UnicodeEncodeError as error:
            raise ProjectError(f"the name of the file {name!a} is not UTF-8; give it another") from error
    return project


def _refuse_shared(project: Project, table: Mapping[str, Any], source: str) -> None:
    """Refuse settings that give one file two tasks: what one task writes or means would be lost to the other.

    Raises:
        ProjectError: with the setting and where it stands.
    """
    taken = {project.path(name).resolve(): name for name in (project.metadata, "dodo.py", *_SETTINGS)}
    folder = project.path(project.manuscript).resolve()
    names = ("bibliography", "evidence", "waivers", "baseline")
    for name in sorted(names, key=table.__contains__):  # a default is not to blame
        path = project.path(getattr(project, name)).resolve()
        about = f"{_line(_place(project.root, source, name))}: {name}"
        if path in taken:
            raise ProjectError(f"{about} must be a file of its own, and {taken[path]} is that file too")
        if path.parent == folder and path.suffix == ".md":
            raise ProjectError(f"{about} must be a file of its own, and {getattr(project, name)} is a section")
        if name in ("waivers", "baseline") and path.is_relative_to(folder):
            raise ProjectError(f"{about} must lie outside {project.manuscript}/, the folder of the text")
        taken[path] = f"the setting {name}"


def _setting(name: str, value: object, root: Path, source: str) -> object:
    """Return one setting as `Project` has it.

    Raises:
        ProjectError: if it is not what the setting can be.
    """

    def fault(message: str, about: str = "") -> ProjectError:
        return ProjectError(f"{_line(_place(root, source, name, about))}: {name} {message}")

    if any(unicodedata.category(character) == "Cc" for text in _texts(value) for character in text):
        raise fault("has a control character")
    if name == "superscript":
        if not isinstance(value, bool):
            raise fault("must be true or false")
        return value
    if name in ("formats", "select", "ignore"):
        if not _is_texts(value):
            raise fault("must be a list of texts")
        for format in value if name == "formats" else ():
            if format not in FORMATS:
                raise fault(f"has {format!r}; there are {', '.join(FORMATS)}", format)
        return tuple(value)
    if name == "severity":
        if not isinstance(value, dict):
            raise fault('must be a table such as {uncited-entry = "warning"}')
        for code, severity in value.items():
            if severity not in list(Severity):
                raise fault(f"has {severity!r} for {code}; there are {', '.join(Severity)}", code)
        return tuple(value.items())
    if name == "per-file":
        if not isinstance(value, dict) or not all(map(_is_texts, value.values())):
            raise fault('must be a table such as {"manuscript/02-*.md" = ["uncited-entry"]}')
        return tuple((glob, tuple(names)) for glob, names in value.items())
    if not isinstance(value, str) or not (value.strip() or name == "journal"):
        raise fault("must be a text")
    if name == "name" and not re.fullmatch(r"[^./\\][^/\\]*", value):
        raise fault("must be the name of a file, without a folder")
    if name == "name" and value.lower() in _OWN_NAMES:
        raise fault(f"must be another, for out/{value.lower()}.json is a file of Collation's own")
    if name == "manuscript" and Path(value) == Path():
        raise fault("must be a folder of its own")
    is_path = name in ("manuscript", "bibliography", "evidence", "waivers", "baseline")
    return Path(value).as_posix() if is_path else value


def _texts(value: object) -> Iterator[str]:
    """Yield every text in a setting: names of a table and items of a list too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))
    elif isinstance(value, dict):
        yield from chain(value, *map(_texts, value.values()))


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _settings(root: Path) -> tuple[str, dict[str, Any]]:
    for name in _SETTINGS:
        path = root / name
        try:
            text = path.read_text(encoding="utf-8-sig")
            data = tomllib.loads(text)
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise ProjectError(f"{name}: cannot be read: {error}") from error
        except RecursionError as error:
            raise ProjectError(f"{name}: is nested too deeply to be read") from error
        except tomllib.TOMLDecodeError as error:
            where, fault = toml_fault(error, text)
            raise ProjectError(f"{name}:{where}: not valid TOML: {fault}") from error
        table: Any = data
        for part in () if name == "collation.toml" else ("tool", "collation"):
            table = table.get(part, {}) if isinstance(table, dict) else table
        if not isinstance(table, dict):
            raise ProjectError(f"{_line(_place(root, name, 'collation'))}: [tool.collation] must be a table")
        if table:
            return name, table
    return "collation.toml", {}


def toml_fault(error: tomllib.TOMLDecodeError, text: str) -> tuple[str, str]:
    """Return where a text is not TOML, as `line:column` or only the line, and what is wrong there."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
    where = f"{place[1]}:{place[2]}" if place and place[1] else str(text.count("\n") + 1)
    return where, str(error)[: place.start()] if place else str(error)


_TABLE = re.compile(r"""\s*\[+([\w\s."'-]+)\]+\s*(?:#.*)?$""")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")
_OWN_TABLE = re.compile(r"^\s*\[tool\.collation[\].]", re.MULTILINE)


def _place(root: Path, source: str, setting: str, value: str = "") -> Location:
    """Return where a setting stands in the file of the settings, or a value in it: the reader of TOML keeps no places.

    Where it is written in a way that this does not know, it is the start of the file.
    """
    own = "" if source == "collation.toml" else "tool.collation"
    table, found, is_inside = "", None, False
    word = re.compile(rf"(?<![\w-]){re.escape(value)}(?![\w-])") if value else None
    try:
        lines = (root / source).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return Location(source)
    for number, line in enumerate(lines, start=1):
        header, key = _TABLE.match(line), _KEY.match(line)
        if header:
            table = re.sub(r"""[\s"']""", "", header[1])
            is_inside = table == f"{own}.{setting}".lstrip(".")
        elif key and table == own:
            is_inside = key[1] == setting
        if is_inside and found is None:
            start = line.find(setting)
            found = Location(source, number, start + 1, len(setting))
        at = word.search(line) if is_inside and word and not line.lstrip().startswith("#") else None
        if at:
            return Location(source, number, at.start() + 1, len(value))
    return found or Location(source)


def _line(place: Location) -> str:
    return f"{place.path}:{place.line}"


def _has_table(folder: Path) -> bool:
    """Whether pyproject.toml has settings, or would have them if it could be read: then `load` says what is wrong."""
    try:
        text = (folder / "pyproject.toml").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    try:
        tool = tomllib.loads(text).get("tool")
    except (tomllib.TOMLDecodeError, RecursionError):
        return bool(_OWN_TABLE.search(text))
    return isinstance(tool, dict) and "collation" in tool


def styles() -> Path:
    """The folder of the styles that come with Collation."""
    return Path(__file__).parent / "styles"


def starter() -> Path:
    """The files of a new project."""
    return Path(__file__).parent / "starter"


def create(folder: Path) -> None:
    """Make a small project that builds at once: all of it or, where that fails or is interrupted, nothing.

    Raises:
        ProjectError: if the folder has anything in it; nothing of an author's is ever written over.
    """
    target = folder.resolve()  # first, for `typo/..` is not there before it is made, and then it is the folder above
    is_there = target.exists()
    if is_there and (not target.is_dir() or any(target.iterdir())):
        raise ProjectError(f"{folder}: is there already; name a folder that is new or empty")
    top = next(path for path in (target, *target.parents) if path.parent.exists())
    made = target / f".{os.getpid()}.tmp" if is_there else top.with_name(f".{top.name}.{os.getpid()}.tmp")
    own = made if is_there else made / target.relative_to(top)
    moved: list[Path] = []
    try:
        own.mkdir(parents=True)
        for path in sorted(starter().rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(starter()).as_posix()
                new = own / (".gitignore" if name == "gitignore" else name)
                new.parent.mkdir(exist_ok=True)
                new.write_bytes(path.read_bytes())
        if is_there:  # someone may stand in an empty folder: it is filled, not replaced
            for path in sorted(made.iterdir()):
                moved.append(target / path.name)
                path.rename(moved[-1])
            made.rmdir()
        else:
            made.rename(top)  # which refuses a folder that was filled meanwhile
    except BaseException as error:
        for path in (made, *moved):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.is_file():
                path.unlink()
        if isinstance(error, OSError):
            error.filename = str(folder)  # the name that a person knows
        raise


def find_style(project: Project, relative: str) -> Path | None:
    """Return a file of `styles/`: the project's own where it has one, else the one that comes with Collation."""
    for folder in (project.root / "styles", styles()):
        if (folder / relative).is_file():
            return folder / relative
    return None


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new, never a part, whatever interrupts the writing."""
    replace_files({path: data})


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: all of them or, where one cannot be written, none.

    Files that are there keep their permissions.
    """
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    temporaries = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in files}
    former = {path: path.with_name(f".{path.name}.{os.getpid()}.old.tmp") for path in files if len(files) > 1}
    begun: list[Path] = []
    path = next(iter(files), Path())
    try:
        for path, data in files.items():
            with temporaries[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, temporaries[path])
        for path, copy in former.items():
            if path.exists():
                shutil.copy2(path, copy)
        for path in files:
            begun.append(path)
            temporaries[path].replace(path)
    except BaseException as error:
        # Only renames: whatever ends this too, each file is the old one or the new one and never a part.
        for changed in begun if former else ():
            if former[changed].exists():
                former[changed].replace(changed)
            elif not temporaries[changed].exists():
                changed.unlink(missing_ok=True)
        for temporary in (*temporaries.values(), *former.values()):
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)  # the name that a person knows
        raise
    for temporary in former.values():
        temporary.unlink(missing_ok=True)
