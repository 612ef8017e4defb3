"""Weights that learn from people's decisions, carefully.

A maximum a posteriori fit of the model that makes scores (`matcher.ranker`): the weights in use are
the prior mean, so that few decisions move them little (shrinkage), and fewer than `LEAST` move
nothing. The coefficients of the signals may move, and the intercept of the chance: labelled data
speak through the prior, decisions beside them. Decisions are
weighted by the inverse of the propensity with which their place on the page was decided on at all
(inverse propensity scoring, Joachims, Swaminathan and Schnabel 2017), clipped. What was not
shown, or shown and not decided on, is never a negative. The learner sees signals and verdicts of
people only: no text, no name, no place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from matcher.ranker import FARTHEST, SIGNALS, Parameters, logits

LEAST = 50  # decisions that say something about fit
_LEAST_PROPENSITY = 0.1
_PRIOR_SHOWINGS = 5.0  # pretended showings at each place, decided on as often as all places
_STRENGTH = 25.0  # how many decisions the prior of each weight is worth
_FOLDS = 5

Numbers = npt.NDArray[np.float64]


class Outcome(StrEnum):
    """What people made of a suggestion."""

    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    PILOT_PASSED = "pilot_passed"
    PILOT_FAILED = "pilot_failed"
    UNDECIDED = "undecided"  # shown, and nobody has said anything


# Rejections that say the vendor does not fit. Capacity, budget and conflicts of interest say
# something about the day, not about the match.
ABOUT_FIT = frozenset({"capability", "evidence", "industry", "indicators", "deployment"})
_SAYS = {
    # outcome: (whether it fitted, how much the saying weighs)
    Outcome.APPROVED: (1.0, 1.0),
    Outcome.REJECTED: (0.0, 1.0),
    Outcome.PILOT_PASSED: (1.0, 2.0),
    Outcome.PILOT_FAILED: (0.0, 2.0),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One suggestion as it was shown, and what people made of it.

    `signals` are those of the suggestion, `level` what the logits of its scenario's fits start from,
    `behind` how far its own stays behind the best (0 or less), `position` its place among the suggestions
    shown, from 1, and `first` whether the matcher ranked it first.
    """

    scenario: str
    signals: tuple[float, ...]
    level: float
    outcome: Outcome
    position: int
    behind: float = 0.0
    first: bool = False
    reason: str | None = None

    @property
    def says(self) -> tuple[float, float] | None:
        """Whether the vendor fitted (1 or 0) and how much that weighs; None where nothing is said."""
        if self.outcome is Outcome.REJECTED and self.reason not in ABOUT_FIT:
            return None
        return _SAYS.get(self.outcome)


@dataclass(frozen=True, slots=True)
class Learned:
    """What decisions suggest. `after` is `before` where there are too few of them.

    Losses are mean log losses over decisions, `loss_after` by cross-validation over scenarios, so
    that it says what the change is worth on scenarios it has not seen.
    """

    decisions: int
    before: Parameters
    after: Parameters
    loss_before: float = 0.0
    loss_after: float = 0.0
    propensities: Mapping[int, float] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether there is anything to apply."""
        return self.after != self.before


def propensities(judged: Sequence[Judged]) -> dict[int, float]:
    """How often a suggestion in each place is decided on at all, in [_LEAST_PROPENSITY, 1].

    Smoothed towards the mean of all places, and never rising from one place to the next.
    """
    shown = Counter(one.position for one in judged)
    decided = Counter(one.position for one in judged if one.outcome is not Outcome.UNDECIDED)
    mean = sum(decided.values()) / max(1, sum(shown.values()))
    found: dict[int, float] = {}
    ceiling = 1.0
    for place in sorted(shown):
        rate = (decided[place] + _PRIOR_SHOWINGS * mean) / (shown[place] + _PRIOR_SHOWINGS)
        ceiling = min(ceiling, max(rate, _LEAST_PROPENSITY))
        found[place] = ceiling
    return found


def learn(judged: Sequence[Judged], before: Parameters) -> Learned:
    """The weights that these decisions suggest, near the ones in use.

    Only the coefficients (never below zero) and the intercept of the chance move; what makes
    scenarios comparable and the threshold stay.
    """
    heard = [(one, says) for one in judged if (says := one.says) is not None]
    seen = propensities(judged)
    if len(heard) < LEAST:
        return Learned(len(heard), before, before, propensities=seen)
    # In a fixed order: the same decisions give the same weights to the last digit.
    heard.sort(key=lambda pair: (pair[0].scenario, pair[0].position, pair[0].signals, pair[1]))
    weight, behind, first, base = before.chance
    signals = weight * np.array([one.signals for one, _ in heard], np.float64)
    levels = np.array(
        [
            weight * one.level + behind * max(one.behind, -FARTHEST) + first * one.first + base
            for one, _ in heard
        ]
    )
    fits = np.array([says[0] for _, says in heard])
    weights = np.array([says[1] / seen[one.position] for one, says in heard])
    weights *= len(weights) / weights.sum()
    groups = [one.scenario for one, _ in heard]
    cases = _Cases(signals, levels, fits, weights)
    moved = _fit(cases, before)
    coefficients = tuple(round(float(one), 4) for one in moved[1:])
    chance = (weight, behind, first, round(base + float(moved[0]), 4))
    after = replace(before, coefficients=coefficients, chance=chance)
    return Learned(
        len(heard),
        before,
        after,
        loss_before=_loss(cases, np.array([0.0, *before.coefficients])),
        loss_after=_unseen_loss(cases, groups, before),
        propensities=seen,
    )


@dataclass(frozen=True, slots=True)
class _Cases:
    """Scaled signals (decisions, signals); what the logits of their chances start from, whether the
    vendor fitted, and weights, each (decisions,).
    """

    signals: Numbers
    levels: Numbers
    fits: Numbers
    weights: Numbers

    def part(self, rows: npt.NDArray[np.bool_]) -> _Cases:
        return _Cases(self.signals[rows], self.levels[rows], self.fits[rows], self.weights[rows])


def logit(fit: float) -> float:
    """log(p / (1 - p)) of a rounded fit; finite also for 0 and 1."""
    return float(logits(np.array([fit]))[0])


def _fit(cases: _Cases, before: Parameters) -> Numbers:
    """Shift of the intercept and new coefficients, shape (1 + signals,)."""
    # Imported here: half a second that no page needs.
    from scipy.optimize import minimize

    prior = np.array([0.0, *before.coefficients])
    # A weight may move by about its own size, one without size by about one.
    spread = np.array([1.0, *(max(1.0, abs(one)) for one in before.coefficients)])

    def loss(moved: Numbers) -> tuple[float, Numbers]:
        fused = cases.levels + moved[0] + cases.signals @ moved[1:]
        value = (cases.weights * (np.logaddexp(0, fused) - cases.fits * fused)).sum()
        error = cases.weights * (1 / (1 + np.exp(-fused)) - cases.fits)
        slope = np.concatenate([[error.sum()], cases.signals.T @ error])
        away = (moved - prior) / spread
        return float(value + _STRENGTH * away @ away), slope + 2 * _STRENGTH * away / spread

    bounds = [(None, None)] + [(0.0, None)] * len(SIGNALS)
    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x)


def _loss(cases: _Cases, moved: Numbers) -> float:
    fused = cases.levels + moved[0] + cases.signals @ moved[1:]
    losses = np.logaddexp(0, fused) - cases.fits * fused
    return round(float(np.average(losses, weights=cases.weights)), 6)


def _unseen_loss(cases: _Cases, groups: Sequence[str], before: Parameters) -> float:
    """The log loss on scenarios left out of the fit, over `_FOLDS` folds of scenarios."""
    names = sorted(set(groups))
    fold = {name: place % _FOLDS for place, name in enumerate(names)}
    folds = np.array([fold[name] for name in groups])
    total = weight = 0.0
    for one in range(_FOLDS):
        left_out = folds == one
        if not left_out.any() or left_out.all():
            continue
        tested = cases.part(left_out)
        share = float(tested.weights.sum())
        total += share * _loss(tested, _fit(cases.part(~left_out), before))
        weight += share
    return round(total / weight, 6) if weight else 0.0
