"""What is known of what happened."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_
from sqlmodel import Session, col, select

from vendors.registry.models import Term, Trail
from vendors.registry.paging import Page, like, page_of


def trail_of(session: Session, subject: str, subject_id: int) -> list[Trail]:
    """Everything that happened to one record, oldest first."""
    rows = select(Trail).where(Trail.subject == subject, Trail.subject_id == subject_id)
    return list(session.exec(rows.order_by(col(Trail.id))))


def terms(session: Session) -> list[Term]:
    """The words of the district, in the order they were added."""
    return list(session.exec(select(Term).order_by(col(Term.id))))


def find_terms(session: Session, words: str = "", page: int = 1) -> Page[Term]:
    """The words of the district that hold `words`, or whose meaning or note does; newest first."""
    rows = select(Term)
    if words.strip():
        pattern = like(words.strip())
        held = (col(Term.text), col(Term.meaning), col(Term.capability), col(Term.note))
        rows = rows.where(or_(*(column.like(pattern, escape="\\") for column in held)))
    return page_of(session, rows.order_by(col(Term.at).desc(), col(Term.id)), page)


def latest_trail(session: Session, subject: str, most: int) -> list[Trail]:
    """The last things that happened to records of one kind, newest first."""
    rows = select(Trail).where(Trail.subject == subject).order_by(col(Trail.id).desc())
    return list(session.exec(rows.limit(most)))


def terms_of(session: Session, capability: str) -> list[Term]:
    """The words that stand for one capability, in the order they were added."""
    rows = select(Term).where(Term.capability == capability)
    return list(session.exec(rows.order_by(col(Term.id))))


def term_texts(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Those of these words that are still there, by number."""
    rows = session.exec(select(Term.id, Term.text).where(col(Term.id).in_(ids)))
    return {term_id: text for term_id, text in rows if term_id is not None}
