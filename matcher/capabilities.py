"""Which capabilities a text speaks of, by nearness to the exemplars of the knowledge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from matcher.embedder import Embedder, Encoded, Vectors
from matcher.knowledge import Capability, Knowledge

Numbers = npt.NDArray[np.float64]

_TEMPERATURE = 0.08
_LEAST = 0.002


class CapabilityReader:
    """One prototype vector per capability and voice: the mean of what is said in that voice.

    A mean of exemplars finds the capability of unseen requests and offers as well as the nearest
    exemplars do, and costs one product with a matrix (capabilities, dimension).
    """

    def __init__(self, embedder: Embedder, knowledge: Knowledge) -> None:
        self._asks = _prototypes(embedder.encode_query, knowledge.capabilities, "asks")
        self._offers = _prototypes(embedder.encode_document, knowledge.capabilities, "offers")

    def asked(self, vectors: Vectors) -> Numbers:
        """Distribution over capabilities of each request, shape (texts, capabilities)."""
        return _read(vectors, self._asks)[0]

    def offered(self, vectors: Vectors) -> tuple[Numbers, Numbers]:
        """The same of each offer, and its log-normalisers, shape (texts,)."""
        return _read(vectors, self._offers)

    def agreement(self, request: Numbers, vectors: Numbers, normalisers: Numbers) -> Numbers:
        """Inner product of a request's distribution with that of each offer, shape (offers,).

        Capabilities that hold less than `_LEAST` of the request are left out: together they hold
        next to nothing, and there are hundreds.
        """
        chosen = np.flatnonzero(request >= _LEAST)
        logits = vectors @ self._offers[chosen].T / _TEMPERATURE - normalisers[:, None]
        return np.asarray(np.exp(logits) @ request[chosen])


def _prototypes(
    encode: Callable[[Sequence[str]], Encoded], capabilities: Sequence[Capability], voice: str
) -> Numbers:
    texts = [(*getattr(one, voice), *one.names) for one in capabilities]
    vectors = encode([text for row in texts for text in row]).vectors
    starts = np.cumsum([0] + [len(row) for row in texts[:-1]])
    means = np.add.reduceat(vectors, starts, axis=0)
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(norms, 1e-12), np.float64)


def _read(vectors: Vectors, prototypes: Numbers) -> tuple[Numbers, Numbers]:
    logits = vectors.astype(np.float64) @ prototypes.T / _TEMPERATURE
    normalisers = np.log(np.exp(logits).sum(axis=1))  # logits are at most 1 / _TEMPERATURE
    # A text that says nothing speaks of no capability.
    normalisers[~vectors.any(axis=1)] = np.inf
    return np.exp(logits - normalisers[:, None]), normalisers
