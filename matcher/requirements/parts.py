"""A requirement taken apart: limits on figures and claims in words, each to be met on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.folding import fold
from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.concepts import Mention, concepts_in
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import GRADES, SOLE, Better, better
from matcher.requirements.statements import Statement, read
from matcher.requirements.wording import FORBIDDEN, NEGATION
from matcher.requirements.words import FULL, weighted_words


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that the offer's figure of the same metric has to keep; `better` says which way.

    `words` are the content words around the figure without its metric's name, `objects` those of
    them that say whose metric it is.
    """

    text: str
    figure: Figure
    better: Better
    strict: bool
    words: tuple[str, ...]
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something in words: content words with weights, and the concepts it speaks of.

    A forbidding claim (不得采集人脸, 不停机) has in `forbidden` the words that follow its "not".
    """

    text: str
    words: tuple[tuple[str, float], ...]
    concepts: dict[str, Mention]
    forbidden: tuple[tuple[str, float], ...] | None


Part = Limit | Claim

_LIST = re.compile(
    r"[、/]|(?<=[一-鿿A-Za-z0-9])(?:以及|并且|和|与|及|或|且|并)(?=[一-鿿A-Za-z0-9 ])"
    r"|\s(?:and|or)\s|,\s"
)
_JOINED = re.compile(r"\s*(?:并且?|且|同时|以及|and\b)(.{3,})", re.DOTALL)
_SHARED = re.compile(r"均|皆|都|全部?|[须应]为|\bboth\b")
_MODAL = re.compile(r"[须应需](?:同时|能|可|有|覆盖)|须|(?<=[一-鿿])[应需](?=[支含为以用])")
# Whole machines and extremes: whose figure it is they do not say.
_ANY = frozenset(
    {"整机", "设备", "机器", "系统", "最高", "最大", "最低", "最小", "单台", "总体", "完成", "年度"}
)
_FOR_HOW_LONG = frozenset({"warranty", "retention"})
_KEPT = frozenset({"retention"})
_NO_LONGER = re.compile(r"[只仅](?:准|许|能|可|允许|得)?(?:保|留|存)")  # 只保留 30 天: no longer
_SHARED_WORD = 0.15  # weight of a list member's words that its neighbours share: 识别车牌和船名
# 室内外, 软硬件: two things in one word
_CONTRACTED = (
    (re.compile(r"(?<=[一-鿿])([室国省市厂校院])?内外(?=[均都皆使可])"), r"\1内、\1外"),
    (re.compile(r"^([室国省市厂校院])内外"), r"\1内、\1外"),
    (re.compile(r"白天(?:和|与|、)?夜间|昼夜"), "白天、夜间"),
    (re.compile(r"中英双语"), "中文、英文"),
    (re.compile(r"([晴雨雪雾阴]天)(?=[晴雨雪雾阴]天)"), r"\1、"),
    (re.compile(r"软硬件"), "软件、硬件"),
    (re.compile(r"中英文"), "中文、英文"),
)
_WHEN = re.compile(r"\s?(?:时|的?(?:情况|条件|环境|工况)下)(?![间长延段限效])(?=\S)")
_READABLE = re.compile(r"\w+")
FEW = 10  # an exact count below this ("三种声响") says what is listed; it is no limit


@lru_cache(maxsize=4_096)
def parts(span: str) -> tuple[Part, ...]:
    """The parts of one requirement, in order; none when it has no content at all."""
    text = fold(span).text
    for short, full in _CONTRACTED:
        text = short.sub(full, text)
    return tuple(part for statement in read(text) for part in _parts_of(statement))


def _parts_of(statement: Statement) -> list[Part]:
    figures = [
        figure
        for figure in statement.figures
        if figure.quantity.role in (Role.STATED, Role.PLANNED)
        and not _lists(figure)
        and not figure.implied
    ]
    if any(figure.quantity.comparator is not Comparator.EXACT for figure in figures):
        figures = [figure for figure in figures if not _conditional(figure)]
    figures = [f for f in figures if not any(_delimits(f, other) for other in figures)]
    figures = [f for f in figures if not _circumstance(f, statement)]
    figures = [f for f in figures if not _round_the_clock(f, statement)]
    if figures:
        return [
            *(_limit(statement.text, figure) for figure in figures),
            *_beside(statement, figures),
        ]
    pieces = _pieces(statement.text)
    claims = [_claim(piece, i, len(pieces)) for i, piece in enumerate(pieces)]
    return [claim for claim in claims if claim.words or claim.concepts]


def _conditional(figure: Figure) -> bool:
    """A bare figure beside a limit says when the limit holds: 车速 80 km/h 时误差 ≤ 1 %."""
    quantity = figure.quantity
    bare = quantity.comparator is Comparator.EXACT and not figure.metrics
    return bare and quantity.dimension not in GRADES


def _delimits(figure: Figure, other: Figure) -> bool:
    """Whether a figure only says of what the next one is asked: 4mm 以上肺结节的敏感度 ≥ 95 %."""
    a, b = figure.quantity, other.quantity
    nameless = not figure.metrics and a.dimension in ("length", "number", "mass", "area", "speed")
    return nameless and bool(other.metrics) and a.end <= b.start and a.dimension != b.dimension


def _circumstance(figure: Figure, statement: Statement) -> bool:
    """Whether a figure says when something has to hold: 车速 60 km/h 时仍能识别."""
    after = statement.text[figure.quantity.end - statement.start :]
    return figure.quantity.dimension not in SOLE and _WHEN.match(after) is not None


_DAY = 86_400.0
_SERVED = re.compile(
    r"(?:都|均|皆|不间断|连续|全程)?(?:地|的)?(?:有人|无人|值[守班]|在线|支持|服务|运行|运转|监[控测]|营业|开放|可用|待命|守)"
)


def _round_the_clock(figure: Figure, statement: Statement) -> bool:
    """Whether a figure says "day and night" (24 小时支持); that is no limit on a time."""
    quantity = figure.quantity
    if quantity.dimension != "time" or quantity.high != _DAY or figure.metrics:
        return False
    bare = quantity.comparator is Comparator.EXACT
    return bare and _SERVED.match(statement.text, quantity.end - statement.start) is not None


def _lists(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.dimension in ("count", "number", "fold", "grade")
        and quantity.comparator is Comparator.EXACT
        and quantity.per is None
        and quantity.high < FEW
        and not figure.metrics
    )


def _limit(text: str, figure: Figure) -> Limit:
    quantity = figure.quantity
    if quantity.ranged:
        way = Better.COVER
    elif figure.metrics & _KEPT and _NO_LONGER.search(text):
        way = Better.LOWER
    elif quantity.comparator.is_lower or figure.metrics & _FOR_HOW_LONG:
        way = Better.HIGHER  # "free spare parts within five years" is at least five years
    elif quantity.comparator.is_upper:
        way = Better.LOWER
    elif figure.change:
        way = Better.HIGHER
    else:
        way = better(figure.metrics, quantity.dimension)
    strict = quantity.comparator in (Comparator.ABOVE, Comparator.BELOW)
    weighted = [
        (word, weight)
        for word, weight in weighted_words(figure.words)
        if len(word) > 1 and word not in _ANY
    ]
    words = tuple(word for word, _ in weighted)
    objects = tuple(word for word, weight in weighted if weight >= FULL)
    return Limit(text, figure, way, strict, words, objects)


def _beside(statement: Statement, figures: list[Figure]) -> list[Part]:
    """The claim joined to a figure by 并/且/and: 质保 24 个月并提供 7×24 小时支持."""
    last = max(figure.quantity.end for figure in figures) - statement.start
    tail = _JOINED.match(statement.text, last)
    claim = _claim(tail.group(1)) if tail else None
    return [claim] if claim and (claim.words or claim.concepts) else []


def _pieces(clause: str) -> list[str]:
    """The members of a list, where each can stand for itself: "支持普通话、粤语" has two."""
    pieces = [piece for piece in _LIST.split(clause) if _READABLE.search(piece)]
    shared = _SHARED.search(pieces[-1]) if len(pieces) > 1 else None
    if shared and concepts_in(pieces[-1][shared.start() :]) and not concepts_in(pieces[0]):
        return [clause]  # 处理器与操作系统须为国产: one predicate of both
    if len(pieces) < 2 or any(
        len("".join(_READABLE.findall(piece))) < (2 if len(pieces) < 3 else 1) for piece in pieces
    ):
        return [clause]
    return pieces


def _claim(text: str, index: int = 0, count: int = 1) -> Claim:
    """One claim; of a list's first and last member the words next to the list count most."""
    words = weighted_words(_MODAL.sub(" ", text))
    full = [word for word, weight in words if weight >= FULL]
    if count > 1 and index in (0, count - 1) and len(full) > 1:
        own = full[-1] if index == 0 else full[0]
        words = tuple((word, w if word == own else w * _SHARED_WORD) for word, w in words)
    denial = FORBIDDEN.search(text) or NEGATION.search(text)
    forbidden: tuple[tuple[str, float], ...] | None = None
    if denial is not None:
        forbidden = weighted_words(text[denial.end() :])
    return Claim(text, words, concepts_in(text), forbidden)
