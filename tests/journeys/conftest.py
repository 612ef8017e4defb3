"""A served site in a process of its own, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.webapp.conftest import PASSWORD
from vendors.registry.operations import find_or_register_organisation
from webapp.accounts.models import Role
from webapp.accounts.operations import create_account
from webapp.database import Database

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Site:
    """A home folder and the process that serves it."""

    home: Path
    url: str = ""
    process: subprocess.Popen[str] | None = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Database:
        return Database(f"sqlite:///{self.home / 'scenebridge.db'}")

    def start(self) -> Site:
        environment = {
            **os.environ,
            "SCENEBRIDGE_HOME": str(self.home),
            "SCENEBRIDGE_PLAIN_HTTP": "1",
            "SCENEBRIDGE_LANG": "en",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }
        command = [sys.executable, "-m", "webapp.cli", "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            said += line
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            if found:
                self.url = found.group(0).rstrip("/")
                return self
        raise AssertionError(f"the site did not start:\n{said}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def kill(self) -> None:
        """The power fails."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)
        self.process = None


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with accounts bureau, mill (enterprise), vision and speech (vendors)."""
    made = Site(tmp_path / "home")
    database = made.database
    database.upgrade()
    with database.transaction() as session:
        create_account(session, "bureau", "局里的人", PASSWORD, Role.BUREAU)
        for login, name, role in (
            ("mill", "东湾纺丝厂", Role.ENTERPRISE),
            ("vision", "明眸视觉公司", Role.VENDOR),
            ("speech", "朗声教育公司", Role.VENDOR),
        ):
            owner = find_or_register_organisation(session, name).id
            create_account(session, login, f"{name}的人", PASSWORD, role, owner)
    database.engine.dispose()
    yield made.start()
    if made.process is not None:
        made.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        reason = "NO BROWSER TEST WAS RUN: chromium is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def person(site: Site, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`person("mill")` is a page on which this person has signed in; script errors fail the test."""
    contexts = []
    faults: list[str] = []

    def person(login: str, width: int = 1440) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", base_url=site.url
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type == "error" else None,
        )
        page.on(
            "request",
            lambda request: (
                faults.append(f"left the site: {request.url}")
                if not request.url.startswith((site.url, "data:"))
                else None
            ),
        )
        page.goto("/sign-in")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(re.compile("/(enterprise|vendor|bureau)/"))
        return page

    yield person
    for context in contexts:
        context.close()
    assert faults == []


def wait_until(true: Callable[[], Any], seconds: float = 60.0) -> Any:
    """Wait for something another process does; returns what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("it never came true")
