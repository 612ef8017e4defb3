"""Requirement items are read from what people wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matcher.requirements import itemise
from matcher.types import Document, Field, FieldKind, Requirement

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "items.jsonl").read_text("utf-8").splitlines()
]


def items_of(text: str) -> tuple[Requirement, ...]:
    return itemise(Document("scenario", (Field("description", text, FieldKind.NEED),)))


def overlap(text: str, label: dict[str, object], item: Requirement) -> bool:
    """Whether a predicted span covers at least half of the longer of the two."""
    span = str(label["span"])
    start = text.index(span)
    common = min(start + len(span), item.end) - max(start, item.start)
    return 2 * common >= max(len(span), item.end - item.start)


def test_items_agree_with_the_labelled_texts() -> None:
    hits = right = predicted = labelled = 0
    for case in CASES:
        found = items_of(case["text"])
        pairs = [
            (label, item)
            for label in case["items"]
            for item in found
            if overlap(case["text"], label, item)
        ]
        hits += len(pairs)
        right += sum(label["must"] is item.must for label, item in pairs)
        predicted += len(found)
        labelled += len(case["items"])
    assert 2 * hits / (predicted + labelled) >= 0.9
    assert right / hits >= 0.95


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_spans_are_literal_stand_for_their_first_occurrence_and_do_not_overlap(
    case: dict[str, str],
) -> None:
    text, end = case["text"], 0
    for item in items_of(text):
        assert text[item.start : item.end] == item.span
        assert text.find(item.span) == item.start
        assert item.start >= end
        end = item.end


def test_a_need_said_twice_word_for_word_is_one_item() -> None:
    text = "识别准确率不低于99%。现场灯光昏暗。识别准确率不低于99%。"
    assert [(item.span, item.start) for item in items_of(text)] == [("识别准确率不低于99%", 0)]


def test_items_that_a_person_wrote_down_are_the_items() -> None:
    fields = (
        Field("description", "识别准确率不低于99%。", FieldKind.NEED),
        Field("requirements[0].text", "支持私有化部署；", FieldKind.ITEM, must=False),
        Field("requirements[1].text", "最好有英文界面", FieldKind.ITEM),
        Field("requirements[2].text", "误报率低于1%", FieldKind.ITEM),
    )
    items = itemise(Document("scenario", fields))
    assert [(item.span, item.must, item.path) for item in items] == [
        ("支持私有化部署", False, "requirements[0].text"),
        ("最好有英文界面", False, "requirements[1].text"),
        ("误报率低于1%", True, "requirements[2].text"),
    ]


def test_a_whole_sentence_decides_between_must_and_wish() -> None:
    text = (
        "漏检率要低于1%，这是硬指标。下面两条供参考，不影响报价：灯带能变色，能语音播报。"
        "断电能报警，这条同样写进验收。"
    )
    musts = {item.span: item.must for item in items_of(text)}
    assert musts == {
        "漏检率要低于1%": True,
        "灯带能变色": False,
        "能语音播报": False,
        "断电能报警": True,
    }


def test_a_pain_alone_still_gives_something_to_hold_vendors_against() -> None:
    items = items_of("夜里总有人翻墙，保安看不过来。")
    assert [(item.span, item.must) for item in items] == [("夜里总有人翻墙，保安看不过来", True)]


def test_background_and_scope_are_no_items() -> None:
    text = "现有十条产线，靠人工抄表。电表读数每十五分钟自动上传，读数误差不超过1%，先装三十块。"
    assert [item.span for item in items_of(text)] == [
        "电表读数每十五分钟自动上传", "读数误差不超过1%",
    ]  # fmt: skip


def test_a_demand_for_local_registration_is_not_read() -> None:
    assert all("注册" not in item.span for item in items_of("须支持离线，供应商须在本区注册。"))


def test_an_empty_text_has_no_items() -> None:
    assert items_of("") == ()
    assert items_of("。，！") == ()


def read_as(text: str) -> dict[str, bool]:
    return {item.span: item.must for item in items_of(text)}


def test_what_is_said_of_items_by_their_place_overrides_their_wording() -> None:
    text = "食堂列了四样：留样柜温度自动记、过期食材扫得出来、刀具领用要刷脸、菜价走势图。最后一样算人情。"
    assert read_as(text) == {
        "留样柜温度自动记": True, "过期食材扫得出来": True, "刀具领用要刷脸": True, "菜价走势图": False,
    }  # fmt: skip


def test_a_list_without_any_cue_word_is_read_item_by_item() -> None:
    text = "泵房夜里没人。水位五分钟一报，停电自己切备用电源，探头一年不用洗。"
    assert read_as(text) == {
        "水位五分钟一报": True, "停电自己切备用电源": True, "探头一年不用洗": True,
    }  # fmt: skip


def test_english_lists_are_read_item_by_item() -> None:
    text = (
        "Required: alarms within 60 seconds, no data leaving our network. Optional: a mobile view."
    )
    assert read_as(text) == {
        "alarms within 60 seconds": True, "no data leaving our network": True, "a mobile view": False,
    }  # fmt: skip


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", ["一、", "a，", "前一条，", "（一二三）"])
def test_a_list_without_end_is_read_to_the_end(piece: str) -> None:
    items_of((piece * 20_000)[:40_000])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要求漏检率不高于0.5%，最好支持手机查看。", {"漏检率": True, "手机": False}),
        ("必须本地部署；希望后期支持手机端。", {"本地部署": True, "手机端": False}),
        ("最好能自动出报表，节拍6秒以内。", {"报表": False, "节拍": True}),
        ("数据不能出厂。", {"出厂": True}),
        ("需要三个月内上线，预算50万以内。", {"上线": True, "预算": True}),
        (
            "识别率达到95%以上，响应时间小于2秒，支持私有化部署。",
            {"识别率": True, "响应": True, "私有化": True},
        ),
    ],
)
def test_a_bare_sentence_is_read_like_one_told_with_background(
    text: str, expected: dict[str, bool]
) -> None:
    items = itemise(Document("s", (Field("description", text, FieldKind.NEED),)))
    found = {word: one.must for word in expected for one in items if word in one.span}
    assert found == expected
    assert len(items) == len(expected)
