from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from scenarios.brokerage import operations
from scenarios.brokerage.models import DeferReason, Match, MatchRun, RejectReason, State
from scenarios.models import Scenario
from scenarios.operations import reopen_scenario, withdraw_scenario
from tests.scenarios.brokerage.answers import answer, suggestion
from vendors.models import Vendor
from vendors.operations import reopen_vendor, suspend_vendor
from vendors.registry.errors import NotAllowed, NotFound, Outdated, ReasonMissing
from vendors.registry.queries import trail_of


@pytest.fixture
def scenario(published: Callable[..., Scenario]) -> Scenario:
    return published("S1")


@pytest.fixture
def vendor(verified: Callable[..., Vendor]) -> Vendor:
    return verified("V1")


def record(session: Session, scenario: Scenario, *vendors: Vendor, **told: Any) -> MatchRun:
    """The matcher suggests these vendors, in this order, having read them as they are now."""
    read = {v.id: v.version for v in session.exec(select(Vendor)) if v.state == "verified" and v.id}
    suggestions = [suggestion(v, rank, **told) for rank, v in enumerate(vendors, start=1)]
    return operations.record_answer(
        session, scenario, answer(scenario, *suggestions), read, "model-1"
    )


def match_of(session: Session, vendor: Vendor) -> Match:
    return session.exec(select(Match).where(Match.vendor_id == vendor.id)).one()


def moves(session: Session, match: Match) -> list[str]:
    assert match.id is not None
    return [row.action for row in trail_of(session, "match", match.id)]


def shown(match: Match) -> dict[str, Any]:
    return match.model_dump(exclude={"run_id", "signals"})


def test_a_new_suggestion_is_proposed_with_its_reasons_and_the_versions_it_was_made_on(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    run = record(session, scenario, vendor)
    match = match_of(session, vendor)
    assert (match.state, match.rank, match.score, match.signals) == (
        State.PROPOSED,
        1,
        0.8,
        {"dense": 0.8},
    )
    assert (match.scenario_version, match.vendor_version, match.run_id) == (1, 1, run.id)
    assert match.items == [
        {
            "span": "召回率不低于 98%", "must": True, "verdict": "satisfied", "quote": "召回率 99%",
            "field": "capabilities[0].description", "start": 0, "end": 7,
        },
        {
            "span": "支持英文", "must": False, "verdict": "unknown", "quote": None,
            "field": None, "start": None, "end": None,
        },
    ]  # fmt: skip
    assert moves(session, match) == ["propose"]


def test_a_run_says_what_was_read_what_was_suggested_and_what_nobody_meets(
    session: Session, scenario: Scenario, vendor: Vendor, verified: Callable[..., Vendor]
) -> None:
    verified("V2")
    run = record(session, scenario, vendor)
    assert (run.vendors_read, run.suggested, run.matcher_version, run.scenario_version) == (
        2,
        1,
        "model-1",
        1,
    )
    assert run.gaps == [
        {"span": "支持英文", "must": False, "field": "requirements[1].text", "start": 0, "end": 4}
    ]


def test_the_same_answer_again_changes_nothing_that_people_see(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    before = shown(match_of(session, vendor))
    record(session, scenario, vendor)
    assert shown(match_of(session, vendor)) == before
    assert moves(session, match_of(session, vendor)) == ["propose"]


def test_a_suggestion_is_refreshed_in_place_and_an_older_form_is_then_outdated(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    seen = match.version
    record(session, scenario, vendor, quote="召回率 99.5%", score=0.9)
    assert (match.state, match.score, match.items[0]["quote"]) == (
        State.PROPOSED,
        0.9,
        "召回率 99.5%",
    )
    with pytest.raises(Outdated):
        operations.approve_match(session, match, seen, "", 1)
    assert (match.state, match.decided_by, moves(session, match)) == (
        State.PROPOSED,
        None,
        ["propose"],
    )


def test_a_new_rank_alone_does_not_make_a_form_outdated(
    session: Session, scenario: Scenario, vendor: Vendor, verified: Callable[..., Vendor]
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    seen = match.version
    record(session, scenario, verified("V2"), vendor)
    assert match.rank == 2
    operations.approve_match(session, match, seen, "", 1)


def test_a_suggestion_that_is_no_longer_made_lapses_and_is_proposed_again(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    record(session, scenario)
    match = match_of(session, vendor)
    assert match.state == State.LAPSED
    record(session, scenario)
    assert match.state == State.LAPSED
    record(session, scenario, vendor)
    assert match.state == State.PROPOSED
    assert moves(session, match) == ["propose", "lapse", "propose_again"]


def decide(session: Session, match: Match, decision: str) -> None:
    if decision == "approved":
        operations.approve_match(session, match, match.version, "好", 1)
    elif decision == "deferred":
        operations.defer_match(session, match, match.version, DeferReason.TIMING, "等", 1)
    else:
        operations.reject_match(session, match, match.version, RejectReason.BUDGET, "贵", 1)


DECISIONS = ["approved", "deferred", "rejected"]


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_kept_with_what_it_saw_whatever_the_matcher_says_later(
    session: Session, scenario: Scenario, vendor: Vendor, decision: str
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    decide(session, match, decision)
    before = match.model_dump()
    record(session, scenario, vendor, quote="别的", score=0.2)
    record(session, scenario)
    assert match.model_dump() == before
    assert match.state == decision


@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize("side", ["vendor", "scenario"])
def test_a_decision_becomes_stale_and_shows_the_new_reasons_when_a_text_behind_it_changed(
    session: Session,
    scenario: Scenario,
    vendor: Vendor,
    published: Callable[..., Scenario],
    verified: Callable[..., Vendor],
    decision: str,
    side: str,
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    decide(session, match, decision)
    seen = match.version
    if side == "vendor":
        verified("V1", description="新的简介")
    else:
        published("S1", pain="新的痛点")
    record(session, scenario, vendor, quote="新的原话")
    assert (match.state, match.items[0]["quote"]) == (State.STALE, "新的原话")
    assert (match.scenario_version, match.vendor_version) == (scenario.version, vendor.version)
    assert match.version > seen
    assert moves(session, match)[-1] == "outdate"
    decide(session, match, decision)
    assert match.state == decision


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_on_changed_texts_that_no_longer_match_becomes_stale_and_then_lapses(
    session: Session,
    scenario: Scenario,
    vendor: Vendor,
    verified: Callable[..., Vendor],
    decision: str,
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    decide(session, match, decision)
    verified("V1", description="改做教育")
    record(session, scenario)
    assert match.state == State.STALE
    with pytest.raises(Outdated):
        decide(session, match, decision)
    record(session, scenario)
    assert match.state == State.LAPSED


def test_a_decision_about_a_vendor_that_left_the_list_becomes_stale(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    decide(session, match, "approved")
    suspend_vendor(session, vendor, 1)
    record(session, scenario)
    assert match.state == State.STALE


@pytest.mark.parametrize("side", ["vendor", "scenario"])
def test_a_decision_between_a_change_and_the_next_answer_is_refused(
    session: Session,
    scenario: Scenario,
    vendor: Vendor,
    published: Callable[..., Scenario],
    verified: Callable[..., Vendor],
    side: str,
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    if side == "vendor":
        verified("V1", description="新的简介")
    else:
        published("S1", pain="新的痛点")
    for decision in DECISIONS:
        with pytest.raises(Outdated):
            decide(session, match, decision)
    assert (match.state, moves(session, match)) == (State.PROPOSED, ["propose"])


@pytest.mark.parametrize(
    "leave",
    [
        lambda session, scenario, vendor: withdraw_scenario(session, scenario, 1),
        lambda session, scenario, vendor: reopen_scenario(session, scenario, 1),
        lambda session, scenario, vendor: suspend_vendor(session, vendor, 1),
        lambda session, scenario, vendor: reopen_vendor(session, vendor, 1),
    ],
)
def test_nothing_is_decided_about_what_is_no_longer_published(
    session: Session, scenario: Scenario, vendor: Vendor, leave: Callable[..., None]
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    leave(session, scenario, vendor)
    with pytest.raises(NotAllowed):
        decide(session, match, "approved")
    assert match.state == State.PROPOSED


def test_a_decision_keeps_who_when_why_and_the_note(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    seen = match.version
    operations.reject_match(session, match, seen, RejectReason.BUDGET, " 太贵 ", 9)
    assert (match.state, match.reason, match.note, match.decided_by, match.version) == (
        State.REJECTED, "budget", "太贵", 9, seen + 1,
    )  # fmt: skip
    assert match.decided_at is not None
    assert match.id is not None
    row = trail_of(session, "match", match.id)[-1]
    assert (row.action, row.by, row.reason) == ("reject", 9, "budget")


@pytest.mark.parametrize("reason", [None, "", "timing", "other"])
def test_a_rejection_without_a_reason_of_its_own_is_refused_and_changes_nothing(
    session: Session, scenario: Scenario, vendor: Vendor, reason: str | None
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    before = match.model_dump()
    with pytest.raises(ReasonMissing):
        operations.reject_match(session, match, match.version, reason, "x", 9)
    session.flush()
    session.refresh(match)
    assert match.model_dump() == before


def test_two_officials_cannot_overwrite_each_other_unseen(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    seen = match.version
    operations.defer_match(session, match, seen, DeferReason.TIMING, "", 1)
    with pytest.raises(Outdated):
        operations.reject_match(session, match, seen, RejectReason.BUDGET, "", 2)
    assert (match.state, match.decided_by) == (State.DEFERRED, 1)


def test_a_decision_that_is_taken_back_leaves_an_open_suggestion(
    session: Session, scenario: Scenario, vendor: Vendor
) -> None:
    record(session, scenario, vendor)
    match = match_of(session, vendor)
    decide(session, match, "rejected")
    operations.reconsider_match(session, match, match.version, 2)
    assert (match.state, match.reason, match.note) == (State.PROPOSED, None, "")
    assert (match.decided_at, match.decided_by) == (None, None)


def test_withdrawing_lets_open_suggestions_lapse_and_keeps_decisions(
    session: Session, scenario: Scenario, vendor: Vendor, verified: Callable[..., Vendor]
) -> None:
    other = verified("V2")
    record(session, scenario, vendor, other)
    decide(session, match_of(session, vendor), "approved")
    withdraw_scenario(session, scenario, 1)
    assert operations.withdraw_suggestions(session, scenario) == 1
    assert match_of(session, vendor).state == State.APPROVED
    assert match_of(session, other).state == State.LAPSED
    assert operations.withdraw_suggestions(session, scenario) == 0


def test_answers_about_one_scenario_leave_the_matches_of_others_alone(
    session: Session, scenario: Scenario, vendor: Vendor, published: Callable[..., Scenario]
) -> None:
    record(session, scenario, vendor)
    record(session, published("S2"))
    assert match_of(session, vendor).state == State.PROPOSED


def test_an_unknown_match_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        operations.get_match(session, 999)
