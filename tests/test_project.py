"""A project: where things are, what its settings may be, and how its files are written."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from collation import project as projects
from collation.project import FORMATS, Project, ProjectError, load, replace_file

SECTION = {"manuscript/01-introduction.md": "text\n"}


def settings(table: str) -> dict[str, str]:
    return {**SECTION, "pyproject.toml": f"[tool.collation]\n{table}\n"}


# --- settings ------------------------------------------------------------------------------------------------------


def test_a_project_without_settings_has_the_defaults(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, SECTION)
    assert load(tmp_path) == Project(tmp_path.resolve())


def test_settings_are_read(tmp_path: Path, write_project) -> None:
    write_project(
        tmp_path,
        settings(
            'name = "综述 一"\nmanuscript = "./text/"\nbibliography = "../library.bib"\nevidence = "e.yaml"\n'
            'style = "vancouver"\nformats = ["docx", "pdf"]\nignore = ["uncited-entry"]\nsuperscript = false\n'
            'severity = {missing-field = "warning"}'
        ),
    )
    project = load(tmp_path)
    assert (project.name, project.manuscript, project.bibliography) == ("综述 一", "text", "../library.bib")
    assert (project.evidence, project.style, project.formats) == ("e.yaml", "vancouver", ("docx", "pdf"))
    assert (project.ignore, project.superscript) == (("uncited-entry",), False)
    assert dict(project.severity) == {"missing-field": "warning"}
    assert project.metadata == "text/metadata.yaml"


def test_settings_of_collation_toml_go_before_those_of_pyproject(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**settings('style = "one"'), "collation.toml": 'style = "two"\n'})
    assert load(tmp_path).style == "two"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('stile = "x"', "pyproject.toml:2: Collation has no setting 'stile'; it has name, manuscript, bibliography, evidence, style, formats, select, ignore, severity, per-file, waivers, baseline, superscript, journal"),
        ("style = 3", "pyproject.toml:2: style must be a text"),
        ('style = " "', "pyproject.toml:2: style must be a text"),
        ('formats = "pdf"', "pyproject.toml:2: formats must be a list of texts"),
        ("formats = [1]", "pyproject.toml:2: formats must be a list of texts"),
        ('formats = ["pdf", "odt"]', "pyproject.toml:2: formats has 'odt'; there are pdf, html, docx, jats, epub"),
        ('ignore = "x"', "pyproject.toml:2: ignore must be a list of texts"),
        ('severity = ["x"]', 'pyproject.toml:2: severity must be a table such as {uncited-entry = "warning"}'),
        ('severity = {missing-field = "fatal"}', "pyproject.toml:2: severity has 'fatal' for missing-field; there are error, warning, note"),
        ("severity = {missing-field = []}", "pyproject.toml:2: severity has [] for missing-field; there are error, warning, note"),
        ('superscript = "yes"', "pyproject.toml:2: superscript must be true or false"),
        ('name = "../x"', "pyproject.toml:2: name must be the name of a file, without a folder"),
        ('name = ".x"', "pyproject.toml:2: name must be the name of a file, without a folder"),
        (r'manuscript = "a\u0000b"', "pyproject.toml:2: manuscript has a control character"),
        (r'name = "x\ny"', "pyproject.toml:2: name has a control character"),
        (r'ignore = ["a\u0085"]', "pyproject.toml:2: ignore has a control character"),
        (r'per-file = {"a\tb" = []}', "pyproject.toml:2: per-file has a control character"),
        (r'per-file = {a = ["b\u007f"]}', "pyproject.toml:2: per-file has a control character"),
        ('manuscript = "./"', "pyproject.toml:2: manuscript must be a folder of its own"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused_with_a_sentence(table: str, message: str, tmp_path, write_project) -> None:
    write_project(tmp_path, settings(table))
    with pytest.raises(ProjectError) as raised:
        load(tmp_path)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("pyproject.toml", b"[tool", "pyproject.toml:1: not valid TOML: "),
        ("pyproject.toml", b"name = '\xff'", "pyproject.toml: cannot be read: "),
        ("pyproject.toml", b"tool = 3", "pyproject.toml:1: [tool.collation] must be a table"),
        ("pyproject.toml", b"[tool]\ncollation = 3", "pyproject.toml:1: [tool.collation] must be a table"),
        ("collation.toml", b"x = = 1", "collation.toml:1:5: not valid TOML: "),
        ("collation.toml", b"foo = 1", "collation.toml:1: Collation has no setting 'foo'"),
        ("collation.toml", b"\xef\xbb\xbf# \n\nfoo = 1", "collation.toml:3: Collation has no setting 'foo'"),
        ("collation.toml", b"a = " + b"[" * 3000, "collation.toml: is nested too deeply to be read"),
        ("pyproject.toml", b"a = " + b"[" * 3000, "pyproject.toml: is nested too deeply to be read"),
        ("collation.toml", b"style = '''", "collation.toml:1: not valid TOML: "),
    ],
)
def test_settings_that_cannot_be_read_are_refused_with_a_sentence(name, content, message, tmp_path, write_project):
    write_project(tmp_path, {**SECTION, name: content})
    with pytest.raises(ProjectError) as raised:
        load(tmp_path)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "setting", "line", "column"),
    [
        ('[tool.ruff]\nignore = ["x"]\n[tool.collation]\nignore = ["x"]', "ignore", 4, 12),
        ('[tool.collation]\nignore = [\n  # "x",\n  "y",\n  "x-y", "x",\n]', "ignore", 5, 11),
        ('[tool.collation]\nselect = ["x"]\nignore = ["y"]', "ignore", 3, 1),
        ('[tool.collation]\nseverity = {a = "note", x = "error"}', "severity", 2, 25),
        ('[tool.collation.severity]\n"x" = "note"', "severity", 2, 2),
        ('[tool."collation"]\nseverity.x = "note"', "severity", 2, 10),
        ('[tool]\ncollation = {ignore = ["x"]}', "ignore", 1, 1),
        ('[tool.collation]\r\nignore = ["x"]\r\n', "ignore", 2, 12),
    ],
)
def test_a_value_of_a_setting_is_found_where_it_stands(text, setting, line, column, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text, newline="")
    found = Project(tmp_path).place(setting, "x")
    assert (found.path, found.line, found.column) == ("pyproject.toml", line, column)


def test_a_file_name_that_is_not_utf8_is_refused(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, SECTION)
    try:
        (tmp_path / "manuscript" / os.fsdecode(b"02-\xff.md")).write_text("text")
    except OSError:
        pytest.skip("this file system has only UTF-8 names")
    with pytest.raises(ProjectError, match=r"'manuscript/02-\\udcff\.md' is not UTF-8"):
        load(tmp_path)


def test_a_dodo_with_bad_settings_ends_with_a_message_and_code_2(tmp_path: Path, write_project, capsys) -> None:
    write_project(tmp_path, settings("style = 3"))
    with pytest.raises(SystemExit) as raised:
        projects.open_project(str(tmp_path / "dodo.py"))
    assert raised.value.code == 2
    assert capsys.readouterr().err == "error: pyproject.toml:2: style must be a text\n"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("[tool.collation]\n", True),
        ('[tool]\ncollation = {manuscript = "text"}\n', True),
        ('tool.collation.style = "x"\n', True),
        ("[tool.'collation']\n", True),
        ("[tool.collation]\nstyle = \n", True),
        ("[tool.collation.severity]\nx\n", True),
        ("[tool.collation-extra]\n", False),
        ("[tool.collation-extra]\nx\n", False),
        ("# [tool.collation]\n", False),
        ("tool = 3\n", False),
        ("a = " + "[" * 3000, False),
    ],
)
def test_a_table_for_us_makes_a_project_and_no_other_does(text: str, is_one, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert projects.is_project(tmp_path) == is_one


# --- where a project is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("files", [SECTION, {"collation.toml": ""}, {"pyproject.toml": "[tool.collation]\n"}])
def test_a_project_is_found_from_a_folder_within_it(files, tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**files, "notes/deep/x.txt": ""})
    assert projects.find_root(tmp_path / "notes" / "deep") == tmp_path.resolve()
    assert load(tmp_path).root == tmp_path.resolve()


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no manuscript here; `collate new DIR`"):
        load(tmp_path)
    with pytest.raises(ProjectError, match="no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(ProjectError, match="no manuscript here"):
        projects.find_root(Path(tmp_path.anchor))


# --- files -----------------------------------------------------------------------------------------------------------


def test_sections_come_in_the_order_of_their_names_without_hidden_files(tmp_path: Path, write_project) -> None:
    names = ["02-b.md", "10-c.md", "01-a.md", ".#01-a.md", "notes.txt", "figures/readme.md"]
    write_project(tmp_path, {f"manuscript/{name}": "" for name in names})
    assert load(tmp_path).sections == ("manuscript/01-a.md", "manuscript/02-b.md", "manuscript/10-c.md")


def test_figures_are_all_other_files_but_hidden_ones(tmp_path: Path, write_project) -> None:
    names = ["01-a.md", "metadata.yaml", "figures/b.png", "figures/deep/c.typ", "d.svg", ".e.svg", ".git/f", "g/.h/i"]
    write_project(tmp_path, {f"manuscript/{name}": "" for name in names})
    found = ("manuscript/d.svg", "manuscript/figures/b.png", "manuscript/figures/deep/c.typ")
    assert load(tmp_path).figures == found


def test_inputs_are_the_files_that_exist(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "references.bib": ""})
    assert load(tmp_path).inputs == ("manuscript/01-introduction.md", "references.bib")


def test_a_manuscript_may_lie_outside_the_project(tmp_path: Path, write_project) -> None:
    text = tmp_path / "text"
    write_project(tmp_path, {"text/01.md": "", "text/x.png": "", "p/collation.toml": f'manuscript = "{text}"\n'})
    project = load(tmp_path / "p")
    assert project.sections == (f"{text}/01.md",)
    assert project.figures == (f"{text}/x.png",)
    assert project.path(project.sections[0]) == text / "01.md"


def test_each_stage_depends_on_its_own_settings_only(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "manuscript/x.png": ""})
    before = load(tmp_path)
    changes = {
        "assemble": ('bibliography = "b.bib"', 'evidence = "e.yaml"'),
        "check": ('ignore = ["uncited-entry"]', 'severity = {missing-field = "note"}'),
        "render": ('style = "vancouver"', "superscript = false"),
    }
    for stage, tables in changes.items():
        for table in tables:
            write_project(tmp_path, settings(table))
            after = load(tmp_path)
            assert [name for name in changes if after.settings(name) != before.settings(name)] == [stage]
    write_project(tmp_path, settings('formats = ["pdf"]'))
    assert all(load(tmp_path).settings(name) == before.settings(name) for name in changes)


def test_a_file_that_comes_or_goes_changes_what_assemble_depends_on(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, SECTION)
    before = load(tmp_path).settings("assemble")
    write_project(tmp_path, {"manuscript/x.png": ""})
    assert load(tmp_path).settings("assemble") != before


def test_a_style_is_the_project_s_own_before_ours(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, SECTION)
    project = load(tmp_path)
    name = "csl/gb-t-7714-2015-numeric.csl"
    assert projects.find_style(project, name) == projects.styles() / name
    write_project(tmp_path, {f"styles/{name}": "<style/>"})
    assert projects.find_style(project, name) == project.root / "styles" / name
    assert project.root / "styles" / name in project.style_files("csl")
    assert (projects.styles() / name).resolve() in project.style_files("csl")
    assert projects.find_style(project, "csl/none.csl") is None


def test_a_style_that_is_one_file_is_found(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "styles/docx.yaml": ""})
    assert [path.name for path in load(tmp_path).style_files("docx.yaml")] == ["docx.yaml", "docx.yaml"]


# --- outputs ---------------------------------------------------------------------------------------------------------


def test_stale_outputs_are_renamed_and_named(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "out/manuscript.pdf": "1", "out/manuscript.docx": "2", "out/check.txt": "3"})
    project = load(tmp_path)
    assert [path.name for path in project.mark_stale()] == ["manuscript.stale.pdf", "manuscript.stale.docx"]
    assert sorted(path.name for path in project.out.iterdir()) == ["manuscript.stale.docx", "manuscript.stale.pdf"]
    assert project.mark_stale() == ()
    project.clear_stale("pdf")
    project.clear_stale("html")
    assert [path.name for path in project.out.iterdir()] == ["manuscript.stale.docx"]


def test_what_is_stale_or_set_aside_is_proven_no_longer(tmp_path: Path, write_project) -> None:
    made = dict.fromkeys(
        ("check.txt", "checked.json", "proof.json", "proof.html", "manuscript.pdf", "manuscript.html"), ""
    )
    write_project(tmp_path, {**SECTION, **{f"out/{name}": text for name, text in made.items()}})
    project = load(tmp_path)
    assert all(map(project.is_product, project.out.iterdir()))
    assert [path.name for path in project.set_aside(("html",))] == ["manuscript.stale.html"]
    assert {path.name for path in project.out.iterdir()} == {
        "check.txt", "checked.json", "manuscript.pdf", "manuscript.stale.html"
    }  # fmt: skip
    project.certificate.touch()
    project.mark_stale()
    assert {path.name for path in project.out.iterdir()} == {"manuscript.stale.pdf", "manuscript.stale.html"}


@pytest.mark.parametrize("name", ["proof", "Checked"])
def test_no_manuscript_has_the_name_of_a_file_of_ours(name: str, tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "collation.toml": f'name = "{name}"\n'})
    with pytest.raises(ProjectError, match=r"^collation\.toml:1: name must be another, for out/\w+\.json is a file of"):
        load(tmp_path)


def test_a_product_names_the_files_beside_it(tmp_path: Path, write_project) -> None:
    text = (
        '<p>&lt;graphic xlink:href="fig2.png"/&gt;<ext-link xlink:href="fig3.png"/><graphic id="x" xlink:href="fig1.png"/>'
        '<inline-graphic xlink:href="image1.jpg"/><graphic xlink:href="../fig4.png"/></p>'
    )
    write_project(tmp_path, {**SECTION, "out/manuscript.xml": text, "out/manuscript.pdf": text, "out/fig1.png": ""})
    project = load(tmp_path)
    assert project.companions("pdf") == ()
    assert project.companions("jats") == (project.out / "fig1.png", project.out / "image1.jpg")
    assert not project.is_whole("jats")
    assert project.is_product(project.out / "fig1.png")
    assert not project.is_product(project.out / "fig3.png")
    (project.out / "image1.jpg").touch()
    assert project.is_whole("jats")
    project.product("jats").replace(project.stale("jats"))
    assert project.stale("jats").name == "manuscript.stale.xml"
    assert len(project.companions("jats")) == 2


def test_a_newer_output_that_is_stale_replaces_an_older_one(tmp_path: Path, write_project) -> None:
    write_project(tmp_path, {**SECTION, "out/manuscript.pdf": "new", "out/manuscript.stale.pdf": "old"})
    load(tmp_path).mark_stale(("pdf",))
    assert (tmp_path / "out" / "manuscript.stale.pdf").read_text() == "new"


def test_a_file_is_replaced_whole_and_its_folder_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b"
    replace_file(path, b"one")
    replace_file(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    replace_file(tmp_path / "x", b"old")
    script = f"from pathlib import Path; from collation.project import replace_file; replace_file(Path({str(tmp_path / 'x')!r}), b'n' * 9000)"
    result = subprocess.run(
        [sys.executable, "-c", script],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "File too large" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_bytes() == b"old"


def test_a_write_that_is_interrupted_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch) -> None:
    replace_file(tmp_path / "x", b"old")
    monkeypatch.setattr(os, "fsync", lambda _: signal.raise_signal(signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "x", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_bytes() == b"old"


class FailsAt:
    """A file operation that fails, or is interrupted, at one of its calls."""

    def __init__(self, call: int, error: BaseException, operation) -> None:
        self.calls, self.call, self.error, self.operation = 0, call, error, operation

    def __get__(self, path: Path, _: type) -> object:
        def run(*arguments):
            self.calls += 1
            if self.calls == self.call:
                raise self.error
            return self.operation(path, *arguments)

        return run


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_files_that_belong_together_are_written_all_or_none(call: int, error, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "c").write_bytes(b"old c")
    (tmp_path / "c").chmod(0o640)
    monkeypatch.setattr(Path, "replace", FailsAt(call, error, Path.replace))
    monkeypatch.setattr(Path, "write_bytes", None)
    with pytest.raises(type(error)):
        projects.replace_files({tmp_path / name: b"new" for name in "abc"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old a", "c": b"old c"}
    assert (tmp_path / "c").stat().st_mode & 0o777 == 0o640


def test_a_second_interrupt_leaves_no_file_cut_short_and_none_lost(tmp_path: Path, monkeypatch) -> None:
    for name in "ab":
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", FailsAt(2, KeyboardInterrupt(), Path.replace))
    monkeypatch.setattr(Path, "exists", FailsAt(5, KeyboardInterrupt(), Path.exists))
    with pytest.raises(KeyboardInterrupt):
        projects.replace_files({tmp_path / name: b"new" for name in "ab"})
    monkeypatch.undo()
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "b").read_bytes() == b"old"
    assert any(path.read_bytes() == b"old" for path in tmp_path.glob(".a.*.tmp"))


def test_files_that_were_written_together_leave_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    projects.replace_files({tmp_path / name: b"new" for name in "ab"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new", "b": b"new"}


# --- a new project -----------------------------------------------------------------------------------------------------


def test_a_new_project_has_the_starter_s_files_and_our_own_dodo(tmp_path: Path) -> None:
    projects.create(tmp_path / "new")
    names = {path.relative_to(tmp_path / "new").as_posix() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert names == {
        ".gitignore",
        "dodo.py",
        "manuscript/01-introduction.md",
        "manuscript/metadata.yaml",
        "pyproject.toml",
        "references.bib",
        "references.evidence.yaml",
    }
    ours = Path(__file__).resolve().parent.parent / "dodo.py"
    assert (tmp_path / "new" / "dodo.py").read_bytes() == ours.read_bytes()
    assert load(tmp_path / "new").formats == FORMATS


def test_a_folder_with_anything_in_it_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    with pytest.raises(ProjectError, match="is there already"):
        projects.create(tmp_path)
    with pytest.raises(ProjectError, match="is there already"):
        projects.create(tmp_path / ".hidden")
    assert [path.name for path in tmp_path.iterdir()] == [".hidden"]


@pytest.mark.parametrize("way", ["typo/..", "typo/../.", "typo/../../稿"])
def test_a_folder_that_is_there_is_not_written_to_by_a_way_round_it(way: str, tmp_path: Path, write_project) -> None:
    folder = tmp_path / "稿"
    write_project(folder, SECTION)
    with pytest.raises(ProjectError, match="is there already"):
        projects.create(folder / way)
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*")] == ["manuscript", *SECTION]


def test_an_empty_folder_is_filled_and_stays_the_same_one(tmp_path: Path) -> None:
    before = tmp_path.stat().st_ino
    projects.create(tmp_path)
    assert tmp_path.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".gitignore",
        "dodo.py",
        "manuscript",
        "pyproject.toml",
        "references.bib",
        "references.evidence.yaml",
    ]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
@pytest.mark.parametrize(
    ("folder", "operation", "call"),
    [
        *((folder, *at) for folder in ("", "new", "a/b/new") for at in (("write_bytes", 1), ("write_bytes", 4), ("rename", 1))),
        ("", "rename", 3),  # a folder that is there is filled by several renamings, a new one made by one
    ],
)  # fmt: skip
def test_a_new_project_that_is_interrupted_leaves_nothing(
    *, folder: str, operation: str, call: int, error, tmp_path: Path, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, operation, FailsAt(call, error, getattr(Path, operation)))
        with pytest.raises(type(error)):
            projects.create(tmp_path / folder)
    assert list(tmp_path.iterdir()) == []
    projects.create(tmp_path / folder)
    assert load(tmp_path / folder).formats == FORMATS
