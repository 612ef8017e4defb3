"""How long the bureau's pages take over 1,000 scenarios and 10,000 vendors; medians and queries.

    python -m tests.benchmarks.site

Lists are the demonstration's texts, repeated under other names; ten matches a scenario.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from scenarios.brokerage.models import Match, MatchRun
from scenarios.exchange import read_scenarios
from scenarios.models import RequirementItem, Scenario
from scenarios.models import State as ScenarioState
from vendors.exchange import read_vendors
from vendors.models import Capability, Vendor
from vendors.models import State as VendorState
from vendors.registry.models import Organisation, Trail, now
from webapp import create_app
from webapp.accounts.models import Role
from webapp.accounts.operations import create_account
from webapp.config import Config
from webapp.database import database, reading, transaction
from webapp.demo.loading import FOLDER
from webapp.matching import matching

PASSWORD = "a long enough password"
PAGES = (
    "/bureau/",
    "/bureau/scenarios",
    "/bureau/scenarios?words=检测&page=3",
    "/bureau/scenarios?state=published",
    "/bureau/scenarios/500",
    "/bureau/scenarios/500/suggestions",
    "/bureau/matches/5000",
    "/bureau/vendors",
    "/bureau/vendors?words=公司&page=200",
    "/bureau/vendors/5000",
)


def fill(session: Session, scenarios: int, vendors: int) -> None:
    """Rows as the operations would have left them, without running a thousand of them."""
    chance = random.Random(1)
    said = [draft for _, draft in read_scenarios(FOLDER / "scenarios.jsonl").good]
    able = [draft for _, draft in read_vendors(FOLDER / "vendors.jsonl").good]
    for i in range(vendors):
        draft = able[i % len(able)]
        session.add(
            Vendor(
                code=f"B{i}",
                organisation_id=_organisation(session, f"{draft.name}{i}"),
                state=VendorState.VERIFIED,
                description=draft.description,
                industries=draft.industries,
                submitted_at=now(),
                verified_at=now(),
                capabilities=[
                    Capability(position=n, name=c.name, description=c.description)
                    for n, c in enumerate(draft.capabilities)
                ],
            )
        )
    for i in range(scenarios):
        asked = said[i % len(said)]
        session.add(
            Scenario(
                code=f"B{i}",
                title=f"{asked.title} {i}",
                organisation_id=_organisation(session, f"{asked.enterprise}{i}"),
                state=ScenarioState.SUBMITTED if i % 10 == 0 else ScenarioState.PUBLISHED,
                pain=asked.pain,
                description=asked.description,
                submitted_at=now(),
                published_at=now(),
                requirements=[
                    RequirementItem(position=n, text=r.text)
                    for n, r in enumerate(asked.requirements)
                ],
            )
        )
    session.flush()
    for scenario_id in range(1, scenarios + 1):
        run = MatchRun(
            scenario_id=scenario_id,
            scenario_version=1,
            matcher_version="benchmark",
            vendors_read=vendors,
            suggested=10,
        )
        session.add(run)
        session.flush()
        for rank, vendor_id in enumerate(chance.sample(range(1, vendors + 1), 10), start=1):
            session.add(_match(scenario_id, vendor_id, rank, run))
        session.add(Trail(subject="scenario", subject_id=scenario_id, action="publish"))


def _organisation(session: Session, name: str) -> int:
    organisation = Organisation(name=name)
    session.add(organisation)
    session.flush()
    assert organisation.id is not None
    return organisation.id


def _match(scenario_id: int, vendor_id: int, rank: int, run: MatchRun) -> Match:
    item = {
        "span": "漏检率≤0.5%",
        "must": True,
        "verdict": "satisfied",
        "quote": "漏检率≤0.3%",
        "field": "description",
        "start": 0,
        "end": 7,
    }
    assert run.id is not None
    return Match(
        scenario_id=scenario_id,
        vendor_id=vendor_id,
        rank=rank,
        score=1 - rank / 20,
        items=[item] * 6,
        scenario_version=1,
        vendor_version=1,
        run_id=run.id,
    )


class Counter:
    """Counts the statements an engine executes."""

    def __init__(self, engine: sa.Engine) -> None:
        self.statements = 0
        sa.event.listen(engine, "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self.statements += 1


def measure(pages: Iterable[str], client: Any, counter: Counter, rounds: int) -> None:
    """Print each page's median and slowest of `rounds`, and its number of queries."""
    print(f"{'page':45} {'median':>9} {'slowest':>9} {'queries':>8}")
    for page in pages:
        taken = []
        for _ in range(rounds):
            counter.statements = 0
            start = time.perf_counter()
            answer = client.get(page)
            taken.append((time.perf_counter() - start) * 1000)
            assert answer.status_code == 200, page
        median, slowest = statistics.median(taken), max(taken)
        print(f"{page:45} {median:6.0f} ms {slowest:6.0f} ms {counter.statements:8}")


def main() -> None:
    """Fill a database, then measure pages and the catching up of the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=1000)
    parser.add_argument("--vendors", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Config(home=Path(folder), plain_http=True, embedded_worker=False))
        with app.app_context():
            database().upgrade()
            with transaction() as session:
                fill(session, options.scenarios, options.vendors)
                create_account(session, "bureau", "局", PASSWORD, Role.BUREAU)
            counter = Counter(database().engine)
        client = app.test_client()
        page = client.get("/sign-in").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        client.post("/sign-in", data={"csrf_token": token, "login": "bureau", "password": PASSWORD})
        measure(PAGES, client, counter, options.rounds)
        with app.app_context(), reading() as session:
            for name in ("first catching up", "catching up again"):
                start = time.perf_counter()
                matching().caught_up(session)
                print(f"{name} of the index: {time.perf_counter() - start:.2f} s")


if __name__ == "__main__":
    main()
