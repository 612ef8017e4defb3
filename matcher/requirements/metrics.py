"""What a figure measures: the names of metrics, which way each is better, what belongs together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matcher.requirements.metric_words import ROWS
from matcher.requirements.metric_words import Better as Better
from matcher.requirements.surface import Forms


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its key, its Chinese name, which way it is better, and the dimensions it is
    stated in (empty: any)."""

    name: str
    chinese: str
    better: Better
    dimensions: frozenset[str]


_METRICS = {
    name: Metric(name, chinese, better, frozenset(filter(None, dims.split(","))))
    for name, chinese, better, dims, _ in ROWS
}
_WORSE = re.compile(r"[误漏错损废差返次停故退投逾破脱]")


def _group(dimensions: str) -> int:
    """Metrics of shares, of times, of sizes and of the rest are looked for apart: one word may
    name one of each (检出 is a share and a size)."""
    if not dimensions:
        return 3
    return next((i for i, one in enumerate(("ratio", "time", "length")) if one in dimensions), 3)


_FORMS = tuple(
    Forms([(row[0], row[4]) for row in ROWS if _group(row[3]) == group]) for group in range(4)
)
# A share with a name of its own (拦截率, 误伤率): it is the same metric only under the same name.
_RATE = re.compile(r"[一-鿿]{2}率")
# Names that `arithmetic` gives to what a sentence implies without naming a metric.
_ANY_OF_A_KIND = {
    "failures": (Better.LOWER, frozenset({"ratio"})),
    "successes": (Better.HIGHER, frozenset({"ratio"})),
    "total": (Better.LOWER, frozenset({"money", "time"})),
}
# One minus the other.
_COMPLEMENTS = {
    frozenset({"miss rate", "detection rate"}),
    frozenset({"accuracy", "error rate"}),
    frozenset({"accuracy", "error"}),
    frozenset({"completion", "error rate"}),
    frozenset({"yield", "defect rate"}),
}
# People use these for each other; a figure of one may answer a limit on another.
_KIN = (
    frozenset({"latency", "waiting", "processing time", "cycle time"}),
    frozenset({"arrival", "latency"}),
    frozenset({"delivery time", "installation time"}),
    frozenset({"endurance", "standby"}),
    frozenset({"accuracy", "completion", "yield", "successes"}),
    frozenset({"miss rate", "error rate", "defect rate", "failures"}),
    frozenset({"false alarm", "failures"}),
    frozenset({"detection rate", "successes"}),
    frozenset({"reach", "depth", "lift"}),
    frozenset({"changeover", "downtime"}),
)


# Two words for one: what is deleted after 90 days is kept for 90 days.
_EQUAL = (
    frozenset({"retention", "erasure"}),
    frozenset({"price", "total"}),
    frozenset({"delivery time", "total"}),
)


def same(asked: frozenset[str], given: frozenset[str]) -> bool:
    """Whether two figures are of one metric."""
    return bool(asked & given) or any(asked & row and given & row for row in _EQUAL)


def kin(asked: frozenset[str], given: frozenset[str]) -> bool:
    """Whether people use a name of the one for the other."""
    return any(asked & row and given & row for row in _KIN)


def complements(asked: frozenset[str], given: frozenset[str]) -> bool:
    """Whether a share of the one metric is one minus the share of the other."""
    if any(frozenset({a, b}) in _COMPLEMENTS for a in asked for b in given):
        return True
    for mine, other in ((asked, given), (given, asked)):
        if other & _ANY_OF_A_KIND.keys() and any(
            metric(n).better is not metric(o).better for n in mine for o in other
        ):
            return all("ratio" in metric(name).dimensions for name in (*mine, *other))
    return False


# Dimensions that hardly ever measure two things in one offer: the unit alone names the metric.
TELLING = {"IP": Better.HIGHER, "DN": Better.COVER, "SIL": Better.HIGHER, "CMMI": Better.HIGHER,
           "temperature": Better.COVER, "power": Better.LOWER, "volume": Better.LOWER,
           "sound": Better.LOWER, "bandwidth": Better.HIGHER, "frame rate": Better.HIGHER,
           "request rate": Better.HIGHER, "pixels": Better.HIGHER, "rotation": Better.HIGHER,
           "voltage": Better.COVER, "pressure": Better.COVER, "speed": Better.HIGHER,
           "frequency": Better.COVER, "money": Better.LOWER, "light": Better.LOWER,
           "force": Better.HIGHER, "torque": Better.HIGHER, "data": Better.HIGHER}  # fmt: skip

# Of these even an offer without the words for it says enough.
GRADES = frozenset({"IP", "DN", "SIL", "CMMI"})
SOLE = GRADES | {"temperature", "sound"}

# 提高到 95 % names a level, no change.
CHANGE = re.compile(
    r"(?P<down>(?:下降|降低|降幅|减少|减幅|缩短|节省|节约|节能|节电|压缩(?![空包机])|压降|降本|减人|下调|少[用花烧费开跑]|省[下出了电水]|砍掉|收窄"
    r"|(?:[减砍折省降跌掉]了?|省[一-鿿]|(?<![至最不])[少低]了)(?:将?近|约|超过|不到|至少)?(?=\s*$)|reduc\w*|cut\w*|sav\w*|lower\w*)(?![到至为成]))"
    r"|(?P<up>(?:提升|提高|增加|增长|增幅|涨幅|扩大|增效|上升|提效|多出|多[用花费耗]了?|(?:[翻涨]了?|(?<![至最不])[多高]了)(?:将?近|约|超过|不到|至少)?(?=\s*$)|improv\w*|increas\w*|rais\w*)(?![到至为成]))",
    re.IGNORECASE,
)


Mentioned = tuple[str, int, int]  # name of a metric and where it is named


def metrics_in(words: str) -> list[Mentioned]:
    """The metrics named in a text, with their spans, in order."""
    shares, *others = ([*forms.find(words)] for forms in _FORMS)
    found = [*shares, *(mention for mentions in others for mention in mentions)]
    for match in _RATE.finditer(words) if "率" in words else ():
        if not any(begin < match.end() and match.start() < end for _, begin, end in shares):
            found.append((match.group(), match.start(), match.end()))
    return sorted(found, key=lambda mention: (mention[1], mention[2]))


def metric(name: str) -> Metric:
    """The metric of a name that `metrics_in` gave."""
    known = _METRICS.get(name)
    if known is not None:
        return known
    if name in _ANY_OF_A_KIND:
        way, dimensions = _ANY_OF_A_KIND[name]
        return Metric(name, name, way, dimensions)
    way = Better.LOWER if _WORSE.search(name) else Better.HIGHER
    return Metric(name, name, way, frozenset({"ratio"}))


def measured_in(dimension: str) -> frozenset[str]:
    """Names of the listed metrics that are stated in a dimension."""
    return frozenset(m.name for m in _METRICS.values() if dimension in m.dimensions)


def better(names: frozenset[str], dimension: str) -> Better:
    """Which way a bare figure of these metrics is better; without a metric, by its dimension."""
    if names:
        return metric(min(names)).better
    return Better.LOWER if dimension == "time" else TELLING.get(dimension, Better.HIGHER)
