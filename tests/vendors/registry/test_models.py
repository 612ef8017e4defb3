import re

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel

from scenarios.brokerage.models import Match
from scenarios.models import Scenario, ScenarioDraft
from vendors.models import CapabilityDraft, Vendor, VendorDraft
from vendors.registry.models import Organisation

# Controls but tab, line breaks and NEL; marks that turn the direction; no characters at all.
UNKEPT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize("model", [Scenario, Vendor, Match])
def test_a_nonsense_state_is_stored_neither_by_python_nor_by_sql(
    session: Session, model: type[SQLModel]
) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    names = [c.name for c in table.columns if not c.nullable and c.name != "id"]
    texts = {"code": "X", "items": "[]", "signals": "{}", "industries": "[]", "tracks": "[]"}
    values = {name: texts.get(name, 1 if table.c[name].foreign_keys else "") for name in names} | {
        "cooperation": "[]",
        "disclosure": "public",
        "state": "nonsense",
    }
    values = {name: value for name, value in values.items() if name in table.c}
    columns = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    with pytest.raises(IntegrityError, match=r"CHECK constraint failed: ck_\w+_state"):
        session.execute(sa.text(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'), values)
    session.rollback()
    with pytest.raises(StatementError, match="is not among the defined enum values"):
        session.execute(sa.insert(table).values(state="nonsense"))


def test_a_draft_refuses_keys_it_does_not_know() -> None:
    with pytest.raises(ValidationError) as refused:
        VendorDraft(name="甲", tax_paid="100")
    assert [(f["loc"], f["type"]) for f in refused.value.errors()] == [
        (("tax_paid",), "extra_forbidden")
    ]


@given(ANY_TEXT)
def test_a_text_keeps_its_length_and_every_character_that_can_be_kept(text: str) -> None:
    draft = CapabilityDraft(name="x", description=text, indicators=[text])
    assert draft.indicators == [draft.description]
    assert len(draft.description) == len(text)
    for before, after in zip(text, draft.description, strict=True):
        assert (before == after) != bool(UNKEPT.match(before))
        if before != after:
            assert after == ("\u2060" if "\u202a" <= before <= "\u2069" else " ")
    draft.description.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "  前后都有空格  ",
        "\u3000缩进",
        "一行\r\n二行\n",
        "\t表",
        "<script>alert(1)</script>",
        "=1+1",
    ],
)
def test_white_space_markup_and_formulas_stay_as_they_came(text: str) -> None:
    assert ScenarioDraft(pain=text).pain == text


def test_two_organisations_cannot_have_one_credit_code(session: Session) -> None:
    session.add(Organisation(name="甲", credit_code="91350100M000100Y43"))
    session.add(Organisation(name="乙", credit_code="91350100M000100Y43"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_organisation_cannot_have_two_vendor_profiles(session: Session) -> None:
    organisation = Organisation(name="甲")
    session.add(organisation)
    session.flush()
    assert organisation.id is not None
    session.add(Vendor(code="V1", organisation_id=organisation.id))
    session.flush()
    session.add(Vendor(code="V2", organisation_id=organisation.id))
    with pytest.raises(IntegrityError, match="organisation_id"):
        session.flush()
