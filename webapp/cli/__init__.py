"""The command line. Each command imports what it needs when it runs: help comes at once."""

from __future__ import annotations

import errno
import importlib
import io
import sys
from collections.abc import Callable
from typing import Any

import click

_COMMANDS = {
    "import": "webapp.cli.lists:import_lists",
    "match": "webapp.cli.match:match",
    "itemise": "webapp.cli.itemise:itemise",
    "judge": "webapp.cli.judge:judge",
    "lint": "webapp.cli.lint:lint",
    "allocate": "webapp.cli.allocate:allocate",
    "gaps": "webapp.cli.gaps:gaps",
    "replay": "webapp.cli.replay:replay",
    "learn": "webapp.cli.learn:learn",
    "duplicates": "webapp.cli.duplicates:duplicates",
    "packs": "webapp.cli.packs:packs",
    "team": "webapp.cli.team:team",
    "calibration": "webapp.cli.calibration:calibration",
    "evaluate": "webapp.cli.evaluate:evaluate",
    "knowledge": "webapp.cli.knowledge:knowledge",
    "serve": "webapp.cli.serve:serve",
    "worker": "webapp.cli.serve:worker",
    "upgrade": "webapp.cli.serve:upgrade",
    "account": "webapp.cli.account:account",
    "demo": "webapp.cli.demo:demo",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or asked for help."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; what a terminal's encoding cannot show is written as its code, not as a crash."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what fails around it (disk, database, model) is said in a sentence."""
        try:
            return super().invoke(context)
        except Exception as error:
            text = _what_failed(error)
            if text is None:
                raise
        from webapp.cli.terminal import fail

        return fail(text)

    def list_commands(self, _context: click.Context) -> list[str]:
        """The names, in the order people need them."""
        return list(_COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in _COMMANDS:
            return None
        module, _, function = _COMMANDS[name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command


def _what_failed(error: Exception) -> str | None:
    """Why a command could not do its work; None for what click or a programmer has to see."""
    from alembic.util import CommandError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    from matcher.errors import MatcherError
    from webapp.i18n import mark, say

    if isinstance(error, OSError) and error.errno != errno.EPIPE:
        reason = error.strerror or str(error)
        return say(mark("读写不了 {file}：{reason}"), file=error.filename or "", reason=reason)
    # A module is missing where SCENEBRIDGE_DATABASE names a driver that is not installed.
    if isinstance(error, SQLAlchemyError | CommandError | ModuleNotFoundError):
        cause = error.orig if isinstance(error, DBAPIError) else error
        return say(mark("数据库用不了，没有改动任何内容：{reason}"), reason=cause)
    if isinstance(error, MatcherError):
        return say(mark("模型读不出来：{reason}"), reason=error)
    return None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="scenebridge", prog_name="scenebridge")
def main() -> None:
    """景桥 SceneBridge：场景与服务商的匹配、解释与撮合。

    Matches application scenarios with AI vendors, explains why, lets people decide.
    """


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside an application whose database is up to date."""
    from functools import wraps

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        from webapp import create_app
        from webapp.database import database

        app = create_app()
        with app.app_context():
            database().upgrade()
            return command(*args, **kwargs)

    return run
