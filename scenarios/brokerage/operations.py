"""What changes matches. Every function flushes and leaves trail rows; none commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from matcher.learning import logit
from matcher.types import Answer, Evidence, Requirement, Suggestion
from scenarios.brokerage.models import Decision, Match, MatchRun, State
from scenarios.brokerage.states import DECIDED, LIFECYCLE, SHOWN, UNDECIDED
from scenarios.models import Scenario
from vendors.registry.errors import NotAllowed, NotFound, Outdated
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import now


def get_match(session: Session, match_id: int) -> Match:
    """The match with this id. Raises NotFound."""
    match = session.get(Match, match_id)
    if match is None:
        raise NotFound(subject="match", id=match_id)
    return match


def approve_match(session: Session, match: Match, version: int, note: str, by: int | None) -> None:
    """通过: the bureau stands behind this suggestion."""
    _decide(session, match, "approve", version, None, note, by)


def defer_match(
    session: Session, match: Match, version: int, reason: str | None, note: str, by: int | None
) -> None:
    """暂缓: not now; `reason` is a DeferReason."""
    _decide(session, match, "defer", version, reason, note, by)


def reject_match(
    session: Session, match: Match, version: int, reason: str | None, note: str, by: int | None
) -> None:
    """驳回: this vendor does not fit; `reason` is a RejectReason."""
    _decide(session, match, "reject", version, reason, note, by)


def reconsider_match(session: Session, match: Match, version: int, by: int | None) -> None:
    """Take a decision back: the match is a suggestion again."""
    _decide(session, match, "reconsider", version, None, "", by)


def _decide(
    session: Session,
    match: Match,
    move: str,
    version: int,
    reason: str | None,
    note: str,
    by: int | None,
) -> None:
    """Make a person's move on the version they saw.

    Raises Outdated where the match, or a text behind it, has changed since; NotAllowed where the
    scenario or the vendor is no longer published.
    """
    if match.version != version:
        raise Outdated(subject="match")
    if not match.both_open:
        raise NotAllowed(subject="match", move=move, state="unpublished")
    if not match.up_to_date:
        raise Outdated(subject="match")
    _keep_decision(session, match, move, reason, by)
    LIFECYCLE.move(session, match, move, by, reason=reason)
    match.reason = reason
    match.note = note.strip()
    match.version += 1
    match.updated_at = now()
    decided = match.state in DECIDED
    match.decided_at = now() if decided else None
    match.decided_by = by if decided else None
    session.flush()


def _keep_decision(
    session: Session, match: Match, move: str, reason: str | None, by: int | None
) -> None:
    """Write down what stood on the page when somebody decided, and in which place."""
    assert match.id is not None
    beside = session.exec(
        select(Match.id)
        .where(Match.scenario_id == match.scenario_id, col(Match.state).in_(SHOWN))
        .order_by(col(Match.score).desc(), col(Match.id))
    ).all()
    session.add(
        Decision(
            match_id=match.id,
            run_id=match.run_id,
            move=move,
            reason=reason,
            rank=match.rank,
            position=beside.index(match.id) + 1 if match.id in beside else len(beside) + 1,
            shown=len(beside),
            score=match.score,
            fit=match.fit,
            behind=_behind(match),
            signals=dict(match.signals),
            level=float(match.run.weights.get("level", 0.0)),
            by=by,
        )
    )


def _behind(match: Match) -> float:
    """How far the fit of a match stays behind the best of its run, in logits (0 or less)."""
    best = max([match.fit, *(float(one["fit"]) for one in match.run.ranking)])
    return logit(match.fit) - logit(best)


def record_answer(
    session: Session,
    scenario: Scenario,
    answer: Answer,
    vendor_versions: Mapping[int, int],
    matcher_version: str,
) -> MatchRun:
    """Keep the matcher's answer: new suggestions appear, old ones refresh or lapse.

    `vendor_versions`: vendor id → version the matcher read. Decisions stay as they were unless
    the texts they were made on have changed; then they become stale and show the new reasons.
    """
    assert scenario.id is not None
    run = MatchRun(
        scenario_id=scenario.id,
        scenario_version=scenario.version,
        matcher_version=matcher_version,
        vendors_read=len(vendor_versions),
        suggested=len(answer.suggestions),
        weights=dict(answer.weights),
        gaps=[gap_item(gap) for gap in answer.gaps],
        omitted=answer.omitted,
        **_to_replay(answer, vendor_versions),
    )
    session.add(run)
    session.flush()
    known = {
        match.vendor_id: match
        for match in session.exec(select(Match).where(Match.scenario_id == scenario.id))
    }
    for suggestion in answer.suggestions:
        vendor_id = int(suggestion.vendor)
        match = known.pop(vendor_id, None)
        _record_suggestion(session, scenario, match, suggestion, vendor_versions[vendor_id], run)
    for match in known.values():
        _no_longer_suggested(session, match, scenario, vendor_versions)
    return run


def _to_replay(answer: Answer, vendor_versions: Mapping[int, int]) -> dict[str, Any]:
    """The columns of a run that a replay needs (see matcher.replay)."""
    return {
        "identity": dict(answer.identity),
        "parameters": dict(answer.parameters),
        "content": answer.content,
        "pool": answer.pool,
        "top": len(answer.ranking),
        "asked": answer.asked,
        "ranking": [
            {
                "vendor": one.vendor,
                "version": vendor_versions[int(one.vendor)],
                "content": one.content,
                "rank": one.rank,
                "score": one.score,
                "fit": one.fit,
            }
            for one in answer.ranking
        ],
    }


def _record_suggestion(
    session: Session,
    scenario: Scenario,
    match: Match | None,
    suggestion: Suggestion,
    vendor_version: int,
    run: MatchRun,
) -> None:
    assert scenario.id is not None
    assert run.id is not None
    versions = (scenario.version, vendor_version)
    if match is None:
        match = Match(
            scenario_id=scenario.id,
            vendor_id=int(suggestion.vendor),
            rank=suggestion.rank,
            score=suggestion.score,
            scenario_version=scenario.version,
            vendor_version=vendor_version,
            run_id=run.id,
        )
        _show(match, suggestion, versions, run.id)
        write_trail(session, "match", match, "propose", None, None, State.PROPOSED)
        return
    if match.state in DECIDED:
        if (match.scenario_version, match.vendor_version) == versions:
            return
        LIFECYCLE.move(session, match, "outdate", None)
    elif match.state == State.LAPSED:
        LIFECYCLE.move(session, match, "propose_again", None)
    _show(match, suggestion, versions, run.id)
    session.add(match)
    session.flush()


def _show(match: Match, suggestion: Suggestion, versions: tuple[int, int], run_id: int) -> None:
    """Put the reasons that people will see on the match; a form made before is then outdated."""
    items = [evidence_item(evidence) for evidence in suggestion.items]
    shown = (match.items, match.rank, match.score, (match.scenario_version, match.vendor_version))
    if shown != (items, suggestion.rank, suggestion.score, versions):
        # What the reader saw differs only if words or verdicts do; a new rank alone is no reason
        # to make an official read everything again.
        if (match.items, shown[3]) != (items, versions):
            match.version = (match.version or 0) + 1
        match.items = items
        match.rank, match.score = suggestion.rank, suggestion.score
        match.scenario_version, match.vendor_version = versions
        match.updated_at = now()
    match.signals, match.fit = dict(suggestion.signals), suggestion.fit
    match.run_id = run_id


def _no_longer_suggested(
    session: Session, match: Match, scenario: Scenario, vendor_versions: Mapping[int, int]
) -> None:
    versions = (scenario.version, vendor_versions.get(match.vendor_id))
    if match.state in UNDECIDED:
        LIFECYCLE.move(session, match, "lapse", None)
    elif match.state in DECIDED and (match.scenario_version, match.vendor_version) != versions:
        LIFECYCLE.move(session, match, "outdate", None)


def evidence_item(evidence: Evidence) -> dict[str, Any]:
    """One reason as it is stored, shown and written to files (docs/formats.md)."""
    return {
        "span": evidence.requirement.span,
        "must": evidence.requirement.must,
        "verdict": str(evidence.verdict),
        "quote": evidence.quote,
        "field": evidence.path,
        "start": evidence.start,
        "end": evidence.end,
    }


def gap_item(requirement: Requirement) -> dict[str, Any]:
    """A requirement that nobody meets, as it is stored, shown and written to files."""
    return {
        "span": requirement.span,
        "must": requirement.must,
        "field": requirement.path,
        "start": requirement.start,
        "end": requirement.end,
    }


def withdraw_suggestions(session: Session, scenario: Scenario) -> int:
    """Let the open suggestions of a scenario that is not published lapse; returns how many."""
    rows: Sequence[Match] = session.exec(
        select(Match).where(
            Match.scenario_id == scenario.id,
            col(Match.state).in_(UNDECIDED),
        )
    ).all()
    for match in rows:
        LIFECYCLE.move(session, match, "lapse", None)
    return len(rows)
