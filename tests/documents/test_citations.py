"""Documents named in a text."""

from datetime import date

import pytest

from documents.citations import find_citations
from documents.understanding.laws import find_unnumbered


@pytest.mark.parametrize(
    ("words", "kind", "number", "day", "issuer"),
    [
        (
            "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về dân vận",
            "Chỉ thị",
            "33/CT-TTg",
            date(2021, 11, 26),
            "Thủ tướng Chính phủ",
        ),
        (
            "kế hoạch số 716 /KH- UBND, ngày 5 tháng 3 năm 2024 của UBND huyện; bám sát",
            "Kế hoạch",
            "716/KH-UBND",
            date(2024, 3, 5),
            "UBND huyện",
        ),
        (
            "Chương trình phối hợp số 02-CTr/UBND-BDVHU ngày 29/4/2022 giữa UBND huyện và Ban Dân vận về",
            "Chương trình phối hợp",
            "02-CTr/UBND-BDVHU",
            date(2022, 4, 29),
            "UBND huyện và Ban Dân vận",
        ),
        (
            "Nghị định số 59/2023/NĐ-CP của Chính phủ quy định chi tiết",
            "Nghị định",
            "59/2023/NĐ-CP",
            None,
            "Chính phủ",
        ),
        ("Công văn số 345/UBND-NC.", "Công văn", "345/UBND-NC", None, ""),
    ],
)
def test_a_citation_is_taken_as_printed(words, kind, number, day, issuer):
    (found,) = find_citations([words])

    assert (found.kind, found.number, found.date, found.issuer) == (kind, number, day, issuer)


def test_the_same_number_in_two_texts_is_one_document_with_two_mentions():
    found = find_citations(
        [
            "Thực hiện Quyết định số 553-QĐ/TU của Tỉnh ủy.",
            "Theo Quyết định số 553-QĐ/TU ngày 14/3/2017 của Tỉnh ủy.",
        ]
    )

    assert [(each.number, each.mentions, each.date) for each in found] == [
        ("553-QĐ/TU", 2, date(2017, 3, 14))
    ]


def test_a_day_printed_once_for_two_documents_is_lent_not_given():
    found = find_citations(
        ["Quyết định số 217-QĐ/TW và Quyết định số 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị"]
    )

    assert [(each.number, each.date, each.shared_date, each.issuer) for each in found] == [
        ("217-QĐ/TW", None, date(2013, 12, 12), "Bộ Chính trị"),
        ("218-QĐ/TW", date(2013, 12, 12), None, "Bộ Chính trị"),
    ]


def test_counts_and_laws_without_number_are_no_citations():
    assert find_citations(["Luật Đất đai; báo cáo 06 tháng; kế hoạch 5 năm 2021 - 2025."]) == ()


def numbers(*words):
    return [
        (
            each.kind,
            each.number,
            each.date and each.date.year,
            each.shared_date and each.shared_date.year,
        )
        for each in find_citations(words)
    ]


def test_several_numbers_after_one_kind_are_several_documents_with_one_day():
    found = numbers("các Quyết định số 217-QĐ/TW, 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị")

    assert found == [
        ("Quyết định", "217-QĐ/TW", None, 2013),
        ("Quyết định", "218-QĐ/TW", 2013, None),
    ]


def test_the_same_day_is_lent_forwards():
    (first, second) = find_citations(
        [
            "Quyết định số 217-QĐ/TW ngày 12/12/2013 và Quyết định số 218-QĐ/TW cùng ngày của Bộ Chính trị"
        ]
    )

    assert (first.date, second.date, second.shared_date) == (
        date(2013, 12, 12),
        None,
        date(2013, 12, 12),
    )
    assert second.issuer == "Bộ Chính trị"


def test_one_issuer_behind_two_documents_of_one_symbol_is_that_of_both():
    found = find_citations(
        [
            "Chỉ thị số 10-CT/TU ngày 21/5/2021, Chỉ thị số 34-CT/TU ngày 13/12/2022 của Tỉnh ủy; "
            "Kế hoạch số 5/KH-UBND ngày 02/01/2026, Công văn số 8-CV/TU ngày 03/01/2026 của Tỉnh ủy"
        ]
    )

    assert [each.issuer for each in found] == ["Tỉnh ủy", "Tỉnh ủy", "", "Tỉnh ủy"]


def test_one_number_with_two_days_keeps_both_in_sight():
    (found,) = find_citations(
        [
            "Chỉ thị số 16/CT-TTg ngày 16/5/2016 của Thủ tướng Chính phủ",
            "Chỉ thị số 16/CT-TTg ngày 16/5/2018 của Thủ tướng Chính phủ",
        ]
    )

    assert (found.date, found.other_dates) == (date(2016, 5, 16), (date(2018, 5, 16),))
    assert found.mentions == 2


def test_one_number_of_two_levels_is_two_documents():
    found = find_citations(
        [
            "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh; "
            "Kế hoạch số 12/KH-UBND ngày 20/01/2026 của UBND xã"
        ]
    )

    assert [(each.number, each.issuer) for each in found] == [
        ("12/KH-UBND", "UBND tỉnh"),
        ("12/KH-UBND", "UBND xã"),
    ]


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", "Luật", "06/2022/QH15"),
        ("Luật số 72/2025/QH15", "Luật", "72/2025/QH15"),
        (
            "Thông tư liên tịch số 01/2025/TTLT-BNV-BTC",
            "Thông tư liên tịch",
            "01/2025/TTLT-BNV-BTC",
        ),
        ("Chương trình công tác số 02/CTr-UBND", "Chương trình công tác", "02/CTr-UBND"),
        ("Quyết định số 01/2023/QĐ-UBND", "Quyết định", "01/2023/QĐ-UBND"),
        ("Hướng dẫn 15-HD/BDVTW", "Hướng dẫn", "15-HD/BDVTW"),
        ("Nghị quyết số 01 /NQ- HĐND", "Nghị quyết", "01/NQ-HĐND"),
        ("Quyết định số 42-QĐ/ĐU", "Quyết định", "42-QĐ/ĐU"),
    ],
)
def test_numbers_of_every_family_are_read(words, kind, number):
    (found,) = find_citations([words])

    assert (found.kind, found.number) == (kind, number)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (
            "Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10/11/2022;",
            ["Luật Thực hiện dân chủ ở cơ sở"],
        ),
        ("thực hiện Luật Tiếp cận thông tin nhằm bảo đảm", ["Luật Tiếp cận thông tin"]),
        (
            "theo Điều 43 Luật Tổ chức chính quyền địa phương năm 2025",
            ["Điều 43 Luật Tổ chức chính quyền địa phương năm 2025"],
        ),
        ("Luật Khiếu nại, Luật Tố cáo và các văn bản", ["Luật Khiếu nại", "Luật Tố cáo"]),
        (
            "Luật Phòng, chống tham nhũng; Luật Đất đai",
            ["Luật Phòng, chống tham nhũng", "Luật Đất đai"],
        ),
        ("Nghị quyết của Đảng bộ xã đề ra", ["Nghị quyết của Đảng bộ xã"]),
        ("kế hoạch cải cách hành chính của huyện;", ["kế hoạch cải cách hành chính của huyện"]),
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", []),
        ("chấp hành pháp luật của Nhà nước, kỷ luật lao động", []),
        ("Luật này có hiệu lực; luật sư tư vấn", []),
        ("các chương trình, kế hoạch của tỉnh", []),
    ],
)
def test_documents_without_a_number_are_named_as_printed(words, named):
    assert [each.text for each in find_unnumbered([words])] == named


def test_a_law_named_twice_is_one_with_two_mentions():
    (found,) = find_unnumbered(
        ["Luật Đất đai năm 2024; Điều 5 Luật Đất đai."], lambda at, offset: 3
    )

    assert (found.text, found.mentions, found.kind, found.line) == (
        "Luật Đất đai năm 2024",
        2,
        "Luật",
        3,
    )
