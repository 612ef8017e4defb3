from collections.abc import Callable

import pytest
from sqlmodel import Session

from vendors.models import State, Vendor
from vendors.registry.errors import NotAllowed
from vendors.registry.queries import trail_of
from vendors.states import EDITABLE, LIFECYCLE

ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "return"): "returned",
    ("submitted", "verify"): "verified",
    ("submitted", "suspend"): "suspended",
    ("verified", "suspend"): "suspended",
    ("verified", "reopen"): "draft",
    ("suspended", "resume"): "submitted",
}


@pytest.mark.parametrize("move", sorted(LIFECYCLE.moves))
@pytest.mark.parametrize("state", list(State))
def test_every_move_from_every_state_leaves_one_trail_row_or_changes_nothing(
    session: Session, verified: Callable[..., Vendor], state: State, move: str
) -> None:
    vendor = verified("V1")
    assert vendor.id is not None
    vendor.state = state
    session.flush()
    before = len(trail_of(session, "vendor", vendor.id))
    after = ALLOWED.get((str(state), move))
    if after is None:
        with pytest.raises(NotAllowed):
            LIFECYCLE.move(session, vendor, move, 7, comment="请补充案例")
    else:
        LIFECYCLE.move(session, vendor, move, 7, comment="请补充案例")
    session.flush()
    session.refresh(vendor)
    new = trail_of(session, "vendor", vendor.id)[before:]
    if after is None:
        assert (vendor.state, new) == (state, [])
    else:
        assert vendor.state == after
        assert [(t.action, t.before, t.after, t.by) for t in new] == [(move, state, after, 7)]


def test_every_state_can_be_reached_and_only_unreviewed_profiles_can_be_edited() -> None:
    assert set(ALLOWED.values()) == {str(state) for state in State}
    assert {move for _, move in ALLOWED} == set(LIFECYCLE.moves)
    assert {State.DRAFT, State.RETURNED} == EDITABLE
