"""An entry lacks a field that a reader needs to find the work.

A reference without its journal, year or publisher is printed with a hole, or with `[S.l.: s.n.]`, which says of a book
that it names no publisher.  The fields are those that BibTeX and biblatex require of each type, with all alternatives
(`year` or `date`, `author` or `editor`; `url`, `doi`, `eprint` or `howpublished` for what is online); what a `crossref`
or `xdata` parent supplies is not missing, an article ahead of print needs neither volume nor pages, and an entry of a
type that no style knows is held to a title only.  That an article or a book has no author is a warning only: GB/T 7714
has classics, dictionaries and editorials without one, and BibTeX's field `key` says that it is so.

Basis: the required fields of the BibTeX manual (Patashnik, BibTeXing) and of biblatex's manual, entry types; GB/T
7714-2015 asks the same of a monograph, a periodical's article and an electronic resource.

Fails:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, year = {2003}}
Passes:
    references.bib:
        @article{murphy2003, author = {Murphy, J.}, title = {Goats}, journaltitle = {Journal}, date = {2003-12}}
"""

from collections.abc import Iterator

from collation.check.entries import forms
from collation.diagnostics import Diagnostic, Edit, Fix, Severity
from collation.model import Manuscript

CODE = "missing-field"
SEVERITY = Severity.ERROR
NEEDS: tuple[str, ...] = ()


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each group of fields of which an entry has none: at the field left empty or misspelt, if there is one."""
    bibliography = manuscript.bibliography
    for entry in bibliography.entries:
        for group in forms.missing(entry, bibliography):
            location, fix = entry.location, None
            message = f"the {entry.type} {entry.citekey} has no {_shown(group)}"
            help = f"add {group[0]} = {{…}}"
            if group is forms.ANYONE:
                help += ", or key = {…} where the work names no author"
            for item in entry.fields:
                if item.name in group:
                    location, message = item.location, f"{message}: its {item.name} is empty"
                    help = f"write the {item.name} between the braces"
                    break
                if item.value.strip() and forms.meant(item.name) in group:
                    field, length = forms.meant(item.name), len(item.name)
                    location = manuscript.locate(bibliography.path, item.name_start, length)
                    message, help = f"{message} but a field {item.name}", f"write {field} if that is meant"
                    edit = Edit(bibliography.path, item.name_start, item.name_start + length, field)
                    fix = Fix((edit,), is_safe=False, message=f"rename {item.name} to {field}")
                    break
            # Classics, dictionaries and editorials name no author, and are printed without one as they should be.
            severity = Severity.WARNING if group is forms.ANYONE and not fix else SEVERITY
            yield Diagnostic(CODE, severity, location, message, help, entry.citekey, fix)


def _shown(group: forms.Group) -> str:
    """Name the field to ask for and the alternatives that a person thinks of first."""
    names = [name for name in group if name not in ("key", "note", "translator", "bookauthor", "pubstate")][:4]
    return " or ".join(names)
