"""What other programs put on a page: stamps, running heads, watermarks, tables over pages, columns by hand."""

import pytest

from documents import read
from documents.model import Reading, Run, plain
from documents.pdf import print_html
from tests.documents.pages import needs_printer
from tests.documents.samples import LONG

pytestmark = needs_printer

STYLE = """
@page { size: A4; margin: 25mm 20mm 25mm 30mm; @top-center { content: none }
  @top-left { content: "UBND xã An Hòa - Kế hoạch dân vận"; font: 10pt Tinos }
  @bottom-right { content: "Trang " counter(page) "/" counter(pages); font: 10pt Tinos } }
@page wide { size: A4 landscape }
body { font: 14pt Tinos; text-align: justify; margin: 0 }
p { margin: 0 0 3pt; text-indent: 1cm } td p, .c { text-indent: 0; text-align: center }
table { width: 100%; border-collapse: collapse } td { vertical-align: top }
.grid { font-size: 12pt; text-align: left } .grid td, .grid th { border: 0.5pt solid }
.left p { text-align: left; font-size: 11pt }
.mark { position: fixed; top: 90mm; left: 30mm; font-size: 70pt; transform: rotate(-45deg) }
.stamp { position: absolute; top: -18mm; right: 0; font-size: 8pt; text-align: left }
.wide { page: wide; break-before: page } .shifted { position: relative; top: 5pt }
sup { font-size: 65%; line-height: 0 } .notes { font-size: 11pt; text-indent: 0; width: 60mm }
"""
HEAD = """<table><tr><td width="40%"><p>UBND HUYỆN MẪU<p><b>ỦY BAN NHÂN DÂN</b><p><b>XÃ AN HÒA</b><p>Số: 05/KH-UBND
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><p><b>Độc lập - Tự do - Hạnh phúc</b>
<p class="shifted"><i>An Hòa, ngày 05 tháng 01 năm 2026</i></table>
<p class="c"><b>KẾ HOẠCH</b><p class="c"><b>Công tác dân vận chính quyền năm 2026</b>
<p>Ủy ban nhân dân xã xây dựng Kế hoạch như sau:<p><b>I. MỤC ĐÍCH</b>"""
FOOT = """<p>Trên đây là Kế hoạch năm 2026./.
<table><tr><td width="45%" class="left"><p><b><i>Nơi nhận:</i></b><p>- UBND huyện;
<p>- Các ban, ngành, đoàn thể xã phối hợp thực hiện Kế hoạch này trên địa bàn;<p>- Lưu: VT.
<td><p><b>TM. ỦY BAN NHÂN DÂN</b><p><b>CHỦ TỊCH</b><p style="margin-top:50pt"><b>Trần Văn An</b></table>"""


def plan(body: str, *, before: str = "", after: str = "") -> Reading:
    page = f'<html lang="vi"><style>{STYLE}</style><body>{before}{HEAD}{body}{FOOT}{after}'
    return read(print_html(page), "ke-hoach.pdf")


def words_of(reading: Reading) -> list[str]:
    return [plain(each.heading or each.text) for each in reading.document.walk()]


def messages(reading: Reading, code: str) -> str:
    return " ".join(found.message for found in reading.findings if found.code == code)


def test_columns_whose_base_lines_differ_are_head_and_foot():
    document = plan("<p>1. Mục tiêu chung của xã.").document
    assert document.letterhead.superior == ("UBND HUYỆN MẪU",)
    assert document.letterhead.issuer == ("ỦY BAN NHÂN DÂN", "XÃ AN HÒA")
    assert (document.number, document.place, document.date.day) == (5, "An Hòa", 5)
    assert document.recipients == (
        "UBND huyện",
        "Các ban, ngành, đoàn thể xã phối hợp thực hiện Kế hoạch này trên địa bàn",
        "Lưu: VT",
    )
    assert document.signature.name == "Trần Văn An"


def test_stamps_running_heads_watermarks_and_page_numbers_are_no_text_but_told():
    stamp = """<div class="stamp">Người ký: Ủy ban nhân dân xã An Hòa<br>Email: ubnd@tinh.gov.vn<br>
    Cơ quan: Ủy ban nhân dân<br>huyện Mẫu, tỉnh Hòa Sơn<br>Thời gian ký: 05.01.2026 10:22:33 +07:00</div>"""
    body = "".join(f"<p>- Ý {at}: {LONG}" for at in range(30))
    reading = plan(body, before=f'<div class="mark">DỰ THẢO</div>{stamp}')
    assert words_of(reading) == ["MỤC ĐÍCH", *(f"Ý {at}: {LONG}" for at in range(30))]
    assert not reading.document.letterhead.superior[1:]
    assert "DỰ THẢO" in messages(reading, "layout.watermark")
    assert "UBND xã An Hòa - Kế hoạch dân vận" in messages(reading, "layout.running_text")
    assert "huyện Mẫu, tỉnh Hòa Sơn" in messages(reading, "form.stamp")
    assert "+07:00" in messages(reading, "form.stamp")
    assert messages(reading, "layout.page_numbers").count(",") == 1


def grid(rows: int) -> str:
    told = "".join(
        f"<tr><td>{at}<td>Việc số {at}: {LONG}<td>Văn phòng<td>Mặt trận<br>- Đoàn thể"
        for at in range(1, rows + 1)
    )
    return f"""<p class="c">Bảng 1. Nhiệm vụ trọng tâm<table class="grid"><thead><tr><th rowspan=2>STT
    <th rowspan=2>Nội dung<th colspan=2>Đơn vị<tr><th>Chủ trì<th>Phối hợp</thead>
    <tbody>{told}<tr><td colspan=2>Tổng cộng<td colspan=2>{rows} việc</table><p>- Sau bảng."""


def test_a_table_over_pages_is_one_with_its_merged_cells_and_its_head_once():
    reading = plan(grid(20))
    [table, after] = reading.document.items[0].children
    assert "Đầu bảng lặp lại" in messages(reading, "layout.repeated_head")
    assert table.table.caption == "Bảng 1. Nhiệm vụ trọng tâm"
    assert plain(after.text) == "Sau bảng."
    rows = [[plain(cell.text) for cell in row] for row in table.table.rows]
    assert rows[:2] == [["STT", "Nội dung", "Đơn vị"], ["Chủ trì", "Phối hợp"]]
    assert rows[2:22] == [
        [str(at), f"Việc số {at}: {LONG}", "Văn phòng", "Mặt trận - Đoàn thể"]
        for at in range(1, 21)
    ]
    assert table.table.header_rows == 2
    spans = [[(cell.columns, cell.rows) for cell in row] for row in table.table.rows]
    assert spans[0] == [(1, 2), (1, 2), (2, 1)]
    assert spans[-1] == [(2, 1), (2, 1)]


def test_notes_below_the_text_belong_to_their_marks_and_other_raised_figures_stay():
    notes = (
        '<hr class="notes"><p class="notes" style="width:auto"><sup>1</sup> Toàn xã có 24 mô hình.'
    )
    document = plan(
        f"<p>1. Nhà văn hóa rộng 200 m<sup>2</sup> được sửa<sup>1</sup>.{notes}"
    ).document
    [item] = document.items[0].children
    assert item.text == (
        Run("Nhà văn hóa rộng 200 m2 được sửa"),
        Run("1", note=True),
        Run("."),
    )
    assert [(each.marker, plain(each.text)) for each in document.footnotes] == [
        ("1", "Toàn xã có 24 mô hình.")
    ]


def test_bold_and_italic_words_inside_a_paragraph_keep_their_style():
    document = plan(f"<p>- <b>Thời gian:</b> trong <i>quý I</i> và quý II. {LONG}").document
    [item] = document.items[0].children
    assert item.text[:4] == (
        Run("Thời gian:", bold=True),
        Run(" trong "),
        Run("quý I", italic=True),
        Run(f" và quý II. {LONG}"),
    )


@pytest.mark.parametrize(
    "style", ["text-indent:0;margin-left:1cm", "padding-left:1cm;text-indent:-0.5cm", "margin:0"]
)
def test_paragraphs_of_many_indents_are_told_apart(style):
    told = [f"Ý {at}: {LONG} {LONG}" for at in range(6)]
    reading = plan("".join(f'<p style="{style}">- {words}' for words in told))
    assert words_of(reading) == ["MỤC ĐÍCH", *told]


def test_an_appendix_on_a_page_lying_on_its_side_is_read_with_its_table():
    table = '<table class="grid"><tr><th>STT<th>Mô hình<tr><td>1<td>Đường hoa</table>'
    after = (
        f'<div class="wide"><p class="c"><b>Phụ lục</b><p class="c"><b>DANH MỤC</b>{table}</div>'
    )
    [appendix] = plan("<p>1. Mục tiêu chung.", after=after).document.appendices
    assert (appendix.title, appendix.landscape) == ("DANH MỤC", True)
    [item] = appendix.items
    assert [[plain(cell.text) for cell in row] for row in item.table.rows] == [
        ["STT", "Mô hình"],
        ["1", "Đường hoa"],
    ]
