"""scenebridge match: match two files without a database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from webapp.cli.reading import keep_good_option

if TYPE_CHECKING:
    from matcher.types import Answer, Document

FORMATS = ("table", "json", "jsonl", "csv", "xlsx", "trec")


@click.command()
@click.option("--scenarios", "scenario_file", required=True, type=click.Path(path_type=Path))
@click.option("--vendors", "vendor_file", required=True, type=click.Path(path_type=Path))
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(FORMATS))
@click.option("--output", type=click.Path(path_type=Path), help="写入文件 / write to this file")
@click.option("--model", help="模型目录或名称，默认用自带模型 / folder or hub id of another model")
@click.option(
    "--record", type=click.Path(path_type=Path), help="记下每次运行，供 replay 重放 / keep the runs"
)
@keep_good_option
def match(
    scenario_file: Path,
    vendor_file: Path,
    top: int,
    form: str,
    output: Path | None,
    model: str | None,
    record: Path | None,
    keep_good: bool,
) -> None:
    """把两个清单文件直接匹配，不需要数据库 / Match two list files without a database."""
    from webapp.cli.reading import scenario_documents, vendor_documents
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    if form == "xlsx" and output is None:
        fail(say(mark("xlsx 需要用 --output 指定文件")))
    if record is not None and output is not None and record.absolute() == output.absolute():
        fail(say(mark("--record 和 --output 不能是同一个文件")))
    scenarios = scenario_documents(scenario_file, keep_good)
    vendors = vendor_documents(vendor_file, keep_good)
    answers = _answers(scenarios, vendors, top, model)
    _write(answers, form, output)
    _write_runs(answers, top, record)
    _say_counts(answers)


def _answers(
    scenarios: Sequence[Document], vendors: Sequence[Document], top: int, model: str | None
) -> list[Answer]:
    from matcher.engine import Matcher
    from webapp.cli.terminal import progress
    from webapp.i18n import mark, say

    matcher = Matcher.load(model)
    matcher.sync_documents(vendors)
    return [matcher.suggest(scenario, top) for scenario in progress(scenarios, say(mark("匹配")))]


def _write(answers: Sequence[Answer], form: str, output: Path | None) -> None:
    from scenarios.brokerage.exchange import write_text, write_workbook
    from webapp.cli.tables import print_answers
    from webapp.cli.writing import write_file, write_text_file

    if form == "xlsx":
        assert output is not None
        write_file(output, lambda path: write_workbook(answers, path))
    elif form == "table" and output is None:
        print_answers(answers)
    elif form == "table":
        write_text_file(output, lambda stream: print_answers(answers, stream))
    else:
        write_text_file(
            output, lambda stream: write_text(answers, form, stream), for_excel=form == "csv"
        )


def _write_runs(answers: Sequence[Answer], top: int, file: Path | None) -> None:
    """Keep the runs, one a line, so that `replay` can do them again."""
    from matcher.replay import record
    from webapp.cli.writing import write_text_file

    if file is not None:
        lines = [json.dumps(record(answer, top), ensure_ascii=False) + "\n" for answer in answers]
        write_text_file(file, lambda stream: stream.writelines(lines))


def _say_counts(answers: Sequence[Answer]) -> None:
    from scenarios.brokerage.exchange import counted
    from webapp.i18n import mark, say

    totals = counted(answers)
    text = mark("{scenarios} 个场景，{suggestions} 条建议，{without} 个场景没有合适的服务商。")
    click.echo(say(text, **totals), err=True)
    if totals["omitted"]:
        text = mark("注意：有 {omitted} 个字超出模型可读长度，没有参与比对。")
        click.secho(say(text, **totals), err=True, fg="yellow")
