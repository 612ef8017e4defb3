"""A real database for every test, and records to stand in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from scenarios.models import Scenario, ScenarioDraft
from scenarios.operations import import_scenario
from vendors.models import Vendor, VendorDraft
from vendors.operations import import_vendor
from webapp.database import Database


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, made by the migrations once."""
    path = tmp_path_factory.mktemp("schema") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.engine.dispose()
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own."""
    path = tmp_path / "scenebridge.db"
    shutil.copy(empty_database, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.engine.dispose()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A session inside one writing transaction."""
    with database.transaction() as session:
        yield session
        session.rollback()


@pytest.fixture
def statements(database: Database) -> Callable[[], AbstractContextManager[list[str]]]:
    """Collects the SQL that runs inside `with statements() as sent:`."""

    @contextmanager
    def collect() -> Iterator[list[str]]:
        sent: list[str] = []

        def keep(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            sent.append(statement)

        sa.event.listen(database.engine, "before_cursor_execute", keep)
        try:
            yield sent
        finally:
            sa.event.remove(database.engine, "before_cursor_execute", keep)

    return collect


@pytest.fixture
def counted(
    session: Session, statements: Callable[[], AbstractContextManager[list[str]]]
) -> Callable[[Callable[[Session], int]], tuple[int, int]]:
    """`counted(ask)`: how many rows came, and how many statements it took to read them whole."""

    def counted(ask: Callable[[Session], int]) -> tuple[int, int]:
        session.flush()
        session.expunge_all()
        with statements() as sent:
            rows = ask(session)
        return rows, len(sent)

    return counted


@pytest.fixture
def verified(session: Session) -> Callable[..., Vendor]:
    """Makes a verified vendor: `verified("V1", description="…")`."""

    def make(code: str, **values: Any) -> Vendor:
        values = {"name": f"服务商{code}", "description": f"{code} 做机器视觉", **values}
        import_vendor(session, VendorDraft(code=code, **values), None)
        return session.exec(select(Vendor).where(Vendor.code == code)).one()

    return make


@pytest.fixture
def published(session: Session) -> Callable[..., Scenario]:
    """Makes a published scenario: `published("S1", pain="…")`."""

    def make(code: str, **values: Any) -> Scenario:
        values = {"title": f"场景{code}", "pain": "人工检查漏检多", "enterprise": "甲厂", **values}
        import_scenario(session, ScenarioDraft(code=code, **values), None)
        return session.exec(select(Scenario).where(Scenario.code == code)).one()

    return make
