"""What is stored of a scenario."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from pydantic import field_validator
from sqlmodel import Field, Relationship, SQLModel

from vendors.registry import industries
from vendors.registry.models import (
    ContactFields,
    Disclosure,
    Draft,
    Organisation,
    ShortText,
    choice,
    now,
)
from vendors.registry.reading import (
    NotBlank,
    by_label,
    read_credit_code,
    read_date,
    read_each,
    read_records,
)

MAX_REQUIREMENTS = 60
MAX_TEXT = 20_000


class State(StrEnum):
    """Where a scenario stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Stage(StrEnum):
    """应用环节: where in the enterprise's work the scenario lies."""

    RESEARCH = "research"
    PILOT_PRODUCTION = "pilot_production"
    PRODUCTION = "production"
    MARKETING = "marketing"
    OPERATIONS = "operations"
    PUBLIC_GOVERNANCE = "public_governance"


class Cooperation(StrEnum):
    """合作方式: how the enterprise is ready to work with a vendor."""

    PURCHASE = "purchase"
    JOINT_RESEARCH = "joint_research"
    TRIAL = "trial"
    CHALLENGE = "challenge"
    FIRST_PURCHASE = "first_purchase"


STAGE_LABELS = {
    Stage.RESEARCH: "研发设计",
    Stage.PILOT_PRODUCTION: "中试试验",
    Stage.PRODUCTION: "生产制造",
    Stage.MARKETING: "营销服务",
    Stage.OPERATIONS: "运营管理",
    Stage.PUBLIC_GOVERNANCE: "公共治理",
}
COOPERATION_LABELS = {
    Cooperation.PURCHASE: "采购",
    Cooperation.JOINT_RESEARCH: "联合研发",
    Cooperation.TRIAL: "试用",
    Cooperation.CHALLENGE: "揭榜",
    Cooperation.FIRST_PURCHASE: "首购首用",
}
DISCLOSURE_LABELS = {
    Disclosure.PUBLIC: "公开",
    Disclosure.INVITED: "受邀可见",
    Disclosure.MUTUAL: "互认后可见",
}


class RequirementDraft(Draft):
    """One requirement item as it comes from outside; `must` None: read it from the wording."""

    text: NotBlank = Field(min_length=1, max_length=1000)
    must: bool | None = None
    # Simple lists hold plain strings; evidence then names `requirements[0]`, not `.text`.
    plain: bool = Field(default=False, exclude=True)


class ScenarioFields(ContactFields):
    """The words of a scenario that are the same in a list, a form and the table."""

    title: str = Field(default="", max_length=200)
    owner_type: str = Field(default="", max_length=200)
    industry: str = Field(default="", max_length=200)
    stage: Stage | None = Field(default=None)
    pain: str = Field(default="", max_length=MAX_TEXT)
    description: str = Field(default="", max_length=MAX_TEXT)
    data: str = Field(default="", max_length=MAX_TEXT)
    site: str = Field(default="", max_length=MAX_TEXT)
    budget: str = Field(default="", max_length=100)
    apply_by: date | None = None


class ScenarioDraft(ScenarioFields, Draft):
    """A scenario as it comes from outside."""

    code: str = Field(default="", max_length=60)
    enterprise: str = Field(default="", max_length=200)
    credit_code: str | None = None
    tracks: list[ShortText] = Field(default_factory=list, max_length=20)
    requirements: list[RequirementDraft] = Field(default_factory=list, max_length=MAX_REQUIREMENTS)
    cooperation: list[Cooperation] = Field(default_factory=list)
    disclosure: Disclosure = Disclosure.INVITED

    @field_validator("credit_code", mode="before")
    @classmethod
    def _read_credit_code(cls, value: Any) -> Any:
        return read_credit_code(value)

    @field_validator("industry")
    @classmethod
    def _read_industry(cls, value: str) -> str:
        return industries.resolve(value) or value.strip()

    @field_validator("stage", mode="before")
    @classmethod
    def _read_stage(cls, value: Any) -> Any:
        return by_label(value, STAGE_LABELS) if value else None

    @field_validator("cooperation", mode="before")
    @classmethod
    def _read_cooperation(cls, value: Any) -> Any:
        return read_each(value, lambda v: by_label(v, COOPERATION_LABELS))

    @field_validator("disclosure", mode="before")
    @classmethod
    def _read_disclosure(cls, value: Any) -> Any:
        return by_label(value, DISCLOSURE_LABELS) if value else Disclosure.INVITED

    @field_validator("apply_by", mode="before")
    @classmethod
    def _read_apply_by(cls, value: Any) -> Any:
        return read_date(value)

    @field_validator("requirements", mode="before")
    @classmethod
    def _read_requirements(cls, value: Any) -> Any:
        return read_records(value, "text")


class Scenario(ScenarioFields, table=True):
    """One application scenario and its single lifecycle state."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=60, unique=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    state: State = Field(default=State.DRAFT, sa_column=choice(State, index=True))
    stage: Stage | None = Field(default=None, sa_column=choice(Stage, nullable=True))
    disclosure: Disclosure = Field(default=Disclosure.INVITED, sa_column=choice(Disclosure))
    tracks: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    cooperation: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    # Grows with every change of content; decisions and the index are bound to it.
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now, index=True)
    # Last handed to the bureau; until then the record exists for its owner only.
    submitted_at: datetime | None = None
    published_at: datetime | None = None

    organisation: Organisation | None = Relationship()
    requirements: list["RequirementItem"] = Relationship(
        sa_relationship_kwargs={
            "order_by": "RequirementItem.position",
            "cascade": "all, delete-orphan",
        }
    )


class RequirementItem(SQLModel, table=True):
    """One requirement item of a scenario: must 必须 or wish 期望."""

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int | None = Field(default=None, foreign_key="scenario.id", index=True)
    position: int
    text: str = Field(max_length=1000)
    must: bool = True


class ScenarioReview(SQLModel, table=True):
    """What the bureau told the enterprise when it returned a scenario."""

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    version: int
    comment: str = Field(max_length=2000)
    by: int | None = None
    at: datetime = Field(default_factory=now)


class Conclusion(StrEnum):
    """What the bureau answers to a fair-competition reading (公平竞争审查结论)."""

    NO_FINDINGS = "no_findings"
    HARMLESS = "harmless"  # the findings were read by a person and restrict nobody
    EXEMPT = "exempt"  # 条例第十二条: allowed by an exception, which the note names


class FairReview(SQLModel, table=True):
    """公平竞争审查: what was found in one version of a scenario, and the bureau's answer.

    `findings`: [{"field", "span", "start", "end", "rule"}]; open while `conclusion` is None.
    """

    id: int | None = Field(default=None, primary_key=True)
    scenario_id: int = Field(foreign_key="scenario.id", index=True)
    version: int
    findings: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)
    # Which reader found them: the hash of its rules and weights.
    reader: str = Field(default="", max_length=40)
    conclusion: Conclusion | None = Field(default=None, sa_column=choice(Conclusion, nullable=True))
    note: str = Field(default="", max_length=2000)
    found_at: datetime = Field(default_factory=now)
    by: int | None = None
    at: datetime | None = None
