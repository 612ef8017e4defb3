"""The bureau's desk, matches: suggestions side by side, one match in full, the decision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from scenarios import operations as scenario_operations
from scenarios.brokerage import operations, queries
from vendors.registry.errors import NotFound
from webapp.access import handed_in, person, requires
from webapp.accounts.models import Role
from webapp.database import page_session, transaction
from webapp.errors import shows_again
from webapp.forms import DecisionForm
from webapp.i18n import say
from webapp.labels import label
from webapp.views.bureau import suggestions_of
from webapp.views.history import history

pages = Blueprint("matches", __name__, url_prefix="/bureau")
only_bureau = requires(Role.BUREAU)


@pages.get("/scenarios/<int:scenario_id>/suggestions")
@only_bureau
def suggestions(scenario_id: int) -> Any:
    """The part of a scenario's page that fills itself while matching runs."""
    session = page_session()
    found = handed_in(scenario_operations.get_scenario(session, scenario_id))
    return render_template(
        "bureau/suggestions.html",
        scenario=found,
        **suggestions_of(session, scenario_id),
    )


@pages.get("/matches/<int:match_id>")
@only_bureau
def match(match_id: int) -> Any:
    """One match: every requirement, and the vendor's own words it rests on, in their place."""
    session = page_session()
    found = queries.whole_match(session, match_id)
    if found is None:
        raise NotFound(subject="match", id=match_id)
    return render_template(
        "bureau/match.html",
        match=found,
        history=history(session, "match", match_id, named=True),
    )


@pages.post("/matches/<int:match_id>/decide")
@only_bureau
@shows_again("match")
def decide(match_id: int) -> Any:
    """Approve, defer, reject, or take a decision back, on the version that was seen."""
    form = DecisionForm()
    version, reason = form.version.data or 0, form.reason.data or None
    note = form.said()
    with transaction() as session:
        found = operations.get_match(session, match_id)
        by = person().id
        if form.decision.data == "approve":
            operations.approve_match(session, found, version, note, by)
        elif form.decision.data == "defer":
            operations.defer_match(session, found, version, reason, note, by)
        elif form.decision.data == "reject":
            operations.reject_match(session, found, version, reason, note, by)
        elif form.decision.data == "reconsider":
            operations.reconsider_match(session, found, version, by)
        else:
            abort(400)
        state, scenario_id = found.state, found.scenario_id
    flash(say("已记录：{state}。", state=label(state)), "success")
    if request.form.get("back") == "scenario":
        shown = url_for("bureau.scenario", scenario_id=scenario_id)
        return redirect(f"{shown}#match-{match_id}")
    return redirect(url_for("matches.match", match_id=match_id))
