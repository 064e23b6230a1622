"""Figures (số liệu): which are asked for, how a person types them, how they are printed."""

import re
from decimal import Decimal

from reports.models import Indicator

# code, label, unit of measure, group. What communes are nearly always asked; a province may keep a set of its own.
DEFAULTS = (
    ("documents", "Văn bản về dân vận đã ban hành", "văn bản", "Văn bản, tuyên truyền"),
    ("conferences", "Hội nghị quán triệt, tuyên truyền", "cuộc", "Văn bản, tuyên truyền"),
    ("listeners", "Lượt người dự hội nghị", "lượt người", "Văn bản, tuyên truyền"),
    ("news", "Tin, bài, buổi phát thanh", "tin, bài", "Văn bản, tuyên truyền"),
    ("receptions", "Lượt tiếp công dân", "lượt", "Tiếp công dân, đối thoại"),
    ("petitions", "Đơn thư tiếp nhận", "đơn", "Tiếp công dân, đối thoại"),
    ("petitions-solved", "Đơn thư đã giải quyết", "đơn", "Tiếp công dân, đối thoại"),
    ("dialogues", "Hội nghị đối thoại với Nhân dân", "cuộc", "Tiếp công dân, đối thoại"),
    ("opinions", "Ý kiến, kiến nghị tiếp nhận", "ý kiến", "Tiếp công dân, đối thoại"),
    ("opinions-answered", "Ý kiến, kiến nghị đã trả lời", "ý kiến", "Tiếp công dân, đối thoại"),
    ("files", "Hồ sơ thủ tục hành chính tiếp nhận", "hồ sơ", "Cải cách hành chính"),
    ("files-in-time", "Hồ sơ giải quyết đúng hạn, trước hạn", "hồ sơ", "Cải cách hành chính"),
    ("files-online", "Hồ sơ nộp trực tuyến", "hồ sơ", "Cải cách hành chính"),
    ("published", "Nội dung công khai để Nhân dân biết", "nội dung", "Dân chủ ở cơ sở"),
    ("meetings", "Cuộc họp thôn, tổ dân phố", "cuộc", "Dân chủ ở cơ sở"),
    ("mediations", "Vụ việc hòa giải", "vụ", "Dân chủ ở cơ sở"),
    ("mediations-won", "Vụ việc hòa giải thành", "vụ", "Dân chủ ở cơ sở"),
    ("models", "Mô hình “Dân vận khéo” đăng ký", "mô hình", "Dân vận khéo"),
    ("models-recognised", "Mô hình “Dân vận khéo” được công nhận", "mô hình", "Dân vận khéo"),
    ("money", "Kinh phí vận động Nhân dân đóng góp", "triệu đồng", "Vận động Nhân dân"),
    ("workdays", "Ngày công Nhân dân đóng góp", "ngày công", "Vận động Nhân dân"),
    ("land", "Diện tích đất Nhân dân hiến", "m2", "Vận động Nhân dân"),
    ("supervisions", "Cuộc giám sát của Mặt trận, đoàn thể", "cuộc", "Giám sát, phản biện"),
    (
        "supervision-answers",
        "Kiến nghị sau giám sát đã trả lời",
        "kiến nghị",
        "Giám sát, phản biện",
    ),
)
NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,14})(?:,\d{1,2})?")


def default_indicators():
    """The shared set, made where it is missing; returns its rows. Safe to call again."""
    rows = [
        Indicator(code=code, label=label, unit_of_measure=unit, group=group, position=at)
        for at, (code, label, unit, group) in enumerate(DEFAULTS, start=1)
    ]
    Indicator.objects.bulk_create(rows, ignore_conflicts=True)
    return Indicator.objects.filter(owner=None, is_active=True)


def indicators_for(round):
    """What this round asks: the receiving office's own set where it keeps one, else the shared set."""
    own = list(Indicator.objects.filter(owner=round.receiver_id, is_active=True))
    return own or list(Indicator.objects.filter(owner=None, is_active=True))


def read_number(words):
    """ "1.234,5" as Decimal, None for nothing typed. Raises ValueError with a sentence for the person."""
    typed = "".join(words.split())
    if not typed:
        return None
    if not NUMBER.fullmatch(typed):
        raise ValueError(_what_is_wrong(typed))
    number = Decimal(typed.replace(".", "").replace(",", "."))
    if number >= 10**14:
        raise ValueError("Số quá lớn. Hãy kiểm tra lại đơn vị tính.")
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
