"""Which scenarios ask for the same: worked out behind the pages, and kept while no text changes.

Comparing a thousand scenarios takes seconds. No page waits for it longer than a moment: it shows
what is known already, says that the rest is on its way, and asks again.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from flask import Flask, current_app
from sqlmodel import Session

from matcher.types import Alike, Document
from scenarios import queries as scenario_queries
from scenarios.brokerage import packs as brokerage
from scenarios.models import Scenario, State
from webapp.database import Database, database

if TYPE_CHECKING:
    from matcher.likeness import Likeness, Pair
    from matcher.likeness.neighbours import Neighbours
    from matcher.packs import Pack

log = logging.getLogger(__name__)
T = TypeVar("T")

MOMENT = 0.7  # seconds that a page waits for an answer
OPEN = (State.SUBMITTED, State.PUBLISHED)


class Progress(StrEnum):
    """Where an answer stands."""

    READY = "ready"
    WORKING = "working"
    FAILED = "failed"


class Behind(Generic[T]):
    """One answer that a thread works out; the last one is kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: threading.Event | None = None
        self._failed = False
        self._kept: T | None = None

    def ask(
        self, fresh: Callable[[T], bool], work: Callable[[T | None], T], seconds: float = MOMENT
    ) -> tuple[T | None, Progress]:
        """The kept answer where it is fresh; else what is kept after at most `seconds` of work.

        `work` is given what is kept. A failure is told once; asking again tries again.
        """
        with self._lock:
            if self._kept is not None and fresh(self._kept):
                return self._kept, Progress.READY
            if self._running is None and not self._failed:
                self._running = threading.Event()
                run = threading.Thread(target=self._run, args=(work, self._running), daemon=True)
                run.start()
            running = self._running
        if running is not None:
            running.wait(seconds)
        with self._lock:
            if self._kept is not None and fresh(self._kept):
                return self._kept, Progress.READY
            failed, self._failed = self._failed, False
            return self._kept, Progress.FAILED if failed else Progress.WORKING

    def _run(self, work: Callable[[T | None], T], running: threading.Event) -> None:
        try:
            found = work(self._kept)
        except Exception:
            log.exception("comparing scenarios failed")
            with self._lock:
                self._running, self._failed = None, True
        else:
            with self._lock:
                self._running, self._kept = None, found
        running.set()


@dataclass(frozen=True, slots=True)
class _Read:
    """The packs of the scenarios published at these versions, without those packed already."""

    versions: Mapping[int, int]
    packed: frozenset[int]
    pairs: list[Pair]
    packs: list[Pack]


@dataclass(frozen=True, slots=True)
class Proposals:
    """Packs that could be formed now."""

    packs: list[Pack]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Similar:
    """Scenarios that ask for the same as another, the most alike first."""

    found: list[tuple[Scenario, Alike]]
    progress: Progress


@dataclass(frozen=True, slots=True)
class Together:
    """Two or more scenarios read as one pack: `least` says how alike the two least alike are.

    `alike`: whether every two would be proposed for one pack.
    """

    pack: Pack
    least: Alike
    least_alike: tuple[int, int]
    alike: bool


class Comparing:
    """One process's reading of what is alike, loaded on first use."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._likeness: Likeness | None = None
        self._proposed: Behind[_Read] = Behind()
        self._neighbours: Behind[Neighbours] = Behind()

    def likeness(self) -> Likeness:
        """What compares texts."""
        with self._lock:
            if self._likeness is None:
                # Imported here: faiss and scipy take half a second that most commands never need.
                from matcher.likeness import Likeness

                self._likeness = Likeness.load()
            return self._likeness

    def proposals(self, session: Session) -> Proposals:
        """Packs of published scenarios that are in none, as far as they are known by now.

        While they are worked out anew, those of before are given that still hold.
        """
        versions = scenario_queries.versions(session, (State.PUBLISHED,))
        packed = frozenset(brokerage.packs_of(session))
        source = database()
        kept, progress = self._proposed.ask(
            lambda one: (one.versions, one.packed) == (versions, packed),
            lambda before: self._propose(source, before),
        )
        if kept is None:
            return Proposals([], progress)
        if progress is Progress.READY:
            return Proposals(kept.packs, progress)
        held = {
            number
            for number, version in kept.versions.items()
            if versions.get(number) == version and number not in packed
        }
        holds = [pack for pack in kept.packs if held.issuperset(map(int, pack.members))]
        return Proposals(holds, progress)

    def _propose(self, source: Database, before: _Read | None) -> _Read:
        from matcher.likeness import alike_pairs
        from matcher.packs import packs

        with source.reading() as session:
            versions = scenario_queries.versions(session, (State.PUBLISHED,))
            packed = frozenset(brokerage.packs_of(session))
            texts = _documents(session, versions)
        likeness = self.likeness()
        known = before is not None and before.versions == versions
        # Of all pairs of a district nearly none is the same: only the sure ones are proposed.
        sure = likeness.parameters.sure
        pairs = before.pairs if before and known else alike_pairs(texts, likeness, sure)
        free = {text.id for text in texts if int(text.id) not in packed}
        found = packs(
            [text for text in texts if text.id in free],
            likeness,
            [pair for pair in pairs if pair.a in free and pair.b in free],
        )
        return _Read(versions, packed, pairs, found)

    def read_together(self, scenarios: Sequence[Scenario]) -> Together:
        """These scenarios as one pack, in the page that asks: of a few it takes a blink."""
        from matcher.likeness import alike_pairs, request_text
        from matcher.packs import pack_of

        texts = [brokerage.document_of(scenario) for scenario in scenarios]
        pairs = list(combinations(texts, 2))
        found = self.likeness().compare([(request_text(a), request_text(b)) for a, b in pairs])
        worst = min(range(len(pairs)), key=lambda row: found[row].score)
        a, b = pairs[worst]
        return Together(
            pack_of(texts, found[worst].score, self.likeness()),
            found[worst],
            (int(a.id), int(b.id)),
            len(alike_pairs(texts, self.likeness())) == len(pairs),
        )

    def similar(self, session: Session, scenario: Scenario) -> Similar:
        """Submitted or published scenarios that ask for the same as this one."""
        from matcher.likeness import request_text

        versions = scenario_queries.versions(session, OPEN)
        source = database()
        kept, progress = self._neighbours.ask(
            lambda one: one.holds(_by_name(versions)),
            lambda before: self._catch_up(source, before),
        )
        if kept is None:
            return Similar([], progress)
        alike = kept.alike(request_text(brokerage.document_of(scenario)), str(scenario.id))
        rows = scenario_queries.whole_scenarios(session, [int(key) for key, _ in alike])
        named = {str(row.id): row for row in rows if row.state in OPEN}
        return Similar([(named[key], one) for key, one in alike if key in named], progress)

    def _catch_up(self, source: Database, before: Neighbours | None) -> Neighbours:
        from matcher.likeness import request_text
        from matcher.likeness.neighbours import Neighbours

        neighbours = before or Neighbours(self.likeness())
        with source.reading() as session:
            versions = scenario_queries.versions(session, OPEN)

            def fetch(keys: list[str]) -> dict[str, str]:
                texts = _documents(session, [int(key) for key in keys])
                return {text.id: request_text(text) for text in texts}

            neighbours.sync(_by_name(versions), fetch)
        return neighbours


def _by_name(versions: Mapping[int, int]) -> dict[str, int]:
    return {str(number): version for number, version in versions.items()}


def _documents(session: Session, ids: Collection[int]) -> list[Document]:
    found = scenario_queries.whole_scenarios(session, ids)
    return [brokerage.document_of(scenario) for scenario in found]


def comparing() -> Comparing:
    """The running application's comparing."""
    found: Comparing = current_app.extensions["scenebridge.comparing"]
    return found


def init_app(app: Flask) -> None:
    """Give the application its comparing."""
    app.extensions["scenebridge.comparing"] = Comparing()
