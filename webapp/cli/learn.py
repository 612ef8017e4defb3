"""scenebridge learn: what decisions would change about the ranker's weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.cli.records import file_argument

if TYPE_CHECKING:
    from matcher.learning import Judged


@click.command()
@file_argument
def learn(file: Path) -> None:
    """从审核决定学习排序权重，只计算不应用 / Learn weights from decisions; nothing is applied.

    每行 {"scenario", "signals", "level", "behind", "rank", "position", "outcome", "reason"}。
    """
    from dataclasses import asdict

    from matcher import ranker
    from matcher.learning import LEAST
    from matcher.learning import learn as learn_weights
    from webapp.cli.records import read_records, write_records

    records = read_records(file, ("scenario", "outcome"), ("reason",))
    learned = learn_weights([_judged(record) for record in records], ranker.load())

    def told(parameters: ranker.Parameters) -> dict[str, Any]:
        values = asdict(parameters)
        names = zip(ranker.SIGNALS, parameters.coefficients, strict=True)
        return {**values, "coefficients": dict(names)}

    write_records(
        [
            {
                "decisions": learned.decisions,
                "least": LEAST,
                "changes": learned.changes,
                "loss_before": learned.loss_before,
                "loss_after": learned.loss_after,
                "propensities": {str(place): p for place, p in learned.propensities.items()},
                "before": told(learned.before),
                "after": told(learned.after),
            }
        ]
    )


def _judged(record: Mapping[str, Any]) -> Judged:
    """One line as the learner reads it; what else stands in it is not looked at."""
    from matcher.learning import Judged, Outcome
    from matcher.ranker import SIGNALS
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    try:
        outcome = Outcome(record["outcome"])
        signals = tuple(float(record["signals"][name]) for name in SIGNALS)
        level, behind = float(record["level"]), float(record.get("behind", 0))
        position, rank = int(record["position"]), int(record.get("rank", record["position"]))
        sizes = (*signals, level, behind)
        if min(position, rank) < 1 or not all(-1e6 < one < 1e6 for one in sizes):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        names = "、".join(SIGNALS)
        text = mark(
            "记录 {id} 看不懂：需要 outcome（{outcomes}）、signals（{signals}）、level 和从 1 起的 position"
        )
        fail(say(text, id=record["id"], outcomes="、".join(Outcome), signals=names))
    return Judged(
        scenario=record["scenario"],
        signals=signals,
        level=level,
        outcome=outcome,
        position=position,
        behind=behind,
        first=rank == 1,
        reason=record.get("reason"),
    )
