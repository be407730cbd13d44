"""JATS Publishing 1.3."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from collation import standards
from tools import PLACES, require_package

from .conftest import HOSTILE, Put

DOCTYPE = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN" '
    '"JATS-journalpublishing1-3-mathml3.dtd">\n'
)
# The journal, the work and its author are invented.
ARTICLE = f"""{DOCTYPE}<article xmlns:mml="http://www.w3.org/1998/Math/MathML" article-type="review-article"
  dtd-version="1.3" xml:lang="en">
<front><journal-meta><journal-id>invented</journal-id><issn>0000-0000</issn></journal-meta>
<article-meta><title-group><article-title>An invented title</article-title></title-group>
<pub-date><year>2001</year></pub-date></article-meta></front>
<body><p id="p">As shown<xref ref-type="bibr" rid="ref-1">1</xref>, <inline-formula><mml:math><mml:mi>x</mml:mi></mml:math>
</inline-formula>.</p></body>
<back><ref-list><ref id="ref-1"><label>1</label><mixed-citation>Alder A. First invented work.</mixed-citation></ref>
</ref-list></back></article>
"""
FAULTS = {
    "a wrong child": ("</body>", "<article-title>Again</article-title></body>", "DTD_CONTENT_MODEL"),
    "an element that is none": ("</body>", "<paragraph/></body>", "DTD_UNKNOWN_ELEM"),
    "an attribute that is none": ("<ref id", "<ref number='1' id", "DTD_UNKNOWN_ATTRIBUTE"),
    "an id twice": ('ref id="ref-1"', 'ref id="p"', "DTD_ID_REDEFINED"),
    "a link to nowhere": ('rid="ref-1"', 'rid="ref-2"', "DTD_UNKNOWN_ID"),
    "no title": ("<title-group><article-title>An invented title</article-title></title-group>", "", "DTD_CONTENT_MODEL"),
    "no DOCTYPE": (DOCTYPE, "", "doctype"),
    "another version": ("v1.3 20210610", "v1.2 20190208", "doctype"),
    "a tag that is not closed": ("</front>", "", "xml"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _package() -> None:
    require_package("@jats4r/dtds")


def test_an_article_meets_the_standard_with_either_version_of_mathml(put: Put) -> None:
    older = ARTICLE.replace("DTD with MathML3 v1.3", "DTD v1.3")
    for article in (ARTICLE, older):
        (verdict,) = standards.validate_with_tools(put("a.xml", article), "jats", PLACES)
        assert verdict.is_met, verdict.findings
        assert verdict.tool.startswith("@jats4r/dtds 0.")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(fault: str, put: Put) -> None:
    before, after, rule = FAULTS[fault]
    assert before in ARTICLE
    (verdict,) = standards.validate_with_tools(put("a.xml", ARTICLE.replace(before, after, 1)), "jats", PLACES)
    assert rule in [finding.rule for finding in verdict.findings], verdict.findings
    # What one file had is not held against the next.
    (next,) = standards.validate_with_tools(put("b.xml", ARTICLE), "jats", PLACES)
    assert next.is_met


@pytest.mark.parametrize("content", [*HOSTILE.values(), ARTICLE[:500].encode(), b"<article>" * 100_000])
def test_what_is_no_jats_is_a_finding(content: bytes, put: Put) -> None:
    (verdict,) = standards.validate_with_tools(put("a.xml", content), "jats", PLACES)
    assert [finding.rule for finding in verdict.findings] == ["xml"]


def test_entities_are_neither_read_from_files_nor_multiplied(put: Put, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    bomb = '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefgh"))
    outside = f'<!ENTITY h SYSTEM "{(tmp_path / "secret").as_uri()}">'
    for entities in (bomb, outside):
        article = ARTICLE.replace('.dtd">', f'.dtd" [{entities}]>').replace("An invented title", "&h;")
        (verdict,) = standards.validate_with_tools(put("a.xml", article), "jats", PLACES)
        assert "secret" not in str(verdict.findings)


def test_without_the_package_it_is_not_checked(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collation.standards.jats.PACKAGE", "@jats4r/no-such-package")
    (verdict,) = standards.validate_with_tools(put("a.xml", ARTICLE), "jats", (tmp_path,))
    assert not verdict.is_met
    assert verdict.unchecked == (
        "@jats4r/no-such-package is not installed; in the folder of your own project: npm install --ignore-scripts @jats4r/no-such-package"
    )
