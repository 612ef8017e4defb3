"""Fitting the model that labels the pieces of a text."""

from __future__ import annotations

import json
from pathlib import Path

from matcher.training.items import Measure, fit, main, read, with_parts

LABELLED = [
    {
        "text": "夜班看不过来。漏检率不高于0.5%，最好支持手机查看。",
        "items": [
            {"span": "漏检率不高于0.5%", "must": True},
            {"span": "支持手机查看", "must": False},
        ],
    },
    {"text": "仓库一共三层，今年刚搬来。", "items": []},
]


def _file(folder: Path) -> Path:
    path = folder / "texts.jsonl"
    lines = (json.dumps(one, ensure_ascii=False) for one in LABELLED * 4)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_parts_of_a_text_keep_the_items_that_lie_wholly_in_them(tmp_path: Path) -> None:
    [example, *_] = read(_file(tmp_path))
    parts = with_parts([example])[1:]
    assert {part.text.rstrip("。") for part in parts} >= {"漏检率不高于0.5%", "夜班看不过来"}
    for part in parts:
        for start, end, _ in part.items:
            assert part.text[start:end] in example.text
        assert (len(part.items) > 0) == ("漏检率" in part.text or "手机" in part.text)


def test_what_was_fitted_reads_its_own_texts(tmp_path: Path) -> None:
    examples = read(_file(tmp_path))
    weights = fit(with_parts(examples))
    measure = Measure()
    for example in examples:
        measure.add(example, weights)
    assert measure.hits == measure.labelled == measure.predicted == measure.right == 8


def test_the_command_writes_weights_and_with_folds_only_measures(tmp_path: Path) -> None:
    path, output = _file(tmp_path), tmp_path / "weights.json"
    main([str(path), "--folds", "2", "--output", str(output)])
    assert not output.exists()
    main([str(path), "--output", str(output)])
    assert set(json.loads(output.read_text("utf-8"))) == {"signs", "moves"}
