"""How the domain can refuse.

Refused
├── NotAllowed        the lifecycle does not know this move from this state
├── ReasonMissing     the move needs a coded reason or a comment
├── FairReviewOpen    published only after the bureau has answered what limits competition
├── Outdated          the form was made from an older version of the record
├── NotFound          no such record
└── Invalid           outside data does not fit; holds one Problem per fault
UnreadableList        a list file cannot be read at all

Errors carry a code and parameters, never a sentence: the edge speaks the reader's language.
"""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One fault in outside data: which field, what stood there, what is wrong (a message code)."""

    field: str
    code: str
    value: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """The domain refuses; nothing has been changed. Each kind has its own `code`."""

    code: ClassVar[str]

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params


class NotAllowed(Refused):
    """The lifecycle does not know this move from the record's present state."""

    code = "not_allowed"


class ReasonMissing(Refused):
    """The move needs a reason, and none (or an unknown one) was given."""

    code = "reason_missing"


class FairReviewOpen(Refused):
    """Something in the text may limit competition, and the bureau has not answered it yet."""

    code = "fair_review_open"


class Outdated(Refused):
    """The record has changed since the reader's copy was made."""

    code = "outdated"


class NotFound(Refused):
    """No such record."""

    code = "no_such_record"


class Invalid(Refused):
    """Outside data does not fit. `problems` names every fault."""

    code = "invalid"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class UnreadableList(Exception):
    """A list file cannot be read at all (missing, broken, wrong format, too large)."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
