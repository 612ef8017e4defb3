"""A text's items: its pieces labelled, joined, settled by what the text says of them, trimmed."""

from __future__ import annotations

from matcher.requirements.items_model import Label, Weights, label
from matcher.requirements.items_pieces import pieces_of
from matcher.requirements.items_references import settle
from matcher.requirements.items_trim import Rough, trimmed

_SHORTEST_WISH = 3  # characters; what is left of a mere comment is shorter


def spans_of(text: str, weights: Weights | None = None) -> list[tuple[int, int, bool]]:
    """Items of a folded text in order: start, end, whether needed."""
    pieces = pieces_of(text)
    found: list[Rough] = []
    labels = settle(text, pieces, label(text, pieces, weights))
    for piece, name in zip(pieces, labels, strict=True):
        if name is Label.JOINED and found:
            found[-1] = Rough(found[-1].start, piece.end, found[-1].must)
        elif name in (Label.MUST, Label.WISH):
            found.append(Rough(piece.start, piece.end, name is Label.MUST))
    items = [(*trimmed(text, item), item.must) for item in found]
    return [(a, b, must) for a, b, must in items if b - a >= (2 if must else _SHORTEST_WISH)]
