"""Measures against values worked out by hand, and clear words for broken files."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from matcher.errors import EvaluationError
from matcher.evaluate import bootstrap, evaluate, per_scenario, read_qrels, read_run

QRELS = {"a": {"x": 2, "y": 1}, "b": {"z": 1}}


def test_ndcg_gains_are_two_to_the_grade_minus_one() -> None:
    run = {"a": {"y": -1.0, "x": -2.0, "w": -3.0}}
    value = per_scenario({"a": QRELS["a"]}, run)["nDCG@10"]["a"]
    assert value == pytest.approx((1 + 3 / log2(3)) / (3 + 1 / log2(3)))


def test_a_judged_scenario_that_the_run_lacks_counts_zero() -> None:
    found = {one.name: one for one in evaluate(QRELS, {"a": {"x": 2.0, "y": 1.0}})}
    assert found["nDCG@10"].mean == pytest.approx(0.5)
    assert found["recall@10"].mean == pytest.approx(0.5)
    assert found["MRR"].mean == pytest.approx(0.5)


def test_the_right_vendor_is_one_of_grade_two_and_only_such_scenarios_count() -> None:
    run = {"a": {f"n{row}": -float(row) for row in range(5)} | {"x": -9.0}, "b": {"z": 1.0}}
    [measured] = [one for one in evaluate(QRELS, run) if one.name == "right vendor in five"]
    assert (measured.mean, measured.scenarios) == (0.0, 1)


def test_intervals_hold_the_mean_and_repeat() -> None:
    values = {str(row): row / 10 for row in range(11)}
    low, high = bootstrap(values)
    assert low < 0.5 < high
    assert bootstrap(values) == (low, high)


def test_equal_scores_are_ordered_by_rank(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    path.write_text("a Q0 y 2 0.5 r\na Q0 x 1 0.5 r\na Q0 z 3 0.9 r\n", encoding="utf-8")
    assert read_run(path) == {"a": {"z": -1.0, "x": -2.0, "y": -3.0}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a 0 x 1\na 0 y\n", "qrels.txt:2: 3 values, expected 4"),
        ("a 0 x one\n", "qrels.txt:1: grade 'one'"),
        ("a 0 x 1\n\na 0 x 2\n", "qrels.txt:3: a x has two different grades"),
        ("a 0 x 9\n", "qrels.txt:1: grade 9"),
        ("\n", "is empty"),
    ],
)
def test_a_broken_judgement_is_named_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "qrels.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as problem:
        read_qrels(path)
    assert said in str(problem.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a Q0 x 1 0.5\n", "run.txt:1: 5 values, expected 6"),
        ("a Q0 x first 0.5 r\n", "run.txt:1: rank or score is not a number"),
        ("a Q0 x 1 nan r\n", "run.txt:1: score 'nan'"),
        ("a Q0 x 1 0.5 r\na Q0 x 2 0.4 r\n", "run.txt:2: x is ranked twice"),
    ],
)
def test_a_broken_run_is_named_by_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "run.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError) as problem:
        read_run(path)
    assert said in str(problem.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.txt"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EvaluationError, match="UTF-8"):
        read_run(path)
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_run(tmp_path / "nowhere.txt")


def test_a_run_about_other_scenarios_is_refused() -> None:
    with pytest.raises(EvaluationError, match="no scenario in common"):
        evaluate(QRELS, {"c": {"x": 1.0}})
