"""What an offer says in so many words: the requirement itself, or what is known to be the same.

The learned reader was fitted on indirect wording and doubts everything. What stands there literally,
or by a concept that both sides name (私有化 = 本地部署 = 数据不出厂), needs no likelihood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.requirements.claims import by_concept, coverage
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.metrics import metrics_in
from matcher.requirements.parts import Claim, Limit, Part
from matcher.requirements.statements import Statement
from matcher.requirements.words import share_of

_ALL = 0.999  # share of a claim's words that are all of them
_OWN = 0.34  # weight of words beside its concepts that a claim may have
_NAME = 3  # code points of a metric's name that is no chance word
_LONGER = 2.5  # how much longer than the claim a clause may be that holds all its words
# What a requirement says about itself, not about the thing.
_FRAME = re.compile(
    r"^(?:要求|必须|务必|须|应当?|需要?|要|能够?|可以?|支持|具备|提供|希望|最好)+|[。；，,.;]+$"
)


def plainly(
    parts: Sequence[Part],
    statements: Sequence[Statement],
    findings: Sequence[Finding],
    hedged: Sequence[bool],
) -> bool:
    """Whether every part is stated as met in so many words, and nothing takes it back.

    `hedged` says of each statement whether it holds words of condition, exception, cost or delay.
    """
    if not parts or any(one.standing is not Standing.MET for one in findings):
        return False
    return all(
        _stated(part, statements, finding, hedged)
        if isinstance(part, Claim)
        else _measured(part, statements, finding, hedged)
        for part, finding in zip(parts, findings, strict=True)
    )


def _measured(
    limit: Limit, statements: Sequence[Statement], finding: Finding, hedged: Sequence[bool]
) -> bool:
    """The clause that keeps the limit names its metric by the same word: 漏检率."""
    names = {
        limit.text[start:end] for _, start, end in metrics_in(limit.text) if end - start >= _NAME
    }
    return any(
        name in statements[place].text and not any(hedged[place : place + 2])
        for name in names
        for place in finding.rests_on
    )


def _stated(
    claim: Claim, statements: Sequence[Statement], finding: Finding, hedged: Sequence[bool]
) -> bool:
    places = [
        place
        for place in finding.rests_on
        if not _open(statements[place]) and not any(hedged[place : place + 2])
    ]
    return any(
        _literally(claim, statements[place]) or _by_concepts_alone(claim, statements, place)
        for place in places
    )


def _open(statement: Statement) -> bool:
    return statement.planned or statement.limited


def _literally(claim: Claim, statement: Statement) -> bool:
    """The clause holds the claim itself, or all its words in little more room."""
    if claim.forbidden is not None or statement.denied:
        return False
    asked = _FRAME.sub("", claim.text.strip()).strip()
    if len(asked) > 1 and asked in statement.text:
        return True
    short = len(statement.text) <= _LONGER * max(4, len(claim.text))
    return short and len(claim.words) > 1 and coverage(claim, statement.text) >= _ALL


def _by_concepts_alone(claim: Claim, statements: Sequence[Statement], place: int) -> bool:
    """Claim and clause name the same concepts, and the claim asks for little else."""
    if by_concept(claim, statements, place, 1.0) is not Standing.MET:
        return False
    said = " ".join(one.said for one in claim.concepts.values())
    return 1 - share_of(claim.words, said) <= _OWN if claim.words else True
