import pytest

from documents import write_pdf
from documents.length import estimated_pages, is_long
from documents.model import AdministrativeDocument, Cell, Item, Table, text_of
from documents.storage import to_dict
from tests.documents.pages import needs_printer, pages_of
from tests.documents.samples import PLAN, REPORT, paragraph, table_of, with_pages

SHORT_ROWS = Table(tuple((Cell(text_of(f"{at}")), Cell(text_of("Một việc"))) for at in range(400)))


@needs_printer
@pytest.mark.parametrize(
    "document",
    [
        with_pages(12),
        PLAN.with_changes(items=(table_of(200),)),
        PLAN.with_changes(items=(Item(table=SHORT_ROWS),)),
        PLAN.with_changes(items=tuple(paragraph(f"Việc {at}.", "-") for at in range(300))),
    ],
)
def test_the_guess_is_right_within_a_third(document):
    pages = len(pages_of(write_pdf(document)))

    assert pages * 2 / 3 <= estimated_pages(to_dict(document)) <= pages * 4 / 3


def test_an_empty_document_has_a_page():
    assert estimated_pages(to_dict(AdministrativeDocument())) == 1


def test_plans_and_reports_of_a_commune_are_short_and_sixty_pages_are_long():
    assert not is_long(to_dict(PLAN))
    assert not is_long(to_dict(REPORT))
    assert is_long(to_dict(with_pages(60)))


def test_a_long_table_in_an_appendix_makes_a_document_long():
    appendix = REPORT.appendices[1]
    rows = (table_of(400),)
    longer = REPORT.with_changes(appendices=(type(appendix)("SỐ LIỆU", rows),))

    assert is_long(to_dict(longer))


def test_however_deep_a_document_goes_its_length_is_guessed():
    stored = {"items": []}
    level = stored["items"]
    for _ in range(5000):
        level.append({"marker": "-", "text": [{"text": "tầng"}], "children": []})
        level = level[0]["children"]

    assert is_long(stored)
