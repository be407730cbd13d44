"""Typed numbers cite the work before, or after, the one that the text names: the list was changed and they were not.

An entry put into the middle of the list gives every work after it another number, and one taken out does too: each
number of the text is then wrong, though none was touched.  It is said where sentences that name an author agree from
one place on with the entries beside those that they cite, and the ends of text and list agree with that; then no
sentence is judged whose number is past that place.

Basis: GB/T 7714-2015, numeric system, and the ICMJE recommendations: a number means the work at that place of the list.

Fails:
    manuscript/01-introduction.md:
        Murphy等[1]报道了山羊模型，Jo等[2]报道了膝关节，Centeno等[3]报道了疼痛。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C. and Chai, J. and Lee, Y.}, title = {Knees}, journal = {Journal},
          year = {2017}}
        @article{centeno2008, author = {Centeno, C. and Busse, D. and Kim, J.}, title = {Pain}, journal = {Journal},
          year = {2008}}
Passes:
    manuscript/01-introduction.md:
        Murphy等[1]报道了山羊模型，绵羊的结果相同[2]，Jo等[3]报道了膝关节，Centeno等[4]报道了疼痛。
    references.bib:
        @article{murphy2003, author = {Murphy, J. and Fink, D. and Hunt, E.}, title = {Goats}, journal = {Journal},
          year = {2003}}
        @article{smith2003, author = {Smith, A.}, title = {Sheep}, journal = {Journal}, year = {2003}}
        @article{jo2017, author = {Jo, C. and Chai, J. and Lee, Y.}, title = {Knees}, journal = {Journal},
          year = {2017}}
        @article{centeno2008, author = {Centeno, C. and Busse, D. and Kim, J.}, title = {Pain}, journal = {Journal},
          year = {2008}}
"""

from collections.abc import Iterator

from collation.check.narrative.reading import read
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "shifted-numbers"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the one place from which on the numbers mean their neighbours: that of the entry that came or went."""
    shift = read(manuscript).shift
    if shift is None:
        return
    bibliography = manuscript.bibliography
    first, last = shift.places[0], shift.places[-1]
    entry = next(entry for entry in bibliography.entries if entry.ordinal >= last)  # past it the numbers are wrong
    count, is_put_in, is_sure = abs(shift.offset), shift.offset > 0, first == last
    entries = "an entry was" if count == 1 else f"{count} entries were"
    change, side = ("put in", "before") if is_put_in else ("taken out", "after")
    at = "at" if is_put_in else "near"  # of two works by the same authors the names do not tell which is gone
    place = f"{at} [{first}]" if is_sure else f"between [{first}] and [{last}]"
    beside = side if count == 1 else f"{count} places {side}"
    it = "it" if count == 1 else "them"
    if is_put_in:
        it = entry.citekey if is_sure and count == 1 else it
        help = f"move {it} to the end of {bibliography.path} and cite it there: collate renumber then puts all in order"
        help += f"; or raise each number from [{first}] on by {count}" if is_sure else ""
    else:
        help = f"put {it} back; or take the citation out too, and lower each number after it by {count}"
    yield Diagnostic(
        CODE,
        SEVERITY,
        entry.location,
        f"{entries} {change} {place}: from there on the numbers cite the work {beside} the one that the text names, "
        f"as {shift.agreeing} sentences show",
        help,
        entry.citekey if is_sure and is_put_in else "",
    )


def meant(manuscript: Manuscript) -> frozenset[int]:
    """Return the ordinals of the entries that shifted numbers mean: they are cited, though by another number."""
    shift = read(manuscript).shift
    if shift is None:
        return frozenset()
    cited = {item.number for cluster in manuscript.clusters for item in cluster.items}
    return frozenset(number + shift.offset for number in cited if shift.covers(number))
