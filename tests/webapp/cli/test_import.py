"""scenebridge import."""

from __future__ import annotations

import os

from sqlmodel import func, select

from scenarios.models import Scenario
from tests.webapp.cli.conftest import SCENARIOS, VENDORS
from vendors.models import Vendor
from vendors.registry.models import Trail
from webapp.database import Database
from webapp.jobs import Job


def _count(home, table):
    database = Database(f"sqlite:///{home / 'home' / 'scenebridge.db'}")
    with database.reading() as session:
        number = session.exec(select(func.count()).select_from(table)).one()
    database.engine.dispose()
    return number


def test_a_list_comes_in_published_and_is_queued_for_matching(run, write, home):
    done = run("import", "scenarios", write("s.jsonl", SCENARIOS))
    assert done.exit_code == 0
    assert "新增 2" in done.output
    assert _count(home, Scenario) == 2
    assert _count(home, Job) == 1


def test_the_same_file_twice_changes_nothing(run, write, home):
    path = write("v.jsonl", VENDORS[:2])
    run("import", "vendors", path)
    before = _count(home, Trail), _count(home, Vendor)
    again = run("import", "vendors", path)
    assert "新增 0，更新 0，无变化 2" in again.output
    assert (_count(home, Trail), _count(home, Vendor)) == before


def test_bad_rows_are_listed_and_nothing_is_imported(run, write, home):
    rows = [*SCENARIOS, {"id": "S3", "title": "", "description": "x", "apply_by": "明年"}]
    done = run("import", "scenarios", write("s.jsonl", rows))
    assert done.exit_code == 1
    assert "apply_by" in done.output
    assert "明年" in done.output
    assert "2027-03-31" in done.output
    assert "没有导入任何一行" in done.output
    assert _count(home, Scenario) == 0


def test_keep_good_imports_the_good_rows(run, write, home):
    rows = [*SCENARIOS, {"id": "S3", "title": "", "description": "x"}]
    done = run("import", "scenarios", write("s.jsonl", rows), "--keep-good")
    assert done.exit_code == 0
    assert "新增 2" in done.output
    assert "跳过 1" in done.output
    assert _count(home, Scenario) == 2


def test_unknown_columns_are_reported(run, write):
    rows = [{**SCENARIOS[0], "领导批示": "同意"}]
    done = run("import", "scenarios", write("s.jsonl", rows))
    assert done.exit_code == 0
    assert "领导批示" in done.output


def test_rows_can_be_put_into_review(run, write, home):
    run("import", "scenarios", write("s.jsonl", SCENARIOS), "--to-review")
    database = Database(f"sqlite:///{home / 'home' / 'scenebridge.db'}")
    with database.reading() as session:
        assert {s.state.value for s in session.exec(select(Scenario))} == {"submitted"}
    database.engine.dispose()


def test_files_that_cannot_be_read_get_a_sentence(run, home):
    broken = home / "broken.xlsx"
    broken.write_bytes(os.urandom(5000))
    strange = home / "list.doc"
    strange.write_text("x")
    bytes_only = home / "bytes.csv"
    bytes_only.write_bytes(b"\xff\xfe\x00\x01" * 100)
    for path, said in (
        (broken, "已损坏"),
        (strange, "不认识"),
        (bytes_only, "编码"),
        (home / "missing.csv", "找不到"),
    ):
        done = run("import", "vendors", path)
        assert done.exit_code == 1
        assert said in done.output
        assert "Traceback" not in done.output


def test_messages_come_in_english_where_asked(run, home, monkeypatch):
    monkeypatch.setenv("SCENEBRIDGE_LANG", "en")
    done = run("import", "vendors", home / "missing.csv")
    assert "missing.csv" in done.output
    assert "找不到" not in done.output
