"""scenebridge judge: one requirement against one offer, for each line of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from webapp.cli.records import file_argument


@click.command()
@file_argument
@click.option("--model", help="模型目录或名称，默认用自带模型 / folder or hub id of another model")
def judge(file: Path, model: str | None) -> None:
    """逐行判断需求是否被满足，附原话 / Judge requirement and offer pairs, with quotes."""
    from matcher.embedder import load_embedder
    from matcher.requirements import judge_pair
    from webapp.cli.records import read_records, write_records
    from webapp.messages import reason_text

    records = read_records(file, ("requirement", "offer"))
    embedder = load_embedder(model)

    def answer(record: dict[str, Any]) -> dict[str, Any]:
        found = judge_pair(record["requirement"], record["offer"], embedder)
        return {
            "id": record["id"],
            "verdict": found.verdict.value,
            "quote": found.quote,
            "start": found.start,
            "end": found.end,
            "reason": reason_text(found.reasons),
        }

    write_records(map(answer, records))
