"""What the matcher could answer, written by hand."""

from __future__ import annotations

from matcher.types import Answer, Evidence, Ranked, Requirement, Suggestion, Verdict
from scenarios.models import Scenario
from vendors.models import Vendor

MUST = Requirement("召回率不低于 98%", True, "description", 4, 14)
WISH = Requirement("支持英文", False, "requirements[1].text", 0, 4)


def suggestion(
    vendor: Vendor | str, rank: int = 1, score: float = 0.8, quote: str = "召回率 99%"
) -> Suggestion:
    """One vendor with a satisfied and an unknown requirement."""
    items = (
        Evidence(MUST, Verdict.SATISFIED, quote, "capabilities[0].description", 0, len(quote)),
        Evidence(WISH, Verdict.UNKNOWN),
    )
    key = vendor if isinstance(vendor, str) else str(vendor.id)
    return Suggestion(key, rank, score, items, {"dense": score})


def answer(scenario: Scenario | str, *suggestions: Suggestion, omitted: int = 0) -> Answer:
    """These suggestions; the wish is met by nobody. In files one vendor more is ranked."""
    key = scenario if isinstance(scenario, str) else str(scenario.id)
    ranking = [Ranked(s.vendor, s.rank, s.score) for s in suggestions]
    if isinstance(scenario, str):
        ranking.append(Ranked("last", len(ranking) + 1, 0.123456))
    return Answer(key, tuple(ranking), suggestions, (WISH,), omitted)
