"""A limit against the figures of an offer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from matcher.requirements.aboutness import chance, of_figure
from matcher.requirements.alike import stands
from matcher.requirements.bounds import Role
from matcher.requirements.figures import Figure
from matcher.requirements.findings import SILENT, Finding, Standing, settled, with_exceptions
from matcher.requirements.metrics import COMPLEMENTS, SOLE, TELLING, Better, measured_in
from matcher.requirements.parts import Limit
from matcher.requirements.quantities import Quantity
from matcher.requirements.statements import Statement
from matcher.requirements.units import same_counter


def hold_limit(limit: Limit, statements: Sequence[Statement], similarity: float) -> Finding:
    """How a limit stands: every figure of the same metric counts, limited ones only in part."""
    around = "".join(statement.text for statement in statements) if limit.objects else ""
    candidates = [
        (figure, position)
        for position, statement in enumerate(statements)
        for figure in statement.figures
        if _comparable(limit, figure, around, similarity)
    ]
    if limit.figure.quantity.ranged:
        candidates = _ranges(candidates)
    outcomes = [
        (outcome, position)
        for figure, position in candidates
        if (outcome := outcome_of(limit, figure, statements[position])) is not None
    ]
    if outcomes:
        return with_exceptions(settled(outcomes), statements, ())
    elliptical = _elliptical(limit, statements)
    return elliptical if elliptical.rests_on else _likely(limit, statements, similarity)


def _likely(limit: Limit, statements: Sequence[Statement], similarity: float) -> Finding:
    """What figures say that no rule ties to the limit, but that are likely about it."""
    outcomes, best = [], 0.0
    for position, statement in enumerate(statements):
        for figure in statement.figures:
            if not possible(limit, figure):
                continue
            outcome = outcome_of(limit, figure, statement)
            likely = chance(of_figure(limit, figure, position, statements, similarity))
            if outcome is not None and likely >= LIKELY:
                outcomes.append((outcome, position))
                best = max(best, likely)
    if not outcomes:
        return SILENT
    finding = settled(outcomes)
    return SILENT if finding.standing is Standing.MET and best < CERTAIN else finding


def _ranges(candidates: list[tuple[Figure, int]]) -> list[tuple[Figure, int]]:
    """For a range that is asked, ranges count where there are any; else points span one."""
    ranged = [candidate for candidate in candidates if candidate[0].quantity.ranged]
    if ranged or len(candidates) < 2:
        return ranged or candidates
    first, last = candidates[0], candidates[-1]
    if first[1] != last[1]:
        return candidates
    lows = [figure.quantity.low for figure, _ in candidates]
    spanned = replace(first[0].quantity, low=min(lows), high=max(lows))
    return [(replace(first[0], quantity=spanned), first[1])]


_ELLIPTICAL = re.compile(
    r"(?:[快慢高低好差长短多少最的在里能到可约达至有为是现场实验室目前平均一般，。；、\s]"
    r"|max|min|up|to|about)*"
)


def _elliptical(limit: Limit, statements: Sequence[Statement]) -> Finding:
    """Figures without any subject ("现场能到九成二") in a text that names no other metric.

    They may show that a limit is missed, never that it is kept.
    """
    asked = limit.figure
    if not asked.metrics or asked.change or any(f.metrics for s in statements for f in s.figures):
        return SILENT
    outcomes = []
    for position, statement in enumerate(statements):
        if not _ELLIPTICAL.fullmatch(statement.bare):
            continue
        for figure in statement.figures:
            if figure.quantity.dimension == asked.quantity.dimension and not figure.change:
                outcome = outcome_of(limit, figure, statement)
                outcomes.extend([(outcome, position)] if outcome else [])
    missed = [outcome for outcome in outcomes if outcome[0] is not Standing.MET]
    return settled(outcomes) if missed else SILENT


_DIAMETER = frozenset({"diameter"})  # it is no radius; the radius stands beside it
_WORKS = re.compile(r"[做产处检测出跑干]|完成|加工")
_PACE = frozenset({"cycle time", "throughput"})
_PLAIN = frozenset({"thickness"})
# The chance from which a figure counts that no rule ties to the limit, and from which figures that
# all keep it count: a wrong yes is worse than a wrong no.
LIKELY, CERTAIN = 0.5, 0.8
RELATED = 0.6  # cosine from which a passage is about what the requirement is about
NEAR = 0.15  # cosine above that of texts that have nothing to do with each other
# Dimensions in which nearly anything can be stated: a figure without a metric says nothing.
_NAMELESS = frozenset({"ratio", "time", "money"})
_BROAD = _NAMELESS | {"number", "count"}
# Metrics of many things: whose accuracy, whose delay has to be the same, too.
_BOUND = frozenset({"latency", "interval", "cycle time", "experience", "advance notice"})


def possible(limit: Limit, figure: Figure) -> bool:
    """Whether an offer's figure is of the same kind and period as a limit, whatever it measures."""
    asked, given = limit.figure, figure
    return (
        asked.quantity.dimension == given.quantity.dimension
        and given.quantity.role in (Role.STATED, Role.PLANNED)
        and asked.change == given.change
        and _brought(limit, given.quantity) is not None
        and (asked.metrics >= _DIAMETER or not given.metrics >= _DIAMETER)
        and (
            asked.quantity.dimension != "count"
            or same_counter(asked.quantity.unit, given.quantity.unit)
        )
        # a pace computed from "5 秒一箱" counts boxes and nothing else
        and not (
            given.implied and given.quantity.per and given.quantity.unit != asked.quantity.unit
        )
    )


def _comparable(limit: Limit, figure: Figure, around: str, similarity: float) -> bool:
    """Whether an offer's figure measures what the limit limits; `around` is its whole text."""
    asked, given = limit.figure, figure
    dimension = asked.quantity.dimension
    if not possible(limit, figure):
        return False
    shared = _shared(limit, given)
    if asked.metrics and given.metrics:
        if not _same_metric(asked, given):
            return False
        bound = bool(dimension in ("ratio", "length") or asked.metrics & _BOUND)
        bound = (
            bound and not asked.metrics & _PLAIN and not (given.implied and asked.metrics & _PACE)
        )
        return not bound or _same_object(limit, given, around, similarity)
    if asked.change:
        return shared > 0
    if dimension in TELLING and asked.metrics <= measured_in(dimension):
        alien = given.metrics - measured_in(dimension)
        return not alien and (dimension in SOLE or not limit.words or shared > 0)
    if asked.metrics and dimension in _NAMELESS:
        return False
    if asked.quantity.per and asked.quantity.unit == given.quantity.unit:
        # one counter and one period, and something in common with what is done
        if not limit.words:
            return _WORKS.search(given.words) is not None
        return shared > 0 or any(char in given.words for word in limit.words for char in word)
    return shared >= (0.5 if dimension in _BROAD else 0.34)


def _same_object(limit: Limit, given: Figure, around: str, similarity: float) -> bool:
    """Whether what is measured agrees: said beside the figure, or elsewhere with no other there."""
    near = given.words.lower()
    if not limit.objects or similarity >= RELATED or any(_stands(w, near) for w in limit.objects):
        return True
    elsewhere = any(_stands(word, around) for word in limit.objects)
    alone = len(near) < 2 or given.inherited
    return alone and (elsewhere or similarity >= NEAR)


def _same_metric(asked: Figure, given: Figure) -> bool:
    if asked.metrics & given.metrics:
        return True
    return any(frozenset({a, b}) in COMPLEMENTS for a in asked.metrics for b in given.metrics)


def _complement(asked: Figure, given: Figure) -> bool:
    return bool(asked.metrics and given.metrics) and not asked.metrics & given.metrics


_DAYS = {"day": 1.0, "week": 7.0, "month": 30.0, "quarter": 91.0, "year": 365.0}
_COUNTED = ("count", "mass", "number", "volume", "length", "area", "time")


def _brought(limit: Limit, given: Quantity) -> Quantity | None:
    """An offered quantity for the period that is asked; None where it says nothing about it.

    A longer period gives the mean of a shorter one; the other way only money and what should be
    small convert, for nobody works every day of a month.
    """
    asked = limit.figure.quantity
    if asked.per == given.per:
        return given
    here, there = _DAYS.get(asked.per or ""), _DAYS.get(given.per or "")
    if here and there and asked.dimension != "time":
        if there > here or asked.dimension == "money" or limit.better is Better.LOWER:
            return replace(given, low=given.low * here / there, high=given.high * here / there)
        return None
    kept = asked.dimension not in _COUNTED or (
        asked.dimension == "time" and (asked.per is None or given.per is None)
    )
    return given if kept else None


def _shared(limit: Limit, figure: Figure) -> float:
    """Share of the limit's own words that stand near the offer's figure."""
    if not limit.words:
        return 0.0
    near = figure.words.lower()
    return sum(_stands(word, near) for word in limit.words) / len(limit.words)


def _stands(word: str, text: str) -> bool:
    if stands(word, text):
        return True
    return (
        len(word) >= 2
        and not word.isascii()
        and any(word[i : i + 2] in text for i in range(len(word) - 1) if len(word) >= 3)
    )


def outcome_of(limit: Limit, figure: Figure, statement: Statement) -> Standing | None:
    """What a figure that measures what the limit limits says of it; None for a mere goal."""
    low, high = _offered(limit, figure)
    kept = _keeps(limit, low, high)
    if kept is None:
        return Standing.SOME
    if statement.unreached:
        return Standing.NOT
    if not kept:
        return Standing.NOT
    if statement.planned or figure.quantity.role is Role.PLANNED:
        return None  # a goal is no result
    return Standing.SOME if statement.limited else Standing.MET


def _offered(limit: Limit, figure: Figure) -> tuple[float, float]:
    quantity = _brought(limit, figure.quantity) or figure.quantity
    if _complement(limit.figure, figure):
        return 1 - quantity.high, 1 - quantity.low
    return quantity.low, quantity.high


def _keeps(limit: Limit, low: float, high: float) -> bool | None:
    """Whether the offered range keeps the limit; None when only a part of it does."""
    asked = limit.figure.quantity
    slack = 0.02 if asked.dimension == "time" and asked.high >= 86_400 else 1e-9

    def at_least(value: float, bound: float) -> bool:
        if math.isclose(value, bound, rel_tol=slack, abs_tol=1e-12):
            return not limit.strict
        return value > bound

    if limit.better is Better.HIGHER:
        ends = {at_least(low, asked.high), at_least(high, asked.high)}
    elif limit.better is Better.LOWER:
        ends = {at_least(-low, -asked.high), at_least(-high, -asked.high)}
    else:
        return _covers(asked, low, high, at_least)
    return ends.pop() if len(ends) == 1 else None


def _covers(
    asked: Quantity, low: float, high: float, at_least: Callable[[float, float], bool]
) -> bool | None:
    if not asked.ranged:
        cold = asked.low < 0
        return at_least(-low, -asked.low) if cold else at_least(high, asked.high)
    inside = at_least(asked.low, low), at_least(high, asked.high)
    if all(inside):
        return True
    return None if high > asked.low and low < asked.high else False
