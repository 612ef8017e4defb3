"""A batch is planned exactly: coverage, then fit, within the rules; what cannot be is explained."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.allocation import Limit, Pair, Plan, Relaxation, Rules, allocate


def _pairs(*told: tuple[str, str, float]) -> list[Pair]:
    return [Pair(*one) for one in told]


def _subsets(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    for count in range(len(pairs) + 1):
        yield from itertools.combinations(pairs, count)


def _keeps(
    chosen: Sequence[Pair], pairs: Sequence[Pair], rules: Rules, new: frozenset[str]
) -> bool:
    asked, taken = Counter(p.scenario for p in chosen), Counter(p.vendor for p in chosen)
    return (
        all(number <= rules.each for number in asked.values())
        and all(asked[p.scenario] >= rules.least for p in pairs)
        and all(
            number <= min(rules.most, rules.capacities.get(vendor, rules.most))
            for vendor, number in taken.items()
        )
        and sum(p.vendor in new for p in chosen) >= rules.newcomers
    )


def _worth(chosen: Sequence[Pair]) -> tuple[int, int]:
    return len({p.scenario for p in chosen}), sum(round(p.score * 10**6) for p in chosen)


_BATCHES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.sampled_from("wxyz"), st.integers(0, 10**6)),
    max_size=8,
    unique_by=lambda told: told[:2],
).map(lambda told: [Pair(s, v, score / 10**6) for s, v, score in told])
_RULES = st.builds(
    Rules,
    each=st.integers(0, 3),
    least=st.integers(0, 2),
    most=st.integers(0, 3),
    newcomers=st.integers(0, 3),
    capacities=st.dictionaries(st.sampled_from("wxyz"), st.integers(0, 3), max_size=2),
)
_NEW = st.frozensets(st.sampled_from("wxyz"))


@settings(max_examples=120, deadline=None)
@given(_BATCHES, _RULES, _NEW)
def test_small_batches_are_planned_as_well_as_trying_everything(
    pairs: list[Pair], rules: Rules, new: frozenset[str]
) -> None:
    kept = [one for one in _subsets(pairs) if _keeps(one, pairs, rules, new)]
    plan = allocate(pairs, rules, new)
    assert plan.feasible == bool(kept)
    if kept:
        assert _keeps(plan.chosen, pairs, rules, new)
        assert _worth(plan.chosen) == max(_worth(one) for one in kept)


@settings(max_examples=80, deadline=None)
@given(_BATCHES, _RULES, _NEW)
def test_what_cannot_be_is_answered_with_the_smallest_loosening_that_helps(
    pairs: list[Pair], rules: Rules, new: frozenset[str]
) -> None:
    plan = allocate(pairs, rules, new)
    if plan.feasible:
        return
    told = sum(abs(one.after - one.before) for one in plan.relaxations)
    assert _kept_after(plan, pairs, rules, new)
    assert told == _least_loosening(pairs, rules, new)


def _kept_after(
    plan: Plan, pairs: list[Pair], rules: Rules, new: frozenset[str]
) -> tuple[Pair, ...] | None:
    """A choice that keeps the rules once they are loosened as told."""
    least = {one.subject: one.after for one in plan.relaxations if one.limit is Limit.LEAST}
    caps = {
        one.subject: one.after
        for one in plan.relaxations
        if one.limit in (Limit.MOST, Limit.CAPACITY)
    }
    floor = [one.after for one in plan.relaxations if one.limit is Limit.NEWCOMERS]
    for chosen in _subsets(pairs):
        asked, taken = Counter(p.scenario for p in chosen), Counter(p.vendor for p in chosen)
        bound = {v: min(rules.most, rules.capacities.get(v, rules.most)) for v in "wxyz"} | caps
        if (
            all(number <= rules.each for number in asked.values())
            and all(asked[p.scenario] >= least.get(p.scenario, rules.least) for p in pairs)
            and all(number <= bound[vendor] for vendor, number in taken.items())
            and sum(p.vendor in new for p in chosen) >= (floor or [rules.newcomers])[0]
        ):
            return chosen or (Pair("", "", 0),)
    return None


def _least_loosening(pairs: list[Pair], rules: Rules, new: frozenset[str]) -> int:
    best = None
    for chosen in _subsets(pairs):
        asked, taken = Counter(p.scenario for p in chosen), Counter(p.vendor for p in chosen)
        if any(number > rules.each for number in asked.values()):
            continue
        missing = sum(max(0, rules.least - asked[key]) for key in {p.scenario for p in pairs})
        over = sum(
            max(0, number - min(rules.most, rules.capacities.get(vendor, rules.most)))
            for vendor, number in taken.items()
        )
        lacking = max(0, rules.newcomers - sum(p.vendor in new for p in chosen))
        total = missing + over + lacking
        best = total if best is None else min(best, total)
    assert best is not None
    return best


@settings(max_examples=40, deadline=None)
@given(_BATCHES, _RULES, _NEW, st.randoms(use_true_random=False))
def test_the_order_of_pairs_does_not_matter(
    pairs: list[Pair], rules: Rules, new: frozenset[str], chance: random.Random
) -> None:
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert allocate(shuffled, rules, new) == allocate(pairs, rules, new)


def test_covering_another_scenario_comes_before_a_better_fit() -> None:
    pairs = _pairs(("S1", "V1", 0.9), ("S1", "V2", 0.3), ("S2", "V1", 0.2))
    plan = allocate(pairs, Rules(each=1, most=1))
    assert [(p.scenario, p.vendor) for p in plan.chosen] == [("S1", "V2"), ("S2", "V1")]
    assert (plan.covered, plan.scenarios) == (2, 2)


def test_the_price_of_fairness_is_told_against_pure_fit() -> None:
    pairs = _pairs(("S1", "big", 0.9), ("S2", "big", 0.8), ("S2", "new", 0.5))
    plan = allocate(pairs, Rules(each=1, most=1))
    assert (plan.fit, plan.pure_fit, plan.price) == (1.4, 1.7, round(1 - 1.4 / 1.7, 6))
    assert allocate(pairs, Rules(each=1)).price == 0


def test_newcomers_get_their_floor() -> None:
    pairs = _pairs(("S1", "old", 0.9), ("S1", "new", 0.4), ("S2", "old", 0.8))
    plan = allocate(pairs, Rules(each=1, newcomers=1), frozenset({"new"}))
    assert {p.vendor for p in plan.chosen} == {"old", "new"}
    assert plan.newcomers == 1


def test_a_full_vendor_is_named_with_what_it_would_have_to_take() -> None:
    pairs = _pairs(("S1", "only", 0.9), ("S2", "only", 0.8))
    plan = allocate(pairs, Rules(least=1, capacities={"only": 1}))
    told = plan.relaxations
    assert not plan.feasible
    assert plan.chosen == ()
    assert len(told) == 1
    assert told[0] in (
        Relaxation(Limit.CAPACITY, "only", 1, 2),
        Relaxation(Limit.LEAST, "S1", 1, 0),
        Relaxation(Limit.LEAST, "S2", 1, 0),
    )


@pytest.mark.parametrize(
    "bad",
    [
        (_pairs(("S", "V", 0.5), ("S", "V", 0.4)), Rules()),
        (_pairs(("S", "V", 1.5)), Rules()),
        (_pairs(("S", "V", 0.5)), replace(Rules(), each=-1)),
    ],
)
def test_pairs_and_rules_that_make_no_sense_are_refused(bad: tuple[list[Pair], Rules]) -> None:
    with pytest.raises(ValueError, match=r"pair|score|rule"):
        allocate(*bad)


def test_a_whole_district_is_planned() -> None:
    chance = random.Random(5)
    pairs = [
        Pair(f"S{scenario:03}", f"V{vendor:03}", round(chance.random(), 6))
        for scenario in range(200)
        for vendor in chance.sample(range(60), 10)
    ]
    plan = allocate(
        pairs,
        Rules(each=3, most=8, newcomers=40),
        frozenset({"V001", "V002", "V003", "V004", "V005", "V006"}),
    )
    assert plan.feasible
    assert plan.covered == 200
    assert max(Counter(p.vendor for p in plan.chosen).values()) <= 8
    assert plan.newcomers >= 40
    assert 0 <= plan.price < 1
