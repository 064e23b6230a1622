"""A sheet of figures that came back: columns by their headings, lines by their codes, a sentence for every fault."""

import json
import re
import sys
from dataclasses import dataclass, field
from typing import NamedTuple

from danvan.vietnamese import search_text
from documents.limits import LimitExceeded, ProgramFailed, run_limited
from reports.figures.numbers import fitting
from reports.figures.sheet import COLUMNS, LETTERS, MARK, digest_of
from reports.figures.sheet_cells import flag_of, note_of, number_of, text_in, untouched
from reports.figures.values import typed_in

NOT_READ = "Tệp quá phức tạp nên không đọc được. Hãy tải lại biểu, điền vào đó rồi gửi lại."
FOREIGN = "Tệp này không phải là biểu số liệu tải từ cổng. Hãy bấm “Tải biểu Excel”, điền vào biểu đó rồi gửi lại."
OTHER_REPORT = (
    "Tệp này là biểu số liệu của một báo cáo khác ({whose}). Hãy tải biểu của báo cáo này rồi điền."
)
NEEDED = ("code", "label", "value", "none", "note")
HEADINGS = {search_text(column.heading): column.field for column in COLUMNS}
NAMES = {column.field: column.heading for column in COLUMNS}
# The heading stands near the top; what a person put above it does no harm.
MOST_ABOVE = 15
BOTH = "Vừa có số vừa đánh dấu “Không có số liệu”. Hãy giữ một trong hai."


class Fault(NamedTuple):
    """`stops` is False where something is only told and the sheet is taken all the same."""

    cell: str
    label: str
    words: str
    stops: bool = True


@dataclass
class Reading:
    version: int | None = None
    figures: list = field(default_factory=list)
    faults: list = field(default_factory=list)


class SheetProblem(Exception):
    """The file as a whole cannot be taken. The message is a Vietnamese sentence."""


def read_cells(data):
    """The sheets of the file as rows of [kind, text], read in a process with limits. Raises SheetProblem."""
    try:
        answer = run_limited(
            [sys.executable, "-m", "reports.figures.book"],
            stdin=data, memory_mb=700, cpu_seconds=20, wall_seconds=40,
        )  # fmt: skip
    except (LimitExceeded, ProgramFailed) as problem:
        raise SheetProblem(NOT_READ) from problem
    answer = json.loads(answer)
    if "refused" in answer:
        raise SheetProblem(answer["refused"])
    return answer["sheets"]


def reading_of(data, report, facts):
    """A Reading of the bytes of a sheet for this report. Never raises for a bad file: what is wrong is in `faults`."""
    try:
        return read_sheet(read_cells(data), report, facts)
    except SheetProblem as problem:
        return Reading(faults=[Fault("", "", str(problem))])


def read_sheet(sheets, report, facts):
    """The figures of the sheet of this report among `sheets`. Raises SheetProblem where it is not there."""
    rows, version = _sheet_of(sheets, report)
    reading = Reading(version)
    at, columns = _columns(rows, reading)
    if columns is None:
        return reading
    asked = {each.code: each for each in typed_in(report, facts.indicators)}
    stored = {row.indicator_id: row for row in report.figures.all()}
    lines = _lines(rows, at, columns, asked, reading)
    for code, line in lines.items():
        last_year = facts.asks_last_year(asked[code], stored.get(asked[code].pk))
        _take(line, asked[code], last_year, reading)
    return reading


def _sheet_of(sheets, report):
    for rows in sheets:
        marks = (text_in(cell) for row in rows[:MOST_ABOVE] for cell in row)
        mark = next((words for words in marks if words.startswith(f"{MARK}:")), None)
        if mark is None:
            continue
        found = re.fullmatch(rf"{MARK}:(\d{{1,15}}):(\d{{1,9}})", mark)
        if found is None:
            raise SheetProblem(FOREIGN)
        if int(found[1]) != report.pk:
            raise SheetProblem(OTHER_REPORT.format(whose=_whose(rows)))
        return rows, int(found[2])
    raise SheetProblem(FOREIGN)


def _whose(rows):
    """What stands above the heading, as a person reads it: "BIỂU SỐ LIỆU: …, Phòng Kinh tế"."""
    above = [text_in(cell) for row in rows[:2] for cell in row]
    return ", ".join(words for words in above if words and not words.startswith(MARK))[:200]


def _letter(at):
    return chr(ord("A") + at)


def _columns(rows, reading):
    """(index of the row of headings, field → index of its column); None in place of them with the faults told."""
    named = [
        [(HEADINGS.get(search_text(text_in(cell)).strip("* ")), at) for at, cell in enumerate(row)]
        for row in rows[:MOST_ABOVE]
    ]
    known = [[(name, at) for name, at in row if name] for row in named]
    at = max(range(len(known)), key=lambda n: len(known[n]), default=None)
    if at is None or len(known[at]) < 3:
        words = "Không thấy dòng tiêu đề của biểu. Hãy tải lại biểu và điền vào đó."
        reading.faults.append(Fault("", "", words))
        return 0, None
    columns = dict(reversed(known[at]))
    faults = [*_missing(columns, at), *_doubled(known[at], at)]
    reading.faults += faults or _moved(columns, at)
    return at, None if faults else columns


def _missing(columns, at):
    for name in NEEDED:
        if name not in columns:
            words = f"Thiếu cột “{NAMES[name]}” ở dòng tiêu đề (dòng {at + 1}). Hãy tải lại biểu và điền vào đó."
            yield Fault("", NAMES[name], words)


def _doubled(known, at):
    for name in dict.fromkeys(name for name, _ in known):
        places = [f"{_letter(column)}{at + 1}" for other, column in known if other == name]
        if len(places) > 1:
            words = f"Có {len(places)} cột “{NAMES[name]}” ({' và '.join(places)}). Hãy bỏ bớt, chỉ giữ một cột."
            yield Fault(places[1], NAMES[name], words)


def _moved(columns, at):
    for name, column in columns.items():
        if _letter(column) != LETTERS[name] and name != "number":
            words = (
                f"Cột “{NAMES[name]}” nay ở cột {_letter(column)} thay vì cột {LETTERS[name]}. "
                "Số liệu được đọc theo tiêu đề cột."
            )
            yield Fault(f"{_letter(column)}{at + 1}", NAMES[name], words, stops=False)


@dataclass
class _Line:
    number: int
    columns: dict
    cells: list

    def cell(self, name):
        at = self.columns.get(name)
        return self.cells[at] if at is not None and at < len(self.cells) else None

    def text(self, name):
        return text_in(self.cell(name)).strip()

    def place(self, name):
        return f"{_letter(self.columns[name])}{self.number}"


def _lines(rows, head, columns, asked, reading):
    """code → _Line; what is unknown, doubled, missing or no longer beside its words is told."""
    lines = {}
    for at, cells in enumerate(rows[head + 1 :], start=head + 2):
        line = _Line(at, columns, cells)
        code = line.text("code")
        if fault := _fault_of_line(line, code, asked, lines):
            reading.faults.append(fault)
        elif code:
            lines[code] = line
    known = {*lines, *(fault.label for fault in reading.faults if fault.stops)}
    for code, indicator in asked.items():
        if code not in known and indicator.label not in known:
            words = f"Thiếu dòng “{indicator.label}”. Hãy tải lại biểu và điền vào đó."
            reading.faults.append(Fault("", indicator.label, words))
    return lines


def _fault_of_line(line, code, asked, lines):
    label = untouched(line.text("label"))
    if not code:
        if line.text("value") or line.text("none"):
            words = "Dòng này có số liệu nhưng không có mã chỉ tiêu. Dòng thêm vào biểu không được nhận."
            return Fault(line.place("value"), label, words)
        return None
    if code not in asked:
        words = (
            f"Mã “{code[:40]}” không có trong biểu của đợt này. Không sửa cột mã; hãy tải lại biểu."
        )
        return Fault(line.place("code"), label, words)
    if code in lines:
        words = f"Chỉ tiêu này có ở cả dòng {lines[code].number} và dòng {line.number}. Hãy bỏ một dòng."
        return Fault(line.place("code"), asked[code].label, words)
    if search_text(label) != search_text(asked[code].label):
        words = (
            f"Mã của dòng này là của “{asked[code].label}”, nhưng tên ghi là “{label[:80]}”: các dòng có thể "
            "đã bị xáo trộn. Hãy tải lại biểu và điền vào đó."
        )
        return Fault(line.place("label"), asked[code].label, words)
    return None


def _take(line, indicator, last_year, reading):
    faults = []

    def attempt(name, reader):
        try:
            return reader(line.cell(name))
        except ValueError as fault:
            faults.append(Fault(line.place(name), indicator.label, str(fault)))
            return None

    value = attempt("value", lambda cell: fitting(indicator, number_of(cell)))
    none = attempt("none", flag_of)
    note = attempt("note", note_of)
    previous = attempt("previous", number_of) if last_year and "previous" in line.columns else None
    if value is not None and none:
        faults.append(Fault(line.place("none"), indicator.label, BOTH))
    reading.faults += faults
    if not faults:
        reading.figures.append(
            {
                "code": indicator.code,
                "value": None if value is None else str(value),
                "has_no_data": bool(none),
                "note": note,
                "previous": None if previous is None else str(previous),
                "base": line.text("base"),
                "now": digest_of(value, none, note, previous),
            }
        )
