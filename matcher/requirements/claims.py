"""A claim in words against the statements of an offer."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.requirements.alike import excludes
from matcher.requirements.concepts import mention
from matcher.requirements.findings import SILENT, Finding, Standing, settled, with_exceptions
from matcher.requirements.parts import Claim
from matcher.requirements.statements import Statement
from matcher.requirements.wording import EVERYDAY_DENIAL, NEGATION, RETRACTION
from matcher.requirements.words import share_of

STATED = 0.75  # share of the claim's words that one clause has to hold, at no similarity
EASED = 0.20  # how much a very similar passage may lower that
TOUCHED = 0.4  # share at which a negated clause is about the claim
CLASHES = 0.55  # share at which a clause that affirms is about a claim that forbids
NAMES = 0.5  # share of what a claim forbids that such a clause has to name
MENTIONED = 0.2  # share that a clause which has only another of a kind names
NEAR = 0.10  # cosine above that of texts that have nothing to do with each other
LOWERED = 0.3  # how much a similar passage lowers what a denial or a clash has to name
WHOLE = 0.99  # share of what is forbidden that is enough of a name on its own
NAMED = 0.3  # share that a long claim's clauses need beside a shared concept


def hold_claim(claim: Claim, statements: Sequence[Statement], similarity: float) -> Finding:
    """How a claim stands; a clause that says it under a condition counts in part."""
    needed = STATED - EASED * max(0.0, min(1.0, (similarity - 0.4) / 0.5))
    outcomes: list[tuple[Standing, int]] = []
    for position, statement in enumerate(statements):
        outcome = (
            by_concept(claim, statements, position, similarity)
            or _by_words(claim, statement, needed, similarity)
            or _by_exclusion(claim, statement, similarity)
        )
        if outcome is Standing.MET and claim.forbidden is None:
            after = statements[position + 1].text if position + 1 < len(statements) else ""
            outcome = Standing.NOT if RETRACTION.match(after) else outcome
        if outcome is not None:
            outcomes.append((outcome, position))
    if not outcomes:
        return SILENT
    if claim.forbidden is None and all(standing is Standing.NOT for standing, _ in outcomes):
        denied = _named(claim, statements[outcomes[0][1]].text)
        against = {position for _, position in outcomes}
        affirmed = set(_affirmed(claim, statements, denied)) - against
        outcomes += [(Standing.MET, near) for near in sorted(affirmed)]
    words = [word for word, _ in claim.words if len(word) > 1]
    met = {position for standing, position in outcomes if standing is Standing.MET}
    return with_exceptions(settled(outcomes), statements, words, met)


def _by_exclusion(claim: Claim, statement: Statement, similarity: float) -> Standing | None:
    """Who has only one of a kind has not the one that is asked for: 只认标准普通话."""
    if claim.forbidden is not None or not excludes(claim.text, statement.text):
        return None
    about = similarity >= NEAR or coverage(claim, statement.text) >= MENTIONED
    return Standing.NOT if about else None


def _near(threshold: float, similarity: float) -> float:
    """A threshold for words, lowered where the passage is about what the requirement is about."""
    if similarity <= NEAR:
        return threshold
    return threshold - LOWERED * min(1.0, (similarity - NEAR) / 0.3)


def by_concept(
    claim: Claim, statements: Sequence[Statement], position: int, similarity: float
) -> Standing | None:
    """How a claim stands by the concepts that it and a clause name; None where they share none."""
    if not claim.concepts:
        return None
    statement = statements[position]
    agreements = []
    for name, asked in claim.concepts.items():
        given = mention(name, statement.text)
        if given is not None:
            wanted = asked.stated != (asked.forbidden or asked.negated)
            rest = statement.bare.replace(given.said, " ")
            denied = given.negated or EVERYDAY_DENIAL.search(rest) is not None
            agreements.append(wanted == (given.stated != denied))
    if not agreements:
        return None
    if len(claim.words) > 3:
        around = "".join(near.text for near in statements[max(0, position - 1) : position + 2])
        said = " ".join(asked.said for asked in claim.concepts.values())
        own = [pair for pair in claim.words if pair[0] not in said]
        tied = max(coverage(claim, around), share_of(own, around) if own else 1.0)
        if tied < _near(NAMED, similarity):
            return None
    return _standing(all(agreements), statement)


def _by_words(
    claim: Claim, statement: Statement, needed: float, similarity: float
) -> Standing | None:
    share = coverage(claim, statement.text)
    if not share:
        return None
    whole = claim.forbidden and share_of(claim.forbidden, statement.text) >= WHOLE
    touched = NAMED if whole else _near(TOUCHED, similarity)
    if share < min(touched, needed):
        return None
    denied = _denied(claim, statement, share)
    if claim.forbidden is None:
        if denied:
            return Standing.NOT
        return _standing(True, statement) if share >= needed else None
    named = share_of(claim.forbidden, statement.text) >= NAMES
    if denied:
        return _standing(True, statement) if named or share >= needed else None
    return Standing.NOT if named and share >= _near(CLASHES, similarity) else None


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
    if statement.denied:
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
