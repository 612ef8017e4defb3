"""An offer's text read clause by clause: figures with their metrics, polarity, concepts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.clauses import clauses
from matcher.folding import lower
from matcher.requirements.derived import of_clause, of_sentence
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import CHANGE, Mentioned, metric, metrics_in
from matcher.requirements.quantities import Quantity, quantities
from matcher.requirements.wording import (
    DENIAL,
    EVERYDAY_DENIAL,
    EXCEPTION,
    LIMITED,
    NEGATION,
    PLANNED,
    UNREACHED,
)


@dataclass(frozen=True)
class Statement:
    """One clause of an offer; [start, end) in the folded text of its run.

    Polarity is read when it is asked for: most clauses never come near a requirement.
    """

    start: int
    end: int
    text: str  # lower-cased
    bare: str  # the same with figures blanked: the "not" of "not less than" is no negation
    figures: tuple[Figure, ...]

    @cached_property
    def negated(self) -> bool:
        """Whether the clause denies something."""
        return NEGATION.search(self.bare) is not None

    @cached_property
    def limited(self) -> bool:
        """Whether what the clause says holds only in some cases."""
        return LIMITED.search(_MERELY.sub(" ", self.bare)) is not None

    @cached_property
    def planned(self) -> bool:
        """Whether the clause speaks of what is not there yet."""
        return PLANNED.search(self.text) is not None

    @cached_property
    def unreached(self) -> bool:
        """Whether the clause names a figure as one that it does not reach."""
        return UNREACHED.search(self.text) is not None

    @cached_property
    def excepted(self) -> bool:
        """Whether the clause takes something out of what its neighbour says."""
        return EXCEPTION.search(self.text) is not None

    @cached_property
    def denied(self) -> bool:
        """Whether the clause denies all that it says, by its predicate."""
        return DENIAL.search(self.bare) is not None or EVERYDAY_DENIAL.search(self.bare) is not None

    @cached_property
    def closes(self) -> bool:
        """Whether the clause ends its sentence."""
        return _SENTENCE_CLOSE.search(self.text[-2:]) is not None


_MERELY = re.compile(r"[仅只](?:有|需|要|用|为|花)?(?=\s{2})")  # 只有四次: few, not only
_SENTENCE_CLOSE = re.compile(r"[。！？!?\n]|\.\s*$")
_JOINT = re.compile(r"并且?|且|同时|以及|\band\b|\bwith\b", re.IGNORECASE)
_MARKS = re.compile(r"[^\w%℃]+")


def read(text: str) -> tuple[Statement, ...]:
    """The clauses of a folded text."""
    low = lower(text)
    found = quantities(text)
    named = metrics_in(text) if found else []
    statements: list[Statement] = []
    topic: list[str] = []  # metrics named so far in the sentence
    position = begun = 0
    for start, end in clauses(text):
        own = []
        while position < len(found) and found[position].end <= end:
            own.append(found[position])
            position += 1
        here = [mention for mention in named if start <= mention[1] < end]
        figures = _figures(text, start, end, own, here, topic) if own else ()
        clause = low[start:end]
        statements.append(Statement(start, end, clause, _without(clause, start, own), figures))
        topic = [*topic, *(name for name, _, _ in here)]
        if _SENTENCE_CLOSE.search(clause[-2:]):
            topic = []
            _complete(statements, begun)
            begun = len(statements)
    _complete(statements, begun)
    return tuple(statements)


def _complete(statements: list[Statement], begun: int) -> None:
    """Give the clauses of a sentence, from `begun` on, what their figures imply together."""
    placed = [(i, f) for i in range(begun, len(statements)) for f in statements[i].figures]
    if len(placed) < 2:
        return
    for index, figure in of_sentence([figure for _, figure in placed]):
        clause = placed[index][0]
        statements[clause] = replace(
            statements[clause], figures=(*statements[clause].figures, figure)
        )


def _without(clause: str, start: int, own: list[Quantity]) -> str:
    for quantity in own:
        begin, stop = max(0, quantity.start - start), quantity.end - start
        clause = clause[:begin] + " " * (stop - begin) + clause[stop:]
    return clause


def _figures(
    text: str, start: int, end: int, own: list[Quantity], named: list[Mentioned], topic: list[str]
) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for index, quantity in enumerate(own):
        begin = own[index - 1].end if index else start
        stop = own[index + 1].start if index + 1 < len(own) else end
        joint = _JOINT.search(text, quantity.end, stop)
        stop = joint.start() if joint else stop
        before, after = text[begin : quantity.start], text[quantity.end : stop]
        change = _change(before, after)
        earlier = [*topic, *(name for name, _, edge in named if edge <= begin)]
        near = [m for m in named if begin <= m[1] and m[2] <= stop]
        names, borrowed = _nearest(near, quantity, earlier, change is not None)
        if borrowed and not topic:  # the metric, and so its object, stand earlier in this clause
            begin, near = start, named
        near = [m for m in near if _measurable(m[0], quantity.dimension, change is not None)]
        words = _object(text, begin, stop, near, quantity)
        figures.append(Figure(quantity, names, words, change, borrowed and bool(topic)))
    return (*figures, *of_clause(text, figures))


def _object(text: str, begin: int, stop: int, near: list[Mentioned], quantity: Quantity) -> str:
    """What is measured: the words around a figure without metric and change words."""
    blanks = sorted(
        [(quantity.start, quantity.end), *((a, b) for _, a, b in near if begin <= a and b <= stop)]
    )
    pieces, position = [], begin
    for a, b in blanks:
        pieces.append(text[position : max(a, position)])
        position = max(b, position)
    pieces.append(text[position:stop])
    return _MARKS.sub(" ", CHANGE.sub(" ", " ".join(pieces))).strip()


def _nearest(
    near: list[Mentioned], quantity: Quantity, earlier: list[str], changed: bool
) -> tuple[frozenset[str], bool]:
    """The nearest metric: before the figure, else directly after it, else named earlier."""
    fitting = [m for m in near if _measurable(m[0], quantity.dimension, changed)]
    before = [name for name, _, stop in fitting if stop <= quantity.start]
    after = [n for n, start, _ in fitting if quantity.end <= start < quantity.end + 12]
    own = before[-1:] or after[:1]
    if own:
        return frozenset(own), False
    borrowed = [name for name in earlier if _measurable(name, quantity.dimension, changed)]
    return frozenset(borrowed[-1:]), bool(borrowed)


def _measurable(name: str, dimension: str, changed: bool) -> bool:
    """Whether a figure can be of a metric; a change in per cent fits any."""
    dimensions = metric(name).dimensions
    return changed or not dimensions or dimension in dimensions


def _change(left: str, right: str) -> str | None:
    before = [*CHANGE.finditer(left[-12:])]
    found = before[-1] if before else CHANGE.match(right.lstrip("的了 "))
    return found.lastgroup if found else None
