"""Figures that a sentence implies: the size of a change, a pace, a share, a radius, a wind force.

People tell the same quantity in several ways (八件一分钟 is 7.5 seconds a piece, 412 of 8.6 million
is a share); what is derived stands beside what is written, with the span of what it rests on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import metric
from matcher.requirements.quantities import Quantity
from matcher.requirements.units import UNITS

_COUNTERS = "|".join(
    re.escape(name)
    for name in sorted(UNITS, key=len, reverse=True)
    if UNITS[name].dimension == "count" and not name.isascii() and name not in ("层", "级")
)
# 5.2 秒一箱, 15s/件, 3 seconds per box: the time for one of what is counted
_FOR_ONE = re.compile(
    rf"\s?(?:(?:左右|上下|就能|能|可|处理|完成|检|过)?一|/|每|\bper\s|\ba\s|\bfor one\s)\s?"
    rf"(?P<counter>{_COUNTERS}|piece|part|item|box|unit|case|frame)"
)
_ONE_BEFORE = re.compile(rf"(?:每|单|一)(?:一)?(?P<counter>{_COUNTERS})[^，。；,;\d]{{0,6}}$")
_ENGLISH = {"piece": "件", "part": "件", "item": "件", "box": "箱", "unit": "件", "case": "箱"}
_HOUR = 3_600.0
_PEOPLE = frozenset({"人", "个人", "名", "位"})
_HOURS = frozenset({"小时", "个小时", "钟头", "个钟头", "h", "hour", "hours"})
_LABOUR = frozenset({"labour"})
# Upper ends of the Beaufort forces 0, 1, 2 … in metres per second (GB/T 28591).
_BEAUFORT = (0.2, 1.5, 3.3, 5.4, 7.9, 10.7, 13.8, 17.1, 20.7, 24.4, 28.4, 32.6)
_DIAMETER = re.compile(r"直径|diameter", re.IGNORECASE)
_FLIPPED = {
    Comparator.EXACT: Comparator.EXACT,
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.ABOVE: Comparator.BELOW,
    Comparator.BELOW: Comparator.ABOVE,
}


def of_clause(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """What single figures of one clause imply; `text` is the folded text of the run."""
    for figure in figures:
        quantity = figure.quantity
        if quantity.dimension in ("count", "number") and quantity.per == "hour":
            yield from _time_for_one(figure)
        elif quantity.dimension == "time" and quantity.low > 0:
            yield from _per_hour(text, figure)
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


def _time_for_one(figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    if quantity.low > 0:
        pace = replace(
            quantity, low=_HOUR / quantity.high, high=_HOUR / quantity.low, dimension="time",
            unit="秒", per=None, comparator=_FLIPPED[quantity.comparator],
        )  # fmt: skip
        yield replace(figure, quantity=pace, metrics=frozenset({"cycle time"}), implied=True)


def _per_hour(text: str, figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    counter = quantity.per if quantity.per in UNITS else None
    if counter is None:
        before = text[max(0, quantity.start - 12) : quantity.start]
        one = _FOR_ONE.match(text, quantity.end) or _ONE_BEFORE.search(before)
        if one is None:
            return
        counter = _ENGLISH.get(one.group("counter"), one.group("counter"))
    rate = replace(
        quantity, low=_HOUR / quantity.high, high=_HOUR / quantity.low, dimension="count",
        unit=counter, per="hour", comparator=_FLIPPED[quantity.comparator],
    )  # fmt: skip
    yield replace(figure, quantity=rate, metrics=frozenset({"throughput"}), implied=True)
    if not figure.metrics:
        yield replace(figure, metrics=frozenset({"cycle time"}), implied=True)


def _radius(text: str, figure: Figure) -> Iterator[Figure]:
    quantity = figure.quantity
    if _DIAMETER.search(text, max(0, quantity.start - 8), quantity.end + 4):
        half = replace(quantity, low=quantity.low / 2, high=quantity.high / 2)
        yield replace(figure, quantity=half, metrics=frozenset({"reach"}), implied=True)


def _wind_force(text: str, figure: Figure) -> Iterator[Figure]:
    """The Beaufort force that a wind of this speed fully contains."""
    quantity = figure.quantity
    around = text[max(0, quantity.start - 8) : quantity.end + 8].lower()
    if "风" in around or "wind" in around:
        low, high = (float(bisect_right(_BEAUFORT, v) - 1) for v in (quantity.low, quantity.high))
        force = replace(quantity, low=low, high=high, dimension="grade", unit="级")
        yield replace(figure, quantity=force, metrics=frozenset({"wind force"}), implied=True)


def of_sentence(figures: Sequence[Figure]) -> Iterator[tuple[int, Figure]]:
    """What pairs of figures of one sentence imply, each with the index of its later figure."""
    plain = [(index, f) for index, f in enumerate(figures) if f.quantity.dimension != "DN"]
    for (_, first), (index, second) in pairwise(plain):
        for figure in _changes(first, second):
            yield index, figure
    starts = [(i, f) for i, f in plain if f.quantity.role is Role.BEFORE]
    for i, first in starts:  # 原先十五个人盯着料口，如今三班合起来六个人
        later = next((pair for pair in plain if pair[0] > i + 1 and _alike(first, pair[1])), None)
        nearer = any(i < j < (later[0] if later else 0) and _alike(first, f) for j, f in plain)
        if later is not None and not nearer:
            for figure in _changes(first, later[1]):
                yield later[0], figure
    for at, (index, each) in enumerate(plain):
        for _, rounds in plain[:at]:
            if each.quantity.per is not None and rounds.quantity.unit == each.quantity.per:
                yield index, _total(rounds, each)
    rates = [(i, f) for i, f in plain if f.quantity.per == "hour" and not f.implied]
    hours = [
        (i, f) for i, f in plain if f.quantity.dimension == "time" and f.quantity.unit in _HOURS
    ]
    for i, rate in rates:
        for j, span in hours:
            if span.quantity.high <= 24 * _HOUR:  # 每小时 20 吨，两班倒共开十六小时
                yield max(i, j), _per_day(rate, span)
    for at, (index, part) in enumerate(plain):
        shares = (_share(whole, part) for _, whole in reversed(plain[:at]))
        nearest = next((share for share in shares if share is not None), None)
        if nearest is not None:
            yield index, nearest


def _alike(first: Figure, second: Figure) -> bool:
    a, b = first.quantity, second.quantity
    return a.dimension == b.dimension and (a.dimension != "count" or a.unit == b.unit)


def _changes(first: Figure, second: Figure) -> Iterator[Figure]:
    """The change in per cent and in size, computed from "由 A 增加到 B"."""
    a, b = first.quantity, second.quantity
    if a.role is not Role.BEFORE or not _alike(first, second) or not a.high or a.ranged:
        return
    names = first.metrics or second.metrics or (_LABOUR if a.unit in _PEOPLE else frozenset())
    words = f"{first.words} {second.words}"
    change = "up" if b.high > a.high else "down"
    share, size = abs(b.high - a.high) / abs(a.high), abs(b.high - a.high)
    sizes = [(share, "ratio", "%"), (size, a.dimension, a.unit)]
    for value, dimension, unit in sizes[: 1 if a.dimension == "ratio" else 2]:
        quantity = Quantity(
            value, value, dimension, unit, Comparator.EXACT, None, b.role, a.start, b.end
        )
        yield Figure(quantity, names, words, change, False, True)


def _total(rounds: Figure, each: Figure) -> Figure:
    """So many rounds of so many each: 分三期授课，每期十二位."""
    a, b = rounds.quantity, each.quantity
    total = replace(b, low=a.low * b.low, high=a.high * b.high, per=None)
    return replace(each, quantity=total, words=f"{rounds.words} {each.words}", implied=True)


def _per_day(rate: Figure, span: Figure) -> Figure:
    """What a rate comes to in the hours of a day."""
    a, b = rate.quantity, span.quantity
    total = replace(
        a,
        low=a.low * b.low / _HOUR,
        high=a.high * b.high / _HOUR,
        per="day",
        comparator=a.comparator,
    )
    return replace(rate, quantity=total, implied=True)


def _share(whole: Figure, part: Figure) -> Figure | None:
    """A part told as a count beside its whole: 分拣 860 万件，错分 412 件."""
    a, b = whole.quantity, part.quantity
    names = frozenset(n for n in part.metrics if n == "error" or _is_rate(n))
    if not names or part.inherited or a.per or b.per or not 0 < b.high < a.low:
        return None
    counted = {a.dimension, b.dimension} <= {"count", "number"}
    if counted and a.unit != b.unit and "number" not in (a.dimension, b.dimension):
        return None
    if not counted and (
        a.dimension != b.dimension or a.dimension not in ("mass", "length", "volume")
    ):
        return None
    quantity = Quantity(
        b.low / a.low, b.high / a.low, "ratio", "%", b.comparator, None, b.role, a.start, b.end
    )
    return Figure(quantity, names, f"{whole.words} {part.words}", None, False, True)


def _is_rate(name: str) -> bool:
    return "ratio" in metric(name).dimensions
