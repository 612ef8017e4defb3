"""scenebridge calibration, as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.webapp.cli.formats import section


def test_scores_are_measured_as_chances(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    rows = [{"score": 0.2, "served": place % 5 == 0} for place in range(50)]
    rows += [{"score": 0.9, "served": place % 10 != 0} for place in range(50)]
    found = json.loads(run("calibration", write("c.jsonl", rows), "--bins", 2).stdout)
    assert (found["count"], found["ece"], found["base_rate"]) == (100, 0, 0.55)
    assert found["skill"] > 0.4
    assert found["bins"] == [
        {"count": 50, "claimed": 0.2, "served": 0.2},
        {"count": 50, "claimed": 0.9, "served": 0.9},
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"score": 1.2, "served": True},
        {"score": True, "served": True},
        {"score": "0.5", "served": True},
        {"score": 0.5},
        {"score": 0.5, "served": 1},
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    run: Callable[..., Result], write: Callable[..., Path], bad: dict[str, Any]
) -> None:
    result = run("calibration", write("c.jsonl", [{"score": 0.5, "served": True}, bad]))
    assert result.exit_code == 1
    assert "2" in result.stderr
    assert result.stdout == ""


def test_the_page_of_formats_says_what_is_read_and_written(
    run: Callable[..., Result], home: Path
) -> None:
    given, written = section("Calibration")
    (home / "c.jsonl").write_text(given, "utf-8")
    assert run("calibration", home / "c.jsonl", "--bins", 2).stdout == written
