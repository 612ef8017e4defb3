"""An application on a real SQLite file, people who can sign in, and a browser without a screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from scenarios.models import Scenario, ScenarioDraft
from scenarios.operations import draft_scenario, publish_scenario, submit_scenario
from vendors.models import Vendor, VendorDraft
from vendors.operations import register_vendor, submit_vendor, verify_vendor
from vendors.registry.operations import find_or_register_organisation
from webapp import create_app
from webapp.accounts.models import Role
from webapp.accounts.operations import create_account
from webapp.config import Config
from webapp.database import transaction
from webapp.jobs import Worker

PASSWORD = "a long enough password"


@pytest.fixture(autouse=True, scope="session")
def quick_hashing() -> Iterator[None]:
    """Argon2 as ever, with less memory: the suite signs in hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr("webapp.accounts.operations._hasher", quick)
        yield


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    made = create_app(Config(home=tmp_path / "home", plain_http=True, embedded_worker=False))
    with made.app_context():
        made.extensions["scenebridge.database"].upgrade()
    yield made
    made.extensions["scenebridge.database"].engine.dispose()


class Browser:
    """A signed-in (or anonymous) person with cookies, who fills in forms as pages give them."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.client.get(path, headers={"Accept-Language": "zh-CN"}, **kwargs)

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, f"{path} gives no token"
        return found.group(1)

    def post(self, path: str, data: dict[str, Any] | None = None, *, seen: str = "") -> Any:
        """Send a form with the token of the page `seen` (by default where signing in leads)."""
        page = seen or "/sign-in"
        token = self.token(page) if seen else self._any_token()
        sent = {"csrf_token": token, **(data or {})}
        return self.client.post(path, data=sent, headers={"Accept-Language": "zh-CN"})

    def _any_token(self) -> str:
        page = self.client.get("/", follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        return found.group(1)

    def sign_in(self, login: str, password: str = PASSWORD) -> Any:
        return self.post("/sign-in", {"login": login, "password": password})


@pytest.fixture
def visit(app: Flask) -> Callable[..., Browser]:
    """`visit()` is an anonymous visitor, `visit("login")` a person who has signed in."""

    def visit(login: str | None = None) -> Browser:
        browser = Browser(app)
        if login:
            assert browser.sign_in(login).status_code == 302
        return browser

    return visit


@pytest.fixture
def people(app: Flask) -> dict[str, int]:
    """Accounts bureau, mill, rival (enterprises), vision, speech (vendors) → organisation ids."""
    owners: dict[str, int] = {}
    with app.app_context(), transaction() as session:
        create_account(session, "bureau", "局里的人", PASSWORD, Role.BUREAU)
        for login, name, role in (
            ("mill", "东湾纺丝厂", Role.ENTERPRISE),
            ("rival", "西湾纺丝厂", Role.ENTERPRISE),
            ("vision", "明眸视觉公司", Role.VENDOR),
            ("speech", "朗声教育公司", Role.VENDOR),
        ):
            organisation = find_or_register_organisation(session, name)
            assert organisation.id is not None
            owners[login] = organisation.id
            create_account(session, login, f"{name}的人", PASSWORD, role, organisation.id)
    return owners


SPINNING = {
    "title": "涤纶长丝外观检测",
    "pain": "丝饼毛丝、油污、成形不良全靠人工拿灯看，夜班漏检多，下游退货。",
    "requirements": [{"text": "漏检率≤0.5%", "must": True}, {"text": "数据不出厂", "must": True}],
}
VISION = {
    "description": "为化纤企业提供丝饼外观自动检测。",
    "capabilities": [
        {
            "name": "涤纶丝饼外观缺陷检测",
            "description": "识别丝饼毛丝、油污、绊丝、成形不良，漏检率≤0.3%。",
            "deployment": ["本地部署"],
        }
    ],
    "industries": ["化纤"],
}
SPEECH = {
    "description": "中小学英语口语测评与朗读训练。",
    "capabilities": [{"name": "英语口语评分", "description": "跟读打分、发音纠正。"}],
    "industries": ["教育"],
}


def post_scenario(session: Session, owner: int, *, publish: bool = True, **words: Any) -> Scenario:
    """A scenario of this organisation, published by default."""
    from vendors.registry.models import Organisation

    draft = ScenarioDraft(**{**SPINNING, **words})
    scenario = draft_scenario(session, draft, session.get(Organisation, owner), None)
    if publish:
        submit_scenario(session, scenario, None)
        publish_scenario(session, scenario, None)
    return scenario


def list_vendor(
    session: Session, owner: int, words: dict[str, Any], *, verify: bool = True
) -> Vendor:
    """A vendor's profile of this organisation, verified by default."""
    from vendors.registry.models import Organisation

    organisation = session.get(Organisation, owner)
    assert organisation is not None
    vendor = register_vendor(
        session, VendorDraft(name=organisation.name, **words), organisation, None
    )
    if verify:
        submit_vendor(session, vendor, None)
        verify_vendor(session, vendor, None)
    return vendor


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Do all waiting jobs now; returns how many."""

    def work() -> int:
        worker: Worker = app.extensions["scenebridge.worker"]
        with app.app_context():
            return worker.drain()

    return work
