"""scenebridge lint: clauses that limit fair competition, on plain files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from matcher.fairness import Rule
from webapp.advice import advice_text

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
SECTION = PAGE.split("\n## Fair-competition reading\n")[1].split("\n## ")[0]


def _blocks() -> list[str]:
    return re.findall(r"^```jsonl\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)


def test_the_examples_of_the_page_are_what_the_command_writes(run, home):
    given, written = _blocks()
    (home / "calls.jsonl").write_text(given, "utf-8")
    done = run("lint", home / "calls.jsonl")
    assert done.exit_code == 0
    assert done.stdout == written


def test_the_page_names_every_rule():
    for rule in Rule:
        assert f"| `{rule.value}` |" in SECTION


def test_findings_of_a_long_text_are_literal_and_a_missing_id_is_the_line(run, write):
    text = "漏检率不高于0.5%。外地企业不得报名，本地企业优先。数据不出厂。"
    done = run("lint", write("calls.jsonl", [{"text": text}, {"text": "数据不出厂。"}]))
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second) == (1, {"id": 2, "findings": []})
    (finding,) = first["findings"]
    assert text[finding["start"] : finding["end"]] == finding["span"]
    assert finding["span"] == "外地企业不得报名，本地企业优先"


def test_a_record_without_text_ends_the_command_and_writes_nothing(run, write):
    done = run("lint", write("calls.jsonl", [{"id": "a"}]))
    assert done.exit_code == 1
    assert done.stdout == ""


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_advice_with_the_article_it_rests_on(rule):
    assert re.search(r"依据：公平竞争审查条例第[八九十]", advice_text(rule))
