"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from tests.webapp.conftest import PASSWORD
from vendors.registry.models import now
from webapp.accounts.models import Account, SignInFailure, WebSession
from webapp.database import reading, transaction


def test_each_role_lands_on_its_desk(people, visit):
    for login, desk in (("bureau", "/bureau/"), ("mill", "/enterprise/"), ("vision", "/vendor/")):
        browser = visit()
        assert browser.sign_in(login).location == desk
        assert browser.get(desk).status_code == 200


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(people, visit):
    wrong = visit().sign_in("mill", "not the password")
    unknown = visit().sign_in("nobody", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert "登录名或密码不对" in wrong.text
    assert "登录名或密码不对" in unknown.text


def test_five_wrong_passwords_lock_the_login_even_for_the_right_one(people, visit):
    for _ in range(5):
        visit().sign_in("mill", "not the password")
    locked = visit().sign_in("mill")
    assert locked.status_code == 429
    assert "15 分钟" in locked.text
    assert visit().sign_in("rival").status_code == 302


def test_the_lock_ends_after_its_time(app, people, visit):
    for _ in range(5):
        visit().sign_in("mill", "not the password")
    with app.app_context(), transaction() as session:
        for failure in session.exec(select(SignInFailure)):
            failure.at = now() - timedelta(minutes=16)
    assert visit().sign_in("mill").status_code == 302


def test_signing_in_changes_the_session_token(people, visit):
    browser = visit()
    browser.get("/sign-in")
    before = browser.client.get_cookie("scenebridge").value
    browser.sign_in("mill")
    assert browser.client.get_cookie("scenebridge").value != before


def test_the_cookie_holds_no_session_data_and_the_table_no_token(app, people, visit):
    browser = visit("mill")
    token = browser.client.get_cookie("scenebridge").value
    with app.app_context(), reading() as session:
        rows = session.exec(select(WebSession)).all()
    assert rows
    assert all(token not in (row.token_hash, str(row.data)) for row in rows)


def test_signing_out_ends_the_session_on_the_server(people, visit):
    browser = visit("mill")
    stolen = browser.client.get_cookie("scenebridge").value
    browser.post("/sign-out")
    thief = visit()
    thief.client.set_cookie("scenebridge", stolen)
    assert thief.get("/enterprise/").status_code == 302


def test_an_expired_session_is_no_session(app, people, visit):
    browser = visit("mill")
    with app.app_context(), transaction() as session:
        for row in session.exec(select(WebSession)):
            row.expires_at = now() - timedelta(seconds=1)
    assert browser.get("/enterprise/").status_code == 302


def test_a_disabled_account_is_out_at_once(app, people, visit):
    browser = visit("mill")
    with app.app_context(), transaction() as session:
        session.exec(select(Account).where(Account.login == "mill")).one().active = False
    assert browser.get("/enterprise/").status_code == 302
    assert visit().sign_in("mill").status_code == 401


def test_after_signing_in_people_go_on_to_the_page_they_asked_for(people, visit):
    browser = visit()
    asked = browser.get("/enterprise/scenarios/new")
    assert asked.status_code == 302
    page = browser.get(asked.location)
    assert 'name="next" value="/enterprise/scenarios/new"' in page.text
    done = browser.post(
        "/sign-in", {"login": "mill", "password": PASSWORD, "next": "/enterprise/scenarios/new"}
    )
    assert done.location == "/enterprise/scenarios/new"


def test_signing_in_never_leads_to_another_site(people, visit):
    for elsewhere in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"):
        browser = visit()
        done = browser.post("/sign-in", {"login": "mill", "password": PASSWORD, "next": elsewhere})
        assert done.location == "/enterprise/"


def test_passwords_are_kept_as_argon2(app, people):
    with app.app_context(), reading() as session:
        for account in session.exec(select(Account)):
            assert account.password_hash.startswith("$argon2id$")


def test_the_language_is_remembered_and_leads_back_to_this_site_only(people, visit):
    browser = visit("mill")
    assert browser.post("/language/en", {"back": "/enterprise/"}).location == "/enterprise/"
    assert 'lang="en"' in browser.get("/enterprise/").text
    assert browser.post("/language/zh", {"back": "//evil.example"}).location == "/"
    assert 'lang="zh"' in browser.get("/enterprise/").text


def test_ready_accounts_are_shown_nowhere_but_in_a_demonstration(people, visit):
    assert "demo-bureau" not in visit().get("/sign-in").text


def test_a_changed_password_ends_every_session_and_only_the_new_one_signs_in(app, people, visit):
    from webapp.accounts.operations import get_account, set_password

    browser = visit("mill")
    with app.app_context(), transaction() as session:
        set_password(session, get_account(session, "mill"), "quite another password", None)
    assert browser.get("/enterprise/").status_code == 302
    assert visit().sign_in("mill").status_code == 401
    assert visit().sign_in("mill", "quite another password").status_code == 302


def test_accounts_and_organisations_leave_their_trail(app, people):
    from vendors.registry.models import Trail
    from webapp.accounts.operations import disable_account, enable_account, get_account

    with app.app_context(), transaction() as session:
        disable_account(session, get_account(session, "mill"), None)
        enable_account(session, get_account(session, "mill"), None)
    with app.app_context(), reading() as session:
        told = session.exec(select(Trail.subject, Trail.action).order_by(Trail.id)).all()
    assert told.count(("account", "create")) == 5
    assert told.count(("organisation", "register")) == 4
    assert told[-2:] == [("account", "disable"), ("account", "enable")]
