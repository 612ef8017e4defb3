"""What nobody offers, pooled over scenarios: whom a district would do well to attract (招引靶单)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.knowledge import Knowledge
from matcher.types import Requirement

_WISH = 0.5  # what an unmet wish counts against an unmet must
_UNSERVED = 1.0  # what a scenario adds that nobody is suggested for, beside its items


@dataclass(frozen=True, slots=True)
class Need:
    """What one scenario found: the capability it asks for above all, and what nobody meets.

    `suggested` says how many vendors were suggested for it; with none all its items are unmet.
    """

    scenario: str
    asked: str
    suggested: int
    unmet: tuple[Requirement, ...]

    @property
    def demand(self) -> float:
        """How much is missing: the share of weight of unmet items, and one more where nobody fits."""
        items = sum(1.0 if one.must else _WISH for one in self.unmet)
        return items + (_UNSERVED if not self.suggested else 0.0)


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the list: a capability, who asks for it in vain, and for what.

    `outside` marks what no AI vendor supplies: it is demand too, but for another trade. `demand`
    sums the needs; `unserved` names the scenarios that nobody at all is suggested for.
    """

    capability: str
    name: str
    outside: bool
    demand: float
    scenarios: tuple[str, ...]
    unserved: tuple[str, ...]
    items: tuple[tuple[str, Requirement], ...]

    @property
    def musts(self) -> int:
        """How many of the unmet items are musts."""
        return sum(item.must for _, item in self.items)


def pool(needs: Iterable[Need], knowledge: Knowledge) -> tuple[Target, ...]:
    """The list, the greatest demand first; the order of needs does not matter.

    Needs with nothing unmet and somebody suggested are no gap. A scenario that says nothing
    (`asked` empty), or asks for a capability that is no longer known, is left out.
    """
    known = {one.id: one for one in knowledge.capabilities}
    grouped: dict[str, list[Need]] = {}
    for need in sorted(needs, key=lambda one: one.scenario):
        if need.demand and need.asked in known:
            grouped.setdefault(need.asked, []).append(need)
    targets = [
        Target(
            capability=asked,
            name=known[asked].zh,
            outside=known[asked].outside,
            demand=sum(one.demand for one in group),
            scenarios=tuple(one.scenario for one in group),
            unserved=tuple(one.scenario for one in group if not one.suggested),
            items=tuple((one.scenario, item) for one in group for item in one.unmet),
        )
        for asked, group in grouped.items()
    ]
    return tuple(sorted(targets, key=lambda one: (-one.demand, one.capability)))
