from collections.abc import Callable
from enum import StrEnum

import pytest
from sqlmodel import Session

from vendors.models import State, Vendor
from vendors.registry.errors import NotAllowed, ReasonMissing
from vendors.registry.lifecycle import Lifecycle, Move, write_trail
from vendors.registry.queries import trail_of


class Why(StrEnum):
    LATE = "late"


LIFECYCLE = Lifecycle(
    "vendor",
    [
        Move("suspend", frozenset({State.VERIFIED}), State.SUSPENDED, reason=Why),
        Move("return", frozenset({State.VERIFIED}), State.RETURNED, comment=True),
        Move("submit", frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
    ],
)


@pytest.fixture
def vendor(verified: Callable[..., Vendor]) -> Vendor:
    return verified("V1")


@pytest.mark.parametrize("reason", [None, "", "because", "LATE"])
def test_a_move_that_demands_a_coded_reason_takes_no_other(
    session: Session, vendor: Vendor, reason: str | None
) -> None:
    assert vendor.id is not None
    before = len(trail_of(session, "vendor", vendor.id))
    with pytest.raises(ReasonMissing):
        LIFECYCLE.move(session, vendor, "suspend", 7, reason=reason)
    assert vendor.state == State.VERIFIED
    assert len(trail_of(session, "vendor", vendor.id)) == before


@pytest.mark.parametrize("comment", ["", " \n\u3000"])
def test_a_move_that_demands_a_comment_takes_no_blank_one(
    session: Session, vendor: Vendor, comment: str
) -> None:
    with pytest.raises(ReasonMissing):
        LIFECYCLE.move(session, vendor, "return", 7, comment=comment)
    assert vendor.state == State.VERIFIED


def test_the_trail_says_who_did_what_when_from_where_to_where_and_why(
    session: Session, vendor: Vendor
) -> None:
    LIFECYCLE.move(session, vendor, "suspend", 7, reason="late")
    assert vendor.id is not None
    row = trail_of(session, "vendor", vendor.id)[-1]
    assert (row.by, row.action, row.before, row.after, row.reason) == (
        7, "suspend", "verified", "suspended", "late",
    )  # fmt: skip
    assert row.at.tzinfo is not None


def test_a_move_from_the_wrong_state_says_which_move_and_which_state(
    session: Session, vendor: Vendor
) -> None:
    with pytest.raises(NotAllowed) as refused:
        LIFECYCLE.move(session, vendor, "submit", None)
    assert refused.value.params == {"subject": "vendor", "move": "submit", "state": "verified"}


def test_the_allowed_moves_are_those_of_the_state() -> None:
    assert LIFECYCLE.allowed(State.VERIFIED) == ["suspend", "return"]
    assert LIFECYCLE.allowed(State.RETURNED) == ["submit"]
    assert LIFECYCLE.allowed(State.SUSPENDED) == []


def test_a_new_record_has_its_number_before_its_trail_row_is_written(session: Session) -> None:
    from vendors.registry.models import Organisation

    organisation = Organisation(name="甲")
    write_trail(session, "test", organisation, "register", None)
    assert organisation.id is not None
    assert [row.action for row in trail_of(session, "test", organisation.id)] == ["register"]
