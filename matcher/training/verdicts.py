"""Fits the learned reader of verdicts: `python -m matcher.training.verdicts FILE… --beside FILE…`.

Each file has labelled verdicts, one `{"requirement", "offer", "verdict"}` a line. Of the files
named first, one requirement in five is left out of all fitting and only measured; the rest is
cross-validated in folds that keep the cases of one requirement together. The files beside are
fitted on only: the rules were developed on them, or one hand wrote cases and signs.
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
_PULL = 0.5  # scikit-learn's C
_LEAST = 0.88  # precision of "satisfied" from which it is said
_REPEATS = 3  # cross-validations whose chances are averaged before anything is chosen
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


def cross_validated(
    cases: Sequence[Example], beside: Sequence[Example], folds: int, seed: int = 0
) -> Numbers:
    """Chances of each case by weights that were fitted without its requirement."""
    requirements = sorted({case.asked.text for case in cases})
    drawn = np.random.default_rng(seed).permutation(len(requirements)) % folds
    fold = dict(zip(requirements, drawn.tolist(), strict=True))
    found = np.zeros((len(cases), len(ORDER)))
    for number in range(folds):
        inside = [i for i, case in enumerate(cases) if fold[case.asked.text] == number]
        outside = [case for case in cases if fold[case.asked.text] != number]
        apart = [case for case in beside if fold.get(case.asked.text) != number]
        found[inside] = read([cases[i] for i in inside], fit([*outside, *apart]))
    return found


def acceptance(cases: Sequence[Example], chances: Numbers) -> tuple[float, float]:
    """The chances from which "satisfied" is said, where the rules find it met and elsewhere.

    Of those under which it is right often enough, the ones of the best macro-F1.
    """
    steps = np.arange(0.3, 1.0, 0.05).round(2).tolist()
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
    """Fit on files, write the weights that ship, print how cases left out are judged."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.verdicts")
    parser.add_argument("files", type=Path, nargs="+", help="labelled verdicts, JSON lines")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="only fitted on")
    parser.add_argument("--output", type=Path, default=PARAMETERS)
    parser.add_argument("--folds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found, beside = examples(chosen.files), examples(chosen.beside)
    fitted = [case for case in found if not case.left_out]
    left_out = [case for case in found if case.left_out]
    drawn = [cross_validated(fitted, beside, chosen.folds, seed) for seed in range(_REPEATS)]
    chances = np.asarray(np.mean(drawn, axis=0))
    accepted = acceptance(fitted, chances)
    _log.info("accepted from %.2f where the rules find it met, from %.2f elsewhere", *accepted)
    _tell("cross-validated", table(fitted, chances, accepted))
    used = fit([*fitted, *beside], accepted)
    if left_out:
        _tell("left out", table(left_out, read(left_out, used), accepted))
    text = json.dumps(record_of(used), ensure_ascii=False, separators=(",", ":"))
    chosen.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
