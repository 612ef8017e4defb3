"""Server-side sessions: the browser keeps a random token, the database everything else."""

from __future__ import annotations

import hashlib
import logging
import secrets
from datetime import datetime
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import OperationalError
from sqlmodel import col, delete
from werkzeug.datastructures import CallbackDict

from vendors.registry.models import now
from webapp.accounts.models import WebSession
from webapp.database import Database

log = logging.getLogger(__name__)


class StoredSession(CallbackDict[str, Any], SessionMixin):
    """What one browser's session holds; `token` None until it is stored."""

    def __init__(self, values: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(values, changed)
        self.token = token
        self.renew = False
        self.modified = False


class DatabaseSessions(SessionInterface):
    """Keeps sessions as rows of WebSession."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def open_session(self, app: Flask, request: Request) -> StoredSession:
        """The session of the cookie's token, or an empty one."""
        token = request.cookies.get(self.get_cookie_name(app))
        if not token:
            return StoredSession()
        with self.database.reading() as session:
            row = session.get(WebSession, _hash(token))
            if row is None or row.expires_at < now():
                return StoredSession()
            return StoredSession(dict(row.data), token)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed; a new token after signing in or out (session fixation)."""
        assert isinstance(session, StoredSession)
        if not session.modified:
            return
        if not session:
            if session.token:
                self._end(session.token)
                response.delete_cookie(**self._cookie(app))
            return
        token = session.token
        if session.renew or token is None:
            token = secrets.token_urlsafe(32)
        expires = now() + app.permanent_session_lifetime
        try:
            self._keep(session, token, expires)
        except OperationalError:
            session.modified = False  # the page that tells of it need not wait for the same again
            if token != session.token:
                raise
            # The page's own work is committed; without this only its message would be lost.
            log.exception("a session could not be stored")
            return
        response.set_cookie(value=token, expires=expires, **self._cookie(app))
        response.vary.add("Cookie")

    def _keep(self, session: StoredSession, token: str, expires: datetime) -> None:
        """Store the session under `token`, in place of the one it had."""
        with self.database.transaction() as database_session:
            if session.token and session.token != token:
                database_session.exec(_deletion(session.token))
            row = database_session.get(WebSession, _hash(token))
            if row is None and token == session.token:
                return  # signed out elsewhere while this page was made: it stays ended
            if row is None:
                row = WebSession(token_hash=_hash(token), expires_at=expires)
                database_session.exec(delete(WebSession).where(col(WebSession.expires_at) < now()))
            account = session.get("_user_id")
            row.account_id = int(account) if account else None
            row.data, row.expires_at = dict(session), expires
            database_session.add(row)

    def _end(self, token: str) -> None:
        with self.database.transaction() as database_session:
            database_session.exec(_deletion(token))

    def _cookie(self, app: Flask) -> dict[str, Any]:
        """The cookie's name and attributes: a browser deletes only what it knows by the same ones."""
        return {
            "key": self.get_cookie_name(app),
            "path": "/",
            "secure": self.get_cookie_secure(app),
            "httponly": True,
            "samesite": self.get_cookie_samesite(app),
        }


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _deletion(token: str) -> Any:
    return delete(WebSession).where(col(WebSession.token_hash) == _hash(token))


def init_app(app: Flask) -> None:
    """Keep sessions in the application's database."""
    app.session_interface = DatabaseSessions(app.extensions["scenebridge.database"])
