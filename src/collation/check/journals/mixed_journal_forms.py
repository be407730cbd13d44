"""One journal is written in two ways in one list, or the list abbreviates some journals and writes others out.

Full beside abbreviated, with and without The, `&` for `and`: a reader cannot tell whether `Osteoarthritis Cartilage`
is Osteoarthritis and Cartilage, and a list in two forms looks unchecked.  The finding stands at the rarer form.  Titles
of which nothing says that they are abbreviated (Bone, Stem Cells, PLoS One) go with both; of different journals four at
least must be in the usual form.

Basis: NLM's Citing Medicine and ICMJE want the abbreviations of the NLM catalogue throughout, GB/T 7714-2015 one form
of a title; abbreviations are recognised by the rules of ISO 4 (words shortened at the end, articles and prepositions
left out).  31% of the errors in reference lists are in the journal (Aronsky 2005, JAMIA 12:225).

Fails:
    manuscript/01-introduction.md:
        三项研究[@murphy2003; @murphy2004; @murphy2005]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goat}, journal = {Journal of Goat Biology}, year = {2003}}
        @article{murphy2004, author = {Fink, D.}, title = {Sheep}, journal = {Journal of Goat Biology}, year = {2004}}
        @article{murphy2005, author = {Roe, R.}, title = {Cattle}, journal = {J Goat Biol}, year = {2005}}
Passes:
    manuscript/01-introduction.md:
        三项研究[@murphy2003; @murphy2004; @murphy2005]。
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goat}, journal = {Journal of Goat Biology}, year = {2003}}
        @article{murphy2004, author = {Fink, D.}, title = {Sheep}, journal = {Journal of Goat Surgery}, year = {2004}}
        @article{murphy2005, author = {Roe, R.}, title = {Cattle}, journal = {J Goat Sci}, year = {2005}}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from collation.check.duplicates import duplicate_work, near_duplicate
from collation.check.journals.renamed_journal import are_successive
from collation.check.journals.titles import Form, are_one, fields, form_of, plain, words
from collation.diagnostics import Diagnostic, Edit, Fix, Severity, plural
from collation.model import BibliographyEntry, Field, Manuscript

CODE = "mixed-journal-forms"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_USUAL = 4
"""How many journals must be in one form before another form is the exception."""

_MOST_KINDS = 64
"""With how many journals of the same initials a title is compared, so that a list of any length costs little."""

_MARKED = re.compile(r"《|[\u3400-\u9fff]\s+[\u3400-\u9fff]")
_DOTS = re.compile(r"[\s.,:]+")
_Use = tuple[BibliographyEntry, Field]


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first place of each form of a title that is rarer than another form of it."""
    if next(_find(manuscript, frozenset()), None):
        # An entry that names a work again, of which another check speaks, has its own form of the journal with it.
        again = {found.citekey for check in (duplicate_work, near_duplicate) for found in check.find(manuscript)}
        yield from _find(manuscript, again)


def _find(manuscript: Manuscript, left_out: Collection[str]) -> Iterator[Diagnostic]:
    uses: dict[str, list[_Use]] = defaultdict(list)
    for entry, field in fields(manuscript):
        if entry.citekey not in left_out:
            uses[entry.value(field.name)].append((entry, field))
    dotted = sum(len(found) if "." in title else -len(found) for title, found in uses.items()) > 0
    mixed: set[str] = set()
    for titles in _journals(tuple(uses)):
        counts = Counter({title: len(uses[title]) for title in titles})
        # Where as many entries have the one form as the other, that which is written as the other journals are.
        usual = max(titles, key=lambda title: (counts[title], *_likeness(title, is_dotted=dotted)))
        mixed.update(titles)
        for title in titles:
            if title != usual:
                is_rarer = counts[title] < counts[usual]
                yield _finding(manuscript, uses[title], (title, usual), uses[usual], is_rarer=is_rarer)
    yield from _of_rarer_form({title: found for title, found in uses.items() if title not in mixed})


def _likeness(title: str, *, is_dotted: bool) -> tuple[bool, bool, int, int, str]:
    """Return by what a form is chosen of several: no marks or spaces of Chinese titles, dots as elsewhere, capitals."""
    capitals = sum(word[0].isupper() for word in title.split())
    return not _MARKED.search(title), ("." in title) is is_dotted, capitals, len(title), title


def _of_rarer_form(uses: Mapping[str, list[_Use]]) -> Iterator[Diagnostic]:
    """Yield the first place of each title that is abbreviated where most others are written out, and the reverse."""
    by_form: dict[Form, list[str]] = {"abbreviated": [], "written out": []}
    for title in uses:
        written = form_of(title)
        if written:
            by_form[written].append(title)
    (rarer, few), (usual, many) = sorted(by_form.items(), key=lambda item: len(item[1]))
    if len(many) < _USUAL or len(few) == len(many):
        return
    for title in few:
        entry, field = uses[title][0]
        message = f"{title} is {rarer}, and {len(many)} other journals are {usual}"
        help = "write its whole title" if usual == "written out" else "abbreviate it as the others are"
        yield Diagnostic(CODE, SEVERITY, field.location, message, help, entry.citekey)


def _journals(forms: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the forms of each journal that has more than one."""
    by_plain: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        by_plain[plain(form)].append(form)
    by_initials: dict[str, list[tuple[tuple[str, ...], list[str]]]] = defaultdict(list)
    for group in sorted(by_plain.values(), key=lambda group: -max(map(len, group))):
        kept = words(group[0])
        if len(kept) < 2:
            if len(group) > 1:
                yield group
            continue
        known = by_initials["".join(word[0] for word in kept)]
        same = [
            other
            for full, other in known[:_MOST_KINDS]
            if are_one(kept, full) and not are_successive(group[0], other[0])
        ]
        if len(same) == 1:
            same[0].extend(group)
        elif not same or len(group) > 1:  # an abbreviation that fits two journals is left alone
            known.append((kept, group))
    for groups in by_initials.values():
        for _, group in groups:
            if len(group) > 1:
                yield group


def _finding(
    manuscript: Manuscript, found: list[_Use], forms: tuple[str, str], usual: list[_Use], *, is_rarer: bool
) -> Diagnostic:
    form, other = forms
    entry, field = found[0]
    times, other_times = (plural(len(group), "entry") for group in (found, usual))
    message = f"one journal in two forms: {form} in {times}, {other} in {other_times}"
    written = min((field for _, field in usual), key=lambda field: (bool(field.strings), len(field.value)))
    path = manuscript.bibliography.path
    edits = tuple(
        Edit(path, item.inner_start, item.inner_start + len(item.value), written.value)
        for _, item in found
        if item.is_single and not item.strings
    )
    # Where neither form is the rarer one, which of them to write is for a person to say.
    is_safe = is_rarer and _without_dots(form) == _without_dots(other)
    fix = Fix(edits, is_safe, f"write {other}") if edits and not written.strings else None
    return Diagnostic(
        CODE, SEVERITY, field.location, message, f"write {other} in each, or the other form", entry.citekey, fix
    )


def _without_dots(form: str) -> str:
    return _DOTS.sub(" ", form.replace("&", " and ")).strip().casefold()
