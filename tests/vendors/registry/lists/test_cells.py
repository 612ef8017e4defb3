import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.registry.lists import cells

NAMES = ("name", "description", "indicators")


def test_short_words_are_parted_by_chinese_and_western_marks_and_line_breaks() -> None:
    assert cells.words("化纤、 纺织,汽车；物流;\n医疗，") == [
        "化纤",
        "纺织",
        "汽车",
        "物流",
        "医疗",
    ]


def test_a_record_is_one_line_with_its_parts_in_order() -> None:
    read = cells.records(
        "质检 | 表面瑕疵 | 召回率 ≥ 98%；误报 ≤ 1%\n预测性维护", NAMES, frozenset({"indicators"})
    )
    assert read == [
        {"name": "质检", "description": "表面瑕疵", "indicators": ["召回率 ≥ 98%", "误报 ≤ 1%"]},
        "预测性维护",
    ]


def test_a_full_width_bar_parts_too_and_blank_parts_are_left_out() -> None:
    assert cells.records("质检｜｜98%", NAMES) == [{"name": "质检", "indicators": "98%"}]


def test_more_parts_than_names_belong_to_the_last_name() -> None:
    assert cells.records("a|b|c|d", NAMES) == [
        {"name": "a", "description": "b", "indicators": "c | d"}
    ]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("必须：召回率不低于 98%", {"text": "召回率不低于 98%", "must": True}),
        ("（必须）召回率不低于 98%", {"text": "召回率不低于 98%", "must": True}),
        ("【期望】支持英文", {"text": "支持英文", "must": False}),
        ("期望|支持英文", {"text": "支持英文", "must": False}),
        ("wish: English", {"text": "English", "must": False}),
        ("必须 国产化", {"text": "国产化", "must": True}),
        ("必须在本地部署", {"text": "必须在本地部署"}),
        ("期望值不低于 3", {"text": "期望值不低于 3"}),
        ("必须：", {"text": "必须："}),
        ("支持英文", {"text": "支持英文"}),
    ],
)
def test_a_leading_mark_says_must_or_wish_and_a_sentence_that_begins_so_is_left_alone(
    line: str, item: dict[str, object]
) -> None:
    assert cells.requirements(f"\n {line} \n\n") == [item]


@given(st.text(max_size=200))
def test_any_cell_is_read_without_an_error_and_nothing_visible_is_lost(cell: str) -> None:
    for item in cells.requirements(cell):
        assert item["text"].strip()
    assert all(word == word.strip() and word for word in cells.words(cell))
    letters = [c for c in cell if c.isalnum()]
    read = cells.records(cell, NAMES)
    shown = "".join(r if isinstance(r, str) else "".join(r.values()) for r in read)
    assert [c for c in shown if c.isalnum()] == letters
