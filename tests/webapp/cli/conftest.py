"""Commands in a home of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from webapp.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SCENEBRIDGE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SCENEBRIDGE_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("SCENEBRIDGE_MODEL", raising=False)
    return tmp_path


@pytest.fixture
def run(home: Path) -> Callable[..., Result]:
    def run(*arguments: object, **kwargs: Any) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments], **kwargs)
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


@pytest.fixture
def write(home: Path) -> Callable[..., Path]:
    """`write("a.jsonl", [{…}, …])` makes a list file."""

    def write(name: str, rows: list[dict[str, Any]]) -> Path:
        path = home / name
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    return write


SCENARIOS = [
    {
        "id": "S1",
        "title": "涤纶长丝外观检测",
        "description": "丝饼毛丝、油污靠人工拿灯看。要求漏检率不高于0.5%，数据不出厂。",
        "industry": "化纤",
    },
    {"id": "S2", "title": "员工食堂承包", "description": "一日三餐，两荤两素，自带厨师。"},
]
VENDORS = [
    {
        "id": "V1",
        "name": "甲",
        "description": "  做丝饼外观自动检测，漏检率0.3%，可本地部署。",
        "capabilities": ["涤纶丝饼外观缺陷检测", "毛丝油污识别"],
        "industries": ["化纤"],
    },
    {
        "id": "V2",
        "name": "乙",
        "description": "中小学英语口语测评。",
        "capabilities": ["口语评分"],
        "industries": ["教育"],
    },
    {"id": "V3", "name": "丙", "description": "", "capabilities": []},
]
