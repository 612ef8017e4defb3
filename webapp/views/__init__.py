"""Pages, one module per audience."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from flask_babel import format_datetime
from flask_bootstrap import Bootstrap5
from werkzeug.routing import IntegerConverter, Map


def _moment(when: datetime) -> str:
    """A moment as people here read it, to the minute."""
    return str(format_datetime(when, "yyyy-MM-dd HH:mm"))


class RowId(IntegerConverter):
    """A row's number in an address; what no table can hold is no page, not an error."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=2**31 - 1)


def init_app(app: Flask) -> None:
    """Register every page and what templates may call."""
    from scenarios.brokerage.models import DeferReason, RejectReason
    from scenarios.brokerage.states import LIFECYCLE as MATCH_LIFECYCLE
    from scenarios.models import Conclusion, Cooperation
    from vendors.registry import industries
    from webapp import labels, messages
    from webapp.views import (
        account,
        bureau,
        enterprise,
        gaps,
        knowledge,
        matches,
        packs,
        plan,
        quality,
        vendor,
    )
    from webapp.views.highlighting import highlighted

    Bootstrap5(app)
    app.url_map.converters["int"] = RowId
    desks = (account, enterprise, vendor, bureau)
    for module in (*desks, matches, gaps, plan, packs, quality, knowledge):
        app.register_blueprint(module.pages)
    app.jinja_env.filters["moment"] = _moment
    app.jinja_env.filters["cooperation"] = lambda value: labels.label(Cooperation(value))
    app.jinja_env.globals.update(
        label=labels.label,
        alike_text=messages.alike_text,
        choices=labels.choices,
        reason_label=labels.reason_label,
        field_path=labels.field_path,
        industry_label=industries.label,
        highlighted=highlighted,
        match_moves=MATCH_LIFECYCLE.allowed,
        Conclusion=Conclusion,
        DeferReason=DeferReason,
        RejectReason=RejectReason,
        demonstration=app.extensions["scenebridge.config"].demonstration,
    )
