"""Rules and learned reader together: what one text says of one requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.requirements import reader
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.parts import Limit
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
_LIKELY = 0.2  # chance from which the next verdict is said where "satisfied" is not likely enough
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
    best = int(found.relevance.argmax())
    verdict = settle(asked, told, findings, chances, reader.weights().accepted)
    return Decision(verdict, float(chances[_PLACE[verdict]]), tuple(findings), best, rests_on)


def settle(
    asked: Asked,
    told: Told,
    findings: Sequence[Finding],
    chances: Numbers,
    accepted: tuple[float, float],
) -> Verdict:
    """The verdict that rules and chances lead to; `accepted` is that of reader.Weights."""
    return _by_rules(asked, told, findings) or _likeliest(asked, findings, chances, accepted)


def _by_rules(asked: Asked, told: Told, findings: Sequence[Finding]) -> Verdict | None:
    """What the rules alone settle: all is met and nothing taken back, or figures miss limits."""
    limited = [isinstance(part, Limit) for part in asked.parts]
    standings = {finding.standing for finding in findings}
    plain = standings == {Standing.MET} and not told.cues[:, _TAKING_BACK].any()
    if plain and any(limited):
        return Verdict.SATISFIED
    if not all(limited):
        return None
    if standings == {Standing.NOT}:
        return Verdict.UNSATISFIED
    return Verdict.PARTIAL if standings >= {Standing.MET, Standing.NOT} else None


def _likeliest(
    asked: Asked,
    findings: Sequence[Finding],
    chances: Numbers,
    accepted: tuple[float, float],
) -> Verdict:
    place = _PLACE[Verdict.SATISFIED]
    standings = [finding.standing for finding in findings]
    missed = any(
        isinstance(part, Limit) and standing in _SHORT
        for part, standing in zip(asked.parts, standings, strict=True)
    )
    agreed = all(standing is Standing.MET for standing in standings)
    if not missed and chances[place] >= accepted[0 if agreed else 1]:
        return reader.ORDER[int(np.argmax(chances))]
    first = int(np.argmax(chances))
    rest = chances.copy()
    rest[place] = 0.0
    second = int(np.argmax(rest))
    doubted = first == place and rest[second] < _LIKELY and not _SHORT & {*standings}
    return Verdict.UNKNOWN if doubted else reader.ORDER[second]
