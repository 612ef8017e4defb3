"""A peer's five vendors for one demand: the order and the silence that people expect."""

from __future__ import annotations

import pytest

from matcher.engine import Matcher
from matcher.types import Answer
from tests.matcher.writing import scenario, vendor

EXACT = ["涤纶长丝外观检测"]
NINE_MORE = [
    "财务共享平台",
    "人力资源管理系统",
    "门店客流统计",
    "智能客服机器人",
    "短视频内容制作",
    "企业门户网站建设",
    "会议室预约系统",
    "合同管理软件",
    "冷链运输监控",
]
VENDORS = [
    vendor("exact", "涤纶长丝外观检测设备与软件供应商。", EXACT, ["化纤"]),
    vendor("many", "涤纶长丝外观检测设备与软件供应商。", EXACT + NINE_MORE, ["化纤"]),
    vendor("synonyms", "用机器视觉做纺织品瑕疵识别。", ["机器视觉", "纺织瑕疵识别"], ["纺织"]),
    vendor("empty"),
    vendor("speech", "面向中小学的口语评测与语音教学产品。", ["教育语音评测"], ["教育"]),
]


@pytest.fixture
def answer(matcher: Matcher) -> Answer:
    matcher.sync_documents(VENDORS)
    demand = scenario(
        "demand",
        "涤纶长丝外观检测",
        "卷装涤纶长丝下线后靠人工看外观，毛丝、油污、成形不良常漏检，希望自动检测。",
        "化纤",
    )
    return matcher.suggest(demand)


def test_the_exact_vendor_is_not_ranked_below_the_same_vendor_with_nine_more_capabilities(
    answer: Answer,
) -> None:
    score = {one.vendor: one.fit for one in answer.ranking}
    assert score["exact"] >= score["many"] > score["synonyms"]


def test_an_honest_vendor_in_synonyms_stands_above_an_empty_and_an_unrelated_one(
    answer: Answer,
) -> None:
    score = {one.vendor: one.fit for one in answer.ranking}
    assert score["synonyms"] > max(score["empty"], score["speech"])
    assert score["empty"] == 0.0


def test_who_fits_is_suggested_and_an_empty_or_unrelated_vendor_never(answer: Answer) -> None:
    suggested = {one.vendor for one in answer.suggestions}
    assert suggested >= {"exact", "many"}
    assert not suggested & {"empty", "speech"}


@pytest.mark.parametrize(
    ("title", "need"),
    [
        ("polyester filament appearance inspection", ""),
        ("涤纶长丝丝锭外观缺陷在线检测", "化纤厂每天下线几万只丝锭，人工目检漏检率高。"),
        ("丝锭看外观靠人眼", "几十个女工拿着灯照丝饼，毛了、脏了、歪了，看久了就漏。"),
    ],
)
def test_the_order_holds_in_other_words(matcher: Matcher, title: str, need: str) -> None:
    matcher.sync_documents(VENDORS)
    score = matcher.fit(scenario("demand", title, need), [one.id for one in VENDORS])
    assert score["exact"] >= score["many"] > score["synonyms"]
    assert score["synonyms"] > max(score["empty"], score["speech"])


def test_the_ranking_names_everyone_even_those_not_suggested(answer: Answer) -> None:
    assert {one.vendor for one in answer.ranking} == {one.id for one in VENDORS}
    assert [one.rank for one in answer.ranking] == [1, 2, 3, 4, 5]
