"""Numbers as people write them: 1,200, 1.5万, 零点八, 两千八百, 九成五, 半, 七八十, 十几."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_SCALES = {**_PLACES, **_MYRIADS, "k": 1_000, "K": 1_000}

ARABIC = r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = (
    r"[零〇一二两三四五六七八九十百千万亿几]+(?:点[零〇一二两三四五六七八九几]+[十百千万亿]*)?|半"
)
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
ENGLISH = rf"(?<![A-Za-z-])(?:{'|'.join(_WORDS)})(?![A-Za-z])"
_PLAIN_ARABIC = re.compile(r"(\d+(?:\.\d+)?)([十百千万亿kK]*)")
_PAIR = re.compile(r"(?<![点.])([一二两三四五六七八九])([二两三四五六七八九])")


def number(text: str) -> float | None:
    """The value of a numeral, or None when the characters form none ("万一", "千").

    Of a numeral that names a range (七八十) it is the upper end.
    """
    ends = span(text)
    return None if ends is None else ends[1]


def span(text: str) -> tuple[float, float] | None:
    """Both ends of what a numeral names: 七八十 is 70 to 80, 两千三四百 2300 to 2400, 十几 11 to 19."""
    text = text.replace(",", "").strip()
    arabic = _PLAIN_ARABIC.fullmatch(text)
    if arabic is not None:
        value = float(arabic.group(1))
        for scale in arabic.group(2):
            value *= _SCALES[scale]
        return value, value
    if text.lower() in _WORDS:
        value = float(_WORDS[text.lower()])
        return value, value
    if text == "几":
        return 2.0, 9.0
    low, high = _ends(text)
    first, last = _single(low), _single(high)
    return None if first is None or last is None else (first, last)


def _ends(text: str) -> tuple[str, str]:
    """The numerals of the lower and of the upper end; twice the same where there is no range."""
    if "几" in text:
        several = "一" if text[0] != "几" else "二"
        return text.replace("几", several), text.replace("几", "九")
    pair = _PAIR.search(text)
    digits = {_DIGITS.get(char, 10) for char in text}
    if pair is None or (len(text) > 2 and max(digits) < 10):  # 二〇一四: read digit by digit
        return text, text
    first, last = _DIGITS[pair.group(1)], _DIGITS[pair.group(2)]
    if last - first != 1 and pair.group() not in ("三五",):
        return text, text
    return (
        text[: pair.start()] + pair.group(1) + text[pair.end() :],
        text[: pair.start()] + pair.group(2) + text[pair.end() :],
    )


def _single(text: str) -> float | None:
    if text == "半":
        return 0.5
    whole, point, rest = text.partition("点")
    integer = _chinese_integer(whole)
    if integer is None or not point:
        return None if integer is None else float(integer)
    decimals = rest.rstrip("十百千万亿")  # 一点三亿
    if not decimals or any(char not in _DIGITS for char in decimals):
        return None
    value = float(f"{integer}." + "".join(str(_DIGITS[char]) for char in decimals))
    for scale in rest[len(decimals) :]:
        value *= _SCALES[scale]
    return value


def _chinese_integer(text: str) -> int | None:
    if not text or len(text) > 18:
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):  # 二〇一四: read digit by digit
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = 0
    digit: int | None = None
    place = 0  # the place named directly before a digit
    for index, char in enumerate(text):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            place = _SCALES.get(text[index - 1], 0) if index else 0
        elif char in _PLACES:
            if digit is None and not (char == "十" and (index == 0 or text[index - 1] in "万亿")):
                return None
            section += (digit or 1) * _PLACES[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None
            total = (total + section) * _MYRIADS[char]
            section, digit = 0, None
    if digit and place > 10:  # 一万二, 三千五: the last digit counts the next lower place
        digit *= place // 10
    return total + section + (digit or 0)
