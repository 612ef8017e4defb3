"""The Flask front end, and the only place where the parts are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Config


def create_app(config: Config | None = None) -> Flask:
    """The web application. Imports on call, so that commands without pages start fast."""
    from flask import Flask

    from webapp import access, alike, database, errors, i18n, jobs, matching, security, views
    from webapp.accounts import sessions, signin
    from webapp.config import Config

    config = config or Config.from_environment()
    app = Flask(__name__)
    app.config.from_mapping(config.flask_settings())
    app.extensions["scenebridge.config"] = config
    joined = (jobs, matching, alike)
    for part in (database, sessions, i18n, security, signin, access, errors, *joined, views):
        part.init_app(app)
    return app
