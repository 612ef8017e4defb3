"""docs/formats.md is read by the readers it describes."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from matcher.evaluate import evaluate, read_qrels, read_run
from matcher.types import Answer, Evidence, Ranked, Requirement, Suggestion, Verdict
from scenarios import documents as scenario_documents
from scenarios.brokerage.exchange import answer_record, write_text
from scenarios.exchange import COLUMNS as SCENARIO_COLUMNS
from scenarios.exchange import read_scenarios
from vendors import documents as vendor_documents
from vendors.exchange import COLUMNS as VENDOR_COLUMNS
from vendors.exchange import read_vendors
from vendors.registry.lists.columns import Columns

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
READERS: dict[str, Any] = {"scenarios": read_scenarios, "vendors": read_vendors}


def written(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(EXAMPLES[name], encoding="utf-8")
    return path


def only_draft(path: Path) -> Any:
    parsed = READERS[path.name.split("-")[0]](path)
    assert (parsed.problems, parsed.unknown_columns) == ([], [])
    ((_, draft),) = parsed.good
    return draft


def test_the_page_has_an_example_of_every_format() -> None:
    assert set(EXAMPLES) == {
        "scenarios-simple.jsonl", "scenarios-full.jsonl", "scenarios-full.csv",
        "vendors-simple.jsonl", "vendors-full.jsonl", "vendors-full.csv",
        "matches.jsonl", "matches.csv", "run.txt", "qrels.txt",
        "judge-pairs.jsonl", "judge-verdicts.jsonl",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["scenarios", "vendors"])
def test_the_list_examples_are_read_without_a_problem_and_the_formats_agree(
    tmp_path: Path, kind: str
) -> None:
    assert only_draft(written(tmp_path, f"{kind}-simple.jsonl")).code
    full = only_draft(written(tmp_path, f"{kind}-full.jsonl"))
    table = only_draft(written(tmp_path, f"{kind}-full.csv"))
    assert table.model_dump() == full.model_dump()
    workbook = Workbook()
    for row in csv.reader(io.StringIO(EXAMPLES[f"{kind}-full.csv"])):
        workbook.active.append(row)
    workbook.save(tmp_path / f"{kind}-full.xlsx")
    assert only_draft(tmp_path / f"{kind}-full.xlsx") == table


@pytest.mark.parametrize(
    ("columns", "heading"), [(SCENARIO_COLUMNS, "Scenario list"), (VENDOR_COLUMNS, "Vendor list")]
)
def test_the_page_lists_exactly_the_fields_and_headers_that_are_read(
    columns: Columns, heading: str
) -> None:  # type: ignore[type-arg]
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0].strip().split("\n\n")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()[2:]
    ]
    told = {row[0].strip("`"): {h.strip().strip("`") for h in row[1].split(",")} for row in rows}
    known = {
        ("id" if name == "code" else name): {name, *headers}
        for name, headers in columns.names.items()
    }
    assert told == known


@pytest.mark.parametrize(
    ("columns", "heading"), [(SCENARIO_COLUMNS, "Scenario list"), (VENDOR_COLUMNS, "Vendor list")]
)
def test_the_page_tells_the_limits_that_hold(columns: Columns, heading: str) -> None:  # type: ignore[type-arg]
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0].strip().split("\n\n")[0]
    told = {
        line.split("|")[1].strip().strip("`"): line.split("|")[3]
        for line in section.splitlines()[2:]
    }
    for name, field in columns.draft.model_fields.items():
        limits = [m.max_length for m in field.metadata if getattr(m, "max_length", None)]
        for limit in limits:
            assert f"{limit:,}" in told["id" if name == "code" else name], name


def source_text(record: dict[str, Any], path: str) -> str:
    """The text that a path of the page's grammar names."""
    value: Any = record
    for name, index in re.findall(r"(\w+)(?:\[(\d+)\])?", path):
        value = value[name]
        if index:
            value = value[int(index)]
    assert isinstance(value, str)
    return value


def example_answer() -> Answer:
    record = json.loads(EXAMPLES["matches.jsonl"])
    full = json.loads(EXAMPLES["scenarios-full.jsonl"])
    placed = {}
    for i, item in enumerate(full["requirements"]):
        text = item["text"]
        placed[text] = Requirement(
            text, item.get("must", True), f"requirements[{i}].text", 0, len(text)
        )
    suggestions = tuple(
        Suggestion(
            m["vendor"], m["rank"], m["score"],
            tuple(Evidence(placed[i["span"]], Verdict(i["verdict"]), i["quote"], i["field"], i["start"], i["end"]) for i in m["items"]),
            {}, m["fit"],
        )
        for m in record["matches"]
    )  # fmt: skip
    ranking = (
        *(Ranked(s.vendor, s.rank, s.score, s.fit) for s in suggestions),
        Ranked("V-201", 2, 0.35, 0.7012),
    )
    return Answer(
        record["id"], ranking, suggestions, tuple(placed[g["span"]] for g in record["gaps"])
    )


@pytest.mark.parametrize(
    ("form", "name"), [("jsonl", "matches.jsonl"), ("csv", "matches.csv"), ("trec", "run.txt")]
)
def test_the_output_examples_are_what_the_writers_write(form: str, name: str) -> None:
    stream = io.StringIO()
    write_text([example_answer()], form, stream)
    assert stream.getvalue() == EXAMPLES[name]


def test_the_offsets_of_the_output_example_are_true_of_the_list_examples() -> None:
    record = answer_record(example_answer())
    vendor = json.loads(EXAMPLES["vendors-full.jsonl"])
    scenario = json.loads(EXAMPLES["scenarios-full.jsonl"])
    quoted = [item for match in record["matches"] for item in match["items"] if item["quote"]]
    assert quoted
    for item in quoted:
        assert source_text(vendor, item["field"])[item["start"] : item["end"]] == item["quote"]
    for gap in record["gaps"]:
        assert source_text(scenario, gap["field"])[gap["start"] : gap["end"]] == gap["span"]


@pytest.mark.parametrize(
    "name",
    [
        "scenarios-simple.jsonl",
        "scenarios-full.jsonl",
        "vendors-simple.jsonl",
        "vendors-full.jsonl",
    ],
)
def test_every_path_that_the_matcher_reads_names_the_literal_text_of_the_list(
    tmp_path: Path, name: str
) -> None:
    draft = only_draft(written(tmp_path, name))
    made = scenario_documents.document if name.startswith("s") else vendor_documents.document
    fields = [field for field in made("1", draft).fields if field.path != "industry"]
    assert len(fields) >= 2
    for field in fields:
        assert source_text(json.loads(EXAMPLES[name]), field.path) == field.text


def test_the_judgements_and_the_run_of_the_page_can_be_evaluated(tmp_path: Path) -> None:
    measured = evaluate(
        read_qrels(written(tmp_path, "qrels.txt")), read_run(written(tmp_path, "run.txt"))
    )
    assert [(m.mean, m.scenarios) for m in measured] == [(1.0, 1)] * 5
    section = PAGE.split("| measure |")[1]
    for one in measured:
        assert one.name in section
