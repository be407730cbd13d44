"""Tools are found where a person keeps them, and leave nothing behind, however they end."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from collation.standards import programs
from collation.standards.programs import UnavailableError
from tools import ROOT


def package(folder: Path, name: str, about: str = '{"version": "1.2.3"}') -> Path:
    path = folder / "node_modules" / name
    path.mkdir(parents=True)
    (path / "package.json").write_text(about, encoding="utf-8")
    return path


def test_a_package_is_found_in_the_nearest_folder_that_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NODE_PATH", raising=False)
    project = tmp_path / "a" / "b"
    above, near = package(tmp_path, "@x/tool"), package(tmp_path / "a", "@x/other")
    places = programs.upwards(project)
    assert programs.package("@x/tool", places) == above
    assert programs.package("@x/other", places) == near
    nearer = package(tmp_path / "a", "@x/tool")
    assert programs.package("@x/tool", places) == nearer
    with pytest.raises(
        UnavailableError,
        match=r"@x/none is not installed; in the folder of your own project: npm install --ignore-scripts @x/none$",
    ):
        programs.package("@x/none", places)
    monkeypatch.setenv("NODE_PATH", os.pathsep.join((str(tmp_path / "c"), str(tmp_path / "d" / "node_modules"))))
    named = package(tmp_path / "d", "@x/none")
    assert programs.package("@x/none", places) == named


def test_the_message_names_the_versions_that_are_tested() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == programs.VERSIONS
    page = (ROOT / "docs" / "proof.md").read_text(encoding="utf-8")
    for name, version in programs.VERSIONS.items():
        assert name == "csl-validator-wasm" or f" {name}@{version}" in page
    with pytest.raises(UnavailableError, match=r"npm install --ignore-scripts axe-core@\d"):
        programs.package("axe-core", ())


def test_a_program_is_not_taken_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (tmp_path / "here", tmp_path / "installed"):
        folder.mkdir()
        (folder / "tool.bat").touch(0o755)
    monkeypatch.chdir(tmp_path / "here")
    for relative in ("", ".", "../here"):
        monkeypatch.setenv("PATH", os.pathsep.join((relative, str(tmp_path / "installed"))))
        assert programs.program("none.bat", "tool.bat") == str(tmp_path / "installed" / "tool.bat")
    monkeypatch.setenv("PATH", ".")
    with pytest.raises(UnavailableError, match=r"tool\.bat is not installed"):
        programs.program("tool.bat")


@pytest.mark.parametrize(
    ("about", "version"), [('{"version": "1.2.3"}', "1.2.3"), ("{", ""), ("[]", ""), ("{}", ""), ("\udcff", "")]
)
def test_a_version_is_read_where_there_is_one(about: str, version: str, tmp_path: Path) -> None:
    path = package(tmp_path, "tool", "")
    (path / "package.json").write_bytes(about.encode("utf-8", "surrogateescape"))
    assert programs.version(path) == version


def python(code: str, **options: object) -> bytes:
    return programs.run([sys.executable, "-c", code], **options)


def test_a_tool_gets_its_data_a_home_of_its_own_and_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    code = (
        "import os, sys, tempfile; print(sys.stdin.read(), os.environ['LC_ALL']);"
        "print(os.getcwd()); print(os.environ['HOME']); print(tempfile.mkdtemp())"
    )
    said, folder, home, temporary = python(code, data=b"data").decode().splitlines()
    assert said == "data C.UTF-8"
    assert Path(folder).name == Path(home).name == Path(temporary).parent.name
    assert not Path(home).exists()


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("raise SystemExit(3)", "failed: exit code 3"),
        ("import sys; sys.exit('Trouble\\nmore')", "failed: Trouble"),
        ("import sys; sys.exit('at line 1\\n  TypeError: x\\nmore')", "failed: TypeError: x"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "failed: exit code -9"),
    ],
)
def test_a_tool_that_fails_says_why(code: str, message: str) -> None:
    with pytest.raises(UnavailableError) as caught:
        python(code)
    assert str(caught.value) == f"{Path(sys.executable).name} {message}"


def test_a_tool_that_cannot_be_started_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="tool cannot be started: No such file"):
        programs.run([tmp_path / "tool"])
    with pytest.raises(UnavailableError, match="its answer cannot be read"):
        programs.answer(b"<html>")


# Writes down its number and that of a child, which takes no hints, and waits.
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
FAMILY = (
    "import os, subprocess, sys, time;"
    f"child = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}], stdout=subprocess.PIPE); child.stdout.readline();"
    "open({!r}, 'w').write(f'{{os.getpid()}} {{child.pid}}'); time.sleep(60)"
)


def is_gone(process: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":  # ended; whoever has adopted it need only ask
            return True
        time.sleep(0.1)
    return False


def test_a_late_tool_ends_with_all_that_it_started(tmp_path: Path) -> None:
    numbers = tmp_path / "numbers"
    with pytest.raises(UnavailableError, match="was not done after 2 s"):
        python(FAMILY.format(str(numbers)), limit=2)
    assert all(is_gone(int(number)) for number in numbers.read_text(encoding="utf-8").split())


def test_ctrl_c_ends_a_tool_with_all_that_it_started(tmp_path: Path, hears_interrupts: None) -> None:
    numbers = tmp_path / "numbers"

    def interrupt() -> None:
        while not numbers.exists() or " " not in numbers.read_text(encoding="utf-8"):
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt, daemon=True)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        python(FAMILY.format(str(numbers)), limit=30)
    thread.join()
    assert all(is_gone(int(number)) for number in numbers.read_text(encoding="utf-8").split())
