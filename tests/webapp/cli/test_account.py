"""scenebridge account add."""

from __future__ import annotations

PASSWORD = "a long enough password\n" * 2


def test_an_account_is_made_and_a_second_of_the_same_login_refused(run):
    arguments = ("account", "add", "--role", "bureau", "--login", "Wang", "--name", "王")
    assert run(*arguments, input=PASSWORD).exit_code == 0
    again = run(*arguments, input=PASSWORD)
    assert again.exit_code == 1
    assert "已有人用" in again.output


def test_an_enterprise_needs_its_organisation_and_a_right_credit_code(run):
    arguments = ("account", "add", "--role", "enterprise", "--login", "li", "--name", "李")
    assert run(*arguments, input=PASSWORD).exit_code == 1
    wrong = run(
        *arguments, "--organisation", "一厂", "--credit-code", "913399000000000001", input=PASSWORD
    )
    assert wrong.exit_code == 1
    assert "18 位" in wrong.output
    assert run(*arguments, "--organisation", "一厂", input=PASSWORD).exit_code == 0


def test_a_short_password_is_refused(run):
    arguments = ("account", "add", "--role", "bureau", "--login", "x", "--name", "x")
    done = run(*arguments, input="short\nshort\n")
    assert done.exit_code == 1
    assert "至少 10 位" in done.output


def test_a_password_is_changed_and_an_account_disabled_and_enabled(run):
    run("account", "add", "--role", "bureau", "--login", "w", "--name", "王", input=PASSWORD)
    other = "quite another password\n" * 2
    assert run("account", "password", "--login", "W", input=other).exit_code == 0
    assert run("account", "password", "--login", "w", input="short\nshort\n").exit_code == 1
    for move in ("disable", "enable"):
        assert run("account", move, "--login", "w").exit_code == 0
    nobody = run("account", "disable", "--login", "nobody")
    assert nobody.exit_code == 1
    assert "找不到" in nobody.output
