"""scenebridge import: bring real lists in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from webapp.cli import with_app

_OPTIONS = [
    click.argument("file", type=click.Path(path_type=Path)),
    click.option("--keep-good", is_flag=True, help="有问题的行跳过，其余照常导入 / skip bad rows"),
    click.option(
        "--to-review",
        is_flag=True,
        help="导入后进入待审核，而不是直接发布 / put rows into review instead of publishing them",
    ),
]


def _list_command(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.group("import")
def import_lists() -> None:
    """导入清单（.xlsx、.csv、.jsonl） / Import a list; columns: docs/formats.md."""


@import_lists.command("scenarios")
@_list_command
@with_app
def import_scenarios(file: Path, keep_good: bool, to_review: bool) -> None:
    """导入场景清单 / Import scenarios."""
    from scenarios.exchange import read_scenarios
    from scenarios.operations import import_scenario

    _import(file, read_scenarios, import_scenario, keep_good, not to_review)


@import_lists.command("vendors")
@_list_command
@with_app
def import_vendors(file: Path, keep_good: bool, to_review: bool) -> None:
    """导入服务商清单 / Import vendors."""
    from vendors.exchange import read_vendors
    from vendors.operations import import_vendor

    _import(file, read_vendors, import_vendor, keep_good, not to_review)


def _import(
    file: Path,
    read: Callable[[Path], Any],
    bring_in: Callable[..., str],
    keep_good: bool,
    publish: bool,
) -> None:
    """Say what was imported; with a bad row and without --keep-good, nothing is."""
    from vendors.registry.errors import UnreadableList
    from webapp.cli.terminal import (
        fail,
        fail_unreadable,
        show_notices,
        show_problems,
        show_unknown_columns,
    )
    from webapp.i18n import mark, say

    try:
        parsed = read(file)
    except UnreadableList as error:
        fail_unreadable(error)
    show_unknown_columns(file.name, parsed.unknown_columns)
    show_notices(file.name, parsed.notices)
    problems = list(parsed.problems)
    done: Counter[str] = Counter()
    if keep_good or not problems:
        refused = _bring_in_all(parsed.good, partial(bring_in, publish=publish), keep_good, done)
        problems += refused
    show_problems(file.name, problems)
    if problems and not keep_good:
        fail(say(mark("没有导入任何一行。请改正后再试，或加 --keep-good 只导入没有问题的行。")))
    text = mark("新增 {added}，更新 {changed}，无变化 {same}，跳过 {skipped} 行。")
    skipped = len({problem.row for problem in problems})
    click.echo(
        say(text, added=done["added"], changed=done["changed"], same=done["same"], skipped=skipped)
    )
    if done["held"]:
        text = mark(
            "另有 {held} 行已导入，但有条款可能妨碍公平竞争，没有发布，留在待初审等经信局作出结论。"
        )
        click.secho(say(text, held=done["held"]), fg="yellow")


def _bring_in_all(
    rows: Sequence[tuple[int, Any]],
    bring_in: Callable[..., str],
    keep_good: bool,
    done: Counter[str],
) -> list[Any]:
    """All rows in one transaction, counted in `done`; returns the problems of those refused.

    With one of them and without `keep_good`, nothing stays.
    """
    from vendors.registry.errors import Invalid
    from vendors.registry.lists.columns import RowProblem
    from webapp.cli.terminal import progress
    from webapp.database import transaction
    from webapp.i18n import mark, say
    from webapp.matching import list_imported

    refused: list[RowProblem] = []
    with transaction() as session:
        for number, draft in progress(rows, say(mark("导入"))):
            try:
                with session.begin_nested():
                    done[bring_in(session, draft, None)] += 1
            except Invalid as invalid:
                refused += [RowProblem(number, p.field, p) for p in invalid.problems]
        if refused and not keep_good:
            session.rollback()
            done.clear()
        elif done["added"] or done["changed"]:
            list_imported(session)
    return refused
