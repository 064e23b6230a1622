"""From the bytes of a list to rows of checked cells, with a sentence for every cell that is not what it should be."""

import json
import re
import sys
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from danvan.vietnamese import search_text
from documents.limits import LimitExceeded, ProgramFailed, run_limited
from intake.columns import CHOICES, MOST_ROWS, SHEETS

NOT_READ = "Tệp quá phức tạp nên không đọc được. Hãy chép danh sách sang tệp mẫu rồi gửi lại."
NO_SHEET = (
    "Tệp không có trang “Đơn vị” hoặc “Người dùng”, hoặc các trang đều trống. "
    "Hãy tải tệp mẫu và ghi danh sách vào đó."
)
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YES, NO = {"x", "co", "1", "yes", "true"}, {"khong", "0", "no", "false"}


class Problem(NamedTuple):
    sheet: str
    row: int | None
    column: str
    what: str


class FileProblem(Exception):
    """The file as a whole cannot be read. The message is a Vietnamese sentence."""


@dataclass
class Row:
    """One line of a sheet: its number, and what its cells say by field; empty cells are missing."""

    sheet: str
    number: int
    cells: dict = field(default_factory=dict)
    faulty: set = field(default_factory=set)

    def problem(self, name, what):
        headings = {column.field: column.heading for column in SHEETS[self.sheet]}
        return Problem(self.sheet, self.number, headings.get(name, ""), what)


def read_cells(data):
    """All cells of the file as text, by sheet, read in a process with limits. Raises FileProblem."""
    try:
        answer = run_limited(
            [sys.executable, "-m", "intake.workbook"],
            stdin=data,
            memory_mb=700,
            cpu_seconds=20,
            wall_seconds=40,
        )
    except (LimitExceeded, ProgramFailed) as problem:
        raise FileProblem(NOT_READ) from problem
    answer = json.loads(answer)
    if "refused" in answer:
        raise FileProblem(answer["refused"])
    return answer["sheets"]


def rows_of(sheets):
    """The rows of both sheets by sheet name, and the problems of single cells and headings.

    Raises FileProblem where neither sheet is there with at least one row.
    """
    by_name = {search_text(name): rows for name, rows in sheets.items()}
    found, problems = {}, []
    for name, columns in SHEETS.items():
        lines = by_name.get(search_text(name)) or []
        found[name], more = _rows_of_sheet(name, columns, lines)
        problems += more
    if not any(found.values()) and not problems:
        raise FileProblem(NO_SHEET)
    return found, problems


def _rows_of_sheet(name, columns, lines):
    if len(lines) < 2:
        return [], []
    places = {_plain(heading): place for place, heading in enumerate(lines[0])}
    missing = [c for c in columns if c.required and _plain(c.heading) not in places]
    if missing:
        what = "Thiếu cột này ở dòng tiêu đề. Hãy dùng dòng tiêu đề của tệp mẫu."
        return [], [Problem(name, 1, column.heading, what) for column in missing]
    rows, problems = [], []
    for number, line in enumerate(lines[1 : MOST_ROWS + 1], start=2):
        if any(line):
            row, more = _row(name, columns, places, number, line)
            rows.append(row)
            problems += more
    return rows, problems


def _plain(heading):
    return search_text(heading).strip("* ")


def _row(name, columns, places, number, line):
    row, problems = Row(name, number), []
    for column in columns:
        place = places.get(_plain(column.heading))
        text = line[place] if place is not None and place < len(line) else ""
        try:
            value = _value(column, text)
        except ValueError as fault:
            problems.append(row.problem(column.field, str(fault)))
            row.faulty.add(column.field)
        else:
            if value is not None:
                row.cells[column.field] = value
    return row, problems


def _value(column, text):
    """What a cell says, or None where it is empty. Raises ValueError with the sentence for the person."""
    if text.startswith("="):
        # Also keeps what would run when the list is opened as a spreadsheet again.
        raise ValueError("Ô này là công thức. Hãy ghi thẳng giá trị, không dùng dấu “=” ở đầu.")
    if not text:
        return None
    if column.max_length and len(text) > column.max_length:
        raise ValueError(f"Dài quá {column.max_length} chữ. Hãy ghi ngắn lại.")
    kind = _KINDS.get(column.field)
    return kind(column, text) if kind else " ".join(text.split())


def _choice(column, text):
    for choice in CHOICES[column.field]:
        if search_text(text) == search_text(choice.label):
            return choice
    raise ValueError(f"Không có giá trị “{text}”. Hãy chọn trong trang “Giá trị cho phép”.")


def _date(column, text):
    try:
        day = datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 a date, without a time of day
    except ValueError:
        raise ValueError(f"“{text}” không phải là ngày. Hãy ghi dạng 01/07/2025.") from None
    if not 1900 <= day.year <= 2200:
        raise ValueError(f"Năm {day.year} không hợp lý. Hãy kiểm tra lại ngày này.")
    return day


def _flag(column, text):
    word = search_text(text)
    if word in YES | NO:
        return word in YES
    raise ValueError("Ghi x nếu đúng, để trống nếu không.")


def _code(column, text):
    code = text.lower()
    if not CODE.fullmatch(code):
        raise ValueError("Mã chỉ gồm chữ thường không dấu, số và gạch nối. Ví dụ: an-hoa-vhxh.")
    return code


def _phone(column, text):
    # Excel drops the first zero of a number.
    return f"0{text}" if re.fullmatch(r"[1-9]\d{8}", text) else text


_KINDS = {
    "kind": _choice,
    "role": _choice,
    "valid_from": _date,
    "valid_to": _date,
    "reports_from": _date,
    "is_focal": _flag,
    "is_head": _flag,
    "code": _code,
    "parent": _code,
    "unit": _code,
    "phone": _phone,
}
