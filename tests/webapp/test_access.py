"""Who may see and do what."""

from __future__ import annotations

import re

import pytest

from scenarios.brokerage.packs import PackDraft, form_pack
from tests.webapp.conftest import SPEECH, VISION, list_vendor, post_scenario
from vendors.registry.models import TermDraft
from vendors.registry.operations import add_term
from vendors.registry.vocabulary import Usage
from webapp.database import transaction
from webapp.views import account, bureau, enterprise, matches, vendor

BUREAU = ("bureau", "matches", "gaps", "plan", "quality", "knowledge", "packs")
DESKS = {"enterprise": "mill", "vendor": "vision"} | dict.fromkeys(BUREAU, "bureau")

CAPABILITY = "vision.fabric_defect"


@pytest.fixture
def things(app, people, work):
    """One scenario, one vendor, one match, one word of the district and one pack, all with id 1."""
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"])
        listed = list_vendor(session, people["vision"], VISION)
        from webapp.matching import scenario_changed

        scenario_changed(session, scenario)
        word = TermDraft(text="灯眼子", capability=CAPABILITY)
        added = add_term(session, word, Usage(0, 0, 2), None)
        other = post_scenario(session, people["rival"])
        members = {scenario.id: scenario.version, other.id: other.version}
        pack = form_pack(session, PackDraft(title="一起看丝饼"), members, None)
        ids = (scenario.id, listed.id, added.id, pack.id)
    work()
    assert ids == (1, 1, 1, 1)


def _rules(app, method):
    for rule in app.url_map.iter_rules():
        if method in rule.methods and rule.endpoint not in ("static", "bootstrap.static"):
            path = re.sub(r"<int:\w+>", "1", str(rule)).replace("<code>", "en")
            path = path.replace("<capability_id>", CAPABILITY)
            yield rule.endpoint, path


def test_every_page_says_who_may_see_it(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in ("static", "bootstrap.static"):
            assert hasattr(app.view_functions[rule.endpoint], "access"), rule.endpoint


def test_only_signing_in_and_language_are_open_to_everybody(app):
    open_pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "access", "") == "public"
    }
    assert open_pages == {
        "account.home",
        "account.sign_in_page",
        "account.sign_in_submit",
        "account.choose_language",
    }


def test_a_page_without_a_guard_is_shown_to_nobody(app, visit):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert visit().get("/forgotten").status_code == 403


def test_visitors_are_sent_to_sign_in_from_every_desk(app, things, visit):
    visitor = visit()
    for endpoint, path in _rules(app, "GET"):
        if endpoint.split(".")[0] in DESKS:
            answer = visitor.get(path)
            assert answer.status_code == 302, path
            assert "/sign-in" in answer.location


def test_each_desk_opens_for_its_role_only(app, things, visit):
    for login in ("mill", "vision", "bureau"):
        browser = visit(login)
        for method in ("GET", "POST"):
            for endpoint, path in _rules(app, method):
                desk = endpoint.split(".")[0]
                if desk not in DESKS or DESKS[desk] == login:
                    continue
                answer = browser.get(path) if method == "GET" else browser.post(path)
                assert answer.status_code == 403, (login, method, path)


def test_every_page_of_a_desk_answers_its_own_role(app, things, visit):
    for login in ("mill", "vision", "bureau"):
        browser = visit(login)
        for endpoint, path in _rules(app, "GET"):
            if DESKS.get(endpoint.split(".")[0]) == login:
                assert browser.get(path).status_code == 200, path


def test_one_enterprise_cannot_see_or_touch_the_scenario_of_another(app, things, visit):
    rival = visit("rival")
    for path in ("/enterprise/scenarios/1", "/enterprise/scenarios/1/edit"):
        assert rival.get(path).status_code == 404
    for move in ("submit", "reopen", "withdraw", "edit"):
        sent = {"title": "夺来的"} if move == "edit" else {}
        assert rival.post(f"/enterprise/scenarios/1/{move}", sent).status_code == 404
    assert "已发布" in visit("mill").get("/enterprise/scenarios/1").text


def test_a_scenario_nobody_owns_belongs_to_no_enterprise(app, people, visit):
    from scenarios.models import ScenarioDraft
    from scenarios.operations import draft_scenario

    with app.app_context(), transaction() as session:
        draft_scenario(session, ScenarioDraft(title="代录"), None, None)
    assert visit("mill").get("/enterprise/scenarios/1").status_code == 404


def test_a_vendor_sees_its_own_profile_only(app, things, people, visit):
    with app.app_context(), transaction() as session:
        list_vendor(session, people["speech"], SPEECH)
    page = visit("speech").get("/vendor/").text
    assert "英语口语评分" in page
    assert "涤纶丝饼" not in page


def test_an_enterprise_learns_numbers_but_no_vendor_before_a_match_is_sent(things, visit):
    page = visit("mill").get("/enterprise/scenarios/1").text
    assert "待审看" in page
    assert "明眸视觉公司" not in page
    assert "涤纶丝饼外观缺陷检测" not in page


def test_contacts_of_a_scenario_reach_no_vendor_page(app, people, visit):
    with app.app_context(), transaction() as session:
        post_scenario(session, people["mill"], contact_phone="0000-80001111")
        list_vendor(session, people["vision"], VISION)
    browser = visit("vision")
    for path in ("/vendor/", "/vendor/profile"):
        assert "0000-80001111" not in browser.get(path).text


def test_every_change_needs_a_token(app, things, visit):
    for login, blueprint in (
        ("mill", enterprise),
        ("vision", vendor),
        ("bureau", bureau),
        ("bureau", matches),
        ("mill", account),
    ):
        browser = visit(login)
        for endpoint, path in _rules(app, "POST"):
            if endpoint.startswith(f"{blueprint.pages.name}."):
                answer = browser.client.post(path, data={}, headers={"Accept-Language": "zh"})
                assert answer.status_code == 400, path
                assert "页面已过期" in answer.text


def test_every_answer_hardens_the_browser(things, visit):
    for browser, path in ((visit(), "/sign-in"), (visit("bureau"), "/bureau/"), (visit(), "/no")):
        headers = browser.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"


def test_pages_hold_no_inline_script_or_style(app, things, visit):
    for login in ("mill", "vision", "bureau"):
        browser = visit(login)
        for endpoint, path in _rules(app, "GET"):
            if path.endswith(".xlsx"):
                continue
            if DESKS.get(endpoint.split(".")[0]) == login:
                page = browser.get(path).text
                assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*src=)", page), path


def test_cookies_are_secure_unless_plain_http_is_asked_for(tmp_path):
    from webapp.config import Config

    strict = Config(home=tmp_path).flask_settings()
    assert strict["SESSION_COOKIE_SECURE"]
    assert strict["SESSION_COOKIE_HTTPONLY"]
    assert strict["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert not Config(home=tmp_path, plain_http=True).flask_settings()["SESSION_COOKIE_SECURE"]
