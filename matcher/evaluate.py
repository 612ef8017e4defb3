"""How good a ranking is: measures over TREC runs and relevance judgements, with intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG

from matcher.errors import EvaluationError

Qrels = dict[str, dict[str, int]]  # scenario → vendor → grade
Run = dict[str, dict[str, float]]  # scenario → vendor → score

# Gain 2^grade − 1 for grades 0, 1, 2, 3, 4.
_NDCG = nDCG(cutoff=10, gains={grade: 2**grade - 1 for grade in range(5)})
MEASURES = {
    "nDCG@10": _NDCG,
    "recall@10": R(rel=1) @ 10,
    "recall@20": R(rel=1) @ 20,
    "MRR": RR(rel=1),
    "right vendor in five": Success(rel=2) @ 5,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over scenarios with the 95 % bootstrap interval, and how many scenarios count."""

    name: str
    mean: float
    low: float
    high: float
    scenarios: int


def _rows(path: Path, fields: int, form: str) -> list[tuple[str, list[str]]]:
    """Lines of `fields` white-space separated values, with where each stands."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise EvaluationError(f"{path.name}: cannot be read ({problem.strerror})") from problem
    except UnicodeDecodeError as problem:
        raise EvaluationError(f"{path.name}: is not UTF-8") from problem
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        values = line.split()
        if not values:
            continue
        if len(values) != fields:
            raise EvaluationError(
                f"{path.name}:{number}: {len(values)} values, expected {fields}: {form}"
            )
        rows.append((f"{path.name}:{number}", values))
    if not rows:
        raise EvaluationError(f"{path.name}: is empty")
    return rows


def read_qrels(path: Path) -> Qrels:
    """Judgements `scenario 0 vendor grade`. Raises EvaluationError naming the line."""
    qrels: Qrels = {}
    for where, (scenario, _, vendor, grade) in _rows(path, 4, "scenario 0 vendor grade"):
        try:
            value = int(grade)
        except ValueError:
            raise EvaluationError(f"{where}: grade {grade!r} is not a whole number") from None
        if not 0 <= value <= 4:
            raise EvaluationError(f"{where}: grade {value} is not between 0 and 4")
        if qrels.setdefault(scenario, {}).setdefault(vendor, value) != value:
            raise EvaluationError(f"{where}: {scenario} {vendor} has two different grades")
    return qrels


def read_run(path: Path) -> Run:
    """A ranking `scenario Q0 vendor rank score run`. Raises EvaluationError naming the line.

    Scores order, as everywhere in TREC; equal scores are ordered by rank. The result holds -1 for
    the first vendor, -2 for the second and so on, so that no tool can reorder ties.
    """
    rows: dict[str, dict[str, tuple[float, int]]] = {}
    form = "scenario Q0 vendor rank score run"
    for where, (scenario, _, vendor, rank, score, _) in _rows(path, 6, form):
        try:
            place, value = int(rank), float(score)
        except ValueError:
            raise EvaluationError(f"{where}: rank or score is not a number") from None
        if not math.isfinite(value):
            raise EvaluationError(f"{where}: score {score!r} is not a finite number")
        ranked = rows.setdefault(scenario, {})
        if vendor in ranked:
            raise EvaluationError(f"{where}: {vendor} is ranked twice for {scenario}")
        ranked[vendor] = (-value, place)
    return {
        scenario: {
            key: -float(n) for n, key in enumerate(sorted(ranked, key=ranked.__getitem__), 1)
        }
        for scenario, ranked in rows.items()
    }


def per_scenario(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """Measure → scenario → value. A judged scenario that the run lacks counts 0.

    "right vendor in five" is taken over scenarios that have a vendor of grade 2, the others over
    scenarios that have one of grade 1.
    """
    shared = qrels.keys() & run.keys()
    if not shared:
        raise EvaluationError("the run and the judgements have no scenario in common")
    found: dict[str, dict[str, float]] = {}
    for name, measure in MEASURES.items():
        least = 2 if measure == MEASURES["right vendor in five"] else 1
        counted = {key for key, grades in qrels.items() if max(grades.values()) >= least}
        values = dict.fromkeys(sorted(counted), 0.0)
        judged = {key: qrels[key] for key in counted & run.keys()}
        ranked = {key: run[key] for key in judged}
        if judged:
            for metric in ir_measures.iter_calc([measure], judged, ranked):
                values[metric.query_id] = float(metric.value)
        found[name] = values
    return found


def bootstrap(
    values: Mapping[str, float], samples: int = 2000, seed: int = 1
) -> tuple[float, float]:
    """The 2.5 and 97.5 percentiles of the mean over scenarios drawn with replacement."""
    numbers = np.array([values[key] for key in sorted(values)])
    if not len(numbers):
        return math.nan, math.nan
    drawn = np.random.default_rng(seed).integers(0, len(numbers), (samples, len(numbers)))
    low, high = np.percentile(numbers[drawn].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def evaluate(qrels: Qrels, run: Run) -> list[Measured]:
    """Every measure with its interval, in the order of MEASURES."""
    results = []
    for name, values in per_scenario(qrels, run).items():
        low, high = bootstrap(values)
        mean = float(np.mean(list(values.values()))) if values else math.nan
        results.append(Measured(name, mean, low, high, len(values)))
    return results
