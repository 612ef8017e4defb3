"""Signs by which a learned reader tells how a text answers a requirement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.requirements.alike import excludes, stands
from matcher.requirements.concepts import mention
from matcher.requirements.findings import Finding, Standing
from matcher.requirements.opposites import members, poles
from matcher.requirements.parts import Limit
from matcher.requirements.readings import CUES, Asked, Numbers, Told
from matcher.requirements.valence import denied_from, valence
from matcher.requirements.words import held
from matcher.types import ReasonCode

_CUE = {name: place for place, name in enumerate(CUES)}
_CUE_SIGNS = tuple(
    f"{name}: {how}" for name in CUES for how in ("strongest", "best", "count", "after", "asked")
)
_DENIES = (_CUE["negation"], _CUE["everyday denial"])


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """Named numbers of a pair, and how much each clause's sentence is about the requirement.

    The sentence with the clause at `best`, the one that is most about it, has the relevance 1.
    """

    numbers: dict[str, float]
    relevance: Numbers
    best: int


def signs(asked: Asked, told: Told, findings: Sequence[Finding]) -> Signs:
    """The signs of a text with at least one clause; `findings` is what the rules say."""
    near = (told.vectors @ asked.vector).astype(np.float64)
    literal, soft = _alignment(asked, told)
    relevance = _relevance(asked, near, literal, soft)
    best = int(relevance.argmax())
    scaled = (relevance / max(float(relevance[best]), 1e-9)) ** 2
    found = _nearness(asked, told, near, literal, soft)
    found["relevance"] = float(relevance[best])
    found["relevance, mean"] = float(relevance.mean())
    found |= _parts(asked, told)
    found |= _rules(asked, findings)
    sentence = _sentence_of(told, best)
    found |= _cues(asked, told, scaled, best)
    found |= _valences(asked, told, scaled, best, sentence)
    found |= _within(asked, told, soft, literal, sentence)
    found |= _scope(asked, told, literal)
    found |= _oppositions(asked, told, scaled)
    found |= _figures(asked, told, best, findings)
    return Signs(found, _of_sentences(told, scaled), best)


def _of_sentences(told: Told, relevance: Numbers) -> Numbers:
    """The relevance of each clause's sentence, which is that of the best of its clauses."""
    found = relevance.copy()
    begin = 0
    for place, one in enumerate(told.statements):
        if one.closes or place == len(told.statements) - 1:
            found[begin : place + 1] = found[begin : place + 1].max()
            begin = place + 1
    return found


def _sentence_of(told: Told, best: int) -> slice:
    """The clauses of the sentence that has the clause at `best`."""
    closed = [place for place, one in enumerate(told.statements) if one.closes]
    begin = max((place + 1 for place in closed if place < best), default=0)
    return slice(begin, min((p for p in closed if p >= best), default=len(told.statements) - 1) + 1)


def _within(
    asked: Asked, told: Told, soft: Numbers, literal: Numbers, sentence: slice
) -> dict[str, float]:
    """What the sentence that is most about the requirement says, all its clauses together."""
    cues = told.cues[sentence].max(axis=0).tolist()
    found = {f"{name}: sentence": cue for name, cue in zip(CUES, cues, strict=True)}
    if len(asked.words):
        found["words, sentence"] = float(asked.weights @ soft[:, sentence].max(axis=1))
        found["words, stated in sentence"] = float(asked.weights @ literal[:, sentence].max(axis=1))
    else:
        found["words, sentence"] = found["words, stated in sentence"] = 0.0
    found["cosine, sentence"] = float((told.sentences @ asked.vector).max())
    found["clauses, sentence"] = float(min(6, sentence.stop - sentence.start))
    found["sentences"] = float(min(6, sum(one.closes for one in told.statements)))
    return found


def _alignment(asked: Asked, told: Told) -> tuple[Numbers, Numbers]:
    """How far each asked word stands in each clause: literally, and by its nearest word."""
    shape = (len(asked.words), len(told.statements))
    literal, soft = np.zeros(shape), np.zeros(shape)
    for row, (word, _) in enumerate(asked.words):
        for column, one in enumerate(told.statements):
            literal[row, column] = 1.0 if stands(word, one.text) else held(word, one.text)
    if len(told.word_vectors) and len(asked.words):
        cosines = asked.word_vectors @ told.word_vectors.T
        for column in range(shape[1]):
            begin, stop = told.owners[column], told.owners[column + 1]
            if begin < stop:
                soft[:, column] = cosines[:, begin:stop].max(axis=1)
    return literal, np.maximum(soft.clip(0), literal)


def _relevance(asked: Asked, near: Numbers, literal: Numbers, soft: Numbers) -> Numbers:
    if not len(asked.words):
        return np.asarray(0.5 * near.clip(0))
    return np.asarray(
        0.5 * near.clip(0) + 0.5 * (asked.weights @ soft) + 0.3 * (asked.weights @ literal)
    )


def _nearness(
    asked: Asked, told: Told, near: Numbers, literal: Numbers, soft: Numbers
) -> dict[str, float]:
    ordered = np.sort(near)
    found = {
        "cosine": float(told.whole @ asked.vector),
        "cosine, clause": float(ordered[-1]),
        "cosine, mean": float(near.mean()),
        "cosine, second": float(ordered[-2]) if len(ordered) > 1 else 0.0,
        "cosine, pair": float(
            (told.neighbours @ asked.vector).max() if len(told.neighbours) else ordered[-1]
        ),
        "clauses": float(min(12, len(near))),
        "length asked": float(min(80, len(asked.text))),
        "length told": float(min(200, len(told.folded.text))),
    }
    words = len(asked.words) > 0
    best, stated = (soft.max(axis=1), literal.max(axis=1)) if words else (np.zeros(1),) * 2
    weights = asked.weights if words else np.ones(1)
    found["words"] = float(weights @ best)
    found["words, least"] = float(best.min())
    found["words, near"] = float(weights @ (best > 0.5))
    found["words, very near"] = float(weights @ (best > 0.8))
    found["words, stated"] = float(weights @ stated)
    found["words, clause"] = float((asked.weights @ soft).max()) if words else 0.0
    found["words, stated in clause"] = float((asked.weights @ literal).max()) if words else 0.0
    return found


def _parts(asked: Asked, told: Told) -> dict[str, float]:
    near = (asked.part_vectors @ told.vectors.T).max(axis=1)
    shares = []
    for words in asked.part_words:
        total = sum(weight for _, weight in words) or 1.0
        shares.append(
            max(
                sum(w for word, w in words if stands(word, one.text)) / total
                for one in told.statements
            )
        )
    limits = sum(isinstance(part, Limit) for part in asked.parts)
    return {
        "part cosine, least": float(near.min()),
        "part cosine, mean": float(near.mean()),
        "part words, least": min(shares),
        "part words, mean": sum(shares) / len(shares),
        "parts": float(min(6, len(shares))),
        "limits": float(min(4, limits)),
        "claims": float(min(6, len(shares) - limits)),
        "forbids": float(asked.forbids),
    }


def _rules(asked: Asked, findings: Sequence[Finding]) -> dict[str, float]:
    found: dict[str, float] = {}
    for standing in Standing:
        same = [one.standing is standing for one in findings]
        limited = [
            agree and isinstance(part, Limit) for agree, part in zip(same, asked.parts, strict=True)
        ]
        found[f"rules {standing}"] = sum(same) / len(same)
        found[f"rules {standing}, limits"] = float(min(3, sum(limited)))
        found[f"rules {standing}, claims"] = float(min(3, sum(same) - sum(limited)))
    return found


def _cues(asked: Asked, told: Told, scaled: Numbers, best: int) -> dict[str, float]:
    strongest = (told.cues * scaled[:, None]).max(axis=0)
    own, total = told.cues[best], told.cues.sum(axis=0).clip(0, 4)
    after = told.cues[best + 1] if best + 1 < len(told.cues) else np.zeros(len(CUES))
    rows = np.stack([strongest, own, total, after, asked.cues], axis=1).ravel().tolist()
    found: dict[str, float] = dict(zip(_CUE_SIGNS, rows, strict=True))
    denied = any(own[place] for place in _DENIES)
    found["polarity differs"] = float((asked.forbids or asked.cues[_CUE["negation"]] > 0) != denied)
    return found


def _valences(
    asked: Asked, told: Told, scaled: Numbers, best: int, sentence: slice
) -> dict[str, float]:
    """Burdens and reliefs of the clauses; what forbids turns them about."""
    each = [valence(one.text) for one in told.statements]
    rows = np.array([(v.relieved, v.refused, v.heavy, v.eased) for v in each], float).clip(0, 2)
    strongest = (rows * scaled[:, None]).max(axis=0)
    denies = asked.forbids or asked.cues[_CUE["negation"]] > 0
    found: dict[str, float] = {}
    for place, name in enumerate(("relieved", "refused", "heavy", "eased")):
        found[f"{name}: strongest"] = float(strongest[place])
        found[f"{name}: best"] = float(rows[best, place])
        found[f"{name}: sum"] = float((rows[:, place] * scaled).sum().clip(0, 4))
        found[f"{name}: sentence"] = float(min(4.0, rows[sentence, place].sum()))
        found[f"{name}: forbids"] = float(strongest[place]) * denies
    return found


def _scope(asked: Asked, told: Told, literal: Numbers) -> dict[str, float]:
    """How much of what is asked stands behind a "not", and how much in clauses without any."""
    denied = affirmed = 0.0
    for column, one in enumerate(told.statements):
        begin = denied_from(one.bare)
        if begin == len(one.bare):
            affirmed = max(
                affirmed, float(asked.weights @ literal[:, column]) if len(asked.words) else 0.0
            )
            continue
        behind = one.bare[begin:]
        share = sum(
            weight
            for (word, _), weight in zip(asked.words, asked.weights, strict=True)
            if stands(word, behind)
        )
        denied = max(denied, float(share))
    return {
        "words denied": denied,
        "words affirmed": affirmed,
        "words affirmed more": affirmed - denied,
    }


def _oppositions(asked: Asked, told: Told, scaled: Numbers) -> dict[str, float]:
    clauses = [one.text for one in told.statements]
    found = {
        "excluded": max(
            float(excludes(asked.text, clause)) * near
            for clause, near in zip(clauses, scaled, strict=True)
        )
    }
    agree = differ = 0
    for name, stated in asked.concepts.items():
        for clause in clauses:
            given = mention(name, clause)
            agree += given is not None and given.stated == stated.stated
            differ += given is not None and given.stated != stated.stated
    found |= {"concepts": float(min(4, len(asked.concepts)))}
    found |= {"concepts agree": float(min(2, agree)), "concepts differ": float(min(2, differ))}
    answers = [poles(asked.text, clause) for clause in clauses]
    denied = told.cues[:, _DENIES].max(axis=1)
    for kind, values in (
        ("agreeing", [one.agreeing for one in answers]),
        ("opposed", [one.opposed for one in answers]),
    ):
        weighted = np.array(values, float).clip(0, 2) * scaled
        found[f"poles {kind}"] = float(weighted.max())
        found[f"poles {kind}, denied"] = float((weighted * denied).max())
    found["poles named"] = float(min(3, answers[0].named))
    total, present, others = members(asked.text, "".join(clauses))
    found["members"] = float(min(5, total))
    found["members present"] = present / total if total else -1.0
    found["members, only others"] = float(min(2, others))
    return found


def _figures(asked: Asked, told: Told, best: int, findings: Sequence[Finding]) -> dict[str, float]:
    wanted = {part.figure.quantity.dimension for part in asked.parts if isinstance(part, Limit)}
    given = [figure.quantity.dimension for one in told.statements for figure in one.figures]
    stranger = [f.reason is not None and f.reason.code is ReasonCode.OTHER_METRIC for f in findings]
    return {
        "figures": float(min(3, len(given))),
        "figures alike": float(min(4, sum(one in wanted for one in given))),
        "figures in best": float(min(2, len(told.statements[best].figures))),
        "figures of other metrics": float(any(stranger)),
    }
