"""scenebridge evaluate: how good a run is against judgements."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option("--run", "run_file", required=True, type=click.Path(path_type=Path))
@click.option("--qrels", "qrels_file", required=True, type=click.Path(path_type=Path))
def evaluate(run_file: Path, qrels_file: Path) -> None:
    """按标注评测一次排序结果（TREC 格式） / Measure a TREC run against judgements."""
    from rich.table import Table

    from matcher.errors import EvaluationError
    from matcher.evaluate import evaluate as measure
    from matcher.evaluate import read_qrels, read_run
    from webapp.cli.terminal import fail, output
    from webapp.i18n import mark, say

    try:
        measured = measure(read_qrels(qrels_file), read_run(run_file))
    except EvaluationError as error:
        fail(say(mark("评测做不了：{reason}"), reason=error))
    table = Table()
    table.add_column(say(mark("指标")))
    for heading in (mark("均值"), mark("95% 区间"), mark("场景数")):
        table.add_column(say(heading), justify="right")
    for one in measured:
        interval = f"{one.low:.3f} – {one.high:.3f}"
        table.add_row(one.name, f"{one.mean:.4f}", interval, str(one.scenarios))
    output.print(table)
