"""scenebridge account: make accounts from the command line."""

from __future__ import annotations

import click

from webapp.cli import with_app

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
    from vendors.registry.operations import find_or_register_organisation
    from vendors.registry.reading import read_credit_code
    from webapp.accounts.models import Role
    from webapp.accounts.operations import create_account
    from webapp.cli.terminal import fail
    from webapp.database import transaction
    from webapp.i18n import mark, say
    from webapp.messages import problem_text

    try:
        code = read_credit_code(credit_code)
        with transaction() as session:
            owner = None
            if organisation.strip() and role != "bureau":
                owner = find_or_register_organisation(session, organisation.strip(), code).id
            create_account(session, login, name, password, Role(role), owner)
    except PydanticCustomError:
        fail(problem_text(Problem("credit_code", "credit_code")))
    except Invalid as invalid:
        fail("\n".join(f"{p.field}: {problem_text(p)}" for p in invalid.problems))
    click.echo(say(mark("账号 {login} 已建立。"), login=login))
