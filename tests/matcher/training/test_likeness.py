"""What the fitting of likeness does."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matcher.likeness import parameters
from matcher.training import likeness as training

PAIRS = Path(__file__).parents[1] / "sets" / "duplicates" / "pairs.jsonl"


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty families of the set."""
    records = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    names = list(dict.fromkeys(one["family"] for one in records if " & " not in one["family"]))[:60]
    kept = [one for one in records if set(one["family"].split(" & ")) <= set(names)]
    path = tmp_path_factory.mktemp("pairs") / "some.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in kept)
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.fixture(scope="module")
def data(some: Path) -> training.Labelled:
    return training.labelled([some], training.text_reader())


def test_what_was_fitted_tells_unseen_families_apart(data: training.Labelled) -> None:
    [part, *_] = training.folds(data, np.ones(len(data.same), bool), 3)
    found, _ = training.fit(data, ~part)
    numbers = training.numbers_of(data, found.words, part)
    scores = found.intercept + numbers @ found.coefficients
    _, precision, recall = training.precision_recall(scores, data.same[part], data.weight[part])
    assert precision[recall >= 0.5].max() >= 0.8


def test_no_family_is_on_both_sides_of_a_fold(data: training.Labelled) -> None:
    everyone = np.ones(len(data.same), bool)
    parts = training.folds(data, everyone, 3)
    assert np.any(parts, axis=0).all()
    for part in parts:
        inside = set(data.families[part][:, 0]) & set(data.families[part][:, 1])
        outside = set(data.families[~part].ravel().tolist())
        within = data.families[part][:, 0] == data.families[part][:, 1]
        assert not set(data.families[part][within].ravel().tolist()) & outside
        assert inside


def test_the_threshold_is_the_lowest_score_that_is_precise_enough() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    same = np.array([True, True, True, False, False])
    assert training.threshold_of(scores, same, np.ones(5), 0.9) == 0.7
    assert training.threshold_of(scores, ~same, np.ones(5), 0.9) == 1.0


def test_parameters_are_read_as_they_were_written(tmp_path: Path) -> None:
    shipped = parameters.load()
    parameters.save(shipped, tmp_path / "again.json")
    again = parameters.load(tmp_path / "again.json")
    assert np.array_equal(again.coefficients, shipped.coefficients)
    assert np.array_equal(again.words.direction, shipped.words.direction)
    assert (again.intercept, again.threshold, again.sure) == (
        shipped.intercept,
        shipped.threshold,
        shipped.sure,
    )
