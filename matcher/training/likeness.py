"""Fits whether two texts ask for the same: `python -m matcher.training.likeness FILE…`.

Each file has labelled pairs, one `{"family", "a", "b", "same"}` a line. A family shares a trade or a
technique; the texts of a pair may be of two (`甲 & 乙`). No pair is measured by what was fitted on a
family of it. First the words are
weighed, so that texts that are the same come near each other and the others of their family do
not; then the signals, computed with word weights that were fitted without their own family.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from scipy.optimize import minimize
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from matcher.likeness import parameters as fitted
from matcher.likeness.judging import text_reader
from matcher.likeness.parameters import SIGNALS, Numbers, Parameters, WordWeights
from matcher.likeness.signals import signals
from matcher.likeness.texts import TextReader, Texts

_log = logging.getLogger(__name__)
_STEPS = 60
_RATE = 0.05
_SCALE = 15.0  # cosine to logit
_HARD = 3.0  # logit added to texts of the same family that are not the same
_DIRECTION_PULL = 0.01
_PULL = 5.0  # ridge on the weights of standardised signals, in pairs
_CHOSEN = 0.3  # weight of pairs that were labelled because an earlier model took them to be near
_INNER = 3
# Precisions that the thresholds aim at, where both labels are equally frequent.
_PRECISION = 0.9
_SURE_PRECISION = 0.97

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """Labelled pairs as rows of read texts; `weight` makes both labels equally heavy.

    `families` are the two families of each pair, mostly one, shape (pairs, 2).
    """

    texts: Texts
    pairs: npt.NDArray[np.intp]
    same: Mask
    families: npt.NDArray[np.intp]
    weight: Numbers

    def rows(self, chosen: Mask) -> npt.NDArray[np.intp]:
        """The texts of the chosen pairs."""
        return np.unique(self.pairs[chosen])


def labelled(paths: Sequence[Path], reader: TextReader) -> Labelled:
    """Read files of labelled pairs."""
    records = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    place: dict[str, int] = {}
    pairs = [
        [place.setdefault(record[side], len(place)) for side in ("a", "b")] for record in records
    ]
    same = np.array([record["same"] for record in records], bool)
    weight = np.where(same, 0.5 / same.mean(), 0.5 / (~same).mean())
    weight[[" & " in record["family"] for record in records]] *= _CHOSEN
    families = _groups([record["family"].split(" & ") for record in records], same)
    return Labelled(reader.read(list(place)), np.array(pairs, np.intp), same, families, weight)


def _groups(names: Sequence[Sequence[str]], same: Mask) -> npt.NDArray[np.intp]:
    """Numbers of the two families of each pair; families with a need in common are one."""
    place = {name: at for at, name in enumerate(dict.fromkeys(n for two in names for n in two))}
    ends = np.array([(place[two[0]], place[two[-1]]) for two in names], np.intp).reshape(-1, 2)
    joined = ends[same]
    links = csr_array((np.ones(len(joined)), joined.T), (len(place), len(place)))
    return np.asarray(connected_components(links, directed=False)[1][ends], np.intp)


def word_weights(data: Labelled, chosen: Mask) -> WordWeights:
    """Weights under which texts are nearest to those that ask for the same."""
    rows = data.rows(chosen)
    same, hard = _labels(data, chosen, rows)
    held = [data.texts.held[row] for row in rows]
    owners = torch.tensor(np.repeat(np.arange(len(rows)), [len(words) for words in held]))
    used, columns = np.unique(np.concatenate(held), return_inverse=True)
    words = data.texts.words
    vectors = torch.tensor(words.vectors[used])
    features = np.column_stack([np.log(words.rarity[used]), words.single[used]]).astype("f")
    place = torch.tensor(columns)
    direction = torch.zeros(vectors.shape[1], requires_grad=True)
    slopes = torch.tensor([1.0, -0.5], requires_grad=True)
    optimiser = torch.optim.Adam([direction, slopes], lr=_RATE)
    for _ in range(_STEPS):
        weights = torch.exp(vectors @ direction + torch.from_numpy(features) @ slopes)
        weighed = (weights[:, None] * vectors)[place]
        sums = torch.zeros((len(rows), vectors.shape[1])).index_add(0, owners, weighed)
        near = torch.nn.functional.normalize(sums, dim=1)
        loss = _contrast(near @ near.T * _SCALE + hard * _HARD, same)
        loss = loss + _DIRECTION_PULL * (direction**2).sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    rarity, single = slopes.detach().tolist()
    return WordWeights(direction.detach().numpy().astype(np.float64), rarity, single)


def _labels(
    data: Labelled, chosen: Mask, rows: npt.NDArray[np.intp]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Which texts (rows, rows) are labelled the same, and which labelled not the same."""
    place = np.full(len(data.texts.folded), -1)
    place[rows] = np.arange(len(rows))
    same = torch.zeros((len(rows), len(rows)), dtype=torch.bool)
    hard = torch.zeros_like(same)
    for (a, b), alike in zip(place[data.pairs[chosen]], data.same[chosen], strict=True):
        (same if alike else hard)[[a, b], [b, a]] = True
    return same, hard


def _contrast(logits: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    """How far each text is from having all its weight on those that ask for the same (InfoNCE)."""
    itself = torch.eye(len(logits), dtype=torch.bool)
    partnered = same.any(dim=1)
    everyone = torch.logsumexp(logits.masked_fill(itself, -1e9), dim=1)
    partners = torch.logsumexp(logits.masked_fill(~same, -1e9), dim=1)
    return (everyone - partners)[partnered].mean()


def numbers_of(data: Labelled, words: WordWeights, chosen: Mask) -> Numbers:
    """Signals of the chosen pairs."""
    pairs = [(int(a), int(b)) for a, b in data.pairs[chosen]]
    return signals(data.texts, words, pairs)


def folds(data: Labelled, chosen: Mask, count: int) -> list[Mask]:
    """Parts of the chosen pairs, by family: a pair of two families may be in two parts."""
    names = np.unique(data.families[chosen])
    order = np.random.default_rng(7).permutation(len(names))
    return [
        chosen & np.isin(data.families, names[order[part::count]]).any(axis=1)
        for part in range(count)
    ]


def fit(data: Labelled, chosen: Mask) -> tuple[Parameters, Numbers]:
    """Parameters from the chosen pairs, and the scores each of these got (calibration)."""
    numbers = np.zeros((len(data.same), len(SIGNALS)))
    for part in folds(data, chosen, _INNER):
        numbers[part] = numbers_of(data, word_weights(data, chosen & ~part), part)
    weights, intercept = _logistic(numbers[chosen], data.same[chosen], data.weight[chosen])
    scores = 1 / (1 + np.exp(-(intercept + numbers[chosen] @ weights)))
    known = (scores, data.same[chosen], data.weight[chosen])
    found = Parameters(
        words=word_weights(data, chosen),
        coefficients=weights,
        intercept=intercept,
        threshold=threshold_of(*known, _PRECISION),
        sure=threshold_of(*known, _SURE_PRECISION),
    )
    return found, scores


def _logistic(numbers: Numbers, same: Mask, weight: Numbers) -> tuple[Numbers, float]:
    mean, spread = numbers.mean(axis=0), np.maximum(numbers.std(axis=0), 1e-9)
    columns = np.column_stack([np.ones(len(numbers)), (numbers - mean) / spread])

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        logits = columns @ weights
        value = weight @ (np.logaddexp(0, logits) - same * logits)
        slope = columns.T @ (weight * (1 / (1 + np.exp(-logits)) - same))
        pull = np.array([0.0, *weights[1:]])
        return float(value + _PULL / 2 * pull @ pull), slope + _PULL * pull

    found = minimize(loss, np.zeros(columns.shape[1]), jac=True, method="L-BFGS-B").x
    slopes = found[1:] / spread
    return slopes, float(found[0] - slopes @ mean)


def precision_recall(
    scores: Numbers, same: Mask, weight: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Scores by falling order, and precision and recall from each on."""
    order = np.argsort(-scores, kind="stable")
    hit = np.cumsum(weight[order] * same[order])
    return scores[order], hit / np.cumsum(weight[order]), hit / hit[-1]


def threshold_of(scores: Numbers, same: Mask, weight: Numbers, least: float) -> float:
    """The lowest score from which the precision is at least `least`."""
    ordered, precision, _ = precision_recall(scores, same, weight)
    good = np.flatnonzero(precision >= least)
    return float(ordered[good[-1]]) if len(good) else 1.0


def crossed(data: Labelled, count: int) -> Numbers:
    """The score of each pair by parameters that were fitted without its family."""
    scores = np.zeros(len(data.same))
    everyone = np.ones(len(data.same), bool)
    for part in folds(data, everyone, count):
        found, _ = fit(data, ~part)
        numbers = numbers_of(data, found.words, part)
        scores[part] = 1 / (1 + np.exp(-(found.intercept + numbers @ found.coefficients)))
    return scores


def report(scores: Numbers, data: Labelled) -> None:
    """Precision at two recalls and the reliability of the scores, both labels equally frequent."""
    _, precision, recall = precision_recall(scores, data.same, data.weight)
    for least in (0.5, 0.7):
        best = float(precision[recall >= least].max())
        _log.info("precision at recall %.1f: %.3f", least, best)
    bins = np.array_split(np.argsort(scores), 10)
    for rows in bins:
        share = float(np.average(data.same[rows], weights=data.weight[rows]))
        said = float(np.average(scores[rows], weights=data.weight[rows]))
        _log.info("score %.2f: same in %.2f of %d", said, share, len(rows))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how families left out are judged; fit on all, write what ships."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.likeness")
    parser.add_argument("files", type=Path, nargs="+", help="labelled pairs, JSON lines")
    parser.add_argument("--output", type=Path, default=fitted.PARAMETERS)
    parser.add_argument("--folds", type=int, default=5)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.manual_seed(0)
    data = labelled(chosen.files, text_reader())
    report(crossed(data, chosen.folds), data)
    found, _ = fit(data, np.ones(len(data.same), bool))
    fitted.save(found, chosen.output)


if __name__ == "__main__":
    main()
