"""How one part of a requirement stands in one text, and what that rests on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.requirements.statements import Statement
from matcher.types import Reason


class Standing(StrEnum):
    """How one part of a requirement stands in one text."""

    MET = "met"
    SOME = "some"  # in some conditions, models or places only
    NOT = "not"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Finding:
    """A standing, the statements (their positions) it rests on, and why it is so.

    `reason` says it for the reader: FIGURE_* and OTHER_METRIC for a limit, the other codes for
    a claim. None leaves it to the verdict, which makes a reason from the standing.
    """

    standing: Standing
    rests_on: tuple[int, ...] = ()
    reason: Reason | None = None


SILENT = Finding(Standing.SILENT)
REACH = 2  # statements before and after that may restrict what one says


def settled(outcomes: Sequence[tuple[Standing, int]]) -> Finding:
    """One finding from several clauses: they agree, or the part stands in some cases only."""
    if len({standing for standing, _ in outcomes}) == 1:
        return Finding(outcomes[0][0], (outcomes[0][1],))  # one clause is enough of a quote
    return Finding(Standing.SOME, tuple(sorted({position for _, position in outcomes})))


def with_exceptions(
    finding: Finding,
    statements: Sequence[Statement],
    words: Sequence[str],
    agreeing: Collection[int] = (),
) -> Finding:
    """A met part that a neighbouring clause restricts stands in some cases only.

    The neighbour is an exception by its own words (老型号除外), or it speaks of the same thing
    (`words`) and limits or denies it. Clauses at `agreeing` are no exceptions.
    """
    if finding.standing is not Standing.MET:
        return finding
    position = finding.rests_on[0]
    for near in range(max(0, position - REACH), min(len(statements), position + REACH + 1)):
        other = statements[near]
        if near == position or near in agreeing:
            continue
        excepted = abs(near - position) == 1 and other.excepted
        restricted = any(word in other.text for word in words) and (
            other.limited or other.negated or other.planned
        )
        if excepted or restricted:
            return Finding(Standing.SOME, tuple(sorted((position, near))))
    return finding
