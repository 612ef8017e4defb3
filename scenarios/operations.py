"""What changes a scenario. Every function flushes and leaves a trail row; none commits."""

from __future__ import annotations

from sqlmodel import Session, select

from matcher.folding import fold
from scenarios.fairness import review_fairness, review_of
from scenarios.models import (
    FairReview,
    RequirementDraft,
    RequirementItem,
    Scenario,
    ScenarioDraft,
    ScenarioReview,
    State,
)
from scenarios.states import EDITABLE, LIFECYCLE
from vendors.registry.errors import (
    FairReviewOpen,
    Invalid,
    NotAllowed,
    NotFound,
    Outdated,
    Problem,
)
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import Organisation, now
from vendors.registry.numbering import next_code
from vendors.registry.operations import find_or_register_organisation, find_organisation
from vendors.registry.reading import is_blank

_SAME_IN_TABLE = (
    "title", "owner_type", "industry", "stage", "pain", "description", "data", "site", "budget",
    "apply_by", "contact_name", "contact_phone", "contact_email", "tracks", "cooperation",
    "disclosure",
)  # fmt: skip


def missing_for_publication(draft: ScenarioDraft) -> list[Problem]:
    """What still has to be said before a scenario can be submitted or imported."""
    problems = []
    if is_blank(draft.title):
        problems.append(Problem("title", "missing"))
    if is_blank(draft.pain + draft.description) and not draft.requirements:
        problems.append(Problem("description", "missing"))
    if draft.credit_code and not draft.enterprise.strip():
        problems.append(Problem("enterprise", "missing"))
    return problems


def draft_of(scenario: Scenario) -> ScenarioDraft:
    """The scenario as the draft it could have come from (for forms, export and the matcher)."""
    organisation = scenario.organisation
    return ScenarioDraft(
        code=scenario.code,
        enterprise=organisation.name if organisation else "",
        credit_code=organisation.credit_code if organisation else None,
        requirements=[RequirementDraft(text=r.text, must=r.must) for r in scenario.requirements],
        **{name: getattr(scenario, name) for name in _SAME_IN_TABLE},
    )


def draft_scenario(
    session: Session, draft: ScenarioDraft, organisation: Organisation | None, by: int | None
) -> Scenario:
    """Keep a new scenario as a draft of `organisation`."""
    code = draft.code.strip() or next_code(session, Scenario.code, "S")
    scenario = Scenario(code=code, organisation_id=organisation.id if organisation else None)
    _fill(scenario, draft)
    write_trail(session, "scenario", scenario, "draft", by, None, State.DRAFT)
    return scenario


def find_same(
    session: Session, draft: ScenarioDraft, organisation: Organisation
) -> Scenario | None:
    """What `organisation` has just kept in the very same words: a second click, not a second need."""
    found = _find_again(session, draft, organisation)
    if found is None or found.state not in (State.DRAFT, State.SUBMITTED):
        return None
    return found if _content(draft) == _content(draft_of(found)) else None


def edit_scenario(
    session: Session, scenario: Scenario, draft: ScenarioDraft, version: int, by: int | None
) -> bool:
    """Replace the content of a draft or returned scenario; False where nothing differs.

    `version` is the one the editor saw. Raises Outdated where somebody else was faster,
    NotAllowed where the scenario is under review or published.
    """
    if scenario.version != version:
        raise Outdated(subject="scenario")
    if scenario.state not in EDITABLE:
        raise NotAllowed(subject="scenario", move="edit", state=str(scenario.state))
    if _content(draft) == _content(draft_of(scenario)):
        return False
    _fill(scenario, draft)
    _touch(scenario)
    write_trail(session, "scenario", scenario, "edit", by)
    return True


def submit_scenario(session: Session, scenario: Scenario, by: int | None) -> None:
    """Hand a scenario to the bureau. Raises Invalid where something needed is not said yet."""
    problems = missing_for_publication(draft_of(scenario))
    if problems:
        raise Invalid(problems)
    _hand_in(session, scenario, by)


def return_scenario(session: Session, scenario: Scenario, comment: str, by: int | None) -> None:
    """退回补正: give a scenario back with what is to be mended."""
    LIFECYCLE.move(session, scenario, "return", by, comment=comment)
    assert scenario.id is not None
    session.add(
        ScenarioReview(
            scenario_id=scenario.id, version=scenario.version, comment=comment.strip(), by=by
        )
    )
    session.flush()


def read_if_unread(session: Session, scenario: Scenario, by: int | None) -> None:
    """Read a submitted scenario for fair competition whose present version nobody has read.

    In a transaction of its own, before publishing: what it finds has to stay when that is refused.
    """
    if scenario.state == State.SUBMITTED and review_of(session, scenario) is None:
        review_fairness(session, scenario, draft_of(scenario), by)


def publish_scenario(session: Session, scenario: Scenario, by: int | None) -> None:
    """Publish a reviewed scenario: it is matched from now on.

    Raises FairReviewOpen where this version has not been read, or was found to limit competition
    and the bureau has not answered.
    """
    review = review_of(session, scenario) if scenario.state == State.SUBMITTED else None
    if scenario.state == State.SUBMITTED and (review is None or review.conclusion is None):
        raise FairReviewOpen(subject="scenario", id=scenario.id)
    LIFECYCLE.move(session, scenario, "publish", by)
    scenario.published_at = now()
    session.flush()


def reopen_scenario(session: Session, scenario: Scenario, by: int | None) -> None:
    """Take a published scenario back to change it."""
    LIFECYCLE.move(session, scenario, "reopen", by)
    _touch(scenario)
    session.flush()


def withdraw_scenario(session: Session, scenario: Scenario, by: int | None) -> None:
    """撤回: the enterprise no longer asks."""
    LIFECYCLE.move(session, scenario, "withdraw", by)


def import_scenario(
    session: Session, draft: ScenarioDraft, by: int | None, *, publish: bool = True
) -> str:
    """Bring one row of a list in, by its code: "added", "changed" or "same" (nothing written);
    "held" where it came in and waits for review, because something limits competition.

    A row without a code is known again by enterprise, title, description and pain. A changed row
    replaces the content whatever the state; one that names no enterprise leaves the enterprise
    as it is. With `publish`, a draft or returned scenario is published.
    """
    problems = missing_for_publication(draft)
    if problems:
        raise Invalid(problems)
    name, code = draft.enterprise.strip(), draft.code.strip()
    existing = session.exec(select(Scenario).where(Scenario.code == code)).first() if code else None
    known = existing.organisation if existing is not None else None
    organisation = find_organisation(session, name, draft.credit_code, known) if name else known
    if not code and (organisation is not None or not name):
        existing = _find_again(session, draft, organisation)
    if existing is not None and _says_the_same(draft, existing, organisation):
        return "same"
    if name:
        organisation = find_or_register_organisation(session, name, draft.credit_code, "", known)
    if existing is None:
        scenario = draft_scenario(session, draft, organisation, by)
    else:
        scenario = existing
        _fill(scenario, draft)
        scenario.organisation = organisation
        _touch(scenario)
        write_trail(session, "scenario", scenario, "import", by)
        _read_again(session, scenario, by)
    if scenario.state in EDITABLE:
        if _hand_in(session, scenario, by).conclusion is None and publish:
            return "held"
        if publish:
            publish_scenario(session, scenario, by)
    return "added" if existing is None else "changed"


def _read_again(session: Session, scenario: Scenario, by: int | None) -> None:
    """A scenario whose words were replaced while it was submitted or published is read anew; a
    published one with findings is reopened.
    """
    if scenario.state not in (State.SUBMITTED, State.PUBLISHED):
        return
    review = review_fairness(session, scenario, draft_of(scenario), by)
    if review.conclusion is None and scenario.state == State.PUBLISHED:
        LIFECYCLE.move(session, scenario, "reopen", by)


def get_scenario(session: Session, scenario_id: int, version: int | None = None) -> Scenario:
    """The scenario with this id. Raises NotFound; Outdated where it is not as `version` showed it."""
    scenario = session.get(Scenario, scenario_id)
    if scenario is None:
        raise NotFound(subject="scenario", id=scenario_id)
    if version is not None and scenario.version != version:
        raise Outdated(subject="scenario")
    return scenario


def _find_again(
    session: Session, draft: ScenarioDraft, organisation: Organisation | None
) -> Scenario | None:
    owner = organisation.id if organisation else None
    return session.exec(
        select(Scenario).where(
            Scenario.organisation_id == owner,
            Scenario.title == draft.title,
            Scenario.description == draft.description,
            Scenario.pain == draft.pain,
        )
    ).first()


def _says_the_same(
    draft: ScenarioDraft, scenario: Scenario, organisation: Organisation | None
) -> bool:
    """Whether a row of a list tells nothing new, neither of the scenario nor of who asks."""
    if scenario.organisation is not organisation:
        return False
    if draft.credit_code and organisation and organisation.credit_code != draft.credit_code:
        return False
    return _content(draft) == _content(draft_of(scenario))


def _content(draft: ScenarioDraft) -> dict[str, object]:
    """What must be equal for two drafts to say the same: all but who asks and under what code."""
    content = draft.model_dump(exclude={"code", "enterprise", "credit_code"})
    content["requirements"] = [(r.text, _is_must(r)) for r in draft.requirements]
    return content


def _is_must(item: RequirementDraft) -> bool:
    """必须 or 期望 as somebody said, else as the wording says."""
    if item.must is not None:
        return item.must
    # Imported here: the reading of requirements takes a quarter of a second to load.
    from matcher.requirements.asking import is_wish

    return not is_wish(fold(item.text).text)


def _fill(scenario: Scenario, draft: ScenarioDraft) -> None:
    for name in _SAME_IN_TABLE:
        setattr(scenario, name, getattr(draft, name))
    scenario.cooperation = [str(c) for c in draft.cooperation]
    scenario.requirements = [
        RequirementItem(position=i, text=r.text, must=_is_must(r))
        for i, r in enumerate(draft.requirements)
    ]


def _touch(scenario: Scenario) -> None:
    scenario.version += 1
    scenario.updated_at = now()


def _hand_in(session: Session, scenario: Scenario, by: int | None) -> FairReview:
    """Submit, and read for fair competition what is submitted."""
    LIFECYCLE.move(session, scenario, "submit", by)
    scenario.submitted_at = now()
    session.flush()
    return review_of(session, scenario) or review_fairness(
        session, scenario, draft_of(scenario), by
    )
