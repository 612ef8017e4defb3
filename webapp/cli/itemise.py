"""scenebridge itemise: free text into requirement items, for each line of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from webapp.cli.records import file_argument


@click.command()
@file_argument
def itemise(file: Path) -> None:
    """从描述里提取需求条目 / Read requirement items from free text."""
    from matcher.requirements import itemise as read_items
    from matcher.types import Document, Field, FieldKind
    from webapp.cli.records import read_records, write_records

    def answer(record: dict[str, Any]) -> dict[str, Any]:
        source = Field("text", record["text"], FieldKind.NEED)
        items = read_items(Document(str(record["id"]), (source,)))
        return {
            "id": record["id"],
            "items": [_item(one.span, one.start, one.end, one.must) for one in items],
        }

    write_records(map(answer, read_records(file, ("text",))))


def _item(span: str, start: int, end: int, must: bool) -> dict[str, Any]:
    from matcher.requirements.measures import measure

    said = measure(span)
    return {
        "span": span,
        "start": start,
        "end": end,
        "must": must,
        "kind": said.kind,
        "metric": said.metric,
        "comparator": said.comparator,
        "value": _plain(said.value),
        "high": _plain(said.high),
        "unit": said.unit,
    }


def _plain(value: float | None) -> float | None:
    """Whole numbers without a decimal point: 99, not 99.0."""
    return int(value) if value is not None and value.is_integer() else value
