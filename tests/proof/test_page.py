"""The certificate for a person: it says what was not proven as plainly as what was, and leads into the outputs."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html as lxml_html

from collation import standards
from collation.proof import certificate, html, page
from collation.proof.certificate import AcceptedCount, Certificate, Title
from tools import PLACES, require, require_package


@pytest.fixture(scope="module")
def certified(built: Path) -> Certificate:
    return certificate.read((built / "out" / "proof.json").read_bytes())


def shown(certified: Certificate, part: str = "main") -> str:
    root = lxml_html.fromstring(page.write(certified).decode())
    found = root.find(f".//{part}") if part == "main" else root.get_element_by_id(part)
    return " ".join(found.text_content().split())


def test_it_needs_nothing_else_and_no_identifier_is_there_twice(certified: Certificate) -> None:
    reading = html.read(page.write(certified))
    assert reading.faults == ()
    assert reading.metadata.language == "en"
    assert b"<script" not in page.write(certified)


def test_it_is_the_same_bytes_each_time(certified: Certificate, built: Path) -> None:
    assert page.write(certified) == (built / "out" / "proof.html").read_bytes()


def test_every_link_into_an_output_leads_to_something(certified: Certificate, built: Path) -> None:
    root = lxml_html.fromstring(page.write(certified).decode())
    pages = {"": root, "manuscript.html": lxml_html.fromstring((built / "out/manuscript.html").read_bytes().decode())}
    count = 0
    for link in root.iter("a"):
        address = urlsplit(link.get("href"))
        name = unquote(address.path)
        assert not address.scheme
        assert not name or (built / "out" / name).is_file()
        if name in pages and address.fragment:
            assert pages[name].get_element_by_id(address.fragment) is not None
            count += 1
    assert count > 57 * 2


def test_it_says_what_was_not_proven(certified: Certificate) -> None:
    words = shown(certified, "not-proven")
    assert "6 of 42 works were seen in a source in every field that is printed" in words
    assert "what it looks like is not" in words
    assert "this is no signature" in words
    checked = replace(
        certified.checked, accepted=(AcceptedCount("baseline", "uncited-study", 2),), skipped={"a-check": "x"}
    )
    words = shown(replace(certified, checked=checked), "not-proven")
    assert "Whether these are met: HTML (WHATWG), WCAG 2.2, level AA" in words
    assert "2 findings of uncited-study are accepted by the baseline." in words
    assert "The check a-check did not run: x." in words


def test_where_there_is_no_output_nothing_is_proven(certified: Certificate) -> None:
    words = shown(replace(certified, outputs=()), "proven")
    assert words == "What is proven Nothing: there was no output."


def test_every_citation_and_every_work_stands_in_it(certified: Certificate) -> None:
    root = lxml_html.fromstring(page.write(certified).decode())
    assert len(root.xpath("//*[@id='citations']//tbody/tr")) == 57
    works = root.xpath("//*[@id='works']//tbody/tr")
    assert len(works) == 42
    assert certified.works[0].text in " ".join(works[0].text_content().split())
    assert {output.sha256 for output in certified.outputs} <= set(re.findall(r"[0-9a-f]{64}", shown(certified)))


def test_no_text_of_a_manuscript_is_markup_in_it(certified: Certificate) -> None:
    hostile = '<script>alert("1")</script>&\'"'
    title = Title(hostile, hostile, 'en" onload="x', "zh", hostile)
    work = replace(certified.works[0], text=hostile, citekey=hostile, label=hostile)
    cited = replace(certified.citations[0], marker=hostile, path=hostile, citekeys=(hostile,))
    output = replace(certified.outputs[1], name=f"{hostile}.html")
    data = page.write(
        replace(
            certified, manuscript=title, works=(work,), citations=(cited,), outputs=(output,), tools={hostile: hostile}
        )
    )
    assert b"<script" not in data
    assert b'onload="x' not in data
    root = lxml_html.fromstring(data.decode())
    assert hostile in root.text_content()


@pytest.mark.parametrize("package", ["vnu-jar", "axe-core"])
def test_it_is_valid_and_can_be_read_by_everybody(package: str, built: Path) -> None:
    require_package(package)
    require("java" if package == "vnu-jar" else "chromium")
    verdicts = standards.validate_with_tools(built / "out" / "proof.html", "html", PLACES)
    verdict = next(item for item in verdicts if package in item.tool)
    assert verdict.is_met, verdict.findings or verdict.unchecked
