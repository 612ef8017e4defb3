from collections.abc import Callable

import pytest
from sqlmodel import Session

from scenarios.models import Scenario, State
from scenarios.states import EDITABLE, LIFECYCLE
from vendors.registry.errors import NotAllowed
from vendors.registry.queries import trail_of

ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "publish"): "published",
    ("published", "reopen"): "draft",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "withdraw"): "withdrawn",
    ("returned", "withdraw"): "withdrawn",
    ("published", "withdraw"): "withdrawn",
}


@pytest.mark.parametrize("move", sorted(LIFECYCLE.moves))
@pytest.mark.parametrize("state", list(State))
def test_every_move_from_every_state_leaves_one_trail_row_or_changes_nothing(
    session: Session, published: Callable[..., Scenario], state: State, move: str
) -> None:
    scenario = published("S1")
    assert scenario.id is not None
    scenario.state = state
    session.flush()
    before = len(trail_of(session, "scenario", scenario.id))
    after = ALLOWED.get((str(state), move))
    if after is None:
        with pytest.raises(NotAllowed):
            LIFECYCLE.move(session, scenario, move, 7, comment="请写清指标")
    else:
        LIFECYCLE.move(session, scenario, move, 7, comment="请写清指标")
    session.flush()
    session.refresh(scenario)
    new = trail_of(session, "scenario", scenario.id)[before:]
    if after is None:
        assert (scenario.state, new) == (state, [])
    else:
        assert scenario.state == after
        assert [(t.action, t.before, t.after, t.by) for t in new] == [(move, state, after, 7)]


def test_every_state_can_be_reached_and_only_unreviewed_scenarios_can_be_edited() -> None:
    assert {"draft", *ALLOWED.values()} == {str(state) for state in State}
    assert {move for _, move in ALLOWED} == set(LIFECYCLE.moves)
    assert {State.DRAFT, State.RETURNED} == EDITABLE
