"""The database: one engine, two kinds of sessions, and the only commit in the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app, g
from sqlalchemy.engine import make_url
from sqlmodel import Session

from webapp.config import Config

# How long a writer waits for another (a long import, say) before the page says so.
BUSY_SECONDS = 10


class Database:
    """The engine of one database URL.

    On SQLite every connection is in WAL mode with foreign keys on, and SQLAlchemy (not the
    driver) begins: readers with BEGIN, writers with BEGIN IMMEDIATE, because a transaction that
    reads first and writes later is refused under load. Errors do not quote the values of a
    statement: logs hold no contacts and no hashes.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        if make_url(url).get_backend_name() == "sqlite":
            path = make_url(url).database
            if path:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self.engine = sa.create_engine(
                url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True
            )
            sa.event.listen(self.engine, "connect", _prepare_sqlite)
            sa.event.listen(self.engine, "begin", _begin_sqlite)
        else:
            self.engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
        self._writing = self.engine.execution_options(scenebridge_write=True)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing session that is committed when the block ends well, else rolled back."""
        with Session(self._writing, expire_on_commit=False) as session:
            session.connection()  # begin now: writers queue up here, not half-way
            yield session
            session.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self.engine, autoflush=False) as session:
            yield session

    def upgrade(self) -> None:
        """Bring the schema to the newest revision; of several that start at once, one does it."""
        newest = ScriptDirectory.from_config(self.alembic_config()).get_current_head()
        with self.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        if current != newest:
            command.upgrade(self.alembic_config(), "head")

    def alembic_config(self) -> AlembicConfig:
        """Alembic's settings for this database; the revisions live in webapp/migrations."""
        config = AlembicConfig()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["engine"] = self._writing
        return config


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get("scenebridge_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def init_app(app: Flask) -> None:
    """Give the application its database."""
    config: Config = app.extensions["scenebridge.config"]
    app.extensions["scenebridge.database"] = Database(config.database)
    app.teardown_appcontext(_close_page_session)


def database() -> Database:
    """The running application's database."""
    found: Database = current_app.extensions["scenebridge.database"]
    return found


@contextmanager
def transaction() -> Iterator[Session]:
    """The running application's writing session; see Database.transaction."""
    with database().transaction() as session:
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """The running application's reading session; see Database.reading."""
    with database().reading() as session:
        yield session


def page_session() -> Session:
    """The reading session of the page being made; opened on first use, closed with the page."""
    if "page_session" not in g:
        g.page_session = Session(database().engine, autoflush=False)
    session: Session = g.page_session
    return session


def _close_page_session(_error: BaseException | None) -> None:
    session = g.pop("page_session", None)
    if session is not None:
        session.close()
