"""What the product knows of capabilities: names, aliases and how both sides speak of them."""

from __future__ import annotations

from matcher.knowledge.loading import Capability, Knowledge, load
from matcher.knowledge.terms import Term, Vocabulary

__all__ = ["Capability", "Knowledge", "Term", "Vocabulary", "load"]
