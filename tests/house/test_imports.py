"""Data flows one way: imports point down the list of docs/design.md, never up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# From the top of the house to its foundation; a package may import itself and what stands below.
LAYERS = ["webapp", "scenarios.brokerage", "scenarios", "vendors", "vendors.registry", "matcher"]
HEAVY = {"flask": {"webapp"}, "faiss": {"matcher"}, "torch": {"matcher"}}
FILES = [
    p for name in ("webapp", "scenarios", "vendors", "matcher") for p in (ROOT / name).rglob("*.py")
]


def layer_of(module: str) -> str | None:
    """The most special layer a dotted name belongs to; None for libraries."""
    fitting = [name for name in LAYERS if module == name or module.startswith(f"{name}.")]
    return max(fitting, key=len) if fitting else None


def imports_of(path: Path) -> set[str]:
    """The dotted names a file imports, `from a import b` as `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the layer"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    own = layer_of(module_of(path))
    assert own is not None
    for name in imports_of(path):
        other = layer_of(name)
        if other is None:
            continue
        assert LAYERS.index(other) >= LAYERS.index(own), f"{module_of(path)} imports {name}"
        if own == "scenarios":
            assert other != "vendors", f"{module_of(path)} may import vendors.registry only"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_the_right_package_knows_a_heavy_library(path: Path) -> None:
    for name in imports_of(path):
        allowed = HEAVY.get(name.split(".")[0])
        assert allowed is None or module_of(path).split(".")[0] in allowed


def test_the_layer_rule_would_notice_an_import_upward() -> None:
    assert LAYERS.index(layer_of("webapp.jobs") or "") < LAYERS.index(layer_of("vendors") or "")
    assert layer_of("vendors.registry.models") == "vendors.registry"
    assert layer_of("vendors.models") == "vendors"
    assert layer_of("flask.app") is None


def test_only_the_database_module_commits() -> None:
    for path in FILES:
        if module_of(path) in ("webapp.database", "webapp.migrations.env"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            assert not (called and node.func.attr == "commit"), module_of(path)  # type: ignore[attr-defined]


def test_help_needs_neither_the_web_nor_the_model() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from webapp.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'flask', 'torch', 'faiss', 'numpy', 'sqlmodel', 'sentence_transformers'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout


def test_no_room_is_overfull() -> None:
    """A file past 400 lines wants to become a folder of the same name."""
    for path in FILES:
        if "migrations/versions" not in str(path):
            assert len(path.read_text("utf-8").splitlines()) <= 420, module_of(path)
