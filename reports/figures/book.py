"""Reads the cells of a sheet of figures, no more. A program of its own, run within limits, that knows no Django.

stdin: the .xlsx. stdout: JSON, {"sheets": [[[cell, …], …], …]} or {"refused": sentence}. A cell is null or
[kind, text]: "n" a number, "s" words, "d" a date, "e" an error of Excel, "f" a formula without a result.
"""

import datetime
import io
from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from openpyxl import load_workbook

from intake.workbook import MOST_COLUMNS, MOST_LETTERS, MOST_ROWS, Refused, answer_with, within_size

MOST_SHEETS = 3
TOO_MANY_ROWS = f"Biểu có quá {MOST_ROWS} dòng. Hãy điền vào đúng biểu đã tải về."
# What reckoning in floating point adds behind the comma: 0.1 + 0.2.
NOISE = Decimal("1e-7")


def read(data):
    """The cells of the first sheets of the file in `data` (bytes). Raises Refused with a Vietnamese sentence."""
    return within_size(data, _sheets)


def _sheets(data):
    # Once for what was typed, once for what formulas came to when the file was saved.
    typed, shown = (
        load_workbook(io.BytesIO(data), read_only=True, data_only=only, keep_links=False)
        for only in (False, True)
    )
    pairs = zip(typed.worksheets[:MOST_SHEETS], shown.worksheets, strict=False)
    return [_rows(*pair) for pair in pairs]


def _rows(typed, shown):
    # What a file says of its own size may be a lie; the rows themselves are counted.
    for sheet in (typed, shown):
        sheet.reset_dimensions()
    rows = []
    pairs = zip_longest(typed.iter_rows(max_col=MOST_COLUMNS), shown.iter_rows(max_col=MOST_COLUMNS))  # fmt: skip
    for number, (ours, results) in enumerate(pairs):
        if number > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS)
        rows.append([_cell(*pair) for pair in zip_longest(ours or (), results or ())])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _cell(typed, shown):
    value = getattr(typed, "value", None)
    if value is None or value == "":
        return None
    is_formula = getattr(typed, "data_type", "") == "f"
    result = getattr(shown, "value", None) if is_formula else value
    if result is None:
        return ["f", ""]
    if getattr(shown if is_formula else typed, "data_type", "") == "e":
        return ["e", str(result)[:MOST_LETTERS]]
    if isinstance(result, bool):
        return ["s", "x" if result else ""]
    if isinstance(result, int | float):
        return ["n", _number(result, getattr(typed, "number_format", "") or "")]
    if isinstance(result, datetime.date | datetime.time):
        return ["d", f"{result:%d/%m/%Y}" if isinstance(result, datetime.date) else str(result)]
    return ["s", str(result).strip()[:MOST_LETTERS]]


def _number(value, number_format):
    number = Decimal(repr(value))
    # Excel keeps 85% as 0.85; a person wrote, and sees, 85.
    if "%" in number_format:
        number *= 100
    if number.is_finite() and abs(number) < 10**16:
        tidy = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
        number = tidy if abs(number - tidy) < NOISE else number
    return format(number.normalize(), "f") if number.is_finite() else str(number)


if __name__ == "__main__":
    answer_with(read)
