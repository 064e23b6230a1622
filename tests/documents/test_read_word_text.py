"""The words of a Word file as they are shown, in order, each once."""

import zipfile
from io import BytesIO

import pytest

from documents import read
from documents.model import Run, plain
from documents.reading.word import extract
from tests.documents.word_files import (
    MAIN,
    cell,
    p,
    plan_file,
    r,
    row,
    style,
    styled,
    table,
    word_file,
)

BY = 'w:id="1" w:author="an"'
BOX = "<w:txbxContent>{}</w:txbxContent>"


def shown(*paragraphs, **parts):
    return [block.words for block in extract(word_file("".join(paragraphs), **parts)).blocks]


def found_codes(data):
    return [finding.code for finding in read(data, "a.docx").findings]


def simple(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_inserted_words_stay_and_deleted_ones_go():
    changed = p(
        f"{r('Nâng ')}<w:ins {BY}>{r('cao ')}</w:ins>"
        f"<w:del {BY}><w:r><w:delText>thấp </w:delText></w:r></w:del>{r('nhận thức')}"
    )
    assert shown(changed) == ["Nâng cao nhận thức"]


def test_moved_words_stand_where_they_went():
    assert shown(
        p(f"<w:moveFrom {BY}>{r('cũ')}</w:moveFrom>{r('một')}"),
        p(f"{r('hai ')}<w:moveTo {BY}>{r('cũ')}</w:moveTo>"),
    ) == ["một", "hai cũ"]


def test_paragraphs_whose_end_is_deleted_are_one_and_deleted_ones_none():
    ended = f"<w:rPr><w:del {BY}/></w:rPr>"
    assert shown(p("Một ", ended), p("hai"), p("", ended), p("ba")) == ["Một hai", "ba"]


def test_a_deleted_row_is_no_row():
    grid = table(row("a", "b"), row("c", "d", properties=f"<w:del {BY}/>"))
    [block] = extract(word_file(grid)).blocks
    assert [[each.words for each in made.paragraphs] for made in block.cells] == [["a"], ["b"]]


def test_tracked_changes_are_told_once():
    body = p(
        f"I. NHIỆM VỤ <w:ins {BY}>{r('CHUNG')}</w:ins>".replace("I. NHIỆM VỤ ", r("I. NHIỆM VỤ "))
    )
    [told] = [
        finding
        for finding in read(plan_file(body, p("1. Tuyên truyền.")), "a.docx").findings
        if finding.code == "layout.tracked_changes"
    ]
    assert "1 chỗ sửa" in told.message
    assert told.severity == "info"


def test_fields_show_their_result_and_page_numbers_nothing():
    link = simple("begin") + '<w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r>'
    page = simple("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + simple("separate")
    assert shown(
        p(link + simple("separate") + r("trang xã") + simple("end")),
        p(r("số ") + page + r("3") + simple("end")),
        p('<w:fldSimple w:instr="DATE">' + r("05/01/2026") + "</w:fldSimple>"),
    ) == ["trang xã", "số ", "05/01/2026"]


def test_a_field_that_never_ends_hides_nothing():
    opened = p(simple("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + simple("separate"))
    assert shown(opened, p("Mục đích"))[1] == "Mục đích"


def test_a_table_of_contents_is_left_out_and_told():
    begin = p(simple("begin") + '<w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>' + simple("separate")
              + r("I. NHIỆM VỤ 1"))  # fmt: skip
    data = plan_file(begin, p(simple("end")), p("I. NHIỆM VỤ"), p("1. Tuyên truyền."))
    assert len(read(data, "a.docx").document.items) == 1
    assert "layout.contents" in found_codes(data)


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (r("dân") + "<w:r><w:noBreakHyphen/></w:r>" + r("vận"), "dân-vận"),
        (r("dân") + "<w:r><w:softHyphen/></w:r>" + r("vận"), "dânvận"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + r(" x"), "• x"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 90%"), "≥ 90%"),
        ("<w:hyperlink>" + r("trang xã") + "</w:hyperlink>", "trang xã"),
        ("<w:sdt><w:sdtContent>" + r("ô chọn") + "</w:sdtContent></w:sdt>", "ô chọn"),
        ("<w:smartTag><w:customXml>" + r("An Thử") + "</w:customXml></w:smartTag>", "An Thử"),
        (r("ẩn", "<w:vanish/>") + r("hiện"), "hiện"),
        (r("tiêu đề", "<w:caps/>"), "TIÊU ĐỀ"),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "a\tb"),
        (r("ê") + r("\u0301") + r(" x", "<w:b/>"), "ê\u0301 x"),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "a+b"),
    ],
)
def test_what_stands_in_a_paragraph_is_shown_as_on_the_page(inside, words):
    assert shown(p(inside)) == [words]


def test_a_text_box_is_read_once_where_it_hangs():
    choice = f'<mc:Choice Requires="wps"><wps:txbx>{BOX.format(p("Số: 05/KH-UBND"))}</wps:txbx></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{BOX.format(p('Số: 05/KH-UBND'))}</v:textbox></w:pict></mc:Fallback>"
    drawn = f"<mc:Choice><w:drawing>{choice}</w:drawing></mc:Choice>"
    both = f"<w:r><mc:AlternateContent>{drawn}{fallback}</mc:AlternateContent></w:r>"
    assert shown(p(both + r("KẾ HOẠCH"))) == ["Số: 05/KH-UBND", "KẾ HOẠCH"]


def test_a_letterhead_in_an_old_text_box_is_read():
    lines = "".join(map(p, ("ỦY BAN NHÂN DÂN", "XÃ AN THỬ", "Số: 05/KH-UBND")))
    box = f"<w:r><w:pict><v:textbox>{BOX.format(lines)}</v:textbox></w:pict></w:r>"
    data = word_file(
        p(box) + p("KẾ HOẠCH") + p("Dân vận năm 2026")
        + p("Thực hiện nhiệm vụ được giao, Ủy ban nhân dân xã An Thử xây dựng kế hoạch như sau:")
        + p("I. NHIỆM VỤ") + p("1. Tuyên truyền.")
    )  # fmt: skip
    document = read(data, "a.docx").document
    assert (document.letterhead.issuer, document.number) == (("ỦY BAN NHÂN DÂN", "XÃ AN THỬ"), 5)


def test_styles_are_taken_through_their_chain_and_undone_where_a_run_says_so():
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>'
        + style("Dam", letters="<w:b/>")
        + style("DamNghieng", letters="<w:i/>", based="Dam")
        + style("Chu", letters="<w:b/>", kind="character")
    )  # fmt: skip
    [block] = extract(
        word_file(
            styled(r("a") + r("b", '<w:b w:val="0"/>') + r("c", '<w:rStyle w:val="Chu"/>'), "DamNghieng"),
            styles=styles,
        )
    ).blocks  # fmt: skip
    # A toggle of a character style undoes that of the paragraph style.
    assert block.runs == [Run("a", bold=True, italic=True), Run("bc", italic=True)]


def test_a_ring_of_styles_ends():
    styles = style("A", based="B") + style("B", letters="<w:b/>", based="A")
    [block] = extract(word_file(styled("x", "A"), styles=styles)).blocks
    assert block.runs == [Run("x", bold=True)]


def footnote(key, *paragraphs):
    return f'<w:footnote w:id="{key}">{"".join(paragraphs)}</w:footnote>'


def reference(key, custom=""):
    mark = 'w:customMarkFollows="1" ' if custom else ""
    words = f"<w:t>{custom}</w:t>" if custom else ""
    return f'<w:r><w:footnoteReference {mark}w:id="{key}"/>{words}</w:r>'


def test_footnotes_count_in_the_order_of_their_marks_and_keep_a_mark_of_their_own():
    notes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        + footnote(7, p("<w:r><w:footnoteRef/></w:r>" + r(" Kết luận số 01-KL/TW.")))
        + footnote(3, p(r("* Số liệu tạm tính.")))
        + footnote(5, p(r("Luật số 10.")), p(r("Còn hiệu lực.")))
    )
    data = plan_file(
        p("I. NHIỆM VỤ"),
        p(r("1. Theo Kết luận") + reference(7) + r(", số liệu") + reference(3, "*") + r(" và luật") + reference(5)),
        footnotes=notes,
    )  # fmt: skip
    document = read(data, "a.docx").document
    assert [(each.marker, plain(each.text)) for each in document.footnotes] == [
        ("1", "Kết luận số 01-KL/TW."),
        ("*", "Số liệu tạm tính."),
        ("2", "Luật số 10. Còn hiệu lực."),
    ]
    text = document.items[0].children[0]
    assert "".join(
        f"[{run.text}]" if run.note else run.text for run in text.heading or text.text
    ) == ("Theo Kết luận[1], số liệu[*] và luật[2]")


def test_words_with_line_breaks_are_one_paragraph_but_typed_items_are_items():
    broken = p(r("1. Tổ chức tuyên truyền") + "<w:r><w:br/></w:r>" + r("đến từng hộ dân."))
    two = p(r("- Họp thôn;") + "<w:r><w:br/></w:r>" + r("- Phát thanh."))
    [section] = read(plan_file(p("I. NHIỆM VỤ"), broken, two), "a.docx").document.items
    [item] = section.children
    assert plain(item.heading or item.text) == "Tổ chức tuyên truyền đến từng hộ dân."
    assert [plain(each.text) for each in item.children] == ["Họp thôn;", "Phát thanh."]


def test_the_lines_of_the_source_carry_the_numbers_a_person_sees():
    reading = read(
        plan_file(p("I. NHIỆM VỤ"), table(row("a", "b"), row("c", "d")), p("1. Việc")), "a.docx"
    )
    assert reading.source_lines[3:] == ("I. NHIỆM VỤ", "a | b", "c | d", "1. Việc")
    assert [(each.source.first, each.source.last) for each in reading.document.walk()] == [
        (4, 4),
        (5, 6),
        (7, 7),
    ]


def test_the_letterhead_in_the_header_of_the_first_page_is_read_and_page_numbers_are_not():
    kinds = (("first", "header1"), ("default", "header2"))
    told = (f'<w:headerReference w:type="{kind}" r:id="{part}"/>' for kind, part in kinds)
    first = f"<w:sectPr>{''.join(told)}</w:sectPr>"
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    number = (
        simple("begin")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        + simple("separate")
        + r("2")
        + simple("end")
    )
    data = plan_file(
        p("I. NHIỆM VỤ"), p("1. Việc"), first,
        header1=table(row(cell("ỦY BAN NHÂN DÂN", "XÃ AN THỬ"), cell(nation)), lines=False),
        header2=p(number),
    )  # fmt: skip
    reading = read(data, "a.docx")
    assert reading.document.letterhead.issuer == ("ỦY BAN NHÂN DÂN", "XÃ AN THỬ")
    assert "layout.margins" not in [finding.code for finding in reading.findings]


def test_words_in_a_running_header_are_told():
    data = plan_file(
        p("I. NHIỆM VỤ"), p("1. Việc"), '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        header1=p("Dự thảo lần 2"),
    )  # fmt: skip
    [told] = [each for each in read(data, "a.docx").findings if each.code == "layout.margins"]
    assert "Dự thảo lần 2" in told.message


def test_a_file_in_the_strict_form_of_the_standard_is_read():
    held = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_file(p("x")))) as usual,
        zipfile.ZipFile(held, "w") as strict,
    ):
        for name in usual.namelist():
            told = usual.read(name).replace(
                MAIN.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
            strict.writestr(name, told)
    assert [block.words for block in extract(held.getvalue()).blocks] == ["x"]


@pytest.mark.parametrize("stamp", ["HỎA TỐC", "DỰ THẢO LẦN 2", "CÔNG VĂN ĐẾN"])
def test_a_stamp_above_the_letterhead_names_no_body(stamp):
    head = "".join(map(p, (stamp, "ỦY BAN NHÂN DÂN", "XÃ AN THỬ", "Số: 05/KH-UBND")))
    plan = plan_file(p("I. NHIỆM VỤ"), p("1. Tuyên truyền pháp luật."), before=head)
    assert read(plan, "a.docx").document.letterhead.issuer == ("ỦY BAN NHÂN DÂN", "XÃ AN THỬ")


def test_the_stamp_of_a_digital_signature_is_a_remark():
    stamp = p("Ký bởi: ỦY BAN NHÂN DÂN XÃ AN THỬ; Ngày ký: 20/01/2026 09:15:33 +07:00")
    reading = read(plan_file(p("I. NHIỆM VỤ"), p("1. Việc"), before=stamp), "a.docx")
    [told] = [each for each in reading.findings if each.code == "form.stamp"]
    assert (told.line, told.severity) == (1, "info")


def test_a_paragraph_that_seems_to_go_on_is_kept_and_asked_about():
    broken = p("1. Phối hợp với Ủy ban Mặt trận Tổ quốc xã"), p("và các đoàn thể tuyên truyền.")
    reading = read(plan_file(p("I. NHIỆM VỤ"), *broken), "a.docx")
    [item] = reading.document.items[0].children
    assert plain(item.children[0].text) == "và các đoàn thể tuyên truyền."
    assert [each.line for each in reading.findings if each.code == "layout.broken_paragraph"] == [6]
