"""Doing a recorded run again: the same numbers to the last digit, or what has changed since.

A pair's fit depends on its two texts, the identity of the matcher and the ranker's parameters,
and on nothing else. So the fit of every recorded pair can be computed again however many vendors
came or went; order and scores of all can be, as long as the pool is the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from matcher import ranker
from matcher.engine import Matcher
from matcher.errors import RecordError
from matcher.ranker import Parameters
from matcher.types import Answer, Document, Ranked


class Change(StrEnum):
    """What is not as it was when the run was recorded."""

    ALGORITHM = "algorithm"
    MODEL = "model"
    KNOWLEDGE = "knowledge"
    STATISTICS = "statistics"
    TERMS = "terms"
    SCENARIO = "scenario"
    VENDOR_TEXT = "vendor_text"
    VENDOR_GONE = "vendor_gone"
    POOL = "pool"
    FIT = "fit"
    RANKING = "ranking"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; `subject` is a vendor's id where it is about one."""

    change: Change
    subject: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run read and answered, enough to do it again."""

    scenario: str
    identity: Mapping[str, str]
    parameters: Parameters
    content: str
    pool: str
    top: int
    ranking: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """How doing it again went: for how many pairs the fit was computed again, and what differs."""

    scored: int
    differences: tuple[Difference, ...]

    @property
    def exact(self) -> bool:
        """Whether everything came out as recorded."""
        return not self.differences


def record(answer: Answer, top: int) -> dict[str, Any]:
    """A run as plain values that JSON can hold; `read` makes a RunRecord of them."""
    return {
        "scenario": answer.scenario,
        "identity": dict(answer.identity),
        "parameters": dict(answer.parameters),
        "content": answer.content,
        "pool": answer.pool,
        "top": top,
        "ranking": [
            {
                "vendor": one.vendor,
                "rank": one.rank,
                "score": one.score,
                "fit": one.fit,
                "content": one.content,
            }
            for one in answer.ranking
        ],
    }


def read(values: Mapping[str, Any]) -> RunRecord:
    """The run that `record` wrote. Raises RecordError where something is missing or misshapen."""
    try:
        if not values["identity"] or not isinstance(values["ranking"], list):
            raise ValueError("identity or ranking")
        ranking = tuple(
            Ranked(
                vendor=str(one["vendor"]),
                rank=int(one["rank"]),
                score=float(one["score"]),
                fit=float(one["fit"]),
                content=str(one["content"]),
            )
            for one in values["ranking"]
        )
        return RunRecord(
            scenario=str(values["scenario"]),
            identity={str(key): str(value) for key, value in values["identity"].items()},
            parameters=ranker.read(values["parameters"]),
            content=str(values["content"]),
            pool=str(values["pool"]),
            top=int(values["top"]),
            ranking=ranking,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise RecordError(f"not a recorded run: {problem}") from problem


def replay(run: RunRecord, matcher: Matcher, scenario: Document) -> Replay:
    """Do a run again with the recorded parameters, on the texts that the matcher holds now.

    Pairs whose texts have changed or are gone are named and not scored.
    """
    found = [
        Difference(Change(name), "", before, matcher.identity.get(name, ""))
        for name, before in run.identity.items()
        if matcher.identity.get(name, "") != before
    ]
    content = matcher.content(scenario)
    if content != run.content:
        return Replay(0, (*found, Difference(Change.SCENARIO, "", run.content, content)))
    held = matcher.contents([one.vendor for one in run.ranking])
    same: list[Ranked] = []
    for one in run.ranking:
        now = held.get(one.vendor)
        if now is None:
            found.append(Difference(Change.VENDOR_GONE, one.vendor, one.content))
        elif now != one.content:
            found.append(Difference(Change.VENDOR_TEXT, one.vendor, one.content, now))
        else:
            same.append(one)
    found += _fits(run, matcher, scenario, same)
    if matcher.pool != run.pool:
        found.append(Difference(Change.POOL, "", run.pool, matcher.pool))
    elif len(same) == len(run.ranking):
        found += _ranking(run, matcher, scenario)
    return Replay(len(same), tuple(found))


def _fits(
    run: RunRecord, matcher: Matcher, scenario: Document, same: Sequence[Ranked]
) -> list[Difference]:
    again = matcher.fit(scenario, [one.vendor for one in same], run.parameters)
    return [
        Difference(Change.FIT, one.vendor, f"{one.fit:.6f}", f"{again[one.vendor]:.6f}")
        for one in same
        if again[one.vendor] != one.fit
    ]


def _ranking(run: RunRecord, matcher: Matcher, scenario: Document) -> list[Difference]:
    """The ranking as a whole: who stands where, with which score."""
    again = matcher.rank(scenario, run.top, run.parameters)
    if [(one.vendor, one.score) for one in again] == [(o.vendor, o.score) for o in run.ranking]:
        return []
    before, after = (
        " ".join(f"{one.vendor}={one.score:.6f}" for one in ranking)
        for ranking in (run.ranking, again)
    )
    return [Difference(Change.RANKING, "", before, after)]
