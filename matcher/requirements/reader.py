"""The learned reader: how likely a text meets, partly meets, denies or leaves open a requirement.

One softmax over the signs of a pair and over the short runs of characters in its clauses, each
counted by how much its clause is about the requirement. Fitted by
`python -m matcher.training.verdicts`; reading needs numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from matcher.requirements.readings import Numbers, Told
from matcher.requirements.signs import Signs
from matcher.types import Verdict

PARAMETERS = Path(__file__).parent.parent / "weights" / "verdicts.json"
ORDER = (Verdict.SATISFIED, Verdict.PARTIAL, Verdict.UNSATISFIED, Verdict.UNKNOWN)
Places = np.ndarray[Any, np.dtype[np.intp]]
FARTHEST = 3.0  # standard deviations at which a number counts no further


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What was fitted: `numbers` is (signs, 4), `grams` (runs, 4), columns as in ORDER.

    `accepted` is the chance from which "satisfied" is said: where figures keep all limits,
    and elsewhere.
    """

    names: tuple[str, ...]
    mean: Numbers
    spread: Numbers
    numbers: Numbers
    intercept: Numbers
    rows: Mapping[str, int]
    grams: Numbers
    accepted: tuple[float, float]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Weights:
        """The weights of a parsed file."""
        grams: dict[str, list[float]] = record["grams"]
        return cls(
            tuple(record["names"]),
            np.array(record["mean"]),
            np.array(record["spread"]),
            np.array(record["numbers"]),
            np.array(record["intercept"]),
            {gram: row for row, gram in enumerate(grams)},
            np.array([*grams.values()]).reshape(len(grams), len(ORDER)),
            (record["accepted"][0], record["accepted"][1]),
        )


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return Weights.of(json.loads(PARAMETERS.read_text("utf-8")))


_USED: ContextVar[Weights | None] = ContextVar("verdict weights", default=None)


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """Use other weights than those that ship: training measures what it left out."""
    token = _USED.set(weights)
    try:
        yield
    finally:
        _USED.reset(token)


def weights() -> Weights:
    """The weights in use."""
    return _USED.get() or _shipped()


def standardised(values: Numbers, mean: Numbers, spread: Numbers) -> Numbers:
    """Signs in standard deviations from their mean, none farther than FARTHEST."""
    return np.asarray(((values - mean) / spread).clip(-FARTHEST, FARTHEST))


def shares(told: Told, relevance: Numbers) -> dict[str, float]:
    """Each run of characters of a text, with the relevance of the best clause that has it."""
    found: dict[str, float] = {}
    for place in np.argsort(relevance, kind="stable").tolist():
        found.update(dict.fromkeys(told.grams[place], float(relevance[place])))
    return found


@lru_cache(maxsize=4_096)
def _known(told: Told, used: Weights) -> tuple[Places, Places, Places]:
    """Rows of the runs that a text has; for each run of each clause, its place there and clause."""
    found = [
        (used.rows[gram], clause)
        for clause, grams in enumerate(told.grams)
        for gram in grams
        if gram in used.rows
    ]
    if not found:
        return (np.zeros(0, int),) * 3
    rows, clauses = zip(*found, strict=True)
    unique, places = np.unique(rows, return_inverse=True)
    return unique, places, np.array(clauses)


def chances(signs: Signs, told: Told) -> Numbers:
    """The probabilities of the four verdicts, in ORDER."""
    used = weights()
    values = np.array([signs.numbers[name] for name in used.names])
    logits = standardised(values, used.mean, used.spread) @ used.numbers + used.intercept
    rows, places, clauses = _known(told, used)
    if len(rows):
        counted = np.zeros(len(rows))
        np.maximum.at(counted, places, signs.relevance[clauses])
        logits = logits + counted @ used.grams[rows]
    grown = np.exp(logits - logits.max())
    return np.asarray(grown / grown.sum())
