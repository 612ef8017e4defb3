"""Texts into unit vectors: the bundled model, or any sentence-transformers model by setting."""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
from safetensors import SafetensorError

from matcher import bundled
from matcher.errors import ModelNotFound, ModelUnusable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SETTING = "SCENEBRIDGE_MODEL"
# What the authors of BAAI/bge-*-zh ask to be put before queries; their folders do not carry it.
_BGE_CHINESE = re.compile(r"bge-(?:small|base|large)-zh", re.IGNORECASE)
_BGE_QUERY = "为这个句子生成表示以用于检索相关文章："

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """Unit vectors, shape (texts, dimension), and the code points of each text left unread."""

    vectors: Vectors
    omitted: tuple[int, ...]


class Embedder(Protocol):
    """The two sides of a retrieval model, and what identifies it."""

    dimension: int
    fingerprint: str

    def encode_query(self, texts: Sequence[str]) -> Encoded:
        """Vectors of what is asked."""

    def encode_document(self, texts: Sequence[str]) -> Encoded:
        """Vectors of what is offered."""


class BundledEmbedder:
    """The model that ships with the product. It reads texts of any length."""

    def __init__(self, folder: Path = bundled.FOLDER) -> None:
        try:
            self._model = bundled.BundledModel(folder)
            digest = hashlib.sha256((folder / "model.safetensors").read_bytes())
            digest.update((folder / "vocabulary.txt").read_bytes())
        except (OSError, KeyError, ValueError, SafetensorError) as problem:
            raise ModelUnusable(f"the bundled model in {folder} is damaged: {problem}") from problem
        self.fingerprint = "bundled-" + digest.hexdigest()[:16]
        self.dimension = self._model.dimension

    def encode_query(self, texts: Sequence[str]) -> Encoded:
        return Encoded(self._model.encode(texts), (0,) * len(texts))

    encode_document = encode_query


class SentenceTransformerEmbedder:
    """A sentence-transformers model from a folder or a hub id.

    Texts longer than the model reads are cut into pieces it can read; the text's vector is the
    mean of theirs. Code points that fit into no piece are counted as omitted.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _load(name)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self._query_prompt = self._prompt()
        self.fingerprint = _fingerprint(self._model, self._query_prompt)

    def _prompt(self) -> str | None:
        """The instruction for queries where the model's own configuration has none."""
        own = (self._model.prompts or {}).get("query") or self._model.default_prompt_name
        return _BGE_QUERY if not own and _BGE_CHINESE.search(self.name) else None

    def encode_query(self, texts: Sequence[str]) -> Encoded:
        prompt = self._query_prompt or (self._model.prompts or {}).get("query") or ""
        options = {"prompt": self._query_prompt} if self._query_prompt else {}
        return self._encode(texts, prompt, self._model.encode_query, options)

    def encode_document(self, texts: Sequence[str]) -> Encoded:
        prompt = (self._model.prompts or {}).get("document") or ""
        return self._encode(texts, prompt, self._model.encode_document, {})

    def _encode(
        self,
        texts: Sequence[str],
        prompt: str,
        encode: Callable[..., Any],
        options: dict[str, str],
    ) -> Encoded:
        pieces: list[str] = []
        owners: list[int] = []
        omitted = []
        for row, text in enumerate(texts):
            parts, lost = self._pieces(text, prompt)
            pieces.extend(parts)
            owners.extend([row] * len(parts))
            omitted.append(lost)
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        if pieces:
            found = encode(pieces, show_progress_bar=False, normalize_embeddings=True, **options)
            np.add.at(vectors, owners, np.asarray(found, np.float32))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return Encoded(vectors / np.maximum(norms, 1e-12), tuple(omitted))

    def _pieces(self, text: str, prompt: str) -> tuple[list[str], int]:
        """Halves of halves until each is read whole; code points that never are."""
        if not text.strip():
            return [], 0
        if self._fits(prompt + text):
            return [text], 0
        if len(text) == 1:
            return [], 1
        middle = len(text) // 2
        left, lost_left = self._pieces(text[:middle], prompt)
        right, lost_right = self._pieces(text[middle:], prompt)
        return left + right, lost_left + lost_right

    def _fits(self, text: str) -> bool:
        longest = self._model.max_seq_length
        # A token is at least one code point in practice, and special tokens are few.
        if longest is None or math.isinf(longest) or len(text) + 8 < longest / 2:
            return True
        tokenizer = self._model.tokenizer
        encoded = tokenizer.encode(text)
        return len(getattr(encoded, "ids", encoded)) <= longest


def _load(name: str) -> SentenceTransformer:
    folder = Path(name).expanduser()
    looks_local = folder.is_absolute() or name.startswith((".", "~"))
    if looks_local and not folder.is_dir():
        raise ModelNotFound(f"{SETTING}: there is no folder {name}")
    from sentence_transformers import SentenceTransformer

    is_bundled = folder.is_dir() and folder.resolve() == bundled.FOLDER.resolve()
    try:
        return SentenceTransformer(
            str(folder) if folder.is_dir() else name, device="cpu", trust_remote_code=is_bundled
        )
    except Exception as problem:  # a dozen libraries raise here, each in its own way
        text = str(problem).strip().splitlines()
        reason = text[0] if text else type(problem).__name__
        if folder.is_dir():
            raise ModelUnusable(f"{SETTING}: {name} cannot be loaded: {reason}") from problem
        offline = os.environ.get("HF_HUB_OFFLINE") == "1"
        hint = " (HF_HUB_OFFLINE=1 forbids downloading)" if offline else ""
        raise ModelNotFound(
            f"{SETTING}: {name} is neither a folder nor a model that can be fetched{hint}: {reason}"
        ) from problem


def _fingerprint(model: SentenceTransformer, query_prompt: str | None) -> str:
    """What the vectors depend on: shapes and sampled values of every tensor, prompts, length."""
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        flat = tensor.detach().flatten()
        sample = flat[:: max(1, len(flat) // 4096)].float().numpy()
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        digest.update(sample.tobytes())
    settings = [model.prompts, model.default_prompt_name, query_prompt, str(model.max_seq_length)]
    digest.update(json.dumps(settings, sort_keys=True, ensure_ascii=False).encode())
    return "st-" + digest.hexdigest()[:16]


def load_embedder(name: str | None = None) -> Embedder:
    """The embedder that `name`, else the environment's SCENEBRIDGE_MODEL, else nothing names.

    Raises ModelNotFound and ModelUnusable with a text for people.
    """
    chosen = name or os.environ.get(SETTING) or None
    return SentenceTransformerEmbedder(chosen) if chosen else BundledEmbedder()
