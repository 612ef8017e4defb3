"""The bureau's desk, a batch planned as a whole: who is introduced to whom, within limits."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from sqlmodel import Session

from matcher.allocation import Pair, Plan, Rules, allocate
from matcher.errors import PlanNotSolved
from scenarios.brokerage import queries
from scenarios.brokerage.models import Match
from vendors.registry.lists.writing import write_xlsx
from webapp.access import requires
from webapp.accounts.models import Role
from webapp.database import page_session
from webapp.i18n import mark, say
from webapp.labels import label
from webapp.messages import relaxation_text

pages = Blueprint("plan", __name__, url_prefix="/bureau/plan")
only_bureau = requires(Role.BUREAU)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 1000
_HEADER = (
    mark("场景编号"),
    mark("场景名称"),
    mark("服务商编号"),
    mark("企业名称"),
    mark("匹配度"),
    mark("状态"),
    mark("新进入"),
)


@pages.get("/")
@only_bureau
def batch() -> Any:
    """The plan under the limits asked for in the address."""
    session = page_session()
    rules = _rules()
    try:
        plan, matches, newcomers = _planned(session, rules)
    except PlanNotSolved:
        flash(say("没有在规定时间内算完，请放宽限制再试。"), "warning")
        return redirect(url_for("plan.batch"))
    chosen: dict[int, list[Match]] = {}
    for pair in plan.chosen:
        match = matches[pair]
        chosen.setdefault(match.scenario_id, []).append(match)
    rows = {match.scenario_id: match.scenario for match in matches.values()}
    return render_template(
        "bureau/plan.html",
        rules=rules,
        plan=plan,
        rows=list(rows.values()),
        chosen={key: sorted(found, key=_by_score) for key, found in chosen.items()},
        newcomers=newcomers,
        relaxations=[relaxation_text(one) for one in plan.relaxations],
        query={name: getattr(rules, name) for name in ("each", "least", "most", "newcomers")},
    )


@pages.get("/export.xlsx")
@only_bureau
def export() -> Any:
    """The plan as a workbook."""
    try:
        plan, matches, newcomers = _planned(page_session(), _rules())
    except PlanNotSolved:
        flash(say("没有在规定时间内算完，请放宽限制再试。"), "warning")
        return redirect(url_for("plan.batch"))
    rows = [
        (
            match.scenario.code,
            match.scenario.title,
            match.vendor.code,
            match.vendor.organisation.name,
            match.score,
            label(match.state),
            say("是") if match.vendor_id in newcomers else "",
        )
        for match in (matches[pair] for pair in plan.chosen)
    ]
    stream = io.BytesIO()
    title = say(mark("统筹方案"))
    header = [say(name) for name in _HEADER]
    write_xlsx(title, header, rows, (14, 40, 14, 32, 9, 12, 8), stream)
    stream.seek(0)
    return send_file(stream, mimetype=_XLSX, as_attachment=True, download_name=f"{title}.xlsx")


def _by_score(match: Match) -> tuple[float, int]:
    return -match.score, match.id or 0


def _rules() -> Rules:
    """The limits in the address; what makes no sense there counts as not given."""

    def number(name: str, given: int) -> int:
        value = request.args.get(name, given, int)
        return min(max(value, 0), _MOST)

    return Rules(
        each=number("each", 3),
        least=number("least", 0),
        most=number("most", 5),
        newcomers=number("newcomers", 0),
    )


def _planned(session: Session, rules: Rules) -> tuple[Plan, dict[Pair, Match], set[int]]:
    """The plan, the match behind each pair, and which vendors are newcomers.

    What a vendor said it can take on binds it; a vendor that nobody has ever approved is new.
    """
    found = queries.candidates(session)
    matches = {
        Pair(match.scenario.code, match.vendor.code, round(match.score, 6)): match
        for match in found
    }
    known = queries.ever_approved(session)
    new = {match.vendor_id for match in found} - known
    capacities = {
        match.vendor.code: match.vendor.capacity
        for match in found
        if match.vendor.capacity is not None
    }
    bound = Rules(rules.each, rules.least, rules.most, rules.newcomers, capacities)
    codes = frozenset(match.vendor.code for match in found if match.vendor_id in new)
    return allocate(list(matches), bound, codes), matches, new
