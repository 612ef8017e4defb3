"""sentence-transformers modules of the bundled model: a weighted sum of n-gram vectors.

`NgramEmbedding` is trained; `QuantizedNgramEmbedding` is what ships. Both read the tokens of
`matcher.bundled`, so that the torch-free encoder and sentence-transformers agree.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.base.modules import InputModule
from sentence_transformers.util import load_file_path
from torch import Tensor, nn
from torch.nn import functional

from matcher.bundled import tokens

_VOCABULARY = "vocabulary.txt"
_WEIGHTS = "model.safetensors"


class _Ngrams(InputModule):
    """Turns texts into sorted rows of known token ids, flattened, with offsets."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.vocabulary = list(vocabulary)
        self._ids = {name: row for row, name in enumerate(self.vocabulary)}
        # Training meets every text several times; encoding meets it once.
        self._row = lru_cache(maxsize=400_000)(self._read)

    def _read(self, text: str) -> npt.NDArray[np.int32]:
        return np.array(sorted(filter(None, map(self._ids.get, tokens(text)))), np.int32)

    def preprocess(
        self, inputs: Sequence[Any], prompt: str | None = None, **_: object
    ) -> dict[str, Tensor | Any]:
        texts = self._prepend_prompt(list(inputs), prompt) if prompt else inputs
        rows = [(self._row if self.training else self._read)(text) for text in texts]
        offsets = np.cumsum([0] + [len(row) for row in rows[:-1]])
        flat = np.concatenate(rows) if rows else np.zeros(0, np.int32)
        return {
            "input_ids": torch.from_numpy(flat.astype(np.int64)),
            "offsets": torch.from_numpy(offsets.astype(np.int64)),
        }

    @property
    def max_seq_length(self) -> float:
        """Any length is read."""
        return float("inf")

    def __getstate__(self) -> dict[str, Any]:
        state = self.__dict__.copy()
        state.pop("_row")
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._row = lru_cache(maxsize=400_000)(self._read)


class NgramEmbedding(_Ngrams):
    """The trainable model: a table (tokens, dimension) and one non-negative weight per token.

    Both are sparse embeddings, so that one step costs what its batch holds, not the vocabulary.
    The table starts as normal noise with deviation `spread`.
    """

    def __init__(
        self,
        vocabulary: Sequence[str],
        weights: npt.NDArray[np.float32],
        dimension: int,
        spread: float,
    ) -> None:
        super().__init__(vocabulary)
        self.table = nn.Embedding(len(self.vocabulary), dimension, sparse=True)
        nn.init.normal_(self.table.weight, std=spread)
        self.weights = nn.Embedding(len(self.vocabulary), 1, sparse=True)
        self.weights.weight.data = torch.from_numpy(weights).unsqueeze(1)

    def forward(self, features: dict[str, Tensor | Any], **_: object) -> dict[str, Tensor | Any]:
        ids, offsets = features["input_ids"], features["offsets"]
        scale = self.weights(ids).squeeze(1).clamp(min=0)
        sums = functional.embedding_bag(
            ids, self.table.weight, offsets, mode="sum", sparse=True, per_sample_weights=scale
        )
        features["sentence_embedding"] = functional.normalize(sums, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        return self.table.embedding_dim

    def save(self, output_path: str, *_: object, **__: object) -> None:
        save_file(self.state_dict(), os.path.join(output_path, _WEIGHTS))
        Path(output_path, _VOCABULARY).write_text("\n".join(self.vocabulary), encoding="utf-8")


class QuantizedNgramEmbedding(_Ngrams):
    """The shipped model: rows are product-quantizer codes, decoded as they are needed.

    codes (tokens, parts) uint8; centroids (parts, 256, dimension / parts) float32;
    weights (tokens,) float16; frequencies (tokens,) int32, in how many training texts a token
    stands, and texts (1,) int64, how many there are: for lexical scoring.
    """

    codes: Tensor
    centroids: Tensor
    weights: Tensor
    frequencies: Tensor
    texts: Tensor

    def __init__(self, vocabulary: Sequence[str], tensors: dict[str, Tensor]) -> None:
        super().__init__(vocabulary)
        for name in ("codes", "centroids", "weights", "frequencies", "texts"):
            self.register_buffer(name, tensors[name])

    def forward(self, features: dict[str, Tensor | Any], **_: object) -> dict[str, Tensor | Any]:
        ids, offsets = features["input_ids"], features["offsets"]
        used, columns = torch.unique(ids, return_inverse=True)
        parts = torch.arange(self.centroids.shape[0], device=ids.device)
        table = self.centroids[parts, self.codes[used].long()].flatten(1)
        sums = functional.embedding_bag(
            columns, table, offsets, mode="sum", per_sample_weights=self.weights[ids].float()
        )
        features["sentence_embedding"] = functional.normalize(sums, dim=1)
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.centroids.shape[0] * self.centroids.shape[2])

    def save(self, output_path: str, *_: object, **__: object) -> None:
        tensors = {f"0.{name}": value.contiguous() for name, value in self.named_buffers()}
        save_file(tensors, os.path.join(output_path, _WEIGHTS))
        Path(output_path, _VOCABULARY).write_text("\n".join(self.vocabulary), encoding="utf-8")

    @classmethod
    def load(  # type: ignore[override]
        cls, model_name_or_path: str, subfolder: str = "", **options: Any
    ) -> Self:
        where = {
            key: options[key]
            for key in ("token", "cache_folder", "revision", "local_files_only")
            if key in options
        }
        paths = {}
        for name in (_VOCABULARY, _WEIGHTS):
            path = load_file_path(model_name_or_path, name, subfolder=subfolder, **where)
            if path is None:
                raise FileNotFoundError(f"{name} is missing in {model_name_or_path}")
            paths[name] = path
        vocabulary = Path(paths[_VOCABULARY]).read_text(encoding="utf-8").split("\n")
        tensors = load_file(paths[_WEIGHTS])
        return cls(vocabulary, {name.removeprefix("0."): value for name, value in tensors.items()})
