"""What is known of vendors."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, func, select

from vendors.models import State, Vendor, VendorReview
from vendors.registry.models import Organisation
from vendors.registry.paging import Page, like, page_of


def vendor_of(session: Session, organisation_id: int | None) -> Vendor | None:
    """The profile of an organisation, if it has one."""
    return session.exec(select(Vendor).where(Vendor.organisation_id == organisation_id)).first()


def find_vendors(
    session: Session, state: State | None = None, words: str = "", page: int = 1
) -> Page[Vendor]:
    """Vendors ever handed in, by state and by words in name, number or introduction.

    Submitted ones stand longest waiting first, others last changed first.
    """
    rows = select(Vendor).where(col(Vendor.submitted_at).is_not(None))
    rows = rows.options(joinedload(Vendor.organisation))  # type: ignore[arg-type]
    if state is not None:
        rows = rows.where(Vendor.state == state)
    else:
        rows = rows.where(col(Vendor.state).not_in([State.DRAFT]))
    if words.strip():
        pattern = like(words.strip())
        rows = rows.join(Organisation).where(
            or_(
                col(Organisation.name).like(pattern, escape="\\"),
                col(Vendor.code).like(pattern, escape="\\"),
                col(Vendor.description).like(pattern, escape="\\"),
            )
        )
    waiting, changed = col(Vendor.submitted_at), col(Vendor.updated_at)
    order = waiting.asc() if state == State.SUBMITTED else changed.desc()
    return page_of(session, rows.order_by(order, col(Vendor.id)), page)


def count_vendors(session: Session) -> dict[State, int]:
    """How many of the vendors ever handed in stand in each state."""
    rows = session.exec(
        select(Vendor.state, func.count())
        .where(col(Vendor.submitted_at).is_not(None))
        .group_by(Vendor.state)
    )
    return {State(state): number for state, number in rows}


def verified_versions(session: Session) -> dict[int, int]:
    """Verified vendors and their versions: what the matcher's index must hold to be true."""
    rows = session.exec(select(Vendor.id, Vendor.version).where(Vendor.state == State.VERIFIED))
    return {vendor_id: version for vendor_id, version in rows if vendor_id is not None}


def whole_vendors(session: Session, ids: Collection[int]) -> Sequence[Vendor]:
    """These vendors with everything that belongs to them, in a fixed number of queries."""
    rows = (
        select(Vendor)
        .where(col(Vendor.id).in_(ids))
        .options(
            joinedload(Vendor.organisation),  # type: ignore[arg-type]
            selectinload(Vendor.capabilities),  # type: ignore[arg-type]
            selectinload(Vendor.cases),  # type: ignore[arg-type]
            selectinload(Vendor.credentials),  # type: ignore[arg-type]
        )
    )
    return session.exec(rows.order_by(col(Vendor.id))).all()


def last_review(session: Session, vendor_id: int) -> VendorReview | None:
    """What the bureau last asked to have mended."""
    rows = select(VendorReview).where(VendorReview.vendor_id == vendor_id)
    return session.exec(rows.order_by(col(VendorReview.id).desc())).first()
