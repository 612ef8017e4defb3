"""Whether a clause violates, and which rule: three small linear models over its signs.

The first tells clauses that settle who may take part, how one is chosen, on what terms or how a
market runs from ordinary descriptions of a need; the second, whether such a clause violates; the
third, which rule. Weights are fitted by `python -m matcher.training.fairness`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matcher.fairness.rules import Rule

WEIGHTS = Path(__file__).parent.parent / "weights" / "fairness.json"
_BIAS = ""  # the sign that is true of every clause
RELEVANT = 0.15  # chance from which a clause is looked at
VIOLATES = 0.4  # where precision and recall are alike in cross-validation


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by sign; `rules` has those of each rule against the rest, by the code of the rule."""

    relevant: Mapping[str, float]
    violates: Mapping[str, float]
    rules: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the models say of one clause; chances in [0, 1]."""

    relevant: float
    violates: float
    rule: Rule

    @property
    def found(self) -> bool:
        """Whether this is a finding."""
        return self.relevant >= RELEVANT and self.violates >= VIOLATES


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """The fitted weights. OSError or ValueError when the file is not there or damaged."""
    read = json.loads(path.read_text("utf-8"))
    return Weights(read["relevant"], read["violates"], read["rules"])


def weigh(signs: Collection[str], weights: Weights | None = None) -> Reading:
    """What the models say of a clause with these signs."""
    weights = weights or load()
    ordered = (_BIAS, *sorted(signs))  # a fixed order, so that sums are the same everywhere
    rule = max(Rule, key=lambda one: _total(weights.rules[one.value], ordered))
    return Reading(
        _chance(_total(weights.relevant, ordered)),
        _chance(_total(weights.violates, ordered)),
        rule,
    )


def _total(weights: Mapping[str, float], signs: Sequence[str]) -> float:
    return sum(weights.get(sign, 0.0) for sign in signs)


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def version(path: Path = WEIGHTS) -> str:
    """A hash of the fitted weights: which reader found something."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
