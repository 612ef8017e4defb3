"""Trains the bundled model: vocabulary, contrastive training, compression."""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import torch
from datasets import Dataset, DatasetDict
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)

from matcher import prototypes
from matcher.bundled import tokens
from matcher.capabilities import compute
from matcher.embedder import BundledEmbedder
from matcher.knowledge import Knowledge
from matcher.training.loss import MaskedContrastiveLoss
from matcher.training.modules import NgramEmbedding, QuantizedNgramEmbedding
from matcher.training.pairs import Pair, knowledge_pairs, public_pairs

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What one training run depends on, beside its texts."""

    dimension: int = 256
    vocabulary: int = 300_000
    least_count: int = 2
    batch: int = 1024
    epochs: int = 2
    rate: float = 0.01
    weight_rate: float = 0.002
    spread: float = 0.05
    scale: float = 20.0
    knowledge_repeats: int = 1
    code_bytes: int = 64
    seed: int = 20


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Known tokens in falling frequency, in how many of how many texts each stands."""

    tokens: tuple[str, ...]
    frequencies: npt.NDArray[np.int32]
    texts: int

    @property
    def idf(self) -> npt.NDArray[np.float32]:
        """log(1 + (N - df + 0.5) / (df + 0.5)), shape (tokens,)."""
        count = self.frequencies.astype(np.float64)
        return np.log1p((self.texts - count + 0.5) / (count + 0.5)).astype(np.float32)


def count_tokens(texts: Iterable[str], settings: Settings) -> Vocabulary:
    """The most frequent tokens of distinct texts; equal counts are ordered by token."""
    counts: Counter[str] = Counter()
    distinct = set(texts)
    for text in distinct:
        counts.update(tokens(text))
    kept = sorted(
        (token for token, count in counts.items() if count >= settings.least_count),
        key=lambda token: (-counts[token], token),
    )[: settings.vocabulary]
    kept = ["", *kept]  # row 0 is nobody's, so that encoders can drop what they do not know
    frequencies = np.array([counts[token] for token in kept], np.int32)
    return Vocabulary(tuple(kept), frequencies, len(distinct))


class _SparseTrainer(SentenceTransformerTrainer):
    """Leaves out the gradient norm, which torch cannot take of sparse gradients."""

    def _get_grad_norm(self, model: torch.nn.Module, grad_norm: object = None) -> None:
        return None


def _dataset(pairs: list[Pair]) -> Dataset:
    columns: dict[str, list[object]] = {
        "anchor": [pair.anchor for pair in pairs],
        "positive": [pair.positive for pair in pairs],
    }
    if any(pair.negative is not None for pair in pairs):
        columns["negative"] = [pair.negative for pair in pairs]
    columns["label"] = [[pair.group, pair.negative_group] for pair in pairs]
    return Dataset.from_dict(columns)


def _fit(embedding: NgramEmbedding, data: DatasetDict, settings: Settings) -> None:
    model = SentenceTransformer(modules=[embedding], device="cpu")
    optimizer = torch.optim.SparseAdam(
        [
            {"params": [embedding.table.weight], "lr": settings.rate},
            {"params": [embedding.weights.weight], "lr": settings.weight_rate},
        ]
    )
    steps = settings.epochs * sum(-(-len(part) // settings.batch) for part in data.values())
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / steps))
    with tempfile.TemporaryDirectory() as folder:
        arguments = SentenceTransformerTrainingArguments(
            output_dir=folder,
            num_train_epochs=settings.epochs,
            per_device_train_batch_size=settings.batch,
            max_grad_norm=0,  # clipping would make the sparse gradients dense
            seed=settings.seed,
            use_cpu=True,
            save_strategy="no",
            logging_steps=50,
            report_to="none",
            disable_tqdm=True,
        )
        _SparseTrainer(
            model=model,
            args=arguments,
            train_dataset=data,
            loss=MaskedContrastiveLoss(model, scale=settings.scale),
            optimizers=(optimizer, decay),
        ).train()


def quantize(
    trained: NgramEmbedding, vocabulary: Vocabulary, settings: Settings
) -> QuantizedNgramEmbedding:
    """The trained table as product-quantizer codes, `code_bytes` bytes a row."""
    table = trained.table.weight.detach().numpy()
    parts = settings.code_bytes
    quantizer = faiss.ProductQuantizer(table.shape[1], parts, 8)
    quantizer.cp.seed = settings.seed
    quantizer.train(table)
    codes = quantizer.compute_codes(table)
    centroids = faiss.vector_to_array(quantizer.centroids).reshape(parts, 256, -1)
    weights = trained.weights.weight.detach().squeeze(1).clamp(min=0)
    return QuantizedNgramEmbedding(
        vocabulary.tokens,
        {
            "codes": torch.from_numpy(codes),
            "centroids": torch.from_numpy(centroids.copy()),
            "weights": weights.half(),
            "frequencies": torch.from_numpy(vocabulary.frequencies),
            "texts": torch.tensor([vocabulary.texts]),
        },
    )


def train(
    knowledge: Knowledge, folder: Path | None, output: Path, settings: Settings
) -> Vocabulary:
    """Train from scratch and write a sentence-transformers folder; returns the vocabulary.

    Without a folder of pairs the product's own knowledge is all there is to learn from.
    """
    public = public_pairs(folder, settings.seed) if folder else []
    first_group = 1 + max((pair.group for pair in public), default=-1)
    own = knowledge_pairs(knowledge, settings.seed, first_group)
    log.info("%d public pairs, %d pairs of knowledge", len(public), len(own))
    texts = [text for pair in (*public, *own) for text in (pair.anchor, pair.positive)]
    vocabulary = count_tokens(texts, settings)
    log.info("%d tokens of %d texts", len(vocabulary.tokens), vocabulary.texts)
    torch.manual_seed(settings.seed)
    embedding = NgramEmbedding(
        vocabulary.tokens, vocabulary.idf, settings.dimension, settings.spread
    )
    parts = {"public": public, "knowledge": own * settings.knowledge_repeats}
    data = DatasetDict({name: _dataset(pairs) for name, pairs in parts.items() if pairs})
    _fit(embedding, data, settings)
    shipped = quantize(embedding, vocabulary, settings)
    model = SentenceTransformer(modules=[shipped], device="cpu", similarity_fn_name="cosine")
    model.save(str(output), create_model_card=False)
    for path in output.iterdir():
        path.chmod(0o644)
    embedder = BundledEmbedder(output)
    key = f"{embedder.fingerprint}-{knowledge.version}"
    prototypes.save(key, compute(embedder, knowledge), output / prototypes.SHIPPED.name)
    return vocabulary
