"""scenebridge knowledge check: findings as lines, a summary beside them, a status to act on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from matcher import knowledge
from tests.webapp.cli.formats import PAGE

Run = Callable[..., Result]
ONE = {
    "id": "a.one",
    "zh": "一",
    "en": "One",
    "group": "组",
    "stage": "生产制造",
    "aliases": ["甲"],
    "industries": ["纺织"],
    "asks": ["要一"],
    "offers": ["有一"],
    "confusable": [],
    "kpis": ["率"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "capabilities").mkdir()
    line = json.dumps(ONE, ensure_ascii=False)
    (tmp_path / "capabilities" / "file.jsonl").write_text(f"{line}\n", encoding="utf-8")
    return tmp_path


def test_the_shipped_knowledge_is_checked_and_passes(run: Run) -> None:
    result = run("knowledge", "check")
    assert result.exit_code == 0, result.stderr
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert {record["kind"] for record in records} <= {"stray"}
    margins = [record["margin"] for record in records]
    assert margins == sorted(margins, reverse=True)
    assert f"{len(knowledge.load().capabilities)} 项能力" in result.stderr
    assert f"{len(records)} 句" in result.stderr


def test_what_is_wrong_in_a_folder_is_told_line_by_line_with_status_1(
    run: Run, folder: Path
) -> None:
    result = run("knowledge", "check", "--folder", folder)
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["kind"], one["part"]) for one in found] == [
        ("nothing_listed", "confusable"),
        ("too_few", "asks"),
        ("too_few", "offers"),
        ("one_voice", "asks"),
    ]
    assert all(one["capability"] == "a.one" and one["reason"] for one in found)
    assert "要改的问题 4 个" in result.stderr


def test_a_damaged_file_is_named(run: Run, folder: Path) -> None:
    path = folder / "capabilities" / "file.jsonl"
    path.write_text("{\n", encoding="utf-8")
    result = run("knowledge", "check", "--folder", folder)
    assert result.exit_code == 1
    assert "file.jsonl:1: not JSON" in result.stderr
    assert result.stdout == ""


def test_the_page_of_formats_names_every_key_and_kind(run: Run, folder: Path) -> None:
    from matcher.knowledge.checking import Kind

    text = PAGE.read_text("utf-8").partition("\n## Knowledge check\n")[2].partition("\n## ")[0]
    result = run("knowledge", "check", "--folder", folder)
    for name in (*json.loads(result.stdout.splitlines()[0]), *(kind.value for kind in Kind)):
        assert f"`{name}`" in text
