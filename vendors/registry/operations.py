"""What changes organisations."""

from __future__ import annotations

from sqlmodel import Session, col, select

from vendors.registry.lifecycle import write_trail
from vendors.registry.models import Organisation


def find_organisation(
    session: Session, name: str, credit_code: str | None = None, known: Organisation | None = None
) -> Organisation | None:
    """The organisation that a name and perhaps a credit code mean, if it is registered.

    A code is the identity: the same name under another code is another organisation. A name
    alone means `known` (whose record is being brought in) if it is called so, else the one
    without a code, else the only one of this name.
    """
    if credit_code:
        coded = select(Organisation).where(Organisation.credit_code == credit_code)
        organisation = session.exec(coded).first()
        if organisation is not None:
            return organisation
    if known is not None and known.name == name and not (credit_code and known.credit_code):
        return known
    named = select(Organisation).where(Organisation.name == name).order_by(col(Organisation.id))
    same_name = session.exec(named).all()
    without_code = [one for one in same_name if one.credit_code is None]
    if without_code:
        return without_code[0]
    return same_name[0] if len(same_name) == 1 and not credit_code else None


def find_or_register_organisation(
    session: Session,
    name: str,
    credit_code: str | None = None,
    region: str = "",
    known: Organisation | None = None,
    by: int | None = None,
) -> Organisation:
    """The organisation meant (see find_organisation), else a new one.

    A code or region that was not known yet is kept; the name is not changed. Flushes and leaves
    a trail row where something was written.
    """
    organisation = find_organisation(session, name, credit_code, known)
    if organisation is None:
        organisation = Organisation(name=name, credit_code=credit_code, region=region)
        write_trail(session, "organisation", organisation, "register", by)
        return organisation
    learned_code = bool(credit_code) and organisation.credit_code is None
    learned_region = bool(region) and organisation.region != region
    if learned_code:
        organisation.credit_code = credit_code
    if learned_region:
        organisation.region = region
    if learned_code or learned_region:
        write_trail(session, "organisation", organisation, "edit", by)
    return organisation
