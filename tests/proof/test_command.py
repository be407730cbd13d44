"""`collate proof`: a project, a folder of outputs that a stranger has, and a file that came back."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from collation import limits
from collation import project as projects
from collation.proof import certificate, page
from collation.proof.files import sha256
from collation.standards import programs
from manuscripts import Outputs

BIB = """\
@article{one, author = {Alder, Ann}, title = {First invented work}, journal = {Invented Journal}, year = {2001}, volume = {1}, pages = {1--9}, langid = {english}}
@article{two, author = {Birch, Bob}, title = {Second invented work}, journal = {Invented Journal}, year = {2002}, volume = {2}, pages = {11--19}, langid = {english}}
@article{three, author = {陈文博}, title = {第三篇虚构的论文}, journal = {虚构杂志}, year = {2003}, volume = {3}, pages = {21-29}, langid = {chinese}}
"""
FILES = {
    "manuscript/metadata.yaml": "title: {zh: 虚构的题名, en: An invented title}\nauthors: [{name: {zh: 张三}}]\n",
    "manuscript/01.md": "软骨修复已有报道[@one]，亦有不同意见[@two]。后来的研究[@one; @two; @three]给出了结果。\n\n另一段文字[@three]。\n\n末段没有引用。\n",
    "references.bib": BIB,
    "waivers.toml": '[[waiver]]\ncheck = "missing-statement"\npath = "manuscript/metadata.yaml"\nreason = "a test"\n',
    "collation.toml": "formats = ['html', 'docx']\n",
}  # fmt: skip

Collate = Callable[..., Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, write_project: Collate, run: Collate) -> Path:
    """Build a small project; tests copy it and never change it."""
    folder = write_project(tmp_path_factory.mktemp("made") / "稿 $x", FILES)
    result = run(folder, "collate", "build")
    assert result.returncode == 0, result.stdout
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """Give a copy of the small project with its outputs."""
    return Path(shutil.copytree(made, tmp_path / "project"))


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    """Give the outputs of the small project alone, as a stranger has them."""
    return Path(shutil.copytree(made / "out", tmp_path / "received"))


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def substitute(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data, old
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


# --- a project -------------------------------------------------------------------------------------------------------


def test_a_project_is_proved_and_nothing_is_written(project: Path, collate: Collate) -> None:
    before = state(project)
    result = collate(project, "proof")
    assert result.returncode == 0, result.stdout
    assert "manuscript.html: 4 citation markers and 3 works, and all text, as checked\n" in result.stdout
    assert result.stdout.endswith("yes\n")
    assert state(project) == before
    assert collate(project.parent, "proof", "project").returncode == 0
    assert collate(project.parent, "proof", "--project", "project").returncode == 0


def test_the_flagship_is_proved(built: Path, collate: Collate) -> None:
    result = collate(built, "proof")
    assert (result.returncode, result.stdout[-4:]) == (0, "yes\n"), result.stdout


def test_where_nothing_is_certified_there_is_nothing_to_prove(project: Path, collate: Collate) -> None:
    (project / "out" / "proof.json").unlink()
    result = collate(project, "proof")
    assert result.returncode == 2
    assert "there is no certificate; `collate build` makes one" in result.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            ("manuscript/01.md", "已有报道", "尚无报道"),
            "differs: manuscript/01.md is not what the outputs were made of",
        ),
        (("manuscript/01.md", "已有报道", "尚无报道"), "error[changed-text]: out/manuscript.html"),
        (("manuscript/01.md", "已有报道", "尚无报道"), "differs: manuscript.json is not what the sources give"),
        (("references.bib", "First invented", "Other invented"), "error[changed-item]: out/manuscript.docx"),
        (("waivers.toml", "a test", "another"), "differs: waivers.toml is not what the outputs were made of"),
        (("waivers.toml", "a test", "another"), "differs: checked.json is not what the checks report now"),
        (
            ("collation.toml", "]", "]\nsuperscript = false"),
            "differs: settings, superscript: certified is true, and it is false",
        ),
        (("manuscript/01.md", "[@one]", "[@nobody]"), "differs: the manuscript has errors now"),
        (("out/check.txt", "error", "errer"), "differs: check.txt is not what the checks report now"),
        (("out/check.txt", "error", "errer"), "differs: check.txt is not the file that was certified"),
    ],
)
def test_what_changed_in_a_project_since_is_told(
    change: tuple[str, str, str], words: str, project: Path, collate: Collate
) -> None:
    name, old, new = change
    substitute(project / name, old, new)
    result = collate(project, "proof")
    assert result.returncode == 1
    assert words in result.stdout
    assert re.search(r"^no: ", result.stdout, re.MULTILINE)


def test_a_file_that_came_or_went_is_told(project: Path, collate: Collate) -> None:
    (project / "manuscript" / "new.svg").write_text("<svg/>")
    (project / "waivers.toml").unlink()
    (project / "out" / "manuscript.html").unlink()
    result = collate(project, "proof")
    assert result.returncode == 1
    for words in (
        "manuscript/new.svg is there, of which the outputs were not made",
        "waivers.toml is gone, of which the outputs were made",
        "manuscript.html is missing",
    ):
        assert f"differs: {words}\n" in result.stdout


# --- a folder of outputs ---------------------------------------------------------------------------------------------


def test_a_stranger_recomputes_all_but_what_is_not_there(out: Path, collate: Collate) -> None:
    before = state(out)
    result = collate(out.parent, "proof", "received")
    assert result.returncode == 3, result.stdout
    assert "not checked: waivers.toml (why findings are accepted): not in this folder\n" in result.stdout
    assert result.stdout.count("not checked: ") == 1
    assert result.stdout.endswith("yes, but not everything could be checked here\n")
    assert state(out) == before


def test_a_stranger_recomputes_everything_of_a_project_without_figures_and_waivers(
    tmp_path: Path, write_project: Collate, run: Collate, collate: Collate
) -> None:
    files = {
        **FILES,
        "waivers.toml": None,
        "manuscript/01.md": "\ufeff" + FILES["manuscript/01.md"].replace("\n", "\r\n"),
    }
    folder = write_project(tmp_path / "project", files)
    assert run(folder, "collate", "build", "html").returncode == 0
    received = shutil.move(folder / "out", tmp_path / "received")
    shutil.rmtree(folder)
    result = collate(tmp_path, "proof", str(received))
    assert (result.returncode, result.stdout[-4:]) == (0, "yes\n"), result.stdout


def test_a_bibliography_beside_the_project_is_no_obstacle(
    tmp_path: Path, write_project: Collate, run: Collate, collate: Collate
) -> None:
    settings = "formats = ['html']\nbibliography = '../shared/refs.bib'\n"
    files = {**FILES, "waivers.toml": None, "references.bib": None, "collation.toml": settings}
    folder = write_project(tmp_path / "project", files)
    write_project(tmp_path, {"shared/refs.bib": BIB})
    assert run(folder, "collate", "build").returncode == 0
    received = shutil.move(folder / "out", tmp_path / "received")
    result = collate(tmp_path, "proof", str(received))
    assert (result.returncode, result.stdout[-4:]) == (0, "yes\n"), result.stdout


def test_a_style_of_the_projects_own_goes_with_the_certificate(
    tmp_path: Path, write_project: Collate, run: Collate, collate: Collate
) -> None:
    ours = (projects.styles() / "csl" / "gb-t-7714-2015-numeric.csl").read_text(encoding="utf-8")
    own = {"styles/csl/own.csl": ours.replace("<info>", "<!-- own --><info>"), "waivers.toml": None}
    settings = "formats = ['html']\nstyle = 'own'\n"
    folder = write_project(tmp_path / "project", {**FILES, **own, "collation.toml": settings})
    assert run(folder, "collate", "build").returncode == 0
    received = Path(shutil.move(folder / "out", tmp_path / "received"))
    shutil.rmtree(folder)
    assert collate(tmp_path, "proof", str(received)).returncode == 0
    forge(
        received,
        lambda data: data["style"].update(text=data["style"]["text"].replace("<!-- own -->", "<!-- other -->")),
    )
    result = collate(tmp_path, "proof", str(received))
    assert result.returncode == 1
    assert "the text of the style own.csl in proof.json is not the style that was used" in result.stdout


def test_a_look_of_the_projects_own_is_compared_where_it_is_and_named_as_not_checked_where_it_is_not(
    tmp_path: Path, write_project: Collate, run: Collate, collate: Collate
) -> None:
    ours = projects.styles() / "html"
    template = (ours / "article.html").read_text(encoding="utf-8")
    template = template.replace("</head>", '<base href="https://$lang$.example.org/">\n</head>')
    style = (ours / "article.css").read_text(encoding="utf-8") + "\n  p { orphans: 3; }\n"
    own = {"styles/html/article.html": template, "styles/html/article.css": style, "waivers.toml": None}
    folder = write_project(tmp_path / "project", {**FILES, **own, "collation.toml": "formats = ['html']\n"})
    built = run(folder, "collate", "build")
    assert built.returncode == 0, built.stdout
    result = collate(folder, "proof")
    assert (result.returncode, result.stdout[-4:]) == (0, "yes\n"), result.stdout
    page_of_it = next(path for path in (folder / "out").glob("*.html") if path.name != "proof.html")
    damaged = page_of_it.read_text(encoding="utf-8").replace("orphans: 3", "opacity: 0")
    (tmp_path / "damaged.html").write_text(damaged, encoding="utf-8")
    result = collate(folder, "proof", str(tmp_path / "damaged.html"))
    assert "error[changed-look]" in result.stdout
    assert "has the style sheet “p { opacity: 0; }”, which is not of its styles" in result.stdout
    received = Path(shutil.move(folder / "out", tmp_path / "received"))
    shutil.rmtree(folder)
    for asked in ((str(received),), (str(tmp_path / "damaged.html"), "--against", str(received))):
        result = collate(tmp_path, "proof", *asked)
        assert "changed-look" not in result.stdout
        assert (
            "not checked: that nothing was put into the look of the page, for styles/html/article.css" in result.stdout
        )
        assert "yes, but not everything could be checked here" in result.stdout


def forge(out: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a certificate as a forger would who knows its form: in our own writing, and with the page to it."""
    data = json.loads((out / "proof.json").read_text(encoding="utf-8"))
    change(data)
    forged = certificate.read(json.dumps(data).encode())
    (out / "proof.json").write_bytes(certificate.write(forged))
    (out / "proof.html").write_bytes(page.write(forged))


def certify_again(out: Path, name: str) -> None:
    """Put the digest of a file that was changed into the certificate."""
    data = (out / name).read_bytes()

    def change(certified: dict[str, Any]) -> None:
        files = [*certified["outputs"], *certified["checked"]["files"], certified["assembled"]]
        for item in files:
            if item["name"] == name:
                item.update(sha256=sha256(data), size=len(data))

    forge(out, change)


def test_an_output_of_which_a_byte_was_changed_is_told(out: Path, collate: Collate) -> None:
    with (out / "manuscript.html").open("ab") as file:
        file.write(b"<!-- -->")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    digest = sha256((out / "manuscript.html").read_bytes())
    assert f"differs: manuscript.html is not the file that was certified: its SHA-256 is {digest}\n" in result.stdout


def test_an_output_that_was_changed_and_certified_anew_is_told(out: Path, collate: Collate) -> None:
    substitute(out / "manuscript.html", ">2</a>]", ">3</a>]")
    certify_again(out, "manuscript.html")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "manuscript/01.md:1:22: error[changed-marker]: manuscript.html, #cite-2 " in result.stdout
    assert "prints [3] where [2] was checked, which cites @two" in result.stdout
    assert "citations: 1 changed" in result.stdout


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["outputs"][0].update(sha256="0" * 64), "manuscript.html is not the file that was certified"),
        (lambda data: data["outputs"].pop(), "places, docx: certified is"),
        (lambda data: data["outputs"].reverse(), "proof.json names outputs that no build makes"),
        (lambda data: data["outputs"][0].update(markers=5), "outputs, html, markers: certified is 5, and it is 4"),
        (
            lambda data: data["citations"][1].update(marker="[3]"),
            'citations 2 (manuscript/01.md), marker: certified is "[3]"',
        ),
        (
            lambda data: data["citations"][1].update(line=7),
            "citations 2 (manuscript/01.md), line: certified is 7, and it is 1",
        ),
        (lambda data: data["citations"].pop(), "citations: 3 are certified, and there are 4"),
        (
            lambda data: data["citations"][0]["places"]["html"].update(anchor="cite-2"),
            'html, anchor: certified is "cite-2"',
        ),
        (
            lambda data: data["works"][0].update(text="Other"),
            'works 1 (one), text: certified is "Other", and it is "ALDER A.',
        ),
        (
            lambda data: data["works"][0]["evidence"].update(status="identified", seen=["year"], unseen=[]),
            'works 1 (one), evidence, status: certified is "identified", and it is "no evidence file"',
        ),
        (lambda data: data["checked"].update(accepted=[]), "checked, accepted: 0 are certified, and there are 1"),
        (lambda data: data["checked"].update(verified=3), "checked, verified: certified is 3"),
        (lambda data: data["inputs"][2].update(sha256="0" * 64), "inputs 3 (manuscript/01.md), sha256: certified is"),
        (lambda data: data["manuscript"].update(title="另一题名"), "manuscript, title: certified is"),
        (lambda data: data["settings"].update(superscript=False), "error[added-mark]"),
        (
            lambda data: data["settings"].update(ignore=["missing-statement"]),
            "missing-statement at manuscript/metadata.yaml:1:1",
        ),
        (
            lambda data: data["assembled"].update(name="other.json"),
            "proof.json names other.json, check.txt, checked.json, not",
        ),
        (lambda data: data.update(checks=["missing-marker"]), "checks: certified is "),
        (lambda data: data.update(unseen=[]), "unseen: certified is [], and it is "),
    ],
    ids=range(19),
)
def test_a_forged_certificate_is_told(
    change: Callable[[dict[str, Any]], object], words: str, out: Path, collate: Collate
) -> None:
    forge(out, change)
    result = collate(out, "proof", ".")
    assert result.returncode == 1, result.stdout
    assert words in result.stdout


def test_what_is_put_into_a_certificate_and_a_page_that_says_otherwise_are_told(out: Path, collate: Collate) -> None:
    substitute(out / "proof.json", '"version": 1,', '"version": 1, "approved": "by all",')
    substitute(out / "proof.html", "What is proven", "What is surely proven")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "differs: proof.json is not as Collation writes it: something was put in or set otherwise\n" in result.stdout
    assert "differs: proof.html does not say what proof.json says\n" in result.stdout


def test_a_manuscript_that_is_not_what_its_sources_give_is_told(out: Path, collate: Collate) -> None:
    """The blocks say 2001 where the source does not: nothing of them is believed."""
    path = out / "manuscript.json"
    substitute(path, '"c":"软骨修复已有报道"', '"c":"软骨修复尚无报道"')
    certify_again(out, "manuscript.json")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "differs: manuscript.json is not what the sources give\n" in result.stdout
    assert "changed-text" not in result.stdout


def test_a_source_that_was_changed_in_the_manuscript_is_told(out: Path, collate: Collate) -> None:
    path = out / "manuscript.json"
    data = path.read_bytes().replace("软骨修复已有报道".encode(), "软骨修复尚无报道".encode())
    path.write_bytes(data)
    certify_again(out, "manuscript.json")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "inputs 3 (manuscript/01.md), sha256: certified is" in result.stdout
    assert "error[changed-text]: manuscript.html" in result.stdout


def test_a_report_from_which_a_finding_was_taken_is_told(out: Path, collate: Collate) -> None:
    data = json.loads((out / "checked.json").read_text(encoding="utf-8"))
    data["accepted"].clear()
    (out / "checked.json").write_text(json.dumps(data), encoding="utf-8")
    certify_again(out, "checked.json")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "missing-statement at manuscript/metadata.yaml:1:1 is found, unlike in checked.json" in result.stdout


def test_a_missing_and_an_added_output_are_told(out: Path, collate: Collate) -> None:
    (out / "manuscript.docx").rename(out / "manuscript.pdf")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "differs: manuscript.docx is missing\n" in result.stdout
    assert "not checked: manuscript.pdf is in no certificate\n" in result.stdout


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("proof.json", None, "there is no certificate"),
        ("proof.json", b"", "is no certificate of Collation"),
        ("proof.json", b'{"version": 2}', "the certificate is of version 2"),
        ("proof.json", b"[" * 200_000, "is no certificate of Collation"),
        ("manuscript.json", None, "manuscript.json is missing: without the texts in it nothing can be recomputed"),
        ("manuscript.json", b"\xff\xfe", "manuscript.json is no manuscript of Collation"),
        ("manuscript.json", b"{}", "manuscript.json is no manuscript of Collation"),
    ],
    ids=range(7),
)
def test_a_folder_of_which_nothing_can_be_recomputed_is_refused(
    name: str, data: bytes | None, words: str, out: Path, collate: Collate
) -> None:
    (out / name).unlink()
    if data is not None:
        (out / name).write_bytes(data)
    result = collate(out, "proof", ".")
    assert result.returncode == 2
    assert words in result.stdout


@pytest.mark.parametrize("path", ["../../escaped.md", "/tmp/escaped-by-collation.md", "", ".", "a\0b", "manuscript"])
def test_a_manuscript_that_names_files_elsewhere_writes_none(path: str, out: Path, collate: Collate) -> None:
    data = json.loads((out / "manuscript.json").read_text(encoding="utf-8"))
    data["sources"][0]["path"] = path
    (out / "manuscript.json").write_text(json.dumps(data), encoding="utf-8")
    result = collate(out, "proof", ".")
    assert result.returncode in (1, 2)
    assert not list(out.parent.rglob("escaped*"))
    assert not Path("/tmp/escaped-by-collation.md").exists()


@pytest.mark.parametrize("name", ["manuscript", "bibliography", "evidence", "waivers", "name"])
@pytest.mark.parametrize("value", ["/etc", "../../../../../../../../etc/passwd", "a\0b"])
def test_settings_that_name_files_elsewhere_read_none(name: str, value: str, out: Path, collate: Collate) -> None:
    forge(out, lambda data: data["settings"].update({name: value}))
    result = collate(out, "proof", ".")
    assert result.returncode in (1, 2, 3)
    assert "root:" not in result.stdout


def test_other_tools_are_named_and_excuse_nothing(out: Path, collate: Collate) -> None:
    forge(out, lambda data: data["tools"].update(pandoc="2.0"))
    result = collate(out, "proof", ".")
    assert result.returncode == 3
    words = r"^not checked: tools: that it was made with pandoc 2\.0 \(here [\d.]+\)$"
    assert re.search(words, result.stdout, re.MULTILINE)
    substitute(out / "proof.html", "What is proven", "What was proven")
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert (
        "differs: proof.html does not say what proof.json says, which other versions of the tools may explain"
        in result.stdout
    )
    forge(out, lambda data: data.update(checks=data["checks"][:10]))
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "differs: checks: certified is " in result.stdout


def test_a_style_that_is_not_here_leaves_the_outputs_unchecked(out: Path, collate: Collate) -> None:
    forge(out, lambda data: data["style"].update(sha256="0" * 64))
    result = collate(out, "proof", ".")
    assert result.returncode == 3
    assert "the style gb-t-7714-2015-numeric here is not the one that the outputs were made with" in result.stdout
    forge(out, lambda data: data["settings"].update(style="none-such"))
    result = collate(out, "proof", ".")
    assert result.returncode == 3
    assert "not checked: the outputs cannot be compared: " in result.stdout


def test_sources_with_errors_are_told(out: Path, collate: Collate) -> None:
    path = out / "manuscript.json"
    path.write_bytes(path.read_bytes().replace(b"@two]", b"@xxx]"))
    result = collate(out, "proof", ".")
    assert result.returncode == 1
    assert "differs: the sources have errors that stop a build, the first at manuscript/01.md:1:" in result.stdout


# --- a file that came back -------------------------------------------------------------------------------------------


def changed(source: Path, target: Path, *changes: tuple[str, str]) -> Path:
    """Change the text of a Word document."""
    written = io.BytesIO()
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(written, "w") as other:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == "word/document.xml":
                text = data.decode()
                for old, new in changes:
                    assert text.count(old) == 1, (old, text.count(old))
                    text = text.replace(old, new)
                data = text.encode()
            other.writestr(item, data)
    target.write_bytes(written.getvalue())
    return target


def test_a_file_that_came_back_as_it_went_is_proved(project: Path, tmp_path: Path, collate: Collate) -> None:
    shutil.copy(project / "out" / "manuscript.docx", tmp_path / "review.docx")
    result = collate(project, "proof", "../review.docx")
    assert result.stdout == "review.docx: 4 citation markers and 3 works, and all text, as checked\nyes\n"
    assert result.returncode == 0
    result = collate(tmp_path, "proof", "review.docx", "--against", "project/out")
    assert result.returncode == 0
    assert "note: review.docx is byte for byte an output that was certified\n" in result.stdout
    assert collate(tmp_path, "proof", "review.docx", "--against", "project").returncode == 0
    assert collate(tmp_path, "proof", "review.docx", "--project", "project").returncode == 0


def marker(source: Path, number: int) -> str:
    """Return the markup of a citation marker in a Word document, its bookmark included."""
    text = zipfile.ZipFile(source).read("word/document.xml").decode()
    found = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="cite-{number}"/>.*?<w:bookmarkEnd w:id="\1"/>', text)
    assert found
    return found[0]


def test_what_a_co_author_did_to_the_citations_is_named_and_counted(
    project: Path, tmp_path: Path, collate: Collate
) -> None:
    source = project / "out" / "manuscript.docx"
    first, second, third, fourth = (marker(source, number) for number in (1, 2, 3, 4))
    file = changed(
        source,
        tmp_path / "review.docx",
        (first, re.sub(r"</?w:hyperlink[^>]*>", "", first)),
        (second, second.replace("ref-2", "ref-3").replace(">2<", ">3<")),
        (third, ""),
        (fourth, ""),
        ("另一段文字", "另</w:t></w:r>" + fourth + "<w:r><w:t>一段文字"),
        ("没有引用", "没有引用[2]"),
        ("First invented work", "First invented works"),
        ("给出了结果", "没有结果"),
    )
    result = collate(project, "proof", str(file))
    assert result.returncode == 1
    summary = result.stdout[result.stdout.index("citations: ") :]
    assert summary == (
        "citations: 1 lost, 1 put in, 1 moved, 1 changed, 1 typed over\n"
        "reference list: 1 changed-item\n"
        "text: 1 changed-text\n"
        "no: 7 findings\n"
    )
    codes = re.findall(r"error\[([a-z-]+)\]", result.stdout)
    assert codes == [
        *("missing-marker", "extra-marker", "moved-marker", "changed-marker", "unlinked-marker"),
        *("changed-item", "changed-text"),
    ], "what became of the citations is told first"
    assert "review.docx, paragraph " in result.stdout
    assert "   1 │ 软骨修复已有报道[@one]，" in result.stdout


def test_changes_that_a_co_author_left_tracked_are_told(project: Path, tmp_path: Path, collate: Collate) -> None:
    ins = '</w:t></w:r><w:ins w:id="900" w:author="李四" w:date="2026-01-01T00:00:00Z"><w:r><w:t>很</w:t></w:r></w:ins><w:r><w:t>'
    file = changed(project / "out" / "manuscript.docx", tmp_path / "review.docx", ("给出了结果", f"给出了{ins}结果"))
    result = collate(project, "proof", str(file))
    assert result.returncode == 1
    assert result.stdout == (
        "Tracked changes:\n"
        "manuscript/01.md:1:57: note[tracked-change]: 李四 put in “很” (paragraph 5, 2026-01-01 00:00)\n\n"
        "Found only if the tracked changes are accepted:\n"
        f"manuscript/01.md:1:57: error[changed-text]: {file.as_posix()}, paragraph 5, #cite-3 puts in “很” behind “来的研究[1-3]给出了”\n\n"
        "review.docx: 1 tracked change (1 by 李四)\n"
        "with every tracked change rejected: as it was checked\n"
        "with every tracked change accepted: 1 finding\n"
        "text: 1 changed-text\n"
        "no: 1 finding\n"
    )


def test_sources_that_changed_since_the_file_was_sent_are_told(project: Path, collate: Collate) -> None:
    substitute(project / "manuscript/01.md", "已有报道", "尚无报道")
    result = collate(project, "proof", "out/manuscript.docx")
    assert result.returncode == 1
    note = "note: manuscript/01.md changed since the last build; --against out compares with what was built\n"
    assert note in result.stdout
    assert collate(project, "proof", "out/manuscript.docx", "--against", "out").returncode == 0


def test_a_manuscript_with_errors_is_compared_with_nothing(project: Path, collate: Collate) -> None:
    substitute(project / "manuscript/01.md", "[@one]", "[@nobody]")
    result = collate(project, "proof", "out/manuscript.docx")
    assert result.returncode == 2
    assert "the manuscript has errors, which `collate check` shows" in result.stdout


@pytest.mark.parametrize("suffix", ["pdf", "html", "docx", "xml", "epub"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"PK\x03\x04" + bytes(60),
        b"%PDF-1.7\n%%EOF",
        b"<a",
        b"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>",
    ],
    ids=range(6),
)
def test_a_hostile_file_is_a_finding_and_no_traceback(
    suffix: str, data: bytes, project: Path, tmp_path: Path, collate: Collate
) -> None:
    path = tmp_path / f"back.{suffix}"
    path.write_bytes(data)
    result = collate(project, "proof", str(path))
    assert result.returncode == 1, result.stdout
    assert re.search(r"^no: \d+ findings?$", result.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", ["pdf", "html", "docx", "jats", "epub"])
def test_every_format_of_the_flagship_can_come_back(
    name: str, outputs: Outputs, tmp_path: Path, collate: Collate
) -> None:
    path = outputs.project.product(name)
    copy = Path(shutil.copy(path, tmp_path / f"back{path.suffix.upper()}"))
    result = collate(outputs.project.root, "proof", str(copy))
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.docx"], "nowhere.docx: no such file or folder"),
        (["waivers.toml"], "waivers.toml: Collation reads files whose names end in .pdf, .html, .docx, .xml, .epub"),
        (["manuscript"], "there is no certificate"),
        (["out", "--project", "."], "--project and out both say whose outputs are proved; name one"),
        (["out", "--against", "."], "--against says with what a file is compared, and no file is named"),
        (["--against", "."], "--against says with what a file is compared, and no file is named"),
        (["out/manuscript.docx", "--against", "manuscript"], "there is no certificate"),
        (["out/manuscript.docx", "--against", ".", "--project", "."], "--project and --against both say"),
    ],
)
def test_a_command_that_cannot_be_meant_is_refused(
    arguments: list[str], words: str, project: Path, collate: Collate
) -> None:
    result = collate(project, "proof", *arguments)
    assert result.returncode == 2
    assert words in result.stdout


def test_tools_that_are_asked_for_and_not_there_leave_something_unchecked(
    project: Path, run: Collate, tmp_path: Path
) -> None:
    collate = Path(sys.executable).with_name("collate")
    result = run(project, str(collate), "proof", "--standards", PATH=str(tmp_path))
    assert result.returncode == 3, result.stdout
    assert "not checked: whether manuscript.html meets HTML (WHATWG), because " in result.stdout


PACKAGES = ("axe-core", "playwright-core", "vnu-jar", "@jats4r/dtds", "@likecoin/epubcheck-ts")


def plant(folder: Path) -> None:
    """Put packages into a folder as somebody does who wants them to be run."""
    for name in PACKAGES:
        path = folder / "node_modules" / name
        path.mkdir(parents=True)
        (path / "package.json").write_text('{"version": "6.6.6"}')
        marker = (folder / "run").as_posix()
        (path / "index.js").write_text(f"require('fs').writeFileSync({marker!r}, '')")


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> set[Path]:
    """Collect the folders from which packages are taken, of which none is run."""
    found: set[Path] = set()
    look = programs.package

    def package(name: str, places: programs.Places) -> Path:
        path = look(name, places)
        found.add(path.parent if path.parent.name == "node_modules" else path.parent.parent)
        raise programs.UnavailableError("it is not run here")

    monkeypatch.delenv("NODE_PATH", raising=False)
    monkeypatch.setattr(programs, "package", package)
    return found


@pytest.fixture
def sent(made: Path, tmp_path: Path) -> Path:
    """Give a folder with one's own project, and packages in, beside and above what came from somebody else."""
    for name in ("mine", "project"):
        shutil.copytree(made, tmp_path / name)
    shutil.copytree(made / "out", tmp_path / "received")
    for name in ("received", "received/deeper", "project", "project/out", "."):
        (tmp_path / name).mkdir(exist_ok=True)
        plant(tmp_path / name)
    (tmp_path / "elsewhere").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("here", "what"),
    [
        (".", "received"),
        ("received", "."),
        ("received/deeper", ".."),
        ("received/deeper", "../manuscript.html"),
        (".", "received/manuscript.html"),
        ("received", "manuscript.html"),
        ("mine", "../received"),
        ("mine", "../received/manuscript.html"),
        (".", "project"),
        ("mine", "../project"),
        ("elsewhere", "../received"),
    ],
)
def test_no_program_is_taken_from_what_somebody_sent(
    here: str, what: str, sent: Path, collate: Collate, taken: set[Path]
) -> None:
    against = ("--against", str(sent / "mine")) if what.endswith(".html") else ()
    result = collate(sent / here, "proof", what, "--standards", *against)
    assert result.returncode == 3, result.stdout
    assert taken == set()
    assert "axe-core is not installed; in the folder of your own project: npm install --ignore-scripts" in result.stdout
    if here == "mine":
        plant(sent / "mine")
        assert collate(sent / here, "proof", what, "--standards", *against).returncode == 3
        assert taken == {sent / "mine" / "node_modules"}


@pytest.mark.parametrize("what", ["", "out", ".", "mail/review.html"])
def test_the_programs_of_ones_own_project_are_used(
    what: str, project: Path, collate: Collate, taken: set[Path]
) -> None:
    plant(project)
    (project / "mail").mkdir()
    plant(project / "mail")
    shutil.copy(project / "out" / "manuscript.html", project / "mail" / "review.html")
    assert collate(project, "proof", *([what] if what else []), "--standards").returncode == 3
    assert taken == {project / "node_modules"}


def test_no_planted_program_is_run(out: Path, run: Collate) -> None:
    for folder in (out, out.parent):
        plant(folder)
    result = run(out.parent, "collate", "proof", "received", "--standards")
    assert result.returncode == 3, result.stdout
    assert "6.6.6" not in result.stdout
    assert not list(out.parent.rglob("run"))


# --- what fills the memory -------------------------------------------------------------------------------------------


def word_bomb(source: Path, target: Path, times: int) -> None:
    """Put empty paragraphs into a Word document: 120 MB of them are packed in 860 kB."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as other:
        for item in archive.infolist():
            data = archive.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * times)
            other.writestr(item.filename, data)


@pytest.mark.parametrize(
    ("times", "words"),
    [(20_000_000, "of markup, more than any document needs"), (600_000, "tags, more than any document needs")],
)
def test_a_word_document_that_would_fill_the_memory_is_a_finding_at_once(
    times: int, words: str, out: Path, collate: Collate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No validator is asked of what the reader refuses, neither in another process nor in ours."""
    word_bomb(out / "manuscript.docx", out / "manuscript.docx.new", times)
    (out / "manuscript.docx.new").replace(out / "manuscript.docx")
    certify_again(out, "manuscript.docx")
    monkeypatch.setattr("collation.standards.docx.check", lambda _: pytest.fail("it is asked in our own process"))
    monkeypatch.setattr("collation.standards._apart", lambda *_: pytest.fail("it is asked"))
    start = time.perf_counter()
    for arguments in (["."], ["manuscript.docx", "--against", "."]):
        result = collate(out, "proof", *arguments)
        assert result.returncode == 1
        assert "error[unreadable-output]" in result.stdout
        assert words in result.stdout
    assert time.perf_counter() - start < 60


def test_more_text_than_can_be_compared_is_a_finding(
    out: Path, collate: Collate, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, most, words in (
        ("BLOCKS", 3, "paragraphs and the like, more than any article needs"),
        ("CHARACTERS", 30, "characters, more than any article needs"),
        ("FILE", 300, "it has 0 MiB, more than any document needs"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(limits, name, most)
            for file in ("manuscript.docx", "manuscript.html"):
                result = collate(out, "proof", file, "--against", ".")
                assert (result.returncode, words in result.stdout) == (1, True), result.stdout
