"""A word of the district works at once, without training, and only where it is said."""

from __future__ import annotations

import pytest

from matcher import knowledge
from matcher.engine import Matcher
from matcher.errors import KnowledgeError
from matcher.knowledge import Term, Vocabulary
from tests.matcher.writing import scenario, vendor

KNOWN = knowledge.load()
CLOTH = next(one for one in KNOWN.capabilities if "疵" in one.zh)


@pytest.fixture
def matcher() -> Matcher:
    return Matcher.load()


def test_a_word_nobody_knows_leads_to_the_vendor_once_it_is_an_alias(matcher: Matcher) -> None:
    demand = scenario("S", "想上一套灯眼子", "老师傅说灯眼子好用，车间也想上灯眼子。")
    able, other = vendor("able", CLOTH.offers[0], [CLOTH.zh]), vendor("other", "供水管网漏损监测。")
    matcher.sync_documents([able, other])
    before = matcher.fit(demand, ["able", "other"])
    matcher.adopt_terms([Term("灯眼子", CLOTH.id)])
    matcher.sync_documents([able, other])
    after = matcher.fit(demand, ["able", "other"])
    assert after["able"] - after["other"] > 2 * abs(before["able"] - before["other"])
    assert after["able"] > before["able"]
    matcher.adopt_terms([])
    matcher.sync_documents([able, other])
    assert matcher.fit(demand, ["able", "other"]) == before


def test_a_word_in_a_profile_is_understood_without_the_vendor_writing_anew(
    matcher: Matcher,
) -> None:
    demand = scenario("S", CLOTH.zh, CLOTH.asks[0])
    able = vendor("able", "我们专做灯眼子，装过三十多台。")
    matcher.sync_documents([able])
    before = matcher.fit(demand, ["able"])["able"]
    matcher.adopt_terms([Term("灯眼子", CLOTH.id)])
    matcher.sync_documents([able])
    assert matcher.fit(demand, ["able"])["able"] > before


def test_a_word_changes_nothing_for_texts_that_do_not_say_it(matcher: Matcher) -> None:
    demand = scenario("S", CLOTH.zh, CLOTH.asks[0])
    able = vendor("able", CLOTH.offers[0])
    matcher.sync_documents([able])
    before = matcher.fit(demand, ["able"])
    version = matcher.version
    matcher.adopt_terms([Term("灯眼子", meaning="自动验布机")])
    matcher.sync_documents([able])
    assert matcher.fit(demand, ["able"]) == before
    assert matcher.version != version


def test_a_word_is_found_whatever_invisible_characters_stand_in_it() -> None:
    words = Vocabulary([Term("灯眼子", meaning="自动验布机")], KNOWN)
    assert words.meanings("车间要灯眼子") == ["自动验布机", "车间要自动验布机"]
    assert Vocabulary([Term("灯\u200b眼子", meaning="自动验布机")], KNOWN).version == words.version


@pytest.mark.parametrize("term", [Term("灯眼子"), Term("", CLOTH.id), Term("灯眼子", "no.such")])
def test_a_word_without_meaning_is_refused_and_nothing_changes(
    matcher: Matcher, term: Term
) -> None:
    version = matcher.version
    with pytest.raises(KnowledgeError):
        matcher.adopt_terms([term])
    assert matcher.version == version


def test_quotes_stay_literal_where_a_word_stands_for_something(matcher: Matcher) -> None:
    able = vendor("able", f"我们专做灯眼子。{CLOTH.offers[0]}")
    matcher.adopt_terms([Term("灯眼子", CLOTH.id)])
    matcher.sync_documents([able])
    answer = matcher.suggest(scenario("S", CLOTH.zh, CLOTH.asks[0]))
    texts = {one.path: one.text for one in able.fields}
    for suggestion in answer.suggestions:
        for one in suggestion.items:
            if one.quote is not None:
                assert texts[one.path or ""][one.start : one.end] == one.quote
