import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendors.registry.errors import UnreadableList
from vendors.registry.lists.files import MAX_BYTES, ListFile, read_list
from vendors.registry.lists.workbook import MAX_ROWS

HEADER = "编号,名称\n"


def file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableList) as refused:
        read_list(path)
    assert refused.value.params["file"] == path.name
    return refused.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_reads_the_same_in_every_encoding_offices_save_in(
    tmp_path: Path, encoding: str
) -> None:
    text = '编号,名称\n1,龘靐齉 €🙂\n2,"甲,\n乙"\n'
    read = read_list(file(tmp_path, "a.csv", text.encode(encoding)))
    assert read.columns == ("编号", "名称")
    assert [(r.number, r.cells) for r in read.rows] == [
        (2, {"编号": "1", "名称": "龘靐齉 €🙂"}),
        (3, {"编号": "2", "名称": "甲,\n乙"}),
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
@pytest.mark.parametrize(
    "content",
    [HEADER.encode("utf-16"), HEADER.encode("utf-16-le"), b"\xff\xff\xff\xff", b"a,b\n\x00,\x00\n"],
)
def test_other_encodings_are_named_as_what_is_wrong(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert refusal(file(tmp_path, name, content)) == "unknown_encoding"


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.csv") == "not_found"
    (tmp_path / "b.csv").mkdir()
    assert refusal(tmp_path / "b.csv") == "not_a_file"


@pytest.mark.parametrize("name", ["a.xls", "a.txt", "a.json", "a", "a.csv.zip"])
def test_other_formats_are_refused(tmp_path: Path, name: str) -> None:
    assert refusal(file(tmp_path, name, HEADER)) == "unknown_format"


def test_the_suffix_may_be_written_in_capitals(tmp_path: Path) -> None:
    assert len(read_list(file(tmp_path, "A.CSV", HEADER + "1,甲\n")).rows) == 1


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.xlsx"])
def test_a_file_beyond_64_mib_is_refused_before_it_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert refusal(path) == "too_large"


def test_a_list_of_more_than_100000_rows_is_refused(tmp_path: Path) -> None:
    assert MAX_ROWS == 100_000
    rows = "1,甲\n" * MAX_ROWS
    assert len(read_list(file(tmp_path, "a.csv", HEADER + rows)).rows) == MAX_ROWS
    assert refusal(file(tmp_path, "b.csv", HEADER + rows + "2,乙\n")) == "too_many_rows"


@pytest.mark.parametrize("content", ["", "\n\n", ",,,\n , \n", "\ufeff"])
def test_a_list_without_any_text_has_no_header(tmp_path: Path, content: str) -> None:
    assert refusal(file(tmp_path, "a.csv", content)) == "no_header"
    assert refusal(file(tmp_path, "a.jsonl", content.replace(",", ""))) == "no_header"


def test_a_header_that_stands_twice_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList) as refused:
        read_list(file(tmp_path, "a.csv", "编号,名称, 名称 \n1,a,b\n"))
    assert (refused.value.code, refused.value.params["column"]) == ("repeated_column", "名称")


def test_an_unclosed_quotation_is_a_broken_file(tmp_path: Path) -> None:
    assert refusal(file(tmp_path, "a.csv", HEADER + '1,"甲\n')) == "broken_file"


@pytest.mark.parametrize("header", ["编号,名称", "编号,名称,,", "编号,,名称"])
def test_a_cell_without_a_heading_is_a_fault_of_its_row_and_not_lost_in_silence(
    tmp_path: Path, header: str
) -> None:
    read = read_list(file(tmp_path, "a.csv", f"{header}\n1,乙,甲,丙\n1\n"))
    assert read.faults == ((2, "too_many_cells", ""),)
    assert [r.number for r in read.rows] == [3]


def test_blank_rows_are_left_out_and_row_numbers_stay_those_of_the_sheet(tmp_path: Path) -> None:
    read = read_list(file(tmp_path, "a.csv", "\n" + HEADER + "\n1,甲\n , \n2,乙\n"))
    assert [r.number for r in read.rows] == [4, 6]


def test_a_line_of_json_that_is_broken_is_a_fault_of_that_line_only(tmp_path: Path) -> None:
    lines = [
        '{"id": 1}',
        "{nonsense",
        "[1]",
        '"x"',
        '{"id": NaN}',
        "1" * 5000,
        "[" * 100_000,
        '{"id": 2}',
    ]
    read = read_list(file(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [r.number for r in read.rows] == [1, 8]
    assert [(number, code) for number, code, _ in read.faults] == [
        (2, "not_json"),
        (3, "not_an_object"),
        (4, "not_an_object"),
        (5, "not_json"),
        (6, "not_json"),
        (7, "not_json"),
    ]


def test_line_separators_inside_a_json_string_end_no_line(tmp_path: Path) -> None:
    text = "一\u2028二\u0085三"
    read = read_list(
        file(tmp_path, "a.jsonl", json.dumps({"id": text}, ensure_ascii=False) + "\r\n")
    )
    assert read.rows[0].cells == {"id": text}


def attempt(path: Path) -> ListFile | str:
    """The list, or the code with which it is refused."""
    try:
        return read_list(path)
    except UnreadableList as refused:
        return refused.code


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=5), v, max_size=3),
    max_leaves=8,
)
tables = st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=6)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["csv", "jsonl", "xlsx"]), st.binary(max_size=400))
def test_random_bytes_are_rows_or_an_unreadable_list(
    tmp_path_factory: pytest.TempPathFactory, form: str, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"random.{form}"
    path.write_bytes(content)
    read = attempt(path)
    assert isinstance(read, str) or read.columns or read.faults


@settings(max_examples=60, deadline=None)
@given(tables)
def test_random_tables_as_csv_keep_every_cell_of_their_good_rows(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(table)
    path = tmp_path_factory.getbasetemp() / "table.csv"
    path.write_bytes(stream.getvalue().encode("utf-8-sig", "replace"))
    read = attempt(path)
    if isinstance(read, str):
        assert read in ("no_header", "repeated_column", "unknown_encoding")
        return
    shown = [row for row in table if any(cell.strip() for cell in row)]
    assert len(read.rows) + len(read.faults) == len(shown) - 1


@settings(max_examples=60, deadline=None)
@given(st.lists(json_values, max_size=6))
def test_random_json_lines_are_rows_or_faults(
    tmp_path_factory: pytest.TempPathFactory, values: list[object]
) -> None:
    path = tmp_path_factory.getbasetemp() / "random_values.jsonl"
    path.write_text("\n".join(json.dumps(v) for v in values), encoding="utf-8")
    read = attempt(path)
    if isinstance(read, str):
        assert (read, values) == ("no_header", [])
        return
    assert len(read.rows) + len(read.faults) == len(values)
