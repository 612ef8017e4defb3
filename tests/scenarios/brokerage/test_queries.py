from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from scenarios.brokerage import operations, queries
from scenarios.brokerage.models import Match, State
from scenarios.models import Scenario
from tests.scenarios.brokerage.answers import answer, suggestion
from vendors.models import Vendor
from vendors.operations import draft_of


def propose(session: Session, scenario: Scenario, *vendors: Vendor) -> None:
    read = {vendor.id: vendor.version for vendor in vendors if vendor.id}
    made = [suggestion(v, rank, 0.9 - rank / 100) for rank, v in enumerate(vendors, start=1)]
    operations.record_answer(session, scenario, answer(scenario, *made), read, "model-1")


def of_scenario(session: Session) -> int:
    rows = queries.matches_of(session, 1)
    return len(
        [
            (m.scenario.title, m.vendor.organisation.name, [c.name for c in m.vendor.capabilities])
            for m in rows
        ]
    )


def of_vendor(session: Session) -> int:
    rows = queries.matches_with(session, 1)
    return len([m.scenario.organisation.name for m in rows if m.scenario.organisation])


def to_decide(session: Session) -> int:
    rows = queries.scenarios_to_decide(session, limit=40)
    return len([(s.organisation.name, number) for s, number in rows if s.organisation])


@pytest.mark.parametrize("ask", [of_scenario, of_vendor, to_decide])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    session: Session,
    published: Callable[..., Scenario],
    verified: Callable[..., Vendor],
    counted: Callable[..., tuple[int, int]],
    ask: Callable[[Session], int],
) -> None:
    def fill(size: int) -> None:
        if ask is of_scenario:
            scenario = published("S0")
            propose(
                session,
                scenario,
                *(verified(f"V{i}", capabilities=["a", "b"]) for i in range(size)),
            )
        else:
            for i in range(size):
                propose(session, published(f"S{i}", enterprise=f"厂{i}"), verified("V0"))

    fill(1)
    rows, before = counted(ask)
    assert rows == 1
    fill(30)
    rows, after = counted(ask)
    assert rows == 30
    assert before == after <= 3


def test_one_match_comes_whole_in_a_fixed_number_of_queries(
    session: Session,
    published: Callable[..., Scenario],
    verified: Callable[..., Vendor],
    statements: Callable[..., Any],
) -> None:
    vendor = verified("V1", capabilities=["a"] * 9, cases=["c"] * 9, credentials=["d"] * 9)
    propose(session, published("S1"), vendor)
    match_id = session.exec(select(Match.id)).one()
    assert match_id is not None
    session.expunge_all()
    with statements() as sent:
        match = queries.whole_match(session, match_id)
        assert match is not None
        assert match.scenario.title == "场景S1"
        assert len(draft_of(match.vendor).capabilities) == 9
    assert len(sent) == 4
    assert queries.whole_match(session, 999) is None


def test_matches_stand_best_first_and_lapsed_ones_are_not_shown(
    session: Session, published: Callable[..., Scenario], verified: Callable[..., Vendor]
) -> None:
    scenario, one, two, three = published("S1"), verified("V1"), verified("V2"), verified("V3")
    assert scenario.id is not None
    propose(session, scenario, one, two, three)
    propose(session, scenario, three, one)
    assert [m.vendor.code for m in queries.matches_of(session, scenario.id)] == ["V3", "V1"]
    assert queries.count_by_state(session) == {State.PROPOSED: 2, State.LAPSED: 1}
    counts = queries.count_matches(session, [scenario.id, 999])
    assert counts == {scenario.id: {State.PROPOSED: 2, State.LAPSED: 1}, 999: {}}
    assert two.id is not None
    assert queries.matches_with(session, two.id) == []
    assert queries.scenarios_matched_with(session, two.id) == [scenario.id]


def test_the_scenarios_to_decide_are_the_published_ones_with_open_suggestions_longest_waiting_first(
    session: Session, published: Callable[..., Scenario], verified: Callable[..., Vendor]
) -> None:
    vendor, other = verified("V1"), verified("V2")
    late, early, decided, none = published("S2"), published("S1"), published("S3"), published("S4")
    assert late.published_at is not None
    early.published_at = late.published_at.replace(year=2020)
    for scenario in (late, early, decided):
        propose(session, scenario, vendor, other)
    propose(session, none)
    for match in session.exec(select(Match).where(Match.scenario_id == decided.id)).all():
        operations.approve_match(session, match, match.version, "", 1)
    assert [(s.code, n) for s, n in queries.scenarios_to_decide(session)] == [("S1", 2), ("S2", 2)]
    assert [s.code for s, _ in queries.scenarios_to_decide(session, limit=1)] == ["S1"]


def test_the_last_run_is_the_latest(
    session: Session, published: Callable[..., Scenario], verified: Callable[..., Vendor]
) -> None:
    scenario = published("S1")
    assert scenario.id is not None
    assert queries.last_run(session, scenario.id) is None
    propose(session, scenario, verified("V1"))
    propose(session, scenario)
    run = queries.last_run(session, scenario.id)
    assert run is not None
    assert run.suggested == 0
