"""Measures rankings on labelled sets: `python -m matcher.training.report FOLDER [FOLDER ...]`.

Prints Markdown: five ways to rank, from plain words to everything together, with 95 % bootstrap
intervals over scenarios, and what is suggested where somebody and where nobody serves.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import bm25s
import numpy as np
import rjieba
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher import knowledge, lexical, ranker
from matcher.capabilities import CapabilityReader
from matcher.embedder import load_embedder
from matcher.evaluate import Run, evaluate
from matcher.profiles import Numbers, Profiler
from matcher.ranker import SIGNALS, Ranker
from matcher.training.sets import LabelledSet, Task, read
from matcher.types import Document

SHOWN = ("nDCG@10", "recall@10", "MRR", "right vendor in five")


def _text(document: Document) -> str:
    return "\n".join(source.text for source in document.fields)


def _bm25(vendors: Sequence[Document], scenarios: Sequence[Document]) -> Numbers:
    """Okapi BM25 over segmented words."""
    cut = rjieba.Jieba().cut
    words = [[word for word in cut(_text(one).lower()) if word.strip()] for one in vendors]
    index = bm25s.BM25()
    index.index(words, show_progress=False)
    rows = []
    for one in scenarios:
        known = {word for word in cut(_text(one).lower()) if word in index.vocab_dict}
        rows.append(index.get_scores(sorted(known)) if known else np.zeros(len(vendors)))
    return np.array(rows, np.float64)


def _tfidf(vendors: Sequence[Document], scenarios: Sequence[Document]) -> Numbers:
    """Cosine of TF-IDF over character 1- to 3-grams."""
    model = TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True)
    offered = model.fit_transform([_text(one) for one in vendors])
    return np.asarray((model.transform([_text(one) for one in scenarios]) @ offered.T).toarray())


class _Measurer:
    def __init__(self, model: str | None) -> None:
        embedder = load_embedder(model)
        reader = CapabilityReader(embedder, knowledge.load())
        self._profiler = Profiler(embedder, lexical.statistics(), reader)
        self._ranker = Ranker(reader, ranker.load())

    def systems(
        self, labelled: LabelledSet, scenarios: Sequence[Document]
    ) -> Iterator[tuple[str, Numbers]]:
        """Name and scores, shape (scenarios, vendors), of each way to rank."""
        offers = self._profiler.offers(labelled.vendors)
        requests = self._profiler.requests(scenarios)
        signals = np.stack([self._ranker.signals(request, offers) for request in requests])
        yield "BM25, words", _bm25(labelled.vendors, scenarios)
        yield "TF-IDF, character n-grams", _tfidf(labelled.vendors, scenarios)
        yield "dense", signals[:, :, SIGNALS.index("dense")]
        weights = np.array(self._ranker.parameters.coefficients)
        bare = weights.copy()
        bare[SIGNALS.index("capability")] = 0
        yield "fused without knowledge", signals @ bare
        yield "fused with knowledge", signals @ weights

    def suggested(self, labelled: LabelledSet, scenarios: Sequence[Document]) -> list[set[str]]:
        """What would be shown for each scenario among its ten best."""
        offers = self._profiler.offers(labelled.vendors)
        shown = []
        for request in self._profiler.requests(scenarios):
            signals = self._ranker.signals(request, offers)
            fits = self._ranker.fits(request, signals)
            best = np.argsort(-fits, kind="stable")[:10]
            count = self._ranker.shown(fits[best])
            shown.append({labelled.vendors[row].id for row in best[:count]})
        return shown


def _run(labelled: LabelledSet, scenarios: Sequence[Document], scores: Numbers) -> Run:
    keys = [one.id for one in labelled.vendors]
    return {
        one.id: dict(zip(keys, row.tolist(), strict=True))
        for one, row in zip(scenarios, scores, strict=True)
    }


def _table(measurer: _Measurer, labelled: LabelledSet, task: Task) -> Iterator[str]:
    size = f"{len(task.scenarios)} scenarios, {len(labelled.vendors)} vendors"
    yield f"\n**{labelled.name}, {task.name}**: {size}\n"
    yield "| | " + " | ".join(SHOWN) + " |"
    yield "|---" * (len(SHOWN) + 1) + "|"
    for name, scores in measurer.systems(labelled, task.scenarios):
        found = {
            one.name: one for one in evaluate(task.qrels, _run(labelled, task.scenarios, scores))
        }
        cells = (
            f"{one.mean:.2f} ({one.low:.2f}–{one.high:.2f})" for one in map(found.get, SHOWN) if one
        )
        yield f"| {name} | " + " | ".join(cells) + " |"
    yield from _suggested(measurer, labelled, task)


def _suggested(measurer: _Measurer, labelled: LabelledSet, task: Task) -> Iterator[str]:
    shown = measurer.suggested(labelled, task.scenarios)
    serves = [
        {key for key, grade in task.qrels.get(one.id, {}).items() if grade}
        for one in task.scenarios
    ]
    right = sum(len(a & b) for a, b in zip(shown, serves, strict=True))
    some = sum(bool(a & b) for a, b in zip(shown, serves, strict=True))
    yield (
        f"\nSuggested: {sum(map(len, shown))} vendors, {right} of them serve; "
        f"{some} of {len(shown)} scenarios are shown at least one that serves."
    )


def report(folders: Sequence[Path], model: str | None = None) -> Iterator[str]:
    """The lines of the report."""
    measurer = _Measurer(model)
    for folder in folders:
        labelled = read(folder)
        for task in labelled.tasks:
            yield from _table(measurer, labelled, task)
        if labelled.unserved:
            silent = [not one for one in measurer.suggested(labelled, labelled.unserved)]
            yield f"\nOf {len(silent)} scenarios nobody serves {sum(silent)} get no suggestion."


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m matcher.training.report")
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--model", help="a folder or hub id; default: the bundled model")
    chosen = parser.parse_args(arguments)
    for line in report(chosen.folders, chosen.model):
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
