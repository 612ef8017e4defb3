"""Measures how texts are read: `python -m matcher.training.reading items|verdicts FILE…`.

Prints figures of what ships, with 95 % bootstrap intervals over texts or cases. The files are
those of tests/matcher/sets/items and tests/matcher/sets/verdicts.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from matcher.embedder import BundledEmbedder
from matcher.passages import split
from matcher.requirements import itemise, judge
from matcher.training.sets import records
from matcher.types import Document, Field, FieldKind, Requirement, Verdict

_log = logging.getLogger(__name__)
_SAMPLES = 1000

Counts = np.ndarray[Any, np.dtype[np.float64]]


def item_counts(record: dict[str, Any]) -> list[float]:
    """Items labelled, predicted, hit, and hit with the right sort, of one text.

    A prediction hits when it covers at least half of the longer of the two spans.
    """
    text = record["text"]
    found = list(itemise(Document("", (Field("description", text, FieldKind.NEED),))))
    predicted, hits, right = len(found), 0, 0
    for item in record["items"]:
        start = text.index(item["span"])
        end = start + len(item["span"])
        for one in found:
            shared = min(end, one.end) - max(start, one.start)
            if 2 * shared >= max(end - start, one.end - one.start):
                hits += 1
                right += one.must is item["must"]
                found.remove(one)
                break
    return [len(record["items"]), predicted, hits, right]


def verdict_counts(record: dict[str, Any], embedder: BundledEmbedder) -> list[float]:
    """One 1 among the 16 pairs (label, verdict) of one case, row by row."""
    span = record["requirement"]
    offer = Document("", (Field("description", record["offer"], FieldKind.SUMMARY),))
    passages = split(offer)
    asked = embedder.encode_query([span]).vectors
    offered = embedder.encode_document([one.text for one in passages]).vectors
    near = (asked @ offered.T)[0].tolist() if passages else []
    said = judge(Requirement(span, True, "requirements[0]", 0, len(span)), passages, near).verdict
    cells = [0.0] * 16
    order = list(Verdict)
    cells[order.index(Verdict(record["verdict"])) * 4 + order.index(said)] = 1.0
    return cells


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def item_measures(counts: Counts) -> dict[str, float]:
    """Precision, recall, F1 and must/wish accuracy of summed counts."""
    labelled, predicted, hits, right = counts.sum(axis=0)
    return {
        "precision": _ratio(hits, predicted),
        "recall": _ratio(hits, labelled),
        "span F1": _ratio(2 * hits, predicted + labelled),
        "must or wish": _ratio(right, hits),
    }


def verdict_measures(counts: Counts) -> dict[str, float]:
    """Macro-F1 of the four verdicts, accuracy, and precision and recall of "satisfied"."""
    table = counts.sum(axis=0).reshape(4, 4)
    rows, columns, hits = table.sum(axis=1), table.sum(axis=0), np.diag(table)
    each = [_ratio(2 * h, r + c) for h, r, c in zip(hits, rows, columns, strict=True)]
    return {
        "macro-F1": float(np.mean(each)),
        "accuracy": _ratio(hits.sum(), table.sum()),
        "satisfied: precision": _ratio(hits[0], columns[0]),
        "satisfied: recall": _ratio(hits[0], rows[0]),
    }


def report(counts: Counts, measures: Callable[[Counts], dict[str, float]]) -> list[str]:
    """A line for each measure, with its interval over rows drawn with replacement."""
    chance = np.random.default_rng(1)
    drawn = [
        measures(counts[chance.integers(0, len(counts), len(counts))]) for _ in range(_SAMPLES)
    ]
    lines = []
    for name, value in measures(counts).items():
        low, high = np.percentile([one[name] for one in drawn], [2.5, 97.5])
        lines.append(f"{name}: {value:.2f} ({low:.2f}–{high:.2f})")
    return lines


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each file."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.reading")
    parser.add_argument("what", choices=("items", "verdicts"))
    parser.add_argument("files", type=Path, nargs="+", help="labelled texts, JSON lines")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    embedder = BundledEmbedder()
    for path in chosen.files:
        found = records(path)
        if chosen.what == "items":
            counts = np.array([item_counts(one) for one in found])
            lines = report(counts, item_measures)
        else:
            counts = np.array([verdict_counts(one, embedder) for one in found])
            lines = report(counts, verdict_measures)
        _log.info("%s (%d): %s", path, len(found), "; ".join(lines))


if __name__ == "__main__":
    main()
