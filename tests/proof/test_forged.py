"""Nothing in a certificate is believed: each of its leaves is forged, one by one, and each is told or named as not checked."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from collation import recompute
from collation.diagnostics import CollationError
from collation.proof import certificate, page
from collation.proof.certificate import CertificateError
from collation.proof.files import sha256
from collation.recompute import recompute_alone

FILES = {
    "manuscript/metadata.yaml": "title: {zh: 虚构的题名, en: An invented title}\nauthors: [{name: {zh: 张三}}]\ndate: 2026-11-01\n",
    "manuscript/01.md": '软骨修复已有报道[@one]。\n\n![图题](figures/x.png){#fig-x alt="一点" caption-en="Caption"}\n\n见[@fig-x]。\n',
    "manuscript/figures/x.png": bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
    ),
    "references.bib": "@article{one, author = {Alder, Ann}, title = {An invented work}, journal = {Invented Journal}, year = {2001}, volume = {1}, pages = {1--9}, langid = {english}}\n"
    "@article{two, author = {Birch, Bob}, title = {Another invented work}, journal = {Invented Journal}, year = {2002}, volume = {2}, pages = {1--9}, langid = {english}}\n",
    "references.evidence.yaml": "one:\n  status: identified\n  seen:\n  - {source: https://example.org/one, fields: [year, title]}\n",
    "waivers.toml": '[[waiver]]\ncheck = "missing-statement"\npath = "manuscript/metadata.yaml"\nreason = "a test"\n',
    "collation.toml": "formats = ['html', 'docx']\nignore = ['uncited-entry']\n[severity]\nunverified-entry = 'warning'\n",
}  # fmt: skip

Path_ = tuple[str | int, ...]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, write_project: Callable[..., Path], run: Callable[..., Any]) -> Path:
    """Build a project of a few lines that has some of everything a certificate speaks of."""
    folder = write_project(tmp_path_factory.mktemp("forged") / "project", FILES)
    result = run(folder, "collate", "build")
    assert result.returncode == 0, result.stdout
    return folder / "out"


@pytest.fixture
def out(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "received"))


def leaves(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the way to each leaf of a JSON value, and to each object and list, which may lose or gain one."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, item in value.items():
            yield from leaves(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))


def forged(value: Any) -> Iterator[Any]:
    """Yield what a forger may set in the place of a value: of the same form, so that it is read."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        is_digest = len(value) == 64 and set(value) <= set("0123456789abcdef")
        yield ("1" if value[0] == "0" else "0") + value[1:] if is_digest else f"{value}x"
        if value and not is_digest:
            yield ""
    elif value is None:
        yield 1
    elif isinstance(value, dict):
        yield from ({name: item for name, item in value.items() if name != left} for left in value)
        known = next(iter(value.values()), "warning")
        yield {**value, "added": known}
    elif value:
        yield value[:-1]
        yield [*value, f"{value[-1]}x" if isinstance(value[-1], str) else value[-1]]
    else:
        yield ["missing-statement"]


def put(data: Any, path: Path_, value: Any) -> Any:
    copy = deepcopy(data)
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copy


def certify(out: Path, data: Any, honest: bytes) -> bool:
    """Write a certificate as a forger would who knows its form, and the page to it; returns whether it says anything else.

    What our form does not have is not in ours; that it was put in is told by the bytes.
    """
    read = certificate.read(json.dumps(data).encode())
    written = certificate.write(read)
    if written == honest:
        return False
    (out / "proof.json").write_bytes(written)
    (out / "proof.html").write_bytes(page.write(read))
    return True


NAMED: Mapping[str, tuple[str, ...]] = {
    "inputs": ("x.png", "waivers.toml"),
    "settings": ("settings", "the outputs cannot be compared"),
    "style": ("the style ",),
    "tools": ("tools",),
}
"""What may be named as not checked: figures and waivers are not in the folder, and settings may leave no trace in it."""


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def is_told(out: Path, path: Path_, before: set[str]) -> bool:
    """Whether a recomputation says that the certificate is wrong, or names what was forged as not checked."""
    try:
        answer = recompute_alone(out)
    except CollationError:  # it cannot be recomputed, and why is told
        return True
    if not answer.is_proven:
        return True
    named = [words for words in answer.unchecked if any(part in words for part in NAMED.get(str(path[0]), ()))]
    return bool(named) and (path[0] == "inputs" or bool(set(named) - before))


@pytest.mark.parametrize(
    "part",
    [
        *("version", "manuscript", "assembled", "settings", "style", "inputs", "checked", "checks", "outputs"),
        *("citations", "works", "tools", "unseen"),
    ],
)
def test_each_leaf_of_a_certificate_that_is_forged_is_told(
    part: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest_bytes = (out / "proof.json").read_bytes()
    data = json.loads(honest_bytes)
    read_all = recompute.read_all
    # What is read back is the same each time: the files are not touched.
    kept: dict[str, Any] = {}

    def once(document: Any, files: Any, *, asked: Any, styled_by: Any) -> Any:
        style = document.style
        used = (style.is_superscript, style.csl.read_bytes(), styled_by is None)
        key = repr((sorted(files.items()), document.manuscript.sources, used))
        if key not in kept:
            kept[key] = read_all(document, files, asked=asked, styled_by=styled_by)
        return kept[key]

    def read_once(project: Any) -> Any:
        texts = [(path.relative_to(project.root).as_posix(), path.read_bytes()) for path in files_of(project.root)]
        key = repr((replace(project, root=Path()), texts))
        if key not in kept:
            kept[key] = read(project)
        return kept[key]

    read = recompute.read
    monkeypatch.setattr(recompute, "read", read_once)
    monkeypatch.setattr(recompute, "read_all", once)
    honest = recompute_alone(out)
    assert honest.is_proven, (honest.differences, honest.findings)
    before = set(honest.unchecked)
    unnoticed = []
    count = 0
    for path in leaves(data[part], (part,)):
        value = data
        for step in path:
            value = value[step]
        for other in forged(value):
            if other == value:
                continue
            try:
                says_otherwise = certify(out, put(data, path, other), honest_bytes)
            except (CertificateError, KeyError, IndexError, ValueError):
                continue  # it is no certificate, and nobody reads it
            count += says_otherwise
            if says_otherwise and not is_told(out, path, before):
                unnoticed.append((path, value, other))
    assert not unnoticed, "\n".join(map(repr, unnoticed))
    assert count or part == "version"


# --- what a forger does who thinks of more than one leaf -------------------------------------------------------------


def forge(out: Path, change: Callable[[dict[str, Any]], object]) -> recompute.Answer:
    """Change a certificate, and recompute it."""
    data = json.loads((out / "proof.json").read_bytes())
    change(data)
    assert certify(out, data, b"")
    return recompute_alone(out)


def replace_report(out: Path, name: str, content: bytes) -> recompute.Answer:
    """Put another report in the place of one, with its digest."""
    (out / name).write_bytes(content)

    def change(data: dict[str, Any]) -> None:
        (item,) = [item for item in data["checked"]["files"] if item["name"] == name]
        item.update(sha256=sha256(content), size=len(content))

    return forge(out, change)


def test_a_report_for_persons_that_says_otherwise_is_told(out: Path) -> None:
    answer = replace_report(out, "check.txt", b"0 errors and 0 warnings; every work verified in every field\n")
    assert answer.differences == ["check.txt is not what the checks report"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"verified": 0', b'"verified": 1'),
        (b'"warnings": ', b'"warnings": 1'),
        (b'"by": "waiver"', b'"by": "per-file"'),
        (b'"by": "waiver"', b'"by": "baseline"'),
        (b'"gone": []', b'"gone": ["one finding of year"]'),
        (b'"help": "', b'"help": "never mind; '),
        (b'"severity": "warning"', b'"severity": "note"'),
        (b'"reason": "ignored"', b'"reason": "not needed"'),
        (b'"version": 1', b'"version": 2'),
    ],
)
def test_a_report_for_programs_that_says_otherwise_is_told(old: bytes, new: bytes, out: Path) -> None:
    data = (out / "checked.json").read_bytes()
    assert old in data
    answer = replace_report(out, "checked.json", data.replace(old, new, 1))
    assert any("checked.json" in words or words.startswith("checked, ") for words in answer.differences)


def test_accepted_findings_without_what_accepts_them_are_told(out: Path) -> None:
    answer = forge(out, lambda data: data.update(inputs=[i for i in data["inputs"] if i["kind"] != "waivers"]))
    assert "checked.json speaks of waivers, and the outputs were made without" in answer.differences


@pytest.mark.parametrize("asked", ["inside", ()])
def test_a_standard_of_which_another_tool_speaks_is_told(asked: Any, out: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for output in data["outputs"]:
            for item in output["standards"]:
                item.update(tool="veraPDF 9.9", unchecked="")

    data = json.loads((out / "proof.json").read_bytes())
    change(data)
    assert certify(out, data, b"")
    answer = recompute_alone(out, asked=asked)
    for output in data["outputs"]:
        for item in output["standards"]:
            where = f'outputs, {output["format"]}, standards, {item["name"]}, tool: certified is "veraPDF 9.9"'
            assert any(words.startswith(where) for words in answer.differences), answer.differences


def test_another_version_of_a_tool_hides_nothing(out: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["tools"]["typst"] = "0.0.1"
        data["checks"] = data["checks"][:10]
        data["unseen"] = []

    answer = forge(out, change)
    assert any(words.startswith("checks: certified is ") for words in answer.differences)
    assert any(words.startswith("unseen: certified is []") for words in answer.differences)
    assert any(words.startswith("tools: that it was made with typst 0.0.1 (here ") for words in answer.unchecked)


def test_settings_that_leave_no_trace_are_named(out: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["settings"]["severity"]["duplicate-work"] = "note"
        data["settings"]["per_file"] = {"*.bib": ["duplicate-work"]}
        data["settings"]["baseline"] = "other.json"

    answer = forge(out, change)
    assert any(
        words.startswith("settings: severity of duplicate-work, per-file for *.bib, baseline")
        for words in answer.unchecked
    ), (answer.unchecked, answer.differences)
