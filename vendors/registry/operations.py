"""What changes organisations."""

from __future__ import annotations

from sqlmodel import Session, col, select

from vendors.registry.models import Organisation


def find_or_register_organisation(
    session: Session, name: str, credit_code: str | None = None, region: str = ""
) -> Organisation:
    """The organisation with this credit code, else the only one with this name, else a new one.

    A code is the identity: the same name under another code is another organisation. Flushes.
    """
    organisation = None
    if credit_code:
        organisation = session.exec(
            select(Organisation).where(Organisation.credit_code == credit_code)
        ).first()
    if organisation is None:
        same_name = (
            select(Organisation).where(Organisation.name == name).order_by(col(Organisation.id))
        )
        for candidate in session.exec(same_name):
            if not credit_code or candidate.credit_code is None:
                organisation = candidate
                break
    if organisation is None:
        organisation = Organisation(name=name, credit_code=credit_code, region=region)
    if credit_code and organisation.credit_code is None:
        organisation.credit_code = credit_code
    if region:
        organisation.region = region
    session.add(organisation)
    session.flush()
    return organisation
