"""A limit against the figures of an offer."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from matcher.requirements.bounds import Role
from matcher.requirements.findings import SILENT, Finding, Standing, settled, with_exceptions
from matcher.requirements.metrics import COMPLEMENTS, SOLE, TELLING, Better, measured_in
from matcher.requirements.parts import Limit
from matcher.requirements.quantities import Quantity
from matcher.requirements.statements import Figure, Statement


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
        if (outcome := _outcome(limit, figure, statements[position])) is not None
    ]
    if outcomes:
        return with_exceptions(settled(outcomes), statements, ())
    return _elliptical(limit, statements)


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
                outcome = _outcome(limit, figure, statement)
                outcomes.extend([(outcome, position)] if outcome else [])
    missed = [outcome for outcome in outcomes if outcome[0] is not Standing.MET]
    return settled(outcomes) if missed else SILENT


RELATED = 0.6  # cosine from which a passage is about what the requirement is about
NEAR = 0.15  # cosine above that of texts that have nothing to do with each other
# Dimensions in which nearly anything can be stated: a figure without a metric says nothing.
_NAMELESS = frozenset({"ratio", "time", "money"})
_BROAD = _NAMELESS | {"number", "count"}
# Metrics of many things: whose accuracy, whose delay has to be the same, too.
_BOUND = frozenset({"latency", "interval", "cycle time", "experience", "advance notice"})


def _comparable(limit: Limit, figure: Figure, around: str, similarity: float) -> bool:
    """Whether an offer's figure measures what the limit limits; `around` is its whole text."""
    asked, given = limit.figure, figure
    dimension = asked.quantity.dimension
    if (
        dimension != given.quantity.dimension
        or given.quantity.role not in (Role.STATED, Role.PLANNED)
        or asked.change != given.change
        or not _same_period(asked.quantity, given.quantity)
    ):
        return False
    shared = _shared(limit, given)
    if asked.metrics and given.metrics:
        if not _same_metric(asked, given):
            return False
        bound = dimension in ("ratio", "length") or asked.metrics & _BOUND
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
        return shared > 0 or any(char in given.words for word in limit.words for char in word)
    return shared >= (0.5 if dimension in _BROAD else 0.34)


def _same_object(limit: Limit, given: Figure, around: str, similarity: float) -> bool:
    """Whether what is measured agrees: said beside the figure, or elsewhere with no other there."""
    near = given.words.lower()
    if not limit.objects or similarity >= RELATED or any(_stands(w, near) for w in limit.objects):
        return True
    elsewhere = any(_stands(word, around) for word in limit.objects)
    alone = not near or given.inherited
    return alone and (elsewhere or similarity >= NEAR)


def _same_metric(asked: Figure, given: Figure) -> bool:
    if asked.metrics & given.metrics:
        return True
    return any(frozenset({a, b}) in COMPLEMENTS for a in asked.metrics for b in given.metrics)


def _complement(asked: Figure, given: Figure) -> bool:
    return bool(asked.metrics and given.metrics) and not asked.metrics & given.metrics


def _same_period(asked: Quantity, given: Quantity) -> bool:
    return (
        asked.per == given.per
        or asked.dimension not in ("count", "mass", "number", "volume", "length", "area", "time")
        or (asked.dimension == "time" and (asked.per is None or given.per is None))
    )


def _shared(limit: Limit, figure: Figure) -> float:
    """Share of the limit's own words that stand near the offer's figure."""
    if not limit.words:
        return 0.0
    near = figure.words.lower()
    return sum(_stands(word, near) for word in limit.words) / len(limit.words)


def _stands(word: str, text: str) -> bool:
    if word in text:
        return True
    return (
        len(word) >= 2
        and not word.isascii()
        and any(word[i : i + 2] in text for i in range(len(word) - 1) if len(word) >= 3)
    )


def _outcome(limit: Limit, figure: Figure, statement: Statement) -> Standing | None:
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
    quantity = figure.quantity
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
