"""LibreOffice makes of our Word file the pages that our own printer makes of the same document."""

import pytest

from documents import read_docx, write_docx, write_pdf
from documents.model import Footnote, Item, Run, plain, text_of
from documents.normal_form import normal_form
from documents.wording import roman
from tests.documents.office import (
    letters_of_pages,
    needs_office,
    printed_by_office,
    saved_by_office,
    starts_of,
)
from tests.documents.pages import box_of, needs_printer, pages_of, rules_below, words_of
from tests.documents.samples import (
    LETTER,
    LONG,
    PLAN,
    REPORT,
    headed,
    paragraph,
    table_of,
    with_pages,
)

pytestmark = [needs_office, needs_printer]

ONE_LINE = 75  # letters without the blanks between words
FORMS = (
    "I",
    "II",
    "III",
    "1",
    "7",
    "7",
    "a",
    "d",
    "đ",
    "e",
    "f",
    "1.1",
    "3.2",
    "Phần thứ nhất",
    "-",
    "+",
    "*",
    "C",
)


def noted(number):
    words = f"Ý số {number} của phong trào “Dân vận khéo” được triển khai trong toàn xã"
    runs = (Run(words), Run(f"{number}", note=True), Run(f"; {LONG}"))
    return Item("-", text=runs)


def of_many_parts():
    """Sections of items of one to three sentences below titles of three levels."""
    return tuple(
        headed(
            roman(at),
            f"MỤC {at}",
            *(
                headed(
                    str(number),
                    f"Khoản {number}",
                    *(
                        paragraph(f"Ý {number}: {LONG}" * (1 + (number + k) % 3), "-+"[k % 2])
                        for k in range(number % 4 + 1)
                    ),
                )
                for number in range(1, 6)
            ),
        )
        for at in range(1, 7)
    )


DOCUMENTS = {
    "plan": PLAN,
    "letter": LETTER,
    "report": REPORT,
    "pages": with_pages(10),
    "parts": PLAN.with_changes(items=of_many_parts()),
    "tables": PLAN.with_changes(
        items=(
            headed("I", "MỘT", table_of(12, "Bảng 1. Việc"), paragraph(LONG, "2"), table_of(30)),
            *of_many_parts()[:3],
        )
    ),
    "notes": PLAN.with_changes(
        items=tuple(noted(number) for number in range(1, 40)),
        footnotes=tuple(
            Footnote(f"{number}", text_of(f"Chú thích số {number}: {LONG}"))
            for number in range(1, 40)
        ),
    ),
    "forms": PLAN.with_changes(items=tuple(paragraph("Lời của mục.", form) for form in FORMS)),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    files = {name: write_docx(document) for name, document in DOCUMENTS.items()}
    return printed_by_office(files, tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", ["plan", "letter", "report", "pages", "parts", "tables", "notes"])
def test_each_page_begins_within_a_line_of_the_printed_page(name, printed):
    notes = [plain(note.text) for note in DOCUMENTS[name].footnotes]
    ours = letters_of_pages(write_pdf(DOCUMENTS[name]), notes)
    theirs = letters_of_pages(printed[name], notes)

    assert len(theirs) == len(ours)
    for own, other in zip(starts_of(ours), starts_of(theirs), strict=True):
        assert abs(own - other) <= ONE_LINE


def test_the_numbers_that_are_shown_are_the_markers_of_the_document(printed):
    pages = [words_of(page) for page in pages_of(printed["forms"])]
    words = " ".join(page.removeprefix(f"{number} ") for number, page in enumerate(pages, start=1))

    labels = [item.label for item in DOCUMENTS["forms"].items]
    assert " ".join(f"{label} Lời của mục." for label in labels) in words


def test_pages_are_numbered_from_the_second_on_in_the_middle_of_the_top_margin(printed):
    first, second, *_ = pages_of(printed["pages"])

    assert not words_of(first).startswith("1 ")
    number = box_of(second, "2")
    assert words_of(second).split()[0] == "2"
    assert 297 - 20 < number.bottom < number.top < 297
    assert abs(number.middle - (30 + 160 / 2)) < 1


def test_each_appendix_counts_its_pages_and_may_lie_on_its_side(printed):
    pages = pages_of(printed["report"])
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in pages]
    starts = [at for at, page in enumerate(pages) if "Kèm theo Báo cáo số" in words_of(page)]

    assert len(starts) == 2
    assert sizes[starts[0]] == (297, 210)
    assert sizes[starts[1]] == (210, 297)
    assert [words_of(pages[at + 1]).split()[0] for at in starts] == ["2", "2"]


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("Độc lập - Tự do - Hạnh phúc", 0.97, 1.03),
        ("XÃ AN HÒA", 1 / 3, 1 / 2),
        ("Công tác dân vận chính quyền năm 2026", 1 / 3, 1 / 2),
    ],
)
def test_the_rules_below_the_lines_are_as_long_as_the_decree_says(words, least, most, printed):
    page = pages_of(printed["plan"])[0]
    (rule,) = set(rules_below(page, words))

    assert least <= rule.width / box_of(page, words).width <= most
    assert rule.middle == pytest.approx(box_of(page, words).middle, abs=1)


def test_the_head_of_a_table_is_repeated(printed):
    with_rows = [words_of(page) for page in pages_of(printed["tables"])]
    with_rows = [words for words in with_rows if "Việc số" in words]

    assert len(with_rows) > 1
    assert all("STT Nội dung Thời hạn" in words for words in with_rows)


def test_a_file_that_libreoffice_saved_is_still_read_back(tmp_path):
    names = ("plan", "letter", "report", "tables")
    saved = saved_by_office({name: write_docx(DOCUMENTS[name]) for name in names}, tmp_path)

    for name in names:
        assert read_docx(saved[name]) == normal_form(DOCUMENTS[name])
