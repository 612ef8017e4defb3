"""scenebridge demo: the demonstration district, matched and served."""

from __future__ import annotations

import os
from pathlib import Path

import click


@click.command()
@click.option("--home", default="instance/demo", show_default=True, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--no-serve", is_flag=True, help="只装入和匹配，不启动网站 / load and match only")
def demo(home: Path, host: str, port: int, no_serve: bool) -> None:
    """装入演示区，匹配，打印几个场景的结果，并启动网站 / Load, match and serve the demonstration."""
    os.environ["SCENEBRIDGE_HOME"] = str(home)
    os.environ["SCENEBRIDGE_DEMONSTRATION"] = "1"
    # The demonstration is served on this machine over plain http.
    os.environ["SCENEBRIDGE_PLAIN_HTTP"] = "1"

    from webapp import create_app
    from webapp.cli.serve import run_server
    from webapp.database import database, reading
    from webapp.demo import loading

    app = create_app()
    with app.app_context():
        database().upgrade()
        _banner()
        with reading() as session:
            loaded = loading.is_loaded(session)
        if not loaded:
            _load_and_match()
        _print_some()
        _print_accounts()
        if not no_serve:
            run_server(host, port)


def _banner() -> None:
    from webapp.i18n import mark, say

    text = say(mark("演示系统：单位、人员和数据均为虚构，账号公开，切勿录入真实资料"))
    line = "=" * 68
    click.secho(f"{line}\n  {text}\n{line}", fg="yellow", bold=True)


def _load_and_match() -> None:
    from flask import current_app

    from webapp.cli.terminal import progress
    from webapp.demo import loading
    from webapp.i18n import mark, say

    titles = {"vendors": say(mark("装入服务商")), "scenarios": say(mark("装入场景"))}
    if not loading.load(lambda rows, kind: progress(rows, titles[kind])):
        return  # another process was faster
    click.echo(say(mark("正在匹配…")))
    current_app.extensions["scenebridge.worker"].drain()
    loading.decide_some()


def _print_some() -> None:
    """The ranked suggestions of a few scenarios, with reasons."""
    from scenarios.documents import document
    from scenarios.operations import draft_of
    from scenarios.queries import published_scenarios
    from vendors.queries import whole_vendors
    from webapp.cli.tables import print_answers
    from webapp.database import reading
    from webapp.matching import matching

    with reading() as session:
        matcher, _ = matching().caught_up(session)
        chosen = published_scenarios(session)[::22][:3]
        answers = [matcher.suggest(document(s.code, draft_of(s)), 3) for s in chosen]
        titles = {s.code: s.title for s in chosen}
        suggested = {int(s.vendor) for answer in answers for s in answer.suggestions}
        names = {str(v.id): v.organisation.name for v in whole_vendors(session, suggested)}
    print_answers(answers, titles=titles, names=names)


def _print_accounts() -> None:
    from webapp.cli.terminal import output
    from webapp.demo.accounts import READY
    from webapp.i18n import mark, say
    from webapp.labels import label

    click.secho(say(mark("演示账号：")), bold=True)
    for ready in READY:
        output.print(f"  {label(ready.role):<6} {ready.login:<12} {ready.password}")
