"""What is known of organisations and of what happened."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from vendors.registry.models import Organisation, Trail


def trail_of(session: Session, subject: str, subject_id: int) -> list[Trail]:
    """Everything that happened to one record, oldest first."""
    rows = select(Trail).where(Trail.subject == subject, Trail.subject_id == subject_id)
    return list(session.exec(rows.order_by(col(Trail.id))))


def organisations_by_id(session: Session, ids: Collection[int]) -> dict[int, Organisation]:
    """The organisations with these ids, in one query."""
    if not ids:
        return {}
    rows = session.exec(select(Organisation).where(col(Organisation.id).in_(ids)))
    return {row.id: row for row in rows if row.id is not None}
