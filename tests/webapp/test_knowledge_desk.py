"""The bureau's words: looking capabilities up, and words of the district that work at once."""

from __future__ import annotations

import html
import re

import pytest
from sqlmodel import select

from matcher import knowledge
from scenarios.brokerage.models import Match, State
from tests.webapp.conftest import SPEECH, list_vendor, post_scenario
from vendors.registry.models import Term, Trail
from vendors.registry.vocabulary import COMMON_FROM
from webapp.database import reading, transaction
from webapp.jobs import Job, JobKind
from webapp.matching import scenario_changed

NEW = "/bureau/knowledge/terms/new"
LIST = "/bureau/knowledge/terms"
CLOTH = next(c for c in knowledge.load().capabilities if c.id == "vision.fabric_defect")
WEAVER = {
    "description": "为织造企业做面料疵点自动检测。",
    "capabilities": [
        {
            "name": "面料织物疵点检测",
            "description": "坯布破洞、油污、断经在线识别，漏检率≤1%。",
        }
    ],
    "industries": ["纺织"],
}
JARGON = {"title": "灯眼子", "pain": "车间要上灯眼子。", "requirements": []}
ALIAS = {"text": "灯眼子", "capability": CLOTH.zh}


def _rows(app, table):
    with app.app_context(), reading() as session:
        return session.exec(select(table).order_by(table.id)).all()


def _look(browser, path, data):
    """Ask for the effect; returns the page and what it wants back when the word is kept."""
    page = browser.post(path, {**data, "then": "check"})
    assert page.status_code == 200, page.text
    kept = {"then": "save"}
    for name in ("checked", "seen"):
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)
        kept[name] = html.unescape(found.group(1)) if found else ""
    return page.text, {**data, **kept}


def _add(browser, data):
    _, kept = _look(browser, NEW, data)
    answer = browser.post(NEW, kept)
    assert answer.status_code == 302, answer.text
    return answer


@pytest.fixture
def jargon(app, people, work):
    """A published scenario in words of the place, a vendor that fits it and one that does not."""
    with app.app_context(), transaction() as session:
        scenario = post_scenario(session, people["mill"], **JARGON)
        list_vendor(session, people["vision"], WEAVER)
        list_vendor(session, people["speech"], SPEECH)
        scenario_changed(session, scenario)
    work()


@pytest.fixture
def bureau(people, visit):
    return visit("bureau")


def test_an_alias_brings_the_suggestion_and_taking_it_away_takes_it_back(app, jargon, bureau, work):
    assert _rows(app, Match) == []
    _add(bureau, ALIAS)
    work()
    [match] = _rows(app, Match)
    assert (match.vendor_id, match.state) == (1, State.PROPOSED)
    assert "面料织物疵点检测" in bureau.get("/bureau/vendors/1").text
    assert "明眸视觉公司" in bureau.get("/bureau/scenarios/1").text

    bureau.post(f"{LIST}/1/remove")
    work()
    assert [match.state for match in _rows(app, Match)] == [State.LAPSED]
    assert _rows(app, Term) == []


def test_a_meaning_in_plain_words_works_as_well_as_an_alias(app, jargon, bureau, work):
    _add(bureau, {"text": "灯眼子", "meaning": "面料织物疵点自动检测"})
    work()
    assert [match.vendor_id for match in _rows(app, Match)] == [1]


def test_a_changed_meaning_changes_the_suggestions(app, jargon, bureau, work):
    _add(bureau, ALIAS)
    work()
    other = next(c for c in knowledge.load().capabilities if c.id == "agri.aquaculture")
    _, kept = _look(bureau, f"{LIST}/1", _opened(bureau) | {"capability": other.zh})
    bureau.post(f"{LIST}/1", kept)
    work()
    assert {match.vendor_id: match.state for match in _rows(app, Match)}[1] == State.LAPSED


def _opened(browser):
    """The fields of the first word's page as a browser would send them."""
    page = browser.get(f"{LIST}/1").text
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
    assert found
    return {**ALIAS, "seen": found.group(1)}


def test_the_effect_is_shown_before_anything_is_kept(app, jargon, bureau):
    page, kept = _look(bureau, NEW, ALIAS)
    assert "1 个已发布的场景、0 家已核验的服务商说到“灯眼子”" in page
    assert CLOTH.zh in page
    assert _rows(app, Term) == []
    assert _rows(app, Job) == []
    # The word was changed after its effect was shown: the effect of the new one comes first.
    other = bureau.post(NEW, {**kept, "text": "布眼子"})
    assert other.status_code == 200
    assert "0 个已发布的场景" in other.text
    again = bureau.post(NEW, {**kept, "capability": "", "meaning": "验布"})
    assert again.status_code == 200
    assert _rows(app, Term) == []


def test_a_word_is_counted_where_a_reader_sees_it(app, people, bureau):
    with app.app_context(), transaction() as session:
        post_scenario(session, people["mill"], **JARGON | {"pain": "要灯\u200b眼子", "title": "布"})
        post_scenario(session, people["mill"], **JARGON, publish=False)
        words = WEAVER | {"description": "专做灯眼子"}
        list_vendor(session, people["vision"], words)
        list_vendor(session, people["speech"], words, verify=False)
    page, _ = _look(bureau, NEW, ALIAS)
    assert "1 个已发布的场景、1 家已核验的服务商说到“灯眼子”" in page


def test_matching_follows_in_the_same_transaction(app, bureau):
    _add(bureau, ALIAS)
    assert [job.kind for job in _rows(app, Job)] == [JobKind.REFRESH_ALL]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "  ", "meaning": "验布"}, "必填"),
        ({"text": "\u200b\u200b", "meaning": "验布"}, "必填"),
        ({"text": "长" * 61, "meaning": "验布"}, "超过 60 字"),
        ({"text": "灯", "meaning": "验布"}, "至少 2 个字"),
        ({"text": "灯眼子"}, "用大白话写出意思"),
        ({"text": "灯眼子", "meaning": " \u200b"}, "用大白话写出意思"),
        ({"text": "灯眼子", "capability": CLOTH.zh, "meaning": "验布"}, "只填一项"),
        ({"text": "灯眼子", "capability": "没有的能力"}, "没有这项能力"),
        ({"text": "灯眼子", "meaning": "长" * 201}, "超过 200 字"),
        ({"text": CLOTH.aliases[0], "meaning": "别的"}, f"这已经是“{CLOTH.zh}”的名称"),
        ({"text": f"{CLOTH.en.upper()} ", "capability": "智能问数"}, "的名称"),
    ],
)
@pytest.mark.parametrize("then", ["check", "save"])
def test_a_word_that_cannot_stand_is_refused_at_its_field(app, bureau, data, said, then):
    answer = bureau.post(NEW, {**data, "then": then})
    assert answer.status_code == 422
    problem = re.search(r'class="problem">([^<]*)<', answer.text)
    assert problem
    assert said in problem.group(1)
    assert _rows(app, Term) == []
    assert _rows(app, Job) == []


def test_a_further_spelling_of_the_same_word_is_refused(app, bureau):
    _add(bureau, {"text": "ABC灯眼", "meaning": "验布"})
    answer = bureau.post(NEW, {"text": "ＡＢＣ灯\u200b眼", "meaning": "别的", "then": "check"})
    assert answer.status_code == 422
    assert "这个用语已经有了" in answer.text


def test_a_word_that_everybody_says_is_refused_with_the_number(app, people, bureau):
    with app.app_context(), transaction() as session:
        for _ in range(COMMON_FROM + 1):
            post_scenario(session, people["mill"], title="车间要改造")
    answer = bureau.post(NEW, {"text": "车间", "meaning": "验布", "then": "check"})
    assert answer.status_code == 422
    assert f"{COMMON_FROM + 1} 份场景和档案里有 {COMMON_FROM + 1} 份说到" in answer.text


def test_two_officials_cannot_change_one_word_unseen(app, bureau, visit):
    _add(bureau, ALIAS)
    first, second = visit("bureau"), visit("bureau")
    opened = _opened(first)
    _, mine = _look(first, f"{LIST}/1", opened | {"note": "织布车间"})
    _, theirs = _look(second, f"{LIST}/1", opened | {"note": "印染车间"})
    first.post(f"{LIST}/1", mine)
    answer = second.post(f"{LIST}/1", theirs)
    assert "内容已被更新" in second.get(answer.location).text
    assert [term.note for term in _rows(app, Term)] == ["织布车间"]


def test_every_change_leaves_a_trail_that_outlives_the_word(app, bureau):
    _add(bureau, ALIAS)
    _, kept = _look(bureau, f"{LIST}/1", _opened(bureau) | {"note": "织布车间"})
    bureau.post(f"{LIST}/1", kept)
    page = bureau.get(f"{LIST}/1").text
    assert page.index("添加") < page.index("修改", page.index("留痕"))
    assert "局里的人" in page[page.index("留痕") :]
    bureau.post(f"{LIST}/1/remove")
    rows = [row for row in _rows(app, Trail) if row.subject == "term"]
    assert [(row.subject_id, row.action) for row in rows] == [
        (1, "add"),
        (1, "edit"),
        (1, "remove"),
    ]
    assert rows[0].after == rows[2].before == CLOTH.id
    told = bureau.get(LIST).text
    assert "1 号用语（已删除）" in told
    assert bureau.get(f"{LIST}/1").status_code == 404


def test_capabilities_are_found_by_alias_group_and_indicator(bureau):
    home = "/bureau/knowledge/"
    assert CLOTH.zh in bureau.get(f"{home}?words={CLOTH.aliases[1]}").text
    inside = bureau.get(f"{home}?group={CLOTH.group}&words=织物").text
    assert CLOTH.zh in inside
    assert CLOTH.zh not in bureau.get(f"{home}?group=教育&words=织物").text
    assert "没有这样的能力" in bureau.get(f"{home}?words=zzzz").text
    assert bureau.get(f"{home}?page=999999&words=%00").status_code == 200


def test_every_capability_is_on_some_page_of_the_list(bureau):
    seen = set()
    for page in range(1, 100):
        text = bureau.get(f"/bureau/knowledge/?page={page}").text
        seen |= set(re.findall(r"/bureau/knowledge/capabilities/([\w.]+)", text))
        if 'rel="next"' not in text:
            break
    assert seen == {one.id for one in knowledge.load().capabilities}


def test_a_capability_shows_its_names_neighbours_and_both_voices(bureau):
    _add(bureau, ALIAS)
    page = bureau.get(f"/bureau/knowledge/capabilities/{CLOTH.id}").text
    for text in (CLOTH.zh, CLOTH.en, *CLOTH.aliases, *CLOTH.industries, *CLOTH.kpis):
        assert text.replace("&", "&amp;") in page
    for neighbour in CLOTH.confusable:
        assert f"/bureau/knowledge/capabilities/{neighbour}" in page
    assert CLOTH.asks[0] in page
    assert CLOTH.offers[0] in page
    assert "灯眼子" in page
    assert bureau.get("/bureau/knowledge/capabilities/no.such").status_code == 404


def test_a_form_opened_from_a_capability_is_for_that_capability(bureau):
    page = bureau.get(f"{NEW}?capability={CLOTH.id}").text
    assert re.search(rf'id="capability"[^>]*value="{CLOTH.zh}"', page)


def test_markup_in_a_word_is_text(bureau):
    _add(bureau, {"text": "<b>灯眼</b>", "meaning": "<script>alert(1)</script>"})
    page = bureau.get(LIST).text
    assert "<script>alert" not in page
    assert "<b>灯眼" not in page
