"""A copy for blinded review: whatever names its authors is found, in every format, and nothing is where nobody is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.document import numbered
from collation.document.numbered import Document
from collation.model import FrontMatter
from collation.project import Project, load, suffix
from collation.proof.matter import author_identity
from collation.proof.output import read_alone

from .damages.trial import render

FILES = {
    "manuscript/metadata.yaml": """\
title: {zh: 虚构的题名, en: An invented title}
authors:
  - name: {zh: 张三丰, en: ZHANG Sanfeng}
    affiliations: [one]
    corresponding: true
    email: zhang@example.org
    orcid: https://orcid.org/0000-0002-1825-0097
affiliations:
  - {id: one, zh: 虚构大学附属医院, en: Hospital of the Invented University}
statements:
  funding: 虚构基金（81672168）资助
""",
    "manuscript/01.md": "# 引言\n\n软骨修复已有报道[@one]。\n\n张三丰等[@one]曾有报道。\n",
    "references.bib": "@article{one, author = {张三丰}, title = {虚构的论文}, journal = {虚构杂志}, year = {2001}, volume = {1}, pages = {1-9}, langid = {chinese}}\n",
}  # fmt: skip
FORMATS = ("pdf", "html", "docx", "jats", "epub")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give the project."""
    folder = tmp_path_factory.mktemp("blinded")
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return load(folder)


@cache
def documents(project: Project) -> tuple[Document, Document]:
    """Return the document, and the same without anything that says who wrote it."""
    manuscript = read(project)
    matter: FrontMatter = replace(manuscript.front_matter, authors=(), affiliations=(), statements=())
    blinded = replace(manuscript, front_matter=matter)
    return numbered.prepare(manuscript, project), numbered.prepare(blinded, project)


@cache
def blinded(project: Project, format: str) -> bytes:
    """Return a copy that names nobody."""
    return render(documents(project)[1], project, format)


def told(project: Project, format: str, data: bytes, folder: Path) -> list[str]:
    """Return what is told of the authors' identity."""
    path = folder / f"copy.{suffix(format)}"
    path.write_bytes(data)
    output = read_alone(documents(project)[0], format, path, is_blinded=True)
    return [item.message for item in output.findings if item.code == author_identity.CODE]


@pytest.mark.parametrize("format", FORMATS)
def test_a_blinded_copy_names_nobody(project: Project, format: str, tmp_path: Path) -> None:
    assert told(project, format, blinded(project, format), tmp_path) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_copy_that_is_not_blinded_names_its_authors(project: Project, format: str, tmp_path: Path) -> None:
    found = "\n".join(told(project, format, render(documents(project)[0], project, format), tmp_path))
    for words in ("张三丰", "虚构大学附属医院", "zhang@example.org", "0000-0002-1825-0097", "81672168"):
        assert words in found, (words, found)


def test_nobody_is_looked_for_in_a_copy_that_is_not_to_be_blinded(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "copy.html"
    path.write_bytes(render(documents(project)[0], project, "html"))
    assert read_alone(documents(project)[0], "html", path).findings == ()


Plant = Callable[[bytes], bytes]


def text(old: str, new: str) -> Plant:
    def planted(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return planted


def part(name: str, old: str, new: str) -> Plant:
    """Change a part of a package; without `old` the part is put in."""

    def planted(data: bytes) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(written, "w") as bad:
            for item in good.infolist():
                content = good.read(item)
                if old and re.fullmatch(name, item.filename):
                    content, count = re.subn(old, new, content.decode(), count=1)
                    assert count == 1, old
                bad.writestr(item, content)
            if not old:
                bad.writestr(name, new)
        return written.getvalue()

    return planted


DOCUMENT, CORE = "word/document.xml", "docProps/core.xml"


@pytest.mark.parametrize(
    ("format", "plant", "words"),
    [
        ("docx", part(DOCUMENT, "软骨修复", "张三丰团队在其单位研究并发表，见于软骨修复"), "prints the name of an author “张三丰”"),
        ("docx", part(DOCUMENT, "软骨修复", "Sanfeng Zhang在其单位做了大量的研究，软骨修复"), "“Sanfeng Zhang”"),
        ("docx", part(DOCUMENT, "已有报道", "见ZHANG@example.org "), "prints the e-mail address"),
        ("docx", part(DOCUMENT, "已有报道", "基金81672168 "), "prints the number of a grant “81672168”"),
        ("docx", part(CORE, "</cp:coreProperties>", "<cp:lastModifiedBy>zsf</cp:lastModifiedBy></cp:coreProperties>"), "names “zsf” as last editor, in docProps/core.xml"),
        ("docx", part("word/media/张三丰.png", "", "x"), "beside its text, in word/media/张三丰.png"),
        ("docx", part(DOCUMENT, "<w:body>", '<w:body><w:p><w:ins w:id="1" w:author="zsf"/></w:p>'), "names “zsf” as tracked change"),
        ("docx", part("word/header1.xml", "</w:hdr>", "<w:p><w:r><w:t>张三</w:t></w:r><w:r><w:t>丰</w:t></w:r></w:p></w:hdr>"), "beside its text, in word/header1.xml"),
        ("html", text("</title>", '</title><meta name="author" content="zsf">'), "names “zsf” as its author to programs"),
        ("html", text("<body", "<!-- by Zhang, Sanfeng --><body"), "“Zhang, Sanfeng” beside its text"),
        ("html", text("</title>", '</title><link rel="me" href="https://orcid.org/0000-0002-1825-0097">'), "has the ORCID iD"),
        ("jats", text("<article-meta>", "<article-meta><!-- 张三丰 -->"), "has the name of an author “张三丰” beside"),
        ("jats", text("<article-meta>", '<article-meta><contrib-group><contrib contrib-type="author"><name><surname>Zhang</surname><given-names>Sanfeng</given-names></name></contrib></contrib-group>'), "anfeng"),
        ("epub", part(r".*\.opf", "</metadata>", "<dc:creator>zsf</dc:creator></metadata>"), "names “zsf” as its author"),
        ("epub", part("EPUB/media/zhang-sanfeng.png", "", "x"), "EPUB/media/zhang-sanfeng.png"),
    ],
    ids=range(15),
)  # fmt: skip
def test_what_names_an_author_is_found(project: Project, format: str, plant: Plant, words: str, tmp_path: Path) -> None:
    found = told(project, format, plant(blinded(project, format)), tmp_path)
    assert any(words in message for message in found), found


def test_the_properties_of_a_pdf_are_read(project: Project, tmp_path: Path) -> None:
    import pikepdf

    file = pikepdf.open(io.BytesIO(blinded(project, "pdf")))
    with file.open_metadata(set_pikepdf_as_editor=False) as packet:
        packet["dc:source"] = "zhang@example.org"
    file.docinfo["/Subject"] = "张三丰"
    written = io.BytesIO()
    file.save(written)
    found = "\n".join(told(project, "pdf", written.getvalue(), tmp_path))
    assert "“张三丰” beside its text, in document information" in found
    assert "“zhang@example.org” beside its text, in XMP metadata" in found
