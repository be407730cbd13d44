"""A sentence says of a work that it has more authors, or fewer, than its entry has.

`et al`, 等 and colleagues say that there are more authors than are named, and two names joined by `and` say that there
is no third.  English names both authors of a work of two; in Chinese 等 after one of two is often met, and is a note.

Basis: GB/T 7714-2015 puts et al. or 等 after the first author of a work of several; the manuals of the AMA, the APA
and Chicago name both authors of a work of two, and et al. stands for those who are not named.

Fails:
    manuscript/01-introduction.md:
        2003年，Murphy等[@murphy2003]报道了山羊模型。
Passes:
    manuscript/01-introduction.md:
        2003年，Murphy[@murphy2003]报道了山羊模型。
"""

from collections.abc import Iterator

from collation.check.narrative.authors import Likeness, is_han
from collation.check.narrative.mentions import has_colleagues
from collation.check.narrative.reading import (
    Study,
    by,
    first_author,
    is_author,
    is_open,
    likeness,
    listed,
    locate,
    people,
    print_name,
    read,
    reference,
    replacement,
)
from collation.diagnostics import Diagnostic, Fix, Severity
from collation.model import BibliographyEntry, Manuscript

CODE = "wrong-et-al"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("sections", "bibliography")


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each mention whose number of authors is not that of the one work that it can mean."""
    for study in read(manuscript).studies:
        mention = study.mention
        if len(study.works) != 1 or not study.agreeing or mention.tie == "later":
            continue
        work = study.works[0]
        named, authors = len(mention.people), len(people(work))
        if not all(is_author(work, person) for person in mention.people):
            continue  # wrong-author and misspelt-author speak
        is_chinese = "等" in study.passage.text[mention.people[-1].end : mention.end]
        if mention.others == "et al" and not is_open(work) and authors <= named:
            # 张三、李四等: 等 may close a list that is whole.
            message = f"{reference(manuscript, work)} has no author but {by(work)}"
            yield _finding(manuscript, study, message, Severity.NOTE if is_chinese and named > 1 else SEVERITY)
        elif mention.others == "et al" and not is_open(work) and authors == 2 == named + 1:
            message = f"{reference(manuscript, work)} has two authors, {by(work)}"
            yield _finding(manuscript, study, message, Severity.NOTE if is_chinese else SEVERITY)
        elif mention.others == "group" and authors == named and not is_open(work):
            colleagues = has_colleagues(study.passage.text[mention.end : mention.end + 40])
            if colleagues:
                message = f"{reference(manuscript, work)} has no author but {by(work)}"
                # One who wrote alone may have worked with others.
                yield _finding(manuscript, study, message, Severity.NOTE, end=mention.end + colleagues)
        elif not mention.others and named > 1 and authors > named:
            message = f"{reference(manuscript, work)} has {authors} authors, of whom {named} are named"
            yield _finding(manuscript, study, message)


def _finding(
    manuscript: Manuscript, study: Study, message: str, severity: Severity = SEVERITY, end: int = 0
) -> Diagnostic:
    mention, work = study.mention, study.works[0]
    text, end = _names(study, work), end or mention.end
    edit = replacement(study.passage, mention.start, end, text)
    return Diagnostic(
        CODE,
        severity,
        locate(manuscript, study.passage, mention.start, end),
        message,
        f"write {text}, or correct the authors of the entry",
        work.citekey,
        Fix((edit,), is_safe=False, message=f"write {text}") if edit else None,
    )


def _names(study: Study, work: BibliographyEntry) -> str:
    """Return the authors as the sentence should name them, in its language."""
    mention, passage = study.mention, study.passage
    written = [person.text for person in mention.people]
    is_chinese = any("\u3400" <= letter <= "\u9fff" for letter in passage.text)
    if not mention.others:
        first = written[0] if likeness(work, mention.people[0]) >= Likeness.MARKS else first_author(work)
        return f"{first}等" if is_chinese else f"{first} et al."
    if len(people(work)) == 2 and is_han(written[0]) != is_han(print_name(people(work)[0])):
        written = [print_name(name) for name in people(work)]
    elif len(people(work)) == 2:
        written = [written[0], written[1] if len(written) > 1 else print_name(people(work)[1])]
    *before, last = written
    if is_chinese:
        return f"{'、'.join(before)}和{last}" if before else last
    return listed(written, "and")
