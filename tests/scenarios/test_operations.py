from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, func, select

from scenarios import operations
from scenarios.models import RequirementItem, Scenario, ScenarioDraft, ScenarioReview, State
from scenarios.queries import last_review
from vendors.registry.errors import Invalid, NotAllowed, NotFound, Outdated, ReasonMissing
from vendors.registry.models import Organisation, Trail
from vendors.registry.operations import find_or_register_organisation
from vendors.registry.queries import trail_of
from webapp.database import Database

A, B = "91350100M000100Y43", "10000000000000000Y"
WHOLE: dict[str, Any] = {
    "code": "S1",
    "title": "外观检测",
    "enterprise": "甲厂",
    "credit_code": A,
    "owner_type": "民营企业",
    "industry": "2822",
    "tracks": ["化纤", "人工智能"],
    "stage": "生产制造",
    "pain": " 人工检查漏检多\r\n",
    "description": "要自动识别",
    "requirements": [{"text": "召回率 ≥ 98%", "must": True}, {"text": "支持英文", "must": False}],
    "data": "有 10 万张图",
    "site": "不出厂",
    "budget": "50–80 万元",
    "cooperation": ["采购", "trial"],
    "apply_by": "2027-03-31",
    "contact_name": "王",
    "contact_phone": "1",
    "contact_email": "a@b",
    "disclosure": "公开",
}


def bring_in(session: Session, publish: bool = True, **changes: Any) -> str:
    draft = ScenarioDraft.model_validate({**WHOLE, **changes})
    return operations.import_scenario(session, draft, 7, publish=publish)


def only(session: Session) -> Scenario:
    return session.exec(select(Scenario)).one()


def rows(session: Session) -> list[Any]:
    """Everything that is stored of scenarios, organisations and the trail."""
    session.expire_all()
    return [
        [row.model_dump() for row in session.exec(select(table).order_by(table.id))]
        for table in (Scenario, Organisation, RequirementItem, Trail)
    ]


def test_an_imported_scenario_is_published_and_leaves_a_trail_row_for_every_step(
    session: Session,
) -> None:
    assert bring_in(session) == "added"
    scenario = only(session)
    assert (scenario.state, scenario.version, scenario.code) == (State.PUBLISHED, 1, "S1")
    assert scenario.published_at is not None
    assert scenario.id is not None
    trail = [
        (t.action, t.before, t.after, t.by) for t in trail_of(session, "scenario", scenario.id)
    ]
    assert trail == [
        ("draft", None, "draft", 7),
        ("submit", "draft", "submitted", 7),
        ("publish", "submitted", "published", 7),
    ]


def test_an_import_to_review_stops_before_publication(session: Session) -> None:
    bring_in(session, publish=False)
    assert only(session).state == State.SUBMITTED


def test_what_was_imported_comes_back_as_the_draft_it_came_from(session: Session) -> None:
    bring_in(session)
    session.expire_all()
    assert (
        operations.draft_of(only(session)).model_dump()
        == ScenarioDraft.model_validate(WHOLE).model_dump()
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"code": ""},
        {"credit_code": None},
        {"enterprise": "", "credit_code": None},
        {"enterprise": " 甲厂 "},
        {"enterprise": "甲厂（集团）"},
        {"code": " S1 "},
        {"requirements": [{"text": "召回率 ≥ 98%"}, {"text": "支持英文", "must": False}]},
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


@pytest.mark.parametrize(
    "change",
    [
        {"title": "新"},
        {"pain": "人工检查漏检多"},
        {"description": ""},
        {
            "requirements": [
                {"text": "召回率 ≥ 98%", "must": False},
                {"text": "支持英文", "must": False},
            ]
        },
        {"requirements": []},
        {"industry": "化纤"},
        {"tracks": []},
        {"stage": None},
        {"data": ""},
        {"site": "x"},
        {"budget": ""},
        {"cooperation": ["trial"]},
        {"apply_by": None},
        {"contact_email": ""},
        {"disclosure": "互认后可见"},
        {"owner_type": "x"},
    ],
)
def test_a_changed_row_replaces_the_content_and_raises_the_version_once(
    session: Session, change: dict[str, Any]
) -> None:
    bring_in(session)
    assert bring_in(session, **change) == "changed"
    scenario = only(session)
    assert (scenario.version, scenario.state) == (2, State.PUBLISHED)
    session.expire_all()
    wanted = ScenarioDraft.model_validate({**WHOLE, **change}).model_dump()
    assert operations.draft_of(scenario).model_dump() == wanted
    assert scenario.id is not None
    assert [t.action for t in trail_of(session, "scenario", scenario.id)][3:] == ["import"]
    before = rows(session)
    assert bring_in(session, **change) == "same"
    assert rows(session) == before


def test_replaced_requirement_items_leave_no_orphans(session: Session) -> None:
    bring_in(session)
    bring_in(session, requirements=["一"])
    assert session.exec(select(func.count()).select_from(RequirementItem)).one() == 1


def test_a_row_under_another_credit_code_moves_the_scenario_to_that_organisation(
    session: Session,
) -> None:
    bring_in(session)
    assert bring_in(session, credit_code=B) == "changed"
    codes = [o.credit_code for o in session.exec(select(Organisation).order_by(Organisation.id))]
    assert codes == [A, B]
    organisation = only(session).organisation
    assert organisation is not None
    assert organisation.credit_code == B
    assert bring_in(session, credit_code=B) == "same"


def test_an_organisation_with_this_credit_code_is_not_doubled(session: Session) -> None:
    find_or_register_organisation(session, "甲厂（旧名）", A)
    bring_in(session)
    (organisation,) = session.exec(select(Organisation)).all()
    assert organisation.id == only(session).organisation_id


def test_a_row_without_an_id_is_known_again_by_enterprise_title_and_texts(session: Session) -> None:
    bring_in(session, code="")
    code = only(session).code
    assert bring_in(session, code="", budget="另议") == "changed"
    assert (only(session).code, only(session).version) == (code, 2)
    assert bring_in(session, code="", enterprise="乙厂", credit_code=None) == "added"
    assert bring_in(session, code="", title="另一个") == "added"


def test_rows_without_an_enterprise_are_known_again_among_their_kind(session: Session) -> None:
    nobody = {"code": "", "enterprise": "", "credit_code": None}
    bring_in(session)
    assert bring_in(session, **nobody) == "added"
    assert bring_in(session, **nobody) == "same"
    assert session.exec(select(func.count()).select_from(Scenario)).one() == 2


def test_an_item_that_nobody_marked_is_must_or_wish_as_its_wording_says(session: Session) -> None:
    items = ["召回率不低于 98%", "最好支持英文界面", {"text": "最好支持英文界面", "must": True}]
    bring_in(session, requirements=items)
    assert [r.must for r in only(session).requirements] == [True, False, True]
    assert bring_in(session, requirements=items) == "same"


def test_a_credit_code_without_an_enterprise_is_a_problem_and_not_dropped(session: Session) -> None:
    with pytest.raises(Invalid) as refused:
        bring_in(session, enterprise=" ")
    assert [(p.field, p.code) for p in refused.value.problems] == [("enterprise", "missing")]
    assert rows(session) == [[], [], [], []]


def test_a_withdrawn_scenario_stays_withdrawn_when_its_row_changes(session: Session) -> None:
    bring_in(session)
    operations.withdraw_scenario(session, only(session), 7)
    assert bring_in(session, budget="另议") == "changed"
    assert only(session).state == State.WITHDRAWN


@pytest.mark.parametrize(
    "draft",
    [{"title": "甲"}, {"title": " ", "pain": "x"}, {"title": "甲", "pain": " ", "data": "x"}],
)
def test_a_row_that_says_too_little_is_refused_and_nothing_is_written(
    session: Session, draft: dict[str, Any]
) -> None:
    with pytest.raises(Invalid):
        operations.import_scenario(session, ScenarioDraft(**draft), None)
    assert rows(session) == [[], [], [], []]


def drafted(session: Session) -> Scenario:
    organisation = find_or_register_organisation(session, "甲厂", A)
    draft = ScenarioDraft.model_validate({**WHOLE, "code": ""})
    return operations.draft_scenario(session, draft, organisation, 7)


def test_an_edit_of_an_outdated_version_is_refused_and_changes_nothing(session: Session) -> None:
    scenario = drafted(session)
    assert operations.edit_scenario(session, scenario, ScenarioDraft(title="新", pain="x"), 1, 7)
    before = rows(session)
    with pytest.raises(Outdated):
        operations.edit_scenario(session, scenario, ScenarioDraft.model_validate(WHOLE), 1, 8)
    assert rows(session) == before
    assert scenario.version == 2
    assert scenario.id is not None
    assert [t.action for t in trail_of(session, "scenario", scenario.id)] == ["draft", "edit"]


def test_an_edit_that_changes_nothing_writes_nothing(session: Session) -> None:
    scenario = drafted(session)
    before = rows(session)
    assert not operations.edit_scenario(
        session, scenario, ScenarioDraft.model_validate(WHOLE), 1, 7
    )
    assert rows(session) == before


@pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED, State.WITHDRAWN])
def test_a_scenario_under_review_or_beyond_cannot_be_edited(session: Session, state: State) -> None:
    scenario = drafted(session)
    scenario.state = state
    with pytest.raises(NotAllowed):
        operations.edit_scenario(session, scenario, ScenarioDraft(title="新", pain="x"), 1, 7)
    assert scenario.title == WHOLE["title"]


def test_an_unfinished_scenario_can_be_kept_but_not_submitted(session: Session) -> None:
    scenario = operations.draft_scenario(session, ScenarioDraft(title="只有名称"), None, 7)
    with pytest.raises(Invalid) as refused:
        operations.submit_scenario(session, scenario, 7)
    assert [(p.field, p.code) for p in refused.value.problems] == [("description", "missing")]
    assert scenario.state == State.DRAFT


def test_returning_demands_a_comment_which_the_enterprise_then_reads(session: Session) -> None:
    scenario = drafted(session)
    assert scenario.id is not None
    operations.submit_scenario(session, scenario, 7)
    with pytest.raises(ReasonMissing):
        operations.return_scenario(session, scenario, "\n", 1)
    assert session.exec(select(ScenarioReview)).all() == []
    operations.return_scenario(session, scenario, " 请写清指标 ", 1)
    review = last_review(session, scenario.id)
    assert review is not None
    assert (review.comment, review.version, review.by) == ("请写清指标", 1, 1)


def test_reopening_raises_the_version_because_the_text_is_about_to_change(session: Session) -> None:
    bring_in(session)
    operations.reopen_scenario(session, only(session), 7)
    assert (only(session).state, only(session).version) == (State.DRAFT, 2)


def test_an_unknown_scenario_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        operations.get_scenario(session, 999)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "code": st.sampled_from(["", "S1", "S2"]),
                "title": st.sampled_from(["一", " 一"]),
                "enterprise": st.sampled_from(["甲", "甲 ", "乙"]),
                "credit_code": st.sampled_from([None, A, B]),
                "pain": st.sampled_from(["痛", "痛\r\n"]),
                "requirements": st.sampled_from([[], ["希望支持英文"], [" 支持英文"]]),
                "budget": st.sampled_from(["", "1"]),
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
            draft = ScenarioDraft.model_validate(values)
            operations.import_scenario(session, draft, None)
            before = rows(session)
            assert operations.import_scenario(session, draft, None) == "same"
            assert rows(session) == before
        session.rollback()
    database.engine.dispose()
