"""What happened to a record, as the people who may see it are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from vendors.registry.models import Trail
from vendors.registry.queries import latest_trail, trail_of
from webapp.accounts.models import Account
from webapp.i18n import say
from webapp.labels import label, reason_label


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a record's history."""

    at: datetime
    what: str
    who: str
    why: str


def history(session: Session, subject: str, subject_id: int, *, named: bool) -> list[Happening]:
    """Everything that happened, oldest first.

    `named`: officials are told which person it was, others only which side.
    """
    return _told(session, trail_of(session, subject, subject_id), named)


def latest(session: Session, subject: str, most: int) -> list[tuple[int, Happening]]:
    """The last things that happened to records of one kind with their numbers, newest first."""
    rows = latest_trail(session, subject, most)
    told = _told(session, rows, named=True)
    return [(row.subject_id, happening) for row, happening in zip(rows, told, strict=True)]


def _told(session: Session, rows: Sequence[Trail], named: bool) -> list[Happening]:
    ids = {row.by for row in rows if row.by is not None}
    accounts = {}
    if ids:
        found = session.exec(select(Account).where(col(Account.id).in_(ids)))
        accounts = {account.id: account for account in found}

    def who(by: int | None) -> str:
        account = accounts.get(by)
        if account is None:
            return say("系统")
        return account.name if named else label(account.role)

    return [
        Happening(
            row.at,
            label(row.action, "action"),
            who(row.by),
            reason_label(row.reason) if row.reason else "",
        )
        for row in rows
    ]
