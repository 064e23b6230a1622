"""A letterhead and a foot set tighter than the text must not make every row of the text a paragraph."""

import pytest

from documents import missing_pdf_support, read
from documents.model import plain
from documents.pdf import print_html

SENTENCE = (
    "Nâng cao nhận thức, trách nhiệm của cán bộ, công chức, viên chức đối với công tác dân vận; "
    "xây dựng đội ngũ gần dân, trọng dân, hiểu dân, học dân và có trách nhiệm với Nhân dân."
)
HEAD = "".join(
    f"<p>{line}</p>"
    for line in (
        "ỦY BAN NHÂN DÂN",
        "XÃ AN HÒA",
        "Số: 05/KH-UBND",
        "KẾ HOẠCH",
        "Công tác dân vận chính quyền năm 2026",
    )
)
FOOT = "".join(
    f"<p class=left>{line}</p>"
    for line in ("Nơi nhận:", *(f"- Nơi nhận số {at};" for at in range(14)), "- Lưu: VT.")
)
PAGE = f"""<style>
p {{ margin: 0; font: 14pt/15pt Tinos; text-align: center }}
.left, .text {{ text-align: left }}
.text {{ line-height: 21pt; margin-bottom: 6pt; text-indent: 12mm; text-align: justify }}
</style>{HEAD}<p class=text>Thực hiện nhiệm vụ năm 2026, xã xây dựng kế hoạch như sau:</p>
<p class=text>I. NHIỆM VỤ</p><p class=text>1. {SENTENCE}</p><p class=text>2. {SENTENCE}</p>{FOOT}"""


@pytest.mark.skipif(missing_pdf_support() is not None, reason="no PDF without Pango and fonts")
def test_rows_of_text_stay_together_whatever_stands_tighter():
    document = read(print_html(PAGE), "ke-hoach.pdf").document
    assert [plain(item.text) for item in document.items[0].children] == [SENTENCE, SENTENCE]


@pytest.mark.skipif(missing_pdf_support() is not None, reason="no PDF without Pango and fonts")
def test_what_a_browser_prints_around_a_single_page_is_no_text():
    above = "<p class=edge>11/21/26, 9:59 AM Kế hoạch dân vận</p>"
    below = "<p class=edge>https://portal.example/ke-hoach/5/ 1/1</p>"
    style = "<style>.edge { font-size: 8pt; text-align: left }</style>"
    reading = read(print_html(style + above + PAGE + below), "ke-hoach.pdf")
    document = reading.document
    assert document.letterhead.issuer[0] == "ỦY BAN NHÂN DÂN"
    assert document.recipients[-1] == "Lưu: VT"
    told = [each.message for each in reading.findings if each.code == "layout.running_text"]
    assert len(told) == 2
