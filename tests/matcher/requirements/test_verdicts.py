"""Requirements are held against offers; the verdict rests on literal words."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from matcher.embedder import BundledEmbedder
from matcher.passages import split
from matcher.requirements import judge
from matcher.types import Document, Evidence, Field, FieldKind, Passage, Requirement, Verdict

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "verdicts.jsonl").read_text("utf-8").splitlines()
]

SETS = Path(__file__).parent.parent / "sets" / "verdicts"


def passages_of(*texts: str) -> list[Passage]:
    fields = (Field(f"cases[{i}].text", text, FieldKind.CASE) for i, text in enumerate(texts))
    return split(Document("vendor", tuple(fields)))


def held(requirement: str, *offers: str, similarity: float = 0.0) -> Evidence:
    item = Requirement(requirement, True, "requirements[0].text", 0, len(requirement))
    passages = passages_of(*offers)
    return judge(item, passages, [similarity] * len(passages))


def test_verdicts_agree_with_the_labelled_cases() -> None:
    pairs = Counter(
        (Verdict(case["verdict"]), held(case["requirement"], case["offer"]).verdict)
        for case in CASES
    )
    right = sum(count for (label, verdict), count in pairs.items() if label is verdict)
    assert right / len(CASES) >= 0.9
    called = sum(count for (_, verdict), count in pairs.items() if verdict is Verdict.SATISFIED)
    assert pairs[Verdict.SATISFIED, Verdict.SATISFIED] / called >= 0.95


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_quote_is_literal_and_read_alone_leads_to_the_same_verdict(case: dict[str, str]) -> None:
    evidence = held(case["requirement"], case["offer"])
    if evidence.verdict is Verdict.UNKNOWN:
        assert (evidence.quote, evidence.path, evidence.start, evidence.end) == (None,) * 4
    else:
        assert evidence.quote
        assert case["offer"][evidence.start : evidence.end] == evidence.quote
        assert held(case["requirement"], evidence.quote).verdict is evidence.verdict


def test_silence_is_unknown() -> None:
    assert held("识别准确率不低于99%").verdict is Verdict.UNKNOWN
    assert held("识别准确率不低于99%", "界面友好，性能优异。").verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("offer", ["漏报率1%。", "人员减少1%。", "湿度1%。"])
def test_a_number_of_another_metric_is_unknown(offer: str) -> None:
    assert held("误报率不超过3%", offer).verdict is Verdict.UNKNOWN


def test_a_limit_is_inclusive_unless_the_wording_excludes_it() -> None:
    assert held("响应时间不超过2秒", "响应时间2秒。").verdict is Verdict.SATISFIED
    assert held("响应时间低于2秒", "响应时间2秒。").verdict is Verdict.UNSATISFIED


def test_parts_in_two_fields_are_quoted_from_one() -> None:
    evidence = held("支持Modbus，防护等级IP65以上", "支持Modbus。", "外壳IP67。")
    assert evidence.verdict is Verdict.PARTIAL
    assert evidence.quote in ("支持Modbus", "外壳IP67")


def test_an_exception_in_the_next_sentence_makes_it_partial() -> None:
    evidence = held("支持私有化部署", "支持私有化部署。移动端除外。")
    assert evidence.verdict is Verdict.PARTIAL
    assert evidence.quote == "支持私有化部署。移动端除外"


def test_a_plan_satisfies_nothing() -> None:
    assert held("支持手写体识别", "手写体识别正在研发，预计明年上线。").verdict is (
        Verdict.UNSATISFIED
    )


def test_a_protected_requirement_is_never_held_against_anyone() -> None:
    assert held("供应商须在本区注册", "在本区注册满三年。").verdict is Verdict.UNKNOWN


def test_invisible_characters_do_not_change_a_verdict() -> None:
    evidence = held("识别准确率≥99%", "识别准\u200b确率9\ufeff9.5%。")
    assert evidence.verdict is Verdict.SATISFIED
    assert evidence.quote == "识别准\u200b确率9\ufeff9.5%"


def test_each_passage_needs_its_similarity() -> None:
    item = Requirement("支持Modbus", True, "requirements[0].text", 0, 8)
    with pytest.raises(ValueError, match="similarity"):
        judge(item, passages_of("支持Modbus。"), [])


@pytest.mark.parametrize("name", ["tenders", "everyday"])
def test_offers_in_everyday_words_are_judged_and_seldom_wrongly_called_satisfied(
    name: str, embedder: BundledEmbedder
) -> None:
    cases = [json.loads(line) for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    right, called = 0, Counter[str]()
    for case in cases:
        item = Requirement(case["requirement"], True, "r", 0, len(case["requirement"]))
        passages = passages_of(case["offer"])
        near = embedder.encode_query([passage.text for passage in passages]).vectors
        query = embedder.encode_query([item.span]).vectors[0]
        verdict = judge(item, passages, (near @ query).tolist()).verdict
        right += verdict == case["verdict"]
        if verdict is Verdict.SATISFIED:
            called[case["verdict"]] += 1
    assert right / len(cases) >= 0.75
    assert called["satisfied"] / called.total() >= 0.9


@pytest.mark.parametrize(
    ("requirement", "offer", "verdict"),
    [
        ("月租金不超过2万元", "年租三十六万元。", "unsatisfied"),
        ("设备须免费升级", "升级按次收费。", "unsatisfied"),
        ("数据归业主所有", "数据归平台运营方所有。", "unsatisfied"),
        ("安装不得转包", "安装委托给当地合作商。", "unsatisfied"),
        ("核心部件须为国产", "核心部件全是进口的。", "unsatisfied"),
        ("能听懂粤语", "只认标准普通话，带粤语腔听不懂。", "unsatisfied"),
        ("室内外均可使用", "室内没问题，露天场地不在承诺范围之内。", "partial"),
        ("支持Modbus、EtherCAT", "Modbus自带，EtherCAT没有做。", "partial"),
        ("能识别车牌和船名", "车牌认得准，船名认不出来。", "partial"),
        ("工作温度下限须达-40℃", "仓储温度-40~70℃。", "unknown"),
        ("培训不少于20人", "分三期授课。", "unknown"),
        ("综合能耗下降15%", "交接班时间缩短一半。", "unknown"),
        ("24小时支持", "客服早九晚六在线。", "unsatisfied"),
        ("整机质保36个月以上", "整机保三年半，连易损件也不除外。", "satisfied"),
        ("录像只保留30天", "录像默认存满一学年。", "unsatisfied"),
        ("接地电阻不大于4欧", "接地电阻4欧是降不下去的，雨后量还有十一欧。", "unsatisfied"),
        ("检测项目不少于30项", "检测项目只有十二项，凑不够30项。", "unsatisfied"),
        ("转写准确率≥92%", "两千段录音逐字核对下来九十四点一。", "satisfied"),
    ],
)
def test_everyday_words_for_yes_and_no_are_read(requirement: str, offer: str, verdict: str) -> None:
    assert held(requirement, offer).verdict == verdict


def test_reasons_keep_the_capitals_of_the_offer() -> None:
    evidence = held("识别准确率≥99%", "识别准确率Max 98.5%，MES端读取。")
    assert [one.offered for one in evidence.reasons] == ["Max 98.5%"]
