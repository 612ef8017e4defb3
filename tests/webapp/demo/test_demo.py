"""The demonstration district: complete, valid, matched, with ready accounts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import func, select

from scenarios.brokerage.models import Match
from scenarios.brokerage.models import State as MatchState
from scenarios.exchange import read_scenarios
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from tests.webapp.conftest import Browser
from vendors.exchange import read_vendors
from vendors.models import Vendor
from vendors.registry.models import Trail
from webapp import create_app
from webapp.config import Config
from webapp.database import database, reading
from webapp.demo import loading
from webapp.demo.accounts import READY


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    made = create_app(Config(home=home, plain_http=True, demonstration=True, embedded_worker=False))
    with made.app_context():
        database().upgrade()
        loading.load(lambda rows, _title: rows)
        made.extensions["scenebridge.worker"].drain()
        loading.decide_some()
    return made


def test_the_lists_are_valid_large_enough_and_use_the_full_form():
    scenarios = read_scenarios(loading.FOLDER / "scenarios.jsonl")
    vendors = read_vendors(loading.FOLDER / "vendors.jsonl")
    assert scenarios.problems == vendors.problems == []
    assert scenarios.unknown_columns == vendors.unknown_columns == []
    assert len(scenarios.good) >= 60
    assert len(vendors.good) >= 120
    assert len({draft.industry for _, draft in scenarios.good}) >= 20
    texts = [draft.pain for _, draft in scenarios.good]
    assert len(set(texts)) == len(texts)


def test_every_kind_of_state_can_be_seen(app):
    with app.app_context(), reading() as session:
        scenarios = set(session.exec(select(Scenario.state)))
        matches = set(session.exec(select(Match.state)))
    wanted = {ScenarioState.SUBMITTED, ScenarioState.RETURNED, ScenarioState.PUBLISHED}
    assert wanted <= scenarios
    decided = {MatchState.APPROVED, MatchState.DEFERRED, MatchState.REJECTED}
    assert {MatchState.PROPOSED, *decided} <= matches


def test_most_scenarios_get_suggestions_and_some_honestly_none(app):
    with app.app_context(), reading() as session:
        published = session.exec(
            select(func.count()).select_from(Scenario).where(Scenario.state == "published")
        ).one()
        served = session.exec(select(func.count(func.distinct(Match.scenario_id)))).one()
    assert published * 0.5 < served < published


def test_every_change_has_its_trail(app):
    with app.app_context(), reading() as session:
        for table, subject in ((Scenario, "scenario"), (Vendor, "vendor"), (Match, "match")):
            ids = set(session.exec(select(table.id)))
            trailed = set(session.exec(select(Trail.subject_id).where(Trail.subject == subject)))
            assert ids == trailed


def test_ready_accounts_are_shown_under_a_banner_and_work(app):
    page = Browser(app).get("/sign-in").text
    assert "演示系统" in page
    for ready in READY:
        assert ready.login in page
        assert ready.password in page
        browser = Browser(app)
        desk = browser.sign_in(ready.login, ready.password).location
        shown = browser.get(desk).text
        assert "演示系统" in shown
        assert "还没有" not in shown


def test_loading_is_done_once(app):
    with app.app_context(), reading() as session:
        assert loading.is_loaded(session)


def test_the_command_prints_a_banner_a_ranking_with_reasons_and_the_accounts(tmp_path: Path):
    import os
    import subprocess
    import sys

    command = [sys.executable, "-m", "webapp.cli", "demo", "--no-serve", "--home", str(tmp_path)]
    environment = {**os.environ, "COLUMNS": "160", "SCENEBRIDGE_LANG": "zh"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "演示系统" in done.stdout
    assert "匹配度" in done.stdout
    assert "满足" in done.stdout
    assert "←“" in done.stdout
    for ready in READY:
        assert ready.password in done.stdout
