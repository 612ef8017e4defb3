"""scenebridge packs: joint packs of a list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.webapp.cli.formats import section
from tests.webapp.cli.test_duplicates import AGAIN, CLOTH, OTHER, lines


def test_alike_scenarios_become_a_pack_with_their_volume(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    rows = [
        {"id": "S1", "description": CLOTH + "现有12条产线。"},
        {"id": "S2", "description": OTHER},
        {"id": "S3", "description": AGAIN + "有8条产线要装。"},
    ]
    path = write("list.jsonl", rows)
    [pack] = lines(run("packs", path))
    assert pack["members"] == ["S1", "S3"]
    [volume] = pack["volumes"]
    assert (volume["low"], volume["unit"], volume["thing"]) == (20, "条", "产线")
    texts = {row["id"]: row["description"] for row in rows}
    for part in volume["parts"]:
        assert texts[part["id"]][part["start"] : part["end"]] == part["span"]


def test_a_list_of_different_scenarios_has_no_pack(
    run: Callable[..., Result], write: Callable[..., Path]
) -> None:
    rows = [{"id": "S1", "description": CLOTH}, {"id": "S2", "description": OTHER}]
    assert lines(run("packs", write("list.jsonl", rows))) == []


def test_the_example_of_the_page_is_what_the_command_does(
    run: Callable[..., Result], home: Path
) -> None:
    given, told = section("Packs")
    (home / "example.jsonl").write_text(given, "utf-8")
    found = lines(run("packs", home / "example.jsonl"))
    expected = [json.loads(line) for line in told.splitlines()]
    assert [one | {"score": 0} for one in found] == [one | {"score": 0} for one in expected]
