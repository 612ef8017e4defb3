"""What people see when something goes wrong: a sentence in their language, never a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, flash, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from vendors.registry.errors import NotFound, Refused
from webapp.i18n import mark, say
from webapp.messages import refusal_text

log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., Any])

_TEXTS = {
    400: (mark("请求有误"), mark("提交的内容看不懂，请返回后重试。")),
    403: (mark("无权访问"), mark("您的账号不能查看这个页面。")),
    404: (mark("找不到页面"), mark("地址有误，或内容已不在。")),
    405: (mark("操作方式不对"), mark("这个地址不接受这样的操作，请从页面上点按钮。")),
    413: (mark("内容过大"), mark("一次提交的内容太多，请缩短后再试。")),
    503: (
        mark("系统正忙"),
        mark(
            "数据库暂时写不进去，可能正在导入清单。您刚才的操作没有保存，请过几分钟再试；若一直这样，请告诉管理员。"
        ),
    ),
    500: (
        mark("系统出错"),
        mark("您刚才的操作没有保存。请稍后再试；若仍出错，请告诉管理员时间和页面。"),
    ),
}


def _page(status: int, title: str, text: str) -> tuple[str, int]:
    return render_template("error.html", status=status, title=title, text=text), status


def _known(status: int) -> tuple[str, int]:
    """The page of a status; a bare one where the page needs the very thing that has failed."""
    title, text = _TEXTS.get(status, _TEXTS[400] if status < 500 else _TEXTS[500])
    try:
        return _page(status, say(title), say(text))
    except Exception as error:
        log.error("no page could be made for status %s: %s", status, type(error).__name__)
        return f'<!doctype html><meta charset="utf-8"><h1>{title}</h1><p>{text}</p>', status


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    original = getattr(error, "original_exception", None)
    if isinstance(original, OperationalError):  # after the view, where its session is stored
        return _database_refuses(original)
    return _known(status)


def _csrf(_error: CSRFError) -> Any:
    """The form is too old or not ours; what was typed is not taken over."""
    return _page(
        400,
        say("页面已过期"),
        say("这个页面打开太久或已退出登录，内容没有保存。请返回刷新后再提交。"),
    )


def _refused(refused: Refused) -> Any:
    """A page asked for what the domain refuses: say why, show the newest state."""
    if isinstance(refused, NotFound):
        return _known(404)
    view = current_app.view_functions[request.endpoint or ""]
    again = getattr(view, "shows_again", None)
    if again is None:
        return _page(409, say("这一步没有做成"), refusal_text(refused))
    flash(refusal_text(refused), "warning")
    return redirect(url_for(f"{request.blueprint}.{again}", **(request.view_args or {})))


def shows_again(endpoint: str) -> Callable[[View], View]:
    """Mark a changing view: when it is refused, people are sent to `endpoint` of its blueprint."""

    def register(view: View) -> View:
        view.shows_again = endpoint  # type: ignore[attr-defined]
        return view

    return register


def _database_refuses(error: OperationalError) -> Any:
    """Locked, full or read-only: nothing was saved, and later it may be."""
    log.error("the database refuses on %s: %s", request.endpoint, error.orig)
    return _known(503)


def _unforeseen(error: Exception) -> Any:
    log.exception("unforeseen error on %s", request.endpoint, exc_info=error)
    return _known(500)


def init_app(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_refuses)
    app.register_error_handler(Exception, _unforeseen)
