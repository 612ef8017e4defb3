"""Filling an empty instance with the demonstration district."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from scenarios import fairness
from scenarios import operations as scenario_operations
from scenarios.brokerage import operations as brokerage
from scenarios.brokerage.models import DeferReason, Match, RejectReason
from scenarios.exchange import read_scenarios
from scenarios.models import Conclusion, Scenario
from vendors import operations as vendor_operations
from vendors.exchange import read_vendors
from vendors.models import Vendor
from vendors.registry.models import TermDraft
from vendors.registry.operations import add_term
from vendors.registry.vocabulary import Usage
from webapp.accounts import operations as accounts
from webapp.accounts.models import Account, Role
from webapp.database import transaction
from webapp.demo.accounts import READY
from webapp.matching import list_imported

FOLDER = Path(__file__).parent
# So that the bureau's queue has something to review.
_WAITING_SCENARIOS = 4
_WAITING_VENDORS = 3


def is_loaded(session: Session) -> bool:
    """Whether the district is there already."""
    return session.exec(select(Account.id).limit(1)).first() is not None


def load(progress: Callable[[Sequence[Any], str], Any]) -> bool:
    """Load lists and accounts in one transaction: all of it, or nothing (False) where it is."""
    scenarios = read_scenarios(FOLDER / "scenarios.jsonl").good
    vendors = read_vendors(FOLDER / "vendors.jsonl").good
    with transaction() as session:
        if is_loaded(session):
            return False
        for i, (_, vendor) in enumerate(progress(vendors, "vendors")):
            published = i < len(vendors) - _WAITING_VENDORS
            vendor_operations.import_vendor(session, vendor, None, publish=published)
        for i, (_, scenario) in enumerate(progress(scenarios, "scenarios")):
            published = i < len(scenarios) - _WAITING_SCENARIOS
            told = scenario_operations.import_scenario(session, scenario, None, publish=published)
            if told == "held":
                _conclude(session, scenario.code)
        for ready in READY:
            accounts.create_account(
                session,
                ready.login,
                ready.name,
                ready.password,
                ready.role,
                _owner(session, ready.role, ready.code),
            )
        _return_one(session)
        _take_up_words(session)
        list_imported(session)
    return True


def _owner(session: Session, role: Role, code: str) -> int | None:
    if role == Role.BUREAU:
        return None
    table = Scenario if role == Role.ENTERPRISE else Vendor
    return session.exec(select(table.organisation_id).where(table.code == code)).one()


def _bureau_account(session: Session) -> int | None:
    return session.exec(select(Account.id).where(Account.role == Role.BUREAU)).first()


def _return_one(session: Session) -> None:
    """A returned scenario of the demonstration enterprise, with what is to be mended."""
    owner = session.exec(select(Scenario).where(Scenario.code == READY[1].code)).one()
    draft = scenario_operations.draft_of(owner).model_copy(
        update={
            "code": "",
            "title": "络筒车间纱疵记录想从纸本搬到电脑上",
            "pain": "现在挡车工交班时把断头和纱疵写在本子上，月底统计要翻三天。",
            "description": "希望随手拍照就能记，自动汇总到班组。",
            "requirements": [],
        }
    )
    scenario = scenario_operations.draft_scenario(session, draft, owner.organisation, None)
    scenario_operations.submit_scenario(session, scenario, None)
    scenario_operations.return_scenario(
        session,
        scenario,
        "请补充：每班大约多少条记录、现场有没有网络、希望多久上线；并列出三条以上必须满足的要求。",
        _bureau_account(session),
    )


def _conclude(session: Session, code: str) -> None:
    """What was held back is a technical requirement: the bureau says so, and publishes it."""
    scenario = session.exec(select(Scenario).where(Scenario.code == code)).one()
    review = fairness.review_of(session, scenario)
    assert review is not None
    note = "写的是技术和现场要求，不涉及谁能参加、怎么选，不妨碍公平竞争。"
    fairness.answer_review(session, review, Conclusion.HARMLESS, note, None)
    scenario_operations.publish_scenario(session, scenario, None)


def _take_up_words(session: Session) -> None:
    """Two words of the district: one for a capability, one with a meaning in plain words."""
    by = _bureau_account(session)
    for word in (
        TermDraft(
            text="打灯验丝",
            capability="vision.fiber_package_defect",
            note="车间里对丝饼外观检验的叫法",
        ),
        TermDraft(text="挡车工巡机", meaning="细纱机断头巡查", note="本地纱厂的叫法"),
    ):
        add_term(session, word, Usage(0, 0, 0), by)


def decide_some() -> None:
    """A few decisions of the demonstration bureau, so that every state can be seen."""
    moves: list[tuple[str, str | None, str]] = [
        ("approve", None, "能力和案例都对得上，先安排技术交流。"),
        ("reject", RejectReason.INDICATORS.value, "节拍达不到现场要求。"),
        ("defer", DeferReason.VENDOR_MATERIAL.value, "等服务商补交同类现场的检测报告。"),
    ]
    with transaction() as session:
        by = _bureau_account(session)
        rows = session.exec(
            select(Match).order_by(col(Match.scenario_id), col(Match.rank)).limit(9)
        )
        for number, match in enumerate(rows):
            move, reason, note = moves[number % 3]
            if move == "approve":
                brokerage.approve_match(session, match, match.version, note, by)
            elif move == "reject":
                brokerage.reject_match(session, match, match.version, reason, note, by)
            else:
                brokerage.defer_match(session, match, match.version, reason, note, by)
