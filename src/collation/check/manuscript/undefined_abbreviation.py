"""An abbreviation is used twice or more and never written in full.

Readers of another field do not know it, and the same letters stand for different things.  Not asked for are those that
need no definition: units, chemical formulas, Roman numerals, symbols of genes and proteins (with digits, Greek letters,
in italics, or of well-known signals), terms of statistics, and names such as DNA, MRI, WHO.

Basis: ICMJE Recommendations, Preparing a Manuscript for Submission, Abbreviations and Symbols: spelled out at the first
mention unless it is a standard unit of measurement; GB/T 7713.2-2022.

Fails:
    manuscript/01-introduction.md:
        山羊的MSCs可修复软骨[@murphy2003]。自体MSCs更为安全。
Passes:
    manuscript/01-introduction.md:
        山羊的间充质干细胞（mesenchymal stem cells，MSCs）可修复软骨[@murphy2003]。
        自体MSCs的DNA和CD44不变，MRI与DNA一致，MRI可见软骨。
"""

import re
from collections.abc import Iterator

from collation.check.manuscript.abbreviations import Use, compounds, locate, scopes
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "undefined-abbreviation"
SEVERITY = Severity.NOTE
NEEDS: tuple[str, ...] = ("sections",)

_FORM = re.compile(r"[a-z]{0,2}[A-Z]{2,6}")
_ROMAN = re.compile(r"[IVX]+")
_BASES = re.compile(r"[ACGTU]{3,}")
_MOLECULES_AND_METHODS = """
DNA RNA mRNA miRNA lncRNA circRNA siRNA shRNA tRNA rRNA sgRNA piRNA scRNA snRNA cDNA gDNA mtDNA cfDNA dsDNA ATP ADP
AMP cAMP GTP NAD NADH NADPH PCR RT qPCR qRT ELISA HPLC NMR EDTA PBS DMSO HE MRI CT PET SPECT ECG EEG UV NO CO OH KOH
HLA MHC ABO
"""
_STATISTICS = "CI SD SE SEM OR RR HR IQR ANOVA AUC ROC SPSS SAS"
_BODIES_AND_PLACES = "WHO FDA NIH EMA ISO GB USA US UK EU AIDS HIV SARS COVID CNKI ICMJE BMI ICU IU"
_GUIDELINES = "PRISMA CONSORT GRADE AMSTAR ROBINS PROSPERO QUADAS STROBE SPIRIT ARRIVE CASP"
_ROUTES = "IM SC IP PO"
_WORDS = "AND NOT VS AM PM AD BC OK DO IN ON OF TO BY IF IS IT AS AT BE WE AN THE ARE ALL"
_SIGNALS = """
AKT ERK JNK YAP TAZ RAS RAF SRC MYC FOS JUN WNT SMAD STAT JAK NOTCH KRAS BRAF ALK KIT RET MET APC ATM ATR BAX FAS BAD
GAPDH ACTB RANK RANKL COL ACAN COMP AMPK MAPK MEK PKA PKC PTEN
"""
_KNOWN = frozenset(
    f"{_MOLECULES_AND_METHODS} {_STATISTICS} {_BODIES_AND_PLACES} {_GUIDELINES} {_ROUTES} {_WORDS} {_SIGNALS}".split()
)
_ITALIC = frozenset("*_")
_JOINED_BEFORE = re.compile(r"[A-Za-z0-9\u0370-\u03ff][-–/]$")
_JOINED_AFTER = re.compile(r"[-–/]?[0-9\u0370-\u03ff]|/[A-Za-z]")
_NAME = re.compile(r"[A-Z][a-z]+\s$")
_SURNAME = re.compile(r"\s[A-Z][a-z]+\b(?!\s[A-Z])")
_UNIT = re.compile(r"\d\s?$")
_TRIAL = re.compile(r"\s?(?:trial|study|cohort|试验|研究|队列)", re.IGNORECASE)
_LONG = 5
"""From how many letters on a word before `trial` is the trial's name."""
_INITIALS = 2


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first use of each abbreviation that no text defines."""
    text, *abstracts = scopes(manuscript)
    known = _KNOWN.union(text.listed, text.definitions, *(scope.definitions for scope in abstracts))
    for key, uses in text.uses.items():
        if key in known or not _FORM.fullmatch(key) or _ROMAN.fullmatch(key) or _BASES.fullmatch(key):
            continue
        if len(key) >= _LONG and any(_TRIAL.match(use.text.text, use.end) for use in uses):
            continue
        counted = [use for use in uses if use.text.is_main and _is_word(use) and known.isdisjoint(compounds(use))]
        if len(counted) > 1:
            yield Diagnostic(
                CODE,
                SEVERITY,
                locate(manuscript, counted[0]),
                f"{key} is used {len(counted)} times and never written in full",
                f"write the full term at the first use: full term ({key}), 全称（full term，{key}）",
            )


def _is_word(use: Use) -> bool:
    """Whether the letters are no part of a symbol (TNF-α, MMP-13), no gene in italics, no initials and no unit."""
    text = use.text.text
    before, after = text[max(0, use.start - 20) : use.start], text[use.end : use.end + 3]
    if (
        before[-1:] in _ITALIC
        or after[:1] in _ITALIC
        or _UNIT.search(before)
        or (use.end - use.start == _INITIALS and (_NAME.search(before) or _SURNAME.match(text, use.end)))
    ):
        return False
    return not (_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after))
