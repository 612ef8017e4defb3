"""What is stored of matching: runs of the matcher, and matches that people decide on."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Relationship, SQLModel

from scenarios.models import Scenario
from scenarios.models import State as ScenarioState
from vendors.models import State as VendorState
from vendors.models import Vendor
from vendors.registry.models import choice, now


class State(StrEnum):
    """Where a match stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    # 失效: decided on versions of the texts that are no longer the published ones.
    STALE = "stale"
    # 过期: the matcher no longer suggests it, and nobody had decided.
    LAPSED = "lapsed"


class RejectReason(StrEnum):
    """Why the bureau rejects a suggestion."""

    CAPABILITY = "capability"
    EVIDENCE = "evidence"
    INDUSTRY = "industry"
    INDICATORS = "indicators"
    DEPLOYMENT = "deployment"
    CAPACITY = "capacity"
    BUDGET = "budget"
    CONFLICT = "conflict"


class DeferReason(StrEnum):
    """Why the bureau puts a suggestion off."""

    VENDOR_MATERIAL = "vendor_material"
    ENTERPRISE_DETAIL = "enterprise_detail"
    BETTER_UNDER_WAY = "better_under_way"
    TIMING = "timing"


class MatchRun(SQLModel, table=True):
    """One answer of the matcher for one scenario: versions read, and what nobody meets."""

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    scenario_version: int
    matcher_version: str = Field(max_length=100)
    vendors_read: int
    suggested: int
    # How signals became scores, see matcher.types.Answer.
    weights: dict[str, float] = Field(default_factory=dict, sa_type=sa.JSON)
    # [{"span", "must", "field", "start", "end"}]
    gaps: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    omitted: int = 0
    at: datetime = Field(default_factory=now)


class Match(SQLModel, table=True):
    """The bureau's record of one scenario with one vendor; unique for the pair.

    `items` are the reasons as shown: [{"span", "must", "verdict", "quote", "field", "start",
    "end"}]. A decided match keeps the reasons, rank and versions that the decision saw.
    """

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    vendor_id: int = Field(foreign_key="vendor.id", index=True)
    state: State = Field(default=State.PROPOSED, sa_column=choice(State, index=True))
    rank: int
    score: float
    items: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    signals: dict[str, float] = Field(default_factory=dict, sa_type=sa.JSON)
    scenario_version: int
    vendor_version: int
    run_id: int = Field(foreign_key="matchrun.id")
    reason: str | None = Field(default=None, max_length=40)
    note: str = Field(default="", max_length=2000)
    # Grows with every decision: two officials cannot overwrite each other unseen.
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now)
    decided_at: datetime | None = None
    decided_by: int | None = None

    scenario: Scenario = Relationship()
    vendor: Vendor = Relationship()
    run: MatchRun = Relationship()

    __table_args__ = (sa.UniqueConstraint("scenario_id", "vendor_id"),)

    @property
    def up_to_date(self) -> bool:
        """Whether the reasons were read from the present versions of both texts."""
        read = (self.scenario_version, self.vendor_version)
        return read == (self.scenario.version, self.vendor.version)

    @property
    def both_open(self) -> bool:
        """Whether the scenario is published and the vendor verified: nothing else is decided on."""
        published = self.scenario.state == ScenarioState.PUBLISHED
        return published and self.vendor.state == VendorState.VERIFIED
