"""Fits the fair-competition reading: `python -m matcher.training.fairness CLAUSES --ordinary …`.

CLAUSES has one `{"text", "violates", "rule", "pair"}` a line: `rule` is that of a violating
clause, `pair` numbers the clauses that were written as contrasts of each other. The ordinary
texts, which violate nothing, are JSON lines with `text`, `requirement`, `description` or
`asks`. With `--folds` nothing is written; pairs, not clauses, are left out when the folds are
measured.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

from matcher.clauses import sentences
from matcher.fairness.model import WEIGHTS, Reading, Weights, weigh
from matcher.fairness.rules import Rule
from matcher.fairness.signs import signs_of
from matcher.folding import fold

_log = logging.getLogger(__name__)
_Numbers = npt.NDArray[np.float64]
_PULL = {"relevant": 3.0, "violates": 2.0, "rules": 0.5}  # ridge
_LEAST = {"relevant": 0.02, "violates": 0.015, "rules": 0.15}  # smaller weights are left out
_RARE = 4  # clauses that must have a sign for it to tell a rule or what is relevant
_EVERY = 3  # one ordinary text in so many is used


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled clause with its signs."""

    signs: frozenset[str]
    violates: bool
    rule: Rule | None
    pair: int


def cases(path: Path) -> list[Case]:
    """The labelled clauses of a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        rule = Rule(record["rule"]) if record["violates"] else None
        signs = frozenset(signs_of(fold(record["text"]).text))
        found.append(Case(signs, record["violates"], rule, record["pair"]))
    return found


def ordinary(paths: Iterable[Path]) -> list[frozenset[str]]:
    """The signs of every sentence of texts that only describe a need."""
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            told = [record.get(name, "") for name in ("text", "requirement", "description")]
            for text in record.get("asks") or [one for one in told if one]:
                plain = fold(text).text
                found += [frozenset(signs_of(plain[a:b].strip())) for a, b in sentences(plain)]
    return found[::_EVERY]


def fit(found: Sequence[Case], plain: Sequence[frozenset[str]]) -> Weights:
    """The weights of the three models."""
    bad = [case for case in found if case.violates]
    signs = [case.signs for case in bad]
    counts = Counter(sign for case in found for sign in case.signs)
    twice = {sign for sign, n in counts.items() if n > 1}
    common = {s for s in twice if counts[s] >= _RARE and not (s.startswith("w:") and " " in s)}
    told = np.array([1.0] * len(bad) + [0.0] * len(plain))
    share = np.array([1.0] * len(bad) + [3.0 * len(bad) / max(1, len(plain))] * len(plain))
    relevant = _fitted([*signs, *plain], told[:, None], "relevant", common, share)
    labels = np.array([float(case.violates) for case in found])
    violates = _fitted([case.signs for case in found], labels[:, None], "violates", twice)
    kinds = np.array([[float(case.rule is rule) for rule in Rule] for case in bad])
    rules = _fitted(signs, kinds, "rules", common)
    return Weights(
        relevant[0], violates[0], {rule.value: row for rule, row in zip(Rule, rules, strict=True)}
    )


def _fitted(
    rows: Sequence[frozenset[str]],
    labels: _Numbers,
    name: str,
    allowed: set[str],
    share: _Numbers | None = None,
) -> list[dict[str, float]]:
    """For each label against the rest, weights by sign; "" is the intercept.

    `share` says how much each row counts (1 unless given).
    """
    counted = np.ones(len(rows)) if share is None else share
    names = sorted({sign for row in rows for sign in row if sign in allowed})
    index = {sign: k for k, sign in enumerate(names)}
    columns = [[index[sign] for sign in sorted(row) if sign in index] for row in rows]
    bounds = np.cumsum([0, *map(len, columns)])
    flat = np.fromiter((k for row in columns for k in row), np.int64)
    table = csr_array((np.ones(len(flat)), flat, bounds), (len(rows), len(names)))
    found = []
    for label in labels.T:
        fitted = _logistic(table, label, counted, _PULL[name])
        kept = {
            sign: round(float(one), 3)
            for sign, one in zip(names, fitted[1:], strict=True)
            if abs(one) >= _LEAST[name]
        }
        found.append({"": round(float(fitted[0]), 3)} | kept)
    return found


def _logistic(table: csr_array, label: _Numbers, share: _Numbers, pull: float) -> _Numbers:
    """Intercept and weights; a sign is free to weigh as its odds differ between the two sides.

    Signs are scaled by their log-count ratio before the ridge (Wang and Manning, 2012, "Baselines
    and bigrams"), which keeps the many rare signs of a small set from being trusted too much.
    """
    yes = np.asarray(table.T @ (share * label)).ravel() + 1
    no = np.asarray(table.T @ (share * (1 - label))).ravel() + 1
    scale = np.abs(np.log((yes / yes.sum()) / (no / no.sum())))
    scaled = (table @ csr_array((scale, (range(len(scale)), range(len(scale)))))).tocsr()
    turned = scaled.T.tocsr()

    def loss(weights: _Numbers) -> tuple[float, _Numbers]:
        logits = weights[0] + scaled @ weights[1:]
        gap = share * (1 / (1 + np.exp(-logits)) - label)
        value = share @ (np.logaddexp(0, logits) - label * logits)
        slope = np.concatenate([[gap.sum()], turned @ gap + pull * weights[1:]])
        return float(value + pull / 2 * weights[1:] @ weights[1:]), slope

    start = np.zeros(table.shape[1] + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return np.concatenate([best[:1], best[1:] * scale])


def left_out(
    found: Sequence[Case], plain: Sequence[frozenset[str]], folds: int
) -> list[tuple[Case, Reading]]:
    """Each clause with what models say of it that were fitted without its pair."""
    said = []
    for fold_ in range(folds):
        weights = fit([c for c in found if c.pair % folds != fold_], plain)
        said += [(c, weigh(c.signs, weights)) for c in found if c.pair % folds == fold_]
    return said


def measures(said: Sequence[tuple[Case, Reading]]) -> dict[str, float]:
    """Precision and recall of findings, and how many of the right ones name the right rule."""
    flagged = [(case, reading) for case, reading in said if reading.found]
    hits = [(case, reading) for case, reading in flagged if case.violates]
    named = sum(case.rule is reading.rule for case, reading in hits)
    return {
        "precision": len(hits) / max(1, len(flagged)),
        "recall": len(hits) / max(1, sum(case.violates for case, _ in said)),
        "rule": named / max(1, len(hits)),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on files and write the weights that ship, or measure by folds."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.fairness")
    parser.add_argument("clauses", type=Path, help="labelled clauses, JSON lines")
    parser.add_argument("--ordinary", type=Path, nargs="*", default=[])
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=int)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found, plain = cases(chosen.clauses), ordinary(chosen.ordinary)
    if chosen.folds:
        told = measures(left_out(found, plain, chosen.folds))
        _log.info("; ".join(f"{name} {value:.3f}" for name, value in told.items()))
        return
    weights = fit(found, plain)
    record = {name: getattr(weights, name) for name in ("relevant", "violates", "rules")}
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    chosen.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
