"""Commands with odd files, odd terminals and broken surroundings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.webapp.cli.conftest import SCENARIOS, VENDORS


def test_a_list_file_cannot_give_orders_to_the_terminal(run, write):
    rows = [{"id": "E\x1b[2J", "title": "甲", "stage": "\x1b[31m坏", "\x1b]0;pwned\x07": "x"}]
    result = run("import", "scenarios", write("a.jsonl", rows))
    assert result.exit_code == 1
    assert "\x1b[31m" not in result.output
    assert "\x1b]0" not in result.output


def test_brackets_in_the_name_of_a_file_are_shown_as_they_are(run, write):
    result = run("import", "scenarios", write("[red]a[_b].jsonl", [{"id": "1"}]))
    assert "[red]a[_b].jsonl" in result.output


def test_lists_nested_without_end_are_a_problem_of_their_row(run, home):
    path = home / "bomb.jsonl"
    path.write_text('{"id":"1","title":"甲","requirements":' + "[" * 900 + "]" * 900 + "}\n")
    result = run("import", "scenarios", path)
    assert result.exit_code == 1
    assert "没有导入任何一行" in result.output


def test_what_is_no_readable_file_is_told_in_a_sentence(run, home):
    (home / "folder.csv").mkdir()
    os.symlink("/proc/self/mem", home / "broken.csv")
    os.mkfifo(home / "pipe.csv")
    for name, text in (
        ("folder.csv", "不是文件"),
        ("pipe.csv", "不是文件"),
        ("broken.csv", "读不了"),
        ("x" * 300 + ".csv", "读不了"),
    ):
        result = run("import", "scenarios", home / name)
        assert result.exit_code == 1
        assert text in result.output


@pytest.mark.parametrize(
    "setting",
    [
        {"SCENEBRIDGE_DATABASE": "nonsense"},
        {"SCENEBRIDGE_DATABASE": "nosuch://x"},
        {"SCENEBRIDGE_HOME": "/proc/nowhere"},
        {"SCENEBRIDGE_HOME": "/dev/null/x"},
    ],
)
def test_wrong_settings_are_told_in_a_sentence(run, monkeypatch, setting):
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    result = run("upgrade")
    assert result.exit_code == 1
    assert "用不了" in result.output or "读写不了" in result.output


def test_a_file_that_is_no_database_is_told_in_a_sentence(run, home, monkeypatch):
    (home / "g.db").write_text("garbage" * 1000)
    monkeypatch.setenv("SCENEBRIDGE_DATABASE", f"sqlite:///{home / 'g.db'}")
    result = run("upgrade")
    assert result.exit_code == 1
    assert "数据库用不了" in result.output


@pytest.mark.parametrize("place", [".", "/", "outdir"])
def test_a_folder_is_no_place_to_write_matches_to(run, write, home, monkeypatch, place):
    monkeypatch.chdir(home)
    (home / "outdir").mkdir()
    files = (write("s.jsonl", SCENARIOS), write("v.jsonl", VENDORS))
    result = run("match", "--scenarios", files[0], "--vendors", files[1], "--output", place)
    assert result.exit_code == 1
    assert "写不了文件" in result.output
    assert not list(home.glob(".*part"))


def test_a_pipe_is_written_to_and_not_replaced_by_a_file(run, write, home):
    pipe = home / "pipe"
    os.mkfifo(pipe)
    came: list[str] = []
    reader = threading.Thread(target=lambda: came.append(pipe.read_text("utf-8")))
    reader.start()
    files = (write("s.jsonl", SCENARIOS), write("v.jsonl", VENDORS))
    result = run(
        "match", "--scenarios", files[0], "--vendors", files[1], "--format", "jsonl",
        "--output", pipe,
    )  # fmt: skip
    assert result.exit_code == 0
    reader.join(10)
    assert pipe.is_fifo()
    assert json.loads(came[0].splitlines()[0])["id"] == "S1"


def test_a_terminal_that_knows_no_chinese_gets_codes_and_machines_get_utf8(write, home):
    files = (write("s.jsonl", SCENARIOS), write("v.jsonl", VENDORS))
    command = [sys.executable, "-m", "webapp.cli", "match"]
    command += ["--scenarios", str(files[0]), "--vendors", str(files[1])]
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run(command, capture_output=True, env=ascii_only)
    assert shown.returncode == 0
    assert b"\\u" in shown.stdout
    told = subprocess.run([*command, "--format", "jsonl"], capture_output=True, env=ascii_only)
    assert told.returncode == 0
    assert "漏检率0.3%" in told.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_crash(write, home):
    files = (write("s.jsonl", SCENARIOS), write("v.jsonl", VENDORS))
    command = (
        f"{sys.executable} -m webapp.cli match --scenarios {files[0]} --vendors {files[1]} | true"
    )
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert "Traceback" not in done.stderr


def test_names_too_long_for_a_page_make_no_account(run, home):
    start = ("account", "add", "--role", "vendor", "--password", "a long enough password")
    for rest in (
        ("--login", "a", "--name", "甲", "--organisation", "长" * 201),
        ("--login", "a", "--name", "甲" * 61, "--organisation", "乙"),
        ("--login", "a" * 61, "--name", "甲", "--organisation", "乙"),
        ("--login", "a\x1b[2J", "--name", "甲", "--organisation", "乙"),
        ("--login", "a", "--name", "甲", "--organisation", "\u200b"),
    ):
        assert run(*start, *rest).exit_code == 1
    good = run(*start, "--login", "a", "--name", "甲", "--organisation", "乙")
    assert "乙" in good.output


def test_a_place_nobody_can_serve_from_is_told_in_a_sentence(run, home):
    result = run("serve", "--host", "no such host", "--port", "8199")
    assert result.exit_code == 1
    assert "用不了" in result.output


def test_a_broken_import_leaves_nothing_behind(write, home: Path):
    import signal
    import time

    rows = [{"id": f"V{i}", "name": f"虚构服务商{i}", "description": "做视觉"} for i in range(3000)]
    command = [sys.executable, "-m", "webapp.cli", "import", "vendors", str(write("v.jsonl", rows))]
    subprocess.run([sys.executable, "-m", "webapp.cli", "upgrade"], check=True)
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A suite that runs in the background ignores Ctrl+C, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    journal = home / "home" / "scenebridge.db-wal"
    deadline = time.monotonic() + 60
    while not journal.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "Traceback" not in told

    import sqlite3

    with sqlite3.connect(home / "home" / "scenebridge.db") as connection:
        assert connection.execute("select count(*) from vendor").fetchone() == (0,)
        assert connection.execute("select count(*) from trail").fetchone() == (0,)


def test_processes_that_start_together_on_a_new_home_all_come_up(home):
    command = [sys.executable, "-m", "webapp.cli", "upgrade"]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate(timeout=60)[1] for process in started]
    assert [process.returncode for process in started] == [0, 0, 0], told


def test_a_hidden_sheet_in_front_is_not_taken_for_the_list(run, home):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["场景名称", "需求描述"])
    book.active.append(["甲", "乙"])
    hidden = book.create_sheet("old", 0)
    hidden.sheet_state = "hidden"
    hidden.append(["x"])
    book.save(home / "a.xlsx")
    result = run("import", "scenarios", home / "a.xlsx")
    assert "新增 1" in result.output
