"""Languages: Chinese is the source text of every word, English follows from the catalogue."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request, session
from flask_babel import Babel, get_locale, gettext

LANGUAGES = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).parent / "translations"


def say(msgid: str, **params: Any) -> str:
    """A sentence in the reader's language: the page's, or at the command line the terminal's.

    `params` fill `{name}` fields. Babel extracts its first argument.
    """
    text = gettext(msgid) if has_request_context() else _catalogue(_terminal()).gettext(msgid)
    return text.format(**params) if params else text


def mark(msgid: str) -> str:
    """Mark a text for the catalogue that is said later, by `say`."""
    return msgid


def language() -> str:
    """The language of this page."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(list(LANGUAGES)) or "zh"


def _terminal() -> str:
    """SCENEBRIDGE_LANG decides; otherwise Chinese, the users' first language."""
    return "en" if os.environ.get("SCENEBRIDGE_LANG", "zh").lower().startswith("en") else "zh"


@cache
def _catalogue(code: str) -> NullTranslations:
    return Translations.load(str(CATALOGUES), [code])


def init_app(app: Flask) -> None:
    """Let pages speak the reader's language."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(CATALOGUES))
    Babel(app, locale_selector=language)
    app.jinja_env.globals.update(languages=LANGUAGES, current_language=lambda: str(get_locale()))
