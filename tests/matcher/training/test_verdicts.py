"""The learned reader of verdicts can be fitted anew from labelled pairs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matcher.requirements.reader import ORDER, Weights
from matcher.training import verdicts

SETS = Path(__file__).parents[1] / "sets" / "verdicts"


@pytest.fixture(scope="module")
def cases() -> list[verdicts.Example]:
    return verdicts.examples([SETS / "everyday.jsonl", SETS / "tenders.jsonl"])


def test_a_fit_reads_what_it_was_fitted_on_and_survives_its_file(
    cases: list[verdicts.Example],
) -> None:
    fitted = verdicts.fit(cases)
    chances = verdicts.read(cases, fitted)
    assert np.allclose(chances.sum(axis=1), 1)
    labels = np.array([case.label for case in cases])
    assert (chances.argmax(axis=1) == labels).mean() >= 0.85
    loaded = Weights.of(json.loads(json.dumps(verdicts.record_of(fitted))))
    assert np.abs(verdicts.read(cases, loaded) - chances).max() < 0.05


def test_cases_of_one_requirement_are_never_on_both_sides(
    cases: list[verdicts.Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted_on: list[set[str]] = []
    real = verdicts.fit

    def watched(some: list[verdicts.Example]) -> Weights:
        fitted_on.append({case.asked.text for case in some})
        return real(some)

    monkeypatch.setattr(verdicts, "fit", watched)
    chances = verdicts.cross_validated(cases, cases, 3)
    assert chances.shape == (len(cases), len(ORDER))
    everything = {case.asked.text for case in cases}
    left = [everything - some for some in fitted_on]
    assert sorted(text for some in left for text in some) == sorted(everything)


def test_satisfied_is_accepted_only_where_it_is_right_often_enough(
    cases: list[verdicts.Example],
) -> None:
    chances = verdicts.cross_validated(cases, (), 3)
    counts = verdicts.table(cases, chances, verdicts.acceptance(cases, chances))
    assert counts.sum() == len(cases)
    assert counts[0, 0] / max(1, counts[:, 0].sum()) >= 0.85
