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


_NOT = r"(?:不得|不应|不能|不会|不可|不(?![良合足同锈动])|未|没有?)"
_BELOW_WORDS = (
    r"(?:[低少小短弱差劣晚窄薄细浅轻矮慢][于过]|不满|below|fewer than|less than|under|lower than)"
)
_ABOVE_WORDS = r"(?:[高大多长远宽厚重深快][于过]|超[过出]|突破|逾|(?:^|(?<=[，。；、已都早]))过了?|不止|above|more than|over|greater than|exceed(?:s|ing)?)"
_LINK = r"(?:等于|于|为|是|在|到|至|有|[:：=])?\s*$"
_PREFIXES: tuple[tuple[re.Pattern[str], Comparator], ...] = tuple(
    (re.compile(rf"(?:{words}){_LINK}", re.IGNORECASE), comparator)
    for words, comparator in (
        (
            rf"{_NOT}[^，。；,;\d]{{0,6}}{_BELOW_WORDS}|(?:no|not) (?:less|fewer"
            rf"|lower) than", Comparator.AT_LEAST),
        (
            rf"{_NOT}[^，。；,;\d]{{0,6}}{_ABOVE_WORDS}|不[得能可]?超|(?:no|not) (?:more|greater|higher"
            rf"|longer) than|not exceed(?:ing)?",
         Comparator.AT_MOST),
        (
            r"≥|>=|满|至少|最[少低短小]|起码|大于等于|不下|保底|下限|少说(?:也有?)?|怎么也[有得]|at least"
            r"|minimum(?: of)?|min\.?", Comparator.AT_LEAST),
        (
            r"≤|<=|[至顶]多|最[多高大长晚慢迟久远差]|小于等于|上限|封顶|控制在|限制在|压到|撑死|充其量|也就"
            r"|at most|up to|maximum(?: of)?|max\.?|within",
         Comparator.AT_MOST),
        (rf"{_ABOVE_WORDS}|超|>", Comparator.ABOVE),
        (rf"{_BELOW_WORDS}|不到|[没未]到|[没未]达到?|凑不[够齐到]|够不[上着到]|[达到]不[到了]|哪[有来能]|不足|不满|<|将近|[接逼]近|差一点到?|近(?![年月日几期])|快(?:到|有)", Comparator.BELOW),
    )
)  # fmt: skip
_SUFFIX = re.compile(
    r"\s?(?:(?P<least>(?:及|或)?以上|及以上|或更[高多长]|起步|or (?:more|above|higher|better)|开外|出头|往上|朝上|有余|打底"
    r"|and above|\+)"
    r"|(?P<most>(?:及|或)?以[内下]|之内|内(?![存部网置嵌容核外涵])|往下|封顶|为限|到顶|or (?:less|below|better)))"
)
_BEFORE = re.compile(
    r"(?:由|从|原(?:来|先|有|本|为|是|(?=\s*$))的?|[此以之从]前|(?<![漏放跑溜掉走])过去|往年|早先|老办法|本来|头年|前年|那会儿|[改用上装]\w{0,3}前|自)[^，。；,;\d]{0,8}$"
)
_BECOMES = re.compile(r"[^，。；,;\d]{0,8}?(?:到|至|降|升|提|增|减|缩|变|扩|涨|压)")
_THEN = re.compile(r"原|[此以从]前|过去|往年|早先|老办法|本来|头年|前年|那会儿|[改用上装]\w{0,3}前")
_LONG = re.compile(r"年|月|周|天|季|日")
_SPAN_OF_TIME = re.compile(
    r"(?:(?<![将接])近|过去|最近|成立|头|(?<![一-鿿])前)(?:的)?\s*$"
)  # 近两年: when, not how long
_WINDOW = re.compile(r"(?:里|以来|下来|期间|当中|间)(?=[^，。]{0,8}(?:最|共|总|累|平均|没|未))")
_REFERENCE = re.compile(
    r"(?:(?<![距脱])离(?!线)|(?<![间轨车焦轴相节株行])距(?!离)|相比|对标|要求的?|规定的?|国标的?|标准(?![一-鿿]?[款版型配件间包档机套柜库段车箱工])的?|行业(?:平均|均值)?|同行"
    r"|竞品)[^，。；,;\d]{0,4}$"
)
_REFERENCE_AFTER = re.compile(
    r"[^，。；,;\d]{0,3}(?:还差|尚差|有差距|的(?:要求|目标|标准))"
    r"|那?是(?:刚|[以从]前|原来|过去|早先|当年|新机|设计|理论|合同|宣传|[降压减缩提升涨]不)|[就还]?得[再另重]|[就还]?要[再另重]"
)
_PLANNED = re.compile(
    r"(?:目标|计划|预计|力争|争取|规划|有望|将达|target|plan(?:ned)?|expected?)[^，。；,;\d]{0,8}$"
)
_TRIGGER_AFTER = re.compile(
    r"[^，。；,;\d]{0,4}(?:时|即|就|立即|自动(?!推|剔|挑|踢|吹|退|分)|同步|当场|马上|报警|告警|预警|提醒|通知|短信"
    r"|停机|切断|触发)"
)
_FAILS = re.compile(
    r"[^，。；,;\d]{0,8}(?:看不[见清到]|[就便则只][得要能敢]?(?:绕|不|没|失|认错|铺|人工|收|停|撤|返|歇|关|换|退|降|趴|下来|花|糊|模糊|爬|卡)|糊|保护(?:性)?停机|自动关机|死机|掉线|无法|不[能行准了]|[测认看用检]不|自我保护|罢工|趴窝)"
)
_NUMERAL_FREE = r"[^，。；,;\d零一二两三四五六七八九十百千万]{1,5}$"
_FARTHER = (
    (
        re.compile(
            rf"{_NOT}{_BELOW_WORDS}{_NUMERAL_FREE}|(?:至少|最少|起码|不少于){_NUMERAL_FREE}"
        ),
        Comparator.AT_LEAST,
    ),
    (
        re.compile(rf"{_NOT}{_ABOVE_WORDS}{_NUMERAL_FREE}|(?:至多|最多|顶多){_NUMERAL_FREE}"),
        Comparator.AT_MOST,
    ),
)  # 不超过合同额的 8 %, 至少提前 15 分钟
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
    else:
        farther = (meaning for pattern, meaning in _FARTHER if pattern.search(before))
        comparator = next(farther, comparator)
    suffix = _SUFFIX.match(text, end)
    if suffix is not None:
        end = suffix.end()
        comparator = Comparator.AT_LEAST if suffix.group("least") else Comparator.AT_MOST
    return comparator, begun, end


def fails_beyond(text: str, end: int) -> bool:
    """Whether what follows a figure says that nothing works beyond it."""
    return _FAILS.match(text, end) is not None


def role_of(text: str, start: int, end: int, comparator: Comparator) -> Role:
    """What the figure at [start, end) does; `end` is after its comparators."""
    before = text[max(0, start - REACH) : start]
    if _PLANNED.search(before):
        return Role.PLANNED
    if (
        (
            (_SPAN_OF_TIME.search(before) or _WINDOW.match(text, end))
            and _LONG.search(text, start, end)
        )
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
