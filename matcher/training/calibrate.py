"""Fits the ranker on a labelled set: `python -m matcher.training.calibrate FOLDER`.

Three steps, each on the set and nothing else: coefficients by the order within scenarios, scale
and intercepts by whether a vendor serves at all, the threshold by what is suggested.
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


@dataclass(frozen=True, slots=True)
class _Examples:
    """Signals (scenarios, vendors, signals), grades (scenarios, vendors), expected (scenarios,)."""

    signals: Numbers
    grades: npt.NDArray[np.int64]
    expected: Numbers


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
        np.array([request.expected for request in requests]),
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


def fit_chance(found: _Examples, order: Numbers) -> tuple[float, float, float]:
    """Scale of the logits, intercept, and the coefficient of what can be expected."""
    logits = (found.signals @ order).ravel()
    expected = np.repeat(found.expected, found.grades.shape[1])
    serves = (found.grades > 0).ravel().astype(float)
    columns = np.stack([logits, np.ones_like(logits), expected], axis=1)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        fused = columns @ weights
        value = (np.logaddexp(0, fused) - serves * fused).mean()
        return float(value), columns.T @ (1 / (1 + np.exp(-fused)) - serves) / len(fused)

    bounds = [(0.0, None), (None, None), (None, None)]
    found_at = minimize(loss, np.array([0.5, -6.0, 0.0]), jac=True, bounds=bounds).x
    return float(found_at[0]), float(found_at[1]), float(found_at[2])


def fit_threshold(found: _Examples, fused: Numbers) -> float:
    """The least score of a suggestion.

    Chosen for the mean of two: F1 of the suggestions (at most ten) over scenarios somebody
    serves, and the share of scenarios nobody serves that get none.
    """
    tenth = np.sort(fused, axis=1)[:, -10][:, None]
    serves = found.grades > 0
    served = serves.any(axis=1)

    def value(least: float) -> float:
        shown = fused >= np.maximum(least, tenth)
        right = (shown & serves).sum(axis=1)
        harmonic = 2 * right / np.maximum(shown.sum(axis=1) + serves.sum(axis=1), 1)
        silent = ~shown[~served].any(axis=1)
        return float(harmonic[served].mean() + silent.mean()) / 2

    # The middle of the best stretch, so that no single scenario sets the threshold.
    steps = np.arange(0.02, 0.6, 0.005)
    values = np.array([value(step) for step in steps])
    smooth = np.convolve(values, np.ones(7) / 7, mode="same")
    return round(float(steps[3:-3][smooth[3:-3].argmax()]), 4)


def fit(labelled: LabelledSet, profiler: Profiler, reader: CapabilityReader) -> Parameters:
    """The parameters this set suggests."""
    zero = Parameters((0.0,) * len(SIGNALS), 0.0, 0.0, 0.0)
    found = examples(labelled, profiler, Ranker(reader, zero))
    order = fit_order(found)
    scale, intercept, expected = fit_chance(found, order)
    logits = found.signals @ order * scale + intercept + expected * found.expected[:, None]
    threshold = fit_threshold(found, 1 / (1 + np.exp(-logits)))
    coefficients = tuple(round(float(one), 4) for one in order * scale)
    return Parameters(coefficients, round(intercept, 4), round(expected, 4), threshold)


def write(parameters: Parameters, path: Path) -> None:
    """The file that `ranker.load` reads."""
    record = {
        "coefficients": dict(zip(SIGNALS, parameters.coefficients, strict=True)),
        "intercept": parameters.intercept,
        "expected": parameters.expected,
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
