"""What the matcher reads of a scenario.

Not handed over: who asks, where, contacts, budget and dates. What a field is called here
is what evidence calls it, so the paths are those of docs/formats.md.
"""

from __future__ import annotations

from matcher.types import Document, Field, FieldKind
from scenarios.models import ScenarioDraft
from vendors.registry import industries


def document(scenario_id: str, draft: ScenarioDraft) -> Document:
    """The full document of a scenario; for the bureau, never for vendors before a match is sent."""
    fields = [
        Field("title", draft.title, FieldKind.TITLE),
        Field("pain", draft.pain, FieldKind.NEED),
        Field("description", draft.description, FieldKind.NEED),
        *(
            Field(
                f"requirements[{i}]" if item.plain else f"requirements[{i}].text",
                item.text,
                FieldKind.ITEM,
                item.must,
            )
            for i, item in enumerate(draft.requirements)
        ),
        Field("data", draft.data, FieldKind.CONDITION),
        Field("site", draft.site, FieldKind.CONDITION),
        Field("industry", industries.label(draft.industry), FieldKind.INDUSTRY),
    ]
    return Document(scenario_id, tuple(f for f in fields if f.text.strip()))
