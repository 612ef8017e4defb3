"""Alike scenarios joined and possible repeats, on real pages with the real matcher."""

from __future__ import annotations

import re
import threading
import time

import pytest
import sqlalchemy as sa
from sqlmodel import select

from scenarios.brokerage.models import Pack, PackState
from scenarios.brokerage.packs import PackDraft, form_pack, get_pack
from scenarios.models import Scenario, ScenarioDraft
from scenarios.models import State as ScenarioState
from scenarios.operations import import_scenario, submit_scenario, withdraw_scenario
from tests.webapp.conftest import post_scenario
from webapp.alike import Progress, comparing
from webapp.database import page_session, reading, transaction

PUMPS = (
    "厂里共有{n}台离心泵，轴承坏了才停机，一停就是半天。希望装振动传感器，提前三天知道哪台泵要坏。"
)
MUSTS = [{"text": "提前3天预警轴承故障", "must": True}, {"text": "数据不出厂", "must": True}]
OVERVIEW = "/bureau/packs/"


def pumps(session, owner, n, **words):
    """A scenario about pumps that break down."""
    values = {"title": "离心泵轴承故障预警", "pain": PUMPS.format(n=n), "requirements": MUSTS}
    return post_scenario(session, owner, **{**values, **words})


@pytest.fixture
def alike(app, people):
    """Two published scenarios that ask for the same (ids 1, 2), and one about something else (3)."""
    with app.app_context(), transaction() as session:
        pumps(session, people["mill"], 120)
        pumps(session, people["rival"], 80, title="离心泵轴承预警")
        post_scenario(session, people["mill"])


@pytest.fixture
def settled():
    """`settled(browser, path)`: the page once nothing is being worked out any more."""

    def settled(browser, path):
        for _ in range(100):
            page = browser.get(path)
            if "data-waiting" not in page.text:
                return page
            time.sleep(0.1)
        raise AssertionError("it is never worked out")

    return settled


def stored(app):
    """Every byte of what is stored of scenarios."""
    with app.app_context(), reading() as session:
        tables = ("scenario", "requirementitem")
        return [
            list(map(str, session.connection().execute(sa.text(f"select * from {table}"))))
            for table in tables
        ]


def packs(app):
    with app.app_context(), reading() as session:
        return [
            (pack.id, pack.title, pack.state, [m.scenario_id for m in pack.members])
            for pack in session.exec(select(Pack).order_by(Pack.id))
        ]


def formed(app, *numbers, title="泵组"):
    with app.app_context(), transaction() as session:
        rows = [session.get(Scenario, number) for number in numbers]
        seen = {row.id: row.version for row in rows}
        return form_pack(session, PackDraft(title=title), seen, None).id


def sent(*members, **more):
    return {"title": "泵组联合监测", "note": "由东湾牵头", "member": list(members), **more}


def test_scenarios_that_ask_for_the_same_are_proposed_and_others_are_not(alike, visit, settled):
    page = settled(visit("bureau"), OVERVIEW).text
    assert re.findall(r"/bureau/packs/new\?([^\"#]+)", page) == ["member=1&amp;member=2"]
    assert "东湾纺丝厂 · 离心泵轴承故障预警" in page
    assert "西湾纺丝厂 · 离心泵轴承预警" in page
    assert "离心泵 200 台" in page


def test_a_proposal_shows_each_members_own_words_and_every_figure(alike, visit):
    page = visit("bureau").get("/bureau/packs/new?member=1&member=2").text
    assert page.count("<q>提前3天预警轴承故障</q>") == 2
    assert "合计 200 台" in page
    assert "厂里共有<mark>120台</mark>离心泵" in page
    assert "厂里共有<mark>80台</mark>离心泵" in page
    assert "现状与痛点" in page
    assert 'value="离心泵轴承预警（联合 2 个场景）"' in page
    assert page.count("checked") == 2
    assert "系统不认为" not in page


def test_scenarios_that_do_not_ask_for_the_same_are_shown_with_a_warning(alike, visit):
    assert "系统不认为" in visit("bureau").get("/bureau/packs/new?member=1&member=3").text


def test_a_pack_is_formed_as_written_and_leaves_the_scenarios_alone(app, alike, visit, settled):
    before = stored(app)
    browser = visit("bureau")
    answer = browser.post("/bureau/packs/new", sent("1:1", "2:1"))
    assert answer.location == "/bureau/packs/1"
    assert packs(app) == [(1, "泵组联合监测", PackState.FORMED, [1, 2])]
    page = browser.get("/bureau/packs/1").text
    for text in ("泵组联合监测", "由东湾牵头", "合计 200 台", "提前3天预警轴承故障", "局里的人"):
        assert text in page
    listed = settled(browser, OVERVIEW).text
    assert "泵组联合监测" in listed
    assert "没有可以拼的" in listed
    assert stored(app) == before


def test_taking_a_pack_apart_restores_everything_byte_for_byte(app, alike, visit, settled):
    before = stored(app)
    browser = visit("bureau")
    browser.post("/bureau/packs/new", sent("1:1", "2:1"))
    browser.post("/bureau/packs/1/dissolve", {"version": 1})
    assert packs(app)[0][2] == PackState.DISSOLVED
    assert stored(app) == before
    page = browser.get("/bureau/packs/1").text
    assert "已拆开" in page
    assert "拆开这个包" not in page
    assert "/bureau/packs/new?member=1" in settled(browser, OVERVIEW).text
    assert "泵组联合监测" in browser.get(f"{OVERVIEW}?state=dissolved").text


def test_a_pack_is_not_dissolved_on_an_old_page_or_twice(app, alike, visit):
    formed(app, 1, 2)
    browser = visit("bureau")
    for version in ("2", "0", "²", "9" * 5000, ""):
        answer = browser.post("/bureau/packs/1/dissolve", {"version": version})
        assert answer.location == "/bureau/packs/1"
        assert packs(app)[0][2] == PackState.FORMED
    for _ in range(2):
        browser.post("/bureau/packs/1/dissolve", {"version": 1})
    assert packs(app)[0][2] == PackState.DISSOLVED
    assert "您打开页面之后" in browser.get("/bureau/packs/1").text
    assert browser.post("/bureau/packs/9/dissolve", {"version": 1}).status_code == 404


def test_a_scenario_in_a_pack_is_not_taken_into_another(app, alike, visit):
    formed(app, 1, 3, title="先来的")
    browser = visit("bureau")
    shown = browser.get("/bureau/packs/new?member=1&member=2").text
    assert "已在“先来的”里" in shown
    assert shown.count("checked") == 1
    answer = browser.post("/bureau/packs/new", sent("1:1", "2:1", offered=["1", "2"]))
    assert answer.status_code == 422
    assert "“离心泵轴承故障预警”已在联合场景包“先来的”里" in answer.text
    assert "由东湾牵头" in answer.text, "what was typed must not be lost"
    assert len(packs(app)) == 1


def test_a_member_that_changed_while_somebody_read_is_not_packed(app, people, alike, visit):
    with app.app_context(), transaction() as session:
        code = session.get(Scenario, 1).code
        import_scenario(session, ScenarioDraft(code=code, title="全改了", pain="改"), None)
        withdraw_scenario(session, session.get(Scenario, 2), None)
    answer = visit("bureau").post("/bureau/packs/new", sent("1:1", "2:1", "3:1"))
    assert answer.status_code == 422
    assert "“全改了”刚刚更新过" in answer.text
    assert "“离心泵轴承预警”已不在发布状态" in answer.text
    assert packs(app) == []


def test_a_pack_tells_what_changed_since_it_was_formed(app, alike, visit):
    formed(app, 1, 2)
    with app.app_context(), transaction() as session:
        code = session.get(Scenario, 1).code
        import_scenario(session, ScenarioDraft(code=code, title="全改了", pain="改"), None)
        withdraw_scenario(session, session.get(Scenario, 2), None)
    browser = visit("bureau")
    page = browser.get("/bureau/packs/1").text
    assert "当时第 1 版，现在第 2 版" in page
    assert "已不在发布状态：已撤回" in page
    assert "合计 200 台" in page
    assert "<mark>120台</mark> " in page, "what stood around the figure is no longer there"
    assert "有 2 个场景在成包之后变了" in browser.get(OVERVIEW).text


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ((), 422),
        (("1:1",), 422),
        (("1:1", "1:1"), 422),
        (("1:1", "x"), 422),
        (("1:1", "2"), 422),
        (("1:1", "²:1"), 422),
        (("1:1", "2:" + "9" * 5000), 422),
        (("1:1", f"{2**31}:1"), 422),
        (("1:1", "999:1"), 404),
    ],
)
def test_odd_members_form_nothing(app, alike, visit, members, status):
    assert visit("bureau").post("/bureau/packs/new", sent(*members)).status_code == status
    assert packs(app) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"title": " \n"}, "必填"),
        ({"title": "长" * 201}, "超过 200 字"),
        ({"note": "长" * 2001}, "超过 2000 字"),
    ],
)
def test_what_does_not_fit_is_named_and_kept_on_the_page(app, alike, visit, words, said):
    answer = visit("bureau").post("/bureau/packs/new", sent("1:1", "2:1", **words))
    assert answer.status_code == 422
    assert said in answer.text
    assert packs(app) == []


def test_boxes_that_were_cleared_stay_cleared_and_can_be_read_without(alike, visit):
    browser = visit("bureau")
    everybody = ["1", "2", "3"]
    again = browser.post("/bureau/packs/new", sent("1:1", "2:1", title="", offered=everybody)).text
    assert again.count("checked") == 2
    assert 'value="3:1"' in again
    fewer = browser.post("/bureau/packs/new", sent("1:1", "2:1", offered=everybody, then="recount"))
    assert fewer.location == "/bureau/packs/new?member=1&member=2"


@pytest.mark.parametrize("query", ["", "?member=", "?member=x&member=²", "?member=999999999999"])
def test_an_address_without_scenarios_says_so(alike, visit, query):
    answer = visit("bureau").get(f"/bureau/packs/new{query}")
    assert answer.status_code == 200
    assert "没有可拼的场景" in answer.text


@pytest.mark.parametrize("query", ["?page=x", "?page=-1&proposed=" + "9" * 5000, "?state=<b>"])
def test_odd_addresses_show_the_list(alike, visit, query):
    assert visit("bureau").get(f"{OVERVIEW}{query}").status_code == 200


def test_script_in_a_pack_is_shown_as_text(app, people, visit, settled):
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
    with app.app_context(), transaction() as session:
        for owner in ("mill", "rival"):
            pumps(session, people[owner], 9, title=nasty, requirements=[{"text": nasty}])
    browser = visit("bureau")
    pages = [settled(browser, OVERVIEW), browser.get("/bureau/packs/new?member=1&member=2")]
    browser.post("/bureau/packs/new", sent("1:1", "2:1", title=nasty, note=nasty))
    pages += [browser.get("/bureau/packs/1"), browser.get(OVERVIEW)]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "{{ 7*7 }}" in page.text
    assert packs(app)[0][1] == nasty


def test_a_draft_that_was_never_handed_in_shows_nowhere(app, people, alike, visit, settled):
    with app.app_context(), transaction() as session:
        hidden = pumps(session, people["rival"], 5, title="没交的秘密", publish=False).id
    browser = visit("bureau")
    for path in (OVERVIEW, f"/bureau/packs/new?member=1&member=2&member={hidden}"):
        assert "没交的秘密" not in settled(browser, path).text
    answer = browser.post("/bureau/packs/new", sent("1:1", f"{hidden}:1"))
    assert answer.status_code == 404
    assert "没交的秘密" not in answer.text
    for part in ("teams", "similar"):
        assert browser.get(f"/bureau/packs/{part}/{hidden}").status_code == 404


def test_two_officials_cannot_pack_the_same_scenario(app, alike, visit):
    browsers = [visit("bureau"), visit("bureau")]
    answers = []

    def press(browser, member):
        answers.append(browser.post("/bureau/packs/new", sent("1:1", member)).status_code)

    pressing = [
        threading.Thread(target=press, args=(browser, member))
        for browser, member in zip(browsers, ("2:1", "3:1"), strict=True)
    ]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert sorted(answers) == [302, 422]
    assert len(packs(app)) == 1


# possible repeats


def test_a_submitted_scenario_shows_who_asks_for_the_same(app, people, alike, visit, settled):
    with app.app_context(), transaction() as session:
        again = pumps(session, people["rival"], 80, title="离心泵轴承要坏先报警", publish=False)
        submit_scenario(session, again, None)
        number = again.id
    page = settled(visit("bureau"), f"/bureau/scenarios/{number}").text
    panel = page.partition("可能重复")[2].partition("</section>")[0]
    assert set(re.findall(r"/bureau/scenarios/(\d+)", panel)) == {"1", "2"}
    assert re.search(r"相似度 \d+%", panel)
    assert "离心泵" in panel
    assert f'action="/bureau/scenarios/{number}/publish"' in page, "nothing blocks"


def test_a_scenario_like_nobody_says_so_and_a_published_one_has_no_panel(
    app, people, alike, visit, settled
):
    with app.app_context(), transaction() as session:
        lone = post_scenario(
            session, people["rival"], publish=False, title="档案馆旧报纸转文字",
            pain="三十年的旧报纸要变成能查的文字。", requirements=[],
        )  # fmt: skip
        submit_scenario(session, lone, None)
        number = lone.id
    browser = visit("bureau")
    assert "没有说同一件事的" in settled(browser, f"/bureau/scenarios/{number}").text
    assert "可能重复" not in browser.get("/bureau/scenarios/1").text


def test_a_scenario_taken_back_is_no_repeat_any_more(app, people, alike, visit, settled):
    with app.app_context(), transaction() as session:
        again = pumps(session, people["rival"], 80, publish=False)
        submit_scenario(session, again, None)
        number = again.id
    browser = visit("bureau")
    assert "/bureau/scenarios/1" in settled(browser, f"/bureau/packs/similar/{number}").text
    with app.app_context(), transaction() as session:
        withdraw_scenario(session, session.get(Scenario, 1), None)
    page = settled(browser, f"/bureau/packs/similar/{number}").text
    assert "/bureau/scenarios/1" not in page
    assert "/bureau/scenarios/2" in page


def test_proposals_of_before_are_shown_as_far_as_they_still_hold(
    app, people, alike, visit, settled
):
    browser = visit("bureau")
    settled(browser, OVERVIEW)
    with app.app_context(), transaction() as session:
        post_scenario(session, people["rival"], title="另一件事", pain="另一件事。")
        assert session.get(Scenario, 1).state == ScenarioState.PUBLISHED
    with app.app_context():
        kept = comparing()._proposed
        kept.ask = lambda *_: (kept._kept, Progress.WORKING)
        found = comparing().proposals(page_session())
        assert [pack.members for pack in found.packs] == [("1", "2")]
    with app.app_context(), transaction() as session:
        withdraw_scenario(session, session.get(Scenario, 2), None)
    with app.app_context():
        assert comparing().proposals(page_session()).packs == []


def test_a_pack_is_shown_whole_after_its_members_are_gone_from_the_list(app, alike):
    number = formed(app, 1, 2)
    with app.app_context(), reading() as session:
        assert [m.scenario_id for m in get_pack(session, number).members] == [1, 2]
