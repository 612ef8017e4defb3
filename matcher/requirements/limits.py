"""A limit against the figures of an offer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from matcher.requirements.alike import stands
from matcher.requirements.bounds import Comparator, Role
from matcher.requirements.comparing import brought, keeps, offered
from matcher.requirements.fields import of_other_field
from matcher.requirements.figures import Figure
from matcher.requirements.findings import REACH, SILENT, Finding, Standing, settled, with_exceptions
from matcher.requirements.metrics import (
    SOLE,
    TELLING,
    Better,
    better,
    complements,
    kin,
    measured_in,
    same,
)
from matcher.requirements.parts import Limit
from matcher.requirements.quantities import Quantity
from matcher.requirements.statements import Statement
from matcher.requirements.ties import chance, of_figure, subjectless
from matcher.requirements.units import same_counter
from matcher.requirements.wording import EVERYDAY_DENIAL
from matcher.types import Reason, ReasonCode

# The chance from which a figure counts, and from which figures that all keep the limit count: a
# wrong yes is worse than a wrong no.
LIKELY, CERTAIN = 0.3, 0.4
BEHIND = 0.35  # how far behind the likeliest figure another may be and still count
RELATED = 0.6  # cosine from which a passage is about what the requirement is about
NEAR = 0.15  # cosine above that of texts that have nothing to do with each other


@dataclass(frozen=True, slots=True)
class _Tied:
    """A figure of the offer, how likely it measures what is asked, and what it then says."""

    figure: Figure
    position: int
    chance: float
    outcome: Standing


def hold_limit(limit: Limit, statements: Sequence[Statement], similarity: float) -> Finding:
    """How a limit stands: every figure likely of the same metric counts, limited ones in part."""
    around = "".join(statement.text for statement in statements) if limit.objects else ""
    limit = _turned(limit)
    found: list[_Tied] = []
    strangers: list[tuple[Figure, int]] = []
    for position, statement in enumerate(statements):
        for plain in statement.figures:
            written = as_told(plain, position, statements)
            figure = possible(limit, written)
            outcome = outcome_of(limit, figure, statement) if figure is not None else None
            if figure is None or outcome is None:
                strangers += [(written, position)] if _other(limit, written) else []
                continue
            if _of_another(limit, figure):
                strangers += [(written, position)] if _other(limit, written) else []
                continue
            rule = ruled(limit, figure, around, similarity)
            likely = chance(
                of_figure(limit, figure, position, statements, similarity, rule, written)
            )
            if likely >= LIKELY:
                found.append(_Tied(figure, position, likely, outcome))
            elif _other(limit, written):
                strangers.append((written, position))
    found = _nearest(limit, _whole(_widened(limit, found)))
    if not found:
        return _silent(limit, strangers, statements)
    finding = settled([(tied.outcome, tied.position) for tied in found])
    if finding.standing is Standing.MET:
        best = max(found, key=lambda tied: tied.chance)
        if best.chance < CERTAIN:
            return SILENT
        finding = Finding(Standing.MET, (best.position,))
    finding = with_exceptions(_elsewhere(limit, finding, statements), statements, ())
    return replace(finding, reason=_reason(limit, finding.standing, found, statements))


# The clause after a figure that says it holds only here: 再往外时有时无, 乡镇没测过.
_BEYOND = re.compile(
    r"\s*(?:但|不过|只是|可(?!以|靠|用|见|达)|若|如(?!今)|要是|遇|一旦|碰[到上]|其[余他它]|别的|剩下|再(?:往|远|高|快|多|大|低|冷|热|长|重)"
    r"|[市省城]外|乡|山区|海岛|郊|偏远|外地|老|旧|新手|夜|[雨雾雪阴]|冬|夏|高峰|节假|周末|大[雨风雾雪件]|复杂|特殊|定制)"
)
_UNSURE = re.compile(
    r"说不[准好定]|没(?:把握|底|测|试|统计|验证|数据|算过|保证|跑过)|看情况|另[算议谈计说]|[不没]保证|时有时无|不一定|难说|够呛|费劲|视[^，。；]{1,8}定|打折|掉[到下]|下降|变[慢差]|会[慢降差]|取决"
)


_UNCHANGED = re.compile(
    r"没(?:怎么|什么|见|有)?(?:变|动|降|升|涨|改观|起色)|持平|照旧|原样|几乎没|老样子|反而"
)
_AS_WELL = re.compile(
    r"一样|照样|照常|没(?:什么)?问题|差不太?多|差别不大|[也都](?:行|可|能|是)|不受|无影响|没影响"
)


def _elsewhere(limit: Limit, finding: Finding, statements: Sequence[Statement]) -> Finding:
    """A limit that is kept stands in part when the next clause takes other cases out."""
    after = finding.rests_on[0] + 1 if finding.standing is Standing.MET else len(statements)
    if after >= len(statements):
        return finding
    other = statements[after]
    unchanged = limit.figure.change is not None and _UNCHANGED.search(other.text)
    if not unchanged and not _BEYOND.match(other.text):
        return finding
    denied = other.negated or other.planned or EVERYDAY_DENIAL.search(other.text)
    if unchanged or (denied and not _AS_WELL.search(other.text)) or _UNSURE.search(other.text):
        return Finding(Standing.SOME, (finding.rests_on[0], after))
    return finding


def as_told(figure: Figure, position: int, statements: Sequence[Statement]) -> Figure:
    """A share after the size of a change is one, too: 总装班提高三成一，机加班一成七."""
    quantity = figure.quantity
    if figure.change or figure.metrics or quantity.dimension != "ratio" or not position:
        return figure
    before = statements[position - 1].figures
    if (
        before
        and before[-1].change
        and before[-1].quantity.dimension == "ratio"
        and not before[-1].implied
    ):
        return replace(figure, change=before[-1].change)
    return figure


def _whole(found: Sequence[_Tied]) -> list[_Tied]:
    """Where a sum or a product counts, its parts do not."""
    spans = [tied.figure.quantity for tied in found if tied.figure.implied]
    return [
        tied for tied in found
        if tied.figure.implied
        or not any(s.start <= tied.figure.quantity.start and tied.figure.quantity.end <= s.end for s in spans)
    ]  # fmt: skip


def _by(others: Sequence[_Tied], tied: _Tied) -> bool:
    """Whether a figure stands next to one of these, or has no subject of its own."""
    near = any(abs(tied.position - one.position) <= REACH for one in others)
    return near or subjectless(tied.figure)


_VAGUE = frozenset({"failures", "successes"})


_FINE = frozenset({"error", "clock error", "spatial resolution", "accuracy class"})
_WITHIN = re.compile(r"(?:以[内下]|之内)[^，。；]*(?:均|都|全|皆|可|能|适用|通用)")


def _turned(limit: Limit) -> Limit:
    """The limit with its direction as it is meant, where the comparator alone misleads.

    精度不低于1厘米 asks for an error of at most that; 3km以内均可发现 asks for a reach of at least it.
    """
    figure = limit.figure
    share = figure.quantity.dimension == "ratio" and figure.quantity.high > 0.5
    if figure.metrics & _FINE and limit.better is Better.HIGHER and not share and not figure.change:
        return replace(limit, better=Better.LOWER)
    if limit.better is Better.LOWER and _WITHIN.search(limit.text):
        way = better(figure.metrics, figure.quantity.dimension)
        if way is not Better.LOWER:
            return replace(limit, better=Better.HIGHER, strict=False)
    return limit


def _nearest(limit: Limit, found: Sequence[_Tied]) -> list[_Tied]:
    """Those not far less likely than the likeliest; a share of what goes right before its rest."""
    asked = limit.figure.metrics
    named = [
        tied for tied in found if same(asked, tied.figure.metrics) and not tied.figure.inherited
    ]
    if named:  # another metric's name beside a figure tells it apart
        found = [
            tied
            for tied in found
            if tied in named
            or same(asked, tied.figure.metrics)
            or complements(asked, tied.figure.metrics)
            or (not tied.figure.metrics and _by(named, tied))
        ]
    rest = [
        tied
        for tied in found
        if not (tied.figure.metrics & _VAGUE and complements(asked, tied.figure.metrics))
    ]
    if any(tied.figure.metrics & _VAGUE for tied in rest):
        found = rest
    best = max((tied.chance for tied in found), default=0.0)
    return [tied for tied in found if tied.chance >= best - BEHIND]


def _widened(limit: Limit, found: list[_Tied]) -> list[_Tied]:
    """For a range that is asked, ranges count where there are any; else two points span one."""
    if not limit.figure.quantity.ranged or len(found) < 2:
        return found
    ranged = [tied for tied in found if tied.figure.quantity.ranged]
    if ranged or found[0].position != found[-1].position:
        return ranged or found
    values = [tied.figure.quantity.low for tied in found]
    spanned = replace(found[0].figure.quantity, low=min(values), high=max(values))
    whole = keeps(limit, spanned.low, spanned.high, spanned.comparator)
    outcome = Standing.SOME if whole is None else Standing.MET if whole else Standing.NOT
    return [replace(found[0], figure=replace(found[0].figure, quantity=spanned), outcome=outcome)]


_CODES = {
    Standing.MET: ReasonCode.FIGURE_MEETS,
    Standing.SOME: ReasonCode.FIGURE_SOMETIMES,
    Standing.NOT: ReasonCode.FIGURE_MISSES,
}


def _reason(
    limit: Limit, standing: Standing, found: Sequence[_Tied], statements: Sequence[Statement]
) -> Reason:
    """What was asked and the offer's words of the figures that decide, at most two of them."""
    deciding = [tied for tied in found if tied.outcome is standing] or list(found)
    if standing is Standing.SOME:
        deciding = list(found)
    said = dict.fromkeys(_said(tied.figure, statements[tied.position]) for tied in deciding)
    return Reason(_CODES[standing], limit.text.strip("，。；、,;. "), " / ".join([*said][:2]))


def _silent(
    limit: Limit, strangers: Sequence[tuple[Figure, int]], statements: Sequence[Statement]
) -> Finding:
    """Nothing is said of it; figures in the same unit, but of another metric, are told apart."""
    if not strangers:
        return SILENT
    figure, position = strangers[0]
    said = _said(figure, statements[position])
    reason = Reason(ReasonCode.OTHER_METRIC, limit.text.strip("，。；、,;. "), said)
    return replace(SILENT, reason=reason)


def _said(figure: Figure, statement: Statement) -> str:
    """The literal words of a figure: its number, unit and comparators."""
    quantity = figure.quantity
    begin = max(0, quantity.start - statement.start)
    return statement.text[begin : quantity.end - statement.start].strip("，。；、,;. ")


def _other(limit: Limit, figure: Figure) -> bool:
    if figure.implied or not figure.metrics or same(limit.figure.metrics, figure.metrics):
        return False
    return figure.quantity.dimension == limit.figure.quantity.dimension


def _of_another(limit: Limit, figure: Figure) -> bool:
    """Whether another metric is named beside a figure, and nothing else of what is asked."""
    asked, given = limit.figure.metrics, figure.metrics
    if limit.figure.change and of_other_field(limit.text, figure.words):
        return True
    return bool(
        asked and given and not figure.inherited and not figure.implied
        and not same(asked, given) and not complements(asked, given) and not kin(asked, given)
        and not _shared(limit, figure)
    )  # fmt: skip


_EVENTS = frozenset({"次", "回", "起"})
_DIAMETER = frozenset({"diameter"})  # it is no radius; the radius stands beside it


def possible(limit: Limit, figure: Figure) -> Figure | None:
    """An offer's figure in the dimension and for the period of a limit, whatever it measures.

    None where the two cannot be compared.
    """
    asked = limit.figure
    quantity = figure.quantity
    if not _says(asked, quantity) or asked.change != figure.change:
        return None
    if figure.metrics >= _DIAMETER and not asked.metrics >= _DIAMETER:
        return None
    if quantity.dimension != asked.quantity.dimension:
        scaled = brought(limit, figure, whatever=True)
        return None if scaled is None else replace(figure, quantity=scaled)
    scaled = brought(limit, figure)
    if scaled is None:
        return None
    if asked.quantity.dimension == "count" and not same_counter(asked.quantity.unit, quantity.unit):
        return None
    units = {quantity.unit, asked.quantity.unit}
    if "其中" in figure.words and "其中" not in limit.text:
        return None  # 其中高工三名: a part of what is counted
    if (
        figure.implied
        and quantity.per == "hour"
        and quantity.dimension == "count"
        and len(units | _EVENTS) > len(_EVENTS) + 1
    ):
        return None  # a pace computed from "5 秒一箱" counts boxes and nothing else
    return figure if scaled is quantity else replace(figure, quantity=scaled)


def _says(asked: Figure, quantity: Quantity) -> bool:
    """Whether a figure states what is or will be; 近六年的片子 does so of what is kept."""
    if quantity.role is Role.REFERENCE:
        return bool(asked.metrics & {"retention"}) and quantity.comparator is Comparator.BELOW
    return quantity.role in (Role.STATED, Role.PLANNED)


_WORKS = re.compile(r"[做产处检测出跑干]|完成|加工")
_PACE = frozenset({"cycle time", "throughput"})
_PLAIN = frozenset({"thickness"})
# Dimensions in which nearly anything can be stated: a figure without a metric says nothing.
_NAMELESS = frozenset({"ratio", "time", "money"})
_BROAD = _NAMELESS | {"number", "count"}
# Metrics of many things: whose accuracy, whose delay has to be the same, too.
_BOUND = frozenset({"latency", "interval", "cycle time", "experience", "advance notice", "error"})


def ruled(limit: Limit, figure: Figure, around: str, similarity: float) -> bool:
    """Whether a rule ties an offer's figure to the limit; `around` is its whole text."""
    asked, given = limit.figure, figure
    dimension = asked.quantity.dimension
    shared = _shared(limit, given)
    if asked.metrics and given.metrics:
        if not same(asked.metrics, given.metrics) and not complements(asked.metrics, given.metrics):
            return False
        bound = bool(dimension in ("ratio", "length") or asked.metrics & _BOUND)
        bound = (
            bound and not asked.metrics & _PLAIN and not (given.implied and asked.metrics & _PACE)
        )
        return not bound or _same_object(limit, given, around, similarity)
    if asked.change:
        return shared > 0
    if dimension in TELLING and asked.metrics <= measured_in(dimension):
        alien = given.metrics - measured_in(dimension)
        return not alien and (dimension in SOLE or not limit.words or shared > 0)
    if asked.metrics and dimension in _NAMELESS:
        return False
    if asked.quantity.per and asked.quantity.unit == given.quantity.unit:
        # one counter and one period, and something in common with what is done
        if not limit.words:
            return _WORKS.search(given.words) is not None
        return shared > 0 or any(char in given.words for word in limit.words for char in word)
    return shared >= (0.5 if dimension in _BROAD else 0.34)


def _same_object(limit: Limit, given: Figure, around: str, similarity: float) -> bool:
    """Whether what is measured agrees: said beside the figure, or elsewhere with no other there."""
    near = given.words.lower()
    if not limit.objects or similarity >= RELATED or any(_stands(w, near) for w in limit.objects):
        return True
    elsewhere = any(_stands(word, around) for word in limit.objects)
    alone = len(near) < 2 or given.inherited
    return alone and (elsewhere or similarity >= NEAR)


def _shared(limit: Limit, figure: Figure) -> float:
    """Share of the limit's own words that stand near the offer's figure."""
    if not limit.words:
        return 0.0
    near = figure.words.lower()
    return sum(_stands(word, near) for word in limit.words) / len(limit.words)


def _stands(word: str, text: str) -> bool:
    if stands(word, text):
        return True
    return (
        len(word) >= 2
        and not word.isascii()
        and any(word[i : i + 2] in text for i in range(len(word) - 1) if len(word) >= 3)
    )


_UNDER = re.compile(r"[没未](?:有|能)?(?:到|达到?)")  # 没到 80 瓦: under it


def outcome_of(limit: Limit, figure: Figure, statement: Statement) -> Standing | None:
    """What a figure that measures what the limit limits says of it; None for a mere goal."""
    low, high = offered(limit, figure)
    kept = keeps(limit, low, high, figure.quantity.comparator)
    if kept is None:
        return Standing.SOME
    if statement.unreached and not (limit.better is Better.LOWER and _UNDER.search(statement.text)):
        return Standing.NOT
    if not kept:
        return Standing.NOT
    if statement.planned or figure.quantity.role is Role.PLANNED:
        return None  # a goal is no result
    return Standing.SOME if statement.limited else Standing.MET
