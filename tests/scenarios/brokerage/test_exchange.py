import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from matcher.types import Answer, Ranked
from scenarios.brokerage.exchange import (
    HEADER,
    answer_record,
    counted,
    trec_lines,
    write_text,
    write_workbook,
)
from tests.scenarios.brokerage.answers import answer, suggestion


def text(form: str, *answers: Answer) -> str:
    stream = io.StringIO()
    write_text(answers, form, stream)
    return stream.getvalue()


def test_jsonl_is_one_object_a_line_and_json_an_array_of_the_same_objects() -> None:
    answers = [answer("S1", suggestion("V1"), suggestion("V2", 2, 0.5)), answer("S2")]
    lines = [json.loads(line) for line in text("jsonl", *answers).splitlines()]
    assert lines == json.loads(text("json", *answers)) == [answer_record(a) for a in answers]
    assert [line["id"] for line in lines] == ["S1", "S2"]
    assert [m["vendor"] for m in lines[0]["matches"]] == ["V1", "V2"]
    assert lines[1]["matches"] == []
    assert lines[1]["gaps"] == [
        {"span": "支持英文", "must": False, "field": "requirements[1].text", "start": 0, "end": 4}
    ]


def test_chinese_stands_in_json_as_chinese() -> None:
    assert "召回率" in text("json", answer("S1", suggestion("V1")))
    assert "召回率" in text("jsonl", answer("S1", suggestion("V1")))


def test_an_item_without_a_quote_says_null_and_not_nothing() -> None:
    item = answer_record(answer("S1", suggestion("V1")))["matches"][0]["items"][1]
    assert list(item) == ["span", "must", "verdict", "quote", "field", "start", "end"]
    assert [item[name] for name in ("quote", "field", "start", "end")] == [None] * 4


def test_csv_has_a_row_for_every_reason_and_every_gap() -> None:
    rows = list(csv.reader(io.StringIO(text("csv", answer("S1", suggestion("V1")), answer("S2")))))
    assert rows == [
        list(HEADER),
        [
            "S1",
            "1",
            "V1",
            "0.8",
            "必须",
            "召回率不低于 98%",
            "满足",
            "召回率 99%",
            "capabilities[0].description",
            "0",
            "7",
        ],
        ["S1", "1", "V1", "0.8", "期望", "支持英文", "未知", "", "", "", ""],
        ["S1", "", "（缺口）", "", "期望", "支持英文", "无人满足", "", "", "", ""],
        ["S2", "", "（缺口）", "", "期望", "支持英文", "无人满足", "", "", "", ""],
    ]


@pytest.mark.parametrize("quote", ["=1+1", "+86", "-1", "@x", "\t=1"])
def test_a_quote_that_a_spreadsheet_would_run_is_made_harmless_in_csv_and_literal_elsewhere(
    tmp_path: Path, quote: str
) -> None:
    told = answer("S1", suggestion("V1", quote=quote))
    rows = list(csv.reader(io.StringIO(text("csv", told))))
    assert rows[1][7] == f"'{quote}"
    assert json.loads(text("jsonl", told))["matches"][0]["items"][0]["quote"] == quote
    write_workbook([told], tmp_path / "a.xlsx")
    cell = load_workbook(tmp_path / "a.xlsx").active["H2"]
    assert (cell.value, cell.data_type) == (quote, "s")


def test_a_workbook_holds_the_rows_of_the_csv_under_a_frozen_header(tmp_path: Path) -> None:
    answers = [answer("S1", suggestion("V1")), answer("S2")]
    write_workbook(answers, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    shown = [
        ["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)
    ]
    assert shown == list(csv.reader(io.StringIO(text("csv", *answers))))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:K5")


def test_trec_holds_the_full_ranking_in_an_order_no_tool_can_change() -> None:
    ranking = (
        Ranked("V2", 1, 0.7, 0.5),
        Ranked("V10", 2, 0.6, 0.5),
        Ranked("V1", 3, 0.6, 0.499999),
    )
    lines = list(trec_lines(Answer("S1", ranking, (), ())))
    assert lines == [
        "S1 Q0 V2 1 0.499999999 scenebridge",
        "S1 Q0 V10 2 0.499999998 scenebridge",
        "S1 Q0 V1 3 0.499998997 scenebridge",
    ]
    assert text("trec", answer("S1", suggestion("V1"))).count("\n") == 2


def test_white_space_in_an_id_does_not_part_a_column_of_a_trec_run() -> None:
    (line,) = trec_lines(Answer("场景 1", (Ranked("V\t2", 1, 0.7, 0.5),), (), ()))
    assert line.split() == ["场景_1", "Q0", "V_2", "1", "0.499999999", "scenebridge"]


def test_the_counts_tell_scenarios_suggestions_those_without_and_what_was_not_read() -> None:
    answers = [answer("S1", suggestion("V1"), suggestion("V2"), omitted=3), answer("S2", omitted=4)]
    assert counted(answers) == {"scenarios": 2, "suggestions": 2, "without": 1, "omitted": 7}
