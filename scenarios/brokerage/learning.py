"""Learned weights: proposed from decisions, applied by a person, taken back on demand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from matcher.learning import learn
from matcher.ranker import Parameters
from scenarios.brokerage import queries
from scenarios.brokerage.models import Adjustment, AdjustmentState
from vendors.registry.errors import NotAllowed, NotFound, Outdated
from vendors.registry.lifecycle import Lifecycle, Move, write_trail
from vendors.registry.models import now

LIFECYCLE = Lifecycle(
    "adjustment",
    [
        Move("apply", frozenset({AdjustmentState.PROPOSED}), AdjustmentState.APPLIED),
        Move("discard", frozenset({AdjustmentState.PROPOSED}), AdjustmentState.DISCARDED),
        Move("revert", frozenset({AdjustmentState.APPLIED}), AdjustmentState.REVERTED),
    ],
)


def get_adjustment(session: Session, adjustment_id: int) -> Adjustment:
    """The change with this id. Raises NotFound."""
    adjustment = session.get(Adjustment, adjustment_id)
    if adjustment is None:
        raise NotFound(subject="adjustment", id=adjustment_id)
    return adjustment


def propose_adjustment(session: Session, using: Parameters, by: int | None) -> Adjustment | None:
    """Work out what the decisions so far would change, and keep it for a person to look at.

    None where there are too few decisions, or where they change nothing. An older proposal that
    nobody has applied is discarded. Flushes; nothing is applied.
    """
    learned = learn(queries.judged(session), using)
    if not learned.changes:
        return None
    for older in queries.adjustments(session):
        if older.state == AdjustmentState.PROPOSED:
            _settle(session, older, "discard", by)
    adjustment = Adjustment(
        decisions=learned.decisions,
        before=asdict(learned.before),
        after=asdict(learned.after),
        report={
            "loss_before": learned.loss_before,
            "loss_after": learned.loss_after,
            "propensities": {str(place): p for place, p in learned.propensities.items()},
        },
        by=by,
    )
    write_trail(session, "adjustment", adjustment, "propose", by, None, AdjustmentState.PROPOSED)
    return adjustment


def report_moves(
    session: Session, adjustment: Adjustment, moves: dict[str, Any], by: int | None
) -> None:
    """Add to a proposal what it would move on the scenarios now open."""
    adjustment.report = {**adjustment.report, **moves}
    write_trail(session, "adjustment", adjustment, "report", by)


def apply_adjustment(
    session: Session, adjustment: Adjustment, using: Parameters, by: int | None
) -> None:
    """Score with the proposed weights from now on.

    Raises Outdated where the weights in use are no longer those it was worked out from, NotAllowed
    where nobody has been shown yet what it would move.
    """
    if "scenarios" not in adjustment.report:
        raise NotAllowed(subject="adjustment", move="apply", state=str(adjustment.state))
    if asdict(using) != _parameters(adjustment.before):
        raise Outdated(subject="adjustment")
    _settle(session, adjustment, "apply", by)


def discard_adjustment(session: Session, adjustment: Adjustment, by: int | None) -> None:
    """Do not apply a proposal."""
    _settle(session, adjustment, "discard", by)


def revert_adjustment(session: Session, adjustment: Adjustment, by: int | None) -> None:
    """Take the weights in use back: those applied before them score again, else the shipped ones.

    Raises NotAllowed for a change that is not the one in use.
    """
    current = queries.adjustment_in_use(session)
    if current is None or current.id != adjustment.id:
        raise NotAllowed(subject="adjustment", move="revert", state=str(adjustment.state))
    _settle(session, adjustment, "revert", by)


def _settle(session: Session, adjustment: Adjustment, move: str, by: int | None) -> None:
    LIFECYCLE.move(session, adjustment, move, by)
    adjustment.settled_at = now()
    adjustment.settled_by = by
    session.flush()


def _parameters(stored: dict[str, Any]) -> dict[str, Any]:
    """Stored parameters as `asdict` gives them: JSON has no tuples."""
    return {key: tuple(one) if isinstance(one, list) else one for key, one in stored.items()}
