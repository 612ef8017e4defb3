"""What is known of matches."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlalchemy.orm import joinedload
from sqlmodel import Session, col, func, select

from matcher.gaps import Need
from matcher.learning import ABOUT_FIT, Judged, Outcome
from matcher.ranker import SIGNALS
from matcher.types import Requirement
from scenarios.brokerage.models import (
    Adjustment,
    AdjustmentState,
    Decision,
    Match,
    MatchRun,
    State,
)
from scenarios.brokerage.states import SHOWN, UNDECIDED
from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from vendors.models import State as VendorState
from vendors.models import Vendor

_OUTCOMES = {
    "approve": Outcome.APPROVED,
    "reject": Outcome.REJECTED,
    "defer": Outcome.DEFERRED,
}


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


def candidates(session: Session) -> Sequence[Match]:
    """Suggestions that could still be introduced: proposed or approved, both sides published, with
    scenario and vendor.
    """
    rows = (
        select(Match)
        .join(Scenario, col(Match.scenario_id) == Scenario.id)
        .join(Vendor, col(Match.vendor_id) == Vendor.id)
        .where(
            col(Match.state).in_((State.PROPOSED, State.APPROVED)),
            Scenario.state == ScenarioState.PUBLISHED,
            Vendor.state == VendorState.VERIFIED,
        )
        .options(
            joinedload(Match.scenario),  # type: ignore[arg-type]
            joinedload(Match.vendor).joinedload(Vendor.organisation),  # type: ignore[arg-type]
        )
        .order_by(col(Match.scenario_id), col(Match.score).desc(), col(Match.id))
    )
    return session.exec(rows).all()


def ever_approved(session: Session) -> set[int]:
    """Vendors (by id) that some decision has approved; all others are newcomers."""
    rows = select(Match.vendor_id).outerjoin(Decision, col(Decision.match_id) == Match.id)
    # Matches approved before decisions were kept have their state only.
    ever = or_(col(Decision.move) == "approve", col(Match.state) == State.APPROVED)
    return set(session.exec(rows.where(ever)))


def judged(session: Session) -> list[Judged]:
    """Every suggestion as it was decided on, and those that wait, for `matcher.learning`.

    A decision that was taken back counts as not made; of several on one match the last counts.
    """
    decisions = session.exec(
        select(Decision, Match.scenario_id, MatchRun)
        .join(Match, col(Decision.match_id) == Match.id)
        .join(MatchRun, col(Decision.run_id) == MatchRun.id)
        .order_by(col(Decision.id))
    )
    last: dict[int, Judged | None] = {}
    for decision, scenario_id, run in decisions:
        outcome = _OUTCOMES.get(decision.move)
        last[decision.match_id] = (
            Judged(
                scenario=str(scenario_id),
                signals=tuple(decision.signals.get(name, 0.0) for name in SIGNALS),
                level=decision.level,
                outcome=outcome,
                position=decision.position,
                behind=decision.behind,
                first=decision.rank == 1,
                reason=decision.reason,
            )
            if outcome is not None and run.parameters
            else None
        )
    return [one for one in last.values() if one is not None] + _waiting(session)


def _waiting(session: Session) -> list[Judged]:
    """Suggestions that are shown and that nobody has decided on: they say how far people read."""
    rows = session.exec(
        select(Match)
        .where(col(Match.state).in_(SHOWN))
        .order_by(col(Match.scenario_id), col(Match.score).desc(), col(Match.id))
    ).all()
    found: list[Judged] = []
    position, scenario_id = 0, None
    for match in rows:
        position = position + 1 if match.scenario_id == scenario_id else 1
        scenario_id = match.scenario_id
        if match.state in UNDECIDED:
            signals = tuple(match.signals.get(name, 0.0) for name in SIGNALS)
            found.append(Judged(str(scenario_id), signals, 0.0, Outcome.UNDECIDED, position))
    return found


def adjustments(session: Session) -> Sequence[Adjustment]:
    """All changes of weights, the newest first."""
    return session.exec(select(Adjustment).order_by(col(Adjustment.id).desc())).all()


def runs_of(session: Session, scenario_id: int, limit: int = 20) -> Sequence[MatchRun]:
    """The latest runs of a scenario, the newest first."""
    rows = select(MatchRun).where(MatchRun.scenario_id == scenario_id)
    return session.exec(rows.order_by(col(MatchRun.id).desc()).limit(limit)).all()


def scores_decided(session: Session) -> list[tuple[float, bool]]:
    """Score of every suggestion that a standing decision was about fit on, and whether it approved."""
    decisions = session.exec(
        select(Decision, MatchRun.top)
        .join(MatchRun, col(Decision.run_id) == MatchRun.id)
        .order_by(col(Decision.id))
    )
    # Runs older than calibration kept no ranking; their scores were no chances.
    last = {decision.match_id: decision for decision, top in decisions if top}
    return [
        (one.score, one.move == "approve")
        for one in last.values()
        if one.move == "approve" or (one.move == "reject" and one.reason in ABOUT_FIT)
    ]


def scenario_of(session: Session, run: MatchRun) -> Scenario:
    """The scenario a run answered."""
    return session.exec(select(Scenario).where(Scenario.id == run.scenario_id)).one()


def vendors_ranked(session: Session, run: MatchRun) -> dict[str, Vendor]:
    """The vendors of a run's ranking that are still there, by the id in the ranking."""
    ids = [int(one["vendor"]) for one in run.ranking]
    rows = select(Vendor).where(col(Vendor.id).in_(ids))
    rows = rows.options(joinedload(Vendor.organisation))  # type: ignore[arg-type]
    return {str(vendor.id): vendor for vendor in session.exec(rows)}


def with_open_suggestions(session: Session) -> list[int]:
    """Scenarios that are not published and still have suggestions nobody has decided on."""
    rows = (
        select(Scenario.id)
        .join(Match, col(Match.scenario_id) == Scenario.id)
        .where(col(Match.state).in_(UNDECIDED), Scenario.state != ScenarioState.PUBLISHED)
        .distinct()
    )
    return [found for found in session.exec(rows) if found is not None]
