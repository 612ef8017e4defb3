"""The shape of a lifecycle: a table of moves, and the one function that makes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from sqlmodel import Session

from vendors.registry.errors import NotAllowed, ReasonMissing
from vendors.registry.models import Trail


class Living(Protocol):
    """A record with one stored state."""

    id: int | None
    state: Any


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed change of state. `reason`: the codes of which one must be given, if any."""

    name: str
    before: frozenset[StrEnum]
    after: StrEnum
    reason: type[StrEnum] | None = None
    comment: bool = False


class Lifecycle:
    """All moves of one kind of record."""

    def __init__(self, subject: str, moves: Iterable[Move]) -> None:
        self.subject = subject
        self.moves = {move.name: move for move in moves}

    def allowed(self, state: StrEnum) -> list[str]:
        """The names of the moves that are possible from `state`."""
        return [name for name, move in self.moves.items() if state in move.before]

    def move(
        self,
        session: Session,
        record: Living,
        name: str,
        by: int | None,
        *,
        reason: str | None = None,
        comment: str = "",
    ) -> None:
        """Change the record's state and write its trail row; flushes.

        Raises NotAllowed where the table has no such move, ReasonMissing where it demands a
        coded reason or a comment that was not given.
        """
        move = self.moves[name]
        if record.state not in move.before:
            raise NotAllowed(subject=self.subject, move=name, state=str(record.state))
        if move.reason is not None and reason not in set(move.reason):
            raise ReasonMissing(subject=self.subject, move=name)
        if move.comment and not comment.strip():
            raise ReasonMissing(subject=self.subject, move=name)
        before, record.state = record.state, move.after
        write_trail(session, self.subject, record, name, by, before, move.after, reason)


def write_trail(
    session: Session,
    subject: str,
    record: Any,
    action: str,
    by: int | None,
    before: StrEnum | None = None,
    after: StrEnum | None = None,
    reason: str | None = None,
) -> None:
    """Write what happened to `record` in the running transaction; flushes."""
    session.add(record)
    if record.id is None:
        session.flush()
    assert record.id is not None
    session.add(
        Trail(
            by=by,
            subject=subject,
            subject_id=record.id,
            action=action,
            before=before and str(before),
            after=after and str(after),
            reason=reason,
        )
    )
    session.flush()
