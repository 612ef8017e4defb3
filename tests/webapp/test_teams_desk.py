"""Vendors who together meet what none does alone, on real pages with the real matcher."""

from __future__ import annotations

import re

import pytest

from scenarios.operations import submit_scenario
from tests.webapp.conftest import VISION, list_vendor, post_scenario
from webapp.database import transaction
from webapp.matching import scenario_changed

EYES = {
    "description": "为化纤企业做丝饼外观自动检测。",
    "capabilities": [
        {"name": "涤纶丝饼外观缺陷检测", "description": "识别丝饼毛丝、油污，漏检率≤0.3%。"}
    ],
    "industries": ["化纤"],
}
REVIEW = {
    "description": "为化纤企业做丝饼检测误判的复核。",
    "capabilities": [{"name": "丝饼检测误判复核", "description": "丝饼检测过检率≤2%。"}],
    "industries": ["化纤"],
}
FIGURES = [{"text": "漏检率≤0.5%", "must": True}, {"text": "过检率≤3%", "must": True}]


@pytest.fixture
def complementary(app, people, work):
    """One scenario that two vendors meet only together."""
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"], requirements=FIGURES)
        list_vendor(session, people["vision"], EYES)
        list_vendor(session, people["speech"], REVIEW)
        scenario_changed(session, scenario)
    work()


def test_vendors_who_together_meet_everything_are_proposed_with_their_words(complementary, visit):
    browser = visit("bureau")
    assert 'href="/bureau/packs/teams/1"' in browser.get("/bureau/scenarios/1").text
    page = browser.get("/bureau/packs/teams/1").text
    assert "2 家合起来满足全部要求" in page
    for text in ("明眸视觉公司", "朗声教育公司", "漏检率≤0.3%", "过检率≤2%"):
        assert text in page
    quotes = re.findall(r"<q>(.+?)</q>", page)
    said = "".join(c["description"] for one in (EYES, REVIEW) for c in one["capabilities"])
    assert quotes
    assert all(quote in said for quote in quotes)


def test_what_even_a_team_leaves_open_is_said(app, people, work, visit):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"], requirements=FIGURES)
        list_vendor(session, people["vision"], EYES)
        scenario_changed(session, scenario)
    work()
    page = visit("bureau").get("/bureau/packs/teams/1").text
    assert "最多三家也不能全部满足" in page
    assert "无人满足" in page


def test_no_team_is_offered_where_one_vendor_does_it_alone(app, people, work, visit):
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"])
        list_vendor(session, people["vision"], VISION)
        scenario_changed(session, scenario)
    work()
    browser = visit("bureau")
    page = browser.get("/bureau/scenarios/1").text
    alone = page.count("verdict-satisfied") == 2
    assert ("/bureau/packs/teams/1" in page) is not alone
    assert browser.get("/bureau/packs/teams/1").status_code == 200


def test_a_scenario_that_is_not_published_has_no_team(app, people, visit):
    with app.app_context(), transaction() as session:
        submit_scenario(session, post_scenario(session, people["mill"], publish=False), None)
    page = visit("bureau").get("/bureau/packs/teams/1")
    assert page.status_code == 200
    assert "不在发布状态" in page.text
