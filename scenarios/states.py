"""Which moves a scenario can make."""

from __future__ import annotations

from scenarios.models import State
from vendors.registry.lifecycle import Lifecycle, Move

LIFECYCLE = Lifecycle(
    "scenario",
    [
        Move("submit", frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED),
        Move("return", frozenset({State.SUBMITTED}), State.RETURNED, comment=True),
        Move("publish", frozenset({State.SUBMITTED}), State.PUBLISHED),
        # A published scenario is taken back to be changed; it is reviewed again.
        Move("reopen", frozenset({State.PUBLISHED}), State.DRAFT),
        Move(
            "withdraw",
            frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.PUBLISHED}),
            State.WITHDRAWN,
        ),
    ],
)

EDITABLE = frozenset({State.DRAFT, State.RETURNED})
