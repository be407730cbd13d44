"""A study is named by its author and is not cited.

A reader cannot find it, and the reference list does not have it.  A name with a verb of reporting and a year, with et
al. or 等, or a reference by author and year in brackets counts, and 等 after the first author of an entry that is cited
nowhere; a study that is cited earlier in the section or in the same paragraph is not named, nor is one in a table,
whose citation may stand in another cell.  In a sentence that cites another work it is named where no work of an author
of that name is cited at all.

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
from collections.abc import Collection, Iterator

from collation.check.narrative import author_year_citation
from collation.check.narrative.authors import Index, Known, Likeness
from collation.check.narrative.mentions import Person
from collation.check.narrative.reading import (
    Study,
    is_author,
    listed,
    locate,
    people,
    read,
    reference,
    replacement,
    year,
)
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "uncited-study"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")

_UNPUBLISHED = re.compile(
    r"unpublished|not published|personal communication|in preparation|submitted|未发表|个人通信|私人通信|待发表|未刊|"
    r"转引|引自|\bcited\b|quoted|reviewed|summari[sz]ed|according to|综述"
)
"""What says that there is nothing to cite, or that the work that is cited tells of the study."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the first place in each section at which an author's study is named without a citation."""
    reading = read(manuscript)
    index = reading.index
    cited = {manuscript.citekey(item) for cluster in manuscript.clusters for item in cluster.items}
    seen = set()
    for study in reading.studies:
        mention, name = study.mention, study.leading[0].text
        if (study.passage.path, name) in seen or not _is_named(study, index, cited):
            continue
        if any(
            (study.is_near(work) or reading.is_shifted(work)) and is_author(work, person)
            for person in study.leading
            for work in index.may_be_of(person.text)
        ):
            continue
        if mention.is_reference and author_year_citation.speaks_of(manuscript, study.passage, mention.start):
            continue
        seen.add((study.passage.path, name))
        dates = {date.year for date in mention.dates if date.dating != "begun"}
        works = [work for work in reading.first(name) if not dates or year(work) in dates]
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


def _is_named(study: Study, index: Index, cited: Collection[str]) -> bool:
    mention, passage = study.mention, study.passage
    if mention.cited or passage.context == "table":
        return False
    if mention.others == "group":
        # `Murphy and colleagues reported`; the group alone may be a laboratory.
        return mention.is_person and mention.reports and not mention.has_citation and not _is_unpublished(study)
    if _is_unpublished(study):
        return False
    is_dated = any(date.dating != "begun" for date in mention.dates)
    if mention.has_citation:
        # The citation is another's: the study is missing only where no work of an author of that name is cited at all.
        is_cited = any(
            work.citekey in cited and _may_be_by(work, person)
            for person in mention.people
            for work in index.may_be_of(person.text)
        )
        is_said = mention.others == "et al" and mention.is_person and mention.reports
        return is_said and not mention.is_parted and not is_cited
    if mention.others and mention.is_sure and (is_dated or mention.reports):
        return True
    if mention.others:
        # Of the authors of an entry that is cited nowhere no verb need say that a study is meant.
        works = index.first_alone(study.leading[0].text)
        return bool(works) and not any(work.citekey in cited for work in works)
    return mention.is_reference or (mention.reports and is_dated)


def _is_unpublished(study: Study) -> bool:
    mention = study.mention
    return bool(_UNPUBLISHED.search(study.passage.text, max(0, mention.start - 60), mention.end + 60))


def _may_be_by(work: BibliographyEntry, person: Person) -> bool:
    """Whether a person may be an author of a work; 王强 is not 王守义, whose name begins alike."""
    authors = [Known(name) for name in people(work)]
    return any(author.likeness(person.text) >= Likeness.SPELLING or author.may_be(person.text) for author in authors)
