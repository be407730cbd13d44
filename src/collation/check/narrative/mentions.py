"""Reads from a passage where its sentences name the authors of a study: `Murphy等[10]`, `In 2003, Murphy et al. [10]`.

The reading is of the words alone.  Where these do not show that a capitalised word or a few Han characters are a name,
`is_sure` is False, and who uses the mention asks the bibliography's authors before anyone is accused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from collation.check.narrative.surnames import is_likely_name, is_whole_name, surname, words
from collation.model import HIDDEN, CitedAt

Tie = Literal["", "direct", "back", "later", "own"]
Others = Literal["", "et al", "group"]
Dating = Literal["published", "likely", "begun"]


@dataclass(frozen=True)
class Person:
    """A name as the sentence has it, and where: offsets in the passage's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Dated:
    """A year that the sentence gives a study.

    `published` says that it is the publication's, `likely` that nothing speaks against it; `begun` is the time at which
    a study was made, which may be earlier than the publication.
    """

    year: int
    start: int
    end: int
    dating: Dating


@dataclass(frozen=True)
class Mention:
    """One place at which a sentence names the authors of a study.

    Attributes:
        people: who is named, in the order of the sentence.
        others: what says that there are more authors: `et al`, 等 (`et al`), or a group (`Murphy's group`).
        start: where the names start.
        end: where the names end, `et al` or 等 included.
        sentence: the number of the sentence in the passage, from 0.
        has_citation: whether that sentence cites anything.
        cited: the clusters, by their index in the passage's `citations`, to which the names are tied.
        tie: how: `direct` with nothing but a year or a word such as 的研究 between, `back` to a citation before
            (`文献[10]中Murphy等`), `later` with other words between, `own` to a work of the one who is named.
        dates: the years that the sentence gives the study.
        reports: whether a verb of reporting follows (发现, showed).
        is_sure: whether the words alone show that people are named; of one who is named alone, or of two, that the
            name is the subject of the sentence and not a `Cox model`.
        is_person: whether they show it even where no entry has an author of the name.
        is_bare: whether two are named of whom the words show neither that they wrote what is cited, nor that they
            wrote anything: `Petit and Unger found a clock`.
        is_parted: whether a word before says that the sentence is another's: `In contrast to Murphy et al.`.
        is_reference: whether it is a reference by author and year in brackets, as in `(Wolf, 1967)`.
        is_listed: whether commas join the names, or more authors follow them, for they may then be of two clauses:
            `Unlike Fink, Murphy et al.`, `提出的Inception和Murphy等`.
    """

    people: tuple[Person, ...]
    others: Others
    start: int
    end: int
    sentence: int
    has_citation: bool = False
    cited: tuple[int, ...] = ()
    tie: Tie = ""
    dates: tuple[Dated, ...] = ()
    reports: bool = False
    is_sure: bool = False
    is_person: bool = False
    is_bare: bool = False
    is_parted: bool = False
    is_listed: bool = False
    is_reference: bool = False


# --- the characters ---------------------------------------------------------------------------------------------

_CITED = "\ue000"
"""Stands for a whole citation in the text that is searched."""

_TAG = "\ue001"
"""Stands for what is hidden there: a tag, code, math; an escaped blank is a blank."""

_OWN = str.maketrans({_CITED: " ", _TAG: " "})
_MARKUP = re.compile(rf"{HIDDEN}+|\*+|(?<![^\W_])_+|_+(?![^\W_])|[\u200b\ufeff]+")
_UPPER = "A-ZÀ-ÖØ-Þ"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_JOINED = rf"0-9{_LATIN}Ͱ-Ͽ\u0300-\u036f"
_HAN = "\u3400-\u9fff"
_HYPHEN = "'’ʼ‐‑-"

_LETTERS = rf"[{_LATIN}\u0300-\u036f]*"
_WORD = rf"(?:[dDlL]['’])?[{_UPPER}Ā-ɏḀ-ỿ]{_LETTERS}(?:[{_HYPHEN}](?!s(?![{_LATIN}]))[{_LATIN}]{_LETTERS}){{0,4}}"
_PARTICLE = (
    r"(?:van\s(?:de[nr]?|het|'t)|von\sde[mnr]|von|van|de\s(?:la|los|las)|de[lnr]?|della|di|da|do|dos|du|te[nr]|el|al|bin|"
    r"ibn|la|le|af|zu[mr]?)\s"
)
_INITIALS = rf"(?:[{_UPPER}]\.[\s-]?){{1,4}}"
_NAME = rf"(?:{_INITIALS})?(?:{_PARTICLE})?{_WORD}(?:\s(?:{_INITIALS})?(?:{_PARTICLE})?{_WORD}){{0,3}}"
_NAMES = re.compile(
    rf"(?<![{_JOINED}/_+.@&'’‐-]){_NAME}"
    rf"(?:(?:\s?[,，、]\s?|\s?(?:和|与|及|以及)\s?){_NAME}){{0,15}}"
    rf"(?:\s?[,，、]?\s?(?:\band\s|&\s?|\bund\s|和\s?|与\s?|及\s?){_NAME})?"
    rf"(?![{_JOINED}/_+@]|[‐-][{_JOINED}])"
)
_JOIN = re.compile(r"\s?[,，、]?\s?(?:\band\s|\bund\s|&|和|与|以及|及)\s?|\s?[,，、]\s?")


_OPENERS = frozenset(
    words("""
A According Additionally After Again Also Although An And Another Apr April As At Aug August Authors Based
Because Before Besides Beyond Both But By Compared Consistent Conversely Data Dec December Dr During Earlier
Even Feb February Finally Findings First Following For From Further Furthermore Hence Here How However If In
Indeed Initially Interestingly It Its Jan January Jul July Jun June Just Last Lastly Later Like Likewise Mar
March May Meanwhile More Moreover Most Mr Mrs Ms Nevertheless Next Nonetheless Notably Nov November Oct October
Of On Only Or Other Our Over Previously Prof Professor Rather Recently Researchers Results Second See Sep Sept
September Similar Similarly Since So Some Studies Study Subsequently Such Surprisingly Take That The Their Then
There Therefore These They Third This Those Though Through Thus To Today Together Two Under Unlike Until Using
We What When Where Whereas Whether Which While With Work Yet
""")
)
_ADVERBS = re.compile(r"(?!Kel|Con|Don|Rei|Dal|El|Hea|Far|Bev|Scul|Mul|Cul|Gri|Bai)[A-Z][a-z]{3,}ly")
"""`Alternatively, Murphy et al.`: words that open a sentence, and are no Kelly, Connolly or Reilly."""

_NEVER = frozenset(
    words("""
Abcam Academy Act Africa Agilent America American Amsterdam Android Appendix Argentina Arm Asia Association
Athens Atlanta Australia Austria Autumn Baltimore Bangkok Bangladesh Barcelona Basel Bayer Beijing Belgium
Berlin Bern Bible Boston Box Brazil Brexit Britain Brussels Budapest Cairo California Cambridge Canada Case
Cases Cell Center Centre Chapter Chengdu Chicago Chile China Chinese Chongqing Class Cochrane Cohort College
Colombia Committee Congress Copenhagen Corning Covid Croatia Cuba Czech Dallas Day Declaration Delhi Denmark
Denver Department Directive Dublin Eastern Ebola Edinburgh Egypt Elsevier Embase England English Eppendorf Eq
Equation Europe European Excel Fig Figs Figure Figures Finland Florence Florida Foundation France Frankfurt
Friday Geneva Germany Gibco Glasgow Global Google Grade Greece Group Groups Guangdong Guangzhou Guideline
Guidelines Hamburg Hangzhou Helsinki Hitachi Holocaust Hospital Houston Hungary Illumina India Indonesia
Institute International Internet Iran Ireland Israel Istanbul Italy Jakarta Japan Java Jiangsu Kenya Korea Kyoto
Lancet Leica Level Linux Lisbon London Lyon Madrid Malaysia Matlab Medicaid Medicare Medline Melbourne Merck
Meta Mexico Milan Ministry Model Moderna Monday Month Montreal Moscow Mumbai Munich Nanjing National Nature
Netherlands Nigeria Nikon Nobel Northern Norway Novartis Novel Olympics Olympus Organisation Organization Osaka
Oslo Oxford Pakistan Panel Paris Parliament Part Patient Patients Peru Pfizer Phase Philadelphia Philippines
Philips Poland Portugal Prague Prism PubMed Python Qiagen Qur'an Regulation Report Reports Review Reviews Roche
Romania Rome Rotterdam Russia Saturday Science Scopus Scotland Seattle Section Sections Seoul Serbia Shanghai
Shenzhen Sichuan Siemens Sigma Singapore Slovenia Society Southern Spain Spring Springer Stage Stata Statement
Step Stockholm Summer Sunday Supplementary Sweden Switzerland Sydney Table Tables Taiwan Texas Thailand Thermo
Thursday Tianjin Tibet Tokyo Toronto Trial Trials Tuesday Turkey Type Ukraine United University Vancouver Venice
Version Vienna Vietnam Wales Warsaw Washington Wednesday Week Western Wikipedia Wiley Windows Winter Word World
Wuhan Xian Year Yunnan Zeiss Zhejiang Zika Zurich
""")
)
"""Capitalised words that no sentence means as a surname, unless `et al.` follows."""

_ELEMENTS = frozenset(
    words("""
Ag Al Ar As Au Ba Be Bi Br Ca Cd Ce Cl Co Cr Cs Cu Dy Er Eu Fe Ga Gd Ge He Hf Hg Ho In Ir Kr La Li Lu Mg Mn Mo
Na Nb Nd Ne Ni Os Pb Pd Po Pt Rb Re Rh Ru Sb Sc Se Si Sm Sn Sr Ta Tb Te Ti Tl Tm Xe Yb Zn Zr
""")
)

# --- what may follow a name -------------------------------------------------------------------------------------

_REPORT = (
    r"(?:(?:报道|报告)(?!较|很|甚|尚|极|罕|少|多|仍|不)|发现|证实|证明|观察|认为|指出|提出|描述|比较|发表|综述|总结|评价|评估|探讨|推测|阐述|"
    r"研究(?!者|对象))"
)
"""What people do in a sentence, right after their names."""
_ADVERB = (
    r"(?:随后|此后|之后|后来|曾|就|便|即|也|又|还|则|均|都|亦|最早|最先|首次|首先|率先|进一步|同样|同时|系统|详细|先后|"
    r"于\s?\d{4}\s?年|\d{4}\s?年|[，,]|\s)"
)
_VERBS = re.compile(
    rf"\s?{_ADVERB}{{0,4}}{_REPORT}|"
    r",?\s(?:(?:in|from)\s\d{4},?\s)?(?:(?:also|first|later|further|subsequently|then|previously|recently|have|has|had|"
    r"originally|initially|elegantly|clearly|independently)\s){0,3}"
    r"(?:reported|showed|shown|found|described|demonstrated|observed|noted|suggested|proposed|studied|investigated|"
    r"compared|concluded|used|developed|discovered|introduced|identified|examined|evaluated|assessed|published|"
    r"established|hypothesi[sz]ed|postulated|confirmed|argued|reviewed|analy[sz]ed|performed|conducted|treated|coined|"
    r"disagreed?|doubt(?:ed)?|warn(?:ed)?|wrote|stated?|believed?|recommend(?:ed)?|"
    r"isolated|detected|measured|presented|revealed|estimated|randomi[sz]ed|injected|transplanted|report|show|find|"
    r"describe|demonstrate|suggest|propose|argue|conclude)\b"
)
_FOUND = re.compile(
    r"(?:在|于|首|最|率|即|就|便|曾|从|用|以|将|通|对|等|也|又|还|则|发|描|提|证|观|指|报|建|分|命|，)?"
    r"[^，。；,;\ue000]{0,24}?(?:发现|描述|提出|证实|证明|观察到|指出|首次报道|最早报道|报道了|分离出|分离得到|命名)|"
    r"\s(?:(?:and|&)\s\w+\s)?(?:(?:first|later|originally|had|also)\s){0,2}"
    r"(?:discovered|described|coined|observed|isolated|identified|demonstrated|showed|found|noted|postulated|"
    r"hypothesi[sz]ed|suggested|reported)\b"
)
"""What one who is named alone, with a year, has done: words that no company and no country is the subject of."""
_FOUND_START = re.compile(
    r"\s?(?:在|于|首|最|率|即|就|便|曾|从|用|以|将|通|对|等|也|又|还|则|发|描|提|证|观|指|报|建|分|命|，)|\s[a-z]"
)

_SAYS = re.compile(
    rf"\s?{_ADVERB}{{0,4}}(?:(?:报道|报告)(?!较|很|甚|尚|极|罕|少|多|仍|不|的|率)|认为|指出|提出|证实|证明|推测|发表|"
    r"发现(?!率|较|于|的)|研究(?:了|发现|表明|证实|认为)|(?:比较|观察|探讨|综述|总结|分析|回顾|介绍|建立)[了到])"
)
_ASSERTS = re.compile(
    r"\s(?:(?:also|first|later|further|subsequently|then|previously|recently|have|has|had|originally|both)\s){0,2}"
    r"(?:described|argued|noted|concluded|hypothesi[sz]ed|postulated|coined|reviewed|investigated|studied|observed|"
    r"examined|wrote|suggested|proposed|asked|doubted|warned)\b|"
    rf"\s?{_ADVERB}{{0,4}}(?:报道(?!较|很|甚|尚|极|罕|少|多|仍|不|的|率)|认为|指出|推测|质疑|警示|综述|主张)"
)
"""What two people do and no two companies, countries, drugs or genes."""
_BECAME = re.compile(r"\s?(?:被|获|上市|相继|陆续|均|已|药物|公司|产品|技术)")
_OF_WORK = re.compile(r"\s?的(?:研究|报道|报告|结果|观点|方法|公式|结论|试验|实验)")
_USES = re.compile(r"\s?(?:利用|采用|应用|分析|对|将|通过|在)")
"""What follows a Chinese name and its citation."""
_TITLE = re.compile(r"\s?(?:教授|博士|医生|医师|院士|研究员|先生|女士)")
_TITLE_BEFORE = re.compile(r"\b(?:Drs?|Prof|Professors?)\.?\s$")
_ACTS = re.compile(
    r"(?:,?\s(?:\w+ly|also|first|later|then|both|have|has|had)){0,2}\s(?:\w{2,}ed|found|saw|wrote|gave|made|took|drew|met|kept|"
    r"held|thought|told|chose|built|grew|led|sought|taught|let)\b|"
    r"\s?(?:均|也|亦|还|曾|则|都|先后|随后|首次|最早)?(?!评分|分级|分型|分类|量表|试验|实验|综合征|氏|法|模型|检验|指数|标准|征|病|染色|等|的|、|和|与|及)"
    rf"[{_HAN}]"
)
"""What follows two names that are the subject of a sentence."""
_LED = re.compile(r"(?:\b[Bb]y\s|[由据]\s?|学者\s?|教授\s?)$")
_DOES = re.compile(r"\s?(?:将|采用|利用|使用|建立|构建|设计|通过|引入|对|用|给出|开展|尝试|认识到|估计|预测|推导|实现)")
"""What stands before and after one who is named alone, where it is a person that is meant and no `Cox model`."""

_MADE_UP = re.compile(
    rf"(?<![{_LATIN}])[{_UPPER}]{{2,}}(?![{_LATIN}])|(?!Mac|Mc|De|Di|Du|La|Le|Van|Fitz)[A-Z][a-z]+[A-Z]"
)
"""An abbreviation or a trade name: `WHO`, `GraphPad`."""

_ET_AL = re.compile(r"\s?[,，]?\s?\bet\.?\s?al(?:ii|ia)?\b\.?(?:['’]s)?")
_DENG = re.compile(
    r"\s?等(?P<people>人(?![群类体工员均])|学者|研究者|研究人员|作者|专家)?"
    r"(?!离子|位|渗|张|量|效|级|价|同|待|温|候|号|式|长|比|距|高|分子|压|人|\s?\d+\s?[种个类项名例])"
    r"(?:于(?!\s?(?:\d{4}|是)))?"
)
_GROUP = re.compile(
    r"(?:['’]s?)?\s(?:research\s)?(?:group|team|lab|laboratory)\b|"
    r"\s(?:and|&)\s(?:(?:his|her|their|the)\s)?(?:colleagues?|co-?workers?|associates|collaborators|others|team|group)\b|"
    r"\s?(?:[等的]|等人的?)?(?:课题组|团队|研究组|研究小组|研究团队|实验室)|\s?[及和与]其?(?:同事|合作者|团队|课题组|研究团队)们?"
)
_COLLEAGUES = re.compile(
    r"\s(?:and|&)\s(?:(?:his|her|their|the)\s)?(?:colleagues?|co-?workers?|associates|collaborators)\b|"
    r"\s?[及和与]其?(?:同事|合作者)"
)
"""Nobody but a person has them."""
_POSSESSIVE = re.compile(r"['’]s?(?=[\s\ue000])")
_NOUN = re.compile(
    r"\s?的?(?:一项|一篇)?(?:前瞻性|回顾性|随机对照|早期|后续|系列|动物|体外|体内|临床|基础)?"
    r"(?:研究|工作|报道|报告|结果|试验|实验|方法|论文|文献|综述|发现|观点|文章|文)(?:结果)?(?:中|里)?|"
    r"\s(?:study|trial|work|report|paper|review|results|findings|guidelines?|analysis|series|experiments?)\b"
)
_PAREN_YEAR = re.compile(r"\s?[（(]\s?(?:[Ii]n\s)?(?P<year>(?:1[6-9]|20)\d\d)(?:\s?年)?[a-z]?\s?[)）]")
_PLAIN_YEAR = re.compile(
    r"(?:\s?[,，]?\s?|,?\s[Ii]n\s|\s?[于在]\s?)(?P<year>(?:1[6-9]|20)\d\d)(?:\s?年(?!起|以来|开始|至|到|间|代|度|[—–~～-])|[a-z]?(?![\d年—–~～/%.-]))"
)
_TO_CITED = re.compile(r"\s?[,，]?\s?[（(]?\s?\ue001?(?=\ue000)")
_BROKEN_TIE = re.compile(
    r"转引|引自|见于|cited|quoted|reviewed|summari[sz]ed|\b(?:we|our|ours)\b|本研究|本文|本组|我们|笔者|以来|一致|相似|类似|相符|不同|相反|支持|similar|consistent|agree|"
    r"contrast|confirmed by|supported|unlike|whereas|while|但|而|；|;"
)

_NO_SUBJECT = re.compile(
    r"\b(?:to|with|from|than|[Uu]nlike|[Ll]ike|[Aa]fter|[Ss]ince|[Ff]ollowing|[Oo]n|[Uu]pon|[Ff]or)\s$|(?:自|与|和|受|继|同|及|较|由于|参照|"
    r"参考|按照?|依据|根据|基于|沿用|采用|不同于|类似于)\s?$"
)
"""`In contrast to Murphy et al., who used goats, we used sheep [11]`: the sentence is another's."""
_CLAUSE = re.compile(r"[,，;；]")
_SINCE_THEN = re.compile(r"\b(?:which|who|now|today|nowadays|since|still)\b|目前|如今|现已|此后|后来|沿用")

# --- what may stand before --------------------------------------------------------------------------------------

_YEAR_BEFORE = re.compile(
    r"(?P<lead>[自从到至由—–~～/-]|[Ss]ince|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Aa]nd|[Tt]o)?\s?"
    r"(?:早在|[Ee]arly in|[Ii]n|[Ii]n the year|[Tt]he|在|于)?\s?(?<!\d)(?P<year>(?:1[6-9]|20)\d\d)"
    r"(?:\s?年[，,]?\s?(?:时[，,]?)?(?:美国|英国|德国|法国|日本|韩国|加拿大|意大利|荷兰|瑞典|澳大利亚|国外|国内|我国)?"
    r"的?(?:学者|科学家|医生|教授)?\s?|,?\s|\s(?:study|trial|report|paper|work|review)\s(?:by|of|from)\s)$"
)
_BACK = re.compile(
    r"(?:(?:文献|参考文献|见|\b[Ii]n|\b[Rr]efs?\.?|\b[Rr]eferences?)\s?\ue000+\s?[中里]?\s?[,，]?|"
    r"\ue000+\s?[中里]\s?[,，]?|\ue000+\s?(?=[（(]$)|\ue000+,?\s(?:is\s)?by\s)\s?[（(]?$"
)
_STUDY_VERB = re.compile(
    r"[^，。；,;]{0,14}?(?:开展|启动|招募|纳入|入组|开始|实施|发起|进行|完成|收集|随访|治疗|调查|收治|手术)|"
    r"[^.;]{0,20}?\b(?:began|started|initiated|enrolled|recruited|launched|conducted|performed|completed|treated|operated|followed|collected|surveyed)\b"
)
_OF_IT = re.compile(
    r"\s?(?:首次|最早|所)?(?:提出|报道|建立|设计|描述|发现|开发|介绍|研究|制备|发明)?的|['’]s\b|\s(?:model|method|technique|score|scale)"
)
"""`2015年，Murphy等[10]提出的模型被采纳`: the year of what became of a work is not the work's."""

_PUBLISHED_IN = re.compile(
    r"[于在]\s?(?P<year>(?:1[6-9]|20)\d\d)\s?年(?:正式|首次|最终)?(?:发表|报道|公布|刊)|"
    r"(?:published|reported)\s(?:\w+\s)?in\s(?P<english>(?:1[6-9]|20)\d\d)\b(?![–—-])|"
    r"其\s?(?P<own>(?:1[6-9]|20)\d\d)\s?年(?:发表)?的(?:一项)?(?:研究|报道|论文|工作)"
)

_END = re.compile(
    r"(?:[。！？!?…]+|(?<!\bal)(?<!\bvs)(?<!\bFig)(?<!\bFigs)(?<!\bNo)(?<!\bcf)(?<!\bDr)(?<!\bProf)(?<!\bSt)"
    rf"(?<!\be\.g)(?<!\bi\.e)(?<!\b[{_UPPER}])(?<!\b[Rr]ef)(?<!\b[Rr]efs)(?<!\bca)\.(?=\ue000|[”’\"')）]*\s|$))"
    r"[”’\"'」』）)]*(?:\s?\ue000+(?!\s?[中里a-z]))?"
)


_CITATIONS = re.compile(r"\ue000(?:\ue001?\s?[,，]?\s?\ue001?\ue000)*\ue001?(?:\s?[)）])?")
_REFERENCE_OPENS = re.compile(r"(?:[（(;；]|\b[Ss]ee|见|如)\s?$")
_REFERENCE_CLOSES = re.compile(r"\s?[)）;；]")
_CLAUSE_STARTS = re.compile(
    r"(?:^|[，,。；;：:（(、\ue000]|早在|随后|后来|其中|而|并|\b[Aa]nd|\b[Bb]ut|[Ee]arl(?:y|ier)|[Ll]ater)\s*$"
)
_HAN_BLANK = re.compile(rf"[{_HAN}]\s$")
"""A blank within a name (`王 强等`): what follows it is no whole name."""
_HAN_LETTERS = re.compile(rf"[{_HAN}]+")
_HAN_LEAD = re.compile(
    rf"(?:^|[^{_HAN}]|据|由|随后|此后|之后|后来|最近|近期|其中|例如|如|而|但|且|与|和|及|年|月|日|时|学者|国内|我国|国外|教授|"
    r"此外|另外|同时|大学|学院|医院|研究[院所]|继|则|是|被|在|参照|参考|按|依据|根据|基于|借鉴|按照|对|见)$"
)
_HAN_TAIL = re.compile(
    r"(?:的(?:研究|工作|报道|报告|实验|试验|结果|综述))?(?:\s?[（(]\s?(?:1[6-9]|20)\d\d(?:\s?年)?\s?[)）])?\s?[（(]?\s?$"
)


def parse(text: str, citations: Sequence[CitedAt] = (), han_names: Collection[str] = ()) -> tuple[Mention, ...]:
    """Read the mentions of a passage, in the order in which they stand.

    Args:
        text: the passage, with what is no prose hidden.
        citations: the clusters in it.
        han_names: whole names in Han characters that are known to be authors'; without blanks between words they could
            not be told from the words around them.
    """
    return _Reader(text, citations, han_names).read()


class _Reader:
    """The passage as it is searched: each citation is one character, markup is gone, and each offset leads back."""

    def __init__(self, text: str, citations: Sequence[CitedAt], han_names: Collection[str]) -> None:
        self._han_names = han_names
        parts: list[str] = []
        self._shown_at: list[int] = []
        self._text_at: list[int] = []
        self._cited: list[int] = []
        self._length = 0
        end = 0
        for cited in citations:
            self._add(parts, text, end, cited.start)
            self._cited.append(self._length)
            self._put(parts, _CITED, cited.start)
            end = max(end, cited.end)
        self._add(parts, text, end, len(text))
        self.shown = "".join(parts)
        self._size = len(text)
        self._sentences = [0, *(found.end() for found in _END.finditer(self.shown))]

    def _add(self, parts: list[str], text: str, start: int, end: int) -> None:
        """Add a stretch of the passage without its markup; a character of it cannot pass for a citation."""
        for found in _MARKUP.finditer(text, start, end):
            self._put(parts, text[start : found.start()].translate(_OWN), start)
            if found[0][0] == HIDDEN:
                self._put(parts, " " if len(found[0]) == 2 else _TAG, found.start())
            start = found.end()
        self._put(parts, text[start:end].translate(_OWN), start)

    def _put(self, parts: list[str], piece: str, place: int) -> None:
        if piece:
            parts.append(piece)
            self._shown_at.append(self._length)
            self._text_at.append(place)
            self._length += len(piece)

    def _place(self, offset: int) -> int:
        """Return where in the passage a character of the searched text stands."""
        stretch = bisect_right(self._shown_at, offset) - 1
        return self._text_at[stretch] + offset - self._shown_at[stretch] if stretch >= 0 else 0

    def _person(self, start: int, end: int) -> Person:
        return Person(" ".join(self.shown[start:end].split()), self._place(start), self._place(end - 1) + 1)

    def _sentence(self, offset: int) -> int:
        return bisect_right(self._sentences, offset) - 1

    def _sentence_end(self, sentence: int) -> int:
        return self._sentences[sentence + 1] if sentence + 1 < len(self._sentences) else len(self.shown)

    def _clusters(self, start: int, end: int) -> tuple[int, ...]:
        """Return the clusters between two offsets."""
        return tuple(range(bisect_right(self._cited, start - 1), bisect_right(self._cited, end - 1)))

    def _cites(self, start: int, end: int) -> bool:
        """Return whether anything is cited between two offsets."""
        return bisect_right(self._cited, start - 1) < bisect_right(self._cited, end - 1)

    def read(self) -> tuple[Mention, ...]:
        found = [*self._latin(), *self._han()]
        found.sort(key=lambda mention: mention.start)
        by_sentence: dict[int, list[int]] = {}
        for index, mention in enumerate(found):
            by_sentence.setdefault(mention.sentence, []).append(index)
        for indices in by_sentence.values():
            named = [index for index in indices if not found[index].is_bare] or indices
            if len(named) == 1:
                found[named[0]] = self._alone(found[named[0]])
        return tuple(found)

    # --- names in Latin letters ---------------------------------------------------------------------------------

    def _latin(self) -> Iterator[Mention]:
        for found in _NAMES.finditer(self.shown):
            deng = _DENG.match(self.shown, found.end())
            is_et_al = bool(_ET_AL.match(self.shown, found.end()) or (deng and deng["people"]))
            spans = self._people(found.start(), found.end(), is_et_al=is_et_al)
            if spans:
                mention = self._mention(spans)
                if mention:
                    yield mention

    def _people(self, start: int, end: int, *, is_et_al: bool) -> list[tuple[int, int]]:
        """Return the names at the end of a run of capitalised words; none where it ends in no list of names."""
        spans: list[tuple[int, int]] = []
        joins = list(_JOIN.finditer(self.shown, start, end))
        starts = [start, *(join.end() for join in joins)]
        ends = [*(join.start() for join in joins), end]
        for first, last in zip(reversed(starts), reversed(ends), strict=True):
            opened = self._without_opener(first, last)
            words = self.shown[opened:last].split()
            if not words or not _is_name(words, is_et_al=is_et_al):
                is_tight = bool(spans) and "、" in self.shown[last : spans[-1][0]]
                return [] if is_tight and not is_et_al else spans[::-1]
            between = self.shown[last : spans[-1][0]] if spans else ""
            if words[-1].isupper() and ("," in between or "，" in between):
                break  # an abbreviation that closes the clause before: `To the CM, Murphy et al. added …`
            if spans and is_et_al and is_made_up(words[-1]) and not words[-1].isupper():
                break  # `提出的CycleGAN和Murphy等人`
            spans.append((opened, last))
            if opened > first:
                break
        if len(spans) > 1 and "、" in self.shown[start:end] and all(self.shown[a:b] in _ELEMENTS for a, b in spans):
            return []
        return spans[::-1]

    def _without_opener(self, start: int, end: int) -> int:
        """Return where a name starts after the words that open a sentence."""
        for word in re.finditer(r"\S+", self.shown[start:end]):
            if word[0].rstrip(".,") not in _OPENERS and not _ADVERBS.fullmatch(word[0]):
                return start + word.start()
        return end

    # --- names in Han characters --------------------------------------------------------------------------------

    def _han(self) -> Iterator[Mention]:
        shown = self.shown
        seen = set()
        anchors = [
            found.start()
            for found in re.finditer(
                rf"(?<=[{_HAN}])\s?(?:等|的?课题组|的?团队|及其|教授|博士|院士|报道|认为|指出|提出|于\s?(?:19|20)\d\d|[（(]\s?(?:19|20)\d\d\s?年?\s?[)）])",
                shown,
            )
        ]
        for place in self._cited:
            tail = _HAN_TAIL.search(shown, max(0, place - 18), place)
            anchors.append(tail.start() if tail else place)
        for anchor in sorted(anchors):
            spans = self._han_people(anchor)
            if not spans or spans[0][0] in seen:
                continue
            mention = self._mention(spans)
            if mention and (mention.others or mention.tie == "direct" or (mention.is_person and mention.dates)):
                is_known = any(person.text in self._han_names for person in mention.people)
                is_whole = len(mention.people[0].text) > 1 or mention.is_sure
                if is_known or mention.is_person or (mention.others == "et al" and is_whole):
                    seen.add(spans[0][0])
                    yield mention

    def _han_people(self, end: int) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        while len(spans) < 5:
            floor = self._sentences[self._sentence(max(0, end - 1))]
            start = self._han_name(floor, end)
            if start < 0:
                is_list = bool(spans) and self.shown[end : end + 1] == "、"
                return [] if is_list else spans[::-1]
            spans.append((start, end))
            join = self.shown[start - 1 : start]
            if join in {"，", ","} and not any(
                self.shown[start - 1 - length : start - 1] in self._han_names for length in (2, 3, 4)
            ):
                break
            if join not in {"、", "和", "与", "及", "，", ","} or self.shown[start - 2 : start - 1] == _CITED:
                break
            end = start - 1
        return spans[::-1]

    def _han_name(self, floor: int, end: int) -> int:
        """Return where a name in Han characters starts that ends at an offset, or -1."""
        known, guessed = -1, -1
        for length in (1, 2, 3, 4):
            start = end - length
            if start < floor:
                break
            name = self.shown[start:end]
            if not _HAN_LETTERS.fullmatch(name):
                break
            is_led = start == floor or (
                bool(_HAN_LEAD.search(self.shown, max(floor, start - 2), start))
                and not _HAN_BLANK.search(self.shown, max(floor, start - 2), start)
            )
            if name in self._han_names and (length > 2 or is_led):
                known = start
            family = surname(name)
            if is_led and family and length - len(family) <= 2:
                guessed = start
        return known if known >= 0 else guessed

    # --- what stands around a name ------------------------------------------------------------------------------

    def _mention(self, spans: list[tuple[int, int]]) -> Mention | None:
        shown = self.shown
        start, end = spans[0][0], spans[-1][1]
        is_han = bool(_HAN_LETTERS.fullmatch(shown, *spans[0]))
        sentence = self._sentence(start)
        stop = self._sentence_end(sentence)
        others: Others = ""
        is_sure = False
        title = _TITLE.match(shown, end)
        is_person = bool(title or _TITLE_BEFORE.search(shown, max(0, start - 12), start))
        at = title.end() if title else end
        if found := _ET_AL.match(shown, at):
            others, is_sure, end, at = "et al", True, found.end(), found.end()
        elif found := _GROUP.match(shown, at):
            is_person = is_person or bool(_COLLEAGUES.match(shown, at))
            others, at = "group", found.end()
        elif found := _DENG.match(shown, at):
            others, is_sure, at = "et al", bool(found["people"]), found.end()
            end = found.end() if not found[0].endswith("于") else found.end() - 1
        elif found := _POSSESSIVE.match(shown, at):
            at = found.end()
        noun = None
        dates: list[Dated] = []
        before = self._year_before(start, sentence)
        for _ in range(3):
            found = _PAREN_YEAR.match(shown, at) or _PLAIN_YEAR.match(shown, at)
            if found:
                dates.append(self._dated(found, "published" if found.re is _PAREN_YEAR else "likely"))
            else:
                found = _NOUN.match(shown, at)
                if found and _VERBS.match(shown, at) and not _TO_CITED.match(shown, found.end()):
                    break  # 发现, 报道 and 研究 are verbs here
                noun = noun or found
            if not found:
                break
            at = found.end()
        to_cited = _TO_CITED.match(shown, at)
        cited: tuple[int, ...] = ()
        tie: Tie = ""
        after = at
        if to_cited and at < stop:
            run = _CITATIONS.match(shown, to_cited.end())
            assert run is not None
            cited, tie, after = self._clusters(run.start(), run.end()), "direct", run.end()
            dates = [_dated_anew(date, "published") for date in dates]
            found = _PAREN_YEAR.match(shown, after) or _PLAIN_YEAR.match(shown, after)
            if found:
                dates.append(self._dated(found, "published" if found.re is _PAREN_YEAR else "likely"))
        elif found := _BACK.search(shown, max(self._sentences[sentence], start - 12), start):
            places = [found.start() + place for place, letter in enumerate(found[0]) if letter == _CITED]
            cited, tie = self._clusters(places[0], places[-1] + 1), "back"
        is_begun = bool(_STUDY_VERB.match(shown, after))
        reports = bool(_VERBS.match(shown, after))
        if before and (reports or before.dating != "begun") and not _OF_IT.match(shown, after):
            dates.append(_dated_anew(before, "likely"))
        dates = [_dated_anew(date, "begun") if is_begun and date.dating == "likely" else date for date in dates]
        is_alone_dated = bool(dates) and others != "group" and bool(_FOUND_START.match(shown, after))
        is_reference = (
            bool(dates)
            and bool(_REFERENCE_CLOSES.match(shown, at))
            and bool(_REFERENCE_OPENS.search(shown, max(0, start - 5), start))
        )
        if not cited and any(is_made_up(shown[first:last]) for first, last in spans):
            return None
        is_bare = False
        if not others:
            if not cited and not is_reference:
                is_published = len(spans) > 1 and any(date.dating == "published" for date in dates)
                reports = is_alone_dated and (bool(_FOUND.match(shown, after)) or (is_published and reports))
                is_bare = not reports and len(spans) == 2 and not is_han and bool(_ACTS.match(shown, after))
                if not reports and not is_bare:
                    return None
            is_led = bool(_LED.search(shown, max(0, start - 8), start)) or not shown[:start].strip()
            is_sure = reports or bool(dates) or bool(_DOES.match(shown, after)) or (is_led and bool(cited))
        elif others == "et al" and is_han:
            # 高糖等 and 白蛋白等 begin with a surname too: only what people alone do tells them apart.
            names = [shown[first:last] for first, last in spans]
            is_whole = all(map(is_whole_name, names))
            is_said = bool(_SAYS.match(shown, after)) and all(
                name in self._han_names or is_likely_name(name) for name in names
            )
            follows = any(pattern.match(shown, after) for pattern in (_DOES, _VERBS, _NOUN))
            is_led = bool(_LED.search(shown, max(0, start - 8), start))
            is_long = all(len(name) > 2 for name in names) and bool(cited)
            is_led = is_led or shown[start - 1 : start] in {"与", "同", "如"}
            is_done = is_whole and bool(follows or noun or dates or is_led or is_long)
            is_sure = is_sure or is_said or is_done or any(date.dating == "published" for date in dates)
        elif others == "et al":
            is_dated = any(date.dating != "begun" for date in dates) and not _BECAME.match(shown, after)
            is_sure = is_sure or reports or is_dated
        is_published = any(date.dating == "published" for date in dates)
        if others == "et al":
            is_person = is_sure
        elif is_han:
            is_shown = is_person or others == "group" or is_published
            is_shown = is_shown or any(pattern.match(shown, after) for pattern in (_SAYS, _OF_WORK, _USES))
            is_shown = is_shown or bool(_LED.search(shown, max(0, start - 8), start)) or (len(spans) > 1 and bool(noun))
            is_person = is_shown and all(is_whole_name(shown[first:last]) for first, last in spans)
        elif not others:
            is_opening = bool(_CLAUSE_STARTS.search(shown[max(self._sentences[sentence], start - 8) : start]))
            is_pair = len(spans) == 2 and is_opening and bool(_ASSERTS.match(shown, after))
            is_person = bool(cited) and (is_person or is_pair or (is_published and reports))
        people = tuple(self._person(*span) for span in spans)
        joined = shown[start : spans[-1][0]]
        return Mention(
            people=people,
            others=others,
            start=people[0].start,
            end=self._place(end - 1) + 1,
            sentence=sentence,
            has_citation=self._cites(self._sentences[sentence], stop),
            cited=cited,
            tie=tie,
            dates=tuple(dates),
            reports=reports,
            is_sure=is_sure,
            is_person=is_person,
            is_bare=is_bare,
            is_parted=bool(_NO_SUBJECT.search(shown, max(0, start - 14), start)),
            is_listed="," in joined or "，" in joined or (others == "et al" and len(people) > 1),
            is_reference=is_reference,
        )

    def _dated(self, found: re.Match[str], dating: Dating, group: str = "year") -> Dated:
        start, end = found.span(group)
        return Dated(int(found[group]), self._place(start), self._place(end - 1) + 1, dating)

    def _year_before(self, start: int, sentence: int) -> Dated | None:
        """Return the year that opens the clause of a name: `2003年，Murphy等`, `In 2003, Murphy et al.`."""
        floor = max(self._sentences[sentence], start - 48)
        found = _YEAR_BEFORE.search(self.shown[floor:start])
        if not found:
            return None
        lead = found["lead"]
        is_named = bool(re.search(r"\s(?:by|of|from)\s$", found[0]))
        is_opening = floor + found.start() <= self._sentences[sentence] or _CLAUSE_STARTS.search(
            self.shown[floor : floor + found.start()]
        )
        if (lead and lead not in "到至") or not (is_named or is_opening):
            return None
        first, last = found.span("year")
        dating: Dating = "begun" if lead else "likely"
        return Dated(int(found["year"]), self._place(floor + first), self._place(floor + last - 1) + 1, dating)

    def _alone(self, mention: Mention) -> Mention:
        """Tie a mention that is the only one of its sentence to what stands further on in it."""
        end = self._sentence_end(mention.sentence)
        start = self._shown_offset(mention.end)
        ahead = self._clusters(start, end)
        cited, tie = mention.cited, mention.tie
        is_tied = mention.reports or mention.dates or mention.is_bare
        if not cited and ahead and is_tied and (mention.others == "et al" or mention.is_person or mention.is_bare):
            place = self._cited[ahead[0]]
            if not mention.is_parted and not is_parted(self.shown[start:place]):
                run = _CITATIONS.match(self.shown, place)
                assert run is not None
                cited, tie = self._clusters(run.start(), run.end()), "later"
        dates = mention.dates
        sentence_start = self._sentences[mention.sentence]
        if cited and set(self._clusters(sentence_start, end)) == set(cited):
            for found in _PUBLISHED_IN.finditer(self.shown, start, end):
                group = next(name for name in ("year", "english", "own") if found[name])
                date = self._dated(found, "published", group)
                dates = (*(other for other in dates if other.start != date.start), date)
        between = self.shown[start : self._cited[cited[0]]] if tie == "later" else ""
        is_far = bool(_SINCE_THEN.search(between)) or (mention.is_bare and bool(_CLAUSE.search(between)))
        is_person = mention.is_person and not is_far
        return replace(mention, cited=cited, tie=tie, dates=dates, is_person=is_person)

    def _shown_offset(self, place: int) -> int:
        stretch = bisect_right(self._text_at, max(0, place - 1)) - 1
        return self._shown_at[stretch] + place - self._text_at[stretch]


def is_parted(text: str) -> bool:
    """Return whether the words between a name and a citation show that the citation is of another work."""
    return bool(_BROKEN_TIE.search(text))


def has_colleagues(text: str) -> int:
    """Return how many characters behind a name say that it has colleagues, `and co-workers` or 及其同事, or 0."""
    found = _COLLEAGUES.match(text)
    return found.end() if found else 0


def is_made_up(name: str) -> bool:
    """Return whether a name is written as abbreviations and trade names are: `WHO`, `GraphPad`."""
    return bool(_MADE_UP.search(name))


def without_initials(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a name without the initials that may stand behind the surname: `Zhang S`, `Murphy JM`."""
    while len(words) > 1 and len(words[-1].strip(".")) < 4 and words[-1].isupper() and not words[0].isupper():
        words = words[:-1]
    return words


def _dated_anew(date: Dated, dating: Dating) -> Dated:
    return Dated(date.year, date.start, date.end, dating)


def _is_name(words: Sequence[str], *, is_et_al: bool) -> bool:
    """Return whether words can be a surname or a whole name: the last is no initial, and none is one that never is."""
    words = without_initials(words)
    if not words or len(words[-1].strip(".")) < 2:
        return False
    if any(word in _OPENERS for word in words):
        return False
    return is_et_al or not any(word in _NEVER for word in words)
