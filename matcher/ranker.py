"""One scenario against vendors: named signals, one score in [0, 1], what is worth suggesting.

Every number depends on the one scenario and the one vendor only. Signals take the best passage of
a vendor for each passage of the scenario, so more text saying the same changes nothing and another
capability can only add.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from matcher.capabilities import CapabilityReader
from matcher.lexical import Terms, containment
from matcher.profiles import Numbers, Profile

PARAMETERS = Path(__file__).parent / "weights" / "ranker.json"
SIGNALS = ("dense", "lexical", "capability", "industry", "trade")
_FLOOR = 1e-4  # agreement below this is no agreement
_SUREST = 3.0
FARTHEST = 3.0  # how far behind the best fit still makes a difference, in logits
_HALF_STEP = 5e-7  # of a rounded fit
LEAST = 0.1  # the least score of a suggestion
_TOGETHER = 1000  # vendors computed at once, to bound memory


@dataclass(frozen=True, slots=True)
class Parameters:
    """A logistic model over the signals; coefficients are not negative.

    Three terms make the scores of different scenarios comparable and change no order: `expected`
    is multiplied with the nearness that can be expected of offers to the request, `outside` with
    the log-odds that it asks for what no AI vendor supplies (within ±3), and `undeclared` is added where it
    declares no industry.
    Somebody is suggested where the best fit reaches `threshold`; then everyone whose score reaches
    `LEAST`. The score is the chance that the vendor serves: a second logistic model over
    `chance` = (weight of the fit's logit, weight of how far it stays behind the best one's, what
    the first gets, intercept), fitted on what is shown.
    """

    coefficients: tuple[float, ...]
    intercept: float
    expected: float
    outside: float
    undeclared: float
    threshold: float
    chance: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 0.0)


@lru_cache(maxsize=4)
def load(path: Path = PARAMETERS) -> Parameters:
    """The parameters that ship with the product."""
    return read(json.loads(path.read_text(encoding="utf-8")))


def read(record: Mapping[str, Any]) -> Parameters:
    """Parameters from plain values: `coefficients` by the name of the signal, or in their order.

    Raises KeyError, TypeError or ValueError where something is missing or no number.
    """
    given = record["coefficients"]
    coefficients = [given[name] for name in SIGNALS] if isinstance(given, Mapping) else given
    return Parameters(
        coefficients=tuple(float(one) for one in coefficients),
        intercept=float(record["intercept"]),
        expected=float(record["expected"]),
        outside=float(record["outside"]),
        undeclared=float(record["undeclared"]),
        threshold=float(record["threshold"]),
        chance=_four(record["chance"]),
    )


def _four(values: Any) -> tuple[float, float, float, float]:
    weight, behind, first, intercept = values
    return float(weight), float(behind), float(first), float(intercept)


class Ranker:
    """Computes signals and scores."""

    def __init__(self, reader: CapabilityReader, parameters: Parameters) -> None:
        self._reader = reader
        self.parameters = parameters

    def signals(self, request: Profile, offers: Sequence[Profile]) -> Numbers:
        """Signals of one scenario with each vendor, shape (offers, len(SIGNALS)); see `_signals`."""
        parts = [
            self._signals(request, offers[at : at + _TOGETHER])
            for at in range(0, len(offers), _TOGETHER)
        ]
        return np.concatenate([np.zeros((0, len(SIGNALS))), *parts])

    def _signals(self, request: Profile, offers: Sequence[Profile]) -> Numbers:
        """Signals of one scenario with each vendor, shape (offers, len(SIGNALS)), in [0, 1].

        dense: mean over the request's passages of the nearest passage's cosine.
        lexical: how much of the whole request, in weighted terms, the best passage holds.
        capability: how far the best passage speaks of what the request asks for, log-scaled.
        industry: the nearest declared industry of the vendor to one of the scenario.
        trade: mean over the request's passages of the nearest declared industry of the vendor.
        """
        found = np.zeros((len(offers), len(SIGNALS)))
        rows = [row for row, offer in enumerate(offers) if len(offer.vectors)]
        if not rows or not len(request.vectors):
            return found
        filled = [offers[row] for row in rows]
        starts = np.cumsum([0] + [len(offer.vectors) for offer in filled[:-1]])
        # Products in double precision: neither order nor company changes a rounded score.
        vectors = np.concatenate([offer.vectors for offer in filled]).astype(np.float64)
        near = request.vectors.astype(np.float64) @ vectors.T
        found[rows, 0] = request.weights @ np.maximum.reduceat(near, starts, axis=1).clip(min=0)
        held = containment(request.everything, Terms.stack([offer.terms for offer in filled]))
        held *= np.concatenate([offer.literal for offer in filled])
        found[rows, 1] = np.maximum.reduceat(held, starts)
        normalisers = np.concatenate([offer.normalisers for offer in filled])
        agreement = self._reader.agreement(
            request.capabilities.astype(np.float64), vectors, normalisers
        )
        agreement = np.maximum.reduceat(agreement, starts).clip(_FLOOR, 1)
        found[rows, 2] = 1 - np.log(agreement) / np.log(_FLOOR)
        found[rows, 3:] = _industries(request, filled)
        return found

    def fits(self, request: Profile, found: Numbers) -> Numbers:
        """How well each row of signals fits, in [0, 1], rounded to 1e-6; no signal gives 0.

        It depends on the one pair only, and is what vendors are ordered by.
        """
        fused = 1 / (
            1 + np.exp(-found @ np.array(self.parameters.coefficients) - self.level(request))
        )
        fused[~found.any(axis=1)] = 0.0
        return np.asarray(np.round(fused, 6))

    def level(self, request: Profile) -> float:
        """What every vendor's logit starts from for this request."""
        terms = self.parameters
        level = terms.intercept + terms.expected * request.expected
        level += terms.outside * log_odds(request.outside)
        return level if len(request.industries) else level + terms.undeclared

    def weights(self, request: Profile) -> dict[str, float]:
        """How signals become a score for this request; see `matcher.types.Answer`."""
        weights = dict(zip(SIGNALS, self.parameters.coefficients, strict=True))
        names = ("fit", "behind", "first", "base")
        chance = dict(zip(names, self.parameters.chance, strict=True))
        return {**weights, "level": round(self.level(request), 6), **chance}

    def scores(self, fits: Numbers) -> Numbers:
        """The chance that each vendor of a ranking serves, in [0, 1], rounded to 1e-6.

        `fits` are those of the ranking in its order; the chances have the same order.
        """
        if not len(fits):
            return np.zeros(0)
        fused = chance_terms(fits) @ np.array(self.parameters.chance)
        scores = np.round(1 / (1 + np.exp(-fused)), 6)
        return np.asarray(np.where(fits > 0, scores, 0.0))

    def shown(self, fits: Numbers) -> int:
        """How many of a ranking, from its head, are suggested to people."""
        if not len(fits) or fits[0] < self.parameters.threshold:
            return 0
        return int((self.scores(fits) >= LEAST).sum())

    def may_be_shown(self, fit: float) -> bool:
        """Whether a vendor with this fit would be shown if no other vendor fitted better."""
        return self.shown(np.array([fit])) > 0 or bool(
            fit > 0 and self.scores(np.array([self.parameters.threshold, fit]))[1] >= LEAST
        )


def chance_terms(fits: Numbers) -> Numbers:
    """What the chance is computed from, shape (vendors, 4), for a ranking in its order: the logit of
    each fit, how far it is behind the first, whether it is one of the first, and 1.
    """
    found = logits(fits)
    terms = np.ones((len(fits), 4))
    terms[:, 0] = found
    terms[:, 1] = np.maximum(found - found[0], -FARTHEST)
    terms[:, 2] = fits == fits[0]
    return terms


def logits(fits: Numbers) -> Numbers:
    """The logit of each rounded fit; finite also for 0 and 1."""
    inside = np.clip(fits, _HALF_STEP, 1 - _HALF_STEP)
    return np.asarray(np.log(inside / (1 - inside)))


def log_odds(chance: float) -> float:
    """log(p / (1 - p)), within ±3: one reading of a request must not drown everything else."""
    if chance <= 0 or chance >= 1:
        return _SUREST if chance >= 1 else -_SUREST
    return min(_SUREST, max(-_SUREST, math.log(chance / (1 - chance))))


def _industries(request: Profile, offers: Sequence[Profile]) -> Numbers:
    """The signals `industry` and `trade`, shape (offers, 2); 0 where a vendor declares none."""
    found = np.zeros((len(offers), 2))
    rows = [row for row, offer in enumerate(offers) if len(offer.industries)]
    if not rows:
        return found
    filled = [offers[row].industries for row in rows]
    starts = np.cumsum([0] + [len(vectors) for vectors in filled[:-1]])
    vectors = np.concatenate(filled).astype(np.float64)
    if len(request.industries):
        declared = (request.industries.astype(np.float64) @ vectors.T).max(axis=0)
        found[rows, 0] = np.maximum.reduceat(declared, starts).clip(min=0)
    near = np.maximum.reduceat(request.vectors.astype(np.float64) @ vectors.T, starts, axis=1)
    found[rows, 1] = request.weights @ near.clip(min=0)
    return found
