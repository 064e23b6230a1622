"""Heads that stand in another order than the decree's: everything in them is still read."""

from documents.model import Letterhead
from documents.reading import reading_of
from documents.reading.footnotes import Pages
from documents.text import Line, Stretch

LINES = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", False),
    ("Độc lập – Tự do – Hạnh phúc", False),
    ("Sơn Lộc, ngày 3 tháng 3 năm 2026", False),
    ("UBND XÃ SƠN LỘC", False),
    ("PHÒNG VĂN HÓA – XÃ HỘI", False),
    ("Số: 08/KH-PVHXH", False),
    ("KẾ HOẠCH", True),
    ("Phát động phong trào thi đua “Dân vận khéo” năm 2026", True),
    ("Phòng Văn hóa – Xã hội xây dựng kế hoạch như sau:", False),
    ("1. Mục đích: tạo phong trào thi đua rộng khắp.", False),
)


def head_read():
    lines = (
        Line(
            number,
            text,
            text,
            is_paragraph=True,
            styles=(Stretch(0, len(text), bold=True),) if bold else (),
            align="center" if text == "KẾ HOẠCH" else "",
        )
        for number, (text, bold) in enumerate(LINES, start=1)
    )
    return reading_of(Pages(tuple(lines)))


def test_a_body_named_below_the_date_is_the_issuer():
    reading = head_read()
    assert reading.document.letterhead == Letterhead(
        ("UBND XÃ SƠN LỘC",), ("PHÒNG VĂN HÓA – XÃ HỘI",)
    )
    assert not [finding for finding in reading.findings if finding.code == "form.unknown"]


def test_a_bold_subject_too_wide_to_seem_centred_is_the_subject_still():
    assert head_read().document.subject == "Phát động phong trào thi đua “Dân vận khéo” năm 2026"
