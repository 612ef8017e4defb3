"""What changes accounts. Functions flush; none commits."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select

from vendors.registry.errors import Invalid, NotFound, Problem
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import now, printable
from vendors.registry.reading import is_blank
from webapp.accounts.models import Account, Role, SignInFailure, WebSession

MIN_PASSWORD = 10
# Few for one login from one address; many from everywhere, so that a stranger who knows the
# bureau's logins cannot keep their owners out with five wrong passwords.
LOCK_AFTER = 5
LOCK_LOGIN_AFTER = 50
LOCK_ADDRESS_AFTER = 50
LOCK_FOR = timedelta(minutes=15)

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Verified where the login does not exist, so that the answer takes as long as where it does."""
    return _hasher.hash("nobody has this password")


def create_account(
    session: Session,
    login: str,
    name: str,
    password: str,
    role: Role,
    organisation_id: int | None = None,
    by: int | None = None,
) -> Account:
    """Make an account. Raises Invalid: login taken, password too short, organisation missing."""
    login = login.strip().lower()
    problems = []
    if is_blank(login) or login != printable(login):
        problems.append(Problem("login", "missing"))
    elif len(login) > 60 or len(name.strip()) > 60:
        problems.append(Problem("login / name", "string_too_long", "", {"max_length": 60}))
    elif session.exec(select(Account).where(Account.login == login)).first():
        problems.append(Problem("login", "login_taken", login))
    problems += _too_short(password)
    if role != Role.BUREAU and organisation_id is None:
        problems.append(Problem("organisation", "missing"))
    if problems:
        raise Invalid(problems)
    account = Account(
        login=login,
        name=printable(name).strip() or login,
        password_hash=_hasher.hash(password),
        role=role,
        organisation_id=organisation_id,
    )
    write_trail(session, "account", account, "create", by)
    return account


def get_account(session: Session, login: str) -> Account:
    """The account with this login. Raises NotFound."""
    account = session.exec(select(Account).where(Account.login == login.strip().lower())).first()
    if account is None:
        raise NotFound(subject="account", id=login)
    return account


def set_password(session: Session, account: Account, password: str, by: int | None) -> None:
    """Give an account another password and end its sessions. Raises Invalid where it is short."""
    problems = _too_short(password)
    if problems:
        raise Invalid(problems)
    account.password_hash = _hasher.hash(password)
    write_trail(session, "account", account, "password", by)
    _end_sessions(session, account)


def disable_account(session: Session, account: Account, by: int | None) -> None:
    """Let nobody sign in with an account any more, and end its sessions."""
    account.active = False
    write_trail(session, "account", account, "disable", by)
    _end_sessions(session, account)


def enable_account(session: Session, account: Account, by: int | None) -> None:
    """Let a disabled account sign in again."""
    account.active = True
    write_trail(session, "account", account, "enable", by)


def _too_short(password: str) -> list[Problem]:
    if len(password) >= MIN_PASSWORD:
        return []
    return [Problem("password", "password_short", "", {"min_length": MIN_PASSWORD})]


def _end_sessions(session: Session, account: Account) -> None:
    session.exec(delete(WebSession).where(col(WebSession.account_id) == account.id))
    session.flush()


def check_password(session: Session, login: str, password: str) -> Account | None:
    """The active account with this login and password, else None; the same time either way."""
    account = session.exec(select(Account).where(Account.login == login.strip().lower())).first()
    try:
        _hasher.verify(account.password_hash if account else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return None
    return account if account is not None and account.active else None


def is_locked(session: Session, login: str, address: str) -> bool:
    """Whether too many wrong passwords came for this login or from this address lately."""
    since = now() - LOCK_FOR
    same_login = col(SignInFailure.login) == login.strip().lower()[:60]
    same_address = col(SignInFailure.address) == address[:60]

    def failures(*conditions: ColumnElement[bool]) -> int:
        counting = select(func.count()).select_from(SignInFailure)
        return session.exec(counting.where(col(SignInFailure.at) > since, *conditions)).one()

    return (
        failures(same_login, same_address) >= LOCK_AFTER
        or failures(same_login) >= LOCK_LOGIN_AFTER
        or failures(same_address) >= LOCK_ADDRESS_AFTER
    )


def record_failure(session: Session, login: str, address: str) -> None:
    """Remember a wrong password; forget those older than the lock."""
    session.exec(delete(SignInFailure).where(col(SignInFailure.at) < now() - LOCK_FOR))
    session.add(SignInFailure(login=login.strip().lower()[:60], address=address[:60]))
    session.flush()


def forget_failures(session: Session, login: str, address: str) -> None:
    """A right password ends the count of its own address; a guesser elsewhere gains nothing."""
    session.exec(
        delete(SignInFailure).where(
            col(SignInFailure.login) == login.strip().lower()[:60],
            col(SignInFailure.address) == address[:60],
        )
    )
