"""Whether the knowledge is whole: nothing twice, nothing orphaned, no text nearer to another.

What is said twice, or under two capabilities, teaches the matcher nothing or the wrong thing; a
capability without neighbours, indicators or voices is not told apart from others. A text that the
embedding places with another capability (a stray) is misplaced, or new since the embedding was
trained, or said in words so plain that they belong to many trades. So strays are tolerated up to
a share, and all are named.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matcher.embedder import Embedder
from matcher.folding import fold
from matcher.knowledge.loading import Capability, Knowledge, read_with_dangling

FEWEST_ASKS = 8
FEWEST_OFFERS = 6
FEWEST_OUTSIDE_OFFERS = 4  # what no AI vendor supplies is only held against requests
FEWEST_OF_A_KIND = 2  # requests with technology words, and without any
ALIKE = 0.8  # share of common character pairs (Dice) from which two texts are the same
_NEAR = 0.8  # cosine below which no two texts are compared by their characters
NEIGHBOURLY = 0.1  # a neighbour may be nearer by so much: the two are declared to share words
TOLERATED_STRAYS = 0.1  # of all requests and offers
SWALLOWED = 0.5  # of one capability's texts nearer to one and the same other

_LISTED = ("aliases", "confusable", "kpis", "industries")
_VOICES = ("asks", "offers")
_BLOCK = 1024  # texts compared at once
# Words and signs of someone who already thinks of a system; a rough reading is enough to see
# whether a capability was written in one voice only.
_TECHNOLOGY = re.compile(
    "系统|平台|算法|模型|识别|智能|监测|检测|预测|传感|数据|接口|自动|视觉|不低于|不超过|[≥≤%％]|[A-Z]{2}"
)

Numbers = npt.NDArray[np.float64]


class Kind(StrEnum):
    """What can be wrong."""

    DANGLING = "dangling"  # exemplars or neighbours of a capability that nobody defines
    SAME_TEXT = "same_text"  # one text in two capabilities
    ALIKE_TEXTS = "alike_texts"  # two texts that say the same
    SAME_NAME = "same_name"  # one name or alias of two capabilities
    NOTHING_LISTED = "nothing_listed"  # no aliases, neighbours, indicators or industries
    NOT_MUTUAL = "not_mutual"  # a neighbour that does not name this one
    TOO_FEW = "too_few"  # requests or offers
    ONE_VOICE = "one_voice"  # requests only with, or only without technology words
    SWALLOWED = "swallowed"  # most texts nearer to one and the same other capability
    STRAY = "stray"  # a text nearer to another capability than to its own


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with `capability`.

    `part` is the list it is about (`asks`, `aliases` …), `text` the text or name, `other` the
    other capability. `margin` says by how much a stray is nearer to `other` (cosine), or which
    share of the texts is.
    """

    kind: Kind
    capability: str
    part: str = ""
    text: str = ""
    other: str = ""
    margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything found in `capabilities` capabilities with `texts` requests and offers."""

    findings: tuple[Finding, ...]
    capabilities: int
    texts: int

    def count(self, kind: Kind) -> int:
        """How many findings are of this kind."""
        return sum(one.kind is kind for one in self.findings)

    @property
    def stray_share(self) -> float:
        """The share of requests and offers that are strays, in [0, 1]."""
        return self.count(Kind.STRAY) / self.texts if self.texts else 0.0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong but strays, and of them no more than tolerated."""
        others = len(self.findings) - self.count(Kind.STRAY)
        return not others and self.stray_share <= TOLERATED_STRAYS


def check_folder(folder: Path, embedder: Embedder) -> Report:
    """Check the knowledge in a folder. Raises KnowledgeError for damaged records."""
    known, dangling = read_with_dangling(folder)
    report = check(known, embedder)
    found = (Finding(Kind.DANGLING, "", text=text) for text in dangling)
    return Report((*found, *report.findings), report.capabilities, report.texts)


def check(known: Knowledge, embedder: Embedder) -> Report:
    """Everything that is wrong with the knowledge; strays last, the farthest first."""
    voices = [_Voice(voice, known.capabilities, embedder) for voice in _VOICES]
    strays = [stray for voice in voices for stray in voice.strays()]
    strays.sort(key=lambda one: (-one.margin, one.capability, one.text))
    findings = (
        *_same_texts(known.capabilities),
        *_alike_texts(voices),
        *_same_names(known.capabilities),
        *_orphans(known.capabilities),
        *_too_few(known.capabilities),
        *_swallowed(strays, known.capabilities),
        *strays,
    )
    return Report(findings, len(known.capabilities), sum(len(voice.texts) for voice in voices))


class _Voice:
    """All texts of one voice with their vectors (texts, dimension), and whose they are (texts,)."""

    def __init__(self, voice: str, capabilities: Sequence[Capability], embedder: Embedder) -> None:
        self.voice = voice
        self.capabilities = capabilities
        encode = embedder.encode_query if voice == "asks" else embedder.encode_document
        rows: list[tuple[str, ...]] = [getattr(one, voice) for one in capabilities]
        self.texts = [text for row in rows for text in row]
        self.owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        self.vectors = encode(self.texts).vectors.astype(np.float64)
        names = [name for one in capabilities for name in one.names]
        bearers = np.repeat(np.arange(len(rows)), [len(one.names) for one in capabilities])
        self._sums = np.zeros((len(rows), self.vectors.shape[1]))
        np.add.at(self._sums, self.owners, self.vectors)
        np.add.at(self._sums, bearers, encode(names).vectors.astype(np.float64))

    def strays(self) -> Iterator[Finding]:
        """Texts nearer to another capability's prototype than to their own without the text."""
        near = self.vectors @ _unit(self._sums).T
        rest = _unit(self._sums[self.owners] - self.vectors)
        own = np.einsum("ij,ij->i", self.vectors, rest)
        near[np.arange(len(own)), self.owners] = -np.inf
        for row, other in enumerate(near.argmax(axis=1).tolist()):
            capability, nearest = self.capabilities[self.owners[row]], self.capabilities[other]
            margin = float(near[row, other] - own[row])
            allowed = NEIGHBOURLY if nearest.id in capability.confusable else 0.0
            if margin > allowed:
                yield Finding(
                    Kind.STRAY,
                    capability.id,
                    self.voice,
                    self.texts[row],
                    nearest.id,
                    round(margin, 4),
                )


def _unit(vectors: Numbers) -> Numbers:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12))


def _same_texts(capabilities: Iterable[Capability]) -> Iterator[Finding]:
    first: dict[str, Capability] = {}
    for one in capabilities:
        for voice in _VOICES:
            for text in getattr(one, voice):
                if first.setdefault(text, one) is not one:
                    yield Finding(Kind.SAME_TEXT, one.id, voice, text, first[text].id)


def _alike_texts(voices: Sequence[_Voice]) -> Iterator[Finding]:
    """Pairs of different texts of one voice that share nearly all their characters."""
    for one in voices:
        vectors = one.vectors.astype(np.float32)
        for start in range(0, len(vectors), _BLOCK):
            near = vectors[start : start + _BLOCK] @ vectors.T
            for row, column in np.argwhere(np.triu(near >= _NEAR, start + 1)).tolist():
                first, second = one.texts[start + row], one.texts[column]
                if first != second and _common(first, second) >= ALIKE:
                    yield Finding(
                        Kind.ALIKE_TEXTS,
                        one.capabilities[one.owners[start + row]].id,
                        one.voice,
                        f"{first} / {second}",
                        one.capabilities[one.owners[column]].id,
                    )


def _common(first: str, second: str) -> float:
    """Dice coefficient of the sets of neighbouring characters, in [0, 1]."""
    one, two = (set(pairwise(text)) for text in (first, second))
    return 2 * len(one & two) / max(1, len(one) + len(two))


def _same_names(capabilities: Iterable[Capability]) -> Iterator[Finding]:
    first: dict[str, Capability] = {}
    for one in capabilities:
        for name in one.names:
            spelt = same_name(name)
            if first.setdefault(spelt, one) is not one:
                yield Finding(Kind.SAME_NAME, one.id, "aliases", name, first[spelt].id)


def same_name(name: str) -> str:
    """A name without what does not tell it from others: case, spaces, full width, the invisible."""
    return "".join(fold(name).text.casefold().split())


def _orphans(capabilities: Sequence[Capability]) -> Iterator[Finding]:
    by_id = {one.id: one for one in capabilities}
    for one in capabilities:
        for part in _LISTED:
            if not getattr(one, part):
                yield Finding(Kind.NOTHING_LISTED, one.id, part)
        for other in one.confusable:
            if one.id not in by_id[other].confusable or other == one.id:
                yield Finding(Kind.NOT_MUTUAL, one.id, "confusable", other=other)


def _too_few(capabilities: Iterable[Capability]) -> Iterator[Finding]:
    for one in capabilities:
        offers = FEWEST_OUTSIDE_OFFERS if one.outside else FEWEST_OFFERS
        for part, fewest in (("asks", FEWEST_ASKS), ("offers", offers)):
            if len(getattr(one, part)) < fewest:
                yield Finding(Kind.TOO_FEW, one.id, part)
        technical = sum(bool(_TECHNOLOGY.search(text)) for text in one.asks)
        if not one.outside and min(technical, len(one.asks) - technical) < FEWEST_OF_A_KIND:
            yield Finding(Kind.ONE_VOICE, one.id, "asks")


def _swallowed(strays: Iterable[Finding], capabilities: Iterable[Capability]) -> Iterator[Finding]:
    """Capabilities most of whose texts are nearer to one and the same other."""
    takers: dict[str, Counter[str]] = defaultdict(Counter)
    for stray in strays:
        takers[stray.capability][stray.other] += 1
    for one in capabilities:
        if takers[one.id]:
            other, number = takers[one.id].most_common(1)[0]
            share = number / (len(one.asks) + len(one.offers))
            if share >= SWALLOWED:
                yield Finding(Kind.SWALLOWED, one.id, other=other, margin=round(share, 4))
