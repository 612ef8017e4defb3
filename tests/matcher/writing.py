"""Short ways to write documents in tests."""

from __future__ import annotations

from collections.abc import Sequence

from matcher.types import Document, Field, FieldKind


def vendor(
    key: str,
    summary: str = "",
    capabilities: Sequence[str] = (),
    industries: Sequence[str] = (),
    cases: Sequence[str] = (),
) -> Document:
    fields = [Field("description", summary, FieldKind.SUMMARY)]
    fields += _listed("capabilities", capabilities, FieldKind.CAPABILITY)
    fields += _listed("cases", cases, FieldKind.CASE)
    fields += _listed("industries", industries, FieldKind.INDUSTRY)
    return Document(key, tuple(fields))


def scenario(key: str, title: str, need: str = "", industry: str = "") -> Document:
    fields = [Field("title", title, FieldKind.TITLE), Field("description", need, FieldKind.NEED)]
    if industry:
        fields.append(Field("industry", industry, FieldKind.INDUSTRY))
    return Document(key, tuple(fields))


def _listed(name: str, texts: Sequence[str], kind: FieldKind) -> list[Field]:
    return [Field(f"{name}[{place}]", text, kind) for place, text in enumerate(texts)]
