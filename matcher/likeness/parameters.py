"""What `python -m matcher.training.likeness` fitted: weights of words and of signals."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

PARAMETERS = Path(__file__).parent.parent / "weights" / "likeness.json"
SIGNALS = (
    "whole", "weighed", "aligned", "least aligned", "capability", "broad capability", "lexical",
    "shared words", "rest", "most own", "least own", "own aligned", "least own aligned", "asked",
    "told",
)  # fmt: skip

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class WordWeights:
    """How much a word says about what is asked: exp(direction · vector + slopes).

    `direction` has the embedder's dimension; `rarity` is multiplied with the logarithm of the
    word's rarity, `single` is added for a single character. Both learned from pairs, so that words
    of a trade (丝饼, 码头), which alike and unlike requests share, can count less than its troubles.
    """

    direction: Numbers
    rarity: float
    single: float

    def of(self, vectors: npt.NDArray[np.float32], rarity: Numbers, single: Numbers) -> Numbers:
        """Weights of words, shape (words,)."""
        tied = vectors.astype(np.float64) @ self.direction
        return np.asarray(np.exp(tied + self.rarity * np.log(rarity) + self.single * single))


@dataclass(frozen=True, slots=True, eq=False)
class Parameters:
    """A logistic model over SIGNALS; two texts are the same from `threshold` on.

    `sure` asks more of a pair: for what is joined without a person looking at every pair.
    """

    words: WordWeights
    coefficients: Numbers
    intercept: float
    threshold: float
    sure: float


@lru_cache(maxsize=1)
def load(path: Path = PARAMETERS) -> Parameters:
    """The parameters that ship with the product."""
    record = json.loads(path.read_text(encoding="utf-8"))
    words = record["words"]
    return Parameters(
        WordWeights(np.array(words["direction"]), words["rarity"], words["single"]),
        np.array([record["coefficients"][name] for name in SIGNALS]),
        float(record["intercept"]),
        float(record["threshold"]),
        float(record["sure"]),
    )


def save(parameters: Parameters, path: Path = PARAMETERS) -> None:
    """Write parameters as `load` reads them."""
    words = parameters.words
    record = {
        "coefficients": dict(zip(SIGNALS, parameters.coefficients.round(4).tolist(), strict=True)),
        "intercept": round(parameters.intercept, 4),
        "threshold": round(parameters.threshold, 4),
        "sure": round(parameters.sure, 4),
        "words": {
            "rarity": round(words.rarity, 4),
            "single": round(words.single, 4),
            "direction": words.direction.round(4).tolist(),
        },
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
