"""The reports for programs: each valid by its standard, whatever the findings say."""

from __future__ import annotations

import io
import json
import re
from importlib.resources import files
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
from hypothesis import HealthCheck, given, settings

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.acceptance import examine, write_baseline
from collation.check.explain import project_files
from collation.check.families import FAMILIES
from collation.check.report import REPORT_FORMATS, write
from collation.diagnostics import Diagnostic, Edit, Fix, Location, Severity, cells
from collation.project import load
from schemas import validator

from .conftest import reports

SECTION = "manuscript/01-introduction.md"
MURPHY = "@article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
JO = "@article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}\n"
TOH = "@article{toh2018, author = {Toh, W.}, title = {Vesicles}, journal = {Journal}, year = {2018}}\n"
WAIVER = '[[waiver]]\ncheck = "uncited-entry"\ncitekey = "toh2018"\nreason = "for the revision"\n'
FAULTY = {"references.bib": MURPHY + JO + TOH, "waivers.toml": WAIVER, SECTION: "山羊[@murphy2003; @murphy2030]。\n"}
OWN = jsonschema.Draft202012Validator(
    json.loads(files("collation.check.report").joinpath("report.schema.json").read_text(encoding="utf-8"))
)
SARIF = validator("sarif-2.1.0")
WHATEVER = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stored(text: str) -> str:
    """Return a report as it stands in a file."""
    return text.encode("utf-8", "replace").decode()


# --- whatever is found -------------------------------------------------------------------------------------------------


@WHATEVER
@given(report=reports())
def test_json_has_the_form_that_its_schema_describes(report: catalogue.Report, subject) -> None:
    data = json.loads(stored(write("json", report, *subject)))
    OWN.validate(data)
    assert len(data["findings"]) == len(report.diagnostics)
    assert len(data["accepted"]) == len(report.accepted)
    names = [item["fingerprint"] for item in (*data["findings"], *data["accepted"])]
    assert len(set(names)) == len(names)


@WHATEVER
@given(report=reports())
def test_sarif_is_valid_by_the_official_schema(report: catalogue.Report, subject) -> None:
    data = json.loads(stored(write("sarif", report, *subject)))
    SARIF.validate(data)
    (run,) = data["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == list(report.ran)
    everything = [*report.diagnostics, *(item.diagnostic for item in report.accepted)]
    assert len(run["results"]) == len(everything)
    for result, found in zip(run["results"], everything, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == found.code
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(uri, errors="surrogatepass").endswith(found.location.path)
        assert uri.isascii()
        assert not set(uri.removeprefix("file:")) & set(" \n:?#")


@WHATEVER
@given(report=reports())
def test_junit_is_xml_that_a_reader_of_junit_reads(report: catalogue.Report, subject) -> None:
    text = stored(write("junit", report, *subject))
    root = ET.fromstring(text)
    suites = junitparser.JUnitXml.fromroot(root)
    assert [suite.name for suite in suites] == list(FAMILIES)
    cases = [case for suite in suites for case in suite]
    assert [case.name for case in cases] == [check.CODE for check in catalogue.CHECKS]
    failing = {found.code for found in report.failures}
    assert {
        case.name for case in cases if any(isinstance(item, junitparser.Failure) for item in case.result)
    } == failing
    assert {case.name for case in cases if case.is_skipped} == {code for code, _ in report.skipped}
    for element in (root, *root):
        assert int(element.get("tests")) == len(element.findall(".//testcase"))
        assert int(element.get("failures")) == len(element.findall(".//failure"))
        assert int(element.get("skipped")) == len(element.findall(".//skipped"))


@WHATEVER
@given(report=reports())
def test_github_gets_a_command_for_each_finding_on_a_line_of_its_own(report: catalogue.Report, subject) -> None:
    lines = stored(write("github", report, *subject)).splitlines()
    assert len(lines) == len(report.diagnostics)
    for line, found in zip(lines, report.diagnostics, strict=True):
        shown = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert shown, line
        properties = dict(item.split("=", 1) for item in shown[2].split(","))
        assert list(properties) == ["file", "line", "col", "endColumn", "title"]
        assert properties["line"] == str(found.location.line)
        assert properties["title"] == found.code


@WHATEVER
@given(report=reports())
def test_an_editor_gets_one_line_for_each_finding(report: catalogue.Report, subject) -> None:
    lines = stored(write("errorformat", report, *subject)).splitlines()
    assert len(lines) == len(report.diagnostics)
    for line, found in zip(lines, report.diagnostics, strict=True):
        assert re.search(rf":{found.location.line}:\d+: {found.severity}\[{found.code}\]: ", line)


@WHATEVER
@given(report=reports())
def test_the_text_never_raises_and_keeps_the_verdict_at_its_end(report: catalogue.Report, subject) -> None:
    assert re.fullmatch(r"\d+ errors?( and \d+ warnings?)?", write("text", report, *subject).splitlines()[-1])


# --- what each says of a real run --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", REPORT_FORMATS)
@pytest.mark.parametrize("files", [{}, {"references.bib": None}, {"references.bib": b"\xff"}, FAULTY])
def test_a_report_of_a_real_run_is_valid_and_the_same_again(form: str, files, examined) -> None:
    subject = examined(files)
    text = write(form, *subject)
    assert write(form, *subject) == text
    if form == "json":
        OWN.validate(json.loads(text))
    if form == "sarif":
        SARIF.validate(json.loads(text))


def test_the_schema_of_our_own_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(OWN.schema)


@pytest.mark.parametrize("part", ["version", "findings", "summary", "checks"])
def test_the_schema_of_our_own_misses_what_is_missing(part: str, examined) -> None:
    data = json.loads(write("json", *examined(FAULTY)))
    del data[part]
    assert not OWN.is_valid(data)
    data = json.loads(write("json", *examined(FAULTY)))
    data["findings"][0]["more"] = 1
    assert not OWN.is_valid(data)


def test_json_tells_all_that_is_known_of_a_run(examined) -> None:
    data = json.loads(write("json", *examined(FAULTY, ignore=["number-gap"])))
    assert data["summary"] | {"notes": 0} == {
        "failed": True,
        "strict": False,
        "errors": 2,
        "warnings": 0,
        "notes": 0,
        "accepted": 1,
        "citations": 1,
        "works": 1,
        "unresolved": 1,
        "verified": None,
        "waived": 0,
        "sections": 1,
        "entries": 3,
        "unreadable": 0,
    }
    first = data["findings"][0]
    assert (first["path"], first["line"], first["column"], first["length"]) == (SECTION, 1, 17, 11)
    assert (first["check"], first["family"], first["severity"]) == ("unresolved-citekey", "citations", "error")
    assert (
        data["accepted"][0] | {"by": "waiver", "reason": "for the revision", "citekey": "toh2018"}
        == data["accepted"][0]
    )
    assert {"check": "number-gap", "reason": "ignored"} in data["checks"]["skipped"]
    assert data["counts"]["uncited-entry"] == 1


def test_a_fingerprint_outlives_a_move_of_its_line(examined) -> None:
    first = json.loads(write("json", *examined(FAULTY)))["findings"]
    moved = {**FAULTY, SECTION: f"前文。\n\n{FAULTY[SECTION]}", "references.bib": "% 注\n" + FAULTY["references.bib"]}
    second = json.loads(write("json", *examined(moved)))["findings"]
    assert [item["fingerprint"] for item in first] == [item["fingerprint"] for item in second]
    assert [item["line"] for item in first] != [item["line"] for item in second]


def sarif(*subject) -> dict:
    return json.loads(write("sarif", *subject))["runs"][0]


def test_sarif_has_exact_regions_suppressions_and_the_rules_in_words(examined) -> None:
    run = sarif(*examined(FAULTY))
    assert run["columnKind"] == "utf16CodeUnits"
    first, second, waived = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 1, "startColumn": 17, "endLine": 1, "endColumn": 28}
    assert first["message"]["text"].endswith("\nhelp: did you mean @murphy2003?")
    assert "suppressions" not in first
    assert second["locations"][0]["logicalLocations"] == [{"name": "jo2017", "kind": "element"}]
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "waiver: for the revision"}
    ]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["name"] == "UnresolvedCitekey"
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert "```" in rule["help"]["markdown"]
    assert rule["properties"] == {"tags": ["citations"]}


def test_sarif_says_which_checks_did_not_run(examined) -> None:
    (invocation,) = sarif(*examined({"references.bib": None}, ignore=["missing-statement"]))["invocations"]
    told = {item["message"]["text"]: item["level"] for item in invocation["toolExecutionNotifications"]}
    assert told["missing-statement did not run: ignored"] == "note"
    assert told["unresolved-citekey did not run: the bibliography could not be read, or not whole"] == "warning"


def fixed(fix: Fix, path: str = SECTION) -> catalogue.Report:
    found = Diagnostic("raw-markup", Severity.NOTE, Location(path, 1, 1), "x", fix=fix)
    return catalogue.Report((found,), tuple(check.CODE for check in catalogue.CHECKS), ())


def test_sarif_has_a_fix_as_the_stretch_that_it_replaces(examined) -> None:
    _, manuscript, project = examined({SECTION: "一，\n二[@murphy2003]。\n"})
    edits = (Edit(SECTION, 3, 4, "貳"), Edit(SECTION, 1, 4, ""), Edit(SECTION, -1, 0, ""))
    (result,) = sarif(fixed(Fix(edits, is_safe=True, message="write it")), manuscript, project)["results"]
    (fix,) = result["fixes"]
    assert fix["description"] == {"text": "write it"}
    assert fix["properties"] == {"isSafe": True}
    (change,) = fix["artifactChanges"]
    assert [item["deletedRegion"] for item in change["replacements"]] == [
        {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2},
        {"startLine": 1, "startColumn": 2, "endLine": 2, "endColumn": 2},
        {"byteOffset": 0, "byteLength": 3},
    ]
    assert change["replacements"][0]["insertedContent"] == {"text": "貳"}


@pytest.mark.parametrize(
    "fix",
    [
        Fix((), is_safe=False, message="save", encoding="gb18030"),
        Fix((Edit("none", 0, 1, ""),), is_safe=True, message="x"),
    ],
)
def test_sarif_has_no_fix_where_it_has_no_words_for_it(fix: Fix, examined) -> None:
    _, manuscript, project = examined({})
    (result,) = sarif(fixed(fix), manuscript, project)["results"]
    assert "fixes" not in result


def test_github_is_given_the_place_and_the_escapes_that_it_reads(examined) -> None:
    _, manuscript, project = examined({})
    found = Diagnostic("raw-markup", Severity.NOTE, Location("a,b:c%.md", 3, 4, 5), "100%\r\nof: it, all", "do\nthis")
    text = write("github", catalogue.Report((found,), (), ()), manuscript, project)
    assert text == (
        "::notice file=a%2Cb%3Ac%25.md,line=3,col=4,endColumn=9,title=raw-markup::"
        "100%25%0D%0Aof: it, all%0Ahelp: do%0Athis\n"
    )


def test_paths_count_from_the_repository_on_github_and_from_here_in_an_editor(examined, tmp_path, monkeypatch) -> None:
    subject = examined(FAULTY)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.chdir(tmp_path)
    assert f"file={SECTION}," in write("github", *subject)
    assert write("errorformat", *subject).startswith(f"{SECTION}:1:19: error[unresolved-citekey]: ")
    monkeypatch.chdir(tmp_path / "manuscript")
    assert write("errorformat", *subject).startswith(f"../{SECTION}:1:19: ")
    assert f"file={SECTION}," in write("github", *subject), "a project outside is shown by its own paths"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path.parent))
    assert f"file={tmp_path.name}/{SECTION}," in write("github", *subject)
    uri = sarif(*subject)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"{tmp_path.name}/{SECTION}"


def test_columns_are_counted_as_each_reader_counts_them(examined) -> None:
    text = "前\t𠮷e\u0301😀[@murphy2030]，后。\r\n"
    subject = examined({SECTION: text})
    (found,) = (
        item for item in json.loads(write("json", *subject))["findings"] if item["check"] == "unresolved-citekey"
    )
    assert (found["column"], found["length"]) == (8, 11), "characters"
    (result,) = (item for item in sarif(*subject)["results"] if item["ruleId"] == "unresolved-citekey")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startColumn"], region["endColumn"]) == (10, 21), "two units of UTF-16 for what is beyond U+FFFF"
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 1, "startColumn": 11, "endLine": 1, "endColumn": 21}
    units = text.encode("utf-16-le")
    assert units[2 * 9 : 2 * 20].decode("utf-16-le") == "@murphy2030"
    assert f"{SECTION}:1:15: error[unresolved-citekey]: " in write("errorformat", *subject), "cells, with stops of tabs"


@pytest.mark.parametrize(
    ("library", "from_top", "from_here"),
    [
        ("../共 享.bib", "共 享.bib", "../../共 享.bib"),
        ("../../共 享.bib", "{outside}/共 享.bib", "../../../共 享.bib"),
        ("{outside}/共 享.bib", "{outside}/共 享.bib", "../../../共 享.bib"),
        ("lib/共 享.bib", "稿 件/lib/共 享.bib", "../lib/共 享.bib"),
    ],
)
def test_a_file_outside_the_project_is_found_by_whoever_reads_the_report(
    *, library: str, from_top: str, from_here: str, write_project, tmp_path, monkeypatch
) -> None:
    folder = tmp_path / "repository" / "稿 件"
    name = library.format(outside=tmp_path)
    files = {**project_files(()), "references.bib": None, "collation.toml": f'bibliography = "{name}"\n'}
    project = load(write_project(folder, files))
    project.path(name).parent.mkdir(exist_ok=True)
    project.path(name).write_text(MURPHY + JO, encoding="utf-8")
    manuscript = read(project)
    subject = examine(manuscript, project), manuscript, project
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder.parent))
    monkeypatch.chdir(folder / "manuscript")
    seen = from_top.format(outside=tmp_path)
    assert write("github", *subject).startswith(f"::error file={seen},line=2,")
    assert write("errorformat", *subject).startswith(f"{from_here}:2:10: error[uncited-entry]: ")
    (result,) = sarif(*subject)["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(place["uri"]) == (f"file://{seen}" if seen.startswith("/") else seen)
    assert ("uriBaseId" in place) == (not seen.startswith("/"))


def crowded() -> str:
    """Return a section in which much is wrong, on lines that are hard to show."""
    lines = []
    for number in range(50):
        lines += [
            f"段\t落\t有制表符𠮷😀[@nobody{number}]，山羊[@murphy2003]。",
            "很长的句子，𠮷 " * 700 + f"[@lost{number}]" + "，仍未 abc\t" * 600 + "完。",
            f"e\u0301组合\u200b与%,::[@gone{number}]&<>\"'",
            f"后面什么也没有[@last{number}]",
        ]
    return "\r\n\r\n".join(lines) + "\r\n"


def test_a_crowd_of_findings_on_hard_lines_is_told_in_every_form(examined) -> None:
    name = "manuscript/02 引 言,a%b：c.md"
    report, manuscript, project = examined({name: crowded()})
    wanted = {
        (found.location.line, found.location.column) for found in report.diagnostics if found.location.path == name
    }
    assert len(wanted) >= 200
    OWN.validate(json.loads(write("json", report, manuscript, project)))
    SARIF.validate(json.loads(write("sarif", report, manuscript, project)))
    ET.fromstring(write("junit", report, manuscript, project))
    for form in ("github", "errorformat"):
        text = write(form, report, manuscript, project)
        assert len(text.splitlines()) == len(report.diagnostics)
        assert text.isprintable() or set(text) - {"\n"} <= set(filter(str.isprintable, text))
    assert "file=manuscript/02 引 言%2Ca%25b：c.md,line=" in write("github", report, manuscript, project)


def test_each_caret_stands_under_its_word_on_hard_lines(examined) -> None:
    name = "manuscript/02-x.md"
    report, manuscript, project = examined({name: crowded()})
    source = manuscript.source[name].text.split("\n")
    shown = 0
    for block in write("text", report, manuscript, project).split("\n\n"):
        match = re.match(r"manuscript/02-x\.md:(\d+):(\d+): \S+\[unresolved-citekey\].*\n(.*)\n(.*)\n", block)
        if match:
            line, excerpt, carets = source[int(match[1]) - 1], match[3], match[4]
            word = re.match(r"@\w+", line[int(match[2]) - 1 :])
            assert word
            assert cells(excerpt) <= 100
            at = excerpt.index(word[0])
            assert cells(excerpt[:at]) == cells(carets.rstrip("^"))
            assert carets.count("^") == len(word[0])
            shown += 1
    assert shown == 200


def test_junit_shows_a_case_for_each_check(examined) -> None:
    report, manuscript, project = examined(FAULTY, ignore=["missing-statement"])
    suites = junitparser.JUnitXml.fromstring(write("junit", report, manuscript, project).encode())
    cases = {case.name: case for suite in suites for case in suite}
    (failure,) = cases["unresolved-citekey"].result
    assert failure.message == "1 finding"
    assert failure.text.startswith(f"{SECTION}:1:17: error: @murphy2030 has no entry in references.bib (did you mean")
    assert cases["uncited-entry"].system_out.endswith("(accepted: for the revision)")
    assert cases["missing-statement"].is_skipped
    assert cases["missing-field"].is_passed


def test_a_warning_fails_a_junit_case_only_in_a_strict_run(examined) -> None:
    files = {"waivers.toml": WAIVER}
    for is_strict in (False, True):
        report, manuscript, project = examined(files, is_strict=is_strict)
        tree = ET.parse(io.StringIO(write("junit", report, manuscript, project)))
        case = tree.find(".//testcase[@name='unused-waiver']")
        assert [child.tag for child in case] == (["failure"] if is_strict else ["system-out"])


def test_each_way_to_accept_a_finding_is_told(examined) -> None:
    table = '[tool.collation]\nper-file = {"*.bib" = ["missing-field"]}\n'
    bare = "@article{bare2019, author = {Bare, A.}, title = {Nothing}}\n"
    write_baseline(*examined({"pyproject.toml": table, "references.bib": MURPHY + JO}))
    subject = examined({**FAULTY, "pyproject.toml": table, "references.bib": FAULTY["references.bib"] + bare})
    data = json.loads(write("json", *subject))
    assert {(item["by"], item["check"], item["citekey"]) for item in data["accepted"]} >= {
        ("per-file", "missing-field", "bare2019"),
        ("waiver", "uncited-entry", "toh2018"),
        ("baseline", "uncited-entry", "jo2017"),
    }
    assert len(sarif(*subject)["results"]) == len(data["findings"]) + len(data["accepted"])
