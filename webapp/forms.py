"""The forms people fill in, and how they become drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from pydantic import ValidationError
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from scenarios.models import Cooperation, Scenario, ScenarioDraft, Stage
from vendors.models import DEPLOYMENTS, Vendor, VendorDraft
from vendors.registry import industries
from vendors.registry.errors import Problem
from vendors.registry.lists import cells
from vendors.registry.lists.columns import problems_of
from vendors.registry.models import Disclosure, Draft, Term, TermDraft, printable
from vendors.registry.reading import is_blank
from vendors.registry.vocabulary import capabilities, capability_named
from webapp.i18n import say
from webapp.labels import choices, label
from webapp.messages import problem_text

D = TypeVar("D", bound=Draft)


class CheckboxList(SelectMultipleField):  # type: ignore[misc]
    """Several choices as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class Rows(FieldList):  # type: ignore[misc]
    """Repeated rows, numbered in their names.

    More rows than a draft may hold are kept all the same, so that the draft says how many are
    allowed and nothing typed is lost; the bound here only keeps an attacker's form small.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, max_entries=500, **kwargs)

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """The numbers of the rows sent; `str.isdigit` alone lets through what int() refuses."""
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").partition("-")[0]
            if name.startswith(f"{prefix}-") and re.fullmatch("[0-9]{1,6}", number):
                yield int(number)


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Login and password."""

    login = StringField()
    password = PasswordField()


class RequirementRow(Form):  # type: ignore[misc]
    """One requirement item."""

    text = StringField()
    must = SelectField(default="1")


class ScenarioForm(FlaskForm):  # type: ignore[misc]
    """A scenario as its enterprise writes it."""

    version = IntegerField(default=0, widget=HiddenInput())
    title = StringField()
    owner_type = StringField()
    industry = StringField()
    tracks = StringField()
    stage = SelectField()
    pain = TextAreaField()
    description = TextAreaField()
    requirements = Rows(FormField(RequirementRow), min_entries=3)
    data = TextAreaField()
    site = TextAreaField()
    budget = StringField()
    cooperation = CheckboxList()
    apply_by = StringField()
    contact_name = StringField()
    contact_phone = StringField()
    contact_email = StringField()
    disclosure = SelectField(default=Disclosure.INVITED.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stage.choices = [("", say("请选择")), *choices(Stage)]
        self.cooperation.choices = choices(Cooperation)
        self.disclosure.choices = choices(Disclosure)
        for row in self.requirements:
            row.must.choices = [("1", say("必须")), ("0", say("期望"))]

    @classmethod
    def of(cls, scenario: Scenario) -> ScenarioForm:
        """The form filled with what is stored."""
        values = {name: getattr(scenario, name) for name in _SCENARIO_TEXTS}
        values |= {
            "version": scenario.version,
            "industry": industries.label(scenario.industry),
            "tracks": "、".join(scenario.tracks),
            "stage": scenario.stage.value if scenario.stage else "",
            "requirements": [
                {"text": r.text, "must": "1" if r.must else "0"} for r in scenario.requirements
            ],
            "cooperation": list(scenario.cooperation),
            "apply_by": scenario.apply_by.isoformat() if scenario.apply_by else "",
            "disclosure": scenario.disclosure.value,
        }
        # As one mapping: a keyword `data` (数据条件) would be taken for the form's own argument.
        return cls(data=values)

    def texts(self) -> list[str]:
        """The free texts a requirement may stand in."""
        return [text for name in ("pain", "description") if (text := _text(self[name].data))]

    def item_texts(self) -> list[str]:
        """The requirement items written so far."""
        return [text for row in self.requirements if (text := _text(row.text.data))]

    def add_items(self, items: Iterable[tuple[str, bool]]) -> int:
        """Put proposed items behind those written, empty rows first; returns how many."""
        written = [
            (text, row.must.data != "0")
            for row in self.requirements
            if (text := _text(row.text.data))
        ]
        proposed = list(items)
        rows = [*written, *proposed]
        while len(self.requirements):
            self.requirements.pop_entry()
        for text, must in rows or [("", True)]:
            row = self.requirements.append_entry({"text": text, "must": "1" if must else "0"})
            row.must.choices = [("1", say("必须")), ("0", say("期望"))]
        return len(proposed)

    def draft(self) -> ScenarioDraft | None:
        """What was typed as a draft; None where something does not fit (the fields say what)."""
        values: dict[str, Any] = {name: _text(self[name].data) for name in _SCENARIO_TEXTS}
        values |= {
            "industry": _text(self.industry.data),
            "tracks": cells.words(self.tracks.data or ""),
            "stage": self.stage.data or None,
            "requirements": [
                {"text": _text(row.text.data), "must": row.must.data != "0"}
                for row in self.requirements
                if _text(row.text.data)
            ],
            "cooperation": self.cooperation.data or [],
            "apply_by": self.apply_by.data or None,
            "disclosure": self.disclosure.data,
        }
        draft = _validated(self, ScenarioDraft, values)
        if draft is not None and is_blank(draft.title):
            attach(self, [Problem("title", "missing")])
            return None
        return draft


_SCENARIO_TEXTS = (
    "title", "owner_type", "pain", "description", "data", "site", "budget",
    "contact_name", "contact_phone", "contact_email",
)  # fmt: skip


class CapabilityRow(Form):  # type: ignore[misc]
    """One capability of a vendor."""

    name = StringField()
    description = TextAreaField()
    indicators = TextAreaField()
    deployment = CheckboxList()


class CaseRow(Form):  # type: ignore[misc]
    """One reference case."""

    title = StringField()
    customer = StringField()
    description = TextAreaField()


class CredentialRow(Form):  # type: ignore[misc]
    """One certificate."""

    name = StringField()
    number = StringField()
    valid_until = StringField()


class VendorForm(FlaskForm):  # type: ignore[misc]
    """A vendor's profile as the vendor writes it."""

    version = IntegerField(default=0, widget=HiddenInput())
    region = StringField()
    description = TextAreaField()
    capabilities = Rows(FormField(CapabilityRow), min_entries=1)
    industries = StringField()
    cases = Rows(FormField(CaseRow), min_entries=1)
    credentials = Rows(FormField(CredentialRow), min_entries=1)
    capacity = StringField()
    contact_name = StringField()
    contact_phone = StringField()
    contact_email = StringField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in self.capabilities:
            kept = [d for d in row.deployment.data or [] if d not in DEPLOYMENTS]
            row.deployment.choices = [(d, label(d, "deployment")) for d in (*DEPLOYMENTS, *kept)]

    @classmethod
    def of(cls, vendor: Vendor) -> VendorForm:
        """The form filled with what is stored."""
        return cls(
            version=vendor.version,
            region=vendor.organisation.region,
            description=vendor.description,
            capabilities=[
                {
                    "name": c.name,
                    "description": c.description,
                    "indicators": "\n".join(c.indicators),
                    "deployment": list(c.deployment),
                }
                for c in vendor.capabilities
            ],
            industries="、".join(vendor.industries),
            cases=[
                c.model_dump(include={"title", "customer", "description"}) for c in vendor.cases
            ],
            credentials=[
                {"name": c.name, "number": c.number, "valid_until": c.valid_until or ""}
                for c in vendor.credentials
            ],
            capacity="" if vendor.capacity is None else str(vendor.capacity),
            contact_name=vendor.contact_name,
            contact_phone=vendor.contact_phone,
            contact_email=vendor.contact_email,
        )

    def draft(self, name: str, credit_code: str | None) -> VendorDraft | None:
        """What was typed as a draft; None where something does not fit (the fields say what)."""
        values: dict[str, Any] = {field: _text(self[field].data) for field in _VENDOR_TEXTS}
        values |= {
            "name": name,
            "credit_code": credit_code,
            "capabilities": [
                {
                    "name": _text(row["name"].data),
                    "description": _text(row["description"].data),
                    "indicators": cells.lines(row.indicators.data or ""),
                    "deployment": row.deployment.data or [],
                }
                for row in self.capabilities
                if _filled(row["name"], row["description"], row.indicators)
            ],
            "industries": cells.words(self.industries.data or ""),
            "cases": [
                {
                    "title": _text(row.title.data),
                    "customer": _text(row.customer.data),
                    "description": _text(row["description"].data),
                }
                for row in self.cases
                if _filled(row.title, row.customer, row["description"])
            ],
            "credentials": [
                {
                    "name": _text(row["name"].data),
                    "number": _text(row.number.data),
                    "valid_until": row.valid_until.data or None,
                }
                for row in self.credentials
                if _filled(row["name"], row.number, row.valid_until)
            ],
            "capacity": _text(self.capacity.data) or None,
        }
        return _validated(self, VendorDraft, values)


_VENDOR_TEXTS = ("region", "description", "contact_name", "contact_phone", "contact_email")


class ReturnForm(FlaskForm):  # type: ignore[misc]
    """退回补正: what is to be mended."""

    comment = TextAreaField()

    def said(self) -> str:
        """The comment as it is kept."""
        return _remark(self.comment.data)


class FairAnswerForm(FlaskForm):  # type: ignore[misc]
    """What the bureau concludes of findings that may limit competition."""

    conclusion = StringField()
    note = TextAreaField()

    def said(self) -> str:
        """The note as it is kept."""
        return _remark(self.note.data)


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """What the bureau decides about one match, on the version it saw."""

    decision = HiddenField()
    version = IntegerField()
    reason = StringField()
    note = TextAreaField()

    def said(self) -> str:
        """The note as it is kept."""
        return _remark(self.note.data)


class TermForm(FlaskForm):  # type: ignore[misc]
    """A word of the district, as the bureau writes it."""

    seen = HiddenField()
    text = StringField()
    capability = StringField()
    meaning = StringField()
    note = TextAreaField()

    @classmethod
    def of(cls, term: Term) -> TermForm:
        """The form filled with what is stored."""
        known = capabilities().get(term.capability)
        return cls(
            seen=term.at.isoformat(),
            text=term.text,
            capability=known.zh if known else term.capability,
            meaning=term.meaning,
            note=term.note,
        )

    def draft(self) -> TermDraft | None:
        """What was typed as a draft; None where something does not fit (the fields say what)."""
        called = _text(self.capability.data)
        known = capability_named(called) if called else None
        if called and known is None:
            attach(self, [Problem("capability", "unknown_capability", called)])
            return None
        values = {name: _text(self[name].data) for name in ("text", "meaning", "note")}
        return _validated(self, TermDraft, {**values, "capability": known.id if known else ""})


def attach(form: FlaskForm, problems: list[Problem]) -> None:
    """Show problems at the fields they are about; in a list, at the list."""
    for problem in problems:
        name = problem.field.split("[")[0].split(".")[0]
        text = problem_text(problem)
        if name not in form:
            form.form_errors.append(text)
            continue
        index = problem.field.partition("[")[2].partition("]")[0]
        if index:
            text = say("第 {row} 项：{text}", row=int(index) + 1, text=text)
        field = form[name]
        field.problems = [*getattr(field, "problems", []), text]


def _validated(form: FlaskForm, draft: type[D], values: dict[str, Any]) -> D | None:
    try:
        return draft.model_validate(values)
    except ValidationError as error:
        attach(form, problems_of(error))
        return None


def _text(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").strip()


def _remark(value: str | None) -> str:
    """What was written for other people to read; no longer than the browser lets anybody write."""
    return printable(_text(value))[:2000]


def _filled(*fields: Any) -> bool:
    return any(_text(field.data) for field in fields)
