"""Chinese names: how they look in characters, and how Latin letters write the surname.

The surnames are those that are common in China; of a rare one nothing is concluded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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

_BY_PINYIN = """
ai 艾; an 安; bai 白 柏; bao 包 鲍; bi 毕; bian 卞 边; cai/tsai/choi 蔡; cao 曹; cen 岑; chai 柴; chang 常;
chen/chan/tan 陈; chen 谌; cheng 程 成; chi 池 迟; chu 储 褚 楚; cui 崔; dai 戴 代; deng/teng/tang 邓; di 狄;
diao 刁; ding 丁; dong 董; dou 窦; du 杜; duan 段; fan 范 樊; fang 方 房; fei 费; feng/fung 冯; feng 封 丰;
fu 付 傅 符; xiahou 夏侯; huangfu 皇甫; murong 慕容; linghu 令狐; yuwen 宇文; yuchi 尉迟; gongsun 公孙;
duanmu 端木; gan 甘; gao 高; ge 葛 戈; geng 耿; gong 龚 宫 巩; gou 苟; gu 顾 古 谷; guan 关 管; gui 桂;
guo/kuo/kwok 郭; han 韩; hang 杭; hao 郝; he/ho 何; he 贺 赫; heng 衡; hong 洪; hou 侯; hu 胡 扈; hua 华 花;
huang/wong/hwang 黄; huo 霍; ji 季 纪 吉 姬 嵇 计; jia 贾; jian 简; jiang/chiang/kong 江 蒋 姜; jiao 焦;
jin 金 靳 晋; jing 景 荆 井; ju 鞠; kang 康; ke 柯; kong 孔; kuang 匡 邝; lai 赖; lan 兰 蓝; lang 郎; lei 雷;
leng 冷; li/lee 李; li 黎 厉 栗 励; lian 连 廉; liang/leung 梁; liao 廖; lin/lam/lim 林; lin 蔺; ling 凌;
liu/lau 刘; liu 柳; long 龙; lou 娄 楼; lu/lo 卢; lu 陆 鲁 路 禄; lv/lu/lyu/lui 吕; luo/lo 罗; luo 骆; ma 马 麻;
mai 麦; man 满; mao 毛 茅; mei 梅; meng 孟 蒙; mi 米; miao 苗 缪; min 闵; mo 莫; mou 牟; mu 穆 慕; ni 倪; nie 聂;
ning 宁; niu 牛 钮; ou 欧; ouyang/auyeung/owyang 欧阳; pan 潘; pang 庞; pei 裴; peng 彭; pi 皮; ping 平; pu 蒲 浦;
qi 戚 齐 祁 漆; qian 钱; qiang 强; qiao 乔; qin 秦 覃; qiu 邱 丘 裘 仇; qu 屈 曲 瞿; quan 权 全; ran 冉; rao 饶;
ren 任; rong 荣 容 戎; ruan 阮; sang 桑; sha 沙; shan/dan 单; shan 山; shang 尚 商; shangguan 上官; shao 邵;
shen 沈 申; sheng 盛; shi 石 史 施 师 时; shu 舒 束; si 司; sima 司马; situ 司徒; song 宋; su/so 苏; su 宿; sui 隋;
sun 孙; tai 邰; tan 谭 谈 檀; tang 唐 汤; tao 陶; teng 滕; tian 田; tong 童 佟 仝; tu 涂 屠; wan 万;
wang/wong 王 汪; wei 魏 韦 卫; wen 温 文 闻; weng 翁; wu/ng 吴; wu 武 伍 邬 巫; xi 席 奚 习; xia 夏; xian 冼 鲜;
xiang 向 项 相; xiao 肖 萧; xie/hsieh/tse 谢; xie 解; xin 辛; xing 邢 幸; xiong 熊; xu/hsu/hui 徐 许; xu 胥;
xuan 宣; xue/hsueh 薛; yan 严 颜 阎 闫 燕 晏 鄢; yang/yeung 杨; yang 阳 羊; yao 姚; ye/yeh/yip 叶; yi 易 伊;
yin 尹 殷 印; ying 应; yong 雍; you 尤 游; yu/yee 于 余; yu 俞 喻 虞 郁 禹; yuan 袁 苑 原; yue 岳 乐; yun 云;
zang 臧; zeng/tseng/tsang 曾; zha 查; zhai 翟; zhan 詹 占 湛; zhang/chang/cheung 张; zhang 章; zhao/chao/chiu 赵;
zhen 甄; zheng/cheng/cheung/tay 郑; zhong/chung 钟; zhong 仲; zhou/chou/chow/chau 周; zhu/chu 朱; zhu 祝 诸 竺;
zhuang 庄; zhuge 诸葛; zhuo 卓; zong 宗; zou 邹; zu 祖; zuo 左
"""

_ELSEWHERE = """
丁 ting jung dinh; 万 man; 任 jen yam im lim nham; 何 ha; 余 yee yeo; 侯 hau hou; 俞 yoo; 全 jeon chun jun;
冯 phung; 刘 yoo ryu luu low; 卓 cho toh; 卜 pu; 卢 lo roh noh no; 史 sze shih sa; 叶 yap diep; 吕 lui yeo lu;
吴 ng goh oh ngo; 周 chow chau joo chu; 唐 tong dang; 姚 yiu yeo; 姜 kang chiang; 孔 kung hung;
孙 suen son sohn ton; 孟 maeng; 安 ahn; 宋 sung tong; 尹 wan yoon yun doan; 崔 choi choe chui tsui thoi; 左 tso;
庄 chong chng; 庞 pong; 康 hong kang; 张 jang teo tiong truong cheong; 彭 pang; 徐 tsui seo suh chee tu;
戴 tai doi; 文 man moon mun van; 方 fong bang phuong; 施 sze see shih; 曹 tso tsao cho tao tho; 曾 chan tang;
朱 joo ju choo chu; 李 lee yi rhee ly lei; 杜 to tu do toh; 杨 yang yeo yong duong; 林 rim im lam; 柯 ko or;
柳 yoo ryu yu; 梁 yang ryang luong neo; 武 vu vo mo; 毛 mo; 江 kong chiang kang giang; 汪 uong;
沈 sum shum shim sim tham; 洪 hung ang; 温 wan; 潘 poon pun ban phan; 熊 hung; 牛 ngau; 王 ong vuong heng;
田 tin tien jeon chun; 甄 yan chen; 白 pak baek paik back pai; 石 shek shih suk seok thach; 祝 chu; 程 ching chen;
章 chang cheung; 简 kan; 翁 yung; 翟 chak chai; 胡 wu oh ho; 苏 soo to; 范 pham bum; 莫 mok mac; 蒋 cheung;
董 tung dong; 蔡 choy tsoi chua chai thai; 薛 sit seol; 裴 bae pae bui; 袁 yuen won vien;
许 hui koh heo hur huh hua; 谢 tse chia ta tze sa; 谭 tam tan dam; 贾 ka kar chia; 赖 lye; 赵 chiu jo cho trieu;
连 lien; 邓 tang teng dang deung; 邱 yau chiu khoo koo; 邹 chow tsou; 郑 cheng jeong jung chung tay trinh;
郭 kwak kwok kuo quach quek; 金 kim gim chin kam; 钟 chung cheong; 钱 chin chien; 阮 yuen nguyen; 陆 luk loke;
陈 chin jin tran chun; 雷 lui loi; 韩 han hon; 顾 koo ku; 马 mah; 高 ko koh kao go cao; 魏 ngai wi wei;
黄 wong ng ooi hwang hoang huynh vong oei; 黎 lai le; 龙 lung loong; 龚 kung; 罗 lo law na ra nah la; 关 kwan kuan;
严 yim eom um; 成 sung seong; 申 shin; 南 nam; 夏 ha; 秦 chin jin; 麦 mak; 伍 ng
"""
"""How surnames are written in Hong Kong, Taiwan, Singapore, Korea and Vietnam, where that is another spelling."""

_TRADITIONAL = dict(
    zip(
        "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蔣葉蘇魏呂盧鍾譚陸賈鄒龍顧龔萬錢嚴湯羅蕭歐閻範倫賴莊華齊龐關塗駱簡寧溫"
        "龎樂聶魯鮑賀單費項畢覃紀邊衛",
        "张刘陈杨黄赵吴孙马郑谢许韩冯邓蒋叶苏魏吕卢钟谭陆贾邹龙顾龚万钱严汤罗萧欧阎范伦赖庄华齐庞关涂骆简宁温"
        "庞乐聂鲁鲍贺单费项毕覃纪边卫",
        strict=True,
    )
)


def _spellings() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in _BY_PINYIN.split(";"):
        spellings, *surnames = group.split()
        for surname in surnames:
            found[surname] = found.get(surname, frozenset()) | frozenset(spellings.split("/"))
    for group in _ELSEWHERE.split(";"):
        surname, *others = group.split()
        found[surname] = found.get(surname, frozenset()) | frozenset(others)
    return found | {form: found[plain] for form, plain in _TRADITIONAL.items() if plain in found}


PINYIN: Mapping[str, frozenset[str]] = _spellings()
"""How each surname is written in Latin letters, in lower case: in pinyin without tones, and in what else is common."""

IN_PINYIN = frozenset(group.split()[0].split("/")[0] for group in _BY_PINYIN.split(";"))
"""The surnames in pinyin alone."""


def surname_length(text: str) -> int:
    """Return how many characters of a text are a Chinese family name: 0, 1 or 2."""
    if text[:2] in COMPOUND_SURNAMES:
        return 2
    return int(text[:1] in SURNAMES)


def is_full_name(text: str) -> bool:
    """Return whether a text of characters is a family name and a given name of one or two characters."""
    length = surname_length(text)
    return bool(length and ONLY_HAN.fullmatch(text)) and 1 <= len(text) - length <= 2


def split_name(text: str) -> tuple[str, str] | None:
    """Return the family name and the given name of a Chinese person's whole name, or None where it cannot be told.

    It can be told of a common family name of one or two characters with one or two after it; 陈方安生, 山中伸弥 and
    阿不都·肉孜 are another matter.
    """
    if not is_full_name(text):
        return None
    length = surname_length(text)
    return text[:length], text[length:]
