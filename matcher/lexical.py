"""Words: terms of a text with fixed weights, and candidates by an inverted index.

A term's weight never depends on which vendors are in the index: document frequencies are those of
the training texts and ship with the weights. Adding or removing a vendor changes no other score.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import rjieba
from safetensors import safe_open

from matcher import bundled
from matcher.bundled import tokens

_BUCKETS = 1 << 20  # unknown tokens are told apart by hash
_INSIDE = 0.5  # weight of an n-gram that is no word: most cross a word boundary
_PENDING = 256  # changes before the postings are built anew


@dataclass(frozen=True, slots=True)
class Terms:
    """Unit sparse rows: `ids[bounds[i]:bounds[i+1]]` with `weights`, ids ascending in a row."""

    ids: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]
    bounds: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def part(self, start: int, end: int) -> Terms:
        """Rows `start` to `end`, copied."""
        first, last = self.bounds[start], self.bounds[end]
        return Terms(
            self.ids[first:last].copy(),
            self.weights[first:last].copy(),
            self.bounds[start : end + 1] - first,
        )

    @staticmethod
    def stack(parts: Sequence[Terms]) -> Terms:
        """All rows of all parts, in order."""
        sizes = np.concatenate([np.zeros(1, np.int64)] + [np.diff(part.bounds) for part in parts])
        return Terms(
            np.concatenate([np.zeros(0, np.int32)] + [part.ids for part in parts]),
            np.concatenate([np.zeros(0, np.float32)] + [part.weights for part in parts]),
            np.cumsum(sizes),
        )


class TermStatistics:
    """Which terms a text has and how much each says."""

    def __init__(self, folder: Path = bundled.FOLDER) -> None:
        self._ids = bundled.vocabulary(folder)
        with safe_open(folder / "model.safetensors", framework="numpy") as tensors:
            known = tensors.get_tensor("0.frequencies").astype(np.float64)
            texts = float(tensors.get_tensor("0.texts")[0])
        self.version = hashlib.sha256(known.tobytes() + str(texts).encode()).hexdigest()[:16]
        self._idf = np.log1p((texts - known + 0.5) / (known + 0.5))
        self._rare = float(np.log1p((texts + 0.5) / 0.5))
        self._words = rjieba.Jieba()

    def rows(self, texts: Sequence[str]) -> Terms:
        """One unit row per text; each term counts once, however often it is repeated."""
        flat: list[int] = []
        whole: list[bool] = []
        sizes = []
        for text in texts:
            found = tokens(text)
            flat += [
                self._unknown(token) if one is None else one
                for token, one in zip(found, map(self._ids.get, found), strict=True)
            ]
            whole += map(set(self._words.cut(text.lower())).__contains__, found)
            sizes.append(len(found))
        owners = np.repeat(np.arange(len(texts)), sizes)
        ids, words = np.array(flat, np.int64), np.array(whole, np.bool_)
        order = np.lexsort((ids, owners))
        order = order[ids[order] >= 0]
        ids, words, owners = ids[order], words[order], owners[order]
        weights = np.full(len(ids), self._rare, np.float64)
        listed = ids < len(self._idf)
        weights[listed] = self._idf[ids[listed]]
        weights[~words] *= _INSIDE
        norms = np.sqrt(np.bincount(owners, weights * weights, len(texts)))
        return Terms(
            ids.astype(np.int32),
            (weights / norms[owners]).astype(np.float32),
            np.searchsorted(owners, np.arange(len(texts) + 1)).astype(np.int64),
        )

    def words(self, text: str) -> list[str]:
        """The distinct words of a text in its order, lower-case, without punctuation."""
        cut = self._words.cut(text.lower())
        return list(dict.fromkeys(word for word in cut if any(map(str.isalnum, word))))

    def rarity(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """How rare each word is in the training texts (inverse document frequency), above 0."""
        rows = [self._ids.get(word, -1) for word in words]
        listed = [0 <= row < len(self._idf) for row in rows]
        found = [
            self._idf[row] if is_ else self._rare for row, is_ in zip(rows, listed, strict=True)
        ]
        return np.array(found, np.float64)

    def _unknown(self, token: str) -> int:
        """The id of a token that no training text has, -1 for 3-grams: they repeat their pairs."""
        if len(token) != 2 and token[0] > "z":
            return -1
        return len(self._ids) + zlib.crc32(token.encode()) % _BUCKETS


@lru_cache(maxsize=1)
def statistics() -> TermStatistics:
    """The statistics that ship with the product."""
    return TermStatistics()


def containment(asked: Terms, offered: Terms) -> npt.NDArray[np.float64]:
    """How much of one asked row each offered row holds, shape (offered,), from 0 to 1.

    A term counts with its squared weight; squares of a unit row sum to 1. What else an offered row
    says takes nothing away. Raises ValueError unless exactly one row is asked.
    """
    if len(asked) != 1:
        raise ValueError("containment takes one asked row")
    # Looking terms up in a table is ten times as fast as searching them.
    size = 1 + max(asked.ids.max(initial=0), offered.ids.max(initial=0))
    worth = np.zeros(size)
    worth[asked.ids] = asked.weights.astype(np.float64) ** 2
    rows = np.repeat(np.arange(len(offered)), np.diff(offered.bounds))
    return np.asarray(np.bincount(rows, worth[offered.ids], len(offered)), np.float64)


class LexicalIndex:
    """Which vendors use which terms. Not safe under threads by itself; its owner holds a lock.

    Postings are one sorted array, built anew after `_PENDING` changes; until then vendors that
    came since are candidates of every search.
    """

    def __init__(self) -> None:
        self._terms: dict[str, npt.NDArray[np.int32]] = {}
        self._pending: dict[str, None] = {}
        self._keys: list[str | None] = []
        self._slots: dict[str, int] = {}
        self._known = np.zeros(0, np.int32)
        self._starts = np.zeros(1, np.int64)
        self._postings = np.zeros(0, np.int32)

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, key: str, terms: Terms) -> None:
        """Put a vendor in; one already there is replaced."""
        self.remove(key)
        self._terms[key] = np.unique(terms.ids)
        self._pending[key] = None

    def remove(self, key: str) -> None:
        """Take a vendor out; one that is not there is no error."""
        self._terms.pop(key, None)
        self._pending.pop(key, None)
        slot = self._slots.pop(key, None)
        if slot is not None:
            self._keys[slot] = None

    def _build(self) -> None:
        self._keys = list(self._terms)
        self._slots = {key: slot for slot, key in enumerate(self._terms)}
        self._pending = {}
        rows = list(self._terms.values())
        flat = np.concatenate(rows) if rows else np.zeros(0, np.int32)
        slots = np.repeat(np.arange(len(rows), dtype=np.int32), [len(row) for row in rows])
        order = np.argsort(flat, kind="stable")
        self._postings = slots[order]
        self._known, starts = np.unique(flat[order], return_index=True)
        self._starts = np.append(starts, len(flat))

    def search(self, asked: Terms, count: int) -> list[str]:
        """The vendors that share the heaviest terms with any asked row, best first."""
        if len(self._pending) + len(self._keys) - len(self._slots) > _PENDING:
            self._build()
        terms, where = np.unique(asked.ids, return_inverse=True)
        weights = np.zeros(len(terms))
        np.maximum.at(weights, where, asked.weights)
        totals = np.zeros(len(self._keys))
        places = np.searchsorted(self._known, terms)
        for term, place, weight in zip(terms, places, weights, strict=True):
            if place < len(self._known) and self._known[place] == term:
                totals[self._postings[self._starts[place] : self._starts[place + 1]]] += weight
        order = np.argsort(-totals, kind="stable").tolist()
        best = [self._keys[slot] for slot in order if totals[slot] > 0]
        return [*self._pending, *[key for key in best if key is not None][:count]]
