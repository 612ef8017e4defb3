"""One requirement against one offer: a verdict and the literal words it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matcher.clauses import clauses
from matcher.folding import fold, lower
from matcher.protected import is_protected
from matcher.requirements import reader
from matcher.requirements.claims import hold_claim
from matcher.requirements.decisions import Decision, decide
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.limits import hold_limit
from matcher.requirements.parts import Limit, Part
from matcher.requirements.readings import Asked, Told, as_written, asked, told
from matcher.requirements.reasons import question, reasons
from matcher.requirements.statements import Statement, read
from matcher.requirements.words import share_of
from matcher.types import Evidence, Passage, Reason, ReasonCode, Requirement, Verdict

LONGEST_REQUIREMENT = 2_000  # code points; what is longer is no single item and stays unknown
LONGEST_RUN = 400  # code points read together: what a condition can reach
SPEAKING = 2  # runs of an offer that are read closely because rules find something there
PROMISING = 6  # runs of an offer that the rules look at
WIDEST = 3  # clauses of a quote that is looked for before whole sentences are taken


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring passages of one field, read together."""

    text: str
    path: str
    start: int
    similarity: float


def judge(
    requirement: Requirement, passages: Sequence[Passage], similarities: Sequence[float]
) -> Evidence:
    """Hold one requirement against the passages of one offer.

    `similarities` has the cosine of the requirement to each passage; it says which passages are
    worth reading closely. Passages that follow each other in a field without a gap are read
    together; the quote stays within one such run and, read alone, leads to the same verdict.
    Raises ValueError when the two sequences differ in length.
    """
    if len(passages) != len(similarities):
        raise ValueError("judge() takes one similarity for each passage")
    silent = Evidence(
        requirement, Verdict.UNKNOWN, reasons=(Reason(ReasonCode.NOT_SAID, requirement.span),)
    )
    if len(requirement.span) > LONGEST_REQUIREMENT:
        return silent
    item = asked(_readable(requirement.span))
    if not item.parts:
        return silent
    readings = [
        (run, _decision(item, run.text)) for run in _worth_reading(item, passages, similarities)
    ]
    readings.sort(key=lambda pair: (-_ORDER[pair[1].verdict], -pair[1].chance))
    quoted = (
        _quoted(requirement, item, run, decision)
        for run, decision in readings
        if decision.verdict is not Verdict.UNKNOWN
    )
    best = next((evidence for evidence in quoted if evidence is not None), None)
    return best or Evidence(
        requirement, Verdict.UNKNOWN, reasons=question(item, [one for _, one in readings])
    )


def _readable(span: str) -> str:
    """A requirement without its clauses about registration, local tax and the like."""
    text = fold(span).text
    found = [text[start:end] for start, end in clauses(text)]
    kept = [clause for clause in found if not is_protected(clause)]
    return span if len(kept) == len(found) else "".join(kept)


# A vendor may offer several things: one that fits is enough, a clear no comes before silence.
_ORDER = {Verdict.SATISFIED: 3, Verdict.PARTIAL: 2, Verdict.UNSATISFIED: 1, Verdict.UNKNOWN: 0}


def _worth_reading(
    item: Asked, passages: Sequence[Passage], similarities: Sequence[float]
) -> list[Run]:
    """The run closest to the requirement, and those of which the rules say most."""
    runs = _runs(passages, similarities)
    if len(runs) <= SPEAKING:
        return runs
    closest = max(runs, key=lambda run: run.similarity)
    said = [
        (_ORDER[_said(item, run)], run.similarity, -place) for place, run in _promising(item, runs)
    ]
    best = sorted((one for one in said if one[0]), reverse=True)[:SPEAKING]
    chosen = {-place for _, _, place in best}
    return [run for place, run in enumerate(runs) if run is closest or place in chosen]


def _promising(item: Asked, runs: Sequence[Run]) -> list[tuple[int, Run]]:
    """The runs, with their places, that are nearest or share most words with what is asked."""
    if len(runs) <= PROMISING:
        return [*enumerate(runs)]
    words = [
        (word, float(weight)) for (word, _), weight in zip(item.words, item.weights, strict=True)
    ]
    scores = [run.similarity + share_of(words, _low(run.text)) for run in runs]
    best = sorted(range(len(runs)), key=lambda place: (-scores[place], place))[:PROMISING]
    return [(place, runs[place]) for place in sorted(best)]


@lru_cache(maxsize=16_384)
def _low(text: str) -> str:
    return lower(fold(text).text)


def _said(item: Asked, run: Run) -> Verdict:
    """What the rules alone make of a run."""
    findings = _held(item.parts, _statements(run.text), run.similarity)
    standings = {finding.standing for finding in findings}
    if standings == {Standing.MET}:
        return Verdict.SATISFIED
    if standings & {Standing.MET, Standing.SOME}:
        return Verdict.PARTIAL
    return Verdict.UNSATISFIED if Standing.NOT in standings else Verdict.UNKNOWN


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
def _statements(text: str) -> tuple[Statement, ...]:
    return read(fold(text).text)


def _held(
    asked_parts: Sequence[Part], statements: Sequence[Statement], similarity: float
) -> list[Finding]:
    return [
        hold_limit(part, statements, similarity)
        if isinstance(part, Limit)
        else hold_claim(part, statements, similarity)
        for part in asked_parts
    ]


def _decision(item: Asked, text: str) -> Decision:
    return _remembered(item, text, reader.weights())


@lru_cache(maxsize=32_768)
def _remembered(item: Asked, text: str, _used: reader.Weights) -> Decision:
    """What a text says of a requirement; it depends on the two and the weights alone."""
    given = told(text)
    if not given.statements:
        return decide(item, given, ())
    return decide(item, given, findings_of(item, given))


def findings_of(item: Asked, given: Told) -> list[Finding]:
    """What the rules find of each part in a text with at least one clause."""
    found = _held(item.parts, given.statements, similarity_of(item, given))
    return [_with_capitals(finding, given.folded.text) for finding in found]


def _with_capitals(finding: Finding, written: str) -> Finding:
    """The finding with the words of its reason as they are written in the text."""
    if finding.reason is None or written.islower():
        return finding
    low = lower(written)
    said = " / ".join(
        as_written(piece, low, written) for piece in finding.reason.offered.split(" / ")
    )
    return replace(finding, reason=replace(finding.reason, offered=said))


def similarity_of(item: Asked, given: Told) -> float:
    """The cosine of a requirement to the nearest sentence of a text."""
    return float((given.sentences @ item.vector).max())


def _quoted(requirement: Requirement, item: Asked, run: Run, decision: Decision) -> Evidence | None:
    """The reading with the smallest quote that leads to it alone; None when there is none."""
    given = told(run.text)
    for first, last in _windows(decision, given):
        span = _quote_span(given, first, last)
        if span is None:
            continue
        quote = run.text[span[0] : span[1]]
        alone = _decision(item, quote)
        if alone.verdict is decision.verdict:
            start = run.start + span[0]
            return Evidence(
                requirement,
                decision.verdict,
                quote,
                run.path,
                start,
                start + len(quote),
                reasons(item, told(quote), alone),
            )
    return None


def _windows(decision: Decision, given: Told) -> Iterator[tuple[int, int]]:
    """Quotes to try: the clauses it rests on, then more of what stands around them."""
    count = len(given.statements)
    best = decision.best
    spread = {best}
    if decision.rests_on:
        first, last = min(decision.rests_on), max(decision.rests_on)
        yield first, last
        spread |= {first, last}
    yield best, best
    low, high = min(spread), max(spread)
    for left, right in ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0)):
        window = max(0, low - left), min(count - 1, high + right)
        if window[1] - window[0] < WIDEST:
            yield window
    yield from ((0, high), (low, count - 1), (0, count - 1))


def _quote_span(given: Told, first: int, last: int) -> tuple[int, int] | None:
    text, marks = given.folded.text, "，、；。：,;:"
    start, end = given.statements[first].start, given.statements[last].end
    while start < end and (text[start].isspace() or text[start] in marks):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in marks):
        end -= 1
    return given.folded.span(start, end) if start < end else None
