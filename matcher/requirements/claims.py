"""A claim in words against the statements of an offer."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.requirements.concepts import mention
from matcher.requirements.findings import SILENT, Finding, Standing, settled, with_exceptions
from matcher.requirements.parts import Claim
from matcher.requirements.statements import Statement
from matcher.requirements.wording import DENIAL, NEGATION
from matcher.requirements.words import held

STATED = 0.75  # share of the claim's words that one clause has to hold, at no similarity
EASED = 0.20  # how much a very similar passage may lower that
TOUCHED = 0.5  # share at which a negated clause is about the claim
CLASHES = 0.55  # share at which a clause that affirms is about a claim that forbids
NAMES = 0.5  # share of what a claim forbids that such a clause has to name
NAMED = 0.3  # share that a long claim's clauses need beside a shared concept


def hold_claim(claim: Claim, statements: Sequence[Statement], similarity: float) -> Finding:
    """How a claim stands; a clause that says it under a condition counts in part."""
    needed = STATED - EASED * max(0.0, min(1.0, (similarity - 0.4) / 0.5))
    outcomes: list[tuple[Standing, int]] = []
    for position, statement in enumerate(statements):
        outcome = _by_concept(claim, statements, position) or _by_words(claim, statement, needed)
        if outcome is not None:
            outcomes.append((outcome, position))
    if not outcomes:
        return SILENT
    if claim.forbidden is None and all(standing is Standing.NOT for standing, _ in outcomes):
        denied = _named(claim, statements[outcomes[0][1]].text)
        outcomes += [(Standing.MET, near) for near in _affirmed(claim, statements, denied)]
    words = [word for word, _ in claim.words if len(word) > 1]
    return with_exceptions(settled(outcomes), statements, words)


def _by_concept(claim: Claim, statements: Sequence[Statement], position: int) -> Standing | None:
    if not claim.concepts:
        return None
    statement = statements[position]
    agreements = []
    for name, asked in claim.concepts.items():
        given = mention(name, statement.text)
        if given is not None:
            wanted = asked.stated != (asked.forbidden or asked.negated)
            agreements.append(wanted == (given.stated != given.negated))
    if not agreements:
        return None
    if len(claim.words) > 3:
        around = "".join(near.text for near in statements[max(0, position - 1) : position + 2])
        if coverage(claim, around) < NAMED:
            return None
    return _standing(all(agreements), statement)


def _by_words(claim: Claim, statement: Statement, needed: float) -> Standing | None:
    share = coverage(claim, statement.text)
    if share < min(TOUCHED, needed):
        return None
    denied = _denied(claim, statement, share)
    if claim.forbidden is None:
        if denied:
            return Standing.NOT
        return _standing(True, statement) if share >= needed else None
    named = share_of(claim.forbidden, statement.text) >= NAMES
    if denied:
        return _standing(True, statement) if named or share >= needed else None
    return Standing.NOT if named and share >= CLASHES else None


def _named(claim: Claim, text: str) -> set[str]:
    return {word for word, _ in claim.words if word in text}


def _affirmed(claim: Claim, statements: Sequence[Statement], denied: set[str]) -> list[int]:
    """Clauses that affirm of one thing what another denies: 主城区路口已支持，郊区路口暂不支持."""
    return [
        position
        for position, statement in enumerate(statements)
        if (share := coverage(claim, statement.text)) >= TOUCHED
        and denied <= _named(claim, statement.text)
        and not statement.planned
        and not _denied(claim, statement, share)
    ]


def _denied(claim: Claim, statement: Statement, share: float) -> bool:
    """Whether a clause denies the claim: by its predicate, or where its "not" reaches the words."""
    if DENIAL.search(statement.bare):
        return True
    local = NEGATION.search(statement.bare)
    return local is not None and coverage(claim, statement.bare[local.start() :]) >= share / 2


def _standing(agrees: bool, statement: Statement) -> Standing:
    if not agrees or statement.planned:
        return Standing.NOT
    return Standing.SOME if statement.limited else Standing.MET


def coverage(claim: Claim, text: str) -> float:
    """Weighted share of the claim's words that stand in a text, long words also in part."""
    return share_of(claim.words, text)


def share_of(words: Sequence[tuple[str, float]], text: str) -> float:
    """Weighted share of some words that stand in a text; 0 when there are none."""
    share = total = 0.0  # a plain loop: this is asked for every clause of every offer
    for word, weight in words:
        total += weight
        if word in text:
            share += weight
        elif len(word) > 2:
            share += weight * held(word, text)
    return share / total if total else 0.0
