from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, func, select

from vendors import operations
from vendors.models import Capability, State, Vendor, VendorDraft, VendorReview
from vendors.queries import last_review
from vendors.registry.errors import Invalid, NotAllowed, NotFound, Outdated, ReasonMissing
from vendors.registry.models import Organisation, Trail
from vendors.registry.operations import find_or_register_organisation
from vendors.registry.queries import trail_of
from webapp.database import Database

A, B = "91350100M000100Y43", "10000000000000000Y"
WHOLE: dict[str, Any] = {
    "code": "V1",
    "name": "甲公司",
    "credit_code": A,
    "region": "杭州",
    "description": " 做机器视觉\r\n ",
    "capabilities": [
        {"name": "质检", "description": "表面", "indicators": ["≥98%", ""], "deployment": ["边缘"]},
        "预测性维护",
    ],
    "industries": ["化纤", "2822"],
    "cases": [{"title": "某厂", "customer": "乙厂", "description": "上线"}, "某院"],
    "credentials": [{"name": "ISO", "number": "1", "valid_until": "2027-03-31"}, "高企"],
    "capacity": 3,
    "contact_name": "王",
    "contact_phone": "1",
    "contact_email": "a@b",
}


def bring_in(session: Session, publish: bool = True, **changes: Any) -> str:
    draft = VendorDraft.model_validate({**WHOLE, **changes})
    return operations.import_vendor(session, draft, 7, publish=publish)


def only(session: Session) -> Vendor:
    return session.exec(select(Vendor)).one()


def rows(session: Session) -> list[Any]:
    """Everything that is stored of vendors, organisations and the trail."""
    session.expire_all()
    return [
        [row.model_dump() for row in session.exec(select(table).order_by(table.id))]
        for table in (Vendor, Organisation, Capability, Trail)
    ]


def test_an_imported_vendor_is_verified_and_leaves_a_trail_row_for_every_step(
    session: Session,
) -> None:
    assert bring_in(session) == "added"
    vendor = only(session)
    assert (vendor.state, vendor.version, vendor.code) == (State.VERIFIED, 1, "V1")
    assert vendor.verified_at is not None
    assert vendor.id is not None
    trail = [(t.action, t.before, t.after, t.by) for t in trail_of(session, "vendor", vendor.id)]
    assert trail == [
        ("draft", None, "draft", 7),
        ("submit", "draft", "submitted", 7),
        ("verify", "submitted", "verified", 7),
    ]


def test_an_import_to_review_stops_before_verification(session: Session) -> None:
    bring_in(session, publish=False)
    assert only(session).state == State.SUBMITTED


def test_what_was_imported_comes_back_as_the_draft_it_came_from(session: Session) -> None:
    bring_in(session)
    session.expire_all()
    assert (
        operations.draft_of(only(session)).model_dump()
        == VendorDraft.model_validate(WHOLE).model_dump()
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"code": ""},
        {"credit_code": None},
        {"region": ""},
        {"code": "", "credit_code": None, "region": ""},
        {"code": " V1 "},
        {"name": " 甲公司 "},
    ],
)
def test_a_row_that_tells_nothing_new_writes_nothing(
    session: Session, told: dict[str, Any]
) -> None:
    bring_in(session)
    before = rows(session)
    for _ in range(2):
        assert bring_in(session, **told) == "same"
        assert rows(session) == before


def test_the_same_row_twice_writes_nothing_however_blank_it_is(session: Session) -> None:
    blank = {name: None for name in WHOLE if name in ("credit_code", "capacity")}
    blank |= {
        "code": "",
        "region": "",
        "capabilities": [],
        "industries": [],
        "cases": [],
        "credentials": [],
    }
    assert bring_in(session, **blank) == "added"
    before = rows(session)
    assert bring_in(session, **blank) == "same"
    assert rows(session) == before


@pytest.mark.parametrize(
    "change",
    [
        {"description": "新"},
        {"capabilities": ["预测性维护"]},
        {"industries": ["2822", "化纤"]},
        {"cases": []},
        {"credentials": [{"name": "ISO", "number": "1", "valid_until": "2028-03-31"}, "高企"]},
        {"capacity": None},
        {"contact_phone": "2"},
        {"region": "宁波"},
        {"credit_code": B},
        {"name": "甲集团"},
    ],
)
def test_a_changed_row_replaces_the_content_and_raises_the_version_once(
    session: Session, change: dict[str, Any]
) -> None:
    bring_in(session)
    assert bring_in(session, **change) == "changed"
    vendor = only(session)
    assert (vendor.version, vendor.state) == (2, State.VERIFIED)
    session.expire_all()
    wanted = VendorDraft.model_validate({**WHOLE, **change}).model_dump()
    assert operations.draft_of(vendor).model_dump() == wanted
    assert vendor.id is not None
    assert [t.action for t in trail_of(session, "vendor", vendor.id)][3:] == ["import"]
    before = rows(session)
    assert bring_in(session, **change) == "same"
    assert rows(session) == before


def test_replaced_capabilities_leave_no_orphans(session: Session) -> None:
    bring_in(session)
    bring_in(session, capabilities=["一", "二"])
    assert session.exec(select(func.count()).select_from(Capability)).one() == 2


def test_a_row_without_an_id_is_known_again_by_its_organisation(session: Session) -> None:
    bring_in(session, code="")
    code = only(session).code
    assert bring_in(session, code="", description="新") == "changed"
    assert (only(session).code, only(session).version) == (code, 2)


def test_an_organisation_has_one_profile_whatever_code_a_list_gives_it(session: Session) -> None:
    bring_in(session)
    before = rows(session)
    with pytest.raises(Invalid) as refused:
        bring_in(session, code="V2", name="另一个名字")
    (problem,) = refused.value.problems
    assert (problem.field, problem.code, problem.params) == (
        "name",
        "organisation_taken",
        {"code": "V1"},
    )
    assert rows(session) == before


def test_an_enterprise_that_was_known_by_its_code_is_not_doubled(session: Session) -> None:
    find_or_register_organisation(session, "甲公司（旧名）", A)
    bring_in(session)
    (organisation,) = session.exec(select(Organisation)).all()
    assert (organisation.name, organisation.credit_code) == ("甲公司", A)


def test_a_changed_row_of_a_returned_profile_is_submitted_again_and_of_a_suspended_one_is_not(
    session: Session,
) -> None:
    bring_in(session, publish=False)
    operations.return_vendor(session, only(session), "请补案例", 1)
    bring_in(session, description="新")
    assert only(session).state == State.VERIFIED
    operations.suspend_vendor(session, only(session), 1)
    bring_in(session, description="更新")
    assert only(session).state == State.SUSPENDED


@pytest.mark.parametrize(
    "draft", [{"name": "甲"}, {"name": " ", "description": "x"}, {"name": "甲", "description": " "}]
)
def test_a_row_that_says_too_little_is_refused_and_nothing_is_written(
    session: Session, draft: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        operations.import_vendor(session, VendorDraft(**draft), None)
    assert rows(session) == [[], [], [], []]


def registered(session: Session) -> Vendor:
    organisation = find_or_register_organisation(session, "甲公司", A, "杭州")
    return operations.register_vendor(
        session, VendorDraft.model_validate({**WHOLE, "code": ""}), organisation, 7
    )


def test_an_edit_of_an_outdated_version_is_refused_and_changes_nothing(session: Session) -> None:
    vendor = registered(session)
    draft = VendorDraft.model_validate({**WHOLE, "description": "新"})
    assert operations.edit_vendor(session, vendor, draft, 1, 7)
    before = rows(session)
    with pytest.raises(Outdated):
        operations.edit_vendor(session, vendor, VendorDraft.model_validate(WHOLE), 1, 8)
    assert rows(session) == before
    assert vendor.version == 2


def test_an_edit_that_changes_nothing_writes_nothing(session: Session) -> None:
    vendor = registered(session)
    before = rows(session)
    assert not operations.edit_vendor(session, vendor, VendorDraft.model_validate(WHOLE), 1, 7)
    assert rows(session) == before


def test_an_edit_can_take_the_region_away(session: Session) -> None:
    vendor = registered(session)
    operations.edit_vendor(
        session, vendor, VendorDraft.model_validate({**WHOLE, "region": ""}), 1, 7
    )
    assert vendor.organisation.region == ""
    assert vendor.id is not None
    assert [t.action for t in trail_of(session, "vendor", vendor.id)] == ["draft", "edit"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.VERIFIED, State.SUSPENDED])
def test_a_profile_under_review_or_beyond_cannot_be_edited(session: Session, state: State) -> None:
    vendor = registered(session)
    vendor.state = state
    with pytest.raises(NotAllowed):
        operations.edit_vendor(session, vendor, VendorDraft(name="甲公司", description="新"), 1, 7)
    assert operations.draft_of(vendor).description == WHOLE["description"]


def test_an_organisation_cannot_register_twice(session: Session) -> None:
    vendor = registered(session)
    with pytest.raises(NotAllowed):
        operations.register_vendor(session, VendorDraft(name="甲公司"), vendor.organisation, 7)


def test_an_empty_profile_cannot_be_submitted(session: Session) -> None:
    organisation = find_or_register_organisation(session, "甲公司")
    vendor = operations.register_vendor(session, VendorDraft(), organisation, 7)
    with pytest.raises(Invalid) as refused:
        operations.submit_vendor(session, vendor, 7)
    assert [(p.field, p.code) for p in refused.value.problems] == [("capabilities", "missing")]
    assert vendor.state == State.DRAFT


def test_returning_demands_a_comment_which_the_vendor_then_reads(session: Session) -> None:
    vendor = registered(session)
    assert vendor.id is not None
    operations.submit_vendor(session, vendor, 7)
    with pytest.raises(ReasonMissing):
        operations.return_vendor(session, vendor, "  ", 1)
    assert session.exec(select(VendorReview)).all() == []
    operations.return_vendor(session, vendor, " 请补案例 ", 1)
    review = last_review(session, vendor.id)
    assert review is not None
    assert (review.comment, review.version, review.by) == ("请补案例", 1, 1)


def test_reopening_raises_the_version_because_the_text_is_about_to_change(session: Session) -> None:
    bring_in(session)
    operations.reopen_vendor(session, only(session), 7)
    assert (only(session).state, only(session).version) == (State.DRAFT, 2)


def test_suspending_and_resuming_puts_a_profile_back_into_review(session: Session) -> None:
    bring_in(session)
    operations.suspend_vendor(session, only(session), 7)
    operations.resume_vendor(session, only(session), 7)
    assert only(session).state == State.SUBMITTED


def test_an_unknown_vendor_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        operations.get_vendor(session, 999)


def test_what_is_rolled_back_leaves_no_trace(database: Database) -> None:
    with pytest.raises(KeyboardInterrupt), database.transaction() as session:
        bring_in(session)
        raise KeyboardInterrupt
    with database.reading() as session:
        assert rows(session) == [[], [], [], []]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "code": st.sampled_from(["", "V1", "V2"]),
                "name": st.sampled_from(["甲", " 甲", "乙", "丙"]),
                "credit_code": st.sampled_from([None, A, B]),
                "region": st.sampled_from(["", "杭州"]),
                "description": st.sampled_from(["一", "二"]),
            }
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_row_that_was_taken_is_the_same_when_it_comes_again_at_once(
    empty_database: Any, told: list[dict[str, Any]]
) -> None:
    database = Database(f"sqlite:///{empty_database}")
    with database.transaction() as session:
        for values in told:
            try:
                operations.import_vendor(session, VendorDraft(**values), None)
            except Invalid:
                continue
            before = rows(session)
            assert operations.import_vendor(session, VendorDraft(**values), None) == "same"
            assert rows(session) == before
        session.rollback()
    database.engine.dispose()
