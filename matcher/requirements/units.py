"""Units of measurement: what they measure and how they convert.

A unit has a dimension and a factor to the dimension's base. Counted things (路, 台, 次 …) share the
dimension "count"; which thing is counted is for the metric words to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: `dimension` names what it measures, `factor` converts to the base unit."""

    name: str
    dimension: str
    factor: float


_DAY = 86_400.0
_YEAR = 365 * _DAY

# dimension → {factor: surface forms}
_TABLE: dict[str, dict[float, str]] = {
    "ratio": {
        1e-2: "% 个百分点 百分点 个点 pct percent percentage points",
        1e-3: "‰",
        1e-6: "ppm",
        1e-9: "ppb",
    },
    "time": {
        1e-9: "ns 纳秒",
        1e-6: "μs us 微秒",
        1e-3: "ms 毫秒 millisecond milliseconds",
        1.0: "s sec 秒 秒钟 second seconds",
        60.0: "min mins 分钟 minute minutes",
        900.0: "刻钟",
        3_600.0: "h hr hrs 小时 个小时 钟头 个钟头 hour hours",
        _DAY: "d 天 日 day days 昼夜 个昼夜 个工作日 工作日 working-days",
        7 * _DAY: "周 星期 个星期 week weeks",
        _YEAR / 12: "个月 month months",
        _YEAR / 4: "个季度 季度 quarter quarters",
        _YEAR / 2: "学期 个学期",
        _YEAR: "年 年度 学年 个学年 年头 个年头 year years",
    },
    "length": {
        1e-9: "nm 纳米",
        1e-6: "μm um 微米",
        1e-5: "丝",
        1e-3: "mm 毫米",
        1e-2: "cm 厘米 公分",
        0.0254: "英寸 吋 寸 inch inches",
        1.0: "m 米 meter meters metre metres",
        1e3: "km 公里 千米 kilometers kilometres",
        1_852.0: "海里",
    },
    "area": {
        1e-6: "mm² 平方毫米",
        1e-4: "cm² 平方厘米",
        1.0: "㎡ m² m2 平 平方米 平米 平方",
        666.667: "亩",
        1e4: "公顷",
        1e6: "km² 平方公里",
    },
    "volume": {
        1e-6: "mL ml 毫升",
        1e-3: "L 升 liter liters litre litres",
        1.0: "m³ m3 立方米 立方 方",
    },
    "mass": {
        1e-6: "mg 毫克",
        1e-3: "g 克",
        0.5: "斤",
        1.0: "kg 公斤 千克",
        1e3: "t 吨 tonnes tons",
    },
    "temperature": {1.0: "℃ °C 摄氏度 degC"},
    "degree": {1.0: "度 ° deg"},
    "money": {0.01: "分钱", 0.1: "毛 毛钱 角钱", 1.0: "元 块钱 块 RMB CNY yuan", 1e3: "千元", 1e4: "万元 万块", 1e8: "亿元"},
    "power": {1e-3: "mW 毫瓦", 1.0: "W 瓦", 1e3: "kW KW 千瓦", 1e6: "MW 兆瓦"},
    "energy": {1.0: "Wh 瓦时", 1e3: "kWh 千瓦时 度电", 1e6: "MWh 兆瓦时"},
    "voltage": {1e-3: "mV", 1.0: "V 伏", 1e3: "kV 千伏"},
    "current": {1e-3: "mA 毫安", 1.0: "A 安培"},
    "frequency": {1.0: "Hz 赫兹 赫", 1e3: "kHz 千赫", 1e6: "MHz 兆赫", 1e9: "GHz"},
    "frame rate": {1.0: "fps 帧/秒 帧每秒"},
    "rotation": {1.0: "rpm r/min 转/分 转/分钟"},
    "data": {1e3: "KB", 1e6: "MB", 1e9: "GB", 1e12: "TB", 1e15: "PB"},
    "bandwidth": {1e3: "kbps Kbps kb/s", 1e6: "Mbps Mb/s 兆带宽 兆", 1e9: "Gbps Gb/s"},
    "pressure": {1.0: "Pa 帕", 1e3: "kPa 千帕", 1e5: "bar", 1e6: "MPa 兆帕"},
    "sound": {1.0: "dB dB(A) 分贝"},
    "light": {1.0: "lux lx 勒克斯"},
    "luminance": {1.0: "尼特 nit nits cd/m² cd/㎡ 坎德拉每平方米 坎每平米 坎"},
    "resistance": {1e-3: "mΩ 毫欧", 1.0: "Ω 欧姆 欧", 1e3: "kΩ 千欧", 1e6: "MΩ 兆欧"},
    "speed": {
        1.0: "m/s 米/秒 米每秒",
        0.5144: "kn",
        1 / 60: "m/min 米/分 米/分钟 米每分钟",
        1 / 3.6: "km/h 公里/小时 千米/小时 公里每小时 千米每小时",
    },
    "force": {1.0: "牛", 1e3: "kN 千牛"},
    "torque": {1.0: "N·m Nm 牛米"},
    "request rate": {1.0: "TPS QPS tps qps IOPS"},
    "pixels": {1e4: "万像素", 1.0: "像素"},
    "score": {1.0: "分"},
    "fold": {1.0: "倍"},
    "grade": {1.0: "级"},
    "count": {
        1.0: "路 台套 台 套 个 次 回 遍 圈 人次 人 辆 件 条 张 家 户 名 种 类 款 项 份 通 单 笔 票 封 "
        "字 帧 页 篇 块 颗 只 支 根 片 架 艘 列 座 栋 处 门 头 株 棵 盘 锭 箱 包 桶 班 轮 步 例 盏 杆 "
        "起 期 版 位 袋 瓶 盒 罐 匹 副 幅 柜 垛 炉 枚 粒 双 组 串 趟 个人 点位 节点 用户 并发 层 卷 "
        "厢 台次 车次 批 批次 场 句 段 格 节 车 托 板 筐 杯 面 道 间 垄 针 桩 口 孔 令 捆 尾 羽 只次 处次 "
        "户次 人日 学时 课时 测点 个测点 点 请求 个请求 标箱 TEU "
        "users operators engineers workers trainees boxes pieces vendors channels cameras devices items cases people times orders"
    },
}  # fmt: skip

UNITS: dict[str, Unit] = {
    name: Unit(name, dimension, factor)
    for dimension, rows in _TABLE.items()
    for factor, names in rows.items()
    for name in names.split()
}
UNITS["块"] = Unit("块", "count", 1.0)  # 块 counts boards and screens more often than yuan


_GENERIC = frozenset({"", "个", "项", "次", "回", "款", "种", "点位", "节点", "用户", "并发"})
_COUNTERS = (
    "人 名 位 个人 人次 people operators engineers workers trainees",
    "台 套 台套 辆 架 艘 车 车次 台次 devices",
    "件 只 颗 支 块 片 个 items",
    "单 笔 票 件 份 通",
    "箱 标箱 TEU boxes",
    "点 测点 个测点 点位",
    "遍 圈 趟 轮 次",
    "路 cameras channels",
)


_ROWS = tuple(frozenset(row.split()) for row in _COUNTERS)


def same_counter(asked: str, given: str) -> bool:
    """Whether two counters can count the same things: 位 and 人 can, 期 and 人 cannot."""
    if asked == given or asked in _GENERIC or given in _GENERIC:
        return True
    if asked.isascii() != given.isascii():
        return True  # another language's counters are not compared
    return any(asked in row and given in row for row in _ROWS)


# Characters that make another word of a unit: 零度电池, 四十六个点位, 三车间.
_NOT_BEFORE = {
    "度电": "池", "个点": "位", "年": "级代初底检审轮龄", "天": "然气津花空窗线", "日": "常志期", "毛": "重坯刺利病孔", "面": "积料向板", "口": "径令岸", "车": "间型位道程速厢", "单": "个位价机台次独纯元",
    "道": "路", "间": "隔距歇", "场": "景地次所馆", "点": "钟半整", "平": "台均面方米时稳", "节": "能点约省日假", "板": "厚块",
    "分": "钟之类成级布期批", "方": "案便向式法面", "位": "置移", "条": "件码", "层": "级", "门": "诊店槛", "头": "部像",
    "级": "别联", "段": "落", "处": "理置", "起": "步", "例": "如", "包": "装括含", "箱": "体", "期": "间", "路": "由口", "台": "账阶",
}  # fmt: skip


def _surface(name: str) -> str:
    escaped = re.escape(name)
    if name in _NOT_BEFORE:
        return f"{escaped}(?![{_NOT_BEFORE[name]}])"
    return escaped + r"(?![A-Za-z0-9²³])" if name[-1].isascii() and name[-1].isalpha() else escaped


UNIT_PATTERN = "|".join(_surface(name) for name in sorted(UNITS, key=len, reverse=True))

# Periods a rate can be stated for; those of one class convert, a day has no fixed working hours.
PERIODS = {
    "秒": "hour", "秒钟": "hour", "s": "hour", "sec": "hour", "second": "hour",
    "分钟": "hour", "分": "hour", "min": "hour", "minute": "hour",
    "小时": "hour", "个小时": "hour", "h": "hour", "hour": "hour", "钟头": "hour", "个钟头": "hour", "时": "hour",
    "天": "day", "日": "day", "夜": "day", "晚": "day", "d": "day", "day": "day", "昼夜": "day",
    "班": "shift", "班次": "shift", "shift": "shift",
    "周": "week", "星期": "week", "week": "week",
    "月": "month", "个月": "month", "month": "month", "季": "quarter", "季度": "quarter",
    "年": "year", "year": "year", "年度": "year",
    "立方": "m³", "立方米": "m³", "m": "m³", "m3": "m³", "方": "m³", "升": "L", "L": "L",
}  # fmt: skip
PER_HOUR = {"秒": 3_600.0, "秒钟": 3_600.0, "s": 3_600.0, "sec": 3_600.0, "second": 3_600.0,
            "分钟": 60.0, "分": 60.0, "min": 60.0, "minute": 60.0}  # fmt: skip
# How many days a period has: what is stated for one can be brought to another.
DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "quarter": 365 / 4, "year": 365.0}
