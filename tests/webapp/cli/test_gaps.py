"""scenebridge gaps, as a user runs it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

SCENARIOS = [
    {
        "id": "S1",
        "title": "布面疵点检测",
        "description": "验布靠人看，要自动找出疵点。漏检率须低于2%。",
    },
    {
        "id": "S2",
        "title": "坯布验布自动化",
        "description": "坯布下机要自动验布打标。系统须支持手语播报。",
    },
    {
        "id": "S3",
        "title": "听障群众办事",
        "description": "窗口来了聋人没人会比划，想有一块屏能把话变成手语。",
    },
]
VENDORS = [
    {
        "id": "V1",
        "name": "甲",
        "description": "验布机上自动识别断经、油污、破洞。漏检率1%。",
        "capabilities": ["布面疵点检测"],
        "industries": ["纺织"],
    }
]


def _plain(cell: object) -> object:
    """A cell whatever kind of file it stood in: 3, 3.0 and "3.0" are one number."""
    try:
        return float(str(cell))
    except ValueError:
        return "" if cell is None else str(cell)


def _plain(cell: object) -> float | str:
    """A cell, whatever kind of file it stood in: 3, 3.0 and "3.0" are one number."""
    text = "" if cell is None else str(cell)
    try:
        return float(text)
    except ValueError:
        return text


@pytest.fixture
def lists(write: Callable[..., Path]) -> list[object]:
    scenarios, vendors = write("s.jsonl", SCENARIOS), write("v.jsonl", VENDORS)
    return ["--scenarios", scenarios, "--vendors", vendors]


def test_what_nobody_offers_is_told_with_who_asks_for_it(
    run: Callable[..., Result], lists: list[object]
) -> None:
    result = run("gaps", *lists)
    assert result.exit_code == 0
    targets = [json.loads(line) for line in result.stdout.splitlines()]
    assert [one["rank"] for one in targets] == list(range(1, len(targets) + 1))
    assert [one["demand"] for one in targets] == sorted(
        (one["demand"] for one in targets), reverse=True
    )
    spoken = {item["span"] for one in targets for item in one["items"]}
    assert any("手语播报" in span for span in spoken)
    assert not any("漏检率" in span for span in spoken), "a vendor meets this one"
    assert any("S3" in one["unserved"] for one in targets)
    texts = {one["id"]: one["description"] for one in SCENARIOS}
    for one in targets:
        for item in one["items"]:
            if item["field"] == "description":
                text = texts[item["scenario"]]
                assert text[item["start"] : item["end"]] == item["span"]


def test_the_list_goes_out_as_a_table_and_a_workbook(
    run: Callable[..., Result], lists: list[object], home: Path
) -> None:
    run("gaps", *lists, "--format", "csv", "--output", home / "g.csv")
    rows = list(csv.reader((home / "g.csv").open(encoding="utf-8-sig", newline="")))
    run("gaps", *lists, "--format", "xlsx", "--output", home / "g.xlsx")
    sheet = load_workbook(home / "g.xlsx").active
    assert sheet is not None
    cells = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [[_plain(cell) for cell in row] for row in rows] == cells
    assert rows[0][0] == "序号"
    assert sheet.freeze_panes == "A2"
    assert run("gaps", *lists, "--format", "xlsx").exit_code == 1
