"""What is asked decides, not the words around it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matcher import scope
from matcher.embedder import BundledEmbedder
from matcher.engine import Matcher
from matcher.scope import ScopeReader, views
from tests.matcher.writing import scenario, vendor

CAMERAS = vendor(
    "V", "验布机加装线阵相机，识别断经、油污、破洞并打标。", ["布面疵点在线检测"], ["纺织"]
)
WANTS_CAMERAS = scenario(
    "S1",
    "布面疵点在线检测",
    "验布车间去年翻修过，地面平整。现在犯难的是验布靠人眼，断经油污漏得多，想让相机自动找出来。",
)
WANTS_A_FLOOR = scenario(
    "S2",
    "验布车间地面翻修",
    "验布机的相机和疵点识别都装好了，用着很灵。现在犯难的是车间地面起壳，叉车一压一个坑，要找施工队铲掉重浇。",
)


def test_the_same_words_around_another_wish_get_no_suggestion(matcher: Matcher) -> None:
    matcher.sync_documents([CAMERAS])
    assert [one.vendor for one in matcher.suggest(WANTS_CAMERAS).suggestions] == ["V"]
    assert matcher.suggest(WANTS_A_FLOOR).suggestions == ()
    # It is still ranked: people may look.
    assert [one.vendor for one in matcher.suggest(WANTS_A_FLOOR).ranking] == ["V"]


def test_the_chance_of_being_outside_tells_the_two_apart(embedder: BundledEmbedder) -> None:
    reader = ScopeReader(embedder)
    inside, outside = reader.outside(
        [
            views("", ["想让相机自动把布上的疵点找出来。"]),
            views("", ["车间地面起壳，要找施工队铲掉重浇。"]),
        ]
    )
    assert inside < 0.3 < 0.7 < outside


def test_a_request_without_words_is_not_outside(embedder: BundledEmbedder) -> None:
    assert ScopeReader(embedder).outside([views("", [])]).tolist() == [0.0]
    assert ScopeReader(embedder).outside([]).tolist() == []


@pytest.mark.parametrize(
    ("sentences", "asking"),
    [
        (["机器老停。", "想提前知道。"], "想提前知道。"),
        (["机器老停。"], "机器老停。"),
        (["想要甲。", "希望乙。", "另求丙。"], "希望乙。\n另求丙。"),
        ([], "标题"),
    ],
)
def test_the_sentences_that_ask_are_read_apart(sentences: list[str], asking: str) -> None:
    assert views("标题", sentences)[1] == asking


def test_weights_of_another_embedding_model_are_not_used(
    embedder: BundledEmbedder, tmp_path: Path
) -> None:
    path = tmp_path / "scope.safetensors"
    scope.save(np.ones(3 * embedder.dimension + 1), "another model", path)
    reader = ScopeReader(embedder, path)
    assert not reader.fitted
    assert np.array_equal(reader.outside([views("", ["要施工队"])]), [0.0])
