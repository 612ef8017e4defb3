"""Fits the ranker on a labelled set: `python -m matcher.training.calibrate FOLDER`.

Three steps, each on the set and nothing else: coefficients by the order within scenarios, scale
and intercepts by whether the best vendors serve at all, the threshold by what is suggested.
Scenarios that somebody serves are also asked once more with those who serve them left out:
there are never enough labelled scenarios that nobody serves.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from matcher import knowledge, lexical, prototypes, ranker
from matcher.capabilities import CapabilityReader, compute
from matcher.embedder import BundledEmbedder
from matcher.profiles import Numbers, Profiler
from matcher.ranker import SIGNALS, Parameters, Ranker
from matcher.training.sets import LabelledSet, read
from matcher.types import Document

# Coefficients before any data: dense similarity leads, the others correct it. Seventy scenarios
# cannot say much more, so the fit is held near (see `_PULL`).
PRIOR = {"dense": 10.0, "lexical": 10.0, "capability": 3.0, "industry": 3.0, "trade": 3.0}
_PULL = 0.02
_BEST = 3  # vendors of each scenario that the chance is fitted on


@dataclass(frozen=True, slots=True)
class _Examples:
    """Signals (scenarios, vendors, signals), grades (scenarios, vendors), and `levels` (scenarios,
    4): 1, `expected` and `outside` of the request, and whether it declares no industry.
    """

    signals: Numbers
    grades: npt.NDArray[np.int64]
    levels: Numbers


def examples(labelled: LabelledSet, profiler: Profiler, computer: Ranker) -> _Examples:
    """Signals of every scenario with every vendor; scenarios nobody serves have grade 0 only."""
    offers = profiler.offers(labelled.vendors)
    asked: list[tuple[Document, dict[str, int]]] = [(one, {}) for one in labelled.unserved]
    for task in labelled.tasks:
        asked += [(one, task.qrels.get(one.id, {})) for one in task.scenarios]
    requests = profiler.requests([document for document, _ in asked])
    return _Examples(
        np.stack([computer.signals(request, offers) for request in requests]),
        np.array([[grades.get(one.id, 0) for one in labelled.vendors] for _, grades in asked]),
        np.array(
            [(1.0, one.expected, one.outside, float(not len(one.industries))) for one in requests]
        ),
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


def fit_chance(found: _Examples, order: Numbers) -> tuple[float, Numbers]:
    """Scale of the logits, and the coefficients of `levels`.

    Fitted on the best vendors of each scenario only, because only they are ever shown.
    """
    rows, serves = [], []
    for logits, grades, levels in zip(
        found.signals @ order, found.grades, found.levels, strict=True
    ):
        for kept in [grades >= 0, grades == 0] if grades.any() else [grades >= 0]:
            best = np.flatnonzero(kept)[np.argsort(-logits[kept], kind="stable")[:_BEST]]
            rows += [[logits[vendor], *levels] for vendor in best]
            serves += [float(grades[vendor] > 0) for vendor in best]
    columns, target = np.array(rows), np.array(serves)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        fused = columns @ weights
        value = (np.logaddexp(0, fused) - target * fused).mean()
        return float(value), columns.T @ (1 / (1 + np.exp(-fused)) - target) / len(fused)

    start = np.array([0.5, -6.0, 0.0, 0.0, 0.0])
    bounds = [(0.0, None), (None, None), (None, None), (None, 0.0), (None, None)]
    weights = minimize(loss, start, jac=True, bounds=bounds).x
    return float(weights[0]), np.asarray(weights[1:])


def fit_threshold(found: _Examples, fused: Numbers) -> float:
    """The least score of a suggestion, where both errors are equally frequent.

    The errors: a scenario that somebody serves is shown nobody; one that nobody serves is shown
    somebody.
    """
    served = (found.grades > 0).any(axis=1)
    best = fused.max(axis=1)
    steps = np.arange(0.01, 0.9, 0.005)
    missed = np.array([(best[served] < step).mean() for step in steps])
    shown = np.array([(best[~served] >= step).mean() for step in steps])
    return round(float(steps[np.abs(missed - shown).argmin()]), 4)


def fit(labelled: LabelledSet, profiler: Profiler, reader: CapabilityReader) -> Parameters:
    """The parameters this set suggests."""
    zero = Parameters((0.0,) * len(SIGNALS), 0.0, 0.0, 0.0, 0.0, 0.0)
    found = examples(labelled, profiler, Ranker(reader, zero))
    order = fit_order(found)
    scale, levels = fit_chance(found, order)
    logits = found.signals @ order * scale + (found.levels @ levels)[:, None]
    threshold = fit_threshold(found, 1 / (1 + np.exp(-logits)))
    coefficients = tuple(round(float(one), 4) for one in order * scale)
    intercept, expected, outside, undeclared = (round(float(one), 4) for one in levels)
    return Parameters(coefficients, intercept, expected, outside, undeclared, threshold)


def write(parameters: Parameters, path: Path) -> None:
    """The file that `ranker.load` reads."""
    record = {
        "coefficients": dict(zip(SIGNALS, parameters.coefficients, strict=True)),
        "intercept": parameters.intercept,
        "expected": parameters.expected,
        "outside": parameters.outside,
        "undeclared": parameters.undeclared,
        "threshold": parameters.threshold,
    }
    path.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on a folder; write the prototypes and the parameters that ship."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.calibrate")
    parser.add_argument("folder", type=Path, help="labelled set (see matcher/training/sets.py)")
    parser.add_argument("--output", type=Path, default=ranker.PARAMETERS)
    chosen = parser.parse_args(arguments)
    embedder, known = BundledEmbedder(), knowledge.load()
    # Knowledge may have changed since the model was trained; what ships must be of one piece.
    key = f"{embedder.fingerprint}-{known.version}"
    prototypes.save(key, compute(embedder, known), prototypes.SHIPPED)
    reader = CapabilityReader(embedder, known)
    profiler = Profiler(embedder, lexical.statistics(), reader)
    write(fit(read(chosen.folder), profiler, reader), chosen.output)


if __name__ == "__main__":
    main()
