"""What was changed in a request, in words: for its history, for the notices, and to put two changes together."""

from datetime import date

LABELS = {
    "due_on": "Hạn nộp",
    "data_closing_on": "Ngày chốt số liệu",
    "addressees": "Kính gửi",
    "code": "Số, ký hiệu công văn",
    "issued_on": "Ngày công văn",
    "guidance": "Nội dung yêu cầu",
    "template": "Đề cương",
    "indicator_set": "Bộ chỉ tiêu",
}
OUTLINE = ("template", "indicator_set")
FILES, FILES_GONE = "Thêm tệp", "Bỏ tệp"
COMMUNES, COMMUNES_GONE = "Thêm xã", "Bỏ xã"
PARTS = "Hạn các đơn vị gửi"
PULLED = "{names}: hạn các đơn vị gửi đứng sau hạn nộp mới nên lùi về đúng hạn nộp"
NOTHING = "không ghi"
# Longer than this it is read on the page of the round, not in a notice.
LONGEST = 80


def lines_of(before, after):
    """[{"field", "label", "before", "after", "was"}] of the fields in which two RoundRequests differ."""
    return [
        {
            "field": name,
            "label": label,
            "before": _said(getattr(before, name)),
            "after": _said(getattr(after, name)),
            "was": typed(before, name),
        }
        for name, label in LABELS.items()
        if getattr(before, name) != getattr(after, name)
    ]


def line_of(field, label, words, keys=()):
    """A line about what came or went: files, communes."""
    return {"field": field, "label": label, "before": "", "after": words, "keys": list(keys)}


def typed(request, name):
    """What the field of a form holds of a RoundRequest."""
    value = request.serializable_value(name)
    return "" if value is None else str(value)


def _said(value):
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value else ""


def in_notice(line):
    """One line of a change as a notice says it: short, old → new."""
    label = line["label"][:1].lower() + line["label"][1:]
    before, after = line["before"] or NOTHING, line["after"] or NOTHING
    if line["field"] in {"files", "files_gone"}:
        return f"{label} {after}"
    if max(len(before), len(after)) > LONGEST:
        return f"{label} có sửa đổi"
    return f"{label} {before} → {after}"


def names_of(communes, most=3):
    """ "UBND xã An Hòa, UBND xã Bình Minh và 4 xã khác"."""
    shown = ", ".join(commune.short_name for commune in communes[:most])
    rest = len(communes) - most
    return f"{shown} và {rest} xã khác" if rest > 0 else shown
