"""scenebridge duplicates: lists, pairs of texts, and what the page of formats says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import Workbook

from tests.webapp.cli.formats import section

CLOTH = "验布工盯着坯布找破洞和油污，漏检被客户扣款，想让相机在线自动找。"
AGAIN = "坯布疵点全靠人眼看，破洞、断经常漏，希望验布机上自动识别并打标。"
OTHER = "布机的轴承什么时候坏没人知道，想听振动提前几天预报。"

Run = Callable[..., Result]
Write = Callable[..., Path]


def lines(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_pairs_of_texts_are_judged_line_by_line(run: Run, write: Write) -> None:
    rows = [{"id": "P1", "a": CLOTH, "b": AGAIN}, {"a": CLOTH, "b": OTHER}]
    same, other = lines(run("duplicates", write("pairs.jsonl", rows)))
    assert (same["id"], same["same"]) == ("P1", True)
    assert (other["id"], other["same"]) == (2, False)
    assert other["score"] < 0.5 < same["score"]
    assert set(same) == {"id", "same", "score", "reason"}
    assert same["reason"].endswith("。")


def test_a_list_of_scenarios_gives_the_pairs_that_are_the_same(run: Run, write: Write) -> None:
    rows = [
        {"id": key, "title": "", "description": text}
        for key, text in (("S1", CLOTH), ("S2", OTHER), ("S3", AGAIN))
    ]
    [pair] = lines(run("duplicates", write("list.jsonl", rows)))
    assert (pair["a"], pair["b"]) == ("S1", "S3")
    assert set(pair) == {"a", "b", "score", "reason"}


def test_a_workbook_and_a_table_give_what_the_lines_give(
    run: Run, write: Write, home: Path
) -> None:
    rows = [{"id": "S1", "description": CLOTH}, {"id": "S2", "description": AGAIN}]
    wanted = lines(run("duplicates", write("list.jsonl", rows)))
    book = Workbook()
    book.active.append(["场景编号", "需求描述"])
    for row in rows:
        book.active.append([row["id"], row["description"]])
    book.save(home / "list.xlsx")
    table = "场景编号,需求描述\n" + "".join(f"{r['id']},{r['description']}\n" for r in rows)
    (home / "list.csv").write_text(table, "gb18030")
    assert lines(run("duplicates", home / "list.xlsx")) == wanted
    assert lines(run("duplicates", home / "list.csv")) == wanted
    assert len(wanted) == 1


def test_pairs_come_from_standard_input_and_in_gb18030(run: Run, home: Path) -> None:
    line = json.dumps({"id": 7, "a": CLOTH, "b": CLOTH}, ensure_ascii=False)
    [piped] = lines(run("duplicates", "-", input=line))
    assert piped == {"id": 7, "same": True, "score": 1.0, "reason": "两段文字相同。"}
    (home / "old.jsonl").write_text(line, "gb18030")
    assert lines(run("duplicates", home / "old.jsonl")) == [piped]


def test_a_fault_in_either_kind_of_file_ends_the_command(run: Run, write: Write) -> None:
    broken = run("duplicates", write("p.jsonl", [{"a": CLOTH, "b": CLOTH}, {"a": CLOTH}]))
    assert broken.exit_code == 1
    assert "第 2 行" in broken.output
    listed = write("l.jsonl", [{"id": "S1", "stage": "没有这个环节"}])
    assert run("duplicates", listed).exit_code == 1
    assert run("duplicates", "--keep-good", listed).exit_code == 0
    nonsense = write("n.jsonl", [])
    nonsense.write_text("not json\n")
    assert run("duplicates", nonsense).exit_code == 1


@pytest.mark.parametrize("at", [0, 1])
def test_the_examples_of_the_page_are_what_the_command_does(run: Run, home: Path, at: int) -> None:
    examples = section("Duplicates")
    (home / "example.jsonl").write_text(examples[2 * at], "utf-8")
    found = lines(run("duplicates", home / "example.jsonl"))
    told = [json.loads(line) for line in examples[2 * at + 1].splitlines()]
    assert [one | {"score": 0} for one in found] == [one | {"score": 0} for one in told]
    assert [one["score"] for one in found] == pytest.approx([one["score"] for one in told], abs=0.1)
