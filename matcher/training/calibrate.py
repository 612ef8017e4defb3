"""Fits the ranker on labelled sets: `python -m matcher.training.calibrate FOLDER [FOLDER ...]`.

Three steps, each on the set and nothing else: coefficients by the order within scenarios, scale
and intercepts by whether the best vendors serve at all, the threshold by what is suggested.
Scenarios that somebody serves are also asked once more with those who serve them left out:
there are never enough labelled scenarios that nobody serves.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from matcher import calibration, knowledge, lexical, prototypes, ranker
from matcher.capabilities import CapabilityReader, compute
from matcher.embedder import BundledEmbedder
from matcher.profiles import Numbers, Profiler
from matcher.ranker import SIGNALS, Parameters, Ranker
from matcher.training import scope
from matcher.training.sets import LabelledSet, read, scenario
from matcher.types import Document

# Coefficients before any data: dense similarity leads, the others correct it. Seventy scenarios
# cannot say much more, so the fit is held near (see `_PULL`).
PRIOR = {"dense": 10.0, "lexical": 10.0, "capability": 3.0, "industry": 3.0, "trade": 3.0}
_PULL = 0.02
_FOLDS = 10
_MISSED = 0.08
_EASE = 0.002  # pull of the chance's weights towards none
_SHOWN = 10  # suggestions of one scenario
_BEST = 3  # vendors of each scenario that the chance is fitted on
# What one scenario counts: one that somebody serves 1. Of those that nobody serves, the labelled ones of
# the set, the contrast requests of the knowledge (many, of one hand), and served ones whose vendors are left out.
_UNSERVED, _CONTRAST, _LEFT_OUT = 3.0, 0.75, 0.3


@dataclass(frozen=True, slots=True)
class _Examples:
    """Signals (scenarios, vendors, signals), grades (scenarios, vendors), and `levels` (scenarios,
    4): 1, `expected` and the log-odds of `outside` of the request, and whether it declares no
    industry. `weights` (scenarios,) say what each counts when the chance is fitted,
    `groups` name the scenario, which is the same in both wordings.
    """

    signals: Numbers
    grades: npt.NDArray[np.int64]
    levels: Numbers
    weights: Numbers
    groups: tuple[str, ...]

    def part(self, rows: npt.NDArray[np.int64]) -> _Examples:
        return _Examples(
            self.signals[rows],
            self.grades[rows],
            self.levels[rows],
            self.weights[rows],
            tuple(self.groups[row] for row in rows.tolist()),
        )


def examples(labelled: LabelledSet, profiler: Profiler, computer: Ranker) -> _Examples:
    """Signals of every scenario with every vendor; scenarios nobody serves have grade 0 only.

    To the set's own scenarios come the contrast requests that ask for another trade's work, read
    by scope weights that have not seen them.
    """
    offers = profiler.offers(labelled.vendors)
    asked: list[tuple[Document, dict[str, int]]] = [(one, {}) for one in labelled.unserved]
    for task in labelled.tasks:
        asked += [(one, task.qrels.get(one.id, {})) for one in task.scenarios]
    own = len(asked)
    chances = scope.unseen(scope.examples(profiler.embedder))
    contrast = scope.contrasts()
    beyond = dict(zip((one["id"] for one in contrast), chances[-len(contrast) :], strict=True))
    asked += [(scenario(one), {}) for one in contrast if not one["served"]]
    requests = profiler.requests([document for document, _ in asked])
    outside = [
        beyond[document.id] if at >= own else request.outside
        for at, ((document, _), request) in enumerate(zip(asked, requests, strict=True))
    ]
    weights = np.ones(len(asked))
    weights[: len(labelled.unserved)] = _UNSERVED
    weights[own:] = _CONTRAST
    return _Examples(
        np.stack([computer.signals(request, offers) for request in requests]),
        np.array([[grades.get(one.id, 0) for one in labelled.vendors] for _, grades in asked]),
        np.array(
            [
                (1.0, one.expected, ranker.log_odds(float(far)), float(not len(one.industries)))
                for one, far in zip(requests, outside, strict=True)
            ]
        ),
        weights,
        tuple(f"{labelled.name} {document.id}" for document, _ in asked),
    )


def together(sets: Sequence[_Examples]) -> _Examples:
    """Several sets as one. Smaller ones are filled up with vendors that have no signal at all, which
    come last for every scenario.
    """
    most = max(one.grades.shape[1] for one in sets)

    def filled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        missing = [(0, 0)] * values.ndim
        missing[1] = (0, most - values.shape[1])
        return np.pad(values, missing)

    return _Examples(
        np.concatenate([filled(one.signals) for one in sets]),
        np.concatenate([filled(one.grades) for one in sets]),
        np.concatenate([one.levels for one in sets]),
        np.concatenate([one.weights for one in sets]),
        tuple(group for one in sets for group in one.groups),
    )


def fit_order(found: _Examples) -> Numbers:
    """Non-negative coefficients under which graded vendors take the probability of a ranking."""
    gains = 2.0**found.grades - 1
    served = gains.sum(axis=1) > 0
    signals = found.signals[served]
    target = gains[served] / gains[served].sum(axis=1, keepdims=True)
    prior = np.array([PRIOR[name] for name in SIGNALS])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = signals @ weights
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        sums = chances.sum(axis=1, keepdims=True)
        value = -(target * (logits - np.log(sums))).sum(axis=1).mean()
        slope = -((target - chances / sums)[:, :, None] * signals).sum(axis=1).mean(axis=0)
        away = weights - prior
        return float(value + _PULL * away @ away), slope + 2 * _PULL * away

    bounds = [(0.0, None)] * len(SIGNALS)
    return np.asarray(minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds).x)


def fit_level(found: _Examples, order: Numbers) -> tuple[float, Numbers]:
    """Scale of the logits, and the coefficients of `levels`.

    Fitted on the best vendors of each scenario only, because only they are ever shown.
    """
    rows, serves, counts = [], [], []
    for logits, grades, levels, weight in zip(
        found.signals @ order, found.grades, found.levels, found.weights, strict=True
    ):
        readings = [(grades >= 0, weight)]
        if grades.any():
            readings.append((grades == 0, _LEFT_OUT))
        for kept, count in readings:
            best = np.flatnonzero(kept)[np.argsort(-logits[kept], kind="stable")[:_BEST]]
            rows += [[logits[vendor], *levels] for vendor in best]
            serves += [float(grades[vendor] > 0) for vendor in best]
            counts += [count] * len(best)
    columns, target, share = np.array(rows), np.array(serves), np.array(counts) / sum(counts)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        fused = columns @ weights
        value = (share * (np.logaddexp(0, fused) - target * fused)).sum()
        return float(value), columns.T @ (share * (1 / (1 + np.exp(-fused)) - target))

    start = np.array([0.5, -6.0, 0.0, 0.0, 0.0])
    bounds = [(0.0, None), (None, None), (None, None), (None, 0.0), (None, None)]
    weights = minimize(loss, start, jac=True, bounds=bounds).x
    return float(weights[0]), np.asarray(weights[1:])


def fit_threshold(found: _Examples, fitted: Numbers) -> float:
    """The least fit of a first suggestion: the highest under which at most `_MISSED` of the scenarios
    that somebody serves are shown nobody. Whose trade a request is at all is in the fit already.
    """
    best = fitted.max(axis=1)[(found.grades > 0).any(axis=1)]
    steps = np.arange(0.01, 0.9, 0.005)
    kept = [step for step in steps if (best < step).mean() <= _MISSED]
    return round(float(max(kept, default=steps[0])), 4)


def fit(found: _Examples) -> Parameters:
    """The parameters these examples suggest."""
    order = fit_order(found)
    scale, levels = fit_level(found, order)
    coefficients = tuple(round(float(one), 4) for one in order * scale)
    intercept, expected, outside, undeclared = (round(float(one), 4) for one in levels)
    fitted = Parameters(coefficients, intercept, expected, outside, undeclared, 0.0)
    fitted = replace(fitted, threshold=fit_threshold(found, fits(found, fitted)))
    return replace(fitted, chance=fit_chance(found, fitted))


def fits(found: _Examples, parameters: Parameters) -> Numbers:
    """The fit of every scenario with every vendor under these parameters."""
    levels = [parameters.intercept, parameters.expected, parameters.outside, parameters.undeclared]
    fused = found.signals @ np.array(parameters.coefficients)
    fused += (found.levels @ np.array(levels))[:, None]
    return np.asarray(np.round(1 / (1 + np.exp(-fused)), 6))


def _rankings(found: _Examples, parameters: Parameters) -> list[tuple[Numbers, Numbers]]:
    """For each of the set's own scenarios that is shown anybody: fits of the best `_SHOWN` vendors, in
    order, and whether each serves. Contrast requests have no vendors of their own.
    """
    told = []
    every = fits(found, parameters)
    for row in np.flatnonzero(found.weights != _CONTRAST):
        best = np.argsort(-every[row], kind="stable")[:_SHOWN]
        if every[row, best[0]] >= parameters.threshold:
            told.append((every[row, best], (found.grades[row, best] > 0).astype(np.float64)))
    return told


def fit_chance(found: _Examples, parameters: Parameters) -> tuple[float, float, float, float]:
    """How a fit becomes a chance, from what is shown; see `ranker.chance_terms`."""
    rankings = _rankings(found, parameters)
    columns = np.concatenate([ranker.chance_terms(fitted) for fitted, _ in rankings])
    target = np.concatenate([serves for _, serves in rankings])
    bound = np.array([1.0, 1.0, 1.0, 0.0])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        fused = columns @ weights
        value = (np.logaddexp(0, fused) - target * fused).mean()
        slope = columns.T @ (1 / (1 + np.exp(-fused)) - target) / len(fused)
        return float(
            value + _EASE * (bound * weights) @ weights
        ), slope + 2 * _EASE * bound * weights

    limits = [(0.0, None), (0.0, None), (0.0, None), (None, None)]
    start = np.array([0.5, 0.5, 0.0, 0.0])
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits).x
    weight, behind, first, base = (round(float(one), 4) for one in weights)
    return weight, behind, first, base


def shown_unseen(
    found: _Examples, reader: CapabilityReader, folds: int = _FOLDS
) -> list[tuple[float, bool]]:
    """Score of every suggestion that would be shown, and whether it serves: each scenario under
    parameters that were fitted without it.
    """
    told: list[tuple[float, bool]] = []
    for train, test in GroupKFold(folds).split(found.signals, groups=found.groups):
        parameters = fit(found.part(train))
        using = Ranker(reader, parameters)
        for fitted, serves in _rankings(found.part(test), parameters):
            count = using.shown(fitted)
            scores = using.scores(fitted)[:count].tolist()
            told += list(zip(scores, (serves[:count] > 0).tolist(), strict=True))
    return told


def write_calibration(told: Sequence[tuple[float, bool]], path: Path) -> None:
    """What the site shows of how far a score can be trusted; see `matcher.calibration`."""
    record = asdict(calibration.calibration(told))
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def write(parameters: Parameters, path: Path) -> None:
    """The file that `ranker.load` reads."""
    record = {
        "coefficients": dict(zip(SIGNALS, parameters.coefficients, strict=True)),
        "intercept": parameters.intercept,
        "expected": parameters.expected,
        "outside": parameters.outside,
        "undeclared": parameters.undeclared,
        "threshold": parameters.threshold,
        "chance": list(parameters.chance),
    }
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on a folder; write the prototypes and the parameters that ship."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.calibrate")
    parser.add_argument(
        "folders", nargs="+", type=Path, help="labelled sets (see matcher/training/sets.py)"
    )
    parser.add_argument("--output", type=Path, default=ranker.PARAMETERS)
    chosen = parser.parse_args(arguments)
    embedder, known = BundledEmbedder(), knowledge.load()
    # Knowledge may have changed since the model was trained; what ships must be of one piece.
    key = f"{embedder.fingerprint}-{known.version}"
    prototypes.save(key, compute(embedder, known), prototypes.SHIPPED)
    reader = CapabilityReader(embedder, known)
    profiler = Profiler(embedder, lexical.statistics(), reader)
    zero = Parameters((0.0,) * len(SIGNALS), 0.0, 0.0, 0.0, 0.0, 0.0)
    computer = Ranker(reader, zero)
    found = together([examples(read(one), profiler, computer) for one in chosen.folders])
    write(fit(found), chosen.output)
    write_calibration(shown_unseen(found, reader), chosen.output.parent / calibration.SHIPPED.name)


if __name__ == "__main__":
    main()
