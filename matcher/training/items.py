"""Fits the model that labels the pieces of a text: `python -m matcher.training.items FILE…`.

Each file holds labelled texts, one JSON object a line: {"text", "items": [{"span", "must"}]}. With
`--folds N` nothing is written: the first file is measured by cross-validation, each fold with a
model fitted on the other folds and on all other files.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from matcher.clauses import sentences
from matcher.folding import fold
from matcher.requirements.items_features import features_of
from matcher.requirements.items_model import FORBIDDEN, SEAMS, WEIGHTS, Label, Weights
from matcher.requirements.items_pieces import Piece, pieces_of
from matcher.requirements.items_spans import spans_of

Numbers = npt.NDArray[np.float64]
_PULL = 0.3  # of each weight towards zero
_RAREST = 5  # texts or parts a sign must be seen in
_KEPT = 0.02  # smaller weights are left out of the file
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """A folded text, its pieces and labels, and the labelled items: start, end, whether needed."""

    text: str
    pieces: list[Piece]
    labels: list[Label]
    items: list[tuple[int, int, bool]]


def read(path: Path) -> list[Example]:
    """Labelled texts of a JSON lines file."""
    made = []
    for line in path.read_text("utf-8").splitlines():
        source = json.loads(line)
        text = fold(source["text"]).text
        items = []
        for item in source["items"]:
            span = fold(item["span"]).text
            start = text.index(span)
            items.append((start, start + len(span), bool(item["must"])))
        made.append(_example(text, items))
    return made


def _example(text: str, items: list[tuple[int, int, bool]]) -> Example:
    pieces = pieces_of(text)
    return Example(text, pieces, _labels(pieces, items), items)


def with_parts(examples: Sequence[Example]) -> list[Example]:
    """The examples, and parts of them as texts of their own.

    Labelled texts are long and told with background; people also write one bare sentence. Parts
    are the sentences, and runs of up to three pieces.
    """
    return [*examples, *(part for example in examples for part in _parts(example))]


def _parts(example: Example) -> Iterator[Example]:
    bounds = set(sentences(example.text))
    for first, piece in enumerate(example.pieces):
        for last in example.pieces[first : first + 3]:
            bounds.add((piece.start, last.end))
    bounds.discard((0, len(example.text)))
    for start, end in sorted(bounds):
        if any(a < start < b or a < end < b for a, b, _ in example.items):
            continue
        inside = [(a - start, b - start, m) for a, b, m in example.items if start <= a and b <= end]
        yield _example(example.text[start:end], inside)


def _labels(pieces: Sequence[Piece], items: Sequence[tuple[int, int, bool]]) -> list[Label]:
    """A piece is in an item when half of it is, or all of the item is in it."""
    labels, taken = [], -1
    for piece in pieces:
        label = Label.NONE
        for number, (start, end, must) in enumerate(items):
            common = min(end, piece.end) - max(start, piece.start)
            opens = piece.start <= start < piece.end < end
            most = 2 * common >= min(piece.end - piece.start, 2 * (end - start))
            if common > 0 and (most or opens):
                label = Label.MUST if must else Label.WISH
                label = Label.JOINED if number == taken else label
                taken = number
                break
        labels.append(label)
    return labels


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts padded to one length: `signs` (texts x steps, signs), `seams` and `labels` (texts,
    steps), `lengths` (texts,).
    """

    signs: csr_matrix
    seams: npt.NDArray[np.int64]
    labels: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]


def fit(examples: Sequence[Example], pull: float = _PULL) -> Weights:
    """The weights under which the labels are likeliest, each drawn towards zero."""
    signs = [features_of(one.text, one.pieces) for one in examples]
    seen = Counter(name for text in signs for name in {name for piece in text for name in piece})
    names = sorted(name for name, count in seen.items() if count >= _RAREST)
    batch = _batched(examples, signs, {name: k for k, name in enumerate(names)})
    count, wide = len(names), len(Label)
    size = count * wide + len(SEAMS) * wide * wide

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat[: count * wide].reshape(count, wide)
        moves = flat[count * wide :].reshape(len(SEAMS), wide, wide)
        value, by_sign, by_move = _likelihood(batch, weights, moves)
        slope = np.concatenate([by_sign.ravel(), by_move.ravel()])
        return float(-value + pull / 2 * flat @ flat), -slope + pull * flat

    flat = minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return _weights(names, flat[: count * wide], flat[count * wide :])


def _weights(names: Sequence[str], signs: Numbers, moves: Numbers) -> Weights:
    wide = len(Label)
    rows = np.round(signs.reshape(-1, wide), 2)
    kept = {n: row.tolist() for n, row in zip(names, rows, strict=True) if abs(row).max() > _KEPT}
    table = moves.reshape(len(SEAMS), wide, wide) + _allowed()
    return Weights(kept, {s: np.round(table[k], 3).tolist() for k, s in enumerate(SEAMS)})


def _allowed() -> Numbers:
    """Nothing can be joined to a piece that is no item."""
    table = np.zeros((len(Label), len(Label)))
    table[Label.NONE, Label.JOINED] = FORBIDDEN
    return table


def _batched(
    examples: Sequence[Example], signs: Sequence[Sequence[Sequence[str]]], known: dict[str, int]
) -> _Batch:
    lengths = np.array([len(one.pieces) for one in examples])
    steps = int(lengths.max())
    seams = np.zeros((len(examples), steps), np.int64)
    labels = np.zeros((len(examples), steps), np.int64)
    rows, columns = [], []
    for k, one in enumerate(examples):
        for step, piece in enumerate(one.pieces):
            seams[k, step] = SEAMS.index(piece.seam)
            labels[k, step] = one.labels[step]
            found = [known[name] for name in signs[k][step] if name in known]
            columns += found
            rows += [k * steps + step] * len(found)
    shape = (len(examples) * steps, len(known))
    return _Batch(csr_matrix((np.ones(len(rows)), (rows, columns)), shape), seams, labels, lengths)


def _likelihood(batch: _Batch, weights: Numbers, moves: Numbers) -> tuple[float, Numbers, Numbers]:
    """Log-likelihood of all labels, and its slopes by sign weight and by move weight."""
    texts, steps = batch.seams.shape
    own = (batch.signs @ weights).reshape(texts, steps, -1)
    table = (moves + _allowed())[batch.seams]  # texts, steps, label before, label
    inside = np.arange(steps)[None, :] < batch.lengths[:, None]
    forward = np.full((texts, steps + 1, own.shape[2]), FORBIDDEN)
    forward[:, 0, Label.NONE] = 0
    for step in range(steps):
        came = _total(forward[:, step, :, None] + table[:, step], 1) + own[:, step]
        forward[:, step + 1] = np.where(inside[:, step, None], came, forward[:, step])
    total = _total(forward[:, -1], 1)
    backward = np.zeros_like(own)
    after = np.zeros((texts, own.shape[2]))
    pairs = np.zeros_like(table)
    for step in range(steps - 1, -1, -1):
        backward[:, step] = after
        ahead = table[:, step] + (own[:, step] + after)[:, None, :]
        pairs[:, step] = np.exp(forward[:, step, :, None] + ahead - total[:, None, None])
        after = np.where(inside[:, step, None], _total(ahead, 2), after)
    pairs *= inside[:, :, None, None]
    before = np.concatenate([np.zeros((texts, 1), np.int64), batch.labels[:, :-1]], axis=1)
    told = np.zeros_like(pairs)
    rows, columns = np.nonzero(inside)
    told[rows, columns, before[rows, columns], batch.labels[rows, columns]] = 1
    value = (told * (table + own[:, :, None, :])).sum() - total.sum()
    slope = told - pairs
    by_sign = batch.signs.T @ slope.sum(axis=2).reshape(texts * steps, -1)
    by_move = np.zeros_like(moves)
    np.add.at(by_move, batch.seams.ravel(), slope.reshape(-1, *moves.shape[1:]))
    return float(value), by_sign, by_move


def _total(values: Numbers, axis: int) -> Numbers:
    highest = values.max(axis=axis, keepdims=True)
    total: Numbers = np.log(np.exp(values - highest).sum(axis=axis)) + highest.squeeze(axis)
    return total


@dataclass(slots=True)
class Measure:
    """Counts over texts: items labelled, predicted, hit, and hit with the right sort."""

    labelled: int = 0
    predicted: int = 0
    hits: int = 0
    right: int = 0

    def add(self, example: Example, weights: Weights) -> None:
        """Count one text; a hit covers at least half of the longer of the two."""
        found = spans_of(example.text, weights)
        self.predicted += len(found)
        self.labelled += len(example.items)
        for start, end, must in example.items:
            for a, b, needed in found:
                if 2 * (min(end, b) - max(start, a)) >= max(end - start, b - a):
                    self.hits += 1
                    self.right += must is needed
                    break

    def __str__(self) -> str:
        precision, recall = self.hits / self.predicted, self.hits / self.labelled
        f1 = 2 * self.hits / (self.predicted + self.labelled)
        sort = self.right / self.hits
        return (
            f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, must or wish {sort:.3f}"
        )


def cross_validate(files: Sequence[Sequence[Example]], folds: int, pull: float = _PULL) -> Measure:
    """How well texts of the first file are read by models that have not seen them."""
    measure = Measure()
    rest = [one for file in files[1:] for one in file]
    for fold_number in range(folds):
        held = files[0][fold_number::folds]
        seen = [one for k, one in enumerate(files[0]) if k % folds != fold_number]
        weights = fit(with_parts(seen + rest), pull)
        for one in held:
            measure.add(one, weights)
    return measure


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on all files and write the weights, or measure."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.items", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="labelled texts, JSON lines")
    parser.add_argument("--folds", type=int, default=0, help="measure by cross-validation instead")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    files = [read(path) for path in chosen.files]
    if chosen.folds:
        _log.info("%s", cross_validate(files, chosen.folds))
        return
    weights = fit(with_parts([one for file in files for one in file]))
    found = {"signs": weights.signs, "moves": weights.moves}
    chosen.output.write_text(json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n")
    _log.info("%d signs written to %s", len(weights.signs), chosen.output)


if __name__ == "__main__":
    main()
