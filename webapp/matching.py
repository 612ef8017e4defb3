"""Where tables and matcher meet: the index catches up with the database, answers become matches."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlmodel import Session

from matcher.types import Document
from scenarios import documents as scenario_documents
from scenarios import queries as scenario_queries
from scenarios.brokerage import operations as brokerage
from scenarios.brokerage import queries as brokerage_queries
from scenarios.brokerage.models import Adjustment, MatchRun
from scenarios.models import Scenario, State
from scenarios.operations import draft_of as scenario_draft
from vendors import documents as vendor_documents
from vendors import queries as vendor_queries
from vendors.models import Vendor
from vendors.operations import draft_of as vendor_draft
from vendors.registry import queries as registry
from vendors.registry.errors import NotAllowed, NotFound
from webapp.config import Config
from webapp.database import reading
from webapp.jobs import Handler, JobKind, Result, enqueue

if TYPE_CHECKING:
    from matcher.engine import Matcher
    from matcher.ranker import Parameters
    from matcher.replay import Replay

TOP = 10
log = logging.getLogger(__name__)


class Matching:
    """One process's matcher, loaded on first use."""

    def __init__(self, model: str | None) -> None:
        self.model = model
        self._lock = threading.Lock()
        self._matcher: Matcher | None = None

    def matcher(self) -> Matcher:
        """The matcher as it is, perhaps behind the database."""
        with self._lock:
            if self._matcher is None:
                # Imported here: faiss and scipy take half a second that most commands never need.
                from matcher.engine import Matcher

                self._matcher = Matcher.load(self.model)
            return self._matcher

    def caught_up(self, session: Session) -> tuple[Matcher, dict[int, int]]:
        """The matcher holding exactly the verified vendors that `session` sees, and their versions.

        Every process compares ids and versions with the database before it answers; nothing is
        inferred from the order of ids, so writers that commit out of order are not missed.
        """
        versions = vendor_queries.verified_versions(session)

        def fetch(ids: list[str]) -> Iterable[Document]:
            for vendor in vendor_queries.whole_vendors(session, [int(i) for i in ids]):
                yield vendor_documents.document(str(vendor.id), vendor_draft(vendor))

        matcher = self.matcher()
        self._adopt(matcher, session)
        matcher.sync({str(vendor_id): version for vendor_id, version in versions.items()}, fetch)
        return matcher, versions

    def _adopt(self, matcher: Matcher, session: Session) -> None:
        """Take over the words of the district and the weights learned from decisions."""
        from matcher import knowledge
        from matcher.knowledge import Term

        # A word for a capability that this version no longer knows means nothing here.
        known = {one.id for one in knowledge.load().capabilities}
        matcher.adopt_terms(
            [
                Term(one.text, one.capability, one.meaning)
                for one in registry.terms(session)
                if not one.capability or one.capability in known
            ]
        )
        parameters = parameters_in_use(session)
        if parameters != matcher.parameters:
            matcher.adopt_parameters(parameters)


def parameters_in_use(session: Session) -> Parameters:
    """The ranker's parameters that score now: the learned ones, else the shipped ones."""
    from matcher import ranker

    learned = brokerage_queries.adjustment_in_use(session)
    if learned is None:
        return ranker.load()
    try:
        return ranker.read(learned.after)
    except (KeyError, TypeError, ValueError):
        # Learned under a version whose parameters were others: matching goes on with the shipped.
        log.warning("adjustment %s cannot be read by this version", learned.id)
        return ranker.load()


def moves_of(session: Session, adjustment: Adjustment) -> dict[str, int]:
    """What a change of weights would move on the open scenarios: for how many the first, or the first five,
    would be others; and how many suggestions would come and go.
    """
    from matcher import ranker

    matcher, _ = matching().caught_up(session)
    before, after = ranker.read(adjustment.before), ranker.read(adjustment.after)
    moved = {"scenarios": 0, "first": 0, "five": 0, "come": 0, "go": 0}
    for scenario in scenario_queries.published_scenarios(session):
        document = scenario_document(scenario)
        old, new = (matcher.shown(document, TOP, one) for one in (before, after))
        was, now = ([one.vendor for one in found] for found in (old, new))
        moved["scenarios"] += 1
        moved["first"] += was[:1] != now[:1]
        moved["five"] += set(was[:5]) != set(now[:5])
        moved["come"] += len(set(now) - set(was))
        moved["go"] += len(set(was) - set(now))
    return moved


def scenario_document(scenario: Scenario) -> Document:
    """What the matcher reads of a stored scenario, under its row's number."""
    return scenario_documents.document(str(scenario.id), scenario_draft(scenario))


def matching() -> Matching:
    """The running application's matching."""
    found: Matching = current_app.extensions["scenebridge.matching"]
    return found


def scenario_changed(session: Session, scenario: Scenario) -> None:
    """A scenario was published, reopened or withdrawn: have its suggestions follow."""
    assert scenario.id is not None
    enqueue(session, JobKind.REFRESH_SCENARIO, scenario.id)


def vendor_changed(session: Session, vendor: Vendor) -> None:
    """A vendor was verified, reopened or suspended: have it meet the scenarios already open."""
    assert vendor.id is not None
    enqueue(session, JobKind.MEET_VENDOR, vendor.id)


def list_imported(session: Session) -> None:
    """Many records changed at once: have everything matched again."""
    enqueue(session, JobKind.REFRESH_ALL)


def refresh_scenario(scenario_id: int) -> Result | None:
    """Ask the matcher about one scenario; the result writes what it answered."""
    with reading() as session:
        scenario = session.get(Scenario, scenario_id)
        if scenario is None:
            return None
        if scenario.state != State.PUBLISHED:
            return _withdraw(scenario_id)
        version = scenario.version
        document = scenario_document(scenario)
        matcher, versions = matching().caught_up(session)
    answer = matcher.suggest(document, TOP)

    def record(session: Session) -> None:
        current = session.get(Scenario, scenario_id)
        if current is None:
            return
        if current.version != version or current.state != State.PUBLISHED:
            enqueue(session, JobKind.REFRESH_SCENARIO, scenario_id)
            return
        brokerage.record_answer(session, current, answer, versions, matcher.version)

    return record


def _withdraw(scenario_id: int) -> Result:
    def withdraw(session: Session) -> None:
        scenario = session.get(Scenario, scenario_id)
        if scenario is not None and scenario.state != State.PUBLISHED:
            brokerage.withdraw_suggestions(session, scenario)

    return withdraw


def replay_run(run_id: int) -> Replay:
    """Do a stored run again with the texts, the model and the knowledge of today.

    Raises NotFound, and NotAllowed for a run that is older than replaying and kept too little.
    """
    from matcher.replay import read, replay

    with reading() as session:
        run = session.get(MatchRun, run_id)
        if run is None:
            raise NotFound(subject="run", id=run_id)
        if not run.parameters:
            raise NotAllowed(subject="run", move="replay", state="old")
        scenario = session.get(Scenario, run.scenario_id)
        assert scenario is not None
        document = scenario_document(scenario)
        matcher, _ = matching().caught_up(session)
        return replay(read({**run.model_dump(), "scenario": document.id}), matcher, document)


def meet_vendor(vendor_id: int) -> Result | None:
    """Find the open scenarios that this vendor's change touches, and have them refreshed."""
    with reading() as session:
        touched = set(brokerage_queries.scenarios_matched_with(session, vendor_id))
        matcher, versions = matching().caught_up(session)
        published = scenario_queries.published_scenarios(session) if vendor_id in versions else []
        documents = [scenario_document(scenario) for scenario in published]
    for document in documents:
        if matcher.may_be_shown(document, str(vendor_id)):
            touched.add(int(document.id))

    def refresh(session: Session) -> None:
        for scenario_id in sorted(touched):
            enqueue(session, JobKind.REFRESH_SCENARIO, scenario_id)

    return refresh


def refresh_all(_subject_id: int) -> Result | None:
    """Have every open scenario matched again."""
    with reading() as session:
        ids = scenario_queries.published_ids(session)
        # What an import has taken back from publication: its suggestions lapse.
        ids += brokerage_queries.with_open_suggestions(session)

    def refresh(session: Session) -> None:
        for scenario_id in ids:
            enqueue(session, JobKind.REFRESH_SCENARIO, scenario_id)

    return refresh


HANDLERS: dict[JobKind, Handler] = {
    JobKind.REFRESH_SCENARIO: refresh_scenario,
    JobKind.MEET_VENDOR: meet_vendor,
    JobKind.REFRESH_ALL: refresh_all,
}


def init_app(app: Flask) -> None:
    """Give the application its matching."""
    config: Config = app.extensions["scenebridge.config"]
    app.extensions["scenebridge.matching"] = Matching(config.model)
    app.extensions["scenebridge.worker"].handlers.update(HANDLERS)
