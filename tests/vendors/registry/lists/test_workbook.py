import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from vendors.registry.errors import UnreadableList
from vendors.registry.lists.files import read_list
from vendors.registry.lists.workbook import MAX_AREA, MAX_UNPACKED_BYTES, first_sheet

CELLS = st.none() | st.integers(-(10**6), 10**6) | st.booleans() | st.dates(date(1950, 1, 1)) | st.text(
    alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"),
    max_size=8,
)  # fmt: skip


def book(folder: Path, rows: list[list[Any]], name: str = "a.xlsx") -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
        for cell in workbook.active[workbook.active.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    path = folder / name
    workbook.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableList) as refused:
        list(first_sheet(path))
    assert refused.value.params["file"] == path.name
    return refused.value.code


def test_numbers_dates_and_truth_values_are_read_as_people_see_them(tmp_path: Path) -> None:
    row = [
        3.0,
        2.5,
        12345678901234,
        date(2027, 3, 31),
        datetime(2027, 3, 31, 9, 30),
        True,
        False,
        None,
        "x",
    ]
    assert list(first_sheet(book(tmp_path, [row]))) == [
        ["3", "2.5", "12345678901234", "2027-03-31", "2027-03-31", "是", "否", "", "x"]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+86 1",
        "-1",
        "@x",
        "<script>alert(1)</script>",
        "007",
        "&lt;",
    ],
)
def test_a_text_that_looks_like_a_formula_or_markup_stays_a_text(tmp_path: Path, text: str) -> None:
    read = read_list(book(tmp_path, [["编号"], [text]]))
    assert read.rows[0].cells == {"编号": text}


def test_only_the_first_sheet_is_read_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["B3"] = "编号"
    workbook.active["B5"] = "甲"
    workbook.create_sheet("其他").append(["编号", "乙"])
    workbook.save(tmp_path / "a.xlsx")
    read = read_list(tmp_path / "a.xlsx")
    assert [(r.number, r.cells) for r in read.rows] == [(5, {"编号": "甲"})]


def test_a_csv_that_is_called_xlsx_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("编号,名称\n1,甲\n", encoding="utf-8")
    assert refusal(path) == "broken_file"


def test_a_zip_file_that_is_no_workbook_is_broken(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
    assert refusal(tmp_path / "a.xlsx") == "broken_file"


DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6)


def damaged(content: bytes, damage: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, byte in damage:
        changed[place % len(changed)] = byte
    return bytes(changed)


def read_or_refused(path: Path) -> bool:
    try:
        return bool(read_list(path).columns)
    except UnreadableList:
        return True


@settings(max_examples=60, deadline=None)
@given(DAMAGE, st.integers(0, 10**6))
def test_a_damaged_or_cut_off_file_is_read_or_refused_and_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]], cut: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    content = damaged(
        book(folder, [["编号", "名称"], ["1", "甲"]], "whole.xlsx").read_bytes(), damage
    )
    path = folder / "damaged.xlsx"
    path.write_bytes(content)
    assert read_or_refused(path)
    path.write_bytes(content[: cut % len(content)])
    assert read_or_refused(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 20), DAMAGE)
def test_a_workbook_with_a_damaged_part_is_read_or_refused_and_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, which: int, damage: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = book(folder, [["编号", "名称"], ["1", "甲"], [2, date(2027, 3, 31)]], "whole.xlsx")
    path = folder / "damaged_part.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        names = sorted(source.namelist())
        for name in names:
            content = source.read(name)
            hit = name == names[which % len(names)]
            target.writestr(name, damaged(content, damage) if hit else content)
    assert read_or_refused(path)


def test_a_bomb_is_refused_by_its_unpacked_size(tmp_path: Path) -> None:
    path = book(tmp_path, [["编号"], ["1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/media/image1.png", "w") as stream:
            for _ in range(MAX_UNPACKED_BYTES >> 22):
                stream.write(bytes(1 << 22))
        archive.writestr("x", b"x")
    assert path.stat().st_size < 1 << 20
    assert refusal(path) == "too_large"


def test_a_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path) -> None:
    path = book(tmp_path, [["编号"], ["1"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", bytes(1 << 20))
    true, false = (1 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little")
    content = path.read_bytes()
    assert content.count(true) >= 2
    path.write_bytes(content.replace(true, false))
    assert refusal(path) == "broken_file"


def test_one_cell_far_out_is_refused_instead_of_filling_the_memory(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "编号"
    workbook.active["XFD1048576"] = "x"
    workbook.save(tmp_path / "a.xlsx")
    assert MAX_AREA < 16_384 * 1_048_576
    assert refusal(tmp_path / "a.xlsx") == "too_many_rows"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=5), min_size=1, max_size=5))
def test_random_sheets_are_read_cell_by_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[Any]]
) -> None:
    path = book(tmp_path_factory.getbasetemp(), rows, "random_sheet.xlsx")
    read = [[cell for cell in row if cell.strip()] for row in first_sheet(path)]
    wanted = [[shown(cell) for cell in row if shown(cell).strip()] for row in rows]
    assert [row for row in read if row] == [row for row in wanted if row]


def shown(value: Any) -> str:
    """What a person sees in a cell of this value."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
