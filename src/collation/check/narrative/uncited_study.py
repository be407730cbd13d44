"""A study is named by its author and is not cited.

A reader cannot find it, and the reference list does not have it.  A name with a verb of reporting and a year, with et
al. or 等, or a reference by author and year in brackets counts; a study that is cited earlier in the section or in
the same paragraph is not named, nor is one in a table, whose citation may stand in another cell.

Basis: the ICMJE recommendations and GB/T 7714-2015 number each work where the text first uses it; articles that
mention unpublished work say so.

Fails:
    manuscript/01-introduction.md:
        1967年，Wolf在血液中发现了细胞外囊泡。山羊模型中软骨得到修复[@murphy2003]。
Passes:
    manuscript/01-introduction.md:
        2003年，Murphy在山羊模型中发现软骨得到修复[@murphy2003]。
"""

import re
from collections.abc import Iterator

from collation.check.narrative.reading import Study, is_author, listed, locate, read, reference, replacement, year
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import Manuscript

CODE = "uncited-study"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")

_UNPUBLISHED = re.compile(
    r"unpublished|not published|personal communication|in preparation|submitted|未发表|个人通信|私人通信|待发表|未刊"
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first place in each section at which an author's study is named without a citation."""
    index = read(manuscript).index
    seen = set()
    for study in read(manuscript).studies:
        mention, name = study.mention, study.leading[0].text
        if not _is_named(study) or (study.passage.path, name) in seen:
            continue
        if any(
            study.is_near(work) and is_author(work, person)
            for person in study.leading
            for work in index.may_be_of(person.text)
        ):
            continue
        seen.add((study.passage.path, name))
        dates = {date.year for date in mention.dates if date.dating != "begun"}
        works = [work for work in index.first(name) if not dates or year(work) in dates]
        help, fix = "cite the work; if it has no entry yet, add one", None
        if works:
            help = f"is it {listed([reference(manuscript, work) for work in works[:4]], 'or')}?"
        if len(works) == 1:
            edit = replacement(
                study.passage, mention.end, mention.end, f"[{reference(manuscript, works[0]).strip('[]')}]"
            )
            fix = Fix((edit,), is_safe=False, message=f"cite {reference(manuscript, works[0])}") if edit else None
        place = locate(manuscript, study.passage, mention.start, mention.end)
        what = study.passage.text[mention.start : mention.end]
        yield Diagnostic(CODE, SEVERITY, place, f"the study of {what} is named without a citation", help, fix=fix)


def _is_named(study: Study) -> bool:
    mention, passage = study.mention, study.passage
    if mention.has_citation or passage.context == "table" or mention.others == "group":
        return False
    if _UNPUBLISHED.search(passage.text, max(0, mention.start - 30), mention.end + 60):
        return False
    is_dated = any(date.dating != "begun" for date in mention.dates)
    if mention.others:
        return mention.is_sure and (is_dated or mention.reports)
    return mention.is_reference or (mention.reports and is_dated)
