"""What changes organisations and the words of the district."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from vendors.registry.errors import Invalid, NotFound, Outdated
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import Organisation, Term, TermDraft, Trail, now
from vendors.registry.vocabulary import Usage, problems_of_term


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


def get_term(session: Session, term_id: int) -> Term:
    """The word with this number. Raises NotFound."""
    term = session.get(Term, term_id)
    if term is None:
        raise NotFound(subject="term", id=term_id)
    return term


def check_term(session: Session, draft: TermDraft, usage: Usage, known: Term | None = None) -> None:
    """Raises Invalid with everything that speaks against a word, `known` being the one changed."""
    others = select(Term).where(Term.id != known.id) if known is not None else select(Term)
    problems = problems_of_term(draft, session.exec(others), usage)
    if problems:
        raise Invalid(problems)


def add_term(session: Session, draft: TermDraft, usage: Usage, by: int | None) -> Term:
    """Take up a word of the district. Flushes and leaves a trail row. Raises Invalid."""
    check_term(session, draft, usage)
    term = Term(**draft.model_dump(), by=by)
    session.add(term)
    session.flush()
    _trail_term(session, term, "add", by, after=term.capability)
    return term


def edit_term(
    session: Session,
    term: Term,
    draft: TermDraft,
    usage: Usage,
    seen: datetime | None,
    by: int | None,
) -> None:
    """Change a word, its meaning or its note. Flushes and leaves a trail row.

    `seen` is the `at` of the word the form was made from. Raises Outdated, Invalid.
    """
    if seen != term.at:
        raise Outdated(subject="term", id=term.id)
    check_term(session, draft, usage, term)
    before = term.capability
    for name, value in draft.model_dump().items():
        setattr(term, name, value)
    term.by, term.at = by, now()
    _trail_term(session, term, "edit", by, before, term.capability)


def remove_term(session: Session, term: Term, by: int | None) -> None:
    """Give a word up; its trail stays. Flushes."""
    _trail_term(session, term, "remove", by, before=term.capability)
    session.delete(term)
    session.flush()


def _trail_term(
    session: Session, term: Term, action: str, by: int | None, before: str = "", after: str = ""
) -> None:
    """A word has no state: its row tells the capability it stood for, none for a plain meaning."""
    session.add(term)
    assert term.id is not None
    row = Trail(
        by=by,
        subject="term",
        subject_id=term.id,
        action=action,
        before=before[:32] or None,
        after=after[:32] or None,
    )
    session.add(row)
    session.flush()
