"""What is stored of a vendor."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from pydantic import field_validator
from sqlmodel import Field, Relationship, SQLModel

from vendors.registry.models import ContactFields, Draft, Organisation, ShortText, choice, now
from vendors.registry.reading import NotBlank, read_credit_code, read_date, read_records

MAX_CAPABILITIES = 60
MAX_TEXT = 20_000
DEPLOYMENTS = ("本地部署", "私有云", "公有云", "边缘", "混合")


class State(StrEnum):
    """Where a vendor's profile stands; VERIFIED profiles form the capability list (能力清单)."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VERIFIED = "verified"
    SUSPENDED = "suspended"


class CapabilityDraft(Draft):
    """One capability as it comes from outside."""

    name: NotBlank = Field(min_length=1, max_length=200)
    description: str = Field(default="", max_length=5000)
    indicators: list[ShortText] = Field(default_factory=list, max_length=30)
    deployment: list[ShortText] = Field(default_factory=list, max_length=10)
    # Simple lists hold plain strings; evidence then names `capabilities[0]`, not `.name`.
    plain: bool = Field(default=False, exclude=True)


class CaseDraft(Draft):
    """One reference case as it comes from outside."""

    title: NotBlank = Field(min_length=1, max_length=200)
    customer: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=5000)
    plain: bool = Field(default=False, exclude=True)


class CredentialDraft(Draft):
    """One certificate or licence as it comes from outside."""

    name: NotBlank = Field(min_length=1, max_length=200)
    number: str = Field(default="", max_length=100)
    valid_until: date | None = None
    plain: bool = Field(default=False, exclude=True)

    @field_validator("valid_until", mode="before")
    @classmethod
    def _read_valid_until(cls, value: Any) -> Any:
        return read_date(value)


class VendorFields(ContactFields):
    """The words of a vendor that are the same in a list, a form and the table."""

    description: str = Field(default="", max_length=MAX_TEXT)
    capacity: int | None = Field(default=None, ge=0, le=1000)


class VendorDraft(VendorFields, Draft):
    """A vendor as it comes from outside. `region` is shown to people and never scored."""

    code: str = Field(default="", max_length=60)
    name: str = Field(default="", max_length=200)
    credit_code: str | None = None
    region: str = Field(default="", max_length=100)
    capabilities: list[CapabilityDraft] = Field(default_factory=list, max_length=MAX_CAPABILITIES)
    industries: list[ShortText] = Field(default_factory=list, max_length=60)
    cases: list[CaseDraft] = Field(default_factory=list, max_length=100)
    credentials: list[CredentialDraft] = Field(default_factory=list, max_length=100)

    @field_validator("credit_code", mode="before")
    @classmethod
    def _read_credit_code(cls, value: Any) -> Any:
        return read_credit_code(value)

    @field_validator("capabilities", mode="before")
    @classmethod
    def _read_capabilities(cls, value: Any) -> Any:
        return read_records(value, "name")

    @field_validator("cases", mode="before")
    @classmethod
    def _read_cases(cls, value: Any) -> Any:
        return read_records(value, "title")

    @field_validator("credentials", mode="before")
    @classmethod
    def _read_credentials(cls, value: Any) -> Any:
        return read_records(value, "name")


class Vendor(VendorFields, table=True):
    """One organisation in its role as a vendor, with its single lifecycle state."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=60, unique=True)
    organisation_id: int = Field(foreign_key="organisation.id", unique=True)
    state: State = Field(default=State.DRAFT, sa_column=choice(State, index=True))
    industries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    # Grows with every change of content; decisions and the index are bound to it.
    version: int = Field(default=1)
    created_at: datetime = Field(default_factory=now)
    updated_at: datetime = Field(default_factory=now, index=True)
    # Last handed to the bureau; until then the record exists for its owner only.
    submitted_at: datetime | None = None
    verified_at: datetime | None = None

    organisation: Organisation = Relationship()
    capabilities: list["Capability"] = Relationship(
        sa_relationship_kwargs={"order_by": "Capability.position", "cascade": "all, delete-orphan"}
    )
    cases: list["Case"] = Relationship(
        sa_relationship_kwargs={"order_by": "Case.position", "cascade": "all, delete-orphan"}
    )
    credentials: list["Credential"] = Relationship(
        sa_relationship_kwargs={"order_by": "Credential.position", "cascade": "all, delete-orphan"}
    )


class Capability(SQLModel, table=True):
    """One thing a vendor can do."""

    id: int | None = Field(default=None, primary_key=True)
    vendor_id: int | None = Field(default=None, foreign_key="vendor.id", index=True)
    position: int
    name: str = Field(max_length=200)
    description: str = Field(default="", max_length=5000)
    indicators: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    deployment: list[str] = Field(default_factory=list, sa_type=sa.JSON)


class Case(SQLModel, table=True):
    """One reference case of a vendor (案例)."""

    id: int | None = Field(default=None, primary_key=True)
    vendor_id: int | None = Field(default=None, foreign_key="vendor.id", index=True)
    position: int
    title: str = Field(max_length=200)
    customer: str = Field(default="", max_length=200)
    description: str = Field(default="", max_length=5000)


class Credential(SQLModel, table=True):
    """One certificate or licence of a vendor (资质)."""

    id: int | None = Field(default=None, primary_key=True)
    vendor_id: int | None = Field(default=None, foreign_key="vendor.id", index=True)
    position: int
    name: str = Field(max_length=200)
    number: str = Field(default="", max_length=100)
    valid_until: date | None = None


class VendorReview(SQLModel, table=True):
    """What the bureau told the vendor when it returned the profile."""

    id: int | None = Field(default=None, primary_key=True)
    vendor_id: int = Field(foreign_key="vendor.id", index=True)
    version: int
    comment: str = Field(max_length=2000)
    by: int | None = None
    at: datetime = Field(default_factory=now)
