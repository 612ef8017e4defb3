"""What is known of scenarios."""

from __future__ import annotations

from sqlalchemy import or_
from sqlalchemy.orm import joinedload
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
    """Scenarios by state and by words in title, number or enterprise; submitted ones oldest first."""
    rows = select(Scenario).options(joinedload(Scenario.organisation))  # type: ignore[arg-type]
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
    changed = col(Scenario.updated_at)
    order = changed.asc() if state == State.SUBMITTED else changed.desc()
    return page_of(session, rows.order_by(order, col(Scenario.id)), page)


def count_scenarios(session: Session) -> dict[State, int]:
    """How many scenarios stand in each state."""
    rows = session.exec(select(Scenario.state, func.count()).group_by(Scenario.state))
    return {State(state): number for state, number in rows}


def published_ids(session: Session) -> list[int]:
    """The scenarios that are open for matching."""
    rows = session.exec(
        select(Scenario.id).where(Scenario.state == State.PUBLISHED).order_by(col(Scenario.id))
    )
    return [scenario_id for scenario_id in rows if scenario_id is not None]


def last_review(session: Session, scenario_id: int) -> ScenarioReview | None:
    """What the bureau last asked to have mended."""
    rows = select(ScenarioReview).where(ScenarioReview.scenario_id == scenario_id)
    return session.exec(rows.order_by(col(ScenarioReview.id).desc())).first()
