"""The report for a person: what was found, what was checked, and what was not."""

from __future__ import annotations

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.acceptance import examine
from collation.check.explain import project_files
from collation.check.report import text as reports
from collation.diagnostics import Screen
from collation.project import load


@pytest.fixture
def report(tmp_path, write_project):
    """Give the function that writes the report of a project whose files differ from the one without fault."""

    def written(files: dict[str, bytes | str | None], **options) -> str:
        write_project(tmp_path, {**project_files(()), **files})
        project = load(tmp_path)
        manuscript = read(project)
        return reports.write(examine(manuscript, project), manuscript, project, **options)

    return written


def test_a_clean_report_says_what_was_checked_and_what_was_not(report) -> None:
    assert report({}) == (
        "not checked (no evidence file says where the entries were seen): unverified-entry\n"
        "checked: 1 citation of 1 work in 1 section, 1 entry; "
        f"{len(catalogue.CHECKS) - 1} of {len(catalogue.CHECKS)} checks run\n"
        "verified against a source in every field: not checked\n"
        "0 errors\n"
    )


def test_a_finding_stands_with_its_line_and_the_totals_after_an_empty_line(report) -> None:
    text = report({"manuscript/01-introduction.md": "山羊模型中软骨得到修复[@murphy2030]。\n"})
    assert text.startswith(
        "manuscript/01-introduction.md:1:13: error[unresolved-citekey]: @murphy2030 has no entry in references.bib\n"
        "   1 │ 山羊模型中软骨得到修复[@murphy2030]。\n"
        "     │                        ^^^^^^^^^^^\n"
        "  help: did you mean @murphy2003?\n"
        "\n"
        "not checked"
    )
    assert text.endswith("\n1 error\n")


def test_checks_that_did_not_run_are_listed_once_for_each_reason(report) -> None:
    lines = report({"references.bib": None, "pyproject.toml": '[tool.collation]\nignore = ["missing-field"]\n'})
    listed = dict(line.split(": ", 1) for line in lines.splitlines() if line.startswith("not checked"))
    assert listed["not checked (ignored)"] == "missing-field"
    unread = listed["not checked (the bibliography could not be read, or not whole)"].split(", ")
    assert {"unresolved-citekey", "unresolved-number", "number-out-of-order", "number-gap", "uncited-entry"} <= set(
        unread
    )
    both = listed["not checked (the bibliography and evidence could not be read, or not whole)"].split(", ")
    assert "unverified-entry" in both


MURPHY = "@article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"


@pytest.mark.parametrize(
    ("files", "summary"),
    [
        ({"manuscript/01-introduction.md": "无。\n"}, "0 citations of 0 works in 1 section, 1 entry;"),
        (
            {"manuscript/01-introduction.md": "山羊[@murphy2003; @nobody1999]，绵羊[@nobody1999; @nemo2000]。\n"},
            "2 citations of 1 work (2 more are cited without an entry) in 1 section, 1 entry;",
        ),
        (
            {"manuscript/01-introduction.md": "山羊[1,3]，绵羊[3-5]。\n"},
            "2 citations of 1 work (3 more are cited without an entry) in 1 section, 1 entry;",
        ),
        (
            {"references.bib": None},
            "1 citation of 0 works (1 more is cited without an entry) in 1 section, 0 entries;",
        ),
        (
            {"references.bib": MURPHY + "@article{jo2017, title = {Knees}"},
            "1 citation of 1 work in 1 section, 2 entries (1 of them cannot be read);",
        ),
        (
            {"references.bib": "@article{murphy2003, title = {Knees}"},
            "1 citation of 0 works (1 more is cited without an entry) in 1 section, 1 entry (1 of them cannot be read);",
        ),
        ({"references.bib": MURPHY * 2}, "1 citation of 1 work in 1 section, 2 entries;"),
        ({"manuscript/02-x.md": b"\xff\xfe"}, "1 citation of 1 work in 1 of 2 sections, 1 entry;"),
        (
            {"manuscript/01-introduction.md": None},
            "0 citations of 0 works in 0 sections, 1 entry;",
        ),
    ],
)
def test_the_summary_is_true_whatever_could_not_be_read(files, summary: str, report) -> None:
    assert f"checked: {summary} " in report(files)


def test_notes_are_counted_or_on_request_listed(report) -> None:
    files = {"references.evidence.yaml": "{}\n"}
    counted = report(files)
    assert "notes: 1 unverified-entry (collate check --notes lists them)\n" in counted
    assert "note[" not in counted
    text = report(files, shows_notes=True)
    assert "references.bib:1:10: note[unverified-entry]: murphy2003 is not verified" in text
    assert "notes:" not in text
    assert text.endswith("\nverified against a source in every field: 0 of 1 work\n0 errors\n")


def test_a_warning_is_counted_beside_the_errors(report) -> None:
    text = report(
        {
            "references.bib": (
                "@article{murphy2003, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
                "@article{murphy2004, author = {Murphy, J.}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
            )
        }
    )
    assert text.endswith("\n1 error and 1 warning\n")


def test_the_excerpt_of_a_file_with_a_byte_order_mark_is_not_shifted(report) -> None:
    text = report({"manuscript/01-introduction.md": "\ufeff[@nobody1999], a goat [@murphy2003].\n"})
    assert "   1 │ [@nobody1999], a goat [@murphy2003].\n     │  ^^^^^^^^^^^\n" in text


def test_the_excerpt_of_a_file_that_is_not_utf8_shows_where_it_is_wrong(report) -> None:
    text = report({"references.bib": "@article{murphy2003, author = {Jos\xe9}}\n".encode("latin-1")})
    assert "   1 │ @article{murphy2003, author = {Jos\ufffd}}\n     │                                   ^\n" in text


def test_the_verdict_is_green_or_red_on_a_terminal(report) -> None:
    screen = Screen(is_coloured=True)
    assert report({}, screen=screen).endswith("\x1b[1;32m0 errors\x1b[0m\n")
    files = {"manuscript/01-introduction.md": "[@nobody]\n"}
    assert report(files, screen=screen).endswith("\x1b[1;31m2 errors\x1b[0m\n")
