"""The matcher: holds vendors, answers scenarios."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from matcher import knowledge, lexical, ranker, requirements
from matcher.capabilities import CapabilityReader
from matcher.embedder import Embedder, Vectors, load_embedder
from matcher.errors import UnknownVendor
from matcher.folding import fold
from matcher.knowledge import Knowledge, Term, Vocabulary
from matcher.profiles import Numbers, Profile, Profiler, content_hash
from matcher.ranker import SIGNALS, Parameters, Ranker
from matcher.store import VendorStore
from matcher.types import Answer, Document, Evidence, Ranked, Requirement, Suggestion, Verdict

Progress = Callable[[int, int], None]  # (done, of)

# Part of `version`: raise it when the same parameters would give other scores.
_ALGORITHM = 1
_BATCH = 250  # vendors fetched and encoded at once
_REMEMBERED = 4096  # encoded scenarios
_EXHAUSTIVE = 400  # up to so many vendors all are scored
_CANDIDATES = 200  # from each of the three searches beyond


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """One vendor in a ranking, with what its score was computed from."""

    vendor: str
    fit: float
    score: float
    signals: Numbers
    profile: Profile


class Matcher:
    """Ranks vendors for scenarios and says why. Safe under threads."""

    def __init__(self, embedder: Embedder, known: Knowledge, parameters: Parameters) -> None:
        self._embedder = embedder
        self._known = known
        self._statistics = lexical.statistics()
        self._reader = CapabilityReader(embedder, known)
        self._vocabulary = Vocabulary((), known)
        self._profiler = Profiler(embedder, self._statistics, self._reader)
        self._ranker = Ranker(self._reader, parameters)
        self._store = VendorStore(embedder.dimension)
        self._requests: OrderedDict[str, Profile] = OrderedDict()
        self._requests_lock = threading.Lock()
        self._sync_lock = threading.Lock()

    @classmethod
    def load(cls, model: str | None = None) -> Matcher:
        """The matcher with the model that `model` or SCENEBRIDGE_MODEL names, else the bundled one.

        Raises ModelNotFound or ModelUnusable.
        """
        return cls(load_embedder(model), knowledge.load(), ranker.load())

    @property
    def version(self) -> str:
        """Changes when the same two documents could get another score."""
        said = [*self.identity.values(), asdict(self.parameters)]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def identity(self) -> dict[str, str]:
        """The versions of everything but the parameters that a score depends on."""
        return {
            "algorithm": str(_ALGORITHM),
            "model": self._embedder.fingerprint,
            "knowledge": self._known.version,
            "statistics": self._statistics.version,
            "terms": self._vocabulary.version,
        }

    @property
    def parameters(self) -> Parameters:
        """The ranker's parameters in use."""
        return self._ranker.parameters

    def adopt_parameters(self, parameters: Parameters) -> None:
        """Score with these parameters from now on."""
        self._ranker = Ranker(self._reader, parameters)

    def adopt_terms(self, terms: Iterable[Term]) -> None:
        """Understand exactly these words of the district from now on; nothing is trained.

        Vendors whose texts hold a word that is new, gone or means something else are read anew at
        the next `sync`. Raises KnowledgeError; then the words stay as they were.
        """
        vocabulary = Vocabulary(terms, self._known)
        if vocabulary.version == self._vocabulary.version:
            return
        changed = [line.split("\x1f")[0] for line in vocabulary.words ^ self._vocabulary.words]
        with self._sync_lock:
            profiler = Profiler(self._embedder, self._statistics, self._reader, vocabulary)
            self._store.reread(
                lambda one: any(
                    word in fold(passage.text).text for passage in one.passages for word in changed
                )
            )
            with self._requests_lock:
                self._vocabulary, self._profiler = vocabulary, profiler
                self._requests.clear()

    def sync(
        self,
        versions: Mapping[str, Hashable],
        fetch: Callable[[list[str]], Iterable[Document]],
        progress: Progress | None = None,
    ) -> None:
        """Hold exactly the vendors of `versions`, at these versions, before returning.

        `fetch` is called, in batches, only for ids that are missing or held at another version. An
        id it does not return is not held. All changes show at once, at the end.
        """
        with self._sync_lock:
            missing = self._store.missing(versions)
            found: dict[str, tuple[Hashable, Profile]] = {}
            for at in range(0, len(missing), _BATCH):
                batch = missing[at : at + _BATCH]
                wanted = set(batch)
                documents = [one for one in fetch(batch) if one.id in wanted]
                profiles = self._profiler.offers(documents)
                for document, profile in zip(documents, profiles, strict=True):
                    found[document.id] = (versions[document.id], profile)
                if progress is not None:
                    progress(min(at + _BATCH, len(missing)), len(missing))
            self._store.apply(versions, found)

    def sync_documents(
        self, documents: Sequence[Document], progress: Progress | None = None
    ) -> None:
        """Hold exactly these vendors. Of several with one id the last counts."""
        by_id = {document.id: document for document in documents}
        versions = {key: content_hash(document) for key, document in by_id.items()}
        self.sync(versions, lambda ids: [by_id[key] for key in ids], progress)

    def suggest(self, scenario: Document, top: int = 10) -> Answer:
        """Rank the best `top` vendors and say which are worth suggesting, and why."""
        request = self._request(scenario)
        using = self._ranker
        ranked = self._rank(request, top, using)
        items = requirements.itemise(scenario)
        suggestions = self._suggestions(ranked[: using.shown(_fits(ranked))], items)
        held = {
            (evidence.requirement.path, evidence.requirement.start)
            for suggestion in suggestions
            for evidence in suggestion.items
            if evidence.verdict in (Verdict.SATISFIED, Verdict.PARTIAL)
        }
        return Answer(
            scenario=scenario.id,
            ranking=_in_order(ranked),
            suggestions=suggestions,
            gaps=tuple(item for item in items if (item.path, item.start) not in held),
            weights=using.weights(request),
            omitted=request.omitted + sum(one.profile.omitted for one in ranked),
            identity=self.identity,
            parameters=asdict(using.parameters),
            content=request.content,
            pool=self._store.pool,
            asked=self._reader.name(request.capabilities.astype(np.float64)),
        )

    def fit(
        self, scenario: Document, vendor_ids: Sequence[str], parameters: Parameters | None = None
    ) -> dict[str, float]:
        """How well these vendors fit, the same that `suggest` gives. Raises UnknownVendor.

        With `parameters`, those are used in place of the ones in use.
        """
        present = self._held(vendor_ids)
        request = self._request(scenario)
        using = self._ranker if parameters is None else Ranker(self._reader, parameters)
        fits = using.fits(request, using.signals(request, present))
        return dict(zip(vendor_ids, fits.tolist(), strict=True))

    def may_be_shown(self, scenario: Document, vendor_id: str) -> bool:
        """Whether a vendor could be suggested for a scenario, whoever else is there."""
        return self._ranker.may_be_shown(self.fit(scenario, [vendor_id])[vendor_id])

    def rank(
        self, scenario: Document, top: int, parameters: Parameters | None = None
    ) -> tuple[Ranked, ...]:
        """The best `top` vendors in order, without reasons; see `fit` for `parameters`."""
        using = self._ranker if parameters is None else Ranker(self._reader, parameters)
        return _in_order(self._rank(self._request(scenario), top, using))

    def shown(
        self, scenario: Document, top: int, parameters: Parameters | None = None
    ) -> tuple[Ranked, ...]:
        """The vendors that would be suggested, without reasons; see `fit` for `parameters`."""
        using = self._ranker if parameters is None else Ranker(self._reader, parameters)
        ranked = self._rank(self._request(scenario), top, using)
        return _in_order(ranked[: using.shown(_fits(ranked))])

    def content(self, scenario: Document) -> str:
        """The hash of what is read of a scenario, as its answer names it."""
        return self._request(scenario).content

    def contents(self, vendor_ids: Sequence[str]) -> dict[str, str]:
        """The hashes of what is read of those of these vendors that are held."""
        held = zip(vendor_ids, self._store.profiles(vendor_ids), strict=True)
        return {key: one.content for key, one in held if one is not None}

    @property
    def pool(self) -> str:
        """A hash of who is held and what they say."""
        return self._store.pool

    def evidence(
        self, scenario: Document, vendor_ids: Sequence[str]
    ) -> dict[str, tuple[Evidence, ...]]:
        """Each requirement item held against each of these vendors, suggested or not.

        The same as `suggest` gives for a suggested one. Raises UnknownVendor.
        """
        present = self._held(vendor_ids)
        items = requirements.itemise(scenario)
        vectors = self._profiler.spans([item.span for item in items])
        return {
            key: _evidence(items, vectors, profile)
            for key, profile in zip(vendor_ids, present, strict=True)
        }

    def _held(self, vendor_ids: Sequence[str]) -> list[Profile]:
        present = []
        for key, profile in zip(vendor_ids, self._store.profiles(vendor_ids), strict=True):
            if profile is None:
                raise UnknownVendor(f"the matcher holds no vendor {key}")
            present.append(profile)
        return present

    def _request(self, scenario: Document) -> Profile:
        key = content_hash(scenario)
        with self._requests_lock:
            known = self._requests.get(key)
            if known is not None:
                self._requests.move_to_end(key)
                return known
            profiler = self._profiler
        [profile] = profiler.requests([scenario])
        with self._requests_lock:
            if profiler is not self._profiler:  # the words have changed meanwhile
                return profile
            self._requests[key] = profile
            while len(self._requests) > _REMEMBERED:
                self._requests.popitem(last=False)
        return profile

    def _rank(self, request: Profile, top: int, using: Ranker) -> list[_Placed]:
        """The best `top` vendors; ties are ordered by what is read, then id."""
        everyone = len(self._store) <= max(_EXHAUSTIVE, top)
        found = self._store.everyone() if everyone else self._store.search(request, _CANDIDATES)
        if len(found) < top and not everyone:
            found = self._store.everyone()
        vendors = list(found)
        numbers = using.signals(request, [found[vendor] for vendor in vendors])
        fits = using.fits(request, numbers)
        placed = [
            _Placed(vendor, float(fits[row]), 0.0, numbers[row], found[vendor])
            for row, vendor in enumerate(vendors)
        ]
        placed.sort(key=lambda one: (-one.fit, one.profile.reading, one.vendor))
        best = placed[:top]
        scores = using.scores(_fits(best)).tolist()
        return [replace(one, score=score) for one, score in zip(best, scores, strict=True)]

    def _suggestions(
        self, ranked: Sequence[_Placed], items: Sequence[Requirement]
    ) -> tuple[Suggestion, ...]:
        vectors = self._profiler.spans([item.span for item in items])
        return tuple(
            Suggestion(
                one.vendor,
                place,
                one.score,
                _evidence(items, vectors, one.profile),
                dict(zip(SIGNALS, one.signals.round(6).tolist(), strict=True)),
                one.fit,
            )
            for place, one in enumerate(ranked, 1)
        )


def _fits(ranked: Sequence[_Placed]) -> Numbers:
    return np.array([one.fit for one in ranked], np.float64)


def _in_order(ranked: Sequence[_Placed]) -> tuple[Ranked, ...]:
    return tuple(
        Ranked(one.vendor, place, one.score, one.fit, one.profile.content)
        for place, one in enumerate(ranked, 1)
    )


def _evidence(
    items: Sequence[Requirement], vectors: Vectors, profile: Profile
) -> tuple[Evidence, ...]:
    """Each item held against a vendor's own passages."""
    read = [
        (piece, place)
        for passage, place in zip(profile.passages, profile.places, strict=True)
        for piece in passage.pieces
    ]
    near = vectors @ profile.vectors[[place for _, place in read]].T
    pieces = [piece for piece, _ in read]
    return tuple(
        requirements.judge(item, pieces, near[row].tolist()) for row, item in enumerate(items)
    )
