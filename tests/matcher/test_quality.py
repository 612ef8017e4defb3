"""The quality that users were promised, on the set nothing was fitted on. See docs/quality.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.engine import Matcher
from matcher.evaluate import evaluate
from matcher.training.sets import LabelledSet, read


@pytest.fixture(scope="module")
def unseen() -> LabelledSet:
    return read(Path(__file__).parent / "sets" / "E2")


@pytest.mark.parametrize(
    ("task", "ndcg", "right"), [("technical words", 0.80, 0.95), ("plain words", 0.65, 0.80)]
)
def test_unseen_scenarios_find_the_right_vendor(
    matcher: Matcher, unseen: LabelledSet, task: str, ndcg: float, right: float
) -> None:
    matcher.sync_documents(unseen.vendors)
    [chosen] = [one for one in unseen.tasks if one.name == task]
    run = {}
    for document in chosen.scenarios:
        ranking = matcher.suggest(document, top=20).ranking
        run[document.id] = {one.vendor: -float(one.rank) for one in ranking}
    found = {one.name: one.mean for one in evaluate(chosen.qrels, run)}
    assert found["nDCG@10"] >= ndcg
    assert found["right vendor in five"] >= right


def test_half_of_the_scenarios_nobody_serves_get_no_suggestion(
    matcher: Matcher, unseen: LabelledSet
) -> None:
    matcher.sync_documents(unseen.vendors)
    answers = [matcher.suggest(document) for document in unseen.unserved]
    silent = [answer for answer in answers if not answer.suggestions]
    assert len(silent) >= len(answers) / 2
    assert all(len(answer.ranking) == 10 for answer in answers)
