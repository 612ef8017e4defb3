"""The words around a figure: how it bounds its metric, and what it does in its sentence."""

from __future__ import annotations

import re
from enum import StrEnum


class Comparator(StrEnum):
    """How a figure bounds its metric."""

    EXACT = "="
    AT_LEAST = "≥"
    ABOVE = ">"
    AT_MOST = "≤"
    BELOW = "<"

    @property
    def is_lower(self) -> bool:
        """Whether the figure is a lower bound."""
        return self in (Comparator.AT_LEAST, Comparator.ABOVE)

    @property
    def is_upper(self) -> bool:
        """Whether the figure is an upper bound."""
        return self in (Comparator.AT_MOST, Comparator.BELOW)


class Role(StrEnum):
    """What a figure is doing in its sentence."""

    STATED = "stated"
    BEFORE = "before"  # where a change starts: 由 1.1 万个
    REFERENCE = "reference"  # named only to be compared with: 离 99% 还差一点
    PLANNED = "planned"  # a goal, not a result
    TRIGGER = "trigger"  # when something is to happen: 超过 70 分贝即报警


_NOT = r"(?:不得|不应|不能|不会|不可|不|未|没有?)"
_BELOW_WORDS = r"(?:低于|少于|小于|短于|弱于|差于|劣于|晚于|below|fewer than|less than|under)"
_ABOVE_WORDS = (
    r"(?:高于|超过|大于|多于|超出|长于|突破|逾|above|more than|over|greater than|exceed(?:s|ing)?)"
)
_LINK = r"(?:等于|于|为|是|在|到|至|有|[:：=])?\s*$"
_PREFIXES: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?:{words}){_LINK}", re.IGNORECASE), comparator)
    for words, comparator in (
        (
            rf"{_NOT}[^，。；,;\d]{{0,6}}{_BELOW_WORDS}|(?:no|not) (?:less|fewer"
            rf"|lower) than", Comparator.AT_LEAST),
        (
            rf"{_NOT}[^，。；,;\d]{{0,6}}{_ABOVE_WORDS}|(?:no|not) (?:more|greater|higher"
            rf"|longer) than|not exceed(?:ing)?",
         Comparator.AT_MOST),
        (
            r"≥|>=|至少|最少|最低|最短|最小|起码|大于等于|不下|保底|下限|at least"
            r"|minimum(?: of)?|min\.?", Comparator.AT_LEAST),
        (
            r"≤|<=|至多|最多|最高|最大|最长|最晚|小于等于|上限|封顶|控制在|限制在|压到"
            r"|at most|up to|maximum(?: of)?|max\.?|within",
         Comparator.AT_MOST),
        (rf"{_ABOVE_WORDS}|超|>", Comparator.ABOVE),
        (rf"{_BELOW_WORDS}|不到|不足|不满|<", Comparator.BELOW),
    )
)  # fmt: skip
_SUFFIX = re.compile(
    r"\s?(?:(?P<least>(?:及|或)?以上|及以上|或更[高多长]|起步|or (?:more|above|higher)"
    r"|and above|\+)"
    r"|(?P<most>(?:及|或)?以[内下]|之内|内(?![存部网置嵌容核外涵])|封顶|or (?:less|below)))"
)
_BEFORE = re.compile(
    r"(?:由|从|原(?:来|先|有|本|为|是|(?=\s*$))的?|此前|以前|过去|改造前|自)[^，。；,;\d]{0,8}$"
)
_BECOMES = re.compile(r"[^，。；,;\d]{0,8}?(?:到|至|降|升|提|增|减|缩|变|扩|涨|压)")
_THEN = re.compile(r"原|此前|以前|过去|改造前")
_SPAN_OF_TIME = re.compile(
    r"(?:近|过去|最近|成立|头|(?<!提)前)(?:的)?\s*$"
)  # 近两年: when, not how long
_REFERENCE = re.compile(
    r"(?:(?<![距脱])离(?!线)|距(?!离)|相比|对标|要求的?|规定的?|国标的?|标准(?![款版型配件间])的?|行业(?:平均|均值)?|同行"
    r"|竞品)[^，。；,;\d]{0,4}$"
)
_REFERENCE_AFTER = re.compile(r"[^，。；,;\d]{0,3}(?:还差|尚差|有差距|的(?:要求|目标|门槛|标准))")
_PLANNED = re.compile(
    r"(?:目标|计划|预计|力争|争取|规划|有望|将达|target|plan(?:ned)?|expected?)[^，。；,;\d]{0,8}$"
)
_TRIGGER_AFTER = re.compile(
    r"[^，。；,;\d]{0,4}(?:时|即|就|立即|自动|同步|当场|马上|报警|告警|预警|提醒|通知|短信"
    r"|停机|切断|触发)"
)
_FAILS = re.compile(
    r"[^，。；,;\d]{0,8}(?:[就便则][得要]?(?:绕|不|没|失|认错|铺|人工)|无法|不[能行准了]|[测认看用检]不|自我保护|罢工|趴窝)"
)
REACH = 18  # code points before a figure in which its comparator stands


def bound(text: str, start: int, end: int) -> tuple[Comparator, int, int]:
    """The comparator of the figure at [start, end), and the span of both together."""
    before = text[max(0, start - REACH) : start]
    comparator, begun = Comparator.EXACT, start
    for pattern, meaning in _PREFIXES:
        found = pattern.search(before)
        if found is not None:
            comparator, begun = meaning, start - len(before) + found.start()
            break
    suffix = _SUFFIX.match(text, end)
    if suffix is not None:
        end = suffix.end()
        comparator = Comparator.AT_LEAST if suffix.group("least") else Comparator.AT_MOST
    return comparator, begun, end


def role_of(text: str, start: int, end: int, comparator: Comparator) -> Role:
    """What the figure at [start, end) does; `end` is after its comparators."""
    before = text[max(0, start - REACH) : start]
    if _PLANNED.search(before):
        return Role.PLANNED
    if (
        _SPAN_OF_TIME.search(before)
        or _REFERENCE.search(before)
        or _REFERENCE_AFTER.match(text, end)
    ):
        return Role.REFERENCE
    earlier = _BEFORE.search(before)
    if earlier and (_THEN.match(earlier.group()) or _BECOMES.match(text, end)):
        return Role.BEFORE
    if comparator not in (Comparator.ABOVE, Comparator.BELOW) or _FAILS.match(text, end):
        return Role.STATED  # 水深超过二十厘米就得绕行: as far as it goes
    if _TRIGGER_AFTER.match(text, end):
        return Role.TRIGGER
    return Role.STATED
