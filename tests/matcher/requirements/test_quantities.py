"""Figures are read as values with dimension, comparator, period and role."""

from __future__ import annotations

import pytest

from matcher.requirements.bounds import Role
from matcher.requirements.quantities import Quantity, quantities


def _only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("零点八毫米", 0.0008, "length"),
        ("一万二千三百台", 12_300, "count"),
        ("三千五元", 3_500, "money"),
        ("百分之九十五", 0.95, "ratio"),
        ("九成五", 0.95, "ratio"),
        ("万分之二", 0.0002, "ratio"),
        ("350ppm", 0.00035, "ratio"),
        ("1,200元", 1_200, "money"),
        ("1.5万元", 15_000, "money"),
        ("两个半小时", 9_000, "time"),
        ("零下三十五度", -35, "temperature"),
        ("30ms", 0.03, "time"),
        ("0.03千瓦", 30, "power"),
        ("两百吨", 200_000, "mass"),
        ("IP67", 67, "IP"),
    ],
)
def test_a_figure_is_read_in_base_units(text: str, value: float, dimension: str) -> None:
    quantity = _only(text)
    assert quantity.low == pytest.approx(value)
    assert quantity.dimension == dimension


def test_two_years_are_as_long_as_twenty_four_months() -> None:
    assert _only("2年").low == pytest.approx(_only("24个月").low)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("不低于95%", "≥"), ("95%以上", "≥"), ("至少95%", "≥"), ("没有一次少于95%", "≥"),
        ("高于95%", ">"), ("超过95%", ">"), ("不超过95%", "≤"), ("95%以内", "≤"),
        ("不得高于95%", "≤"), ("不到95%", "<"), ("低于95%", "<"), ("≤95%", "≤"), ("95%", "="),
        ("no more than 95%", "≤"), ("at least 95%", "≥"), ("under 95%", "<"),
    ],
)  # fmt: skip
def test_comparators_are_read_before_and_after_a_figure(text: str, comparator: str) -> None:
    assert _only(text).comparator.value == comparator


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("-35~55℃", -35, 55), ("零下三十度到六十度", -30, 60), ("DN80到DN500", 80, 500)],
)
def test_two_ends_make_one_range(text: str, low: float, high: float) -> None:
    quantity = _only(text)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "2024年成立",
        "3月15日",
        "ISO 27001",
        "第三方",
        "万一",
        "一体化",
        "7×24小时",
        "二次开发",
        "H264",
    ],
)
def test_dates_names_and_fixed_words_are_no_figures(text: str) -> None:
    assert [q for q in quantities(text) if q.dimension != "number"] == []


@pytest.mark.parametrize(
    ("text", "per", "value"),
    [("每小时20吨", "hour", 20_000), ("20件/分钟", "hour", 1_200), ("日处理300吨", "day", 300_000)],
)
def test_rates_have_a_period(text: str, per: str, value: float) -> None:
    quantity = _only(text)
    assert (quantity.per, quantity.low) == (per, value)


def test_a_figure_that_starts_a_change_or_is_only_compared_with_is_not_a_result() -> None:
    assert [q.role for q in quantities("由1.1万个增加到2.6万个")] == [Role.BEFORE, Role.STATED]
    assert _only("离99%还差一口气").role is Role.REFERENCE
    assert _only("目标99%").role is Role.PLANNED
    assert _only("超过70分贝即报警").role is Role.TRIGGER
