"""Which document a citation means."""

from datetime import date

import pytest

from documents.citations import find_citations, mentions_in
from documents.understanding.laws import find_unnumbered
from documents.understanding.same_document import Known, key_of, the_one_meant

THIS_YEAR = Known("this year", "Kế hoạch", "12/KH-UBND", date(2026, 1, 20), "UBND xã An Hòa")
LAST_YEAR = Known("last year", "Kế hoạch", "12/KH-UBND", date(2025, 1, 21), "UBND xã An Hòa")
PROVINCE = Known("province", "Kế hoạch", "12/KH-UBND", date(2026, 2, 3), "UBND tỉnh Hòa Sơn")
DIRECTIVE = Known("directive", "Chỉ thị", "33/CT-TTg", date(2021, 11, 26), "Thủ tướng Chính phủ")
UNDATED = Known("undated", "Chỉ thị", "33/CT-TTg")
DECREE = Known("decree", "Nghị định", "59/2023/NĐ-CP", date(2023, 8, 14), "Chính phủ")
LAND_2013 = Known("land 2013", "Luật", "", subject="Đất đai năm 2013")
LAND_2024 = Known("land 2024", "Luật", "31/2024/QH15", subject="Đất đai")
CIVIL = Known("civil", "Bộ luật", "", subject="Dân sự")
ALL = (THIS_YEAR, LAST_YEAR, PROVINCE, DIRECTIVE, DECREE, LAND_2013, LAND_2024, CIVIL)


def meant(words, known=ALL, **told):
    named = mentions_in(words) or find_unnumbered([words])
    found = the_one_meant(named[0], known, **told)
    return found and found.ref


@pytest.mark.parametrize(
    ("words", "ref"),
    [
        # As it is printed, and as it is mistyped.
        ("Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ", "directive"),
        ("Chỉ thị số 33/CT - TTg", "directive"),
        ("chỉ thị 33 / CT-TTG của Thủ tướng", "directive"),
        ("Chỉ thị số 33-CT/TTg", "directive"),
        ("Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng nước ta", "directive"),
        # A wrong day is the same document, another year is another one.
        ("Chỉ thị số 33/CT-TTg ngày 25/11/2021 của Thủ tướng Chính phủ", "directive"),
        ("Chỉ thị số 33/CT-TTg ngày 25/11/2020 của Thủ tướng Chính phủ", None),
        ("Chỉ thị số 34/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ", None),
        ("Công văn số 33/CT-TTg", None),
        # Of two years, of two bodies.
        ("Kế hoạch số 12/KH-UBND ngày 21/01/2025 của UBND xã", "last year"),
        ("Kế hoạch phối hợp số 12/KH-UBND ngày 20/01/2026", "this year"),
        ("Kế hoạch số 12/KH-UBND ngày 03/02/2026 của Ủy ban nhân dân tỉnh", "province"),
        ("Kế hoạch số 12/KH-UBND của UBND tỉnh", "province"),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND huyện Cao Mẫu", None),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND xã An Hòa", None),
        # The year is in the number.
        ("Nghị định số 59/2023/NĐ-CP ngày 14/8/2024 của Chính phủ", "decree"),
        ("Nghị định 59/2023/NĐ-CP", "decree"),
        # Laws without a number, with one, with a year.
        ("Luật Đất đai năm 2013;", "land 2013"),
        ("Điều 5 Luật Đất đai năm 2024.", "land 2024"),
        ("Luật Đất đai số 31/2024/QH15", "land 2024"),
        ("Luật Dân sự;", "civil"),
        ("Luật Khiếu nại;", None),
    ],
)  # fmt: skip
def test_the_document_that_is_meant(words, ref):
    assert meant(words) == ref


def test_a_date_told_later_belongs_to_the_one_known_without():
    words = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"

    assert meant(words, (UNDATED,)) == "undated"
    assert meant(words, (UNDATED, DIRECTIVE)) == "directive"


def test_a_bare_number_means_the_one_named_in_the_same_text():
    assert meant("Kế hoạch số 12/KH-UBND", here={"last year"}) == "last year"


def test_else_the_newest_that_could_be_known_then():
    assert meant("Kế hoạch số 12/KH-UBND của UBND xã", year=2026) == "this year"
    assert meant("Kế hoạch số 12/KH-UBND của UBND xã", year=2025) == "last year"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kế hoạch số 5/KH-UBND", "Kế hoạch số 05/KH-UBND"),
        ("Văn bản số 345/UBND-NC", "Công văn số 345/UBND-NC"),
        ("Quyết định số 217/QĐ-TW", "Quyết định số 217-QĐ/TW"),
        ("Chương trình phối hợp số 02-CTr/UBND", "Chương trình số 02-CTr/UBND"),
    ],
)
def test_ways_of_writing_one_number(one, other):
    keys = {key_of(mentions_in(words)[0]) for words in (one, other)}

    assert len(keys) == 1


def test_a_decision_and_a_regulation_of_the_party_are_numbered_apart():
    keys = {
        key_of(mentions_in(words)[0])
        for words in ("Quyết định số 22-QĐ/TW", "Quy định số 22-QĐ/TW")
    }

    assert len(keys) == 2


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về tăng cường dân vận, chính quyền các cấp; Căn",
         "tăng cường dân vận, chính quyền các cấp"),
        ("Thực hiện Chỉ thị số 08-CT/TU ngày 25/5/2021 của Tỉnh ủy về việc nâng cao hiệu quả, UBND xã xây dựng",
         "việc nâng cao hiệu quả"),
        ("Kế hoạch số 01/KH-UBND ngày 12/01/2026 của UBND xã về dân vận năm 2026, Phòng Văn hóa xây dựng Kế hoạch:",
         "dân vận năm 2026"),
        ("Quyết định số 10/QĐ-UBND ngày 02/01/2026 của UBND tỉnh ban hành Quy tắc ứng xử.", "ban hành Quy tắc ứng xử"),
        ("Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW; ngoài ra",
         "tiếp tục thực hiện Chỉ thị số 05-CT/TW"),
        ("Chỉ thị số 10-CT/TU ngày 21/5/2021 của Tỉnh ủy về “nâng cao chất lượng công tác dân vận” và các nội dung",
         "nâng cao chất lượng công tác dân vận"),
        ("Luật Thi đua, khen thưởng số 06/2022/QH15", "Thi đua, khen thưởng"),
        ("Chỉ thị số 33/CT-TTg của Thủ tướng Chính phủ được quán triệt đến toàn thể cán bộ.", ""),
        ("Chỉ thị số 33/CT-TTg ngày 26/11/2021.", ""),
    ],
)  # fmt: skip
def test_what_a_document_is_about_stands_behind_its_issuer(words, subject):
    assert find_citations([words])[0].subject == subject
