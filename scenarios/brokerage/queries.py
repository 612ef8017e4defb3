"""What is known of matches."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, func, select

from matcher.gaps import Need
from matcher.types import Requirement
from scenarios.brokerage.models import Adjustment, AdjustmentState, Match, MatchRun, State
from scenarios.brokerage.states import SHOWN, UNDECIDED
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from vendors.models import Vendor


def matches_of(session: Session, scenario_id: int) -> Sequence[Match]:
    """The matches of a scenario that people work on, best first, with whole vendors."""
    rows = (
        select(Match)
        .where(Match.scenario_id == scenario_id, col(Match.state).in_(SHOWN))
        .options(
            joinedload(Match.vendor).joinedload(Vendor.organisation),  # type: ignore[arg-type]
            joinedload(Match.vendor).selectinload(Vendor.capabilities),  # type: ignore[arg-type]
            joinedload(Match.scenario),  # type: ignore[arg-type]
        )
    )
    return session.exec(rows.order_by(col(Match.score).desc(), col(Match.id))).all()


def whole_match(session: Session, match_id: int) -> Match | None:
    """One match with its vendor and everything that belongs to it."""
    vendor = joinedload(Match.vendor)  # type: ignore[arg-type]
    rows = (
        select(Match)
        .where(Match.id == match_id)
        .options(
            joinedload(Match.scenario),  # type: ignore[arg-type]
            joinedload(Match.run),  # type: ignore[arg-type]
            vendor.joinedload(Vendor.organisation),  # type: ignore[arg-type]
            vendor.selectinload(Vendor.capabilities),  # type: ignore[arg-type]
            vendor.selectinload(Vendor.cases),  # type: ignore[arg-type]
            vendor.selectinload(Vendor.credentials),  # type: ignore[arg-type]
        )
    )
    return session.exec(rows).first()


def count_matches(session: Session, scenario_ids: Collection[int]) -> dict[int, dict[State, int]]:
    """scenario id → state → how many matches."""
    counts: dict[int, dict[State, int]] = {scenario_id: {} for scenario_id in scenario_ids}
    rows = session.exec(
        select(Match.scenario_id, Match.state, func.count())
        .where(col(Match.scenario_id).in_(scenario_ids))
        .group_by(col(Match.scenario_id), col(Match.state))
    )
    for scenario_id, state, number in rows:
        counts[scenario_id][State(state)] = number
    return counts


def count_by_state(session: Session) -> dict[State, int]:
    """How many matches stand in each state."""
    rows = session.exec(select(Match.state, func.count()).group_by(Match.state))
    return {State(state): number for state, number in rows}


def last_run(session: Session, scenario_id: int) -> MatchRun | None:
    """The matcher's latest answer for a scenario."""
    rows = select(MatchRun).where(MatchRun.scenario_id == scenario_id)
    return session.exec(rows.order_by(col(MatchRun.id).desc())).first()


def scenarios_matched_with(session: Session, vendor_id: int) -> list[int]:
    """The scenarios that have a match with this vendor, whatever its state."""
    rows = select(Match.scenario_id).where(Match.vendor_id == vendor_id)
    return sorted(session.exec(rows))


def matches_with(session: Session, vendor_id: int) -> Sequence[Match]:
    """The newest 50 matches of a vendor that people work on, with their scenarios."""
    rows = (
        select(Match)
        .where(Match.vendor_id == vendor_id, col(Match.state).in_(SHOWN))
        .options(joinedload(Match.scenario).joinedload(Scenario.organisation))  # type: ignore[arg-type]
    )
    return session.exec(rows.order_by(col(Match.id).desc()).limit(50)).all()


def scenarios_to_decide(session: Session, limit: int = 20) -> Sequence[tuple[Scenario, int]]:
    """Published scenarios with undecided suggestions and how many, longest waiting first."""
    counted = (
        select(col(Match.scenario_id).label("scenario_id"), func.count().label("number"))
        .where(col(Match.state).in_(UNDECIDED))
        .group_by(col(Match.scenario_id))
        .subquery()
    )
    rows = (
        select(Scenario, counted.c.number)
        .join(counted, counted.c.scenario_id == Scenario.id)
        .where(Scenario.state == ScenarioState.PUBLISHED)
        .options(joinedload(Scenario.organisation))  # type: ignore[arg-type]
        .order_by(col(Scenario.published_at), col(Scenario.id))
        .limit(limit)
    )
    return session.exec(rows).all()


def adjustment_in_use(session: Session) -> Adjustment | None:
    """The learned weights that score now; None where the shipped ones do."""
    rows = select(Adjustment).where(Adjustment.state == AdjustmentState.APPLIED)
    return session.exec(rows.order_by(col(Adjustment.id).desc())).first()


def needs(session: Session) -> list[Need]:
    """What the latest run of every published scenario found missing, under its code."""
    latest = select(func.max(MatchRun.id)).group_by(col(MatchRun.scenario_id))
    rows = session.exec(
        select(Scenario.code, MatchRun)
        .join(MatchRun, col(MatchRun.scenario_id) == Scenario.id)
        .where(col(MatchRun.id).in_(latest), Scenario.state == ScenarioState.PUBLISHED)
        .order_by(col(Scenario.code))
    )
    return [
        Need(
            scenario=code,
            asked=run.asked,
            suggested=run.suggested,
            unmet=tuple(
                Requirement(gap["span"], gap["must"], gap["field"], gap["start"], gap["end"])
                for gap in run.gaps
            ),
        )
        for code, run in rows
    ]
