"""Which capabilities a text speaks of, by nearness to the exemplars of the knowledge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from matcher import prototypes
from matcher.embedder import Embedder, Encoded, Vectors
from matcher.knowledge import Knowledge

Numbers = npt.NDArray[np.float64]

_TEMPERATURE = 0.08
_LEAST = 0.002


class CapabilityReader:
    """One prototype vector per capability and voice: the mean of what is said in that voice.

    A mean of exemplars finds the capability of unseen requests and offers as well as the nearest
    exemplars do, and costs one product with a matrix (capabilities, dimension).
    """

    def __init__(self, embedder: Embedder, knowledge: Knowledge) -> None:
        key = f"{embedder.fingerprint}-{knowledge.version}"
        found = prototypes.load(key)
        if found is None:
            found = compute(embedder, knowledge)
            prototypes.keep(key, found)
        self._asks, self._offers = (one.astype(np.float64) for one in found)
        self._ids = [one.id for one in knowledge.capabilities]
        self._outside = np.array([one.outside for one in knowledge.capabilities], bool)

    def asked(self, vectors: Vectors) -> Numbers:
        """Distribution over capabilities of each request, shape (texts, capabilities)."""
        return _read(vectors, self._asks)[0]

    def offered(self, vectors: Vectors) -> tuple[Numbers, Numbers]:
        """The same of each offer, and its log-normalisers, shape (texts,)."""
        return _read(vectors, self._offers)

    def name(self, request: Numbers) -> str:
        """The id of the capability with the greatest share; empty where nothing is asked."""
        return self._ids[int(request.argmax())] if request.any() else ""

    def outside(self, request: Numbers) -> float:
        """How much of a request's distribution lies on what no AI vendor supplies, in [0, 1]."""
        return float(request[self._outside].sum())

    def expected(self, request: Numbers, vectors: Vectors) -> Numbers:
        """Cosine of each request with the typical offer of the main capability asked for.

        It says how near a vendor can be expected to come: requests in plain words lie farther
        from any offer than requests in the words of the trade.
        """
        if not request.any():
            return np.zeros(len(vectors))
        return np.asarray(vectors.astype(np.float64) @ self._offers[request.argmax()])

    def agreement(self, request: Numbers, vectors: Numbers, normalisers: Numbers) -> Numbers:
        """Inner product of a request's distribution with that of each offer, shape (offers,).

        Capabilities that hold less than `_LEAST` of the request are left out: together they hold
        next to nothing, and there are hundreds.
        """
        chosen = np.flatnonzero(request >= _LEAST)
        logits = vectors @ self._offers[chosen].T / _TEMPERATURE - normalisers[:, None]
        return np.asarray(np.exp(logits) @ request[chosen])


def compute(embedder: Embedder, knowledge: Knowledge) -> prototypes.Pair:
    """Prototypes of both voices, each (capabilities, dimension), rows of length 1."""
    return (
        _means(embedder.encode_query, [(*one.asks, *one.names) for one in knowledge.capabilities]),
        _means(
            embedder.encode_document, [(*one.offers, *one.names) for one in knowledge.capabilities]
        ),
    )


def _means(
    encode: Callable[[Sequence[str]], Encoded], texts: Sequence[tuple[str, ...]]
) -> npt.NDArray[np.float32]:
    vectors = encode([text for row in texts for text in row]).vectors
    starts = np.cumsum([0] + [len(row) for row in texts[:-1]])
    means = np.add.reduceat(vectors, starts, axis=0)
    norms = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(norms, 1e-12), np.float32)


def _read(vectors: Vectors, voice: Numbers) -> tuple[Numbers, Numbers]:
    logits = vectors.astype(np.float64) @ voice.T / _TEMPERATURE
    normalisers = np.log(np.exp(logits).sum(axis=1))  # logits are at most 1 / _TEMPERATURE
    # A text that says nothing speaks of no capability.
    normalisers[~vectors.any(axis=1)] = np.inf
    return np.exp(logits - normalisers[:, None]), normalisers
