"""What the bundled model learns from: public text pairs and the product's own knowledge."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import MatcherError
from matcher.knowledge import Capability, Knowledge

# (at most this many pairs, seen this many times an epoch). Translation files are large and far
# from the trade, so they are capped; small files of the trade are repeated.
_SHARES: Mapping[str, tuple[int, int]] = {
    "cloud_api_zh_en": (15_000, 1),
    "cloud_api_title_desc": (15_000, 1),
    "cloud_param_zh_en": (8_000, 1),
    "cloud_product_brief": (10_000, 5),
    "tatoeba_zh_en": (12_000, 1),
    "d365_heading_zh_en": (10_000, 1),
    "d365_section_body": (12_000, 1),
    "d365_title_desc": (10_000, 2),
    "azarch_heading_zh_en": (10_000, 2),
    "azarch_section_body": (10_000, 2),
    "azarch_title_desc": (10_000, 5),
    "csl_abstract_keywords": (10_000, 3),
    "csl_title_category": (0, 1),  # thirteen categories say nothing about a task
    "law_title_article": (4_000, 1),
    "hf_course_zh_en": (10_000, 3),
    "paddlex_section_body": (10_000, 4),
    "paddlex_zh_en": (10_000, 4),
    "gbt4754_child_parent": (10_000, 3),
    "gbt4754_name_remark": (10_000, 4),
}
_OTHER = (10_000, 1)
_LONGEST = 300  # characters of one side; what follows repeats the subject
_CROSS = 140  # requests crossed with offers, per capability


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of one meaning, with a text that only looks alike where one is known.

    Pairs of the same `group` are not held against each other as negatives.
    """

    anchor: str
    positive: str
    group: int
    negative: str | None = None
    negative_group: int = -1


def _read(path: Path) -> Iterator[tuple[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                record = json.loads(line)
                first, second = record["a"], record["b"]
            except (json.JSONDecodeError, KeyError, TypeError) as problem:
                raise MatcherError(f"{path.name}:{number}: no pair of texts a, b") from problem
            first, second = str(first)[:_LONGEST].strip(), str(second)[:_LONGEST].strip()
            if first and second:
                yield first, second


def _groups(texts: Iterable[tuple[str, str]]) -> list[int]:
    """One number per pair; pairs that share a text, directly or through others, share it."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        parent.setdefault(text, text)
        while parent[text] != text:
            parent[text] = parent[parent[text]]
            text = parent[text]
        return text

    pairs = list(texts)
    for first, second in pairs:
        parent[root(first)] = root(second)
    numbers: dict[str, int] = {}
    return [numbers.setdefault(root(first), len(numbers)) for first, _ in pairs]


def public_pairs(folder: Path, seed: int) -> list[Pair]:
    """Pairs of every `*.jsonl` and `*.jsonl.gz` of a folder, capped and repeated by source."""
    chosen: list[tuple[str, str]] = []
    for path in sorted((*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz"))):
        cap, repeats = _SHARES.get(path.name.split(".")[0], _OTHER)
        pairs = sorted(set(_read(path)))
        random.Random(f"{seed} {path.name}").shuffle(pairs)
        chosen.extend(pairs[:cap] * repeats)
    return [
        Pair(first, second, group)
        for (first, second), group in zip(chosen, _groups(chosen), strict=True)
    ]


def _positives(capability: Capability, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Pairs that say the same capability: request-offer, request-request, text-name."""
    cross = [(ask, offer) for ask in capability.asks for offer in capability.offers]
    yield from rng.sample(cross, min(_CROSS, len(cross)))
    for ask in capability.asks:
        others = [text for text in capability.asks if text != ask]
        yield from ((ask, text) for text in rng.sample(others, min(3, len(others))))
    for text in (*capability.asks, *capability.offers):
        names = rng.sample(capability.names, min(5, len(capability.names)))
        yield from ((text, name) for name in names)
    yield from ((alias, capability.zh) for alias in capability.aliases)


def knowledge_pairs(knowledge: Knowledge, seed: int, first_group: int) -> list[Pair]:
    """Pairs of every capability, each with an offer of a neighbour that is easily mistaken."""
    rng = random.Random(f"{seed} knowledge")
    rows = {item.id: number for number, item in enumerate(knowledge.capabilities)}
    pairs = []
    for number, capability in enumerate(knowledge.capabilities):
        for anchor, positive in _positives(capability, rng):
            other = rows[rng.choice(capability.confusable)] if capability.confusable else -1
            negative = rng.choice(knowledge.capabilities[other].offers) if other >= 0 else positive
            group = first_group + number
            pairs.append(
                Pair(
                    anchor, positive, group, negative, first_group + other if other >= 0 else group
                )
            )
    return pairs
