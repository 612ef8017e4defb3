"""What is known of one clause: signs that the models weigh.

Runs of characters and words, with place names, words for near and far and figures made alike;
the classes of words that occur, alone, in pairs, and by the part of the clause they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import rjieba

from matcher.fairness.scripts import simplified
from matcher.fairness.turns import turns_in
from matcher.fairness.words import CLASSES, classes_in

_FIGURE = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿]+(?:[.点]\d+)?%?")
_SEAM = re.compile(r"[，；。：、！？,;:!?\r\n]+|\.\s")
_LATIN_WORD = re.compile(r"[a-zA-Z][a-zA-Z'-]+")
_LONGEST_GRAM = 3


def signs_of(clause: str) -> set[str]:
    """Names of the signs that are true of a folded clause."""
    text = simplified(clause)
    plain = _alike(text)
    parts = [part for part in _SEAM.split(text) if part.strip()]
    return {
        *(f"~{gram}" for gram in _grams(plain)),
        *_worded([word for word in rjieba.cut(plain) if word.strip()]),
        *_classed(classes_in(text), [classes_in(part) for part in parts]),
        *_ends(parts),
        *_turned(turns_in(plain)),
    }


def _alike(text: str) -> str:
    """The text with every place as P, near as L, far as O and figures as 0."""
    for name, mark in (("place", "P"), ("outside", "O"), ("local", "L")):
        text = CLASSES[name].sub(mark, text)
    return _FIGURE.sub("0", text)


def _grams(plain: str) -> Iterator[str]:
    """Runs of characters; of Latin text, words instead."""
    words = _LATIN_WORD.findall(plain)
    if sum(map(len, words)) * 2 > len(plain):
        units: Sequence[str] = [word.lower() for word in words]
        join, longest = " ", _LONGEST_GRAM - 1
    else:
        units, join, longest = plain, "", _LONGEST_GRAM
    for size in range(1, longest + 1):
        for at in range(len(units) - size + 1):
            yield join.join(units[at : at + size])


def _worded(words: Sequence[str]) -> Iterator[str]:
    yield from (f"w:{word}" for word in words)
    yield from (f"w:{a} {b}" for a, b in pairwise(words))
    yield from (f"w:{a}..{b}" for a, b in zip(words, words[2:], strict=False))


def _classed(whole: Sequence[str], parts: Sequence[Sequence[str]]) -> Iterator[str]:
    """Classes of the clause, alone and together, and those it opens and closes with."""
    yield from (f"c:{name}" for name in whole)
    yield from (f"c:{a}+{b}" for a, b in combinations(whole, 2))
    if parts:
        yield from (f"first:{name}" for name in parts[0])
        yield from (f"last:{name}" for name in parts[-1])


def _turned(turns: Sequence[str]) -> Iterator[str]:
    yield from (f"t:{name}" for name in turns)
    yield from (f"t:{a}+{b}" for a, b in combinations(turns, 2))


def _ends(parts: Sequence[str]) -> Iterator[str]:
    if parts:
        yield from (f"last~{parts[-1][-2:]}", f"last~{parts[-1][-3:]}", f"first~{parts[0][:2]}")
