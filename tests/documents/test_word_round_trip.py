"""What was written as .docx is read back as it was, also after a person wrote in it."""

import io

import docx
import pytest
from hypothesis import HealthCheck, given, settings

from documents import read, read_docx, write_docx
from documents.model import Item, Run, Unreadable, plain, text_of
from documents.normal_form import levels, normal_form
from tests.documents.made_up import NASTY_MARKERS, documents
from tests.documents.samples import LETTER, PLAN, REPORT, headed, paragraph


@pytest.mark.parametrize("document", [PLAN, LETTER, REPORT], ids=["plan", "letter", "report"])
def test_each_kind_of_document_is_read_back(document):
    assert read_docx(write_docx(document)) == document


@settings(max_examples=70, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_document_is_read_back_in_its_normal_form(document):
    assert read_docx(write_docx(document)) == normal_form(document)


def test_any_marker_is_read_back_wherever_it_stands():
    kinds = (Item(text=text_of("Lời")), headed("", "Tên"), Item(text=text_of("1. Lời")))
    items = tuple(
        Item(marker, kind.heading, kind.text) for marker in NASTY_MARKERS for kind in kinds
    )
    document = normal_form(PLAN.with_changes(items=(headed("I", "MỤC", *items),)))

    assert read_docx(write_docx(document)) == document


def test_an_outline_of_many_levels_is_read_back():
    item = paragraph("Ý cuối", "-")
    for depth in range(60):
        item = headed(str(depth + 1), f"Tầng {depth}", item)

    assert read_docx(write_docx(PLAN.with_changes(items=(item,)))).items == (item,)


def edited(document, edit):
    """The document after a person opened it and `edit`ed it."""
    opened = docx.Document(io.BytesIO(write_docx(document)))
    edit(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return read_docx(saved.getvalue())


def paragraph_of(opened, words):
    return next(each for each in opened.paragraphs if words in each.text)


def lines_of(document):
    return [
        (depth, item.marker, plain(item.heading or item.text))
        for depth, item in levels(document.items)
    ]


def test_a_paragraph_typed_in_another_style_is_kept_at_the_depth_of_its_surroundings():
    def edit(opened):
        mission = paragraph_of(opened, "Tuyên truyền.")
        mission.insert_paragraph_before("Lời mới của xã.", style="Normal")
        mission.insert_paragraph_before("1. Việc mới của xã.", style="Normal")

    before, after = lines_of(PLAN), lines_of(edited(PLAN, edit))
    at = before.index((0, "II", "NHIỆM VỤ")) + 1

    added = [(1, "", "Lời mới của xã."), (1, "1", "Việc mới của xã.")]
    assert after == before[:at] + added + before[at:]


def test_items_typed_by_hand_hang_below_each_other_as_their_marks_say():
    typed = (
        "8. Việc tám",
        "a) Điểm a;",
        "- Ý một;",
        "+ Ý nhỏ;",
        "- Ý hai;",
        "b) Điểm b;",
        "9. Việc chín",
    )

    def edit(opened):
        mission = paragraph_of(opened, "NHIỆM VỤ")
        for words in ("IX. MỤC MỚI", *typed):
            mission.insert_paragraph_before(words, style="Normal")

    after = lines_of(edited(PLAN, edit))
    at = after.index((0, "IX", "MỤC MỚI"))

    assert [(depth, marker) for depth, marker, _ in after[at + 1 : at + 8]] == [
        *((1, "8"), (2, "a"), (3, "-"), (4, "+"), (3, "-"), (2, "b"), (1, "9"))
    ]
    assert after[at + 8] == (0, "II", "NHIỆM VỤ")


def test_words_typed_before_and_after_the_outline_are_kept_there():
    def edit(opened):
        paragraph_of(opened, "Ủy ban nhân dân xã").insert_paragraph_before("Đầu.", style="Normal")
        last = paragraph_of(opened, "Trên đây là")
        last._p.addnext(opened.add_paragraph("Cuối.")._p)

    found = edited(PLAN, edit)

    assert [plain(each) for each in found.opening][1] == "Đầu."
    assert [plain(each) for each in found.closing][1:] == ["Cuối."]
    assert found.items == PLAN.items


def test_an_item_added_in_the_same_list_takes_its_number_and_its_words():
    def edit(opened):
        point = paragraph_of(opened, "Tuyên truyền.")
        point.insert_paragraph_before("Việc thêm.", style=point.style)._p.get_or_add_pPr().append(
            point._p.pPr.numPr.__copy__()
        )

    (_, second) = edited(PLAN, edit).items

    assert [(each.marker, plain(each.text)[:10]) for each in second.children[:2]] == [
        ("1", "Việc thêm."),
        ("2", "Tuyên truy"),
    ]


def test_changed_words_win_over_what_was_written():
    def edit(opened):
        head = opened.tables[0]
        number = head.rows[1].cells[0].paragraphs[0]
        number.runs[0].text = "Số: 12/KH-UBND"
        head.rows[1].cells[1].paragraphs[0].runs[0].text = "An Hòa, ngày 09 tháng 3 năm 2026"

    found = edited(PLAN.with_changes(number=None, date=None), edit)

    assert (found.number, found.symbol) == (12, "KH-UBND")
    assert (found.place, found.date.isoformat()) == ("An Hòa", "2026-03-09")


def test_bold_words_in_a_text_are_read_back_and_the_bold_of_a_title_is_its_style():
    words = (Run("Thường "), Run("đậm", bold=True), Run(" nghiêng", italic=True))
    items = (Item("I", heading=(Run("MỤC", bold=True),), children=(Item("-", text=words),)),)

    (found,) = read_docx(write_docx(PLAN.with_changes(items=items))).items

    assert found.heading == text_of("MỤC")
    assert found.children[0].text == words


def test_a_file_of_another_hand_is_refused():
    other = io.BytesIO()
    opened = docx.Document()
    opened.add_paragraph("Kế hoạch của người khác.")
    opened.save(other)

    with pytest.raises(Unreadable, match="không do cổng tạo ra"):
        read_docx(other.getvalue())


@pytest.mark.parametrize("document", [PLAN, LETTER, REPORT], ids=["plan", "letter", "report"])
def test_whoever_brings_our_file_in_gets_the_document_that_was_written(document):
    reading = read(write_docx(document), "van-ban.docx")

    assert reading.document == document
    assert reading.issuing_unit == "UBND xã An Hòa"


def test_what_our_file_says_is_understood_with_its_lines():
    words = "Văn phòng HĐND và UBND báo cáo kết quả trước ngày 20/11/2026."
    items = (headed("I", "TỔ CHỨC THỰC HIỆN", paragraph(words, "1")),)

    reading = read(write_docx(PLAN.with_changes(items=items)), "ke-hoach.docx")

    (deadline,) = reading.deadlines
    assert deadline.date.isoformat() == "2026-11-20"
    assert reading.source_lines[deadline.line - 1] == f"1. {words}"
