"""An entry is said to be in another language than the one in which it is written.

By the language of an entry a bilingual style prints 等 or et al., 卷 or vol.: a Chinese entry whose `langid` is
`english` is printed as `王强, et al.`, and an English one that is said to be `chinese` as `Murphy, 等`.  Where there is
no `langid`, `language` is read in its place, which may rather say in what language the work is of which the entry gives
a translated title.

Basis: GB/T 7714-2015 has the words that the list itself adds to an entry, as 等 and et al, in the language of the
entry; the biblatex manual gives `langid` as the language of the entry and `language` as that of the work.

Fails:
    references.bib:
        @article{murphy2003, author = {王强 and 李明}, title = {山羊模型的研究}, journal = {某杂志}, year = {2003},
          langid = {english}}
Passes:
    references.bib:
        @article{murphy2003, author = {王强 and 李明}, title = {COVID-19}, journal = {某杂志}, year = {2003},
          langid = {chinese}}
"""

import re
from collections.abc import Iterator

from collation.check.entries.places import place, replace
from collation.check.entries.titles import is_chinese, is_english_name
from collation.diagnostics import Diagnostic, Severity
from collation.model import Manuscript

CODE = "wrong-language"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ()

_CHINESE = re.compile(r"\s*(?:zh\b|zh[-_]|chinese|中文|汉语)", re.IGNORECASE)
_KANA = re.compile(r"[\u3041-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_WRITTEN = ("title", "author", "editor", "journal", "journaltitle", "booktitle", "publisher", "school", "institution")
"""What shows in which characters an entry is written."""


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each language that the characters of its entry speak against."""
    for entry in manuscript.bibliography.entries:
        field = entry.field("langid") or entry.field("language")
        if field is None:
            continue
        title = entry.value("title")
        if _CHINESE.match(field.value):
            if any(is_chinese(entry.value(name)) for name in _WRITTEN) or not _LATIN_WORD.search(title):
                continue
            fault, meant, mark = "has no Chinese character", "english", "等"
        elif title.isascii() or not is_english_name(field.value):
            continue
        else:
            is_han = len(_HAN.findall(title)) > len(_LATIN_WORD.findall(title)) and not _KANA.search(title)
            if not is_han:
                continue
            fault, meant, mark = "has its title in Chinese", "chinese", "et al."
        is_own = field.name == "langid"
        yield Diagnostic(
            CODE,
            SEVERITY,
            place(manuscript, field),
            f"{entry.citekey} {fault}, but its {field.name} is {field.value.strip()}: {mark} is printed in it",
            f"write {meant}" if is_own else f"write langid = {{{meant}}} beside it, or correct it",
            entry.citekey,
            replace(manuscript, field, meant, is_safe=False) if is_own else None,
        )
