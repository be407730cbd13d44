"""A build as a person runs it: every fault stops it at its place, and nothing runs that need not.

The faults are planted one at a time, and then together, in a copy of the flagship that was built before.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import explain, project_files
from collation.diagnostics import CollationError
from collation.project import create, load
from collation.render import render

ROOT = Path(__file__).resolve().parent.parent
FINDING = re.compile(r"^(\S+:\d+:\d+): (error|warning)\[([\w-]+)\]", re.MULTILINE)
TASK = re.compile(r"^(\w+) +\d+\.\d\d s  ", re.MULTILINE)
PRODUCTS = {"manuscript.pdf", "manuscript.html", "manuscript.docx", "manuscript.xml", "manuscript.epub"}
REPORTS = {"check.txt", "checked.json"}
PROOF = {"proof.json", "proof.html"}
STALE = {name.replace(".", ".stale.") for name in PRODUCTS}
RENDERED = ["pdf", "html", "docx", "jats", "epub"]
ALL = ["assemble", "check", *RENDERED, "proof"]

BIB = "references.bib"
METADATA = "manuscript/metadata.yaml"
INTRODUCTION = "manuscript/01-introduction.md"
THERAPY = "manuscript/02-stem-cell-therapy.md"
PARACRINE = "manuscript/03-paracrine-effect.md"
VESICLES = "manuscript/06-extracellular-vesicles.md"


# --- the fault matrix ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where a finding must be: at `needle` in the planted file, `offset` characters into it; a file without text is at 1:1."""

    code: str
    path: str
    needle: str = ""
    offset: int = 0

    def expected(self, folder: Path) -> tuple[str, str]:
        line = column = 1
        if self.needle:
            text = (folder / self.path).read_bytes().decode("utf-8", "surrogateescape")
            assert text.count(self.needle) == 1, self.needle
            before = text[: text.index(self.needle) + self.offset]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return f"{self.path}:{line}:{column}", self.code


@dataclass(frozen=True)
class Fault:
    name: str
    plant: Callable[[Path], None]
    places: tuple[Place, ...]
    is_typed: bool = False
    is_alone: bool = False
    """Whether it hides the places of other faults, so that they cannot be planted together."""


def replace(path: str, old: str, new: str, count: int = 1) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        data = (folder / path).read_bytes()
        assert old.encode() in data, old
        changed = data.replace(old.encode(), new.encode("utf-8", "surrogateescape"), count)
        (folder / path).write_bytes(changed)

    return plant


def append(path: str, text: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        with (folder / path).open("ab") as file:
            file.write(text.encode("utf-8", "surrogateescape"))

    return plant


def remove(path: str) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        target = folder / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return plant


def both(*plants: Callable[[Path], None]) -> Callable[[Path], None]:
    def plant(folder: Path) -> None:
        for one in plants:
            one(folder)

    return plant


OTHER_TITLE = (
    "\n@article{woolf2003,\n  author = {Wolf, A.},\n  title = {Invented},\n  journal = {Journal},\n  year = {2003}\n}\n"
)
UNCITED = "\n@article{nobody1999,\n  author = {Nobody, A.},\n  title = {Uncited},\n  journal = {Journal},\n  year = {1999}\n}\n"

FAULTS = [
    Fault("a wrong citekey", replace(THERAPY, "@jo2017", "@jo2071"), (Place("unresolved-citekey", THERAPY, "@jo2071"),)),
    Fault(
        "a typed number past the end",
        append(THERAPY, "\n又见其他研究[43]。\n"),
        (Place("unresolved-number", THERAPY, "[43]", 1),),
        is_typed=True,
    ),
    Fault(
        "an unclosed brace",
        replace(BIB, "title = {Knee replacement},", "title = {Knee {replacement},"),
        (Place("unbalanced-brace", BIB, "{Knee {replacement}"),),
    ),
    Fault(
        "a duplicate citekey with another title",
        append(BIB, OTHER_TITLE),
        (Place("duplicate-citekey", BIB, "woolf2003,\n  author = {Wolf, A.}"),),
    ),
    Fault(
        "the same DOI twice",
        replace(BIB, "doi = {10.1177/0363546517716641}", "doi = {https://doi.org/10.1002/ART.11365}"),
        (Place("duplicate-work", BIB, "{https://doi.org/10.1002/ART.11365}"),),
    ),
    Fault("an uncited entry", append(BIB, UNCITED), (Place("uncited-entry", BIB, "nobody1999"),)),
    Fault(
        "no space before a citekey",
        append(THERAPY, "\n详见文献@murphy2003。\n"),
        (Place("stray-citation-syntax", THERAPY, "@murphy2003。"),),
    ),
    Fault(
        "two brackets side by side",
        append(VESICLES, "\n两项研究[@rani2015][@vanniel2018]。\n"),
        (Place("stray-citation-syntax", VESICLES, "[@rani2015][@vanniel2018]"),),
    ),
    Fault("no bibliography", remove(BIB), (Place("missing-file", BIB),), is_alone=True),
    Fault(
        "no figure",
        remove("manuscript/figures/paracrine.typ"),
        (Place("missing-image", PARACRINE, "figures/paracrine.typ"),),
    ),
    Fault(
        "no comma after a title",
        replace(BIB, "title = {Knee replacement},", "title = {Knee replacement}"),
        (Place("missing-comma", BIB, "}\n  journal = {The Lancet}"),),
        is_alone=True,
    ),
    Fault(
        "a title twice",
        replace(BIB, "title = {Knee replacement},", "title = {Knee replacement},\n  title = {Knee},"),
        (Place("duplicate-field", BIB, "{Knee},"),),
        is_alone=True,
    ),
    Fault(
        "a string that nobody defines",
        replace(BIB, "  langid = {english}", "  note = goats,\n  langid = {english}"),
        (Place("undefined-string", BIB, "goats,"),),
    ),
    Fault(
        "a string with two values",
        append(BIB, "\n@string{lancet = {Lancet}}\n@string{lancet = {The Lancet}}\n"),
        (Place("doubled-string", BIB, "lancet = {The"),),
    ),
    Fault(
        "Latin-1 in the bibliography",
        replace(BIB, "Tofiño-Vian", "Tofi\udcf1o-Vian"),
        (Place("wrong-encoding", BIB, "\udcf1"),),
        is_alone=True,
    ),
    Fault(
        "Latin-1 in the metadata",
        append(METADATA, "# caf\udce9\n"),
        (Place("wrong-encoding", METADATA, "\udce9"),),
    ),
    Fault(
        "numbers out of order",
        both(
            replace(INTRODUCTION, "[1]", "[x]"),
            replace(INTRODUCTION, "[2]", "[1]"),
            replace(INTRODUCTION, "[x]", "[2]"),
        ),
        (Place("number-out-of-order", INTRODUCTION, "危险因素[1]", 5),),
        is_typed=True,
    ),
    Fault(
        "a gap in the numbers",
        replace(INTRODUCTION, "[3]", ""),
        (Place("number-gap", INTRODUCTION, "[4]", 1),),
        is_typed=True,
    ),
    Fault(
        "a typed number among citekeys",
        append("manuscript/07-conclusion.md", "\n又见其他研究[5]。\n"),
        (Place("mixed-notations", "manuscript/07-conclusion.md", "[5]"),),
    ),
    Fault(
        "a missing field",
        replace(BIB, "  journal = {Osteoarthritis and Cartilage},\n  shortjournal = {Osteoarthritis Cartilage},\n  year = {2013}", "  year = {2013}"),
        (Place("missing-field", BIB, "neogi2013"),),
    ),
    Fault(
        "no manuscript folder",
        remove("manuscript"),
        (Place("missing-file", "manuscript"), Place("missing-file", METADATA)),
        is_alone=True,
    ),
    Fault(
        "no alternative text",
        replace(PARACRINE, ' alt="', ' title="'),
        (Place("missing-alternative-text", PARACRINE, "figures/paracrine.typ"),),
    ),
    Fault(
        "a broken cross-reference",
        replace(PARACRINE, "[@fig-paracrine]", "[@fig-paracrin]"),
        (Place("unresolved-cross-reference", PARACRINE, "@fig-paracrin]"),),
    ),
    Fault(
        "a duplicate identifier",
        replace(VESICLES, "{#sec-microvesicles}", "{#sec-introduction}"),
        (Place("duplicate-identifier", VESICLES, "sec-introduction"),),
    ),
    Fault(
        "a citation in the title",
        replace(METADATA, "的研究进展", "的研究进展［1］"),
        (Place("citation-in-front-matter", METADATA, "［1］"),),
        is_alone=True,
    ),
    Fault(
        "metadata that is not YAML",
        replace(METADATA, "lang: zh-CN", "lang: [zh-CN"),
        (Place("invalid-metadata", METADATA, "[zh-CN\ntitle:", 12),),
        is_alone=True,
    ),
]  # fmt: skip


def plant_in_copy(source: Path, built: Path, folder: Path) -> Path:
    """Copy a project, with the outputs of a good build."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("out", ".doit.db"))
    shutil.copytree(built / "out", folder / "out")
    return folder


def findings(output: str) -> list[tuple[str, str]]:
    return [(place, code) for place, severity, code in FINDING.findall(output) if severity == "error"]


def files(folder: Path) -> set[str]:
    return {path.name for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_stops_the_build_at_its_place(fault: Fault, built, typed, tmp_path: Path, run) -> None:
    folder = plant_in_copy(typed if fault.is_typed else built, built, tmp_path / "copy")
    before = {name: (built / "out" / name).read_bytes() for name in PRODUCTS}
    fault.plant(folder)
    result = run(folder, "collate", "build")
    assert result.returncode == 1
    assert findings(result.stdout) == [place.expected(folder) for place in fault.places]
    assert files(folder) == STALE | {"manuscript.json", "fig1.png"}
    for name, data in before.items():
        assert (folder / "out" / name.replace(".", ".stale.")).read_bytes() == data
    assert "the outputs of the last good build are now out/manuscript.stale.pdf" in result.stdout


def test_all_faults_planted_together_are_all_named_in_one_run(built: Path, tmp_path: Path, run) -> None:
    folder = plant_in_copy(built, built, tmp_path / "copy")
    together = [fault for fault in FAULTS if not (fault.is_typed or fault.is_alone)]
    assert len(together) > 12
    for fault in together:
        fault.plant(folder)
    result = run(folder, "collate", "build")
    assert result.returncode == 1
    assert set(findings(result.stdout)) == {place.expected(folder) for fault in together for place in fault.places}


def test_a_fault_that_is_mended_brings_the_outputs_back(built: Path, tmp_path: Path, run) -> None:
    folder = plant_in_copy(built, built, tmp_path / "copy")
    section = (folder / THERAPY).read_bytes()
    replace(THERAPY, "@jo2017", "@jo2071")(folder)
    assert run(folder, "doit").returncode == 1
    assert run(folder, "doit").returncode == 1, "a fault is found again in the next run"
    assert files(folder) == STALE | {"manuscript.json", "fig1.png"}
    (folder / THERAPY).write_bytes(section)
    assert run(folder, "doit").returncode == 0
    assert files(folder) == PRODUCTS | REPORTS | PROOF | {"manuscript.json", "fig1.png"}
    for name in PRODUCTS:
        assert (folder / "out" / name).read_bytes() == (built / "out" / name).read_bytes()


def test_the_first_build_with_a_fault_leaves_no_output(flagship: Path, run) -> None:
    replace(THERAPY, "@jo2017", "@jo2071")(flagship)
    assert run(flagship, "doit").returncode == 1
    assert files(flagship) == {"manuscript.json"}


def test_a_check_alone_marks_the_outputs_too(built: Path, tmp_path: Path, collate) -> None:
    folder = plant_in_copy(built, built, tmp_path / "copy")
    replace(THERAPY, "@jo2017", "@jo2071")(folder)
    assert collate(folder, "check").returncode == 1
    assert files(folder) == STALE | {"manuscript.json", "fig1.png"}


@pytest.mark.parametrize("check", catalogue.CHECKS, ids=lambda check: check.CODE)
def test_what_may_be_ignored_can_be_rendered(check: catalogue.Check, tmp_path: Path, write_project) -> None:
    """The failing example of each check, with the check ignored: it renders, or the setting is refused.

    A character that the PDF's fonts lack is no fault of HTML and DOCX, so a project without PDF may ignore that.
    """
    write_project(tmp_path, project_files(explain(check).fails))
    project = load(tmp_path)
    manuscript = read(project)
    if check.CODE in catalogue.INDISPENSABLE:
        with pytest.raises(catalogue.IndispensableCheckError):
            catalogue.run(manuscript, ignore=[check.CODE])
        return
    assert not catalogue.run(manuscript, ignore=[check.CODE]).has_errors
    from collation import store

    store.save(manuscript, project.assembled)
    for format in project.formats[check.CODE == "unprintable-character" :]:
        try:
            render(project, format)
        except CollationError as error:
            pytest.fail(f"{format}: {error}")


# --- what runs, and what does not ------------------------------------------------------------------------------------


def ran(result) -> list[str]:
    assert result.returncode == 0, result.stdout
    return TASK.findall(result.stdout)


@pytest.fixture(scope="module")
def small_built(tmp_path_factory: pytest.TempPathFactory, run) -> tuple[Path, Path]:
    """Build a small project with a figure and styles of its own; return where it lies and a copy that stays as it is.

    doit's record has whole paths, so that the project must come back to the same place for each test.
    """
    folder = tmp_path_factory.mktemp("small") / "小 project"
    create(folder)
    shutil.copytree(ROOT / "styles", folder / "styles")
    figure = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="3"/></svg>\n'
    (folder / "manuscript" / "figures").mkdir()
    (folder / "manuscript" / "figures" / "dot.svg").write_text(figure)
    append(INTRODUCTION, '\n![点](figures/dot.svg){#fig-dot alt="一个点"}\n')(folder)
    assert ran(run(folder, "doit")) == ALL
    return folder, Path(shutil.copytree(folder, folder.with_name("kept")))


@pytest.fixture
def small(small_built: tuple[Path, Path]) -> Path:
    """Give the small project as it was built."""
    folder, kept = small_built
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
    return folder


def edit(path: Path) -> None:
    """Change a file in a way that changes nothing that is seen."""
    comments = {
        ".md": "\n<!-- edited -->\n",
        ".typ": "\n// edited\n",
        ".css": "\n/* edited */\n",
        ".html": "\n<!-- e -->\n",
    }
    comments |= {
        ".yaml": "\n# edited\n",
        ".csl": "\n<!-- edited -->\n",
        ".svg": "<!-- edited -->\n",
        ".bib": "\nedited\n",
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(comments[path.suffix])


def test_the_flagship_is_built_once_and_a_second_run_does_nothing(built: Path, run) -> None:
    assert files(built) == PRODUCTS | REPORTS | PROOF | {"manuscript.json", "fig1.png"}
    before = {path: path.stat().st_mtime_ns for path in (built / "out").iterdir()}
    assert run(built, "doit").stdout == ""
    assert run(built, "collate", "build").stdout == ""
    assert {path: path.stat().st_mtime_ns for path in (built / "out").iterdir()} == before


def test_touching_a_file_without_changing_it_does_nothing(small: Path, run) -> None:
    for name in (INTRODUCTION, BIB, METADATA, "pyproject.toml", "dodo.py"):
        (small / name).touch()
    assert ran(run(small, "doit")) == []


@pytest.mark.parametrize(
    ("name", "tasks"),
    [
        (INTRODUCTION, ALL),
        (BIB, ["assemble"]),
        ("manuscript/figures/dot.svg", [*RENDERED, "proof"]),
        ("styles/typst/article.typ", ["pdf", "proof"]),
        ("styles/html/article.css", ["html", "proof"]),
        ("styles/hypertext/front.html", ["html", "epub", "proof"]),
        ("styles/docx.yaml", ["docx", "proof"]),
        ("styles/epub/article.css", ["epub", "proof"]),
        ("styles/csl/gb-t-7714-2015-numeric.csl", [*RENDERED, "proof"]),
    ],
)
def test_an_edit_reruns_only_what_depends_on_it(name: str, tasks: list[str], small: Path, run) -> None:
    edit(small / name)
    done = ran(run(small, "doit"))
    assert done == tasks if tasks != ["assemble"] else done[0] == "assemble"
    assert ran(run(small, "doit")) == []


@pytest.mark.parametrize(
    ("setting", "tasks"),
    [
        ('style = "gb-t-7714-2025-numeric"', [*RENDERED, "proof"]),
        ("superscript = false", [*RENDERED, "proof"]),
        ('ignore = ["missing-statement"]', ["check", "proof"]),
        ('severity = {missing-statement = "warning"}', ["check", "proof"]),
        ('formats = ["html"]', []),
        ('name = "review"', ALL),
    ],
)
def test_a_setting_reruns_only_what_depends_on_it(setting: str, tasks: list[str], small: Path, run) -> None:
    (small / "pyproject.toml").write_text(f"[tool.collation]\n{setting}\n", encoding="utf-8")
    assert ran(run(small, "collate", "build")) == tasks


def test_a_new_figure_and_a_removed_style_are_noticed(small: Path, run) -> None:
    shutil.copy(small / "manuscript/figures/dot.svg", small / "manuscript/figures/dot2.svg")
    assert ran(run(small, "doit"))[0] == "assemble"
    (small / "styles/docx.yaml").unlink()
    assert ran(run(small, "doit")) == ["docx", "proof"]


def test_a_change_of_our_own_code_reruns_everything(small: Path, tmp_path: Path, run) -> None:
    package = Path(catalogue.__file__).resolve().parents[1]
    shutil.copytree(package, tmp_path / "src" / "collation", symlinks=False)
    environment = {"PYTHONPATH": str(tmp_path / "src")}
    assert ran(run(small, "doit", **environment)) == ALL
    assert ran(run(small, "doit", **environment)) == []
    with (tmp_path / "src/collation/suggestion.py").open("a") as file:
        file.write("\n")
    assert set(ran(run(small, "doit", **environment))) == set(ALL)


def test_lost_outputs_and_a_lost_record_are_made_again(small: Path, run) -> None:
    (small / "out" / "manuscript.html").unlink()
    assert ran(run(small, "doit")) == ["html", "proof"]
    shutil.rmtree(small / "out")
    assert ran(run(small, "doit")) == ALL
    (small / ".doit.db").unlink()
    assert ran(run(small, "doit")) == ALL


@pytest.mark.parametrize("damage", [b"", b"{", b"garbage", b"\xff\xfe"])
def test_a_damaged_record_is_made_again(damage: bytes, small: Path, run) -> None:
    (small / ".doit.db").write_bytes(damage)
    assert ran(run(small, "collate", "build", "html")) == ["assemble", "check", "html", "proof"]
    assert ran(run(small, "collate", "build", "html")) == []


def test_doit_lists_its_tasks_in_their_order(small: Path, run) -> None:
    lines = run(small, "doit", "list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ALL
    assert all(len(line.split()) > 3 for line in lines)


def test_one_task_brings_what_it_needs_and_no_more(small: Path, run) -> None:
    shutil.rmtree(small / "out")
    assert ran(run(small, "doit", "check")) == ["assemble", "check"]
    assert ran(run(small, "doit", "pdf")) == ["pdf"]
    assert files(small) == REPORTS | {"manuscript.json", "manuscript.pdf"}


def test_one_task_does_not_render_what_the_check_refuses(small: Path, run) -> None:
    replace(INTRODUCTION, "@centeno2008", "@centeno2080")(small)
    result = run(small, "doit", "pdf")
    assert result.returncode == 1
    assert findings(result.stdout) == [Place("unresolved-citekey", INTRODUCTION, "@centeno2080").expected(small)]
    assert "manuscript.stale.pdf" in files(small)
    assert "manuscript.pdf" not in files(small)


def test_two_formats_are_made_where_the_settings_ask_for_two(small: Path, run) -> None:
    shutil.rmtree(small / "out")
    text = (small / "pyproject.toml").read_text(encoding="utf-8")
    text = text.replace('formats = ["pdf", "html", "docx", "jats", "epub"]', 'formats = ["docx", "html"]')
    (small / "pyproject.toml").write_text(text, encoding="utf-8")
    assert sorted(ran(run(small, "doit"))) == ["assemble", "check", "docx", "html", "proof"]
    assert ran(run(small, "doit", "pdf")) == ["pdf"]


def test_an_image_that_is_gone_from_beside_the_article_is_made_anew(small: Path, run) -> None:
    (small / "out" / "fig1.png").unlink()
    assert ran(run(small, "doit")) == ["jats", "proof"]
    assert (small / "out" / "fig1.png").is_file()
    assert ran(run(small, "doit")) == []


def test_bad_settings_end_doit_with_a_message_and_code_2(small: Path, run) -> None:
    (small / "pyproject.toml").write_text("[tool.collation]\nstyle = 3\n", encoding="utf-8")
    result = run(small, "doit")
    assert (result.returncode, result.stdout) == (2, "error: pyproject.toml:2: style must be a text\n")


def test_a_setting_that_names_no_check_ends_doit_with_a_message_and_code_2(small: Path, run) -> None:
    (small / "pyproject.toml").write_text('[tool.collation]\nignore = ["uncited"]\n', encoding="utf-8")
    result = run(small, "doit")
    assert result.returncode == 2
    assert "error: pyproject.toml:2: the setting ignore: there is no check uncited" in result.stdout
    assert "check      failed" in result.stdout


def test_a_style_that_is_not_there_fails_its_formats_and_marks_them(small: Path, run) -> None:
    (small / "pyproject.toml").write_text('[tool.collation]\nstyle = "none-such"\n', encoding="utf-8")
    result = run(small, "doit", "html")
    assert result.returncode == 2
    assert "none-such" in result.stdout
    assert {"manuscript.stale.html", "manuscript.pdf"} <= files(small)
    assert "manuscript.html" not in files(small)


def test_a_format_that_fails_leaves_no_other_as_it_was_before_the_edit(small: Path, run) -> None:
    """doit stops at the first failure: what it did not come to must not look current."""
    section = small / "manuscript" / "01-introduction.md"
    section.write_text(section.read_text(encoding="utf-8") + "\n\N{GRINNING FACE}\n", encoding="utf-8")
    result = run(small, "collate", "build")
    assert result.returncode != 0
    products = {path.name for path in (small / "out").glob("manuscript*") if path.suffix != ".json"}
    assert products == {f"manuscript.stale.{suffix}" for suffix in ("pdf", "html", "docx", "xml", "epub")}
