"""A plan on its way to another year: what is proposed, and that ticking it gives that plan."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan.working_days import is_working_day
from documents import read
from documents.checking import apply_all
from documents.citations import find_citations
from documents.model import AdministrativeDocument, Cell, Item, Table, plain, text_of
from documents.next_year import proposals
from documents.next_year.citations import cited_in
from documents.next_year.years import lunar_name
from tests.documents.made_up import documents

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*-20[0-9][0-9].txt"))


def document(*words, subject=""):
    items = tuple(Item("-", text=text_of(each)) for each in words)
    return AdministrativeDocument(kind="KẾ HOẠCH", subject=subject, items=items)


def offered(words, year=2026, to_year=2027):
    """[(old, new, ticked)] for one sentence."""
    found = proposals(document(words), year=year, to_year=to_year, is_working_day=is_working_day)
    return [(each.old, each.new, each.sure >= 0.8) for each in found]


def only(words, year=2026, to_year=2027):
    found = proposals(document(words), year=year, to_year=to_year, is_working_day=is_working_day)
    (one,) = found
    return one


@pytest.mark.parametrize(
    "words",
    [
        "Công tác dân vận chính quyền năm 2026",
        "6 tháng đầu năm 2026",
        "Quý IV/2026",
        "trong tháng 6/2026",
        "Hoàn thành trước tháng 6/2026",
        "Ban hành Kế hoạch công tác năm 2026",
        "Tổ chức vệ sinh môi trường năm 2026",
        "Nghị quyết Hội đồng nhân dân xã đề ra trong năm 2026",
    ],
)
def test_the_plans_own_year_is_ticked(words):
    assert offered(words) == [("2026", "2027", True)]


@pytest.mark.parametrize(
    "words",
    [
        "Chương trình giai đoạn 2021 - 2026",
        "nhiệm kỳ 2026 - 2031",
        "từ năm 2021 đến năm 2026",
        "Thực hiện Nghị quyết số 37/NQ-HĐND ngày 25/12/2026 của Hội đồng nhân dân xã về nhiệm vụ năm 2026",
        "Nghị định số 150/2026/NĐ-CP của Chính phủ",
        "theo Luật Tổ chức chính quyền địa phương năm 2026",
        "định hướng đến năm 2030",
        "đạt 2026 hộ",
        "số 15/20 hộ; 1.200.000 đồng; tỷ lệ 12/5%",
    ],
)
def test_years_of_documents_and_of_stretches_stay(words):
    assert offered(words) == []


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("thôn Đông được công nhận năm 2025", "2025", "2026"),
        ("báo cáo kết quả năm 2025", "2025", "2026"),
        ("phấn đấu đến năm 2026 đạt 90%", "2026", "2027"),
        ("Phong trào “Năm dân vận khéo, năm 2026”", "2026", "2027"),
        ("Hướng dẫn của Ủy ban nhân dân tỉnh về công tác dân vận năm 2026", "2026", "2027"),
        ("theo Kế hoạch số 5/KH-UBND ngày 02/01/2026 của tỉnh về dân vận, đạt năm 2026", "2026", "2027"),
        ("mục tiêu phát triển kinh tế - xã hội năm 2025", "2025", "2027"),
    ],
)  # fmt: skip
def test_what_may_mean_something_else_is_not_ticked(words, old, new):
    assert offered(words) == [(old, new, False)]


def test_the_year_before_moves_along_where_it_is_compared_with():
    assert offered("giảm so với năm 2025") == [("2025", "2026", True)]


def test_a_title_may_have_the_bare_figure():
    plan = AdministrativeDocument(
        kind="KẾ HOẠCH",
        subject="CÔNG TÁC DÂN VẬN 2026",
        items=(Item("I", heading=text_of("NHIỆM VỤ TRỌNG TÂM 2026")),),
    )

    found = proposals(plan, year=2026, to_year=2028)

    assert [(each.place, each.new) for each in found] == [
        (("subject",), "2028"),
        (("items", 0), "2028"),
    ]


# -- days


def test_a_deadline_moves_back_to_the_working_day_before():
    found = only("Gửi báo cáo trước ngày 20/11/2026")

    assert (found.old, found.new) == ("20/11/2026", "19/11/2027")
    assert found.reason == "thứ Bảy 20/11/2027 là ngày nghỉ nên lùi về thứ Sáu 19/11/2027"
    assert (found.old_day, found.new_day) == (date(2026, 11, 20), date(2027, 11, 19))


def test_a_beginning_moves_on():
    assert offered("Từ ngày 15/5/2026 đến ngày 15/6/2026 tổ chức đối thoại") == [
        ("15/5/2026", "17/5/2027", True),
        ("15/6/2026", "15/6/2027", True),
    ]


def test_the_stretch_that_a_report_is_about_keeps_its_days():
    words = "Số liệu từ ngày 15/12/2025 đến ngày 14/8/2026"

    assert [each[1] for each in offered(words)] == ["15/12/2026", "14/8/2027"]
    assert not is_working_day(date(2027, 8, 14))


def test_a_deadline_in_tet_moves_before_it():
    assert offered("nộp trước ngày 10/02/2026") == [("10/02/2026", "03/02/2027", True)]


def test_the_name_of_the_lunar_year_moves_along():
    assert offered("Thăm hỏi dịp Tết Bính Ngọ năm 2026") == [
        ("Bính Ngọ", "Đinh Mùi", True),
        ("2026", "2027", True),
    ]
    assert [lunar_name(year) for year in (1984, 2024, 2025)] == ["Giáp Tý", "Giáp Thìn", "Ất Tỵ"]


def test_a_leap_day_becomes_the_last_of_february():
    found = proposals(
        document("xong trước ngày 29/02/2028, nộp trước ngày 29/02"), year=2028, to_year=2029
    )

    assert [(each.old, each.new) for each in found] == [
        ("29/02/2028", "28/02/2029"),
        ("29/02", "28/02"),
    ]
    assert "không có ngày 29/02" in found[0].reason


def test_an_event_keeps_its_day_and_gets_its_new_weekday():
    assert offered("Hội nghị vào thứ Năm, ngày 15/10/2026") == [
        ("thứ Năm, ngày 15/10/2026", "thứ Sáu, ngày 15/10/2027", True)
    ]
    assert "ngày nghỉ" in only("Ra quân ngày 15/5/2026").reason


def test_a_day_without_a_year_stays_and_is_told_when_offices_are_closed():
    found = only("gửi trước ngày 15/8; hằng tuần báo cáo trước ngày 20/5")

    assert (found.kind, found.old, found.new, found.sure) == ("day_off", "15/8", "13/8", 0.5)
    assert offered("gửi trước ngày 15/8 hằng năm") == []


@pytest.mark.parametrize(
    ("printed", "new"),
    [
        ("05/5/2026", "05/5/2027"),
        ("5/5/2026", "5/5/2027"),
        ("30 tháng 5 năm 2026", "28 tháng 5 năm 2027"),
        ("05-11-2026", "05-11-2027"),
        ("05.11.2026", "05.11.2027"),
        ("01/5/2026", "29/4/2027"),
    ],
)
def test_a_day_keeps_the_form_it_was_printed_in(printed, new):
    assert offered(f"xong trước ngày {printed}")[0][:2] == (printed, new)


def test_an_anniversary_is_a_year_older():
    words = "Kỷ niệm 96 năm Ngày truyền thống công tác dân vận (15/10/1930 - 15/10/2026)"

    assert [each[:2] for each in offered(words)] == [("96", "97"), ("2026", "2027")]
    assert offered("Đánh giá 5 năm thực hiện chương trình (2021 - 2026)") == []


@pytest.mark.parametrize(
    "words",
    [
        "Nguồn vốn được giao từ ngày 01/01/2025 đến ngày 31/12/2025",
        "Trực Tết từ ngày 14/02/2026 đến ngày 22/02/2026",
        "Giỗ Tổ Hùng Vương ngày 26/4/2026",
    ],
)
def test_days_outside_the_year_and_days_by_the_moon_are_asked(words):
    assert {ticked for _, _, ticked in offered(words)} == {False}


def test_a_day_that_something_happened_on_is_not_ticked():
    assert offered("có hiệu lực từ ngày 01/7/2026") == [("01/7/2026", "01/7/2027", False)]
    assert offered("Quyết định ban hành ngày 25/12/2025") == []


# -- whole documents


def test_tables_and_appendices_are_looked_through():
    table = Table(rows=((Cell(text_of("Việc")),), (Cell(text_of("Xong trước ngày 20/5/2026")),)))
    plan = AdministrativeDocument(kind="KẾ HOẠCH", items=(Item(table=table),))

    (found,) = proposals(plan, year=2026, to_year=2027)

    after = apply_all(plan, [found.correction])
    assert plain(after.items[0].table.rows[1][0].text) == "Xong trước ngày 20/5/2027"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_what_was_ticked_is_carried_out_and_asks_for_nothing_twice(path):
    plan = read(path.read_bytes(), path.name).document
    year = int(path.stem[-4:])

    found = proposals(plan, year=year, to_year=year + 1, is_working_day=is_working_day)
    after = apply_all(plan, [each.correction for each in found if each.sure >= 0.8])

    left = proposals(after, year=year, to_year=year + 1, is_working_day=is_working_day)
    old = {(each.place, each.old) for each in found if each.sure >= 0.8 and str(year) in each.old}
    assert found
    assert not {(each.place, each.old) for each in left if each.sure >= 0.8} & old


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(documents(), st.integers(2024, 2028), st.integers(1, 3))
def test_proposals_never_overlap_and_can_all_be_carried_out(plan, year, by):
    found = proposals(plan, year=year, to_year=year + by)

    apply_all(plan, [each.correction for each in found])
    spans = sorted((str(each.place), each.at, each.at + len(each.old)) for each in found)
    pairs = zip(spans, spans[1:], strict=False)
    assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairs)


@pytest.mark.parametrize(
    "words",
    ["năm 2026 " * 12_000, "20/5/2026 " * 10_000, "Luật " * 20_000, "(15/10/1930 - " * 7_000],
)
def test_a_hundred_thousand_letters_do_not_hang(words):
    begun = time.process_time()

    proposals(document(words), year=2026, to_year=2027)

    assert time.process_time() - begun < 10


def test_documents_made_for_one_year_are_known():
    words = (
        "Nghị quyết số 37/NQ-HĐND ngày 25/12/2025 của HĐND xã về nhiệm vụ năm 2026; Kế hoạch số 2/KH-UBND "
        "ngày 05/01/2021 của UBND tỉnh về dân vận giai đoạn 2021 - 2026."
    )

    one, other = cited_in(document(words))

    assert one.is_of(2026)
    assert not other.is_of(2026)
    assert one.words == words[: words.index(" về nhiệm vụ")]
    assert one.citation.number == find_citations([words])[0].number
