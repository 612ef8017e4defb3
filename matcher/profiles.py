"""Documents as the ranker reads them: vectors, terms and capabilities of their passages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from matcher import scope
from matcher.capabilities import CapabilityReader
from matcher.embedder import Embedder, Encoded, Vectors
from matcher.folding import fold
from matcher.knowledge import Vocabulary
from matcher.lexical import Terms, TermStatistics
from matcher.passages import passages
from matcher.scope import ScopeReader
from matcher.types import Document, FieldKind, Passage

LONGEST = 400  # passages of one document; a profile of 40,000 characters says all it has to say

# How much a kind of text says about what is asked. Conditions describe the site, not the task.
_ASKING = {
    FieldKind.TITLE: 1.0,
    FieldKind.NEED: 1.0,
    FieldKind.ITEM: 1.0,
    FieldKind.CONDITION: 0.3,
}
_WHOLE_WEIGHT = 1.0
_OWNER = re.compile(r"^(.*?\])")
_REPEATED = re.compile(r"(.{2,40}?)\1+", re.DOTALL)

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One document, encoded. Rows are distinct texts in the order of their code points.

    `vectors` (rows, dimension) and `terms` (rows) belong together; `weights` (rows,) sum to 1 and
    say how much of the document's request each row carries; `capabilities` (capabilities,) is the
    distribution of the request, or the best of any row of an offer; `normalisers` (rows,) belong
    to the rows of an offer; `expected` says how near offers can be expected to come to a request (see
    `CapabilityReader`), `outside` how likely it asks for what no AI vendor supplies (see `ScopeReader`).
    `industries` (industries, dimension) are declared, not read from text.
    `content` hashes what it says, `reading` what is read of it: the latter orders vendors that fit
    equally well. `places[i]` is the row of `passages[i]`. `omitted` counts code points that were not read.
    """

    content: str
    reading: str
    passages: tuple[Passage, ...]
    places: tuple[int, ...]
    vectors: Vectors
    terms: Terms
    weights: Numbers
    capabilities: npt.NDArray[np.float32]
    normalisers: Numbers
    expected: float
    outside: float
    industries: Vectors
    omitted: int

    @property
    def everything(self) -> Terms:
        """The row of `terms` that says most: the document as a whole, where it has such a row."""
        row = int(np.diff(self.terms.bounds).argmax())
        return self.terms.part(row, row + 1)

    @property
    def literal(self) -> npt.NDArray[np.bool_]:
        """Which rows are passages, not several passages together, shape (rows,)."""
        found = np.zeros(len(self.vectors), np.bool_)
        found[list(self.places)] = True
        return found


def content_hash(document: Document) -> str:
    """What a document says, read or not, whatever its id and the order of its fields."""
    lines = sorted(
        f"{one.kind}\x1f{one.must}\x1f{one.text}" + (f"\x1f{one.hidden}" if one.hidden else "")
        for one in document.fields
    )
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


class Profiler:
    """Encodes documents of either side, many at a time."""

    def __init__(
        self,
        embedder: Embedder,
        statistics: TermStatistics,
        reader: CapabilityReader,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self.embedder = embedder
        self._statistics = statistics
        self._reader = reader
        self._scope = ScopeReader(embedder)
        self._meanings = vocabulary.meanings if vocabulary is not None else _no_meanings

    def requests(self, documents: Sequence[Document]) -> list[Profile]:
        """Scenarios."""
        drafts = [_Draft(document, _request_wholes, self._meanings) for document in documents]
        vectors, trades, omitted = self._encode(drafts, self.embedder.encode_query)
        able = self._reader.asked(vectors)
        beyond = self._scope.outside([draft.views() for draft in drafts])
        readings = []
        for draft, rows, outside in zip(drafts, _rows(drafts), beyond.tolist(), strict=True):
            reading = draft.reading(able[rows])
            near = draft.weights() @ self._reader.expected(reading, vectors[rows])
            if not self._scope.fitted:
                outside = self._reader.outside(reading)
            readings.append(_Reading(reading, np.zeros(0), float(near), outside))
        return self._profiles(drafts, vectors, trades, omitted, readings)

    def offers(self, documents: Sequence[Document]) -> list[Profile]:
        """Vendors."""
        drafts = [_Draft(document, _offer_wholes, self._meanings) for document in documents]
        vectors, trades, omitted = self._encode(drafts, self.embedder.encode_document)
        able, normalisers = self._reader.offered(vectors)
        readings = [
            _Reading(able[rows].max(axis=0, initial=0.0), normalisers[rows].copy(), 0.0, 0.0)
            for rows in _rows(drafts)
        ]
        return self._profiles(drafts, vectors, trades, omitted, readings)

    def spans(self, texts: Sequence[str]) -> Vectors:
        """Vectors of requirement spans, shape (texts, dimension)."""
        return self.embedder.encode_query(texts).vectors

    def _encode(
        self, drafts: Sequence[_Draft], encode: Callable[[Sequence[str]], Encoded]
    ) -> tuple[Vectors, Vectors, tuple[int, ...]]:
        """Vectors of all texts and of all industries of all drafts; code points left unread."""
        texts = encode([text for draft in drafts for text in draft.texts])
        trades = encode([text for draft in drafts for text in draft.industries])
        return texts.vectors, trades.vectors, texts.omitted

    def _profiles(
        self,
        drafts: Sequence[_Draft],
        vectors: Vectors,
        trades: Vectors,
        omitted: Sequence[int],
        readings: Sequence[_Reading],
    ) -> list[Profile]:
        terms = self._statistics.rows([text for draft in drafts for text in draft.texts])
        profiles = []
        trade = 0
        for draft, rows, reading in zip(drafts, _rows(drafts), readings, strict=True):
            last = trade + len(draft.industries)
            place = {text: at for at, text in enumerate(draft.texts)}
            profiles.append(
                Profile(
                    content=draft.content,
                    reading=draft.reading_hash(),
                    passages=draft.passages,
                    places=tuple(place[_heard(passage.read)] for passage in draft.passages),
                    vectors=vectors[rows].copy(),
                    terms=terms.part(rows.start, rows.stop),
                    weights=draft.weights(),
                    capabilities=reading.capabilities.astype(np.float32),
                    normalisers=reading.normalisers,
                    expected=reading.expected,
                    outside=reading.outside,
                    industries=trades[trade:last].copy(),
                    omitted=draft.omitted + sum(omitted[rows]),
                )
            )
            trade = last
        return profiles


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """What the knowledge says of one document: fields of its Profile."""

    capabilities: Numbers
    normalisers: Numbers
    expected: float
    outside: float


@lru_cache(maxsize=16_384)
def _heard(text: str) -> str:
    """What is read of a passage: no invisible characters, and a phrase that is repeated once."""
    return _REPEATED.sub(r"\1", fold(text).text)


def _no_meanings(_text: str) -> list[str]:
    return []


def _rows(drafts: Sequence[_Draft]) -> list[slice]:
    """Where the texts of each draft stand among the texts of all."""
    ends = np.cumsum([len(draft.texts) for draft in drafts]).tolist()
    return [slice(end - len(draft.texts), end) for draft, end in zip(drafts, ends, strict=True)]


class _Draft:
    """The texts of one document before they are encoded."""

    def __init__(
        self,
        document: Document,
        wholes: Callable[[Sequence[Passage]], list[str]],
        meanings: Callable[[str], list[str]],
    ) -> None:
        everything = passages(document)
        self.content = content_hash(document)
        said = [passage for passage in everything if passage.kind is not FieldKind.INDUSTRY]
        self.passages = tuple(said[:LONGEST])
        self.omitted = sum(len(passage.text) for passage in said[LONGEST:])
        trades = {
            _heard(passage.read) for passage in everything if passage.kind is FieldKind.INDUSTRY
        }
        self.industries = sorted(trades)
        # A text said twice counts once; of two kinds it has the heavier.
        self._shares: dict[str, float] = {}
        for passage in self.passages:
            share = _ASKING.get(passage.kind, 1.0)
            text = _heard(passage.read)
            self._shares[text] = max(share, self._shares.get(text, 0.0))
        # A word of the district is also read as what it means, with the share of what holds it.
        for text, share in list(self._shares.items()):
            for meaning in meanings(text):
                self._shares[meaning] = max(share, self._shares.get(meaning, 0.0))
        wholly = wholes(self.passages)
        for text in wholly:
            self._shares.setdefault(text, _WHOLE_WEIGHT)
        self.texts = sorted(self._shares)
        self._wholly = [row for row, text in enumerate(self.texts) if text in wholly]

    def reading_hash(self) -> str:
        """A hash of everything that is read."""
        lines = "\x1e".join([*self.texts, "\x1d", *self.industries])
        return hashlib.sha256(lines.encode()).hexdigest()

    def weights(self) -> Numbers:
        shares = np.array([self._shares[text] for text in self.texts], np.float64)
        return shares / shares.sum() if len(shares) else shares

    def views(self) -> tuple[str, str, str]:
        """What is read of a request to tell whose trade it is."""
        title = [_heard(one.read) for one in self.passages if one.kind is FieldKind.TITLE]
        said = (FieldKind.NEED, FieldKind.ITEM)
        return scope.views(
            "\n".join(title), [_heard(one.read) for one in self.passages if one.kind in said]
        )

    def reading(self, able: Numbers) -> Numbers:
        """The request's capabilities: half of it from its passages, half from it as a whole."""
        each = self.weights() @ able
        return (each + able[self._wholly].mean(axis=0)) / 2 if self._wholly else each


def _request_wholes(passages: Sequence[Passage]) -> list[str]:
    """The request as one text: its single sentences may lack the subject."""
    asking = [_heard(one.read) for one in passages if one.kind is not FieldKind.CONDITION]
    return ["\n".join(asking)] if len(asking) > 1 else []


def _offer_wholes(passages: Sequence[Passage]) -> list[str]:
    """Each longer text, and each capability with its description, as one text."""
    together: dict[str, list[str]] = {}
    for passage in passages:
        owner = _OWNER.match(passage.path)
        together.setdefault(owner.group(1) if owner else passage.path, []).append(
            _heard(passage.read)
        )
    return ["\n".join(texts) for texts in together.values() if len(texts) > 1]
