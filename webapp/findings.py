"""What people should look at in a profile or a scenario before they decide, with the literal words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.folding import INVISIBLE
from matcher.tampering import Tampering, find
from matcher.types import Field
from scenarios import documents as scenario_documents
from scenarios.models import Scenario
from scenarios.operations import draft_of as scenario_draft
from vendors import documents as vendor_documents
from vendors.models import Vendor
from vendors.operations import draft_of as vendor_draft
from webapp.i18n import mark, say

LONGEST = 160  # code points shown of one finding
MOST = 20  # findings shown of one record

_KINDS = {
    Tampering.INVISIBLE: mark("字里夹有看不见的字符，匹配时已去掉"),
    Tampering.INSTRUCTION: mark("对机器或评审说的话，匹配时没有读"),
    Tampering.STUFFING: mark("同一个词反复堆砌，匹配时只算一次"),
    Tampering.HIDDEN: mark("用网页代码藏起来的文字，匹配时没有读"),
}
_PLACES = {
    "name": mark("企业名称"),
    "description": mark("简介或描述"),
    "capabilities": mark("能力"),
    "cases": mark("案例"),
    "credentials": mark("资质"),
    "industries": mark("适用行业"),
    "title": mark("场景名称"),
    "pain": mark("现状与痛点"),
    "requirements": mark("需求条目"),
    "data": mark("数据条件"),
    "site": mark("现场与安全条件"),
    "industry": mark("所属行业"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as a page shows it: what it is, where it stands, and its words."""

    kind: str
    place: str
    words: str


def of_vendor(vendor: Vendor) -> list[Shown]:
    """What was found in a vendor's profile and name."""
    document = vendor_documents.document(str(vendor.id), vendor_draft(vendor))
    texts = [("name", vendor.organisation.name)]
    texts += [(f"cases[{row}]", case.customer) for row, case in enumerate(vendor.cases)]
    return _shown([*texts, *_texts(document.fields)])


def of_scenario(scenario: Scenario) -> list[Shown]:
    """What was found in a scenario."""
    document = scenario_documents.document(str(scenario.id), scenario_draft(scenario))
    return _shown(_texts(document.fields))


def _texts(fields: Iterable[Field]) -> list[tuple[str, str]]:
    return [(one.path, one.text) for one in fields]


def _shown(texts: Iterable[tuple[str, str]]) -> list[Shown]:
    found = [
        Shown(
            say(_KINDS[one.code]),
            say(_PLACES[path.split("[")[0].split(".")[0]]),
            _made_visible(one.text),
        )
        for path, text in texts
        for one in find(text)
    ]
    return list(dict.fromkeys(found))[:MOST]


def _made_visible(text: str) -> str:
    """The words, with the number of every character that nobody sees."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return INVISIBLE.sub(
        lambda match: "".join(f"⟨U+{ord(char):04X}⟩" for char in match.group()), shown
    )
