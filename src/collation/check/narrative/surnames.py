"""Chinese surnames and how pinyin writes them: what begins a Chinese name, and whether two scripts name one person."""

from __future__ import annotations

from collections.abc import Mapping

_BY_PINYIN = """
ai 艾; an 安; bai 白 柏; bao 包 鲍; bi 毕; bian 卞 边; cai/tsai/choi 蔡; cao 曹; cen 岑; chai 柴; chang 常;
chen/chan/tan 陈; chen 谌; cheng 程 成; chi 池 迟; chu 储 褚 楚; cui 崔; dai 戴 代; deng/teng/tang 邓; di 狄;
diao 刁; ding 丁; dong 董; dou 窦; du 杜; duan 段; fan 范 樊; fang 方 房; fei 费; feng/fung 冯; feng 封 丰;
fu 付 傅 符; gan 甘; gao 高; ge 葛 戈; geng 耿; gong 龚 宫 巩; gou 苟; gu 顾 古 谷; guan 关 管; gui 桂;
guo/kuo/kwok 郭; han 韩; hang 杭; hao 郝; he/ho 何; he 贺 赫; heng 衡; hong 洪; hou 侯; hu 胡 扈; hua 华 花;
huang/wong/hwang 黄; huo 霍; ji 季 纪 吉 姬 嵇 计; jia 贾; jian 简; jiang/chiang/kong 江 蒋 姜; jiao 焦;
jin 金 靳 晋; jing 景 荆 井; ju 鞠; kang 康; ke 柯; kong 孔; kuang 匡 邝; lai 赖; lan 兰 蓝; lang 郎; lei 雷;
leng 冷; li/lee 李; li 黎 厉 栗 励; lian 连 廉; liang/leung 梁; liao 廖; lin/lam/lim 林; lin 蔺; ling 凌; liu/lau 刘;
liu 柳; long 龙; lou 娄 楼; lu/lo 卢; lu 陆 鲁 路 禄; lv/lu/lyu/lui 吕; luo/lo 罗; luo 骆; ma 马 麻; mai 麦; man 满;
mao 毛 茅; mei 梅; meng 孟 蒙; mi 米; miao 苗 缪; min 闵; mo 莫; mou 牟; mu 穆 慕; ni 倪; nie 聂; ning 宁; niu 牛 钮;
ou 欧; ouyang 欧阳; pan 潘; pang 庞; pei 裴; peng 彭; pi 皮; ping 平; pu 蒲 浦; qi 戚 齐 祁 漆; qian 钱; qiang 强;
qiao 乔; qin 秦 覃; qiu 邱 丘 裘 仇; qu 屈 曲 瞿; quan 权 全; ran 冉; rao 饶; ren 任; rong 荣 容 戎; ruan 阮;
sang 桑; sha 沙; shan/dan 单; shan 山; shang 尚 商; shangguan 上官; shao 邵; shen 沈 申; sheng 盛;
shi 石 史 施 师 时; shu 舒 束; si 司; sima 司马; situ 司徒; song 宋; su/so 苏; su 宿; sui 隋; sun 孙; tai 邰;
tan 谭 谈 檀; tang 唐 汤; tao 陶; teng 滕; tian 田; tong 童 佟 仝; tu 涂 屠; wan 万; wang/wong 王 汪; wei 魏 韦 卫;
wen 温 文 闻; weng 翁; wu/ng 吴; wu 武 伍 邬 巫; xi 席 奚 习; xia 夏; xian 冼 鲜; xiang 向 项 相; xiao 肖 萧;
xie/hsieh/tse 谢; xie 解; xin 辛; xing 邢 幸; xiong 熊; xu/hsu/hui 徐 许; xu 胥; xuan 宣; xue/hsueh 薛;
yan 严 颜 阎 闫 燕 晏 鄢; yang/yeung 杨; yang 阳 羊; yao 姚; ye/yeh/yip 叶; yi 易 伊; yin 尹 殷 印; ying 应; yong 雍;
you 尤 游; yu/yee 于 余; yu 俞 喻 虞 郁 禹; yuan 袁 苑 原; yue 岳 乐; yun 云; zang 臧; zeng/tseng/tsang 曾; zha 查;
zhai 翟; zhan 詹 占 湛; zhang/chang/cheung 张; zhang 章; zhao/chao/chiu 赵; zhen 甄; zheng/cheng/cheung/tay 郑;
zhong/chung 钟; zhong 仲; zhou/chou/chow/chau 周; zhu/chu 朱; zhu 祝 诸 竺; zhuang 庄; zhuge 诸葛; zhuo 卓; zong 宗;
zou 邹; zu 祖; zuo 左
"""

PINYIN: Mapping[str, frozenset[str]] = {
    surname: frozenset(spellings.split("/"))
    for group in _BY_PINYIN.split(";")
    for spellings, *surnames in [group.split()]
    for surname in surnames
}
"""How each surname is written in Latin letters, in lower case: in pinyin without tones, and in what else is common."""


def surname(name: str) -> str:
    """Return the surname with which a name in Han characters begins, or "" where it is none that is common."""
    return next((name[:length] for length in (2, 1) if name[:length] in PINYIN), "")
