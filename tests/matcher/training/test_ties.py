"""What a figure is about is fitted on labelled verdicts and measured on folds left out."""

from __future__ import annotations

import json
from pathlib import Path

from matcher.embedder import BundledEmbedder
from matcher.requirements import ties
from matcher.training.ties import cases, fit, rows

LABELLED = [
    {"requirement": "识别准确率不低于97%", "offer": "准确率98%。", "verdict": "satisfied"},
    {"requirement": "响应时间不超过2秒", "offer": "响应时间一秒。", "verdict": "satisfied"},
    {"requirement": "质保不少于3年", "offer": "质保一年。", "verdict": "unsatisfied"},
    {"requirement": "交货期不超过30天", "offer": "账期六十天。", "verdict": "unknown"},
    {"requirement": "误报率低于1%", "offer": "占比2%。", "verdict": "unknown"},
]


def test_a_named_metric_weighs_for_and_another_against(
    embedder: BundledEmbedder, tmp_path: Path
) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in LABELLED), "utf-8")
    groups = cases([path], embedder)
    assert any(about for group in groups for case in group for _, about, _ in rows(case))
    weights = fit(groups)
    assert set(weights) == {"intercept", *ties.READINGS}
    assert weights["same metric"] > 0 > weights["other metric"]


def test_other_weights_are_used_only_inside_the_block() -> None:
    none = [0.0] * len(ties.READINGS)
    shipped = ties.chance(none)
    with ties.using(dict.fromkeys(ties.READINGS, 0.0) | {"intercept": 0.0}):
        assert ties.chance(none) == 0.5
    assert ties.chance(none) == shipped
