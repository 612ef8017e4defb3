"""What several figures of one sentence imply together: a change, a total, a share, a payback."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.figures import Figure
from matcher.requirements.metrics import metric
from matcher.requirements.quantities import Quantity
from matcher.requirements.units import DAYS, PERIODS, same_counter

Placed = tuple[int, Figure]

FLIPPED = {
    Comparator.EXACT: Comparator.EXACT,
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.ABOVE: Comparator.BELOW,
    Comparator.BELOW: Comparator.ABOVE,
}

_HOUR, _DAY = 3_600.0, 86_400.0
_TIMES = frozenset({*DAYS, "hour", "shift"})
_PEOPLE = frozenset({"人", "个人", "名", "位"})
_HOURS = frozenset({"小时", "个小时", "钟头", "个钟头", "h", "hour", "hours"})
_LABOUR = frozenset({"labour"})
# What should not happen and what should: a share of these fits any metric of their kind.
FAILURES, SUCCESSES = frozenset({"failures"}), frozenset({"successes"})
_FAILS = re.compile(
    r"[碎坏丢漏错误退返废断死超空晚迟差失败损破裂卡堵投诉瑕疵]|没(?:料|查|检|看|认|抓|报|对|成|过|赶|能|打)|不(?:合格|对|准|良|达|成|过|出|到)"
)
_SUCCEEDS = re.compile(
    r"成功|合格|准[点时]|[认猜判答说听算]对|命中|检出|[事提]先报|办结|按时|达标|通过|一次过"
)
_MOVES = re.compile(r"[跑走飞开行爬巡滑驶]|里程|单程|全长|车速|航速")
_INVESTS = re.compile(r"投[入资了]?|造价|总价|一套|花[了费]|买下|成本")
_SAVES = re.compile(r"省|节[约省]|收益|创收|增收|降本|挣|赚|少[花付]|减少")
_LASTS = re.compile(r"[连试运跑开干班合共累里内统]|天|昼夜|日夜|不停")
_BECOMES = re.compile(
    r"[一-鿿]{0,2}(?:[减降压缩增涨升提变扩改](?:少|低|缩|加|长|高)?)(?:到|至|成|为)"
)
_EACH = re.compile(r"各[一-鿿]{0,3}$")
_OPTION = re.compile(r"[版款型档]|起步|或|单买|分别|每")
_MORE = re.compile(r"再|另|加|之后|然后|外加|接着")


def available(figure: Figure) -> Iterator[Figure]:
    """The availability that a downtime in a period leaves."""
    quantity = figure.quantity
    if "downtime" in figure.metrics and quantity.per in DAYS:
        whole = DAYS[quantity.per] * _DAY
        share = replace(
            quantity, low=1 - quantity.high / whole, high=1 - quantity.low / whole,
            dimension="ratio", unit="%", per=None, comparator=FLIPPED[quantity.comparator],
        )  # fmt: skip
        yield replace(figure, quantity=share, metrics=frozenset({"availability"}), implied=True)


def of_sentence(figures: Sequence[Figure]) -> Iterator[Placed]:
    """What figures of one sentence imply, each with the index of its later figure."""
    plain = [(i, f) for i, f in enumerate(figures) if f.quantity.dimension != "DN"]
    written = [(i, f) for i, f in plain if not f.implied]
    yield from _changed(written)
    totals = [*_products(written)]
    yield from totals
    yield from ((i, share) for i, total in totals for share in available(total))
    yield from _days_worked([*written, *totals])
    yield from _rates([*written, *totals])
    yield from _shares(written)
    yield from _moved(written)
    yield from _paybacks(written)
    yield from _sums(written)


def _alike(first: Figure, second: Figure) -> bool:
    a, b = first.quantity, second.quantity
    return a.dimension == b.dimension and (a.dimension != "count" or a.unit == b.unit)


def _changed(plain: Sequence[Placed]) -> Iterator[Placed]:
    for (_, first), (index, second) in pairwise(plain):
        for figure in _changes(first, second):
            yield index, figure
    for at, (_, first) in enumerate(plain):  # 原先十五个人盯着料口，如今三班合起来六个人
        if first.quantity.role is not Role.BEFORE or at + 1 >= len(plain):
            continue
        if _alike(first, plain[at + 1][1]):
            continue
        later = next((pair for pair in plain[at + 2 :] if _alike(first, pair[1])), None)
        if later is not None:
            for figure in _changes(first, later[1]):
                yield later[0], figure


def _changes(first: Figure, second: Figure) -> Iterator[Figure]:
    """The change in per cent and in size, computed from "由 A 增加到 B"."""
    a, b = first.quantity, second.quantity
    becomes = a.role is Role.BEFORE or _BECOMES.match(second.words)
    if not becomes or not _alike(first, second) or not a.high or a.ranged:
        return
    names = first.metrics or second.metrics or (_LABOUR if a.unit in _PEOPLE else frozenset())
    words = f"{first.words} {second.words}"
    change = "up" if b.high > a.high else "down"
    share, size = abs(b.high - a.high) / abs(a.high), abs(b.high - a.high)
    sizes = [(share, "ratio", "%"), (size, a.dimension, a.unit)]
    for value, dimension, unit in sizes[: 1 if a.dimension == "ratio" else 2]:
        per = None if dimension == "ratio" else a.per
        quantity = Quantity(
            value, value, dimension, unit, Comparator.EXACT, per, b.role, a.start, b.end
        )
        yield Figure(quantity, names, words, change, False, True)


def _products(plain: Sequence[Placed]) -> Iterator[Placed]:
    """So many rounds of so many each: 分三期授课，每期十二位; 两班各开十小时; 五天，每天八学时."""
    for at, (i, each) in enumerate(plain):
        for place, (j, rounds) in enumerate(plain):
            a, b = rounds.quantity, each.quantity
            if place == at or a.dimension not in ("count", "time") or a.unit == b.unit:
                continue
            unit = a.unit
            by_counter = a.dimension == "count" and (b.per == unit or f"每{unit}" in each.words)
            by_turn = (
                a.dimension == "count"
                and b.per is None
                and _EACH.match(each.words)
                and place == at - 1
            )
            if (by_counter and b.per != a.per) or by_turn:
                per = next((one for one in (a.per, b.per) if one in _TIMES), None)
                yield max(i, j), _total(rounds, each, a.low, a.high, per)
            elif a.dimension == "time" and b.per in DAYS and b.per == PERIODS.get(unit):
                days, per = DAYS[b.per] * _DAY, a.per if a.per in DAYS else None
                if per or place < at:  # 五天，每天八学时; 每天一千五百件，一个月出勤二十六天
                    yield max(i, j), _total(rounds, each, a.low / days, a.high / days, per)


def _total(rounds: Figure, each: Figure, low: float, high: float, per: str | None) -> Figure:
    b = each.quantity
    start, end = min(rounds.quantity.start, b.start), max(rounds.quantity.end, b.end)
    total = replace(b, low=low * b.low, high=high * b.high, per=per, start=start, end=end)
    words = f"{rounds.words} {each.words}"
    return replace(
        each, quantity=total, words=words, metrics=each.metrics or rounds.metrics, implied=True
    )


def _days_worked(plain: Sequence[Placed]) -> Iterator[Placed]:
    """What an hourly rate comes to in the hours of a day: 每小时 20 吨，两班倒共开十六小时."""
    rates = [(i, f) for i, f in plain if f.quantity.per == "hour"]
    hours = [
        (i, f) for i, f in plain if f.quantity.dimension == "time" and f.quantity.unit in _HOURS
    ]
    hours = [pair for pair in hours if pair[1].implied] or hours  # two shifts of ten hours each
    for i, rate in rates:
        for j, hour in hours:
            if hour.quantity.high <= 24 * _HOUR and hour.quantity.role is Role.STATED:
                a, b = rate.quantity, hour.quantity
                total = replace(
                    a, low=a.low * b.low / _HOUR, high=a.high * b.high / _HOUR, per="day"
                )
                yield max(i, j), replace(rate, quantity=total, implied=True)


def _rates(plain: Sequence[Placed]) -> Iterator[Placed]:
    """Events over a span of time as so many a day: 连跑三十天，空喊四十一回; 八小时一个班稳出5200箱."""
    for at, (index, event) in enumerate(plain):
        if event.quantity.dimension not in (
            "count",
            "mass",
            "volume",
        ) or event.quantity.per not in (None, "shift"):
            continue
        for _, lasting in plain[:at]:
            a, b = lasting.quantity, event.quantity
            if a.dimension != "time" or lasting.metrics - {"endurance", "trial"} or not a.low:
                continue
            if a.role is Role.BEFORE or not _LASTS.search(lasting.words + event.words):
                continue
            if a.unit in _HOURS and a.high <= 24 * _HOUR:
                yield index, _spread(event, a, _HOUR, "hour")
            elif b.per is None and a.low >= _DAY and a.high <= 400 * _DAY:
                yield index, _spread(event, a, _DAY, "day")


def _spread(event: Figure, lasting: Quantity, unit: float, per: str) -> Figure:
    b = event.quantity
    rate = replace(b, low=b.low * unit / lasting.high, high=b.high * unit / lasting.low, per=per)
    return replace(event, quantity=rate, implied=True)


def _shares(plain: Sequence[Placed]) -> Iterator[Placed]:
    for at, (index, part) in enumerate(plain):
        wholes = sorted(plain[:at], key=lambda pair: -pair[1].quantity.high)
        shares = (_share(whole, part) for _, whole in wholes)
        nearest = next((share for share in shares if share is not None), None)
        if nearest is not None:
            yield index, nearest


_ANY_COUNTER = frozenset({"", "个", "项", "次", "台", "套", "种", "人"})


def _share(whole: Figure, part: Figure) -> Figure | None:
    """A part told as a count beside its whole: 分拣 860 万件，错分 412 件."""
    a, b = whole.quantity, part.quantity
    names = frozenset(n for n in part.metrics if n == "error" or _is_rate(n))
    if not 0 <= b.high < a.low or b.per not in (None, a.per):
        return None
    if not names or part.inherited:
        fails, succeeds = _FAILS.search(part.words), _SUCCEEDS.search(part.words)
        names = FAILURES if fails else SUCCESSES if succeeds else frozenset()
        if not names and "每" in whole.words and a.high in (100, 1_000, 10_000):
            names = SUCCESSES if 2 * b.low >= a.high else FAILURES  # 每一百个摘到八十九个
    counted = {a.dimension, b.dimension} <= {"count", "number"}
    if counted and not same_counter(a.unit, b.unit):
        return None
    if not counted and (
        a.dimension != b.dimension or a.dimension not in ("mass", "length", "volume")
    ):
        return None
    alike = a.unit == b.unit and a.unit not in _ANY_COUNTER and a.dimension == "count"
    if not (names or alike) or (
        not counted and "error" not in names and names not in (FAILURES, SUCCESSES)
    ):
        return None
    quantity = Quantity(
        b.low / a.low, b.high / a.low, "ratio", "%", b.comparator, None, b.role, a.start, b.end
    )
    return Figure(quantity, names, f"{whole.words} {part.words}", None, False, True)


def _is_rate(name: str) -> bool:
    return "ratio" in metric(name).dimensions


def _moved(plain: Sequence[Placed]) -> Iterator[Placed]:
    """A way and a speed give a time, a way and a time a speed: 单程六公里，每小时走两公里."""
    ways = [(i, f) for i, f in plain if f.quantity.dimension == "length" and f.quantity.per is None]
    for i, way in ways:
        for j, other in plain:
            a, b = way.quantity, other.quantity
            if not b.low or abs(i - j) > 2 or not _MOVES.search(way.words + other.words):
                continue
            speed = b.low / _HOUR if b.dimension == "length" and b.per == "hour" else b.low
            if b.dimension == "speed" or (b.dimension == "length" and b.per == "hour"):
                taken = replace(
                    b, low=a.low / speed, high=a.high / speed, dimension="time", unit="秒", per=None
                )
                yield max(i, j), replace(other, quantity=taken, metrics=frozenset(), implied=True)
            elif b.dimension == "time" and b.high < _DAY and not other.metrics and not way.metrics:
                pace = replace(
                    b,
                    low=a.low / b.high,
                    high=a.high / b.low,
                    dimension="speed",
                    unit="m/s",
                    per=None,
                )
                yield (
                    max(i, j),
                    replace(other, quantity=pace, metrics=frozenset({"speed"}), implied=True),
                )


def _paybacks(plain: Sequence[Placed]) -> Iterator[Placed]:
    """How soon what is saved pays for what is spent: 投入一百五十万，每个月省十一万."""
    money = [
        (i, f)
        for i, f in plain
        if f.quantity.dimension == "money" or (f.quantity.unit == "" and f.quantity.high >= 1e4)
    ]
    for i, spent in money:
        for j, saved in money:
            a, b = spent.quantity, saved.quantity
            if (
                a.per
                or b.per not in DAYS
                or not b.low
                or not _INVESTS.search(spent.words + "".join(spent.metrics))
            ):
                continue
            if _SAVES.search(saved.words) or saved.change or "revenue" in saved.metrics:
                days = DAYS[b.per or "day"] * _DAY
                time = replace(
                    b,
                    low=a.low / b.high * days,
                    high=a.high / b.low * days,
                    dimension="time",
                    unit="个月",
                    per=None,
                )
                yield (
                    max(i, j),
                    replace(
                        saved,
                        quantity=time,
                        metrics=frozenset({"payback"}),
                        change=None,
                        implied=True,
                    ),
                )


def _sums(plain: Sequence[Placed]) -> Iterator[Placed]:
    """Parts of one price, steps of one time: 硬件165万，软件58万; 开模四周，试制两周，再两周."""
    for dimension in ("money", "time"):
        steps = [
            (i, f) for i, f in plain if f.quantity.dimension == dimension and f.quantity.per is None
        ]
        said = " ".join(f.words for _, f in steps)
        if (
            len(steps) < 2
            or _OPTION.search(said)
            or any(f.quantity.role is not Role.STATED or f.change for _, f in steps)
        ):
            continue
        if dimension == "time" and not _MORE.search(said):
            continue
        last = steps[-1][1]
        low, high = sum(f.quantity.low for _, f in steps), sum(f.quantity.high for _, f in steps)
        total = replace(last.quantity, low=low, high=high, start=steps[0][1].quantity.start)
        yield (
            steps[-1][0],
            replace(last, quantity=total, words=said, metrics=frozenset({"total"}), implied=True),
        )
