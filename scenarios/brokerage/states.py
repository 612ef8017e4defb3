"""Which moves a match can make."""

from __future__ import annotations

from scenarios.brokerage.models import DeferReason, RejectReason, State
from vendors.registry.lifecycle import Lifecycle, Move

_OPEN = frozenset({State.PROPOSED, State.DEFERRED, State.STALE})
DECIDED = frozenset({State.APPROVED, State.DEFERRED, State.REJECTED})

LIFECYCLE = Lifecycle(
    "match",
    [
        Move("approve", _OPEN, State.APPROVED),
        Move("defer", frozenset({State.PROPOSED, State.STALE}), State.DEFERRED, DeferReason),
        Move("reject", _OPEN, State.REJECTED, RejectReason),
        Move("reconsider", DECIDED, State.PROPOSED),
        Move("outdate", DECIDED, State.STALE),
        Move("lapse", frozenset({State.PROPOSED, State.STALE}), State.LAPSED),
        Move("propose_again", frozenset({State.LAPSED}), State.PROPOSED),
    ],
)
