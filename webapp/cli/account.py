"""scenebridge account: make accounts from the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from webapp.cli import with_app

if TYPE_CHECKING:
    from sqlmodel import Session

    from webapp.accounts.models import Account

# The values of Role, whose module takes too long to import for a word of help.
ROLES = ("bureau", "enterprise", "vendor")


@click.group()
def account() -> None:
    """账号管理 / Accounts."""


@account.command("add")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--login", required=True)
@click.option("--name", required=True, help="姓名 / the person's name")
@click.option("--organisation", default="", help="单位名称（场景方、服务商必填） / organisation")
@click.option("--credit-code", default="", help="统一社会信用代码 / unified social credit code")
@click.password_option()
@with_app
def add_account(
    role: str, login: str, name: str, organisation: str, credit_code: str, password: str
) -> None:
    """新建账号 / Make an account; the password is asked for."""
    from pydantic_core import PydanticCustomError

    from vendors.registry.errors import Invalid, Problem
    from vendors.registry.models import printable
    from vendors.registry.operations import find_or_register_organisation
    from vendors.registry.reading import is_blank, read_credit_code
    from webapp.accounts.models import Role
    from webapp.accounts.operations import create_account
    from webapp.cli.terminal import fail
    from webapp.database import transaction
    from webapp.i18n import mark, say
    from webapp.messages import problem_text

    try:
        code = read_credit_code(credit_code)
        called = printable(organisation).strip()
        if len(called) > 200:
            too_long = Problem("organisation", "string_too_long", "", {"max_length": 200})
            raise Invalid([too_long])
        with transaction() as session:
            owner = None
            if not is_blank(called) and role != "bureau":
                owner = find_or_register_organisation(session, called, code)
            create_account(session, login, name, password, Role(role), owner.id if owner else None)
    except PydanticCustomError:
        fail(problem_text(Problem("credit_code", "credit_code")))
    except Invalid as invalid:
        fail("\n".join(f"{p.field}: {problem_text(p)}" for p in invalid.problems))
    # The code decides: where it belongs to another organisation, this line shows it.
    whose = owner.name if owner else "–"
    click.echo(
        say(mark("账号 {login} 已建立，单位：{organisation}。"), login=login, organisation=whose)
    )


@account.command("password")
@click.option("--login", required=True)
@click.password_option()
@with_app
def change_password(login: str, password: str) -> None:
    """换密码 / Set another password; the account's sessions end."""
    from webapp.accounts.operations import set_password

    _change(login, lambda session, found: set_password(session, found, password, None))


@account.command("disable")
@click.option("--login", required=True)
@with_app
def disable(login: str) -> None:
    """停用账号 / Let nobody sign in with an account; its sessions end."""
    from webapp.accounts.operations import disable_account

    _change(login, lambda session, found: disable_account(session, found, None))


@account.command("enable")
@click.option("--login", required=True)
@with_app
def enable(login: str) -> None:
    """恢复账号 / Let a disabled account sign in again."""
    from webapp.accounts.operations import enable_account

    _change(login, lambda session, found: enable_account(session, found, None))


def _change(login: str, change: Callable[[Session, Account], None]) -> None:
    from vendors.registry.errors import Invalid, NotFound
    from webapp.accounts.operations import get_account
    from webapp.cli.terminal import fail
    from webapp.database import transaction
    from webapp.i18n import mark, say
    from webapp.messages import problem_text, refusal_text

    try:
        with transaction() as session:
            change(session, get_account(session, login))
    except NotFound as refused:
        fail(refusal_text(refused))
    except Invalid as invalid:
        fail("\n".join(problem_text(problem) for problem in invalid.problems))
    click.echo(say(mark("账号 {login} 已更新。"), login=login))
