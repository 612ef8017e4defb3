"""Signing in and out, language, and where a visitor arrives."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from webapp.access import desk_of, person, public, requires
from webapp.accounts import operations as accounts
from webapp.accounts.signin import person_of, sign_in, sign_out
from webapp.database import page_session, transaction
from webapp.demo import accounts as demo_accounts
from webapp.forms import SignInForm
from webapp.i18n import LANGUAGES, say

pages = Blueprint("account", __name__)


@pages.get("/")
@public
def home() -> Any:
    """The desk of whoever is signed in, else the sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for(desk_of(person().role)))
    return redirect(url_for("account.sign_in_page"))


@pages.get("/sign-in")
@public
def sign_in_page() -> Any:
    """Where people sign in."""
    if current_user.is_authenticated:
        return redirect(url_for(desk_of(person().role)))
    return render_template("sign_in.html", form=SignInForm(), ready=demo_accounts.shown())


@pages.post("/sign-in")
@public
def sign_in_submit() -> Any:
    """Check login and password; too many wrong ones lock for a while."""
    form = SignInForm()
    login, password = form.login.data or "", form.password.data or ""
    address = request.remote_addr or ""
    if accounts.is_locked(page_session(), login, address):
        minutes = int(accounts.LOCK_FOR.total_seconds() // 60)
        flash(say("密码错误次数过多，请 {minutes} 分钟后再试。", minutes=minutes), "danger")
        return _sign_in_again(form, 429)
    account = accounts.check_password(page_session(), login, password)
    if account is None:
        with transaction() as database_session:
            accounts.record_failure(database_session, login, address)
        flash(say("登录名或密码不对。"), "danger")
        return _sign_in_again(form, 401)
    with transaction() as database_session:
        accounts.forget_failures(database_session, login, address)
    found = person_of(page_session(), account)
    sign_in(found)
    return redirect(_own_path(request.form.get("next", "")) or url_for(desk_of(found.role)))


def _own_path(path: str) -> str | None:
    """A path of this site to go on to; never "//elsewhere" or a full address."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\"))
    # Browsers drop tabs and line ends from addresses, so that "/<tab>/elsewhere" would lead away.
    return path if safe and path.isprintable() else None


def _sign_in_again(form: SignInForm, status: int) -> Any:
    return render_template("sign_in.html", form=form, ready=demo_accounts.shown()), status


@pages.post("/sign-out")
@requires()
def sign_out_submit() -> Any:
    """End the session."""
    sign_out()
    return redirect(url_for("account.sign_in_page"))


@pages.post("/language/<code>")
@public
def choose_language(code: str) -> Any:
    """Remember the reader's language and go back to the page they read."""
    if code in LANGUAGES:
        session["language"] = code
    return redirect(_own_path(request.form.get("back", "")) or "/")
