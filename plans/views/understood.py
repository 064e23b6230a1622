"""What was understood of an upload, as lines for the review page: told plainly, and asked where it is not sure."""

from datetime import date

ASK_BELOW = 0.8
DOUBTS = {"who": "người thực hiện", "to": "nơi nhận"}
COMPARATORS = {">=": "từ {} trở lên", "<=": "không quá {}", "=": "{}"}
# A dialogue is held with them; nothing is sent.
PEOPLE = ("Nhân dân", "nhân dân", "người dân", "thanh niên", "phụ nữ", "doanh nghiệp")
UNSURE_DATE = "Ngày {} được suy ra; hãy xác nhận."
UNSURE_PERIOD = "Có thể chỉ là nền nếp chung; hãy xác nhận có phải việc lặp lại không."
UNSURE_TARGET = "Chưa chắc là chỉ tiêu; hãy xác nhận."
UNSURE_BODY = "Chưa chắc là tên đơn vị; hãy xác nhận."


def understood(reading):
    """The groups of the page, each a title with its rows; what a reading of before does not hold is left out."""
    groups = (
        ("Việc có thời hạn", map(_deadline, reading.get("deadlines") or ())),
        ("Việc lặp lại theo kỳ", map(_periodic, reading.get("periodic_duties") or ())),
        ("Chỉ tiêu", map(_target, reading.get("targets") or ())),
        ("Đơn vị, cá nhân được giao", map(_assignee, reading.get("assignees") or ())),
    )
    shown = [(title, list(rows)) for title, rows in groups]
    return [(title, rows) for title, rows in shown if rows]


def _row(found, words, details, asks=()):
    first, last = (found.get("lines") or [found.get("line")] * 2)[:2]
    kept = [(name, told) for name, told in details if told]
    return {
        "words": words,
        "details": kept,
        "asks": list(asks),
        "first": first,
        "last": last,
    }


def _deadline(found):
    day = _day(found.get("date"))
    doubts = [DOUBTS[name] for name in found.get("doubts") or () if name in DOUBTS]
    asks = [UNSURE_DATE.format(day)] if _is_unsure(found) else []
    if doubts:
        told = " và ".join(doubts)
        asks.append(f"{told[0].upper()}{told[1:]} được suy ra từ đoạn khác; hãy kiểm tra lại.")
    time = f"{_day(found['first'])} đến {day}" if found.get("first") else day
    details = [("Thời gian" if found.get("first") else "Ngày", time), *_shared(found)]
    return _row(found, found.get("what") or found.get("text", ""), details, asks)


def _periodic(found):
    asks = [UNSURE_PERIOD] if _is_unsure(found) else []
    details = [("Kỳ", found.get("frequency")), *_shared(found)]
    return _row(found, found.get("what") or found.get("text", ""), details, asks)


def _shared(found):
    return [
        ("Thực hiện", found.get("who")),
        ("Phối hợp", "; ".join(found.get("partners") or ())),
        ("Với" if found.get("to") in PEOPLE else "Gửi", found.get("to")),
        ("Kết quả", found.get("result")),
    ]


def _target(found):
    value = f"{found.get('value', '')}".replace(".", ",")
    unit = found.get("unit") or ""
    number = f"{value}{unit}" if unit == "%" else f"{value} {unit}".strip()
    told = COMPARATORS.get(found.get("comparator"), "{}").format(number)
    asks = [UNSURE_TARGET] if _is_unsure(found) else []
    return _row(found, found.get("text", ""), [("Mức", told)], asks)


def _assignee(found):
    relation = "Đề nghị phối hợp" if found.get("relation") == "requested" else "Giao"
    asks = [UNSURE_BODY] if _is_unsure(found) else []
    return _row(found, found.get("name", ""), [("Hình thức", relation)], asks)


def _is_unsure(found):
    return (found.get("sure") or 1.0) < ASK_BELOW


def _day(printed):
    return f"{date.fromisoformat(printed):%d/%m/%Y}" if printed else ""
