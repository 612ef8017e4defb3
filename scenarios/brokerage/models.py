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
    # What a replay needs: {"algorithm", "model", "knowledge", "statistics"} and the parameters.
    identity: dict[str, str] = Field(default_factory=dict, sa_type=sa.JSON)
    parameters: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    # The whole top N: [{"vendor", "version", "content", "rank", "score"}], and hashes of what was read.
    ranking: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    content: str = Field(default="", max_length=64)
    pool: str = Field(default="", max_length=64)
    top: int = 0
    # The capability the scenario asks for above all (its id in the matcher's knowledge).
    asked: str = Field(default="", max_length=80)
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
    # The chance that the vendor serves, and what the order comes from (see matcher.types.Ranked).
    score: float
    fit: float = 0.0
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


class Decision(SQLModel, table=True):
    """One decision as it was made: what stood on the page, and where. Never changed afterwards."""

    id: int | None = Field(default=None, primary_key=True)
    match_id: int = Field(foreign_key="match.id", index=True)
    run_id: int = Field(foreign_key="matchrun.id")
    move: str = Field(max_length=32)
    reason: str | None = Field(default=None, max_length=40)
    # Place in the matcher's ranking, place among the suggestions shown, and how many were shown.
    rank: int
    position: int
    shown: int
    score: float
    fit: float
    # How far the fit stays behind that of the first, in logits.
    behind: float
    signals: dict[str, float] = Field(default_factory=dict, sa_type=sa.JSON)
    level: float = 0.0
    by: int | None = None
    at: datetime = Field(default_factory=now)


class AdjustmentState(StrEnum):
    """Where a change of the ranker's weights stands."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    REVERTED = "reverted"
    DISCARDED = "discarded"


class Adjustment(SQLModel, table=True):
    """Weights learned from decisions: shown before they are applied, and taken back on demand.

    `before` and `after` are whole sets of the ranker's parameters; `report` says what they would
    change: {"decisions", "coefficients", "moved", …}.
    """

    id: int | None = Field(default=None, primary_key=True)
    state: AdjustmentState = Field(
        default=AdjustmentState.PROPOSED, sa_column=choice(AdjustmentState, index=True)
    )
    decisions: int
    before: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    after: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    report: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    by: int | None = None
    at: datetime = Field(default_factory=now)
    settled_at: datetime | None = None
    settled_by: int | None = None


class PackState(StrEnum):
    """Where a joint pack of alike scenarios stands."""

    FORMED = "formed"
    DISSOLVED = "dissolved"


class Pack(SQLModel, table=True):
    """联合场景包: alike scenarios brokered as one; dissolving it leaves every scenario as it was."""

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    state: PackState = Field(default=PackState.FORMED, sa_column=choice(PackState, index=True))
    note: str = Field(default="", max_length=2000)
    version: int = Field(default=1)
    by: int | None = None
    at: datetime = Field(default_factory=now)

    members: list["PackMember"] = Relationship(
        sa_relationship_kwargs={"order_by": "PackMember.id", "cascade": "all, delete-orphan"}
    )


class PackMember(SQLModel, table=True):
    """One scenario in a pack, with the version and the volume it brought in."""

    id: int | None = Field(default=None, primary_key=True)
    pack_id: int | None = Field(default=None, foreign_key="pack.id", index=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    scenario_version: int
    # [{"thing", "unit", "per", "low", "high", "field", "span", "start", "end"}]
    volume: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)

    scenario: Scenario = Relationship()

    __table_args__ = (sa.UniqueConstraint("pack_id", "scenario_id"),)
