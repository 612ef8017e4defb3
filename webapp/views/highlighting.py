"""Showing the literal words a verdict rests on, in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def highlighted(
    text: str, path: str, items: Iterable[Mapping[str, Any]]
) -> list[tuple[str, str | None]]:
    """Cut `text` into pieces, each with the verdict that quotes it or None.

    `items` are a match's reasons; those whose quote is not literally at its offsets (the text has
    changed since) are left out. Overlaps: the earlier, then the longer quote wins.
    """
    spans = sorted(
        (item["start"], -item["end"], item["verdict"])
        for item in items
        if item["field"] == path and text[item["start"] : item["end"]] == item["quote"]
    )
    pieces: list[tuple[str, str | None]] = []
    done = 0
    for start, negative_end, verdict in spans:
        if start < done:
            continue
        if start > done:
            pieces.append((text[done:start], None))
        pieces.append((text[start:-negative_end], verdict))
        done = -negative_end
    if done < len(text):
        pieces.append((text[done:], None))
    return pieces
