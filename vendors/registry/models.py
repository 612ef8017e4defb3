"""What is stored of organisations, and the shape of a trail row."""

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import StringConstraints, model_validator
from sqlmodel import Field, SQLModel

# Named constraints let Alembic alter tables on SQLite; set before the first table exists.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def choice(enum: type[StrEnum], *, nullable: bool = False, **kwargs: Any) -> sa.Column[Any]:
    """A column that stores an enum by value and refuses everything else, in Python and in SQL."""
    kind = sa.Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        name=enum.__name__.lower(),
    )
    return sa.Column(kind, nullable=nullable, **kwargs)


class Disclosure(StrEnum):
    """Who may read a scenario's details: everybody, invited vendors, or only after mutual consent."""

    PUBLIC = "public"
    INVITED = "invited"
    MUTUAL = "mutual"


# One member of a list of short texts: an industry, an indicator, a track.
ShortText = Annotated[str, StringConstraints(max_length=500)]


class Draft(SQLModel):
    """Base of everything that comes from outside: validated, unknown keys refused.

    Texts are kept as they came, white space included, so that offsets into them stay true;
    only characters that no database or office file holds become spaces, and those that turn the
    direction of what follows become a mark that is as invisible and turns nothing.
    """

    # Errors of drafts may reach a log: what was typed (contacts, say) does not belong there.
    model_config = {"extra": "forbid", "hide_input_in_errors": True}

    @model_validator(mode="before")
    @classmethod
    def _nothing_unprintable(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {key: _printable(value) for key, value in values.items()}


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _printable(value: Any) -> Any:
    # One level deep: no field is a list of lists, and a hostile one may be nested without end.
    if isinstance(value, list):
        return [printable(one) if isinstance(one, str) else one for one in value]
    return printable(value) if isinstance(value, str) else value


def printable(text: str) -> str:
    """The text with a space for every character that must not reach a page, file or terminal.

    What turns the direction parts no word, so a mark of no width stands for it: a word with one
    inside is still read as that word.
    """
    return _UNPRINTABLE.sub(" ", _TURNING.sub("\u2060", text))


class Organisation(SQLModel, table=True):
    """A legal person; it may post scenarios, be a vendor, or both."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200, index=True)
    credit_code: str | None = Field(default=None, max_length=18, unique=True)
    region: str = Field(default="", max_length=100)
    created_at: datetime = Field(default_factory=now)


class Trail(SQLModel, table=True):
    """One change that happened: who (an account number), when, what, from which state to which.

    Holds ids, states and codes only; written in the transaction of the change itself.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, index=True)
    by: int | None = Field(default=None)
    subject: str = Field(max_length=20)
    subject_id: int
    action: str = Field(max_length=32)
    before: str | None = Field(default=None, max_length=32)
    after: str | None = Field(default=None, max_length=32)
    reason: str | None = Field(default=None, max_length=40)

    __table_args__ = (sa.Index("ix_trail_subject", "subject", "subject_id"),)


class ContactFields(SQLModel):
    """Whom to call; shown only to the owner and the bureau."""

    contact_name: str = Field(default="", max_length=60)
    contact_phone: str = Field(default="", max_length=40)
    contact_email: str = Field(default="", max_length=120)


class Term(SQLModel, table=True):
    """A word of the district that the matcher shall understand.

    `text` is what people here say: an alias of the capability with the id `capability`, or, where
    that is empty, a term that means what `meaning` says in plain words.
    """

    id: int | None = Field(default=None, primary_key=True)
    text: str = Field(max_length=60, unique=True)
    capability: str = Field(default="", max_length=80, index=True)
    meaning: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)
    by: int | None = None
    at: datetime = Field(default_factory=now)


class TermDraft(Draft):
    """A word of the district as it comes from outside: of a capability, or with a meaning."""

    text: str = Field(max_length=60)
    capability: str = Field(default="", max_length=80)
    meaning: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)
