"""A library of any size in which nothing is wrong, and a manuscript that cites 42 of it: `library.py DIR ENTRIES`.

Every work and person is invented.  Entry n is the same in a library of every size, so that times can be compared.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

_WORDS = """
ageing analysis animal arthroscopic assessment autologous biomarker bone bovine bupivacaine
calibrated canine cartilage cell chondral chondrocyte clinical cohort collagen comparative
compression computed conditioned confocal contrast culture cytokine defect degeneration delivery
density derived diagnostic differentiation digital donor dose early effect elastic engineered enzyme
equine evaluation evidence exosome experimental expression extracellular factor femoral fibrin
fibrous fluid follow foot function gait gel gene goat graft growth healing hip histological human
hyaline hydrogel hypoxic image immune implant impact in-vivo inflammation injection injury insulin
interleukin intra-articular joint kinase kinetic knee lateral lesion ligament lipid load local long-
term lubrication marker marrow matrix mechanical medial median meniscus mesenchymal metabolic micro-
fracture mineral model molecular morphology motion mouse movement muscle network neural nutrition
obese ovine oxygen pain passive pathway patient peptide perfusion phenotype physical pilot plasma
platelet polymer porcine porous posture pressure primary progenitor proliferation protein quality
quantitative rabbit radiographic random rat receptor recovery reduction regeneration rehabilitation
repair response review risk robust rotation safety saline sample scaffold score secreted sensory
serum severe shear signal single slow soft stable stem stiffness strain strength stress stretch
structure subchondral surface survival suture symptom synovial systemic temporal tendon tensile
therapy thermal thickness tibial tissue topical trabecular tracking transfer transplant traumatic
trial tubular ultrasound uniform vascular vector vesicle viability viscous volume walking wear
weight wound young zonal
""".split()
_HAN = """
外泌体 软骨 再生 骨关节炎 膝关节 旁分泌 修复 临床 应用 动物 实验 炎症 信号 通路 干细胞 间充质
骨髓 脂肪 滑膜 半月板 培养液 基质 胶原 分化 增殖 迁移 凋亡 衰老 注射 移植 支架 水凝胶 载荷
步态 疼痛 康复 影像 随访 安全性 疗效 机制 进展 模型 山羊 家兔 大鼠 小鼠 绵羊 马 蛋白 基因
受体 生长因子 缺氧 微囊泡 巨噬细胞 免疫 血管 神经 肌腱 韧带 骨密度 微骨折 截骨 置换 早期 晚期
老年 肥胖 创伤 运动 负重 评分
""".split()
_FAMILIES = """
Abbott Bergström Castellano Delacroix Eriksson Fairweather Goldsmith Hernández Ivanković Jørgensen
Kowalczyk Lindqvist Montgomery Nakagawa Oyelaran Papadopoulos Quintero Rasmussen Schwarzkopf
Thorvaldsen Underhill Vasquez Whitfield Xanthopoulos Yamashita Zimmermann
""".split()
_GIVEN = """
Agnes Boris Clara Dmitri Elena Frédéric Greta Hugo Ingrid Jonas Katarina Lorenzo Mireille Niels Olga
Pedro
""".split()
_CHINESE = """
赵 钱 孙 李 周 吴 郑 王 冯 陈 蒋 沈 韩 杨 朱 秦 许 何 吕 张
""".split()
_CHINESE_GIVEN = """
安邦 春梅 德华 恩泽 凤英 国栋 海燕 建平 克勤 立新 明哲 乃文 培根 启航 如意 思源 天佑 维康
晓东 雅琴
""".split()
_JOURNALS = (
    "Annals of Farm Animals",
    "Biology of the Joint",
    "Cells and Matrices",
    "European Archives of Rehabilitation",
    "Journal of Imaginary Orthopaedics",
    "Letters on Cartilage",
    "Quarterly Review of Regeneration",
    "Transactions of the Knee Society",
)
_CHINESE_JOURNALS = ("某地骨科杂志", "关节病学通报", "再生医学学报", "康复与运动文摘")
_PRESSES = ("Fairweather Press", "Meadow and Hill", "Northern Academy")


def entry(number: int) -> str:
    """Return the entry of a number, from 1."""
    draw = random.Random(number * 7919)  # noqa: S311 - the same choice in every run
    kind = number % 10
    if kind in (3, 6):
        return _chinese(number, draw)
    if kind == 9:
        return _book(number, draw)
    family = draw.sample(_FAMILIES, draw.randint(1, 5))
    authors = " and ".join(f"{name}, {draw.choice(_GIVEN)}" for name in family)
    first = 3 * number
    return (
        f"@article{{{_key(family[0])}{number},\n"
        f"  author = {{{_written(authors)}}},\n"
        f"  title = {{{_title(draw)}}},\n"
        f"  journal = {{{_JOURNALS[number % len(_JOURNALS)]}}},\n"
        f"  year = {{{1985 + number % 40}}},\n"
        f"  volume = {{{1 + number % 40}}},\n"
        f"  number = {{{1 + number % 12}}},\n"
        f"  pages = {{{first}--{first + draw.randint(1, 12)}}},\n"
        f"  doi = {{10.5555/{number}.{draw.randint(1000, 9999)}}},\n"
        f"  pmid = {{{10_000_000 + number}}},\n"
        "}\n"
    )


def _chinese(number: int, draw: random.Random) -> str:
    authors = " and ".join(
        family + given for family, given in zip(draw.sample(_CHINESE, 3), draw.sample(_CHINESE_GIVEN, 3), strict=True)
    )
    return (
        f"@article{{cn{number},\n"
        f"  author = {{{authors}}},\n"
        f"  title = {{{''.join(draw.sample(_HAN, 6))}的{''.join(draw.sample(_HAN, 3))}}},\n"
        f"  journal = {{{_CHINESE_JOURNALS[number % len(_CHINESE_JOURNALS)]}}},\n"
        f"  year = {{{1985 + number % 40}}},\n"
        f"  volume = {{{1 + number % 40}}},\n"
        f"  number = {{{1 + number % 12}}},\n"
        f"  pages = {{{4 * number}--{4 * number + 3}}},\n"
        f"  doi = {{10.5555/cn.{number}}},\n"
        "  langid = {chinese},\n"
        "}\n"
    )


def _book(number: int, draw: random.Random) -> str:
    family = draw.choice(_FAMILIES)
    return (
        f"@book{{{_key(family)}{number},\n"
        f"  author = {{{_written(family)}, {draw.choice(_GIVEN)}}},\n"
        f"  title = {{{_title(draw)}}},\n"
        f"  publisher = {{{_PRESSES[number % len(_PRESSES)]}}},\n"
        f"  address = {{London}},\n"
        f"  year = {{{1985 + number % 40}}},\n"
        "}\n"
    )


def _title(draw: random.Random) -> str:
    title = " ".join(draw.sample(_WORDS, draw.randint(7, 11)))
    return title[0].upper() + title[1:]


def _key(family: str) -> str:
    return "".join(letter for letter in family.lower() if letter.isascii())


_ACCENTS = {"ö": '{\\"o}', "é": "{\\'e}", "á": "{\\'a}", "ć": "{\\'c}", "ø": "{\\o}"}


def _written(names: str) -> str:
    return "".join(_ACCENTS.get(letter, letter) for letter in names)


def library(size: int) -> str:
    """Return a library of so many entries."""
    return "\n".join(map(entry, range(1, size + 1)))


def section(size: int, works: int = 42) -> str:
    """Return the text of a section that cites some works of a library of so many entries."""
    step = max(1, size // works)
    keys = [entry(1 + step * place).partition("{")[2].partition(",")[0] for place in range(works)]
    sentences = [f"第{place}组动物的软骨厚度有所增加[@{key}]。" for place, key in enumerate(keys, start=1)]
    return "# 引言\n\n" + "\n".join(sentences) + "\n"


def write(folder: Path, size: int) -> None:
    """Write a project with such a library and manuscript."""
    (folder / "manuscript").mkdir(parents=True, exist_ok=True)
    (folder / "references.bib").write_text(library(size), encoding="utf-8")
    (folder / "manuscript" / "01-introduction.md").write_text(section(size), encoding="utf-8")
    (folder / "collation.toml").write_text('ignore = ["uncited-entry"]\n', encoding="utf-8")
    (folder / "manuscript" / "metadata.yaml").write_text(
        "title: {zh: 题名}\nauthors: [{name: {zh: 王强}}]\n", encoding="utf-8"
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
