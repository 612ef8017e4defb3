"""One requirement against one offer, both as plain text."""

from __future__ import annotations

from matcher.embedder import Embedder
from matcher.passages import split
from matcher.requirements.verdicts import judge
from matcher.types import Document, Evidence, Field, FieldKind, Requirement

PATH = "offer"


def judge_pair(requirement: str, offer: str, embedder: Embedder) -> Evidence:
    """The verdict on one requirement, with offsets in code points of `offer`.

    The offer is read as a vendor's summary is: protected clauses are left out.
    """
    item = Requirement(requirement, True, "requirement", 0, len(requirement))
    passages = split(Document("", (Field(PATH, offer, FieldKind.SUMMARY),)))
    if not passages:
        return judge(item, (), ())
    asked = embedder.encode_query([requirement]).vectors
    offered = embedder.encode_document([one.text for one in passages]).vectors
    return judge(item, passages, (asked @ offered.T)[0].tolist())
