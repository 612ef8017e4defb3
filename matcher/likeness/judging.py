"""Two texts: a calibrated score, a decision, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher import knowledge, lexical
from matcher.capabilities import CapabilityReader
from matcher.embedder import BundledEmbedder, Vectors
from matcher.knowledge import Knowledge
from matcher.likeness import parameters as fitted
from matcher.likeness.parameters import SIGNALS, Numbers, Parameters
from matcher.likeness.signals import signals
from matcher.likeness.texts import TextReader, Texts, plain
from matcher.types import Alike, AlikeCode

_SHOWN = 6  # shared words
_CAPABLE = 0.75  # agreement in capabilities that is worth a word
_NEAR = 0.5  # cosine of wholes that is worth a word
_OVERLAP = 2  # shared words that are worth a word
_TELLING = 6.1  # rarity of a shared word that tells a reader something: 坯布, not 希望
_TOGETHER = 20_000  # pairs computed at once, to bound memory


class Likeness:
    """Compares texts with the bundled model, whatever model the ranking uses: it was fitted with it."""

    def __init__(self, reader: TextReader, parameters: Parameters) -> None:
        self._reader = reader
        self.parameters = parameters

    @classmethod
    def load(cls, known: Knowledge | None = None) -> Likeness:
        """With what ships. Raises ModelUnusable."""
        return cls(text_reader(known), fitted.load())

    def read(self, texts: Sequence[str]) -> Texts:
        """Read texts once, to compare them in many pairs."""
        return self._reader.read(texts)

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts as wholes, shape (texts, dimension)."""
        return self._reader.vectors(texts)

    def compare(self, pairs: Sequence[tuple[str, str]]) -> list[Alike]:
        """How alike the texts of each pair are; the order within a pair makes no difference."""
        places: dict[str, int] = {}
        rows = [
            (places.setdefault(plain(a), len(places)), places.setdefault(plain(b), len(places)))
            for a, b in pairs
        ]
        return self.judge(self.read(list(places)), rows)

    def judge(self, texts: Texts, rows: Sequence[tuple[int, int]]) -> list[Alike]:
        """How alike the texts of each pair of rows are."""
        ordered = [self._ordered(texts, pair) for pair in rows]
        found: list[Alike] = []
        weights = texts.weights(self.parameters.words)
        for at in range(0, len(ordered), _TOGETHER):
            part = ordered[at : at + _TOGETHER]
            numbers = signals(texts, self.parameters.words, part)
            scores = self._scores(numbers)
            for pair, row, score in zip(part, numbers, scores.tolist(), strict=True):
                found.append(self._alike(texts, weights, pair, row, score))
        return found

    def from_score(
        self, texts: Texts, rows: Sequence[tuple[int, int]], least: float
    ) -> list[tuple[int, int]]:
        """The pairs of rows with at least this score, or of one and the same row."""
        ordered = [self._ordered(texts, pair) for pair in rows]
        found: list[tuple[int, int]] = []
        for at in range(0, len(ordered), _TOGETHER):
            part = ordered[at : at + _TOGETHER]
            scores = self._scores(signals(texts, self.parameters.words, part))
            found += [
                pair
                for pair, score in zip(part, scores.tolist(), strict=True)
                if score >= least or pair[0] == pair[1]
            ]
        return found

    @staticmethod
    def _ordered(texts: Texts, pair: tuple[int, int]) -> tuple[int, int]:
        a, b = pair
        return (a, b) if texts.folded[a] <= texts.folded[b] else (b, a)

    def _scores(self, numbers: Numbers) -> Numbers:
        logits = self.parameters.intercept + numbers @ self.parameters.coefficients
        return np.asarray(np.round(1 / (1 + np.exp(-logits)), 6))

    def _alike(
        self, texts: Texts, weights: Numbers, pair: tuple[int, int], row: Numbers, score: float
    ) -> Alike:
        a, b = (texts.folded[one] for one in pair)
        if not any(map(str.isalnum, a)) or not any(map(str.isalnum, b)):
            return Alike(0.0, False, (AlikeCode.EMPTY,), ())
        shared = _shared(texts, weights, pair)
        if a == b:
            return Alike(1.0, True, (AlikeCode.IDENTICAL,), shared)
        same = score >= self.parameters.threshold
        return Alike(score, same, _codes(row, same, shared), shared)


def text_reader(known: Knowledge | None = None) -> TextReader:
    """The reader with the bundled model. Raises ModelUnusable."""
    embedder = BundledEmbedder()
    capabilities = CapabilityReader(embedder, known or knowledge.load())
    return TextReader(embedder, lexical.statistics(), capabilities)


def _shared(texts: Texts, weights: Numbers, pair: tuple[int, int]) -> tuple[str, ...]:
    """The words of both texts that weigh most."""
    both = np.intersect1d(texts.held[pair[0]], texts.held[pair[1]])
    names = texts.words.names
    told = both[(texts.words.rarity[both] >= _TELLING) & (texts.words.single[both] == 0)]
    worth = sorted(told.tolist(), key=lambda word: (-weights[word], names[word]))
    return tuple(names[word] for word in worth)[:_SHOWN]


def _codes(row: Numbers, same: bool, shared: Sequence[str]) -> tuple[AlikeCode, ...]:
    named = dict(zip(SIGNALS, row.tolist(), strict=True))
    if not same:
        return (AlikeCode.OTHER_TASK if shared else AlikeCode.APART,)
    codes = []
    if named["capability"] >= _CAPABLE:
        codes.append(AlikeCode.SAME_CAPABILITY)
    if len(shared) >= _OVERLAP:
        codes.append(AlikeCode.SAME_WORDS)
    if named["whole"] >= _NEAR or not codes:
        codes.append(AlikeCode.SAME_MEANING)
    return tuple(codes)
