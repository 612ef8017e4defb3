"""How much of what scenarios ask for adds up: counted things, areas and masses in their texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from matcher.folding import fold
from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.quantities import Quantity, quantities
from matcher.requirements.units import UNITS
from matcher.types import Document, FieldKind

_ADDS = ("count", "area", "mass", "volume")
_NO_VOLUME = frozenset("次回遍圈种类款级期版步趟轮倍")
_READ = (FieldKind.TITLE, FieldKind.NEED, FieldKind.ITEM, FieldKind.CONDITION)
_AFTER = re.compile(r"\s?([一-鿿A-Za-z]{1,12})")
_BEFORE = re.compile(r"([一-鿿A-Za-z]{1,12})\s?$")
# Words that end the name of a counted thing.
_ENDS = re.compile(
    "[的地得要需想都全和与及或在里上下内中有靠由每按用等共约是为能可已还也就待跑开装做停先一名]"
    "|需要|希望|全部|以及|没有|每天|左右|以上|以下|以内|共有|共计|大约|同时|一起|现有|目前|我们|总共"
    "|改造|分布|人工|实行|天天|日产|年产|布置|上线|运行"
)
_NAMED = 2  # the last characters of a thing's name that say what it is: 生产线, 产线


@dataclass(frozen=True, slots=True)
class Contribution:
    """One figure of one scenario: its field at `path`, sliced `[start:end]`, is `span`.

    `low` and `high` are in `unit`; they differ for a range (三四百台). `thing` is what is counted.
    """

    scenario: str
    path: str
    start: int
    end: int
    span: str
    low: float
    high: float
    unit: str
    thing: str
    per: str | None


@dataclass(frozen=True, slots=True)
class Volume:
    """Contributions of the same unit, thing and period together; the sums are rounded to 1e-6."""

    unit: str
    thing: str
    per: str | None
    low: float
    high: float
    contributions: tuple[Contribution, ...]


def contributions(scenario: Document) -> list[Contribution]:
    """The figures of a scenario that say how much there is, in the order of its fields.

    Bounds (不低于20路), goals, conditions and figures of nothing named are left out.
    """
    found = []
    for source in scenario.fields:
        if source.kind not in _READ:
            continue
        folded = fold(source.text)
        for figure in quantities(folded.text):
            thing = _thing(folded.text, figure) if _adds(figure) else ""
            if not thing:
                continue
            start, end = folded.span(figure.start, figure.end)
            factor = UNITS[figure.unit].factor
            found.append(
                Contribution(
                    scenario.id, source.path, start, end, source.text[start:end],
                    round(figure.low / factor, 6), round(figure.high / factor, 6),
                    figure.unit, thing, figure.per,
                )
            )  # fmt: skip
    return found


def pooled(scenarios: Sequence[Document]) -> tuple[Volume, ...]:
    """What at least two scenarios give a figure of, the most shared first.

    A scenario that repeats one figure of a thing adds it once.
    """
    together: dict[tuple[str, str, str | None], list[Contribution]] = {}
    for scenario in scenarios:
        told: set[tuple[object, ...]] = set()
        for one in contributions(scenario):
            key = (one.unit, one.thing[-_NAMED:], one.per)
            if (key, one.low, one.high) not in told:
                told.add((key, one.low, one.high))
                together.setdefault(key, []).append(one)
    volumes = [
        Volume(
            unit, min((one.thing for one in parts), key=lambda name: (len(name), name)), per,
            round(sum(one.low for one in parts), 6), round(sum(one.high for one in parts), 6),
            tuple(parts),
        )
        for (unit, _, per), parts in together.items()
        if len({one.scenario for one in parts}) > 1
    ]  # fmt: skip
    return tuple(
        sorted(volumes, key=lambda v: (-len(v.contributions), v.unit, v.thing, str(v.per)))
    )


def _adds(figure: Quantity) -> bool:
    return (
        figure.dimension in _ADDS
        and figure.unit in UNITS
        and figure.unit not in _NO_VOLUME
        and figure.comparator is Comparator.EXACT
        and figure.role is Role.STATED
        and figure.low > 0
    )


def _thing(text: str, figure: Quantity) -> str:
    """What a figure counts: the name after it (12条产线), else the one before (离心泵一千三百台)."""
    after = _AFTER.match(text, figure.end)
    name = "".join(_until_end(_words(after.group(1)))) if after else ""
    if len(name) >= _NAMED:
        return name
    before = _BEFORE.search(text[max(0, figure.start - 12) : figure.start])
    reverse = _until_end(_words(before.group(1))[::-1]) if before else []
    name = "".join(reverse[::-1])
    return name if len(name) >= _NAMED else ""


def _until_end(words: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if _ENDS.fullmatch(word):
            break
        kept.append(word)
    return kept


_CUT = rjieba.Jieba()


def _words(text: str) -> list[str]:
    return list(_CUT.cut(text))
