"""What is known of what happened."""

from __future__ import annotations

from sqlmodel import Session, col, select

from vendors.registry.models import Term, Trail


def trail_of(session: Session, subject: str, subject_id: int) -> list[Trail]:
    """Everything that happened to one record, oldest first."""
    rows = select(Trail).where(Trail.subject == subject, Trail.subject_id == subject_id)
    return list(session.exec(rows.order_by(col(Trail.id))))


def terms(session: Session) -> list[Term]:
    """The words of the district, in the order they were added."""
    return list(session.exec(select(Term).order_by(col(Term.id))))
