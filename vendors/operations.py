"""What changes a vendor. Every function flushes and leaves a trail row; none commits."""

from __future__ import annotations

from sqlmodel import Session, select

from vendors.models import (
    Capability,
    CapabilityDraft,
    Case,
    CaseDraft,
    Credential,
    CredentialDraft,
    State,
    Vendor,
    VendorDraft,
    VendorReview,
)
from vendors.queries import vendor_of
from vendors.registry.errors import Invalid, NotAllowed, NotFound, Outdated, Problem
from vendors.registry.lifecycle import write_trail
from vendors.registry.models import Organisation, now
from vendors.registry.numbering import next_code
from vendors.registry.operations import find_or_register_organisation, find_organisation
from vendors.registry.reading import is_blank
from vendors.states import EDITABLE, LIFECYCLE

_SAME_IN_TABLE = (
    "description", "capacity", "industries", "contact_name", "contact_phone", "contact_email",
)  # fmt: skip


def missing_for_verification(draft: VendorDraft) -> list[Problem]:
    """What still has to be said before a profile can be submitted or imported."""
    problems = []
    if is_blank(draft.name):
        problems.append(Problem("name", "missing"))
    if is_blank(draft.description) and not draft.capabilities:
        problems.append(Problem("capabilities", "missing"))
    return problems


def draft_of(vendor: Vendor) -> VendorDraft:
    """The vendor as the draft it could have come from (for forms, export and the matcher)."""
    return VendorDraft(
        code=vendor.code,
        name=vendor.organisation.name,
        credit_code=vendor.organisation.credit_code,
        region=vendor.organisation.region,
        capabilities=[
            CapabilityDraft(
                **c.model_dump(include={"name", "description", "indicators", "deployment"})
            )
            for c in vendor.capabilities
        ],
        cases=[
            CaseDraft(**c.model_dump(include={"title", "customer", "description"}))
            for c in vendor.cases
        ],
        credentials=[
            CredentialDraft(**c.model_dump(include={"name", "number", "valid_until"}))
            for c in vendor.credentials
        ],
        **{name: getattr(vendor, name) for name in _SAME_IN_TABLE},
    )


def register_vendor(
    session: Session, draft: VendorDraft, organisation: Organisation, by: int | None
) -> Vendor:
    """Keep a new profile of `organisation` as a draft. Raises NotAllowed where it has one."""
    if vendor_of(session, organisation.id) is not None:
        raise NotAllowed(subject="vendor", move="register", state="registered")
    assert organisation.id is not None
    code = draft.code.strip() or next_code(session, Vendor.code, "V")
    vendor = Vendor(code=code, organisation_id=organisation.id)
    if draft.region:
        organisation.region = draft.region
    _fill(vendor, draft)
    write_trail(session, "vendor", vendor, "draft", by, None, State.DRAFT)
    return vendor


def edit_vendor(
    session: Session, vendor: Vendor, draft: VendorDraft, version: int, by: int | None
) -> bool:
    """Replace the content of a draft or returned profile; False where nothing differs.

    `version` is the one the editor saw. Raises Outdated where somebody else was faster,
    NotAllowed where the profile is under review or verified.
    """
    if vendor.version != version:
        raise Outdated(subject="vendor")
    if vendor.state not in EDITABLE:
        raise NotAllowed(subject="vendor", move="edit", state=str(vendor.state))
    if _content(draft) == _content(draft_of(vendor)):
        return False
    vendor.organisation.region = draft.region
    _fill(vendor, draft)
    _touch(vendor)
    write_trail(session, "vendor", vendor, "edit", by)
    return True


def submit_vendor(session: Session, vendor: Vendor, by: int | None) -> None:
    """Hand a profile to the bureau. Raises Invalid where something needed is not said yet."""
    problems = missing_for_verification(draft_of(vendor))
    if problems:
        raise Invalid(problems)
    _hand_in(session, vendor, by)


def return_vendor(session: Session, vendor: Vendor, comment: str, by: int | None) -> None:
    """退回补正: give a profile back with what is to be mended."""
    LIFECYCLE.move(session, vendor, "return", by, comment=comment)
    assert vendor.id is not None
    session.add(
        VendorReview(vendor_id=vendor.id, version=vendor.version, comment=comment.strip(), by=by)
    )
    session.flush()


def verify_vendor(session: Session, vendor: Vendor, by: int | None) -> None:
    """核验: take the profile into the capability list; it is matched from now on."""
    LIFECYCLE.move(session, vendor, "verify", by)
    vendor.verified_at = now()
    session.flush()


def reopen_vendor(session: Session, vendor: Vendor, by: int | None) -> None:
    """Take a verified profile back to change it."""
    LIFECYCLE.move(session, vendor, "reopen", by)
    _touch(vendor)
    session.flush()


def suspend_vendor(session: Session, vendor: Vendor, by: int | None) -> None:
    """暂停: keep the profile out of matching for the time being."""
    LIFECYCLE.move(session, vendor, "suspend", by)


def resume_vendor(session: Session, vendor: Vendor, by: int | None) -> None:
    """Put a suspended profile back into review."""
    LIFECYCLE.move(session, vendor, "resume", by)


def import_vendor(
    session: Session, draft: VendorDraft, by: int | None, *, publish: bool = True
) -> str:
    """Bring one row of a list in, by its code: "added", "changed" or "same" (nothing written).

    A row without a code is known again by its organisation. A changed row replaces the content
    whatever the state; what it does not say of the organisation (credit code, region) stays.
    With `publish`, a draft or returned vendor is verified. Raises Invalid where the organisation
    already has a profile under another code.
    """
    problems = missing_for_verification(draft)
    if problems:
        raise Invalid(problems)
    name, code = draft.name.strip(), draft.code.strip()
    existing = session.exec(select(Vendor).where(Vendor.code == code)).first() if code else None
    known = existing.organisation if existing is not None else None
    found = find_organisation(session, name, draft.credit_code, known)
    owned = vendor_of(session, found.id) if found is not None else None
    if not code:
        existing = owned
    elif owned is not None and owned is not existing:
        raise Invalid([Problem("name", "organisation_taken", draft.name, {"code": owned.code})])
    if existing is not None and existing.organisation is found and _says_the_same(draft, existing):
        return "same"
    organisation = find_or_register_organisation(
        session, name, draft.credit_code, draft.region, known
    )
    organisation.name = name
    if existing is None:
        vendor = register_vendor(session, draft, organisation, by)
    else:
        vendor = existing
        _fill(vendor, draft)
        vendor.organisation = organisation
        _touch(vendor)
        write_trail(session, "vendor", vendor, "import", by)
    if vendor.state in EDITABLE:
        _hand_in(session, vendor, by)
        if publish:
            verify_vendor(session, vendor, by)
    return "added" if existing is None else "changed"


def get_vendor(session: Session, vendor_id: int, version: int | None = None) -> Vendor:
    """The vendor with this id. Raises NotFound; Outdated where it is not as `version` showed it."""
    vendor = session.get(Vendor, vendor_id)
    if vendor is None:
        raise NotFound(subject="vendor", id=vendor_id)
    if version is not None and vendor.version != version:
        raise Outdated(subject="vendor")
    return vendor


def _content(draft: VendorDraft) -> dict[str, object]:
    """What must be equal for two drafts to say the same; the code is identity, not content."""
    return draft.model_dump(exclude={"code"})


def _says_the_same(draft: VendorDraft, vendor: Vendor) -> bool:
    """Whether a row of a list tells nothing new; what it leaves out of the organisation stays."""
    stored = draft_of(vendor)
    said = draft.model_copy(
        update={
            "name": draft.name.strip(),
            "credit_code": draft.credit_code or stored.credit_code,
            "region": draft.region or stored.region,
        }
    )
    return _content(said) == _content(stored)


def _fill(vendor: Vendor, draft: VendorDraft) -> None:
    for name in _SAME_IN_TABLE:
        setattr(vendor, name, getattr(draft, name))
    vendor.capabilities = [
        Capability(
            position=i,
            name=c.name,
            description=c.description,
            indicators=list(c.indicators),
            deployment=list(c.deployment),
        )
        for i, c in enumerate(draft.capabilities)
    ]
    vendor.cases = [
        Case(position=i, title=c.title, customer=c.customer, description=c.description)
        for i, c in enumerate(draft.cases)
    ]
    vendor.credentials = [
        Credential(position=i, name=c.name, number=c.number, valid_until=c.valid_until)
        for i, c in enumerate(draft.credentials)
    ]


def _touch(vendor: Vendor) -> None:
    vendor.version += 1
    vendor.updated_at = now()


def _hand_in(session: Session, vendor: Vendor, by: int | None) -> None:
    LIFECYCLE.move(session, vendor, "submit", by)
    vendor.submitted_at = now()
    session.flush()
