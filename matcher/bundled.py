"""Encodes with the bundled model without importing torch; same vectors as sentence-transformers."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import add
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file
from scipy.sparse import csr_array

FOLDER = Path(__file__).parent / "weights"
_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """The distinct tokens of a text: Chinese 1- to 3-grams, Latin runs, 3-grams of long runs."""
    found: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text).lower()):
        pairs = list(map(add, run, run[1:]))
        triples = list(map(add, pairs, run[2:]))
        found += [*run, *pairs] if run[0] > "z" else [run]
        found += triples if run[0] > "z" or len(run) > 4 else []
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=2)
def vocabulary(folder: Path = FOLDER) -> dict[str, int]:
    """Known tokens and their rows; row 0 is an empty line that no token has."""
    text = (folder / "vocabulary.txt").read_text(encoding="utf-8")
    return {name: row for row, name in enumerate(text.split("\n"))}


class BundledModel:
    """The weights folder: `vocabulary.txt` and `model.safetensors`."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._ids, found = vocabulary(folder), load_file(folder / "model.safetensors")
        self._codes, self._centroids = found["0.codes"], found["0.centroids"]
        self._weights = found["0.weights"].astype(np.float32)
        self.dimension = self._centroids[:, 0].size

    def encode(self, texts: Sequence[str], batch: int = 4096) -> npt.NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension); a text without known tokens gives zeros."""
        parts = [self._batch(texts[at : at + batch]) for at in range(0, len(texts), batch)]
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *parts])

    def _batch(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        ids = [sorted(filter(None, map(self._ids.get, tokens(text)))) for text in texts]
        bounds = np.cumsum([0, *map(len, ids)])
        used, columns = np.unique(np.fromiter(chain.from_iterable(ids), int), return_inverse=True)
        table = self._centroids[np.arange(len(self._centroids)), self._codes[used]]
        rows = csr_array((self._weights[used][columns], columns, bounds), (len(texts), len(used)))
        sums = np.asarray(rows @ table.reshape(len(used), self.dimension), np.float32)
        return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12))
