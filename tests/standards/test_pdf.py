"""PDF/A-2a and PDF/UA-1."""

from __future__ import annotations

import re

import page
import pytest

from collation import standards
from collation.project import Project
from collation.typesetting import typeset_pdf
from tools import ROOT

from .conftest import HOSTILE, Put

# Each is as long as what it stands for: the offsets in the file stay right.
FAULTS = {
    "no tags": (b"/Marked true", b"/Marked null", {"2a", "ua1"}, "TAGGED"),
    "no title bar": (b"/DisplayDocTitle true", b"/DisplayDocTitle null", {"ua1"}, "VIEWER-PREFERENCES"),
    "no claim of PDF/UA": (b"<pdfuaid:part>1<", b"<pdfuaid:part>9<", {"ua1"}, "ID-PART"),
    "no claim of PDF/A": (b"<pdfaid:part>2<", b"<pdfaid:part>9<", {"2a"}, "PART"),
    "a lower level": (b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<", {"2a"}, "CONFORMANCE"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_named(fault: str, project: Project, put: Put) -> None:
    before, after, profiles, rule = FAULTS[fault]
    data = project.product("pdf").read_bytes()
    assert before in data
    verdicts = standards.validate(put("a.pdf", data.replace(before, after)), "pdf")
    named = {
        profile
        for profile, verdict in zip(("2a", "ua1"), verdicts, strict=True)
        if any(rule in finding.rule for finding in verdict.findings)
    }
    assert named == profiles, [finding for verdict in verdicts for finding in verdict.findings]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_pdf_is_a_finding(name: str, put: Put) -> None:
    for verdict in standards.validate(put("a.pdf", HOSTILE[name]), "pdf"):
        assert [finding.rule for finding in verdict.findings] == ["unreadable"]


def test_half_a_pdf_is_a_finding(project: Project, put: Put) -> None:
    data = project.product("pdf").read_bytes()
    for verdict in standards.validate(put("a.pdf", data[: len(data) // 2]), "pdf"):
        assert [finding.rule for finding in verdict.findings] == ["unreadable"]


def test_a_loop_in_the_structure_is_not_followed_for_ever(put: Put) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/MarkInfo<</Marked true>>>>",
        b"<</Type/Pages/Count 1/Kids[2 0 R]>>",
        b"<</Type/StructTreeRoot/K 3 0 R>>",
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(places)
    data += table + b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    for verdict in standards.validate(put("a.pdf", data), "pdf"):
        assert verdict.findings or "depth" in verdict.unchecked


def test_a_stream_whose_last_byte_is_a_carriage_return_has_the_length_that_it_says(put: Put) -> None:
    for number in range(200):
        source = f'#set document(title: "{number}")\n#set text(lang: "en", font: "Libertinus Serif")\n{number}'
        data = typeset_pdf(source, ROOT, timestamp=number, standards=("a-2a", "ua-1")).data
        ended = re.search(rb"/Length (\d+)[^\r\n]*\nstream\n(?:(?!endstream)[\s\S])*\r\nendstream", data)
        if ended:
            break
    else:
        pytest.fail("of 200 documents none has such a stream")
    for verdict in standards.validate(put("a.pdf", data), "pdf"):
        assert verdict.is_met, verdict.findings
    # If the tool no longer says so, `_is_length_right` has had its day.
    by_tool = page.validate_pdf_bytes(data, profile="2a")
    assert [failure.rule_id for failure in by_tool.failures] == ["PDFA2A-STREAM-LENGTH-001"]


def test_a_wrong_length_is_found(project: Project, put: Put) -> None:
    data = project.product("pdf").read_bytes()
    (length,) = re.findall(rb"/Length (\d+)/Type/Metadata", data)
    wrong = data.replace(b"/Length %s/Type/Metadata" % length, b"/Length %d/Type/Metadata" % (int(length) - 1))
    verdict, _ = standards.validate(put("a.pdf", wrong), "pdf")
    assert "PDFA2A-STREAM-LENGTH-001" in [finding.rule for finding in verdict.findings]
