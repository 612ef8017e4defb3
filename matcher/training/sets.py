"""Labelled sets in the simple form of the lists, as the matcher reads them.

A folder holds `vendors.jsonl`, `scenarios.jsonl` with `qrels.txt` and, where there are any,
`scenarios_plain_words.jsonl` with its judgements, `vendors_extra.jsonl` (serving nobody) and
`none.jsonl` (scenarios nobody serves).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import EvaluationError
from matcher.evaluate import Qrels, read_qrels
from matcher.types import Document, Field, FieldKind


@dataclass(frozen=True, slots=True)
class Task:
    """Scenarios of one wording with their judgements."""

    name: str
    scenarios: tuple[Document, ...]
    qrels: Qrels


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Vendors, one or two tasks over them, and scenarios that none of them serves."""

    name: str
    vendors: tuple[Document, ...]
    tasks: tuple[Task, ...]
    unserved: tuple[Document, ...]


def records(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines. Raises EvaluationError naming a damaged line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except json.JSONDecodeError as problem:
                raise EvaluationError(f"{path.name}:{number}: not JSON") from problem
    return found


def scenario(record: dict[str, Any]) -> Document:
    """Title, need and industry; nothing that says who asks."""
    fields = [
        Field("title", record["title"], FieldKind.TITLE),
        Field("description", record.get("description", ""), FieldKind.NEED),
    ]
    if record.get("industry"):
        fields.append(Field("industry", record["industry"], FieldKind.INDUSTRY))
    return Document(record["id"], tuple(fields))


def vendor(record: dict[str, Any]) -> Document:
    """Introduction, capabilities and industries; no name and no region."""
    fields = [Field("description", record.get("description", ""), FieldKind.SUMMARY)]
    for name, kind in (
        ("capabilities", FieldKind.CAPABILITY),
        ("industries", FieldKind.INDUSTRY),
    ):
        texts = record.get(name, [])
        fields += [Field(f"{name}[{place}]", text, kind) for place, text in enumerate(texts)]
    return Document(record["id"], tuple(fields))


def read(folder: Path) -> LabelledSet:
    """Raises EvaluationError naming the line where a file is damaged."""
    vendors = [vendor(one) for one in records(folder / "vendors.jsonl")]
    if (extra := folder / "vendors_extra.jsonl").exists():
        vendors += [vendor(one) for one in records(extra)]
    tasks = []
    for name, texts, judged in (
        ("technical words", "scenarios.jsonl", ("qrels.txt",)),
        (
            "plain words",
            "scenarios_plain_words.jsonl",
            ("plain_qrels.txt", "plain_words_qrels.txt"),
        ),
    ):
        found = [folder / file for file in judged if (folder / file).exists()]
        if (folder / texts).exists() and found:
            asked = tuple(scenario(one) for one in records(folder / texts))
            tasks.append(Task(name, asked, read_qrels(found[0])))
    none = folder / "none.jsonl"
    unserved = tuple(scenario(one) for one in records(none)) if none.exists() else ()
    return LabelledSet(folder.name, tuple(vendors), tuple(tasks), unserved)
