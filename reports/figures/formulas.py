"""Formulas between figures: "[files-in-time] / [files] * 100". Read by a small parser; nothing is ever executed.

A figure that is missing, or "không có số liệu", makes the result missing too, and so does a division by zero.
Reckoning is exact (fractions) until the very end, so that a third of nine is three.
"""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

LONGEST = 300
# What a row of figures can hold.
MOST = 10**14
CENT = Decimal("0.01")
TOKEN = re.compile(
    r"\s*(?:\[(?P<code>[^\[\]]*)\]|(?P<number>\d+(?:,\d+)?)|(?P<sign>[-+*/()−–×÷:]))"  # noqa: RUF001
)
RANKS = {"+": 1, "-": 1, "*": 2, "/": 2}
# Formulas made of formulas may multiply a figure by itself without end; what has more binary digits is no figure.
MOST_DIGITS = 4096
SAME = {"−": "-", "–": "-", "×": "*", "÷": "/", ":": "/"}  # noqa: RUF001


class FormulaError(ValueError):
    """The formula cannot be read. The message is a Vietnamese sentence."""


class Ref(NamedTuple):
    code: str


class Negative(NamedTuple):
    of: object


class Pair(NamedTuple):
    sign: str
    left: object
    right: object


@lru_cache(maxsize=1024)
def parse(text):
    """The formula as a tree of Ref, Fraction, Negative and Pair. Raises FormulaError with a sentence."""
    if len(text) > LONGEST:
        raise FormulaError(f"Công thức dài quá {LONGEST} chữ. Hãy tách thành hai chỉ tiêu.")
    tokens = _tokens(text)
    if not tokens:
        raise FormulaError("Công thức còn trống.")
    tree, rest = _sum(tokens, 0)
    if rest < len(tokens):
        raise FormulaError(f"Công thức thừa “{tokens[rest].words}”. Hãy kiểm tra các dấu ngoặc.")
    return tree


class _Token(NamedTuple):
    kind: str
    words: str


def _tokens(text):
    text, at, found = text.strip(), 0, []
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise FormulaError(_not_understood(text[at:].split()[0]))
        kind = match.lastgroup
        words = match[kind].strip()
        found.append(_Token(kind, SAME.get(words, words)))
        at = match.end()
    return found


def _not_understood(words):
    if words[0] in ".,":
        return "Trong công thức viết số như 1000 hoặc 0,5: không ngăn hàng nghìn, phần thập phân sau dấu phẩy."
    return (
        f"Không hiểu “{words[:30]}” trong công thức. Chỉ tiêu viết bằng mã trong ngoặc vuông, "
        "ví dụ [ho-so-dung-han] / [ho-so] * 100."
    )


def _sum(tokens, at, least=1):
    """The formula from `at` on, as far as its signs bind at least so strongly. Two calls for a bracket, so that as many
    brackets as a formula has room for can be read."""
    left, at = _single(tokens, at)
    while at < len(tokens) and (rank := _rank(tokens[at])) >= least:
        right, after = _sum(tokens, at + 1, rank + 1)
        left, at = Pair(tokens[at].words, left, right), after
    return left, at


def _rank(token):
    return RANKS.get(token.words, 0) if token.kind == "sign" else 0


def _single(tokens, at):
    if at >= len(tokens):
        raise FormulaError("Công thức bị thiếu ở cuối.")
    kind, words = tokens[at]
    if kind == "code":
        if not words:
            raise FormulaError("Trong ngoặc vuông chưa có mã chỉ tiêu.")
        return Ref(words), at + 1
    if kind == "number":
        return Fraction(words.replace(",", ".")), at + 1
    if words == "-":
        inner, after = _single(tokens, at + 1)
        return Negative(inner), after
    if words == "(":
        inner, after = _sum(tokens, at + 1)
        if after >= len(tokens) or tokens[after].words != ")":
            raise FormulaError("Thiếu dấu đóng ngoặc “)”.")
        return inner, after + 1
    raise FormulaError(f"Dấu “{words}” đứng chưa đúng chỗ trong công thức.")


def codes_in(text):
    """The codes a formula names, in order, each once. Raises FormulaError."""
    return list(dict.fromkeys(_codes(parse(text))))


def _codes(tree):
    if isinstance(tree, Ref):
        yield tree.code
    elif isinstance(tree, Negative):
        yield from _codes(tree.of)
    elif isinstance(tree, Pair):
        yield from _codes(tree.left)
        yield from _codes(tree.right)


def value_of(text, figures: Mapping[str, Decimal | None]):
    """What the formula gives, exactly (a Fraction), or None where a figure it needs is missing."""
    return _value(parse(text), figures)


def _value(tree, figures):
    if isinstance(tree, Ref):
        figure = figures.get(tree.code)
        return None if figure is None else Fraction(figure)
    if isinstance(tree, Negative):
        inner = _value(tree.of, figures)
        return None if inner is None else -inner
    if isinstance(tree, Pair):
        return _paired(tree.sign, _value(tree.left, figures), _value(tree.right, figures))
    return tree


def _paired(sign, left, right):
    if left is None or right is None:
        return None
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    return left / right if right else None


def rounded(exact):
    """A Fraction as a figure is kept, two decimals; None for None and for what no row could hold."""
    if exact is None or abs(exact) >= MOST:
        return None
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return number.quantize(CENT, ROUND_HALF_UP)


def worked_out(formulas: Mapping[str, str], figures: Mapping[str, Decimal | None]):
    """{code: Decimal or None} of every formula (code → text), from the figures and from each other.

    What cannot be read or runs in a circle is None: a set is checked when it is written, see `faults`.
    """
    exact = {code: figure for code, figure in figures.items() if code not in formulas}
    for code in _in_order(formulas):
        exact[code] = _within_reason(value_of(formulas[code], exact))
    return {code: rounded(exact.get(code)) for code in formulas}


def _within_reason(exact):
    if exact is None:
        return None
    digits = max(exact.numerator.bit_length(), exact.denominator.bit_length())
    return exact if digits <= MOST_DIGITS else None


def _in_order(formulas):
    """The codes of formulas, each after those it needs; without those that never can be."""
    needs = {code: _needed(text) for code, text in formulas.items()}
    waiting = {code: found & formulas.keys() for code, found in needs.items() if found is not None}
    ready = []
    while free := [code for code, needed in waiting.items() if needed <= set(ready)]:
        ready += free
        for code in free:
            del waiting[code]
    return ready


def _needed(text):
    try:
        return set(codes_in(text))
    except FormulaError:
        return None


def faults(formulas: Mapping[str, str], known):
    """Sentences on what is wrong with the formulas of a set; `known` are all its codes."""
    return [*_single_faults(formulas, known), *_circles(formulas)]


def _single_faults(formulas, known):
    for code, text in formulas.items():
        try:
            named = codes_in(text)
        except FormulaError as fault:
            yield f"Chỉ tiêu “{code}”: {fault}"
            continue
        for unknown in (each for each in named if each not in known):
            yield f"Chỉ tiêu “{code}”: bộ chỉ tiêu không có mã “{unknown}”."


def _circles(formulas):
    # A formula that cannot be read is told above; it closes no circle.
    needs = {code: found for code, text in formulas.items() if (found := _needed(text)) is not None}
    told = set()
    for start in needs:
        path = _circle_from(start, needs)
        if path and not told & set(path):
            told |= set(path)
            way = " → ".join(f"“{code}”" for code in [*path, path[0]])
            yield f"Công thức chạy vòng: {way}. Mỗi chỉ tiêu chỉ được tính từ chỉ tiêu đứng ngoài vòng."


def _circle_from(start, needs):
    """The way from a code back to itself, or None."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for code in sorted(needs.get(way[-1], ())):
            if code == start:
                return way
            if code not in seen:
                seen.add(code)
                ways.append([*way, code])
    return None
