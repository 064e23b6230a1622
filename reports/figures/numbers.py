"""Figures as people here write them: 1.234,5."""

import re
from decimal import Decimal

from danvan.vietnamese import search_text
from reports.models import Indicator

NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,14})(?:,\d{1,2})?")
MOST = 10**14
MOST_PERCENT = 1000
TENTH = Decimal("0.1")
# What people type into a box for numbers where there is nothing to report.
NO_DATA = {"n/a", "na", "-", "--", "–", "/", "x", "khong", "khong co", "khong co so lieu", "kcsl"}  # noqa: RUF001
OFFER = "Nếu không có số liệu, đánh dấu ô “Không có số liệu”."
WHOLE = "Chỉ tiêu này là số nguyên. Hãy bỏ phần sau dấu phẩy."
SHARE = "Tỷ lệ phải từ 0 đến 100."


def means_no_data(words):
    return search_text(words).rstrip(".") in NO_DATA


def read_number(words):
    """ "1.234,5" as Decimal, None for nothing typed. Raises ValueError with a sentence for the person."""
    typed = "".join(words.split())
    if not typed:
        return None
    if means_no_data(words):
        raise ValueError(OFFER)
    if not NUMBER.fullmatch(typed):
        raise ValueError(_what_is_wrong(typed))
    number = Decimal(typed.replace(".", "").replace(",", "."))
    if number >= MOST:
        raise ValueError("Số quá lớn. Hãy kiểm tra lại đơn vị tính.")
    return number


def read_figure(indicator, words):
    """`read_number`, and held to what the indicator counts. Raises ValueError with a sentence."""
    return fitting(indicator, read_number(words))


def fitting(indicator, number):
    """The number, where the indicator takes it: whole for a count, 0 to 100 for a share. Raises ValueError."""
    if number is None:
        return None
    if indicator.type == Indicator.Type.COUNT and number != number.to_integral_value():
        raise ValueError(WHOLE)
    if indicator.type == Indicator.Type.PERCENT and number > 100:
        raise ValueError(SHARE)
    return number


def _what_is_wrong(typed):
    if typed.startswith("-"):
        return "Số liệu không được âm."
    if re.fullmatch(r"[\d.,]+", typed):
        return (
            "Viết số như 1.234,5: dấu chấm ngăn từng nhóm ba chữ số, dấu phẩy trước phần thập phân "
            "(nhiều nhất hai chữ số)."
        )
    return "Chỉ nhập chữ số, ví dụ 1.234,5. Lời giải thích ghi ở ô ghi chú."


def written(number):
    """A figure as it is read here: 1.234,5; empty for None."""
    if number is None:
        return ""
    whole, _, part = f"{number:,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def change_of(now, before):
    """In percent, to one decimal; None where there is nothing to compare with."""
    if now is None or not before:
        return None
    return ((now - before) * 100 / abs(before)).quantize(TENTH)


def percent_words(change):
    """ "tăng 9,5%", "giảm 3%", "không đổi"; empty for None."""
    if not change:
        return "" if change is None else "không đổi"
    return f"{'tăng' if change > 0 else 'giảm'} {written(abs(change))}%"


def change_words(number, previous, kind=Indicator.Type.DECIMAL):
    """ "tăng 20%", "giảm 3,5%", "không đổi"; between two rates in points; empty where one of them is missing."""
    if number is None or previous is None:
        return ""
    if number == previous:
        return "không đổi"
    word, difference = "tăng" if number > previous else "giảm", abs(number - previous)
    if kind == Indicator.Type.PERCENT:
        return f"{word} {written(difference)} điểm phần trăm"
    change = change_of(number, previous)
    # Rounded away, or so large that it says less than the difference itself.
    if not change or abs(change) > MOST_PERCENT:
        return f"{word} {written(difference)}"
    return percent_words(change)
