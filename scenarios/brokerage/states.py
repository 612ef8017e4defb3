"""Which moves a match can make."""

from __future__ import annotations

from scenarios.brokerage.models import DeferReason, RejectReason, State
from vendors.registry.lifecycle import Lifecycle, Move

UNDECIDED = frozenset({State.PROPOSED, State.STALE})
DECIDED = frozenset({State.APPROVED, State.DEFERRED, State.REJECTED})
# What people work on; the others are history.
SHOWN = (State.PROPOSED, State.STALE, State.DEFERRED, State.APPROVED, State.REJECTED)
# A deferred match was decided on, but not for good.
_OPEN = UNDECIDED | {State.DEFERRED}

LIFECYCLE = Lifecycle(
    "match",
    [
        Move("approve", _OPEN, State.APPROVED),
        Move("defer", UNDECIDED, State.DEFERRED, DeferReason),
        Move("reject", _OPEN, State.REJECTED, RejectReason),
        Move("reconsider", DECIDED, State.PROPOSED),
        Move("outdate", DECIDED, State.STALE),
        Move("lapse", UNDECIDED, State.LAPSED),
        Move("propose_again", frozenset({State.LAPSED}), State.PROPOSED),
    ],
)
