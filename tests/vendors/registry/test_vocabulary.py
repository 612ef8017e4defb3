"""Which words of the district are taken up, and what is left behind when they change."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from vendors.registry import queries
from vendors.registry.errors import Invalid, NotFound, Outdated
from vendors.registry.models import Term, TermDraft
from vendors.registry.operations import add_term, edit_term, get_term, remove_term
from vendors.registry.vocabulary import (
    COMMON_FROM,
    Usage,
    capabilities,
    capability_named,
    problems_of_term,
)

NOBODY = Usage(0, 0, 100)
CLOTH = "vision.fabric_defect"


def codes(draft: TermDraft, *others: Term, usage: Usage = NOBODY) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in problems_of_term(draft, others, usage)}


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (TermDraft(text="灯眼子", capability=CLOTH), set()),
        (TermDraft(text="灯眼子", meaning="验布机"), set()),
        (TermDraft(text="\u200b ", meaning="验布机"), {("text", "missing")}),
        (TermDraft(text="灯\u200b", meaning="验布机"), {("text", "term_short")}),
        (TermDraft(text="灯眼子"), {("capability", "term_unexplained")}),
        (TermDraft(text="灯眼子", capability="no.such"), {("capability", "unknown_capability")}),
        (
            TermDraft(text="灯眼子", capability=CLOTH, meaning="验布机"),
            {("meaning", "term_two_meanings")},
        ),
        (TermDraft(text="水下机器人", capability=CLOTH), {("text", "term_known")}),
        (TermDraft(text="水 下机器人", meaning="铁鱼"), {("text", "term_known")}),
        (TermDraft(text="水下机器人", capability="robot.underwater"), set()),
    ],
)
def test_a_word_needs_one_meaning_and_a_name_of_its_own(
    draft: TermDraft, wrong: set[tuple[str, str]]
) -> None:
    assert codes(draft) == wrong


def test_a_word_stands_once_however_it_is_written() -> None:
    there = Term(text="ABC灯眼", meaning="验布机")
    draft = TermDraft(text="ＡＢＣ灯\u200b眼", meaning="别的")
    assert codes(draft, there) == {("text", "term_taken")}


@pytest.mark.parametrize(
    ("usage", "common"),
    [
        (Usage(10, 0, 100), False),
        (Usage(10, 1, 100), True),
        (Usage(11, 0, 110), False),
        (Usage(0, 12, 110), True),
        (Usage(COMMON_FROM, 0, 12), False),
        (Usage(COMMON_FROM, 1, 12), True),
    ],
)
def test_a_word_in_more_than_a_tenth_of_all_texts_is_common(usage: Usage, common: bool) -> None:
    assert usage.common is common
    found = codes(TermDraft(text="灯眼子", capability=CLOTH), usage=usage)
    assert (("text", "term_common") in found) is common


def test_a_capability_is_found_by_every_name_it_has() -> None:
    for one in capabilities().values():
        for name in (one.id, *one.names):
            assert capability_named(name) is one, name
    assert capability_named("没有的能力") is None


def test_changes_leave_rows_that_name_the_capability(session: Session) -> None:
    term = add_term(session, TermDraft(text="灯眼子", capability=CLOTH), NOBODY, 7)
    edit_term(session, term, TermDraft(text="灯眼子", meaning="验布机"), NOBODY, term.at, 8)
    number = term.id or 0
    remove_term(session, term, 9)
    rows = queries.trail_of(session, "term", number)
    assert [(row.by, row.action, row.before, row.after) for row in rows] == [
        (7, "add", None, CLOTH),
        (8, "edit", CLOTH, None),
        (9, "remove", None, None),
    ]
    assert queries.latest_trail(session, "term", 2) == rows[:0:-1]
    assert queries.terms(session) == []
    with pytest.raises(NotFound):
        get_term(session, number)


def test_a_word_may_keep_its_own_name_but_not_take_that_of_another(session: Session) -> None:
    add_term(session, TermDraft(text="布眼子", capability=CLOTH), NOBODY, None)
    term = add_term(session, TermDraft(text="灯眼子", capability=CLOTH), NOBODY, None)
    edit_term(session, term, TermDraft(text="灯眼子", meaning="验布机"), NOBODY, term.at, None)
    assert (term.capability, term.meaning) == ("", "验布机")
    taken = TermDraft(text="布眼子", meaning="验布机")
    with pytest.raises(Invalid):
        edit_term(session, term, taken, NOBODY, term.at, None)
    assert term.text == "灯眼子"


def test_a_word_is_changed_only_as_it_was_seen(session: Session) -> None:
    term = add_term(session, TermDraft(text="灯眼子", capability=CLOTH), NOBODY, None)
    seen = term.at
    changed = TermDraft(text="灯眼子", capability=CLOTH, note="织布车间")
    edit_term(session, term, changed, NOBODY, seen, None)
    with pytest.raises(Outdated):
        edit_term(session, term, changed, NOBODY, seen, None)


def test_words_are_found_by_word_meaning_and_note(session: Session) -> None:
    add_term(session, TermDraft(text="灯眼子", capability=CLOTH), NOBODY, None)
    add_term(session, TermDraft(text="铁鱼", meaning="100%水下作业", note="渔港"), NOBODY, None)

    def found(words: str) -> set[str]:
        return {term.text for term in queries.find_terms(session, words).rows}

    assert found("") == {"灯眼子", "铁鱼"}
    assert found("眼") == {"灯眼子"}
    assert found("渔港") == found("0%水") == {"铁鱼"}
    assert found("%") == {"铁鱼"}
    assert [term.text for term in queries.terms_of(session, CLOTH)] == ["灯眼子"]
