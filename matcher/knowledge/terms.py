"""Words of a district: what people there say, and what it means in the words of the knowledge.

A text that holds such a word is also read as what the word means. Nothing is trained for it, so a
new word works at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.errors import KnowledgeError
from matcher.folding import fold
from matcher.knowledge.loading import Knowledge


@dataclass(frozen=True, slots=True)
class Term:
    """One word: an alias of the capability with this id, or, without one, of a `meaning` in words."""

    text: str
    capability: str = ""
    meaning: str = ""


class Vocabulary:
    """The words of one district, ready to be found in texts."""

    def __init__(self, terms: Iterable[Term], knowledge: Knowledge) -> None:
        """Raises KnowledgeError for a word without meaning, or of a capability nobody defines."""
        known = {one.id: one.zh for one in knowledge.capabilities}
        self._meanings: dict[str, str] = {}
        for term in terms:
            text = fold(term.text).text.strip()
            if term.capability and term.capability not in known:
                raise KnowledgeError(f"{term.text}: no capability {term.capability}")
            meaning = known.get(term.capability) or term.meaning.strip()
            if not text or not meaning:
                raise KnowledgeError(f"{term.text}: a word needs a meaning")
            self._meanings[text] = meaning
        pairs = sorted(self._meanings.items())
        self.version = hashlib.sha256(json.dumps(pairs).encode()).hexdigest()[:16]

    @property
    def words(self) -> frozenset[str]:
        """Each word with its meaning, as one text that changes when either does."""
        return frozenset(f"{word}\x1f{meaning}" for word, meaning in self._meanings.items())

    def meanings(self, text: str) -> list[str]:
        """What a folded text with such words is also read as: the text with each word replaced by
        what it means, and the meaning alone; nothing where no word stands in it.
        """
        found: set[str] = set()
        for word, meaning in self._meanings.items():
            if word in text:
                found |= {meaning, text.replace(word, meaning)}
        return sorted(found)
