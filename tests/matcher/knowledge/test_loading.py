"""The product's own knowledge is whole, and damaged files are named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from matcher import knowledge
from matcher.errors import KnowledgeError
from matcher.knowledge.loading import read

ONE: dict[str, Any] = {
    "id": "a.one",
    "zh": "一",
    "en": "one",
    "group": "组",
    "stage": "生产制造",
    "aliases": ["甲"],
    "industries": [],
    "asks": ["要一"],
    "offers": ["有一"],
    "confusable": [],
    "kpis": [],
}


def _write(folder: Path, *records: dict[str, Any], part: str = "capabilities") -> Path:
    (folder / part).mkdir(exist_ok=True)
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (folder / part / "file.jsonl").write_text(lines + "\n", encoding="utf-8")
    return folder


def test_every_capability_speaks_in_both_voices() -> None:
    known = knowledge.load().capabilities
    assert len(known) >= 341
    for one in known:
        assert len(one.asks) >= 8
        assert len(one.offers) >= 4
        assert one.aliases
        assert one.stage in {
            "研发设计",
            "中试试验",
            "生产制造",
            "营销服务",
            "运营管理",
            "公共治理",
        }


def test_no_request_or_offer_belongs_to_two_capabilities() -> None:
    known = knowledge.load().capabilities
    counts = Counter(text for one in known for text in (*one.asks, *one.offers))
    assert [text for text, count in counts.items() if count > 1] == []


def test_confusable_neighbours_exist_and_are_others() -> None:
    known = knowledge.load().capabilities
    ids = {one.id for one in known}
    for one in known:
        assert set(one.confusable) <= ids - {one.id}


def test_the_version_follows_the_content(tmp_path: Path) -> None:
    first = read(_write(tmp_path, ONE)).version
    assert read(_write(tmp_path, ONE)).version == first
    assert read(_write(tmp_path, ONE | {"aliases": ["乙"]})).version != first


def test_further_exemplars_join_their_capability_once(tmp_path: Path) -> None:
    _write(tmp_path, ONE)
    more = {"id": "a.one", "asks": ["还要一", "要一"], "offers": [" 也有一 "], "aliases": []}
    [found] = read(_write(tmp_path, more, part="exemplars")).capabilities
    assert found.asks == ("要一", "还要一")
    assert found.offers == ("有一", "也有一")


@pytest.mark.parametrize(
    ("records", "said"),
    [
        ([ONE, ONE], "file.jsonl:2: capability a.one is defined twice"),
        ([ONE | {"zh": " "}], "file.jsonl:1: zh is missing"),
        ([ONE | {"asks": []}], "needs requests and offers"),
        ([ONE | {"asks": "要一"}], "asks must be a list"),
        ([ONE | {"confusable": ["b"]}], "a.one: confusable with unknown b"),
        ([{"zh": "一"}], "file.jsonl:1: a record needs an id"),
    ],
)
def test_damaged_records_are_named(tmp_path: Path, records: list[Any], said: str) -> None:
    with pytest.raises(KnowledgeError) as problem:
        read(_write(tmp_path, *records))
    assert said in str(problem.value)


def test_exemplars_of_nobody_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, ONE)
    with pytest.raises(KnowledgeError, match=r"file.jsonl:1: no capability b"):
        read(_write(tmp_path, {"id": "b", "asks": ["x"]}, part="exemplars"))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    _write(tmp_path, ONE)
    path = tmp_path / "capabilities" / "file.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "{\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"file.jsonl:2: not JSON"):
        read(tmp_path)
