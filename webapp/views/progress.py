"""How far the bureau's work on a published scenario is, without naming any vendor."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from scenarios.brokerage.models import State
from scenarios.brokerage.queries import count_matches, last_run
from webapp.jobs import JobKind, failed


@dataclass(frozen=True, slots=True)
class Progress:
    """What an enterprise may know before a match is sent: numbers only."""

    matched: bool
    failed: bool
    suggested: int
    approved: int
    deferred: int
    rejected: int


def progress_of(session: Session, scenario_id: int) -> Progress:
    """The numbers of one scenario."""
    counts = count_matches(session, [scenario_id])[scenario_id]
    return Progress(
        matched=last_run(session, scenario_id) is not None,
        failed=failed(session, JobKind.REFRESH_SCENARIO, scenario_id) > 0,
        suggested=counts.get(State.PROPOSED, 0) + counts.get(State.STALE, 0),
        approved=counts.get(State.APPROVED, 0),
        deferred=counts.get(State.DEFERRED, 0),
        rejected=counts.get(State.REJECTED, 0),
    )
