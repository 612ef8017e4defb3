from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from matcher.types import Document, FieldKind
from vendors.documents import document
from vendors.models import VendorDraft

MARK = "暗记"
HIDDEN: dict[str, Any] = {
    "code": f"{MARK}编号",
    "name": f"{MARK}单位",
    "credit_code": "91350100M000100Y43",
    "region": f"{MARK}注册地",
    "capacity": 731,
    "contact_name": f"{MARK}人",
    "contact_phone": f"{MARK}电话",
    "contact_email": f"{MARK}邮箱",
}


def profile(number: str = "", until: str | None = None, customer: str = "") -> dict[str, Any]:
    return {
        "description": "  做机器视觉 ",
        "capabilities": [
            {
                "name": "质检",
                "description": "表面",
                "indicators": ["≥98%", " "],
                "deployment": ["边缘"],
            },
            "预测性维护",
        ],
        "cases": [{"title": "某厂", "customer": customer, "description": "上线"}, "某院"],
        "credentials": [{"name": "ISO", "number": number, "valid_until": until}, "高企"],
        "industries": ["化纤", "2822"],
    }


def read(**values: Any) -> Document:
    return document("7", VendorDraft.model_validate(values))


def test_name_region_credit_code_capacity_contacts_customers_and_numbers_are_not_handed_over() -> (
    None
):
    whole = read(**HIDDEN, **profile(f"{MARK}证号", "2031-07-19", f"{MARK}客户"))
    assert whole == read(**profile())
    text = repr(whole)
    assert not any(word in text for word in (MARK, "91350100M000100Y43", "731", "2031"))


@given(st.text(max_size=20), st.text(max_size=20), st.none() | st.integers(0, 1000))
def test_whatever_name_region_and_capacity_are_the_matcher_reads_the_same(
    name: str, region: str, capacity: int | None
) -> None:
    assert read(name=name, region=region, capacity=capacity, **profile()) == read(**profile())


def test_the_fields_are_named_as_the_list_names_them_with_their_literal_texts() -> None:
    assert [(f.path, f.text, f.kind) for f in read(**profile()).fields] == [
        ("description", "  做机器视觉 ", FieldKind.SUMMARY),
        ("capabilities[0].name", "质检", FieldKind.CAPABILITY),
        ("capabilities[0].description", "表面", FieldKind.CAPABILITY),
        ("capabilities[0].indicators[0]", "≥98%", FieldKind.CAPABILITY),
        ("capabilities[0].deployment[0]", "边缘", FieldKind.CAPABILITY),
        ("capabilities[1]", "预测性维护", FieldKind.CAPABILITY),
        ("cases[0].title", "某厂", FieldKind.CASE),
        ("cases[0].description", "上线", FieldKind.CASE),
        ("cases[1]", "某院", FieldKind.CASE),
        ("credentials[0].name", "ISO", FieldKind.CAPABILITY),
        ("credentials[1]", "高企", FieldKind.CAPABILITY),
        ("industries[0]", "化纤", FieldKind.INDUSTRY),
        ("industries[1]", "2822", FieldKind.INDUSTRY),
    ]


def test_an_empty_profile_has_nothing_to_read() -> None:
    assert read(name="甲").fields == ()
