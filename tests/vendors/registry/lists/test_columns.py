import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.exchange import COLUMNS as SCENARIO_COLUMNS
from scenarios.exchange import read_scenarios
from vendors.exchange import COLUMNS as VENDOR_COLUMNS
from vendors.exchange import read_vendors
from vendors.registry.errors import UnreadableList
from vendors.registry.lists.columns import Columns, RowProblem


def csv_list(folder: Path, text: str) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def json_list(folder: Path, *records: object) -> Path:
    path = folder / "list.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    return path


def told(problems: list[RowProblem]) -> list[tuple[int, str, str, str]]:
    return [(p.row, p.column, p.problem.code, p.problem.value) for p in problems]


@pytest.mark.parametrize(
    "header",
    [
        "场景名称",
        " 场景名称* ",
        "场景名称（必填）",
        "场景 名称",
        "Title",
        "TITLE (required)",
        "name",
    ],
)
def test_a_header_is_known_whatever_its_case_spaces_star_or_remark_in_brackets(header: str) -> None:
    assert SCENARIO_COLUMNS.field_of(header) == "title"


@pytest.mark.parametrize("columns", [SCENARIO_COLUMNS, VENDOR_COLUMNS])
def test_no_header_means_two_fields_and_every_field_has_a_header(columns: Columns) -> None:  # type: ignore[type-arg]
    assert set(columns.names) == set(columns.draft.model_fields)
    for field, headers in columns.names.items():
        for header in (field, *headers):
            assert columns.field_of(header) == field, header


def test_unknown_columns_are_reported_and_a_second_column_for_one_field_is_unknown(
    tmp_path: Path,
) -> None:
    parsed = read_vendors(csv_list(tmp_path, "编号,企业名称,税收,简介,企业简介\n1,甲,9,a,b\n"))
    assert parsed.unknown_columns == ["税收", "企业简介"]
    assert [d.description for _, d in parsed.good] == ["a"]


def test_a_problem_names_row_column_as_the_file_calls_it_value_and_code(tmp_path: Path) -> None:
    text = (
        "编号,场景名称,所处痛点,现状,报名截止,统一社会信用代码,发布单位\n"
        "1,好行,x,痛,2027-03-31,,甲\n2,坏行,x,痛,明年,91350100M000100Y44,甲\n1,重号,x,痛,,,甲\n3,,x,痛,,,甲\n,无号,x,痛,,,甲\n"
    )
    parsed = read_scenarios(csv_list(tmp_path, text))
    assert told(parsed.problems) == [
        (3, "报名截止", "date", "明年"),
        (3, "统一社会信用代码", "credit_code", "91350100M000100Y44"),
        (4, "编号", "repeated_id", "1"),
        (5, "场景名称", "missing", ""),
    ]
    assert parsed.problems[2].problem.params == {"row": 2}
    assert [number for number, _ in parsed.good] == [2, 6]


def test_a_problem_inside_a_list_names_the_place(tmp_path: Path) -> None:
    parsed = read_vendors(
        json_list(
            tmp_path,
            {"编号": 1, "企业名称": "甲", "能力": ["a", {"name": ""}, {"name": "b", "price": 3}]},
        )
    )
    assert [(p.column, p.problem.field, p.problem.code) for p in parsed.problems] == [
        ("能力", "capabilities[1].name", "string_too_short"),
        ("能力", "capabilities[2].price", "extra_forbidden"),
    ]


def test_without_completeness_an_id_is_enough_and_needed(tmp_path: Path) -> None:
    path = json_list(tmp_path, {"id": "1"}, {"title": "无号"})
    parsed = read_scenarios(path, complete=False)
    assert [d.code for _, d in parsed.good] == ["1"]
    assert [(p.row, p.problem.field, p.problem.code) for p in parsed.problems] == [
        (2, "code", "missing")
    ]
    assert [p.problem.code for p in read_scenarios(path).problems] == [
        "missing",
        "missing",
        "missing",
    ]


def test_two_rows_without_ids_that_mean_the_same_record_are_a_problem(tmp_path: Path) -> None:
    parsed = read_vendors(csv_list(tmp_path, "企业名称,简介\n甲,a\n乙,b\n甲,c\n"))
    assert [(p.row, p.problem.code, p.problem.params) for p in parsed.problems] == [
        (4, "repeated_row", {"row": 2})
    ]
    parsed = read_scenarios(
        csv_list(tmp_path, "发布单位,场景名称,痛点,预算\n甲,a,x,1\n乙,a,x,1\n甲,a,x,2\n")
    )
    assert [(p.row, p.problem.code, p.problem.params) for p in parsed.problems] == [
        (4, "repeated_row", {"row": 2})
    ]


def test_bare_numbers_of_a_json_list_are_read_as_texts(tmp_path: Path) -> None:
    parsed = read_vendors(
        json_list(tmp_path, {"id": 7, "name": "甲", "description": 3.5, "capacity": 4})
    )
    ((_, draft),) = parsed.good
    assert (draft.code, draft.description, draft.capacity) == ("7", "3.5", 4)


@pytest.mark.parametrize("value", [True, 1.5, {"a": 1}, [[1]], [None], [True]])
@pytest.mark.parametrize("field", ["requirements", "cooperation", "tracks"])
def test_what_is_no_list_of_the_right_things_is_a_problem_of_its_row(
    tmp_path: Path, field: str, value: object
) -> None:
    parsed = read_scenarios(json_list(tmp_path, {"id": 1, "title": "a", "pain": "b", field: value}))
    assert parsed.good == [] or field == "tracks"
    assert {p.column for p in parsed.problems} <= {field}
    assert bool(parsed.problems) != bool(parsed.good)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda v: (
        st.lists(v, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "must", "name", "title", "plain", "valid_until", "x"]),
            v,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(sorted(SCENARIO_COLUMNS.names)) | st.text(max_size=3),
            json_values,
            max_size=8,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_random_values_in_scenario_fields_are_drafts_or_problems(
    tmp_path_factory: pytest.TempPathFactory, records: list[object]
) -> None:
    parsed = read_scenarios(random_list(tmp_path_factory.getbasetemp(), records))
    assert {n for n, _ in parsed.good} | {p.row for p in parsed.problems} == set(
        range(1, len(records) + 1)
    )


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted(VENDOR_COLUMNS.names)), json_values, max_size=8),
        min_size=1,
        max_size=3,
    )
)
def test_random_values_in_vendor_fields_are_drafts_or_problems(
    tmp_path_factory: pytest.TempPathFactory, records: list[object]
) -> None:
    parsed = read_vendors(random_list(tmp_path_factory.getbasetemp(), records))
    assert {n for n, _ in parsed.good} | {p.row for p in parsed.problems} == set(
        range(1, len(records) + 1)
    )


def random_list(folder: Path, records: list[object]) -> Path:
    path = folder / "random_records.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    return path


def test_a_list_that_cannot_be_read_at_all_is_not_a_list_with_problems(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList):
        read_vendors(tmp_path / "none.csv")
