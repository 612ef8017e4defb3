"""scenebridge learn, as a user runs it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from matcher.ranker import SIGNALS


def _decisions(count: int) -> list[dict[str, Any]]:
    chance = random.Random(3)
    found = []
    for number in range(count):
        signals = {name: round(chance.random(), 3) for name in SIGNALS}
        fits = signals["dense"] > 0.5
        found.append(
            {
                "id": number,
                "scenario": f"S{number // 3}",
                "signals": signals,
                "level": -8.0,
                "outcome": "approved" if fits else "rejected",
                "reason": None if fits else "capability",
                "position": number % 3 + 1,
            }
        )
    return found


def test_what_decisions_would_change_is_told_and_nothing_is_applied(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    result = run("learn", write("d.jsonl", _decisions(120)))
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["decisions"], told["least"], told["changes"]) == (120, 50, True)
    assert told["loss_after"] < told["loss_before"]
    assert told["after"]["coefficients"]["dense"] > told["before"]["coefficients"]["dense"]


def test_few_decisions_are_told_to_be_few(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    told = json.loads(run("learn", write("d.jsonl", _decisions(49))).stdout)
    assert (told["changes"], told["after"]) == (False, told["before"])


def test_what_else_stands_in_a_line_changes_nothing(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    plain = _decisions(80)
    rich = [
        {**one, "region": "甲乙"[place % 2], "investment": place * 1000, "note": "本地企业"}
        for place, one in enumerate(plain)
    ]
    first = run("learn", write("plain.jsonl", plain))
    second = run("learn", write("rich.jsonl", rich))
    assert first.exit_code == 0
    assert second.stdout == first.stdout


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": "maybe"},
        {"signals": {}},
        {"signals": [1, 2]},
        {"level": "high"},
        {"position": 0},
        {"level": 1e400},
    ],
)
def test_a_line_that_cannot_be_read_is_named(
    run: Callable[..., Result], write: Callable[..., Path], change: dict[str, Any]
) -> None:
    rows = _decisions(3)
    rows[1] |= change
    result = run("learn", write("d.jsonl", rows))
    assert result.exit_code == 1
    assert "1" in result.stderr
    assert result.stdout == ""
