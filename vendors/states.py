"""Which moves a vendor's profile can make."""

from __future__ import annotations

from vendors.models import State
from vendors.registry.lifecycle import Lifecycle, Move

LIFECYCLE = Lifecycle(
    "vendor",
    [
        Move("submit", frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
        Move("return", frozenset({State.SUBMITTED}), State.RETURNED, comment=True),
        Move("verify", frozenset({State.SUBMITTED}), State.VERIFIED),
        # A verified profile is taken back to be changed; it is checked again.
        Move("reopen", frozenset({State.VERIFIED}), State.DRAFT),
        Move("suspend", frozenset({State.VERIFIED, State.SUBMITTED}), State.SUSPENDED),
        Move("resume", frozenset({State.SUSPENDED}), State.SUBMITTED),
    ],
)

EDITABLE = frozenset({State.DRAFT, State.RETURNED})
