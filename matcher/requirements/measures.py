"""What a requirement item asks for: its kind, and the figure it states with metric and direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matcher.folding import fold, lower
from matcher.requirements.bounds import Comparator
from matcher.requirements.concepts import concepts_in
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import Better, metric
from matcher.requirements.parts import Limit, parts
from matcher.requirements.quantities import Quantity
from matcher.requirements.statements import read
from matcher.requirements.units import PER_HOUR, UNITS

KINDS = (
    "figure", "deployment", "security", "certificate", "interface", "language", "service", "other",
)  # fmt: skip
LONGEST = 2_000  # code points; what is longer is no single item


@dataclass(frozen=True, slots=True)
class Measure:
    """What an item asks for; all but `kind` are None where nothing is stated.

    `kind` is one of KINDS, `metric` a Chinese name, `comparator` one of <= < >= > = between.
    `value` (and `high`, for between) are plain numbers in `unit`: amounts of money in 元, times,
    lengths and so on in the unit that the text names; unit signs are the usual ones (s, %, mm).
    """

    kind: str
    metric: str | None = None
    comparator: str | None = None
    value: float | None = None
    high: float | None = None
    unit: str | None = None


_KIND_OF = {
    "deployment": ("on premises", "works offline", "public cloud", "within the borders", "domestic stack"),
    "security": ("mlps", "privacy mask"),
    "certificate": ("iso 27001", "iso 9001", "iatf 16949", "cmmi", "explosion proof", "metrology"),
    "interface": (
        "opc ua", "modbus", "profinet", "mqtt", "mes", "erp", "wms", "plc", "scada", "hl7", "open interface",
    ),
    "service": ("round the clock", "on-site service", "training", "free of charge", "paid after acceptance"),
}  # fmt: skip
_BY_WORDS = (
    ("security", re.compile(r"加密|脱敏|防篡改|权限|审计|密码|国密|漏洞|渗透|水印|隐私|encrypt")),
    ("certificate", re.compile(r"证书|认证|资质|许可证|注册证|检定|持证|certificat")),
    ("language", re.compile(r"普通话|方言|粤语|[一-鿿]{1,2}[语文](?=[言版界面播]|$|[、，和及])|双语|多语|language|english")),
    ("interface", re.compile(r"对接|接口|协议|打通|联动|接入[一-鿿]{0,6}(?:系统|平台)|数据(?:直传|推送|共享)|\bapi\b|\bsdk\b")),
    ("deployment", re.compile(r"部署|机房|内网|上云|离线|断网|边缘|服务器")),
    ("service", re.compile(r"质保|维保|维护|上门|驻场|巡检服务|售后|备件|培训|免费|热线|响应服务|运维|support|maintenance")),
)  # fmt: skip
_ROUND = re.compile(
    r"7\s?[×x*]\s?24|24\s?[×x*]\s?7|(?<![\d.])24\s?小时(?:值守|在线|服务|支持|不间断|全天)|全天候|全年无休"
)
_OFFICE = re.compile(r"5\s?[×x*]\s?8")
_GRADES = {"IP": "防护等级", "DN": "口径", "SIL": "安全完整性等级", "CMMI": "能力成熟度"}
# What a figure without a named metric measures, where its unit alone says it.
_BY_UNIT = {
    "temperature": "温度", "money": "价格", "speed": "速度", "power": "功率", "sound": "噪声", "bandwidth": "带宽",
    "frame rate": "帧率", "request rate": "吞吐量", "pixels": "分辨率", "pressure": "压力", "voltage": "电压",
    "current": "电流", "frequency": "频率", "data": "容量", "rotation": "转速", "light": "照度", "volume": "容积",
    "area": "面积", "force": "力", "torque": "扭矩", "energy": "电量",
}  # fmt: skip
_COMPARATORS = {
    Comparator.AT_LEAST: ">=", Comparator.ABOVE: ">", Comparator.AT_MOST: "<=", Comparator.BELOW: "<",
}  # fmt: skip
_SIGNS = (
    "% 个百分点 百分点 个点 pct percent percentage points", "ns 纳秒", "μs us 微秒", "ms 毫秒 millisecond milliseconds",
    "s sec 秒 秒钟 second seconds", "min mins 分钟 minute minutes", "h hr hrs 小时 个小时 钟头 个钟头 hour hours",
    "天 d 日 day days 昼夜 个昼夜", "工作日 个工作日 working-days", "周 星期 个星期 week weeks", "月 个月 month months",
    "季度 个季度 quarter quarters", "年 年度 年头 个年头 year years", "nm 纳米", "μm um 微米", "mm 毫米", "cm 厘米 公分",
    "m 米 meter meters metre metres", "km 公里 千米 kilometers kilometres", "kg 公斤 千克", "g 克", "mg 毫克", "t 吨 tonnes tons",
    "℃ °C 摄氏度 degC", "° 度 deg", "W 瓦", "kW KW 千瓦", "MW 兆瓦", "dB dB(A) 分贝", "fps 帧/秒 帧每秒", "m² ㎡ m2 平方米 平米 平方",
    "m³ m3 立方米 立方 方", "L 升 liter liters litre litres", "lx lux 勒克斯", "Hz 赫兹 赫", "元 块钱 块 RMB CNY yuan",
    "万像素", "kPa 千帕", "MPa 兆帕", "Pa 帕", "TPS tps", "QPS qps",
)  # fmt: skip
_SIGN = {name: row.split()[0] for row in _SIGNS for name in row.split()}
_PERIOD_SIGNS = {
    "hour": "h",
    "day": "天",
    "shift": "班",
    "week": "周",
    "month": "月",
    "quarter": "季度",
    "year": "年",
}
_SHORT_PERIOD = re.compile(
    r"(?:每一?|/|一)\s?(秒钟?|分钟|分|sec|min|s)(?![A-Za-z])|\bper (second|minute)\b"
)


def measure(span: str) -> Measure:
    """What one requirement item asks for; never fails, whatever the text."""
    if len(span) > LONGEST:
        return Measure("other")
    text = fold(span).text
    kind = _kind(text)
    if _ROUND.search(text) or _OFFICE.search(text):
        hours = 24.0 if _ROUND.search(text) else 8.0
        return Measure("service", "服务时间", "=", hours, None, "h/天")
    limits = [part for part in parts(span) if isinstance(part, Limit)]
    named = [
        limit
        for limit in limits
        if limit.figure.metrics or limit.figure.quantity.dimension in _GRADES
    ]
    if limits:
        return _stated(text, (named or limits)[0], kind)
    listed = [f for statement in read(text) for f in statement.figures if not f.implied]
    counts = [f for f in listed if f.quantity.dimension == "count" and f.quantity.unit]
    if kind == "other" and counts:
        return Measure("figure", _name(counts[0]), "=", *_values(text, counts[0].quantity))
    return Measure(kind)


def _kind(text: str) -> str:
    said = lower(text)
    concepts = concepts_in(said)
    for kind, names in _KIND_OF.items():
        if any(name in concepts for name in names):
            return kind
    return next((kind for kind, words in _BY_WORDS if words.search(said)), "other")


def _stated(text: str, limit: Limit, kind: str) -> Measure:
    quantity = limit.figure.quantity
    if quantity.ranged:
        comparator = "between"
    elif quantity.comparator in _COMPARATORS:
        comparator = _COMPARATORS[quantity.comparator]
    else:
        cold = limit.better is Better.COVER and quantity.low < 0
        comparator = "<=" if limit.better is Better.LOWER or cold else ">="
    levelled = "protection level" in limit.figure.metrics
    values = _values(text, quantity)
    name = _name(limit.figure)
    if not limit.figure.metrics and _TOLERANCE.search(text, quantity.start, quantity.end):
        name = metric("error").chinese
    return Measure("security" if levelled else "figure", name, comparator, *values)


_TOLERANCE = re.compile(r"±|\+/-|正负")


def _name(figure: Figure) -> str | None:
    dimension = figure.quantity.dimension
    if dimension in _GRADES:
        return _GRADES[dimension]
    named = metric(min(figure.metrics)).chinese if figure.metrics else _BY_UNIT.get(dimension)
    if named is not None and named.endswith("率") and dimension == "count":
        named = named[:-1] + "次数"
    if named is not None and figure.change:
        return named + ("降幅" if figure.change == "down" else "增幅")
    return named


def _values(text: str, quantity: Quantity) -> tuple[float, float | None, str | None]:
    """Value, upper value of a range, and unit."""
    if quantity.dimension in _GRADES:
        sign, factor = quantity.dimension, 1.0
    elif quantity.dimension == "money":
        sign, factor = "元", 1.0
    else:
        unit = UNITS.get(quantity.unit)
        sign, factor = _SIGN.get(quantity.unit, quantity.unit), unit.factor if unit else 1.0
    period = _PERIOD_SIGNS.get(quantity.per or "", quantity.per)
    if quantity.per == "hour" and (short := _SHORT_PERIOD.search(text)):
        named = short.group(1) or short.group(2)
        factor *= PER_HOUR.get(named, 1.0)
        period = "s" if named[0] in "秒s" else "min"
    if period:
        sign = f"{sign}/{period}"
    low, high = _plain(quantity.low / factor), _plain(quantity.high / factor)
    return low, (high if quantity.ranged else None), sign or None


def _plain(value: float) -> float:
    """Without the dust of binary fractions: 0.005 of one is 0.5 %, not 0.5000000000000001 %."""
    return float(f"{value:.10g}")
