"""scenebridge gaps: what nobody offers, pooled over a list of scenarios."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.reading import keep_good_option

FORMATS = ("jsonl", "csv", "xlsx")


@click.command()
@click.option("--scenarios", "scenario_file", required=True, type=click.Path(path_type=Path))
@click.option("--vendors", "vendor_file", required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", default="jsonl", show_default=True, type=click.Choice(FORMATS))
@click.option("--output", type=click.Path(path_type=Path), help="写入文件 / write to this file")
@click.option("--model", help="模型目录或名称，默认用自带模型 / folder or hub id of another model")
@keep_good_option
def gaps(
    scenario_file: Path,
    vendor_file: Path,
    form: str,
    output: Path | None,
    model: str | None,
    keep_good: bool,
) -> None:
    """汇总没有服务商能满足的需求（招引靶单） / What nobody offers, weighed by demand."""
    from matcher import knowledge
    from matcher.engine import Matcher
    from matcher.gaps import Need, pool
    from scenarios.brokerage.exchange import GAPS_HEADER, gaps_records, gaps_rows, write_gaps
    from vendors.registry.lists.writing import write_csv
    from webapp.cli.reading import scenario_documents, vendor_documents
    from webapp.cli.records import write_lines
    from webapp.cli.terminal import fail, progress
    from webapp.cli.writing import write_file, write_text_file
    from webapp.i18n import mark, say

    if form == "xlsx" and output is None:
        fail(say(mark("xlsx 需要用 --output 指定文件")))
    scenarios = scenario_documents(scenario_file, keep_good)
    vendors = vendor_documents(vendor_file, keep_good)
    matcher = Matcher.load(model)
    matcher.sync_documents(vendors)
    answers = [matcher.suggest(one) for one in progress(scenarios, say(mark("匹配")))]
    found = [Need(one.scenario, one.asked, len(one.suggestions), one.gaps) for one in answers]
    targets = pool(found, knowledge.load())
    if form == "xlsx" and output is not None:
        write_file(output, lambda path: write_gaps(targets, path))
    elif form == "csv":
        write_text_file(
            output,
            lambda stream: write_csv(GAPS_HEADER, gaps_rows(targets), stream),
            for_excel=True,
        )
    else:
        write_text_file(output, lambda stream: write_lines(gaps_records(targets), stream))
