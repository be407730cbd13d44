"""What a project accepts is set apart and counted, never lost; what cannot be printed is never accepted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.assemble.manuscript import read
from collation.check import baseline
from collation.check.acceptance import examine, write_baseline
from collation.check.baseline import BaselineError
from collation.check.catalogue import INDISPENSABLE, IndispensableCheckError, Report, UnknownCheckError
from collation.check.explain import project_files
from collation.check.families import FAMILIES
from collation.check.report import text
from collation.check.source_lines import SourceLines
from collation.check.waivers.waiver_file import WaiverError
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript
from collation.project import Project, load

MURPHY = "@article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
JO = "@article{jo2017, author = {Jo, C.}, title = {Knees}, journal = {Journal}, year = {2017}}\n"
TOH = "@article{toh2018, author = {Toh, W.}, title = {Vesicles}, journal = {Journal}, year = {2018}}\n"
WAIVER = '[[waiver]]\ncheck = "uncited-entry"\ncitekey = "jo2017"\nreason = "for the revision"\n'
SECTION = "manuscript/01-introduction.md"

Examine = Callable[..., Report]


@pytest.fixture
def examined(tmp_path: Path, write_project) -> Examine:
    """Give the function that examines a project whose files differ from the one without fault."""

    def run(files: Mapping[str, str | None], **options) -> Report:
        write_project(tmp_path, {**project_files(()), **files})
        project = load(tmp_path)
        return examine(read(project), project, **options)

    return run


def codes(report: Report) -> list[tuple[str, str]]:
    return [(found.code, found.citekey) for found in report.diagnostics]


def accepted(report: Report) -> list[tuple[str, str, str]]:
    return [(item.by, item.diagnostic.citekey, item.reason) for item in report.accepted]


# --- settings ----------------------------------------------------------------------------------------------------------


def test_a_family_can_be_ignored_but_for_what_cannot(examined: Examine) -> None:
    settings = {"pyproject.toml": '[tool.collation]\nignore = ["citations"]\n'}
    report = examined({**settings, "references.bib": MURPHY + JO, SECTION: "Goats [@murphy2003; @nobody1999].\n"})
    assert codes(report) == [("unresolved-citekey", "")]
    skipped = {code for code, reason in report.skipped if reason == "ignored"}
    assert "uncited-entry" in skipped
    assert not skipped & INDISPENSABLE


def test_what_is_selected_runs_with_what_cannot_be_ignored(examined: Examine) -> None:
    files = {"references.bib": MURPHY + JO, SECTION: "Goats [@murphy2003; @nobody1999].\n"}
    report = examined({**files, "pyproject.toml": '[tool.collation]\nselect = ["entries"]\n'})
    assert codes(report) == [("unresolved-citekey", "")]
    assert set(report.ran) >= {"missing-field"} | INDISPENSABLE
    assert ("uncited-entry", "not selected") in report.skipped
    assert codes(examined(files, select=["uncited-entry"]))[-1] == ("uncited-entry", "jo2017")
    assert codes(examined(files, select=["uncited-entry"], ignore=["uncited-entry"]))[1:] == []


def test_a_severity_of_a_check_goes_before_that_of_its_family(examined: Examine) -> None:
    table = 'severity = {uncited-entry = "note", citations = "warning", number-gap = "error"}'
    report = examined({"references.bib": MURPHY + JO, "pyproject.toml": f"[tool.collation]\n{table}\n"})
    assert [(found.code, found.severity) for found in report.diagnostics] == [("uncited-entry", Severity.NOTE)]
    report = examined({SECTION: "[@murphy2003; @nobody1999]\n"})
    assert [found.severity for found in report.diagnostics] == [Severity.ERROR], "a family lowers only what may be"


def test_a_file_may_do_without_a_check_and_that_is_counted(examined: Examine) -> None:
    files = {"library/all.bib": MURPHY + JO, "references.bib": None}
    table = '[tool.collation]\nbibliography = "library/all.bib"\n'
    assert codes(examined({**files, "pyproject.toml": table})) == [("uncited-entry", "jo2017")]
    report = examined({**files, "pyproject.toml": f'{table}per-file = {{"lib*" = ["citations"]}}\n'})
    assert codes(report) == []
    assert accepted(report) == [("per-file", "jo2017", "ignored in lib*")]
    report = examined({**files, "pyproject.toml": f'{table}per-file = {{"manuscript/*" = ["citations"]}}\n'})
    assert codes(report) == [("uncited-entry", "jo2017")]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('select = ["narative"]', "pyproject.toml:2: the setting select: there is no check narative; did you mean the family narrative?"),
        ('per-file = {"*" = ["missing-fild"]}', "pyproject.toml:2: the setting per-file: there is no check missing-fild; did you mean missing-field?"),
        ('per-file = {"*" = ["broken-entry"]}', "pyproject.toml:2: the setting per-file: broken-entry must stay an error"),
        ('ignore = ["files"]', "pyproject.toml:2: the setting ignore: every check of files must stay an error"),
        ('severity = {files = "note"}', "pyproject.toml:2: the setting severity: every check of files must stay an error"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(table: str, message: str, examined: Examine, monkeypatch) -> None:
    from collation.check import catalogue

    monkeypatch.setattr(catalogue, "INDISPENSABLE", INDISPENSABLE | {item.CODE for item in catalogue.FAMILIES["files"]})
    with pytest.raises((UnknownCheckError, IndispensableCheckError)) as raised:
        examined({"pyproject.toml": f"[tool.collation]\n{table}\n"})
    assert str(raised.value).startswith(message)


# --- waivers -----------------------------------------------------------------------------------------------------------


def test_what_is_waived_is_set_apart_with_its_reason(examined: Examine) -> None:
    report = examined({"references.bib": MURPHY + JO + TOH, "waivers.toml": WAIVER})
    assert codes(report) == [("uncited-entry", "toh2018")]
    assert accepted(report) == [("waiver", "jo2017", "for the revision")]


def test_the_waivers_may_have_another_name(examined: Examine) -> None:
    files = {"references.bib": MURPHY + JO, "notes/ok.toml": WAIVER}
    assert codes(examined({**files, "pyproject.toml": '[tool.collation]\nwaivers = "notes/ok.toml"\n'})) == []
    assert codes(examined({**files, "pyproject.toml": None})) == [("uncited-entry", "jo2017")]


@pytest.mark.parametrize("code", sorted(INDISPENSABLE | {"unused-waiver"}))
def test_what_cannot_be_printed_cannot_be_waived(code: str, examined: Examine) -> None:
    with pytest.raises(WaiverError, match=rf"^waivers\.toml:5: {code} cannot be waived"):
        examined({"references.bib": MURPHY + JO, "waivers.toml": WAIVER + WAIVER.replace("uncited-entry", code)})


def test_a_waiver_of_no_check_is_refused_with_the_nearest(examined: Examine) -> None:
    with pytest.raises(
        WaiverError, match=r"^waivers\.toml:1: there is no check uncited-entri; did you mean uncited-entry\?"
    ):
        examined({"waivers.toml": WAIVER.replace("uncited-entry", "uncited-entri")})


def test_an_unused_waiver_has_the_severity_of_the_settings(examined: Examine) -> None:
    files = {"waivers.toml": WAIVER}
    assert [found.severity for found in examined(files).diagnostics] == [Severity.WARNING]
    settings = {"pyproject.toml": '[tool.collation]\nseverity = {waivers = "error"}\n'}
    assert [found.severity for found in examined({**files, **settings}).diagnostics] == [Severity.ERROR]
    settings = {"pyproject.toml": '[tool.collation]\nignore = ["unused-waiver"]\n'}
    assert examined({**files, **settings}).diagnostics == ()


# --- the baseline ------------------------------------------------------------------------------------------------------


def taken_up(folder: Path) -> Project:
    project = load(folder)
    manuscript = read(project)
    write_baseline(examine(manuscript, project, uses_baseline=False), manuscript, project)
    return project


def test_what_was_there_is_counted_and_what_is_new_reported(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO})
    taken_up(tmp_path)
    report = examined({"references.bib": "% moved\n\n" + TOH + MURPHY + JO})
    assert codes(report) == [("uncited-entry", "toh2018")]
    assert accepted(report) == [("baseline", "jo2017", "in baseline.json")]
    assert report.gone == ()


def test_a_baseline_shrinks(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO + TOH})
    taken_up(tmp_path)
    report = examined({"references.bib": MURPHY + TOH})
    assert report.gone == ("uncited-entry in references.bib (jo2017)",)
    project = taken_up(tmp_path)
    assert [item.citekey for item in baseline.read(project)] == ["toh2018"]
    assert codes(examined({"references.bib": MURPHY + JO + TOH})) == [("uncited-entry", "jo2017")]


def test_of_findings_that_are_alike_as_many_are_accepted_as_there_were(examined: Examine, tmp_path: Path) -> None:
    files = {"manuscript/figures/x.png": ""}
    examined({**files, "manuscript/02-images.md": "![](figures/x.png)\n\n" * 2})
    project = taken_up(tmp_path)
    counts = {item.check: count for item, count in baseline.read(project).items()}
    assert counts["missing-alternative-text"] == 2
    report = examined({**files, "manuscript/02-images.md": "![](figures/x.png)\n\n" * 3})
    assert [found.code for found in report.diagnostics].count("missing-alternative-text") == 1


def test_what_cannot_be_printed_is_never_in_a_baseline(examined: Examine, tmp_path: Path) -> None:
    files = {
        SECTION: "[@murphy2003; @nobody1999]\n",
        "references.bib": MURPHY + JO,
        "waivers.toml": WAIVER * 2 + WAIVER.replace("jo2017", "toh2018"),
    }
    examined(files)
    project = taken_up(tmp_path)
    assert baseline.read(project) == {}
    assert codes(examined(files)) == [("unresolved-citekey", ""), ("unused-waiver", "toh2018")]
    item = {
        "check": "unresolved-citekey",
        "path": SECTION,
        "citekey": "",
        "text": "[@murphy2003; @nobody1999]",
        "count": 1,
    }
    examined({"baseline.json": json.dumps({"version": 1, "findings": [item]})})
    report = examined(files)
    assert ("unresolved-citekey", "") in codes(report), "written by hand it accepts nothing either"


def test_checks_that_did_not_run_keep_what_they_have_in_the_baseline(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO})
    before = baseline.read(taken_up(tmp_path))
    project = load(tmp_path)
    manuscript = read(project)
    report = examine(manuscript, project, select=["missing-field"], uses_baseline=False)
    assert write_baseline(report, manuscript, project) == 1
    assert baseline.read(project) == before
    assert examine(manuscript, project, select=["missing-field"]).gone == ()


def test_a_strict_run_leaves_the_baseline_aside(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO})
    taken_up(tmp_path)
    assert codes(examined({}, is_strict=True)) == []
    assert codes(examined({"references.bib": MURPHY + JO}, is_strict=True)) == [("uncited-entry", "jo2017")]


def test_the_baseline_is_written_the_same_again(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO + TOH})
    taken_up(tmp_path)
    first = (tmp_path / "baseline.json").read_bytes()
    taken_up(tmp_path)
    assert (tmp_path / "baseline.json").read_bytes() == first
    assert json.loads(first)["version"] == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{\n\n]", "baseline.json:3: not valid JSON: "),
        ("[" * 100_000, "baseline.json:1: "),
        ("[]", "baseline.json:1: is not a baseline that Collation wrote; if it was a baseline, remove it, and `collate"),
        ('{"version": 2}', "baseline.json:1: is not a baseline that Collation wrote; "),
        ('{"version": "2", "findings": []}', "baseline.json:1: is not a baseline that Collation wrote; "),
        ('{"version": 2, "findings": []}', "baseline.json:1: has the version 2, and this Collation reads 1; `collate"),
        ('{"version": 1, "findings": [3]}', "baseline.json:1: is not as Collation writes it"),
        ('{"version": 1, "findings": [{"check": "a", "path": "", "citekey": 3, "text": "", "count": 1}]}', "baseline.json:1: is not as"),
        ('{"version": 1, "findings": [{"check": "a", "path": "", "citekey": "", "text": "", "count": 0}]}', "baseline.json:1: is not as"),
    ],
)  # fmt: skip
def test_a_baseline_that_cannot_be_read_is_refused(
    content: str, message: str, examined: Examine, tmp_path: Path
) -> None:
    with pytest.raises(BaselineError) as raised:
        examined({"baseline.json": content})
    assert str(raised.value).startswith(message)
    is_baseline = '"findings": [' in content and '"2"' not in content
    if is_baseline:
        taken_up(tmp_path)
        assert baseline.read(load(tmp_path)) == {}
    else:
        with pytest.raises(BaselineError):
            taken_up(tmp_path)
        assert (tmp_path / "baseline.json").read_text() == content


@pytest.mark.parametrize("name", ["notes/data.json", "README.md", "styles/own.csl"])
def test_nothing_but_a_baseline_is_ever_written_over_by_one(name: str, examined: Examine, tmp_path: Path) -> None:
    content = '{"version": "1.0.0", "name": "data"}' if name.endswith("json") else "# 说明\n"
    settings = {"pyproject.toml": f'[tool.collation]\nbaseline = "{name}"\n'}
    examined({})
    for path, written in {**settings, name: content}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(written, encoding="utf-8")
    project = load(tmp_path)
    manuscript = read(project)
    report = examine(manuscript, project, uses_baseline=False)
    with pytest.raises(BaselineError, match=re.escape(f"{name}:1: ")):
        write_baseline(report, manuscript, project)
    assert (tmp_path / name).read_text(encoding="utf-8") == content


def row(check: str, count: int) -> dict[str, object]:
    return {"check": check, "path": "references.bib", "citekey": "jo2017", "text": "", "count": count}


def test_a_baseline_forgets_checks_that_are_no_more(examined: Examine, tmp_path: Path) -> None:
    examined({"baseline.json": json.dumps({"version": 1, "findings": [row("late-check", 2), row("missing-field", 1)]})})
    project = load(tmp_path)
    manuscript = read(project)
    report = examine(manuscript, project, select=["uncited-entry"], uses_baseline=False)
    assert write_baseline(report, manuscript, project) == 1
    assert [item.check for item in baseline.read(project)] == ["missing-field"]


def test_a_large_count_costs_nothing(examined: Examine) -> None:
    rows = [row("uncited-entry", 3_000_000_000)]
    report = examined({"baseline.json": json.dumps({"version": 1, "findings": rows})})
    assert report.gone == ("uncited-entry in references.bib (jo2017), 3000000000 times",)


def test_a_baseline_that_is_a_link_stays_one(examined: Examine, tmp_path: Path) -> None:
    examined({"references.bib": MURPHY + JO, "shared/known.json": '{"version": 1, "findings": []}'})
    (tmp_path / "baseline.json").symlink_to("shared/known.json")
    taken_up(tmp_path)
    assert (tmp_path / "baseline.json").is_symlink()
    assert "jo2017" in (tmp_path / "shared/known.json").read_text(encoding="utf-8")


def test_a_baseline_that_is_not_utf8_is_refused(examined: Examine, tmp_path: Path) -> None:
    examined({})
    (tmp_path / "baseline.json").write_bytes(b'{"version": "\xff"}')
    with pytest.raises(BaselineError, match=r"^baseline\.json:1: cannot be read"):
        examined({})


def test_an_edit_far_off_in_a_long_paragraph_changes_no_fingerprint() -> None:
    from collation.diagnostics import Diagnostic, Location

    long = "很长的句子，" * 30
    found = Diagnostic("raw-markup", Severity.WARNING, Location(SECTION, 1, len(long) + 1, 4), "x")
    moved = Diagnostic("raw-markup", Severity.WARNING, Location(SECTION, 9, len(long) + 3, 4), "x")
    assert baseline.known(found, f"{long}<br>其后") == baseline.known(moved, f"新增{long}<br>其后")
    assert baseline.known(found, f"{long}<br>其后") != baseline.known(found, f"{long}<hr>其后")


FAULTS = {
    "references.bib": MURPHY
    + JO
    + TOH
    + TOH.replace("toh2018", "toh2019").replace("Vesicles", "Cartilage in goats")
    + JO.replace("jo2017", "bare2020").replace("journal = {Journal}, ", "").replace("Knees", "Synovium"),
    SECTION: "山羊[@murphy2003]与![](figures/x.png)，又![](figures/x.png)，<b>又</b>[@nobody1999]。\n",
    "manuscript/figures/x.png": "",
    "manuscript/metadata.yaml": "title: {zh: 题名}\nauthors: [{name: {zh: 王强}}]\n",
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory, write_project) -> tuple[Manuscript, Project, Counter[Diagnostic]]:
    """Give a manuscript with many faults, its project, and all that is found in it."""
    project = load(write_project(tmp_path_factory.mktemp("faulty"), {**project_files(()), **FAULTS}))
    manuscript = read(project)
    return manuscript, project, Counter(examine(manuscript, project).diagnostics)


@given(data=st.data())
def test_nothing_that_is_found_is_ever_lost(data: st.DataObject, faulty) -> None:
    manuscript, project, everything = faulty
    lines = SourceLines(manuscript, project)
    subsets = st.lists(st.sampled_from(sorted(everything, key=str)), unique=True)
    waivable = [found for found in data.draw(subsets) if found.code not in INDISPENSABLE]
    known = [found for found in data.draw(subsets) if found.code not in baseline.NEVER]
    rows = Counter(baseline.known(found, lines.of(found.location)) for found in known)
    waivers = "".join(
        f'[[waiver]]\ncheck = "{found.code}"\nreason = "x"\n'
        + (f'citekey = "{found.citekey}"\n' if found.citekey else f'path = "{found.location.path}"\n')
        for found in waivable
    )
    project.path("waivers.toml").write_text(waivers, encoding="utf-8")
    findings = [
        {"check": item.check, "path": item.path, "citekey": item.citekey, "text": item.text, "count": count}
        for item, count in rows.items()
    ]
    project.path("baseline.json").write_text(json.dumps({"version": 1, "findings": findings}), encoding="utf-8")
    globs = data.draw(st.lists(st.sampled_from(["*", "*.bib", "manuscript/*"]), unique=True))
    families = data.draw(st.lists(st.sampled_from([name for name, checks in FAMILIES.items() if checks]), min_size=1))
    chosen = replace(project, per_file=tuple((glob, tuple(families)) for glob in globs))
    report = examine(manuscript, chosen, is_strict=data.draw(st.booleans()))
    reported = [found for found in report.diagnostics if found.code != "unused-waiver"]
    assert Counter(reported) + Counter(item.diagnostic for item in report.accepted) == everything
    assert not {item.diagnostic.code for item in report.accepted} & INDISPENSABLE
    assert not report.is_strict or all(item.by != "baseline" for item in report.accepted)
    written = text.write(report, manuscript, chosen)
    accepted = re.search(r"^accepted: (.+)$", written, re.MULTILINE)
    assert sum(map(int, re.findall(r"(\d+) by", accepted[1] if accepted else ""))) == len(report.accepted)


# --- the report of it --------------------------------------------------------------------------------------------------


def test_the_text_counts_what_is_accepted_and_names_what_is_gone(examined: Examine, tmp_path: Path) -> None:
    more = "".join(
        TOH.replace("toh2018", f"toh20{n}").replace("Vesicles", f"{'ABCDE'[n % 5]}esicles {n}" * n)
        for n in range(19, 23)
    )
    examined({"references.bib": MURPHY + JO + TOH + more})
    project = taken_up(tmp_path)
    report = examined({"references.bib": MURPHY + JO + TOH, "waivers.toml": WAIVER})
    shown = text.write(report, read(project), project)
    assert "accepted: 1 by waivers.toml, 1 by baseline.json\n" in shown
    assert "no longer found: uncited-entry in references.bib (jo2017), " in shown
    assert "and 2 more (collate check --write-baseline takes them from baseline.json)\n" in shown
