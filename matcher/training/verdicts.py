"""Fits the learned reader of verdicts: `python -m matcher.training.verdicts FILE… --beside FILE…`.

Each file has labelled verdicts of one author, one `{"requirement", "offer", "verdict"}` a line. Of
the files named first, each is read by weights that were fitted without it: so much is to be
expected of texts by authors nobody fitted on, and on these readings it is chosen from what chance
"satisfied" is said. One requirement in five of all of them is then read by weights that were fitted
without these. What ships is fitted on everything. The files beside are fitted on only: the rules
were developed on them, or one hand wrote cases and signs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from matcher.requirements import reader
from matcher.requirements.decisions import settle
from matcher.requirements.findings import Finding
from matcher.requirements.reader import ORDER, PARAMETERS, Weights
from matcher.requirements.readings import Asked, Numbers, Told, asked, told
from matcher.requirements.signs import Signs, signs
from matcher.requirements.verdicts import findings_of
from matcher.training.sets import records
from matcher.types import Verdict

_log = logging.getLogger(__name__)
_LEFT_OUT = 5  # one requirement in so many
_RAREST = 3  # cases a run of characters must be seen in
_SCALE = (0.12, 0.25)  # how far weights of numbers and of runs are trusted against each other
_PULL = 1.0  # scikit-learn's C
_LEAST = 0.90  # precision of "satisfied" from which it is said
_SMALL = 0.005  # runs with no larger weight are left out of the file
_SATISFIED = ORDER.index(Verdict.SATISFIED)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A labelled pair as the reader sees it."""

    asked: Asked
    told: Told
    findings: list[Finding]
    signs: Signs
    label: int
    left_out: bool


def examples(paths: Sequence[Path]) -> list[Example]:
    """The cases of some files that have anything to read."""
    found = [_example(record) for path in paths for record in records(path)]
    return [one for one in found if one is not None]


def _example(record: dict[str, Any]) -> Example | None:
    item, given = asked(record["requirement"]), told(record["offer"])
    if not item.parts or not given.statements:
        return None
    findings = findings_of(item, given)
    digest = hashlib.sha256(record["requirement"].encode()).hexdigest()
    return Example(
        item,
        given,
        findings,
        signs(item, given, findings),
        ORDER.index(Verdict(record["verdict"])),
        int(digest, 16) % _LEFT_OUT == 0,
    )


def fit(cases: Sequence[Example], accepted: tuple[float, float] = (0.5, 0.5)) -> Weights:
    """The weights under which the labels are likeliest, drawn towards zero."""
    names = tuple(cases[0].signs.numbers)
    values = np.array([[case.signs.numbers[name] for name in names] for case in cases])
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    counted = [reader.shares(case.told, case.signs.relevance) for case in cases]
    seen = Counter(gram for shares in counted for gram in shares)
    rows = {
        gram: row for row, gram in enumerate(sorted(g for g, n in seen.items() if n >= _RAREST))
    }
    columns = hstack(
        [
            csr_matrix(reader.standardised(values, mean, spread) * _SCALE[0]),
            _matrix(counted, rows) * _SCALE[1],
        ]
    ).tocsr()
    model = LogisticRegression(C=_PULL, max_iter=400).fit(columns, [case.label for case in cases])
    slopes = model.coef_.T
    numbers, grams = slopes[: len(names)] * _SCALE[0], slopes[len(names) :] * _SCALE[1]
    return Weights(names, mean, spread, numbers, model.intercept_, rows, grams, accepted)


def _matrix(counted: Sequence[dict[str, float]], rows: dict[str, int]) -> csr_matrix:
    cells = [
        (case, rows[gram], share)
        for case, shares in enumerate(counted)
        for gram, share in shares.items()
        if gram in rows
    ]
    places, grams, shares = zip(*cells, strict=True)
    return csr_matrix((shares, (places, grams)), shape=(len(counted), len(rows)))


def read(cases: Sequence[Example], used: Weights) -> Numbers:
    """The chances of cases under some weights, shape (cases, 4)."""
    with reader.using(used):
        return np.array([reader.chances(case.signs, case.told) for case in cases])


def across_authors(
    authors: Sequence[Sequence[Example]], beside: Sequence[Example]
) -> list[Numbers]:
    """Chances of the cases of each author by weights that were fitted without this author."""
    found = []
    for place, own in enumerate(authors):
        others = [case for other in (*authors[:place], *authors[place + 1 :]) for case in other]
        found.append(read(own, fit([*others, *beside])))
    return found


def acceptance(cases: Sequence[Example], chances: Numbers) -> tuple[float, float]:
    """The chances from which "satisfied" is said, where figures keep all limits and elsewhere.

    Of those under which it is right often enough, the ones of the best macro-F1.
    """
    steps = np.arange(0.3, 1.0, 0.04).round(2).tolist()
    best, found = 0.0, (1.0, 1.0)
    for pair in ((one, other) for one in steps for other in steps):
        counts = table(cases, chances, pair)
        said = counts[:, _SATISFIED].sum()
        if said and counts[_SATISFIED, _SATISFIED] / said >= _LEAST and _macro(counts) > best:
            best, found = _macro(counts), pair
    return found


def table(cases: Sequence[Example], chances: Numbers, accepted: tuple[float, float]) -> Numbers:
    """Counts of (label, verdict), in ORDER."""
    counts = np.zeros((len(ORDER), len(ORDER)))
    for case, each in zip(cases, chances, strict=True):
        counts[
            case.label, ORDER.index(settle(case.asked, case.told, case.findings, each, accepted))
        ] += 1
    return counts


def record_of(used: Weights) -> dict[str, Any]:
    """What the weights file holds."""
    kept = {
        gram: np.round(used.grams[row], 3).tolist()
        for gram, row in used.rows.items()
        if np.abs(used.grams[row]).max() >= _SMALL
    }
    return {
        "names": list(used.names),
        "mean": np.round(used.mean, 5).tolist(),
        "spread": np.round(used.spread, 5).tolist(),
        "numbers": np.round(used.numbers, 4).tolist(),
        "intercept": np.round(used.intercept, 4).tolist(),
        "accepted": list(used.accepted),
        "grams": kept,
    }


def _macro(counts: Numbers) -> float:
    return float(np.mean(_each(counts)))


def _each(counts: Numbers) -> Numbers:
    """F1 of each verdict."""
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    return np.asarray(2 * np.diag(counts) / np.maximum(rows + columns, 1))


def _tell(name: str, counts: Numbers) -> None:
    hits, rows, columns = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    each = _each(counts)
    _log.info(
        "%s (%d): macro-F1 %.3f; %s; satisfied: precision %.3f, recall %.3f",
        name,
        counts.sum(),
        each.mean(),
        ", ".join(f"{v.value} {one:.2f}" for v, one in zip(ORDER, each, strict=True)),
        hits[0] / max(columns[0], 1),
        hits[0] / max(rows[0], 1),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on files, write the weights that ship, print how authors left out are judged."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.verdicts")
    parser.add_argument("files", type=Path, nargs="+", help="labelled verdicts, JSON lines")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="only fitted on")
    parser.add_argument("--output", type=Path, default=PARAMETERS)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    authors = [examples([path]) for path in chosen.files]
    beside = examples(chosen.beside)
    drawn = across_authors(authors, beside)
    found = [case for own in authors for case in own]
    accepted = acceptance(found, np.concatenate(drawn))
    _log.info("accepted from %.2f where figures keep all limits, from %.2f elsewhere", *accepted)
    for path, own, each in zip(chosen.files, authors, drawn, strict=True):
        _tell(f"without {path.stem}", table(own, each, accepted))
    _tell("across authors", table(found, np.concatenate(drawn), accepted))
    left_out = [case for case in found if case.left_out]
    if left_out:
        known = fit([*(case for case in found if not case.left_out), *beside])
        _tell("one requirement in five", table(left_out, read(left_out, known), accepted))
    used = fit([*found, *beside], accepted)
    text = json.dumps(record_of(used), ensure_ascii=False, separators=(",", ":"))
    chosen.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
