"""需求翻译 in the enterprise's desk: proposed from its own words, edited, and only then kept."""

from __future__ import annotations

import re

from sqlmodel import select

from scenarios.models import Scenario
from webapp.database import transaction

TEXT = "丝饼靠人看，夜班漏得多。漏检率须低于百分之一，单只检测不超过4秒，最好能接现有MES。"


def _items(page: str) -> list[str]:
    return [
        text
        for text in re.findall(r'name="requirements-\d+-text"[^>]*value="([^"]*)"', page)
        if text
    ]


def test_items_are_proposed_literally_and_nothing_is_kept(app, people, visit):
    mill = visit("mill")
    answer = mill.post("/enterprise/scenarios/items", {"title": "验丝饼", "description": TEXT})
    assert answer.status_code == 200
    items = _items(answer.text)
    assert len(items) >= 3
    assert all(item in TEXT for item in items)
    assert any("漏检率" in item for item in items)
    assert "建议补充" in answer.text
    with app.app_context(), transaction() as session:
        assert session.exec(select(Scenario)).all() == []


def test_what_was_written_stays_and_is_not_proposed_twice(people, visit):
    sent = {
        "title": "验丝饼",
        "description": TEXT,
        "requirements-0-text": "单只检测不超过4秒",
        "requirements-0-must": "0",
        "requirements-1-text": "自己写的一条",
        "requirements-1-must": "1",
    }
    page = visit("mill").post("/enterprise/scenarios/items", sent).text
    items = _items(page)
    assert items[:2] == ["单只检测不超过4秒", "自己写的一条"]
    assert items.count("单只检测不超过4秒") == 1
    assert 'value="验丝饼"' in page


def test_what_only_tells_of_the_pain_is_not_proposed(people, visit):
    pain = "落筒以后靠人看毛羽和油污，夜班漏得多。"
    sent = {"title": "x", "pain": pain, "description": TEXT}
    items = _items(visit("mill").post("/enterprise/scenarios/items", sent).text)
    assert items
    assert not any("落筒" in item for item in items)


def test_wishes_are_told_from_musts(people, visit):
    page = (
        visit("mill").post("/enterprise/scenarios/items", {"title": "x", "description": TEXT}).text
    )
    found = {}
    for number, text in re.findall(r'name="requirements-(\d+)-text"[^>]*value="([^"]*)"', page):
        select_box = re.search(rf'name="requirements-{number}-must".*?</select>', page, re.DOTALL)
        found[text] = 'selected value="1"' in select_box.group(0)
    assert found[next(text for text in found if "MES" in text)] is False
    assert found[next(text for text in found if "漏检率" in text)] is True


def test_a_scenario_of_another_enterprise_cannot_be_used_for_it(app, people, visit):
    from tests.webapp.conftest import post_scenario

    with app.app_context(), transaction() as session:
        post_scenario(session, people["mill"])
    sent = {"scenario": 1, "title": "x", "description": TEXT}
    assert visit("rival").post("/enterprise/scenarios/items", sent).status_code == 404
