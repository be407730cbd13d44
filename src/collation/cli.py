"""The command `collate`: parse, call, print, exit code; nothing else."""

from __future__ import annotations

import argparse
import io
import os
import shlex
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from collation import project as projects
from collation.diagnostics import FAILURES, CollationError, plural, reason, show

if TYPE_CHECKING:
    from collation.check import Look
    from collation.check.catalogue import Report
    from collation.diagnostics import Diagnostic, Edit
    from collation.model import Manuscript
    from collation.patch import Patch
    from collation.project import Project
    from collation.proof.output import Asked

CLEAN, FINDINGS, UNREADABLE, UNCHECKED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes, as docs/settings.md tells them: nothing wrong; something wrong; it cannot be done, for the command or the
project cannot be read; something asked for cannot be checked; Ctrl-C."""


class UsageError(CollationError):
    """The command contradicts itself, or names nothing; the message says how, for a person."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    for name in ("stdout", "stderr"):  # `collate check >&-`: then Python has none
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        return code
    except KeyboardInterrupt:
        show(sys.stderr, "interrupted; nothing was left half-written\n")
        return INTERRUPTED
    except FAILURES as error:
        show(sys.stderr, f"error: {reason(error)}\n")
        return UNREADABLE
    except Exception:  # noqa: BLE001 - a mistake of ours keeps its traceback, but its code must not be that of findings
        show(sys.stderr, f"{traceback.format_exc()}error: this is a mistake in Collation, not in the project\n")
        return UNREADABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collate",
        description="Check the citations of a manuscript, and build what was checked.",
        epilog="Exit codes: 0 clean, 1 findings, 2 cannot be done, 3 clean but not all could be checked, 130 Ctrl-C.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the versions of Collation and of its tools")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    check = _command(commands, "check", "verify every citation, entry and cross-reference", _check)
    _add_choice(check)
    _add_mending(check)
    _add_look(check)
    build = _command(commands, "build", "check the manuscript and render it", _build)
    build.add_argument("formats", nargs="*", metavar="FORMAT", help=f"of {', '.join(projects.FORMATS)}; all by default")
    proof = _command(commands, "proof", "read outputs back, and say whether they print what was checked", _proof)
    _add_proof(proof)
    renumber = _command(commands, "renumber", "put typed numbers and their entries in the order of citation", _renumber)
    notation = _command(commands, "notation", "write all citations as citekeys or as typed numbers", _notation)
    notation.add_argument("notation", choices=("keys", "numbers"), help="[@murphy2003] or [1]")
    for command in (renumber, notation):
        command.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    revise = _command(commands, "revise", "show what changed since a revision, for reviewers", _revise)
    revise.add_argument(
        "--from", dest="since", required=True, metavar="REV", help="the commit or tag that was sent before"
    )
    revise.add_argument(
        "--to", dest="until", metavar="REV", help="that of the new version; by default the files as they are"
    )
    revise.add_argument(
        "--author",
        default="",
        metavar="NAME",
        help="whose changes they are in Word; by default the corresponding author's",
    )
    explain = commands.add_parser("explain", help="say what a check finds, and why")
    explain.add_argument(
        "name", nargs="?", metavar="NAME", help="a check, a family, or `proof`; without it all are listed"
    )
    explain.add_argument("--all", action="store_true", help="explain every check")
    explain.set_defaults(run=_explain)
    _add_journals(commands)
    submit = _command(commands, "submit", "make the package that a journal takes, and say what is missing", _submit)
    submit.add_argument("--journal", default="", metavar="ID", help="the journal; by default that of the settings")
    submit.add_argument(
        "--type", default="", metavar="TYPE", help="for which type of article; by default the front matter's"
    )
    submit.add_argument("--final", action="store_true", help="make no package while anything is missing")
    submit.add_argument("--all", action="store_true", help="only show how the manuscript stands with every journal")
    new = commands.add_parser("new", help="make a small project that builds at once")
    new.add_argument("folder", type=Path, metavar="DIR", help="a folder that does not exist yet, or is empty")
    new.set_defaults(run=_new)
    return parser


def _add_journals(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    """Add what tells of journals."""
    journals = _command(commands, "journals", "say what journals ask of a submission", _journals)
    journals.add_argument("act", nargs="?", choices=("list", "show", "new"), default="list", metavar="list|show|new")
    journals.add_argument("name", nargs="?", metavar="ID", help="the journal that is shown, or that gets a profile")
    journals.add_argument("--type", default="", metavar="TYPE", help="for which type of article, as review")


def _add_proof(proof: argparse.ArgumentParser) -> None:
    """Add what is proved, and against what."""
    proof.add_argument(
        "path",
        nargs="?",
        type=Path,
        metavar="PATH",
        help="a folder of outputs with its proof.json, which is recomputed from that folder alone, or one file that "
        "came back, such as review.docx; by default the outputs of the project",
    )
    proof.add_argument(
        "--against",
        type=Path,
        metavar="DIR",
        help="with what a file is compared: a project, or a folder of outputs; by default the nearest project",
    )
    proof.add_argument(
        "--standards",
        action="store_true",
        help="ask the validators that are installed too (Node.js, Java, Chromium); exit 3 where one is not",
    )


def _add_choice(check: argparse.ArgumentParser) -> None:
    """Add what decides which findings there are, and which of them make the run fail."""
    group = check.add_argument_group("what is checked", "NAMES are checks or families, with commas between them.")
    group.add_argument(
        "--select",
        action="append",
        type=_names,
        default=[],
        metavar="NAMES",
        help="run only these, and what cannot be ignored",
    )
    group.add_argument("--ignore", action="append", type=_names, default=[], metavar="NAMES", help="do not run these")
    group.add_argument(
        "--strict",
        action="store_true",
        help="for a submission: a warning, a work that is not verified, and what is in the baseline fail too",
    )
    group.add_argument(
        "--require-verified", action="store_true", help="exit 3 unless every cited entry was seen in a source"
    )
    group.add_argument(
        "--write-baseline",
        action="store_true",
        help="accept what is found now, so that later runs report only what is new",
    )


def _add_mending(check: argparse.ArgumentParser) -> None:
    """Add what changes the author's files."""
    group = check.add_argument_group("what is mended")
    group.add_argument("--fix", action="store_true", help="first make every fix that keeps the meaning")
    group.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    group.add_argument(
        "--offer", action="store_true", help="first ask about each fix, one by one: the safe ones together"
    )


def _add_look(check: argparse.ArgumentParser) -> None:
    """Add what decides how the findings are written."""
    from collation.check.report import REPORT_FORMATS

    group = check.add_argument_group("how it is shown")
    group.add_argument("--notes", action="store_true", help="list the notes too, one by one")
    group.add_argument("--quiet", action="store_true", help="show only what makes the run fail")
    group.add_argument("--statistics", action="store_true", help="count the findings of each check")
    group.add_argument("--format", choices=REPORT_FORMATS, help="how the report is written; text by default")
    group.add_argument(
        "--output",
        action="append",
        default=[],
        metavar="[FORMAT=]FILE",
        help="write a report to a file, in FORMAT or that of --format; may be given several times",
    )


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _command(commands: argparse._SubParsersAction, name: str, help: str, run: object) -> argparse.ArgumentParser:  # type: ignore[type-arg]
    command: argparse.ArgumentParser = commands.add_parser(name, help=help)
    command.add_argument(
        "--project",
        type=Path,
        default=None,
        metavar="DIR",
        help="the project's folder; by default the nearest that is one, from the current folder upwards",
    )
    command.set_defaults(run=run)
    return command


class _Version(argparse.Action):
    """Versions are looked up only where they are asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        from collation import pandoc

        tools = ", ".join(f"{name} {version(name)}" for name in ("typst", "bibtexparser", "pybtex", "doit"))
        show(sys.stdout, f"collate {version('collation')} (pandoc {pandoc.version()}, {tools})\n")
        parser.exit(CLEAN)


def _project(options: argparse.Namespace) -> Project:
    return projects.load(options.project or projects.find_root(Path.cwd()))


def _check(options: argparse.Namespace) -> int:
    from collation.assemble.manuscript import read
    from collation.check import inspect
    from collation.document import style

    _refuse_contradictions(options)
    project = _project(options)
    look = _look(options, project)
    style.load(project)
    if options.diff:
        return _would_change(_mended(options, project, writes=False))
    if options.offer:
        _offer(options, project)
    elif options.fix:
        _mended(options, project, writes=True)
    manuscript = read(project)
    choice = _choice(options)
    if options.write_baseline:
        _write_baseline(manuscript, project, choice)
    report = inspect(manuscript, project, sys.stdout, look, **choice, is_strict=options.strict)
    if report.failures:
        return FINDINGS
    unchecked = _unchecked(options, report, manuscript, project)
    if not unchecked:
        return CLEAN
    show(sys.stderr, f"not everything could be checked: {unchecked}\n")
    return UNCHECKED


def _unchecked(options: argparse.Namespace, report: Report, manuscript: Manuscript, project: Project) -> str:
    """Return why a run without findings is not clean, and what to do about it, or ""."""
    from collation.check.entries import unverified_entry
    from collation.check.report.coverage import measure

    if not (options.strict or options.require_verified):
        return ""
    skipped = [
        (code, why) for code, why in report.skipped if code == unverified_entry.CODE or code in report.unreadable
    ]
    coverage, verified = measure(report, manuscript), unverified_entry.verified(manuscript)
    works = coverage.works
    settled = verified if options.require_verified else verified + coverage.waived  # a strict run honours waivers
    if settled < works or not report.is_whole:
        told = [f"{code} did not run ({why})" for code, why in skipped]
        told = told or [f"{verified} of {works} works are verified in every field"]
        how = f"`collate explain {unverified_entry.CODE}` shows how {project.evidence} records what you looked up"
        return "; ".join([*told, how])
    return ""


_NO_REPORT = "--diff shows what would change in place of a report"
_SCREEN = ("--notes", "--quiet", "--statistics")
_CONTRADICTIONS = (
    *(("--diff", other, "--diff changes nothing") for other in ("--fix", "--offer", "--write-baseline")),
    *(("--diff", other, _NO_REPORT) for other in ("--strict", "--require-verified", "--format", "--output", *_SCREEN)),
    ("--quiet", "--notes", "--quiet shows only what makes the run fail"),
    ("--quiet", "--statistics", "--quiet shows only what makes the run fail"),
    ("--statistics", "--notes", "--statistics counts the findings and lists none"),
    ("--strict", "--write-baseline", "--strict leaves the baseline aside"),
)
"""Options of `check` of which one would be passed over in silence, and why."""


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Refuse options that do not go together, and names that name nothing.

    Raises:
        UsageError: with what is wrong, in words.
    """
    from collation.check import catalogue

    def is_given(option: str) -> bool:
        return bool(getattr(options, option.removeprefix("--").replace("-", "_")))

    for first, second, why in _CONTRADICTIONS:
        if is_given(first) and is_given(second):
            raise UsageError(f"{why}, so {second} cannot go with it")
    for option in filter(is_given, _SCREEN):
        if _is_on_screen(options) and options.format != "text":
            raise UsageError(f"{option} is for the text, so --format {options.format} cannot go with it")
    for option, meant in (("--select", catalogue.members), ("--ignore", catalogue.dispensable)):
        for names in getattr(options, option[2:]):
            if not names:
                raise UsageError(f"{option} names no check; `collate explain` lists them all")
            for name in names:
                try:
                    meant(name)
                except CollationError as error:
                    raise UsageError(f"{option}: {error}") from error


def _look(options: argparse.Namespace, project: Project) -> Look:
    """Return how the report is to be shown; a file that goes by `--format` leaves the screen to the text."""
    from collation.check import Look

    files = [_output(text, options.format or "text", project) for text in options.output]
    for count, (_, path) in enumerate(files):
        if path in (other for _, other in files[:count]):
            raise UsageError(f"--output: two reports cannot both be {path.name}")
    return Look(
        form=options.format if _is_on_screen(options) else "text",
        shows_notes=options.notes,
        shows_statistics=options.statistics,
        is_quiet=options.quiet,
        files=tuple(files),
    )


def _is_on_screen(options: argparse.Namespace) -> bool:
    """Whether `--format` is that of the screen: not where a file goes by it."""
    return bool(options.format) and all("=" in text for text in options.output)


def _output(text: str, form: str, project: Project) -> tuple[str, Path]:
    """Return the form and the path of one `--output`; no source of the project is ever written over."""
    from collation.check.report import REPORT_FORMATS, is_report

    before, is_named, after = text.partition("=")
    if is_named and before not in REPORT_FORMATS:
        raise UsageError(f"--output {text}: there is no format {before}; there are {', '.join(REPORT_FORMATS)}")
    path = Path(after if is_named else text)
    if not path.name or (path.exists() and not path.is_file()):
        raise UsageError(f"--output {text}: names no file")
    if project.is_source(path):
        raise UsageError(f"--output {text}: {path} is a source of the project; name another file")
    if project.is_product(path):
        raise UsageError(f"--output {text}: {path} is a product of the build; name another file")
    is_within = project.out.resolve() in path.resolve().parents
    if path.exists() and not is_within and not is_report(path.read_text(encoding="utf-8", errors="replace")):
        raise UsageError(f"--output {text}: {path} is there already and is no report; name another file")
    return (before if is_named else form), path.resolve()


def _choice(options: argparse.Namespace) -> dict[str, list[str]]:
    """Return which checks the command line chooses."""
    return {option: [name for names in getattr(options, option) for name in names] for option in ("select", "ignore")}


def _write_baseline(manuscript: Manuscript, project: Project, choice: Mapping[str, list[str]]) -> None:
    from collation.check.acceptance import examine, write_baseline

    report = examine(manuscript, project, select=choice["select"], ignore=choice["ignore"], uses_baseline=False)
    count = write_baseline(report, manuscript, project)
    show(sys.stderr, f"{project.baseline} accepts {plural(count, 'finding')}\n")


def _run(options: argparse.Namespace, project: Project) -> Callable[[Manuscript], tuple[Diagnostic, ...]]:
    """Return what finds all that may be mended: what is waived is left as it is, what is in the baseline is not."""
    from collation.check.acceptance import examine

    choice = _choice(options)

    def run(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        report = examine(manuscript, project, select=choice["select"], ignore=choice["ignore"], uses_baseline=False)
        return report.diagnostics

    return run


def _mended(options: argparse.Namespace, project: Project, *, writes: bool) -> tuple[Patch, ...]:
    """Make the safe fixes, or show them."""
    from collation import mend, patch

    mending = mend.fix(project, _run(options, project))
    show(sys.stderr, mend.untouched(mending.closed))
    if writes:
        patch.write(project, mending.changes)
        if mending.made:
            show(_told(options), mending.summary)
    return mending.changes


def _offer(options: argparse.Namespace, project: Project) -> None:
    """Ask a person; the answers may come in any encoding, and from nobody at all."""
    from collation import mend

    answers = sys.stdin or io.StringIO()
    if isinstance(answers, io.TextIOWrapper):
        answers.reconfigure(errors="replace")
    mend.offer(project, _run(options, project), answers, _told(options), makes_safe=options.fix or None)
    show(_told(options), "\n")


def _told(options: argparse.Namespace) -> TextIO:
    """Return where a person reads what was done: not among a report for programs."""
    return sys.stdout if options.format in (None, "text") else sys.stderr


def _would_change(changes: Sequence[Patch]) -> int:
    """Show what would change."""
    from collation import patch

    show(sys.stdout, patch.diff(changes) or "nothing to change\n")
    return FINDINGS if changes else CLEAN


def _renumber(options: argparse.Namespace) -> int:
    from collation.rewrite import renumber

    return _rewrite(options, renumber.edits, "works are numbered in the order in which the text first cites them")


def _notation(options: argparse.Namespace) -> int:
    from collation.rewrite import notation

    if options.notation == "numbers":
        return _rewrite(options, notation.to_numbers, "all citations are typed numbers")
    return _rewrite(options, notation.to_citekeys, "all citations are citekeys")


def _rewrite(options: argparse.Namespace, rewriting: Callable[[Manuscript], tuple[Edit, ...]], done: str) -> int:
    """Rewrite the citations, and carry the baseline over; `done` says what holds where there is nothing to change."""
    from collation import mend, patch
    from collation.check.acceptance import carry_over, examine
    from collation.check.catalogue import LIKE_CITATIONS

    project = _project(options)

    def left_behind(manuscript: Manuscript) -> tuple[Diagnostic, ...]:
        report = examine(manuscript, project, select=LIKE_CITATIONS, uses_baseline=False)
        return tuple(found for found in report.diagnostics if found.code in LIKE_CITATIONS)

    found = mend.rewrite(project, rewriting, left_behind)
    if not found.changes:
        show(sys.stdout, f"nothing to change: {done}\n")
        return CLEAN
    if options.diff:
        return _would_change(found.changes)
    baseline = project.path(project.baseline)
    carried: tuple[patch.Patch, ...] = ()
    if baseline.is_file():
        was = baseline.read_bytes()
        carried = (patch.Patch(project.baseline, was, carry_over(found.before, found.after, project)),)
    patch.write(project, (*found.changes, *carried))
    files = ", ".join(change.path for change in found.changes)
    citations = plural(found.citations, "citation")
    show(sys.stdout, f"changed {citations} in {files}; read back, every citation means what it meant\n{found.told}")
    return CLEAN


def _build(options: argparse.Namespace) -> int:
    from doit.cmd_base import ModuleTaskLoader
    from doit.doit_cmd import DoitMain

    for format in options.formats:
        if format not in projects.FORMATS:
            raise UsageError(f"there is no format {format}; there are {', '.join(projects.FORMATS)}")
    project = _project(options)
    tasks = _tasks(project)
    for format in options.formats or project.formats:
        if "task_assemble" in tasks and f"task_{format}" not in tasks:  # what is none of ours doit itself tells
            raise projects.ProjectError(
                f"dodo.py has no task {format}; `collate new DIR` writes a dodo.py that has one, to take its place"
            )
    os.chdir(project.root)  # doit keeps its record beside dodo.py
    backend = {"BACKEND": {"json": "collation.progress:Record"}}
    wanted: list[str] = []
    if options.formats:
        # The proof is of the formats that the project has, which are for once those that were asked for.
        formats = tuple(dict.fromkeys(options.formats))
        tasks["PROJECT"] = replace(project, formats=formats)
        wanted = ["assemble", "check", *formats, *(["proof"] if "task_proof" in tasks else [])]
    code: int = DoitMain(ModuleTaskLoader(tasks), extra_config=backend, config_filenames=()).run(["run", *wanted])
    return code if code in (CLEAN, FINDINGS) else UNREADABLE


def _tasks(project: Project) -> dict[str, object]:
    """Run the project's dodo.py as doit runs it, or where it has none the starter's."""
    dodo = project.root / "dodo.py"
    source = dodo if dodo.is_file() else projects.starter() / "dodo.py"
    tasks: dict[str, object] = {"__file__": str(dodo), "__name__": "dodo"}
    sys.path.insert(0, str(project.root))
    try:
        exec(compile(source.read_bytes(), str(source), "exec"), tasks)
    except Exception as error:
        raise projects.ProjectError(f"dodo.py: {type(error).__name__}: {error}") from error
    return tasks


def _proof(options: argparse.Namespace) -> int:
    """Prove a project, a folder of outputs, or a file; nothing is written but the answer."""
    from collation import recompute
    from collation.diagnostics import Screen
    from collation.proof.output import format_of

    path: Path | None = options.path
    if path is not None and not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    is_file = path is not None and path.is_file()
    if options.against and not is_file:
        raise UsageError("--against says with what a file is compared, and no file is named")
    if options.project and path is not None and not is_file:
        raise UsageError(f"--project and {path} both say whose outputs are proved; name one")
    if options.project and options.against:
        raise UsageError("--project and --against both say with what a file is compared; name one")
    if path is not None and is_file:
        format = format_of(path)
        if format is None:
            known = ", ".join(f".{projects.suffix(name)}" for name in projects.FORMATS)
            raise UsageError(f"{path}: Collation reads files whose names end in {known}")
        answer = recompute.prove_file(path, format, _against(options), asked=_asked(options, path, "nobody"))
    elif path is None or projects.is_project(path):
        project = projects.load(path or options.project or projects.find_root(Path.cwd()))
        answer = recompute.recompute(project, asked=_asked(options, path, "inside"))
    else:
        answer = recompute.recompute_alone(path, asked=_asked(options, path, "inside"))
    show(sys.stdout, recompute.write(answer, Screen.of(sys.stdout)))
    if not answer.is_proven:
        return FINDINGS
    return UNCHECKED if answer.unchecked else CLEAN


def _asked(options: argparse.Namespace, path: Path | None, without: Asked) -> Asked:
    """Return of whom the standards are asked: with `--standards` of tools from the person's own project, or from where
    they stand, upwards.

    What is proved may have come from anybody, even a whole project: no program is taken from it.
    """
    if not options.standards:
        return without
    from collation.standards import upwards

    start: Path = options.project or Path.cwd()
    try:
        own = projects.find_root(start)
    except projects.ProjectError:
        return upwards(start, path.parent if path is not None and path.is_file() else path)
    # What lies in the project of the person who asks lies where they put it.
    return upwards(own, None if path is None or path.resolve().is_relative_to(own) else path)


def _against(options: argparse.Namespace) -> Project | Path:
    """Return with what a file is compared: a project, or a folder of outputs."""
    against: Path | None = options.against
    if against is not None and not projects.is_project(against):
        return against
    return projects.load(against or options.project or projects.find_root(Path.cwd()))


def _revise(options: argparse.Namespace) -> int:
    from collation import revision

    project = _project(options)
    found = revision.revise(project, options.since, options.until, author=options.author)
    show(sys.stdout, revision.write(found, project.root))
    return CLEAN


def _explain(options: argparse.Namespace) -> int:
    from collation.check import explain
    from collation.proof import explain as proof

    if options.all and options.name:
        raise UsageError(f"--all explains every check, so {options.name} cannot go with it")
    if options.all or options.name:
        show(sys.stdout, "\n".join(_explained(options.name)))
    else:
        show(sys.stdout, f"{explain.write_list()}\n{proof.write_list()}")
    return CLEAN


def _explained(name: str | None) -> list[str]:
    """Return the explanations of the checks that a name means, of the manuscript or of the proof; without one, of all.

    Raises:
        UnknownCheckError: if it means none.
    """
    from collation.check import catalogue, explain
    from collation.check.families import FAMILIES
    from collation.proof import explain as proof
    from collation.suggestion import nearest

    of_proof = proof.members(name or proof.NAME)
    checks = catalogue.CHECKS if name is None else ()
    if name is not None and not of_proof:
        try:
            checks = catalogue.members(name)
        except catalogue.UnknownCheckError as error:
            meant = nearest(name, (*catalogue.FAMILY, *FAMILIES, *proof.names()))
            if meant in proof.names():
                raise catalogue.UnknownCheckError(f"there is no check {name}; did you mean {meant}?") from error
            raise
    return [explain.write(explain.explain(check)) for check in checks] + [
        proof.write(proof.explain(check)) for check in of_proof
    ]


def _journals(options: argparse.Namespace) -> int:
    """List the profiles of journals, explain one, or begin one."""
    from collation.journals import explain, reading, starting

    if options.act == "list" and options.name:
        raise UsageError(f"`collate journals show {options.name}` shows one")
    if options.act != "list" and not options.name:
        raise UsageError(f"name the journal: collate journals {options.act} ID")
    project = _project_or_none(options)
    if options.act == "list":
        show(sys.stdout, explain.overview(reading.load(project, name) for name in reading.identifiers(project)))
    elif options.act == "show":
        profile = reading.load(project, options.name, options.type)
        if profile.article_type != options.type:
            known = ", ".join(profile.article_types) or "none"
            raise UsageError(f"{options.name} has no words of its own for {options.type}; it has them for: {known}")
        show(sys.stdout, explain.text(profile))
    else:
        path = starting.start(_project(options), options.name)
        show(sys.stdout, f"{path} asks for nothing yet; `collate journals show {options.name}` shows what it says\n")
    return CLEAN


def _submit(options: argparse.Namespace) -> int:
    from collation import submission

    project = _project(options)
    if options.all:
        if options.journal or options.final:
            raise UsageError("--all shows every journal and makes no package; leave --journal and --final away")
        submission.compare(project, sys.stdout)
        return CLEAN
    journal = options.journal or project.journal
    if not journal:
        raise UsageError("name the journal: --journal ID; `collate journals` lists those that there are")
    is_made = submission.submit(project, journal, sys.stdout, article_type=options.type, is_final=options.final)
    return CLEAN if is_made else FINDINGS


def _project_or_none(options: argparse.Namespace) -> Project | None:
    """Return the project where there is one: the profiles that come with Collation need none."""
    try:
        return _project(options)
    except projects.ProjectError:
        if options.project:
            raise
        return None


def _new(options: argparse.Namespace) -> int:
    path = options.folder.resolve() if ".." in options.folder.parts else options.folder  # `typo/..` cannot be opened
    projects.create(path)
    folder = shlex.quote(str(path))
    show(
        sys.stdout,
        f"{path} is a project; `collate build --project {folder}` builds it\n"
        f"`collate check --project {folder} --notes` lists what is still to be written and to be looked up\n",
    )
    return CLEAN
