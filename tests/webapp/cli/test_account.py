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
