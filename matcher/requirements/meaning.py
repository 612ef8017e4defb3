"""What words and clauses mean: vectors of the bundled model, and how telling a word is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from safetensors import safe_open

from matcher import bundled
from matcher.requirements.words import weighted_words

Vectors = npt.NDArray[np.float32]
_UNKNOWN = 0.8  # how telling a word is that no training text has: a name, a slip or a rare term


@lru_cache(maxsize=1)
def _model() -> bundled.BundledModel:
    return bundled.BundledModel()


@lru_cache(maxsize=1)
def _telling() -> npt.NDArray[np.float64]:
    """Inverse document frequency of each vocabulary row, scaled to at most 1."""
    with safe_open(bundled.FOLDER / "model.safetensors", framework="numpy") as tensors:
        known = tensors.get_tensor("0.frequencies").astype(np.float64)
        texts = float(tensors.get_tensor("0.texts")[0])
    rare = np.log1p((texts + 0.5) / 0.5)
    return np.asarray(np.log1p((texts - known + 0.5) / (known + 0.5)) / rare)


def vectors(texts: Sequence[str]) -> Vectors:
    """Unit vectors, shape (len(texts), dimension); zeros for a text without known tokens."""
    return _model().encode(texts)


@lru_cache(maxsize=65_536)
def _word_vector(word: str) -> Vectors:
    return np.asarray(_model().encode([word])[0])


def word_vectors(words: Sequence[str]) -> Vectors:
    """The same of single words, which are remembered."""
    if not words:
        return np.zeros((0, _model().dimension), np.float32)
    return np.stack([_word_vector(word) for word in words])


@lru_cache(maxsize=16_384)
def telling_words(text: str) -> tuple[tuple[str, float], ...]:
    """Content words of a folded text, each with its weight: its kind's times how rare it is."""
    rows, telling = bundled.vocabulary(), _telling()
    found = []
    for word, weight in weighted_words(text):
        row = rows.get(word)
        rare = telling[row] if row is not None and row < len(telling) else _UNKNOWN
        found.append((word, float(weight * rare)))
    return tuple(found)
