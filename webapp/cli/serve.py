"""scenebridge serve, worker, upgrade: run the web site and what works behind it."""

from __future__ import annotations

import signal
from contextlib import suppress
from typing import Any

import click

from webapp.cli import with_app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@with_app
def serve(host: str, port: int, threads: int) -> None:
    """启动网站 / Serve the web site (and, unless SCENEBRIDGE_WORKER=separate, a worker)."""
    run_server(host, port, threads)


def run_server(host: str, port: int, threads: int = 8) -> None:
    """Serve the current application until interrupted; the database is already up to date."""
    import waitress
    from flask import current_app

    from webapp.cli.terminal import fail
    from webapp.i18n import mark, say
    from webapp.jobs import start_embedded_worker

    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    config = app.extensions["scenebridge.config"]
    try:
        server = waitress.create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident="SceneBridge",
            # Pages refuse beyond 4 MB with a page; this only keeps a flood from filling the disk.
            max_request_body_size=128 * 1024 * 1024,
            **_behind(config.proxy),
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        fail(say(mark("{host}:{port} 用不了：{reason}"), host=host, port=port, reason=reason))
    worker = start_embedded_worker(app) if config.embedded_worker else None
    click.echo(
        say(
            mark("网站已启动：http://{host}:{port}/ （按 Ctrl+C 停止）"),
            host=host,
            port=server.effective_port,
        )
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl+C
    with suppress(KeyboardInterrupt):
        server.run()
    if worker is not None:
        worker.stop()


def _behind(proxy: str) -> dict[str, Any]:
    """Whose word about the caller's address is believed: without it, sign-in locks count the proxy."""
    if not proxy:
        return {}
    headers = {"x-forwarded-for", "x-forwarded-proto"}
    return {"trusted_proxy": proxy, "trusted_proxy_count": 1, "trusted_proxy_headers": headers}


@click.command()
@click.option("--once", is_flag=True, help="做完等着的任务就停 / end when nothing waits")
@with_app
def worker(once: bool) -> None:
    """单独运行后台任务 / Run a worker of its own, beside one or more web sites."""
    from flask import current_app

    from webapp.i18n import mark, say

    current = current_app.extensions["scenebridge.worker"]
    if once:
        click.echo(say(mark("做完了 {n} 项任务。"), n=current.drain()), err=True)
        return
    signal.signal(signal.SIGTERM, lambda *_: current.stop())
    with suppress(KeyboardInterrupt):
        current.run()


@click.command()
@with_app
def upgrade() -> None:
    """把数据库升级到当前版本 / Bring the database schema up to date."""
    from webapp.i18n import mark, say

    click.echo(say(mark("数据库已是最新结构。")))
