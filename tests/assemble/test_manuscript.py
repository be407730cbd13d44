"""All files of a project become one Manuscript, whatever state they are in.  All persons and works are invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from collation import assemble as stage
from collation import store, tree
from collation.assemble.manuscript import read
from collation.model import Manuscript
from collation.project import load

METADATA = "title: 题名\nauthors: [王强]\n"
LIBRARY = "@misc{k1, title = {One}}\n@misc{k2, title = {Two}}\n@misc{k3, title = {Three}}\n"
EVIDENCE = "k1: {status: identified, seen: [{source: a, fields: [title]}]}\n"

Files = dict[str, bytes | str | None]
Assemble = Callable[..., Manuscript]


@pytest.fixture
def assemble(tmp_path: Path, write_project: Callable[[Path, Files], Path]) -> Assemble:
    """Assemble a small project in which some files are others; None stands for a file that is missing."""

    def assembled(section: bytes | str | None = "甲[@k1]\n", **others: bytes | str | None) -> Manuscript:
        files: Files = {
            "manuscript/01-a.md": section,
            "manuscript/metadata.yaml": others.pop("metadata", METADATA),
            "references.bib": others.pop("library", LIBRARY),
            "references.evidence.yaml": others.pop("evidence", EVIDENCE),
        }
        files.update({f"manuscript/{name}.md": text for name, text in others.items()})
        return read(load(write_project(tmp_path, files)))

    return assembled


def unread(manuscript: Manuscript) -> list[tuple[str, str, str]]:
    return [(str(item.location), item.reason, item.message) for item in manuscript.unread]


def test_a_whole_project_has_no_fault(assemble: Assemble) -> None:
    manuscript = assemble()
    assert (manuscript.unread, manuscript.metadata_faults, manuscript.disagreements) == ((), (), ())
    assert manuscript.missing_parts == frozenset()
    assert manuscript.front_matter.title.first == "题名"
    assert manuscript.evidence[0].seen == ("title",)
    assert manuscript.cited == ("k1",)


def test_sections_are_joined_in_the_order_of_their_names(assemble: Assemble) -> None:
    manuscript = assemble("# 甲\n\n乙[@k2]\n", **{"03": "# 丙\n\n[@k3; @k1]\n", "02": "# 丁\n\n@k1 [@k3]\n"})
    assert [section.path for section in manuscript.sections] == [
        "manuscript/01-a.md",
        "manuscript/02.md",
        "manuscript/03.md",
    ]
    assert [(str(item.location), item.text) for item in manuscript.clusters] == [
        ("manuscript/01-a.md:3:2", "[@k2]"),
        ("manuscript/02.md:3:1", "@k1 [@k3]"),
        ("manuscript/03.md:3:1", "[@k3; @k1]"),
    ]
    assert manuscript.cited == ("k2", "k1", "k3")
    assert [(target.text, target.number) for target in manuscript.targets] == [("甲", "1"), ("丁", "2"), ("丙", "3")]


def test_a_section_names_its_clusters_by_their_place_in_the_manuscript(assemble: Assemble) -> None:
    manuscript = assemble("[@k1]^[[3]]\n", **{"02": "|甲|\n|-|\n|[@k2]|\n\n: 题[@k3]\n"})
    found = [
        [
            int(tree.pairs(item)["cluster"])
            for item in tree.elements(list(section.blocks))
            if item["t"] == "Span" and "cluster" in tree.pairs(item)
        ]
        for section in manuscript.sections
    ]
    assert found == [[0, 1], [2, 3]]
    assert [item.text for item in manuscript.clusters] == ["[@k1]", "[3]", "[@k3]", "[@k2]"]


def test_typed_numbers_mean_entries_by_their_place(assemble: Assemble) -> None:
    manuscript = assemble("甲[2]，乙^[1,3]^\n")
    assert manuscript.notations == {"number"}
    assert manuscript.cited == ("k2", "k1", "k3")
    assert manuscript.citation_numbers == {"k1": 1, "k2": 2, "k3": 3}
    assert [entry.citekey for entry in manuscript.cited_entries] == ["k1", "k2", "k3"]


def test_citekeys_of_the_library_tell_a_slip_from_an_address(assemble: Assemble) -> None:
    manuscript = assemble("Murphy@k1, me@example.org, 见 @k2的研究[@k2]\n")
    assert [(str(item.location), item.text) for item in manuscript.stray_syntax] == [
        ("manuscript/01-a.md:1:7", "@k1"),
        ("manuscript/01-a.md:1:30", "k2的研究"),
    ]


def test_images_are_sought_beside_the_sections(assemble: Assemble, tmp_path: Path) -> None:
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "图 1.png").write_bytes(b"x")
    manuscript = assemble("![甲](图 1.png)\n\n![乙](图 2.png)\n\n![丙](.)\n")
    assert [(image.path, image.is_found) for image in manuscript.images] == [
        ("图 1.png", True),
        ("图 2.png", False),
        (".", False),
    ]


def test_citations_in_the_front_matter_are_kept_apart(assemble: Assemble) -> None:
    manuscript = assemble(metadata="title: 题名[@k2]\nauthors: [王强]\n")
    assert [str(item.location) for item in manuscript.front_matter_clusters] == ["manuscript/metadata.yaml:1:10"]
    assert manuscript.cited == ("k1",)


# --- files that are not there -----------------------------------------------------------------------------------


def test_a_project_without_sections_says_so(assemble: Assemble) -> None:
    manuscript = assemble(None)
    assert unread(manuscript) == [("manuscript:1:1", "missing", "manuscript/ has no section")]
    assert manuscript.missing_parts == {"sections"}
    assert manuscript.sections == ()


@pytest.mark.parametrize(
    ("name", "path", "part"),
    [("metadata", "manuscript/metadata.yaml", "metadata"), ("library", "references.bib", "bibliography")],
)
def test_a_missing_file_is_named_and_the_others_are_read(assemble: Assemble, name: str, path: str, part: str) -> None:
    manuscript = assemble(**{name: None})
    assert unread(manuscript) == [(f"{path}:1:1", "missing", f"{path} is missing")]
    assert manuscript.missing_parts == {part}
    assert [item.text for item in manuscript.clusters] == ["[@k1]"]


def test_a_project_need_not_have_an_evidence_file(assemble: Assemble) -> None:
    manuscript = assemble(evidence=None)
    assert (manuscript.unread, manuscript.evidence, manuscript.missing_parts) == ((), (), {"evidence"})


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    for name in ("manuscript/00.md", "references.bib", "references.evidence.yaml"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "manuscript" / "metadata.yaml").write_text(METADATA, encoding="utf-8")
    manuscript = read(load(tmp_path))
    assert sorted((place, reason) for place, reason, _ in unread(manuscript)) == [
        ("manuscript/00.md:1:1", "unreadable"),
        ("references.bib:1:1", "unreadable"),
        ("references.evidence.yaml:1:1", "unreadable"),
    ]
    assert manuscript.missing_parts == {"sections", "bibliography", "evidence"}


# --- encodings --------------------------------------------------------------------------------------------------

CHINESE = "第一行\n第二行：软骨再生与外泌体。\n"


@pytest.mark.parametrize(
    ("data", "place", "message", "likely", "encoding"),
    [
        (CHINESE.encode("gb18030"), "1:1", "byte 0xb5 at offset 0", "GB 18030", "gb18030"),
        ("abc\nd软骨再生与外泌体。".encode("gb18030"), "2:2", "byte 0xc8 at offset 5", "GB 18030", "gb18030"),
        ("第一行\n軟骨再生與外泌體。".encode("big5"), "1:1", "byte 0xb2 at offset 0", "Big5", "big5"),
        ("José Müller, Søren".encode("latin-1"), "1:4", "byte 0xe9 at offset 3", "Latin-1", "latin-1"),
        ("“quoted”".encode("cp1252"), "1:1", "byte 0x93 at offset 0", "Windows-1252", "cp1252"),
        (b"\x81 a", "1:1", "byte 0x81 at offset 0", "Latin-1 or Windows-1252", ""),
        ("甲[@k1]".encode("utf-16"), "1:1", "byte 0xff at offset 0", "UTF-16", "utf-16"),
        ("甲[@k1]".encode("utf-16")[:-1], "1:1", "byte 0xff at offset 0", "UTF-16", ""),
        ("ab".encode("utf-16-le"), "1:2", "byte 0x00 at offset 1", "UTF-16", "utf-16-le"),
        ("ab".encode("utf-16-be"), "1:1", "byte 0x00 at offset 0", "UTF-16", "utf-16-be"),
        (b"\xff\xfe\0\0" + "甲ab".encode("utf-32-le"), "1:1", "byte 0xff at offset 0", "UTF-32", "utf-32"),
        ("甲".encode()[:2], "1:1", "byte 0xe7 at offset 0", "Windows-1252", "cp1252"),
    ],
)
def test_a_byte_that_is_not_utf8_is_shown_where_a_person_finds_it(
    assemble: Assemble, *, data: bytes, place: str, message: str, likely: str, encoding: str
) -> None:
    manuscript = assemble(data)
    (item,) = manuscript.unread
    assert (str(item.location), item.reason) == (f"manuscript/01-a.md:{place}", "encoding")
    assert item.message == f"{message} is not UTF-8 text"
    assert item.help == f"the file looks like {likely}; save it as UTF-8"
    assert item.encoding == encoding
    assert manuscript.missing_parts == {"sections"}


def test_a_file_that_ends_within_a_character_was_cut_short(assemble: Assemble) -> None:
    (item,) = assemble("甲乙丙".encode()[:-1]).unread
    assert (item.location.column, item.encoding) == (3, "")
    assert "cut short" in item.help


@pytest.mark.parametrize(
    ("data", "place", "message", "meant"),
    [
        ("abc\n甲 Jos".encode() + b"\xe9\n", "2:6", "byte 0xe9 at offset 11", ", where this byte is é"),
        ("\ufeff甲乙\nab".encode() + b"\xff", "2:3", "byte 0xff at offset 12", ", where this byte is ÿ"),
        ("甲\nab".encode() + b"\x81", "2:3", "byte 0x81 at offset 6", ""),
    ],
)
def test_a_file_that_is_utf8_but_for_a_byte_is_never_saved_anew_from_another_encoding(
    assemble: Assemble, data: bytes, place: str, message: str, meant: str
) -> None:
    (item,) = assemble(data).unread
    assert (str(item.location), item.message) == (f"manuscript/01-a.md:{place}", f"{message} is not UTF-8 text")
    assert (
        item.help == f"only here the file looks like Latin-1 or Windows-1252{meant}; all else is UTF-8: type it again"
    )
    assert item.encoding == ""


def test_a_zero_byte_in_a_text_is_kept_to_be_shown_and_the_file_is_not_read(assemble: Assemble) -> None:
    manuscript = assemble("甲[@k1]\0乙\n")
    assert manuscript.unread == ()
    assert manuscript.missing_parts == {"sections"}
    assert manuscript.source["manuscript/01-a.md"].text == "甲[@k1]\0乙\n"
    assert manuscript.clusters == ()


def test_every_file_is_held_to_utf8(assemble: Assemble) -> None:
    manuscript = assemble(b"\xff", metadata=b"a\xff", library=b"ab\xff", evidence=b"\n\xff")
    assert [place for place, _, _ in unread(manuscript)] == [
        "manuscript/metadata.yaml:1:2",
        "references.bib:1:3",
        "references.evidence.yaml:2:1",
        "manuscript/01-a.md:1:1",
    ]


def test_a_byte_order_mark_is_no_character_of_the_text(assemble: Assemble) -> None:
    mark = "\ufeff"
    manuscript = assemble(f"{mark}[@k1]", metadata=mark + METADATA, library=mark + LIBRARY, evidence=mark + EVIDENCE)
    assert (manuscript.unread, manuscript.metadata_faults, manuscript.disagreements) == ((), (), ())
    assert str(manuscript.clusters[0].location) == "manuscript/01-a.md:1:1"
    assert str(manuscript.bibliography.entries[0].location) == "references.bib:1:7"
    assert manuscript.sections[0].text == "[@k1]"


def test_line_ends_of_windows_move_nothing(assemble: Assemble) -> None:
    def windows(text: str) -> str:
        return text.replace("\n", "\r\n")

    section = "# 题\n\n甲[@k1]\n\n[@k2]\n"
    manuscript = assemble(windows(section), metadata=windows(METADATA), library=windows(LIBRARY))
    assert [str(item.location) for item in manuscript.clusters] == ["manuscript/01-a.md:3:2", "manuscript/01-a.md:5:1"]
    assert manuscript.metadata_faults == ()


def test_empty_files_are_read_as_empty(assemble: Assemble) -> None:
    manuscript = assemble("", metadata="", library="", evidence="")
    assert manuscript.unread == ()
    assert (manuscript.clusters, manuscript.bibliography.entries, manuscript.evidence) == ((), (), ())
    assert [fault.message for fault in manuscript.metadata_faults] == [
        "the manuscript has no title",
        "the manuscript has no authors",
    ]


# --- faults inside files ----------------------------------------------------------------------------------------


def test_metadata_that_is_no_yaml_is_a_fault_with_its_place(assemble: Assemble) -> None:
    manuscript = assemble(metadata="title: 题名\nauthors: [王强\n")
    (fault,) = manuscript.metadata_faults
    assert str(fault.location) == "manuscript/metadata.yaml:3:1"
    assert manuscript.missing_parts == {"metadata"}


def test_evidence_that_is_no_yaml_is_a_fault_with_its_place(assemble: Assemble) -> None:
    manuscript = assemble(evidence="k1: {status: recalled}\nk2: k3: x\n")
    (fault,) = manuscript.metadata_faults
    assert str(fault.location) == "references.evidence.yaml:2:7"
    assert (manuscript.evidence, manuscript.missing_parts) == ((), {"evidence"})


def test_faults_of_metadata_and_evidence_are_all_reported(assemble: Assemble) -> None:
    manuscript = assemble(metadata=METADATA + "titel: x\n", evidence="k1: {status: sure}\n")
    assert [str(fault.location) for fault in manuscript.metadata_faults] == [
        "manuscript/metadata.yaml:3:8",
        "references.evidence.yaml:1:5",
    ]
    assert manuscript.missing_parts == frozenset()


def test_a_metadata_block_in_a_section_that_is_no_yaml_ends_nothing(assemble: Assemble) -> None:
    # Pandoc rejects such a text altogether, and the run ended with its message and without any other finding.
    manuscript = assemble("甲[@k1]\n\n---\na: [\n---\n\n乙\n", **{"02": "丙[@k2]\n"})
    ((place, reason, message),) = unread(manuscript)
    assert (place, reason) == ("manuscript/01-a.md:5:1", "unreadable")
    assert message.startswith("pandoc cannot read manuscript/01-a.md: Error parsing YAML metadata")
    assert manuscript.missing_parts == {"sections"}
    assert [item.text for item in manuscript.clusters] == ["[@k2]"]


def test_readers_that_differ_leave_no_citation_of_that_section(assemble: Assemble) -> None:
    # Pandoc 3.9 takes this caption for a mere mention of the citekey, which is why both readers are asked.
    manuscript = assemble("~2~\n\n![[@k1]](f)\n", **{"02": "丙[@k2]\n"})
    (difference,) = manuscript.disagreements
    assert str(difference.location) == "manuscript/01-a.md:3:3"
    assert (difference.first, difference.second) == ("pandoc reads @k1", "Collation reads [@k1]")
    assert manuscript.missing_parts == {"sections"}
    assert [item.text for item in manuscript.clusters] == ["[@k2]"]


def test_a_library_that_its_readers_read_differently_says_so(assemble: Assemble) -> None:
    manuscript = assemble(library="@misc{k1, title = {a\\}, note = {b}}\n@misc{k2, title = {}}\n")
    assert {str(difference.location)[:16] for difference in manuscript.disagreements} == {"references.bib:1"}


def test_broken_entries_are_kept_and_the_others_read(assemble: Assemble) -> None:
    manuscript = assemble(library="@misc{k1, title = {One}\n\n@misc{k2, title = {Two}}\n")
    assert manuscript.bibliography.broken_citekeys == {"k1"}
    assert [entry.citekey for entry in manuscript.bibliography.entries] == ["k2"]
    assert (manuscript.disagreements, manuscript.missing_parts) == ((), frozenset())


def test_the_stage_stores_the_manuscript_that_it_reads(flagship: Path) -> None:
    project = load(flagship)
    stage.assemble(project)
    assert store.load(project.assembled) == read(project)


def test_the_flagship_is_read_whole(flagship: Path) -> None:
    manuscript = read(load(flagship))
    assert manuscript.missing_parts == frozenset()
    assert (manuscript.unread, manuscript.metadata_faults, manuscript.stray_syntax, manuscript.disagreements) == (
        (),
        (),
        (),
        (),
    )
    for cluster in manuscript.clusters:
        line = (flagship / cluster.location.path).read_text(encoding="utf-8").split("\n")[cluster.location.line - 1]
        assert line[cluster.location.column - 1 :].startswith(cluster.text)
    for target in manuscript.targets:
        line = (flagship / target.location.path).read_text(encoding="utf-8").split("\n")[target.location.line - 1]
        assert line[target.location.column - 1 :].startswith(target.identifier)
