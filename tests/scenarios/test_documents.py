from typing import Any

from matcher.types import Document, FieldKind
from scenarios.documents import document
from scenarios.models import ScenarioDraft

MARK = "暗记"
HIDDEN: dict[str, Any] = {
    "code": f"{MARK}编号",
    "enterprise": f"{MARK}单位",
    "credit_code": "91350100M000100Y43",
    "owner_type": f"{MARK}性质",
    "tracks": [f"{MARK}方向"],
    "budget": f"{MARK}预算",
    "apply_by": "2031-07-19",
    "contact_name": f"{MARK}人",
    "contact_phone": f"{MARK}电话",
    "contact_email": f"{MARK}邮箱",
    "cooperation": ["采购"],
    "disclosure": "公开",
    "stage": "生产制造",
}
READ: dict[str, Any] = {
    "title": "外观检测",
    "pain": "  漏检多 ",
    "description": "要自动识别",
    "requirements": ["召回率 ≥ 98%", {"text": "支持英文", "must": False}],
    "data": "有图",
    "site": "不出厂",
    "industry": "2822",
}


def read(**values: Any) -> Document:
    return document("7", ScenarioDraft.model_validate(values))


def test_who_asks_where_contacts_budget_and_dates_are_not_handed_over() -> None:
    whole = read(**HIDDEN, **READ)
    assert whole == read(**READ)
    text = repr(whole)
    assert not any(word in text for word in (MARK, "91350100M000100Y43", "2031", "采购"))


def test_the_fields_are_named_as_the_list_names_them_with_their_literal_texts() -> None:
    assert [(f.path, f.text, f.kind, f.must) for f in read(**READ).fields] == [
        ("title", "外观检测", FieldKind.TITLE, None),
        ("pain", "  漏检多 ", FieldKind.NEED, None),
        ("description", "要自动识别", FieldKind.NEED, None),
        ("requirements[0]", "召回率 ≥ 98%", FieldKind.ITEM, None),
        ("requirements[1].text", "支持英文", FieldKind.ITEM, False),
        ("data", "有图", FieldKind.CONDITION, None),
        ("site", "不出厂", FieldKind.CONDITION, None),
        ("industry", "涤纶纤维制造", FieldKind.INDUSTRY, None),
    ]


def test_blank_fields_are_left_out() -> None:
    assert [f.path for f in read(title="外观检测", pain=" \n").fields] == ["title"]
