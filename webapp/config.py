"""Settings, all from the environment (SCENEBRIDGE_…), with defaults that work on one machine."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

SESSION_LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Config:
    """How one instance runs.

    `home` keeps the database and the secret key. `model` None means the bundled model.
    `demonstration` shows the banner and the ready accounts. `plain_http` allows cookies over http,
    for a closed network without TLS. `proxy` is the address of the reverse proxy in front, the only
    one believed when it says who is calling. `embedded_worker`: `serve` does the jobs itself.
    """

    home: Path
    database_url: str = ""
    model: str | None = None
    demonstration: bool = False
    plain_http: bool = False
    proxy: str = ""
    embedded_worker: bool = True

    @classmethod
    def from_environment(cls) -> Config:
        """Read SCENEBRIDGE_HOME, _DATABASE, _MODEL, _DEMONSTRATION, _PLAIN_HTTP, _PROXY, _WORKER."""
        env = os.environ
        return cls(
            home=Path(env.get("SCENEBRIDGE_HOME", "instance")).absolute(),
            database_url=env.get("SCENEBRIDGE_DATABASE", ""),
            model=env.get("SCENEBRIDGE_MODEL") or None,
            demonstration=env.get("SCENEBRIDGE_DEMONSTRATION", "") == "1",
            plain_http=env.get("SCENEBRIDGE_PLAIN_HTTP", "") == "1",
            proxy=env.get("SCENEBRIDGE_PROXY", ""),
            embedded_worker=env.get("SCENEBRIDGE_WORKER", "embedded") != "separate",
        )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL; by default an SQLite file in `home`."""
        return self.database_url or f"sqlite:///{self.home / 'scenebridge.db'}"

    def flask_settings(self) -> dict[str, Any]:
        """What Flask and its extensions read."""
        return {
            "SECRET_KEY": self._secret_key(),
            "SESSION_COOKIE_NAME": "scenebridge" if self.plain_http else "__Host-scenebridge",
            "SESSION_COOKIE_SECURE": not self.plain_http,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": SESSION_LIFETIME,
            "MAX_CONTENT_LENGTH": 4 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
            "MAX_FORM_PARTS": 5000,
            "BOOTSTRAP_SERVE_LOCAL": True,
            "BABEL_DEFAULT_LOCALE": "zh",
            "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
            "WTF_CSRF_TIME_LIMIT": int(SESSION_LIFETIME.total_seconds()),
        }

    def _secret_key(self) -> str:
        """The instance's own key, made once and readable by its owner only.

        It appears under its name when it is whole: nobody, not even after a crash, reads half a
        key, and of two processes that start together one's key holds for both.
        """
        path = self.home / "secret_key"
        if not path.exists():
            # Contacts and password hashes lie here: nobody else on the machine looks in.
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.home)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(32))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(draft, path)
            os.unlink(draft)
        return path.read_text("ascii")
