"""scenebridge match: match two files without a database."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
@click.option("--keep-good", is_flag=True, help="有问题的行跳过 / skip bad rows")
def match(
    scenario_file: Path,
    vendor_file: Path,
    top: int,
    form: str,
    output: Path | None,
    model: str | None,
    keep_good: bool,
) -> None:
    """把两个清单文件直接匹配，不需要数据库 / Match two list files without a database."""
    from scenarios.documents import document as scenario_document
    from scenarios.exchange import read_scenarios
    from vendors.documents import document as vendor_document
    from vendors.exchange import read_vendors
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    if form == "xlsx" and output is None:
        fail(say(mark("xlsx 需要用 --output 指定文件")))
    scenarios = _documents(scenario_file, read_scenarios, scenario_document, keep_good)
    vendors = _documents(vendor_file, read_vendors, vendor_document, keep_good)
    answers = _answers(scenarios, vendors, top, model)
    _write(answers, form, output)
    _say_counts(answers)


def _documents(path: Path, read: Any, document: Any, keep_good: bool) -> list[Document]:
    from vendors.registry.errors import UnreadableList
    from webapp.cli.terminal import fail, fail_unreadable, show_problems, show_unknown_columns
    from webapp.i18n import mark, say

    try:
        parsed = read(path, complete=False)
    except UnreadableList as error:
        fail_unreadable(error)
    show_unknown_columns(path.name, parsed.unknown_columns)
    show_problems(path.name, parsed.problems)
    if parsed.problems and not keep_good:
        fail(say(mark("没有匹配。请改正后再试，或加 --keep-good 跳过有问题的行。")))
    return [document(draft.code.strip(), draft) for _, draft in parsed.good]


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
    """Write whole files or nothing: a half-written one never takes the place of a good one.

    Devices and pipes are written to, never replaced. Files for machines are UTF-8 everywhere.
    """
    from scenarios.brokerage.exchange import write_text, write_xlsx
    from webapp.cli.tables import print_answers
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    if output is None:
        if form == "table":
            print_answers(answers)
        else:
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")
            write_text(answers, form, sys.stdout)
        return
    special = output.exists() and not output.is_file()
    temporary = output if special else output.parent / f".scenebridge-{os.getpid()}.part"
    try:
        if form == "xlsx":
            write_xlsx(answers, temporary)
        else:
            # Excel opens a csv as UTF-8 only with the mark.
            encoding = "utf-8-sig" if form == "csv" else "utf-8"
            with temporary.open("w", encoding=encoding, newline="") as stream:
                if form == "table":
                    print_answers(answers, stream)
                else:
                    write_text(answers, form, stream)
        if not special:
            os.replace(temporary, output)
    except OSError as error:
        fail(say(mark("写不了文件 {file}：{reason}"), file=output, reason=error.strerror))
    finally:
        if not special:
            temporary.unlink(missing_ok=True)


def _say_counts(answers: Sequence[Answer]) -> None:
    from scenarios.brokerage.exchange import counted
    from webapp.i18n import mark, say

    totals = counted(answers)
    text = mark("{scenarios} 个场景，{suggestions} 条建议，{without} 个场景没有合适的服务商。")
    click.echo(say(text, **totals), err=True)
    if totals["omitted"]:
        text = mark("注意：有 {omitted} 个字超出模型可读长度，没有参与比对。")
        click.secho(say(text, **totals), err=True, fg="yellow")
