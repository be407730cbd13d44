"""The words that we print and no author writes, in the languages that a manuscript can be in."""

from __future__ import annotations

from typing import Final

LABELS: Final[dict[str, dict[str, str]]] = {
    "zh": {
        "figure": "图{number}",
        "table": "表{number}",
        "equation": "式（{number}）",
        "section": "{number}",
        "references": "参考文献",
        "contents": "目录",
        "abstract": "摘要",
        "keywords": "关键词",
        "keyword-separator": "；",
        "author-separator": "，",
        "colon": "：",
        "corresponding": "通信作者",
        "note": "说明",
        "review": "综述",
        "et-al": "{first}等",
        "two-authors": "{first}和{second}",
        "funding": "基金项目",
        "conflicts-of-interest": "利益冲突",
        "author-contributions": "作者贡献",
        "ethics": "伦理声明",
        "data-availability": "数据可用性",
        "back-link": "{shown} 回到正文第{place}处引用",
        "skip": "跳到正文",
        "reference": "参考文献{number}",
        "text": "正文",
        "parts": "主要部分",
        "sentence-separator": "",
        "accessible-structure": "标题逐级标明；目录、引用标记与参考文献互有链接。",
        "accessible-images": "图片均有替代文字。",
        "inaccessible-images": "并非每幅图片都有替代文字。",
        "accessible-formulas": "公式为MathML。",
        "accessibility-unclaimed": "是否符合WCAG未经人工评估。",
    },
    "en": {
        "figure": "Fig. {number}",
        "table": "Table {number}",
        "equation": "Eq. ({number})",
        "section": "{number}",
        "references": "References",
        "contents": "Contents",
        "abstract": "Abstract",
        "keywords": "Key words",
        "keyword-separator": "; ",
        "author-separator": ", ",
        "colon": ": ",
        "corresponding": "Corresponding author",
        "note": "Note",
        "review": "Review",
        "et-al": "{first} et al.",
        "two-authors": "{first} and {second}",
        "funding": "Funding",
        "conflicts-of-interest": "Conflicts of interest",
        "author-contributions": "Author contributions",
        "ethics": "Ethics",
        "data-availability": "Data availability",
        "back-link": "{shown} back to citation {place} in the text",
        "skip": "Skip to the text",
        "reference": "reference {number}",
        "text": "Text",
        "parts": "Main parts",
        "sentence-separator": " ",
        "accessible-structure": "Headings are marked by level; contents, citation markers and references are linked.",
        "accessible-images": "All images have a text alternative.",
        "inaccessible-images": "Not every image has a text alternative.",
        "accessible-formulas": "Formulas are MathML.",
        "accessibility-unclaimed": "Conformance to WCAG has not been evaluated by a person.",
    },
}


def label(language: str, name: str, **values: str) -> str:
    """Return a label in a language; a name that has none is returned as words (`data-sharing` is `Data sharing`)."""
    words = LABELS.get(language, LABELS["en"]).get(name)
    if words is None:
        return name.replace("-", " ").capitalize()
    return words.format(**values)
