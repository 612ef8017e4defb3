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


def test_an_author_is_read_by_weights_that_were_fitted_without_this_author(
    cases: list[verdicts.Example], monkeypatch: pytest.MonkeyPatch
) -> None:
    authors = [cases[:90], cases[90:180], cases[180:]]
    fitted_on: list[list[verdicts.Example]] = []
    real = verdicts.fit

    def watched(some: list[verdicts.Example]) -> Weights:
        fitted_on.append(some)
        return real(some)

    monkeypatch.setattr(verdicts, "fit", watched)
    chances = verdicts.across_authors(authors, ())
    assert [one.shape for one in chances] == [(len(own), len(ORDER)) for own in authors]
    for own, others in zip(authors, fitted_on, strict=True):
        assert not {id(case) for case in own} & {id(case) for case in others}
        assert len(own) + len(others) == len(cases)


def test_satisfied_is_accepted_only_where_it_is_right_often_enough(
    cases: list[verdicts.Example],
) -> None:
    chances = np.concatenate(verdicts.across_authors([cases[::2], cases[1::2]], ()))
    ordered = [*cases[::2], *cases[1::2]]
    counts = verdicts.table(ordered, chances, verdicts.acceptance(ordered, chances))
    assert counts.sum() == len(cases)
    assert counts[0, 0] / max(1, counts[:, 0].sum()) >= 0.9
