"""Rules and learned reader together: what one text says of one requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.requirements import reader
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.parts import Limit
from matcher.requirements.plain import plainly
from matcher.requirements.readings import CUES, Asked, Numbers, Told
from matcher.requirements.signs import signs
from matcher.types import Verdict

_SHORT = frozenset({Standing.NOT, Standing.SOME})
# Cues of a clause that may take back what a figure beside it says.
_TAKING_BACK = [
    place
    for place, name in enumerate(CUES)
    if name in {
        "negation", "denial", "everyday denial", "limited", "planned", "exception", "unreached",
        "contrast", "rest", "hedge", "extra", "only", "for now", "later",
    }
]  # fmt: skip
# The same without plain denials: those are for the rules that found a part met.
_HEDGING = [
    place
    for place, name in enumerate(CUES)
    if place in _TAKING_BACK and name not in {"negation", "denial", "everyday denial"}
]
_LIKELY = 0.2  # chance from which the next verdict is said where "satisfied" is not likely enough
_DOUBTED = 0.35  # chance of "satisfied" below which kept limits alone are not enough
_PLACE = {verdict: place for place, verdict in enumerate(reader.ORDER)}


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A verdict, how likely it is, what the rules found of each part, and where it stands.

    `best` is the clause that is most about the requirement, `rests_on` those that the rules'
    findings rest on.
    """

    verdict: Verdict
    chance: float
    findings: tuple[Finding, ...]
    best: int
    rests_on: tuple[int, ...]


def decide(asked: Asked, told: Told, findings: Sequence[Finding]) -> Decision:
    """The verdict on a text. Figures that miss a limit are no yes, whatever else it says."""
    if not told.statements:
        return Decision(Verdict.UNKNOWN, 1.0, (), 0, ())
    found = signs(asked, told, findings)
    chances = reader.chances(found, told)
    rests_on = tuple(sorted({place for one in findings for place in one.rests_on}))
    verdict = settle(asked, told, findings, chances, reader.weights().accepted)
    return Decision(verdict, float(chances[_PLACE[verdict]]), tuple(findings), found.best, rests_on)


def settle(
    asked: Asked,
    told: Told,
    findings: Sequence[Finding],
    chances: Numbers,
    accepted: tuple[float, float],
) -> Verdict:
    """The verdict that rules and chances lead to; `accepted` is that of reader.Weights."""
    hedged = [bool(row.any()) for row in told.cues[:, _HEDGING]]
    if plainly(asked.parts, told.statements, findings, hedged):
        return Verdict.SATISFIED
    limited = [isinstance(part, Limit) for part in asked.parts]
    standings = {finding.standing for finding in findings}
    kept = standings == {Standing.MET} and any(limited)
    likely = chances[_PLACE[Verdict.SATISFIED]]
    enough = likely >= accepted[0 if kept else 1]
    plain = kept and likely >= _DOUBTED and not told.cues[:, _TAKING_BACK].any()
    if plain:
        return Verdict.SATISFIED
    if all(limited) and standings == {Standing.NOT}:
        return Verdict.UNSATISFIED
    if any(limited) and standings >= {Standing.MET, Standing.NOT}:
        return Verdict.PARTIAL
    return _likeliest(asked, findings, chances, bool(enough))


def _likeliest(
    asked: Asked, findings: Sequence[Finding], chances: Numbers, enough: bool
) -> Verdict:
    """The verdict that is likeliest; `enough` is whether "satisfied" is likely enough to be it."""
    place = _PLACE[Verdict.SATISFIED]
    missed = any(
        isinstance(part, Limit) and finding.standing in _SHORT
        for part, finding in zip(asked.parts, findings, strict=True)
    )
    first = int(np.argmax(chances))
    if first != place or (enough and not missed):
        return reader.ORDER[first]
    rest = chances.copy()
    rest[place] = 0.0
    second = int(np.argmax(rest))
    short = any(finding.standing in _SHORT for finding in findings)
    return Verdict.UNKNOWN if rest[second] < _LIKELY and not short else reader.ORDER[second]
