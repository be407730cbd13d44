"""The parser of mentions, sentence by sentence: what it must read, and what it must leave alone.

A row is a sentence and what is read in it: the names, `+` for et al. and 等, `team` for a group, then `>` (directly),
`<` (the citation stands before) or `~` (further on) with the citations, counted in the sentence from 0, then the years
as published, likely or begun, and `?` where the words alone do not show that people are named.  The persons are
invented, as are their works.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collation.check.narrative.mentions import Mention, parse
from collation.model import HIDDEN, CitedAt

HAN_NAMES = frozenset({"张三", "李四"})

SENTENCES = r"""
# an English name with et al.
Murphy et al. [10] showed repair.  =>  Murphy + > 0
Murphy et al[10] showed repair.  =>  Murphy + > 0
Murphy et al.[10] showed repair.  =>  Murphy + > 0
Murphy *et al.* [10] showed repair.  =>  Murphy + > 0
Murphy _et al._ [10] showed repair.  =>  Murphy + > 0
Recently, Murphy et al. [10] showed repair.  =>  Murphy + > 0
In contrast, Murphy et al. [10] showed repair.  =>  Murphy + > 0
As Murphy et al. [10] showed, goats heal.  =>  Murphy + > 0
The goats of Murphy et al. [10] healed.  =>  Murphy + > 0
(Murphy et al. [10])  =>  Murphy + > 0
(Murphy et al., [10])  =>  Murphy + > 0
Murphy et al. (2003) [10] showed repair.  =>  Murphy + > 0 2003p
Murphy et al., 2003 [10] showed repair.  =>  Murphy + > 0 2003p
Murphy et al. in 2003 [10] showed repair.  =>  Murphy + > 0 2003p
Murphy et al. showed repair [10].  =>  Murphy + ~ 0
Murphy et al. reported in 2003 that goats heal [10].  =>  Murphy + ~ 0 2003p
In 2003, Murphy et al. [10] showed repair.  =>  Murphy + > 0 2003l
In the 2003 study by Murphy et al. [10], goats healed.  =>  Murphy + > 0 2003l
Murphy, Fink, et al. [10] showed repair.  =>  Murphy & Fink + > 0
J. M. Murphy et al. [10] showed repair.  =>  J. M. Murphy + > 0
van Buul et al. [20] showed it.  =>  van Buul + > 0
Van der Kraan et al. [20] showed it.  =>  Van der Kraan + > 0
de la Fuente et al. [20] showed it.  =>  de la Fuente + > 0
O'Brien et al. [20] and D’Angelo et al. [21] showed it.  =>  O'Brien + > 0; D’Angelo + > 1
Tofiño-Vian et al. [42] and Łojewski et al. [43] showed it.  =>  Tofiño-Vian + > 0; Łojewski + > 1
McAlindon et al.'s guideline [7] is old.  =>  McAlindon + > 0
Hassan Famian et al. [23] showed it.  =>  Hassan Famian + > 0
Murphy et al. [10, 11] showed repair.  =>  Murphy + > 0
Murphy et al. [10] [11] showed repair.  =>  Murphy + > 0,1
Murphy et al. [10] and Centeno et al. [11] agree.  =>  Murphy + > 0; Centeno + > 1
# two names, a group, a name alone
Murphy and Fink [10] showed repair.  =>  Murphy & Fink > 0
Murphy & Fink [10] showed repair.  =>  Murphy & Fink > 0
Murphy, Fink and Barry [10] showed repair.  =>  Murphy & Fink & Barry > 0
Murphy, Fink, and Barry [10] showed repair.  =>  Murphy & Fink & Barry > 0
Murphy's group [10] showed repair.  =>  Murphy team > 0 ?
Murphy and colleagues [10] showed repair.  =>  Murphy team > 0 ?
Murphy and his co-workers [10] showed repair.  =>  Murphy team > 0 ?
Murphy's study [10] showed repair.  =>  Murphy > 0
Murphy [10] showed repair.  =>  Murphy > 0
Murphy (2003) [10] showed repair.  =>  Murphy > 0 2003p
as shown by Murphy [10].  =>  Murphy > 0
a stronger Langevin [5] thermostat  =>  Langevin > 0 ?
# after the citation
In [10], Murphy et al. showed repair.  =>  Murphy + < 0
In ref. [10] Murphy et al. showed repair.  =>  Murphy + < 0
# a year that is the study's, not the publication's
Since 2003, Murphy et al. [10] have treated goats.  =>  Murphy + > 0
Between 2003 and 2005, Murphy et al. [10] treated goats.  =>  Murphy + > 0
By 2020, Murphy et al. [10] were known.  =>  Murphy + > 0
In 2009, Jo et al. [12] started a trial.  =>  Jo + > 0 2009b
Jo et al. [12] began in 2009; the trial was published in 2017.  =>  Jo + > 0 2017p
Although the trial began in 2003, Murphy et al. [10] showed repair.  =>  Murphy + > 0
In [10], by Murphy et al., goats heal.  =>  Murphy + < 0
# no tie to a citation of something else
Petit and Unger found a clock in the growth plate [11].  =>  Petit & Unger ~ 0 ?
The Petit and Unger scores rose [11].  =>
In contrast to Murphy et al., who used goats, we used sheep [11].  =>  Murphy +
Murphy et al. showed repair, which agrees with a later trial [11].  =>  Murphy +
The model of Murphy et al., reviewed in [11], is old.  =>  Murphy +
Murphy et al. showed repair. Goats heal [11].  =>  Murphy +
# no citation
In 1967, Wolf described platelet dust.  =>  Wolf 1967l
Wolf (1967) described platelet dust.  =>  Wolf 1967p
Platelet dust is old (Wolf, 1967).  =>  Wolf 1967l
Platelet dust is old (see Wolf & West, 1967a; Chargaff et al. 1946).  =>  Wolf & West 1967l; Chargaff + 1946l
Wolf et al. described platelet dust.  =>  Wolf +
# ordinary English
Figure A [1] and Group B [2] differ.  =>
The Kellgren grade was 2 [4].  =>
Western blot [5] was done.  =>
Alzheimer disease [6] is common.  =>
IL-1 and TNF [7] rose.  =>  TNF > 0 ?
SOX9 and COL2 [7] rose.  =>
In 2003, goats healed [1].  =>
In 2019, China reported cases.  =>
In 2015, Nature published it.  =>
The Declaration of Helsinki (2013) was kept.  =>
SPSS (Chicago, 2010) was used.  =>
miR-92a and Wnt5a [8] fell.  =>
From 2003 to 2005 patients were enrolled [9].  =>
A dose of 10 mg [2] and T-cells [3] helped.  =>  T-cells > 1 ?
# Chinese sentences with a Latin name
Murphy等[10]切断山羊前交叉韧带。  =>  Murphy + > 0 ?
Murphy 等[10]切断山羊前交叉韧带。  =>  Murphy + > 0 ?
Murphy等人[10]切断山羊前交叉韧带。  =>  Murphy + > 0
Murphy等学者[10]切断山羊前交叉韧带。  =>  Murphy + > 0
2003年，Murphy等[10]切断山羊前交叉韧带。  =>  Murphy + > 0 2003l
2003年Murphy等[10]发现软骨再生。  =>  Murphy + > 0 2003l
2003年，美国学者Murphy等[10]发现软骨再生。  =>  Murphy + > 0 2003l
早在2003年，Murphy等[10]就发现软骨再生。  =>  Murphy + > 0 2003l
到2008年，Centeno等[11]报道了1例患者。  =>  Centeno + > 0 2008l
Murphy等（2003）[10]发现软骨再生。  =>  Murphy + > 0 2003p
Murphy等（2003年）[10]发现软骨再生。  =>  Murphy + > 0 2003p
Murphy等[10]（2003年）发现软骨再生。  =>  Murphy + > 0 2003p
Murphy等于2003年报道了山羊模型[10]。  =>  Murphy + ~ 0 2003p
Murphy等[10]于2003年报道了山羊模型。  =>  Murphy + > 0 2003p
Murphy等发现软骨再生[10]。  =>  Murphy + ~ 0
Murphy等的研究[10]表明软骨再生。  =>  Murphy + > 0 ?
Murphy等的一项前瞻性研究[10]表明软骨再生。  =>  Murphy + > 0 ?
Murphy、Fink等[10]发现软骨再生。  =>  Murphy & Fink + > 0
Murphy和Fink[10]发现软骨再生。  =>  Murphy & Fink > 0
Radin与Rose[24]指出骨的作用。  =>  Radin & Rose > 0
Murphy[10]报道软骨再生。  =>  Murphy > 0
据Murphy[10]报道，软骨再生。  =>  Murphy > 0
Murphy的团队[10]发现软骨再生。  =>  Murphy team > 0 ?
Murphy课题组[10]发现软骨再生。  =>  Murphy team > 0 ?
Murphy及其同事[10]发现软骨再生。  =>  Murphy team > 0 ?
较早的工作来自van Buul等[20]，其2012年的研究显示炎症减轻。  =>  van Buul + > 0 2012p ?
文献[10]中Murphy等发现软骨再生。  =>  Murphy + < 0
文献[10]（Murphy等）发现软骨再生。  =>  Murphy + < 0 ?
较早的比较由Cosenza等[40]于2017年完成。  =>  Cosenza + > 0 2017b ?
此后，Jo等[12]自2009年起开展了一项试验，其2年随访结果于2017年发表。  =>  Jo + > 0 2017p ?
2009年，Jo等[12]启动了一项试验。  =>  Jo + > 0 2009b ?
从2003年到2005年，Jo等[12]观察了患者。  =>  Jo + > 0
2009—2012年，Jo等[12]纳入患者。  =>  Jo + > 0 ?
Murphy等[10]发现软骨再生；Centeno等[11]报道了1例患者。  =>  Murphy + > 0; Centeno + > 1
Murphy等^[10]^发现软骨再生。  =>  Murphy + > 0
Toh Wei Seong等[5]综述了外泌体。  =>  Toh Wei Seong + > 0
Murphy等[10,11]发现软骨再生。  =>  Murphy + > 0
Murphy等[10][11]发现软骨再生。  =>  Murphy + > 0,1
采用Cox[5]模型分析。  =>  Cox > 0 ?
Soundarya[11]将该方法用于分类。  =>  Soundarya > 0
# Chinese sentences with a Chinese name
张三等[6]报道了外泌体。  =>  张三 + > 0
张三等人[6]报道了外泌体。  =>  张三 + > 0
张三和李四[6]报道了外泌体。  =>  张三 & 李四 > 0
随后张三等[6]报道了外泌体。  =>  张三 + > 0
据张三[6]报道，外泌体有效。  =>  张三 > 0
2016年，张三等[6]报道了外泌体。  =>  张三 + > 0 2016l
张三课题组[6]报道了外泌体。  =>  张三 team > 0 ?
王等[6]报道了外泌体。  =>  王 + > 0
欧阳明等[6]报道了外泌体。  =>  欧阳明 + > 0
国内学者钱明等[6]报道了外泌体。  =>  钱明 + > 0
王强、李明等[6]报道了外泌体。  =>  王强 & 李明 + > 0
周平和吴军[6]报道了外泌体。  =>  周平 & 吴军 > 0
据周平[6]报道，外泌体有效。  =>  周平 > 0
周平与吴军的研究[6]显示外泌体有效。  =>  周平 & 吴军 > 0
周平团队[6]报道了外泌体。  =>  周平 team > 0 ?
周平教授[6]报道了外泌体。  =>  周平 > 0
周平（2019）[6]报道了外泌体。  =>  周平 > 0 2019p
欧阳修等[6]采用外泌体治疗兔软骨缺损。  =>  欧阳修 + > 0
Murphy教授团队[6]报道了外泌体。  =>  Murphy team > 0 ?
文献[6]报道了外泌体，路透社[7]报道了疫情，白蛋白等[8]证实有效，江苏[9]报道了病例。  =>  白蛋白 + > 2 ?
关山等[6]、周平安等[7]研究发现软骨再生。  =>  关山 + > 0 ?; 周平安 + > 1
与周平等[6]、吴军等[7]的结果一致。  =>  周平 + > 0; 吴军 + > 1
这与周平[6]、吴军[7]和孙浩然[8]的研究结果一致。  =>  孙浩然 > 2 ?
丁香等[6]、杜鹃等[7]均为灌木，与陆军等[8]无关。  =>  丁香 + > 0 ?; 杜鹃 + > 1 ?; 陆军 + > 2 ?
# Chinese sentences without a citation of the study
1967年，Wolf在血液中发现了囊泡。  =>  Wolf 1967l
Wolf等（1967年）发现了囊泡。  =>  Wolf + 1967p
Wolf（1967）首次描述了囊泡。  =>  Wolf 1967p
囊泡早有描述（Wolf，1967）。  =>  Wolf 1967l
Wolf等报道了囊泡。  =>  Wolf +
Wolf于1967年发现了囊泡。  =>  Wolf 1967l
# ordinary Chinese
生长因子、趋化因子等[3]参与其中。  =>
小鼠等动物[4]的软骨。  =>
骨、软骨等组织[5]得到修复。  =>
阿司匹林等药物[5]无效。  =>
IL-1β、TNF-α等[7]升高。  =>
CD44等[7]升高。  =>
Mg、Zn、Li等[8]元素。  =>
低温等离子体[8]和等渗盐水[9]。  =>
据2003年的预测，OA到2020年将成为第四大致残原因[3]。  =>
2014年发布的指南认为无效[7]。  =>
自2003年的山羊模型研究以来，疗法得到尝试[10]。  =>
2015年，Illumina推出新平台。  =>
2019年，FDA批准了该药[4]。  =>
通路包括Wnt/β-catenin[5]和MAPK[6]。  =>  MAPK > 1 ?
患者年龄、性别等[7]资料。  =>
两组差异等均无统计学意义[8]。  =>
两者等同[8]，且相等[9]。  =>
"""

ROWS = [tuple(row.split("  =>")) for row in SENTENCES.splitlines() if "  =>" in row]


def citations(text: str) -> list[CitedAt]:
    found = re.finditer(r"\^?\[[\d, ]+\]\^?", text)
    return [CitedAt(number, place.start(), place.end()) for number, place in enumerate(found)]


def shown(mention: Mention) -> str:
    names = " & ".join(person.text for person in mention.people)
    others = {"": "", "et al": " +", "group": " team"}[mention.others]
    tie = {"": "", "direct": " > ", "back": " < ", "later": " ~ "}[mention.tie] + ",".join(map(str, mention.cited))
    dates = "".join(f" {date.year}{date.dating[0]}" for date in mention.dates)
    return names + others + tie + dates + ("" if mention.is_sure else " ?")


def test_there_are_sentences_enough() -> None:
    assert len(ROWS) > 140


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=lambda value: value)
def test_a_sentence_is_read(sentence: str, expected: str) -> None:
    assert "; ".join(shown(mention) for mention in parse(sentence, citations(sentence), HAN_NAMES)) == expected.strip()


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=lambda value: value)
def test_every_place_is_that_of_what_is_read_there(sentence: str, expected: str) -> None:
    for mention in parse(sentence, citations(sentence), HAN_NAMES):
        for person in mention.people:
            assert sentence[person.start : person.end].replace("*", "") == person.text
        for date in mention.dates:
            assert sentence[date.start : date.end] == str(date.year)
        assert sentence[mention.start :].startswith(mention.people[0].text)
        assert mention.end >= mention.people[-1].end


def test_a_sentence_among_others_is_read_as_it_is_alone() -> None:
    for sentence, expected in ROWS:
        before, after = "前文如此[1]。", "后文如此[2]。"
        text = before + sentence + after
        found = [
            m for m in parse(text, citations(text), HAN_NAMES) if len(before) <= m.start < len(before) + len(sentence)
        ]
        names = [person.text for mention in found for person in mention.people]
        assert [name for name in names if name not in expected] == [], sentence


def test_markup_and_hidden_characters_do_not_part_a_name_from_its_citation() -> None:
    escaped = f"Murphy{HIDDEN * 2}et{HIDDEN * 2}al. [10]"
    raised = f"Murphy等{HIDDEN * 5}[10]{HIDDEN * 6}报道"
    for text in (escaped, raised, "**Murphy** *et al*. [10]"):
        (mention,) = parse(text, citations(text))
        assert (mention.people[0].text, mention.tie) == ("Murphy", "direct")
    formula = f"Cohen's {HIDDEN * 3} [10]"
    assert parse(formula, citations(formula)) == ()


PIECES = st.sampled_from(
    [
        "Murphy",
        "van Buul",
        "等",
        "等人",
        " et al.",
        " and ",
        "和",
        "、",
        "，",
        "。",
        ". ",
        "[1]",
        "[2,3]",
        "（2003）",
        "2003年，",
        "In 2003, ",
        "张三",
        "王",
        "报道",
        "发现",
        " showed ",
        "的研究",
        "'s group",
        "文献",
        HIDDEN,
        "*",
        "_",
        "(",
        ")",
        " ",
        "\n",
        "\ue000",
        "\ue001",
        "É",
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join))
def test_no_text_makes_it_fail_and_every_place_lies_in_the_text(text: str) -> None:
    found = citations(text)
    for mention in parse(text, found, HAN_NAMES):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.people
        assert all(mention.start <= person.start < person.end <= len(text) for person in mention.people)
        assert all(text[date.start : date.end] == str(date.year) for date in mention.dates)
        assert all(0 <= place < len(found) for place in mention.cited)
        assert bool(mention.cited) == bool(mention.tie)


@pytest.mark.parametrize(
    "unit", ["Aa ", "Murphy, ", "等", "张三、", "Murphy et al. ", "In 2003, Murphy ", "Aa and ", "J. M. ", HIDDEN]
)
def test_a_long_passage_is_read_in_time(unit: str) -> None:
    parse(unit * (60_000 // len(unit)))  # minutes, were it not linear
