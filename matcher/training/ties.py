"""Fits what a figure is about: `python -m matcher.training.ties FILE…`.

Each file has labelled verdicts, one `{"requirement", "offer", "verdict"}` a line. A figure
counts as about a limit when what it says of it agrees with the verdict; a requirement beside the
offers of other cases gives figures that are not. Cases, not figures, are left out when the folds
are measured.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from matcher.embedder import BundledEmbedder, Embedder
from matcher.folding import fold
from matcher.passages import split
from matcher.requirements import judge, ties
from matcher.requirements.findings import Standing
from matcher.requirements.limits import as_told, outcome_of, possible, ruled
from matcher.requirements.parts import Limit, parts
from matcher.requirements.statements import Statement, read
from matcher.requirements.ties import READINGS, of_figure
from matcher.types import Document, Field, FieldKind, Requirement, Verdict

_SAME = READINGS.index("same metric")
_STRANGE = 0.5  # what a stranger's figures weigh beside those of a labelled pair
_STRANGERS = 4  # offers of other cases beside each requirement
_PULL = 1.0  # ridge on the weights of standardised readings
_AGREES = {Verdict.SATISFIED: Standing.MET, Verdict.UNSATISFIED: Standing.NOT}


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair and the similarity of the requirement to each passage of the offer."""

    requirement: str
    offer: str
    verdict: Verdict
    similarities: tuple[float, ...]
    stranger: bool = False


Row = tuple[tuple[float, ...], bool, float]  # readings, about or not, weight


def cases(paths: Sequence[Path], embedder: Embedder, seed: int = 0) -> list[list[Case]]:
    """The labelled cases, each followed by its requirement beside offers of other cases."""
    records = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    dice = random.Random(seed)
    groups = []
    for record in records:
        strangers = [dice.choice(records)["offer"] for _ in range(_STRANGERS)]
        pairs = [(record["offer"], Verdict(record["verdict"]))]
        pairs += [(o, Verdict.UNKNOWN) for o in strangers if o != record["offer"]]
        groups.append(
            [_case(record["requirement"], *pair, embedder, i > 0) for i, pair in enumerate(pairs)]
        )
    return groups


def _document(offer: str) -> Document:
    return Document("v", (Field("description", offer, FieldKind.SUMMARY),))


def _case(
    requirement: str, offer: str, verdict: Verdict, embedder: Embedder, stranger: bool
) -> Case:
    texts = [passage.text for passage in split(_document(offer))]
    if not texts:
        return Case(requirement, offer, verdict, (), stranger)
    asked = embedder.encode_query([requirement]).vectors[0]
    near = embedder.encode_document(texts).vectors @ asked
    return Case(requirement, offer, verdict, tuple(near.tolist()), stranger)


def rows(case: Case) -> Iterator[Row]:
    """What one case teaches: its figures beside the limits of the requirement."""
    asked = parts(case.requirement)
    if case.verdict is Verdict.PARTIAL and len(asked) > 1:
        return  # which part is met is not labelled
    statements = read(fold(case.offer).text)
    similarity = max(case.similarities, default=0.0)
    for limit in asked:
        if not isinstance(limit, Limit):
            continue
        found = [*_figures(limit, statements, similarity)]
        if case.stranger:  # a stranger may really speak of the same metric
            found = [pair for pair in found if not pair[0][_SAME]]
        standings = {standing for _, standing in found}
        share = (_STRANGE if case.stranger else 1.0) / max(1, len(found))
        for readings, standing in found:
            agrees = standing is _AGREES.get(case.verdict, standing)
            if case.verdict is Verdict.PARTIAL and len(standings) < 2:
                agrees = standing is Standing.SOME
            yield readings, agrees and case.verdict is not Verdict.UNKNOWN, share


def _figures(
    limit: Limit, statements: Sequence[Statement], similarity: float
) -> Iterator[tuple[tuple[float, ...], Standing]]:
    around = "".join(statement.text for statement in statements)
    for i, statement in enumerate(statements):
        for plain in statement.figures:
            written = as_told(plain, i, statements)
            figure = possible(limit, written)
            standing = outcome_of(limit, figure, statement) if figure is not None else None
            if figure is not None and standing is not None:
                rule = ruled(limit, figure, around, similarity)
                yield of_figure(limit, figure, i, statements, similarity, rule, written), standing


def fit(groups: Sequence[Sequence[Case]]) -> dict[str, float]:
    """Weights of the readings, and the intercept."""
    return _logistic([row for group in groups for case in group for row in rows(case)])


def _logistic(found: Sequence[Row]) -> dict[str, float]:
    readings = np.array([row[0] for row in found])
    target = np.array([float(row[1]) for row in found])
    weight = np.array([row[2] for row in found])
    mean, spread = readings.mean(axis=0), readings.std(axis=0)
    spread[spread == 0] = 1.0
    columns = np.column_stack([np.ones(len(found)), (readings - mean) / spread])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = columns @ weights
        value = weight @ (np.logaddexp(0, logits) - target * logits)
        slope = columns.T @ (weight * (1 / (1 + np.exp(-logits)) - target))
        pull = np.array([0.0, *weights[1:]])
        return float(value + _PULL / 2 * pull @ pull), slope + _PULL * pull

    fitted = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = fitted[1:] / spread
    record = {"intercept": round(float(fitted[0] - slopes @ mean), 4)}
    return record | {name: round(float(one), 4) for name, one in zip(READINGS, slopes, strict=True)}


def verdict(case: Case) -> Verdict:
    """What the matcher says of a case with the weights in use."""
    item = Requirement(case.requirement, True, "requirements[0].text", 0, len(case.requirement))
    return judge(item, split(_document(case.offer)), case.similarities).verdict


def measured(groups: Sequence[Sequence[Case]], folds: int) -> Counter[tuple[Verdict, Verdict]]:
    """Counts of (label, verdict), each case judged with weights that were fitted without it."""
    counts: Counter[tuple[Verdict, Verdict]] = Counter()
    for fold_ in range(folds):
        with ties.using(fit([g for i, g in enumerate(groups) if i % folds != fold_])):
            for group in groups[fold_::folds]:
                counts[group[0].verdict, verdict(group[0])] += 1
    return counts


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on files, write the weights that ship, print how folds left out are judged."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.ties")
    parser.add_argument("files", type=Path, nargs="+", help="labelled verdicts, JSON lines")
    parser.add_argument("--output", type=Path, default=ties.PARAMETERS)
    parser.add_argument("--folds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    groups = cases(chosen.files, BundledEmbedder())
    for (label, said), count in sorted(measured(groups, chosen.folds).items()):
        logging.info("%-12s judged %-12s %d", label.value, said.value, count)
    chosen.output.write_text(json.dumps(fit(groups), indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
