"""scenebridge calibration: whether scores are the chances they claim to be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from webapp.cli.records import file_argument


@click.command()
@file_argument
@click.option("--bins", default=10, show_default=True, type=click.IntRange(1, 100))
def calibration(file: Path, bins: int) -> None:
    """检验分数是不是概率（校准误差、可靠性图的点） / Measure scores as probabilities.

    每行 {"score": 0–1, "served": true|false}。
    """
    from dataclasses import asdict

    from matcher.calibration import calibration as measure
    from webapp.cli.records import read_records, write_records

    told = [_told(record) for record in read_records(file, ())]
    found = asdict(measure(told, bins))
    write_records([{key: _rounded(value) for key, value in found.items()}])


def _told(record: Mapping[str, Any]) -> tuple[float, bool]:
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    score, served = record.get("score"), record.get("served")
    number = float(score) if isinstance(score, int | float) else -1.0
    if isinstance(score, bool) or not 0 <= number <= 1 or not isinstance(served, bool):
        text = mark("记录 {id} 看不懂：score 应在 0 与 1 之间，served 应为 true 或 false")
        fail(say(text, id=record["id"]))
    return number, served


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, tuple):
        return [{key: _rounded(one) for key, one in each.items()} for each in value]
    return value
