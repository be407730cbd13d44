"""How Chinese names look in characters.

The surnames are those that are common in China; of a rare one nothing is concluded.
"""

import re

COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
"""The family names that most people in China bear, of one character."""

SURNAMES = COMMON_SURNAMES | frozenset(
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成"
    "苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀"
    "郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋"
    "相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅"
    "利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蔣葉蘇魏呂盧鍾譚陸賈鄒龍"
    "顧龔萬錢嚴湯于洪赖賴阎閻荀桓郦逄竺庾濮郏贲蒯訾璩酆糜宓郗郤诸钮莘贡"
)
"""Family names of one character, rare ones and older forms too."""

_COMPOUND_SURNAMES = (
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 司空 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 轩辕 "
    "端木 百里 呼延 申屠 太史 澹台 濮阳 淳于 单于 闻人 钟离 鲜于 闾丘 公冶 宗政 赫连 拓跋 东郭 南门 西门 第五 "
    "完颜 纳兰 叶赫 耶律 万俟"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND_SURNAMES.split())
"""Family names of two characters."""

NEVER_GIVEN = frozenset("王李张刘陈黄赵吴周徐孙马胡郭罗郑谢许冯邓彭")
"""Frequent family names that are hardly ever a given name of one character, as 林 and 高 are."""

JAPANESE_FAMILY = re.compile(
    r"[\u3400-\u9fff][田川山野井口木本村中原島藤橋子沢谷上下崎部石森内岡瀬倉桥岛泽边冈濑仓滨尾浦水津宮倍]"
)
"""Two characters that are likely a Japanese family name."""

BODY = re.compile(
    r"学会|學會|协会|協會|委员会|委員會|研究组|研究组|学组|分会|编写组|协作组|工作组|专家组|课题组|联盟|医院|大学|研究所|研究院|出版社|"
    r"卫生部|总局|管理局|中心(?![\u4e00-\u9fff])|公司|基金会|联合会|共同体"
)
"""Characters that stand in the name of a body and in no person's."""

TITLE = re.compile(r"(?:副?主任)?医师|副?教授|博士|硕士|院士|副?研究员|主任|先生|女士|副?主编|编著|主审|译|编|著")
"""A degree, a title or a role as it is written after a Chinese name."""

GLUED_TITLE = re.compile(rf"(?:[\s,，~(（]+(?P<apart>{TITLE.pattern})|(?!.$)(?P<behind>{TITLE.pattern}))[)）]?$")
"""Such a word behind a name: 王强 编, 王强（教授）, 王强教授; without a space 编, 译 and 著 may belong to the name."""

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
ONLY_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
KANA = re.compile(r"[\u3040-\u30ff]")


def surname_length(text: str) -> int:
    """Return how many characters of a text are a Chinese family name: 0, 1 or 2."""
    if text[:2] in COMPOUND_SURNAMES:
        return 2
    return int(text[:1] in SURNAMES)


def is_full_name(text: str) -> bool:
    """Return whether a text of characters is a family name and a given name of one or two characters."""
    length = surname_length(text)
    return bool(length and ONLY_HAN.fullmatch(text)) and 1 <= len(text) - length <= 2
