"""What the matcher reads of a vendor.

Not handed over: name, region, credentials' numbers, capacity, contacts; where the texts name the
vendor itself, they say so, and the matcher does not read it. What a field is called here is what
evidence calls it, so the paths are those of docs/formats.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matcher.types import Document, Field, FieldKind
from vendors.models import CapabilityDraft, CaseDraft, VendorDraft
from vendors.own_names import own_names


def document(vendor_id: str, draft: VendorDraft) -> Document:
    """The document of a vendor."""
    fields = [Field("description", draft.description, FieldKind.SUMMARY)]
    for i, capability in enumerate(draft.capabilities):
        fields.extend(_capability_fields(f"capabilities[{i}]", capability))
    for i, case in enumerate(draft.cases):
        fields.extend(_case_fields(f"cases[{i}]", case))
    for i, credential in enumerate(draft.credentials):
        path = f"credentials[{i}]" if credential.plain else f"credentials[{i}].name"
        fields.append(Field(path, credential.name, FieldKind.CAPABILITY))
    for i, industry in enumerate(draft.industries):
        fields.append(Field(f"industries[{i}]", industry, FieldKind.INDUSTRY))
    return Document(vendor_id, tuple(_nameless(f, draft.name) for f in fields if f.text.strip()))


def _nameless(source: Field, name: str) -> Field:
    hidden = own_names(name, source.text)
    return replace(source, hidden=hidden) if hidden else source


def _capability_fields(path: str, capability: CapabilityDraft) -> Iterator[Field]:
    if capability.plain:
        yield Field(path, capability.name, FieldKind.CAPABILITY)
        return
    yield Field(f"{path}.name", capability.name, FieldKind.CAPABILITY)
    yield Field(f"{path}.description", capability.description, FieldKind.CAPABILITY)
    for i, indicator in enumerate(capability.indicators):
        yield Field(f"{path}.indicators[{i}]", indicator, FieldKind.CAPABILITY)
    for i, deployment in enumerate(capability.deployment):
        yield Field(f"{path}.deployment[{i}]", deployment, FieldKind.CAPABILITY)


def _case_fields(path: str, case: CaseDraft) -> Iterator[Field]:
    if case.plain:
        yield Field(path, case.title, FieldKind.CASE)
        return
    yield Field(f"{path}.title", case.title, FieldKind.CASE)
    yield Field(f"{path}.description", case.description, FieldKind.CASE)
