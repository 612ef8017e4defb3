"""Whether two scenario texts ask for the same: one solution would serve both."""

from matcher.likeness.judging import Likeness
from matcher.likeness.lists import Pair, alike_pairs, request_text

__all__ = ["Likeness", "Pair", "alike_pairs", "request_text"]
