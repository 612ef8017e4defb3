"""Free text into requirement items, and one requirement against one offer with a literal quote."""

from matcher.requirements.items import itemise
from matcher.requirements.pair import judge_pair
from matcher.requirements.verdicts import judge

__all__ = ["itemise", "judge", "judge_pair"]
