"""The empty list to fill in: two sheets with headings, one that explains each column, one with the allowed values."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from accounts import rules
from accounts.models import Role, Unit
from danvan.cells import as_text
from intake.columns import ALLOWED, HELP, MOST_ROWS, SHEETS

WIDTH_MOST = 44


def make_template(user):
    """The bytes of an .xlsx for this administrator: the allowed values are those that hold for them."""
    book = Workbook()
    book.remove(book.active)
    for name, columns in SHEETS.items():
        _list_sheet(book.create_sheet(name), columns)
    allowed = _allowed(user)
    _table(book.create_sheet(ALLOWED), allowed)
    _table(book.create_sheet(HELP), _explained())
    _offer(book, allowed)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _list_sheet(sheet, columns):
    _heading(sheet, [f"{c.heading} *" if c.required else c.heading for c in columns])
    for place, column in enumerate(columns, start=1):
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = max(len(column.heading), len(column.example)) + 4
        # Text, or Excel drops the first zero of a telephone and turns codes into dates.
        sheet.column_dimensions[letter].number_format = "@"


def _heading(sheet, words):
    sheet.append(words)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="F1F3F6")
    sheet.freeze_panes = "A2"


def _table(sheet, rows):
    _heading(sheet, rows[0])
    for row in rows[1:]:
        sheet.append(row)
    for cells in sheet.columns:
        longest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[cells[0].column_letter].width = min(longest + 3, WIDTH_MOST)


def _allowed(user):
    kinds = [kind.label for kind in rules.kinds_open_to(user)]
    roles = [role.label for role in Role if role != Role.RECEIVER or user.home_unit.is_office]
    reach = Unit.objects.within_reach_of(user).current().order_by("commune_id", "position", "pk")
    units = list(reach.values_list("code", "short_name"))
    longest = max(len(kinds), len(roles), len(units))
    rows = [["Loại đơn vị", "Vai trò", "Mã đơn vị đang có", "Đơn vị"]]
    for number in range(longest):
        unit = map(as_text, units[number] if number < len(units) else ("", ""))
        rows.append([_at(kinds, number), _at(roles, number), *unit])
    return rows


def _at(words, number):
    return words[number] if number < len(words) else ""


def _explained():
    rows = [["Trang", "Cột", "Bắt buộc", "Ví dụ", "Cách ghi"]]
    for name, columns in SHEETS.items():
        for column in columns:
            needed = "Có" if column.required else ""
            rows.append([name, column.heading, needed, column.example, column.help])
    return rows


def _offer(book, allowed):
    """Let Excel offer the allowed kinds and roles in their columns."""
    for name, columns in SHEETS.items():
        for place, column in enumerate(columns, start=1):
            if column.field not in {"kind", "role"}:
                continue
            letter = "A" if column.field == "kind" else "B"
            count = sum(1 for row in allowed[1:] if row[letter == "B"])
            source = f"'{ALLOWED}'!${letter}$2:${letter}${count + 1}"
            offer = DataValidation(type="list", formula1=source, allow_blank=True)
            sheet = book[name]
            sheet.add_data_validation(offer)
            at = sheet.cell(1, place).column_letter
            offer.add(f"{at}2:{at}{MOST_ROWS + 1}")
