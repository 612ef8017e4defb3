"""A quantity together with what it measures."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.requirements.quantities import Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity and what it measures.

    `metrics` are the named metrics nearest to it, `words` the rest of its own surroundings,
    `change` is "down" or "up" when the figure is the size of a change.
    """

    quantity: Quantity
    metrics: frozenset[str]
    words: str
    change: str | None
    inherited: bool  # the metric was named in an earlier clause of the sentence
    implied: bool = False  # not written as such, but computed from what is
