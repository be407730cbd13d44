"""Chinese names: what looks like one in a sentence, and how Latin letters write the surname.

A sentence has no blanks between its words, and half of the surnames are words too: 高糖, 白细胞, 温州.  A surname is
therefore not enough: what follows it must be written with characters of given names, and the whole be no known word.
"""

from __future__ import annotations

import re

from collation.chinese import COMMON_SURNAMES, COMPOUND_SURNAMES, PINYIN


def words(text: str) -> list[str]:
    """Return the words of a list that is long: one word after the other is how it is read and mended."""
    return text.split()


_COMPOUND = COMPOUND_SURNAMES - frozenset(words("东方 南宫 西门 第五 百里 单于 太史 南门 东郭 司空 鲜于 长孙"))
"""The surnames of two characters that are no words."""

_NO_WORDS = frozenset(
    "王李张刘陈杨赵吴周徐孙朱胡郭何罗郑梁谢宋许韩冯邓曹彭曾肖萧董袁潘蒋蔡杜程魏吕丁任沈姚卢姜崔谭陆汪范廖"
    "贾付邹孟熊秦邱尹薛闫段侯贺顾郝龚邵覃赖钱張劉陳楊趙吳孫鄭謝許韓馮鄧蔣魏呂盧譚陸賈鄒顧龔錢"
)
"""Surnames with which few words begin."""

_GIVEN = frozenset(
    "伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰萍红梅琳倩雪颖莹琪瑶瑞欣佳怡嘉慧婷雅琴菲菁蓉莉薇茜蕾燕晶妍岚"
    "婕馨媛淑惠珍珠翠凤洁云莲真环荣爱妹香月莺艺咏卿聪澜纯悦昭冰爽琬茗羽希飘育滢馥筠柔竹霭凝晓欢霄枫芸菊寒伊亚宜姬舒荔"
    "思秋苑婵彩毅俊峰健世广志义兴良海山仁波贵福生龙元胜祥才武新利清飞彬富顺信昌成康星光达安岩中茂进林坚彪博诚先敬震振"
    "壮群豪邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固轮翰朗伯宏鸣朋斌梁栋维启克伦翔旭鹏泽晨辰建致树德泰盛雄琛钧冠策"
    "腾楠榕风航弘国文东宇轩皓晖辉昊昕曦煜烨炜焕炳烁勋勤劲励劼勉卫韬恒恺恩悠惟愉懿春夏景晋智暄暖曼朔朝彤彦徐忠忱念怀恬"
    "恭悟悌慈慎戈扬扶抒拓挺捷森植楚榆榛槐樱欧歌正殊永汉沁沙沛治沼泉泓泊泳泾洛津洪浚润涵淇淋淳淼深渊渝温湘湛源溪滨漫漪"
    "潇潮澄炫烈然煊熙熹燃牧特献玄玟玥玫玮玲珂珊珏珑珩班琅琢琦琨琰琼瑄瑛瑜瑾璇璋璐璞璟璧瓒甫申畅百皎盈睿瞻矜石硕磬礼社"
    "祎祖祯祺禄禹秉秦程稳立竞章端笑笛筱箫粤紫纪纬纳绘络绮综绿缘缨罡羿翀翊翌耀耘聿胤臻舟艾芃芊芝芬芮芷苒苗茵茹荃荟莎莱"
    "菡菱萌萱葆葳蒙蓓蓝蔚蔓蕊蕙藜藻虎虹融衍衡觉詠誉誠诗语诺谊谋谨谷贝贞贤贻赫越跃路轶辛远迪迎逸逊遥邑郁郎金鉴钊钢钦钰"
    "铁铃铎铭银铮锋锐锦锴闯闻阔阳陆隆雁雯雨霁霏霖露靖韵韶顶颂颉颜飒骁骏骐驰骥高魁鲁鲲鸿鹃鹤麒麟黎齐龄仪仲佑佩侃依俭修"
    "倡偲傲儒允冉凌凡凯劭千卓南叶吉君周唯嗣坤垚城培基堂堃塬增境壬太奎奕奥好妙妤妮妲姗姝姣娅娇娴婉婧媚嫣嬿存孝宁守宝宣"
    "宪宾寅寿尊少尚尧展屹岑岗岭岳峥峻崇嵘嵩川巍巧己帅帆席幸庚庭廷弛张剑宸梓盼萧骋臣喆妞桐桦楷榮鑫洲"
)
"""Characters that given names are written with."""

_WORDS = frozenset(
    words("""
高明 高峰 高洁 高雅 高兴 高强 高远 高超 高清 高山 高阳 高龄 高平 高安 高雄 高亮 高达 高温 高新 高中 高贵 高尚 高林
白云 白雪 白华 白洁 白玉 白兰 白银 白山 白城 白菊 白金 白芷 白虎 白沙 白香 白云山 温泉 温江 温良 温文 温暖 温柔
温岭 方明 方正 方志 方成 方山 方城 方言 常明 常宁 常德 常春 常平 常山 时光 时辰 时新 时宜 向东 向阳 向明 向南 向海
关东 关山 关爱 关中 金华 金山 金星 金玉 金城 金昌 金秋 金光 金刚 金沙 金石 金银 金龙 石林 石英 石岩 石泉 石城
石景山 石河 马龙 马山 马来 牛津 安康 安宁 安静 安庆 安阳 安平 安国 安岳 安东 安达 安龙 安卓 安贞 安顺 康平 康健
康宁 康乐 康德 成华 成龙 成立 成功 成才 全军 全国 全文 全民 全新 全景 全南 单元 边城 连云 连江 连平 连城 连山 连南
华东 华南 华中 华山 华宁 华阳 华夏 华安 华润 华盛 华语 华海 华兴 江南 江东 江山 江宁 江津 江川 江华 江永 江城 江河
江海 江汉 云南 云龙 云阳 云霞 云林 云海 平安 平江 平阳 平昌 平静 平生 平民 平顺 平山 平武 平南 应城 应景 乐山 乐平
乐清 乐安 乐昌 燕山 原平 原阳 原生 阳春 阳光 阳泉 阳山 阳新 阳城 阳江 阳朔 山东 山阳 田林 田东 田阳 黄山 黄河 黄海
黄石 黄岩 黄梅 黄龙 黄平 黄金 黄江 蓝光 雷达 雷山 钟山 钟祥 龙江 龙华 龙岩 龙南 龙泉 龙山 龙川 龙海 龙胜 梅江 桂林
桂平 桂东 桂阳 桂枝 桂香 柳江 柳城 柳林 景德 景东 景宁 景泰 景洪 景德镇 荣昌 荣成 荣誉 宁波 宁国 宁海 宁德 宁安
宁强 宁明 宁静 宁夏 宁远 万宁 万山 万安 文山 文昌 文明 文成 文安 文献 文华 文言 文学 武汉 武昌 武宁 武平 武安 武功
武山 武清 武义 丰城 丰富 丰顺 古诗 古典 古城 洪江 洪雅 鲁山 鲁南 满城 满月 蒙山 蒙城 浦江 浦东 浦城 齐河 齐鲁 祁东
祁阳 曲江 曲阳 曲靖 曲松 沙洋 商南 商城 商洛 尚志 沈阳 盛世 吉林 吉安 吉利 吉祥 罗平 罗江 罗山 罗城 徐闻 许昌 兰溪
岳阳 汉中 韩城 韩国 余江 房山 卫辉 卫星 卫生 项城 霍山 霍城 宣城 宣恩 宣武 宣言 舒城 和龙 晋江 晋宁 晋城 晋中 孟津
叶城 张江 章程 宋元 唐山 夏津 秦岭 秦汉 楚雄 毛利 米兰 米泉 麦克 严谨 严寒 常温 钱江 史学 史诗 师生 艾叶 伍德 祝福
单纯 花生 柏林 居民 简明 冷静 梁山 陶艺 陶然 余生 谷歌 谷安 甘露 甘南 甘泉 巫山 巫溪 麻城 麻江 凌晨 凌云 终南山
幸福 强健 强烈 权利 荣光 时珍 王国 王朝 杜仲 魏晋 吕梁 邵阳 邵武 邵东 彭泽 汪清 汪洋 吴江 吴忠 吴川 吴中 周宁 梁平 萧山
卢龙 秦安 贺兰 陈旧 丁香 陆军
杨梅 杜鹃 杨柳 罗汉 朱红 胡杨 孙中山 徐长卿 高良姜 万艾可 金银花
""")
)
"""Words, places and firms that look like a name."""

_ANCIENTS = frozenset(
    words("""
张仲景 孙思邈 李时珍 王清任 叶天士 吴鞠通 朱丹溪 朱震亨 李东垣 李杲 刘完素 张子和 张从正 张景岳 张介宾 傅青主 傅山
王叔和 皇甫谧 葛洪 陶弘景 巢元方 钱乙 陈自明 王焘 薛己 薛立斋 喻昌 吴谦 吴师机 吴尚先 王肯堂 赵献可 程国彭 徐大椿
徐灵胎 唐容川 张锡纯 王冰 成无己 陈修园 柯琴 尤怡 汪昂 龚廷贤 李中梓 缪希雍 赵学敏 王好古 罗天益 宋慈 杨继洲 钱秀昌
胡廷光 陈实功 林珮琴 沈金鳌 陈士铎 王惟一 陈言 陈无择 严用和 杨士瀛 刘河间 许叔微 庞安时 朱肱 司马迁 华佗
""")
)
"""Physicians of old, whose words are cited from a modern edition or a textbook."""

_TRANSLITERATED = frozenset(
    "斯特尔克兰顿森伯格曼德罗马利丁安文恩林里奇卡巴拉布莱维普夫瓦索达诺多纳尼塔雷西亚生密威杰弗赫姆沃珊妮娜莎"
)
"""Characters that foreign names are written with too."""

_ONLY_HAN = re.compile(r"[\u3400-\u9fff]+")


def surname(name: str) -> str:
    """Return the surname with which a name in Han characters begins, or "" where it is none that is common."""
    if name[:2] in _COMPOUND:
        return name[:2]
    return name[:1] if name[:1] in PINYIN else ""


def is_whole_name(text: str) -> bool:
    """Return whether a text looks like a Chinese person's whole name and like nothing else: 周平, 欧阳修, no 高糖."""
    family = surname(text)
    given = text[len(family) :]
    is_short = len(text) < 3 and family not in _NO_WORDS
    return not is_short and is_likely_name(text) and (len(family) > 1 or _GIVEN.issuperset(given))


def is_likely_name(text: str) -> bool:
    """Return whether a text is a name if 等报道 follows it: a surname alone, or one character is a rare one."""
    family = surname(text)
    given = text[len(family) :]
    is_word = bool({text, text[:2]} & _WORDS) or text in _ANCIENTS
    if not family or len(given) > 2 or is_word or not _ONLY_HAN.fullmatch(text):
        return False
    is_rare = len(given) == 2 and family in COMMON_SURNAMES and not _GIVEN.isdisjoint(given)
    return not given or len(family) > 1 or is_rare or _GIVEN.issuperset(given)


def is_foreign(text: str) -> bool:
    """Return whether a name in Han characters may be a foreign one that was transliterated: 安德森, 墨菲."""
    return not is_whole_name(text) or not _TRANSLITERATED.isdisjoint(text)
