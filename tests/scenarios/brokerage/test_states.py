from collections.abc import Callable

import pytest
from sqlmodel import Session

from scenarios.brokerage.models import DeferReason, Match, MatchRun, RejectReason, State
from scenarios.brokerage.states import LIFECYCLE
from scenarios.models import Scenario
from vendors.models import Vendor
from vendors.registry.errors import NotAllowed, ReasonMissing
from vendors.registry.queries import trail_of

ALLOWED = {
    **{(state, "approve"): "approved" for state in ("proposed", "deferred", "stale")},
    **{(state, "defer"): "deferred" for state in ("proposed", "stale")},
    **{(state, "reject"): "rejected" for state in ("proposed", "deferred", "stale")},
    **{(state, "reconsider"): "proposed" for state in ("approved", "deferred", "rejected")},
    **{(state, "outdate"): "stale" for state in ("approved", "deferred", "rejected")},
    **{(state, "lapse"): "lapsed" for state in ("proposed", "stale")},
    ("lapsed", "propose_again"): "proposed",
}
REASONS = {"defer": set(DeferReason), "reject": set(RejectReason)}


@pytest.fixture
def match(
    session: Session, published: Callable[..., Scenario], verified: Callable[..., Vendor]
) -> Match:
    scenario, vendor = published("S1"), verified("V1")
    assert scenario.id is not None
    assert vendor.id is not None
    run = MatchRun(
        scenario_id=scenario.id,
        scenario_version=1,
        matcher_version="1",
        vendors_read=1,
        suggested=1,
    )
    session.add(run)
    session.flush()
    assert run.id is not None
    match = Match(
        scenario_id=scenario.id, vendor_id=vendor.id, rank=1, score=0.5,
        scenario_version=1, vendor_version=1, run_id=run.id,
    )  # fmt: skip
    session.add(match)
    session.flush()
    return match


@pytest.mark.parametrize("move", sorted(LIFECYCLE.moves))
@pytest.mark.parametrize("state", list(State))
def test_every_move_from_every_state_leaves_one_trail_row_or_changes_nothing(
    session: Session, match: Match, state: State, move: str
) -> None:
    assert match.id is not None
    match.state = state
    session.flush()
    reason = min(REASONS[move]) if move in REASONS else None
    after = ALLOWED.get((str(state), move))
    if after is None:
        with pytest.raises(NotAllowed):
            LIFECYCLE.move(session, match, move, 7, reason=reason)
    else:
        LIFECYCLE.move(session, match, move, 7, reason=reason)
    session.flush()
    session.refresh(match)
    new = trail_of(session, "match", match.id)
    if after is None:
        assert (match.state, new) == (state, [])
    else:
        assert match.state == after
        assert [(t.action, t.before, t.after, t.by, t.reason) for t in new] == [
            (move, state, after, 7, reason)
        ]


@pytest.mark.parametrize("move", ["defer", "reject"])
def test_deferring_and_rejecting_take_exactly_their_own_reasons(
    session: Session, match: Match, move: str
) -> None:
    assert match.id is not None
    for reason in {None, "", "other", *RejectReason, *DeferReason} - REASONS[move]:
        with pytest.raises(ReasonMissing):
            LIFECYCLE.move(session, match, move, 7, reason=reason)
        assert (match.state, trail_of(session, "match", match.id)) == (State.PROPOSED, [])
    for reason in REASONS[move]:
        match.state = State.PROPOSED
        LIFECYCLE.move(session, match, move, 7, reason=reason)
    assert {row.reason for row in trail_of(session, "match", match.id)} == REASONS[move]
