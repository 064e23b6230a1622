"""Tables of a Word file: those of the document stay tables, those that only put words side by side become lines."""

import pytest

from documents import read
from documents.model import Run, plain
from tests.documents.word_files import cell, p, plan_file, r, row, table, word_file

LEFT = ("ỦY BAN NHÂN DÂN", "XÃ AN THỬ")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
DATED = "An Thử, ngày 05 tháng 01 năm 2026"
BODY = (
    p("KẾ HOẠCH") + p("Công tác dân vận năm 2026")
    + p("Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã An Thử xây dựng kế hoạch như sau:")
    + p("I. NHIỆM VỤ") + p("1. Tuyên truyền pháp luật đến từng hộ dân trong xã.")
)  # fmt: skip
BREAK = "<w:r><w:br/></w:r>"


def only_table(*rows, **more):
    document = read(plan_file(p("I. NHIỆM VỤ"), table(*rows, **more)), "a.docx").document
    [found] = [item.table for item in document.walk() if item.table]
    return found


def words_of(made):
    return [[plain(each.text) for each in row] for row in made.rows]


@pytest.mark.parametrize(
    "head",
    [
        table(row(cell(*LEFT, "Số: 05/KH-UBND"), cell(*RIGHT, DATED)), lines=False),
        table(row(*(cell(*side) for side in (LEFT, RIGHT))), row("Số: 05/KH-UBND", DATED), lines=False),
        table(row(LEFT[0], RIGHT[0]), row(LEFT[1], RIGHT[1]), row("Số: 05/KH-UBND", DATED), lines=False),
        table(row(cell(*LEFT), "", cell(*RIGHT)), row("Số: 05/KH-UBND", "", DATED), lines=False,
              widths=(4000, 400, 5000)),
        table(row(cell(p(BREAK.join(map(r, LEFT)))), cell(p(BREAK.join(map(r, RIGHT))))), lines=False)
        + p(r("Số: 05/KH-UBND") + "<w:r><w:tab/></w:r>" + r(DATED)),
        p(f"{r(LEFT[0])}<w:r><w:tab/></w:r>{r(RIGHT[0])}")
        + p(f"{r(LEFT[1])}<w:r><w:tab/></w:r>{r(RIGHT[1])}")
        + p(f"{r('Số: 05/KH-UBND')}<w:r><w:tab/></w:r>{r(DATED)}"),
        "".join(map(p, (*LEFT, "Số: 05/KH-UBND", *RIGHT, DATED))),
        table(row(cell(*LEFT, "Số: 05/KH-UBND"), cell(*RIGHT, DATED)), lines=True),
        table(row(cell(p(BREAK.join(map(r, (*LEFT, "Số: 05/KH-UBND"))))), cell(*RIGHT, "", DATED)), lines=False),
    ],
    ids=["cells", "two rows", "three rows", "gap", "breaks and tab", "tabs", "below", "lines", "one paragraph"],
)  # fmt: skip
def test_a_letterhead_is_read_however_it_is_laid_out(head):
    document = read(word_file(head + BODY), "a.docx").document
    assert document.letterhead.issuer == LEFT
    assert (document.number, document.symbol, document.place) == (5, "KH-UBND", "An Thử")
    assert str(document.date) == "2026-01-05"
    assert not document.letterhead.superior


RECIPIENTS = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")
SIGNING = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "Lê Văn Thử")


@pytest.mark.parametrize(
    "foot",
    [
        table(row(cell(*RECIPIENTS), cell(*SIGNING)), lines=False),
        table(row("Nơi nhận:", SIGNING[0]), row("- Như trên;", cell(*SIGNING[1:3])),
              row("- Lưu: VT.", SIGNING[4]), lines=False),
        table(row(cell(p(BREAK.join(map(r, RECIPIENTS)))), cell(p(BREAK.join(map(r, filter(None, SIGNING)))))),
              lines=True),
        table(row(cell(*RECIPIENTS), "", cell(*SIGNING)), lines=False, widths=(4000, 600, 5000)),
        table(row(cell(*RECIPIENTS), cell(*SIGNING[:3])), row("", "Lê Văn Thử"), lines=False),
        table(row(cell(*RECIPIENTS), cell(*SIGNING[:3])), lines=False) + p("Lê Văn Thử"),
        p(f"{r('Nơi nhận:')}<w:r><w:tab/></w:r>{r(SIGNING[0])}")
        + p(f"{r('- Như trên;')}<w:r><w:tab/></w:r>{r(SIGNING[1])}")
        + p(f"{r('- Lưu: VT.')}<w:r><w:tab/></w:r>{r(SIGNING[2])}")
        + p(f"<w:r><w:tab/></w:r>{r(SIGNING[4])}"),
    ],
    ids=["cells", "rows", "breaks", "gap", "name below", "name outside", "tabs"],
)  # fmt: skip
def test_the_foot_is_read_however_it_is_laid_out(foot):
    document = read(word_file(BODY + foot), "a.docx").document
    assert document.recipients == ("Như trên", "Lưu: VT")
    assert document.signature.authority == SIGNING[:3]
    assert document.signature.name == "Lê Văn Thử"


def test_merged_cells_keep_their_spans_and_the_head_its_rows():
    span, down = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'
    made = only_table(
        row(cell("STT", properties=down), cell("Nhiệm vụ", properties=span)),
        row(cell(properties="<w:vMerge/>"), "Nội dung", "Thời gian"),
        row("1", "Tuyên truyền", "Quý I"),
        widths=(1000, 3000, 2000),
    )
    assert words_of(made) == [
        ["STT", "Nhiệm vụ"],
        ["Nội dung", "Thời gian"],
        ["1", "Tuyên truyền", "Quý I"],
    ]
    assert [(each.columns, each.rows) for each in made.rows[0]] == [(1, 2), (2, 1)]
    assert made.header_rows == 2
    assert made.widths == pytest.approx((16.67, 50, 33.33))


@pytest.mark.parametrize(
    ("first", "heads"),
    [
        (row("Nội dung", "Thời gian", properties="<w:tblHeader/>"), 1),
        (row(cell(p(r("Nội dung", "<w:b/>"))), cell(p(r("Thời gian", "<w:b/>")))), 1),
        (row(cell(p("Nội dung", '<w:jc w:val="center"/>')), cell(p("Ngày", '<w:jc w:val="center"/>'))), 1),
        (row("TT", "Nội dung"), 1),
        (row("Họp thôn", "Quý I"), 0),
    ],
)  # fmt: skip
def test_the_head_of_a_table_is_known_by_its_mark_or_its_look(first, heads):
    made = only_table(first, row("Họp tổ", "Quý II"))
    assert made.header_rows == heads
    assert not any(run.bold for cell in made.rows[0] for run in cell.text)


def test_a_cell_keeps_its_paragraphs_numbers_and_styles():
    inside = cell(p(r("Chủ trì", "<w:b/>")), p("- Văn phòng;"), p())
    made = only_table(row("TT", "Việc"), row("1", inside))
    assert made.rows[1][1].text == (Run("Chủ trì", bold=True), Run("\n- Văn phòng;"))


def test_the_title_above_a_table_is_its_caption():
    data = plan_file(
        p("I. NHIỆM VỤ"), p("Bảng 1. Phân công nhiệm vụ"), table(row("TT", "Việc"), row("1", "a"))
    )
    [section] = read(data, "a.docx").document.items
    [item] = section.children
    assert item.table.caption == "Bảng 1. Phân công nhiệm vụ"


def test_a_frame_of_one_column_is_text():
    data = plan_file(table(row(cell("I. NHIỆM VỤ", "1. Tuyên truyền pháp luật."))))
    [section] = read(data, "a.docx").document.items
    assert [section.marker, *(each.marker for each in section.children)] == ["I", "1"]


def test_words_of_a_table_in_a_table_are_kept_and_it_is_told():
    inner = table(row("a", "b"), row("c", "d"))
    data = plan_file(p("I. NHIỆM VỤ"), table(row("TT", "Việc"), row("1", cell("Gồm:", inner))))
    reading = read(data, "a.docx")
    [made] = [item.table for item in reading.document.walk() if item.table]
    assert plain(made.rows[1][1].text) == "Gồm:\na\nb\nc\nd"
    assert "layout.nested_tables" in [finding.code for finding in reading.findings]


def test_a_table_that_names_posts_and_recipients_is_a_table():
    made = only_table(
        row("STT", "Nơi nhận", "Người ký"), row("1", "Phòng Nội vụ", "Chủ tịch"), row("2", "a", "CHỦ TỊCH")
    )  # fmt: skip
    assert len(made.rows) == 3


def test_a_table_in_an_appendix_on_its_side():
    turned = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    upright = p("", '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    body = BODY + table(row(cell(*RECIPIENTS), cell(*SIGNING)), lines=False) + upright
    appendix = p("Phụ lục") + p("DANH MỤC NHIỆM VỤ") + p("(Kèm theo Kế hoạch số 05/KH-UBND)")
    document = read(
        word_file(body + appendix + table(row("STT", "Nội dung"), row("1", "Họp dân")) + turned), "a.docx"
    ).document  # fmt: skip
    [found] = document.appendices
    assert (found.title, found.landscape) == ("DANH MỤC NHIỆM VỤ", True)
    assert words_of(found.items[0].table) == [["STT", "Nội dung"], ["1", "Họp dân"]]
    assert document.recipients == ("Như trên", "Lưu: VT")
