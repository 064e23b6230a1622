"""What stands on a page and is none of the text: page numbers, running heads, stamps of signatures, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from documents.model import Finding
from documents.reading.pdf.letters import Sheet, Word
from documents.reading.pdf.rows import Row, text_of
from documents.text import Line

_EDGE_ROWS = 3
_SAME_PLACE = 3.0
_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*(\d{1,3})\s*[-–—]|(\d{1,3})(?:\s*/\s*\d{1,3})?|(?:Trang|Page)\s*:?\s*(\d{1,3})(?:\s*(?:/|of|trên)\s*\d{1,3})?)$",
    re.IGNORECASE,
)
# What a browser prints around a page: the time and the title above it, its address below.
_BROWSER = re.compile(
    r"^(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}|\d{1,2}:\d{2},? \d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
    r"|(?:https?|file)://\S)"
)
_NEVER_RUNNING = re.compile(
    r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do|^(?:phụ lục|biểu|mẫu|phần)\b",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^(?:Người ký|Được ký bởi|Ký bởi|Ký số bởi|Thời gian ký|Ngày ký|Giờ ký|Signature (?:Not Verified|Valid)|"
    r"Digitally signed|Signed by|Signing time)\b"
    r"|^(?:Thời gian:?\s*)?\d{1,4}[-./]\d\d[-./]\d{2,4}[T ]\s?\d\d:\d\d(?::\d\d)?(?:\s?(?:[+-]\d\d:?\d\d|Z))?$",
    re.IGNORECASE,
)
_BESIDE_STAMP = re.compile(
    r"^(?:E-?mail|Thư điện tử|Cơ quan|Tổ chức|Đơn vị|Chức vụ|Chức danh|Số (?:chứng thư|sê-?ri)|Lý do|Vị trí|Date|Reason"
    r"|Location|DN|CN|O|OU)\s*[:=]",
    re.IGNORECASE,
)
_STEP = 2.0  # in sizes, between two lines of one stamp
_SMALLER = 1.0  # points a stamp or a running head is smaller than the text
_PARTED = 1.9  # in sizes, from a running head to the text


@dataclass(slots=True)
class Furniture:
    """What was taken out of the rows of all pages."""

    page_numbers: list[Line] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    body_size: float = 0.0


def watermark_findings(sheets: list[Sheet]) -> list[Finding]:
    """Words that run askew, told once for all pages."""
    said = {
        _as_written(sheet.askew): sheet.askew[0].line for sheet in reversed(sheets) if sheet.askew
    }
    return [
        Finding(
            "layout.watermark",
            f"Chữ in nghiêng hoặc in chìm trên trang “{words[:80]}” được bỏ qua.",
            line,
            "info",
        )
        for words, line in said.items()
    ]


def _as_written(words: list[Word]) -> str:
    told = "".join((" " if word.spaced else "") + word.text for word in words)
    return told.strip()


def without_furniture(
    pages: list[list[Row]], body_size: float
) -> tuple[list[list[Row]], Furniture]:
    """The rows of each page without stamps, running heads and page numbers."""
    taken = Furniture(body_size=body_size)
    pages = [_without_stamps(rows, body_size, taken) for rows in pages]
    running = _running(pages)
    return [_without_edges(rows, running, taken) for rows in pages], taken


# Page numbers and running heads


def _edges(rows: list[Row]) -> Iterable[tuple[str, Row]]:
    yield from (("top", row) for row in rows[:_EDGE_ROWS])
    yield from (("bottom", row) for row in reversed(rows[_EDGE_ROWS:][-_EDGE_ROWS:]))


def _keys(side: str, row: Row) -> set[tuple[str, str, int]]:
    """The row in all ways it may repeat: its first two numbers as they are, or counting with the pages."""
    pieces = re.split(r"(\d+)", row.text, maxsplit=2)
    forms = [""]
    for piece in pieces:
        said = {piece, f"#{int(piece) - row.page}"} if piece.isdigit() else {piece}
        forms = [form + each for form in forms for each in said]
    return {(side, form, round(row.y / _SAME_PLACE)) for form in forms}


def _running(pages: list[list[Row]]) -> set[tuple[str, str, int]]:
    """What stands at the same edge of at least two pages and of half of them."""
    counted: Counter = Counter()
    for rows in pages:
        counted.update(set().union(*(_keys(*edge) for edge in _edges(rows))))
    least = max(2, len(pages) / 2)
    return {
        key
        for key, count in counted.items()
        if count >= least and not _NEVER_RUNNING.search(key[1])
    }


def _without_edges(rows: list[Row], running, taken: Furniture) -> list[Row]:
    top = _take(rows, "top", running, taken)
    bottom = _take(rows[top:][::-1], "bottom", running, taken)
    return rows[top : len(rows) - bottom]


def _take(rows: list[Row], side: str, running, taken: Furniture) -> int:
    """How many rows from the edge inwards belong to the edge; each is told."""
    for at, row in enumerate(rows):
        if _PAGE_NUMBER.match(row.text) and not row.text.startswith("0"):
            taken.page_numbers.append(Line(row.number, row.text, row.text))
        elif _runs(rows[at : at + 3], at, _keys(side, row) & running, taken):
            _tell_running(row, taken)
        else:
            return at
    return len(rows)


def _runs(rows: list[Row], at: int, repeated: set, taken: Furniture) -> bool:
    by_browser = rows[0].size <= taken.body_size - _SMALLER and _BROWSER.match(rows[0].text)
    return bool(by_browser) or (at < _EDGE_ROWS and bool(repeated) and _is_apart(rows, taken))


def _is_apart(rows: list[Row], taken: Furniture) -> bool:
    """Whether the first of these rows, from the edge inwards, is smaller than the text or parted from it."""
    row, *inner = rows
    if row.size <= taken.body_size - _SMALLER or not inner:
        return True
    return any(abs(each.y - before.y) > _PARTED * row.size for before, each in pairwise(rows))


def _tell_running(row: Row, taken: Furniture) -> None:
    words = re.sub(r"\d+", "#", row.text)
    if words not in taken.told:
        taken.told.add(words)
        taken.findings.append(
            Finding(
                "layout.running_text",
                f"Dòng “{row.text[:80]}” in ở mép các trang, ngoài văn bản, được bỏ qua.",
                row.number,
                "info",
            )
        )


# Stamps of digital signatures


def _without_stamps(rows: list[Row], body_size: float, taken: Furniture) -> list[Row]:
    segments = [segment for row in rows for segment in _segments(row)]
    stamped = [segment for segment in segments if _STAMP.match(segment.text)]
    for stamp in stamped:
        stamped += [
            each for each in segments if each not in stamped and _belongs(each, stamp, body_size)
        ]
    gone = {id(word) for stamp in stamped for word in stamp.words}
    taken.findings += [_stamp_finding(stamp) for stamp in sorted(stamped, key=lambda each: each.y)]
    if not gone:
        return rows
    kept = (row.kept(lambda word: id(word) not in gone) for row in rows)
    return [row for row in kept if row]


def _segments(row: Row) -> list[Row]:
    """The row cut where a wide gap is, or where the size changes."""
    cut: list[Row] = []
    for word in row.words:
        last = cut[-1].words[-1] if cut else None
        if last and word.left - last.right < word.size and abs(last.size - word.size) < 1.5:
            cut[-1].words.append(word)
        else:
            cut.append(Row([word], row.page))
    return cut


def _belongs(each: Row, stamp: Row, body_size: float) -> bool:
    near = abs(each.y - stamp.y) < _STEP * stamp.size and abs(each.size - stamp.size) < 0.6
    aligned = abs(each.left - stamp.left) < 4
    small = stamp.size <= body_size - _SMALLER
    return near and ((aligned and small) or bool(_BESIDE_STAMP.match(each.text)))


def _stamp_finding(stamp: Row) -> Finding:
    return Finding(
        "form.stamp",
        f"Dòng dấu thời gian ký số “{text_of(stamp.words)[:80]}” được bỏ qua.",
        stamp.number,
        "info",
    )
