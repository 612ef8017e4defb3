"""The torch-free encoder against sentence-transformers, and what it never needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matcher import bundled, knowledge, prototypes
from matcher.capabilities import compute
from matcher.embedder import BundledEmbedder

ODD = [
    "",
    "！！，。",
    "MES",
    "ＭＥＳ系统（２０２４）",
    "漏检率≤0.1%",
    "a" * 5000,
    "布面\n疵点 检测",
    "😀",
]


def _run(code: str) -> str:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=Path(bundled.FOLDER).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_vectors_equal_those_of_sentence_transformers(embedder: BundledEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(bundled.FOLDER), device="cpu", trust_remote_code=True)
    texts = ODD + [text for one in knowledge.load().capabilities[::9] for text in one.asks]
    own = embedder.encode_query(texts).vectors
    assert np.abs(own - model.encode_query(texts)).max() <= 1e-6
    assert np.abs(own - model.encode_document(texts)).max() <= 1e-6


def test_vectors_have_length_one_or_are_zero(embedder: BundledEmbedder) -> None:
    norms = np.linalg.norm(embedder.encode_document(ODD).vectors, axis=1)
    assert np.all(np.isclose(norms, 1, atol=1e-6) | (norms == 0))
    assert norms[0] == norms[1] == 0


def test_a_vector_does_not_depend_on_what_is_encoded_beside_it(embedder: BundledEmbedder) -> None:
    texts = [text for one in knowledge.load().capabilities for text in one.offers[:2]]
    together = embedder.encode_document(texts).vectors
    alone = np.concatenate([embedder.encode_document([text]).vectors for text in texts[:50]])
    assert np.array_equal(together[:50], alone)


def test_encoding_needs_neither_torch_nor_the_network() -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from matcher.bundled import BundledModel\n"
        "assert BundledModel().encode(['布面疵点检测']).any()\n"
        "print('torch' in sys.modules)"
    )
    assert _run(code) == "False"


def test_sentence_transformers_loads_the_folder_offline() -> None:
    code = (
        "import socket\n"
        "def refuse(*_): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "from sentence_transformers import SentenceTransformer\n"
        "from matcher.bundled import FOLDER\n"
        "model = SentenceTransformer(str(FOLDER), trust_remote_code=True)\n"
        "print(model.encode_query(['布面疵点检测']).shape)"
    )
    assert _run(code) == "(1, 256)"


def test_the_encoder_is_one_short_file() -> None:
    assert len(Path(bundled.__file__).read_text(encoding="utf-8").splitlines()) <= 60


def test_the_weights_take_at_most_forty_megabytes() -> None:
    assert sum(path.stat().st_size for path in bundled.FOLDER.iterdir()) <= 40_000_000


def test_the_prototypes_that_ship_are_those_of_this_model_and_this_knowledge(
    embedder: BundledEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    known = knowledge.load()
    found = prototypes.load(f"{embedder.fingerprint}-{known.version}")
    assert found is not None
    for shipped, fresh in zip(found, compute(embedder, known), strict=True):
        assert np.allclose(shipped, fresh, atol=1e-6)


def test_the_model_card_names_the_weights_that_ship() -> None:
    import hashlib

    card = (bundled.FOLDER / "MODEL.md").read_text(encoding="utf-8")
    for name in ("model.safetensors", "vocabulary.txt"):
        assert hashlib.sha256((bundled.FOLDER / name).read_bytes()).hexdigest() in card


@pytest.mark.parametrize(
    ("near", "far"),
    [("验布机自动找出断经和油污", "管网漏损监测"), ("半夜停机没人会修", "口语评测")],
)
def test_what_belongs_together_is_nearer(embedder: BundledEmbedder, near: str, far: str) -> None:
    asked = {
        "验布机自动找出断经和油污": "布面疵点检测",
        "半夜停机没人会修": "设备故障诊断与维修指导",
    }
    one, two, other = embedder.encode_query([asked[near], near, far]).vectors
    assert one @ two > one @ other
