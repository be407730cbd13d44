"""One process of pandoc serves a whole run, whatever happens to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from collation import pandoc, tree
from collation.pandoc import Media, PandocError
from collation.project import styles

STYLE = styles() / "csl" / "gb-t-7714-2015-numeric.csl"
LIBRARY = (
    "@article{wang2003, author = {王强 and 李芳 and 赵敏 and 陈静}, title = {山羊模型}, journal = {某杂志}, year = {2003}}\n"
    "@article{smith2003, author = {van Buul, Gerben}, title = {Goats}, journal = {Journal}, year = {2003}}\n"
    "@book{who2003, author = {{World Health Organization}}, title = {Report}, publisher = {Press}, year = {2003}}\n"
)


@pytest.fixture(autouse=True)
def _a_worker_of_its_own() -> Any:
    """What a test does to the process must reach no other test."""
    yield
    if pandoc._worker is not None:
        pandoc._worker.stop()


def text(document: dict[str, Any]) -> str:
    return "\n".join(tree.plain_text(block["c"]) for block in document["blocks"] if block["t"] == "Para")


def running() -> int:
    assert pandoc._worker is not None
    return pandoc._worker.process.pid


# --- one process ------------------------------------------------------------------------------------------------


def test_one_process_answers_two_hundred_requests() -> None:
    pandoc.read("x")
    first = running()
    for index in range(200):
        assert text(pandoc.read(f"第{index}个*请求*，{'长' * index}")) == f"第{index}个请求，{'长' * index}"
    assert running() == first


@pytest.mark.parametrize("body", ["", "甲" * 300_000, "😀𠮷é\u0301", "\x01\x7f", "\ufdd0", "{}", "a\n\nb\n\n" * 4_000])
def test_a_body_of_any_size_and_any_character_passes_unharmed(body: str) -> None:
    assert text(pandoc.read(body)) == body.strip().replace("\n\n", "\n")


def test_a_binary_answer_passes_unharmed() -> None:
    data = pandoc.write(tree.document([tree.paragraph(tree.text("甲 乙"))]), "docx").data
    assert data.startswith(b"PK")
    assert pandoc.write(tree.document([]), "docx").data.endswith(data[-2:])


def test_threads_get_each_their_own_answer() -> None:
    def ask(index: int) -> bool:
        if index % 5 == 0:
            with pytest.raises(PandocError):
                pandoc.write(tree.document([]), f"no-format-{index}")
            return True
        word = f"线程{index}" * (index + 1)
        return text(pandoc.read(word)) == word

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(120)))


# --- a process that dies ----------------------------------------------------------------------------------------


def test_a_process_that_is_gone_is_started_anew() -> None:
    pandoc.read("x")
    first = running()
    os.kill(first, signal.SIGKILL)
    assert pandoc._worker is not None
    pandoc._worker.process.wait()
    assert text(pandoc.read("甲")) == "甲"
    assert running() != first


def test_a_process_that_dies_over_a_request_says_its_last_words_and_the_next_request_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pandoc.read("x")
    with monkeypatch.context() as patch:
        patch.setattr(pandoc.json, "dumps", lambda request: "3")  # no request that pandoc's side understands
        with pytest.raises(PandocError, match=r"^pandoc stopped unexpectedly: Error running Lua"):
            pandoc.read("甲")
    assert text(pandoc.read("甲")) == "甲"


def test_a_thread_that_waited_for_a_process_that_died_is_served_by_the_next() -> None:
    pandoc.read("x")
    worker = pandoc._worker
    assert worker is not None
    answers: list[str] = []
    with worker.lock:
        thread = threading.Thread(target=lambda: answers.append(text(pandoc.read("甲"))))
        thread.start()
        worker.stop()
    thread.join()
    assert answers == ["甲"]


def test_an_interrupted_request_leaves_no_answer_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.read("x")

    def interrupt(data: bytes) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pandoc.json, "loads", interrupt)
        with pytest.raises(KeyboardInterrupt):
            pandoc.read("an answer that nobody fetched")
    assert text(pandoc.read("甲")) == "甲"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_starts_a_process_of_its_own() -> None:
    program = (
        "import os\nfrom collation import pandoc\npandoc.read('x')\nfirst = pandoc._worker.process.pid\n"
        "child = os.fork()\nif child == 0:\n    pandoc.read('y')\n"
        "    os._exit(pandoc._worker.process.pid == first)\n"
        "_, status = os.waitpid(child, 0)\nassert status == 0\npandoc.read('z')\n"
        "assert pandoc._worker.process.pid == first\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_no_process_is_left_behind() -> None:
    program = "from collation import pandoc\npandoc.read('x')\nprint(pandoc._worker.process.pid)\n"
    result = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(result.stdout), 0)


# --- reading ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("---\na: [\n---\n", 3, 1, "did not find expected node content"),
        ("甲\n\n---\na: b\nc: d: e\n---\n", 5, 5, "mapping values are not allowed"),
        ("---\na: *x\n---\n", 1, 1, "Unknown alias"),
        ("> " * 1500 + "a", 1, 1, "nested too deep"),
    ],
)
def test_a_text_that_cannot_be_read_says_where(source: str, line: int, column: int, words: str) -> None:
    with pytest.raises(pandoc.UnreadableTextError, match=words) as caught:
        pandoc.read(source)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "\n" not in str(caught.value)
    assert text(pandoc.read("甲")) == "甲"


def test_what_no_author_means_is_not_read() -> None:
    document = pandoc.read("# 10\n\n[10] \\LaTeX{} $x$\n\n(@a) 甲\n")
    kinds = {item["t"] for item in tree.elements(document["blocks"])}
    assert not kinds & {"Link", "RawInline", "RawBlock", "OrderedList"}
    assert pandoc.read("% 甲\n% 乙\n")["meta"] == {}


LINES = {
    "软骨\n再生": "软骨再生",
    "软骨，\n再生": "软骨，再生",
    "软骨\ncells": "软骨 cells",
    "cells\n软骨": "cells 软骨",
    "two\nwords": "two words",
    "软骨[@a]\n再生": "软骨[@a]再生",
    "cells [@a]\ngrow": "cells [@a] grow",
    "软骨[3,5~7]\n再生": "软骨[3,5~7]再生",
    f"软骨{pandoc.CARET}[3]{pandoc.CARET}\n再生": f"软骨{pandoc.CARET}[3]{pandoc.CARET}再生",
    f"软骨\n{pandoc.CARET}[3]{pandoc.CARET}再生": f"软骨{pandoc.CARET}[3]{pandoc.CARET}再生",
    f"cells{pandoc.CARET}[3]{pandoc.CARET}\ngrow": f"cells{pandoc.CARET}[3]{pandoc.CARET} grow",
    "软骨[3]\ncells": "软骨[3] cells",
    "“软骨”\n再生": "“软骨”再生",
    "*软骨*\n**再生**": "软骨再生",
    "软骨——\n再生": "软骨——再生",
    "- 软骨\n  再生": "软骨再生",
}


@pytest.mark.parametrize(("source", "shown"), LINES.items(), ids=LINES)
def test_the_line_ends_of_chinese_text_are_no_spaces(source: str, shown: str) -> None:
    found = [item for item in tree.elements(pandoc.read(source)["blocks"]) if item["t"] in ("Para", "Plain")]
    assert "".join(tree.plain_text(item["c"]) for item in found) == shown


# --- entries ----------------------------------------------------------------------------------------------------


def test_entries_are_formatted_in_the_order_that_is_asked_for() -> None:
    formatted, warnings = pandoc.format_entries(LIBRARY, ["who2003", "wang2003", "smith2003"], STYLE, "zh-Hans")
    shown = ["".join(tree.plain_text(block["c"]) for block in item["c"][1]) for item in formatted]
    assert warnings == ()
    assert ["World Health Organization" in item for item in shown] == [True, False, False]
    assert "王强" in shown[1]
    assert "van Buul" in shown[2].replace("VAN BUUL", "van Buul")


@pytest.mark.parametrize("name", ["Ministry of Health, Labour, and Welfare", "中华医学会, 骨科学分会", "Merck, Sharp"])
def test_the_name_of_a_body_is_printed_past_its_commas(name: str) -> None:
    entry = f"@article{{k, author = {{{{{name}}}}}, title = {{T}}, journal = {{J}}, year = {{2003}}}}"
    formatted, _ = pandoc.format_entries(entry, ["k"], STYLE, "zh-Hans")
    shown = "".join(tree.plain_text(block["c"]) for block in formatted[0]["c"][1])
    assert f"{name}. T[J]" in shown


def test_what_citeproc_warns_of_is_handed_on() -> None:
    _, warnings = pandoc.format_entries(LIBRARY, ["wang2003", "nobody"], STYLE, "zh-Hans")
    assert any("nobody" in warning for warning in warnings)
    assert pandoc.format_entries(LIBRARY, ["wang2003"], STYLE, "zh-Hans")[1] == ()


def test_no_entries_are_no_list() -> None:
    assert pandoc.format_entries(LIBRARY, [], STYLE, "zh-Hans") == ([], ())


def test_a_library_that_is_none_is_an_error_with_its_words() -> None:
    with pytest.raises(PandocError, match="unexpected"):
        pandoc.format_entries("@misc(k1, title = {x})", ["k1"], STYLE, "en")
    with pytest.raises(PandocError):
        pandoc.format_entries(LIBRARY, ["wang2003"], Path("no-style.csl"), "en")


# --- writing ----------------------------------------------------------------------------------------------------


def test_a_document_is_written_alone_or_in_a_template() -> None:
    document = {**tree.document([tree.paragraph(tree.text("甲 <乙>"))]), "meta": {"a": {"t": "MetaString", "c": "丙"}}}
    assert pandoc.write(document, "html").data.decode() == "<p>甲 &lt;乙&gt;</p>"
    assert pandoc.write(document, "plain", template="$a$: $body$").data.decode() == "丙: 甲 <乙>\n"


@pytest.mark.parametrize(
    ("format", "options"),
    [("no-such-format", {}), ("html", {"template": "$if(x)$"}), ("docx", {"reference_document": Path("no-such.docx")})],
)
def test_what_cannot_be_written_is_an_error_and_the_next_request_works(format: str, options: dict[str, Any]) -> None:
    with pytest.raises(PandocError):
        pandoc.write(tree.document([]), format, **options)
    assert text(pandoc.read("甲")) == "甲"


def test_images_come_by_name_and_are_forgotten_after_the_document(tmp_path: Path) -> None:
    path = tmp_path / "图 1.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    image = {"t": "Image", "c": [tree.attributes(), [], ["media/图.svg", ""]]}
    document = tree.document([tree.paragraph([image])])
    media = [Media("media/图.svg", path, "image/svg+xml")]
    assert b"word/media/" in pandoc.write(document, "docx", media=media).data
    reply = pandoc.write(document, "docx")
    assert b"word/media/" not in reply.data
    assert any("图" in warning for warning in reply.warnings)


def test_an_image_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PandocError, match=r"no\.png"):
        pandoc.write(tree.document([]), "docx", media=[Media("a", tmp_path / "no.png", "image/png")])
    assert text(pandoc.read("甲")) == "甲"


def test_the_same_document_gives_the_same_bytes_in_any_zone_and_language(tmp_path: Path) -> None:
    program = (
        "import sys, hashlib\nfrom collation import pandoc\n"
        "document = pandoc.read('# 甲\\n\\n乙[@k]\\n\\n| a |\\n|---|\\n| b |\\n')\n"
        "print(hashlib.sha256(pandoc.write(document, 'docx').data).hexdigest())\n"
    )
    found = set()
    for zone, language in (("UTC", "C"), ("Asia/Shanghai", "zh_CN.UTF-8"), ("America/New_York", "de_DE.UTF-8")):
        environment = {**os.environ, "TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONUTF8": "1"}
        result = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env=environment)
        found.add(result.stdout)
    assert len(found) == 1


def test_pandoc_gives_its_own_files_and_its_version() -> None:
    assert pandoc.data_file("reference.docx").startswith(b"PK")
    with pytest.raises(PandocError, match="no-such-file"):
        pandoc.data_file("no-such-file")
    assert pandoc.version()[0].isdigit()


def test_the_answer_to_a_request_is_json_of_pandocs_own_form() -> None:
    document = pandoc.read("甲")
    assert json.loads(json.dumps(document)) == document
    assert set(document) == {"pandoc-api-version", "meta", "blocks"}


def test_a_text_that_pandoc_would_take_forever_for_ends_with_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "LIMIT", 0.5)
    with pytest.raises(pandoc.PandocError, match="is there a long row of brackets"):
        pandoc.read("[1," * 200)
    assert pandoc.read("well")["blocks"]


def test_a_name_of_ours_in_an_authors_text_means_nothing() -> None:
    text = """\
# Heading {number=7 .unnumbered}

[5]{.citation cluster=0} [b]{.caption-label .mine} [c](http://example.org){.cross-reference} <span target="x">d</span>

::: {.equation #own}
Words.
:::
"""
    found = [
        tree.attribute_of(item)
        for item in tree.elements(pandoc.read(text)["blocks"])
        if item["t"] in tree.WITH_ATTRIBUTES
    ]
    assert [name for _, classes, _ in found for name in classes] == ["unnumbered", "mine"]
    assert not [pair for _, _, pairs in found for pair in pairs]
    assert "own" in [identifier for identifier, _, _ in found]
