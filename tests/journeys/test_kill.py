"""The process is killed at any moment: what was acknowledged is kept, nothing half-done shows."""

from __future__ import annotations

import random
import re
import threading

import httpx2 as httpx
import pytest
from sqlmodel import func, select

from scenarios.brokerage.models import Match, MatchRun
from scenarios.models import RequirementItem, Scenario
from scenarios.models import State as ScenarioState
from tests.journeys.conftest import Site, wait_until
from tests.webapp.conftest import PASSWORD, VISION, list_vendor, post_scenario
from vendors.registry.models import Organisation, Trail
from webapp.jobs import Job
from webapp.matching import scenario_changed, vendor_changed


class Client:
    """A person with cookies and no screen, against a real server."""

    def __init__(self, site: Site, login: str) -> None:
        self.http = httpx.Client(base_url=site.url, timeout=20)
        self.token = self._token(self.http.get("/sign-in").text)
        sent = {"login": login, "password": PASSWORD, "csrf_token": self.token}
        answer = self.http.post("/sign-in", data=sent)
        assert answer.status_code == 302
        self.token = self._token(self.http.get(answer.headers["location"]).text)

    def _token(self, page: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        return found.group(1)

    def post(self, path: str, data: dict[str, str]) -> httpx.Response:
        return self.http.post(path, data={"csrf_token": self.token, **data})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_acknowledged_scenario_survives_a_kill_whole(site, seed):
    """A scenario, its two items and its two trail rows are one: all there or nothing."""
    acknowledged: list[int] = []
    client = Client(site, "mill")

    def post_on() -> None:
        for number in range(10_000):
            form = {
                "title": f"场景 {number}",
                "pain": "人工看不过来。",
                "requirements-0-text": "甲",
                "requirements-1-text": "乙",
                "then": "submit",
            }
            try:
                answer = client.post("/enterprise/scenarios/new", form)
            except httpx.HTTPError:
                return
            if answer.status_code == 302:
                acknowledged.append(int(answer.headers["location"].rsplit("/", 1)[1]))

    thread = threading.Thread(target=post_on)
    thread.start()
    wait_until(lambda: len(acknowledged) > 3)
    thread.join(random.Random(seed).uniform(0, 0.7))
    site.kill()
    thread.join(30)

    site.start()
    database = site.database
    with database.reading() as session:
        kept = {row.id: row for row in session.exec(select(Scenario))}
        assert set(acknowledged) <= set(kept)
        for scenario_id, scenario in kept.items():
            assert scenario.state == ScenarioState.SUBMITTED
            items = select(func.count()).select_from(RequirementItem)
            assert session.exec(items.where(RequirementItem.scenario_id == scenario_id)).one() == 2
            trail = select(Trail.action).where(
                Trail.subject == "scenario", Trail.subject_id == scenario_id
            )
            assert session.exec(trail).all() == ["draft", "submit"]
    database.engine.dispose()
    page = Client(site, "mill").http.get(f"/enterprise/scenarios/{acknowledged[-1]}")
    assert "场景" in page.text


def test_matching_that_was_killed_half_way_is_finished_after_the_restart(site):
    database = site.database
    with database.transaction() as session:
        mill = session.exec(select(Organisation.id).where(Organisation.name == "东湾纺丝厂")).one()
        vision = session.exec(
            select(Organisation.id).where(Organisation.name == "明眸视觉公司")
        ).one()
        vendor = list_vendor(session, vision, VISION)
        vendor_changed(session, vendor)
        for number in range(30):
            scenario = post_scenario(session, mill, title=f"丝饼外观检测 {number}")
            scenario_changed(session, scenario)

    def runs() -> int:
        with database.reading() as session:
            return session.exec(select(func.count()).select_from(MatchRun)).one()

    wait_until(lambda: runs() > 0)
    site.kill()
    done = runs()
    with database.reading() as session:
        # Whatever is recorded is whole: a run and its match came together.
        assert session.exec(select(func.count()).select_from(Match)).one() == done
    site.start()

    def finished() -> bool:
        with database.reading() as session:
            return session.exec(select(func.count()).select_from(Job)).one() == 0

    wait_until(finished, 90)
    with database.reading() as session:
        matched = session.exec(select(Match.scenario_id)).all()
        assert sorted(matched) == sorted(session.exec(select(Scenario.id)).all())
        proposed = select(Trail.subject_id).where(Trail.subject == "match")
        assert len(session.exec(proposed).all()) == len(matched), "nothing was proposed twice"
    database.engine.dispose()
