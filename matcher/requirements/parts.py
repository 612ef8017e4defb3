"""A requirement taken apart: limits on figures and claims in words, each to be met on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matcher.folding import fold
from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.concepts import Mention, concepts_in
from matcher.requirements.metrics import GRADES, Better, better
from matcher.requirements.statements import Figure, Statement, read
from matcher.requirements.wording import FORBIDDEN, NEGATION
from matcher.requirements.words import FULL, weighted_words


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that the offer's figure of the same metric has to keep; `better` says which way.

    `words` are the content words around the figure without its metric's name, `objects` those of
    them that say whose metric it is.
    """

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

    words: tuple[tuple[str, float], ...]
    concepts: dict[str, Mention]
    forbidden: tuple[tuple[str, float], ...] | None


Part = Limit | Claim

_LIST = re.compile(
    r"[、/]|(?<=[一-鿿A-Za-z0-9])(?:以及|并且|和|与|及|或|且|并)(?=[一-鿿A-Za-z0-9 ])"
    r"|\s(?:and|or)\s|,\s"
)
_JOINED = re.compile(r"\s*(?:并且?|且|同时|以及|and\b)(.{3,})", re.DOTALL)
_READABLE = re.compile(r"\w+")
FEW = 10  # an exact count below this ("三种声响") says what is listed; it is no limit


@lru_cache(maxsize=4_096)
def parts(span: str) -> tuple[Part, ...]:
    """The parts of one requirement, in order; none when it has no content at all."""
    return tuple(part for statement in read(fold(span).text) for part in _parts_of(statement))


def _parts_of(statement: Statement) -> list[Part]:
    figures = [
        figure
        for figure in statement.figures
        if figure.quantity.role in (Role.STATED, Role.PLANNED) and not _lists(figure)
    ]
    if any(figure.quantity.comparator is not Comparator.EXACT for figure in figures):
        figures = [figure for figure in figures if not _conditional(figure)]
    if figures:
        return [*map(_limit, figures), *_beside(statement, figures)]
    claims = [_claim(piece) for piece in _pieces(statement.text)]
    return [claim for claim in claims if claim.words or claim.concepts]


def _conditional(figure: Figure) -> bool:
    """A bare figure beside a limit says when the limit holds: 车速 80 km/h 时误差 ≤ 1 %."""
    quantity = figure.quantity
    bare = quantity.comparator is Comparator.EXACT and not figure.metrics
    return bare and quantity.dimension not in GRADES


def _lists(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.dimension in ("count", "number", "fold", "grade")
        and quantity.comparator is Comparator.EXACT
        and quantity.per is None
        and quantity.high < FEW
        and not figure.metrics
    )


def _limit(figure: Figure) -> Limit:
    quantity = figure.quantity
    if quantity.ranged:
        way = Better.COVER
    elif quantity.comparator.is_lower:
        way = Better.HIGHER
    elif quantity.comparator.is_upper:
        way = Better.LOWER
    elif figure.change:
        way = Better.HIGHER
    else:
        way = better(figure.metrics, quantity.dimension)
    strict = quantity.comparator in (Comparator.ABOVE, Comparator.BELOW)
    weighted = [(word, weight) for word, weight in weighted_words(figure.words) if len(word) > 1]
    words = tuple(word for word, _ in weighted)
    objects = tuple(word for word, weight in weighted if weight >= FULL)
    return Limit(figure, way, strict, words, objects)


def _beside(statement: Statement, figures: list[Figure]) -> list[Part]:
    """The claim joined to a figure by 并/且/and: 质保 24 个月并提供 7×24 小时支持."""
    last = max(figure.quantity.end for figure in figures) - statement.start
    tail = _JOINED.match(statement.text, last)
    claim = _claim(tail.group(1)) if tail else None
    return [claim] if claim and (claim.words or claim.concepts) else []


def _pieces(clause: str) -> list[str]:
    """The members of a list, where each can stand for itself: "支持普通话、粤语" has two."""
    pieces = [piece for piece in _LIST.split(clause) if _READABLE.search(piece)]
    if len(pieces) < 2 or any(len("".join(_READABLE.findall(piece))) < 2 for piece in pieces):
        return [clause]
    return pieces


def _claim(text: str) -> Claim:
    words = weighted_words(text)
    denial = FORBIDDEN.search(text) or NEGATION.search(text)
    forbidden: tuple[tuple[str, float], ...] | None = None
    if denial is not None:
        forbidden = weighted_words(text[denial.end() :])
    return Claim(words, concepts_in(text), forbidden)
