"""How long it is from one time of day to another: 周五晚八点停线，周日中午交还; 早九晚六."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from matcher.requirements.numerals import number

_DAYS = "一二三四五六日天"
_RELATIVE = {
    "头天": 0, "前一天": 0, "当天": 0, "当日": 0, "当晚": 0, "次日": 1, "翌日": 1, "第二天": 1, "隔天": 1, "第三天": 2,
}  # fmt: skip
_MOMENT = re.compile(
    rf"(?:(?:周|星期|礼拜)(?P<week>[{_DAYS}])|(?P<relative>{'|'.join(_RELATIVE)}))?"
    r"(?P<part>凌晨|清早|清晨|早上|早|上午|正午|中午|下午|午后|傍晚|晚上|晚间|晚|半夜|夜里)?"
    r"(?:(?P<hour>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?P<half>半|一刻|三刻)?(?![一二三四五六七八九零\d]|[个位]|测)|[:：](?P<minute>\d\d)(?!\d)))?"
)
_SHIFT = re.compile(r"早(?P<begin>[五六七八九十])晚(?P<end>[四五六七八九十])")
_TOLD = re.compile(r"点|\d[:：]\d|中午|正午|半夜")
_STOP = re.compile(r"[。；;！!？?]")
_NOON = {"中午": 12.0, "正午": 12.0, "半夜": 24.0}
_LATE = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜里"})
_HALVES = {"半": 0.5, "一刻": 0.25, "三刻": 0.75}
_APART = 24  # code points between two times that belong together


class Lasting(NamedTuple):
    """So many hours, told by two times; [start, end) spans the later one."""

    hours: float
    start: int
    end: int


class _Moment(NamedTuple):
    day: int | None
    weekly: bool
    hour: float
    start: int
    end: int


def lasting(text: str) -> Iterator[Lasting]:
    """The spans of time that pairs of neighbouring times of one sentence enclose."""
    for shift in _SHIFT.finditer(text):
        begin, close = number(shift.group("begin")) or 0.0, number(shift.group("end")) or 0.0
        yield Lasting(close + 12 - begin, shift.start(), shift.end())
    if not _TOLD.search(text):
        return
    moments = [m for match in _MOMENT.finditer(text) if (m := _moment(match)) is not None]
    for first, second in pairwise(moments):
        between = text[first.end : second.start]
        if len(between) > _APART or _STOP.search(between):
            continue
        hours = _between(first, second)
        if hours is not None:
            yield Lasting(hours, second.start, second.end)


def _moment(match: re.Match[str]) -> _Moment | None:
    part, said = match.group("part"), match.group("hour")
    if said is None and part not in _NOON:
        return None
    if said is not None and match.group("minute") is None and not (part or match.group("week")):
        return None  # 三点要求 is no time of day
    hour = _NOON[part] if said is None and part is not None else number(said or "")
    if hour is None or hour > 24:
        return None
    hour += _HALVES.get(match.group("half") or "", 0.0) + int(match.group("minute") or 0) / 60
    if part in _LATE and hour < 12:
        hour += 12
    week, relative = match.group("week"), match.group("relative")
    day = min(_DAYS.index(week), 6) if week else _RELATIVE.get(relative or "")
    return _Moment(day, week is not None, hour, match.start(), match.end())


def _between(first: _Moment, second: _Moment) -> float | None:
    days = (second.day or 0) - (first.day or 0)
    if second.weekly != first.weekly:
        days = 0
    elif second.weekly:
        days %= 7
    hours = 24 * days + second.hour - first.hour
    if hours <= 0 and second.day is None:
        hours += 24
    return hours if hours > 0 else None
