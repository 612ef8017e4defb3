"""Unmet needs are pooled by what is asked for, weighed, and none is lost or counted twice."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from matcher import knowledge
from matcher.gaps import Need, pool
from matcher.types import Requirement

KNOWN = knowledge.load()
IDS = [one.id for one in KNOWN.capabilities]
CLOTH = next(one for one in KNOWN.capabilities if "疵" in one.zh)


def _item(span: str = "检出率不低于99%", must: bool = True) -> Requirement:
    return Requirement(span, must, "description", 0, len(span))


def test_scenarios_that_ask_for_the_same_are_one_row_with_all_they_miss() -> None:
    first, second = _item(), _item("不停机安装", must=False)
    needs = [Need("S2", CLOTH.id, 0, (second,)), Need("S1", CLOTH.id, 3, (first,))]
    [row] = pool(needs, KNOWN)
    assert (row.capability, row.name, row.scenarios) == (CLOTH.id, CLOTH.zh, ("S1", "S2"))
    assert row.unserved == ("S2",)
    assert row.items == (("S1", first), ("S2", second))
    assert (row.demand, row.musts) == (1 + 0.5 + 1, 1)


def test_what_is_met_is_no_gap_and_what_nobody_is_suggested_for_is_one_even_without_items() -> None:
    assert pool([Need("S1", CLOTH.id, 2, ())], KNOWN) == ()
    [row] = pool([Need("S1", CLOTH.id, 0, ())], KNOWN)
    assert row.demand == 1


def test_a_scenario_that_says_nothing_is_left_out() -> None:
    assert pool([Need("S1", "", 0, (_item(),))], KNOWN) == ()


def test_what_no_ai_vendor_supplies_is_marked() -> None:
    outside = next(one.id for one in KNOWN.capabilities if one.outside)
    rows = pool([Need("S1", outside, 0, ()), Need("S2", CLOTH.id, 0, ())], KNOWN)
    assert {row.capability: row.outside for row in rows} == {outside: True, CLOTH.id: False}


_NEEDS = st.lists(
    st.builds(
        Need,
        scenario=st.integers(0, 10_000).map(lambda number: f"S{number}"),
        asked=st.sampled_from(IDS[:6]),
        suggested=st.integers(0, 2),
        unmet=st.lists(st.builds(_item, must=st.booleans()), max_size=4).map(tuple),
    ),
    max_size=30,
    unique_by=lambda need: need.scenario,
)


@given(_NEEDS, st.randoms(use_true_random=False))
def test_totals_are_the_sums_of_the_needs_whatever_their_order(
    needs: list[Need], chance: random.Random
) -> None:
    rows = pool(needs, KNOWN)
    assert sum(row.demand for row in rows) == sum(need.demand for need in needs)
    assert sum(len(row.items) for row in rows) == sum(len(need.unmet) for need in needs)
    assert [row.demand for row in rows] == sorted((row.demand for row in rows), reverse=True)
    shuffled = list(needs)
    chance.shuffle(shuffled)
    assert pool(shuffled, KNOWN) == rows
