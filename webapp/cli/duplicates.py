"""scenebridge duplicates: which scenarios of a list, or which pairs of texts, ask for the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from webapp.cli.reading import keep_good_option, scenario_documents
from webapp.cli.records import file_argument

_TABLES = (".csv", ".xlsx")


@click.command()
@file_argument
@keep_good_option
def duplicates(file: Path, keep_good: bool) -> None:
    """找出说的是同一件事的场景，附分数和理由 / Find scenarios that one solution would serve.

    读场景清单，或逐行的 {"id", "a", "b"} 两段文字。
    """
    from matcher.likeness import Likeness
    from webapp.cli.records import write_records

    likeness = Likeness.load()
    if _holds_pairs(file):
        write_records(_judged(file, likeness))
    else:
        write_records(_found(file, keep_good, likeness))


def _holds_pairs(file: Path) -> bool:
    """Whether a file has pairs of texts rather than a list of scenarios, by its first record."""
    if str(file) == "-":
        return True
    if file.suffix.lower() in _TABLES:
        return False
    with file.open("rb") as stream:
        first = next((line for line in stream if line.strip()), b"")
    try:
        try:
            record = json.loads(first.decode("utf-8-sig"))
        except UnicodeDecodeError:
            record = json.loads(first.decode("gb18030", errors="replace"))
    except (ValueError, RecursionError):
        return False  # the reader of lists tells what is wrong with it
    return isinstance(record, dict) and bool({"a", "b"} & record.keys())


def _judged(file: Path, likeness: Any) -> Iterator[dict[str, Any]]:
    from webapp.cli.records import read_records
    from webapp.messages import alike_text

    records = read_records(file, ("a", "b"))
    found = likeness.compare([(record["a"], record["b"]) for record in records])
    for record, alike in zip(records, found, strict=True):
        yield {
            "id": record["id"],
            "same": alike.same,
            "score": alike.score,
            "reason": alike_text(alike),
        }


def _found(file: Path, keep_good: bool, likeness: Any) -> Iterator[dict[str, Any]]:
    from matcher.likeness import alike_pairs
    from webapp.messages import alike_text

    sure = likeness.parameters.sure
    for pair in alike_pairs(scenario_documents(file, keep_good), likeness, sure):
        yield {
            "a": pair.a,
            "b": pair.b,
            "score": pair.alike.score,
            "reason": alike_text(pair.alike),
        }
