"""Alike pairs within a list of scenarios, without comparing everyone with everyone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import faiss
import numpy as np

from matcher.likeness.judging import Likeness
from matcher.likeness.texts import Texts, plain, unit
from matcher.types import Alike, Document, FieldKind

NEIGHBOURS = 30  # nearest texts that each text is compared with
# Cosine below which no two texts have been found the same; in short lists all are compared.
_FLOOR = 0.18
_ASKING = (FieldKind.TITLE, FieldKind.NEED, FieldKind.ITEM)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two scenarios of a list that ask for the same; `a` stands before `b` in the list."""

    a: str
    b: str
    alike: Alike


def request_text(scenario: Document) -> str:
    """What a scenario asks for, as one text: without conditions of its site and its industry."""
    return "\n".join(one.text for one in scenario.fields if one.kind in _ASKING)


def alike_pairs(
    scenarios: Sequence[Document], likeness: Likeness, least: float | None = None
) -> list[Pair]:
    """The pairs that ask for the same with at least this score, by falling score.

    Each distinct text is compared with its `NEIGHBOURS` nearest ones, found by FAISS, unless they
    are far; scenarios with the same text are always a pair. In a long list nearly all pairs are
    not the same, so of those with a middling score more are wrong than among single pairs. The
    order of the list decides only which of two is `a`.
    """
    owners: dict[str, list[int]] = {}
    for place, scenario in enumerate(scenarios):
        owners.setdefault(plain(request_text(scenario)), []).append(place)
    texts = likeness.read(sorted(owners))
    rows = _candidates(texts, likeness)
    rows += [(row, row) for row, text in enumerate(texts.folded) if len(owners[text]) > 1]
    found = []
    threshold = likeness.parameters.threshold
    rows = likeness.from_score(texts, rows, max(threshold, least or threshold))
    for (a, b), alike in zip(rows, likeness.judge(texts, rows), strict=True):
        if not alike.same:
            continue
        ours, theirs = owners[texts.folded[a]], owners[texts.folded[b]]
        places = combinations(ours, 2) if a == b else product(ours, theirs)
        found += [Pair(scenarios[min(pair)].id, scenarios[max(pair)].id, alike) for pair in places]
    return sorted(found, key=lambda pair: (-pair.alike.score, pair.a, pair.b))


def _candidates(texts: Texts, likeness: Likeness) -> list[tuple[int, int]]:
    """Pairs of rows of which either is among the nearest of the other."""
    if len(texts.folded) < 2:
        return []
    weighed = texts.weighed(texts.weights(likeness.parameters.words))
    vectors = unit(np.hstack([texts.whole.astype(np.float64), weighed])).astype(np.float32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    cosines, near = index.search(vectors, min(NEIGHBOURS + 1, len(vectors)))
    if len(vectors) > NEIGHBOURS + 1:
        near = np.where(cosines >= _FLOOR, near, -1)
    pairs = {
        (min(row, other), max(row, other))
        for row, others in enumerate(near.tolist())
        for other in others
        if other not in (row, -1)
    }
    return sorted(pairs)
