"""Who says a word of the district: published scenarios and verified vendors, as the matcher reads."""

from __future__ import annotations

from sqlmodel import Session

from matcher.folding import fold
from matcher.types import Document
from scenarios import queries as scenario_queries
from vendors import documents as vendor_documents
from vendors import queries as vendor_queries
from vendors.operations import draft_of as vendor_draft
from vendors.registry.vocabulary import Usage, spelt
from webapp.matching import scenario_document

_BATCH = 250  # vendors read at once


def usage_of(session: Session, word: str) -> Usage:
    """How many of those that take part in matching say `word`, of how many in all."""
    wanted = spelt(word)
    scenarios = scenario_queries.published_scenarios(session)
    vendors = list(vendor_queries.verified_versions(session))
    asking = sum(_says(scenario_document(scenario), wanted) for scenario in scenarios)
    offering = 0
    for at in range(0, len(vendors), _BATCH):
        for vendor in vendor_queries.whole_vendors(session, vendors[at : at + _BATCH]):
            document = vendor_documents.document(str(vendor.id), vendor_draft(vendor))
            offering += _says(document, wanted)
    return Usage(asking, offering, len(scenarios) + len(vendors))


def _says(document: Document, word: str) -> bool:
    return bool(word) and any(word in fold(field.text).text for field in document.fields)
