"""公平竞争审查 on the desks: read when handed in, answered before anything is published."""

from __future__ import annotations

import re

import pytest
from sqlmodel import select

from scenarios.fairness import reviews_of
from scenarios.models import Scenario, State
from webapp.database import transaction

UNFAIR = "投标企业须在本区注册并在本地纳税满两年。"
CLEAN = "数据和模型部署在我单位机房，图片不得传出厂区，故障四小时内到场。"


@pytest.fixture
def handed_in(app, people, visit):
    """A scenario with a clause that shuts others out, submitted by its enterprise."""

    def hand_in(words: str) -> int:
        mill = visit("mill")
        form = {"title": "丝饼外观检测", "description": f"希望自动检出毛丝油污。{words}"}
        answer = mill.post("/enterprise/scenarios/new", {**form, "then": "submit"})
        return int(re.search(r"/scenarios/(\d+)", answer.location).group(1))

    return hand_in


def _state(app, number):
    with app.app_context(), transaction() as session:
        scenario = session.get(Scenario, number)
        return scenario.state, [one.conclusion for one in reviews_of(session, number)]


def test_a_clean_scenario_passes_by_itself_and_is_published(app, handed_in, visit):
    number = handed_in(CLEAN)
    assert _state(app, number) == (State.SUBMITTED, ["no_findings"])
    visit("bureau").post(f"/bureau/scenarios/{number}/publish", {"version": 1})
    assert _state(app, number)[0] == State.PUBLISHED


def test_a_clause_that_shuts_others_out_is_shown_with_advice_to_both_sides(app, handed_in, visit):
    number = handed_in(UNFAIR)
    for page in (
        visit("mill").get(f"/enterprise/scenarios/{number}").text,
        visit("bureau").get(f"/bureau/scenarios/{number}").text,
    ):
        assert "在本区注册" in page
        assert "公平竞争审查条例" in page
        assert "需求描述" in page


def test_it_is_not_published_before_the_bureau_has_answered_and_the_answer_is_kept(
    app, handed_in, visit
):
    number = handed_in(UNFAIR)
    bureau = visit("bureau")
    shown = f"/bureau/scenarios/{number}"
    bureau.post(f"{shown}/publish", {"version": 1})
    assert _state(app, number)[0] == State.SUBMITTED
    assert "请先在“公平竞争审查”里作出结论" in bureau.get(shown).text
    for sent in ({}, {"conclusion": "harmless"}, {"conclusion": "no_findings", "note": "好"}):
        bureau.post("/bureau/fair-reviews/1/answer", sent)
        assert _state(app, number)[1] == [None]
    bureau.post(
        "/bureau/fair-reviews/1/answer", {"conclusion": "exempt", "note": "条例第十二条（一）"}
    )
    assert _state(app, number)[1] == ["exempt"]
    bureau.post("/bureau/fair-reviews/1/answer", {"conclusion": "harmless", "note": "改口"})
    page = bureau.get(shown).text
    assert "条例第十二条（一）" in page
    assert "改口" not in page
    bureau.post(f"{shown}/publish", {"version": 1})
    assert _state(app, number)[0] == State.PUBLISHED


def test_mended_words_are_read_anew(app, handed_in, visit):
    number = handed_in(UNFAIR)
    visit("bureau").post(
        f"/bureau/scenarios/{number}/return", {"version": 1, "comment": "请删去注册地要求"}
    )
    mill = visit("mill")
    mended = {"title": "丝饼外观检测", "description": f"自动检出毛丝油污。{CLEAN}", "version": 1}
    mill.post(f"/enterprise/scenarios/{number}/edit", {**mended, "then": "submit"})
    assert _state(app, number) == (State.SUBMITTED, ["no_findings", None])


def test_only_the_bureau_answers(app, handed_in, visit):
    handed_in(UNFAIR)
    sent = {"conclusion": "harmless", "note": "没事"}
    assert visit("mill").post("/bureau/fair-reviews/1/answer", sent).status_code == 403
    assert visit("bureau").post("/bureau/fair-reviews/99/answer", sent).status_code == 404


def test_an_imported_scenario_that_shuts_others_out_waits_for_review(app, people):
    from scenarios.models import ScenarioDraft
    from scenarios.operations import import_scenario

    with app.app_context(), transaction() as session:
        draft = ScenarioDraft(code="S9", title="质检", description=f"要检出疵点。{UNFAIR}")
        assert import_scenario(session, draft, None) == "held"
        fine = ScenarioDraft(code="S8", title="质检", description=f"要检出疵点。{CLEAN}")
        assert import_scenario(session, fine, None) == "added"
    with app.app_context(), transaction() as session:
        worse = ScenarioDraft(code="S8", title="质检", description=f"要检出疵点。{UNFAIR}")
        assert import_scenario(session, worse, None) == "held"
    assert _state(app, 1)[0] == _state(app, 2)[0] == State.SUBMITTED


def test_a_scenario_submitted_before_reviews_existed_is_read_when_it_is_to_be_published(
    app, handed_in, visit
):
    number = handed_in(UNFAIR)
    with app.app_context(), transaction() as session:
        for review in reviews_of(session, number):
            session.delete(review)
    bureau = visit("bureau")
    bureau.post(f"/bureau/scenarios/{number}/publish", {"version": 1})
    assert _state(app, number) == (State.SUBMITTED, [None])
    [answer] = set(
        re.findall(
            r"/bureau/fair-reviews/\d+/answer", bureau.get(f"/bureau/scenarios/{number}").text
        )
    )
    bureau.post(answer, {"conclusion": "harmless", "note": "是现有厂房的位置"})
    bureau.post(f"/bureau/scenarios/{number}/publish", {"version": 1})
    assert _state(app, number)[0] == State.PUBLISHED


@pytest.mark.parametrize("publish", [True, False])
def test_words_replaced_by_an_import_are_reviewed_once(app, people, publish):
    from scenarios.models import ScenarioDraft
    from scenarios.operations import import_scenario

    for words in (CLEAN, UNFAIR):
        draft = ScenarioDraft(code="S8", title="质检", description=f"要检出疵点。{words}")
        with app.app_context(), transaction() as session:
            import_scenario(session, draft, None, publish=publish)
    with app.app_context(), transaction() as session:
        scenario = session.exec(select(Scenario)).one()
        waiting = [one for one in reviews_of(session, scenario.id) if one.conclusion is None]
        assert [one.version for one in waiting] == [scenario.version]
        assert scenario.state == State.SUBMITTED
