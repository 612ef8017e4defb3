"""What is known of each piece of a text: signs that the labelling model weighs."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from matcher.clauses import Span
from matcher.requirements.asking import is_firm, is_pain, is_wish, limits_in, sort_of, strength
from matcher.requirements.items_cues import cues_in
from matcher.requirements.items_pieces import Piece, Seam

_NUMERAL = re.compile(
    r"[\d零〇一二两三四五六七八九十百千万亿]+(?:[.点成][\d零一二三四五六七八九]+)*"
)
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
_COUNTED = re.compile(r"[0两](?:[类种样项个条件句者]|方面|功能)")
_LONGEST_GRAM = 3
_TOTAL = re.compile(r"([两二三四五六七八九]|\d)(?:大|小)?(?:[类种样项个条件句点者]|方面)")
_DIGITS = {word: k for k, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_LENGTHS = (2, 4, 6, 9, 13, 18, 26, 40)
_NEAR = 30  # pieces looked at ahead
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The pieces of a text with what is read of each once: bodies, cue families, plain forms.

    `sentences`, `clauses` and `leads` give the indices of the pieces that share one.
    """

    pieces: Sequence[Piece]
    bodies: Sequence[str]
    cues: Sequence[Sequence[str]]
    plain: Sequence[str]
    sentences: Mapping[int, Sequence[int]]
    clauses: Mapping[int, Sequence[int]]
    leads: Mapping[Span | None, Sequence[int]]


def features_of(text: str, pieces: Sequence[Piece]) -> list[list[str]]:
    """Names of the signs that are true of each piece of a folded text."""
    bodies = [text[piece.start : piece.end] for piece in pieces]
    reading = _Reading(
        pieces,
        bodies,
        [cues_in(body) for body in bodies],
        [_normal(body) for body in bodies],
        _grouped([piece.sentence for piece in pieces]),
        _grouped([piece.clause for piece in pieces]),
        _grouped([piece.lead for piece in pieces]),
    )
    leads = {lead: _led(text, reading, lead) for lead in reading.leads}
    return [
        ["bias", *_own(reading, k), *_place(reading, k), *_around(reading, k), *leads[piece.lead]]
        for k, piece in enumerate(pieces)
    ]


def _grouped(keys: Sequence[_Key]) -> dict[_Key, list[int]]:
    groups: dict[_Key, list[int]] = {}
    for index, key in enumerate(keys):
        groups.setdefault(key, []).append(index)
    return groups


def _led(text: str, reading: _Reading, lead: Span | None) -> list[str]:
    """Signs of the clause before a colon that a piece stands under, with how many it announces."""
    if lead is None:
        return []
    said = text[lead[0] : lead[1]]
    found = [f"lead:{cue}" for cue in cues_in(said)] or ["lead:plain"]
    found += [f"lead~{gram}" for gram in _grams(_normal(said), 2)]
    match = _TOTAL.search(said)
    if match is not None:
        total = _DIGITS.get(match.group(1)) or int(match.group(1))
        under = reading.leads[lead]
        clauses = {reading.pieces[k].clause for k in under}
        found += [f"announced:{total == len(under)}", f"announced clauses:{total == len(clauses)}"]
    return found


def _own(reading: _Reading, index: int) -> list[str]:
    body, plain = reading.bodies[index], reading.plain[index]
    found = [f"own:{cue}" for cue in reading.cues[index]]
    found += [f"~{gram}" for size in (1, 2, _LONGEST_GRAM) for gram in _grams(plain, size)]
    found += [f"^{plain[:size]}" for size in (1, 2, 3)]
    found += [f"{plain[-size:]}$" for size in (1, 2, 3)]
    found.append(f"sort:{sort_of(body)}")
    found.append(f"strength:{max(-3, min(4, strength(body)))}")
    found.append(f"length:{sum(len(body) > bound for bound in _LENGTHS)}")
    flags = {
        "limit": limits_in(body), "pain": is_pain(body), "wish": is_wish(body),
        "firm": is_firm(body), "figure": "0" in plain, "latin": plain[:1].isascii() and plain[:1] != "0",
    }  # fmt: skip
    return found + [f"is:{name}" for name, true in flags.items() if true]


def _place(reading: _Reading, index: int) -> list[str]:
    pieces = reading.pieces
    piece = pieces[index]
    same, siblings = reading.sentences[piece.sentence], reading.clauses[piece.clause]
    order = index - same[0]
    found = [
        f"seam:{piece.seam}",
        f"sentence:{min(piece.sentence, 3)}",
        f"order:{min(order, 3)}",
        f"pieces:{min(len(same), 5)}",
        f"sentence+order:{min(piece.sentence, 2)}{min(order, 1)}",
    ]
    found += ["closing"] if piece.sentence == pieces[-1].sentence else []
    found += ["ends"] if index == same[-1] else []
    found += ["announces"] if piece.leads else []
    if len(siblings) == 1:
        return found
    length = piece.end - piece.start
    shortest = min(pieces[k].end - pieces[k].start for k in siblings[:_NEAR])
    before = pieces[max(index - 1, 0)]
    found += [
        f"siblings:{min(len(siblings), 4)}",
        f"shortest:{min(shortest, 8) // 2}",
        f"before:{min(before.end - before.start, 12) // 2}",
        f"seam+length:{piece.seam}{min(length, 12) // 2}",
    ]
    found += ["heads"] if index == siblings[0] else []
    found += ["tails"] if index == siblings[-1] else []
    found += ["siblings counted"] if _COUNTED.search(reading.plain[siblings[-1]]) else []
    if piece.seam in (Seam.ENUMERATION, Seam.CONJUNCTION):
        found.append(f"{piece.seam}:{min(length, 8)}")
    return found


def _around(reading: _Reading, index: int) -> list[str]:
    """Signs of the pieces beside this one, of the rest of its sentence and of the next."""
    pieces, cues, plain = reading.pieces, reading.cues, reading.plain
    here = pieces[index].sentence
    found = []
    for away in (-2, -1, 1, 2):
        k = index + away
        if not 0 <= k < len(pieces):
            continue
        near = "" if pieces[k].sentence == here else "|"
        found += [f"{away}{near}:{cue}" for cue in cues[k]]
        if abs(away) == 1:
            found += [f"{away}{near}^{plain[k][:2]}", f"{away}{near}{plain[k][-2:]}$"]
            found += [f"{away}counted"] if _COUNTED.search(plain[k]) else []
    end = reading.sentences[here][-1] + 1
    for name, pair in (("rest", (index + 1, end)), ("next", (end, len(pieces)))):
        span = range(pair[0], min(pair[1], pair[0] + _NEAR))
        ahead = [k for k in span if pieces[k].sentence <= here + 1]
        found += [f"{name}:{cue}" for cue in {cue for k in ahead for cue in cues[k]}]
    if index + 1 < end:
        found += [f"rest~{gram}" for gram in set(_grams(plain[end - 1], 2))]
    return found


def _normal(body: str) -> str:
    """The text with every figure as 0."""
    return _NUMERAL.sub("0", body)


def _grams(plain: str, size: int) -> list[str]:
    """Runs of characters; of Latin text, words instead."""
    words = _LATIN_WORD.findall(plain)
    if sum(map(len, words)) * 2 > len(plain):
        lowered = [word.lower() for word in words]
        return [" ".join(lowered[k : k + size]) for k in range(len(lowered) - size + 1)]
    return [plain[k : k + size] for k in range(len(plain) - size + 1)]
