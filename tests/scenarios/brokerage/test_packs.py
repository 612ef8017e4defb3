"""Scenarios are joined in a pack and taken apart, and stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import Session, select

from matcher.volumes import pooled
from scenarios.brokerage import packs
from scenarios.brokerage.models import Match, Pack, PackState, State
from scenarios.brokerage.packs import PackDraft, Standing
from scenarios.models import Scenario, ScenarioDraft
from scenarios.operations import (
    draft_scenario,
    import_scenario,
    reopen_scenario,
    withdraw_scenario,
)
from vendors.registry.errors import Invalid, NotAllowed, NotFound, Outdated
from vendors.registry.models import Trail

DRAFT = PackDraft(title="离心泵联合监测", note="由甲厂牵头")
PUMPS = "厂里共有{n}台离心泵，轴承坏了才停机，希望提前知道。"


@pytest.fixture
def pumps(published: Callable[..., Scenario]) -> list[Scenario]:
    """Three scenarios that count their pumps."""
    return [
        published(f"S{n}", title=f"{name}泵组监测", pain=PUMPS.format(n=n), enterprise=name)
        for name, n in (("甲厂", 120), ("乙厂", 80), ("丙厂", 45))
    ]


def seen(scenarios: list[Scenario]) -> dict[int, int]:
    return {scenario.id: scenario.version for scenario in scenarios if scenario.id is not None}


def rows_of(session: Session) -> str:
    """Every byte stored of scenarios, their items and their trail."""
    session.flush()
    connection = session.connection()
    stored = [
        [list(map(str, row)) for row in connection.execute(sa.text(f"select * from {table}"))]
        for table in ("scenario", "requirementitem", "scenarioreview")
    ]
    trail = session.exec(select(Trail).where(Trail.subject == "scenario")).all()
    return json.dumps([stored, [row.model_dump(mode="json") for row in trail]])


def faults(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.code, one.value) for one in error.value.problems]


def test_a_pack_keeps_the_version_and_the_volume_of_each_member(
    session: Session, pumps: list[Scenario]
) -> None:
    pack = packs.form_pack(session, DRAFT, seen(pumps), 7)
    assert (pack.title, pack.note, pack.state) == (DRAFT.title, DRAFT.note, PackState.FORMED)
    assert {m.scenario_id: m.scenario_version for m in pack.members} == seen(pumps)
    assert [[one["low"] for one in m.volume] for m in pack.members] == [[120.0], [80.0], [45.0]]
    for member in pack.members:
        [one] = member.volume
        text = member.scenario.pain
        assert (one["field"], one["unit"]) == ("pain", "台")
        assert text[one["start"] : one["end"]] == one["span"]


def test_the_stored_volume_adds_up_as_the_matcher_does(
    session: Session, pumps: list[Scenario]
) -> None:
    pack = packs.form_pack(session, DRAFT, seen(pumps), None)
    [kept] = packs.volumes_of(pack)
    [read] = pooled([packs.document_of(scenario) for scenario in pumps])
    assert (kept.low, kept.high, kept.unit, kept.thing, kept.per) == (
        read.low, read.high, read.unit, read.thing, read.per,
    )  # fmt: skip
    assert kept.low == 245
    assert [one.scenario for one in kept.contributions] == [str(s.id) for s in pumps]


def test_the_trail_says_who_formed_and_who_dissolved(
    session: Session, pumps: list[Scenario]
) -> None:
    pack = packs.form_pack(session, DRAFT, seen(pumps), 7)
    packs.dissolve_pack(session, pack, pack.version, 8)
    trail = session.exec(select(Trail).where(Trail.subject == "pack")).all()
    assert [(t.subject_id, t.action, t.by, t.before, t.after) for t in trail] == [
        (pack.id, "form", 7, None, "formed"),
        (pack.id, "dissolve", 8, "formed", "dissolved"),
    ]


def test_forming_and_dissolving_leave_every_scenario_row_byte_identical(
    session: Session, pumps: list[Scenario]
) -> None:
    before = rows_of(session)
    pack = packs.form_pack(session, DRAFT, seen(pumps), None)
    assert rows_of(session) == before
    packs.dissolve_pack(session, pack, pack.version, None)
    session.expire_all()
    assert rows_of(session) == before


def test_a_scenario_is_in_one_formed_pack_only(session: Session, pumps: list[Scenario]) -> None:
    packs.form_pack(session, DRAFT, seen(pumps[:2]), None)
    with pytest.raises(Invalid) as refused:
        packs.form_pack(session, PackDraft(title="另一个"), seen(pumps[1:]), None)
    assert faults(refused) == [("already_packed", str(pumps[1].id))]
    assert refused.value.problems[0].params == {"scenario": "乙厂泵组监测", "pack": DRAFT.title}
    assert len(session.exec(select(Pack)).all()) == 1


def test_members_of_a_dissolved_pack_can_be_packed_again(
    session: Session, pumps: list[Scenario]
) -> None:
    first = packs.form_pack(session, DRAFT, seen(pumps), None)
    packs.dissolve_pack(session, first, first.version, None)
    assert packs.packs_of(session) == {}
    second = packs.form_pack(session, DRAFT, seen(pumps), None)
    assert packs.packs_of(session) == {scenario.id: second for scenario in pumps}
    assert packs.packs_of(session, []) == {}


def test_what_was_not_seen_is_not_packed(session: Session, pumps: list[Scenario]) -> None:
    read = seen(pumps)
    import_scenario(
        session, ScenarioDraft(code="S120", title="改了", pain="全改了", enterprise="甲厂"), None
    )
    reopen_scenario(session, pumps[1], None)
    with pytest.raises(Invalid) as refused:
        packs.form_pack(session, PackDraft(), read, None)
    assert faults(refused) == [
        ("missing", ""),
        ("member_changed", str(pumps[0].id)),
        ("member_unpublished", str(pumps[1].id)),
    ]


@pytest.mark.parametrize("title", ["", "  \n", "\u200b", "\u3000"])
def test_a_pack_has_a_name(session: Session, pumps: list[Scenario], title: str) -> None:
    with pytest.raises(Invalid) as refused:
        packs.form_pack(session, PackDraft(title=title), seen(pumps), None)
    assert faults(refused) == [("missing", "")]


def test_a_name_or_note_without_end_is_no_draft() -> None:
    for values in ({"title": "长" * 201}, {"title": "甲", "note": "长" * 2001}):
        with pytest.raises(ValidationError):
            PackDraft(**values)


def test_one_scenario_is_no_pack_and_there_is_a_largest(
    session: Session, published: Callable[..., Scenario]
) -> None:
    many = [published(f"M{n}") for n in range(packs.MOST + 1)]
    for number, code in ((0, "pack_small"), (1, "pack_small"), (len(many), "pack_large")):
        with pytest.raises(Invalid) as refused:
            packs.form_pack(session, DRAFT, seen(many[:number]), None)
        assert faults(refused) == [(code, "")]
    assert len(packs.form_pack(session, DRAFT, seen(many[1:]), None).members) == packs.MOST


def test_what_was_never_handed_in_does_not_exist_for_a_pack(
    session: Session, pumps: list[Scenario]
) -> None:
    draft = draft_scenario(session, ScenarioDraft(title="没交的"), None, None)
    for number in (draft.id or 0, 10_000):
        with pytest.raises(NotFound):
            packs.form_pack(session, DRAFT, {**seen(pumps), number: 1}, None)
    with pytest.raises(NotFound):
        packs.get_pack(session, 1)


def test_a_pack_is_dissolved_once_and_as_it_was_seen(
    session: Session, pumps: list[Scenario]
) -> None:
    pack = packs.form_pack(session, DRAFT, seen(pumps), None)
    with pytest.raises(Outdated):
        packs.dissolve_pack(session, pack, pack.version + 1, None)
    packs.dissolve_pack(session, pack, pack.version, None)
    with pytest.raises(NotAllowed):
        packs.dissolve_pack(session, pack, pack.version, None)


def test_a_pack_tells_which_members_have_changed_since(
    session: Session, pumps: list[Scenario]
) -> None:
    pack = packs.form_pack(session, DRAFT, seen(pumps), None)
    assert {packs.standing(member) for member in pack.members} == {Standing.SAME}
    import_scenario(
        session, ScenarioDraft(code="S120", title="改了", pain="全改了", enterprise="甲厂"), None
    )
    withdraw_scenario(session, pumps[2], None)
    assert [packs.standing(member) for member in pack.members] == [
        Standing.CHANGED,
        Standing.SAME,
        Standing.UNPUBLISHED,
    ]
    [volume] = packs.volumes_of(pack)
    assert volume.low == 245, "what was added up when the pack was formed stays"


def test_packs_are_listed_by_state_the_newest_first(
    session: Session, published: Callable[..., Scenario], counted: Callable[..., tuple[int, int]]
) -> None:
    made = [
        packs.form_pack(
            session,
            PackDraft(title=f"包{n}"),
            seen(
                [published(f"A{n}", enterprise=f"甲{n}"), published(f"B{n}", enterprise=f"乙{n}")]
            ),
            None,
        )
        for n in range(6)
    ]
    packs.dissolve_pack(session, made[0], 1, None)

    def ask(session: Session) -> int:
        page = packs.find_packs(session, PackState.FORMED)
        names = [[m.scenario.organisation.name for m in one.members] for one in page.rows]  # type: ignore[union-attr]
        return len(names)

    rows, statements = counted(ask)
    assert rows == 5
    assert statements <= 4, "the number of queries does not grow with the rows"
    listed = packs.find_packs(session, PackState.FORMED).rows
    assert [one.title for one in listed] == ["包5", "包4", "包3", "包2", "包1"]
    assert [one.title for one in packs.find_packs(session, PackState.DISSOLVED).rows] == ["包0"]


def item(must: bool, verdict: str) -> dict[str, Any]:
    return {"span": "甲", "must": must, "verdict": verdict}


@pytest.mark.parametrize(
    ("items", "state", "lacks"),
    [
        ([item(True, "satisfied"), item(False, "unknown")], State.PROPOSED, False),
        ([item(True, "satisfied"), item(True, "partial")], State.PROPOSED, True),
        ([item(True, "satisfied")], State.REJECTED, True),
        ([item(False, "satisfied"), item(False, "unknown")], State.PROPOSED, True),
        ([item(False, "satisfied")], State.APPROVED, False),
        ([], State.PROPOSED, True),
    ],
)
def test_a_team_is_offered_only_where_nobody_alone_meets_what_is_needed(
    items: list[dict[str, Any]], state: State, lacks: bool
) -> None:
    match = Match(
        scenario_id=1, vendor_id=1, rank=1, score=0.9, scenario_version=1, vendor_version=1,
        run_id=1, items=items, state=state,
    )  # fmt: skip
    assert packs.lacks_one_for_all([match]) is lacks
    assert packs.lacks_one_for_all([])
