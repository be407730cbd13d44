"""How the bytes of a format become files: a product, and what lies beside one that can only name its images."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from collation import store
from collation.document.numbered import RenderError
from collation.project import Project
from collation.render import render
from manuscripts import Prepare, Write


class Naming(ModuleType):
    """A format whose product names files."""

    names: tuple[str, ...] = ()
    fails = False

    def render(self, document: object, project: object) -> bytes:
        return "".join(f'<graphic xlink:href="{name}"/>' for name in self.names).encode()

    def companions(self, document: object, project: object) -> dict[str, bytes]:
        if self.fails:
            raise RenderError("cannot be shown")
        return {name: name.encode() for name in self.names}


@pytest.fixture
def naming(monkeypatch: pytest.MonkeyPatch) -> Naming:
    module = Naming("collation.render.jats")
    monkeypatch.setitem(sys.modules, "collation.render.jats", module)
    return module


@pytest.fixture
def project(write: Write, prepare: Prepare) -> Project:
    found = write("文。\n")
    store.save(prepare(found).manuscript, found.assembled)
    return found


def test_a_product_and_the_files_that_it_names_are_written_together(project: Project, naming: Naming) -> None:
    naming.names = ("fig1.png", "fig2.png")
    render(project, "jats")
    assert project.product("jats").name == "manuscript.xml"
    assert [path.name for path in project.companions("jats")] == ["fig1.png", "fig2.png"]
    assert (project.out / "fig1.png").read_bytes() == b"fig1.png"
    assert project.is_whole("jats")


def test_files_that_a_product_no_longer_names_go_and_files_of_others_stay(project: Project, naming: Naming) -> None:
    naming.names = ("fig1.png", "fig2.png")
    render(project, "jats")
    (project.out / "mine.txt").touch()
    project.mark_stale()
    naming.names = ("fig2.png", "fig3.png")
    render(project, "jats")
    assert {path.name for path in project.out.iterdir()} >= {"fig2.png", "fig3.png", "mine.txt"}
    assert not (project.out / "fig1.png").exists()
    assert not project.stale("jats").exists()


def test_where_a_file_cannot_be_made_nothing_is_written(project: Project, naming: Naming) -> None:
    naming.fails = True
    with pytest.raises(RenderError):
        render(project, "jats")
    assert [path.name for path in project.out.iterdir()] == ["manuscript.json"]


def test_an_output_that_changes_is_proven_no_longer_and_one_that_does_not_still_is(
    project: Project, naming: Naming
) -> None:
    render(project, "jats")
    project.certificate.touch()
    render(project, "jats")
    assert project.certificate.exists()
    naming.names = ("fig1.png",)
    render(project, "jats")
    assert not project.certificate.exists()
