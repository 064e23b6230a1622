"""Each rule of the form with what breaks it, what it offers, and what only looks like a fault."""

from datetime import date

import pytest

from documents import check
from documents.checking import apply, apply_all
from documents.model import (
    Appendix,
    Cell,
    Citation,
    Item,
    Letterhead,
    Signature,
    Table,
    plain,
    text_of,
)
from tests.documents.samples import LETTER, PLAN, REPORT, headed, paragraph


def plan_with(*words, **over):
    """The sample plan with these paragraphs as its tasks."""
    tasks = headed("I", "NHIỆM VỤ", *(paragraph(each, "-") for each in words))
    orders = headed("II", "TỔ CHỨC THỰC HIỆN", paragraph("Các phòng thực hiện Kế hoạch.", "1"))
    return PLAN.with_changes(items=(tasks, orders), footnotes=(), **over)


def told(document, rule=None, **asked):
    found = check(document, **asked)
    return [(each.code, each.hit) for each in found if rule in (None, each.rule)]


def corrected(document, code, **asked):
    """The document after the first correction of this kind."""
    [finding, *_] = [each for each in check(document, **asked) if each.code == code]
    return apply(document, finding.correction)


def task(document, at=0):
    return plain(document.items[0].children[at].text)


def test_a_plan_in_the_right_form_is_told_nothing():
    assert told(plan_with("Tiếp công dân theo lịch.")) == []


WRONG = [
    # rule, words, code, what is meant, what it becomes
    ("F20", "Giữa các các thôn.", "text.doubled_word", "các các", "Giữa các thôn."),
    ("F20", "Cải cách hành chí nh nhà nước.", "text.split_word", "chí nh", "Cải cách hành chính nhà nước."),
    ("F20", "Chương trình , dự án.", "text.space", "trình ,", "Chương trình, dự án."),
    ("F20", "Công  khai ngân sách.", "text.space", "Công  khai", "Công khai ngân sách."),
    ("F20", "Trụ sở ( nhà văn hóa).", "text.space", "( nhà", "Trụ sở (nhà văn hóa)."),
    ("F19", "Phong trào *Dân vận khéo* của xã.", "text.stars", "*Dân vận khéo*", "Phong trào Dân vận khéo của xã."),
    ("F19", "Công tác dân vâ\u0323n của xã.", "text.normal_form", "", "Công tác dân vận của xã."),
    ("F19", "Tăng c\u01a3ờng đối thoại.", "text.normal_form", "", "Tăng cường đối thoại."),
    ("F19", "Tiếp\u200b công dân.", "text.normal_form", "", "Tiếp công dân."),
    ("F19", "Dân vâṇ khéo.", "text.misplaced_tone", "vâṇ", None),
    ("F19", "Phong trào “Dân vận khéo của xã.", "text.quotes", "“", None),
    ("F09", "Thực hiện Chỉ thị số 33 / CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ.", "citation.space",
     "33 / CT-TTg", "Thực hiện Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ."),
    ("F09", "Chỉ thị số33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ.", "citation.space", "số",
     "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ."),
    ("F11", "Chỉ thị số 33/CT-TT ngày 26/11/2021 của Thủ tướng Chính phủ.", "citation.symbol", "33/CT-TT",
     "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ."),
    ("F11", "Nghị quyết số 25/NQ-TW ngày 03/6/2013 của Ban Chấp hành Trung ương.", "citation.symbol", "25/NQ-TW",
     "Nghị quyết số 25-NQ/TW ngày 03/6/2013 của Ban Chấp hành Trung ương."),
    ("F11", "Quyết định số 15/QD-UBND ngày 03/6/2024 của UBND tỉnh.", "citation.symbol", "15/QD-UBND",
     "Quyết định số 15/QĐ-UBND ngày 03/6/2024 của UBND tỉnh."),
    ("F08", "Theo Chỉ thị số 33/CT-TTg ngày 26/11/2021.", "citation.incomplete",
     "Chỉ thị số 33/CT-TTg ngày 26/11/2021", None),
    ("F16", "Hoàn thành các chỉ tiêu kinh tế năm 2025.", "text.stale_year", "năm 2025",
     "Hoàn thành các chỉ tiêu kinh tế năm 2026."),
    ("F03", "Họp ngày 5 tháng 1 năm 2026.", "text.leading_zero", "ngày 5 tháng 1", "Họp ngày 05 tháng 01 năm 2026."),
    ("F03", "Họp ngày 05 tháng 08 năm 2026.", "text.leading_zero", "ngày 05 tháng 08", "Họp ngày 05 tháng 8 năm 2026."),
    ("F17", "Các thôn nộp kết quả về Phòng Văn hóa - Xã hội trước ngày 01/01/2026.", "deadline.before_issue",
     "01/01/2026", None),
    ("F17", "Các thôn: gửi báo cáo về Ủy ban nhân dân xã trước ngày 15/3/2027.", "deadline.other_year",
     "15/3/2027", None),
    ("F17", "Các thôn: gửi báo cáo về Ủy ban nhân dân xã trước ngày 31/6/2026.", "deadline.impossible",
     "trước ngày 31/6/2026", None),
    ("F18", "Đăng ký mô hình trước ngày 20/3/2026.", "duty.no_body", "20/3/2026", None),
    ("F18", "Các thôn: báo cáo kết quả trước ngày 20/3/2026.", "duty.no_receiver", "20/3/2026", None),
    ("F21", "Báo cáo ủy ban nhân dân xã.", "text.capitals", "ủy ban nhân dân", "Báo cáo Ủy ban nhân dân xã."),
    ("F21", "Báo cáo Hội Đồng Nhân dân xã.", "text.capitals", "Hội Đồng Nhân dân", "Báo cáo Hội đồng nhân dân xã."),
    ("F21", "Phục vụ nhân dân.", "text.capitals", "nhân dân", None),
    ("F21", "Chủ trương của Đảng và nhà nước.", "text.capitals", "nhà nước", None),
    ("F21", "Theo quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.", "text.capitals", "quyết định",
     "Theo Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh."),
    ("F21", "Theo điều 15 Luật Thực hiện dân chủ ở cơ sở.", "text.capitals", "điều",
     "Theo Điều 15 Luật Thực hiện dân chủ ở cơ sở."),
    ("F22", "Đơn vị chủ trì: ………", "text.placeholder", "………", None),
    ("F22", "Chỗ ký #ChuKyLanhDao ở đây.", "text.placeholder", "#ChuKyLanhDao", None),
    ("F22", "Họp ngày … tháng … năm 2026.", "text.placeholder", "ngày … tháng …", None),
    ("F22", "Do [tên đơn vị] chủ trì.", "text.placeholder", "[tên đơn vị]", None),
    ("F23", "Phối hợp với Khối Dân vận xã.", "body.abolished", "Khối Dân vận", None),
    ("F23", "Báo cáo Ban Dân vận Tỉnh ủy.", "body.abolished", "Ban Dân vận Tỉnh ủy",
     "Báo cáo Ban Tuyên giáo và Dân vận Tỉnh ủy."),
    ("F24", "Chi tiết tại Phụ lục kèm theo.", "appendix.missing", "Phụ lục", None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "words", "code", "hit", "right"), WRONG)
def test_a_fault_is_told_where_it_stands_and_corrected_where_that_is_certain(
    rule, words, code, hit, right
):
    document = plan_with(words)

    [finding] = check(document)

    assert (finding.rule, finding.code, finding.hit) == (rule, code, hit)
    assert finding.place == ("items", 0, 0)
    if right is None:
        assert finding.correction is None
    else:
        assert task(apply(document, finding.correction)) == right


RIGHT = [
    # Good Vietnamese that only looks doubled, split or wrongly set
    "Xử lý hành vi vi phạm và trực tiếp tiếp xúc với cử tri.",
    "Các tổ chức tổ chức thực hiện; Ban Chỉ đạo chỉ đạo các thôn.",
    "Bảo vệ giá trị của của cải chung, chứng minh bằng bằng chứng; cùng theo theo dõi của thôn.",
    "Xã Các Các và ông Và Và Mẫu tham gia.",
    "Ngày ngày, người người thi đua.",
    "Tổng diện tích 2 * 3 = 6 ha; ghi chú (*) ở dưới.",
    "Đội 3 ăn ở tại thôn; điểm c khoản 2; 100 km; 5 m; 20 kg.",
    "Khẩu hiệu “nghe dân nói, nói dân hiểu”, “làm dân tin” ...",
    # Years that are meant
    "Giai đoạn 2021 - 2025 và giai đoạn 2021-2025.",
    "So với năm 2025, tỷ lệ tăng 5%; từ năm 2024 đến năm 2025 đạt kết quả tốt.",
    "Luật Tổ chức chính quyền địa phương năm 2025.",
    "Thực hiện Nghị quyết số 12/NQ-HĐND ngày 20/12/2025 của Hội đồng nhân dân xã về nhiệm vụ năm 2025.",
    "Phát động phong trào “Năm 2025 xanh”, “Thi đua năm 2025”.",
    "Ông Trần Văn Mẫu, sinh năm 2024.",
    "Kết quả xếp loại công tác dân vận năm 2025 làm cơ sở; quyết toán kinh phí năm 2025; kế thừa mô hình của năm 2025.",
    "Tổ chức hội nghị trước ngày 30/6/2026 do Văn phòng HĐND và UBND xã chủ trì.",
    # Symbols of many bodies
    "Hướng dẫn số 15-HD/BTGDVTW ngày 02/02/2026 của Ban Tuyên giáo và Dân vận Trung ương.",
    "Chương trình phối hợp số 02-CTr/UBND-BDVHU ngày 29/4/2022 giữa UBND huyện và Ban Dân vận Huyện ủy.",
    "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ; Nghị quyết số 24/2021/QH15 ngày 28/7/2021 của Quốc hội.",
    "Kế hoạch số 12/KH-HND ngày 05/01/2026 của Hội Nông dân tỉnh.",
    "Công văn số 345/UBND-NC ngày 08/01/2026 của UBND tỉnh.",
    "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh và Kế hoạch số 12/KH-UBND ngày 09/01/2026 của UBND xã.",
    "Kế hoạch số 5/KH-UBND ngày 12/01/2025 của UBND xã, Kế hoạch số 5/KH-UBND ngày 09/01/2026 của UBND xã.",
    "Luật Thi đua, khen thưởng số 06/2022/QH15.",
    # Capitals
    "Ủy ban nhân dân, Hội đồng nhân dân, Quân đội nhân dân, Tòa án nhân dân; Nhân dân và công dân.",
    "Ủy ban Thường vụ Quốc hội; Ban Thường vụ Đảng ủy; quản lý nhà nước, cơ quan hành chính nhà nước.",
    "Các kế hoạch, quyết định và nghị quyết của xã; xây dựng kế hoạch số hóa 12 bộ hồ sơ.",
    # Bodies of their time
    "Chỉ thị số 13-CT/HU ngày 20/01/2022 của Huyện ủy về công tác dân vận.",
    "Trước ngày 01/7/2025 do UBND huyện thực hiện; nay do xã thực hiện.",
    # Placeholders and appendices that are none
    "Gồm: hội thảo, tọa đàm, v.v… và các việc khác…",
    "Trẻ em <5 tuổi và người >80 tuổi; Đại hội XXX; ghi chú [1].",
    "Theo Phụ lục I Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
    # Duties that say it all
    "Các thôn: báo cáo kết quả về Phòng Văn hóa - Xã hội trước ngày 20/3/2026.",
    "Các thôn: báo cáo Ủy ban nhân dân xã trước ngày 20/01/2027.",
]  # fmt: skip


@pytest.mark.parametrize("words", RIGHT)
def test_what_only_looks_like_a_fault_is_not_told(words):
    assert told(plan_with(words)) == []


# -- Head and foot


@pytest.mark.parametrize(
    ("over", "code"),
    [
        ({"letterhead": None}, "form.letterhead"),
        ({"symbol": "", "number": None}, "form.letterhead"),
        ({"place": "", "date": None}, "form.letterhead"),
        ({"number": None}, "form.number"),
        ({"symbol": "BC-UBND"}, "form.symbol"),
        ({"date": None, "place_and_date": "An Hòa, ngày   tháng 01 năm 2026"}, "form.date"),
        ({"kind": "Kế hoạch"}, "form.kind"),
        ({"subject": ""}, "form.subject"),
        ({"subject": "Công tác dân vận năm 2026."}, "form.subject_stop"),
        ({"subject": "CÔNG TÁC DÂN VẬN NĂM 2026"}, "form.subject_capitals"),
        ({"closing": (text_of("Trên đây là Kế hoạch năm 2026."),)}, "form.end_sign"),
        ({"closing": (text_of("Trên đây./."), text_of("Thực hiện./."))}, "form.end_sign"),
        ({"recipients": ()}, "form.recipients"),
        ({"recipients": ("Sở Nội vụ", "Lưu VP")}, "form.archive_line"),
        ({"recipients": ("Lưu: VT", "Sở Nội vụ")}, "form.archive_line"),
        ({"recipients": ("Như trên", "Lưu: VT")}, "form.addressees"),
        ({"signature": None}, "form.signature"),
        ({"signature": Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))}, "form.signer"),
        ({"signature": Signature(("CHỦ TỊCH",), "Trần Văn An")}, "form.authority"),
        ({"signature": Signature(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), "Trần An")}, "form.authority"),
        ({"signature": Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TS. Trần An")}, "form.signer_title"),
        ({"signature": Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "TRẦN AN")}, "form.signer_capitals"),
        ({"appendices": (Appendix("DANH MỤC"),)}, "appendix.unmentioned"),
    ],
)  # fmt: skip
def test_what_is_missing_around_the_body_is_told(over, code):
    assert [each[0] for each in told(plan_with("Tiếp dân.", **over), year=2026)] == [code]


def test_a_stretch_of_time_below_a_title_that_looks_back_is_no_late_deadline():
    words = "Từ ngày 01/01/2026 đến ngày 05/01/2026 tiếp 45 lượt công dân."
    item = headed("1", "Tiếp công dân", paragraph(words))

    report = REPORT.with_changes(date=date(2026, 6, 15))
    back = report.with_changes(items=(headed("I", "KẾT QUẢ ĐẠT ĐƯỢC", item),))
    ahead = report.with_changes(items=(headed("I", "PHƯƠNG HƯỚNG", item),))

    assert told(back, "F17") == []
    assert told(ahead, "F17") == [("deadline.before_issue", "05/01/2026")]


@pytest.mark.parametrize(
    "over",
    [
        {"signature": Signature(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Trần An")},
        {"signature": Signature(("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"), "Trần An")},
        {"signature": Signature(("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "Y Mẫu Niê")},
        {"recipients": ("Sở Nội vụ (b/c)", "Lưu: VT, VHXH")},
        {"subject": "Công tác dân vận giai đoạn 2026 - 2030"},
        {"kind": "QUYẾT ĐỊNH", "symbol": "QĐ-UBND"},
    ],
)
def test_variants_that_communes_use_are_left_alone(over):
    assert told(plan_with("Tiếp dân.", **over)) == []


@pytest.mark.parametrize(
    ("over", "code", "field", "right"),
    [
        ({"subject": "Công tác dân vận năm 2026."}, "form.subject_stop", "subject",
         "Công tác dân vận năm 2026"),
        ({"kind": "Kế hoạch"}, "form.kind", "kind", "KẾ HOẠCH"),
        ({"recipients": ("Sở Nội vụ", "Lưu VT, VHXH")}, "form.archive_line", "recipients",
         ("Sở Nội vụ", "Lưu: VT, VHXH")),
        ({"closing": (text_of("Trên đây là Kế hoạch."),)}, "form.end_sign", "closing",
         (text_of("Trên đây là Kế hoạch./."),)),
        ({"recipients": ("Phòng Nội vụ huyện Mẫu Đông (b/c)", "Lưu: VT")}, "body.abolished",
         "recipients", ("Sở Nội vụ (b/c)", "Lưu: VT")),
        ({"signature": Signature(("CHỦ TỊCH",), "ThS. TRẦN AN")}, "form.signer_capitals",
         "signature", Signature(("CHỦ TỊCH",), "ThS. Trần An")),
        ({"signature": Signature(("CHỦ TỊCH",), "ThS. Trần An")}, "form.signer_title",
         "signature", Signature(("CHỦ TỊCH",), "Trần An")),
    ],
)  # fmt: skip
def test_parts_around_the_body_are_corrected(over, code, field, right):
    assert getattr(corrected(plan_with("Tiếp dân.", **over), code), field) == right


def test_a_letter_and_a_report_name_whom_they_are_for():
    letter = LETTER.with_changes(recipients=("Như trên", "Lưu: VT"))
    letter = letter.with_changes(closing=(text_of("Đề nghị các đơn vị thực hiện./."),))

    assert told(letter) == []
    assert told(letter.with_changes(addressees=()), "F14") == [("form.addressees", "")]
    assert told(LETTER, "F14") == [("form.as_above", "")]
    assert told(letter.with_changes(symbol="CV-UBND"), "F02") == [("form.symbol", "CV-UBND")]
    assert told(REPORT, "F14") == [("form.as_above", "")]
    assert told(REPORT.with_changes(addressees=()), "F14") == [("form.addressees", "")]
    inner = REPORT.with_changes(addressees=(), recipients=("Các thôn", "Lưu: VT"))
    assert told(inner, "F14") == []


def test_a_report_may_look_back_on_other_years():
    report = REPORT.with_changes(items=(paragraph("Kết quả: năm 2025 có 24 mô hình.", "1"),))

    assert told(report, "F16") == []


@pytest.mark.parametrize(
    "over",
    [
        {"letterhead": Letterhead(("HUYỆN ỦY MẪU",), ("ĐẢNG ỦY XÃ AN HÒA",))},
        {"symbol": "KH/ĐU"},
        {"signature": Signature(("T/M ĐẢNG ỦY", "BÍ THƯ"), "Trần An")},
    ],
)
def test_a_document_of_the_party_has_a_form_of_its_own(over):
    broken = plan_with("các các", "Còn ………", subject="", **over)

    assert check(broken) == ()


# -- Days, citations, appendices, tables


def test_a_deadline_is_held_against_the_calendar_that_is_given():
    document = plan_with("Các thôn: gửi báo cáo về Sở Nội vụ trước ngày 30/4/2026.")
    holiday = date(2026, 4, 30)

    assert told(document) == []
    assert told(document, days_off={holiday}) == [("deadline.day_off", "30/4/2026")]
    assert told(document, days_off=lambda day: day == holiday) == [
        ("deadline.day_off", "30/4/2026")
    ]


def test_one_document_under_two_dates_is_told_at_the_second():
    first = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ."
    again = "Quán triệt Chỉ thị số 33/CT-TTg ngày 25/11/2021 của Thủ tướng Chính phủ."

    found = [each for each in check(plan_with(first, again)) if each.rule == "F10"]

    assert [each.place for each in found] == [("items", 0, 1)]
    assert "26/11/2021" in found[0].message


def test_one_document_of_two_bodies_is_told():
    known = [Citation("Chỉ thị", "24/CT-UBND", date(2025, 7, 14), "Ủy ban nhân dân tỉnh Cao Mẫu")]
    words = "Chỉ thị số 24/CT-UBND ngày 14/7/2025 của UBND {}."

    assert told(plan_with(words.format("tỉnh")), known=known) == []
    assert [each[0] for each in told(plan_with(words.format("xã Mẫu")), known=known)] == [
        "citation.two_dates"
    ]


def test_old_bodies_may_stand_in_a_plan_of_their_time():
    words = "Báo cáo UBND huyện và Khối Dân vận thị trấn Mẫu."

    assert told(plan_with(words, date=date(2025, 6, 30)), year=2025) == []
    assert len(told(plan_with(words, date=date(2025, 7, 1)), "F23", year=2025)) == 3
    assert len(told(plan_with(words, date=None, number=None), "F23", year=2026)) == 3


def test_two_appendices_carry_roman_numbers():
    appendices = (Appendix("Phụ lục 1 DANH MỤC"), Appendix("Phụ lục 2 SỐ LIỆU"))
    document = plan_with("Danh mục tại Phụ lục 1 kèm theo.", appendices=appendices)

    found = check(document)
    right = apply_all(document, [each.correction for each in found])

    assert [each.code for each in found] == ["appendix.number"] * 3
    assert task(right) == "Danh mục tại Phụ lục I kèm theo."
    assert [each.title for each in right.appendices] == ["Phụ lục I DANH MỤC", "Phụ lục II SỐ LIỆU"]


def test_cells_of_a_table_are_read_too():
    table = Table(
        (tuple(map(Cell, map(text_of, ("TT", "Việc")))), (Cell(), Cell(text_of("các các")))),
        caption="Bảng 1 , việc",
    )
    document = plan_with("Tiếp dân.")
    document = document.with_changes(items=(*document.items, Item(table=table)))

    found = check(document)
    right = apply_all(document, [each.correction for each in found]).items[-1].table

    assert [each.place[2:] for each in found] == [("caption",), ("cell", 1, 1)]
    assert (right.caption, right.rows[1][1]) == ("Bảng 1, việc", Cell(text_of("các")))


def test_a_body_without_any_work_is_told():
    orders = headed(
        "II", "TỔ CHỨC THỰC HIỆN", headed("1", "Các thôn:", paragraph("Họp dân.")),
        headed("2", "Văn phòng HĐND và UBND xã:"),
    )  # fmt: skip
    document = plan_with("Tiếp dân.").with_changes(items=(paragraph("Tiếp dân.", "I"), orders))

    assert told(document, "F18") == [("duty.no_work", "Văn phòng HĐND và UBND xã")]
