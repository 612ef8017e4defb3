"""Texts held by version, of which those that ask for the same as another are found."""

from __future__ import annotations

import pytest

from matcher.likeness import Likeness, alike_pairs
from matcher.likeness.neighbours import NEAREST, Neighbours
from matcher.types import Document, Field, FieldKind

TEXTS = {
    "1": "离心泵轴承坏了才停机，希望提前三天知道哪台泵要坏。",
    "2": "厂里离心泵轴承老是坏了才停机，希望能提前三天知道哪台泵要坏。",
    "3": "三十年的旧报纸要变成能查的文字。",
    "4": "窗口排队太久，希望有个机器人回答常问的问题。",
}


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness.load()


def holding(likeness: Likeness, texts: dict[str, str]) -> Neighbours:
    made = Neighbours(likeness)
    made.sync(dict.fromkeys(texts, 1), lambda keys: {key: texts[key] for key in keys})
    return made


def test_what_is_found_for_one_is_what_a_list_of_all_finds(likeness: Likeness) -> None:
    documents = [Document(key, (Field("", t, FieldKind.NEED),)) for key, t in TEXTS.items()]
    listed = {
        frozenset((p.a, p.b)): p.alike
        for p in alike_pairs(documents, likeness, likeness.parameters.sure)
    }
    held = holding(likeness, TEXTS)
    found = {
        frozenset((key, other)): alike
        for key, text in TEXTS.items()
        for other, alike in held.alike(text, key)
    }
    assert found == listed
    assert frozenset(("1", "2")) in found


def test_nobody_is_alike_himself_or_nothing(likeness: Likeness) -> None:
    held = holding(likeness, TEXTS)
    assert "1" in dict(held.alike(TEXTS["1"]))
    assert "1" not in dict(held.alike(TEXTS["1"], "1"))
    assert held.alike("") == []
    assert Neighbours(likeness).alike(TEXTS["1"]) == []


def test_only_what_changed_is_asked_for_again(likeness: Likeness) -> None:
    held, asked = Neighbours(likeness), []

    def fetch(keys: list[str]) -> dict[str, str]:
        asked.append(sorted(keys))
        return {key: TEXTS[key] for key in keys}

    held.sync({"1": 1, "2": 1, "3": 1}, fetch)
    assert held.holds({"1": 1, "2": 1, "3": 1})
    held.sync({"1": 1, "2": 2, "4": 1}, fetch)
    assert asked == [["1", "2", "3"], ["2", "4"]]
    assert held.holds({"1": 1, "2": 2, "4": 1})
    assert not held.holds({"1": 1, "2": 1, "4": 1})
    assert not held.holds({"1": 1, "2": 2})
    assert [key for key, _ in held.alike(TEXTS["3"])] == []


def test_a_text_that_is_not_given_is_not_held(likeness: Likeness) -> None:
    held = Neighbours(likeness)
    held.sync({"1": 1, "9": 1}, lambda _: {"1": TEXTS["1"]})
    assert held.holds({"1": 1})


def test_no_more_than_the_nearest_are_compared(likeness: Likeness) -> None:
    many = {str(n): f"{TEXTS['1']}已有{n}台。" for n in range(3 * NEAREST)}
    found = holding(likeness, many).alike(TEXTS["1"])
    assert len(found) == NEAREST
    assert [one.score for _, one in found] == sorted((one.score for _, one in found), reverse=True)
