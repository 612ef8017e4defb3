"""The field that the size of a change is in: a cut in energy says nothing of one in time."""

from __future__ import annotations

import re

_FIELDS = tuple(
    re.compile(words)
    for words in (
        r"时间|时长|周期|耗时|工时|等待|用时|节拍|工期|响应",
        r"人工|人手|人力|用工|人员|岗位|编制|班组",
        r"能耗|电|用能|能源|燃气|煤耗|油耗|标煤|蒸汽|碳|天然气|燃料|节能",
        r"用水|水耗|节水|耗水|水费|水量",
        r"成本|费用|开支|支出|单价|花费",
        r"废品|次品|不良|返工|返修|报废|缺陷|差错|错误|漏|损耗|浪费|破损",
        r"产量|产能|产出|吞吐|发电量|单产|亩产|装坯|通量",
        r"库存|资金|积压",
        r"噪|分贝",
        r"重量|体积|面积|自重",
        r"投诉|误报|告警|报警",
        r"准确|命中|检出|识别率|召回",
        r"事故|故障|停机",
    )
)


def of_other_field(asked: str, given: str) -> bool:
    """Whether the words beside an offered change name other fields only than those asked."""
    wanted = {place for place, field in enumerate(_FIELDS) if field.search(asked)}
    named = {place for place, field in enumerate(_FIELDS) if field.search(given)}
    return bool(wanted and named) and not wanted & named
