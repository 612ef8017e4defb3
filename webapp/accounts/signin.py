"""Who is signed in on this request."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user
from sqlmodel import Session

from vendors.registry.models import Organisation
from webapp.accounts.models import Account, Role
from webapp.database import page_session
from webapp.i18n import mark, say


@dataclass(frozen=True, slots=True)
class Person:
    """The signed-in person, as pages and access rules see them."""

    id: int
    name: str
    role: Role
    organisation_id: int | None
    organisation: str = ""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Flask-Login's key."""
        return str(self.id)


def person_of(database_session: Session, account: Account) -> Person:
    """The account as a Person."""
    assert account.id is not None
    organisation = (
        database_session.get(Organisation, account.organisation_id)
        if account.organisation_id
        else None
    )
    return Person(
        account.id,
        account.name,
        account.role,
        account.organisation_id,
        organisation.name if organisation else "",
    )


def sign_in(person: Person) -> None:
    """Start a fresh session for this person; the token changes."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session.renew = True  # type: ignore[attr-defined]
    login_user(person)


def sign_out() -> None:
    """End the session: its row is deleted, the cookie withdrawn."""
    logout_user()
    session.clear()


def _load(account_id: str) -> Person | None:
    database_session = page_session()
    account = database_session.get(Account, int(account_id)) if account_id.isdigit() else None
    if account is None or not account.active:
        return None
    return person_of(database_session, account)


def init_app(app: Flask) -> None:
    """Read the signed-in person of each request."""
    manager = LoginManager(app)
    manager.login_view = "account.sign_in_page"
    manager.login_message = mark("请先登录。")
    manager.localize_callback = say
    manager.login_message_category = "info"
    # Our sessions are rows that die with sign-out; the address may change on mobile networks.
    manager.session_protection = None
    manager.user_loader(_load)
