"""The check of the form on plans of real and made-up hands: everything it says of them, and nothing false."""

import re
from datetime import date

import pytest

from documents import check, read
from documents.model import Citation
from tests.documents.authored import NAMES, authored
from tests.documents.plans import fixture
from tests.seeds import seed

# Of each plan: line, rule, code, and the words that are meant.
SEEDS = {
    "que-minh-2024.txt": [
        (None, "F01", "form.letterhead", ""),
        (42, "F21", "text.capitals", "Ban chấp hành Trung ương"),
        (46, "F11", "citation.symbol", "33/CT-TT"),
        (79, "F20", "text.doubled_word", "các các"),
        (81, "F20", "text.doubled_word", "từng từng"),
        (125, "F06", "numbering.gap", "3."),
        (144, "F13", "form.recipient_sign", ""),
        (153, "F22", "form.placeholder", ""),
    ],
    "dak-doa-2023.txt": [
        (None, "F01", "form.letterhead", ""),
        (None, "F13", "form.archive_line", "Lưu VP.UBND"),
        (24, "F19", "text.misplaced_tone", "nhâṇ"),
        (26, "F19", "text.misplaced_tone", "vâṇ"),
        (154, "F08", "citation.repeated", "Chỉ thị số 49-CT/TW ngày 20/10/2015 của Ban Bí thư"),
        (197, "F08", "citation.repeated",
         "Quyết định số 553-QĐ/TU ngày 14/3/2017 của Ban Thường vụ Tỉnh ủy"),
        (213, "F20", "text.split_word", "chí nh"),
        (288, "F20", "text.space", "trình ,"),
        (341, "F20", "text.split_word", "q uyền"),
        (351, "F18", "duty.no_receiver", "05/5/2023"),
    ],
    "ba-vi-2025.txt": [
        (None, "F01", "form.letterhead", ""),
        (3, "F02", "form.number", ""),
        (5, "F03", "form.date", "Ba Vì, ngày tháng 01 năm 2025"),
        (7, "F04", "form.subject_line", ""),
        (17, "F21", "text.capitals", "nhân dân"),
        (17, "F21", "text.capitals", "nhân dân"),
        (19, "F21", "text.capitals", "nhân dân"),
        (35, "F08", "citation.repeated",
         "Quyết định số 1211/QĐ-UBND ngày 02/11/2022 của UBND tỉnh"),
        (39, "F16", "text.stale_year", "năm 2024"),
        (43, "F19", "text.markdown", ""),
        (83, "F06", "numbering.duplicate", "4."),
        (85, "F21", "text.capitals", "nhân dân"),
        (101, "", "form.unknown", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SEEDS)
def test_a_real_plan_is_told_exactly_its_own_faults(name):
    found = read(seed(name), name).findings

    assert [(each.line, each.rule, each.code, each.hit) for each in found] == SEEDS[name]


def test_a_date_that_differs_from_the_register_is_told():
    document = read(seed("que-minh-2024.txt"), "que-minh-2024.txt").document
    known = [
        Citation("Chỉ thị", "16/CT-TTg", date(2018, 5, 16), "Thủ tướng Chính phủ"),
        Citation("Chỉ thị", "33/CT-TTg", date(2021, 11, 26), "Thủ tướng Chính phủ"),
        Citation("Nghị quyết", "37/NQ-HĐND", date(2022, 12, 20), "Hội đồng nhân dân xã"),
    ]

    found = [each for each in check(document, known=known) if each.rule == "F10"]

    # Another resolution No. 37, of the year before, is no contradiction: numbers begin anew each year.
    assert [each.hit[:19] for each in found] == ["Chỉ thị số 16/CT-TT"]
    assert "16/05/2018" in found[0].message


FIXTURES = {
    "an-hoa-2026.txt": ["duty.no_body", "numbering.letter"],
    "binh-minh-2026.txt": ["form.number", "form.date", "numbering.gap", "form.signer_title"],
    "cam-son-2025.txt": [
        "form.letterhead", "deadline.impossible", "form.archive_line", "form.signer_capitals",
    ],
    "dong-thanh-2026.txt": [],
    "ea-lang-2026.txt": ["numbering.gap", "duty.no_body", "appendix.unmentioned"],
    "nam-dong-2024.txt": ["numbering.duplicate", "form.signer"],
    "phu-yen-moi-2026.txt": ["form.letterhead", "form.end_sign", "text.capitals"],
    "vinh-thuan-2026.txt": [
        "form.letterhead", "form.subject_capitals", "text.placeholder", "text.doubled_word",
        "deadline.other_year",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", FIXTURES)
def test_a_made_up_plan_is_told_the_faults_it_was_given(name):
    found = check(read(fixture(name), name).document)

    assert [each.code for each in found] == FIXTURES[name]


# What the hands of the authored plans really did, by the rules about words, citations and numbers.
AUTHORED = {
    "ban-mo-2025": ["numbering.duplicate", "numbering.gap"],
    "loc-tho-sai-so-2026": [
        "numbering.gap", "numbering.letter", "numbering.duplicate", "numbering.duplicate",
        "numbering.gap",
    ],
}  # fmt: skip
ABOUT_WORDS = ("F06", "F07", "F09", "F10", "F11", "F16", "F17", "F19", "F20", "F21", "F22", "F23")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_or_number_of_an_authored_plan_is_called_wrong_without_cause(name):
    found = check(authored(name).document)

    codes = [each.code for each in found if each.rule in ABOUT_WORDS]
    assert codes == AUTHORED.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_a_duty_is_called_nobodys_only_where_its_author_named_nobody(name):
    plan = authored(name)
    nobodys = {
        date.fromisoformat(each[0]) for each in plan.truth.get("deadline", ()) if each[1] == "?"
    }

    found = [each for each in check(plan.document) if each.code == "duty.no_body"]

    told = {date(int(y), int(m), int(d)) for each in found for d, m, y in days_in(each.message)}
    assert told <= nobodys


def days_in(message):
    return re.findall(r"(\d\d)/(\d\d)/(\d{4})", message)
