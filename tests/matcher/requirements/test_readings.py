"""Whatever a text holds, reading it neither fails nor invents words, not even a very long one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.passages import split
from matcher.requirements import itemise, judge
from matcher.types import Document, Field, FieldKind, Requirement, Verdict

PIECES = st.sampled_from(
    [
        "识别准确率", "误报率", "响应时间", "质保", "不低于", "不超过", "以上", "以内", "99%", "九成五", "3秒",
        "两年", "一点三亿", "一点", "百", "-20℃到50℃", "支持", "不支持", "暂不", "私有化部署", "公有云", "除外", "仅", "计划明年", "对接MES",
        "OPC UA", "，", "。", "；", "、", "和", "必须", "最好", "要求：", "一是", "\u200b", "😀", "\n", " ", "1.",
        "由5%降到3%", "每小时20吨", "IP67", "无需停机", "不得", "must", "only", "no more than", "É", "总部位于杭州",
    ]
)  # fmt: skip
NUMERALS = st.text(
    alphabet="零一二两三十百千万亿点半成分之0123.,%-~±年个月台次第每从到", max_size=24
)
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), NUMERALS, st.text(max_size=120))


@given(text=TEXTS)
def test_items_are_literal_at_their_first_place_and_apart(text: str) -> None:
    end = 0
    for item in itemise(Document("s", (Field("description", text, FieldKind.NEED),))):
        assert text[item.start : item.end] == item.span
        assert text.find(item.span) == item.start
        assert item.start >= end
        end = item.end


@settings(max_examples=300)
@given(asked=TEXTS, offered=TEXTS, similarity=st.floats(-1, 1))
def test_quotes_are_literal_and_alone_lead_to_the_same_verdict(
    asked: str, offered: str, similarity: float
) -> None:
    item = Requirement(asked, True, "requirements[0].text", 0, len(asked))
    passages = split(Document("v", (Field("description", offered, FieldKind.SUMMARY),)))
    evidence = judge(item, passages, [similarity] * len(passages))
    if evidence.verdict is Verdict.UNKNOWN:
        assert evidence.quote is None
        return
    assert evidence.quote is not None
    assert offered[evidence.start : evidence.end] == evidence.quote
    alone = split(Document("v", (Field("description", evidence.quote, FieldKind.SUMMARY),)))
    assert judge(item, alone, [similarity] * len(alone)).verdict is evidence.verdict


@pytest.mark.parametrize(
    "piece",
    ["准确率99%，", "一", "1", "不", "从", "每", "\u200b😀", "1.", "百分之", "a", " ", "。"],
)
@pytest.mark.timeout(60)  # a pattern that backtracks without end is caught, not timed
def test_a_hundred_thousand_characters_are_read_to_the_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    document = Document("s", (Field("description", text, FieldKind.NEED),))
    item = Requirement("识别准确率99%以上，支持私有化", True, "requirements[0].text", 0, 17)
    passages = split(document)
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert all(text[i.start : i.end] == i.span for i in itemise(document))
    judge(item, passages, [0.5] * len(passages))
    judge(
        Requirement(text, True, "requirements[0].text", 0, len(text)),
        passages[:5],
        [0.5] * len(passages[:5]),
    )
