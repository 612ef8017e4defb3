"""The matcher: holds vendors, answers scenarios."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from matcher import knowledge, lexical, ranker, requirements
from matcher.capabilities import CapabilityReader
from matcher.embedder import Embedder, Vectors, load_embedder
from matcher.errors import UnknownVendor
from matcher.knowledge import Knowledge
from matcher.profiles import Numbers, Profile, Profiler, content_hash
from matcher.ranker import Parameters, Ranker
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
    score: float
    signals: Numbers
    profile: Profile


class Matcher:
    """Ranks vendors for scenarios and says why. Safe under threads."""

    def __init__(self, embedder: Embedder, known: Knowledge, parameters: Parameters) -> None:
        statistics = lexical.statistics()
        reader = CapabilityReader(embedder, known)
        self._profiler = Profiler(embedder, statistics, reader)
        self._ranker = Ranker(reader, parameters)
        self._store = VendorStore(embedder.dimension)
        self._requests: OrderedDict[str, Profile] = OrderedDict()
        self._requests_lock = threading.Lock()
        self._sync_lock = threading.Lock()
        identity = [_ALGORITHM, embedder.fingerprint, known.version, statistics.version]
        identity.append(asdict(parameters))
        self._version = hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:16]

    @classmethod
    def load(cls, model: str | None = None) -> Matcher:
        """The matcher with the model that `model` or SCENEBRIDGE_MODEL names, else the bundled one.

        Raises ModelNotFound or ModelUnusable.
        """
        return cls(load_embedder(model), knowledge.load(), ranker.load())

    @property
    def version(self) -> str:
        """Changes when the same two documents could get another score."""
        return self._version

    @property
    def threshold(self) -> float:
        """The least score that is suggested."""
        return self._ranker.parameters.threshold

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
        ranked = self._rank(request, top)
        items = requirements.itemise(scenario)
        suggestions = self._suggestions(ranked, items)
        held = {
            (evidence.requirement.path, evidence.requirement.start)
            for suggestion in suggestions
            for evidence in suggestion.items
            if evidence.verdict in (Verdict.SATISFIED, Verdict.PARTIAL)
        }
        return Answer(
            scenario=scenario.id,
            ranking=tuple(
                Ranked(one.vendor, place, one.score) for place, one in enumerate(ranked, 1)
            ),
            suggestions=suggestions,
            gaps=tuple(item for item in items if (item.path, item.start) not in held),
            weights=self._ranker.weights(request),
            omitted=request.omitted + sum(one.profile.omitted for one in ranked),
        )

    def score(self, scenario: Document, vendor_ids: Sequence[str]) -> dict[str, float]:
        """The scores of these vendors, the same that `suggest` gives. Raises UnknownVendor."""
        profiles = self._store.profiles(vendor_ids)
        for key, profile in zip(vendor_ids, profiles, strict=True):
            if profile is None:
                raise UnknownVendor(f"the matcher holds no vendor {key}")
        present = [profile for profile in profiles if profile is not None]
        request = self._request(scenario)
        fused = self._ranker.scores(request, self._ranker.signals(request, present))
        return dict(zip(vendor_ids, fused.tolist(), strict=True))

    def _request(self, scenario: Document) -> Profile:
        key = content_hash(scenario)
        with self._requests_lock:
            known = self._requests.get(key)
            if known is not None:
                self._requests.move_to_end(key)
                return known
        [profile] = self._profiler.requests([scenario])
        with self._requests_lock:
            self._requests[key] = profile
            while len(self._requests) > _REMEMBERED:
                self._requests.popitem(last=False)
        return profile

    def _rank(self, request: Profile, top: int) -> list[_Placed]:
        """The best `top` vendors; ties are ordered by content, then id."""
        everyone = len(self._store) <= max(_EXHAUSTIVE, top)
        found = self._store.everyone() if everyone else self._store.search(request, _CANDIDATES)
        if len(found) < top and not everyone:
            found = self._store.everyone()
        vendors = list(found)
        numbers = self._ranker.signals(request, [found[vendor] for vendor in vendors])
        fused = self._ranker.scores(request, numbers)
        placed = [
            _Placed(vendor, float(fused[row]), numbers[row], found[vendor])
            for row, vendor in enumerate(vendors)
        ]
        placed.sort(key=lambda one: (-one.score, one.profile.content, one.vendor))
        return placed[:top]

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
                dict(zip(ranker.SIGNALS, one.signals.round(6).tolist(), strict=True)),
            )
            for place, one in enumerate(ranked, 1)
            if self._ranker.worth(one.score)
        )


def _evidence(
    items: Sequence[Requirement], vectors: Vectors, profile: Profile
) -> tuple[Evidence, ...]:
    """Each item held against a vendor's own passages."""
    near = vectors @ profile.vectors[list(profile.places)].T
    return tuple(
        requirements.judge(item, profile.passages, near[row].tolist())
        for row, item in enumerate(items)
    )
