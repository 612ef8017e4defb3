"""What a clause of a public call can do against fair competition, and how a finding is told.

The kinds follow 公平竞争审查条例 (in force 2024-08-01), articles 8 to 11. The sentences for people
and the articles they cite are made at the edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """The kind of a violation."""

    REGION = "region"  # who is local goes first, or alone
    REGISTRATION = "registration"  # where the company is registered
    ESTABLISHMENT = "establishment"  # a branch, subsidiary, office or headquarters must be set up
    TAX = "tax"  # where tax is paid, or how much a place gets of it
    INSURANCE = "insurance"  # where social insurance is paid
    RECORD = "record"  # where references, awards or certificates come from
    RESIDENCE = "residence"  # where people live or come from
    INVESTMENT = "investment"  # investing here as a condition or for points
    CONSORTIUM = "consortium"  # a local partner or subcontractor is needed or rewarded
    LOCAL_GOODS = "local_goods"  # local goods are preferred, others kept out
    SUPPLIER = "supplier"  # the one to deal with is named, or picked by a person
    BRAND = "brand"  # one product, and nothing equivalent
    OWNERSHIP = "ownership"  # state, private or foreign
    NEWCOMER = "newcomer"  # the new and the young are worse off than the known
    SIZE = "size"  # capital, turnover, staff or certificates beyond what the work needs
    UNEQUAL = "unequal"  # deposits, fees, terms or information differ
    CLOSED = "closed"  # not open to all, or judged by nothing published
    EXIT = "exit"  # leaving, moving away or selling elsewhere is hindered
    COLLUSION = "collusion"  # competitors are brought to agree
    PRICE = "price"  # a price that belongs to the market is set
    SUBSIDY = "subsidy"  # money, tax or land for some only
    APPROVAL = "approval"  # a permit, list or exclusive right that no law provides


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause that violates: `text[start:end] == span`, offsets in code points.

    `chance` is the model's probability that it does, rounded to 1e-6.
    """

    span: str
    start: int
    end: int
    rule: Rule
    chance: float
