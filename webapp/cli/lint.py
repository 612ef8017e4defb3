"""scenebridge lint: clauses that limit fair competition, for each line of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from webapp.cli.records import file_argument


@click.command()
@file_argument
def lint(file: Path) -> None:
    """找出妨碍公平竞争的条款 / Find clauses that limit fair competition."""
    from matcher.fairness import read
    from webapp.advice import advice_text
    from webapp.cli.records import read_records, write_records

    def answer(record: dict[str, Any]) -> dict[str, Any]:
        findings = [
            {
                "span": one.span,
                "start": one.start,
                "end": one.end,
                "rule": one.rule.value,
                "advice": advice_text(one.rule),
            }
            for one in read(record["text"])
        ]
        return {"id": record["id"], "findings": findings}

    write_records(map(answer, read_records(file, ("text",))))
