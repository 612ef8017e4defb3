"""Whether a request asks for what an AI vendor supplies at all, or for another trade's work.

Such requests share their words with served ones ("the cameras and the model work; what we need is
a new floor"), so nearness to vendors does not tell them apart. A logistic model over the request as
a whole, over the sentences that ask, and over its last sentence does; it is fitted on the
knowledge and on pairs of requests that differ in what is asked only (`matcher.training.scope`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from matcher import bundled
from matcher.embedder import Embedder

WEIGHTS = bundled.FOLDER / "scope.safetensors"
_ASKING = re.compile(
    r"希望|想|要|求|需|拟|找|最好|能不能|有没有|请|盼|缺|征集|采购|委托|引进|解决"
    r"|\b(?:want|need|require|look|seek|wish|would like|hope)",
    re.IGNORECASE,
)

Numbers = npt.NDArray[np.float64]


def views(title: str, sentences: Sequence[str]) -> tuple[str, str, str]:
    """The three texts that are read of a request: all of it, what asks, and its last sentence."""
    said = [*([title] if title else []), *sentences]
    if not said:
        return "", "", ""
    asking = [one for one in sentences if _ASKING.search(one)][-2:] or said[-1:]
    return "\n".join(said), "\n".join(asking), said[-1]


class ScopeReader:
    """Reads requests with the fitted weights; they belong to one embedding model."""

    def __init__(self, embedder: Embedder, path: Path = WEIGHTS) -> None:
        self._embedder = embedder
        self._weights = _load(path, embedder.fingerprint)

    @property
    def fitted(self) -> bool:
        """Whether there are weights for this embedding model."""
        return self._weights is not None

    def outside(self, requests: Sequence[tuple[str, str, str]]) -> Numbers:
        """The chance that each request (its `views`) is outside AI vendors' trade, in [0, 1].

        A request without any text has 0.
        """
        if self._weights is None or not requests:
            return np.zeros(len(requests))
        features = read(self._embedder, requests)
        logits = features @ self._weights[:-1] + self._weights[-1]
        return np.asarray(np.where(features.any(axis=1), 1 / (1 + np.exp(logits)), 0.0))


def read(embedder: Embedder, requests: Sequence[tuple[str, str, str]]) -> Numbers:
    """The vectors of the views of each request side by side, shape (requests, 3 * dimension)."""
    vectors = embedder.encode_query([text for request in requests for text in request]).vectors
    return np.asarray(vectors.reshape(len(requests), -1), np.float64)


def save(weights: Numbers, fingerprint: str, path: Path = WEIGHTS) -> None:
    """Write weights (3 * dimension and an intercept; positive: AI vendors supply it)."""
    save_file({"weights": weights.astype(np.float32)}, path, metadata={"model": fingerprint})
    path.chmod(0o644)


@lru_cache(maxsize=4)
def _load(path: Path, fingerprint: str) -> Numbers | None:
    try:
        with safe_open(path, framework="numpy") as found:
            if (found.metadata() or {}).get("model") != fingerprint:
                return None
            return np.asarray(found.get_tensor("weights"), np.float64)
    except (OSError, SafetensorError):
        return None
