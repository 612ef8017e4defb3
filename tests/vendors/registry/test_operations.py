import pytest
from sqlmodel import Session, select

from vendors.registry.models import Organisation
from vendors.registry.operations import find_or_register_organisation

A, B = "91350100M000100Y43", "10000000000000000Y"


def all_of(session: Session) -> list[tuple[str, str | None]]:
    rows = session.exec(select(Organisation).order_by(Organisation.id))
    return [(o.name, o.credit_code) for o in rows]


def test_a_credit_code_is_never_registered_twice_whatever_the_name(session: Session) -> None:
    first = find_or_register_organisation(session, "甲公司", A)
    again = find_or_register_organisation(session, "甲公司（集团）", A)
    assert again is first
    assert all_of(session) == [("甲公司", A)]


def test_the_same_name_under_another_code_is_another_organisation(session: Session) -> None:
    find_or_register_organisation(session, "甲公司", A)
    find_or_register_organisation(session, "甲公司", B)
    assert all_of(session) == [("甲公司", A), ("甲公司", B)]


def test_an_organisation_known_by_name_learns_its_code_later(session: Session) -> None:
    first = find_or_register_organisation(session, "甲公司")
    assert find_or_register_organisation(session, "甲公司", A) is first
    assert find_or_register_organisation(session, "甲公司") is first
    assert all_of(session) == [("甲公司", A)]


def test_a_name_that_two_organisations_share_means_neither_of_them(session: Session) -> None:
    find_or_register_organisation(session, "甲公司", A)
    find_or_register_organisation(session, "甲公司", B)
    third = find_or_register_organisation(session, "甲公司")
    assert find_or_register_organisation(session, "甲公司") is third
    assert all_of(session) == [("甲公司", A), ("甲公司", B), ("甲公司", None)]


def test_a_shared_name_means_the_one_whose_record_is_being_brought_in(session: Session) -> None:
    first = find_or_register_organisation(session, "甲公司", A)
    second = find_or_register_organisation(session, "甲公司", B)
    assert find_or_register_organisation(session, "甲公司", known=second) is second
    assert find_or_register_organisation(session, "甲公司", A, known=second) is first
    assert len(all_of(session)) == 2


@pytest.mark.parametrize(("said", "kept"), [("宁波", "宁波"), ("", "杭州")])
def test_a_region_is_replaced_by_a_new_one_and_kept_when_none_is_said(
    session: Session, said: str, kept: str
) -> None:
    find_or_register_organisation(session, "甲公司", A, "杭州")
    assert find_or_register_organisation(session, "甲公司", A, said).region == kept
