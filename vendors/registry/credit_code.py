"""The unified social credit code (统一社会信用代码) of GB 32100-2015."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def check_character(body: str) -> str:
    """The 18th character for the first 17.

    GB 32100-2015, clause 4: C18 = 31 − MOD(Σ Ci × Wi, 31), with 31 standing for 0.
    Raises ValueError for a character outside the alphabet.
    """
    total = sum(ALPHABET.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def normalise(text: str) -> str:
    """Upper-case, without the spaces and hyphens people type; full-width forms become ASCII."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text)
    return narrow.upper().replace(" ", "").replace("-", "")


def is_valid(code: str) -> bool:
    """Whether `code` has 18 characters of the alphabet and a right check character."""
    if len(code) != 18 or any(c not in ALPHABET for c in code):
        return False
    return check_character(code[:17]) == code[17]
