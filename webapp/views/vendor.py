"""The vendor's desk: keep the profile with capabilities and cases, submit it, see where it stands."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlmodel import Session

from vendors import operations, queries
from vendors.models import Vendor
from vendors.registry.errors import Invalid
from vendors.states import LIFECYCLE
from webapp.access import own_organisation, person, requires
from webapp.accounts.models import Role
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import VendorForm
from webapp.i18n import say
from webapp.matching import vendor_changed
from webapp.views.history import history

pages = Blueprint("vendor", __name__, url_prefix="/vendor")
only_vendor = requires(Role.VENDOR)


def _mine(session: Session) -> Vendor:
    found = queries.vendor_of(session, person().organisation_id)
    if found is None:
        abort(404)
    return found


@pages.get("/")
@only_vendor
def desk() -> Any:
    """The profile, its state and its history; an invitation to write one where there is none."""
    session = page_session()
    found = queries.vendor_of(session, person().organisation_id)
    if found is None:
        return render_template("vendor/start.html", organisation=own_organisation(session))
    assert found.id is not None
    return render_template(
        "vendor/desk.html",
        vendor=found,
        allowed=LIFECYCLE.allowed(found.state),
        missing=operations.missing_for_verification(operations.draft_of(found)),
        review=queries.last_review(session, found.id),
        history=history(session, "vendor", found.id, named=False),
    )


@pages.get("/profile")
@only_vendor
def edit_page() -> Any:
    """The form with what is stored, or empty."""
    session = page_session()
    found = queries.vendor_of(session, person().organisation_id)
    form = VendorForm.of(found) if found else VendorForm()
    return render_template("vendor/form.html", form=form, organisation=own_organisation(session))


@pages.post("/profile")
@only_vendor
@shows_again("desk")
def save_profile() -> Any:
    """Keep what was written, and submit it where asked."""
    form = VendorForm()
    shown = own_organisation(page_session())
    draft = form.draft(shown.name, shown.credit_code)
    if draft is None:
        flash(say("没有保存：请改正标出的地方。"), "danger")
        return render_template("vendor/form.html", form=form, organisation=shown), 422
    with transaction() as session:
        organisation = own_organisation(session)
        found = queries.vendor_of(session, organisation.id)
        if found is None:
            found = operations.register_vendor(session, draft, organisation, person().id)
        else:
            version = form.version.data or 0
            operations.edit_vendor(session, found, draft, version, person().id)
        submitted = _submit_if_asked(session, found)
    flash(submitted or say("档案已保存。"), "success")
    return redirect(url_for("vendor.desk"))


def _submit_if_asked(session: Session, found: Vendor) -> str:
    if request.form.get("then") != "submit":
        return ""
    try:
        operations.submit_vendor(session, found, person().id)
    except Invalid:
        return say("已存为草稿；提交前请补上简介或至少一项能力。")
    return say("已提交，等待经信局核验。")


@pages.post("/submit")
@only_vendor
@shows_again("desk")
def submit_profile() -> Any:
    """Hand the profile to the bureau."""
    with transaction() as session:
        operations.submit_vendor(session, _mine(session), person().id)
    flash(say("已提交，等待经信局核验。"), "success")
    return redirect(url_for("vendor.desk"))


@pages.post("/reopen")
@only_vendor
@shows_again("desk")
def reopen_profile() -> Any:
    """Take a verified profile back to change it."""
    with transaction() as session:
        found = _mine(session)
        operations.reopen_vendor(session, found, person().id)
        vendor_changed(session, found)
    flash(say("已撤回修改；改好后请重新提交核验。"), "success")
    return redirect(url_for("vendor.edit_page"))
