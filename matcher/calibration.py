"""Whether a score is the chance it claims to be.

Expected calibration error over bins of equal mass (Naeini, Cooper and Hauskrecht 2015; Nixon et al.
2019), the Brier score and its skill against always saying the base rate (Brier 1950; Murphy 1973),
and the points of a reliability diagram.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BINS = 10
# How the shipped parameters did on labelled scenarios that each fit had not seen.
SHIPPED = Path(__file__).parent / "weights" / "calibration.json"


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions of similar score: how many, the mean score, and the share that really served."""

    count: int
    claimed: float
    served: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What scores were worth. `skill` is 1 − Brier / Brier of the base rate; 0 where all are alike."""

    count: int
    base_rate: float
    ece: float
    brier: float
    skill: float
    bins: tuple[Bin, ...]


def calibration(scored: Sequence[tuple[float, bool]], bins: int = BINS) -> Calibration:
    """Measure pairs of a score in [0, 1] and whether the vendor served.

    Bins hold equally many pairs, up to one; equal scores are never told apart by their order.
    Raises ValueError without any pair, or for a score outside [0, 1].
    """
    if not scored:
        raise ValueError("there is nothing to measure")
    if any(not 0 <= score <= 1 for score, _ in scored):
        raise ValueError("a score lies outside [0, 1]")
    ordered = _averaged(sorted(scored))
    count = len(ordered)
    cuts = sorted({round(place * count / bins) for place in range(bins + 1)})
    found = tuple(
        Bin(
            end - start,
            sum(score for score, _ in ordered[start:end]) / (end - start),
            sum(share for _, share in ordered[start:end]) / (end - start),
        )
        for start, end in itertools.pairwise(cuts)
    )
    base = sum(served for _, served in scored) / count
    brier = sum((score - served) ** 2 for score, served in scored) / count
    plain = base * (1 - base)
    return Calibration(
        count=count,
        base_rate=base,
        ece=sum(one.count * abs(one.claimed - one.served) for one in found) / count,
        brier=brier,
        skill=1 - brier / plain if plain else 0.0,
        bins=found,
    )


def load(path: Path = SHIPPED) -> Calibration:
    """What was measured when the shipped parameters were fitted."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(**{**record, "bins": tuple(Bin(**one) for one in record["bins"])})


def _averaged(ordered: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Equal scores share what they served: a cut between them favours none."""
    served: dict[float, list[int]] = {}
    for score, flag in ordered:
        total = served.setdefault(score, [0, 0])
        total[0] += flag
        total[1] += 1
    return [(score, served[score][0] / served[score][1]) for score, _ in ordered]
