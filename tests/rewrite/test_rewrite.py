"""Renumbering and changing the notation: every citation means what it meant, and nothing else has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collation import mend, patch
from collation.assemble.manuscript import read
from collation.check.explain import ExampleFile, project_files
from collation.diagnostics import Diagnostic
from collation.model import Manuscript
from collation.project import Project, load
from collation.rewrite import notation, renumber
from collation.rewrite.requirements import RewriteError, same

SECTION = "manuscript/01-introduction.md"
LIBRARY = """% the list of this review

@string{jog = {Journal of Goats}}
@article{murphy2003, title = {Goats}, journal = jog, year = {2003}}

% seen in the library
@book{fink:2004, title = {Sheep}, year = {2004}}
@article{centeno2008,
  title = {Knees}, % a remark inside
  year = {2008}}
free text

@misc{王2010, title = {膝}, year = {2010}}
"""


@pytest.fixture
def project(tmp_path: Path, write_project) -> Project:
    write_project(tmp_path, project_files([ExampleFile("references.bib", LIBRARY)]))
    return load(tmp_path)


def write(project: Project, text: str) -> None:
    project.path(SECTION).write_bytes(text.encode())


def nothing(_: Manuscript) -> tuple[Diagnostic, ...]:
    """Find nothing that looks like a citation and is none."""
    return ()


def apply(project: Project, rewriting: object) -> str:
    patch.write(project, mend.rewrite(project, rewriting, nothing).changes)
    return project.path(SECTION).read_bytes().decode()


def test_numbers_and_entries_follow_the_first_citation(project: Project) -> None:
    write(project, "膝[3]，羊［1，2］，山羊^[1]^。\r\n\r\n表<sup>[4]</sup>与[1-3]\r\n")
    assert apply(project, renumber.edits) == "膝[1]，羊［2，3］，山羊^[2]^。\r\n\r\n表<sup>[4]</sup>与[1-3]\r\n"
    assert project.path("references.bib").read_text(encoding="utf-8") == (
        "% the list of this review\n\n"
        "@string{jog = {Journal of Goats}}\n"
        "@article{centeno2008,\n  title = {Knees}, % a remark inside\n  year = {2008}}\n\n"
        "@article{murphy2003, title = {Goats}, journal = jog, year = {2003}}\n"
        "% seen in the library\n"
        "@book{fink:2004, title = {Sheep}, year = {2004}}\n"
        "free text\n\n"
        "@misc{王2010, title = {膝}, year = {2010}}\n"
    )
    assert mend.rewrite(project, renumber.edits, nothing).changes == ()


def test_no_entry_comes_before_a_string_that_it_uses(project: Project) -> None:
    path = project.path("references.bib")
    path.write_text(
        "@misc{a1, title = {Goats}, year = {2001}}\n@string{jj = {Bone Journal}}\n"
        "@article{b2, title = {Sheep}, journal = jj, year = {2002}}\n",
        encoding="utf-8",
    )
    write(project, "甲[2]乙[1]。\n")
    before = path.read_bytes()
    with pytest.raises(
        RewriteError, match=r"references\.bib:2:9: the @string jj, which b2 uses, would stand behind it"
    ):
        apply(project, renumber.edits)
    write(project, "甲[@b2]乙[@a1]。\n")
    with pytest.raises(RewriteError, match=r"references\.bib:2:9: the @string jj"):
        apply(project, notation.to_numbers)
    assert path.read_bytes() == before


def test_the_values_of_entries_are_compared(project: Project) -> None:
    write(project, "甲[1]。\n")
    before = read(project)
    other = LIBRARY.replace("jog = {Journal of Goats}", "jog = {Journal of Sheep}").encode()
    with pytest.raises(RewriteError, match="read otherwise"):
        same(before, read(project, {"references.bib": other}))


def test_a_remark_on_the_last_line_of_an_entry_goes_with_it(project: Project) -> None:
    path = project.path("references.bib")
    for ending in ("\n", ""):
        path.write_text(
            "@misc{a1, title = {A},\n} % retracted? ask Li\n\n@misc{b2, title = {B}}\n\n"
            f"@misc{{c3, title = {{C}}}}  % read{ending}",
            encoding="utf-8",
        )
        write(project, "丙[3]乙[2]甲[1]。\n")
        apply(project, renumber.edits)
        assert path.read_text(encoding="utf-8") == (
            "@misc{c3, title = {C}}  % read\n\n@misc{b2, title = {B}}\n\n"
            f"@misc{{a1, title = {{A}},\n}} % retracted? ask Li{ending}"
        )


def test_numbers_in_the_front_matter_are_refused_with_their_place(project: Project) -> None:
    write(project, "膝[3]，羊[1]。\n")
    path = project.path("manuscript/metadata.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "running-head: {zh: '见[2]'}\n", encoding="utf-8")
    place = rf"metadata\.yaml:{len(text.splitlines()) + 1}:22: \[2\] stands in the front matter"
    for rewriting in (renumber.edits, notation.to_citekeys):
        with pytest.raises(RewriteError, match=place):
            apply(project, rewriting)
    path.write_text(text + "running-head: {zh: 见[2]}\n", encoding="utf-8")  # no YAML: what it cites cannot be known
    with pytest.raises(RewriteError, match=r"cannot be rewritten while .*:\n  manuscript/metadata\.yaml:"):
        apply(project, renumber.edits)


def test_numbers_in_comments_are_named(project: Project) -> None:
    write(project, "膝[3]，羊[1]。<!-- 再查[2]\n与[1-3]、[x] -->\n")
    found = mend.rewrite(project, renumber.edits, nothing)
    assert found.told == f"numbers in comments stay as they were: [2] at {SECTION}:1:18, [1-3] at {SECTION}:2:2\n"
    write(project, "膝[@centeno2008]。<!-- 再查[@fink:2004]，[2] -->\n")
    assert mend.rewrite(project, notation.to_numbers, nothing).told == ""


@pytest.mark.parametrize("is_linked", [True, False])
def test_a_library_outside_the_project_is_never_put_in_another_order(project: Project, *, is_linked: bool) -> None:
    inside, outside = project.path("references.bib"), project.root.parent / f"{project.root.name}.bib"
    inside.rename(outside)
    if is_linked:
        inside.symlink_to(outside)
    else:
        project = replace(project, bibliography=f"../{outside.name}")
    write(project, "膝[3]，羊[1]。\n")
    with pytest.raises(RewriteError, match="lies outside the project, and its entries would get another order"):
        apply(project, renumber.edits)
    assert outside.read_text(encoding="utf-8") == LIBRARY
    assert apply(project, notation.to_citekeys) == "膝[@centeno2008]，羊[@murphy2003]。\n"
    outside.unlink()


def test_entries_that_are_not_cited_come_last_in_their_order(project: Project) -> None:
    write(project, "王[4]，羊[2]。\n")
    assert apply(project, renumber.edits) == "王[1]，羊[2]。\n"
    assert [entry.citekey for entry in read(project).bibliography.entries] == [
        "王2010",
        "fink:2004",
        "murphy2003",
        "centeno2008",
    ]


def test_both_notations_turn_into_each_other(project: Project) -> None:
    text = "膝[@centeno2008]，羊[@fink:2004; @murphy2003]，膝[@{王2010}；不是]。\n"
    write(project, text.replace("；不是", ""))
    assert apply(project, notation.to_numbers) == "膝[1]，羊[2,3]，膝[4]。\n"
    assert apply(project, notation.to_citekeys) == "膝[@centeno2008]，羊[@fink:2004; @murphy2003]，膝[@{王2010}]。\n"


def test_raised_groups_become_plain_clusters(project: Project) -> None:
    write(project, "膝^[1]^，羊<sup>[2-4]</sup>，甲<sup>a [1]</sup>。\n")
    assert apply(project, notation.to_citekeys) == (
        "膝[@murphy2003]，羊[@fink:2004; @centeno2008; @{王2010}]，甲<sup>a [@murphy2003]</sup>。\n"
    )


def test_a_footnote_that_is_called_twice_is_rewritten_once(project: Project) -> None:
    write(project, "膝[3][^a]，羊[1][^a]。\n\n[^a]: 见[2]。\n")
    assert apply(project, renumber.edits) == "膝[1][^a]，羊[3][^a]。\n\n[^a]: 见[2]。\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("见[@fink:2004, p. 3]。\n", "names a place in the work"),
        ("见[参见 @fink:2004]。\n", "the words before @fink:2004 would be lost"),
        ("见[-@fink:2004]。\n", "the hyphen before @fink:2004 would be lost"),
        ("见 @fink:2004 所述。\n", "prints the author"),
        ("见[1]，又[@fink:2004]。\n", "[1] is not in citekeys"),
        ("见[@none2000]。\n", "none2000 has no entry"),
        ("见。\n", "the manuscript has no citation"),
    ],
)
def test_what_numbers_cannot_say_is_refused_with_its_place(project: Project, text: str, reason: str) -> None:
    write(project, text)
    with pytest.raises(RewriteError) as raised:
        mend.rewrite(project, notation.to_numbers, nothing)
    assert reason in str(raised.value)
    assert (f"{SECTION}:1:" in str(raised.value)) == ("has no citation" not in reason)


def test_a_number_that_would_be_read_as_an_interval_is_refused(project: Project) -> None:
    write(project, "范围[@fink:2004]。\n")
    with pytest.raises(RewriteError, match=r"another work|read otherwise"):
        mend.rewrite(project, notation.to_numbers, nothing)


def test_a_table_of_pipes_is_rewritten(project: Project) -> None:
    write(project, "| a | b |\n|---|---|\n| [1] | 乙 |\n")
    assert "| [@murphy2003] | 乙 |" in apply(project, notation.to_citekeys)


@pytest.mark.parametrize(
    "table",
    ["+-------+----+\n| 甲[3] | b  |\n+-------+----+\n", "  甲      乙\n------- ------\n  [3]     丙\n"],
)
def test_a_table_that_would_get_other_columns_is_refused(project: Project, table: str) -> None:
    write(project, table + "\n见[1]。\n")
    before = project.path(SECTION).read_bytes()
    with pytest.raises(RewriteError, match=r"columns are drawn|another work"):
        apply(project, notation.to_citekeys)
    assert project.path(SECTION).read_bytes() == before


@pytest.mark.parametrize("broken", ["@article{x, title = {a}\n@misc{y, year = {1}}", "@misc{murphy2003, year = 1999}"])
def test_nothing_is_rewritten_while_an_entry_is_broken_or_doubled(project: Project, broken: str) -> None:
    write(project, "膝[2]，羊[1]。\n")
    path = project.path("references.bib")
    path.write_text(LIBRARY + broken, encoding="utf-8")
    with pytest.raises(RewriteError, match="cannot be rewritten while"):
        mend.rewrite(project, renumber.edits, nothing)


def numbered(project: Project) -> list[int]:
    manuscript = read(project)
    return list(dict.fromkeys(item.number for cluster in manuscript.clusters for item in cluster.items))


@given(
    st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=4), min_size=1, max_size=6), st.sampled_from("\n，甲a")
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_of_citations(project: Project, groups: list[list[int]], between: str) -> None:
    project.path("references.bib").write_text(LIBRARY, encoding="utf-8")
    write(project, "文" + between.join(f"[{','.join(map(str, group))}]" for group in groups) + "\n")
    works = [frozenset(map(read(project).citekey, cluster.items)) for cluster in read(project).clusters]
    apply(project, renumber.edits)
    assert [frozenset(map(read(project).citekey, cluster.items)) for cluster in read(project).clusters] == works
    assert mend.rewrite(project, renumber.edits, nothing).changes == ()
    assert numbered(project) == sorted(numbered(project)) or any(len(set(group)) > 1 for group in groups)
    text = apply(project, notation.to_citekeys)
    assert apply(project, notation.to_numbers).count("[") == text.count("[")
    assert [frozenset(map(read(project).citekey, cluster.items)) for cluster in read(project).clusters] == works


@pytest.mark.parametrize(
    "text", ["甲\n[1]乙\n", "甲<sup>[1, 2]</sup>\n乙\n", "甲[1, 2]\n乙\n", "goats\n[1] and\n[2]\nsheep\n"]
)
def test_a_line_may_end_beside_a_citation(project: Project, text: str) -> None:
    write(project, text)
    assert "[@murphy2003" in apply(project, notation.to_citekeys)
    numbers = apply(project, notation.to_numbers)
    assert numbers == text.replace("<sup>", "").replace("</sup>", "").replace(", ", ",")
