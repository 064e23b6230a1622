"""What was understood of an upload, as lines for the review page: told plainly, and asked where it is not sure."""

from plans.questions import DOUBTS, day_of, is_unsure, unit_question_key
from plans.unit_names import key_of

COMPARATORS = {">=": "từ {} trở lên", "<=": "không quá {}", "=": "{}"}
# A dialogue is held with them; nothing is sent.
PEOPLE = ("Nhân dân", "nhân dân", "người dân", "thanh niên", "phụ nữ", "doanh nghiệp")
UNSURE_DATE = "Ngày {} được suy ra; hãy xác nhận."
UNSURE_PERIOD = "Có thể chỉ là nền nếp chung; hãy xác nhận có phải việc lặp lại không."
UNSURE_TARGET = "Chưa chắc là chỉ tiêu; hãy xác nhận."
UNSURE_BODY = "Chưa chắc là tên đơn vị; hãy xác nhận."


def understood(reading, review=None):
    """The groups of the page, each a title with its rows; what a reading of before does not hold is left out.

    With `review` (plans.reviewed.Review) each row has the key of its question and what was answered to it.
    """
    groups = (
        ("Việc có thời hạn", _deadline, "deadlines", "d"),
        ("Việc lặp lại theo kỳ", _periodic, "periodic_duties", "p"),
        ("Chỉ tiêu", _target, "targets", "t"),
        ("Đơn vị, cá nhân được giao", _assignee, "assignees", ""),
    )
    shown = []
    for title, row_of, name, letter in groups:
        rows = []
        for place, found in enumerate(reading.get(name) or ()):
            key = (
                f"{letter}{place}" if letter else unit_question_key(key_of(found.get("name") or ""))
            )
            rows.append({**row_of(found), **_reviewed(review, key, found if not letter else None)})
        shown.append((title, rows))
    return [(title, rows) for title, rows in shown if rows]


def _reviewed(review, key, body):
    """What the review adds to a row; an answer takes the place of what was asked."""
    if review is None or key not in review.by_key:
        return {}
    given = review.answer_to(key)
    told = {"key": key, "said": review.said(key) if given else ""}
    if given:
        told["asks"] = []
        told["is_none"] = given["answer"] == "none" and body is None
    elif body is not None and (unit := review.unit_of(body.get("name"))):
        told["said"], told["asks"] = unit.short_name, []
    return told


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
    day = day_of(found.get("date"))
    doubts = [DOUBTS[name] for name in found.get("doubts") or () if name in DOUBTS]
    asks = [UNSURE_DATE.format(day)] if is_unsure(found) else []
    if doubts:
        told = " và ".join(doubts)
        asks.append(f"{told[0].upper()}{told[1:]} được suy ra từ đoạn khác; hãy kiểm tra lại.")
    time = f"{day_of(found['first'])} đến {day}" if found.get("first") else day
    details = [("Thời gian" if found.get("first") else "Ngày", time), *_shared(found)]
    return _row(found, found.get("what") or found.get("text", ""), details, asks)


def _periodic(found):
    asks = [UNSURE_PERIOD] if is_unsure(found) else []
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
    asks = [UNSURE_TARGET] if is_unsure(found) else []
    return _row(found, found.get("text", ""), [("Mức", told)], asks)


def _assignee(found):
    relation = "Đề nghị phối hợp" if found.get("relation") == "requested" else "Giao"
    asks = [UNSURE_BODY] if is_unsure(found) else []
    return _row(found, found.get("name", ""), [("Hình thức", relation)], asks)
