"""Texts as likeness reads them: vectors, words, clauses and capabilities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from matcher.capabilities import CapabilityReader
from matcher.clauses import clauses
from matcher.embedder import Embedder, Vectors
from matcher.folding import fold
from matcher.lexical import TermStatistics
from matcher.likeness.parameters import Numbers, WordWeights

_WORDS = 60  # heaviest words of one text that are aligned
# Where a text turns from how things are to what is wanted.
_WANTS = re.compile(
    r"希望|盼|^[我们]{0,2}[想要求]|需要|能否|能不能|务必|\b(?:want|need|would like|looking for)\b"
)
# Exponent that reads capabilities as if the temperature were nearly twice as high.
_BROAD = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The distinct words of some texts: unit `vectors` (words, dimension), what their weights rest on."""

    names: tuple[str, ...]
    vectors: Vectors
    rarity: Numbers
    single: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Some texts, read. Row i of each array belongs to text i.

    `capabilities` and `broad` are square roots of distributions, so that their inner product is
    the Bhattacharyya coefficient. `told` are vectors of how things are, `asked` of what is wanted.
    `held[i]` are rows of `words`.
    """

    folded: tuple[str, ...]
    whole: Vectors
    capabilities: npt.NDArray[np.float32]
    broad: npt.NDArray[np.float32]
    terms: csr_array
    words: Words
    held: tuple[npt.NDArray[np.intp], ...]
    told: Vectors
    asked: Vectors

    def weights(self, parameters: WordWeights) -> Numbers:
        """The weight of each word, shape (words,)."""
        return parameters.of(self.words.vectors, self.words.rarity, self.words.single)

    def weighed(self, weights: Numbers) -> npt.NDArray[np.float64]:
        """Unit sums of each text's weighted word vectors, shape (texts, dimension)."""
        bounds = np.cumsum([0, *map(len, self.held)])
        columns = np.concatenate([np.zeros(0, np.intp), *self.held])
        rows = csr_array(
            (weights[columns], columns, bounds), (len(self.held), len(self.words.names))
        )
        return unit(np.asarray(rows @ self.words.vectors.astype(np.float64)))

    def heaviest(self, weights: Numbers) -> list[npt.NDArray[np.intp]]:
        """The words of each text that weigh most, in the text's order."""
        found = []
        for held in self.held:
            kept = np.sort(np.argsort(-weights[held], kind="stable")[:_WORDS])
            found.append(held[kept])
        return found


class TextReader:
    """Reads texts, many at a time."""

    def __init__(
        self, embedder: Embedder, statistics: TermStatistics, reader: CapabilityReader
    ) -> None:
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._statistics = statistics
        self._reader = reader

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts as wholes, shape (texts, dimension)."""
        return self._embedder.encode_query([plain(text) for text in texts]).vectors

    def read(self, texts: Sequence[str]) -> Texts:
        """Read texts; invisible characters and forms of a character make no difference."""
        folded = tuple(plain(text) for text in texts)
        whole = self._embedder.encode_query(folded).vectors
        asked = self._reader.asked(whole)
        terms = self._statistics.rows(folded)
        size = 1 + int(terms.ids.max(initial=0))
        words, held = self._words(folded)
        halves = [_halves(text) for text in folded]
        return Texts(
            folded=folded,
            whole=whole,
            capabilities=np.sqrt(asked).astype(np.float32),
            broad=np.sqrt(_distributions(asked**_BROAD)).astype(np.float32),
            terms=csr_array((terms.weights, terms.ids, terms.bounds), (len(folded), size)),
            words=words,
            held=held,
            told=self._embedder.encode_query([one for one, _ in halves]).vectors,
            asked=self._embedder.encode_query([one for _, one in halves]).vectors,
        )

    def _words(self, folded: Sequence[str]) -> tuple[Words, tuple[npt.NDArray[np.intp], ...]]:
        said = [self._statistics.words(text) for text in folded]
        names = sorted({word for words in said for word in words})
        place = {word: row for row, word in enumerate(names)}
        words = Words(
            tuple(names),
            self._embedder.encode_query(names).vectors,
            self._statistics.rarity(names),
            np.array([len(word) == 1 for word in names], np.float64),
        )
        return words, tuple(np.array([place[word] for word in words], np.intp) for words in said)


def plain(text: str) -> str:
    """A text without what no reader sees: invisible characters, outer and repeated white space."""
    return " ".join(fold(text).text.split())


def unit(rows: Numbers) -> Numbers:
    """Rows of length 1; rows of zeros stay so."""
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12))


def _halves(text: str) -> tuple[str, str]:
    """How things are, and from the first clause that wants something on, what is wanted.

    Without such a clause the last one counts as wanted; a text of one clause is both.
    """
    parts = [text[start:end] for start, end in clauses(text)] or [text]
    wants = (place for place, part in enumerate(parts) if _WANTS.search(part.strip()))
    turn = next(wants, len(parts) - 1)
    return "".join(parts[:turn]) or text, "".join(parts[turn:])


def _distributions(rows: Numbers) -> Numbers:
    return np.asarray(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-12))
