"""Weights move with decisions: little with few, never with none, never for a wrong reason."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import ranker
from matcher.learning import LEAST, Judged, Learned, Outcome, learn, propensities
from matcher.ranker import SIGNALS

SHIPPED = ranker.load()


def _judged(
    number: int, fits: bool, signals: tuple[float, ...] | None = None, **told: object
) -> Judged:
    given = signals or ((0.7, 0.5, 0.8, 0.9, 0.4) if fits else (0.5, 0.2, 0.5, 0.3, 0.2))
    outcome = Outcome.APPROVED if fits else Outcome.REJECTED
    one = Judged(
        f"S{number // 4}",
        given,
        -8.0,
        outcome,
        number % 4 + 1,
        reason=None if fits else "capability",
    )
    return replace(one, **told)  # type: ignore[arg-type]


def _world(count: int, seed: int, telling: int) -> list[Judged]:
    """Decisions in which only the signal `telling` says whether a vendor fits."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        signals = tuple(chance.random() for _ in SIGNALS)
        found.append(_judged(number, signals[telling] > 0.5, signals))
    return found


def _base(learned: Learned) -> float:
    return learned.after.chance[3]


def test_fewer_than_fifty_decisions_change_nothing() -> None:
    few = learn([_judged(number, number % 2 == 0) for number in range(LEAST - 1)], SHIPPED)
    assert not few.changes
    assert learn([_judged(number, number % 2 == 0) for number in range(LEAST)], SHIPPED).changes


@pytest.mark.parametrize("telling", range(len(SIGNALS)))
def test_the_signal_that_decisions_follow_gains_weight(telling: int) -> None:
    learned = learn(_world(600, 7, telling), SHIPPED)
    gains = [
        after / max(before, 1.0)
        for after, before in zip(learned.after.coefficients, SHIPPED.coefficients, strict=True)
    ]
    assert gains.index(max(gains)) == telling
    assert learned.loss_after < learned.loss_before


def test_few_decisions_move_less_than_many() -> None:
    def moved(learned: Learned) -> float:
        pairs = zip(learned.after.coefficients, SHIPPED.coefficients, strict=True)
        return sum(abs(after - before) for after, before in pairs)

    assert 0 < moved(learn(_world(LEAST, 3, 1), SHIPPED)) < moved(learn(_world(800, 3, 1), SHIPPED))


@pytest.mark.parametrize("reason", ["capacity", "budget", "conflict"])
def test_a_no_that_is_not_about_fit_is_no_negative(reason: str) -> None:
    fits = [_judged(number, True) for number in range(60)]
    noes = [_judged(number, False, reason=reason) for number in range(40)]
    assert learn(fits + noes, SHIPPED).decisions == 60


def test_what_was_shown_and_not_decided_on_is_never_a_negative() -> None:
    decided = [_judged(number, number % 2 == 0, position=1) for number in range(60)]
    waiting = [
        _judged(number, False, outcome=Outcome.UNDECIDED, position=1) for number in range(90)
    ]
    with_waiting, without = learn(decided + waiting, SHIPPED), learn(decided, SHIPPED)
    assert with_waiting.decisions == without.decisions == 60
    # All stand in one place: the propensity is the same for all and weighs nothing.
    assert with_waiting.after == without.after


def test_a_decision_in_a_place_that_is_rarely_decided_on_counts_more() -> None:
    often = [_judged(number, True, position=1) for number in range(40)]
    rarely = [_judged(number, False, position=5) for number in range(10)]
    unread = [_judged(number, False, outcome=Outcome.UNDECIDED, position=5) for number in range(90)]
    seen = propensities(often + rarely + unread)
    assert seen[1] > seen[5] >= 0.1
    plain = learn(often + rarely, SHIPPED).after
    weighted = learn(often + rarely + unread, SHIPPED).after
    assert weighted.chance[3] < plain.chance[3]


def test_a_failed_pilot_weighs_more_than_a_rejection() -> None:
    fits = [_judged(number, True) for number in range(50)]
    noes = [_judged(number, False) for number in range(30)]
    failed = [replace(one, outcome=Outcome.PILOT_FAILED) for one in noes]
    assert _base(learn(fits + failed, SHIPPED)) < _base(learn(fits + noes, SHIPPED))


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_decisions_does_not_matter_and_no_weight_falls_below_zero(
    chance: random.Random,
) -> None:
    judged = _world(120, 11, 2)
    learned = learn(judged, SHIPPED)
    shuffled = list(judged)
    chance.shuffle(shuffled)
    assert learn(shuffled, SHIPPED) == learned
    assert all(one >= 0 for one in learned.after.coefficients)
    assert learned.after.threshold == SHIPPED.threshold


@given(st.lists(st.tuples(st.integers(1, 10), st.booleans()), max_size=80))
def test_propensities_lie_between_a_tenth_and_one_and_never_rise(
    places: list[tuple[int, bool]],
) -> None:
    judged = [
        _judged(0, True, position=place, outcome=Outcome.APPROVED if done else Outcome.UNDECIDED)
        for place, done in places
    ]
    values = list(propensities(judged).values())
    assert all(0.1 <= one <= 1 for one in values)
    assert values == sorted(values, reverse=True)
