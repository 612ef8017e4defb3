"""Who may do what. Whether it can happen at all is the domain's question."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user
from sqlmodel import Session

from scenarios.models import Scenario
from vendors.models import Vendor
from vendors.registry.models import Organisation
from webapp.accounts.models import Role
from webapp.accounts.signin import Person

View = TypeVar("View", bound=Callable[..., Any])
Listed = TypeVar("Listed", Scenario, Vendor)
# What stands on no page of its own: style sheets, scripts, pictures.
STATIC = frozenset({"static", "bootstrap.static"})


def public(view: View) -> View:
    """Everybody may see this page."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def requires(*roles: Role) -> Callable[[View], View]:
    """Only signed-in people of these roles (none given: of any role) may see this page."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
            if roles and current_user.role not in roles:
                abort(403)
            return view(*args, **kwargs)

        guarded.access = tuple(roles) or "signed in"  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return guard


def person() -> Person:
    """The signed-in person of a guarded page."""
    found: Person = current_user._get_current_object()
    return found


def own_organisation(session: Session) -> Organisation:
    """The organisation of a person who has one (an enterprise or a vendor)."""
    organisation = session.get(Organisation, person().organisation_id)
    assert organisation is not None
    return organisation


def own_scenario(scenario: Scenario) -> Scenario:
    """The scenario, if the person's enterprise owns it; 404 otherwise, as if it did not exist."""
    if scenario.organisation_id is None or scenario.organisation_id != person().organisation_id:
        abort(404)
    return scenario


def handed_in(record: Listed) -> Listed:
    """A scenario or profile the bureau may read; 404 for one it was never given.

    A draft that was handed in before (taken back to be changed) stays: its matches refer to it.
    """
    if record.submitted_at is None:
        abort(404)
    return record


def desk_of(role: Role) -> str:
    """The endpoint a person lands on after signing in."""
    return {
        Role.ENTERPRISE: "enterprise.desk",
        Role.VENDOR: "vendor.desk",
        Role.BUREAU: "bureau.desk",
    }[role]


def init_app(app: Flask) -> None:
    """Show no page that says nothing about who may see it."""

    @app.before_request
    def _every_page_is_guarded() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and not hasattr(view, "access") and request.endpoint not in STATIC:
            abort(403)
