"""scenebridge team: complementary vendors of two lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.webapp.cli.conftest import SCENARIOS, VENDORS
from tests.webapp.cli.formats import section
from tests.webapp.cli.test_duplicates import lines

Run = Callable[..., Result]
Write = Callable[..., Path]


def test_each_scenario_gets_its_team_with_literal_quotes(run: Run, write: Write) -> None:
    demand = {
        "id": "S9",
        "title": "布面疵点检测",
        "requirements": ["检出率不低于98%", "定位误差不超过5厘米", "提供三十年免费质保"],
    }
    offers = [
        {"id": "A", "name": "甲", "description": "布面疵点检测，检出率99%。"},
        {"id": "B", "name": "乙", "description": "布面疵点打标，定位误差3厘米。"},
    ]
    files = (write("s.jsonl", [demand]), write("v.jsonl", offers))
    [team] = lines(run("team", "--scenarios", files[0], "--vendors", files[1]))
    assert team["id"] == "S9"
    assert sorted(team["vendors"]) == ["A", "B"]
    assert not team["complete"]
    assert [one["span"] for one in team["open"]] == ["提供三十年免费质保"]
    texts = {one["id"]: one["description"] for one in offers}
    assert team["items"]
    for item in team["items"]:
        assert texts[item["vendor"]][item["start"] : item["end"]] == item["quote"]


def test_a_vendor_without_text_and_a_scenario_nobody_meets_make_no_team(
    run: Run, write: Write
) -> None:
    files = (write("s.jsonl", SCENARIOS[1:]), write("v.jsonl", VENDORS[2:]))
    [team] = lines(run("team", "--scenarios", files[0], "--vendors", files[1]))
    assert team["vendors"] == []
    assert not team["complete"]


def test_bad_rows_are_told_and_nothing_is_written(run: Run, write: Write) -> None:
    files = (write("s.jsonl", [{"title": "没有编号"}]), write("v.jsonl", VENDORS))
    result = run("team", "--scenarios", files[0], "--vendors", files[1])
    assert result.exit_code == 1
    assert result.stdout == ""


def test_the_example_of_the_page_is_what_the_command_does(run: Run, home: Path) -> None:
    scenarios, vendors, told = section("Teams")
    (home / "s.jsonl").write_text(scenarios, "utf-8")
    (home / "v.jsonl").write_text(vendors, "utf-8")
    [found] = lines(run("team", "--scenarios", home / "s.jsonl", "--vendors", home / "v.jsonl"))
    assert found == json.loads(told)
