"""`collate check` as a person, a script, an editor and a CI server use it: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from collation.check.report import REPORT_FORMATS
from collation.project import create

LEFT = "@article{left2003, author = {Left, A.}, title = {Over}, journal = {Journal}, year = {2003}}\n"
WAIVER = '[[waiver]]\ncheck = "uncited-entry"\ncitekey = "left2003"\nreason = "for the revision"\n'
SECTION = "manuscript/01-introduction.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a new project with an entry that is not cited."""
    folder = tmp_path / "稿"
    create(folder)
    with (folder / "references.bib").open("a") as file:
        file.write(LEFT)
    return folder


def verify(folder: Path) -> None:
    fields = "[author, title, journal, year, volume, number, pages, doi]"
    entry = f"{{status: identified, seen: [{{source: invented, fields: {fields}}}]}}"
    keys = ("murphy2003", "centeno2008", "left2003")
    text = "".join(f"{key}: {entry}\n" for key in keys)
    (folder / "references.evidence.yaml").write_text(text)


def mend(folder: Path) -> None:
    path = folder / "references.bib"
    path.write_text(path.read_text().replace(LEFT, ""))


# --- what is checked ---------------------------------------------------------------------------------------------------


def test_names_are_chosen_on_the_command_line(project: Path, collate) -> None:
    assert collate(project, "check").returncode == 1
    result = collate(project, "check", "--ignore", "narrative,uncited-entry")
    assert result.returncode == 0
    assert "not checked (ignored): " in result.stdout
    result = collate(project, "check", "--select", "names", "--select", "uncited-entry, uncited-entry")
    assert result.returncode == 1
    assert "not checked (not selected): " in result.stdout
    assert collate(project, "check", "--select", "names").returncode == 0
    result = collate(project, "check", "--select", "nams")
    assert (result.returncode, result.stdout) == (
        2,
        "error: --select: there is no check nams; did you mean the family names?\n",
    )
    assert collate(project, "check", "--ignore", "unresolved-citekey").returncode == 2


def test_a_waiver_lets_the_build_go_on_and_is_counted_in_the_report(project: Path, collate, run) -> None:
    assert run(project, "collate", "build", "html").returncode == 1
    (project / "waivers.toml").write_text(WAIVER)
    result = collate(project, "check")
    assert result.returncode == 0
    assert "accepted: 1 by waivers.toml\n" in result.stdout
    assert run(project, "collate", "build", "html").returncode == 0
    assert "accepted: 1 by waivers.toml\n" in (project / "out" / "check.txt").read_text(encoding="utf-8")
    (project / "waivers.toml").write_text(WAIVER.replace("left2003", "lost2003"))
    assert run(project, "collate", "build", "html").returncode == 1, "the build sees that the waivers have changed"


def test_waivers_that_cannot_be_read_end_check_and_build_with_their_place(project: Path, collate, run) -> None:
    (project / "waivers.toml").write_text(WAIVER + "[[waiver]]\ncheck = 3\n")
    for result in (collate(project, "check"), run(project, "collate", "build")):
        assert result.returncode == 2
        assert "error: waivers.toml:5: check must be a text that is not empty\n" in result.stdout


def test_an_old_project_takes_up_a_baseline_and_shrinks_it(project: Path, collate, run) -> None:
    result = collate(project, "check", "--write-baseline")
    assert result.returncode == 0
    assert "baseline.json accepts " in result.stdout
    assert " by baseline.json\n" in result.stdout
    assert run(project, "collate", "build", "html").returncode == 0
    with (project / "references.bib").open("a") as file:
        file.write(LEFT.replace("left2003", "new2024").replace("Over", "Something else entirely"))
    result = collate(project, "check")
    assert result.returncode == 1
    assert "new2024 is never cited" in result.stdout
    assert "left2003 is never cited" not in result.stdout
    mend(project)
    assert "no longer found: uncited-entry in references.bib (left2003) (" in collate(project, "check").stdout
    collate(project, "check", "--write-baseline")
    assert "no longer found" not in collate(project, "check").stdout


def test_an_error_past_which_nothing_can_be_printed_stays_out_of_the_baseline(project: Path, collate) -> None:
    with (project / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n外泌体[@nobody1999]。\n")
    result = collate(project, "check", "--write-baseline")
    assert result.returncode == 1
    assert "error[unresolved-citekey]" in result.stdout


def test_a_strict_run_fails_at_warnings_at_what_is_not_verified_and_at_the_baseline(project: Path, collate) -> None:
    ignore = ("--ignore", "missing-statement")
    collate(project, "check", "--write-baseline")
    assert collate(project, "check", *ignore).returncode == 0
    verify(project)
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 1
    assert "error[uncited-entry]: left2003" in result.stdout
    mend(project)
    (project / "baseline.json").unlink()
    assert collate(project, "check", "--strict", *ignore).returncode == 0
    (project / "waivers.toml").write_text(WAIVER)
    assert collate(project, "check", *ignore).returncode == 0
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 1
    assert "warning[unused-waiver]" in result.stdout
    assert "strict: 1 finding to mend or waive\n" in result.stdout
    (project / "waivers.toml").unlink()
    (project / "references.evidence.yaml").write_text("{}\n")
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 1
    assert result.stdout.count("note[unverified-entry]") == 2, "what makes the run fail is shown"


def test_a_strict_run_of_which_not_everything_was_checked_is_not_clean(project: Path, collate) -> None:
    mend(project)
    (project / "references.evidence.yaml").unlink(missing_ok=True)
    ignore = ("--ignore", "missing-statement")
    assert collate(project, "check", *ignore).returncode == 0
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 3
    assert "strict: 0 findings to mend or waive; not everything was checked\n" in result.stdout
    assert "not everything could be checked: unverified-entry did not run (no evidence file says" in result.stdout
    assert "`collate explain unverified-entry` shows how references.evidence.yaml records" in result.stdout
    verify(project)
    assert collate(project, "check", "--strict", *ignore).returncode == 0
    assert collate(project, "check", "--strict", "--ignore", "missing-statement,unverified-entry").returncode == 3


def test_a_newcomer_sees_what_is_not_verified_and_where_to_record_it(tmp_path: Path, collate) -> None:
    told = collate(tmp_path, "new", "mine").stdout.splitlines()[1]
    assert told.startswith("`collate check --project mine --notes` lists ")
    notes = collate(tmp_path, *told.split("`")[1].split()[1:])
    assert notes.returncode == 0
    assert notes.stdout.count("note[unverified-entry]") == 2
    strict = collate(tmp_path / "mine", "check", "--strict")
    assert strict.returncode == 1
    assert "strict: 2 findings to mend or waive\n" in strict.stdout
    places = re.findall(r"help: look it up and record the source at (\S+):(\d+):\d+", strict.stdout)
    assert [path for path, _ in places] == ["references.evidence.yaml"] * 2
    path = tmp_path / "mine" / "references.evidence.yaml"
    text = path.read_text(encoding="utf-8").replace("fields: [year, volume", "fields: [journal, year, volume")
    text = text.replace("  not-seen: [journal]\n", "")
    path.write_text(text, encoding="utf-8")
    assert collate(tmp_path / "mine", "check", "--strict").returncode == 0


# --- how it is shown ---------------------------------------------------------------------------------------------------


def test_a_clean_project_is_told_in_a_few_lines_or_in_none(project: Path, collate) -> None:
    mend(project)
    result = collate(project, "check")
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) <= 5
    assert collate(project, "check", "--quiet").stdout == ""
    result = collate(project, "check", "--quiet", "--require-verified")
    how = "`collate explain unverified-entry` shows how references.evidence.yaml records what you looked up"
    message = f"not everything could be checked: 0 of 2 works are verified in every field; {how}\n"
    assert (result.returncode, result.stdout) == (3, message)


def test_quiet_shows_what_makes_the_run_fail_and_nothing_else(project: Path, collate) -> None:
    (project / "waivers.toml").write_text(WAIVER.replace("left2003", "lost2003"))
    result = collate(project, "check", "--quiet")
    assert result.returncode == 1
    assert "error[uncited-entry]: left2003 is never cited" in result.stdout
    assert "unused-waiver" not in result.stdout
    assert "checked" not in result.stdout


def test_statistics_count_the_findings_of_each_check(project: Path, collate) -> None:
    more = LEFT.replace("left2003", "right2004").replace("Over", "A wholly different matter")
    with (project / "references.bib").open("a") as file:
        file.write(more)
    lines = collate(project, "check", "--statistics", "--ignore", "manuscript,entries").stdout.splitlines()
    assert lines[0].split() == ["2", "error", "uncited-entry"]
    assert lines[-1] == "2 errors"


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_each_format_is_printed_or_written_to_a_file(form: str, project: Path, tmp_path: Path, collate) -> None:
    printed = collate(project, "check", "--format", form)
    assert printed.returncode == 1
    result = collate(project, "check", "--output", f"{form}={tmp_path}/reports/check.{form}")
    assert (tmp_path / "reports" / f"check.{form}").read_text(encoding="utf-8") == printed.stdout
    assert result.stdout == collate(project, "check").stdout
    result = collate(project, "check", "--quiet", "--format", form, "--output", "out/check")
    assert (project / "out" / "check").read_text(encoding="utf-8") == printed.stdout
    assert result.stdout == collate(project, "check", "--quiet").stdout
    assert not list(project.rglob("*.tmp"))


def test_several_reports_come_of_one_run(project: Path, collate) -> None:
    outputs = [f"--output={form}=out/check.{form}" for form in ("json", "sarif", "junit")]
    result = collate(project, "check", "--format", "github", *outputs)
    assert result.returncode == 1
    assert result.stdout.startswith("::")
    count = len(result.stdout.splitlines())
    assert len(json.loads((project / "out" / "check.json").read_text())["findings"]) == count
    assert len(json.loads((project / "out" / "check.sarif").read_text())["runs"][0]["results"]) == count
    assert ET.parse(project / "out" / "check.junit").getroot().tag == "testsuites"


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("sarf=check.sarif", "error: --output sarf=check.sarif: there is no format sarf; there are text, json, "),
        ("references.bib", "error: --output references.bib: references.bib is a source of the project; name another file"),
        ("json=manuscript/../references.bib", "is a source of the project"),
        ("json=manuscript/01-introduction.md", "is a source of the project"),
        ("json=pyproject.toml", "is a source of the project"),
        ("json=waivers.toml", "is a source of the project"),
        ("json=", "error: --output json=: names no file"),
        ("json=manuscript", "error: --output json=manuscript: names no file"),
        ("json=/dev/null", "error: --output json=/dev/null: names no file"),
        ("json=references.bib/x", "error: "),
        ("json=styles/csl/own.csl", "is a source of the project"),
        ("json=styles", "error: --output json=styles: "),
        ("json=manuscript/figures/new.json", "is a source of the project"),
        ("json=.gitignore", "is a source of the project"),
        ("json=.doit.db", "is a product of the build"),
        ("out", "is a product of the build"),
        ("json=notes.txt", "error: --output json=notes.txt: notes.txt is there already and is no report; name another"),
        ("json=other.sarif", "is there already and is no report"),
    ],
)  # fmt: skip
def test_a_report_is_never_written_over_a_source(output: str, message: str, project: Path, collate) -> None:
    (project / "styles" / "csl").mkdir(parents=True)
    (project / "styles" / "csl" / "own.csl").write_text("<style/>")
    (project / "notes.txt").write_text("verified against a source in every field: no\n")
    (project / "other.sarif").write_text('{"runs": [{"tool": {"driver": {"name": "another"}}}]}\n')
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = collate(project, "check", "--output", output)
    assert result.returncode == 2
    assert message in result.stdout
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_a_report_is_written_over_one_of_an_earlier_run(form: str, project: Path, collate) -> None:
    for _ in range(2):
        assert collate(project, "check", "--output", f"{form}=report").returncode == 1
    mend(project)
    for other in REPORT_FORMATS:
        assert collate(project, "check", "--output", f"{form}=report").returncode == 0
        assert collate(project, "check", "--output", f"{other}=report").returncode == 0
    assert (project / "report").is_file()


def test_outputs_are_marked_stale_even_where_a_report_cannot_be_written(project: Path, collate) -> None:
    (project / "out").mkdir()
    (project / "out" / "manuscript.pdf").write_text("of the last build")
    result = collate(project, "check", "--output", "/proc/nope/x")
    assert result.returncode == 2
    assert "error[uncited-entry]: left2003" in result.stdout
    assert [path.name for path in (project / "out").iterdir()] == ["manuscript.stale.pdf"]


def test_a_strict_run_honours_what_is_waived_of_the_verification(project: Path, collate) -> None:
    mend(project)
    ignore = ("--ignore", "missing-statement")
    (project / "references.evidence.yaml").write_text("{}\n")
    assert collate(project, "check", "--strict", *ignore).returncode == 1
    waiver = '[[waiver]]\ncheck = "unverified-entry"\ncitekey = "{}"\nreason = "seen on paper"\n'
    text = waiver.format("murphy2003")
    (project / "waivers.toml").write_text(text)
    assert collate(project, "check", "--strict", *ignore).returncode == 1, "one is left"
    (project / "waivers.toml").write_text(text + waiver.format("centeno2008"))
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 0
    assert "verified against a source in every field: 0 of 2 works (2 not, as accepted)\n" in result.stdout
    assert collate(project, "check", "--require-verified", *ignore).returncode == 3, "waived is not verified"
    (project / "waivers.toml").unlink()
    (project / "collation.toml").write_text('[per-file]\n"references.bib" = ["unverified-entry"]\n')
    result = collate(project, "check", "--strict", *ignore)
    assert result.returncode == 0
    assert "(2 not, as accepted)" in result.stdout


@pytest.mark.parametrize("style", ["gb-t-7714-2015-numerik", "apa"])
def test_a_style_that_cannot_be_is_refused_where_it_is_set(style: str, project: Path, collate, run) -> None:
    (project / "collation.toml").write_text(f'# 设置\nstyle = "{style}"\n', encoding="utf-8")
    mend(project)
    for result in (collate(project, "check"), run(project, "collate", "build", "html")):
        assert result.returncode == 2
        assert "error: collation.toml:2: " in result.stdout


@pytest.mark.parametrize("command", ["collate check", "collate explain", "collate build html", "collate --version"])
def test_a_standard_output_that_is_closed_changes_nothing(command: str, project: Path, run) -> None:
    mend(project)
    result = run(project, "sh", "-c", f"{command} >&-")
    assert result.returncode == 0
    assert "rror" not in result.stdout


def test_two_reports_cannot_be_one_file(project: Path, collate) -> None:
    result = collate(project, "check", "--output", "json=out/check", "--output", "sarif=out/check")
    assert (result.returncode, result.stdout) == (2, "error: --output: two reports cannot both be check\n")


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_a_report_for_programs_is_utf8_whatever_the_terminal_is(form: str, project: Path, environment) -> None:
    with (project / SECTION).open("a", encoding="utf-8") as file:
        file.write("\n外泌体[@外泌体1999]\U0001f410。\n")
    printed = [
        subprocess.run(
            ["collate", "check", "--format", form],
            cwd=project,
            env=environment(PYTHONUTF8="0", PYTHONIOENCODING=encoding),
            capture_output=True,
            check=False,
        ).stdout
        for encoding in ("utf-8", "ascii", "gb18030")
    ]
    assert printed[0] == printed[1] == printed[2]
    assert "外泌体1999".encode() in printed[0]


def test_a_format_that_is_not_there_is_refused(project: Path, collate) -> None:
    result = collate(project, "check", "--format", "xml")
    assert result.returncode == 2
    assert "invalid choice: 'xml'" in result.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--diff --fix", "--diff changes nothing, so --fix cannot go with it"),
        ("--fix --diff", "--diff changes nothing, so --fix cannot go with it"),
        ("--diff --offer --format json", "--diff changes nothing, so --offer cannot go with it"),
        ("--diff --write-baseline", "--diff changes nothing, so --write-baseline cannot go with it"),
        ("--diff --format json", "--diff shows what would change in place of a report, so --format cannot go with it"),
        ("--diff --output x", "--diff shows what would change in place of a report, so --output cannot go with it"),
        ("--diff --strict", "--diff shows what would change in place of a report, so --strict cannot go with it"),
        ("--diff --notes", "--diff shows what would change in place of a report, so --notes cannot go with it"),
        ("--quiet --notes", "--quiet shows only what makes the run fail, so --notes cannot go with it"),
        ("--quiet --statistics", "--quiet shows only what makes the run fail, so --statistics cannot go with it"),
        ("--statistics --notes", "--statistics counts the findings and lists none, so --notes cannot go with it"),
        ("--statistics --format sarif", "--statistics is for the text, so --format sarif cannot go with it"),
        ("--format json --quiet --output sarif=x", "--quiet is for the text, so --format json cannot go with it"),
        ("--strict --write-baseline", "--strict leaves the baseline aside, so --write-baseline cannot go with it"),
        ("--select=", "--select names no check; `collate explain` lists them all"),
        ("--ignore=,", "--ignore names no check; `collate explain` lists them all"),
        ("--select names --select=", "--select names no check; `collate explain` lists them all"),
        ("--ignore uncited-entri", "--ignore: there is no check uncited-entri; did you mean uncited-entry?"),
        ("--ignore names,narative", "--ignore: there is no check narative; did you mean the family narrative?"),
        ("--select 引用", "--select: there is no check 引用"),
        ("--ignore broken-entry", "--ignore: broken-entry must stay an error, for what it finds cannot be printed"),
    ],
)
def test_what_contradicts_itself_or_names_nothing_is_refused(
    options: str, message: str, project: Path, collate
) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    result = collate(project, "check", *options.split())
    assert (result.returncode, result.stdout) == (2, f"error: {message}\n")
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "options",
    [
        "--fix --offer --format json",
        "--fix --write-baseline --quiet",
        "--strict --require-verified --notes",
        "--statistics --format sarif --output out/x",
        "--quiet --format text --output json=out/x",
        "--diff --select names --ignore narrative",
        "--select names, --select ,uncited-entry",
    ],
)
def test_what_goes_together_is_done(options: str, project: Path, collate) -> None:
    assert "error: --" not in collate(project, "check", *options.split()).stdout


def test_explain_of_all_and_of_one_is_refused(tmp_path: Path, collate) -> None:
    result = collate(tmp_path, "explain", "--all", "names")
    assert (result.returncode, result.stdout) == (2, "error: --all explains every check, so names cannot go with it\n")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("collation.toml", "# 设置\nignore = ['']\n", "error: collation.toml:2: the setting ignore: there is no check “”\n"),
        ("collation.toml", "[severity]\nnarrative = 'note'\nuncited = 'note'\n", "error: collation.toml:3: the setting severity: "),
        ("collation.toml", "per-file = {x = ['narrativ']}\n", "error: collation.toml:1: the setting per-file: there is no check narrativ; did you mean the family narrative?\n"),
    ],
)  # fmt: skip
def test_a_name_in_the_settings_that_is_none_is_shown_where_it_stands(name, content, message, project, collate) -> None:
    (project / name).write_text(content, encoding="utf-8")
    result = collate(project, "check")
    assert result.returncode == 2
    assert message in result.stdout


def test_a_pattern_that_matches_no_file_is_a_finding_in_the_settings(project: Path, collate) -> None:
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.collation.per-file]\n"01-*.md" = ["narrative"]\n')
    result = collate(project, "check")
    assert "pyproject.toml:10:2: warning[unmatched-pattern]: no file of the project matches 01-*.md\n" in result.stdout
    assert '  10 │ "01-*.md" = ["narrative"]\n      │  ^^^^^^^\n' in result.stdout
    assert "help: did you mean manuscript/01-introduction.md?\n" in result.stdout


@pytest.mark.parametrize("pattern", ["./references.bib", "references.bib/../references.bib", "./*.bib"])
def test_a_pattern_with_a_dot_is_told_what_it_may_mean(pattern: str, project: Path, collate) -> None:
    (project / "collation.toml").write_text(f'[per-file]\n"{pattern}" = ["narrative"]\n', encoding="utf-8")
    result = collate(project, "check")
    assert ("did you mean references.bib?" in result.stdout) == pattern.startswith("./")


def test_what_is_waived_is_not_mended(project: Path, collate) -> None:
    pages = LEFT.replace("left2003", "murphy2003").replace("}}\n", "}, pages = {pp. 3--9}}\n")
    (project / "references.bib").write_text(pages)
    (project / SECTION).write_text("山羊[@murphy2003]。\n", encoding="utf-8")
    assert collate(project, "check", "--diff", "--select", "page-form").returncode == 1
    (project / "waivers.toml").write_text(
        WAIVER.replace("uncited-entry", "page-form").replace("left2003", "murphy2003")
    )
    result = collate(project, "check", "--diff", "--select", "page-form")
    assert (result.returncode, result.stdout) == (0, "nothing to change\n")
