"""Figures of a text as values: dimension, range, comparator, period and the words around them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from matcher.requirements.bounds import Comparator, Role, bound, role_of
from matcher.requirements.numerals import ARABIC, CHINESE, ENGLISH, approximate, number
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


_FIGURE = re.compile(
    rf"""
    (?P<grade>(?<![A-Za-z])(?P<scheme>IP|DN|SIL|CMMI)[\s-]?(?P<step>\d+))K?(?![A-Za-z0-9])
    | (?P<hours>7\s?[×x*]\s?24(?:\s?个?小时)?|24\s?[×x*]\s?7|5\s?[×x*]\s?8)
    | (?P<tenths>[一二三四五六七八九](?:成[一二三四五六七八九半]?))(?![立本功为熟品员果像型分套])
    | (?P<nextday>次日|翌日|隔[天日]|第二天|当[天日](?=[就可能]?[办装修出完送到达])|\bnext day\b)
    | (?P<whole>[二两三四五六七八九十百千万])分之(?P<part>{CHINESE}|{ARABIC})
    | (?P<equal>一半|对半|(?<![A-Za-z])half(?![A-Za-z-]))
    | (?P<sign>零下|负|±|\+/-|[+-])?\s?
      (?<![A-Za-z_.\d])(?P<number>{ARABIC}|{CHINESE}|{ENGLISH})
      (?P<scale>\s?[万亿千百](?!分))?(?P<half>个半)?[\s-]?(?:余|多|来)?
      (?P<unit>{UNIT_PATTERN})?(?P<halfafter>半(?!年|天|月|小))?
      (?:\s?(?:/|每|per\s)\s?(?P<per>[一-鿿]{{1,2}}|[A-Za-z]+))?
    """,
    re.VERBOSE,
)  # fmt: skip
_WHOLES = {"百": 100.0, "千": 1_000.0, "万": 10_000.0}
_HINT = re.compile(
    rf"\d|[零〇一二两三四五六七八九十百千万亿半]|half|{ENGLISH}|[次翌隔当][日天]|next day",
    re.IGNORECASE,
)
_RANGE_SIGN = re.compile(r"\s?(?:-|~|—|至|到|to)\s?")

_PERIOD_BEFORE = re.compile(
    r"每(?:一?个?)(秒|分钟|小时|天|日|周|星期|月|季度|季|年|班次?)"
    r"|(?<![\d一-十半今去明节假期生])(日|年|月)度?(?=[一-鿿]{1,3}量|均|处理|产|吞吐|加工|计划"
    r"|累计|租|费|金额?|服务费|维护费|接|承|检"
    r"|发|停|供|运|峰)"
    r"|(?:全|单|整)(日|年|月|天|班)|(?<![第十\d])一个?(秒|分钟|小时|天|日|周|月|年)(?![内以后前])[一-鿿]{1,4}$"
    r"|(?<![第十\d])一个?(秒|分钟|小时|天|日|周|月|年"
    r"|班)(?=[能可最就检产也]|处理|合计|累计|下来|总共|一共|平均|内?共|才|大约)|\bper (second|minute|hour|shift|day|week|month|year)\b"
    r"|\b(dai|hour|week|month|year)ly\b"
)
_ROUND = re.compile(r"每(期|场|批|轮|趟|组)(?:最多|最少|约|有|坐|培训|安排|各)*$")  # 每期十二位
# ISO 27001, GB/T 4754, Windows 10: a whole number directly after a Latin name is part of it
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z/]*[\s-]?$|(?<![A-Za-z])[a-z]{1,2}[\s-]?$")
_FIXED = re.compile(
    r"[一二三两]次(?=开发|利用|加工|供水|污染|回路|元件|性|能源|分配|编程)"
    r"|[一二三四五六]级(?=响应|页面|域名|目录)|一[个次](?=性|人)"
)
_AS_PERIOD = re.compile(
    r"[能可最就检产做处]|(?![内以后前])[一-鿿]{1,4}\d|[测拣跑发过扫打装][一二两三四五六七八九十百千]"
)  # 一分钟检八件: the minute is the period of a rate
_PRICE_ENDS = re.compile(r"\s*(?:$|[，。；、,;一每左上多])")  # 三千块 that is followed by no noun
_SOLD = re.compile(
    r"(?:卖|售价|单价|报价|总价|整包|一[台套])(?:只要|才|大约|约|是)?\s*$"
)  # 一台卖九万六
_HOURLY = re.compile(r"时速[^，。；,;\d]{0,8}$")
_WARM = re.compile(r"[温热冷冻寒暑]|运行|工作环境|temperature")


def quantities(text: str) -> list[Quantity]:
    """The figures of a folded text, in order; dates, ordinals and model numbers are none."""
    if _HINT.search(text) is None:
        return []
    read = [found for match in _FIGURE.finditer(text) if (found := _read(text, match))]
    return _with_ranges(text, read)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    measure = None if match.group("hours") else _measure(text, match)
    if measure is None or math.isinf(measure.value):
        return None
    per, factor = _period(text, match)
    value = low = measure.value * factor
    if match.group("number") and approximate(match.group("number")):  # 两三秒
        low = value * (1 - 1 / (number(match.group("number")) or 1.0))
    comparator, begun, end = bound(text, match.start(), measure.end)
    role = role_of(text, match.start(), end, comparator)
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
        head, tail = match.group("tenths")[0], match.group("tenths")[2:]
        tenths = (number(head) or 0.0) + ((number(tail) or 0.0) if tail == "半" else 0.0)
        hundredths = (number(tail) or 0.0) if tail and tail != "半" else 0.0
        return _Measure(tenths / 10 + hundredths / 100, "ratio", "%", match.end())
    if match.group("whole"):
        part = number(match.group("part"))
        whole = _WHOLES.get(match.group("whole")) or number(match.group("whole")) or 1.0
        return None if part is None else _Measure(part / whole, "ratio", "%", match.end())
    if match.group("nextday"):
        return _Measure(UNITS["天"].factor, "time", "天", match.end())
    if match.group("equal"):
        return _Measure(0.5, "ratio", "%", match.end())
    value = number(match.group("number") + (match.group("scale") or "").strip())
    if value is None:
        return None
    if match.group("unit") is None:
        return _unitless(text, match, value)
    return None if _calendar(text, match, value) else _with_unit(text, match, value)


def _unitless(text: str, match: re.Match[str], value: float) -> _Measure | None:
    """A bare Arabic number; names (ISO 27001, H264) and Chinese numerals in words are none."""
    numeral = match.group("number")
    if "万" in match.group() and _SOLD.search(text[max(0, match.start() - 6) : match.start()]):
        return _Measure(
            value,
            "money",
            "元",
            match.end("scale") if match.group("scale") else match.end("number"),
        )
    end = match.end("scale") if match.group("scale") else match.end("number")
    joined = text[match.end() : match.end() + 1]
    if not numeral[0].isdigit() or joined in tuple("x×*") or re.match("[A-Za-z]", joined):
        return None
    if numeral.isdigit() and _NAME.search(text, max(0, match.start() - 12), match.start()):
        return None
    return _Measure(value * _sign(match), "number", "", end)


def _with_unit(text: str, match: re.Match[str], value: float) -> _Measure:
    unit = UNITS[match.group("unit")]
    value += 0.5 if match.group("half") or match.group("halfafter") else 0.0
    dimension = unit.dimension
    if unit.name == "块" and _PRICE_ENDS.match(text, match.end()):
        dimension = "money"
    if dimension == "degree":
        around = text[max(0, match.start() - 10) : match.end() + 4]
        if match.group("sign") in ("零下", "-") or _WARM.search(around):
            dimension = "temperature"
    if unit.name in ("公里", "km", "千米") and _HOURLY.search(text[: match.start()][-12:]):
        return _Measure(value / 3.6, "speed", "km/h", match.end())
    return _Measure(value * unit.factor * _sign(match), dimension, unit.name, match.end())


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
    # 一次 部署, 一种, 一套 …: "one" with a counter is an article, not a figure
    return match.group("number") == "一" and UNITS[unit].dimension == "count"


def _period(text: str, match: re.Match[str]) -> tuple[str | None, float]:
    """The period of a rate and the factor that brings the value to it; (None, 1) for no rate."""
    named = match.group("per")
    if named is None:
        clause = re.split(r"[，。；：,;:]", text[max(0, match.start() - 24) : match.start()])[-1]
        found = [*_PERIOD_BEFORE.finditer(clause)][-1:] or [*_ROUND.finditer(clause)]
        if not found:
            return None, 1.0
        named = next(group for group in found[0].groups() if group)
        named = "day" if named == "dai" else named
    return PERIODS.get(named, named), PER_HOUR.get(named, 1.0)


def _with_ranges(text: str, read: list[Quantity]) -> list[Quantity]:
    """Join "-35~55℃", "DN80到DN500", "3至5天" into one quantity each."""
    joined: list[Quantity] = []
    for quantity in read:
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
        joined.append(quantity)
    return joined


def _continues(text: str, last: Quantity, quantity: Quantity) -> bool:
    """Whether a figure is the smaller rest of the one before: 2 小时 40 分钟."""
    if last.dimension != "time" or quantity.dimension != "time":
        return False
    smaller = _factor_of(quantity) < _factor_of(last) and quantity.high < _factor_of(last)
    return smaller and not text[last.end : quantity.start].strip(" 又零")


def _factor_of(quantity: Quantity) -> float:
    return UNITS[quantity.unit].factor if quantity.unit in UNITS else 1.0
