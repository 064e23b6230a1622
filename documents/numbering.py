"""Numbers of an outline as values: Roman numerals and the letters of điểm (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6)."""

from __future__ import annotations

import re

POINTS = "abcdđeghiklmnopqrstuvxy"  # điểm: the Vietnamese alphabet, no f, j, w, z


def roman_value(marker: str) -> int:
    """1 for "I" to 39 for "XXXIX"; 0 for letters that are no number."""
    match = re.fullmatch(r"(X{0,3})(IX|IV|V?I{0,3})", marker)
    if not match:
        return 0
    ones = {"IX": 9, "IV": 4}.get(match[2])
    return 10 * len(match[1]) + (
        5 * match[2].count("V") + match[2].count("I") if ones is None else ones
    )
