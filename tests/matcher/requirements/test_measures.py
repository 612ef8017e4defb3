"""What an item asks for: kind, metric, direction, number and unit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.requirements.measures import KINDS, Measure, measure


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("漏检率≤0.5%", Measure("figure", "漏检率", "<=", 0.5, None, "%")),
        ("三秒以内", Measure("figure", None, "<=", 3, None, "s")),
        ("总价50万元以下", Measure("figure", "价格", "<=", 500_000, None, "元")),
        ("±0.02mm", Measure("figure", "误差", "<=", 0.02, None, "mm")),
        ("7×24小时支持", Measure("service", "服务时间", "=", 24, None, "h/天")),
        ("识别准确率九成五以上", Measure("figure", "准确率", ">=", 95, None, "%")),
        ("质保24个月", Measure("figure", "质保期", ">=", 24, None, "月")),
        ("工作温度-20~60℃", Measure("figure", "工作温度", "between", -20, 60, "℃")),
        ("防护等级IP67", Measure("figure", "防护等级", ">=", 67, None, "IP")),
        ("通过等保三级测评", Measure("security", "等保等级", ">=", 3, None, "级")),
        ("每分钟不少于60件", Measure("figure", None, ">=", 60, None, "件/min")),
        ("月租金不超过2万元", Measure("figure", "价格", "<=", 20_000, None, "元/月")),
        ("能耗下降20%以上", Measure("figure", "能耗降幅", ">=", 20, None, "%")),
        ("能分出泵车、打桩、切割三种声响", Measure("figure", None, "=", 3, None, "种")),
        ("支持私有化部署", Measure("deployment")),
        ("具有ISO 27001证书", Measure("certificate")),
        ("支持OPC UA", Measure("interface")),
        ("触屏能切越南语", Measure("language")),
        ("剔除时灯带变色", Measure("other")),
    ],
)
def test_kinds_figures_and_units_are_read(span: str, expected: Measure) -> None:
    assert measure(span) == expected


@given(st.text(max_size=80))
def test_any_text_has_a_kind_and_a_finite_value(text: str) -> None:
    found = measure(text)
    assert found.kind in KINDS
    assert found.value is None or abs(found.value) < float("inf")
    assert (found.comparator is None) == (found.value is None)
