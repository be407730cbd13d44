"""Whatever an author types, no syntax of a citation is printed without an error."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collation import tree
from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.citations.literal import literal
from collation.check.explain import ExampleFile, project_files
from collation.diagnostics import Severity
from collation.model import Block, Manuscript
from collation.project import Project, load

SECTION = "manuscript/01-introduction.md"
LIBRARY = """@misc{murphy2003, author = {Murphy, J.}, title = {Goats}, year = {2003}}
@misc{goats, author = {Jo, C.}, title = {Knees}, year = {2017}}
"""
TOKENS = (
    *"[]［］【】〔〕(){}^@＠-–，；、。:",
    *("; ", ", ", " and ", " ", "甲", "和", "goat ", ", p. 3", "see "),
    *("@murphy2003", "@goats", "murphy2003", "[@murphy2003]", "[@goats; @murphy2003]", "[goats]"),
)
BRACKETED, NAMED = "\ue000", "\ue001"
PRINTED = re.compile(
    rf"(?<!\^)\[\s?{NAMED}|{NAMED}\s?\]|[［【〔]{NAMED}[］】〕]|[\[［【〔]{BRACKETED}[\]］】〕]|(?<![A-Za-z0-9])[@＠](?:murphy2003|goats)\b"
    rf"|[@＠][{NAMED}{BRACKETED}]|(?<![\w^])\[(?:goats|murphy2003)\](?![\w(\[{{:])"
)


def shown(manuscript: Manuscript) -> Iterator[str]:
    """Give each run of inlines as it is printed, with a mark in the place of each citation."""

    def marked(inlines: list[Block]) -> list[Block]:
        changed = []
        for inline in inlines:
            index = tree.pairs(inline).get("cluster") if inline["t"] == "Span" else None
            if index is None:
                changed.append(inline)
            else:
                is_bracketed = manuscript.clusters[int(index)].text.startswith("[")
                changed.append(tree.string(BRACKETED if is_bracketed else NAMED))
        return changed

    for section in manuscript.sections if not manuscript.disagreements else ():
        for block in tree.map_inlines(section.blocks, marked):
            yield tree.plain_text(block["c"]) if block["t"] in ("Para", "Plain") else ""


def project(folder, write_project) -> Project:
    write_project(folder, project_files([ExampleFile("references.bib", LIBRARY)]))
    return load(folder)


@given(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=9))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_syntax_is_printed_without_an_error(tmp_path, write_project, tokens: list[str]) -> None:
    text = "Goat " + "".join(tokens) + " end.\n"
    manuscript = read(project(tmp_path, write_project), files={SECTION: text.encode()})
    printed = [line for line in shown(manuscript) if PRINTED.search(line)]
    found = catalogue.run(manuscript).diagnostics
    assert not printed or any(one.severity == Severity.ERROR and one.location.path == SECTION for one in found), text


@given(st.lists(st.sampled_from((*TOKENS, "\n", "\n> ", "\r\n", "\\", "`", "$")), max_size=14))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_raises(tmp_path, write_project, tokens: list[str]) -> None:
    manuscript = read(project(tmp_path, write_project), files={SECTION: "".join(tokens).encode()})
    for found in literal(manuscript):
        assert found.start < found.end <= len(found.passage.text)
