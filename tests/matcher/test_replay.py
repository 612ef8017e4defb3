"""A recorded run comes out the same to the last digit, or says what has changed since."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import knowledge
from matcher.engine import Matcher
from matcher.errors import RecordError
from matcher.knowledge import Term
from matcher.replay import Change, Replay, read, record, replay
from matcher.types import Document
from tests.matcher.writing import scenario, vendor

DEMAND = scenario("S1", "布面疵点检测", "验布靠人看，想自动找出断经和油污，漏检率低于2%。", "纺织")
CLOTH = vendor("cloth", "验布机上识别断经、破洞、油污。", ["布面疵点检测"], ["纺织"])
WATER = vendor("water", "供水管网漏损监测。", ["管网漏损监测"], ["水务"])
GRAIN = vendor("grain", "粮仓测温测湿与虫害识别。", ["粮情监测"], ["粮食"])


def _again(matcher: Matcher, recorded: dict[str, object], demand: Document = DEMAND) -> Replay:
    # Through JSON, as it is kept in a table or a file.
    return replay(read(json.loads(json.dumps(recorded))), matcher, demand)


def _changes(found: Replay) -> set[Change]:
    return {one.change for one in found.differences}


def test_a_run_on_unchanged_texts_is_reproduced_exactly(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER, GRAIN])
    recorded = record(matcher.suggest(DEMAND), 10)
    matcher.sync_documents([])
    matcher.sync_documents([GRAIN, CLOTH, WATER])
    again = _again(matcher, recorded)
    assert again.exact
    assert again.scored == 3


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(knowledge.load().capabilities), min_size=2, max_size=8, unique=True)
)
def test_any_run_is_reproduced_by_another_matcher_in_another_order(
    matcher: Matcher, able: list[knowledge.Capability]
) -> None:
    vendors = [vendor(one.id, one.offers[0], [one.zh]) for one in able]
    demand = scenario("S", able[0].zh, able[0].asks[0])
    matcher.sync_documents(vendors)
    recorded = record(matcher.suggest(demand), 10)
    matcher.sync_documents(vendors[::-1])
    assert _again(matcher, recorded, demand).exact


def test_a_vendor_that_says_something_else_or_is_gone_is_named_and_the_rest_is_scored_again(
    matcher: Matcher,
) -> None:
    matcher.sync_documents([CLOTH, WATER, GRAIN])
    recorded = record(matcher.suggest(DEMAND), 10)
    matcher.sync_documents([CLOTH, vendor("water", "改做水质监测。", ["水质监测"])])
    again = _again(matcher, recorded)
    named = {(one.change, one.subject) for one in again.differences}
    assert named == {
        (Change.VENDOR_TEXT, "water"),
        (Change.VENDOR_GONE, "grain"),
        (Change.POOL, ""),
    }
    assert again.scored == 1


def test_a_newcomer_changes_the_pool_and_no_recorded_score(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER])
    recorded = record(matcher.suggest(DEMAND), 10)
    matcher.sync_documents([CLOTH, WATER, GRAIN])
    again = _again(matcher, recorded)
    assert _changes(again) == {Change.POOL}
    assert again.scored == 2


def test_a_scenario_that_was_edited_is_said_to_be_another(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH])
    recorded = record(matcher.suggest(DEMAND), 10)
    edited = scenario("S1", "布面疵点检测", "验布靠人看，想自动找出断经。", "纺织")
    again = _again(matcher, recorded, edited)
    assert _changes(again) == {Change.SCENARIO}
    assert again.scored == 0


def test_a_run_made_with_other_weights_is_replayed_with_its_own(matcher: Matcher) -> None:
    shipped = matcher.parameters
    matcher.sync_documents([CLOTH, WATER])
    try:
        matcher.adopt_parameters(replace(shipped, intercept=shipped.intercept - 1))
        recorded = record(matcher.suggest(DEMAND), 10)
    finally:
        matcher.adopt_parameters(shipped)
    assert matcher.suggest(DEMAND).ranking[0].fit != recorded["ranking"][0]["fit"]
    assert _again(matcher, recorded).exact


def test_words_learned_since_are_said_to_be_learned_since(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH])
    recorded = record(matcher.suggest(DEMAND), 10)
    try:
        matcher.adopt_terms([Term("飞花", meaning="短纤维碎屑")])
        assert Change.TERMS in _changes(_again(matcher, recorded))
    finally:
        matcher.adopt_terms([])


def test_a_tampered_score_is_found(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER])
    recorded = record(matcher.suggest(DEMAND), 10)
    recorded["ranking"][1]["fit"] += 0.000001
    again = _again(matcher, recorded)
    assert [(one.change, one.subject) for one in again.differences] == [(Change.FIT, "water")]


@pytest.mark.parametrize("broken", [{}, {"ranking": 3}, {"parameters": {}}])
def test_what_is_no_recorded_run_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        read(broken)
