"""How vendors come in as a file."""

from __future__ import annotations

from pathlib import Path

from vendors.models import VendorDraft
from vendors.operations import missing_for_verification
from vendors.registry.lists import cells
from vendors.registry.lists.columns import Columns, ParsedList, parse_list

COLUMNS = Columns(
    draft=VendorDraft,
    names={
        "code": ("id", "服务商编号", "编号", "序号"),
        "name": ("企业名称", "服务商名称", "单位名称", "名称"),
        "credit_code": ("统一社会信用代码", "信用代码"),
        "region": ("注册地", "所在地"),
        "description": ("简介", "企业简介", "描述"),
        "capabilities": ("能力", "能力清单", "核心能力"),
        "industries": ("适用行业", "服务行业", "行业"),
        "cases": ("案例", "典型案例"),
        "credentials": ("资质", "资质证书"),
        "capacity": ("可承接数",),
        "contact_name": ("联系人", "联系人姓名", "contact"),
        "contact_phone": ("联系电话", "联系人电话", "phone"),
        "contact_email": ("联系邮箱", "电子邮箱", "联系人邮箱", "email"),
    },
    cells={
        "capabilities": lambda cell: cells.records(
            cell,
            ("name", "description", "indicators", "deployment"),
            frozenset({"indicators", "deployment"}),
        ),
        "industries": cells.words,
        "cases": lambda cell: cells.records(cell, ("title", "customer", "description")),
        "credentials": lambda cell: cells.records(cell, ("name", "number", "valid_until")),
    },
    check=missing_for_verification,
    identity=lambda draft: draft.credit_code or draft.name.strip(),
)


def read_vendors(path: Path, *, complete: bool = True) -> ParsedList[VendorDraft]:
    """Read a vendor list (.xlsx, .csv, .jsonl; docs/formats.md)."""
    return parse_list(path, COLUMNS, complete=complete)
