"""Alike scenarios are found in a list as they are in pairs."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.likeness import Likeness, alike_pairs
from matcher.types import Document
from tests.matcher.likeness.test_judging import PAIRS, TEXTS
from tests.matcher.writing import scenario


@pytest.fixture(scope="session")
def likeness() -> Likeness:
    return Likeness.load()


def _list(texts: list[str]) -> list[Document]:
    return [scenario(f"S{at}", "", text) for at, text in enumerate(texts)]


SLOW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(texts=st.lists(st.sampled_from(TEXTS), max_size=25), seed=st.integers(0, 99))
@SLOW
def test_the_order_of_the_list_makes_no_difference(
    likeness: Likeness, texts: list[str], seed: int
) -> None:
    listed = _list(texts)
    shuffled = random.Random(seed).sample(listed, len(listed))
    found = [
        {(frozenset((one.a, one.b)), one.alike) for one in alike_pairs(order, likeness)}
        for order in (listed, shuffled)
    ]
    assert found[0] == found[1]


@given(texts=st.lists(st.sampled_from(TEXTS), max_size=25))
@SLOW
def test_a_short_list_gives_every_pair_that_is_the_same(
    likeness: Likeness, texts: list[str]
) -> None:
    listed = _list(texts)
    rows = [(i, j) for j in range(len(texts)) for i in range(j)]
    judged = likeness.compare([(texts[i], texts[j]) for i, j in rows])
    expected = {(f"S{i}", f"S{j}") for (i, j), one in zip(rows, judged, strict=True) if one.same}
    found = alike_pairs(listed, likeness)
    assert {(one.a, one.b) for one in found} == expected
    assert [one.alike.score for one in found] == sorted(
        (one.alike.score for one in found), reverse=True
    )


def test_scenarios_with_one_text_are_all_pairs_however_many(likeness: Likeness) -> None:
    text = PAIRS[0]["a"]
    found = alike_pairs(_list([text] * 40), likeness)
    assert len(found) == 40 * 39 // 2
    assert {one.alike.score for one in found} == {1.0}


def test_scenarios_without_text_are_like_nobody(likeness: Likeness) -> None:
    assert alike_pairs(_list(["", "", "。"]), likeness) == []
    assert alike_pairs([], likeness) == []


def test_in_a_long_list_the_same_need_is_found_among_thousands(likeness: Likeness) -> None:
    dice = random.Random(5)
    alike = [(one["a"], one["b"]) for one in PAIRS if one["same"]][::40]
    told = likeness.compare(alike)
    wanted = [pair for pair, one in zip(alike, told, strict=True) if one.same]
    filler = [f"{dice.choice(TEXTS)[:9]}{dice.choice(TEXTS)[-9:]}{at}" for at in range(2000)]
    listed = _list([text for pair in wanted for text in pair] + filler)
    found = {(one.a, one.b) for one in alike_pairs(listed, likeness)}
    hit = sum((f"S{2 * at}", f"S{2 * at + 1}") in found for at in range(len(wanted)))
    assert len(wanted) >= 5
    assert hit >= 0.9 * len(wanted)
