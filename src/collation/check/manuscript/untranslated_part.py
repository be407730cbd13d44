"""A part of the front matter, or a caption, is in one language only although others of its kind are in both.

The second language is printed part by part, so what is lacking leaves a gap: an English title above no English
abstract, one author without a name in the byline, one caption of two.

Basis: GB/T 7713.2-2022 (title, authors, affiliations, abstract and keywords of a Chinese article in English too);
Chinese journals that print captions twice do so for all.

Fails:
    manuscript/metadata.yaml:
        title: {zh: 题名, en: Title}
        authors: [{name: {zh: 王强, en: WANG Qiang}}]
        abstract: {zh: 综述山羊模型。}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
Passes:
    manuscript/metadata.yaml:
        title: {zh: 题名, en: Title}
        authors: [{name: {zh: 王强, en: WANG Qiang}}]
        abstract: {zh: 综述山羊模型。, en: Goats are reviewed.}
        statements:
          {funding: 无。, conflicts-of-interest: 无。, author-contributions: 无。, ethics: 无。,
           data-availability: 无。}
"""

from collections.abc import Iterator

from collation import tree
from collation.diagnostics import Diagnostic, Severity
from collation.model import Bilingual, Manuscript, MetadataPart, MetadataText

CODE = "untranslated-part"
SEVERITY = Severity.WARNING
NEEDS: tuple[str, ...] = ("metadata", "sections")

_PARTS: tuple[tuple[MetadataPart, str], ...] = (
    ("title", "the title is"),
    ("abstract", "the abstract is"),
    ("keyword", "the keywords are"),
)


def find(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield what lacks a language in which others of its kind are."""
    yield from _parts(manuscript)
    yield from _captions(manuscript)


def _parts(manuscript: Manuscript) -> Iterator[Diagnostic]:
    matter = manuscript.front_matter
    first, second = matter.first_language, matter.second_language
    if not any(text.language == second and text.part not in ("running-title", "note") for text in matter.texts):
        return
    for part, shown in _PARTS:
        texts = [text for text in matter.texts if text.part == part]
        languages = {text.language for text in texts}
        # A title that is lacking in the first language is an error of the form.
        if len(languages) == 1 and (part != "title" or languages == {first}):
            yield _lacking(manuscript, texts[0], shown)
    persons: list[tuple[Bilingual, MetadataPart]] = [(author.name, "name") for author in matter.authors]
    places: list[tuple[Bilingual, MetadataPart]] = [(item.name, "affiliation") for item in matter.affiliations]
    for name, part in (*persons, *places):
        if name.first and not name.second:
            text = next(text for text in matter.texts if text.part == part and text.text == name.first)
            yield _lacking(manuscript, text, f"the {'author' if part == 'name' else 'affiliation'} {text.text} is")
        elif name.second and not name.first and part == "affiliation":
            text = next(text for text in matter.texts if text.part == part and text.text == name.second)
            yield _lacking(manuscript, text, f"the affiliation {text.text} is")


def _lacking(manuscript: Manuscript, text: MetadataText, shown: str) -> Diagnostic:
    matter = manuscript.front_matter
    other = matter.second_language if text.language == matter.first_language else matter.first_language
    start = text.place(0)
    return Diagnostic(
        CODE,
        SEVERITY,
        manuscript.locate(matter.path, start, len(text.text)),
        f"{shown} in {text.language} only, although other parts are in {other} too",
        f"write it in {other}: {{{text.language}: …, {other}: …}}",
    )


def _captions(manuscript: Manuscript) -> Iterator[Diagnostic]:
    attribute = f"caption-{manuscript.front_matter.second_language}"
    captioned: dict[tuple[str, str], bool] = {}
    for section in manuscript.sections:
        for element in tree.elements(section.blocks):
            if element["t"] in ("Figure", "Table"):
                pairs = tree.pairs(element)
                inner = [tree.pairs(image) for image in tree.elements(element["c"][2:]) if image["t"] == "Image"]
                has_second = any(found.get(attribute, "").strip() for found in (pairs, *inner))
                captioned[element["t"].lower(), pairs.get("number", "")] = has_second
    if not any(captioned.values()):
        return
    for target in manuscript.targets:
        if captioned.get((target.kind, target.number)) is False:
            yield Diagnostic(
                CODE,
                SEVERITY,
                target.location,
                f"the caption of {target.kind} {target.number} is in one language only, although others are in both",
                f'write {{… {attribute}="…"}}',
            )
