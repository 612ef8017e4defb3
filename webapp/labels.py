"""What states, choices and codes are called on pages and in terminals."""

from __future__ import annotations

from typing import Any

from scenarios.brokerage.models import AdjustmentState, DeferReason, PackState, RejectReason
from scenarios.brokerage.models import State as MatchState
from scenarios.models import Conclusion, Cooperation, Stage
from scenarios.models import State as ScenarioState
from vendors.models import State as VendorState
from vendors.registry.models import Disclosure
from webapp.accounts.models import Role
from webapp.i18n import mark, say

# Stored as these words; vendors may have added others of their own.
_DEPLOYMENTS = (
    mark("本地部署"),
    mark("私有云"),
    mark("公有云"),
    mark("边缘"),
    mark("混合"),
)

_LABELS: dict[Any, dict[Any, str]] = {
    ScenarioState: {
        ScenarioState.DRAFT: mark("草稿"),
        ScenarioState.SUBMITTED: mark("待初审"),
        ScenarioState.RETURNED: mark("退回补正"),
        ScenarioState.PUBLISHED: mark("已发布"),
        ScenarioState.WITHDRAWN: mark("已撤回"),
    },
    VendorState: {
        VendorState.DRAFT: mark("草稿"),
        VendorState.SUBMITTED: mark("待核验"),
        VendorState.RETURNED: mark("退回补正"),
        VendorState.VERIFIED: mark("已核验"),
        VendorState.SUSPENDED: mark("已暂停"),
    },
    MatchState: {
        MatchState.PROPOSED: mark("系统建议"),
        MatchState.APPROVED: mark("通过"),
        MatchState.DEFERRED: mark("暂缓"),
        MatchState.REJECTED: mark("驳回"),
        MatchState.STALE: mark("失效待重看"),
        MatchState.LAPSED: mark("过期"),
    },
    Conclusion: {
        Conclusion.NO_FINDINGS: mark("没有发现问题"),
        Conclusion.HARMLESS: mark("经审查，不妨碍公平竞争"),
        Conclusion.EXEMPT: mark("适用例外规定"),
    },
    AdjustmentState: {
        AdjustmentState.PROPOSED: mark("待采用"),
        AdjustmentState.APPLIED: mark("已采用"),
        AdjustmentState.REVERTED: mark("已恢复"),
        AdjustmentState.DISCARDED: mark("没有采用"),
    },
    PackState: {
        PackState.FORMED: mark("已成包"),
        PackState.DISSOLVED: mark("已拆开"),
    },
    RejectReason: {
        RejectReason.CAPABILITY: mark("能力不符"),
        RejectReason.EVIDENCE: mark("依据不足"),
        RejectReason.INDUSTRY: mark("缺少同行业经验"),
        RejectReason.INDICATORS: mark("指标达不到"),
        RejectReason.DEPLOYMENT: mark("部署或安全条件不符"),
        RejectReason.CAPACITY: mark("承接能力不足"),
        RejectReason.BUDGET: mark("与预算不符"),
        RejectReason.CONFLICT: mark("存在利益冲突"),
    },
    DeferReason: {
        DeferReason.VENDOR_MATERIAL: mark("待服务商补充材料"),
        DeferReason.ENTERPRISE_DETAIL: mark("待场景方补充说明"),
        DeferReason.BETTER_UNDER_WAY: mark("已有更合适的在谈"),
        DeferReason.TIMING: mark("时间未到"),
    },
    Stage: {
        Stage.RESEARCH: mark("研发设计"),
        Stage.PILOT_PRODUCTION: mark("中试试验"),
        Stage.PRODUCTION: mark("生产制造"),
        Stage.MARKETING: mark("营销服务"),
        Stage.OPERATIONS: mark("运营管理"),
        Stage.PUBLIC_GOVERNANCE: mark("公共治理"),
    },
    Cooperation: {
        Cooperation.PURCHASE: mark("采购"),
        Cooperation.JOINT_RESEARCH: mark("联合研发"),
        Cooperation.TRIAL: mark("试用"),
        Cooperation.CHALLENGE: mark("揭榜"),
        Cooperation.FIRST_PURCHASE: mark("首购首用"),
    },
    Disclosure: {
        Disclosure.PUBLIC: mark("公开"),
        Disclosure.INVITED: mark("受邀可见"),
        Disclosure.MUTUAL: mark("互认后可见"),
    },
    Role: {
        Role.ENTERPRISE: mark("场景方"),
        Role.VENDOR: mark("服务商"),
        Role.BUREAU: mark("经信局"),
    },
    "verdict": {
        "satisfied": mark("满足"),
        "partial": mark("部分满足"),
        "unknown": mark("未知"),
        "unsatisfied": mark("不满足"),
    },
    "action": {
        "draft": mark("建立草稿"),
        "edit": mark("修改"),
        "import": mark("由清单更新"),
        "submit": mark("提交"),
        "return": mark("退回补正"),
        "publish": mark("发布"),
        "verify": mark("核验通过"),
        "reopen": mark("撤回修改"),
        "withdraw": mark("撤回"),
        "suspend": mark("暂停"),
        "resume": mark("恢复"),
        "report": mark("算出影响"),
        "find": mark("公平竞争审查：有发现，待答复"),
        "pass": mark("公平竞争审查：没有发现问题"),
        "answer": mark("公平竞争审查：作出结论"),
        "propose": mark("系统建议"),
        "approve": mark("通过"),
        "defer": mark("暂缓"),
        "reject": mark("驳回"),
        "reconsider": mark("撤销决定"),
        "outdate": mark("因内容更新而失效"),
        "lapse": mark("系统不再建议"),
        "propose_again": mark("系统再次建议"),
        "form": mark("拼成联合场景包"),
        "dissolve": mark("拆开"),
        "add": mark("添加"),
        "remove": mark("删除"),
    },
    "field": {
        "description": mark("简介"),
        "capabilities": mark("能力"),
        "cases": mark("案例"),
        "credentials": mark("资质"),
        "industries": mark("适用行业"),
        "name": mark("名称"),
        "title": mark("名称"),
        "indicators": mark("指标"),
        "deployment": mark("部署方式"),
    },
    "deployment": {text: text for text in _DEPLOYMENTS},
    "missing_kind": {
        "figure": mark("用数字说的指标（准确率、节拍、时限……）"),
        "deployment": mark("部署在哪里、数据能不能出厂"),
        "interface": mark("要接哪些系统和设备"),
        "service": mark("质保、响应和培训"),
    },
    "signal": {
        "dense": mark("语义相近"),
        "lexical": mark("用词重合"),
        "capability": mark("能力吻合"),
        "industry": mark("行业相近"),
        "trade": mark("需求与其适用行业相近"),
    },
}


def label(value: Any, kind: str | None = None) -> str:
    """What a state, choice or code is called; `kind` for plain strings, else the enum's own."""
    if value is None or value == "":
        return ""
    table = _LABELS.get(kind if kind else type(value), {})
    text = table.get(value)
    return say(text) if text else str(value)


def choices(kind: Any) -> list[tuple[str, str]]:
    """Value and label of every member of an enum, for a select."""
    return [(str(value), say(text)) for value, text in _LABELS[kind].items()]


def field_path(path: str) -> str:
    """`capabilities[2].description` as people read it: 能力 3 · 说明."""
    parts: list[str] = []
    for piece in path.split("."):
        name, _, index = piece.partition("[")
        text = say(mark("说明")) if name == "description" and parts else label(name, "field")
        parts.append(f"{text} {int(index.rstrip(']')) + 1}" if index else text)
    return " · ".join(parts)


def reason_label(code: str) -> str:
    """What a coded reason of a decision is called."""
    kind = RejectReason if code in set(RejectReason) else DeferReason
    return label(kind(code))


_SCENARIO_FIELDS = {
    "title": mark("场景名称"),
    "pain": mark("现状与痛点"),
    "description": mark("需求描述"),
    "data": mark("数据条件"),
    "site": mark("现场与安全条件"),
    "budget": mark("预算区间"),
    "requirements": mark("需求条目"),
}


def scenario_field(path: str) -> str:
    """`requirements[1].text` of a scenario as people read it: 需求条目 2."""
    name, _, rest = path.partition("[")
    text = say(_SCENARIO_FIELDS[name]) if name in _SCENARIO_FIELDS else path
    return f"{text} {int(rest.partition(']')[0]) + 1}" if rest else text
