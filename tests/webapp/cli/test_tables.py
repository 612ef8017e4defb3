"""The table that people at a terminal read."""

from __future__ import annotations

import io

from tests.scenarios.brokerage.answers import answer, suggestion
from webapp.cli.tables import print_answers


def test_every_suggestion_that_was_asked_for_has_its_row(monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    shown = io.StringIO()
    print_answers([answer("S1", *(suggestion(f"V-{n}", n) for n in range(1, 26)))], shown)
    assert all(f"V-{n}" in shown.getvalue() for n in range(1, 26))
    assert "召回率 99%" in shown.getvalue()
