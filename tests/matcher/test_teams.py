"""Teams of vendors: exact, small, and nobody in vain."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.engine import Matcher
from matcher.teams import LARGEST, Team, best_team, propose
from matcher.types import Evidence, Requirement, Verdict
from tests.matcher.writing import scenario, vendor

WORTH = {Verdict.SATISFIED: 1.0, Verdict.PARTIAL: 0.5, Verdict.UNKNOWN: 0, Verdict.UNSATISFIED: 0}
Table = dict[str, tuple[Evidence, ...]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    musts = draw(st.lists(st.booleans(), max_size=6))
    items = [Requirement(f"需求{at}", must, "d", at, at + 1) for at, must in enumerate(musts)]
    return {
        f"V{row}": tuple(Evidence(item, draw(st.sampled_from(list(Verdict)))) for item in items)
        for row in range(draw(st.integers(0, 6)))
    }


def _needed(table: Table) -> list[int]:
    items = [one.requirement for one in next(iter(table.values()), ())]
    musts = [at for at, item in enumerate(items) if item.must]
    return musts or list(range(len(items)))


def _met(table: Table, team: tuple[str, ...], columns: list[int]) -> float:
    return sum(max((WORTH[table[v][c].verdict] for v in team), default=0.0) for c in columns)


@given(table=tables())
@settings(max_examples=200, deadline=None)
def test_no_team_of_at_most_three_meets_more_and_none_as_much_with_fewer(table: Table) -> None:
    found = best_team("S", table)
    needed = _needed(table)
    mine = _met(table, found.vendors, needed)
    assert len(found.vendors) <= LARGEST
    for size in range(1, LARGEST + 1):
        for team in combinations(table, size):
            other = _met(table, team, needed)
            assert other <= mine
            assert other < mine or size >= len(found.vendors) or not other


@given(table=tables())
@settings(max_examples=200, deadline=None)
def test_each_member_meets_something_that_the_others_do_not(table: Table) -> None:
    found = best_team("S", table)
    needed = _needed(table)
    for left_out in found.vendors:
        rest = tuple(one for one in found.vendors if one != left_out)
        assert _met(table, rest, needed) < _met(table, found.vendors, needed)


@given(table=tables())
@settings(max_examples=200, deadline=None)
def test_what_stays_open_is_told_item_by_item(table: Table) -> None:
    found = best_team("S", table)
    needed = _needed(table)
    items = [one.requirement for one in next(iter(table.values()), ())]
    assert [cover.requirement for cover in found.covers] == items
    worth = [_met(table, found.vendors, [at]) for at in range(len(items))]
    assert list(found.open) == [items[at] for at in needed if worth[at] == 0]
    assert list(found.partly) == [items[at] for at in needed if worth[at] == 0.5]
    assert found.complete is (bool(items) and all(worth[at] == 1 for at in needed))
    for cover, got in zip(found.covers, worth, strict=True):
        assert (cover.vendor is None) is (got == 0)
        if cover.evidence is not None:
            assert cover.evidence in table[str(cover.vendor)]
            assert WORTH[cover.evidence.verdict] == got


def test_of_teams_that_do_as_well_the_better_ranked_is_taken() -> None:
    item = Requirement("需求", True, "d", 0, 2)
    yes = (Evidence(item, Verdict.SATISFIED),)
    assert best_team("S", {"first": yes, "second": yes}).vendors == ("first",)


def test_two_vendors_who_complement_each_other_are_proposed_with_their_words(
    matcher: Matcher,
) -> None:
    demand = scenario(
        "S1", "布面疵点检测", "要求布面疵点检出率不低于98%。打标定位误差不超过5厘米。", "纺织"
    )
    matcher.sync_documents(
        [
            vendor("sight", "布面疵点在线检测，检出率99%。", ["布面疵点检测"]),
            vendor("marker", "布面打标机，打标定位误差3厘米。", ["疵点打标"]),
            vendor("water", "供水管网漏损监测。", ["管网漏损监测"]),
        ]
    )
    found: Team = propose(matcher, demand)
    assert sorted(found.vendors) == ["marker", "sight"]
    assert not found.open
    told = {cover.vendor: cover.requirement.span for cover in found.covers if cover.evidence}
    assert "98%" in told["sight"]
    assert "误差" in told["marker"]
    assert all(cover.evidence.quote for cover in found.covers if cover.evidence)


def test_a_matcher_without_vendors_proposes_nobody(matcher: Matcher) -> None:
    found = propose(matcher, scenario("S1", "布面疵点检测", "要求检出率不低于98%。"))
    assert found.vendors == ()
    assert not found.complete
