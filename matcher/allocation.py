"""A batch planned as a whole: which vendors are introduced to which scenarios.

Coverage of scenarios comes first, then fit, under what each vendor can take on, a cap on how many
scenarios one vendor is pushed to, and a floor for verified newcomers. Solved exactly as a
mixed-integer programme (HiGHS, Huangfu and Hall 2018, through SciPy). Fit is summed in whole
millionths, so that no rounding decides; the answer depends on the pairs, not on their order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.errors import PlanNotSolved

Numbers = npt.NDArray[np.float64]

_MILLION = 1_000_000
LONGEST = 20.0  # seconds for one programme; a plan takes two or three
_OUT_OF_TIME = 1  # what scipy.optimize.milp calls it


@dataclass(frozen=True, slots=True)
class Pair:
    """One vendor that could be introduced to one scenario; `score` in [0, 1]."""

    scenario: str
    vendor: str
    score: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan has to keep.

    each: at most so many vendors a scenario. least: at least so many for every scenario that has
    any candidate (0: none has to be covered). most: at most so many scenarios a vendor.
    newcomers: at least so many introductions go to newcomers. `capacities` say what single vendors
    can take on; a vendor that is not named is bound by `most` only.
    """

    each: int = 3
    least: int = 0
    most: int = 5
    newcomers: int = 0
    capacities: Mapping[str, int] = field(default_factory=dict)


class Limit(StrEnum):
    """Which rule a relaxation loosens."""

    LEAST = "least"
    MOST = "most"
    CAPACITY = "capacity"
    NEWCOMERS = "newcomers"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A rule that has to give way: for `subject` (a scenario or vendor, empty: the batch) from–to."""

    limit: Limit
    subject: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The best plan, or why there is none.

    `fit` is the sum of scores; `pure_fit` and `pure_covered` what the best plan without capacities, cap and floor
    would reach: the difference is the price of fairness. Where the rules cannot be kept together
    `chosen` is empty and `relaxations` names the smallest loosening that makes them possible.
    """

    chosen: tuple[Pair, ...]
    covered: int
    scenarios: int
    fit: float
    pure_fit: float
    pure_covered: int
    newcomers: int
    relaxations: tuple[Relaxation, ...] = ()

    @property
    def feasible(self) -> bool:
        """Whether the rules could be kept."""
        return not self.relaxations

    @property
    def price(self) -> float:
        """The share of pure fit that the fair plan gives up, in [0, 1], rounded to 1e-6."""
        return round(1 - self.fit / self.pure_fit, 6) if self.pure_fit else 0.0


def allocate(pairs: Sequence[Pair], rules: Rules, newcomers: frozenset[str] = frozenset()) -> Plan:
    """The plan with the greatest coverage and, among those, the greatest fit.

    Raises ValueError for a pair given twice, a score outside [0, 1] or a negative rule, and
    PlanNotSolved where one of the programmes takes longer than `LONGEST` seconds.
    """
    ordered = sorted(pairs, key=lambda one: (one.scenario, one.vendor))
    _check(ordered, rules)
    free = Rules(each=rules.each, least=0, most=len(ordered), newcomers=0)
    best = _Programme(ordered, free, newcomers).solve() or ()
    pure = _summary(ordered, best, newcomers)
    programme = _Programme(ordered, rules, newcomers)
    chosen = programme.solve()
    if chosen is None:
        nothing = _summary(ordered, (), newcomers)
        loosened = programme.relax()
        return replace(nothing, pure_fit=pure.fit, pure_covered=pure.covered, relaxations=loosened)
    plan = _summary(ordered, chosen, newcomers)
    return replace(plan, pure_fit=pure.fit, pure_covered=pure.covered)


def _check(pairs: Sequence[Pair], rules: Rules) -> None:
    if len({(one.scenario, one.vendor) for one in pairs}) < len(pairs):
        raise ValueError("a pair is given twice")
    if any(not 0 <= one.score <= 1 for one in pairs):
        raise ValueError("a score lies outside [0, 1]")
    given = (rules.each, rules.least, rules.most, rules.newcomers, *rules.capacities.values())
    if min(given) < 0:
        raise ValueError("a rule is negative")


def _summary(pairs: Sequence[Pair], chosen: Sequence[Pair], newcomers: frozenset[str]) -> Plan:
    fit = round(sum(round(one.score * _MILLION) for one in chosen) / _MILLION, 6)
    return Plan(
        chosen=tuple(chosen),
        covered=len({one.scenario for one in chosen}),
        scenarios=len({one.scenario for one in pairs}),
        fit=fit,
        pure_fit=fit,
        pure_covered=0,
        newcomers=sum(one.vendor in newcomers for one in chosen),
    )


class _Programme:
    """One batch as a programme.

    Its variables: pairs chosen (0 or 1), scenarios covered (0 or 1), and by how much the rules
    `least` (per scenario), capacity (per vendor) and `newcomers` are loosened.
    """

    def __init__(self, pairs: Sequence[Pair], rules: Rules, newcomers: frozenset[str]) -> None:
        self._pairs = pairs
        self._rules = rules
        self._scenarios = sorted({one.scenario for one in pairs})
        self._vendors = sorted({one.vendor for one in pairs})
        self._scores = np.array([round(one.score * _MILLION) for one in pairs], np.float64)
        self._new = np.array([float(one.vendor in newcomers) for one in pairs])

    def solve(self) -> tuple[Pair, ...] | None:
        """The pairs of the best plan; None where the rules contradict each other."""
        count, rows = len(self._pairs), len(self._scenarios)
        if not count:
            return None if self._rules.newcomers else ()
        covered = np.zeros(self._size)
        covered[count : count + rows] = -1
        first = self._run(covered, 0)
        if first is None:
            return None
        fit = np.zeros(self._size)
        fit[:count] = -self._scores
        second = self._run(fit, round(float(first[count : count + rows].sum())))
        assert second is not None  # the first answer keeps all these rules
        chosen = zip(self._pairs, second[:count], strict=True)
        return tuple(pair for pair, share in chosen if share > 0.5)

    def relax(self) -> tuple[Relaxation, ...]:
        """The smallest total loosening of the rules under which there is a plan."""
        rules, rows = self._rules, len(self._scenarios)
        if not self._pairs:
            return (Relaxation(Limit.NEWCOMERS, "", rules.newcomers, 0),)
        start = len(self._pairs) + rows
        cost = np.zeros(self._size)
        cost[start:] = 1
        found = self._run(cost, 0, loosened=True)
        assert found is not None  # with every rule loosened, choosing nothing is a plan
        by = [round(one) for one in found[start:].tolist()]
        told = [
            Relaxation(Limit.LEAST, key, rules.least, rules.least - less)
            for key, less in zip(self._scenarios, by[:rows], strict=True)
            if less
        ]
        for key, more in zip(self._vendors, by[rows:-1], strict=True):
            named = rules.capacities.get(key, rules.most + 1) <= rules.most
            limit = Limit.CAPACITY if named else Limit.MOST
            if more:
                told.append(Relaxation(limit, key, self._cap(key), self._cap(key) + more))
        if by[-1]:
            told.append(Relaxation(Limit.NEWCOMERS, "", rules.newcomers, rules.newcomers - by[-1]))
        return tuple(told)

    @property
    def _size(self) -> int:
        return len(self._pairs) + 2 * len(self._scenarios) + len(self._vendors) + 1

    def _cap(self, vendor: str) -> int:
        return min(self._rules.most, self._rules.capacities.get(vendor, self._rules.most))

    def _run(self, cost: Numbers, least_covered: int, *, loosened: bool = False) -> Numbers | None:
        """The variables of the cheapest answer; None where there is none."""
        # Imported here: half a second that no page needs.
        from scipy.optimize import Bounds, LinearConstraint, milp

        start = len(self._pairs) + len(self._scenarios)
        upper = np.ones(self._size)
        upper[start:] = np.inf if loosened else 0
        matrix, low, high = self._constraints(least_covered)
        answer = milp(
            cost,
            integrality=np.ones(self._size),
            bounds=Bounds(np.zeros(self._size), upper),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0, "time_limit": LONGEST},
        )
        if answer.status == _OUT_OF_TIME:
            raise PlanNotSolved("the batch could not be planned in time")
        return None if answer.x is None else np.asarray(answer.x, np.float64)

    def _constraints(self, least_covered: int) -> tuple[Any, Numbers, Numbers]:
        """Sparse matrix (rules, variables) with lower and upper bounds of its rows."""
        from scipy.sparse import bmat, coo_array, eye_array

        rows, columns = len(self._scenarios), len(self._vendors)
        asks = self._incidence([one.scenario for one in self._pairs], self._scenarios)
        takes = self._incidence([one.vendor for one in self._pairs], self._vendors)
        each_row, each_column = eye_array(rows), eye_array(columns)
        new, one = coo_array(self._new[None, :]), coo_array([[1.0]])
        none = coo_array((1, columns))
        matrix = bmat(
            [
                [asks, coo_array((rows, rows)), None, None, None],  # each
                [asks, -each_row, None, None, None],  # covered only by somebody
                [asks, None, each_row, None, None],  # least
                [takes, None, None, -each_column, None],  # capacity and most
                [new, None, None, none, one],  # newcomers
                [None, coo_array(np.ones((1, rows))), None, None, None],
            ],
            format="csr",
        )
        rules, free = self._rules, np.inf
        caps = [float(self._cap(key)) for key in self._vendors]
        low = [-free] * rows + [0.0] * rows + [float(rules.least)] * rows + [-free] * columns
        high = [float(rules.each)] * rows + [free] * rows + [free] * rows + caps
        low += [float(rules.newcomers), float(least_covered)]
        return matrix, np.array(low), np.array([*high, free, free])

    def _incidence(self, keys: Sequence[str], names: Sequence[str]) -> Any:
        """Which pair belongs to which name, shape (names, pairs)."""
        from scipy.sparse import coo_array

        place = {name: row for row, name in enumerate(names)}
        rows = [place[key] for key in keys]
        shape = (len(names), len(keys))
        return coo_array((np.ones(len(keys)), (rows, range(len(keys)))), shape=shape)
