"""What the matcher reads and what it answers: plain, frozen values without tables or vectors.

Offsets are Unicode code points into the text of the named field, end exclusive.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FieldKind(StrEnum):
    """What a piece of source text is about; the matcher weighs and splits by it."""

    TITLE = "title"
    NEED = "need"  # pain and description of a scenario, as sentences
    ITEM = "item"  # one requirement item that a person wrote down
    CONDITION = "condition"  # data and site conditions
    SUMMARY = "summary"  # a vendor's introduction, as sentences
    CAPABILITY = "capability"  # name, description, indicators or deployment of one capability
    CASE = "case"
    INDUSTRY = "industry"


class Verdict(StrEnum):
    """How one requirement stands against one offer. Silence is UNKNOWN, never a no."""

    SATISFIED = "satisfied"
    PARTIAL = "partial"
    UNKNOWN = "unknown"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class Field:
    """One named source text of a document.

    `path` names it in the list a user brought, e.g. `capabilities[2].description`.
    `must` is given for kind ITEM when a person has said whether it is needed; otherwise None.
    `hidden` are spans of the text that are not read: where a vendor names itself.
    """

    path: str
    text: str
    kind: FieldKind
    must: bool | None = None
    hidden: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One scenario or one vendor as the matcher may read it.

    It holds no name of a company, no region, no investment or tax fact: what must not
    influence a score is not handed over.
    """

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A literal piece of one field: `field_text[start:end] == text`.

    `heard` is what is read of it (the text itself where that is empty): folded, without closing
    marks and without what lies in its `gaps`, spans of the field that are not read.
    """

    text: str
    path: str
    start: int
    end: int
    kind: FieldKind
    heard: str = ""
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def read(self) -> str:
        """What is read of it."""
        return self.heard or self.text

    @property
    def pieces(self) -> tuple[Passage, ...]:
        """The literal passages between its gaps, each with at least one letter, digit or sign."""
        if not self.gaps:
            return (self,)
        bounds = [self.start, *(at for gap in self.gaps for at in gap), self.end]
        found = []
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            text = self.text[start - self.start : end - self.start]
            if any(unicodedata.category(char)[0] in "LNSM" for char in text):
                found.append(Passage(text, self.path, start, end, self.kind))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement item of a scenario: a literal span of one of its fields."""

    span: str
    must: bool
    path: str
    start: int
    end: int


class ReasonCode(StrEnum):
    """Why one part of a requirement stands as it does; the edge makes the sentence."""

    FIGURE_MEETS = "figure_meets"
    FIGURE_MISSES = "figure_misses"
    FIGURE_SOMETIMES = "figure_sometimes"  # a range, several models or conditions: some keep it
    STATED = "stated"
    DENIED = "denied"
    PLANNED = "planned"  # announced for later, or still under development
    RESTRICTED = "restricted"  # only in some conditions, models, places, or at extra cost
    NOT_SAID = "not_said"
    OTHER_METRIC = "other_metric"  # a figure stands there, but of something else


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a requirement: what was asked, what the offer says (empty: nothing), and how they stand."""

    code: ReasonCode
    asked: str
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One requirement held against one vendor. UNKNOWN has no quote (None, None, None, None).

    `quote` is literal: the vendor's field at `path`, sliced `[start:end]`, equals it.
    `reasons` has one entry for each part of the requirement, in its order.
    """

    requirement: Requirement
    verdict: Verdict
    quote: str | None = None
    path: str | None = None
    start: int | None = None
    end: int | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A vendor in the full ranking of one scenario, suggested or not.

    `score` is the chance that it serves, `fit` what the order comes from and what depends on this
    pair only; both in [0, 1], rounded to 1e-6. `content` is the hash of what was read of it.
    """

    vendor: str
    rank: int
    score: float
    fit: float = 0.0
    content: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A vendor the matcher would really suggest, with its reasons.

    `score` and `fit` are those of its place in the ranking (see Ranked). `signals` holds the named
    numbers (each in [0, 1] or a cosine) the fit was computed from, so that a reader can check it.
    """

    vendor: str
    rank: int
    score: float
    items: tuple[Evidence, ...]
    signals: Mapping[str, float] = field(default_factory=dict)
    fit: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The matcher's answer for one scenario.

    `ranking` is the full ordered top N, `suggestions` the part of it worth showing to people
    (it may be empty), `gaps` the requirement items that no suggested vendor satisfies even partly.
    `weights` says how signals become a score, so that a reader can check it, with σ(x) = 1 / (1 + exp(-x)):
    fit = σ(x), x = weights["level"] + Σ weights[name] · signals[name], and
    score = σ(w["fit"] · x + w["behind"] · max(-3, x - x of the first) + (w["first"] for the first) + w["base"]).
    `omitted` counts code points of the scenario and of the ranked vendors that the embedder could not read.

    What a replay needs: `identity` names algorithm, model, knowledge, term statistics and district terms by their
    versions, `parameters` are the ranker's, `content` and `pool` hash what was read of the scenario and of all vendors.
    `asked` is the id of the capability that the scenario asks for above all, empty where it says nothing.
    """

    scenario: str
    ranking: tuple[Ranked, ...]
    suggestions: tuple[Suggestion, ...]
    gaps: tuple[Requirement, ...]
    omitted: int = 0
    weights: Mapping[str, float] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)
    content: str = ""
    pool: str = ""
    asked: str = ""


class AlikeCode(StrEnum):
    """Why two texts are, or are not, the same; the edge makes the sentence."""

    IDENTICAL = "identical"
    SAME_CAPABILITY = "same_capability"  # both are solved by the same capability
    SAME_WORDS = "same_words"
    SAME_MEANING = "same_meaning"  # near in meaning with other words
    OTHER_TASK = "other_task"  # words of one trade are shared, what is asked for differs
    APART = "apart"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Alike:
    """How alike two texts are. `score` is in [0, 1], rounded to 1e-6.

    `codes` are never empty, the weightiest first. `shared` are literal words of both texts
    (lower-cased), those that say most first.
    """

    score: float
    same: bool
    codes: tuple[AlikeCode, ...]
    shared: tuple[str, ...]
