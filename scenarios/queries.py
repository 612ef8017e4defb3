"""What is known of scenarios."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_
from sqlalchemy.orm import joinedload, selectinload
from sqlmodel import Session, col, func, select

from scenarios.models import Scenario, ScenarioReview, State
from vendors.registry.models import Organisation
from vendors.registry.paging import Page, like, page_of


def scenarios_of(session: Session, organisation_id: int, page: int = 1) -> Page[Scenario]:
    """The scenarios of one enterprise, last changed first."""
    rows = select(Scenario).where(Scenario.organisation_id == organisation_id)
    return page_of(session, rows.order_by(col(Scenario.updated_at).desc(), col(Scenario.id)), page)


def find_scenarios(
    session: Session, state: State | None = None, words: str = "", page: int = 1
) -> Page[Scenario]:
    """Scenarios ever handed in, by state and by words in title, number or enterprise.

    Submitted ones stand longest waiting first, others last changed first.
    """
    rows = select(Scenario).where(col(Scenario.submitted_at).is_not(None))
    rows = rows.options(joinedload(Scenario.organisation))  # type: ignore[arg-type]
    if state is not None:
        rows = rows.where(Scenario.state == state)
    else:
        rows = rows.where(col(Scenario.state).not_in([State.DRAFT]))
    if words.strip():
        pattern = like(words.strip())
        rows = rows.outerjoin(Organisation).where(
            or_(
                col(Scenario.title).like(pattern, escape="\\"),
                col(Scenario.code).like(pattern, escape="\\"),
                col(Organisation.name).like(pattern, escape="\\"),
            )
        )
    waiting, changed = col(Scenario.submitted_at), col(Scenario.updated_at)
    order = waiting.asc() if state == State.SUBMITTED else changed.desc()
    return page_of(session, rows.order_by(order, col(Scenario.id)), page)


def count_scenarios(session: Session) -> dict[State, int]:
    """How many of the scenarios ever handed in stand in each state."""
    rows = session.exec(
        select(Scenario.state, func.count())
        .where(col(Scenario.submitted_at).is_not(None))
        .group_by(Scenario.state)
    )
    return {State(state): number for state, number in rows}


def published_ids(session: Session) -> list[int]:
    """The scenarios that are open for matching."""
    rows = session.exec(
        select(Scenario.id).where(Scenario.state == State.PUBLISHED).order_by(col(Scenario.id))
    )
    return [scenario_id for scenario_id in rows if scenario_id is not None]


def versions(session: Session, states: Collection[State]) -> dict[int, int]:
    """id → version of the scenarios that stand in one of these states."""
    rows = session.exec(
        select(Scenario.id, Scenario.version)
        .where(col(Scenario.state).in_(states))
        .order_by(col(Scenario.id))
    )
    return {number: version for number, version in rows if number is not None}


def whole_scenarios(session: Session, ids: Collection[int]) -> Sequence[Scenario]:
    """These scenarios with all that belongs to them, by number, in two queries."""
    rows = (
        select(Scenario)
        .where(col(Scenario.id).in_(ids))
        .options(
            joinedload(Scenario.organisation),  # type: ignore[arg-type]
            selectinload(Scenario.requirements),  # type: ignore[arg-type]
        )
    )
    return session.exec(rows.order_by(col(Scenario.id))).all()


def published_scenarios(session: Session) -> Sequence[Scenario]:
    """The scenarios that are open for matching with all that belongs to them, in two queries."""
    rows = (
        select(Scenario)
        .where(Scenario.state == State.PUBLISHED)
        .options(
            joinedload(Scenario.organisation),  # type: ignore[arg-type]
            selectinload(Scenario.requirements),  # type: ignore[arg-type]
        )
    )
    return session.exec(rows.order_by(col(Scenario.id))).all()


def last_review(session: Session, scenario_id: int) -> ScenarioReview | None:
    """What the bureau last asked to have mended."""
    rows = select(ScenarioReview).where(ScenarioReview.scenario_id == scenario_id)
    return session.exec(rows.order_by(col(ScenarioReview.id).desc())).first()


def by_code(session: Session, codes: Collection[str]) -> dict[str, Scenario]:
    """The scenarios with these codes, by code."""
    rows = session.exec(select(Scenario).where(col(Scenario.code).in_(codes)))
    return {row.code: row for row in rows}
