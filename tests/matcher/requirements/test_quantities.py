"""Figures are read as values with dimension, comparator, period and role."""

from __future__ import annotations

import pytest

from matcher.requirements.bounds import Role
from matcher.requirements.quantities import Quantity, quantities
from matcher.requirements.statements import read


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
        ("三分之二", 2 / 3, "ratio"),
        ("缩短一半", 0.5, "ratio"),
        ("2小时40分钟", 9_600, "time"),
        ("两个半钟头", 9_000, "time"),
        ("八英寸", 8 * 0.0254, "length"),
        ("时速36公里", 10, "speed"),
        ("eleven hours", 39_600, "time"),
        ("两米三", 2.3, "length"),
        ("三吨二", 3_200, "mass"),
        ("十五块四", 15.4, "money"),
        ("九秒半", 9.5, "time"),
        ("三分四十秒", 220, "time"),
        ("一刻钟", 900, "time"),
        ("两成六", 0.26, "ratio"),
        ("减半", 0.5, "ratio"),
        ("画面2688×1520", 2688 * 1520, "pixels"),
        ("水平最远三百二", 320, "number"),
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


def test_two_neighbouring_digits_are_a_range() -> None:
    quantity = _only("两三秒")
    assert quantity.low == pytest.approx(2)
    assert quantity.high == pytest.approx(3)


def test_a_limit_on_what_works_is_no_trigger() -> None:
    assert _only("水深超过二十厘米就得绕行").role is Role.STATED


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("平均5.2秒一箱", 3_600 / 5.2, "count"),  # boxes an hour
        ("一分钟检8件", 7.5, "time"),  # seconds a piece
        ("分拣860万件，错分412件", 412 / 8.6e6, "ratio"),
        ("由42分钟降到29分钟", 13 / 42, "ratio"),
        ("原先十五个人盯着，如今六个人", 9, "count"),
        ("直径四公里", 2_000, "length"),  # the radius
        ("14米每秒的持续风", 6, "grade"),  # the wind force it fully contains
        ("分三期授课，每期十二位", 36, "count"),
        ("每小时分选20吨，共开十六小时", 320_000, "mass"),
        ("每分钟六十米", 1, "speed"),
    ],
)
def test_figures_that_a_sentence_implies_stand_beside_what_is_written(
    text: str, value: float, dimension: str
) -> None:
    implied = [
        figure.quantity.high
        for statement in read(text)
        for figure in statement.figures
        if figure.implied and figure.quantity.dimension == dimension
    ]
    assert pytest.approx(value) in implied


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("七八十毫秒", 0.07, 0.08),
        ("两千三四百箱", 2_300, 2_400),
        ("十几台", 11, 19),
        ("三五天", 3 * 86_400, 5 * 86_400),
        ("三到四秒", 3, 4),
        ("从零到600bar", 0, 6e7),
    ],
)
def test_loose_numerals_are_ranges(text: str, low: float, high: float) -> None:
    quantity = _only(text)
    assert (quantity.low, quantity.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("周五晚八点停线，周日中午交还", 40),
        ("从早七点到晚八点", 13),
        ("头天下午四点前报，次日上午十点前送到", 18),
        ("客服早九晚六", 9),
    ],
)
def test_two_times_of_day_enclose_a_span_of_time(text: str, hours: float) -> None:
    assert _only(text).high == pytest.approx(hours * 3_600)


@pytest.mark.parametrize(
    ("text", "comparator"),
    [
        ("将近100台", "<"), ("100多台", ">"), ("100台开外", "≥"), ("±0.5毫米", "≤"), ("不超过合同额的8%", "≤"),
        ("不良率低于1%", "<"), ("至少提前15分钟", "≥"), ("超过六级就得收", "="),
    ],
)  # fmt: skip
def test_loose_words_bound_a_figure(text: str, comparator: str) -> None:
    assert _only(text).comparator.value == comparator


@pytest.mark.parametrize(
    "text", ["三点要求", "几个品种", "三轮车", "四十六个点位的地图册在三至九年级"]
)
def test_words_with_numerals_are_no_measures_of_time_or_share(text: str) -> None:
    assert [q for q in quantities(text) if q.dimension in ("time", "ratio")] == []
