"""`scenebridge itemise` as a user runs it: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., Path]

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
KEYS = ["span", "start", "end", "must", "kind", "metric", "comparator", "value", "high", "unit"]


def answers(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def only_item(run: Run, write: Write, text: str) -> dict[str, Any]:
    (answer,) = answers(run("itemise", write("needs.jsonl", [{"id": "N", "text": text}])))
    (item,) = answer["items"]
    return dict(item)


def test_every_item_is_a_literal_span_with_its_measure(run: Run, write: Write) -> None:
    text = "要上视觉检测：漏检率不高于千分之三，节拍2秒以内，系统部署在厂内机房。以后最好支持泰语界面。"
    (answer,) = answers(run("itemise", write("needs.jsonl", [{"id": "N1", "text": text}])))
    assert answer["id"] == "N1"
    for item in answer["items"]:
        assert list(item) == KEYS
        assert text[item["start"] : item["end"]] == item["span"]
    told = [
        (i["kind"], i["metric"], i["comparator"], i["value"], i["unit"], i["must"])
        for i in answer["items"]
    ]
    assert told == [
        ("figure", "漏检率", "<=", 0.3, "%", True),
        ("figure", "节拍", "<=", 2, "s", True),
        ("deployment", None, None, None, None, True),
        ("language", None, None, None, None, False),
    ]


@pytest.mark.parametrize(
    ("text", "metric", "comparator", "value", "high", "unit"),
    [
        ("识别准确率必须≥99%。", "准确率", ">=", 99, None, "%"),
        ("响应时间必须在三秒以内。", "响应时间", "<=", 3, None, "s"),
        ("总价必须50万元以下。", "价格", "<=", 500_000, None, "元"),
        ("必须做到重复定位精度±0.02mm。", "误差", "<=", 0.02, None, "mm"),
        ("必须提供7×24小时支持。", "服务时间", "=", 24, None, "h/天"),
        ("工作温度必须覆盖-20~60℃。", "工作温度", "between", -20, 60, "℃"),
        ("误报必须每天少于5次。", "误报次数", "<", 5, None, "次/天"),
    ],
)  # fmt: skip
def test_numbers_units_ranges_and_directions_are_read(
    run: Run,
    write: Write,
    text: str,
    metric: str,
    comparator: str,
    value: float,
    high: float,
    unit: str,
) -> None:
    item = only_item(run, write, text)
    said = item["metric"], item["comparator"], item["value"], item["high"], item["unit"]
    assert said == (metric, comparator, value, high, unit)


def test_a_record_without_an_id_gets_the_number_of_its_line(run: Run, write: Write) -> None:
    found = answers(
        run("itemise", write("needs.jsonl", [{"text": "须支持私有化部署。"}, {"text": "。"}]))
    )
    assert [answer["id"] for answer in found] == [1, 2]
    assert found[1]["items"] == []


def test_standard_input_is_read(run: Run) -> None:
    (answer,) = answers(run("itemise", "-", input='{"id": 7, "text": "续航须大于6小时。"}\n'))
    assert (answer["id"], answer["items"][0]["comparator"]) == (7, ">")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "x"}', "text"),
        ('{"id": "x", "text": 5}', "text"),
        ("[1]", "JSON"),
        ("not json", "JSON"),
        ('{"text": "\\ud800"}', "text"),
        (json.dumps({"text": "长" * 20_001}), "20000"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_written(
    run: Run, home: Path, line: str, said: str
) -> None:
    path = home / "bad.jsonl"
    path.write_text('{"id": "a", "text": "续航须大于6小时。"}\n' + line + "\n", "utf-8")
    result = run("itemise", path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2" in result.stderr
    assert said in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "须" + "九" * 5_000 + "%", "1" * 5_000 + "秒以内必须返回", "必须≥" + "1,000" * 900, "=cmd()|'/C calc'!A0 必须99%",
        "\u202e%99≥率确准须必", "必须10" + "0" * 400 + "万元以下", "<script>必须≤3秒</script>", "必须\x00≤3秒", "必须零点%、百分之秒、±元以内",
    ],
)  # fmt: skip
def test_strange_text_is_answered_with_valid_json(run: Run, write: Write, text: str) -> None:
    (answer,) = answers(run("itemise", write("odd.jsonl", [{"id": "o", "text": text}])))
    for item in answer["items"]:
        assert text[item["start"] : item["end"]] == item["span"]
        assert item["value"] is None or abs(item["value"]) < float("inf")


def test_the_example_of_the_formats_page_is_what_the_command_writes(run: Run, home: Path) -> None:
    section = PAGE.split("\n## Requirement items\n")[1].split("\n## ")[0]
    given, expected = re.findall(r"^```json\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    path = home / "given.jsonl"
    path.write_text(given, "utf-8")
    found = answers(run("itemise", path))
    assert found == [json.loads(line) for line in expected.splitlines()]
