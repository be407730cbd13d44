r"""A field has a LaTeX command of which nothing is printed.

pandoc knows the accents and the common commands of text; any other it keeps as raw LaTeX, which no output shows, and
with it the argument: `\beta-catenin` is printed `-catenin`, and `\mbox{Goats}` not at all.  In mathematics
(`$\beta$-catenin`) the same commands are right; in Unicode the letter itself is (`β-catenin`).  At a formula that
pandoc cannot read, `$\bata$`, rendering stops.

Basis: measured with the pandoc that prints the reference list, over the text commands of LaTeX, which a test repeats;
LaTeX itself stops at a command of mathematics outside of it.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {\beta-catenin}, journal = {Journal}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {M{\"u}ller, J.}, title = {$\beta$-catenin and \textit{in vitro} repair},
          journal = {Journal}, year = {2003}}
"""

import re
import unicodedata
from collections.abc import Iterator

from collation.check.entries import values
from collation.check.entries.places import place, replace
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "broken-latex"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()

_LETTERS = "AA AE H L O OE aa ae b c d i j k l o oe r ss t u v"
_FORMS = (
    "MakeLowercase MakeUppercase autocap bf bfseries em emph enquote ensuremath footnote foreignlanguage it itshape "
    "lowercase mkbibbold mkbibbrackets mkbibemph mkbibparens mkbibquote rm scshape sl sout st texorpdfstring textbf "
    "textcolor textgreek textit textlatin textmd textnormal textrm textsc textsf textsl textsubscript textsuperscript "
    "texttt textup tt ul underline uppercase verb"
)
_SIGNS = (
    "LaTeX TeX SI backslash bar dots guillemotleft guillemotright guilsinglleft guilsinglright ldots newline num "
    "quotedblbase quotesinglbase si sim slash textasciicircum textasciitilde textbackslash textbaht textbigcircle "
    "textblank textbrokenbar textbullet textcopyright textdagger textdegree textdollar textdong textgreater textless "
    "textlira textmu textmusicalnote textonehalf textonequarter textparagraph textpertenthousand textpeso "
    "textquotedblleft textquotedblright textquoteleft textquoteright textquotesingle textregistered textsection "
    "textsterling textthreequarters textthreesuperior texttwosuperior textyen vdots"
)
PRINTED = frozenset(f"{_LETTERS} {_FORMS} {_SIGNS}".split())
"""The commands of which pandoc prints something."""

# These are meant to leave nothing behind: they steer the line, the type or the order of the list.
_SILENT_NAMES = (
    "allowbreak bgroup break egroup footnotesize hspace ifmmode large linebreak nobreak nobreakdash nolinebreak "
    "noopsort normalfont normalsize penalty protect relax scriptsize sc selectlanguage sf singleletter small smash "
    "sortnoop switchargs tiny upshape vphantom hphantom vspace quad qquad thinspace enspace hskip kern sffamily "
    "rmfamily ttfamily mdseries SortNoop noop par null strut xspace"
)
_SILENT = frozenset(_SILENT_NAMES.split())

# Formulas that are certainly read: letters, figures, signs, and Greek.
_PLAIN = re.compile(
    r"(?:[\w\s+=<>,.()/'-]|[_^](?:\w|\{[\w+-]+\})"
    r"|\\(?:[Aa]lpha|beta|[Gg]amma|[Dd]elta|epsilon|kappa|[Ll]ambda|mu|[Ss]igma|omega|times|pm|sim|leq?|geq?)"
    r"(?![A-Za-z]))++"
)
_LONGEST = 300
_UNKNOWN = re.compile(r"control sequence (\\[A-Za-z]+)")
_OPEN = re.compile(r"\s|\{\\\$\}")
_UNICODE = {
    "DH": "Ð", "DJ": "Đ", "NG": "Ŋ", "TH": "Þ", "approx": "≈", "cdot": "·", "celsius": "°C", "dag": "†",
    "dagger": "†", "ddag": "‡", "degree": "°", "dh": "ð", "div": "÷", "dj": "đ", "ell": "ℓ", "ge": "≥", "geq": "≥",
    "infty": "∞", "le": "≤", "leq": "≤", "ne": "≠", "neq": "≠", "ng": "ŋ", "pm": "±", "rightarrow": "→",
    "textasteriskcentered": "*", "textbar": "|", "textcelsius": "°C", "textdaggerdbl": "‡", "textdiv": "÷",
    "textellipsis": "…", "textemdash": "—", "textendash": "–", "texteuro": "€", "textexclamdown": "¡",
    "textmicro": "µ", "textmp": "∓", "textnumero": "№", "textordfeminine": "ª", "textordmasculine": "º",
    "textperiodcentered": "·", "textperthousand": "‰", "textpm": "±", "textquestiondown": "¿", "texttimes": "×",
    "texttrademark": "™", "textunderscore": r"\_", "th": "þ", "times": "×", "to": "→", "BibTeX": "BibTeX",
    "XeLaTeX": "XeLaTeX", "XeTeX": "XeTeX", "varepsilon": "ε", "varphi": "φ", "lambda": "λ", "Lambda": "Λ",
    "hbox": "", "mbox": "", "text": "",
}  # fmt: skip


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each command in a printed field, outside mathematics, that pandoc does not know, and each such formula."""
    for entry in manuscript.bibliography.entries:
        for item in values.printed(entry):
            if "\\" not in item.value or item.name == "pages":  # page-form speaks of the pages
                continue
            for mark in values.marks(item.value):
                name = mark.text[1:].rstrip("*")
                if mark.text[0] != "\\" or not name.isalpha() or mark.is_math or name in PRINTED or name in _SILENT:
                    continue
                start, end = mark.start, mark.start + len(mark.text)
                letter = _letter(name)
                # In LaTeX a space ends the command and is not printed, whether or not it was meant to be; and Mendeley
                # writes `{\$}\beta{\$}` for mathematics, of which the dollars must go too.
                is_safe = not _OPEN.match(item.value, mark.start + len(mark.text))
                help = f"write {letter}" if letter else "write the character itself, or $…$ for mathematics"
                if letter == "":
                    help = f"take {mark.text} out"
                yield Diagnostic(
                    CODE,
                    SEVERITY,
                    place(manuscript, item, start, end),
                    f"of {mark.text} in the {item.name} of {entry.citekey} nothing is printed",
                    help,
                    entry.citekey,
                    None
                    if letter is None
                    else replace(manuscript, item, letter, start, end, is_safe=is_safe, message=help),
                )
    yield from _formulas(manuscript)


def _formulas(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each formula that pandoc cannot read, at the command that stops it; all are shown to pandoc at once."""
    found = [
        (entry, item, start, item.value[start:end])
        for entry in manuscript.bibliography.entries
        for item in values.printed(entry)
        if item.value.count("$") > 1
        for start, end in values.formulas(item.value)
        if end - start <= _LONGEST and not _PLAIN.fullmatch(item.value, start, end)
    ]
    if not found:
        return
    from collation import pandoc

    refused = pandoc.refused_formulas(dict.fromkeys(formula for *_, formula in found))
    for entry, item, start, formula in found:
        if formula not in refused:
            continue
        command = _UNKNOWN.search(refused[formula])
        offset, length = start, len(formula)
        if command and command[1] in formula:
            offset, length = start + formula.index(command[1]), len(command[1])
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, item, offset, offset + length),
            f"the formula {' '.join(formula.split())[:40]} in the {item.name} of {entry.citekey} cannot be read: "
            f"{refused[formula]}",
            "write it in plain TeX, or the characters themselves",
            entry.citekey,
        )


def _letter(name: str) -> str | None:
    """Return what a command stands for as a character, or None where that is not known."""
    if name in _UNICODE:
        return _UNICODE[name]
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return None
