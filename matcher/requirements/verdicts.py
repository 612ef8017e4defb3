"""One requirement against one offer: a verdict and the literal words it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matcher.folding import Folded, fold
from matcher.protected import is_protected
from matcher.requirements.claims import hold_claim
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.limits import hold_limit
from matcher.requirements.parts import Limit, Part, parts
from matcher.requirements.statements import Statement, read
from matcher.requirements.wording import EVERYDAY_DENIAL
from matcher.types import Evidence, Passage, Requirement, Verdict

LONGEST_REQUIREMENT = 2_000  # code points; what is longer is no single item and stays unknown
LONGEST_RUN = 400  # code points read together: what a condition can reach


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring passages of one field, read together."""

    text: str
    path: str
    start: int
    similarity: float


@dataclass(frozen=True, slots=True)
class _Reading:
    verdict: Verdict
    first: int
    last: int


def judge(
    requirement: Requirement, passages: Sequence[Passage], similarities: Sequence[float]
) -> Evidence:
    """Hold one requirement against the passages of one offer.

    `similarities` has the cosine of the requirement to each passage. Passages that follow each
    other in a field without a gap are read together; the quote stays within one such run and,
    read alone, leads to the same verdict. Raises ValueError when the two sequences differ in
    length.
    """
    if len(passages) != len(similarities):
        raise ValueError("judge() takes one similarity for each passage")
    asked = parts(requirement.span) if len(requirement.span) <= LONGEST_REQUIREMENT else ()
    if not asked or is_protected(fold(requirement.span).text):
        return Evidence(requirement, Verdict.UNKNOWN)
    readings = [
        (run, reading)
        for run in _runs(passages, similarities)
        if (reading := _read_parts(asked, _read_text(run.text)[1], run.similarity))
    ]
    readings.sort(key=lambda pair: (-_ORDER[pair[1].verdict], -pair[0].similarity))
    quoted = (_quoted(requirement, asked, run, reading) for run, reading in readings)
    best = next((evidence for evidence in quoted if evidence is not None), None)
    return best or Evidence(requirement, Verdict.UNKNOWN)


# A vendor may offer several things: one that fits is enough, a clear no comes before silence.
_ORDER = {Verdict.SATISFIED: 3, Verdict.PARTIAL: 2, Verdict.UNSATISFIED: 1, Verdict.UNKNOWN: 0}


def _runs(passages: Sequence[Passage], similarities: Sequence[float]) -> list[Run]:
    runs: list[Run] = []
    for passage, similarity in zip(passages, similarities, strict=True):
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.path == passage.path
            and last.start + len(last.text) == passage.start
            and len(last.text) + len(passage.text) <= LONGEST_RUN
        ):
            runs[-1] = Run(
                last.text + passage.text, last.path, last.start, max(last.similarity, similarity)
            )
        else:
            runs.append(Run(passage.text, passage.path, passage.start, similarity))
    return runs


@lru_cache(maxsize=16_384)
def _read_text(text: str) -> tuple[Folded, tuple[Statement, ...]]:
    folded = fold(text)
    return folded, read(folded.text)


def _quoted(
    requirement: Requirement, asked: Sequence[Part], run: Run, reading: _Reading
) -> Evidence | None:
    """The reading with the smallest quote that leads to it alone; None when there is none."""
    folded, statements = _read_text(run.text)
    for first, last in _windows(reading, len(statements)):
        span = _quote_span(folded, statements, first, last)
        if span is None:
            continue
        quote = run.text[span[0] : span[1]]
        alone = _read_parts(asked, _read_text(quote)[1], run.similarity)
        if alone is not None and alone.verdict is reading.verdict:
            start = run.start + span[0]
            return Evidence(
                requirement, reading.verdict, quote, run.path, start, start + len(quote)
            )
    return None


def _windows(reading: _Reading, count: int) -> list[tuple[int, int]]:
    """Quotes to try: the clauses themselves, then more of what stands around them."""
    first, last = reading.first, reading.last
    tries = [
        (first, last),
        (max(0, first - 1), last),
        (max(0, first - 1), min(count - 1, last + 1)),
    ]
    return [*tries, (0, last), (0, count - 1)]


def _quote_span(
    folded: Folded, statements: Sequence[Statement], first: int, last: int
) -> tuple[int, int] | None:
    start, end = statements[first].start, statements[last].end
    while start < end and (folded.text[start].isspace() or folded.text[start] in "，、；。：,;:"):
        start += 1
    while start < end and (
        folded.text[end - 1].isspace() or folded.text[end - 1] in "，、；。：,;:"
    ):
        end -= 1
    return folded.span(start, end) if start < end else None


def _read_parts(
    asked: Sequence[Part], statements: Sequence[Statement], similarity: float
) -> _Reading | None:
    findings = [
        hold_limit(part, statements, similarity)
        if isinstance(part, Limit)
        else hold_claim(part, statements, similarity)
        for part in asked
    ]
    verdict = _combine(findings)
    positions = [position for finding in findings for position in finding.rests_on]
    if verdict is Verdict.UNSATISFIED and Standing.SILENT in {f.standing for f in findings}:
        beside = _affirmed_beside(positions, statements)
        if beside is not None:  # of several things asked, one is denied and another is not
            verdict, positions = Verdict.PARTIAL, [*positions, beside]
    if verdict is Verdict.UNKNOWN or not positions:
        return None
    return _Reading(verdict, min(positions), max(positions))


def _affirmed_beside(positions: Sequence[int], statements: Sequence[Statement]) -> int | None:
    """A clause next to those that deny a part which itself denies nothing."""
    for near in (min(positions) - 1, max(positions) + 1):
        if 0 <= near < len(statements):
            other = statements[near]
            denies = other.negated or other.planned or other.limited
            if not denies and not EVERYDAY_DENIAL.search(other.text):
                return near
    return None


def _combine(findings: Sequence[Finding]) -> Verdict:
    standings = [finding.standing for finding in findings]
    if all(standing is Standing.MET for standing in standings):
        return Verdict.SATISFIED
    if Standing.MET in standings or Standing.SOME in standings:
        return Verdict.PARTIAL
    if Standing.NOT in standings:
        return Verdict.UNSATISFIED
    return Verdict.UNKNOWN
