"""What a reader sees of a text: invisible code points removed, full-width forms made plain.

Every rule of the matcher reads folded text, and answers in offsets of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Default-ignorable format characters: they change nothing a person sees.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)

# Full-width letters, digits and the signs that occur inside figures. Sentence punctuation stays.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_PLAIN |= {
    ord(wide): ord(plain)
    for wide, plain in zip("％＋－．～／＜＞＝＆￥", "%+-.~/<>=&¥", strict=True)
}
_PLAIN |= {
    ord(form): ord(plain)
    for form, plain in zip("−–﹣〜∼～≧≦⩾⩽µ\u3000\u00a0", "---~~~≥≤≥≤μ  ", strict=True)
}
_WIDE = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
# Upper-case Latin letters only: the full Unicode lower-casing can change a text's length.
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its code points stands in the source.

    `offsets` is None when nothing was removed, so that positions are the same.
    """

    text: str
    source: str
    offsets: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the folded slice [start, end), which must not be empty.

        Invisible code points directly after the slice belong to it, so that neighbouring slices
        stay neighbours in the source.
        """
        if self.offsets is None:
            return start, end
        last = self.offsets[end] if end < len(self.offsets) else len(self.source)
        return self.offsets[start], last


def fold(text: str) -> Folded:
    """Fold a text for reading; case is kept."""
    hidden = [match.span() for match in INVISIBLE.finditer(text)]
    if not hidden:
        return Folded(_plain(text), text, None)
    offsets: list[int] = []
    seen = 0
    for start, end in hidden:
        offsets.extend(range(seen, start))
        seen = end
    offsets.extend(range(seen, len(text)))
    return Folded(_plain(INVISIBLE.sub("", text)), text, offsets)


def _plain(text: str) -> str:
    return text.translate(_PLAIN) if _WIDE.search(text) else text


def lower(text: str) -> str:
    """Lower-case a text, keeping every position."""
    lowered = text.lower()  # never shortens a character, so equal length means equal positions
    return lowered if len(lowered) == len(text) else text.translate(_LOWER)
