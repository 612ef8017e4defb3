import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from scenarios.exchange import read_scenarios
from scenarios.models import COOPERATION_LABELS, DISCLOSURE_LABELS, STAGE_LABELS, ScenarioDraft

WORD = (
    st.text(alphabet="甲乙检测机器视觉ABab01<&>='\"%.≥€🙂 ", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
TEXT = WORD | st.just("一行\n二行，“引号”；分号") | st.just("")
RECORDS = st.fixed_dictionaries(
    {
        "title": WORD,
        "enterprise": TEXT,
        "industry": st.sampled_from(["", "2822", "涤纶纤维制造", "低空经济"]),
        "tracks": st.lists(WORD, max_size=3),
        "stage": st.sampled_from(["", *STAGE_LABELS.values()]),
        "pain": TEXT.filter(bool),
        "description": TEXT,
        "requirements": st.lists(
            st.fixed_dictionaries({"text": WORD}, optional={"must": st.booleans()}), max_size=3
        ),
        "budget": TEXT,
        "cooperation": st.lists(st.sampled_from([*COOPERATION_LABELS.values()]), max_size=2),
        "apply_by": st.none() | st.dates(date(1950, 1, 1)),
        "disclosure": st.sampled_from(["", *DISCLOSURE_LABELS.values()]),
    }
)
HEADERS = {
    "code": "场景编号",
    "title": "场景名称",
    "enterprise": "发布单位",
    "industry": "所属行业",
    "tracks": "产业方向",
    "stage": "应用环节",
    "pain": "现状与痛点",
    "description": "需求描述",
    "requirements": "需求条目",
    "budget": "预算区间",
    "cooperation": "合作方式",
    "apply_by": "报名截止",
    "disclosure": "披露级别",
}


def cell(name: str, value: Any) -> Any:
    """A field as the grammar of cells writes it."""
    if name == "requirements":
        marks = {True: "必须：", False: "【期望】", None: ""}
        return "\n".join(marks[item.get("must")] + item["text"] for item in value)
    if isinstance(value, list):
        return "；".join(value)
    return "" if value is None else value


def drafts(path: Path) -> list[ScenarioDraft]:
    parsed = read_scenarios(path)
    assert (parsed.problems, parsed.unknown_columns) == ([], [])
    return [draft for _, draft in parsed.good]


@settings(max_examples=25, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=3))
def test_the_same_rows_as_jsonl_csv_and_xlsx_are_the_same_drafts(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    records = [{"code": f"S{i}", **record} for i, record in enumerate(records)]
    table = [list(HEADERS.values()), *([cell(n, r[n]) for n in HEADERS] for r in records)]
    as_json = folder / "scenarios.jsonl"
    as_json.write_text("\n".join(json.dumps(r, default=str) for r in records), encoding="utf-8")
    wanted = drafts(as_json)
    assert len(wanted) == len(records)

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        as_csv = folder / "scenarios.csv"
        as_csv.write_bytes(stream.getvalue().encode(encoding))
        assert drafts(as_csv) == wanted

    workbook = Workbook()
    for row in table:
        workbook.active.append(row)
        for one in workbook.active[workbook.active.max_row]:
            if isinstance(one.value, str):
                one.data_type = "s"
    as_xlsx = folder / "scenarios.xlsx"
    workbook.save(as_xlsx)
    assert drafts(as_xlsx) == wanted


@pytest.mark.parametrize(
    "text", ["  前后有空格  ", "\u3000缩进\n换行\t", "=1+1", "<script>alert(1)</script>", "🙂𠮷"]
)
def test_a_json_list_keeps_every_text_literally_so_that_offsets_stay_true(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.jsonl"
    record = {
        "id": "1",
        "title": text,
        "pain": text,
        "description": text,
        "requirements": [text, {"text": text}],
    }
    path.write_text(json.dumps(record), encoding="utf-8")
    (draft,) = drafts(path)
    assert (draft.title, draft.pain, draft.description) == (text, text, text)
    assert [(r.text, r.plain) for r in draft.requirements] == [(text, True), (text, False)]


def test_what_is_not_said_takes_its_default(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,title,pain\n1,外观检测,漏检多\n", encoding="utf-8")
    assert drafts(path) == [ScenarioDraft(code="1", title="外观检测", pain="漏检多")]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "甲" * 201, "string_too_long"),
        ("pain", "x" * 20_001, "string_too_long"),
        ("requirements", ["x"] * 61, "too_long"),
        ("requirements", ["x" * 1001], "string_too_long"),
        ("requirements", [" "], "missing"),
        ("requirements", [{"text": "x", "must": "也许"}], "bool_parsing"),
        ("tracks", ["x"] * 21, "too_long"),
        ("stage", "生产", "unknown_choice"),
        ("cooperation", ["送礼"], "unknown_choice"),
        ("disclosure", "保密", "unknown_choice"),
        ("apply_by", "明年", "date"),
        ("credit_code", "123", "credit_code"),
    ],
)
def test_what_is_beyond_a_limit_is_a_problem_of_its_row(
    tmp_path: Path, field: str, value: Any, code: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"id": "1", "title": "甲", "pain": "x", field: value}), encoding="utf-8"
    )
    parsed = read_scenarios(path)
    assert (parsed.good, [(p.column, p.problem.code) for p in parsed.problems]) == (
        [],
        [(field, code)],
    )
