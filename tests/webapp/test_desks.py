"""The three desks, without a screen: posting, reviewing, deciding, and clumsy input."""

from __future__ import annotations

import pytest
from sqlmodel import func, select

from scenarios.brokerage.models import Match
from scenarios.brokerage.models import State as MatchState
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from tests.webapp.conftest import SPEECH, VISION, list_vendor, post_scenario
from vendors.models import State as VendorState
from vendors.models import Vendor
from vendors.registry.models import Trail
from webapp.database import reading, transaction
from webapp.matching import scenario_changed

FORM = {
    "title": "涤纶长丝外观检测",
    "pain": "全靠人工拿灯看。",
    "requirements-0-text": "漏检率≤0.5%",
    "requirements-0-must": "1",
    "requirements-1-text": "支持手机查看",
    "requirements-1-must": "0",
    "industry": "2822 涤纶纤维制造",
    "tracks": "现代纺织、人工智能",
    "stage": "production",
    "cooperation": ["purchase", "trial"],
    "apply_by": "2027年3月31日",
    "disclosure": "invited",
    "then": "save",
}
NEW = "/enterprise/scenarios/new"


def _one(app, table, identity=1):
    with app.app_context(), reading() as session:
        return session.get(table, identity)


def _rows(app, table):
    with app.app_context(), reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.fixture
def suggested(app, people, work):
    """A published scenario with one suggestion."""
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"])
        list_vendor(session, people["vision"], VISION)
        scenario_changed(session, scenario)
    work()
    match = _one(app, Match)
    assert match is not None
    return match


def test_a_scenario_is_kept_as_typed(app, people, visit):
    answer = visit("mill").post(NEW, FORM)
    assert answer.location == "/enterprise/scenarios/1"
    with app.app_context(), reading() as session:
        kept = session.get(Scenario, 1)
        assert kept.state == ScenarioState.DRAFT
        assert kept.industry == "2822"
        assert kept.tracks == ["现代纺织", "人工智能"]
        assert str(kept.apply_by) == "2027-03-31"
        assert [(r.text, r.must) for r in kept.requirements] == [
            ("漏检率≤0.5%", True),
            ("支持手机查看", False),
        ]


def test_the_form_opens_with_everything_that_was_kept(app, people, visit):
    browser = visit("mill")
    said = {
        "description": "夜班漏检多",
        "data": "近两年抽检记录九万条",
        "site": "有油剂雾",
        "budget": "30万—50万元",
        "owner_type": "民营企业",
        "contact_name": "某人",
        "contact_phone": "0000-80001111",
    }
    browser.post(NEW, {**FORM, **said})
    page = browser.get("/enterprise/scenarios/1/edit").text
    for text in (FORM["title"], FORM["pain"], "漏检率≤0.5%", *said.values()):
        assert text in page
    assert "涤纶纤维制造" in page
    assert "2027-03-31" in page


def test_saving_and_submitting_is_one_step(app, people, visit):
    visit("mill").post(NEW, {**FORM, "then": "submit"})
    assert _one(app, Scenario).state == ScenarioState.SUBMITTED


def test_an_incomplete_scenario_is_kept_as_a_draft_and_says_what_is_missing(app, people, visit):
    browser = visit("mill")
    shown = browser.post(NEW, {"title": "只有名字", "then": "submit"})
    assert "提交前请补上" in browser.get(shown.location).text
    assert _one(app, Scenario).state == ScenarioState.DRAFT


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "   ", "必填"),
        ("title", "长" * 201, "超过 200 字"),
        ("apply_by", "下个月", "2027-03-31"),
        ("stage", "nonsense", "只能是"),
        ("cooperation", "nonsense", "只能是"),
        ("disclosure", "nonsense", "只能是"),
        ("pain", "痛" * 20_001, "超过 20000 字"),
        ("requirements-0-text", "长" * 1001, "第 1 项"),
    ],
)
def test_a_bad_value_is_named_at_its_field_and_nothing_is_kept(
    app, people, visit, field, value, said
):
    answer = visit("mill").post(NEW, {**FORM, field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "支持手机查看" in answer.text, "what was typed must not be lost"
    assert _rows(app, Scenario) == 0
    with app.app_context(), reading() as session:
        assert session.exec(select(Trail).where(Trail.subject == "scenario")).all() == []


def test_script_in_a_field_is_shown_as_text(app, people, visit):
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
    browser = visit("mill")
    browser.post(NEW, {**FORM, "title": nasty, "pain": nasty, "requirements-0-text": nasty})
    for path in ("/enterprise/", "/enterprise/scenarios/1", "/enterprise/scenarios/1/edit"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "{{ 7*7 }}" in page
    assert _one(app, Scenario).title == nasty


def test_control_characters_do_not_reach_the_database(app, people, visit):
    visit("mill").post(NEW, {**FORM, "title": "a\x00b\x1bc"})
    assert _one(app, Scenario).title == "a b c"


def test_a_form_of_a_hundred_megabytes_is_refused_with_a_page(app, people, visit):
    answer = visit("mill").post(NEW, {**FORM, "pain": "x" * (100 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "内容过大" in answer.text
    assert _rows(app, Scenario) == 0


def test_an_edit_from_an_older_page_is_refused_and_changes_nothing(app, people, visit):
    browser = visit("mill")
    browser.post(NEW, FORM)
    browser.post("/enterprise/scenarios/1/edit", {**FORM, "version": "1", "pain": "第一次修改"})
    answer = browser.post(
        "/enterprise/scenarios/1/edit", {**FORM, "version": "1", "pain": "旧页面"}
    )
    assert "内容已被更新" in browser.get(answer.location).text
    assert _one(app, Scenario).pain == "第一次修改"


def test_what_is_under_review_cannot_be_edited(app, people, visit):
    browser = visit("mill")
    browser.post(NEW, {**FORM, "then": "submit"})
    answer = browser.post("/enterprise/scenarios/1/edit", {**FORM, "version": "1", "pain": "变"})
    assert "当前状态下不能" in browser.get(answer.location).text
    assert _one(app, Scenario).pain == FORM["pain"]


def test_returning_needs_a_comment_and_the_enterprise_reads_it(app, people, visit):
    mill, bureau = visit("mill"), visit("bureau")
    mill.post(NEW, {**FORM, "then": "submit"})
    answer = bureau.post("/bureau/scenarios/1/return", {"comment": "  "})
    assert "请选择原因或填写意见" in bureau.get(answer.location).text
    assert _one(app, Scenario).state == ScenarioState.SUBMITTED
    bureau.post("/bureau/scenarios/1/return", {"comment": "请补充节拍要求。"})
    page = mill.get("/enterprise/scenarios/1").text
    assert "请补充节拍要求。" in page
    assert "退回补正" in page


def test_publishing_twice_is_refused_the_second_time(app, people, visit):
    visit("mill").post(NEW, {**FORM, "then": "submit"})
    bureau = visit("bureau")
    bureau.post("/bureau/scenarios/1/publish")
    answer = bureau.post("/bureau/scenarios/1/publish")
    assert "可能已有人处理过" in bureau.get(answer.location).text


def test_a_vendor_keeps_its_profile_and_submits_it(app, people, visit):
    browser = visit("vision")
    assert "登记能力" in browser.get("/vendor/").text
    form = {
        "description": "做外观检测。",
        "capabilities-0-name": "丝饼检测",
        "capabilities-0-indicators": "漏检率≤0.3%\n节拍≤4秒",
        "capabilities-0-deployment": ["本地部署", "边缘"],
        "cases-0-title": "某化纤厂",
        "credentials-0-name": "ISO 9001",
        "credentials-0-valid_until": "2028/5/1",
        "industries": "化纤、纺织",
        "capacity": "3",
        "then": "submit",
    }
    assert browser.post("/vendor/profile", form).location == "/vendor/"
    with app.app_context(), reading() as session:
        kept = session.get(Vendor, 1)
        assert kept.state == VendorState.SUBMITTED
        assert kept.capabilities[0].indicators == ["漏检率≤0.3%", "节拍≤4秒"]
        assert kept.capabilities[0].deployment == ["本地部署", "边缘"]
        assert str(kept.credentials[0].valid_until) == "2028-05-01"
        assert kept.capacity == 3
    visit("bureau").post("/bureau/vendors/1/verify")
    assert _one(app, Vendor).state == VendorState.VERIFIED


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("capacity", "很多", "应为整数"),
        ("capacity", "-1", "不能小于 0"),
        ("capabilities-0-name", "", "第 1 项"),
        ("credentials-0-valid_until", "明年", "2027-03-31"),
        ("description", "长" * 20_001, "超过 20000 字"),
    ],
)
def test_a_bad_value_in_a_profile_is_named_and_nothing_is_kept(
    app, people, visit, field, value, said
):
    form = {
        "capabilities-0-name": "丝饼检测",
        "capabilities-0-description": "说明",
        "credentials-0-name": "证书",
        field: value,
    }
    answer = visit("vision").post("/vendor/profile", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert _rows(app, Vendor) == 0


def test_a_decision_is_kept_with_reason_note_and_trail(app, suggested, visit):
    browser = visit("bureau")
    sent = {
        "decision": "reject",
        "version": suggested.version,
        "reason": "indicators",
        "note": "节拍不够",
    }
    browser.post("/bureau/matches/1/decide", sent)
    match = _one(app, Match)
    assert (match.state, match.reason, match.note) == (
        MatchState.REJECTED,
        "indicators",
        "节拍不够",
    )
    page = browser.get("/bureau/matches/1").text
    assert "指标达不到" in page
    assert "节拍不够" in page
    with app.app_context(), reading() as session:
        row = session.exec(select(Trail).where(Trail.subject == "match")).all()[-1]
    assert (row.action, row.before, row.after, row.reason) == (
        "reject",
        "proposed",
        "rejected",
        "indicators",
    )
    assert row.by is not None


@pytest.mark.parametrize("reason", ["", "nonsense", "timing"])
def test_a_rejection_without_a_known_reason_is_refused(app, suggested, visit, reason):
    browser = visit("bureau")
    sent = {"decision": "reject", "version": suggested.version, "reason": reason}
    answer = browser.post("/bureau/matches/1/decide", sent)
    assert "请选择原因" in browser.get(answer.location).text
    assert _one(app, Match).state == MatchState.PROPOSED


def test_two_officials_cannot_overwrite_each_other_unseen(app, suggested, visit):
    first, second = visit("bureau"), visit("bureau")
    sent = {"decision": "approve", "version": suggested.version}
    first.post("/bureau/matches/1/decide", sent)
    answer = second.post(
        "/bureau/matches/1/decide",
        {"decision": "reject", "version": suggested.version, "reason": "budget"},
    )
    assert "内容已被更新" in second.get(answer.location).text
    assert _one(app, Match).state == MatchState.APPROVED


def test_a_decision_can_be_taken_back(app, suggested, visit):
    browser = visit("bureau")
    browser.post("/bureau/matches/1/decide", {"decision": "approve", "version": suggested.version})
    version = _one(app, Match).version
    browser.post("/bureau/matches/1/decide", {"decision": "reconsider", "version": version})
    match = _one(app, Match)
    assert match.state == MatchState.PROPOSED
    assert match.decided_at is None


def test_nonsense_decisions_and_unknown_ids_get_a_page_and_change_nothing(app, suggested, visit):
    browser = visit("bureau")
    nonsense = {"decision": "explode", "version": suggested.version}
    assert browser.post("/bureau/matches/1/decide", nonsense).status_code == 400
    assert browser.post("/bureau/matches/999/decide", {"decision": "approve"}).status_code == 404
    for path in ("/bureau/matches/999", "/bureau/vendors/999", "/bureau/scenarios/999"):
        answer = browser.get(path)
        assert answer.status_code == 404
        assert "找不到页面" in answer.text
    huge = "9" * 30
    assert browser.get(f"/bureau/scenarios/{huge}").status_code == 404
    assert _one(app, Match).state == MatchState.PROPOSED


def test_strange_addresses_get_pages_too(app, suggested, visit):
    browser = visit("bureau")
    for path in (
        "/bureau/scenarios?page=-3&state=nonsense&words=%25_%5C",
        "/bureau/scenarios?page=999999999999",
        "/bureau/vendors?page=x&words=%00",
    ):
        assert browser.get(path).status_code == 200, path


def test_an_unforeseen_error_shows_a_sentence_and_no_stack_trace(app, visit, people):
    from webapp.access import public

    @public
    def broken():
        raise RuntimeError("the database password is hunter2")

    app.add_url_rule("/broken", "broken", broken)
    answer = visit().get("/broken")
    assert answer.status_code == 500
    assert "系统出错" in answer.text
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


def test_lists_are_searched_by_state_and_words(app, people, visit):
    with app.app_context(), transaction() as session:
        post_scenario(session, people["mill"])
        post_scenario(session, people["rival"], title="织机停台分析")
        list_vendor(session, people["vision"], VISION)
        list_vendor(session, people["speech"], SPEECH, verify=False)
    browser = visit("bureau")
    found = browser.get("/bureau/scenarios?words=停台").text
    assert "织机停台分析" in found
    assert "涤纶长丝" not in found
    assert "涤纶长丝" in browser.get("/bureau/scenarios?words=东湾").text
    verified = browser.get("/bureau/vendors?state=verified").text
    assert "明眸视觉" in verified
    assert "朗声教育" not in verified


def test_industry_classes_are_found_by_word_and_code(people, visit):
    browser = visit("mill")

    def found(words):
        return browser.get(f"/enterprise/industries.json?words={words}").json["industries"]

    assert any("涤纶" in name for name in found("涤纶"))
    assert found("2822")[0].startswith("2822")
    assert found("%00") == []


@pytest.mark.parametrize(
    "path", ["/bureau/", "/bureau/scenarios", "/bureau/scenarios/1", "/bureau/vendors"]
)
def test_the_queries_of_a_bureau_page_do_not_grow_with_its_rows(app, people, visit, work, path):
    import sqlalchemy as sa

    from vendors.registry.operations import find_or_register_organisation

    counted = []
    engine = app.extensions["scenebridge.database"].engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    browser = visit("bureau")

    def fill(number):
        with app.app_context(), transaction() as session:
            for row in range(number):
                enterprise = find_or_register_organisation(session, f"纺丝{row}厂")
                scenario = post_scenario(session, enterprise.id, title=f"涤纶长丝外观检测{row}")
                post_scenario(session, enterprise.id, publish=False)
                owner = find_or_register_organisation(session, f"视觉{number}{row}公司")
                list_vendor(session, owner.id, VISION)
                scenario_changed(session, scenario)
        work()

    def queries():
        counted.clear()
        assert browser.get(path).status_code == 200
        return len(counted)

    fill(1)
    queries()  # the first page after signing in also stores the session
    few = queries()
    fill(8)
    assert queries() == few
