"""Words that mean the same in tenders and offers, and kinds of which a text may have only some."""

from __future__ import annotations

import re
from functools import lru_cache

# Each row is one thing; a word of a requirement also stands where another of its row stands.
_ROWS = """
甲方 业主 采购方 客户 委托方 使用方 建设方 贵方 校方 院方 贵院 贵校 贵司 最终用户
乙方 供应商 供货方 服务商 厂商 厂家 承包商 卖方 我司 运营方 承建方 我方工程师
源代码 源码
人脸 面部 面容 脸
采集 拍摄 抓拍 拍
摄像头 相机 摄像机 镜头 camera
安全员 随车人员
高级工程师 高工
工程师 技术人员
操作员 操作工 操作人员
教师 老师 讲师
医生 医师 大夫
老人 长者 老年人 长辈
儿童 孩子 小孩 幼儿 小儿
学生 学员
人员 员工
编辑 修改 改题 编写
发现 报出 看见 发觉 察觉 查出 识别 检出 认出 判出
识别 认出 判出 认得 辨认 看出
查出 判出 检出 发现 测出 识别
移交 交付 给到 交给 移交给
交付 移交 给到 提交
上线 投用 投运 投入使用 启用 开通
供货 到货 发货 运到
对接 打通 连通 联通 集成 写回 互通 接通
导出 下载 另存
存放 装在 存储 保存 放在 留在 落在
留存 保留 存档 备份 留底
删除 销毁 清除 抹除 擦除
部署 装在 安装在 装进 跑在
gpu cuda 显卡 英伟达
处理器 芯片 cpu
驻场 派驻 常驻
团队 同事 人员
清洗 冲洗 水洗
断网 没网 无网 连不上 离线 脱网
离线 断网 没网 无网
外网 公网 互联网
机房 服务器
手机 移动端 小程序
大屏 屏幕 看板
报告 报表
告警 报警 预警 警报
报警 告警 警报
短信 手机信息
电梯 梯控
夜间 夜里 夜晚 晚上 夜班 凌晨
白天 日间 昼间
室外 户外 露天
室内 车间 屋内
冷库 冷冻 冻品 冻库
改造 施工 改建 改动
停产 停线 停工 停机 要停 全停 停了
停机 停线 停产 停工 要停 全停 停了
免费 不收钱 不收费 不另收
付款 付钱 结清 支付 预付款 定金 进度款
计费 收费 加收
培训 授课 讲课 上课 带教
维护 维保 运维 养护
维修 修理 检修
远程 在线
隐裂 裂纹
中断 停服 断线
文档 手册 说明书
中文 汉语
英语 英文
法语 法文
葡萄牙语 葡语
日语 日文
俄语 俄文
方言 土话 乡音
产权 所有权 权属 所有
国产 国内 自主研发 自研
权重 模型
节能 省电 节电 节省
爬坡 坡道 上坡 的坡 坡度
续航 电池 满电
安卓 android
苹果 ios
测评 评测 测试
等级保护 等保
网络安全 等保
三级 第三级
第三级 三级
upgrades upgrade
upgrade upgrades update
interruption outage downtime interrupted
data transcripts records logs
logs log
"""


def _alternatives() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in _ROWS.strip().splitlines():
        words = row.split()
        for word in words:
            if len(word) > 1 or word.isascii():
                others = (other for other in words if other != word)
                found.setdefault(word, {}).update(dict.fromkeys(others))
    return {word: tuple(others) for word, others in found.items()}


ALTERNATIVES = _alternatives()

# Members of one kind: whoever has "only" one of them has not another.
_KINDS = (
    ("windows|视窗", "linux|红帽|ubuntu|centos", "麒麟|统信|鸿蒙|国产(?:操作)?系统", "mac\\s?os",
     "unix"),
    ("安卓|android", "苹果|ios", "鸿蒙|harmony"),
    ("普通话|国语|mandarin", "粤语|广东话|cantonese", "四川|川[话音]", "闽南", "潮汕", "客家", "方言|dialect"),
    ("中文|汉语|chinese", "英[文语]|english", "日[文语]|japanese", "俄[文语]|russian", "法[文语]|french",
     "葡萄牙|葡语|portuguese", "西班牙|spanish", "泰[文语]|thai", "越南|vietnamese", "维吾尔|维文",
     "藏[文语]", "民族语|民族文字", "韩[文语]|korean", "阿拉伯|arabic", "德[文语]|german"),
    ("白天|日间|昼间|日出|daytime|daylight", "夜间|夜里|夜晚|晚上|凌晨|昼夜|night"),
    ("室内|屋内|indoors?", "室外|户外|露天|雨雪|outdoors?"),
    ("公有云|saas|云端", "本地|私有化|内网|自有机房|on-?premises?"),
    ("远程|电话|remote", "上门|到场|现场|驻场|on-?site"),
    ("工作日|上班时间|工作时间|business hours", "7\\s?[×x*]\\s?24|全天候|节假日|夜间|holidays?|全年无休"),
    ("印刷体|打印|机打", "手写"),
    ("成人|成年", "儿童|小儿|婴"),
    ("多人|多名|多位|同时", "一个人|单人|一人"),
    ("晴天", "雨天|雪天|雾天|雨雪|大雾"),
    ("mysql", "oracle", "达梦|人大金仓|国产数据库", "postgres"),
    ("英伟达|nvidia|cuda", "昇腾|寒武纪|国产(?:芯片|npu|gpu)|npu"),
    ("人工|手动|手工|manual", "自动|无人|automatic"),
)  # fmt: skip
KINDS = tuple(tuple(re.compile(member) for member in kind) for kind in _KINDS)
ONLY = re.compile(
    r"[只仅](?:认|限|能|有|支持|会|可|做|在|适用|接受|提供|识别|跑|看|是|装)?|[限靠]于|一律|全靠|限|[要需得靠须由](?=人工|手动|手工)|by hand"
    r"|\bonly\b|\bis manual\b"
)


# 中英法葡西阿六种语言: languages named by their first characters
_LANGUAGES = re.compile(r"[中英法德日韩俄葡西阿泰越维藏蒙意]{2,}(?=[文语双两三四五六七八九十多几])")
_LANGUAGE = re.compile(r"[一-鿿]{1,3}[文语]")


def stands(word: str, text: str) -> bool:
    """Whether a lower-cased text has a word or another word for it."""
    if word in text:
        return True
    for other in ALTERNATIVES.get(word, ()):  # a plain loop: this is asked for every clause
        if other in text:
            return True
    if word[-1:] not in ("文", "语") or _LANGUAGE.fullmatch(word) is None:
        return False
    short = _LANGUAGES.search(text)
    return short is not None and word[0] in short.group()


@lru_cache(maxsize=4_096)
def _kinds_of(asked: str) -> tuple[tuple[tuple[re.Pattern[str], ...], frozenset[int]], ...]:
    """The kinds that a text names members of, each with the positions of those members."""
    found = (
        (kind, frozenset(i for i, one in enumerate(kind) if one.search(asked))) for kind in KINDS
    )
    return tuple((kind, members) for kind, members in found if members)


def excludes(asked: str, given: str) -> bool:
    """Whether a clause that has only one of a kind leaves out the one that is asked for."""
    kinds = _kinds_of(asked)
    only = ONLY.search(given) if kinds else None
    if only is None:
        return False
    begin = 0 if only.group().isascii() else only.start()  # English says "on Windows only"
    reach = given[begin : only.end() + 16]
    return any(
        not any(kind[i].search(given) for i in wanted)
        and any(member.search(reach) for member in kind)
        for kind, wanted in kinds
    )
