"""FAISS and postings: adding, taking out, finding."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.index import PassageIndex
from matcher.lexical import LexicalIndex, containment, statistics

RANDOM = np.random.default_rng(7)
UNIT = RANDOM.normal(size=(40, 16)).astype(np.float32)
UNIT /= np.linalg.norm(UNIT, axis=1, keepdims=True)


def test_fewer_passages_than_asked_for_are_no_ghosts() -> None:
    index = PassageIndex(16)
    assert index.search(UNIT[:1], 5) == []
    index.update({"a": UNIT[:1], "b": UNIT[1:2], "none": UNIT[:0]}, set())
    assert sorted(index.search(UNIT[:3], 50)) == ["a", "b"]


def test_a_vendor_put_in_again_is_there_once() -> None:
    index = PassageIndex(16)
    for _ in range(3):
        index.update({"a": UNIT[:4]}, set())
        index.update({}, {"a"})
        index.update({"a": UNIT[4:6]}, set())
    assert len(index) == 2
    assert index.search(UNIT[4:5], 10) == ["a"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 35), max_size=4),
            st.sets(st.sampled_from("abcdef"), max_size=3),
        ),
        max_size=8,
    )
)
def test_after_any_updates_every_passage_is_held_exactly_once(
    steps: list[tuple[dict[str, int], set[str]]],
) -> None:
    index, held = PassageIndex(16), dict[str, int]()
    for changed, removed in steps:
        index.update({key: UNIT[at : at + 3] for key, at in changed.items()}, removed)
        held = {key: at for key, at in held.items() if key not in removed} | changed
    assert len(index) == 3 * len(held)
    assert sorted(index.search(UNIT[:1], 1000)) == sorted(held)


def test_words_and_their_pieces_find_a_vendor_and_strangers_do_not() -> None:
    index = LexicalIndex()
    texts = {"cloth": "布面疵点检测", "water": "管网漏损监测"} | {
        f"V{row}": f"第{row}号仓库" for row in range(400)
    }
    for key, text in texts.items():
        index.add(key, statistics().rows([text]))
    found = index.search(statistics().rows(["验布机找疵点"]), 5)
    assert found[0] == "cloth"
    assert "water" not in found
    index.remove("cloth")
    assert "cloth" not in index.search(statistics().rows(["验布机找疵点"]), 5)


def test_a_vendor_that_just_came_is_always_a_candidate() -> None:
    index = LexicalIndex()
    for row in range(400):
        index.add(f"V{row}", statistics().rows([f"第{row}号仓库"]))
    index.search(statistics().rows(["仓库"]), 5)
    index.add("new", statistics().rows(["口语评测"]))
    assert "new" in index.search(statistics().rows(["仓库"]), 5)


def test_a_term_counts_once_however_often_it_is_said() -> None:
    both = statistics().rows(["布面疵点检测", "布面疵点检测 " * 9])
    first, second = both.part(0, 1), both.part(1, 2)
    assert first.ids.tolist() == second.ids.tolist()
    assert np.allclose(first.weights, second.weights)


def test_containment_is_the_share_of_squared_weight_that_is_held() -> None:
    asked = statistics().rows(["布面疵点检测"])
    offered = statistics().rows(
        ["疵点检测设备", "完全无关", "", "布面疵点检测，另有许多别的事可说"]
    )
    squares = dict(zip(asked.ids.tolist(), (asked.weights**2).tolist(), strict=True))
    expected = [
        sum(squares.get(one, 0.0) for one in offered.part(row, row + 1).ids.tolist())
        for row in range(4)
    ]
    found = containment(asked, offered)
    assert np.allclose(found, expected)
    assert 0 < found[0] < 1
    assert found[1] == found[2] == 0
    assert np.isclose(found[3], 1)
