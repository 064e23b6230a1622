"""What a single cell of a sheet of figures says; a cell is None or [kind, text], see figure_book."""

import re
from decimal import Decimal

from danvan.vietnamese import search_text
from reports.figures.numbers import MOST, means_no_data, read_number, written

YES, NO = {"x", "co", "1", "v"}, {"", "0", "khong"}


def text_in(cell):
    return cell[1] if cell else ""


def number_of(cell):
    """The number in a cell, None where it is empty. Raises ValueError with a sentence."""
    kind, words = cell or ("s", "")
    if kind == "f":
        raise ValueError("Ô này là công thức chưa có kết quả. Hãy ghi thẳng số.")
    if kind == "e":
        raise ValueError(f"Ô này báo lỗi “{words}”. Hãy ghi thẳng số.")
    if kind == "d":
        raise ValueError(f"Ô này là ngày ({words}), không phải số. Hãy ghi lại số.")
    if kind == "n":
        return _of_excel(Decimal(words))
    if means_no_data(words):
        raise ValueError(
            f"“{words}” không phải là số. Nếu không có số liệu, ghi x ở cột “Không có số liệu”."
        )
    try:
        return read_number(words)
    except ValueError as fault:
        raise ValueError(f"“{words[:40]}” không phải là số. {fault}") from None


def _of_excel(number):
    if not number.is_finite() or number >= MOST:
        raise ValueError("Số quá lớn. Hãy kiểm tra lại đơn vị tính.")
    if number < 0:
        raise ValueError("Số liệu không được âm.")
    if number != number.quantize(Decimal("0.01")):
        shown = written(number)
        raise ValueError(f"Có quá hai chữ số sau dấu phẩy. Hãy làm tròn, ví dụ {shown}.")
    return number


def flag_of(cell):
    word = search_text(text_in(cell)).strip(" .")
    if word in YES | NO:
        return word in YES
    raise ValueError("Ghi x nếu không có số liệu, để trống nếu có.")


def note_of(cell):
    kind, words = cell or ("s", "")
    if kind in {"f", "e"}:
        raise ValueError("Ô này là công thức. Hãy ghi thẳng lời ghi chú.")
    words = " ".join(untouched(words).split())
    if len(words) > 300:
        raise ValueError("Ghi chú dài quá 300 chữ. Hãy ghi ngắn lại.")
    return words


def untouched(words):
    """Without the apostrophe that keeps a spreadsheet from running the words."""
    return words[1:] if re.match(r"'\s*[=+\-@]", words) else words
