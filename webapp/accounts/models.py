"""What is stored of people and their sessions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from vendors.registry.models import choice, now


class Role(StrEnum):
    """Which desk a person works at."""

    ENTERPRISE = "enterprise"
    VENDOR = "vendor"
    BUREAU = "bureau"


class Account(SQLModel, table=True):
    """One person who can sign in."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=60)
    password_hash: str = Field(max_length=200)
    role: Role = Field(sa_column=choice(Role))
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)
    active: bool = True
    created_at: datetime = Field(default_factory=now)


class WebSession(SQLModel, table=True):
    """One browser's session; the cookie holds a random token, the table only its hash."""

    token_hash: str = Field(primary_key=True, max_length=64)
    account_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime = Field(index=True)


class SignInFailure(SQLModel, table=True):
    """One wrong password, by login and by address; enough of them lock for a while."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(max_length=60, index=True)
    address: str = Field(max_length=60, index=True)
    at: datetime = Field(default_factory=now, index=True)
