"""A requirement and a text, each taken apart once for all pairs they are part of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from matcher.clauses import sentences
from matcher.folding import Folded, fold, lower
from matcher.requirements import wording
from matcher.requirements.concepts import Mention, concepts_in
from matcher.requirements.meaning import Vectors, telling_words, vectors, word_vectors
from matcher.requirements.parts import Part, parts
from matcher.requirements.statements import Statement, read

Numbers = npt.NDArray[np.float64]

# Small words that colour a clause, beside those of `wording`.
CUES: dict[str, re.Pattern[str]] = {
    "negation": wording.NEGATION,
    "denial": wording.DENIAL,
    "everyday denial": wording.EVERYDAY_DENIAL,
    "limited": wording.LIMITED,
    "planned": wording.PLANNED,
    "exception": wording.EXCEPTION,
    "unreached": wording.UNREACHED,
    "forbidden": wording.FORBIDDEN,
    "contrast": re.compile(r"但|不过|只是|然而|可惜|就是|至于|\bbut\b|however"),
    "extra": re.compile(
        r"另[付计收购买签]|加[收钱价]|单独|额外|选配|选装|收费|付费|按[次年天]|自费|自理|自备"
    ),
    "all": re.compile(r"全部?|都|均|所有|任何|一律|样样|每|\ball\b|\bevery\b"),
    "done": re.compile(r"已|过|了|一直|多年|现有|自带|内置|标配|随|附"),
    "can": re.compile(r"[可能会]以?|支持|提供|具备|配"),
    "hedge": re.compile(
        r"一般|通常|大致|尽量|争取|力争|原则上|视|看情况|可能|也许|有望|评估|研究|商量|协商|再议|再说"
    ),
    "condition": re.compile(r"如果|若|如需|前提|条件|时才|才能|方可|必须先|需要"),
    "later": re.compile(r"以后|将来|后续|下一步|[二三]期|[明后]年|下半年|季度"),
    "for now": re.compile(r"还[在没未差不]|尚|暂|目前|现阶段|眼下|正在"),
    # not the measure word: 3.2秒/只, 每只, 单只
    "only": re.compile(
        r"(?<![/每单整几两一二三四五六七八九十百千万\d])只(?![/，。；、]|$)|仅|\bonly\b"
    ),
    "rest": re.compile(r"其余|其他|另外|剩下|有[的些]|部分|一半|之外|以外"),
    "contrary to before": re.compile(r"^(?:而|可|却|反而|倒)"),
}
_MARKS = "，。；、：,;:. "
_BARE = frozenset({"negation", "limited", "everyday denial"})  # figures have a "not" of their own


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A requirement: its parts, words with weights that sum to 1, and vectors of all of them."""

    text: str
    names: tuple[str, ...]  # of the parts, as they are written
    parts: tuple[Part, ...]
    vector: Vectors
    part_vectors: Vectors
    words: tuple[tuple[str, float], ...]
    weights: Numbers
    word_vectors: Vectors
    part_words: tuple[tuple[tuple[str, float], ...], ...]
    cues: Numbers
    concepts: dict[str, Mention]
    forbids: bool


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A text: its clauses, their words one after another, their vectors and cues.

    `owners[i]` is where the words of clause i begin in `word_vectors`; `cues` is (clauses, CUES).
    """

    folded: Folded
    statements: tuple[Statement, ...]
    vectors: Vectors
    whole: Vectors
    sentences: Vectors
    neighbours: Vectors
    word_vectors: Vectors
    owners: tuple[int, ...]
    cues: Numbers
    grams: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4_096)
def asked(span: str) -> Asked:
    """A requirement item taken apart."""
    written = fold(span).text
    text = lower(written)
    found = parts(span)
    words = telling_words(text)
    total = sum(weight for _, weight in words) or 1.0
    made = vectors([text, *(lower(part.text) for part in found)])
    return Asked(
        text,
        tuple(as_written(lower(part.text), text, written) for part in found),
        found,
        made[0],
        made[1:],
        words,
        np.array([weight / total for _, weight in words]),
        word_vectors([word for word, _ in words]),
        tuple(telling_words(lower(part.text)) for part in found),
        np.array([float(cue.search(text) is not None) for cue in CUES.values()]),
        concepts_in(text),
        bool(wording.FORBIDDEN.search(text)),
    )


def as_written(part: str, text: str, written: str) -> str:
    """The part with its capitals, where it stands in the requirement as it is."""
    part = part.strip(_MARKS)
    place = text.find(part)
    return written[place : place + len(part)] if place >= 0 else part


@lru_cache(maxsize=16_384)
def told(text: str) -> Told:
    """A text of an offer taken apart."""
    folded = fold(text)
    statements = read(folded.text)
    clauses = [one.text for one in statements]
    pairs = [a + b for a, b in pairwise(clauses)]
    low = lower(folded.text)
    whole = [low[start:end].strip() for start, end in sentences(low)]
    made = vectors([*clauses, *pairs, *whole, low])
    words = [[word for word, _ in telling_words(clause)] for clause in clauses]
    starts, begun = [], 0
    for own in words:
        starts.append(begun)
        begun += len(own)
    return Told(
        folded,
        statements,
        made[: len(clauses)],
        made[-1],
        made[len(clauses) + len(pairs) : -1],
        made[len(clauses) : len(clauses) + len(pairs)],
        word_vectors([word for own in words for word in own]),
        (*starts, begun),
        np.array([_cues(one) for one in statements]).reshape(len(clauses), len(CUES)),
        tuple(_grams(one.bare) for one in statements),
    )


@lru_cache(maxsize=16_384)
def _cue_row(text: str, bare: str) -> tuple[float, ...]:
    return tuple(
        float(cue.search(bare if name in _BARE else text) is not None) for name, cue in CUES.items()
    )


def _cues(statement: Statement) -> tuple[float, ...]:
    return _cue_row(statement.text, statement.bare)


@lru_cache(maxsize=16_384)
def _grams(clause: str) -> tuple[str, ...]:
    """The distinct runs of one to three characters of a clause."""
    count = len(clause)
    return tuple({clause[i : i + n]: None for n in (1, 2, 3) for i in range(count - n + 1)})
