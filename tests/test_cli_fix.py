"""`collate check --fix`, `--diff` and `--offer` as a person uses them: every safe fault at once, to the byte."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
from pathlib import Path

import pytest

from collation.check.explain import BASE

LIBRARY, SECTION = "references.bib", "manuscript/01-introduction.md"

# Each line as it is found, and as it must be left; the works and persons are invented.
BIBLIOGRAPHY = (
    ("% kept as it is:  two  spaces, a tab\t, and  — a dash", None),
    ("@article{abbott2003,", None),
    (
        "\tauthor   = {Abbott, A. and Castellano, BC and and Müller, C.},",
        "\tauthor   = {Abbott, A. and Castellano, B. C. and Müller, C.},",
    ),
    (
        '  title=\t"Cells & matrices in the ﬁbrous tissue of 50% of goats." ,',
        '  title=\t"Cells \\& matrices in the fibrous tissue of 50\\% of goats" ,',
    ),
    ("  journal = {Journal of Imaginary Orthopaedics},", None),
    ("  year = {2003} ,   volume = {vol. 12},", "  year = {2003} ,   volume = {12},"),
    ("  pages = {pp. 388—399},", "  pages = {388--399},"),
    ("  doi = {https://doi.org/10.5555/12.171},", "  doi = {10.5555/12.171},"),
    ("  issn = {},", ""),
    ("  note = {a remark},", None),
    ("  keywords = {a, b}", None),
    ("}", None),
    ("", None),
    ("", None),
    ("@Article{ eriksson2010 ,", None),
    (
        "  AUTHOR = {Eriksson, N. and Goldsmith, O. and et al.},",
        "  AUTHOR = {Eriksson, N. and Goldsmith, O. and others},",
    ),
    ("  title  = {Exosomes &#8211; the blood of\u200b sheep},", "  title  = {Exosomes – the blood of sheep},"),
    ("  journal = {Journal of Imaginary Orthopaedics}, year = 2010, volume = {19}, number={1},", None),
    ("  pages = {12--20}, pmid = {PMID: 12345678}}", "  pages = {12--20}, pmid = {12345678}}"),
    (
        "@misc{ivanov2012, author = {Ivanov, H. and Jørgensen, I. and Kim, K.}, title = {A study of mares}, url = {https://example.org}, urldate = {2020-01-02}, year = {2012}}",
        None,
    ),
)
TEXT = (
    ("# 引言", None),
    ("", None),
    (
        "骨髓 [1]，基质[2,2]，外泌体[3]；  合用[3,1]，又[3-2]、［1］。",
        "骨髓[1]，基质[2]，外泌体[3]；  合用[1,3]，又[2-3]、[1]。",
    ),
    ("`code [2,2]` 与 $x_{[2,2]}$ 不动，`［3］`也不动。", None),
    ("另见[1,2,3]和[2-2]。", "另见[1-3]和[2]。"),
)


def joined(lines: tuple[tuple[str, str | None], ...], which: int, end: str) -> bytes:
    texts = [line[0] if which == 0 or line[1] is None else line[1] for line in lines]
    if which == 1:
        texts = [text for text, line in zip(texts, lines, strict=True) if line[1] != ""]
    return end.join([*texts, ""]).encode()


def write(folder: Path, end: str) -> None:
    for name, text in BASE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.replace("\n", end).encode())
    (folder / LIBRARY).write_bytes(joined(BIBLIOGRAPHY, 0, end))
    (folder / SECTION).write_bytes(joined(TEXT, 0, end))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_safe_fault_is_mended_no_other_byte_changes_and_a_second_run_changes_nothing(
    tmp_path, collate, end
) -> None:
    write(tmp_path, end)
    shown = collate(tmp_path, "check", "--diff")
    assert shown.returncode == 1
    assert (tmp_path / LIBRARY).read_bytes() == joined(BIBLIOGRAPHY, 0, end), "--diff writes nothing"
    result = collate(tmp_path, "check", "--fix")
    assert (tmp_path / LIBRARY).read_bytes().decode() == joined(BIBLIOGRAPHY, 1, end).decode()
    assert (tmp_path / SECTION).read_bytes().decode() == joined(TEXT, 1, end).decode()
    assert "mended: " in result.stdout
    assert collate(tmp_path, "check", "--diff").stdout == "nothing to change\n"
    assert "mended: " not in collate(tmp_path, "check", "--fix").stdout


def test_git_sees_only_the_lines_that_were_mended(tmp_path: Path, collate) -> None:
    write(tmp_path, "\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "before"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    collate(tmp_path, "check", "--fix")
    changed = subprocess.run(
        [*git, "diff", "--numstat"], cwd=tmp_path, check=True, capture_output=True, text=True
    ).stdout
    mended = sum(line[1] is not None for line in BIBLIOGRAPHY), sum(line[1] is not None for line in TEXT)
    assert sorted(changed.split("\n")) == sorted(
        ["", f"{mended[0] - 1}\t{mended[0]}\t{LIBRARY}", f"{mended[1]}\t{mended[1]}\t{SECTION}"]
    )


def test_a_file_with_one_broken_entry_is_left_alone_and_that_is_said(tmp_path: Path, collate) -> None:
    write(tmp_path, "\n")
    broken = joined(BIBLIOGRAPHY, 0, "\n") + b"@misc{broken, title = {never closed\n"
    (tmp_path / LIBRARY).write_bytes(broken)
    result = collate(tmp_path, "check", "--fix")
    assert result.returncode == 1
    assert (tmp_path / LIBRARY).read_bytes() == broken
    assert "nothing in references.bib is mended while it is broken (references.bib:21:23: " in result.stdout


def test_a_field_that_stands_twice_with_one_value_is_mended(tmp_path: Path, collate) -> None:
    write(tmp_path, "\n")
    data = joined(BIBLIOGRAPHY, 1, "\n")
    (tmp_path / LIBRARY).write_bytes(
        data.replace(b"  note = {a remark},\n", b"  note = {a remark},\n  note = {a remark},\n")
    )
    collate(tmp_path, "check", "--fix")
    assert (tmp_path / LIBRARY).read_bytes() == data


def test_a_full_disk_or_a_file_that_cannot_be_written_loses_nothing(tmp_path: Path, collate, monkeypatch) -> None:
    write(tmp_path, "\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = collate(tmp_path, "check", "--fix")
    assert result.returncode == 2
    assert "No space left on device" in result.stdout
    assert (tmp_path / LIBRARY).read_bytes() == joined(BIBLIOGRAPHY, 0, "\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manuscript", LIBRARY]


# --- offers at a terminal ----------------------------------------------------------------------------------------------

WRONG = "山羊[@murphy2030]。\n绵羊[@murphy2004]。\n"


def at_terminal(folder: Path, variables: dict[str, str], answers: list[str]) -> tuple[int, str]:
    """Run `collate check --offer` at a terminal; each answer is typed when a question is there."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(folder)
        os.execvpe("collate", ["collate", "check", "--offer"], variables)
    shown, waiting = b"", iter(answers)
    with contextlib.suppress(OSError):  # Linux ends a terminal that nobody holds with an error
        while part := os.read(terminal, 4096):
            shown += part
            if shown.endswith(b"[?]: "):
                os.write(terminal, next(waiting).encode())
    os.close(terminal)
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), shown.decode().replace("\r\n", "\n")


@pytest.mark.usefixtures("hears_interrupts")
@pytest.mark.parametrize(
    ("answers", "code", "left", "told"),
    [
        (["\x03"], 130, WRONG, "[?]: ^C\ninterrupted; nothing was left half-written\n"),
        (["y\n", "\x03"], 130, WRONG, "not written: 1 unresolved-citekey\ninterrupted; nothing was"),
        (["\x04"], 1, WRONG, "[?]: \n"),
        (["y\n", "\x04"], 1, WRONG.replace("2030", "2003"), f"mended: 1 unresolved-citekey in {SECTION}\n"),
        (["n\n", "q\n"], 1, WRONG, "2 of 2: write @murphy2003?"),
        (["?\n", "a\n"], 0, "山羊[@murphy2003]。\n绵羊[@murphy2003]。\n", "nothing more to ask\n"),
    ],
)
def test_a_person_may_leave_the_questions_at_any_time(*, answers, code, left, told, tmp_path, environment) -> None:
    for name, text in {**BASE, SECTION: WRONG}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    returned, shown = at_terminal(tmp_path, environment(TERM="dumb"), answers)
    assert returned == code, shown
    assert (tmp_path / SECTION).read_text(encoding="utf-8") == left
    assert told in shown
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manuscript", LIBRARY]
