from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from scenarios import queries
from scenarios.models import Scenario, ScenarioDraft, State
from scenarios.operations import (
    draft_of,
    draft_scenario,
    import_scenario,
    submit_scenario,
    withdraw_scenario,
)
from vendors.registry.models import Organisation


def names(session: Session) -> int:
    rows = queries.find_scenarios(session).rows
    return len([s.organisation.name for s in rows if s.organisation])


def found(session: Session) -> int:
    rows = queries.find_scenarios(session, words="场景").rows
    return len([s.organisation.name for s in rows if s.organisation])


def own(session: Session) -> int:
    return len([s.title for s in queries.scenarios_of(session, 1).rows])


def whole(session: Session) -> int:
    return len([draft_of(scenario) for scenario in queries.published_scenarios(session)])


@pytest.mark.parametrize("ask", [names, found, own, whole])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    session: Session,
    published: Callable[..., Scenario],
    counted: Callable[..., tuple[int, int]],
    ask: Callable[[Session], int],
) -> None:
    published("S0")
    rows, before = counted(ask)
    assert rows == 1
    for i in range(1, 30):
        published(f"S{i}", enterprise="甲厂" if ask is own else f"厂{i}")
    rows, after = counted(ask)
    assert rows == (30 if ask is whole else 20)
    assert before == after == 2


def test_scenarios_are_found_by_state_and_by_words_in_title_number_or_enterprise(
    session: Session, published: Callable[..., Scenario]
) -> None:
    published("S1", title="外观检测", enterprise="云厂")
    published("S2", title="云排产", enterprise="乙厂")
    import_scenario(session, ScenarioDraft(code="S3", title="云图", pain="x"), None, publish=False)

    def codes(**asked: Any) -> set[str]:
        return {s.code for s in queries.find_scenarios(session, **asked).rows}

    assert codes() == {"S1", "S2", "S3"}
    assert codes(words="云") == {"S1", "S2", "S3"}
    assert codes(words="检测") == {"S1"}
    assert codes(words="s2") == {"S2"}
    assert codes(state=State.SUBMITTED, words="云") == {"S3"}
    assert codes(words="人工") == set()


def test_drafts_are_not_among_the_scenarios_the_bureau_looks_through(
    session: Session, published: Callable[..., Scenario]
) -> None:
    published("S1").state = State.DRAFT
    session.flush()
    assert queries.find_scenarios(session).rows == []


def test_the_one_that_waits_longest_stands_first_in_review(session: Session) -> None:
    kept = {
        code: draft_scenario(session, ScenarioDraft(code=code, title=code, pain="x"), None, None)
        for code in ("S1", "S2")
    }
    for code in ("S2", "S1"):
        submit_scenario(session, kept[code], None)
    waiting = queries.find_scenarios(session, state=State.SUBMITTED).rows
    assert [scenario.code for scenario in waiting] == ["S2", "S1"]


def test_an_enterprise_sees_its_own_scenarios_only_last_changed_first(
    session: Session, published: Callable[..., Scenario]
) -> None:
    mine, other = published("S1"), published("S2", enterprise="乙厂")
    published("S3")
    published("S1", budget="新")
    assert mine.organisation_id is not None
    assert [s.code for s in queries.scenarios_of(session, mine.organisation_id).rows] == [
        "S1",
        "S3",
    ]
    assert other.organisation_id is not None
    assert [s.code for s in queries.scenarios_of(session, other.organisation_id).rows] == ["S2"]
    stranger = Organisation(name="丙厂")
    session.add(stranger)
    session.flush()
    assert stranger.id is not None
    assert queries.scenarios_of(session, stranger.id).rows == []


def test_only_published_scenarios_are_open_for_matching(
    session: Session, published: Callable[..., Scenario]
) -> None:
    one, other = published("S1"), published("S2")
    withdraw_scenario(session, other, None)
    assert queries.published_ids(session) == [one.id]
    assert queries.published_scenarios(session) == [one]
    assert queries.count_scenarios(session) == {State.PUBLISHED: 1, State.WITHDRAWN: 1}
