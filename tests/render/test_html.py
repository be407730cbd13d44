"""HTML: one file that needs no other, whose links all lead somewhere, for readers of every kind."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import unquote_to_bytes

from manuscripts import ENGLISH, Build, Outputs, Write

from .readers import Html

CURVE = b",".join(b"%d" % number for number in range(400))
IMAGE = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M%s" fill="#06c"/></svg>' % CURVE


def test_nothing_is_fetched(outputs: Outputs) -> None:
    html = Html(outputs.html)
    sources = [node.get(name) for name in ("src", "srcset", "data", "poster") for node in html.select(f"//*[@{name}]")]
    assert sources
    assert all(source.startswith("data:") for source in sources)
    assert [link.get("href") for link in html.select("//link")] == ["data:,"]
    assert not html.select("//script[@src] | //iframe | //object | //embed | //base | //meta[@http-equiv='refresh']")
    styles = "".join(html.select("//style/text()"))
    assert "@import" not in styles
    assert "url(" not in styles
    policy = html.one("//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert "default-src 'none'" in policy


def test_no_identifier_occurs_twice_and_every_link_leads_somewhere(outputs: Outputs) -> None:
    html = Html(outputs.html)
    identifiers = Counter(html.select("//@id"))
    assert [name for name, count in identifiers.items() if count > 1] == []
    wanted = [link.get("href")[1:] for link in html.select("//a[starts-with(@href, '#')]")]
    assert len(wanted) > 100
    assert set(wanted) <= set(identifiers)
    named = [name for node in html.select("//*[@aria-labelledby]") for name in node.get("aria-labelledby").split()]
    assert set(named) <= set(identifiers)


def test_each_marker_leads_to_its_item_and_each_item_back_to_every_place(outputs: Outputs) -> None:
    html = Html(outputs.html)
    cited: dict[str, list[str]] = {}
    for link in html.select("//a[@class='citation-number']"):
        number = html.words(link)
        assert link.get("href") == f"#ref-{number}"
        assert number in link.get("aria-label")
        place = link.xpath("./ancestor::*[contains(@class, 'citation')][@id]")[0]
        cited.setdefault(number, []).append(f"#{place.get('id')}")
    assert len(cited) == 42
    for item in html.select("//*[@id='refs']/*[contains(@class, 'csl-entry')]"):
        number = item.get("id").removeprefix("ref-")
        assert html.words(item.xpath(".//*[@class='reference-number']")[0]) == f"[{number}]"
        links = item.xpath(".//*[@class='backlinks']/a")
        assert [link.get("href") for link in links] == cited[number]
        for link in links:  # WCAG 2.2, 2.5.3: who speaks the visible words must hit the link
            assert html.words(link) in link.get("aria-label")


def test_the_number_of_an_item_is_text_and_not_painted_by_the_style_sheet(outputs: Outputs) -> None:
    html = Html(outputs.html)
    assert "attr(data-number)" not in outputs.html.decode()
    assert html.words(html.one("//*[@id='ref-10']")).startswith("[10] MURPHY J M")


def test_the_page_says_its_language_title_and_authors(outputs: Outputs) -> None:
    html = Html(outputs.html)
    assert html.root.get("lang") == "zh-Hans"
    assert html.words(html.one("//title")) == "应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"
    assert html.words(html.one("//h1")) == "应用干细胞旁分泌效应治疗膝部骨关节炎的研究进展"
    authors = [meta.get("content") for meta in html.select("//meta[@name='author']")]
    assert authors == ["陈闻波", "蔡江瑜", "孙亚英", "陈俊", "陈世益"]
    english = [html.words(node) for node in html.select("//header//*[@lang='en']")]
    assert english[0].startswith("Research progress in treatment of knee osteoarthritis")
    assert any(text.startswith("This text restates") for text in english)
    languages = set(html.select("//*[@class='reference-text']/@lang"))
    assert languages == {"en"}


def test_the_page_has_one_main_part_and_one_first_heading(outputs: Outputs) -> None:
    html = Html(outputs.html)
    assert html.one("//main").get("id") == "main"
    assert html.one("//body/a[1]").get("href") == "#main"
    levels = [int(node.tag[1]) for node in html.select("//main//*[self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_attribute_of_ours_is_one_that_html_has_for_something_else(outputs: Outputs) -> None:
    html = Html(outputs.html)
    assert not html.select("//@kind | //@number | //@cluster | //@target")


def test_images_have_words_and_tables_scroll_by_keyboard(outputs: Outputs) -> None:
    html = Html(outputs.html)
    images = html.select("//img")
    assert images
    assert all(len(image.get("alt")) > 5 for image in images)
    region = html.one("//table/..")
    assert (region.get("role"), region.get("tabindex"), region.get("aria-label")) == ("region", "0", "表1")


def test_the_contents_list_the_headings_in_their_order(outputs: Outputs) -> None:
    html = Html(outputs.html)
    contents = [html.words(link) for link in html.select("//nav//a")]
    headings = [html.words(node) for node in html.select("//main//*[self::h2 or self::h3]")]
    assert contents == headings


def test_the_contents_have_the_words_of_a_heading_without_its_citations_and_notes(write: Write, build: Build) -> None:
    text = "# 引言[@one][^a] [链接](https://example.org) {#sec-a}\n\n正文。\n\n[^a]: 脚注。\n"
    html = Html(build(write(text), "html")["html"])
    assert [html.words(link) for link in html.select("//nav//a")] == ["1 引言链接", "参考文献"]
    assert not html.select("//nav//*[@id and not(self::summary)]")
    assert not html.select("//a//a")


def test_a_drawing_is_embedded_as_text_because_base64_makes_it_a_third_larger(write: Write, build: Build) -> None:
    project = write('![图题](a.svg){#fig-a alt="虚构的圆"}\n\n正文[@one]。\n', files={"a.svg": IMAGE})
    source = Html(build(project, "html")["html"]).one("//img").get("src")
    assert source.startswith("data:image/svg+xml,%3Csvg")
    assert re.fullmatch(r"[\x21-\x7e]*", source)
    assert unquote_to_bytes(source.partition(",")[2]) == IMAGE


def test_the_drawing_of_the_flagship_is_less_than_two_thirds_of_what_typst_writes(outputs: Outputs) -> None:
    assert len(outputs.html) < 900_000


def test_an_english_page_has_english_words_of_ours_and_no_chinese_letter(write: Write, build: Build) -> None:
    metadata = ENGLISH + "    corresponding: true\n    email: ann@example.org\n  - name: {en: Bob Birch}\n"
    html = Html(build(write("# Methods\n\nCells [@one].\n", metadata=metadata), "html")["html"])
    assert html.root.get("lang") == "en"
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", html.one("//body").text_content().partition("/*")[0])
    assert html.words(html.one("//p[@class='authors']")) == "Ann Alder*, Bob Birch"
    assert html.words(html.one("//nav//summary")) == "Contents"


def test_the_boxes_of_a_list_of_tasks_are_characters_as_in_the_other_formats(write: Write, build: Build) -> None:
    html = Html(build(write("- [ ] 待办[@one]\n- [x] 完成\n"), "html")["html"])
    assert [html.words(item) for item in html.select("//article//li")] == ["☐ 待办[1]", "☒ 完成"]
    assert not html.select("//input")


def test_chinese_as_the_second_language_is_marked_as_such(write: Write, build: Build) -> None:
    metadata = """\
lang: en
title: {en: An invented title, zh: 虚构的题名}
note: {en: An invented note., zh: 虚构的说明。}
authors:
  - name: {en: Ann Alder, zh: 张三}
  - name: {en: Bob Birch, zh: 李四}
abstract:
  zh: 只有中文摘要。
keywords:
  en: [only English]
"""
    html = Html(build(write("Cells [@one].\n", metadata=metadata), "html")["html"])
    chinese = [html.words(node) for node in html.select("//*[@lang='zh-Hans']")]
    assert chinese == ["虚构的题名", "张三，李四", "虚构的说明。", "摘要 只有中文摘要。"]
    assert html.words(html.one("//p[@class='keywords']")) == "Key words only English"
    assert html.one("//meta[@name='citation_keywords']").get("content") == "only English"
