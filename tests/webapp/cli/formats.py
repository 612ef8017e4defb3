"""Examples of docs/formats.md by section."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "formats.md"


def section(heading: str) -> list[str]:
    """The fenced examples under a heading of the page, in order."""
    text = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return [body for _, body in re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S)]
