"""scenebridge match and evaluate, on plain files."""

from __future__ import annotations

import csv
import json

import pytest

from tests.webapp.cli.conftest import SCENARIOS, VENDORS


@pytest.fixture
def files(write):
    return "--scenarios", write("s.jsonl", SCENARIOS), "--vendors", write("v.jsonl", VENDORS)


def _lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_jsonl_gives_suggestions_with_literal_quotes_and_gaps(run, files):
    done = run("match", *files, "--format", "jsonl")
    assert done.exit_code == 0
    first, second = _lines(done)
    assert [m["vendor"] for m in first["matches"]] == ["V1"]
    assert set(first["matches"][0]) == {"vendor", "rank", "score", "fit", "items"}
    sources = {
        "description": VENDORS[0]["description"],
        "capabilities[0]": VENDORS[0]["capabilities"][0],
        "capabilities[1]": VENDORS[0]["capabilities"][1],
    }
    verdicts = {}
    for item in first["matches"][0]["items"]:
        assert item["span"] in SCENARIOS[0]["description"] + SCENARIOS[0]["title"]
        verdicts[item["span"]] = item["verdict"]
        if item["quote"] is not None:
            assert sources[item["field"]][item["start"] : item["end"]] == item["quote"]
    assert "satisfied" in verdicts.values()
    assert second["matches"] == []
    assert second["gaps"]


def test_trec_gives_the_full_ranking_even_where_nothing_is_suggested(run, files):
    done = run("match", *files, "--format", "trec", "--top", 3)
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == ["S1"] * 3 + ["S2"] * 3
    assert all(row[1] == "Q0" and len(row) == 6 for row in rows)
    assert [int(row[3]) for row in rows] == [1, 2, 3] * 2
    scores = [float(row[4]) for row in rows[:3]]
    assert scores == sorted(set(scores), reverse=True), "TREC tools break ties their own way"
    assert rows[0][2] == "V1"


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "trec", "table", "xlsx"])
def test_every_format_can_be_written_to_a_file(run, files, home, form):
    path = home / f"out.{form}"
    done = run("match", *files, "--format", form, "--output", path)
    assert done.exit_code == 0
    assert path.stat().st_size > 0
    assert not list(home.glob(".*.part"))


def test_the_workbook_opens_with_a_frozen_header_and_texts_that_are_no_formulas(run, home, write):
    from openpyxl import load_workbook

    scenario = {**SCENARIOS[0], "id": "=1+1"}
    out = home / "out.xlsx"
    lists = "--scenarios", write("s.jsonl", [scenario]), "--vendors", write("v.jsonl", VENDORS)
    run("match", *lists, "--format", "xlsx", "--output", out)
    sheet = load_workbook(out).active
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"


def test_csv_opens_in_excel_and_runs_no_formula(run, home, write):
    scenario = {**SCENARIOS[0], "id": "=1+1"}
    out = home / "out.csv"
    lists = "--scenarios", write("s.jsonl", [scenario]), "--vendors", write("v.jsonl", VENDORS)
    run("match", *lists, "--format", "csv", "--output", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][0] == "场景编号"
    assert rows[1][0] == "'=1+1"


def test_xlsx_without_a_file_is_refused(run, files):
    done = run("match", *files, "--format", "xlsx")
    assert done.exit_code == 1
    assert "--output" in done.output


def test_a_bad_row_stops_matching_unless_good_ones_are_kept(run, write):
    bad = write("bad.jsonl", [*SCENARIOS, {"title": "没有编号"}])
    vendors = write("v.jsonl", VENDORS)
    done = run("match", "--scenarios", bad, "--vendors", vendors, "--format", "trec")
    assert done.exit_code == 1
    assert done.stdout == ""
    kept = run("match", "--scenarios", bad, "--vendors", vendors, "--format", "trec", "--keep-good")
    assert kept.exit_code == 0
    assert len({line.split()[0] for line in kept.stdout.splitlines()}) == 2


def test_the_full_form_is_read_too_and_named_by_its_paths(run, write):
    full = {
        "id": "V1",
        "name": "甲",
        "capabilities": [
            {"name": "外观检测", "description": "丝饼外观缺陷检测，漏检率≤0.3%。"},
        ],
        "industries": ["化纤"],
    }
    scenario = {
        "id": "S1",
        "title": "丝饼外观检测",
        "requirements": [
            {"text": "漏检率≤0.5%", "must": True},
            {"text": "有夜班支持", "must": False},
        ],
    }
    done = run(
        "match", "--scenarios", write("s.jsonl", [scenario]), "--vendors", write("v.jsonl", [full]),
        "--format", "jsonl",
    )  # fmt: skip
    [answer] = _lines(done)
    items = {item["span"]: item for item in answer["matches"][0]["items"]}
    assert items["漏检率≤0.5%"]["field"] == "capabilities[0].description"
    assert items["有夜班支持"]["must"] is False


def test_an_unwritable_output_gets_a_sentence(run, files, home):
    done = run("match", *files, "--format", "trec", "--output", home / "no" / "such" / "x.trec")
    assert done.exit_code == 1
    assert "写不了文件" in done.output


def test_an_unknown_model_gets_a_sentence(run, files):
    done = run("match", *files, "--model", "/no/such/model")
    assert done.exit_code == 1
    assert "模型读不出来" in done.output


def test_evaluate_prints_the_measures_with_intervals(run, files, home):
    out = home / "run.trec"
    run("match", *files, "--format", "trec", "--output", out)
    qrels = home / "qrels.txt"
    qrels.write_text("S1 0 V1 2\n")
    done = run("evaluate", "--run", out, "--qrels", qrels)
    assert done.exit_code == 0
    for measure in ("nDCG@10", "recall@10", "recall@20", "MRR"):
        assert measure in done.output
    assert "1.0000" in done.output


def test_evaluate_names_the_line_it_cannot_read(run, home):
    bad = home / "bad.txt"
    bad.write_text("S1 Q0 V1 one 0.5 x\n")
    qrels = home / "qrels.txt"
    qrels.write_text("S1 0 V1 2\n")
    done = run("evaluate", "--run", bad, "--qrels", qrels)
    assert done.exit_code == 1
    assert "bad.txt:1" in done.output
