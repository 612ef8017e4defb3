"""How likely a figure of an offer measures what a limit limits, where no rule ties the two.

A small logistic model over a handful of readings; its weights are fitted by
`python -m matcher.training.aboutness` on labelled verdicts. Whether the figure keeps the limit is
for the rules.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from matcher.requirements.alike import stands
from matcher.requirements.figures import Figure
from matcher.requirements.parts import Limit
from matcher.requirements.statements import Statement

PARAMETERS = Path(__file__).parent.parent / "weights" / "aboutness.json"
READINGS = (
    "similarity", "same metric", "other metric", "no metric asked", "words beside", "words around",
    "pairs around", "only one", "distance", "performance", "share", "time", "count", "computed",
)  # fmt: skip
_PERFORMS = re.compile(
    r"平均|最[快慢多少高低大小长短远好差]|实测|一般|通常|[左上]右|上下|[也就]要|也得|只要|就[能够行]|才|做到"
    r"|\b(?:average|median|best|worst|slowest|fastest|up to|typical(?:ly)?|about)\b"
)
_HAN = re.compile(r"[一-鿿]{2,}|[a-z]{3,}")


def of_figure(
    limit: Limit, figure: Figure, position: int, statements: Sequence[Statement], similarity: float
) -> tuple[float, ...]:
    """Readings of a figure of an offer beside a limit of the same dimension, as named in READINGS."""
    asked, given = limit.figure, figure
    clause, around = statements[position].text, _around(statements, position)
    dimension = asked.quantity.dimension
    shared = bool(asked.metrics & given.metrics)
    alike = sum(
        one.quantity.dimension == dimension and not one.implied
        for statement in statements
        for one in statement.figures
    )
    return (
        max(0.0, min(0.6, similarity)),
        float(shared),
        float(bool(given.metrics) and bool(asked.metrics) and not shared),
        float(not asked.metrics),
        _share(limit.words, clause),
        _share(limit.words, around),
        _pairs(limit.text, around),
        float(alike <= 1),
        _distance(asked.quantity.high, given.quantity.high),
        float(_PERFORMS.search(clause) is not None),
        float(dimension == "ratio"),
        float(dimension == "time"),
        float(dimension in ("count", "number")),
        float(given.implied),
    )


def _around(statements: Sequence[Statement], position: int) -> str:
    return "".join(one.text for one in statements[max(0, position - 1) : position + 2])


def _share(words: Sequence[str], text: str) -> float:
    return sum(stands(word, text) for word in words) / len(words) if words else 0.0


def _pairs(asked: str, text: str) -> float:
    """Share of the neighbouring characters (Chinese) and words (Latin) that stand in a text."""
    units = [
        unit
        for run in _HAN.findall(asked)
        for unit in ([run] if run.isascii() else (run[i : i + 2] for i in range(len(run) - 1)))
    ]
    return sum(unit in text for unit in units) / len(units) if units else 0.0


def _distance(asked: float, given: float) -> float:
    """How many powers of ten lie between two values, up to three."""
    if asked * given <= 0:
        return 3.0 if asked != given else 0.0
    return min(3.0, abs(math.log10(given / asked)))


_Parameters = dict[str, float]


@lru_cache(maxsize=1)
def _shipped() -> _Parameters:
    parameters: _Parameters = json.loads(PARAMETERS.read_text("utf-8"))
    return parameters


_USED: ContextVar[_Parameters | None] = ContextVar("parameters", default=None)


@contextmanager
def using(parameters: _Parameters) -> Iterator[None]:
    """Use other weights than those that ship: training measures what it left out."""
    token = _USED.set(parameters)
    try:
        yield
    finally:
        _USED.reset(token)


def chance(readings: Sequence[float]) -> float:
    """The probability that a figure with these readings measures what is asked."""
    weights = _USED.get() or _shipped()
    logit = weights["intercept"]
    for name, reading in zip(READINGS, readings, strict=True):
        logit += weights[name] * reading
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
