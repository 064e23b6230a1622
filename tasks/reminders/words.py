"""What a reminder says: the portal's own words, and the places in a commune's words that stand for something."""

import re

TASK, DUE, DAYS, UNIT, PERSON = "{việc}", "{hạn}", "{số ngày}", "{đơn vị}", "{người}"
# The task's title last: whatever stands in it is nobody's placeholder.
PLACES = (DUE, DAYS, UNIT, PERSON, TASK)
NO_DUE = "chưa có hạn"
SHOWN_TITLE = 160
LONGEST = 400

# To the responsible person; those further up read whose work it is.
OWN = {
    "ahead": "Còn {số ngày} ngày: {việc} (hạn {hạn})",
    "today": "Hôm nay là hạn: {việc}",
    "late": "Quá hạn {số ngày} ngày: {việc} (hạn {hạn})",
    "silent": "Chưa có cập nhật {số ngày} ngày: {việc} (hạn {hạn})",
    "silent_undated": "Chưa có cập nhật {số ngày} ngày: {việc}",
    "undated": "Nhắc lại theo hẹn: {việc}",
}
OTHERS = {
    "ahead": "Còn {số ngày} ngày: {việc} ({đơn vị}, {người}; hạn {hạn})",
    "today": "Hôm nay là hạn: {việc} ({đơn vị}, {người})",
    "late": "Quá hạn {số ngày} ngày: {việc} ({đơn vị}, {người}; hạn {hạn})",
    "silent": "Chưa có cập nhật {số ngày} ngày: {việc} ({đơn vị}, {người}; hạn {hạn})",
    "silent_undated": "Chưa có cập nhật {số ngày} ngày: {việc} ({đơn vị}, {người})",
    "undated": "Nhắc lại theo hẹn: {việc} ({đơn vị}, {người})",
}
# Of work that is requested nobody is late, and nobody owes a word.
REQUESTED_PAST = "Đề nghị phối hợp: {việc} (hạn {hạn})"
REQUESTED_SILENT = "Nhờ cập nhật tình hình phối hợp: {việc}"


def unknown_places(wording):
    """The {…} in a commune's wording that stand for nothing, and single braces, in order; empty when all is known."""
    left = wording
    for place in PLACES:
        left = left.replace(place, "")
    return re.findall(r"\{[^{}]*\}|[{}]", left)


def example(wording, kind, days):
    """How a rule's words read for a made-up task; the portal's own words where `wording` is empty."""
    standing = {"ahead": days > 0, "today": days == 0, "late": days < 0}
    name = "silent" if kind == "silent" else next(key for key, fits in standing.items() if fits)
    said = {
        TASK: "Tổ chức đối thoại với Nhân dân",
        DUE: "20/05/2026",
        DAYS: str(abs(days) or 0),
        UNIT: "Phòng Văn hóa - Xã hội",
        PERSON: "Trần Thị Hoa",
    }
    text = wording or OWN[name]
    for place in PLACES:
        text = text.replace(place, said[place])
    return text
