"""Reads the cells of an .xlsx and nothing more. Runs as a program of its own, within limits, and knows no Django.

stdin: the file. stdout: JSON, {"sheets": {name: [[cell, …], …]}} with every cell as text, or {"refused": sentence}.
"""

import datetime
import io
import json
import sys
import zipfile

from openpyxl import load_workbook

MEGABYTE = 1024 * 1024
MOST_ENTRIES, MOST_BYTES, MOST_RATIO = 200, 50 * MEGABYTE, 100
MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 2000, 20, 500
# Formatted but empty rows; more than this is no list.
MOST_EMPTY = 20_000

BROKEN = "Tệp Excel bị hỏng hoặc không đọc được. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi gửi lại."
TOO_BIG_INSIDE = (
    "Tệp Excel chứa quá nhiều nội dung bên trong. Hãy chép danh sách sang tệp mẫu rồi gửi lại."
)
MACROS = "Tệp có chứa macro nên không được nhận. Hãy chép danh sách sang tệp mẫu rồi gửi lại."
TOO_MANY_ROWS = "Trang “{name}” có quá {most} dòng. Hãy chia thành nhiều tệp."


class Refused(Exception):
    pass


def read(data):
    """The cells of all sheets of the file in `data` (bytes). Raises Refused with a Vietnamese sentence."""
    return within_size(data, _sheets)


def within_size(data, take):
    """What `take(data)` reads out of a file whose contents are of a bearable size. Raises Refused, also where `take`
    fails in whatever way."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive)
        return take(data)
    except Refused:
        raise
    except Exception as problem:  # noqa: BLE001 a hostile file can fail anywhere in the parser
        raise Refused(BROKEN) from problem


def check_size(archive):
    """Look at the table of contents before anything is unpacked. Raises Refused."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or unpacked / packed > MOST_RATIO:
        raise Refused(TOO_BIG_INSIDE)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise Refused(MACROS)


def _sheets(data):
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    return {sheet.title: _rows(sheet) for sheet in book.worksheets[:6]}


def _rows(sheet):
    # What a file says of its own size may be a lie; the rows themselves are counted.
    sheet.reset_dimensions()
    rows, empty = [], 0
    for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            rows += [[]] * empty + [texts]
            empty = 0
        else:
            empty += 1
        # The heading is a row too.
        if len(rows) > MOST_ROWS + 1 or empty > MOST_EMPTY:
            raise Refused(TOO_MANY_ROWS.format(name=sheet.title, most=MOST_ROWS))
    return rows


def _text(cell):
    if cell is None or cell is False:
        return ""
    if cell is True:
        return "x"
    if isinstance(cell, datetime.date):  # a datetime is one too
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float):
        return str(cell).strip()[:MOST_LETTERS]
    # A formula over several cells has a type of its own.
    return "="


def answer_with(read):
    """The program around `read(data)`: the file from stdin, its cells or the refusal as JSON on stdout."""
    try:
        answer = {"sheets": read(sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    answer_with(read)
