"""Why a verdict is what it is: one reason for each part of a requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matcher.requirements.decisions import Decision
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.parts import Limit
from matcher.requirements.readings import Asked, Told
from matcher.requirements.words import share_of
from matcher.types import Reason, ReasonCode, Verdict

_MARKS = "，。；、：,;:. "
_TOUCHED = 0.5  # share of a part's words that a clause holds which speaks of it


def question(asked: Asked, decisions: Sequence[Decision]) -> tuple[Reason, ...]:
    """What to ask a vendor of whom nothing is known: every part, and figures of other metrics."""
    strange = {
        place: finding.reason
        for decision in decisions
        for place, finding in enumerate(decision.findings)
        if finding.reason is not None and finding.reason.code is ReasonCode.OTHER_METRIC
    }
    return tuple(
        replace(strange[place], asked=name) if place in strange else Reason(_UNSAID, name)
        for place, name in enumerate(asked.names)
    )


def reasons(asked: Asked, told: Told, decision: Decision) -> tuple[Reason, ...]:
    """One reason for each part, in order, that agree with the verdict on this text."""
    known = [
        _ruled(isinstance(part, Limit), name, finding, told)
        for part, name, finding in zip(asked.parts, asked.names, decision.findings, strict=True)
    ]
    agreeing = _AGREEING[decision.verdict]
    if decision.verdict is Verdict.PARTIAL and _mixed(known):
        return tuple(
            one or Reason(_UNSAID, name) for one, name in zip(known, asked.names, strict=True)
        )
    beside = decision.verdict is Verdict.PARTIAL and None in known
    if beside:
        agreeing |= _YES | _NO  # the parts that no rule reads make it partial
    return tuple(
        one
        if one is not None and one.code in agreeing
        else _read(name, words, told, decision, beside and any(known))
        for one, name, words in zip(known, asked.names, asked.part_words, strict=True)
    )


_UNSAID = ReasonCode.NOT_SAID
_YES = frozenset({ReasonCode.FIGURE_MEETS, ReasonCode.STATED})
_NO = frozenset({ReasonCode.FIGURE_MISSES, ReasonCode.DENIED, ReasonCode.PLANNED})
_HALF = frozenset({ReasonCode.FIGURE_SOMETIMES, ReasonCode.RESTRICTED})
_AGREEING = {Verdict.SATISFIED: _YES, Verdict.UNSATISFIED: _NO, Verdict.PARTIAL: _HALF}


def _mixed(known: Sequence[Reason | None]) -> bool:
    """Whether the parts by themselves make a partial verdict."""
    codes = {one.code for one in known if one is not None}
    return bool(codes & _HALF) or (bool(codes & _YES) and bool(codes & _NO))


def _ruled(limit: bool, name: str, finding: Finding, told: Told) -> Reason | None:
    """The reason of a finding; None where the rules found nothing."""
    if finding.standing is Standing.SILENT:
        return None
    if finding.reason is not None:
        return replace(finding.reason, asked=name)
    clauses = [told.statements[place] for place in finding.rests_on]
    said = "".join(told.folded.text[one.start : one.end] for one in clauses).strip(_MARKS)
    if finding.standing is Standing.MET:
        code = ReasonCode.FIGURE_MEETS if limit else ReasonCode.STATED
    elif finding.standing is Standing.SOME:
        code = ReasonCode.FIGURE_SOMETIMES if limit else ReasonCode.RESTRICTED
    elif limit:
        code = ReasonCode.FIGURE_MISSES
    else:
        planned = any(one.planned for one in clauses)
        code = ReasonCode.PLANNED if planned else ReasonCode.DENIED
    return Reason(code, name, said)


def _read(
    name: str,
    words: Sequence[tuple[str, float]],
    told: Told,
    decision: Decision,
    partly: bool,
) -> Reason:
    """The reason of a part of which only the learned reader says anything: its nearest clause.

    `partly` is whether other parts are read by the rules: then one without a clause is not said.
    """
    shares = [share_of(words, one.text) for one in told.statements]
    nearest = max(range(len(shares)), key=lambda i: (shares[i], i == decision.best))
    if shares[nearest] < _TOUCHED and partly:
        return Reason(_UNSAID, name)
    clause = told.statements[nearest if shares[nearest] >= _TOUCHED else decision.best]
    said = told.folded.text[clause.start : clause.end].strip(_MARKS)
    code = _BY_VERDICT[decision.verdict]
    if code is ReasonCode.DENIED and clause.planned:
        code = ReasonCode.PLANNED
    return Reason(code, name, said)


_BY_VERDICT = {
    Verdict.SATISFIED: ReasonCode.STATED,
    Verdict.PARTIAL: ReasonCode.RESTRICTED,
    Verdict.UNSATISFIED: ReasonCode.DENIED,
}
