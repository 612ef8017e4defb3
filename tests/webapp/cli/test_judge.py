"""scenebridge judge, on plain files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from matcher.types import Reason, ReasonCode
from webapp.messages import REASONS, reason_text

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^```jsonl (judge\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_example_of_the_page_is_what_the_command_writes(run, home):
    path = home / "pairs.jsonl"
    path.write_text(EXAMPLES["judge-pairs.jsonl"], "utf-8")
    done = run("judge", path)
    assert done.exit_code == 0
    assert done.stdout == EXAMPLES["judge-verdicts.jsonl"]


def test_quotes_are_literal_at_code_points_also_after_characters_outside_the_basic_plane(
    run, write
):
    offer = "😀𠮷公司办展。漏检率0.2%，\u200b连续半年。"
    path = write("p.jsonl", [{"requirement": "漏检率不高于0.3%", "offer": offer}])
    [answer] = [json.loads(line) for line in run("judge", path).stdout.splitlines()]
    assert answer["id"] == 1
    assert answer["verdict"] == "satisfied"
    assert offer[answer["start"] : answer["end"]] == answer["quote"]


@pytest.mark.parametrize(
    "fault", [{"requirement": "a"}, {"offer": "a"}, {"requirement": 1, "offer": "a"}]
)
def test_a_faulty_line_is_told_and_nothing_is_written(run, write, fault):
    done = run("judge", write("p.jsonl", [{"requirement": "a", "offer": "b"}, fault]))
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "2" in done.stderr


@pytest.mark.parametrize("offer", ["", " ", "。", "\u200b"])
def test_an_offer_that_says_nothing_leaves_everything_open(run, write, offer):
    path = write("p.jsonl", [{"requirement": "支持OPC UA", "offer": offer}])
    answer = json.loads(run("judge", path).stdout)
    assert (answer["verdict"], answer["quote"]) == ("unknown", None)
    assert answer["reason"] == "请说明：支持OPC UA，能否做到？"


def test_every_reason_has_words_and_braces_in_a_quote_do_no_harm():
    assert set(REASONS) == set(ReasonCode)
    stated = Reason(ReasonCode.STATED, "支持{x}", "有{y}")
    silent = Reason(ReasonCode.NOT_SAID, "质保两年")
    assert reason_text([stated, silent]) == "“支持{x}”已写明：有{y}；“质保两年”没有提到。"
    other = Reason(ReasonCode.OTHER_METRIC, "误报率≤1%", "漏报率1%")
    assert reason_text([other]) == "请说明：误报率≤1%，能否做到？（“漏报率1%”是另一项指标）"
    assert reason_text([]) == ""
