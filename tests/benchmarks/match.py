"""How long `scenebridge match` takes for 112 scenarios and 224 vendors, model loading included.

python -m tests.benchmarks.match
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from webapp.demo.loading import FOLDER


def repeated(name: str, count: int, folder: Path) -> Path:
    """A list of `count` rows from the demonstration's, each with an id of its own."""
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    path = folder / name
    with path.open("w", encoding="utf-8") as stream:
        for i in range(count):
            row = {**rows[i % len(rows)], "id": f"{i}"}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def main() -> None:
    """Print the median of five runs for two formats, and of `scenebridge --help`."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        lists = (
            "--scenarios",
            str(repeated("scenarios.jsonl", 112, folder)),
            "--vendors",
            str(repeated("vendors.jsonl", 224, folder)),
        )
        for arguments in (
            ("--help",),
            ("match", *lists, "--format", "trec", "--output", str(folder / "out.trec")),
            ("match", *lists, "--format", "jsonl", "--output", str(folder / "out.jsonl")),
        ):
            taken = []
            for _ in range(5):
                start = time.perf_counter()
                command = [sys.executable, "-m", "webapp.cli", *arguments]
                subprocess.run(command, check=True, capture_output=True)
                taken.append(time.perf_counter() - start)
            shown = " ".join(a for a in arguments if not a.startswith(("/", "--s", "--v", "--o")))
            print(f"{shown:28} median {statistics.median(taken):.2f} s")


if __name__ == "__main__":
    main()
