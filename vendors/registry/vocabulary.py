"""Which words of the district may be taken up: each with one meaning, and worth telling apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from matcher import knowledge
from matcher.folding import fold
from matcher.knowledge import Capability
from vendors.registry.errors import Problem
from vendors.registry.models import Term, TermDraft

SHORTEST = 2  # characters: a single one stands in other words everywhere
# A word that more than this share of all texts says tells none of them apart …
COMMON_SHARE = 0.1
# … but where few texts are there, a handful of them is no sign of a common word.
COMMON_FROM = 10


@dataclass(frozen=True, slots=True)
class Usage:
    """How many published scenarios and verified vendors say a word, of how many in all."""

    scenarios: int
    vendors: int
    texts: int

    @property
    def said(self) -> int:
        """How many of either side say it."""
        return self.scenarios + self.vendors

    @property
    def common(self) -> bool:
        """Whether the word says too little about who says it."""
        return self.said > max(COMMON_FROM, COMMON_SHARE * self.texts)


def spelt(text: str) -> str:
    """A word as the matcher looks for it."""
    return fold(text).text.strip()


@lru_cache(maxsize=1)
def capabilities() -> dict[str, Capability]:
    """What the product knows, by id."""
    return {one.id: one for one in knowledge.load().capabilities}


@lru_cache(maxsize=1)
def _named() -> dict[str, Capability]:
    return {_plain(name): one for one in capabilities().values() for name in one.names}


def capability_named(name: str) -> Capability | None:
    """The capability with this id, name or alias."""
    return capabilities().get(name.strip()) or _named().get(_plain(name))


def _plain(name: str) -> str:
    return "".join(spelt(name).casefold().split())


def problems_of_term(draft: TermDraft, others: Iterable[Term], usage: Usage) -> list[Problem]:
    """Everything that speaks against a word, `others` being the words there already."""
    return [*_of_word(draft, others, usage), *_of_meaning(draft)]


def _of_word(draft: TermDraft, others: Iterable[Term], usage: Usage) -> Iterator[Problem]:
    word = spelt(draft.text)
    if not word:
        yield Problem("text", "missing")
        return
    if len(word) < SHORTEST:
        yield Problem("text", "term_short", draft.text, {"least": SHORTEST})
    bearer = _named().get(_plain(word))
    if bearer is not None and bearer.id != draft.capability:
        yield Problem("text", "term_known", draft.text, {"capability": bearer.zh})
    if any(spelt(other.text) == word for other in others):
        yield Problem("text", "term_taken", draft.text)
    if usage.common:
        counts = {"said": usage.said, "texts": usage.texts}
        yield Problem("text", "term_common", draft.text, counts)


def _of_meaning(draft: TermDraft) -> Iterator[Problem]:
    explained = bool(spelt(draft.meaning))
    if draft.capability and draft.capability not in capabilities():
        yield Problem("capability", "unknown_capability", draft.capability)
    elif draft.capability and explained:
        yield Problem("meaning", "term_two_meanings")
    elif not draft.capability and not explained:
        yield Problem("capability", "term_unexplained")
