"""scenebridge replay, as a user runs it: of files, and of the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.webapp.cli.formats import section

SCENARIO = {"id": "S1", "title": "布面疵点检测", "description": "验布靠人看，要自动找出疵点。"}
VENDORS = [
    {"id": "V1", "name": "甲", "description": "验布机上识别疵点。", "capabilities": ["验布"]},
    {"id": "V2", "name": "乙", "description": "供水管网漏损监测。", "capabilities": ["漏损"]},
]


@pytest.fixture
def recorded(run: Callable[..., Result], write: Callable[..., Path], home: Path) -> list[object]:
    scenarios, vendors = write("s.jsonl", [SCENARIO]), write("v.jsonl", VENDORS)
    lists: list[object] = ["--scenarios", scenarios, "--vendors", vendors]
    run("match", *lists, "--record", home / "runs.jsonl", "--format", "jsonl")
    return [home / "runs.jsonl", *lists]


def _line(result: Result) -> dict[str, Any]:
    [line] = result.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_run_of_files_comes_out_the_same(
    run: Callable[..., Result], recorded: list[object]
) -> None:
    result = run("replay", *recorded)
    assert result.exit_code == 0
    assert result.stdout == section("Replay")[0]
    assert _line(result) == {"scenario": "S1", "exact": True, "pairs": 2, "differences": []}


def test_what_has_changed_is_said(
    run: Callable[..., Result], recorded: list[object], write: Callable[..., Path]
) -> None:
    write("v.jsonl", [VENDORS[0], {**VENDORS[1], "description": "供水水质监测。"}])
    result = run("replay", *recorded)
    assert result.exit_code == 2
    changes = [(one["change"], one["subject"]) for one in _line(result)["differences"]]
    assert changes == [("vendor_text", "V2"), ("pool", "")]
    assert "V2" in _line(result)["differences"][0]["text"]


def test_a_file_that_holds_no_runs_is_refused(
    run: Callable[..., Result], recorded: list[object], write: Callable[..., Path]
) -> None:
    other = write("other.jsonl", [{"scenario": "S1", "ranking": 3}])
    result = run("replay", other, *recorded[1:])
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("replay", recorded[0]).exit_code == 1


def test_a_run_of_the_database_comes_out_the_same_until_a_text_changes(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    run("import", "scenarios", write("s.jsonl", [{**SCENARIO, "enterprise": "丙"}]))
    run("import", "vendors", write("v.jsonl", VENDORS))
    run("worker", "--once")
    result = run("replay", 1)
    assert result.exit_code == 0, result.output
    assert _line(result)["exact"] is True
    run("import", "vendors", write("v.jsonl", [{**VENDORS[0], "description": "改做别的。"}]))
    again = run("replay", 1)
    assert again.exit_code == 2
    assert {one["change"] for one in _line(again)["differences"]} == {"vendor_text", "pool"}
    assert run("replay", 99).exit_code == 1
