"""The named numbers that two texts are compared by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matcher.likeness.parameters import SIGNALS, Numbers, WordWeights
from matcher.likeness.texts import Texts

_MOST_SHARED = 6.0
_OF_WORDS = (
    "aligned", "least aligned", "shared words", "rest", "most own", "least own", "own aligned",
    "least own aligned",
)  # fmt: skip


def signals(texts: Texts, weights: WordWeights, pairs: Sequence[tuple[int, int]]) -> Numbers:
    """SIGNALS of pairs of rows of `texts`, shape (pairs, signals). Symmetric in each pair."""
    found = np.zeros((len(pairs), len(SIGNALS)))
    if not len(pairs):
        return found
    of_words = texts.weights(weights)
    weighed = texts.weighed(of_words)
    left, right = np.array(pairs, np.intp).T
    columns = {
        "whole": _inner(texts.whole, left, right),
        "weighed": _inner(weighed, left, right),
        "capability": _inner(texts.capabilities, left, right),
        "broad capability": _inner(texts.broad, left, right),
        "asked": _inner(texts.asked, left, right),
        "told": _inner(texts.told, left, right),
        "lexical": np.asarray(texts.terms[left].multiply(texts.terms[right]).sum(axis=1)).ravel(),
    }
    for name, column in columns.items():
        found[:, SIGNALS.index(name)] = column
    by_words = _Words(texts, of_words)
    places = [SIGNALS.index(name) for name in _OF_WORDS]
    for row, (a, b) in enumerate(pairs):
        found[row, places] = by_words.compare(a, b)
    return found


def _inner(
    rows: npt.NDArray[np.float32] | Numbers, left: npt.NDArray[np.intp], right: npt.NDArray[np.intp]
) -> Numbers:
    return np.asarray(np.einsum("ij,ij->i", rows[left], rows[right], dtype=np.float64))


class _Words:
    """The heaviest words of each text, compared pair by pair."""

    def __init__(self, texts: Texts, weights: Numbers) -> None:
        self._vectors = texts.words.vectors
        self._weights = weights
        self._single = texts.words.single
        self._held = texts.heaviest(weights)
        self._sets = [frozenset(held.tolist()) for held in self._held]

    def compare(self, a: int, b: int) -> tuple[float, ...]:
        """The signals of _OF_WORDS."""
        ours, theirs = self._held[a], self._held[b]
        if not len(ours) or not len(theirs):
            return (0.0,) * len(_OF_WORDS)
        near = self._vectors[ours] @ self._vectors[theirs].T
        forth = float(near.max(axis=1) @ self._weights[ours] / self._weights[ours].sum())
        back = float(near.max(axis=0) @ self._weights[theirs] / self._weights[theirs].sum())
        shared = np.array(sorted(self._sets[a] & self._sets[b]), np.intp)
        long = float(np.count_nonzero(self._single[shared] == 0))
        own = self._own(ours, theirs, near, (forth + back) / 2)
        return (forth + back) / 2, min(forth, back), min(long, _MOST_SHARED), *own

    def _own(
        self,
        ours: npt.NDArray[np.intp],
        theirs: npt.NDArray[np.intp],
        near: npt.NDArray[np.float32],
        otherwise: float,
    ) -> tuple[float, float, float, float, float]:
        """What is alike beyond shared words, which two texts of one trade have anyway.

        The cosine of what they do not share, the shares of weight that are their own (the larger,
        the smaller), and how well own words find a counterpart among the other's own (the mean, the
        smaller). `otherwise` stands where one side has nothing of its own.
        """
        mine = np.flatnonzero(~np.isin(ours, theirs))
        yours = np.flatnonzero(~np.isin(theirs, ours))
        a, b = self._weights[ours[mine]], self._weights[theirs[yours]]
        shares = (
            float(a.sum() / self._weights[ours].sum()),
            float(b.sum() / self._weights[theirs].sum()),
        )
        if not len(mine) or not len(yours):
            return otherwise, max(shares), min(shares), otherwise, otherwise
        apart = near[np.ix_(mine, yours)]
        forth = float(apart.max(axis=1) @ a / a.sum())
        back = float(apart.max(axis=0) @ b / b.sum())
        one, other = a @ self._vectors[ours[mine]], b @ self._vectors[theirs[yours]]
        norm = float(np.sqrt((one @ one) * (other @ other)))
        rest = float(one @ other) / norm if norm else otherwise
        return rest, max(shares), min(shares), (forth + back) / 2, min(forth, back)
