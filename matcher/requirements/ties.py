"""How likely a figure of an offer measures what a limit limits.

Few offers name the metric that a tender asks for ("现场测得八十七" answers a limit on noise), and a
number of the same dimension may be of something else. A small logistic model weighs a handful of
readings; its weights are fitted by `python -m matcher.training.ties` on labelled verdicts. Whether
the figure keeps the limit is for the rules.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from matcher.requirements.alike import stands
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import TELLING, complements, kin, same
from matcher.requirements.parts import Limit
from matcher.requirements.statements import Statement

PARAMETERS = Path(__file__).parent.parent / "weights" / "ties.json"
_OF_METRIC = (
    "rule", "same metric", "same metric earlier", "complement", "kin", "other metric",
    "other metric earlier", "no metric asked", "no metric given", "any failure", "equal",
)  # fmt: skip
_OF_WORDS = (
    "similarity", "words beside", "words around", "pairs around", "characters", "performance",
    "elliptical", "clash", "other pole",
)  # fmt: skip
_OF_VALUE = (
    "distance", "share", "time", "count", "money", "telling", "implied", "same unit", "same period",
    "change", "bare number", "same counter", "no period",
)  # fmt: skip
_OF_TEXT = ("only one", "statements", "beside the tied", "no figure alike")
READINGS = (*_OF_METRIC, *_OF_WORDS, *_OF_VALUE, *_OF_TEXT)
_PERFORMS = re.compile(
    r"平均|最[快慢多少高低大小长短远好差晚迟久近浅深]|实测|测[得下出]|一般|通常|[左上]右|上下|[也就]要|也得|只要|就[能够行]|才|做到|压到|跑出|顶多|撑死|连续|现场|去年|上个?月|[三两]家|试"
    r"|\b(?:average|median|best|worst|slowest|fastest|up to|typical(?:ly)?|about)\b"
)
_HAN = re.compile(r"[一-鿿]{2,}|[a-z]{3,}")
_SUBJECTLESS = re.compile(
    r"(?:[快慢高低好差长短多少大小最的在里能到可约达至有为是要得就才也都还再仅只每各一了着过以后时现场实测平均一般大约"
    r"左右上下之内外以及目前通常连续顶多撑死封顶做跑出用]|[，。；、,.;\s]|max|min|up|to|about)*"
)
_GENERIC = frozenset({"个", "次", "项", "台", "人", "套"})
_EMPTY = frozenset("的了在是和与及或不要能可有为每各上下内外中后前时到从由以于之其这那个一")


def of_figure(
    limit: Limit, figure: Figure, position: int, statements: Sequence[Statement], similarity: float,
    rule: bool, written: Figure,
) -> tuple[float, ...]:  # fmt: skip
    """Readings of a figure of an offer beside a limit, as named in READINGS.

    `figure` is in the unit and for the period of the limit, `written` as the offer has it.
    """
    clause, around = statements[position].text, _around(statements, position)
    return (
        *_of_metric(limit.figure, figure, rule),
        max(-0.1, min(0.6, similarity)),
        *_of_words(limit, figure, clause, around),
        *_of_value(limit.figure, figure, written),
        *_of_text(limit.figure, figure, statements),
    )


def _of_metric(asked: Figure, given: Figure, rule: bool) -> tuple[float, ...]:
    shared = same(asked.metrics, given.metrics)
    opposite = not shared and complements(asked.metrics, given.metrics)
    akin = not shared and not opposite and kin(asked.metrics, given.metrics)
    other = bool(given.metrics and asked.metrics) and not (shared or opposite or akin)
    equal = math.isclose(asked.quantity.high, given.quantity.high)
    return (
        float(rule),
        float(shared and not given.inherited),
        float(shared and given.inherited),
        float(opposite),
        float(akin),
        float(other and not given.inherited),
        float(other and given.inherited),
        float(not asked.metrics),
        float(not given.metrics),
        float(bool(given.metrics & {"failures", "successes", "total"})),
        # the very number that is asked for, but nothing says of what: mostly a coincidence
        float(equal and not (shared or akin or rule)),
    )


def _of_words(limit: Limit, given: Figure, clause: str, around: str) -> tuple[float, ...]:
    objects, own = _own("".join(limit.objects)), _own(given.words)
    return (
        _share(limit.words, clause),
        _share(limit.words, around),
        _pairs(limit.text, around),
        _characters(limit.text, clause),
        float(_PERFORMS.search(clause) is not None),
        float(subjectless(given)),
        float(len(own) > 1 and bool(objects) and not objects & own),
        float(_other_pole(limit.text, clause)),
    )


def _of_value(asked: Figure, given: Figure, written: Figure) -> tuple[float, ...]:
    dimension, mine, theirs = asked.quantity.dimension, asked.quantity, given.quantity
    return (
        _distance(mine.high, theirs.high),
        float(dimension == "ratio"),
        float(dimension == "time"),
        float(dimension in ("count", "number")),
        float(dimension == "money"),
        float(dimension in TELLING and dimension != "money"),
        float(given.implied),
        float(mine.unit == theirs.unit),
        float(mine.per is not None and mine.per == theirs.per),
        float(asked.change is not None),
        float(written.quantity.dimension == "number" and dimension != "number"),
        float(dimension == "count" and mine.unit == theirs.unit not in _GENERIC),
        float(mine.per is not None and written.quantity.per is None),
    )


def _of_text(asked: Figure, given: Figure, statements: Sequence[Statement]) -> tuple[float, ...]:
    alike = [
        one for statement in statements for one in statement.figures
        if one.quantity.dimension == asked.quantity.dimension and not one.implied
    ]  # fmt: skip
    named = any(asked.metrics & one.metrics for one in alike if one is not given)
    return (
        float(len(alike) <= 1),
        math.log(len(statements)),
        float(named and not given.metrics),
        float(not alike),
    )


_POLES = (
    ("上行", "下行"), ("夜", "白天|日间|昼"), ("充", "放电"), ("空载|空车", "满载|重载|装满|拉满"),
    ("室内", "室外|露天|户外"), ("误", "漏"), ("存储|储存|仓储", "运行|工作"), ("静态", "动态"), ("进", "出"),
    ("响应", "修复|修好"), ("城区|市区", "乡镇|山区|郊区|海岛"), ("硬件", "软件"), ("前", "后"),
)  # fmt: skip
_POLE_PATTERNS = tuple((re.compile(a), re.compile(b)) for a, b in _POLES)


@lru_cache(maxsize=4_096)
def _asked_poles(asked: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The poles a requirement names, each with the one opposite to it that it does not name."""
    pairs = [pair for one, other in _POLE_PATTERNS for pair in ((one, other), (other, one))]
    return tuple(pair for pair in pairs if pair[0].search(asked) and not pair[1].search(asked))


def _other_pole(asked: str, clause: str) -> bool:
    """Whether a clause speaks of the one of two where the other is asked: 下行 where 上行 is."""
    return any(
        theirs.search(clause) is not None and mine.search(clause) is None
        for mine, theirs in _asked_poles(asked)
    )


def subjectless(figure: Figure) -> bool:
    """Whether nothing beside a figure says whose it is."""
    return _SUBJECTLESS.fullmatch(figure.words) is not None


def _around(statements: Sequence[Statement], position: int) -> str:
    return "".join(one.text for one in statements[max(0, position - 1) : position + 2])


def _share(words: Sequence[str], text: str) -> float:
    return sum(stands(word, text) for word in words) / len(words) if words else 0.0


@lru_cache(maxsize=4_096)
def _units(asked: str) -> tuple[str, ...]:
    return tuple(
        unit
        for run in _HAN.findall(asked)
        for unit in ([run] if run.isascii() else (run[i : i + 2] for i in range(len(run) - 1)))
    )


def _pairs(asked: str, text: str) -> float:
    """Share of the neighbouring characters (Chinese) and words (Latin) that stand in a text."""
    units = _units(asked)
    return sum(unit in text for unit in units) / len(units) if units else 0.0


@lru_cache(maxsize=4_096)
def _own(asked: str) -> frozenset[str]:
    return frozenset("".join(_HAN.findall(asked))) - _EMPTY


def _characters(asked: str, text: str) -> float:
    own = _own(asked)
    return len(own & set(text)) / len(own) if own else 0.0


def _distance(asked: float, given: float) -> float:
    """How many powers of ten lie between two values, up to three."""
    if asked * given <= 0:
        return 3.0 if asked != given else 0.0
    return min(3.0, abs(math.log10(given / asked)))


_Parameters = Mapping[str, float]


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
