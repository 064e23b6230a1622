"""The two columns above the title and the two at the end of a document, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from documents.reading.foot import AUTHORITY, is_name
from documents.reading.head import type_of
from documents.reading.pdf.rows import Row, text_of

_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do", re.IGNORECASE)
_ADDRESSED = re.compile(r"^Kính gửi\b", re.IGNORECASE)
_ABOUT = re.compile(r"^V/v\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"(?:^|\s)Nơi\s+nhận\s*:?(?:\s|$)", re.IGNORECASE)
_APPENDIX = re.compile(r"^(?:PHỤ LỤC|Phụ lục)\b")
_HEAD_ROWS = 16
_NARROWEST = 2.0  # points of a gutter that many rows keep free
_WIDE = 8.0  # points of one that a few rows show
_MANY = 3
_TAB = 2.0  # in sizes: a gap inside a row that parts two columns
_SMALL_TAB = 0.8  # in a list of recipients, which is never justified
_INDENT = 1.5  # in sizes: how far a row of the left column may stand in
_SAME_SIZE = 0.6
_NEXT_ROW = 1.7  # in sizes, from base line to base line of one text
_DASHES = "-–—•+*"
# What the right column of the head says on one line, and how much of it its first row holds.
_ON_ONE_LINE = (
    (re.compile(r"^CỘNG\s+H", re.IGNORECASE), re.compile(r"VIỆT\s+NAM$", re.IGNORECASE)),
    (re.compile(r"^Độc\s+lập", re.IGNORECASE), re.compile(r"Hạnh\s+phúc$", re.IGNORECASE)),
    (re.compile(r"\bngày\b", re.IGNORECASE), re.compile(r"\bnăm\s*[\d.…_]+$", re.IGNORECASE)),
    (re.compile(r",$|\bngày\b.*\btháng\b"), re.compile(r"\bnăm\s*[\d.…_]*$", re.IGNORECASE)),
)

Lines = list[list[Row]]


def is_type(row: Row) -> bool:
    """Whether a row is the line "KẾ HOẠCH", "BÁO CÁO" …"""
    return bool(type_of(row.text))


def head_of(rows: list[Row]) -> tuple[Lines, int]:
    """The lines of the letterhead on the first page, left column before right one, and the index of the row after it.

    A line is one row, or several where a column was too narrow for it.
    """
    end = _head_end(rows[:_HEAD_ROWS])
    seeds = [at for at in range(end) if _NATION.search(rows[at].text)]
    if not seeds:
        return [[row] for side in _tabbed(rows[:end]) for row in side] if end else [], end
    for first, last in _ranges(seeds[0], seeds[-1], end):
        gutter = gutter_of(rows[first:last], _NARROWEST)
        if gutter is not None:
            left, right = sides(rows[first:last], gutter)
            break
    else:
        first, last = 0, end
        left, right = _tabbed(rows[:end])
    before = [[row] for row in rows[:first]]
    after = [[part] for row in rows[last:end] for part in _parts(row)]
    return [*before, *_letterhead(left), *_nation(right), *after], end


def _head_end(rows: list[Row]) -> int:
    """The row with the kind of the document or its addressee; in a letter to nobody the one below the columns."""
    for at, row in enumerate(rows):
        if is_type(row) or _ADDRESSED.match(row.text):
            return at
    about = next((at for at, row in enumerate(rows) if _ABOUT.match(row.text)), len(rows))
    end = about + 1
    while end < len(rows) and gutter_of(rows[:end]) and gutter_of(rows[: end + 1]):
        end += 1
    return end if about < len(rows) else 0


def _ranges(first: int, last: int, end: int) -> list[tuple[int, int]]:
    """Stretches that hold the rows `first` to `last`, the longest ones first."""
    found = [(low, high) for low in range(first + 1) for high in range(last + 1, end + 1)]
    return sorted(found, key=lambda each: each[0] - each[1])


def gutter_of(rows: list[Row], narrowest: float = _WIDE) -> float | None:
    """The middle of the widest upright strip between words that no word of these rows enters."""
    spans = sorted((word.left, word.right) for row in rows for word in row.words)
    gaps, reach = [], spans[0][1]
    for left, right in spans:
        if left - reach > narrowest:
            gaps.append((left - reach, (left + reach) / 2))
        reach = max(reach, right)
    for width, middle in sorted(gaps, reverse=True):
        if not _is_in_gaps(rows, middle) or _parts_dashes(rows, middle):
            continue
        both = sum(row.words[0].left < middle < row.words[-1].left for row in rows)
        if both >= (1 if width >= _WIDE else _MANY) or (
            width >= _WIDE and _alternate(rows, middle)
        ):
            return middle
    return None


def _parts_dashes(rows: list[Row], middle: float) -> bool:
    """Whether the left side would hold nothing but the dashes of a list."""
    return all(word.text in _DASHES for row in rows for word in row.words if word.left < middle)


def _is_in_gaps(rows: list[Row], middle: float) -> bool:
    """Whether the strip lies in the wide gaps that rows have, and not beside them."""
    inside = [
        row.words[at - 1].right < middle < row.words[at].left
        for row in rows
        for gap, at in [_widest_gap(row)]
        if gap > _TAB * row.size
    ]
    return all(inside)


def _alternate(rows: list[Row], middle: float) -> bool:
    """No row has both columns where their base lines differ, but rows of the one stand between those of the other."""
    left = [row.y for row in rows if row.right < middle]
    right = [row.y for row in rows if row.left > middle]
    return bool(left and right) and min(left) < max(right) and min(right) < max(left)


def sides(rows: list[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """The rows of the left column and those of the right one."""
    left = [row.kept(lambda word: word.left < gutter) for row in rows]
    right = [row.kept(lambda word: word.left >= gutter) for row in rows]
    return [row for row in left if row], [row for row in right if row]


def _tabbed(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Columns made with tabs, each row parted at another place: at its widest gap, if that is wide."""
    edge = min(row.left for row in rows)
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        parts = _parts(row)
        if len(parts) == 2:
            left.append(parts[0])
            right.append(parts[1])
        elif row.left < edge + _INDENT * row.size or row.text[0] in _DASHES:
            left.append(row)
        else:
            right.append(row)
    return left, right


def _parts(row: Row) -> list[Row]:
    """The row parted before the post of a signature, else at its widest gap, if that is wide."""
    gap, at = _widest_gap(row)
    if row.text[0] in _DASHES or _RECIPIENTS.match(row.text):
        at = _signature_at(row) or (at if gap > _SMALL_TAB * row.size else 0)
    elif gap <= _TAB * row.size:
        at = 0
    return [Row(row.words[:at], row.page), Row(row.words[at:], row.page)] if at else [row]


def _signature_at(row: Row) -> int:
    """The word that begins a post ("CHỦ TỊCH") or, after a closing sign, a name; 0 where there is none."""
    for at in range(1, len(row.words)):
        tail = text_of(row.words[at:])
        closed = row.words[at - 1].text.endswith((";", "."))
        if (tail.isupper() and AUTHORITY.match(tail)) or (closed and is_name(tail)):
            return at
    return 0


def _widest_gap(row: Row) -> tuple[float, int]:
    words = row.words
    gaps = ((words[at].left - words[at - 1].right, at) for at in range(1, len(words)))
    return max(gaps, default=(0.0, 0))


# The head


def _letterhead(rows: list[Row]) -> Lines:
    """The rows of the superior body, in regular letters above bold ones, are one line; those of the subject too."""
    bold = next((at for at, row in enumerate(rows) if row.is_bold), 0)
    above = [row for row in rows[:bold] if row.text.isupper()]
    rest = rows[bold:] if len(above) == bold else rows
    about = next((at for at, row in enumerate(rest) if _ABOUT.match(row.text)), len(rest))
    lines = [above] if len(rest) < len(rows) else []
    subject = [rest[about:]] if about < len(rest) else []
    return [*lines, *([row] for row in rest[:about]), *subject]


def _nation(rows: list[Row]) -> Lines:
    return _joined(rows, _is_cut)


def _is_cut(line: list[Row], row: Row) -> bool:
    """The line begins what ends in this row."""
    said = " ".join(each.text for each in line)
    return any(
        begins.search(said) and not ends.search(said) and ends.search(f"{said} {row.text}")
        for begins, ends in _ON_ONE_LINE
    )


def _joined(rows: list[Row], goes_on: Callable[[list[Row], Row], bool]) -> Lines:
    lines: Lines = []
    for row in rows:
        if lines and _is_next(lines[-1][-1], row) and goes_on(lines[-1], row):
            lines[-1].append(row)
        else:
            lines.append([row])
    return lines


def _is_next(last: Row, row: Row) -> bool:
    near = 0 < row.y - last.y < _NEXT_ROW * max(row.size, last.size)
    return near and abs(row.size - last.size) < _SAME_SIZE


# The foot


def foot_of(rows: list[Row]) -> tuple[Lines, int, int] | None:
    """The lines of the foot, left column before right one, and its first and last row (excluded).

    None where no row says "Nơi nhận", or where the foot has one column.
    """
    seed = next((at for at, row in enumerate(rows) if _RECIPIENTS.search(row.text)), None)
    if seed is None:
        return None
    ends = (at for at in range(seed, len(rows)) if _APPENDIX.match(rows[at].text))
    end = next(ends, len(rows))
    tabbed = len(_parts(rows[seed])) == 2
    for last in range(end, seed, -1):
        gutter = gutter_of(rows[seed:last])
        if gutter is not None:
            first = _above(rows, seed, gutter)
            return _foot(*sides(rows[first:last], gutter)), first, last
        if tabbed:
            return _foot(*_tabbed(rows[seed:end])), seed, end
    return None


def more_of_foot(rows: list[Row]) -> tuple[Lines, int]:
    """What stands of a foot on the next page: its lines, and the index of the row after it."""
    if not rows or not (rows[0].text[0] in _DASHES or AUTHORITY.match(rows[0].text)):
        return [], 0
    ends = (at for at, row in enumerate(rows) if _APPENDIX.match(row.text) or is_type(row))
    end = next(ends, len(rows))
    gutter = gutter_of(rows[:end])
    parted = _tabbed(rows[:end]) if gutter is None else sides(rows[:end], gutter)
    return _foot(*parted), end


def _above(rows: list[Row], seed: int, gutter: float) -> int:
    """The signature may begin higher than the list of recipients."""
    while seed and rows[seed - 1].left > gutter and rows[seed - 1].text.isupper():
        seed -= 1
    return seed


def _foot(left: list[Row], right: list[Row]) -> Lines:
    return [*_recipients(left), *_joined(right, _is_more_of_a_post)]


def _is_more_of_a_post(line: list[Row], row: Row) -> bool:
    """Capitals that name no post by themselves go on with the line above: "PHÓ CHỦ TỊCH ỦY BAN", "NHÂN DÂN XÃ"."""
    return line[-1].text.isupper() and row.text.isupper() and not AUTHORITY.match(row.text)


def _recipients(rows: list[Row]) -> Lines:
    """An entry of the list begins with a dash and goes on until its closing sign."""
    return list(_entries(rows))


def _entries(rows: list[Row]) -> Iterator[list[Row]]:
    entry: list[Row] = []
    for row in rows:
        if entry and not _goes_on_entry(entry, row):
            yield entry
            entry = []
        entry.append(row)
    if entry:
        yield entry


def _goes_on_entry(entry: list[Row], row: Row) -> bool:
    listed = entry[0].text[0] in _DASHES and row.text[0] not in _DASHES
    return listed and not entry[-1].text.endswith((";", ".", "./."))
