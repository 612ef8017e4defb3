"""The command line. Each command imports what it needs when it runs: help comes at once."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import click

_COMMANDS = {
    "import": "webapp.cli.lists:import_lists",
    "match": "webapp.cli.match:match",
    "evaluate": "webapp.cli.evaluate:evaluate",
    "serve": "webapp.cli.serve:serve",
    "worker": "webapp.cli.serve:worker",
    "upgrade": "webapp.cli.serve:upgrade",
    "account": "webapp.cli.account:account",
    "demo": "webapp.cli.demo:demo",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called or asked for help."""

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
