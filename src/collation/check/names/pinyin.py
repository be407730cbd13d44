"""How the names of East Asia look in Latin letters.

The surnames are common ones; of any other nothing is concluded.
"""

import re
from collections.abc import Sequence

from collation.check.names.given import may_be_given

_CHINESE = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han "
    "feng deng cao peng zeng xiao tian dong yuan pan jiang cai yu du ye cheng su wei lu lv ding ren shen yao cui zhong "
    "tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin xue yan duan lei hou long tao gu mao hao gong "
    "shao wan qian dai mo kong xiang chang wen kang niu ge xing qi yi qiao pang ni zhuang nie yue zhai zhan geng guan "
    "zuo gan bao ning ruan mei tong ling bi pei huo tu miao sheng qu ouyang sima zhuge shangguan situ xiahou huangfu"
)
CHINESE_SURNAMES = frozenset(_CHINESE.split())
"""Chinese family names in small letters, without tones."""

_ELSEWHERE = (
    # rarer Chinese ones
    "ji ou chai ke shu sang chi che chu zang bian rong ai an mu pu "
    # Cantonese, Hokkien, and Wade and Giles'
    "chan wong cheung leung lam ng kwok lau chow yip tse tsang fung yuen kwan mak poon tam yeung lee hsu hsieh tsai "
    "kuo tseng yeh chou chiang chu chung chao chuang hung hsiao teng kung shih tsao tien yen tsui lui siu lim goh ong "
    "teo koh chua "
    # Korean
    "kim park choi choe jung jeong kang cho yoon yun jang im oh seo shin kwon hwang ahn yoo jeon ko moon son bae baek "
    "heo nam noh roh ryu min sohn cha joo koo woo bang hong byun yeo chun kwak "
    # Vietnamese
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh truong ha luong mai dao"
)
SURNAMES = CHINESE_SURNAMES | frozenset(_ELSEWHERE.split())
"""Family names of China, Korea and Vietnam in small letters, in any romanization."""

_VIETNAMESE = "nguyen nguyễn tran trần pham phạm hoang hoàng huynh huỳnh phan truong trương"
VIETNAMESE_SURNAMES = frozenset(_VIETNAMESE.split())
"""Vietnamese family names in small letters that are no word of another language's names."""

_SELDOM = "wang zhang liu zhou sun ma zhu hu guo huang gao luo xie deng cao cai hou xu"
NEVER_GIVEN = frozenset(_SELDOM.split())
"""Family names of the most common ones that are hardly ever all of a given name, as Wei, Li and Yang are."""

_MOST_COMMON = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han "
    "feng deng cao peng zeng xiao tian dong yuan pan jiang cai du cheng wei lu lv ding ren shen yao qian cui zhong fan "
    "jin liao jia xia fu fang bai zou meng xiong qin qiu shi hou"
)
MOST_COMMON = frozenset(_MOST_COMMON.split())
"""Family names so frequent that a name of two syllables that begins with one likely has it there."""

_MORE = "li chen yang zhao wu zheng liang zeng peng"
NOWHERE_GIVEN = NEVER_GIVEN | frozenset(_MORE.split())
"""Frequent Chinese family names that are hardly a given name outside China, as Ren, Jin and Lin are."""

_KOREAN = "kim park lee choi jung jeong kang cho yoon jang"
KOREAN_SURNAMES = frozenset(_KOREAN.split())
"""The most frequent Korean family names."""

_LAST = "kim lee park choi wong chan nguyen tran ami ari on roy ann"
_NEVER_LAST = frozenset(_LAST.split())
_FIRST = "al el ben bar bin abu ibn abd van von del le de la di da mc san st"
_NEVER_FIRST = frozenset(_FIRST.split())
"""Halves of hyphenated surnames: Kim Ben-Ami, Lee Smith-Park."""

_OF_THE_WEST = "moran duran dugan langan manning fanning banning canning channing lanning"
_WESTERN = frozenset(_OF_THE_WEST.split())
"""Surnames of the West that might be two syllables of pinyin."""

_FINALS = (
    "b:a ai an ang ao ei en eng i ian iao ie in ing o u|p:an ang ei en eng i ian iao in ing u|"
    "m:an ang ao ei en eng i ian iao in ing o u|f:an ang ei en eng u|d:a ai an ang ao i ian iao ing ong u uan un uo|"
    "t:ai an ang ao eng i ian iao ie ing ong u uan|n:a ai an i ian ing iu ong uo ü|"
    "l:a ai an ang ao e ei i ian iang iao ie in ing iu ong u un uo ü v|g:ai an ang ao e eng ong u uan uang ui uo|"
    "k:ai an ang e ong uan uang un uo|h:ai an ang ao e eng ong u ua uai uan uang ui un uo|"
    "j:i ia ian iang iao ie in ing iong iu u uan ue un|q:i ian iang iao ie in ing iong iu u uan ue un|"
    "x:i ia ian iang iao ie in ing iong iu u uan ue un|zh:an ang ao e en eng i ong ou u uan uang un uo|"
    "ch:ang ao e en eng i ong u uan uang un|sh:an ang ao en eng i ou u uai uan uang un uo|r:an en ong ou u ui un uo|"
    "z:e eng i ong u|c:ai an ang e eng ong ui un|s:ai an ang en ha i ong u ui un|"
    "y:a an ang ao e i in ing ong ou u uan ue un|"
    "w:an ang ei en u|:ai an ang ao en er"
)
_SYLLABLES = (
    initial + final
    for group in _FINALS.split("|")
    for initial, _, finals in (group.partition(":"),)
    for final in finals.split()
)
_SYLLABLE = f"(?:{'|'.join(sorted(_SYLLABLES, key=len, reverse=True))})"
_TWO_SYLLABLES = re.compile(rf"{_SYLLABLE}[-'’]?{_SYLLABLE}")
_HYPHENATED_PINYIN = re.compile(rf"{_SYLLABLE}[-‐]{_SYLLABLE}")
_ONE_SYLLABLE = re.compile(_SYLLABLE)
"""The syllables of pinyin that stand in names."""

_ANY_SYLLABLE = (
    "(?:[bcdfghjklmnprstwyz]|ch|sh|hs|ts|tz|kw|gw)?"
    "(?:ae|ai|ao|au|eo|eu|ei|ia|ie|io|iu|oi|oo|ou|ua|ue|ui|uo|yo|uen|ueh|uan|ien|ieh|[aeiou])(?:ng|[hkmnptl])?"
)
_WITH_HYPHEN = re.compile(rf"({_ANY_SYLLABLE})[-‐]({_ANY_SYLLABLE})")


def are_syllables(words: Sequence[str]) -> bool:
    """Return whether each word is one syllable of pinyin."""
    return all(_ONE_SYLLABLE.fullmatch(word.lower()) for word in words)


def is_hyphenated_given(word: str) -> bool:
    """Return whether a word in small letters is a given name of China or Korea with a hyphen, in any romanization."""
    halves = _WITH_HYPHEN.fullmatch(word)
    if halves is None:
        return bool(_HYPHENATED_PINYIN.fullmatch(word))
    return halves[1] not in _NEVER_FIRST and halves[2] not in _NEVER_LAST


def is_pinyin_given(word: str) -> bool:
    """Return whether a word in small letters is a given name of two syllables of pinyin, and no surname."""
    if len(word) < 5 or word in CHINESE_SURNAMES | _WESTERN or may_be_given(word.title()):
        return False
    return not _ONE_SYLLABLE.fullmatch(word) and bool(_TWO_SYLLABLES.fullmatch(word))
