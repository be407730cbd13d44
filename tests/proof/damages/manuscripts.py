"""Two small manuscripts, one in each language, that have every construct that can be damaged; all in them is invented."""

from __future__ import annotations

from collections.abc import Mapping

BIBLIOGRAPHY = """\
@article{alder2001,
  author = {Alder, Ann and Birch, Bob J. and Cedar, Jean-Luc and Dogwood, Di and Elm, Ed},
  title = {Loading of invented cartilage in {RABBITS}},
  journal = {Invented Journal of Joints},
  year = {2001}, volume = {12}, number = {3}, pages = {101--119}, langid = {english}
}
@article{birch2002,
  author = {Birch, Bob J. and Fir, Fl{\\'o}ra},
  title = {A second invented trial},
  journal = {Invented Journal of Joints},
  year = {2002}, volume = {13}, number = {1}, pages = {21--29}, doi = {10.5555/invented.2002.21}, langid = {english}
}
@article{cedar2003,
  author = {Cedar, Jean-Luc},
  title = {Third invented work on growth factors},
  journal = {Annals of Invention},
  year = {2003}, volume = {7}, pages = {33--48}, langid = {english}
}
@article{ouyang2004,
  author = {欧阳, 若兰 and 李, 一鸣 and 陈, 文 and 王, 海 and 赵, 晓},
  title = {第四篇虚构的论文},
  journal = {虚构骨科杂志},
  year = {2004}, volume = {24}, number = {6}, pages = {411-419}, langid = {chinese}
}
@book{elm2005,
  author = {Elm, Ed},
  title = {Invented methods},
  publisher = {Nowhere Press}, address = {Nowhere}, year = {2005}, langid = {english}
}
@article{chen2006,
  author = {陈, 文 and 周, 宁},
  title = {第六篇虚构的论文：随机对照试验},
  journal = {虚构骨科杂志},
  year = {2006}, volume = {26}, number = {2}, pages = {51-59}, langid = {chinese}
}
@article{gum2007,
  author = {van Gum, Gus and Hazel, Hal},
  title = {Seventh invented work},
  journal = {Annals of Invention},
  year = {2007}, volume = {11}, pages = {71--79}, langid = {english}
}
@article{ivy2008,
  author = {Ivy, Ida},
  title = {Eighth invented work},
  journal = {Annals of Invention},
  year = {2008}, volume = {12}, pages = {81--89}, langid = {english}
}
"""

_PICTURES = {
    "manuscript/figures/joint.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><rect width="96" height="48" fill="#06c"/></svg>\n'
    ),
    "manuscript/figures/dose.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" width="96" height="48"><circle cx="48" cy="24" r="20"/></svg>\n'
    ),
}

_METADATA = """\
lang: %s
title:
  en: Invented factors in the repair of *invented* cartilage
  zh: 虚构因子与虚构软骨的修复
running-title:
  en: Invented factors
  zh: 虚构因子
article-type: review
date: 2026-11-23
note:
  en: This text was invented for tests.
  zh: 本文为测试而虚构。
authors:
  - name: {en: Rowan Maple, zh: 虚构一}
    affiliations: [north]
    corresponding: true
    email: rowan@example.org
    orcid: 0000-0002-1825-0097
  - name: {en: Sorrel Oak, zh: 虚构二}
    affiliations: [north, south]
  - name: {en: Juniper Pine, zh: 虚构三}
    affiliations: [south]
affiliations:
  - {id: north, en: North Invented Hospital, zh: 北方虚构医院}
  - {id: south, en: South Invented University, zh: 南方虚构大学}
abstract:
  en:
    - {label: Objective, text: To review invented factors in 2 species.}
    - {label: Results, text: "The score rose by 12.5%% within 6 weeks, and no harm was seen."}
  zh:
    - {label: 目的, text: 综述虚构因子对2个物种的作用。}
    - {label: 结果, text: "6周内评分升高12.5%%，未见不良反应。"}
keywords:
  en: [cartilage, growth factor, invention]
  zh: [软骨, 生长因子, 虚构]
statements:
  funding: %s
  conflicts-of-interest: %s
"""

_ENGLISH = """\
# Introduction {.unnumbered #sec-introduction}

Invented cartilage does not heal by itself [@alder2001]. A second trial, in 48 patients aged 52.5 years, gave 25 mg of
the factor once a week [@birch2002]; three more works agree [@alder2001; @birch2002; @cedar2003]. As @ouyang2004 show,
the effect is lost within 10^5^ cycles at pH 7.4.

In the third work the loss was −12.5% of the volume [@cedar2003, pp. 40-41], less than in the first.^[The number was
corrected in print [see @elm2005].] The growth factor TGF-β1 was not tested in *Oryctolagus cuniculus*.

# Methods {#sec-methods}

## Doses {#sec-doses}

The dose was 5 μg/mL, **never more**, given in H~2~O; see [@sec-methods] and [@tbl-doses].^[A second note, on the
solvent.] The methods are those of a book [@elm2005, chap. 3], and all of them are listed elsewhere
[@alder2001; @birch2002; @cedar2003; @ouyang2004; @elm2005; @chen2006].

| Dose | Score | Source |
|:-----|------:|:-------|
| none | 1.25 | [@gum2007] |
| 5 μg/mL | 2.50 | [@chen2006] |
| 10 μg/mL | 3.75 | — |

: Scores by dose [@gum2007] {#tbl-doses caption-zh="各剂量的评分"}

| Week | Pain |
|:-----|-----:|
| 1 | 6.1 |
| 12 | 2.4 |

: Pain over time {#tbl-pain caption-zh="疼痛的变化"}

- first aim
- second aim, after a work of 2007 [@gum2007]

> What is invented need not be true [@ivy2008].

The volume is given by [@eq-volume], its change by [@eq-change].

$$V = a b^2$$ {#eq-volume}

$$\\Delta V = V_1 - V_0$$ {#eq-change}

# Results {#sec-results}

The joint is shown in [@fig-joint], the dose in [@fig-dose], the pain in [@tbl-pain]. Values below 0.05 were rare
[@ivy2008]; the work is described [on a page](https://example.org/factors).

![The invented joint [@alder2001]](figures/joint.svg){#fig-joint alt="A blue box that stands for a joint" caption-zh="虚构的关节"}

![Dose and score](figures/dose.svg){#fig-dose alt="A black disc that stands for a dose" caption-zh="剂量与评分"}

# Conclusion {#sec-conclusion}

Invented factors help, but not in every species [@chen2006; @ivy2008].
"""

_CHINESE = """\
# 引言 {.unnumbered #sec-introduction}

虚构的软骨不能自行愈合[@alder2001]。第二项试验纳入48例患者，平均年龄52.5岁，每周给药25 mg[@birch2002]；
另有三项研究结论一致[@alder2001; @birch2002; @cedar2003]。正如 @ouyang2004 所述，经10^5^次循环后效应消失，pH值为7.4。

第三项研究中体积减少，变化为−12.5%[@cedar2003, pp. 40-41]，小于第一项研究。^[该数值在印刷时更正[@elm2005]。]
转化生长因子TGF-β1未在*Oryctolagus cuniculus*中检测。

# 方法 {#sec-methods}

## 剂量 {#sec-doses}

剂量为5 μg/mL，**不得超过**，溶于H~2~O；见[@sec-methods]和[@tbl-doses]。^[第二条脚注，关于溶剂。]
方法依据专著[@elm2005, 第3章]，全部文献另行列出[@alder2001; @birch2002; @cedar2003; @ouyang2004; @elm2005; @chen2006]。

| 剂量 | 评分 | 来源 |
|:-----|------:|:-------|
| 无 | 1.25 | [@gum2007] |
| 5 μg/mL | 2.50 | [@chen2006] |
| 10 μg/mL | 3.75 | — |

: 各剂量的评分[@gum2007] {#tbl-doses caption-en="Scores by dose"}

| 周 | 疼痛 |
|:-----|-----:|
| 1 | 6.1 |
| 12 | 2.4 |

: 疼痛的变化 {#tbl-pain caption-en="Pain over time"}

- 第一个目的
- 第二个目的，依据2007年的研究[@gum2007]

> 虚构者未必为真[@ivy2008]。

体积由[@eq-volume]给出，其变化由[@eq-change]给出。

$$V = a b^2$$ {#eq-volume}

$$\\Delta V = V_1 - V_0$$ {#eq-change}

# 结果 {#sec-results}

关节见[@fig-joint]，剂量见[@fig-dose]，疼痛见[@tbl-pain]。小于0.05的数值少见[@ivy2008]；详见[一个网页](https://example.org/factors)。

![虚构的关节[@alder2001]](figures/joint.svg){#fig-joint alt="代表关节的蓝色方块" caption-en="The invented joint"}

![剂量与评分](figures/dose.svg){#fig-dose alt="代表剂量的黑色圆" caption-en="Dose and score"}

# 结论 {#sec-conclusion}

虚构因子有效，但并非对每个物种都有效[@chen2006; @ivy2008]。
"""

ENGLISH: Mapping[str, str] = {
    "manuscript/01.md": _ENGLISH,
    "manuscript/metadata.yaml": _METADATA % ("en", "Invented fund 12345.", "None declared."),
    "references.bib": BIBLIOGRAPHY,
    "collation.toml": 'style = "vancouver"\nsuperscript = false\n',
    **_PICTURES,
}
CHINESE: Mapping[str, str] = {
    "manuscript/01.md": _CHINESE,
    "manuscript/metadata.yaml": _METADATA % ("zh-CN", "虚构基金12345。", "无。"),
    "references.bib": BIBLIOGRAPHY,
    "collation.toml": 'style = "gb-t-7714-2015-numeric"\n',
    **_PICTURES,
}
