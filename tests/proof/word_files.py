"""Word documents of a few lines, as programs of all kinds write them; every person in them is invented."""

from __future__ import annotations

from collections.abc import Mapping

from collation import archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "w": W,
    "r": R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
FONT = '<w:rFonts w:eastAsia="宋体"/>'
DEFAULTS = f"<w:docDefaults><w:rPrDefault><w:rPr>{FONT}</w:rPr></w:rPrDefault></w:docDefaults>"


_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "settings": "w:settings",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "header": "w:hdr",
    "people": "w15:people",
}


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {_DECLARED}>{content}</{root}>'


def relationships(*items: tuple[str, str, str]) -> str:
    """Each item is the type (its last word, or the whole), the target and the identifier; a URL is external."""
    written = []
    for kind, target, identifier in items:
        type_ = kind if ":" in kind else f"{R}/{kind}"
        mode = ' TargetMode="External"' if ":" in target else ""
        written.append(f'<Relationship Id="{identifier}" Type="{type_}" Target="{target}"{mode}/>')
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{"".join(written)}</Relationships>'


def document(
    body: str,
    *,
    related: tuple[tuple[str, str, str], ...] = (),
    files: Mapping[str, str | bytes | None] | None = None,
    package: tuple[tuple[str, str, str], ...] = (),
    **parts: str,
) -> bytes:
    """Return a document.

    Args:
        body: what is in `w:body`.
        related: relationships of the main part, beside those to `parts`.
        files: whole files of the package by name; None leaves one out.
        package: relationships of the package, beside that to the main part.
        parts: what is in other parts: `styles`, `numbering`, `footnotes` …
    """
    contents = {"styles": DEFAULTS, **parts}
    all_related = [(kind, f"{kind}.xml", f"of-{kind}") for kind in contents]
    written: dict[str, str | bytes | None] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "main"), *package),
        "word/document.xml": part("w:document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relationships(*all_related, *related),
        **{f"word/{kind}.xml": part(_ROOTS[kind], content) for kind, content in contents.items()},
        **(files or {}),
    }
    kept = {name: content for name, content in written.items() if content is not None}
    return archive.pack({name: item.encode() if isinstance(item, str) else item for name, item in kept.items()})


def p(*content: str, style: str = "", more: str = "") -> str:
    """Write a paragraph; what begins with `<` is markup, all else is a run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{''.join(item if item.startswith('<') else r(item) for item in content)}</w:p>"


def r(text: str, properties: str = "", *, tag: str = "t") -> str:
    """Write a run."""
    set_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{set_}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def field(instruction: str, result: str) -> str:
    """Write a complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result if result.startswith("<") else r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def mark(name: str, content: str = "", identifier: str = "1") -> str:
    """Write a bookmark around a content."""
    start = f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{identifier}"/>'


def style_of(identifier: str, name: str, *, based_on: str = "", kind: str = "paragraph", more: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name}"/>{base}{more}</w:style>'


def table(*rows: tuple[str, ...]) -> str:
    """Write a table of cells, each a text or paragraphs."""
    cells = [[cell if cell.startswith("<") else p(cell) for cell in row] for row in rows]
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{cell}</w:tc>' for cell in row) + '</w:tr>' for row in cells)}</w:tbl>"


def picture(words: str, *, frame: str = "inline", embed: str = "") -> str:
    """Write a run with a picture and the words that stand for it."""
    blip = f'<a:blip r:embed="{embed}"/>' if embed else ""
    return (
        f'<w:r><w:drawing><wp:{frame}><wp:docPr id="1" name="Picture" descr="{words}"/><a:graphic>'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:blipFill>{blip}</pic:blipFill></pic:pic>'
        f"</a:graphicData></a:graphic></wp:{frame}></w:drawing></w:r>"
    )
