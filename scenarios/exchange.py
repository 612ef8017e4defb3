"""How scenarios come in as a file."""

from __future__ import annotations

from pathlib import Path

from scenarios.models import ScenarioDraft
from scenarios.operations import missing_for_publication
from vendors.registry.lists import cells
from vendors.registry.lists.columns import Columns, ParsedList, parse_list

COLUMNS = Columns(
    draft=ScenarioDraft,
    names={
        "code": ("id", "场景编号", "编号", "序号"),
        "title": ("场景名称", "名称", "name"),
        "enterprise": ("发布单位", "企业名称", "单位名称", "场景方"),
        "credit_code": ("统一社会信用代码", "信用代码"),
        "owner_type": ("单位性质", "企业性质", "enterprise_type"),
        "industry": ("所属行业", "行业"),
        "tracks": ("产业方向", "赛道"),
        "stage": ("应用环节", "环节"),
        "pain": ("现状与痛点", "痛点", "现状"),
        "description": ("需求描述", "场景描述", "描述"),
        "requirements": ("需求条目", "需求清单"),
        "data": ("数据条件",),
        "site": ("现场与安全条件", "现场条件"),
        "budget": ("预算区间", "预算"),
        "cooperation": ("合作方式",),
        "apply_by": ("报名截止", "截止日期", "deadline"),
        "contact_name": ("联系人", "联系人姓名", "contact"),
        "contact_phone": ("联系电话", "联系人电话", "phone"),
        "contact_email": ("联系邮箱", "电子邮箱", "联系人邮箱", "email"),
        "disclosure": ("披露级别", "公开级别"),
    },
    cells={
        "tracks": cells.words,
        "cooperation": cells.words,
        "requirements": cells.requirements,
    },
    check=missing_for_publication,
    identity=lambda draft: (
        draft.enterprise.strip(),
        draft.title,
        draft.description,
        draft.pain,
    ),
)


def read_scenarios(path: Path, *, complete: bool = True) -> ParsedList[ScenarioDraft]:
    """Read a scenario list (.xlsx, .csv, .jsonl; docs/formats.md)."""
    return parse_list(path, COLUMNS, complete=complete)
