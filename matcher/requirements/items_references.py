"""What a text says of its items by their place: "the last two are a gift", "(brackets: optional)".

Such a sentence overrides how each item is worded, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from matcher.requirements.items_cues import cues_in
from matcher.requirements.items_model import Label
from matcher.requirements.items_pieces import Piece, Seam

_NUMBERS = {word: k for k, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_N = r"([一二两三四五六七八九十]|\d{1,2})"
_KIND = r"(?:条|样|项|点|款|个)"
_AFTER = r"(?=[，。；：、]|都|均|是|为|算|属|有|缺|少|必|要|不|可|没|全|列|就|也|由|里|中|作|做|得|能|写|供|一|$)"
_FIRST = re.compile(rf"(?:前面?的?|头){_N}{_KIND}{_AFTER}")
_LAST = re.compile(rf"(?:最后|后面?的?|末尾?|末了){_N}{_KIND}{_AFTER}")
_NTH = re.compile(rf"第{_N}(?:条|样|项|点|款){_AFTER}?")
_FINAL = re.compile(r"最后[这那]?一(?:条|样|项|点|款|个)")
_ALL = re.compile(rf"(?:以上|上述|上面|前面|前述)(?:[这那])?{_N}?{_KIND}{_AFTER}")
_REST = re.compile(
    r"(?:其余|其他|别的|剩下|前头|前面|后面|后头)的?(?:[几各]?(?:条|样|项|点|款|个))?(?=[^，。；、]{1,10})"
)
_AHEAD = re.compile(r"以下|下列|下面|如下")
_BRACKETS = re.compile(r"括[号弧](?:内|里|中)?的?")
_MOST = 12  # references read in one text
_OPENING = 8  # characters before a reference at the start of its piece


def settle(text: str, pieces: Sequence[Piece], labels: Sequence[Label]) -> list[Label]:
    """The labels, changed where the text speaks of items by their place."""
    made = list(labels)
    met = 0
    for index, piece in enumerate(pieces):
        body = text[piece.start : piece.end]
        if piece.seam is not Seam.BRACKET and _BRACKETS.search(body) and met < _MOST:
            met += 1
            _settle_brackets(text, pieces, made, index)
        if _place(body, 9) is not None and met < _MOST:
            met += 1
            _settle_places(text, pieces, made, index)
    return made


def _settle_brackets(text: str, pieces: Sequence[Piece], labels: list[Label], index: int) -> None:
    """What stands in brackets is as the text says of brackets."""
    said = _said(text[pieces[index].start : pieces[index].end])
    if said is None:
        return
    for k in range(index + 1, len(pieces)):
        inner = text[pieces[k].start - 1] in "（(" and pieces[k].seam is Seam.BRACKET
        if inner and pieces[k].end - pieces[k].start >= 3:
            labels[k] = said


def _settle_places(text: str, pieces: Sequence[Piece], labels: list[Label], index: int) -> None:
    """Every reference of one sentence, with what is said up to the next reference."""
    body = text[pieces[index].start : pieces[index].end]
    items = _listed(text, pieces, labels, index)
    meant = _place(body, len(items))
    said = _said(body) or _said(_comment(text, pieces, index))
    if not items or meant is None or said is None:
        return
    for k in meant:
        if k < len(items):
            labels[items[k]] = said
    for k in range(index, len(pieces)):
        if pieces[k].sentence == pieces[index].sentence and k not in items:
            own = k == index or _place(text[pieces[k].start : pieces[k].end], 9) is None
            if own and pieces[k].seam is not Seam.COLON and not _ahead(text, pieces, index, k):
                labels[k] = Label.NONE


def _ahead(text: str, pieces: Sequence[Piece], index: int, k: int) -> bool:
    """Whether a piece may be an item of its own although a reference stands before it."""
    return k > index and not cues_in(text[pieces[k].start : pieces[k].end])


def _listed(text: str, pieces: Sequence[Piece], labels: Sequence[Label], index: int) -> list[int]:
    """The items of the list that a reference is about: the next sentence part, or the last."""
    items = [k for k, name in enumerate(labels) if name in (Label.MUST, Label.WISH)]
    here = pieces[index].sentence
    sentence = [k for k in items if pieces[k].sentence == here and pieces[k].seam]
    announced = any(p.leads and p.sentence == here and k >= index for k, p in enumerate(pieces))
    ahead = [k for k in sentence if k > index and pieces[k].lead is not None]
    if announced or _AHEAD.search(text[pieces[index].start : pieces[index].end]):
        return ahead or [k for k in items if k > index and pieces[k].sentence == here + 1]
    before = [k for k in items if k < index]
    for number in range(here, -1, -1):
        found = [k for k in before if pieces[k].sentence == number]
        if len(found) >= 2:
            return found
    return before


def _place(body: str, count: int) -> list[int] | None:
    """Which of `count` items a piece speaks of, None when it speaks of none by place."""
    if (match := _FIRST.search(body)) and match.start() <= _OPENING:
        return list(range(min(_number(match.group(1)), count)))
    if (match := _LAST.search(body)) and match.start() <= _OPENING:
        return list(range(max(0, count - _number(match.group(1))), count))
    if (match := _FINAL.search(body)) and match.start() <= _OPENING:
        return [count - 1] if count else []
    if (match := _NTH.search(body)) and match.start() <= 3 and len(body) > match.end():
        return [_number(match.group(1)) - 1]
    if (match := _ALL.search(body)) and match.start() <= 2:
        return list(range(count))
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _comment(text: str, pieces: Sequence[Piece], index: int) -> str:
    """The reference's piece and what follows it, up to the next reference or its sentence's end."""
    end = pieces[index].end
    for piece in pieces[index + 1 : index + 12]:
        body = text[piece.start : piece.end]
        other = _place(body, 9) is not None or _REST.match(body)
        if piece.sentence != pieces[index].sentence or other or piece.seam is Seam.COLON:
            break
        end = piece.end
    return text[pieces[index].start : end]


def _said(comment: str) -> Label | None:
    cues = cues_in(comment)
    if "open" in cues or "later" in cues:
        return Label.WISH
    return Label.MUST if "firm" in cues else None
