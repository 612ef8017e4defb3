"""The bureau's pages about trust: gaps, the plan of a batch, calibration, learning, replay."""

from __future__ import annotations

import io
import random
import re

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from matcher import ranker
from matcher.ranker import SIGNALS
from scenarios.brokerage.models import (
    Adjustment,
    AdjustmentState,
    Decision,
    Match,
    MatchRun,
    State,
)
from tests.webapp.conftest import SPEECH, VISION, list_vendor, post_scenario
from vendors.registry.queries import trail_of
from webapp.database import transaction
from webapp.matching import matching, scenario_changed

NOBODY = {
    "title": "听障群众办事手语翻译",
    "pain": "窗口来了聋人没人会比划，想有一块屏能把话变成手语。",
    "requirements": [{"text": "能把口语实时翻成手语", "must": True}],
}


@pytest.fixture
def district(app, people, work):
    """Two scenarios, one of which nobody serves, and two vendors; everything is matched."""
    with app.app_context(), transaction() as session:
        scenarios = [
            post_scenario(session, people["mill"]),
            post_scenario(session, people["rival"], **NOBODY),
        ]
        list_vendor(session, people["vision"], {**VISION, "capacity": 1})
        list_vendor(session, people["speech"], SPEECH)
        for one in scenarios:
            scenario_changed(session, one)
    work()


def _rows(app, model):
    with app.app_context(), transaction() as session:
        return [row.model_dump() for row in session.exec(select(model))]


def test_what_nobody_offers_stands_on_the_list_with_a_chart_and_goes_out_as_a_workbook(
    district, visit
):
    bureau = visit("bureau")
    page = bureau.get("/bureau/gaps/").text
    assert "听障群众办事手语翻译" in page
    assert "能把口语实时翻成手语" in page
    assert "· 无人可荐" in page
    assert '<svg class="chart"' in page
    answer = bureau.get("/bureau/gaps/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    spans = [row[9] for row in sheet.iter_rows(values_only=True)]
    assert "能把口语实时翻成手语" in spans


def test_a_scenario_that_finds_its_vendor_leaves_the_list(app, people, district, visit, work):
    sign = {
        "description": "政务窗口手语数字人，把口语实时翻成手语。",
        "capabilities": [{"name": "手语翻译数字人", "description": "能把口语实时翻成手语播报。"}],
        "industries": ["政务服务"],
    }
    with app.app_context(), transaction() as session:
        listed = list_vendor(session, people["mill"], sign)
        from webapp.matching import vendor_changed

        vendor_changed(session, listed)
    work()
    assert "· 无人可荐" not in visit("bureau").get("/bureau/gaps/").text


def test_a_batch_is_planned_within_what_vendors_can_take_on(district, visit):
    bureau = visit("bureau")
    page = bureau.get("/bureau/plan/").text
    assert "明眸视觉公司" in page
    assert "公平的代价" in page
    assert "新进入" in page
    refused = bureau.get("/bureau/plan/?least=2").text
    assert "这些要求不能同时满足" in refused
    assert re.search(r"至少推荐家数从 2 降到 1", refused)
    sheet = load_workbook(io.BytesIO(bureau.get("/bureau/plan/export.xlsx").data)).active
    assert [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["明眸视觉公司"]


@pytest.mark.parametrize("query", ["each=-3", "each=abc", "most=99999999999999999999", "least="])
def test_limits_that_make_no_sense_do_no_harm(district, visit, query):
    assert visit("bureau").get(f"/bureau/plan/?{query}").status_code == 200


def test_a_run_is_replayed_from_its_page(app, people, district, visit):
    bureau = visit("bureau")
    assert "重放" in bureau.get("/bureau/quality/runs/1").text
    assert "完全一致" in bureau.post("/bureau/quality/runs/1/replay").text
    with app.app_context(), transaction() as session:
        match = session.exec(select(Match)).one()
        match.vendor.description = "改做别的。"
        match.vendor.version += 1
    page = bureau.post("/bureau/quality/runs/1/replay").text
    assert "资料改过" in page
    assert bureau.get("/bureau/quality/runs/99").status_code == 404


def test_a_decision_keeps_what_stood_on_the_page(app, district, visit):
    version = _rows(app, Match)[0]["version"]
    visit("bureau").post("/bureau/matches/1/decide", {"decision": "approve", "version": version})
    [decision] = _rows(app, Decision)
    [match] = _rows(app, Match)
    assert (decision["move"], decision["rank"], decision["position"], decision["shown"]) == (
        "approve", 1, 1, 1,
    )  # fmt: skip
    assert decision["signals"] == match["signals"]
    assert (decision["fit"], decision["score"], decision["behind"]) == (
        match["fit"],
        match["score"],
        0,
    )


def test_few_decisions_teach_nothing(app, district, visit):
    bureau = visit("bureau")
    assert "不足 50 个" in bureau.get("/bureau/quality/").text
    bureau.post("/bureau/quality/propose")
    assert _rows(app, Adjustment) == []


def _propose(app):
    """A change of weights as decisions would suggest it, kept by the real operation's own shape."""
    shipped = ranker.load()
    from dataclasses import asdict, replace

    after = replace(shipped, coefficients=tuple(one * 1.5 for one in shipped.coefficients))
    with app.app_context(), transaction() as session:
        session.add(
            Adjustment(
                decisions=60,
                before=asdict(shipped),
                after=asdict(after),
                report={
                    "loss_before": 0.6,
                    "loss_after": 0.5,
                    "propensities": {"1": 1.0},
                    "scenarios": 2,
                    "first": 0,
                    "five": 1,
                    "come": 0,
                    "go": 0,
                },
            )
        )


def test_learned_weights_are_shown_applied_scored_with_and_taken_back(app, district, visit, work):
    _propose(app)
    bureau = visit("bureau")
    page = bureau.get("/bureau/quality/").text
    assert "待采用" in page
    before = _rows(app, Match)[0]["fit"]
    bureau.post("/bureau/quality/adjustments/1/apply")
    work()
    assert "正在使用第 1 号调整" in bureau.get("/bureau/quality/").text
    assert _rows(app, Match)[0]["fit"] != before
    bureau.post("/bureau/quality/adjustments/1/revert")
    work()
    assert _rows(app, Match)[0]["fit"] == before
    assert _rows(app, Adjustment)[0]["state"] == AdjustmentState.REVERTED
    with app.app_context(), transaction() as session:
        moves = [row.action for row in trail_of(session, "adjustment", 1)]
    assert moves == ["apply", "revert"]


def test_a_proposal_made_for_other_weights_is_not_applied(app, district, visit):
    _propose(app)
    _propose(app)
    bureau = visit("bureau")
    bureau.post("/bureau/quality/adjustments/1/apply")
    bureau.post("/bureau/quality/adjustments/2/apply")
    assert [row["state"] for row in _rows(app, Adjustment)] == ["applied", "proposed"]
    bureau.post("/bureau/quality/adjustments/2/revert")
    assert [row["state"] for row in _rows(app, Adjustment)] == ["applied", "proposed"]


def test_what_decisions_say_is_learned_with_a_report_of_what_would_move(
    app, people, district, visit
):
    with app.app_context(), transaction() as session:
        run = session.exec(select(MatchRun)).first().model_dump(exclude={"id"})
        chance = random.Random(5)
        for number in range(60):
            scenario = post_scenario(session, people["mill"], title=f"丝饼检测{number}")
            made = MatchRun(**{**run, "scenario_id": scenario.id})
            session.add(made)
            session.flush()
            signals = {name: round(chance.random(), 3) for name in SIGNALS}
            fits = signals["industry"] > 0.5
            match = Match(
                scenario_id=scenario.id, vendor_id=1, rank=1, score=0.5, fit=0.5,
                scenario_version=1, vendor_version=1, run_id=made.id,
                state=State.APPROVED if fits else State.REJECTED,
            )  # fmt: skip
            session.add(match)
            session.flush()
            session.add(
                Decision(
                    match_id=match.id, run_id=made.id, move="approve" if fits else "reject",
                    reason=None if fits else "industry", rank=1, position=1, shown=1,
                    score=0.5, fit=0.5, behind=0.0, signals=signals, level=-6.0,
                )
            )  # fmt: skip
    bureau = visit("bureau")
    bureau.post("/bureau/quality/propose")
    [adjustment] = _rows(app, Adjustment)
    place = SIGNALS.index("industry")
    assert adjustment["decisions"] == 60
    assert adjustment["after"]["coefficients"][place] > adjustment["before"]["coefficients"][place]
    assert adjustment["report"]["scenarios"] == 62
    page = bureau.get("/bureau/quality/").text
    assert "62 个开放场景中" in page
    assert "本地决定上的可靠性图" in page


def test_a_word_for_a_capability_that_is_gone_does_not_stop_matching(app, district, visit):
    from vendors.registry.models import Term

    with app.app_context(), transaction() as session:
        session.add(Term(text="老说法", capability="no.longer.known"))
    with app.app_context(), transaction() as session:
        assert matching().caught_up(session)
