"""The database layer: what is committed, what is not, and that writers queue instead of failing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from sqlmodel import func, select

from scenarios.models import Scenario, ScenarioDraft
from scenarios.operations import draft_scenario, import_scenario
from vendors.models import Vendor, VendorDraft
from vendors.operations import import_vendor
from vendors.registry.models import Organisation
from webapp.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database(f"sqlite:///{tmp_path / 'one.db'}")
    made.upgrade()
    yield made
    made.engine.dispose()


def _count(database):
    with database.reading() as session:
        return session.exec(select(func.count()).select_from(Organisation)).one()


def test_a_block_that_fails_leaves_nothing(database):
    with pytest.raises(RuntimeError), database.transaction() as session:
        session.add(Organisation(name="一家"))
        session.flush()
        raise RuntimeError
    assert _count(database) == 0


def test_many_writers_that_read_first_all_get_through(database):
    """Under a plain BEGIN most of these are refused as locked."""
    errors: list[Exception] = []

    def write(number):
        try:
            for step in range(5):
                with database.transaction() as session:
                    before = session.exec(select(func.count()).select_from(Organisation)).one()
                    session.add(Organisation(name=f"{number}-{step}-{before}"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert _count(database) == 60
    with database.reading() as session:
        names = session.exec(select(Organisation.name)).all()
    assert sorted(int(name.rsplit("-", 1)[1]) for name in names) == list(range(60))


def test_readers_are_not_held_up_by_a_writer(database):
    with database.transaction() as session:
        session.add(Organisation(name="一家"))
        session.flush()
        assert _count(database) == 0
    assert _count(database) == 1


def test_foreign_keys_are_enforced(database):
    with pytest.raises(sa.exc.IntegrityError), database.transaction() as session:
        session.execute(
            sa.text(
                "INSERT INTO capability (vendor_id, position, name, description, "
                "indicators, deployment) VALUES (99, 0, 'x', '', '[]', '[]')"
            )
        )


def test_the_migrations_make_exactly_what_the_models_say(database):
    command.check(database.alembic_config())


def test_the_schema_can_be_taken_down_and_built_again(database):
    command.downgrade(database.alembic_config(), "base")
    assert set(sa.inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.upgrade()
    assert _count(database) == 0


def test_an_older_database_learns_when_its_records_were_handed_in(database):
    with database.transaction() as session:
        import_vendor(session, VendorDraft(name="甲", description="质检"), None)
        import_scenario(session, ScenarioDraft(title="已发布", pain="难"), None)
        draft_scenario(session, ScenarioDraft(title="草稿"), None, None)
    before = _handed_in(database)
    command.downgrade(database.alembic_config(), "0001")
    database.upgrade()
    after = _handed_in(database)
    assert [moment is None for moment in after] == [False, False, True]
    for was, now in zip(before[:2], after[:2], strict=True):
        assert abs(now - was) < timedelta(seconds=1)


def _handed_in(database):
    with database.reading() as session:
        rows = [
            *session.exec(select(Vendor)),
            *session.exec(select(Scenario).order_by(Scenario.id)),
        ]
        return [row.submitted_at for row in rows]
