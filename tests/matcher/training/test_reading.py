"""Measuring how texts are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from matcher.embedder import BundledEmbedder
from matcher.training.reading import (
    item_counts,
    item_measures,
    report,
    verdict_counts,
    verdict_measures,
)
from matcher.training.sets import records

SETS = Path(__file__).parents[1] / "sets"


def test_a_perfectly_read_text_counts_every_item_as_a_right_hit() -> None:
    text = "漏检率不高于0.5%，最好支持手机查看。"
    items = [{"span": "漏检率不高于0.5%", "must": True}, {"span": "支持手机查看", "must": False}]
    assert item_counts({"text": text, "items": items}) == [2, 2, 2, 2]
    missed = item_counts({"text": text, "items": [*items, {"span": "。", "must": True}]})
    assert missed == [3, 2, 2, 2]
    assert item_measures(np.array([missed]))["recall"] == 2 / 3


def test_a_verdict_counts_in_the_cell_of_label_and_reading(embedder: BundledEmbedder) -> None:
    case = {"requirement": "漏检率≤0.5%", "offer": "漏检率0.3%。", "verdict": "satisfied"}
    counts = np.array([verdict_counts(case, embedder)])
    assert counts.sum() == counts[0, 0] == 1
    wrong = np.array([verdict_counts({**case, "verdict": "unknown"}, embedder)])
    assert verdict_measures(wrong)["satisfied: precision"] == 0
    assert report(counts, verdict_measures)[1] == "accuracy: 1.00 (1.00–1.00)"


def test_the_kept_thirds_are_read_as_well_as_the_report_says(embedder: BundledEmbedder) -> None:
    texts = records(SETS / "items" / "kept.jsonl")
    items = item_measures(np.array([item_counts(one) for one in texts]))
    assert items["span F1"] > 0.80
    assert items["must or wish"] > 0.92
    cases = records(SETS / "verdicts" / "kept.jsonl")
    verdicts = verdict_measures(np.array([verdict_counts(one, embedder) for one in cases]))
    assert verdicts["macro-F1"] > 0.54
