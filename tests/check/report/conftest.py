"""A manuscript to report on, and reports of whatever findings there could be."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import strategies as st

from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.catalogue import CHECKS, Accepted, Report
from collation.check.explain import project_files
from collation.diagnostics import Diagnostic, Edit, Fix, Location, Severity
from collation.model import Manuscript
from collation.project import Project, load

Subject = tuple[Report, Manuscript, Project]


@pytest.fixture
def examined(tmp_path, write_project) -> Callable[..., Subject]:
    """Give the function that examines a project whose files differ from the one without fault."""

    def run(files: Mapping[str, str | None], **options) -> Subject:
        write_project(tmp_path, {**project_files(()), **files})
        project = load(tmp_path)
        manuscript = read(project)
        return examine(manuscript, project, **options), manuscript, project

    return run


@pytest.fixture(scope="module")
def subject(tmp_path_factory, write_project) -> tuple[Manuscript, Project]:
    """Give a manuscript without fault; what is found in it is invented."""
    project = load(write_project(tmp_path_factory.mktemp("project"), project_files(())))
    return read(project), project


CODES = [check.CODE for check in CHECKS]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.text(st.sampled_from("]]>\r\n%:,;&<'\"\\\0\x1b\u2028\u200b\ud800\U0001f410中a=[]::"), max_size=30),
)
PATHS = st.one_of(
    TEXTS, st.sampled_from(["references.bib", "manuscript/01-introduction.md", "a  b,c:d%41.md", "不 在.md"])
)
LOCATIONS = st.builds(Location, PATHS, *[st.integers(1, 10**6)] * 3)
EDITS = st.builds(
    lambda path, start, length, text: Edit(path, start, max(0, start + length), text),
    st.sampled_from(["references.bib", "manuscript/01-introduction.md", "none.md"]),
    st.integers(-1, 60),
    st.integers(0, 30),
    TEXTS,
)
FIXES = st.builds(Fix, st.lists(EDITS, max_size=3).map(tuple), st.booleans(), TEXTS, st.sampled_from(["", "gb18030"]))
DIAGNOSTICS = st.builds(
    Diagnostic, st.sampled_from(CODES), st.sampled_from(Severity), LOCATIONS, TEXTS, TEXTS, TEXTS, st.none() | FIXES
)
ACCEPTED = st.builds(
    Accepted, DIAGNOSTICS, st.sampled_from(["waiver", "baseline", "per-file"]), TEXTS.map(lambda text: text or "x")
)


@st.composite
def reports(draw) -> Report:
    """Make a report of any findings whatsoever."""
    skipped = draw(st.lists(st.sampled_from(CODES), unique=True, max_size=5))
    found = draw(st.lists(DIAGNOSTICS, max_size=5))
    accepted = draw(st.lists(ACCEPTED, max_size=3))
    mentioned = {item.code for item in (*found, *(one.diagnostic for one in accepted))}
    absent = [code for code in skipped if code not in mentioned]
    return Report(
        tuple(found),
        tuple(code for code in CODES if code not in absent),
        tuple((code, draw(TEXTS)) for code in absent),
        tuple(accepted),
        tuple(draw(st.lists(TEXTS, max_size=2))),
        draw(st.booleans()),
        tuple(absent[:1]),
    )
