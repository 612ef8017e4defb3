"""The training command, small: it writes a model that loads, and the same one twice."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from matcher import knowledge
from matcher.bundled import BundledModel
from matcher.errors import MatcherError

pytest.importorskip("datasets", reason="training needs the extra 'training'")
pytest.importorskip("accelerate", reason="training needs the extra 'training'")

import torch

from matcher.training.loss import MaskedContrastiveLoss
from matcher.training.model import Settings, train
from matcher.training.pairs import knowledge_pairs, public_pairs

SMALL = Settings(dimension=64, vocabulary=4000, batch=256, epochs=1, code_bytes=16)
FEW = knowledge.Knowledge(knowledge.load().capabilities[:24], "few")
CLOSED = knowledge.Knowledge(
    tuple(
        knowledge.Capability(
            **{name: getattr(one, name) for name in one.__slots__ if name != "confusable"},
            confusable=tuple(
                other for other in one.confusable if other in {two.id for two in FEW.capabilities}
            ),
        )
        for one in FEW.capabilities
    ),
    "closed",
)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pairs")
    lines = [
        json.dumps({"a": f"第{row}章 设备", "b": f"device chapter {row}"}) for row in range(300)
    ]
    with gzip.open(folder / "own.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return folder


def test_the_same_seed_gives_the_same_weights(pairs: Path, tmp_path: Path) -> None:
    for name in ("first", "second"):
        train(CLOSED, pairs, tmp_path / name, SMALL)
    first, second = (
        (tmp_path / name / "model.safetensors").read_bytes() for name in ("first", "second")
    )
    assert first == second


def test_without_pairs_the_products_own_knowledge_is_enough(tmp_path: Path) -> None:
    train(CLOSED, None, tmp_path / "model", SMALL)
    one, other = CLOSED.capabilities[0], CLOSED.capabilities[12]
    asked, right, wrong = BundledModel(tmp_path / "model").encode(
        [one.asks[5], one.offers[0], other.offers[0]]
    )
    assert np.isclose(np.linalg.norm(asked), 1, atol=1e-5)
    assert asked @ right > asked @ wrong


def test_texts_of_one_group_are_no_negatives_of_each_other() -> None:
    loss = MaskedContrastiveLoss.__new__(MaskedContrastiveLoss)
    torch.nn.Module.__init__(loss)
    loss.scale = 20.0
    same = torch.nn.functional.normalize(torch.ones(2, 4), dim=1)
    alike = loss.compute_loss_from_embeddings([same, same], torch.tensor([[1, -1], [1, -1]]))
    apart = loss.compute_loss_from_embeddings([same, same], torch.tensor([[1, -1], [2, -1]]))
    assert alike.item() == pytest.approx(0.0, abs=1e-6)
    assert apart.item() == pytest.approx(np.log(2), abs=1e-6)


def test_a_pair_never_has_its_own_capability_as_negative() -> None:
    for pair in knowledge_pairs(CLOSED, 1, 100):
        assert pair.negative is not None
        assert pair.negative_group != pair.group or pair.negative == pair.positive


def test_pairs_that_share_a_text_share_a_group(tmp_path: Path) -> None:
    lines = ['{"a": "x", "b": "y"}', '{"a": "z", "b": "y"}', '{"a": "p", "b": "q"}']
    (tmp_path / "own.jsonl").write_text("\n".join(lines), encoding="utf-8")
    groups = {(pair.anchor, pair.positive): pair.group for pair in public_pairs(tmp_path, 1)}
    assert groups[("x", "y")] == groups[("z", "y")] != groups[("p", "q")]


def test_a_broken_pair_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text('{"a": "x", "b": "y"}\n{"a": 1}\n', encoding="utf-8")
    with pytest.raises(MatcherError, match=r"own.jsonl:2"):
        public_pairs(tmp_path, 1)
