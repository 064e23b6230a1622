"""The foot of a plan: Nơi nhận and signature, in one or two columns.

NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.7 and II.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.model import Signature
from documents.reading.marks import mark_of
from documents.text import Line, lower_start, squeeze

_RECIPIENTS = re.compile(r"^Nơi\s+nhận\s*:?\s*(.*)$", re.IGNORECASE)
_POST = (
    r"(?:QUYỀN\s+|PHÓ\s+|Q\.\s*)*(?:CHỦ TỊCH|CHỦ NHIỆM|TRƯỞNG\s|CHÁNH|GIÁM ĐỐC"
    r"|BÍ THƯ|CHỈ HUY|HIỆU TRƯỞNG)"
)
# "TM. ỦY BAN NHÂN DÂN"; party committees write "T/M ĐẢNG ỦY".
_BEHALF = r"(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\s*[./]\s*|[TK]/[MTL]\s+)\w"
_ON_BEHALF = re.compile(rf"^{_BEHALF}")
AUTHORITY = re.compile(rf"^(?:{_BEHALF}|{_POST}|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)")
# A post of its own behind what is signed for: "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", but "TM. BAN GIÁM ĐỐC".
_NEXT_POST = re.compile(
    r"(?<![.,])(?<!PHÓ)(?<!QUYỀN)(?<!BAN)(?<!TỔNG)\s+"
    r"(?=(?:KT|TL|TUQ)\.|PHÓ\s|CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG (?:BAN|PHÒNG)|CHÁNH VĂN PHÒNG)"
)
_SECOND_COLUMN = re.compile(rf"\s((?:TM|KT|TL|TUQ)\.\s*[^\W\d_]|{_POST}).*$")
_OFFICE = re.compile(
    r"\b(ỦY|UỶ|UBND|BAN|PHÒNG|XÃ|PHƯỜNG|THỊ TRẤN|CHỦ TỊCH|TRƯỞNG|PHÓ|CHÁNH|TRUNG TÂM|HUYỆN|TỈNH|ĐẶC KHU)\b"
)
_PLACEHOLDER = re.compile(
    r"^(#\w+|\[.*\]|\(?\s*(?:đã ký|ký tên|ký,|chữ ký|signed)[^)]*\)?|[.…_]{3,})$", re.IGNORECASE
)
STAMP = re.compile(
    r"\d{4}[-.]\d\d[-.]\d\d[T ]\d\d:\d\d:\d\d ?[+-]\d\d:?\d\d"
    r"|^(?:Người ký|Ký bởi|Thời gian ký|Ngày ký|Giờ ký|Cơ quan)\s*:.*$"
)
_NAME = re.compile(r"^(?:(?:[A-ZĐ]\w{0,3}\.\s*)*)[^\W\d_]+(?:\s+[^\W\d_]+){1,5}$")
_RECIPIENT = re.compile(r"^[-–—•+*\uf0b7\uf02d]\s*(\S.*)$")
_APPENDIX = re.compile(r"^(PHỤ LỤC|Phụ lục)\b")
_APPENDIX_TITLE = re.compile(r"^(?:PHỤ LỤC|Phụ lục)(?:\s+(?:[IVX]+|\d+))?\s*[:.]?$")
_NAME_AFTER_RECIPIENT = re.compile(r"^([-–].*[.;])\s+(\S.*)$")
_COLUMNS = re.compile(r"\s{3,}|\t+")


@dataclass(slots=True)
class Foot:
    recipients: list[str] = field(default_factory=list)
    authority: list[str] = field(default_factory=list)
    name: str = ""
    placeholder: str = ""
    placeholder_line: int = 0
    stamps: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    listing: bool = False
    open_recipient: bool = False
    dashed: bool = False  # each recipient has its dash, so a line without one goes on
    # Line and last words of each recipient as printed, with the sign that closes it.
    ends: list[tuple[int, str]] = field(default_factory=list)

    @property
    def signature(self) -> Signature | None:
        return Signature(tuple(self.authority), self.name) if self.authority or self.name else None


def foot_start(lines: list[Line]) -> int:
    """The index of the first line of the foot; where a file has none, of its first appendix or its end."""
    last_section = 0
    for at, line in enumerate(lines[: _body_end(lines)]):
        marked = mark_of(line.text)
        if marked and marked[0].kind in ("part", "section"):
            last_section = at
    for at in range(last_section, len(lines)):
        if any(_RECIPIENTS.match(cell) or _is_signing(cell) for cell in _cells(lines[at])):
            return at
    return _body_end(lines)


def _body_end(lines: list[Line]) -> int:
    """Sections of an appendix stand below Nơi nhận and do not count as sections of the plan."""
    for at, line in enumerate(lines):
        if _APPENDIX_TITLE.match(line.text) or any(map(_RECIPIENTS.match, _cells(line))):
            return at
    return len(lines)


def _is_signing(cell: str) -> bool:
    if _ON_BEHALF.match(cell) and cell.isupper():
        return True
    return bool(re.fullmatch(rf"{_POST}\b.*", cell)) and cell.isupper() and len(cell) < 60


def read_foot(lines: list[Line]) -> tuple[Foot, int]:
    """Recipients and signature, and the index of the line where an appendix begins (or the end)."""
    foot = Foot()
    for at, line in enumerate(lines):
        signed = foot.name or foot.placeholder or foot.authority
        alone = foot.recipients and _APPENDIX_TITLE.match(line.text)
        if _APPENDIX.match(line.text) and (signed or alone or at == 0):
            return foot, at
        for cell in _cells(line):
            _read_cell(foot, cell, line)
    return foot, len(lines)


def _cells(line: Line) -> list[str]:
    """The columns of a line: parted by tabs or at least three blanks, or by the words of the second column."""
    cells = [_unstyled(squeeze(cell)) for cell in _COLUMNS.split(line.raw.strip())]
    parts = [part for cell in cells if cell for part in _parted(cell)]
    return [line for part in parts for line in _lines_of_authority(part)]


def _lines_of_authority(cell: str) -> list[str]:
    """The lines of a signature that were joined to one, as they are where a page was taken for running text."""
    return _NEXT_POST.split(cell) if _ON_BEHALF.match(cell) and cell.isupper() else [cell]


def _unstyled(cell: str) -> str:
    """Without the asterisks of bold or italic words; a bullet keeps its own."""
    return cell if cell.startswith("* ") else cell.strip("*_")


def _parted(cell: str) -> list[str]:
    if not (_RECIPIENTS.match(cell) or _RECIPIENT.match(cell)):
        return [cell]
    second = _SECOND_COLUMN.search(cell)
    if second and second[0].strip().isupper():
        return [cell[: second.start()].strip(), second[0].strip()]
    archive = _NAME_AFTER_RECIPIENT.match(cell)
    if archive and is_name(archive[2]):
        return [archive[1], archive[2]]
    return [cell]


def _read_cell(foot: Foot, cell: str, line: Line) -> None:
    if STAMP.search(cell):
        foot.stamps.append(line)
    elif _PLACEHOLDER.match(cell) and foot.authority:
        foot.placeholder, foot.placeholder_line = cell, line.number
    elif listing := _RECIPIENTS.match(cell):
        foot.listing = True
        if listing[1]:
            _add_recipient(foot, listing[1], line)
    elif _RECIPIENT.match(cell) and foot.listing:
        foot.dashed = True
        _add_recipient(foot, _RECIPIENT.match(cell)[1], line)
    elif _is_authority(foot, cell):
        foot.authority.append(cell)
    elif foot.authority and not foot.name and is_name(cell):
        foot.name = cell
    elif foot.open_recipient and (lower_start(cell) or foot.dashed and not foot.name):
        foot.recipients[-1] = squeeze(f"{foot.recipients[-1]} {_closed(cell)}")
        foot.ends[-1] = (foot.ends[-1][0], cell)
        foot.open_recipient = _is_open(cell)
    elif foot.listing and not foot.authority and not cell.startswith("("):
        _add_recipient(foot, cell, line)
    elif cell:
        foot.notes.append(line)


def _add_recipient(foot: Foot, words: str, line: Line) -> None:
    words = words.lstrip("-–• ")
    foot.recipients.append(_closed(words))
    foot.ends.append((line.number, words))
    foot.open_recipient = _is_open(words)


def _closed(words: str) -> str:
    """Without the sign that closes a line of the list."""
    return re.sub(r"\s*[;,.]+$", "", words)


def _is_open(words: str) -> bool:
    return not words.endswith((";", "."))


def _is_authority(foot: Foot, cell: str) -> bool:
    if foot.name or not cell.isupper() or _RECIPIENT.match(cell):
        return False
    return bool(AUTHORITY.match(cell)) or (bool(foot.authority) and bool(_OFFICE.search(cell)))


def is_name(cell: str) -> bool:
    if not _NAME.match(cell):
        return False
    words = [word for word in re.split(r"[\s.]+", cell) if word]
    return all(word[0].isupper() for word in words) and not _OFFICE.search(cell)
