"""What commands print: progress and problems on standard error, results on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn, TypeVar

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from vendors.registry.errors import UnreadableList
from vendors.registry.lists.columns import RowProblem
from vendors.registry.models import printable
from webapp.i18n import mark, say
from webapp.messages import problem_text, refusal_text

T = TypeVar("T")
MOST_PROBLEMS = 200
errors = Console(stderr=True, soft_wrap=True)
output = Console()


def progress(rows: Sequence[T], title: str) -> Iterable[T]:
    """The rows, with a bar on standard error while they are worked through."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        yield from bar.track(rows, description=title)


def fail(text: str) -> NoReturn:
    """Say why, and end with status 1."""
    click.secho(printable(text), err=True, fg="red")
    sys.exit(1)


def fail_unreadable(error: UnreadableList) -> NoReturn:
    """A list file that cannot be read at all."""
    fail(refusal_text(error))


def show_unknown_columns(name: str, columns: Sequence[str]) -> None:
    """Columns that were not read are named, never dropped in silence."""
    if columns:
        text = say(
            mark("{file}：不认识的列，没有读入：{columns}"), file=name, columns="、".join(columns)
        )
        click.secho(printable(text), err=True, fg="yellow")


def show_problems(name: str, problems: Sequence[RowProblem]) -> None:
    """Bad rows as a table: row, column, value, what to do."""
    if problems:
        rows = len({problem.row for problem in problems})
        text = mark("{file}：{rows} 行有问题，共 {n} 处")
        _show_rows(say(text, file=name, rows=rows, n=len(problems)), problems)


def show_notices(name: str, notices: Sequence[RowProblem]) -> None:
    """What was left out of a list although its rows were taken: row, column, words, why."""
    if notices:
        text = mark("{file}：有 {n} 处文字在表格里看不见，没有读入")
        _show_rows(say(text, file=name, n=len(notices)), notices)


def _show_rows(title: str, problems: Sequence[RowProblem]) -> None:
    table = Table(title=escape(printable(title)), title_justify="left")
    for heading in (mark("行"), mark("列"), mark("值"), mark("怎么办")):
        table.add_column(say(heading), overflow="fold")
    for fault in problems[:MOST_PROBLEMS]:
        # A value may hold what rich takes for markup, or what a terminal takes for an order.
        cells = (str(fault.row), fault.column, fault.problem.value, problem_text(fault.problem))
        table.add_row(*(escape(printable(cell)) for cell in cells))
    errors.print(table)
    if len(problems) > MOST_PROBLEMS:
        click.echo(say(mark("……另有 {n} 处未列出"), n=len(problems) - MOST_PROBLEMS), err=True)
