"""scenebridge replay: do a recorded run again, and say whether it comes out the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from webapp.cli import with_app

if TYPE_CHECKING:
    from matcher.replay import Replay

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("run")
@click.option("--scenarios", "scenario_file", type=_FILE, help="当时的场景清单 / the scenario list")
@click.option("--vendors", "vendor_file", type=_FILE, help="当时的服务商清单 / the vendor list")
@click.option("--model", help="模型目录或名称，默认用自带模型 / folder or hub id of another model")
def replay(
    run: str, scenario_file: Path | None, vendor_file: Path | None, model: str | None
) -> None:
    """重放一次匹配，说明是否一模一样、变了什么 / Do a run again; say what has changed.

    RUN 是数据库里的运行编号，或 match --record 写下的文件（需同时给出两份清单）。
    """
    from webapp.cli.records import write_records
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    if run.isascii() and run.isdigit():
        lines = [_stored(min(int(run), 2**31))]
    elif scenario_file is None or vendor_file is None:
        fail(say(mark("重放文件里的运行需要 --scenarios 和 --vendors")))
    else:
        lines = list(_recorded(Path(run), scenario_file, vendor_file, model))
    write_records(lines)
    if not all(line["exact"] for line in lines):
        sys.exit(2)


@with_app
def _stored(number: int) -> dict[str, Any]:
    from vendors.registry.errors import NotAllowed, NotFound
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say
    from webapp.matching import replay_run

    try:
        done = replay_run(number)
    except NotFound:
        fail(say(mark("没有编号为 {run} 的运行"), run=number))
    except NotAllowed:
        fail(say(mark("第 {run} 次运行早于重放功能，没有留下所需的信息"), run=number))
    return _line({"run": number}, done)


def _recorded(
    file: Path, scenario_file: Path, vendor_file: Path, model: str | None
) -> Iterator[dict[str, Any]]:
    from matcher.engine import Matcher
    from matcher.errors import RecordError
    from matcher.replay import read
    from matcher.replay import replay as do_again
    from webapp.cli.reading import scenario_documents, vendor_documents
    from webapp.cli.records import read_records
    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say

    records = read_records(file, ("scenario",))
    scenarios = {one.id: one for one in scenario_documents(scenario_file, keep_good=True)}
    matcher = Matcher.load(model)
    matcher.sync_documents(vendor_documents(vendor_file, keep_good=True))
    for record in records:
        try:
            recorded = read(record)
        except RecordError:
            fail(say(mark("{file} 里有一行不是 match --record 写下的运行"), file=file))
        if recorded.scenario not in scenarios:
            fail(say(mark("场景清单里没有 {id}"), id=recorded.scenario))
        done = do_again(recorded, matcher, scenarios[recorded.scenario])
        yield _line({"scenario": recorded.scenario}, done)


def _line(named: dict[str, Any], done: Replay) -> dict[str, Any]:
    from webapp.messages import difference_text

    return {
        **named,
        "exact": done.exact,
        "pairs": done.scored,
        "differences": [
            {
                "change": str(one.change),
                "subject": one.subject,
                "before": one.before,
                "after": one.after,
                "text": difference_text(one),
            }
            for one in done.differences
        ],
    }
