"""Trains the bundled model: `python -m matcher.training --pairs FOLDER --output FOLDER`."""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from matcher import knowledge
from matcher.training.model import Settings, train


def main(arguments: Sequence[str] | None = None) -> None:
    """Read pairs and knowledge, train, write a sentence-transformers folder."""
    parser = argparse.ArgumentParser(
        prog="python -m matcher.training",
        description="Trains the bundled embedding model from scratch on the CPU.",
    )
    parser.add_argument(
        "--pairs",
        type=Path,
        help="folder of *.jsonl[.gz] with {'a', 'b'} a line; without it only the product's own "
        "knowledge is learned from, and the model is a little weaker",
    )
    parser.add_argument("--output", type=Path, required=True, help="folder to write")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=2, help="the result depends on it")
    chosen = parser.parse_args(arguments)
    if chosen.pairs is not None and not chosen.pairs.is_dir():
        parser.error(f"--pairs: there is no folder {chosen.pairs}")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    logging.getLogger("faiss").setLevel(logging.WARNING)
    torch.set_num_threads(chosen.threads)
    started = time.monotonic()
    train(knowledge.load(), chosen.pairs, chosen.output, Settings(seed=chosen.seed))
    logging.info("%s written in %.0f s", chosen.output, time.monotonic() - started)


if __name__ == "__main__":
    main()
