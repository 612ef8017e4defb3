"""Values of an offer held against the value of a limit: units, periods, ends, inclusive or not."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from matcher.requirements.bounds import Comparator
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import Better, complements, same
from matcher.requirements.parts import Limit
from matcher.requirements.quantities import Quantity
from matcher.requirements.units import DAYS, UNITS

_COUNTED = ("count", "mass", "number", "volume", "length", "area", "time")
_PERIODS = frozenset({*DAYS, "hour", "shift"})
# A unit may be left out where the question has named it: 最远三百二, 上下差六七度.
_UNNAMED = frozenset(
    {
        "length",
        "mass",
        "money",
        "sound",
        "speed",
        "temperature",
        "time",
        "power",
        "pressure",
        "area",
        "volume",
        "count",
        "grade",
    }
)


_REGULAR = frozenset({"次", "回", "遍", "轮", "趟"})


def brought(limit: Limit, figure: Figure, whatever: bool = False) -> Quantity | None:
    """An offered quantity in the dimension and for the period that is asked; None where none fits.

    A longer period gives the mean of a shorter one; the other way only money and what should be
    small convert, for nobody works every day of a month. With `whatever` another dimension is
    brought over, too: a number without a unit is in the unit that is asked.
    """
    asked, given = limit.figure.quantity, figure.quantity
    if whatever:
        moved = None if figure.implied and given.dimension == "number" else _moved(asked, given)
        return None if moved is None else brought(limit, replace(figure, quantity=moved))
    mine, theirs = _period(asked.per), _period(given.per)
    if mine == theirs:
        return given
    here, there = DAYS.get(mine or ""), DAYS.get(theirs or "")
    if here and there:
        regular = given.unit in _REGULAR  # once a month is three times a quarter
        if (
            there > here
            or regular
            or asked.dimension in ("money", "time")
            or limit.better is Better.LOWER
        ):
            scale = here / there
            return replace(given, low=given.low * scale, high=given.high * scale, per=mine)
        return None
    if theirs is None and not figure.implied:
        return given  # the period is often left out where the question has named it
    kept = asked.dimension not in _COUNTED or (
        asked.dimension == "time" and (mine is None or theirs is None)
    )
    return given if kept else None


def _period(per: str | None) -> str | None:
    """A period of time; a counter (每台) or a volume (每立方米) is none."""
    return per if per in _PERIODS else None


def _moved(asked: Quantity, given: Quantity) -> Quantity | None:
    dimension = asked.dimension
    if {dimension, given.dimension} == {"degree", "temperature"}:
        return replace(given, dimension=dimension)
    if (dimension, given.dimension, given.unit) == ("energy", "degree", "度"):
        return replace(given, low=given.low * 1e3, high=given.high * 1e3, dimension=dimension)
    if dimension == "number" and given.dimension == "count":
        return replace(given, dimension=dimension)
    share = dimension == "ratio" and _as_per_cent(asked, given)
    unnamed = (
        dimension in _UNNAMED or share or (dimension == "ratio" and asked.ranged and given.ranged)
    )
    if given.dimension == "number" and given.per is None and unnamed:
        factor = UNITS[asked.unit].factor if asked.unit in UNITS else 1.0
        if dimension == "money" and given.high >= 1_000:
            factor = 1.0
        return replace(
            given,
            low=given.low * factor,
            high=given.high * factor,
            dimension=dimension,
            unit=asked.unit,
        )
    return None


def _as_per_cent(asked: Quantity, given: Quantity) -> bool:
    """Whether a number without a unit can be in per cent: 逐字核对下来九十四点一."""
    return asked.unit == "%" and given.low > 0 and given.high <= max(100.0, 200.0 * asked.high)


def offered(limit: Limit, figure: Figure) -> tuple[float, float]:
    """Both ends of what an offer's figure says of the limited metric."""
    quantity = brought(limit, figure) or figure.quantity
    asked, given = limit.figure.metrics, figure.metrics
    if not same(asked, given) and complements(asked, given):
        return 1 - quantity.high, 1 - quantity.low
    return quantity.low, quantity.high


def keeps(limit: Limit, low: float, high: float, comparator: Comparator) -> bool | None:
    """Whether the offered range keeps the limit; None when only a part of it does.

    An offer of "under 3 s" lies below 3 s, and one of "nearly 100" below 100.
    """
    asked = limit.figure.quantity
    slack = 0.02 if asked.dimension == "time" and asked.high >= 86_400 else 1e-9
    beside = {Comparator.BELOW: -1, Comparator.ABOVE: 1}.get(comparator, 0)

    def at_least(value: float, bound: float, side: int = beside) -> bool:
        if math.isclose(value, bound, rel_tol=slack, abs_tol=1e-12):
            return side > 0 or (side == 0 and not limit.strict)
        return value > bound

    if limit.better is Better.HIGHER:
        ends = {at_least(low, asked.high), at_least(high, asked.high)}
    elif limit.better is Better.LOWER:
        ends = {at_least(-low, -asked.high, -beside), at_least(-high, -asked.high, -beside)}
    else:
        return _covers(asked, low, high, at_least)
    return ends.pop() if len(ends) == 1 else None


def _covers(
    asked: Quantity, low: float, high: float, at_least: Callable[[float, float, int], bool]
) -> bool | None:
    if not asked.ranged:
        if low < high:
            return at_least(-low, -asked.low, 0) and at_least(high, asked.high, 0)
        cold = asked.low < 0
        return at_least(-low, -asked.low, 0) if cold else at_least(high, asked.high, 0)
    inside = at_least(asked.low, low, 0), at_least(high, asked.high, 0)
    if all(inside):
        return True
    return None if high > asked.low and low < asked.high else False
