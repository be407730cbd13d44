"""The certificate says of which bytes what was proven, and of what nothing was."""

from __future__ import annotations

import json
import shutil
from dataclasses import fields
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from collation import project as projects
from collation import store
from collation.assemble.manuscript import read
from collation.check.acceptance import examine
from collation.check.report import json as for_programs
from collation.check.report import text as for_persons
from collation.document import numbered
from collation.project import NO_SETTINGS, Project
from collation.proof import certificate, is_proven, prove
from collation.proof.certificate import CertificateError, Settings
from collation.proof.files import sha256
from collation.render import render
from manuscripts import ENGLISH, Write

SCHEMA = json.loads(files("collation.proof").joinpath("certificate.schema.json").read_text(encoding="utf-8"))


class Words(list[str]):
    """A stream that keeps what it is told."""

    def write(self, text: str) -> None:
        self.append(text)

    def flush(self) -> None:
        pass


IGNORED = "ignore = ['uncited-entry']\n"


@pytest.fixture
def write(write: Write) -> Write:
    """Write a project that cites some of the works of the bibliography."""

    def make(text: str, *, settings: str = "", **more: Any) -> Project:
        return write(text, settings=IGNORED + settings, **more)

    return make


@pytest.fixture(scope="module")
def certified(built: Path) -> dict[str, Any]:
    return json.loads((built / "out" / "proof.json").read_text(encoding="utf-8"))


def proven(project: Project, *formats: str) -> tuple[bool, str]:
    """Check, render and prove a project; returns whether it is proven, and what was said."""
    manuscript = read(project)
    store.save(manuscript, project.assembled)
    report = examine(manuscript, project)
    assert not report.has_errors
    for path, form in ((project.report, for_persons), (project.checked, for_programs)):
        path.write_text(form.write(report, manuscript, project), encoding="utf-8")
    for format in formats or ("html",):
        render(project, format)
    return told(project)


def told(project: Project) -> tuple[bool, str]:
    words = Words()
    return prove(project, words), "".join(words)


def test_the_certificate_has_the_form_that_its_schema_describes(certified: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(certified)


def test_the_schema_describes_every_field(certified: dict[str, Any]) -> None:
    names = {item.name for item in fields(certificate.Certificate)}
    assert names == set(SCHEMA["properties"]) == set(SCHEMA["required"]) == set(certified)
    assert {item.name for item in fields(Settings)} == set(SCHEMA["properties"]["settings"]["properties"])
    assert {item.name for item in fields(Settings)} == {item.name for item in fields(Project)} - {
        *NO_SETTINGS,
        "formats",
        "journal",
    }


def test_every_output_and_every_file_beside_one_is_certified_by_its_bytes(
    built: Path, certified: dict[str, Any]
) -> None:
    project = projects.load(built)
    assert [item["format"] for item in certified["outputs"]] == list(project.formats)
    for item in (*certified["outputs"], certified["outputs"][3]["beside"][0], certified["assembled"]):
        data = (project.out / item["name"]).read_bytes()
        assert (item["sha256"], item["size"]) == (sha256(data), len(data))
    assert [item["name"] for item in certified["outputs"][3]["beside"]] == ["fig1.png"]
    for item in certified["inputs"]:
        data = (built / item["name"]).read_bytes()
        assert (item["sha256"], item["size"]) == (sha256(data), len(data))


def test_every_citation_and_every_work_is_found_in_every_output_that_was_read_back(certified: dict[str, Any]) -> None:
    read_back = [item["format"] for item in certified["outputs"]]
    assert len(certified["citations"]) == 57
    assert len(certified["works"]) == 42
    for item in (*certified["citations"], *certified["works"]):
        assert list(item["places"]) == read_back
        assert all(item["places"].values())
    for output in certified["outputs"]:
        assert (output["markers"], output["works"]) == (57, 42)
    first = certified["citations"][0]
    assert (first["marker"], first["numbers"], first["citekeys"]) == ("[1]", [1], ["mancuso2019"])
    assert first["places"]["html"] == {"anchor": "cite-1"}


def test_a_citation_stands_where_the_certificate_says(built: Path, certified: dict[str, Any]) -> None:
    for item in certified["citations"]:
        line = (built / item["path"]).read_text(encoding="utf-8").split("\n")[item["line"] - 1]
        assert line[item["column"] - 1] == "["
        assert all(f"@{citekey}" in line for citekey in item["citekeys"])


def test_the_evidence_of_each_work_is_told_as_it_is(certified: dict[str, Any]) -> None:
    seen = [work for work in certified["works"] if not work["evidence"]["unseen"]]
    assert len(seen) == certified["checked"]["verified"] == 6
    by_citekey = {work["citekey"]: work["evidence"] for work in certified["works"]}
    assert by_citekey["silverwood2015"]["status"] == "substitute"
    assert by_citekey["silverwood2015"]["unseen"] == ["journal"]


def test_a_work_of_which_nothing_is_known_is_not_verified(write: Write) -> None:
    project = write("文[@one; @two]。\n")
    assert proven(project)[0]
    works = certificate.read(project.certificate.read_bytes()).works
    assert {work.evidence.status for work in works} == {certificate.NO_FILE}
    project.path("references.evidence.yaml").write_text(
        "two: {status: identified, seen: [{source: invented, "
        "fields: [author, title, journal, year, volume, pages]}]}\n",
        encoding="utf-8",
    )
    assert proven(project)[0]
    works = certificate.read(project.certificate.read_bytes()).works
    assert [work.evidence.status for work in works] == [certificate.NO_RECORD, "identified"]
    assert [work.evidence.is_verified for work in works] == [False, True]


def test_what_is_accepted_and_what_did_not_run_is_counted(write: Write) -> None:
    waivers = b'[[waiver]]\ncheck = "missing-statement"\npath = "manuscript/metadata.yaml"\nreason = "a test"\n'
    project = write("文[@one]。\n", files={"../waivers.toml": waivers})
    assert proven(project)[0]
    found = certificate.read(project.certificate.read_bytes())
    assert [(item.by, item.check, item.count) for item in found.checked.accepted] == [
        ("waiver", "missing-statement", 5)
    ]
    assert found.checked.skipped["uncited-entry"] == "ignored"
    assert [item.name for item in found.inputs if item.kind == "waivers"] == ["waivers.toml"]
    page = project.certificate_page.read_text(encoding="utf-8")
    assert "5 findings of <code>missing-statement</code> are accepted by a waiver." in page
    assert "The check <code>uncited-entry</code> did not run: ignored." in page


def test_a_style_of_the_projects_own_is_in_the_certificate_and_one_of_ours_is_not(write: Write) -> None:
    ours = (projects.styles() / "csl" / "gb-t-7714-2015-numeric.csl").read_text(encoding="utf-8")
    own = ours.replace("<info>", "<!-- own --><info>")
    project = write("文[@one]。\n", settings="style = 'own'\n", files={"../styles/csl/own.csl": own.encode()})
    assert proven(project)[0]
    found = certificate.read(project.certificate.read_bytes())
    assert (found.style.file, found.style.text) == ("own.csl", own)
    assert [item.name for item in found.inputs if item.kind == "style"] == ["styles/csl/own.csl"]
    other = write("文[@one]。\n", settings="style = 'vancouver'\n")
    assert proven(other)[0]
    style = certificate.read(other.certificate.read_bytes()).style
    assert (style.name, style.file, style.text) == ("vancouver", "nlm-citation-sequence.csl", "")


def test_nothing_in_the_certificate_is_of_this_machine(built: Path) -> None:
    for name in ("proof.json", "proof.html"):
        text = (built / "out" / name).read_text(encoding="utf-8")
        for folder in (built, Path.home(), Path(shutil.__file__).parent):
            assert f"{folder}/" not in text


@pytest.mark.parametrize(
    "name",
    [
        "manuscript/01.md",
        "manuscript/metadata.yaml",
        "manuscript/unused.svg",
        "references.bib",
        "references.evidence.yaml",
        "styles/docx.yaml",
        "waivers.toml",
        "baseline.json",
    ],
)
def test_a_changed_byte_of_any_input_changes_the_certificate(name: str, write: Write) -> None:
    baseline = b'{"version": 1, "findings": []}\n'
    project = write(
        "文[@one]。\n",
        files={
            "unused.svg": b"<svg/>",
            "../references.evidence.yaml": b"# nothing\n",
            "../styles/docx.yaml": (projects.styles() / "docx.yaml").read_bytes(),
            "../waivers.toml": b"# none\n",
            "../baseline.json": baseline,
        },
    )
    assert proven(project)[0]
    assert is_proven(project)
    before = project.certificate.read_bytes()
    path = project.path(name)
    path.write_bytes(path.read_bytes() + b"\n")
    assert proven(project)[0]
    assert project.certificate.read_bytes() != before


def test_the_certificate_of_a_changed_setting_is_another(write: Write) -> None:
    project = write("文[@one]。\n")
    assert proven(project)[0]
    before = project.certificate.read_bytes()
    project.path("collation.toml").write_text(f"{IGNORED}superscript = false\n", encoding="utf-8")
    assert proven(projects.load(project.root))[0]
    assert project.certificate.read_bytes() != before


def test_a_certificate_is_read_as_it_was_written(built: Path) -> None:
    data = (built / "out" / "proof.json").read_bytes()
    assert certificate.write(certificate.read(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b"{" * 100_000,
        b'{"version": "1"}',
        b'{"version": 1}',
        b'{"version": 1, "outputs": 3}',
    ],
    ids=range(8),
)
def test_what_is_no_certificate_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(CertificateError, match=r"^is no certificate of Collation: "):
        certificate.read(data)


def test_a_certificate_of_a_later_version_is_refused(built: Path) -> None:
    data = (built / "out" / "proof.json").read_bytes().replace(b'"version": 1', b'"version": 2', 1)
    with pytest.raises(CertificateError, match=r"^the certificate is of version 2; this Collation reads version 1$"):
        certificate.read(data)


# --- the task --------------------------------------------------------------------------------------------------------


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_output_that_is_not_what_was_checked_is_set_aside_and_nothing_is_certified(write: Write) -> None:
    project = write("文[@one]，又[@two]。\n", settings="formats = ['html', 'docx']\n")
    assert proven(project, "html", "docx")[0]
    spoil(project.product("html"), 'aria-label="参考文献2">2</a>', 'aria-label="参考文献2">1</a>')
    is_clean, words = told(project)
    assert not is_clean
    assert (
        "manuscript/01.md:1:10: error[changed-marker]: out/manuscript.html#cite-2 prints [1] where [2]"
        in words.replace(", #cite-2", "#cite-2")
    )
    assert "   1 │ 文[@one]，又[@two]。\n" in words
    assert "manuscript.html: is not what was checked: 1 changed-marker" in words
    assert words.endswith("it is now out/manuscript.stale.html\n")
    assert {path.name for path in project.out.iterdir()} == {
        "manuscript.json", "check.txt", "checked.json", "manuscript.stale.html", "manuscript.docx"
    }  # fmt: skip


def test_a_format_that_nobody_asked_for_and_that_is_outdated_is_set_aside_and_stops_nothing(write: Write) -> None:
    project = write("文[@one]。\n", settings="formats = ['html']\n")
    assert proven(project, "html", "docx")[0]
    project.path("manuscript/01.md").write_text("又文[@one]。\n", encoding="utf-8")
    is_clean, words = proven(project, "html")
    assert is_clean
    assert "it is now out/manuscript.stale.docx" in words
    found = certificate.read(project.certificate.read_bytes())
    assert [item.format for item in found.outputs] == ["html"]


def test_an_output_that_cannot_be_read_is_a_finding(write: Write) -> None:
    project = write("文[@one]。\n")
    assert proven(project, "docx")[0]
    project.product("docx").write_bytes(project.product("docx").read_bytes()[:5000])
    is_clean, words = told(project)
    assert not is_clean
    assert "error[unreadable-output]: out/manuscript.docx cannot be read back: " in words
    assert words.count("error[") == 1
    assert not project.product("docx").exists()


def test_while_it_is_being_proven_nothing_claims_to_be(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    project = write("文[@one]。\n")
    assert proven(project)[0]

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(numbered, "load", interrupt)
    with pytest.raises(KeyboardInterrupt):
        told(project)
    assert not project.certificate.exists()
    assert not project.certificate_page.exists()


def test_where_the_certificate_does_not_fit_on_the_disk_there_is_none(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write("文[@one]。\n")
    assert proven(project)[0]
    whole = Path.replace

    def full(path: Path, target: Path) -> Path:
        if Path(target).name == "proof.html":
            raise OSError(28, "No space left on device")
        return whole(path, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        told(project)
    assert {path.name for path in project.out.iterdir()} == {
        "manuscript.json", "check.txt", "checked.json", "manuscript.html"
    }  # fmt: skip


def test_a_manuscript_without_citations_and_one_in_english_are_certified(write: Write) -> None:
    for text in ("文。\n", "Text [@one; @three] and @five.\n"):
        project = write(text, metadata=ENGLISH)
        assert proven(project, "html", "docx")[0]
        jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(project.certificate.read_text(encoding="utf-8")))


def test_the_certificate_is_outdated_when_any_file_that_it_names_changes(write: Write) -> None:
    project = write("文[@one]。\n")
    assert proven(project)[0]
    for path in (project.product("html"), project.checked, project.report, project.assembled):
        before = path.read_bytes()
        path.write_bytes(before + b" ")
        assert not is_proven(project), path
        path.write_bytes(before)
        assert is_proven(project)
    project.product("docx").touch()
    assert not is_proven(project)
    project.product("docx").unlink()
    project.certificate_page.unlink()
    assert not is_proven(project)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"outputs": 3}', b"\xff", b"[" * 100_000])
def test_what_is_no_certificate_proves_nothing(data: bytes, write: Write) -> None:
    project = write("文[@one]。\n")
    project.out.mkdir()
    project.certificate.write_bytes(data)
    project.certificate_page.touch()
    assert not is_proven(project)
