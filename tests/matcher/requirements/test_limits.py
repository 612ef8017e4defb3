"""A limit is held against the figures of an offer: the same metric, whatever the words and units."""

from __future__ import annotations

import pytest

from matcher.folding import fold
from matcher.requirements.findings import Finding
from matcher.requirements.limits import hold_limit
from matcher.requirements.parts import Limit, parts
from matcher.requirements.statements import read
from matcher.types import ReasonCode


def held(requirement: str, offer: str, similarity: float = 0.2) -> Finding:
    (limit,) = parts(requirement)
    assert isinstance(limit, Limit)
    return hold_limit(limit, read(fold(offer).text), similarity)


@pytest.mark.parametrize(
    ("requirement", "offer", "standing"),
    [
        # shares told as counts
        ("漏检率不高于0.05%", "一万件里漏过去三件。", "met"),
        ("拣选差错率低于万分之五", "每千单约有三单发错货。", "not"),
        ("发车准点率98%", "十月份一共发了6200班，晚点七十五班。", "met"),
        # rates from hours, counts from rounds, sums of steps
        ("日处理能力不低于3000吨", "每小时吃一百六十吨，白夜两班各开十小时。", "met"),
        ("接入视频不少于500路", "一台主机带128路，标配五台级联。", "met"),
        ("定制件供货期不超过3周", "开模四周，试制两周，批量再两周。", "not"),
        # changes, levels, paybacks
        ("能耗下降20%以上", "能耗从每吨86度降到75度。", "not"),
        ("投资回收期18个月以内", "投入一百五十万，电费加人工每个月省十一万左右。", "met"),
        # totals of a period
        ("年停机累计不超过10小时", "每季度停机一次，每次停三小时。", "not"),
        ("系统可用率99.95%及以上", "去年一整年，连计划检修一起算，总共停机三小时十分钟。", "met"),
        # times of day
        ("停产不超过48小时", "周五晚八点停产，周日中午交还生产。", "met"),
        # several cases, ends of a range, the unit left out
        ("识别准确率不低于97%", "深色件准确率九成八，浅色反光件只有九成四。", "some"),
        ("设备噪声不高于80分贝", "操作台旁测得八十七。", "not"),
        ("压力量程0~40MPa", "变送器量程从零到600bar。", "met"),
        # what lies outside is taken out by the next clause
        ("响应时间不超过2小时", "响应时间一小时，山区没把握。", "some"),
        # inclusive and exclusive
        ("漏检率低于3%", "漏检率不到3%。", "met"),
        ("续航不低于100公里", "续航将近一百公里。", "not"),
        ("精度不低于1厘米", "误差十厘米。", "not"),
    ],
)
def test_figures_are_compared_however_they_are_told(
    requirement: str, offer: str, standing: str
) -> None:
    assert held(requirement, offer).standing == standing


@pytest.mark.parametrize(
    ("requirement", "offer"),
    [
        ("10秒内给出改航方案", "预测六十秒内航迹冲突。"),
        ("上行带宽不低于50Mbps", "专网下行实测三百兆。"),
        ("系统容量支持1万个终端", "累计出货一万台终端。"),
        ("质保期不少于3年", "最早的一批已运转九年。"),
        ("合同签订后90天内交付", "账期最长九十天。"),
    ],
)
def test_a_figure_of_another_metric_or_act_says_nothing(requirement: str, offer: str) -> None:
    finding = held(requirement, offer, similarity=0.4)
    assert finding.standing == "silent"
    assert finding.rests_on == ()


def test_a_finding_names_what_was_asked_and_the_literal_figure() -> None:
    reason = held("漏检率≤0.5%", "产线实测漏检率0.3%。").reason
    assert reason is not None
    assert (reason.code, reason.asked, reason.offered) == (
        ReasonCode.FIGURE_MEETS,
        "漏检率≤0.5%",
        "0.3%",
    )
    reason = held("漏检率≤0.5%", "漏检率1.2%。").reason
    assert reason is not None
    assert reason.code is ReasonCode.FIGURE_MISSES
    reason = held("漏检率≤0.5%", "晴天漏检率0.3%，雨天漏检率2%。").reason
    assert reason is not None
    assert (reason.code, reason.offered) == (ReasonCode.FIGURE_SOMETIMES, "0.3% / 2%")
    reason = held("漏检率≤0.5%", "湿度0.3%。").reason
    assert reason is not None
    assert (reason.code, reason.offered) == (ReasonCode.OTHER_METRIC, "0.3%")
