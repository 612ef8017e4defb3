"""Alike scenarios together, and apart again."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.likeness import Likeness, Pair
from matcher.packs import Pack, pack_of, packs, pool, unpool
from matcher.types import Alike, AlikeCode, Document, Field, FieldKind
from matcher.volumes import contributions, pooled
from tests.matcher.writing import scenario

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="session")
def likeness() -> Likeness:
    return Likeness.load()


FIELDS = st.builds(
    Field,
    st.sampled_from(["title", "pain", "description", "requirements[0].text", "requirements[1]"]),
    st.one_of(
        st.text(max_size=30), st.sampled_from(["12条产线", "8条产线要改造", "不低于20路相机"])
    ),
    st.sampled_from(list(FieldKind)),
    st.sampled_from([None, True, False]),
)
DOCUMENTS = st.lists(
    st.builds(Document, st.text(max_size=5), st.lists(FIELDS, max_size=4).map(tuple)),
    min_size=1,
    max_size=5,
)


@given(scenarios=DOCUMENTS)
@SLOW
def test_taking_a_pack_apart_gives_back_what_was_put_in(scenarios: list[Document]) -> None:
    members = tuple(one.id for one in scenarios)
    together = Pack(members, 1.0, pool(scenarios), (), pooled(scenarios))
    assert unpool(together) == tuple(scenarios)


@given(scenarios=DOCUMENTS.filter(lambda all_: len({one.id for one in all_}) == len(all_)))
@SLOW
def test_a_pooled_volume_is_the_sum_of_literal_figures(scenarios: list[Document]) -> None:
    known = {one.id: one for one in scenarios}
    for volume in pooled(scenarios):
        assert len({part.scenario for part in volume.contributions}) > 1
        assert volume.low == pytest.approx(sum(part.low for part in volume.contributions))
        assert volume.high == pytest.approx(sum(part.high for part in volume.contributions))
        for part in volume.contributions:
            texts = [f.text for f in known[part.scenario].fields if f.path == part.path]
            assert any(text[part.start : part.end] == part.span for text in texts)
            assert part in contributions(known[part.scenario])


def test_lines_of_two_plants_add_up_in_their_own_words() -> None:
    first = scenario("A", "", "现有12条产线靠人看，漏检率要求不高于1%。")
    second = scenario("B", "", "车间里8条生产线要改造，至少支持20路相机。")
    [volume] = pooled([first, second])
    assert (volume.low, volume.high, volume.unit, volume.thing) == (20, 20, "条", "产线")
    assert [one.span for one in volume.contributions] == ["12条", "8条"]


def test_different_things_units_and_bounds_are_not_added() -> None:
    first = scenario("A", "", "12条产线，两万亩水稻，不低于30台相机。")
    second = scenario("B", "", "8条皮带，三万亩果园，不低于20台相机。")
    assert pooled([first, second]) == ()


def test_a_range_stays_a_range_and_a_repeated_figure_counts_once() -> None:
    first = scenario("A", "三四百台织机", "三四百台织机靠人看。")
    second = scenario("B", "", "喷气织机一百六十台。")
    [volume] = pooled([first, second])
    assert (volume.low, volume.high) == (460, 560)


def _pair(a: str, b: str, score: float = 0.9) -> Pair:
    return Pair(a, b, Alike(score, True, (AlikeCode.SAME_MEANING,), ()))


@given(
    links=st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])),
    seed=st.integers(0, 99),
)
@SLOW
def test_every_two_members_of_a_pack_are_alike_and_packs_do_not_overlap(
    likeness: Likeness, links: set[tuple[int, int]], seed: int
) -> None:
    dice = random.Random(seed)
    names = [f"S{at}" for at in range(8)]
    listed = [scenario(name, f"场景{name}") for name in names]
    pairs = [_pair(names[a], names[b], round(dice.random(), 3)) for a, b in sorted(links)]
    found = packs(listed, likeness, pairs)
    for pack in found:
        at = [names.index(member) for member in pack.members]
        assert at == sorted(at)
        assert all((a, b) in links for i, b in enumerate(at) for a in at[:i])
    members = [member for pack in found for member in pack.members]
    assert len(members) == len(set(members))
    # A pair of which both are in no pack would have become one.
    assert all(names[a] in members or names[b] in members for a, b in links)
    shuffled = dice.sample(pairs, len(pairs))
    again = packs(dice.sample(listed, len(listed)), likeness, shuffled)
    assert {frozenset(one.members) for one in again} == {frozenset(one.members) for one in found}


def test_a_chain_of_likenesses_joins_no_scenarios_that_are_not_alike(likeness: Likeness) -> None:
    listed = [scenario(name, name) for name in "ABC"]
    found = packs(listed, likeness, [_pair("A", "B", 0.95), _pair("B", "C", 0.9)])
    assert [pack.members for pack in found] == [("A", "B")]


def test_requirements_that_all_members_have_are_shown_in_their_words(likeness: Likeness) -> None:
    first = _with_items("A", "坯布在线验布", ["漏检率不高于1%", "数据不出厂", "三个月内上线"])
    second = _with_items("B", "布面疵点识别", ["数据不能出厂区", "漏检率低于0.5%"])
    pack = pack_of([first, second], 0.9, likeness)
    told = [tuple(item.span for _, item in one.wordings) for one in pack.items]
    assert told == [("漏检率不高于1%", "漏检率低于0.5%"), ("数据不出厂", "数据不能出厂区")]
    assert pack.items[0].must


def _with_items(key: str, title: str, items: list[str]) -> Document:
    fields = [Field("title", title, FieldKind.TITLE)]
    fields += [Field(f"requirements[{at}]", t, FieldKind.ITEM) for at, t in enumerate(items)]
    return Document(key, tuple(fields))
