"""The faults on which other checkers were measured, planted one at a time and all at once.

One at a time, each is named by its own check at the line and column of the value, and nothing else fires.  In one file,
all are named in one run.  The works and persons are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from collation.assemble.manuscript import read
from collation.check import catalogue
from collation.check.explain import BASE
from collation.project import load

LIBRARY = "references.bib"
SECTION = "manuscript/01-introduction.md"

SOUND = (
    """\
@article{abbott2003,
  author = {Abbott, Agnes and Castellano, Boris},
  title = {Cells that repair the knee of the goat},
  journal = {Journal of Imaginary Orthopaedics},
  year = {2003},
  volume = {12},
  number = {3},
  pages = {388--399},
  doi = {10.5555/12.171},
  issn = {2049-3630},
}
""",
    """\
@book{delacroix2008,
  author = {Delacroix, Mireille},
  title = {Handbook of matrices},
  publisher = {Fairweather Press},
  address = {London},
  year = {2008},
  isbn = {978-3-16-148410-0},
}
""",
    """\
@article{eriksson2010,
  author = {Eriksson, Niels and Goldsmith, Olga},
  title = {Exosomes in the blood of sheep},
  journal = {Journal of Imaginary Orthopaedics},
  year = {2010},
  volume = {19},
  number = {1},
  pages = {12--20},
  doi = {10.5555/joe.19},
}
""",
)
TEXT = "骨髓细胞[@abbott2003]，基质[@delacroix2008]，外泌体[@eriksson2010]。\n"


@dataclass(frozen=True)
class Fault:
    """What is changed in the sound library, and where its finding must be: at `mark` in the changed text."""

    check: str
    old: str
    new: str
    mark: str
    cites: str = ""
    encoding: str = "utf-8"


EXTRA = """\
@article{%s,
  author = {%s},
  title = {%s},
  journal = {Journal of Imaginary Orthopaedics},
  year = {2012},
  volume = {21},
  pages = {%s},
  doi = {%s},
}
"""
END = SOUND[2]

FAULTS = {
    "duplicate key": Fault(
        "duplicate-citekey",
        END,
        END + EXTRA % ("abbott2003", "Ivanov, Hugo", "A study of mares", "1--9", "10.5555/21.1"),
        "abbott2003,\n  author = {Ivanov",
    ),
    "same DOI under another key, in another case": Fault(
        "duplicate-work",
        END,
        END + EXTRA % ("ivanov2012", "Ivanov, Hugo", "A study of mares", "1--9", "10.5555/JOE.19"),
        "{10.5555/JOE.19",
        "[@ivanov2012]",
    ),
    "near-duplicate title": Fault(
        "near-duplicate",
        END,
        END
        + (EXTRA % ("abbott2012", "Abbott, Agnes", "Cells that repair the knees of the goat", "1--9", "")).replace(
            "  doi = {},\n", ""
        ),
        "{Cells that repair the knees",
        "[@abbott2012]",
    ),
    "required field missing": Fault(
        "missing-field",
        "  journal = {Journal of Imaginary Orthopaedics},\n  year = {2010}",
        "  year = {2010}",
        "eriksson2010",
    ),
    "malformed DOI": Fault("malformed-doi", "{10.5555/joe.19}", "{10.12.171/19}", "10.12.171"),
    "ISSN check digit": Fault("wrong-check-digit", "2049-3630", "2049-3631", "2049-3631"),
    "ISBN check digit": Fault("wrong-check-digit", "148410-0", "148410-1", "978-3-16-148410-1"),
    "year 3021": Fault("impossible-year", "{2010}", "{3021}", "3021"),
    "year 20l8": Fault("impossible-year", "{2010}", "{20l8}", "20l8"),
    "reversed pages": Fault("reversed-pages", "{388--399}", "{388--363}", "388--363"),
    "et al. as an author": Fault("et-al-as-author", "Goldsmith, Olga", "et al.", "et al."),
    "authors in Medline form": Fault(
        "missing-and", "Eriksson, Niels and Goldsmith, Olga", "Doe J, Roe R, Poe E", "Doe J"
    ),
    "bare &": Fault("bare-special-character", "blood of sheep", "blood & milk of sheep", "& milk"),
    "title in capitals": Fault(
        "title-in-capitals", "Exosomes in the blood of sheep", "EXOSOMES IN THE BLOOD OF SHEEP", "EXOSOMES"
    ),
    "full beside abbreviated journal name": Fault(
        "mixed-journal-forms",
        END,
        END
        + EXTRA.replace("Journal of Imaginary Orthopaedics", "J Imag Orthop")
        % ("ivanov2012", "Ivanov, Hugo", "A study of mares", "1--9", "10.5555/21.1"),
        "J Imag Orthop",
        "[@ivanov2012]",
    ),
    "duplicate field": Fault("duplicate-field", "  year = {2010},\n", "  year = {2010},\n  year = {2011},\n", "{2011}"),
    "HTML entities": Fault("html-debris", "blood of sheep", "blood &amp; milk of sheep", "&amp;"),
    "unbalanced brace": Fault(
        "unbalanced-brace", "{Exosomes in the blood of sheep},", "{Exosomes in the blood of sheep,", "{Exosomes"
    ),
    "undefined @string": Fault(
        "undefined-string", "{Journal of Imaginary Orthopaedics},\n  year = {2010}", "jio,\n  year = {2010}", "jio,"
    ),
    "Latin-1 bytes": Fault("wrong-encoding", "blood of sheep", "blood of Jürgen", "ürgen", encoding="latin-1"),
    "byte order mark": Fault("byte-order-mark", SOUND[0], "\ufeff" + SOUND[0], "@article{abbott2003"),
    "mixed line ends": Fault("mixed-line-ends", "  volume = {19},\n", "  volume = {19},\r\n", "\r"),
}
"""The rows of the table of bibliography faults; what is planted where, and the check that must name it."""


def place(text: str, mark: str) -> tuple[int, int]:
    at = text.index(mark)
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def findings(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, int, int, str]]:
    for name, text in BASE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    report = catalogue.run(read(load(folder)))
    return [(item.location.path, item.location.line, item.location.column, item.code) for item in report.diagnostics]


def test_the_sound_library_has_no_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, {LIBRARY: "\n".join(SOUND).encode(), SECTION: TEXT.encode()}) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_by_its_own_check_and_no_other(tmp_path: Path, name: str) -> None:
    fault = FAULTS[name]
    sound = "\n".join(SOUND)
    assert sound.count(fault.old) == 1
    text = sound.replace(fault.old, fault.new)
    found = findings(
        tmp_path, {LIBRARY: text.encode(fault.encoding), SECTION: (TEXT.rstrip("\n") + fault.cites + "\n").encode()}
    )
    assert [item[3] for item in found] == [fault.check], found
    line, column = place(text.removeprefix("\ufeff"), fault.mark)
    assert found[0][:2] == (LIBRARY, line), found
    assert found[0][2] in (column, column - 1), (found, column)  # a value is shown with or without its brace


def test_all_planted_in_one_file_are_all_named_in_one_run(tmp_path: Path) -> None:
    text = "\n".join(SOUND)
    cited = TEXT.rstrip("\n")
    wanted = set()
    for number, (name, fault) in enumerate(FAULTS.items()):
        if fault.encoding != "utf-8":  # nothing in a file can be read that is in another encoding
            continue
        own = "\n".join(SOUND).replace(fault.old, fault.new)
        for citekey in ("abbott2003", "delacroix2008", "eriksson2010", "ivanov2012", "abbott2012"):
            if name != "duplicate key":
                own = own.replace(citekey, f"{citekey}{number:02}")
        own = own.replace("10.5555/", f"10.5555/{number}.") if "DOI" not in name else own
        text = own.replace("\ufeff", "\ufeff" if number == 0 else "") + "\n" + text
        wanted.add(fault.check)
    if not text.startswith("\ufeff"):
        text = "\ufeff" + text
    codes = {item[3] for item in findings(tmp_path, {LIBRARY: text.encode(), SECTION: (cited + "\n").encode()})}
    assert wanted <= codes, wanted - codes


NUMBERED = "骨髓细胞[1]，基质[2]，外泌体[3]。\n"
TEXT_FAULTS = {
    "a cited key is missing": ("[@delacroix2008]", "[@delacroix2009]", [("unresolved-citekey", "@delacroix2009")]),
    "an entry is not cited": ("，外泌体[@eriksson2010]", "", [("uncited-entry", None)]),
    "a number without an entry": ("[3]", "[3,15]", [("unresolved-number", "[3,15]")]),
    "first citations out of order": ("[2]，外泌体[3]", "[3]，外泌体[2]", [("number-out-of-order", "[2]")]),
    "a reversed range": ("。", "，合用[3-2]。", [("reversed-range", "[3-2]")]),
    "a repeated number": ("。", "，合用[2,2]。", [("repeated-number", "[2,2]")]),
    "the surname of another work": ("外泌体", "Abbott等", [("wrong-author", "Abbott")]),
    "the year of another work": ("外泌体[", "2015年，Eriksson和Goldsmith[", [("wrong-year", "2015")]),
}


@pytest.mark.parametrize("name", TEXT_FAULTS)
def test_a_fault_planted_in_the_text_is_named_by_its_own_check_and_no_other(tmp_path: Path, name: str) -> None:
    old, new, wanted = TEXT_FAULTS[name]
    text = TEXT if "@" in old or "surname" in name or "year" in name else NUMBERED
    assert text.count(old) == 1
    changed = text.replace(old, new)
    found = findings(tmp_path, {LIBRARY: "\n".join(SOUND).encode(), SECTION: changed.encode()})
    assert [item[3] for item in found] == [code for code, _ in wanted], found
    for item, (_, mark) in zip(found, wanted, strict=True):
        if mark:
            line, column = place(changed, mark)
            assert item[:2] == (SECTION, line)
            assert column <= item[2] <= column + len(mark), (item, column)


@pytest.mark.parametrize(
    "form", ["［3］", "【3】", "〔3〕", "[3，4]", "[3、4]", "[3～5]", "[3–5]", "[3—5]", "^[3]^", "<sup>[3]</sup>"]
)
def test_every_form_of_a_typed_number_is_read(tmp_path: Path, form: str) -> None:
    text = f"骨髓细胞[1]，基质[2]，外泌体{form}。\n".replace(
        "[1]", form.replace("3", "1").replace("4", "1").replace("5", "1")
    )
    findings(tmp_path, {LIBRARY: "\n".join(SOUND).encode(), SECTION: text.encode()})
    manuscript = read(load(tmp_path))
    assert 3 in {item.number for cluster in manuscript.clusters for item in cluster.items}
