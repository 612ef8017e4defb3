"""Fitting the fair-competition reading."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from matcher.fairness import Rule
from matcher.fairness.model import weigh
from matcher.training.fairness import cases, fit, left_out, main, measures, ordinary

SET = Path(__file__).parents[1] / "sets" / "fairness" / "clauses.jsonl"
PLAIN = ["夜班验布靠人，漏检多。", "希望自动识别断经，节拍两秒。", "仓库三层，盘点要两天。"]


def _files(folder: Path, pairs: int) -> tuple[Path, Path]:
    """The first pairs of the labelled set, and ordinary texts."""
    lines = SET.read_text("utf-8").splitlines()
    chosen = [line for line in lines if json.loads(line)["pair"] <= pairs]
    clauses, plain = folder / "clauses.jsonl", folder / "plain.jsonl"
    clauses.write_text("\n".join(chosen), "utf-8")
    texts = (json.dumps({"text": text}, ensure_ascii=False) for text in PLAIN * 3)
    plain.write_text("\n".join(texts), "utf-8")
    return clauses, plain


def test_the_set_is_balanced_contrasted_without_duplicates_and_covers_every_rule() -> None:
    records = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
    assert len({record["text"] for record in records}) == len(records) >= 900
    bad = [record for record in records if record["violates"]]
    assert 0.4 <= len(bad) / len(records) <= 0.6
    assert min(Counter(Rule(record["rule"]) for record in bad)[rule] for rule in Rule) >= 15
    harmless = {record["pair"] for record in records if not record["violates"]}
    assert sum(record["pair"] in harmless for record in bad) >= 0.95 * len(bad)


def test_what_was_fitted_reads_its_own_clauses(tmp_path: Path) -> None:
    clauses, plain = _files(tmp_path, 60)
    found, texts = cases(clauses), ordinary([plain])
    assert len(texts) == len(PLAIN)
    weights = fit(found, texts)
    told = measures([(case, weigh(case.signs, weights)) for case in found])
    assert min(told["precision"], told["recall"], told["rule"]) > 0.95


def test_a_fold_leaves_out_whole_pairs_and_says_something_of_every_clause(tmp_path: Path) -> None:
    clauses, plain = _files(tmp_path, 40)
    found = cases(clauses)
    said = left_out(found, ordinary([plain]), 2)
    assert Counter(case.pair for case, _ in said) == Counter(case.pair for case in found)


def test_the_command_writes_weights_and_with_folds_only_measures(tmp_path: Path) -> None:
    clauses, plain = _files(tmp_path, 30)
    output = tmp_path / "weights.json"
    arguments = [str(clauses), "--ordinary", str(plain), "--output", str(output)]
    main([*arguments, "--folds", "2"])
    assert not output.exists()
    main(arguments)
    assert set(json.loads(output.read_text("utf-8"))) == {"relevant", "violates", "rules"}


def test_the_weights_that_ship_were_fitted_on_the_set() -> None:
    found = cases(SET)
    told = measures([(case, weigh(case.signs)) for case in found])
    assert min(told["precision"], told["recall"]) > 0.97
