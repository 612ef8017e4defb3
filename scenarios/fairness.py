"""公平竞争审查 of a scenario: what is found when it is handed in, and the bureau's answer.

A scenario is published only with an answered review of the very version that is published
(公平竞争审查条例, in force 2024-08-01).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session, col, select

from scenarios.models import Conclusion, FairReview, Scenario, ScenarioDraft
from vendors.registry.errors import NotAllowed, NotFound, Outdated, ReasonMissing
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import now

# What a person concludes; that there is nothing to conclude the reading says itself.
ANSWERS = (Conclusion.HARMLESS, Conclusion.EXEMPT)
_TEXTS = ("title", "pain", "description", "data", "site")


def findings_in(draft: ScenarioDraft) -> list[dict[str, Any]]:
    """What is found in the words of a scenario: [{"field", "span", "start", "end", "rule"}]."""
    # Imported here: most commands never read for fairness.
    from matcher.fairness import read

    return [
        {
            "field": path,
            "span": one.span,
            "start": one.start,
            "end": one.end,
            "rule": str(one.rule),
        }
        for path, text in _texts(draft)
        for one in read(text)
    ]


def review_fairness(
    session: Session, scenario: Scenario, draft: ScenarioDraft, by: int | None
) -> FairReview:
    """Read this version of a scenario and keep what is found; flushes and leaves a trail row.

    Nothing found concludes the review; else the bureau has to answer it.
    """
    from matcher.fairness import version

    assert scenario.id is not None
    found = findings_in(draft)
    review = FairReview(
        scenario_id=scenario.id,
        version=scenario.version,
        findings=found,
        reader=version(),
        conclusion=None if found else Conclusion.NO_FINDINGS,
        at=None if found else now(),
    )
    write_trail(session, "fair_review", review, "find" if found else "pass", by)
    return review


def get_review(session: Session, review_id: int) -> FairReview:
    """The review with this id. Raises NotFound."""
    review = session.get(FairReview, review_id)
    if review is None:
        raise NotFound(subject="fair_review", id=review_id)
    return review


def answer_review(
    session: Session, review: FairReview, conclusion: str | None, note: str, by: int | None
) -> None:
    """Keep the bureau's answer to the findings; it stands for good.

    Raises ReasonMissing without one of ANSWERS and a note, NotAllowed where it was answered before,
    Outdated where the scenario has changed since.
    """
    if review.conclusion is not None:
        raise NotAllowed(subject="fair_review", move="answer", state=str(review.conclusion))
    if conclusion not in {str(one) for one in ANSWERS} or not note.strip():
        raise ReasonMissing(subject="fair_review", move="answer")
    scenario = session.get(Scenario, review.scenario_id)
    if scenario is None or scenario.version != review.version:
        raise Outdated(subject="scenario")
    review.conclusion = Conclusion(conclusion)
    review.note = note.strip()
    review.by = by
    review.at = now()
    write_trail(session, "fair_review", review, "answer", by, None, None, str(review.conclusion))


def reviews_of(session: Session, scenario_id: int) -> list[FairReview]:
    """All reviews of a scenario, the newest first."""
    rows = select(FairReview).where(FairReview.scenario_id == scenario_id)
    return list(session.exec(rows.order_by(col(FairReview.id).desc())))


def review_of(session: Session, scenario: Scenario) -> FairReview | None:
    """The newest review of the present version; None where it was never read."""
    rows = select(FairReview).where(
        FairReview.scenario_id == scenario.id, FairReview.version == scenario.version
    )
    return session.exec(rows.order_by(col(FairReview.id).desc())).first()


def _texts(draft: ScenarioDraft) -> Iterator[tuple[str, str]]:
    """Field path and text of everything a reader of the published scenario sees."""
    for name in _TEXTS:
        if text := getattr(draft, name):
            yield name, text
    for place, requirement in enumerate(draft.requirements):
        yield f"requirements[{place}].text", requirement.text
