"""What must not influence a match changes no fit, no score and no place, whatever the texts are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import knowledge
from matcher.engine import Matcher
from matcher.passages import passages, split
from matcher.protected import is_protected
from matcher.types import Document, Field, FieldKind, Passage
from tests.matcher.inserting import (
    HIDDEN,
    INSTRUCTIONS,
    PRAISE,
    PROTECTED,
    labelled,
    with_clause,
    with_clauses,
)
from tests.matcher.writing import scenario, vendor

KNOWN = knowledge.load().capabilities
OFFERS = [text for one in KNOWN for text in one.offers]
ASKS = [text for one in KNOWN for text in one.asks]
NAMES = [one.zh for one in KNOWN]
UNREAD = {"protected": PROTECTED, "praise": PRAISE, "instruction": INSTRUCTIONS}
PROPERTY = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """An introduction of a few sentences, some of them of several clauses."""
    said = draw(st.lists(st.sampled_from(OFFERS), min_size=1, max_size=4, unique=True))
    marks = draw(st.lists(st.sampled_from("，。；\n"), min_size=len(said), max_size=len(said)))
    return "".join(one.rstrip("。.；") + mark for one, mark in zip(said, marks, strict=True))


@st.composite
def crowds(draw: st.DrawFn) -> list[Document]:
    """A few vendors with introductions, capabilities, cases and industries."""
    named = st.lists(st.sampled_from(NAMES), max_size=3, unique=True)
    return [
        vendor(
            f"V{row}",
            draw(texts()),
            [*draw(named), *draw(st.lists(st.sampled_from(OFFERS), max_size=2))],
            ["纺织", "教育"][: draw(st.integers(0, 2))],
            draw(st.lists(st.sampled_from(OFFERS), max_size=1)),
        )
        for row in range(draw(st.integers(1, 4)))
    ]


@st.composite
def dressed(draw: st.DrawFn, crowd: list[Document], clauses: list[str]) -> list[Document]:
    """The same vendors with clauses put into any of their free texts."""
    return [
        Document(
            one.id,
            tuple(
                field
                if field.kind is FieldKind.INDUSTRY or not draw(st.booleans())
                else replace(field, text=draw(with_clauses(field.text, clauses)))
                for field in one.fields
            ),
        )
        for one in crowd
    ]


def _ranking(matcher: Matcher, vendors: Sequence[Document], asked: str) -> list[tuple[object, ...]]:
    matcher.sync_documents(vendors)
    demand = scenario("S", asked)
    shown = {one.vendor for one in matcher.shown(demand, 10)}
    return [
        (one.vendor, one.rank, one.fit, one.score, one.vendor in shown)
        for one in matcher.rank(demand, 10)
    ]


def _heard(document: Document) -> list[tuple[str, FieldKind, str]]:
    return [(one.path, one.kind, one.read) for one in passages(document)]


@pytest.mark.parametrize("kind", UNREAD)
@PROPERTY
@given(data=st.data())
def test_clauses_that_must_not_count_leave_every_score_and_place_as_it_was(
    matcher: Matcher, kind: str, data: st.DataObject
) -> None:
    crowd = data.draw(crowds())
    asked = data.draw(st.sampled_from(ASKS))
    added = data.draw(dressed(crowd, UNREAD[kind]))
    assert _ranking(matcher, added, asked) == _ranking(matcher, crowd, asked)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_read_of_a_text_is_the_same_with_and_without_such_clauses(
    data: st.DataObject,
) -> None:
    text = data.draw(texts())
    every = [one for clauses in UNREAD.values() for one in clauses]
    added = data.draw(with_clauses(text, every, most=8))
    for kind in (FieldKind.SUMMARY, FieldKind.CAPABILITY, FieldKind.CASE):
        plain, dressed_up = (
            _heard(Document("V", (Field("description", one, kind),))) for one in (text, added)
        )
        assert dressed_up == plain


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_quotes_stay_literal_and_hold_nothing_that_is_not_read(data: st.DataObject) -> None:
    text = data.draw(texts())
    clause = data.draw(st.sampled_from(PROTECTED))
    added = data.draw(with_clause(text, clause))
    for kind in (FieldKind.SUMMARY, FieldKind.CAPABILITY):
        for piece in split(Document("V", (Field("description", added, kind),))):
            assert added[piece.start : piece.end] == piece.text
            assert clause not in piece.text


@pytest.mark.parametrize("markup", HIDDEN)
@PROPERTY
@given(data=st.data())
def test_text_hidden_by_markup_changes_nothing(
    matcher: Matcher, markup: str, data: st.DataObject
) -> None:
    crowd = data.draw(crowds())
    asked = data.draw(st.sampled_from(ASKS))
    hidden = [
        Document(
            one.id,
            tuple(
                replace(field, text=markup + field.text + data.draw(st.sampled_from(["", markup])))
                for field in one.fields
            ),
        )
        for one in crowd
    ]
    assert _ranking(matcher, hidden, asked) == _ranking(matcher, crowd, asked)


@PROPERTY
@given(data=st.data())
def test_invisible_characters_and_marks_of_direction_change_nothing(
    matcher: Matcher, data: st.DataObject
) -> None:
    crowd = data.draw(crowds())
    asked = data.draw(st.sampled_from(ASKS))
    mark = data.draw(st.sampled_from("\u200b\u200d\u2060\ufeff\u202e\u2066\u200f\u00ad"))
    woven = [
        Document(
            one.id,
            tuple(replace(field, text=mark.join(field.text) + mark) for field in one.fields),
        )
        for one in crowd
    ]
    assert _ranking(matcher, woven, asked) == _ranking(matcher, crowd, asked)


@PROPERTY
@given(data=st.data())
def test_what_is_hidden_in_a_field_changes_nothing_whatever_it_says(
    matcher: Matcher, data: st.DataObject
) -> None:
    asked, text = data.draw(st.sampled_from(ASKS)), data.draw(texts())
    places = [0, *(m.end() for m in re.finditer("[，。；\n]", text))]
    at = data.draw(st.sampled_from(places))

    def named(name: str) -> Document:
        field = Field(
            "description",
            text[:at] + name + text[at:],
            FieldKind.SUMMARY,
            hidden=((at, at + len(name)),),
        )
        return Document("V", (field,))

    here, there = (named(data.draw(st.text(max_size=12))) for _ in range(2))
    assert _ranking(matcher, [here], asked) == _ranking(matcher, [there], asked)


@PROPERTY
@given(data=st.data())
def test_the_order_of_vendors_never_matters(matcher: Matcher, data: st.DataObject) -> None:
    crowd = data.draw(crowds())
    asked = data.draw(st.sampled_from(ASKS))
    mixed = data.draw(st.permutations(crowd))
    assert _ranking(matcher, mixed, asked) == _ranking(matcher, crowd, asked)


@PROPERTY
@given(data=st.data())
def test_another_capability_lowers_nobody_for_what_was_done_before(
    matcher: Matcher, data: st.DataObject
) -> None:
    crowd = data.draw(crowds())
    asked = data.draw(st.sampled_from(ASKS))
    more = Field("capabilities[59]", data.draw(st.sampled_from(OFFERS)), FieldKind.CAPABILITY)
    able = [Document("V0", (*crowd[0].fields, more)), *crowd[1:]]
    before, after = (
        {one[0]: one for one in _ranking(matcher, one, asked)} for one in (crowd, able)
    )
    assert after["V0"][2] >= before["V0"][2]
    assert after["V0"][1] <= before["V0"][1]


@PROPERTY
@given(data=st.data())
def test_saying_again_what_a_text_has_said_never_lifts(
    matcher: Matcher, data: st.DataObject
) -> None:
    text = data.draw(texts())
    asked = data.draw(st.sampled_from(ASKS))
    sentences = re.findall(r"[^。；\n]+[。；\n]?", text)
    again = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=12))
    joined = text.rstrip("，") + "。" + "".join(one.rstrip("，。；\n") + "。" for one in again)
    short, padded = vendor("short", text), vendor("short", joined)
    assert _ranking(matcher, [padded], asked) == _ranking(matcher, [short], asked)


@PROPERTY
@given(st.sampled_from(KNOWN), st.integers(5, 40), st.sampled_from(["，", "、", " ", "；", ""]))
def test_piling_up_keywords_never_lifts(
    matcher: Matcher, capability: knowledge.Capability, times: int, mark: str
) -> None:
    asked = scenario("S", capability.asks[0])
    once = vendor("once", f"{capability.offers[0]}。{capability.zh}。")
    piled = vendor("piled", f"{capability.offers[0]}。{mark.join([capability.zh] * times)}。")
    matcher.sync_documents([once, piled])
    fits = matcher.fit(asked, ["once", "piled"])
    assert fits["piled"] == fits["once"]


@PROPERTY
@given(data=st.data())
def test_a_long_profile_that_says_the_same_stands_where_the_short_one_stands(
    matcher: Matcher, data: st.DataObject
) -> None:
    text = data.draw(texts()).rstrip("，") + "。"
    asked = data.draw(st.sampled_from(ASKS))
    every = [one for clauses in UNREAD.values() for one in clauses]
    long = text + text + data.draw(with_clauses(text, every, most=20))
    [short] = _ranking(matcher, [vendor("V", text)], asked)
    assert _ranking(matcher, [vendor("V", long)], asked) == [short]


@PROPERTY
@given(data=st.data())
def test_vendors_that_say_the_same_get_the_same(matcher: Matcher, data: st.DataObject) -> None:
    text, capability = data.draw(texts()), data.draw(st.sampled_from(NAMES))
    asked = data.draw(st.sampled_from(ASKS))
    size = ["公司成立于2023年在本地注册", "集团总部位于上海，注册资本10亿元，获市级百强企业称号"]
    twins = [
        vendor(key, f"{told}。{text}" if told else text, [capability])
        for key, told in (("new", size[0]), ("large", size[1]), ("plain", ""))
    ]
    ranking = _ranking(matcher, twins, asked)
    assert len({(fit, score, shown) for _, _, fit, score, shown in ranking}) == 1


@pytest.mark.parametrize(("clause", "protected"), labelled("open"))
def test_clauses_written_apart_from_the_rules_are_told_apart(clause: str, protected: bool) -> None:
    assert is_protected(clause) is protected


def test_clauses_nothing_was_tried_on_are_told_apart() -> None:
    read = [(is_protected(clause), protected) for clause, protected in labelled("unseen")]
    hits = sum(found and protected for found, protected in read)
    assert hits >= 0.95 * sum(protected for _, protected in read)
    assert hits >= 0.95 * sum(found for found, _ in read)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("提供检测（总部位于杭州）服务，数据不出厂。", ["提供检测", "服务，数据不出厂。"]),
        ("识别裂纹，注册资本5000万元，识别划痕。", ["识别裂纹，", "识别划痕。"]),
        ("识别裂纹，年纳税三百万元。识别划痕。", ["识别裂纹，", "识别划痕。"]),
    ],
)
def test_what_stands_around_a_clause_that_is_not_read_keeps_its_place(
    text: str, read: list[str]
) -> None:
    found = split(Document("V", (Field("description", text, FieldKind.SUMMARY),)))
    assert [one.text for one in found] == read


def test_a_passage_around_a_gap_is_one_text_for_the_model() -> None:
    text = "识别裂纹，注册资本5000万元，识别划痕。"
    [whole] = passages(Document("V", (Field("description", text, FieldKind.SUMMARY),)))
    assert whole == Passage(
        text, "description", 0, len(text), FieldKind.SUMMARY, "识别裂纹，识别划痕", ((5, 16),)
    )
