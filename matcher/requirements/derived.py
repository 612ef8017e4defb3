"""Figures that a single clause implies: a pace, a frequency, a radius, a wind force, an availability.

People tell the same quantity in several ways (八件一分钟 is 7.5 seconds a piece, three stops a second
are 3 Hz); what is derived stands beside what is written, with the span of what it rests on. What
several figures of a sentence imply together is for `arithmetic`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.requirements.arithmetic import FLIPPED, available, of_sentence
from matcher.requirements.figures import Figure
from matcher.requirements.units import DAYS, UNITS

__all__ = ["of_clause", "of_sentence"]

_COUNTERS = "|".join(
    re.escape(name)
    for name in sorted(UNITS, key=len, reverse=True)
    if UNITS[name].dimension == "count" and not name.isascii() and name not in ("层", "级")
)
# 5.2 秒一箱, 15s/件, 3 seconds per box: the time for one of what is counted
_FOR_ONE = re.compile(
    rf"\s?(?:(?:左右|上下|多|就|才|不到)?(?:就能|能|可|处理|完成|检|过|出|送走|放行|放走|打|做|下线?|来|过去|走|拣|测|读|扫|装|码|看|拍)?完?一|/|每|\bper\s|\ba\s|\bfor one\s)\s?"
    rf"(?P<counter>{_COUNTERS}|piece|part|item|box|unit|case|frame)"
)
_ONE_BEFORE = re.compile(
    rf"(?:每|单|一|逐)(?:一)?(?![次回遍轮趟班期])(?P<counter>{_COUNTERS})(?!天|年|月)[^，。；,;\d]{{0,6}}$"
)
_ENGLISH = {
    "piece": "件",
    "part": "件",
    "item": "件",
    "box": "箱",
    "unit": "件",
    "case": "箱",
    "frame": "帧",
}
_HOUR, _DAY = 3_600.0, 86_400.0
# Upper ends of the Beaufort forces 0, 1, 2 … in metres per second (GB/T 28591).
_BEAUFORT = (0.2, 1.5, 3.3, 5.4, 7.9, 10.7, 13.8, 17.1, 20.7, 24.4, 28.4, 32.6)
_DIAMETER = re.compile(r"直径|diameter", re.IGNORECASE)
_OFTEN = frozenset({"次", "回", "遍", "轮", "圈", "趟", "点", "测点", "个测点", "帧", "个点"})
_ASKS = frozenset({"次", "笔", "条", "单", "个", "请求", "个请求"})


def of_clause(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What single figures of one clause imply; `text` is the folded text of the run."""
    for figure in figures:
        quantity = figure.quantity
        if quantity.dimension in ("count", "number") and quantity.per == "hour":
            yield from _time_for_one(figure)
            yield from _per_second(figure)
        elif quantity.dimension == "count" and quantity.unit in _OFTEN and quantity.per in DAYS:
            yield from _between(figure)
        elif quantity.dimension == "time" and quantity.low > 0:
            yield from _per_hour(text, figure)
            yield from available(figure)
        elif quantity.dimension == "length" and quantity.per == "hour":
            speed = replace(
                quantity, low=quantity.low / _HOUR, high=quantity.high / _HOUR, dimension="speed",
                unit="m/s", per=None,
            )  # fmt: skip
            yield replace(figure, quantity=speed, metrics=frozenset({"speed"}), implied=True)
        elif quantity.dimension == "length":
            yield from _radius(text, figure)
        elif quantity.dimension == "speed":
            yield from _wind_force(text, figure)
            yield from _per_minute(figure)


def _time_for_one(figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    if quantity.low > 0:
        pace = replace(
            quantity, low=_HOUR / quantity.high, high=_HOUR / quantity.low, dimension="time",
            unit="秒", per=None, comparator=FLIPPED[quantity.comparator],
        )  # fmt: skip
        yield replace(figure, quantity=pace, metrics=frozenset({"cycle time"}), implied=True)


def _per_second(figure: Figure) -> Iterator[Figure]:
    """A rate as a frequency (每秒刷新三次), a frame rate or a request rate."""
    quantity = figure.quantity
    dimensions = [("frequency", "Hz")] if quantity.unit in _OFTEN else []
    dimensions += [("frame rate", "fps")] if quantity.unit in ("帧", "张", "幅") else []
    dimensions += [("request rate", "TPS")] if quantity.unit in _ASKS else []
    for dimension, unit in dimensions:
        rate = replace(
            quantity, low=quantity.low / _HOUR, high=quantity.high / _HOUR, dimension=dimension,
            unit=unit, per=None,
        )  # fmt: skip
        yield replace(figure, quantity=rate, implied=True)


def _between(figure: Figure) -> Iterator[Figure]:
    """The time between two of what happens so often: 每天两次 is every twelve hours."""
    quantity = figure.quantity
    if quantity.low > 0 and quantity.per is not None:
        whole = DAYS[quantity.per] * _DAY
        between = replace(
            quantity, low=whole / quantity.high, high=whole / quantity.low, dimension="time",
            unit="天", per=None, comparator=FLIPPED[quantity.comparator],
        )  # fmt: skip
        yield replace(figure, quantity=between, metrics=frozenset({"interval"}), implied=True)


def _per_hour(text: str, figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    unit = UNITS.get(quantity.per or "")
    countable = unit is not None and unit.dimension == "count" and unit.name not in _OFTEN
    counter = quantity.per if countable else None
    if counter is None:
        before = text[max(0, quantity.start - 12) : quantity.start]
        one = _FOR_ONE.match(text, quantity.end) or _ONE_BEFORE.search(before)
        if one is None or quantity.high >= _DAY:
            return
        counter = _ENGLISH.get(one.group("counter"), one.group("counter"))
    rate = replace(
        quantity, low=_HOUR / quantity.high, high=_HOUR / quantity.low, dimension="count",
        unit=counter, per="hour", comparator=FLIPPED[quantity.comparator],
    )  # fmt: skip
    yield replace(figure, quantity=rate, metrics=frozenset({"throughput"}), implied=True)
    yield from _per_second(replace(figure, quantity=rate))
    if not figure.metrics:
        yield replace(figure, metrics=frozenset({"cycle time"}), implied=True)


def _radius(text: str, figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    if _DIAMETER.search(text, max(0, quantity.start - 8), quantity.end + 4):
        half = replace(quantity, low=quantity.low / 2, high=quantity.high / 2)
        yield replace(figure, quantity=half, metrics=frozenset({"reach"}), implied=True)


def _per_minute(figure: Figure) -> Iterator[Figure]:
    """A speed as so many metres an hour, for limits that are asked as a rate."""
    quantity = figure.quantity
    rate = replace(
        quantity, low=quantity.low * _HOUR, high=quantity.high * _HOUR, dimension="length",
        unit="m", per="hour",
    )  # fmt: skip
    yield replace(figure, quantity=rate, implied=True)


def _wind_force(text: str, figure: Figure) -> Iterator[Figure]:
    """The Beaufort force that a wind of this speed fully contains."""
    quantity = figure.quantity
    around = text[max(0, quantity.start - 8) : quantity.end + 8].lower()
    if "风" in around or "wind" in around:
        low, high = (float(bisect_right(_BEAUFORT, v) - 1) for v in (quantity.low, quantity.high))
        force = replace(quantity, low=low, high=high, dimension="grade", unit="级")
        yield replace(figure, quantity=force, metrics=frozenset({"wind force"}), implied=True)
