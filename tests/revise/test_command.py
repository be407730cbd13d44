"""`collate revise` in a repository that the test makes; every work in it is invented."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from collation import pages, revision
from collation import project as projects
from collation.history import HistoryError, find
from collation.proof import docx as reader
from collation.revision import RevisionError
from collation.standards import docx as standard
from manuscripts import BIBLIOGRAPHY, METADATA

from .settle import text_of

OLD = "# One {#sec-one}\n\nThe first claim[@one]. The second claim[@two].\n\nA last paragraph[@three].\n"
NEW = "# One {#sec-one}\n\nA new claim[@four]. The first claim[@one].\n\nA last paragraph[@three], with more.\n"
SETTINGS = 'ignore = ["uncited-entry"]\n'


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ann Alder", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, tag: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", tag)
    git(folder, "tag", tag)


@pytest.fixture
def repository(tmp_path, write_project):
    """Give a project in a subfolder of a repository: its first version is tagged `sent`, a second is not committed."""
    folder = tmp_path / "repository"
    files = {"01.md": OLD, "metadata.yaml": f"{METADATA}date: 2026-01-02\n"}
    root = folder / "papers" / "one"
    named = {f"manuscript/{name}": text for name, text in files.items()}
    write_project(root, {**named, "references.bib": BIBLIOGRAPHY, "collation.toml": SETTINGS, ".gitignore": "out/\n"})
    git(folder, "init", "-q")
    commit(folder, "sent")
    (root / "manuscript" / "01.md").write_text(NEW, encoding="utf-8")
    return root


def read(root: Path, name: str) -> bytes:
    return (root / "out" / "revision" / name).read_bytes()


def test_the_command_writes_what_reviewers_are_sent(repository, run):
    result = run(repository, "collate", "revise", "--from", "sent")
    assert result.returncode == 0, result.stdout
    assert "1 moved, 1 removed, 1 new, 1 as before" in result.stdout
    assert "note: the new version has changes that no commit holds" in result.stdout
    rows = list(csv.reader(io.StringIO(read(repository, "numbers.csv").decode("utf-8-sig"))))
    assert [row[:4] for row in rows[1:]] == [
        ["", "1", "new", "four"],
        ["1", "2", "moved", "one"],
        ["3", "3", "same", "three"],
        ["2", "", "removed", "two"],
    ]
    response = read(repository, "response.md").decode()
    assert "第1页第" in response
    assert "A last paragraph\\[3\\], with more." in response
    revisions = reader.read(read(repository, "manuscript.tracked.docx")).revisions
    assert {item.author for item in revisions} == {"张三", "张三（仅编号变动）"}


def test_the_lines_that_are_named_are_those_that_are_printed(repository):
    revision.revise(projects.load(repository), "sent")
    found = pages.read(read(repository, "manuscript.lines.pdf")).runs
    response = read(repository, "response.md").decode()
    (more,) = [run for run in found if "with more" in run.text or "more." in run.text]
    number = min(
        (run for run in found if run.is_artifact and run.text.strip().isdecimal()), key=lambda run: abs(run.y - more.y)
    )
    assert f"第1页第{number.text.strip()}行" in response


def test_two_commits_are_compared_and_the_files_as_they_are_are_left_out(repository):
    commit(repository, "revised")
    (repository / "manuscript" / "01.md").write_text("Something else[@five].\n", encoding="utf-8")
    found = revision.revise(projects.load(repository), "sent", "revised", author="Bob Birch")
    assert found.told == ["files of the project have changes that no commit holds, and they are not in it"]
    assert {item.author for item in reader.read(read(repository, "manuscript.tracked.docx")).revisions} == {
        "Bob Birch",
        "Bob Birch（仅编号变动）",
    }
    assert "with more" in str(text_of(read(repository, "manuscript.tracked.docx")))


def test_the_same_versions_give_the_same_bytes(repository, tmp_path):
    commit(repository, "revised")
    copy = tmp_path / "elsewhere"
    shutil.copytree(repository.parent.parent, copy)
    written = []
    for root in (repository, copy / "papers" / "one"):
        revision.revise(projects.load(root), "sent", "revised")
        folder = root / "out" / "revision"
        written.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert written[0] == written[1]


def test_a_response_that_somebody_wrote_in_is_never_written_over(repository):
    project = projects.load(repository)
    revision.revise(project, "sent")
    path = repository / "out" / "revision" / "response.md"
    assert "response.new" not in str(revision.revise(project, "sent").files)
    filled = path.read_text(encoding="utf-8").replace("**答复：**", "**答复：** 已改。", 1)
    path.write_text(filled, encoding="utf-8")
    found = revision.revise(project, "sent")
    assert path.read_text(encoding="utf-8") == filled
    assert any("is left as it is" in words for words in found.told)
    assert read(repository, "response.new.md").decode().count("已改") == 0
    (path.parent / "response.new.md").write_text(filled, encoding="utf-8")
    revision.revise(project, "sent")
    assert read(repository, "response.new.md").decode() == filled
    assert read(repository, "response.new-2.md").decode().count("已改") == 0


@pytest.mark.parametrize("name", ["response.docx", "response.md"])
def test_neither_of_the_two_is_written_over_when_the_other_is_untouched(name, repository):
    project = projects.load(repository)
    revision.revise(project, "sent")
    path = repository / "out" / "revision" / name
    path.write_bytes(path.read_bytes() + b" ")
    before = path.read_bytes()
    revision.revise(project, "sent")
    assert path.read_bytes() == before


def test_a_commit_that_git_does_not_know(repository, run):
    result = run(repository, "collate", "revise", "--from", "nowhere")
    assert result.returncode == 2
    assert "git knows no commit 'nowhere'" in result.stdout
    for odd in ("--help", "sent:papers", "-x", ""):
        with pytest.raises(HistoryError, match="knows no commit"):
            find(repository).commit(odd)


def test_a_folder_that_is_in_no_repository(tmp_path, write_project, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    root = write_project(tmp_path / "alone", {"manuscript/01.md": OLD, "references.bib": BIBLIOGRAPHY})
    with pytest.raises(HistoryError, match="not in a git repository"):
        revision.revise(projects.load(root), "sent")


def test_a_machine_without_git(repository, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(HistoryError, match="git is not installed"):
        revision.revise(projects.load(repository), "sent")


def test_a_shallow_clone_says_how_to_get_the_rest(repository, tmp_path):
    commit(repository, "revised")
    top = repository.parent.parent
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-tags", f"file://{top}", "shallow")
    with pytest.raises(HistoryError, match="git fetch --unshallow"):
        revision.revise(projects.load(tmp_path / "shallow" / "papers" / "one"), "sent")


def test_a_version_in_which_the_project_was_not_there(repository):
    top = repository.parent.parent
    git(top, "checkout", "-q", "--orphan", "before")
    git(top, "rm", "-rfq", "--cached", ".")
    (top / "README").write_text("nothing yet", encoding="utf-8")
    git(top, "add", "README")
    git(top, "commit", "-qm", "before")
    git(top, "tag", "before-all")
    with pytest.raises(HistoryError, match="had no files"):
        revision.revise(projects.load(repository), "before-all")


@pytest.mark.parametrize(("which", "said"), [("old", "the version of broken"), ("new", "the manuscript has 1 error")])
def test_a_version_with_errors_in_its_citations_is_not_compared(which, said, repository):
    path = repository / "manuscript" / "01.md"
    path.write_text(NEW.replace("@four", "@nobody"), encoding="utf-8")
    if which == "old":
        commit(repository, "broken")
        path.write_text(NEW, encoding="utf-8")
    with pytest.raises(RevisionError, match=said):
        revision.revise(projects.load(repository), "broken" if which == "old" else "sent")
    assert not (repository / "out" / "revision").exists()


def test_a_link_to_a_file_of_the_repository_is_that_file(repository):
    top = repository.parent.parent
    (repository / "references.bib").rename(top / "library.bib")
    (repository / "references.bib").symlink_to("../../library.bib")
    commit(top, "linked")
    found = revision.revise(projects.load(repository), "linked")
    assert all(move.what == "same" for move in found.moves)


def test_a_library_beside_the_project_is_read_as_it_was(repository):
    top = repository.parent.parent
    (repository / "references.bib").rename(top / "papers" / "library.bib")
    settings = 'bibliography = "../library.bib"\n'
    (repository / "collation.toml").write_text(settings + SETTINGS, encoding="utf-8")
    commit(top, "beside")
    (top / "papers" / "library.bib").write_text(
        BIBLIOGRAPHY.replace("First invented", "Newly invented"), encoding="utf-8"
    )
    revision.revise(projects.load(repository), "beside")
    data = read(repository, "manuscript.tracked.docx")
    assert "First invented" in str(text_of(data, accepts=False))
    assert "Newly invented" in str(text_of(data))


def test_an_image_that_was_not_there_is_told_with_its_version(repository):
    text = f'{NEW}\n![Words](a.png){{#fig-a alt="What it shows"}}\n\nSee @fig-a.\n'
    (repository / "manuscript" / "01.md").write_text(text, encoding="utf-8")
    commit(repository, "imageless")
    with pytest.raises(RevisionError, match=r"the version of imageless .*a\.png"):
        revision.revise(projects.load(repository), "imageless")


def test_the_flagship_after_a_few_edits(flagship):
    git(flagship, "init", "-q")
    commit(flagship, "sent")
    introduction = flagship / "manuscript" / "01-introduction.md"
    text = introduction.read_text(encoding="utf-8")
    text = text.replace("年龄增长、超重", "年龄增大、肥胖").replace("[@silverwood2015]", "").replace("因此，", "所以，")
    introduction.write_text(f"{text}\n新的一段，有新的位置[@rani2015]。\n", encoding="utf-8")
    vesicles = flagship / "manuscript" / "06-extracellular-vesicles.md"
    lines = vesicles.read_text(encoding="utf-8").splitlines(keepends=True)
    rows = [index for index, line in enumerate(lines) if line.startswith("|")]
    del lines[rows[-1]]
    vesicles.write_text("".join(lines), encoding="utf-8")
    found = revision.revise(projects.load(flagship), "sent")
    path = flagship / "out" / "revision" / "manuscript.tracked.docx"
    assert {move.citekey for move in found.moves if move.what == "removed"} == {"silverwood2015"}
    assert [verdict.findings for verdict in standard.check(path)] == [()]
    assert "年龄增长" in str(text_of(path.read_bytes(), accepts=False))
    assert "年龄增长" not in str(text_of(path.read_bytes()))
