"""How long eight requirement items take against ten vendors of fifteen passages; median CPU time.

python -m tests.benchmarks.verdicts
"""

from __future__ import annotations

import statistics
import time

from matcher.passages import split
from matcher.requirements import judge
from matcher.types import Document, Field, FieldKind, Requirement

ASKED = (
    "识别准确率≥99%",
    "支持私有化部署",
    "响应时间不超过2秒",
    "支持OPC UA和Modbus",
    "质保24个月",
    "无需停机安装",
    "可在-20℃至45℃运行",
    "自动生成班组交接报告",
)
OFFER = (
    "面向{}号产线提供在线检测，准确率99.{}%，单帧耗时30毫秒，支持本地部署与Modbus接入，质保三年。"
)


def vendor(number: int) -> Document:
    """A vendor of fifteen capabilities whose texts occur nowhere else."""
    lines = range(number * 15, number * 15 + 15)
    return Document(
        str(number),
        tuple(
            Field(f"capabilities[{i}]", OFFER.format(line, i), FieldKind.CAPABILITY)
            for i, line in enumerate(lines)
        ),
    )


def main() -> None:
    """Print the median of five trials, each with new texts: nothing is remembered from the last."""
    items = [Requirement(span, True, "requirements[0]", 0, len(span)) for span in ASKED]
    taken = []
    for trial in range(5):
        vendors = [vendor(number) for number in range(trial * 10, trial * 10 + 10)]
        start = time.process_time()
        for one in vendors:
            passages = split(one)
            for item in items:
                judge(item, passages, [0.3] * len(passages))
        taken.append(time.process_time() - start)
    print(f"8 items × 10 vendors × 15 passages: median {statistics.median(taken) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
