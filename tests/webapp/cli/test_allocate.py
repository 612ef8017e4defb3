"""scenebridge allocate, as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.webapp.cli.formats import section

S1 = {"id": "S1", "matches": [{"vendor": "V1", "score": 0.9}, {"vendor": "V2", "score": 0.3}]}
S2 = {"id": "S2", "matches": [{"vendor": "V1", "score": 0.2}]}
NOBODY = {"id": "S3", "matches": []}


def _lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_scenario_is_told_its_vendors_and_the_plan_its_price(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    file = write("m.jsonl", [S1, S2, NOBODY, {"vendor": "V1", "capacity": 1}])
    result = run("allocate", file, "--each", 1)
    assert result.exit_code == 0
    *scenarios, last = _lines(result)
    assert scenarios == [
        {"id": "S1", "vendors": [{"vendor": "V2", "score": 0.3}]},
        {"id": "S2", "vendors": [{"vendor": "V1", "score": 0.2}]},
        {"id": "S3", "vendors": []},
    ]
    plan = last["plan"]
    assert (plan["covered"], plan["scenarios"]) == (2, 3)
    assert (plan["fit"], plan["pure_fit"], plan["price"]) == (0.5, 1.1, 0.545455)


def test_what_match_writes_is_read_as_it_is(
    run: Callable[..., Result], write: Callable[..., Path], home: Path
) -> None:
    scenarios = write(
        "s.jsonl",
        [{"id": "S1", "title": "布面疵点检测", "description": "验布靠人看，想自动找疵点。"}],
    )
    vendors = write(
        "v.jsonl",
        [{"id": "V1", "name": "甲", "description": "布面疵点检测", "capabilities": ["验布"]}],
    )
    matched = home / "matches.jsonl"
    run(
        "match",
        "--scenarios",
        scenarios,
        "--vendors",
        vendors,
        "--format",
        "jsonl",
        "--output",
        matched,
    )
    [scenario, last] = _lines(run("allocate", matched))
    assert [one["vendor"] for one in scenario["vendors"]] == ["V1"]
    assert last["plan"]["covered"] == 1


def test_a_demand_that_cannot_be_met_is_answered_with_what_would_have_to_give(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    file = write("m.jsonl", [S1, {"vendor": "V2", "newcomer": True}])
    result = run("allocate", file, "--newcomers", 3)
    assert result.exit_code == 2
    [last] = _lines(result)
    assert last["plan"]["relaxations"] == [
        {"limit": "newcomers", "subject": "", "from": 3, "to": 1,
         "text": "留给新进入服务商的次数从 3 降到 1"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "S1"},
        {"id": "S1", "matches": 3},
        {"id": "S1", "matches": [{"vendor": "V1", "score": 2}]},
        {"id": "S1", "matches": [{"vendor": "V1", "score": True}]},
        {"id": "S1", "matches": [{"vendor": 1, "score": 0.5}]},
        {"id": "S1", "matches": [{"vendor": "V1", "score": 0.5}] * 2},
        {"vendor": "V1", "capacity": -1},
        {"vendor": "V1", "newcomer": "yes"},
        {"vendor": 3},
    ],
)
def test_lines_that_make_no_sense_are_refused_by_name(
    run: Callable[..., Result], write: Callable[..., Path], bad: dict[str, Any]
) -> None:
    result = run("allocate", write("m.jsonl", [S2, bad]))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()


def test_the_page_of_formats_says_what_is_read_and_written(
    run: Callable[..., Result], home: Path
) -> None:
    given, written = section("Batch plan")
    (home / "m.jsonl").write_text(given, "utf-8")
    assert run("allocate", home / "m.jsonl", "--each", 1).stdout == written
