"""The command, used as a newcomer, a script and a hostile user would."""

from __future__ import annotations

import ctypes
import os
import pty
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from collation.check import catalogue
from collation.check.families import FAMILIES
from collation.cli import main
from collation.project import create
from collation.proof import catalogue as proof

SECTION = "manuscript/01-introduction.md"
LIBRARIES = {
    "bibtexparser", "docx", "fontTools", "lxml", "msgspec", "pybtex", "pypandoc", "rapidfuzz", "typst", "yaml",
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a new project as `collate new` makes it, under a name that is hard on scripts."""
    folder = tmp_path / "新 $HOME 稿's"
    create(folder)
    return folder


def spoil(folder: Path) -> None:
    with (folder / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n外泌体[@nobody1999]。\n")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith(".tmp")]


# --- exit codes --------------------------------------------------------------------------------------------------------


def test_clean_findings_and_unverified_have_codes_of_their_own(project: Path, collate) -> None:
    assert collate(project, "check").returncode == 0
    assert collate(project, "check", "--require-verified").returncode == 3
    spoil(project)
    assert collate(project, "check").returncode == 1
    assert collate(project, "check", "--require-verified").returncode == 1


def test_a_manuscript_that_is_verified_in_every_field_is_clean(project: Path, collate) -> None:
    fields = "[author, title, journal, year, volume, number, pages, doi]"
    entry = f"{{status: identified, seen: [{{source: invented, fields: {fields}}}]}}"
    (project / "references.evidence.yaml").write_text(f"murphy2003: {entry}\ncenteno2008: {entry}\n")
    result = collate(project, "check", "--require-verified")
    assert result.returncode == 0
    assert "verified against a source in every field: 2 of 2 works\n" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check"], "no manuscript here; `collate new DIR` makes a project that builds at once"),
        (["check", "--project", "nowhere"], "error: nowhere: no such folder"),
        (["check", "--project", "."], "no manuscript here"),
        (["build", "odt"], "error: there is no format odt; there are pdf, html, docx, jats, epub"),
        (["explain", "changed-markr"], "error: there is no check changed-markr; did you mean changed-marker?"),
        (["explain", "proofs"], "error: there is no check proofs; did you mean proof?"),
        (["explain", "unresolved-citekye"], "error: there is no check unresolved-citekye; did you mean unresolved-citekey?"),
        (["new", "file"], "error: file: is there already; name a folder that is new or empty"),
        (["new", "file/x"], "error: "),
        (["prove"], "invalid choice: 'prove'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_has_code_2(
    arguments: list[str], message: str, tmp_path: Path, collate
) -> None:
    (tmp_path / "file").write_text("mine")
    result = collate(tmp_path, *arguments)
    assert result.returncode == 2
    assert message in result.stdout
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("stile = 1", "error: pyproject.toml:2: Collation has no setting 'stile'; it has name, "),
        ('severity = {missing-field = "fatal"}', "error: pyproject.toml:2: severity has 'fatal' for missing-field; there are error,"),
        ('ignore = ["uncited"]', "error: pyproject.toml:2: the setting ignore: there is no check uncited"),
        ('severity = {uncited-entri = "note"}', "error: pyproject.toml:2: the setting severity: there is no check uncited-entri; did you mean uncited-entry?"),
        ('ignore = ["unresolved-citekey"]', "error: pyproject.toml:2: the setting ignore: unresolved-citekey must stay an error, for what it finds cannot be printed"),
    ],
)  # fmt: skip
def test_bad_settings_have_code_2_in_check_and_build(table: str, message: str, project: Path, collate, run) -> None:
    (project / "pyproject.toml").write_text(f"[tool.collation]\n{table}\n")
    for result in (collate(project, "check"), run(project, "collate", "build")):
        assert result.returncode == 2
        assert message in result.stdout


def test_ignore_and_severity_are_obeyed(project: Path, collate) -> None:
    entry = "@article{left2003, author = {Left, A.}, title = {Over}, journal = {Journal}, year = {2003}}\n"
    with (project / "references.bib").open("a") as file:
        file.write(entry)
    assert "error[uncited-entry]" in collate(project, "check").stdout
    (project / "pyproject.toml").write_text('[tool.collation]\nseverity = {uncited-entry = "warning"}\n')
    result = collate(project, "check")
    assert result.returncode == 0
    assert "warning[uncited-entry]" in result.stdout
    assert result.stdout.endswith("0 errors and 1 warning\n")
    (project / "pyproject.toml").write_text('[tool.collation]\nignore = ["uncited-entry"]\n')
    result = collate(project, "check")
    assert result.returncode == 0
    assert "not checked (ignored): uncited-entry\n" in result.stdout


def test_a_mistake_of_ours_does_not_look_like_findings(project: Path, monkeypatch, capsys) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.chdir(project)
    monkeypatch.setattr("collation.check.inspect", stumble)
    assert main(["check"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("Traceback ")
    assert error.endswith("ZeroDivisionError\nerror: this is a mistake in Collation, not in the project\n")


# --- commands ----------------------------------------------------------------------------------------------------------


def test_a_project_is_found_from_within_and_from_elsewhere(project: Path, tmp_path: Path, collate, run) -> None:
    within = collate(project / "manuscript", "check").stdout
    assert "0 errors" in within
    assert collate(tmp_path, "check", "--project", str(project)).stdout == within
    assert collate(tmp_path, "check", "--project", project.name).stdout == within
    result = run(tmp_path, "collate", "build", "--project", project.name, "html")
    assert result.returncode == 0
    assert (project / "out" / "manuscript.html").is_file()
    assert (project / ".doit.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [project.name]


def test_the_command_that_new_prints_builds_the_new_project(tmp_path: Path, run) -> None:
    name = "新 $HOME 稿's"
    result = run(tmp_path, "collate", "new", name)
    assert result.returncode == 0
    printed = re.search(r"`(.+)` builds it", result.stdout)
    assert printed
    assert shlex.split(printed[1])[-1] == name
    assert run(tmp_path, *shlex.split(printed[1])).returncode == 0
    assert {path.suffix for path in (tmp_path / name / "out").iterdir()} >= {".pdf", ".html", ".docx", ".xml"}
    again = run(tmp_path, "collate", "new", name)
    assert again.returncode == 2
    assert "is there already" in again.stdout


def test_a_new_project_builds_with_plain_doit_too(project: Path, run) -> None:
    result = run(project, "doit")
    assert result.returncode == 0
    assert "0 errors\n" in result.stdout
    assert run(project, "doit").stdout == ""


def test_only_the_formats_that_are_asked_for_are_made(project: Path, run) -> None:
    assert run(project, "collate", "build", "docx", "docx").returncode == 0
    assert sorted(path.name for path in (project / "out").iterdir()) == [
        "check.txt",
        "checked.json",
        "manuscript.docx",
        "manuscript.json",
        "proof.html",
        "proof.json",
    ]


def test_the_report_in_out_is_the_one_on_the_screen(project: Path, collate, run) -> None:
    checked = collate(project, "check").stdout
    assert run(project, "collate", "build", "html").returncode == 0
    assert (project / "out" / "check.txt").read_text(encoding="utf-8") == checked


def test_notes_are_listed_on_request(project: Path, collate) -> None:
    assert "note[missing-statement]" not in collate(project, "check").stdout
    assert collate(project, "check", "--notes").stdout.count("note[missing-statement]") == 5


@pytest.mark.parametrize("check", catalogue.CHECKS, ids=lambda check: check.CODE)
def test_every_check_is_explained(check: catalogue.Check, capsys) -> None:
    assert main(["explain", check.CODE]) == 0
    assert capsys.readouterr().out.startswith(f"{check.CODE} (")


def test_explain_without_a_name_lists_all(capsys) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        check.CODE for check in (*catalogue.CHECKS, *proof.CHECKS)
    ]
    assert [line for line in lines if line and not line.startswith(" ")] == [
        *(family for family, checks in FAMILIES.items() if checks),
        *(f"proof: {family}" for family in proof.FAMILIES),
    ]


@pytest.mark.parametrize("check", proof.CHECKS, ids=lambda check: check.CODE)
def test_every_check_of_the_proof_is_explained(check: proof.Check, capsys) -> None:
    assert main(["explain", check.CODE]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{check.CODE} (proof, error)\n\n")
    assert main(["explain", "proof"]) == 0
    assert shown in capsys.readouterr().out
    assert main(["explain", "--all"]) == 0
    assert shown in capsys.readouterr().out


def test_no_check_of_the_proof_has_the_name_of_another() -> None:
    codes = [check.CODE for check in (*catalogue.CHECKS, *proof.CHECKS)]
    assert len(set(codes)) == len(codes)
    assert not {"proof"} & {*codes, *FAMILIES}


@pytest.mark.parametrize("family", [family for family, checks in FAMILIES.items() if checks])
def test_explain_shows_a_family_and_all_of_them(family: str, capsys) -> None:
    assert main(["explain", family]) == 0
    shown = capsys.readouterr().out
    assert main(["explain", "--all"]) == 0
    assert shown in capsys.readouterr().out
    assert all(f"{check.CODE} ({check.SEVERITY}" in shown for check in FAMILIES[family])


def test_the_version_names_the_tools(tmp_path: Path, run) -> None:
    result = run(tmp_path, "sh", "-c", "collate --version 2>&-")
    assert result.returncode == 0
    assert re.fullmatch(
        r"collate \d\S* \(pandoc \d\S*, typst \d\S*, bibtexparser .+, pybtex .+, doit .+\)\n", result.stdout
    )


def test_help_shows_the_commands_and_the_exit_codes(tmp_path: Path, run) -> None:
    result = run(tmp_path, "collate", "--help")
    assert result.returncode == 0
    for word in ("check", "build", "proof", "explain", "new", "Exit codes: 0 clean, 1 findings"):
        assert word in result.stdout


# --- a project's own dodo.py -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"def x(:\n", "error: dodo.py: SyntaxError: invalid syntax"),
        (b"import none_such\n", "error: dodo.py: ModuleNotFoundError: No module named 'none_such'"),
        (b"\xff\n", "error: dodo.py: SyntaxError: "),
        (b"DOIT_CONFIG = {'default_tasks': ['none']}\n", "ERROR: "),
    ],
)
def test_a_dodo_that_cannot_be_run_is_said_and_has_code_2(content: bytes, message: str, project: Path, run) -> None:
    (project / "dodo.py").write_bytes(content)
    result = run(project, "collate", "build")
    assert result.returncode == 2
    assert message in result.stdout


def test_a_dodo_of_an_earlier_version_says_what_it_lacks(project: Path, run) -> None:
    dodo = project / "dodo.py"
    text = dodo.read_text(encoding="utf-8")
    before = text.replace(', "proof"])', "])").replace("def task_proof", "def proof")
    dodo.write_text(before, encoding="utf-8")
    told = "note: this dodo.py is of an earlier Collation and proves nothing of what it builds"
    result = run(project, "collate", "build", "html")
    assert (result.returncode, told in result.stdout) == (0, True)
    assert told in run(project, "doit", "html").stdout
    dodo.write_text(before.replace("def task_epub", "def epub"), encoding="utf-8")
    result = run(project, "collate", "build")
    assert result.returncode == 2
    assert "error: dodo.py has no task epub; `collate new DIR` writes a dodo.py that has one" in result.stdout


def test_a_project_without_a_dodo_builds(project: Path, run) -> None:
    (project / "dodo.py").unlink()
    result = run(project, "collate", "build", "html")
    assert result.returncode == 0
    assert (project / "out" / "manuscript.html").is_file()


def test_a_dodo_may_import_a_module_beside_it(project: Path, run) -> None:
    (project / "mine.py").write_text("WORD = 'goat'\n")
    dodo = (project / "dodo.py").read_text(encoding="utf-8")
    (project / "dodo.py").write_text(f"{dodo}\nfrom mine import WORD\nprint(WORD)\n", encoding="utf-8")
    result = run(project, "collate", "build", "html")
    assert result.returncode == 0
    assert "goat\n" in result.stdout


# --- terminals and pipes -------------------------------------------------------------------------------------------------


@pytest.fixture
def on_terminal(environment):
    """Give the function that runs a command on a terminal of its own, and returns what it writes there."""
    return lambda folder, *command, **changes: _on_terminal(
        folder, command, environment(TERM="xterm", COLUMNS="60", **changes)
    )


def _on_terminal(folder: Path, command: tuple[str, ...], variables: dict[str, str]) -> str:
    main_end, other_end = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=other_end,
        stdout=other_end,
        stderr=other_end,
    )
    os.close(other_end)
    parts = []
    try:
        while part := os.read(main_end, 4096):
            parts.append(part)
    except OSError:  # Linux ends a terminal that nobody holds with an error
        pass
    os.close(main_end)
    process.wait()
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_colours_are_for_a_terminal_whose_user_wants_them(project: Path, on_terminal, run) -> None:
    spoil(project)
    assert "\x1b[1;31merror\x1b[0m" in on_terminal(project, "collate", "check")
    assert "\x1b" not in on_terminal(project, "collate", "check", NO_COLOR="1")
    assert "\x1b" not in run(project, "collate", "check").stdout
    assert "\x1b[1;31merror\x1b[0m" in on_terminal(project, "collate", "build")
    assert "\x1b" not in run(project, "collate", "build").stdout


def test_a_person_sees_what_runs_and_what_need_not(project: Path, on_terminal) -> None:
    first = on_terminal(project, "collate", "build", "html")
    assert "   assemble …\rassemble " in first
    assert re.search(r"html +\d+\.\d\d s  out/manuscript\.html\n", first)
    second = on_terminal(project, "collate", "build", "html")
    assert second == "assemble   up to date\ncheck      up to date\nhtml       up to date\nproof      up to date\n"


def test_lines_of_a_report_fit_the_terminal(project: Path, on_terminal) -> None:
    with (project / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n" + "很长的句子，" * 30 + "[@nobody1999]" + "，仍未结束" * 30 + "。\n")
    from collation.diagnostics import cells

    shown = on_terminal(project, "collate", "check", NO_COLOR="1")
    excerpts = [line for line in shown.splitlines() if " │ " in line]
    assert len(excerpts) == 2
    assert all(cells(line) <= 60 for line in excerpts)


def test_a_pipe_that_closes_early_changes_neither_the_code_nor_the_work(project: Path, run) -> None:
    spoil(project)
    result = run(project, "bash", "-c", "set -o pipefail; collate check | true; echo ${PIPESTATUS[0]}")
    assert result.stdout == "1\n"
    (project / SECTION).write_text("A goat [@murphy2003; @centeno2008].\n")
    result = run(project, "bash", "-c", "collate build html | true; echo ${PIPESTATUS[0]}")
    assert result.stdout == "0\n"
    assert (project / "out" / "manuscript.html").is_file()


def test_an_output_that_has_no_chinese_gets_escapes(project: Path, run) -> None:
    spoil(project)
    for command in (["collate", "check"], ["collate", "build"], ["doit"], ["collate", "explain", "missing-file"]):
        result = run(project, *command, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert result.returncode == (0 if "explain" in command else 1)
        assert "\\u" in result.stdout
        assert result.stdout.isascii()


# --- a build that is disturbed ---------------------------------------------------------------------------------------------


@pytest.fixture
def long(built: Path, tmp_path: Path) -> Path:
    """Give a copy of the built flagship whose renderers wait before they write, so that no signal can come too late."""
    folder = copied(built, tmp_path / "long")
    section = folder / "manuscript" / "04-conditioned-medium.md"
    text = section.read_text(encoding="utf-8")
    section.write_text(text + text.partition("\n")[2] * 12, encoding="utf-8")
    with (folder / "dodo.py").open("a", encoding="utf-8") as file:
        file.write(SLOW)
    return folder


SLOW = """
import time
import collation.project

def write_late(path, data, write=collation.project.replace_file):
    if path.suffix == ".pdf":
        time.sleep(120)
    write(path, data)

collation.project.replace_file = write_late
"""


def copied(built: Path, folder: Path) -> Path:
    return Path(shutil.copytree(built, folder, ignore=shutil.ignore_patterns(".doit.db")))


def outputs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir() if path.suffix != ".json"}


@pytest.mark.usefixtures("hears_interrupts")
@pytest.mark.parametrize("command", [["collate", "build"], ["doit"]], ids=" ".join)
def test_an_interrupted_build_leaves_nothing_half_written(command: list[str], long: Path, environment, run) -> None:
    before = outputs(long)
    main_end, other_end = pty.openpty()
    process = subprocess.Popen(
        command,
        cwd=long,
        env=environment(TERM="dumb"),
        stdout=other_end,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    os.close(other_end)
    shown = b""
    while "   pdf …".encode() not in shown:  # the first renderer runs now
        shown += os.read(main_end, 4096)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    os.close(main_end)
    # A shell shows 130 for both: where the signal meets doit between two tasks, Python ends by the signal itself.
    assert process.returncode in ((130,) if command[0] == "collate" else (130, -signal.SIGINT))
    assert errors == "interrupted; nothing was left half-written\n"
    assert "Traceback" not in errors
    assert leftovers(long) == []
    for name in ("manuscript.pdf", "manuscript.html", "manuscript.docx", "manuscript.xml"):
        assert outputs(long)[name] == before[name]
    dodo = long / "dodo.py"
    dodo.write_text(dodo.read_text(encoding="utf-8").replace(SLOW, ""), encoding="utf-8")
    assert run(long, "collate", "build", "html").returncode == 0


@pytest.mark.parametrize("size", [500, 100_000, 500_000])
def test_a_full_disk_leaves_the_old_outputs_whole(size: int, built: Path, tmp_path: Path, environment, run) -> None:
    """A limit on the size of files stands for the full disk: the record, the manuscript or a product does not fit."""
    folder = copied(built, tmp_path / "copy")
    before = outputs(folder)
    result = subprocess.run(
        ["collate", "build"],
        cwd=folder,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert re.search(r"^error: .+: File too large", result.stderr, re.MULTILINE)
    if size == 100_000:
        assert f"error: {folder / 'out' / 'manuscript.json'}: File too large\n" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert leftovers(folder) == []
    after = outputs(folder)
    for name in ("manuscript.pdf", "manuscript.html", "manuscript.docx", "manuscript.xml"):
        assert after.get(name, after.get(name.replace(".", ".stale."))) == before[name]
    assert run(folder, "collate", "build", "html").returncode == 0


def drop_override() -> None:
    """Take from the superuser the right to write where nobody may (capability DAC_OVERRIDE), for the program to come."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


@pytest.fixture
def read_only(project: Path, run) -> Iterator[Path]:
    """Give a built project into whose out/ nothing can be written."""
    assert run(project, "collate", "build", "html").returncode == 0
    out = project / "out"
    out.chmod(0o555)
    yield project
    out.chmod(0o755)


def test_an_out_folder_that_cannot_be_written_to_is_named(read_only: Path, environment) -> None:
    probe = "open('out/probe', 'w')"
    options = {
        "cwd": read_only,
        "env": environment(),
        "preexec_fn": drop_override,
        "capture_output": True,
        "text": True,
    }
    if subprocess.run([sys.executable, "-c", probe], **options).returncode == 0:
        pytest.fail("this user may write everywhere")
    spoil(read_only)
    before = outputs(read_only)
    for command in (["collate", "build"], ["collate", "check"]):
        result = subprocess.run(command, **options)
        assert result.returncode == 2
        assert re.search(
            rf"^error: {re.escape(str(read_only / 'out'))}/.+: Permission denied$", result.stderr, re.MULTILINE
        )
        assert "Traceback" not in result.stdout + result.stderr
        assert outputs(read_only) == before


def test_an_out_that_is_a_file_is_named(project: Path, run) -> None:
    (project / "out").write_text("mine")
    result = run(project, "collate", "build")
    assert result.returncode == 2
    assert f"error: {project / 'out'}: File exists\n" in result.stdout
    assert (project / "out").read_text() == "mine"


def test_a_text_that_is_nested_beyond_reading_is_a_finding(project: Path, collate, run) -> None:
    (project / SECTION).write_text(">" * 1000 + " [@murphy2003; @centeno2008]\n")
    for result in (collate(project, "check"), run(project, "collate", "build")):
        assert result.returncode == 1
        assert f"{SECTION}:1:1: error[unreadable-file]" in result.stdout


# --- what a run loads ------------------------------------------------------------------------------------------------------


def loaded(folder: Path, run, *arguments: str) -> set[str]:
    """Return the packages that a run of Python imports."""
    listing = run(folder, "python", "-X", "importtime", *arguments).stdout
    names = re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", listing, re.MULTILINE)
    assert len(names) > 50
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "code",
    [
        "import dodo",
        "from collation.cli import main; main(['--help'])",
        "from collation.cli import main; main(['explain'])",
        "from collation.cli import main; main(['new', 'x/y'])",
    ],
)
def test_a_start_loads_none_of_the_libraries(code: str, flagship: Path, run) -> None:
    assert not loaded(flagship, run, "-c", code) & LIBRARIES


def test_a_build_with_nothing_to_do_loads_none_of_the_libraries(built: Path, run) -> None:
    assert not loaded(built, run, "-m", "doit") & LIBRARIES


def test_a_check_loads_no_renderer(project: Path, run) -> None:
    found = loaded(project, run, "-c", "from collation.cli import main; main(['check'])")
    assert not found & {"typst", "docx", "lxml", "fontTools", "pypandoc"}
