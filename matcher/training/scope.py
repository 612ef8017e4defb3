"""Fits what AI vendors supply against what they do not: `python -m matcher.training.scope`.

Learns from the requests of all capabilities, those marked as outside included, and from
`knowledge/contrasts`: pairs of requests of one trade and mostly the same words, of which one asks
for another trade's work. The pairs are what teaches it to look at what is asked.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from matcher import knowledge, scope
from matcher.clauses import sentences
from matcher.embedder import BundledEmbedder, Embedder
from matcher.training.sets import records

CONTRASTS = Path(knowledge.__file__).parent / "contrasts"
CONTRAST = "contrast "  # how the groups of contrast pairs begin
_CONTRAST_WEIGHT = 30.0  # of one contrast request against one exemplar: 500 against 10,000
_OUTSIDE_SHARE = 0.5  # of the exemplars' weight that lies on those marked as outside

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Features (requests, 3 * dimension), whether served, weights and groups, each (requests,)."""

    features: Numbers
    served: npt.NDArray[np.bool_]
    weights: Numbers
    groups: npt.NDArray[np.str_]

    def part(self, rows: npt.NDArray[np.int64]) -> Examples:
        """Some of them."""
        return Examples(
            self.features[rows], self.served[rows], self.weights[rows], self.groups[rows]
        )


def views(title: str, text: str) -> tuple[str, str, str]:
    """What is read of a request given as title and text; see `matcher.scope.views`."""
    cut = [text[start:end].strip() for start, end in sentences(text)]
    return scope.views(title, [one for one in cut if one])


def contrasts() -> list[dict[str, Any]]:
    """The contrast requests, in the order of their files: id, title, description, served, why."""
    return [one for path in sorted(CONTRASTS.glob("*.jsonl")) for one in records(path)]


def examples(embedder: Embedder) -> Examples:
    """Everything there is to learn from; a group is a capability or a contrast pair."""
    texts: list[tuple[str, str, str]] = []
    served: list[bool] = []
    weights: list[float] = []
    groups: list[str] = []
    known = knowledge.load().capabilities
    inside = sum(len(one.asks) for one in known if not one.outside)
    without = sum(len(one.asks) for one in known if one.outside)
    for one in known:
        weight = inside / without * _OUTSIDE_SHARE if one.outside else 1.0
        for ask in one.asks:
            texts.append(views("", ask))
            served.append(not one.outside)
            weights.append(weight)
            groups.append(one.id)
    for record in contrasts():
        texts.append(views(record["title"], record["description"]))
        served.append(bool(record["served"]))
        weights.append(_CONTRAST_WEIGHT)
        groups.append(CONTRAST + record["id"][:-1])
    features = scope.read(embedder, texts)
    return Examples(features, np.array(served), np.array(weights), np.array(groups))


def fit(found: Examples) -> Numbers:
    """Weights and intercept, shape (3 * dimension + 1,)."""
    model = LogisticRegression(C=1.0, max_iter=3000)
    model.fit(found.features, found.served, sample_weight=found.weights)
    return np.concatenate([model.coef_[0], model.intercept_])


def unseen(found: Examples, folds: int = 5) -> Numbers:
    """The chance that each request is outside, read with weights that have not seen its group.

    Only those of contrast requests are computed; the others are NaN. Shape (requests,).
    """
    contrast = np.char.startswith(found.groups, CONTRAST)
    chances = np.full(len(found.served), np.nan)
    for train, test in GroupKFold(folds).split(found.features, groups=found.groups):
        weights = fit(found.part(train))
        rows = test[contrast[test]]
        chances[rows] = 1 / (1 + np.exp(found.features[rows] @ weights[:-1] + weights[-1]))
    return chances


def measure(found: Examples) -> tuple[float, float]:
    """On contrast requests, unseen: the area under the ROC curve, and how often the served one of a
    pair is read as less likely outside than the other.
    """
    chances = unseen(found)
    contrast = ~np.isnan(chances)
    area = roc_auc_score(~found.served[contrast], chances[contrast])
    right = [
        chances[(found.groups == pair) & found.served].mean()
        < chances[(found.groups == pair) & ~found.served].mean()
        for pair in sorted(set(found.groups[contrast].tolist()))
    ]
    return float(area), float(np.mean(right))


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write the weights that ship; with --measure print how good they are instead."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.scope")
    parser.add_argument("--measure", action="store_true", help="cross-validate, write nothing")
    parser.add_argument("--output", type=Path, default=scope.WEIGHTS)
    chosen = parser.parse_args(arguments)
    embedder = BundledEmbedder()
    found = examples(embedder)
    if chosen.measure:
        area, right = measure(found)
        sys.stdout.write(f"contrast requests: AUC {area:.3f}; pairs in order {right:.2f}\n")
        return
    scope.save(fit(found), embedder.fingerprint, chosen.output)


if __name__ == "__main__":
    main()
