"""Requirements are held against offers; the verdict rests on literal words."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from matcher.passages import split
from matcher.requirements import judge
from matcher.types import Document, Evidence, Field, FieldKind, Passage, Requirement, Verdict

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "verdicts.jsonl").read_text("utf-8").splitlines()
]


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
