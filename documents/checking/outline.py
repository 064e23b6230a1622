"""F06, F07: the numbers of the outline (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.assignees import find_assignees
from documents.checking.passages import Place, Subject
from documents.kinds import PLAN, section_kind
from documents.model import Correction, Finding, Item, plain
from documents.numbering import POINTS, roman_value
from documents.wording import roman

_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")
_MOST_NAMED = 5
_ORDERS = re.compile(r"giao (?:việc|nhiệm vụ)", re.IGNORECASE)


def outline_findings(subject: Subject) -> Iterator[Finding]:
    """Numbers that are missing, doubled, out of order or no letter of the Vietnamese alphabet."""
    document = subject.document
    yield from _below(document.items, ("items",))
    for at, appendix in enumerate(document.appendices):
        yield from _below(appendix.items, ("appendices", at, "items"))
    if document.kind == PLAN and document.items:
        yield from _no_implementation(document.items)


def _no_implementation(items: tuple[Item, ...]) -> Iterator[Finding]:
    headings = [plain(each.heading) for item in items for each in (item, *item.children)]
    orders = any(
        section_kind(each) == "implementation" or _ORDERS.search(each) for each in headings
    )
    if not orders and not find_assignees(items):
        yield Finding(
            "section.no_implementation",
            "Không thấy mục “Tổ chức thực hiện”; hãy kiểm tra xem nhiệm vụ đã giao cho ai.",
        )


def _below(items: tuple[Item, ...], place: Place, path: str = "") -> Iterator[Finding]:
    where = f" của mục {path}" if path else ""
    correction = _numbered_anew(items, place)
    yield from _in_list(items, where, place, correction)
    for at, item in enumerate(items):
        numbered = item.marker not in ("", "-", "+", "*")
        below = f"{path}.{item.marker}".lstrip(".") if numbered else path
        yield from _below(item.children, (*place, at), below)


def _in_list(items, where: str, place: Place, correction: Correction | None) -> Iterator[Finding]:
    last: dict[str, int] = {}
    for at, item in enumerate(items):
        shape = _shape(item)
        if not shape:
            continue
        if shape == "point" and item.marker not in POINTS:
            told = (
                "numbering.letter",
                f"Điểm “{item.label}”{where} dùng chữ không có trong bảng chữ cái tiếng Việt; sau “e)” là “g)”.",
            )
            yield _finding(*told, item, (*place, at), correction, "F07")
            last[shape] = last.get(shape, 0) + 1
            continue
        if told := _step(item, shape, last.get(shape, 0), where):
            yield _finding(*told, item, (*place, at), correction, "F06")
        last[shape] = _ordinal(item)


def _finding(code, message, item: Item, place, correction, rule) -> Finding:
    line = item.source.first if item.source else None
    return Finding(
        code, message, line, rule=rule, place=place, correction=correction, hit=item.label
    )


def _step(item: Item, shape: str, last: int, where: str) -> tuple[str, str] | None:
    ordinal = _ordinal(item)
    if ordinal == last + 1:
        return None
    if ordinal == last:
        code, told = "numbering.duplicate", f"Số “{item.label}”{where} bị lặp"
    elif ordinal > last:
        missing = _named(item, shape, last + 1, ordinal - 1)
        code, told = "numbering.gap", f"Thiếu {missing} trước “{item.label}”{where}"
    else:
        code, told = "numbering.order", f"Số “{item.label}”{where} không theo thứ tự"
    return code, f"{told}; số được giữ như bản gốc, hãy đánh số lại nếu cần."


def _named(item: Item, shape: str, first: int, last: int) -> str:
    label = "{})" if shape == "point" else "{}"
    numbers = range(first, last + 1)
    between = ", "
    if len(numbers) > _MOST_NAMED:
        numbers, between = (first, last), " đến "
    names = (label.format(_written(shape, number, item.marker)) for number in numbers)
    return between.join(f"“{name}”" for name in names)


def _written(shape: str, number: int, like: str) -> str:
    """The marker of this ordinal, in the manner of another one: "1.3" like "1.1"."""
    if shape == "section":
        return roman(number)
    if shape == "letter":
        return chr(ord("A") + number - 1)
    if shape == "point":
        return POINTS[number - 1]
    above = like.rpartition(".")[0]
    return f"{above}.{number}" if above else str(number)


def _numbered_anew(items: tuple[Item, ...], place: Place) -> Correction | None:
    """One correction that counts a list anew, where its markers are of one manner and leave no doubt."""
    printed = [item.marker for item in items if item.marker]
    shapes = {shape for item in items if (shape := _shape(item))}
    above = {
        item.marker.rpartition(".")[0] for item in items if item.marker and _shape(item) == "number"
    }
    if len(shapes) != 1 or len(above) > 1 or any(" " in marker for marker in printed):
        return None
    [shape] = shapes
    count = 0
    new = []
    for item in items:
        if not item.marker:
            continue
        count += bool(_shape(item))
        new.append(_written(shape, count, item.marker) if _shape(item) else item.marker)
        if shape in ("point", "letter") and count >= len(POINTS):
            return None
    return Correction((*place, "numbers"), " ".join(printed), " ".join(new))


def _shape(item: Item) -> str:
    if _NUMBER.fullmatch(item.marker):
        return "number"
    if roman_value(item.marker):
        return "section"
    if len(item.marker) == 1 and item.marker.isalpha():
        return "letter" if item.marker.isupper() else "point"
    return ""


def _ordinal(item: Item) -> int:
    shape = _shape(item)
    if shape == "number":
        return int(item.marker.rpartition(".")[2])
    if shape == "section":
        return roman_value(item.marker)
    return ord(item.marker) - ord("A") + 1 if shape == "letter" else POINTS.find(item.marker) + 1
