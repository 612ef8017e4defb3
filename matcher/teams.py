"""Vendors who together meet what no single one does (联合体), at most three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from matcher.engine import Matcher
from matcher.types import Document, Evidence, Requirement, Verdict

LARGEST = 3
CANDIDATES = 30  # best ranked vendors that a team is sought among
_WORTH = {Verdict.SATISFIED: 2, Verdict.PARTIAL: 1}  # in halves, so that sums are exact

Halves = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Cover:
    """Who of a team says most to one requirement: a vendor and its evidence, or (None, None)."""

    requirement: Requirement
    vendor: str | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Team:
    """The smallest team that meets as much of the needed items as any of at most three can.

    `vendors` are in the order of their ranks; one alone means that nobody else is needed, none
    that nobody meets anything. `covers` has one entry for each item of the scenario. `open` are
    needed items that the team does not meet, `partly` those that it meets in part only.
    """

    scenario: str
    vendors: tuple[str, ...]
    covers: tuple[Cover, ...]
    open: tuple[Requirement, ...]
    partly: tuple[Requirement, ...]

    @property
    def complete(self) -> bool:
        """Whether every needed item is met wholly."""
        return bool(self.covers) and not self.open and not self.partly


def propose(matcher: Matcher, scenario: Document) -> Team:
    """The team for a scenario among the vendors that `matcher` holds."""
    ranked = [one.vendor for one in matcher.suggest(scenario, CANDIDATES).ranking]
    return best_team(scenario.id, matcher.evidence(scenario, ranked))


def best_team(scenario: str, evidence: Mapping[str, Sequence[Evidence]]) -> Team:
    """The best team of vendors given best first, by exact search over all teams of at most three.

    Needed are the must items, or all where none is a must. First counts how much of the needed is
    met (an item met in part counts half), then how few vendors do it, then how much of the rest
    is met, then ranks. So each member of a team meets something that the others do not.
    """
    vendors = list(evidence)
    items = [one.requirement for one in evidence[vendors[0]]] if vendors else []
    worth = np.array(
        [[_WORTH.get(one.verdict, 0) for one in evidence[vendor]] for vendor in vendors], np.int64
    ).reshape(len(vendors), len(items))
    needed = np.array([item.must for item in items], bool)
    if not needed.any():
        needed[:] = True
    chosen = _search(worth, needed)
    names = tuple(vendors[row] for row in chosen)
    held = worth[list(chosen)].max(axis=0) if chosen else np.zeros(len(items), np.int64)
    covers = tuple(
        _cover(item, column, chosen, vendors, worth, evidence) for column, item in enumerate(items)
    )
    return Team(
        scenario, names, covers,
        tuple(item for item, got, is_ in zip(items, held, needed, strict=True) if is_ and not got),
        tuple(item for item, got, is_ in zip(items, held, needed, strict=True) if is_ and got == 1),
    )  # fmt: skip


def _search(worth: Halves, needed: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    """Rows of the best team; () when nobody meets any needed item, even in part."""
    best: tuple[tuple[int, ...], tuple[int, ...]] = ((0,), ())
    for size in range(1, min(LARGEST, len(worth)) + 1):
        for rows in combinations(range(len(worth)), size):
            held = worth[list(rows)].max(axis=0)
            met = int(held[needed].sum())
            if met < best[0][0] or not met:
                continue
            key = (met, -size, int(held[~needed].sum()), -sum(rows), *(-row for row in rows))
            if key > best[0]:
                best = (key, rows)
    return best[1]


def _cover(
    item: Requirement,
    column: int,
    chosen: Sequence[int],
    vendors: Sequence[str],
    worth: Halves,
    evidence: Mapping[str, Sequence[Evidence]],
) -> Cover:
    best = max(chosen, key=lambda row: (worth[row, column], -row), default=None)
    if best is None or not worth[best, column]:
        return Cover(item, None, None)
    return Cover(item, vendors[best], evidence[vendors[best]][column])
