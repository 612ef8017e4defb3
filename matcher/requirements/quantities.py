"""Figures of a text as values: dimension, range, comparator, period and the words around them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from matcher.requirements.bounds import Comparator, Role, bound, fails_beyond, role_of
from matcher.requirements.clock import lasting
from matcher.requirements.numerals import ARABIC, CHINESE, ENGLISH, number, span
from matcher.requirements.units import PER_HOUR, PERIODS, UNIT_PATTERN, UNITS


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure in the base unit of its dimension; `low` and `high` differ for a range.

    `per` is the period of a rate ("hour", "day", …) or None. [start, end) spans the figure with its
    comparators in the folded text it was read from.
    """

    low: float
    high: float
    dimension: str
    unit: str
    comparator: Comparator
    per: str | None
    role: Role
    start: int
    end: int

    @property
    def ranged(self) -> bool:
        """Whether the text gives two ends."""
        return self.low != self.high


_TAILED = frozenset({"length", "mass", "money", "volume", "time"})  # 两米三, 三块五, 九秒半
_FIGURE = re.compile(
    rf"""
    (?P<grade>(?<![A-Za-z])(?P<scheme>IP|DN|SIL|CMMI)[\s-]?(?P<step>\d+))K?(?![A-Za-z0-9])
    | (?P<hours>7\s?[×x*]\s?24(?:\s?个?小时)?|24\s?[×x*]\s?7|5\s?[×x*]\s?8)
    | (?P<tenths>[一二两三四五六七八九]{{1,2}}(?:成[一二两三四五六七八九半]?))(?![立本功为熟品员果像型分套])
    | (?P<nines>[两二三四五六]个九)(?![一-鿿]?[成点])
    | (?P<nextday>次日|翌日|隔[天日]|第二天|当[天日](?=[就可能]?[办装修出完送到达])|\bnext day\b)
    | (?P<whole>[二两三四五六七八九十百千万])分之(?P<part>{CHINESE}|{ARABIC})
    | (?P<equal>一半|对半|(?<=[减砍折])半(?![年天径数])|(?<![A-Za-z])half(?![A-Za-z-]))
    | (?P<twice>(?<=翻)(?:一番|番|倍|一倍)(?!\w{{0,2}}[新找]))
    | (?P<forever>(?:永久|终身|无限期)(?=保|存|留|免|质|有效|可[查用]|维|升级|在线))
    | (?P<often>[每逢](?:个)?(?P<turn>半年|季度|季|月|周|年|天|日)(?=[一-鿿]?(?:更新|升级|发布|发版|保养|巡检|检查|校准|标定|演练|回访|培训|清洗|盘点|备份)(?![一-鿿]{{0,2}}[一二两三四五六七八九十\d])))
    | (?P<raster>(?<![\d.])(?P<across>\d{{3,4}})\s?[×xX*]\s?(?P<down>\d{{3,4}})(?![\d.]|\s?(?:mm|cm|毫米|厘米)))
    | (?P<sign>零下|正负|负|±|\+/-|[+-])?\s?
      (?<![A-Za-z_.\d])(?P<number>{ARABIC}|{CHINESE}|{ENGLISH})
      (?P<scale>\s?[万亿千百](?!分))?(?P<half>个半)?[\s-]?(?P<more>(?:个(?=[多把来]))?[余多来把])?
      (?P<unit>{UNIT_PATTERN})?
      (?P<tail>半(?![年天月小])|[二三四五六七八九](?![零〇一二两三四五六七八九十百千万亿几点]|成|\s?(?:{UNIT_PATTERN})))?
      (?:\s?(?:/|每|per\s)\s?(?P<per>m³|m3|[一-鿿]{{1,3}}|[A-Za-z]+))?
    """,
    re.VERBOSE,
)  # fmt: skip
_FOREVER = 100 * UNITS["年"].factor
_WHOLES = {"百": 100.0, "千": 1_000.0, "万": 10_000.0}
_HINT = re.compile(
    rf"\d|[零〇一二两三四五六七八九十百千万亿半几番每逢]|永久|终身|无限期|half|{ENGLISH}|[次翌隔当][日天]|next day",
    re.IGNORECASE,
)
_RANGE_SIGN = re.compile(r"\s?(?:-|~|—|–|至|到|to)\s?")

_NUMERAL = r"[\d一二两三四五六七八九十百千几近约上数]"
_PERIOD_BEFORE = re.compile(
    r"(?:每|逢)(?:一?个?)(秒钟?|分钟|小时|钟头|天|日|昼夜|周|星期|月|季度|季|年|班次?|立方米?)"
    r"|(?<![\d一-十半今去明节假期生])(日|年|月|班)度?(?=[一-鿿]{1,3}量|均|处理|产|吞吐|加工|计划"
    r"|累计|租|费|节|省|减|增|用|耗|降|金额?|服务费|维护费|接|承|检|停|误"
    r"|发|供|运|峰)"
    r"|(?:全|单|整|每)(日|年|月|天|班)(?!半)|(?:[去今上前本]|这一|过去一)(年)(?![底初末年])|(?:上|这|本)一?个?(月|季度)"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(月)份?(?=[一-鿿])"
    r"|(?<![第十\d])一个?(秒|分钟|小时|天|日|周|月|年)(?![内以后前])[一-鿿]{1,4}$"
    r"|(?<![第十\d])一个?(秒钟?|分钟|小时|钟头|天|日|[夜晚]|周|星期|月|年|班)"
    rf"(?=$|{_NUMERAL}|[能可最就检产也至都稳]|处理|合计|累计|下来|总共|一共|平均|内?共|才|大约)"
    r"|\bper (second|minute|hour|shift|day|week|month|year)\b"
    r"|\b(dai|hour|week|month|year)ly\b"
)
_ROUND = re.compile(
    r"(?:每一?|单|(?<![第统同唯])一(?=[台套路条个辆栋柜][^间型种次性切些]))(期|场|批|轮|趟|组|次|回|台|路|条|个|套|间|栋|班|人|辆|层|站|柜|车|炉|厢)"
    r"(?![\d二两三四五六七八九十])[一-鿿]{0,8}$"
)  # 每期十二位, 每台一年少烧一千九百吨
# ISO 27001, GB/T 4754, Windows 10: a whole number directly after a Latin name is part of it
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z/]*[\s-]?$|(?<![A-Za-z])[a-z]{1,2}[\s-]?$")
_FIXED = re.compile(
    r"[一二三两]次(?=开发|利用|加工|供水|污染|回路|元件|性|能源|分配|编程)"
    r"|[一二三四五六]级(?=响应|页面|域名|目录|市场|以下医院|甲等|医院)|一[个次](?=性|人)|[三四两]班倒|[一两三四]会儿|[两三四六]轮(?![次复测巡检])"
    r"|几(?![十百千万个秒天分小年月米吨元块台次件路毫厘公])|[一两三四五六七八九十]面八方"
)
_AS_PERIOD = re.compile(
    r"[能可最就检产做处]|[约近]?[\d一二两三四五六七八九十百千](?![\d零一二三四五六七八九十]*\s?(?:个?小时|钟头|分|秒))"
    r"|(?![内以后前之期的起质保免])[一-鿿]{1,4}[\d二两三四五六七八九十百千]"
)  # 一分钟检八件: the minute is the period of a rate
_FREQUENT = re.compile(
    r"(?:每|逢)(?:隔)?(?:一?个?)(?:半?年|季度?|月|周|星期|天|日|班|小时|分钟)[一-鿿]{0,6}$"
)  # 每季度停一次: one is a count here
_PRICE_ENDS = re.compile(r"\s*(?:$|[，。；、,;一每左上多])")  # 三千块 that is followed by no noun
_PRICED = re.compile(r"[价钱费花收卖每要付]")
_BY_TIME = re.compile(r"(?:小时|分钟|[天班日])[一-鿿]{0,3}$")
_SOLD = re.compile(
    r"(?:卖|售价|单价|报价|总价|整包|一[台套]|一口价|[只收要价费]|预算|硬件|软件|打包|合计|整体|[投省费]入?|花[费了]?)(?:只要|才|大约|约|是)?\s*$"
)  # 一台卖九万六
_HOURLY = re.compile(r"时速[^，。；,;\d]{0,8}$")
_WARM = re.compile(r"[温热冷冻寒暑]|运行|工作环境|temperature")
_ELECTRIC = re.compile(r"电费|[耗用省节发]电|电[耗表量]|[千吨]耗|每吨|能耗")
# A bare Chinese numeral that a clause ends with: 测得八十七，水平最远三百二，
_BARE_ENDS = re.compile(
    r"\s*(?:$|[，。；、,;!?！？)）]|以[上下内]|左右|上下|出头|封顶|[就才都没也](?![一-鿿]?[\d一二三四五六七八九十])|多[，。；]|[不还]到?[，。])"
)
_DRIFT = re.compile(r"[差偏降升提涨跌掉高低少][^，。；]{0,6}$")


_PLAIN_NUMERAL = re.compile(rf"{ARABIC}|{CHINESE}")
_BREAK, _STOP = re.compile(r"[，。；：,;:]"), re.compile(r"[。；;！!？?]")
_ALTOGETHER = re.compile(r"[总一]?共|合计|累计|加起来|算下来|全年|满打满算")


def quantities(text: str) -> list[Quantity]:
    """The figures of a folded text, in order; dates, ordinals and model numbers are none."""
    if _HINT.search(text) is None:
        return []
    read = [found for match in _FIGURE.finditer(text) if (found := _read(text, match))]
    spans = [
        Quantity(
            one.hours * 3_600, one.hours * 3_600, "time", "小时", Comparator.EXACT, None, Role.STATED, one.start, one.end
        )
        for one in lasting(text)
    ]  # fmt: skip
    joined = [
        one for one in _with_ranges(text, read)
        if not any(one.start < span.end and span.start < one.end for span in spans)
    ]  # fmt: skip
    return sorted([*joined, *spans], key=lambda one: one.end) if spans else joined


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    measure = None if match.group("hours") else _measure(text, match)
    if measure is None or math.isinf(measure.value):
        return None
    per, factor = _period(text, match)
    value = low = measure.value * factor
    ends = span(match.group("number")) if match.group("number") else None
    if ends is not None and ends[0] < ends[1]:  # 两三秒, 七八十毫秒
        low = value * ends[0] / ends[1]
    comparator, begun, end = bound(text, match.start(), measure.end)
    if comparator is Comparator.EXACT and match.group("more") and match.group("more")[-1] in "余多":
        comparator = Comparator.ABOVE
    if comparator is Comparator.EXACT and match.group("sign") in ("±", "+/-", "正负"):
        comparator = Comparator.AT_MOST
    role = role_of(text, match.start(), end, comparator)
    if role is Role.TRIGGER and measure.dimension == "time" and comparator.is_upper:
        role = Role.STATED  # 不到三分钟就响: how soon, not when
    if comparator in (Comparator.ABOVE, Comparator.BELOW) and fails_beyond(text, end):
        comparator = Comparator.EXACT  # 超过六级就得收: as far as it goes
    return Quantity(low, value, measure.dimension, measure.unit, comparator, per, role, begun, end)


class _Measure(NamedTuple):
    """A value in base units and where it ends in the text."""

    value: float
    dimension: str
    unit: str
    end: int


def _measure(text: str, match: re.Match[str]) -> _Measure | None:
    """What a match measures; None when it is no figure."""
    if match.group("grade"):
        return _Measure(float(match.group("step")), match.group("scheme"), "", match.end())
    if match.group("tenths"):
        head, _, tail = match.group("tenths").partition("成")
        share = (number(head) or 0.0) / 10
        share += 0.05 if tail == "半" else (number(tail) or 0.0) / 100 if tail else 0.0
        return _Measure(share, "ratio", "%", match.end())
    if match.group("nines"):
        return _Measure(
            1 - 0.1 ** (number(match.group("nines")[0]) or 1.0), "ratio", "%", match.end()
        )
    if match.group("forever"):
        return _Measure(_FOREVER, "time", "年", match.end())
    if match.group("often"):
        return _Measure(2.0 if match.group("turn") == "半年" else 1.0, "count", "次", match.end())
    if match.group("raster"):
        pixels = float(match.group("across")) * float(match.group("down"))
        return _Measure(pixels, "pixels", "像素", match.end())
    if match.group("whole"):
        part = number(match.group("part"))
        whole = _WHOLES.get(match.group("whole")) or number(match.group("whole")) or 1.0
        return None if part is None else _Measure(part / whole, "ratio", "%", match.end())
    if match.group("nextday"):
        return _Measure(UNITS["天"].factor, "time", "天", match.end())
    if match.group("equal") or match.group("twice"):
        return _Measure(1.0 if match.group("twice") else 0.5, "ratio", "%", match.end())
    if match.group("number") == "几":
        return None  # 几个品种: some, not so many
    value = number(match.group("number") + (match.group("scale") or "").strip())
    if (
        value is None
        and match.group("number") in _WHOLES
        and text[match.start() - 1 : match.start()] == "每"
    ):
        value = _WHOLES[match.group("number")]  # 每千单约有三单
    if value is None:
        return None
    if match.group("unit") is None:
        return _unitless(text, match, value)
    return None if _calendar(text, match, value) else _with_unit(text, match, value)


def _unitless(text: str, match: re.Match[str], value: float) -> _Measure | None:
    """A bare number; names (ISO 27001, H264) and Chinese numerals in words are none."""
    numeral = match.group("number")
    end = match.end("scale") if match.group("scale") else match.end("number")
    if "万" in match.group() and _SOLD.search(text[max(0, match.start() - 6) : match.start()]):
        return _Measure(value, "money", "元", end)
    joined = text[match.end() : match.end() + 1]
    if not numeral[0].isdigit():
        whole = (len(numeral) > 1 and value >= 10) or "点" in numeral
        if not whole or not _BARE_ENDS.match(text, match.end()):
            return None
        return _Measure(value * _sign(match), "number", "", end)
    clock = ":" in (joined, text[match.start() - 1 : match.start()])
    if clock or joined in tuple("x×*") or re.match("[A-Za-z]", joined):
        return None
    if numeral.isdigit() and _NAME.search(text, max(0, match.start() - 12), match.start()):
        return None
    return _Measure(value * _sign(match), "number", "", end)


def _with_unit(text: str, match: re.Match[str], value: float) -> _Measure:
    unit, end = UNITS[match.group("unit")], match.end()
    dimension, factor = unit.dimension, unit.factor
    before = text[max(0, match.start() - 10) : match.start()]
    value += 0.5 if match.group("half") else 0.0
    priced = (value >= 10 and not _BY_TIME.search(before)) or _PRICED.search(before)
    if unit.name == "块" and ((_PRICE_ENDS.match(text, end) and priced) or match.group("tail")):
        dimension = "money"
    if unit.name == "分" and re.match(r"\s?[零\d一二三四五六七八九十]{1,3}\s?秒", text[end:]):
        return _Measure(value * 60.0, "time", "分钟", end)
    if match.group("tail") and dimension in _TAILED:
        value += (number(match.group("tail")) or 0.0) / (1 if match.group("tail") == "半" else 10)
    if unit.name == "个点" and (value > 30 or not _DRIFT.search(before)):
        dimension, factor = "count", 1.0
    if dimension == "degree":
        if match.group("sign") in ("零下", "-") or _WARM.search(before + text[end : end + 4]):
            dimension = "temperature"
        elif unit.name == "度" and _ELECTRIC.search(
            text[max(0, match.start() - 40) : match.start()]
        ):
            dimension, factor = "energy", 1e3
    if unit.name in ("公里", "km", "千米") and _HOURLY.search(text[: match.start()][-12:]):
        return _Measure(value / 3.6, "speed", "km/h", end)
    return _Measure(value * factor * _sign(match), dimension, unit.name, end)


def _sign(match: re.Match[str]) -> float:
    return -1.0 if match.group("sign") in ("零下", "负", "-") else 1.0


def _calendar(text: str, match: re.Match[str], value: float) -> bool:
    """Whether the figure is a date, an ordinal or a fixed word rather than a measure."""
    unit = match.group("unit")
    before = text[max(0, match.start() - 1) : match.start()]
    if (unit == "年" and 1900 <= value <= 2100) or (unit == "日" and before == "月"):
        return True
    if (before in ("第", "其", "之") and unit != "级") or _FIXED.match(text, match.start("number")):
        return True
    if UNITS[unit].dimension == "time" and value == 1 and _AS_PERIOD.match(text, match.end()):
        return True
    if unit == "点" and value <= 24:  # a time of the day
        return True
    # 一次 部署, 一种, 一套 …: "one" with a counter is an article, not a figure; 每季度停一次 is one
    article = match.group("number") == "一" and UNITS[unit].dimension == "count"
    often = unit in ("次", "回", "趟", "遍", "轮", "圈") or before == "发"
    return article and not (
        often and _FREQUENT.search(text[max(0, match.start() - 12) : match.start()])
    )


def _period(text: str, match: re.Match[str]) -> tuple[str | None, float]:
    """The period of a rate and the factor that brings the value to it; (None, 1) for no rate."""
    named = (match.group("turn") or match.group("per") or "").removeprefix("半") or None
    if named is None:
        clause = _BREAK.split(text[max(0, match.start() - 24) : match.start()])[-1]
        found = [*_PERIOD_BEFORE.finditer(clause)][-1:] or [*_ROUND.finditer(clause)]
        if not found and _ALTOGETHER.search(clause):  # 去年一整年，连检修一起算，总共停了三小时
            sentence = _STOP.split(text[max(0, match.start() - 60) : match.start()])[-1]
            found = [*_PERIOD_BEFORE.finditer(sentence)][-1:]
        if not found:
            return None, 1.0
        named = next(group for group in found[0].groups() if group)
        named = "day" if named == "dai" else named
    return PERIODS.get(named, named), PER_HOUR.get(named, 1.0)


def _with_ranges(text: str, read: list[Quantity]) -> list[Quantity]:
    """Join "-35~55℃", "DN80到DN500", "3至5天" into one quantity each."""
    joined: list[Quantity] = []
    for found in read:
        quantity = _from_bare(text, found)
        last = joined[-1] if joined else None
        if last is not None and _continues(text, last, quantity):
            joined[-1] = replace(
                last, low=last.low + quantity.low, high=last.high + quantity.high, end=quantity.end
            )
            continue
        if last is not None and _RANGE_SIGN.fullmatch(text[last.end : quantity.start]):
            same = last.dimension == quantity.dimension or {last.dimension, quantity.dimension} == {
                "temperature",
                "degree",
            }
            if (same or last.dimension == "number") and last.role is not Role.BEFORE:
                factor = 1.0 if same else _factor_of(quantity)
                ends = sorted((last.low * factor, quantity.high))
                dimension = last.dimension if same else quantity.dimension
                joined[-1] = Quantity(
                    ends[0], ends[1], dimension, quantity.unit, quantity.comparator,
                    quantity.per or last.per, last.role, last.start, quantity.end,
                )  # fmt: skip
                continue
        if (
            last is not None
            and quantity.dimension == "number"
            and _LEADS_TO.fullmatch(text[last.end : quantity.start])
        ):
            factor = _factor_of(last)  # 从百分之六点二压到三点五
            quantity = replace(
                quantity, low=quantity.low * factor, high=quantity.high * factor,
                dimension=last.dimension, unit=last.unit,
            )  # fmt: skip
        if last is not None and _also_money(text, last, quantity):
            quantity = replace(quantity, dimension="money", unit="元")
        joined.append(quantity)
    return joined


def _also_money(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a bare number goes on with a list of prices: 硬件165万元，软件58万."""
    large = quantity.dimension == "number" and not quantity.unit and quantity.high >= 1e4
    return large and last.dimension == "money" and not _STOP.search(text, last.end, quantity.start)


_LEADS_TO = re.compile(r"[^，。；,;]{0,4}(?:到|至|成|为)了?")
_BARE_START = re.compile(
    r"(?<![零〇一二两三四五六七八九十百千万亿点\d])([零一二两三四五六七八九十百]{1,4})(?:至|到|~|-)$"
)


def _from_bare(text: str, quantity: Quantity) -> Quantity:
    """With the lower end that stands before it without a unit: 三到四秒, 从零到600bar."""
    if quantity.ranged or not quantity.high or quantity.comparator is not Comparator.EXACT:
        return quantity
    before = _BARE_START.search(text, max(0, quantity.start - 6), quantity.start)
    low = number(before.group(1)) if before else None
    if before is None or low is None:
        return quantity
    named = _PLAIN_NUMERAL.search(text, quantity.start, quantity.end)
    value = number(named.group()) if named else None
    if not value or low >= value:
        return quantity
    return replace(quantity, low=quantity.high * low / value, start=before.start())


def _continues(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a figure is the smaller rest of the one before: 2 小时 40 分钟."""
    if last.dimension != quantity.dimension or last.dimension not in _TAILED:
        return False
    smaller = _factor_of(quantity) < _factor_of(last) and quantity.high < _factor_of(last)
    return smaller and not text[last.end : quantity.start].strip(" 又零")


def _factor_of(quantity: Quantity) -> float:
    return UNITS[quantity.unit].factor if quantity.unit in UNITS else 1.0
