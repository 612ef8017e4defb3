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

from vendors.exchange import read_vendors
from vendors.models import VendorDraft

# Texts as people type them into a cell: no outer white space, no mark that parts a cell.
WORD = (
    st.text(alphabet="甲乙检测机器视觉ABab01<&>='\"%.≥€🙂 ", min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
DATES = st.dates(date(1950, 1, 1)).map(str)
TEXT = WORD | st.just("一行\n二行，“引号”") | st.just("")
RECORDS = st.fixed_dictionaries(
    {
        "name": WORD,
        "region": TEXT,
        "description": TEXT.filter(bool),
        "capabilities": st.lists(
            st.fixed_dictionaries(
                {
                    "name": WORD,
                    "description": WORD,
                    "indicators": st.lists(WORD, max_size=2),
                    "deployment": st.lists(WORD, max_size=2),
                }
            )
            | WORD,
            max_size=3,
        ),
        "industries": st.lists(WORD, max_size=3),
        "cases": st.lists(
            st.fixed_dictionaries({"title": WORD, "customer": WORD, "description": WORD}) | WORD,
            max_size=2,
        ),
        "credentials": st.lists(
            st.fixed_dictionaries({"name": WORD, "number": WORD, "valid_until": DATES}) | WORD,
            max_size=2,
        ),
        "capacity": st.none() | st.integers(0, 1000),
    }
)
PARTS = (
    "name",
    "title",
    "customer",
    "number",
    "valid_until",
    "description",
    "indicators",
    "deployment",
)
HEADERS = {
    "code": "服务商编号",
    "name": "企业名称",
    "region": "注册地",
    "description": "简介",
    "capabilities": "能力",
    "industries": "适用行业",
    "cases": "案例",
    "credentials": "资质",
    "capacity": "可承接数",
}


def cell(name: str, value: Any) -> Any:
    """A field as the grammar of cells writes it."""
    if name == "industries":
        return "、".join(value)
    if isinstance(value, list):
        return "\n".join(v if isinstance(v, str) else line(v) for v in value)
    return "" if value is None else value


def line(record: dict[str, Any]) -> str:
    order = [name for name in PARTS if name in record]
    parts = [record[name] for name in order]
    return " | ".join("；".join(p) if isinstance(p, list) else p for p in parts)


def drafts(path: Path) -> list[VendorDraft]:
    parsed = read_vendors(path)
    assert (parsed.problems, parsed.unknown_columns) == ([], [])
    return [draft for _, draft in parsed.good]


@settings(max_examples=25, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=3))
def test_the_same_rows_as_jsonl_csv_and_xlsx_are_the_same_drafts(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    records = [{"code": f"V{i}", **record} for i, record in enumerate(records)]
    table = [list(HEADERS.values()), *([cell(n, r[n]) for n in HEADERS] for r in records)]
    as_json = folder / "vendors.jsonl"
    as_json.write_text(
        "\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8"
    )
    wanted = drafts(as_json)
    assert len(wanted) == len(records)

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        as_csv = folder / "vendors.csv"
        as_csv.write_bytes(stream.getvalue().encode(encoding))
        assert drafts(as_csv) == wanted

    workbook = Workbook()
    for row in table:
        workbook.active.append(row)
        for one in workbook.active[workbook.active.max_row]:
            if isinstance(one.value, str):
                one.data_type = "s"
    as_xlsx = folder / "vendors.xlsx"
    workbook.save(as_xlsx)
    assert drafts(as_xlsx) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "  前后有空格  ",
        "\u3000缩进\n换行\t",
        "=1+1",
        "<script>alert(1)</script>",
        "[bold]x[/bold]",
        "🙂𠮷",
    ],
)
def test_a_json_list_keeps_every_text_literally_so_that_offsets_stay_true(
    tmp_path: Path, text: str
) -> None:
    record = {
        "id": "V1",
        "name": "甲",
        "description": text,
        "capabilities": [text, {"name": "x", "description": text}],
        "industries": [text],
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    (draft,) = drafts(path)
    assert draft.description == text
    assert [c.name for c in draft.capabilities] == [text, "x"]
    assert draft.capabilities[1].description == text
    assert draft.industries == [text]


def test_the_simple_form_and_the_full_form_hold_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    simple = {
        "id": "V1",
        "name": "甲",
        "capabilities": ["质检"],
        "cases": ["某厂"],
        "credentials": ["ISO"],
    }
    full = {
        "id": "V2", "name": "甲", "capabilities": [{"name": "质检"}], "cases": [{"title": "某厂"}], "credentials": [{"name": "ISO"}],
    }  # fmt: skip
    path.write_text(f"{json.dumps(simple)}\n{json.dumps(full)}", encoding="utf-8")
    one, other = drafts(path)
    assert [d.capabilities[0].plain for d in (one, other)] == [True, False]
    assert one.model_dump(exclude={"code"}) == other.model_dump(exclude={"code"})


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "甲" * 201, "string_too_long"),
        ("id", "1" * 61, "string_too_long"),
        ("description", "x" * 20_001, "string_too_long"),
        ("capabilities", ["x"] * 61, "too_long"),
        ("industries", ["x"] * 61, "too_long"),
        ("cases", ["x"] * 101, "too_long"),
        ("credentials", ["x"] * 101, "too_long"),
        ("capacity", -1, "greater_than_equal"),
        ("capacity", 1001, "less_than_equal"),
        ("capacity", "三", "int_parsing"),
        ("capabilities", [" "], "missing"),
        ("cases", [" "], "missing"),
        ("credentials", [" "], "missing"),
    ],
)
def test_what_is_beyond_a_limit_is_a_problem_of_its_row(
    tmp_path: Path, field: str, value: Any, code: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"id": "1", "name": "甲", "description": "x", field: value}), encoding="utf-8"
    )
    parsed = read_vendors(path)
    assert (parsed.good, [(p.column, p.problem.code) for p in parsed.problems]) == (
        [],
        [(field, code)],
    )
