"""JATS: the article as journals, archives and their programs exchange it (Journal Publishing 1.3, Z39.96-2021).

The XML is written from the numbered document itself, element by element, as the tag library has them and as JATS4R and
the guidelines of PubMed Central recommend.  Nothing is invented: what only a journal knows (its own name, the date of
publication, a licence) is not there, or is said not to be known.
"""

from __future__ import annotations

from collation import xml
from collation.document.labels import label
from collation.document.numbered import Document
from collation.project import Project
from collation.render.jats import citation, graphics
from collation.render.jats.elements import lay_out, make
from collation.render.jats.front import Front
from collation.render.jats.text import Text
from collation.xml import Node

PUBLIC_IDENTIFIER = "-//NLM//DTD JATS (Z39.96) Journal Publishing DTD with MathML3 v1.3 20210610//EN"
"""By this a program finds the DTD in its own catalogue."""

_DOCTYPE = (
    f'<!DOCTYPE article PUBLIC "{PUBLIC_IDENTIFIER}" '
    '"https://jats.nlm.nih.gov/publishing/1.3/JATS-journalpublishing1-3-mathml3.dtd">'
)
_COUNTS = {"fig-count": "fig", "table-count": "table-wrap", "equation-count": "disp-formula", "ref-count": "ref"}


def render(document: Document, project: Project) -> bytes:
    """Write the document as a JATS article; the files of its images are `companions`.

    Raises:
        RenderError: if a formula cannot be shown.
    """
    del project  # the look of an article is its reader's
    text = Text(document)
    front = Front(document, text)
    body = text.body()
    back = _back(document, front, text)
    counts = make("counts", *(make(name, count=_count(tag, body, back)) for name, tag in _COUNTS.items()))
    article = make(
        "article",
        front.front(counts),
        body,
        back if len(back) else None,
        article_type=front.article_type,
        dtd_version="1.3",
        lang=document.language,
    )
    text.finish(article)
    lay_out(article)
    return xml.serialize(article, _DOCTYPE)


def companions(document: Document, project: Project) -> dict[str, bytes]:
    """Return the images of the article by the names that it gives them.

    Raises:
        RenderError: if an image cannot be shown.
    """
    return graphics.files(document, project)


def _back(document: Document, front: Front, text: Text) -> Node:
    back = make("back", *front.statements())
    references = [citation.reference(item, document, text) for item in document.references]
    if text.notes:
        back.append(make("fn-group", *text.notes))
    if references:
        back.append(make("ref-list", make("title", label(document.language, "references")), *references, id="refs"))
    return back


def _count(tag: str, *parts: Node) -> str:
    return str(sum(1 for part in parts for _ in part.iter(tag)))
