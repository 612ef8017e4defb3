"""A score that keeps its word has no error; one that boasts or dithers is found out."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.calibration import BINS, calibration

SCORED = st.lists(
    st.tuples(st.floats(0, 1, allow_nan=False), st.booleans()), min_size=1, max_size=200
)


def _honest(count: int, seed: int = 1) -> list[tuple[float, bool]]:
    chance = random.Random(seed)
    return [(score := chance.random(), chance.random() < score) for _ in range(count)]


def test_scores_that_are_chances_are_calibrated_and_have_skill() -> None:
    found = calibration(_honest(20_000))
    assert found.ece < 0.02
    assert found.skill == pytest.approx(1 / 3, abs=0.03)  # 1 - (1/6) / (1/4)
    assert [one.count for one in found.bins] == [2_000] * BINS


def test_boasting_scores_are_found_out() -> None:
    boasting = [(min(1.0, score + 0.3), served) for score, served in _honest(20_000)]
    assert calibration(boasting).ece > 0.2


def test_always_saying_the_base_rate_is_calibrated_and_has_no_skill() -> None:
    found = calibration([(0.25, place % 4 == 0) for place in range(400)])
    assert found.ece == pytest.approx(0)
    assert found.skill == pytest.approx(0)


def test_one_outcome_only_gives_no_skill() -> None:
    assert calibration([(0.4, True), (0.9, True)]).skill == 0


@given(SCORED, st.randoms(use_true_random=False))
def test_every_pair_is_in_one_bin_and_the_order_does_not_matter(
    scored: list[tuple[float, bool]], chance: random.Random
) -> None:
    found = calibration(scored)
    assert sum(one.count for one in found.bins) == len(scored)
    assert max(one.count for one in found.bins) - min(one.count for one in found.bins) <= 1
    assert 0 <= found.ece <= 1
    assert [one.claimed for one in found.bins] == sorted(one.claimed for one in found.bins)
    shuffled = list(scored)
    chance.shuffle(shuffled)
    assert calibration(shuffled).ece == pytest.approx(found.ece)


@pytest.mark.parametrize("scored", [[], [(1.5, True)], [(-0.1, False)]])
def test_nothing_and_nonsense_are_refused(scored: list[tuple[float, bool]]) -> None:
    with pytest.raises(ValueError, match=r"nothing|outside"):
        calibration(scored)
