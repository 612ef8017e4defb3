"""What people may rely on: order, padding, additions, silence, catching up."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher import knowledge
from matcher.engine import Matcher
from matcher.errors import UnknownVendor
from matcher.types import Document, Field, FieldKind
from tests.matcher.writing import scenario, vendor

KNOWN = knowledge.load().capabilities
OFFERS = [text for one in KNOWN for text in one.offers]
NAMES = [one.zh for one in KNOWN]
DEMAND = scenario(
    "S1",
    "布面疵点自动检测",
    "验布工每天盯十二小时，断经、油污常常漏掉，客户扣款。希望坯布下机时自动找出疵点并打标，漏检率低于百分之二。",
    "纺织",
)
CLOTH = vendor(
    "cloth",
    "把线阵相机装上验布机，识别断经、破洞、油污，按四分制评分。漏检率不高于1%。",
    ["布面疵点检测", "卷布打标"],
    ["纺织"],
)
WATER = vendor("water", "供水管网漏损监测与分区计量平台。", ["管网漏损监测"], ["水务"])

SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _score(matcher: Matcher, *vendors: Document, demand: Document = DEMAND) -> dict[str, float]:
    matcher.sync_documents(vendors)
    return matcher.fit(demand, [one.id for one in vendors])


def test_the_vendor_that_fits_is_first_and_suggested(matcher: Matcher) -> None:
    matcher.sync_documents([WATER, CLOTH])
    answer = matcher.suggest(DEMAND)
    assert answer.ranking[0].vendor == "cloth"
    assert [one.vendor for one in answer.suggestions] == ["cloth"]


def test_scores_of_an_answer_and_scores_asked_for_are_the_same(matcher: Matcher) -> None:
    matcher.sync_documents([WATER, CLOTH])
    ranked = {one.vendor: one.fit for one in matcher.suggest(DEMAND).ranking}
    assert ranked == matcher.fit(DEMAND, ["cloth", "water"])
    assert all(0 <= score <= 1 and round(score, 6) == score for score in ranked.values())


@pytest.mark.parametrize(
    "silent",
    [
        vendor("silent"),
        vendor("silent", "　 \n"),
        vendor("silent", "。。！"),
        Document("silent", ()),
    ],
)
def test_a_vendor_without_text_is_never_suggested(matcher: Matcher, silent: Document) -> None:
    matcher.sync_documents([silent])
    answer = matcher.suggest(DEMAND)
    assert (answer.ranking[0].fit, answer.ranking[0].score) == (0.0, 0.0)
    assert answer.suggestions == ()


def test_a_scenario_without_text_gets_no_suggestions(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER])
    answer = matcher.suggest(scenario("empty", ""))
    assert len(answer.ranking) == 2
    assert answer.suggestions == ()


def test_every_unmet_item_is_a_gap_when_nobody_is_suggested(matcher: Matcher) -> None:
    matcher.sync_documents([WATER])
    answer = matcher.suggest(DEMAND)
    assert answer.suggestions == ()
    assert "".join(item.span for item in answer.gaps)


@SLOW
@given(
    st.lists(st.sampled_from(OFFERS), min_size=2, max_size=6, unique=True),
    st.randoms(use_true_random=False),
)
def test_the_order_of_capabilities_and_fields_never_matters(
    matcher: Matcher, texts: list[str], random: object
) -> None:
    plain = vendor("V", CLOTH.fields[0].text, texts, ["纺织", "服装"])
    fields = list(plain.fields)
    random.shuffle(fields)  # type: ignore[attr-defined]
    mixed = Document("V", tuple(fields))
    assert _score(matcher, plain) == _score(matcher, mixed)


@SLOW
@given(st.lists(st.sampled_from(OFFERS), min_size=1, max_size=9, unique=True), st.data())
def test_another_capability_never_lowers_a_score(
    matcher: Matcher, texts: list[str], data: st.DataObject
) -> None:
    added = data.draw(st.sampled_from(OFFERS))
    demand = data.draw(st.sampled_from([ask for one in KNOWN for ask in one.asks]))
    asked = scenario("S", demand)
    before = _score(matcher, vendor("V", "", texts), demand=asked)["V"]
    after = _score(matcher, vendor("V", "", [*texts, added]), demand=asked)["V"]
    assert after >= before


@SLOW
@given(st.sampled_from(KNOWN), st.integers(2, 12))
def test_saying_the_same_again_never_lifts_a_score(
    matcher: Matcher, capability: knowledge.Capability, times: int
) -> None:
    asked = scenario("S", capability.asks[0])
    once = vendor("V", "", [capability.zh, capability.offers[0]])
    again = vendor("V", "", [capability.zh, capability.offers[0]] * times)
    stuffed = vendor("V", "", [capability.zh * times, capability.offers[0]])
    honest = _score(matcher, once, demand=asked)
    assert _score(matcher, again, demand=asked) == honest
    assert _score(matcher, stuffed, demand=asked)["V"] <= honest["V"] + 0.02


def test_praise_neither_lifts_a_score_nor_costs_much(matcher: Matcher) -> None:
    praised = vendor(
        "cloth",
        CLOTH.fields[0].text + "我们是行业领先的一流企业，技术国际先进，深受客户信赖。" * 3,
        ["布面疵点检测", "卷布打标"],
        ["纺织"],
    )
    honest = _score(matcher, CLOTH)["cloth"]
    assert honest - 0.01 <= _score(matcher, praised)["cloth"] <= honest


def test_other_vendors_never_change_a_score(matcher: Matcher) -> None:
    alone = _score(matcher, CLOTH)["cloth"]
    crowd = [vendor(f"V{row}", text) for row, text in enumerate(OFFERS[:300])]
    assert _score(matcher, CLOTH, *crowd)["cloth"] == alone


def test_equal_vendors_are_ordered_by_id(matcher: Matcher) -> None:
    twins = [Document(key, CLOTH.fields) for key in ("b", "c", "a")]
    matcher.sync_documents(twins)
    assert [one.vendor for one in matcher.suggest(DEMAND).ranking] == ["a", "b", "c"]


def test_the_ranking_is_full_even_beyond_the_candidates(matcher: Matcher) -> None:
    crowd = [vendor(f"V{row:04}", text) for row, text in enumerate(OFFERS[:900])]
    matcher.sync_documents(crowd)
    assert len(matcher.suggest(DEMAND, top=850).ranking) == 850
    assert len(matcher.suggest(DEMAND, top=5000).ranking) == 900


def test_candidates_of_a_large_index_rank_as_a_full_comparison_does(matcher: Matcher) -> None:
    crowd = [vendor(f"V{row:04}", text) for row, text in enumerate(OFFERS[::3])]
    matcher.sync_documents(crowd)
    everyone = matcher.fit(DEMAND, [one.id for one in crowd])
    best = sorted(everyone.values(), reverse=True)[:10]
    assert [one.fit for one in matcher.suggest(DEMAND).ranking] == best


def test_asking_for_an_unknown_vendor_is_refused(matcher: Matcher) -> None:
    with pytest.raises(UnknownVendor, match="nobody"):
        matcher.fit(DEMAND, ["nobody"])


def test_a_sync_fetches_only_what_is_missing_or_changed(matcher: Matcher) -> None:
    asked: list[str] = []
    held = {"a": CLOTH.fields, "b": WATER.fields, "c": CLOTH.fields}

    def fetch(ids: list[str]) -> Iterable[Document]:
        asked.extend(ids)
        return [Document(key, held[key]) for key in ids]

    matcher.sync({"a": 1, "b": 1}, fetch)
    assert sorted(asked) == ["a", "b"]
    asked.clear()
    matcher.sync({"a": 1, "b": 1}, fetch)
    assert asked == []
    matcher.sync({"b": 2, "c": 1}, fetch)
    assert sorted(asked) == ["b", "c"]
    assert {one.vendor for one in matcher.suggest(DEMAND).ranking} == {"b", "c"}


def test_a_vendor_that_vanished_before_it_was_fetched_is_not_held(matcher: Matcher) -> None:
    matcher.sync({"a": 1}, lambda ids: [Document("a", CLOTH.fields)])
    matcher.sync({"a": 2, "b": 1}, lambda ids: [])
    assert matcher.suggest(DEMAND).ranking == ()


def test_a_failing_fetch_leaves_everything_as_it_was(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH])

    def broken(ids: list[str]) -> Iterable[Document]:
        raise OSError("the database went away")

    with pytest.raises(OSError, match="went away"):
        matcher.sync({"x": 1}, broken)
    assert [one.vendor for one in matcher.suggest(DEMAND).ranking] == ["cloth"]


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), max_size=8),
        min_size=1,
        max_size=5,
    )
)
def test_after_any_changes_the_index_answers_like_a_fresh_one(
    matcher: Matcher, steps: list[dict[str, int]]
) -> None:
    documents = {}
    for step in steps:
        documents = {key: vendor(key, OFFERS[row * 7]) for key, row in step.items()}
        matcher.sync(step, lambda ids, held=documents: [held[key] for key in ids])
    changed = matcher.suggest(DEMAND).ranking
    matcher.sync_documents([])
    matcher.sync_documents(list(documents.values()))
    assert changed == matcher.suggest(DEMAND).ranking


def test_a_long_sync_reports_progress(matcher: Matcher) -> None:
    steps: list[tuple[int, int]] = []
    crowd = [vendor(f"V{row}", OFFERS[row]) for row in range(1200)]
    matcher.sync_documents(crowd, lambda done, of: steps.append((done, of)))
    assert steps[-1] == (1200, 1200)
    assert len(steps) > 1


def test_threads_may_ask_while_vendors_come_and_go(matcher: Matcher) -> None:
    crowds = [[vendor(f"V{row}", OFFERS[row + shift]) for row in range(450)] for shift in (0, 50)]
    matcher.sync_documents([CLOTH, *crowds[0]])
    expected = matcher.fit(DEMAND, ["cloth"])["cloth"]
    problems: list[object] = []

    def ask() -> None:
        for _ in range(15):
            first = matcher.suggest(DEMAND).ranking[0]
            if (first.vendor, first.fit) != ("cloth", expected):
                problems.append(first)

    def change() -> None:
        for turn in range(4):
            matcher.sync_documents([CLOTH, *crowds[turn % 2]])

    threads = [threading.Thread(target=one) for one in (ask, ask, change)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert problems == []


def test_quotes_are_literal_slices_of_the_vendors_own_fields(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER])
    fields = {source.path: source.text for source in CLOTH.fields}
    asked = {source.path: source.text for source in DEMAND.fields}
    [suggestion] = matcher.suggest(DEMAND).suggestions
    assert suggestion.items
    for evidence in suggestion.items:
        item = evidence.requirement
        assert asked[item.path][item.start : item.end] == item.span
        if evidence.quote is not None:
            assert evidence.path is not None
            assert fields[evidence.path][evidence.start : evidence.end] == evidence.quote
    assert any(evidence.quote for evidence in suggestion.items)


def test_a_very_long_profile_is_cut_and_the_cut_is_counted(matcher: Matcher) -> None:
    sentences = "".join(f"第{row}条产线的第{row}号工位已经装好。" for row in range(900))
    matcher.sync_documents([vendor("long", sentences)])
    assert matcher.suggest(DEMAND).omitted > 0
    matcher.sync_documents([CLOTH])
    assert matcher.suggest(DEMAND).omitted == 0


def test_protected_facts_never_change_a_score(matcher: Matcher) -> None:
    local = Document(
        "cloth",
        (
            Field(
                "description",
                CLOTH.fields[0].text + "公司注册地在本区，去年纳税三千万元。",
                FieldKind.SUMMARY,
            ),
            *CLOTH.fields[1:],
        ),
    )
    assert _score(matcher, local) == _score(matcher, CLOTH)


def test_the_version_names_everything_a_score_depends_on(matcher: Matcher) -> None:
    assert matcher.version == Matcher.load().version


def _sigma(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_a_reader_can_recompute_every_score_from_signals_and_weights(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, vendor("V", "做布面疵点检测。", ["验布"])])
    for need in ("验布工看不过来，疵点漏检。", "希望自动检测布面疵点，漏检率低于1%。"):
        answer = matcher.suggest(scenario("S", "验布", need))
        assert answer.suggestions
        weights = answer.weights
        best = None
        for place, one in enumerate(answer.suggestions):
            x = weights["level"] + sum(weights[name] * value for name, value in one.signals.items())
            best = x if best is None else best
            assert _sigma(x) == pytest.approx(one.fit, abs=1e-5)
            behind, first = max(-3.0, x - best), 0 if place else weights["first"]
            claimed = weights["fit"] * x + weights["behind"] * behind + first + weights["base"]
            assert _sigma(claimed) == pytest.approx(one.score, abs=1e-4)


def test_scores_fall_with_the_order_and_nobody_below_a_tenth_is_suggested(matcher: Matcher) -> None:
    matcher.sync_documents([CLOTH, WATER, vendor("V", "做布面疵点检测。", ["验布"])])
    answer = matcher.suggest(DEMAND)
    scores = [one.score for one in answer.ranking]
    assert scores == sorted(scores, reverse=True)
    assert [one.score for one in answer.suggestions] == scores[: len(answer.suggestions)]
    assert all(one.score >= 0.1 for one in answer.suggestions)


def test_a_vendor_that_would_be_suggested_is_never_said_not_to_be_worth_a_look(
    matcher: Matcher,
) -> None:
    crowd = [CLOTH, WATER, vendor("V", "做布面疵点检测。", ["验布"]), vendor("W", "验布机维修。")]
    matcher.sync_documents(crowd)
    for one in matcher.suggest(DEMAND).suggestions:
        assert matcher.may_be_shown(DEMAND, one.vendor)
    assert not matcher.may_be_shown(DEMAND, "water")


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\u00ad"])
def test_invisible_characters_change_nothing(matcher: Matcher, hidden: str) -> None:
    woven = Document(
        "cloth",
        tuple(Field(one.path, hidden.join(one.text), one.kind) for one in CLOTH.fields),
    )
    assert _score(matcher, woven) == _score(matcher, CLOTH)
