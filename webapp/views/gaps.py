"""The bureau's desk, the list of whom to attract (招引靶单): what nobody offers, by demand."""

from __future__ import annotations

import io
from typing import Any

from flask import Blueprint, render_template, send_file
from sqlmodel import Session

from matcher import knowledge
from matcher.gaps import Target, pool
from scenarios import queries as scenario_queries
from scenarios.brokerage import queries
from scenarios.brokerage.exchange import write_gaps
from webapp.access import requires
from webapp.accounts.models import Role
from webapp.database import page_session
from webapp.i18n import mark, say

pages = Blueprint("gaps", __name__, url_prefix="/bureau/gaps")
only_bureau = requires(Role.BUREAU)
_BARS = 12  # capabilities in the chart; the table has all
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/")
@only_bureau
def targets() -> Any:
    """Chart and table, supply of AI vendors and other trades apart."""
    session = page_session()
    found = _targets(session)
    supply = [one for one in found if not one.outside]
    return render_template(
        "bureau/gaps.html",
        supply=supply,
        shown=[(one.name, one.demand) for one in supply[:_BARS]],
        other=[one for one in found if one.outside],
        scenarios=scenario_queries.by_code(
            session, {key for one in found for key in one.scenarios}
        ),
    )


@pages.get("/export.xlsx")
@only_bureau
def export() -> Any:
    """The same as a workbook."""
    stream = io.BytesIO()
    write_gaps(_targets(page_session()), stream)
    stream.seek(0)
    name = f"{say(mark('招引靶单'))}.xlsx"
    return send_file(stream, mimetype=_XLSX, as_attachment=True, download_name=name)


def _targets(session: Session) -> tuple[Target, ...]:
    return pool(queries.needs(session), knowledge.load())
