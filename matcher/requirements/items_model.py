"""Labels the pieces of a text: needed, wished for, part of the item before, or no item.

A linear-chain model: every sign has a weight for each label, and so has every pair of labels
that follow each other across a seam. Weights are fitted by `python -m matcher.training.items`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from matcher.requirements.items_features import features_of
from matcher.requirements.items_pieces import Piece, Seam

WEIGHTS = Path(__file__).parent.parent / "weights" / "items.json"
FORBIDDEN = -1e9


class Label(IntEnum):
    """What a piece is."""

    NONE = 0
    MUST = 1
    WISH = 2
    JOINED = 3  # belongs to the item that the piece before is, or is part of


SEAMS = tuple(Seam)


@dataclass(frozen=True, slots=True)
class Weights:
    """`signs`: a weight for each label by sign; `moves`: by seam, label before and label."""

    signs: Mapping[str, Sequence[float]]
    moves: Mapping[str, Sequence[Sequence[float]]]


@cache
def load(path: Path = WEIGHTS) -> Weights:
    """The fitted weights. OSError or ValueError when the file is not there or damaged."""
    read = json.loads(path.read_text("utf-8"))
    return Weights(read["signs"], read["moves"])


def label(text: str, pieces: Sequence[Piece], weights: Weights | None = None) -> list[Label]:
    """The likeliest labels of a folded text's pieces."""
    weights = weights or load()
    paths: list[list[int]] = []
    scores: list[float] = [0.0, FORBIDDEN, FORBIDDEN, FORBIDDEN]  # as after a piece that is no item
    for piece, signs in zip(pieces, features_of(text, pieces), strict=True):
        own = [0.0] * len(Label)
        for sign in signs:
            known = weights.signs.get(sign)
            if known is not None:
                own = [a + b for a, b in zip(own, known, strict=True)]
        moves = weights.moves[piece.seam]
        came = [_likeliest([scores[b] + moves[b][k] for b in Label]) for k in Label]
        scores = [scores[came[k]] + moves[came[k]][k] + own[k] for k in Label]
        paths.append(came)
    return _backwards(paths, scores)


def _backwards(paths: Sequence[Sequence[int]], scores: Sequence[float]) -> list[Label]:
    best = _likeliest(scores)
    found: list[Label] = []
    for came in reversed(paths):
        found.append(Label(best))
        best = Label(came[best])
    return found[::-1]


def _likeliest(scores: Sequence[float]) -> int:
    return max(range(len(scores)), key=scores.__getitem__)
