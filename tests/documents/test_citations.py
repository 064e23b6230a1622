"""Documents named in a text."""

from datetime import date

import pytest

from documents.citations import find_citations


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
