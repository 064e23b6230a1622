"""What is printed is read again: `read(write_pdf(document))` is what the pages of the document show."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from documents import read, write_pdf
from documents.model import AdministrativeDocument, Item, Run, Table, Text, plain, text_of
from documents.normal_form import normal_form
from documents.rich_text import merged
from tests.documents.made_up import documents
from tests.documents.pages import needs_printer
from tests.documents.plans import fixture
from tests.documents.samples import LETTER, PLAN, REPORT, with_pages
from tests.seeds import seed

pytestmark = needs_printer

FIXTURES = ["an-hoa-2026.txt", "dong-thanh-2026.txt", "ea-lang-2026.txt", "phu-yen-moi-2026.txt"]
SEEDS = ["ba-vi-2025.txt", "dak-doa-2023.txt", "que-minh-2024.txt"]


def printed(document: AdministrativeDocument) -> dict:
    """What the pages of a document show of it, whichever way it is held in the tree.

    Not shown, and so dropped: how deep a block hangs and whether it belongs to opening, outline or closing; whether
    words bold from end to end are a title; where a long name of a body was folded; widths and alignment of columns;
    marks that call no note are figures.
    """
    shown = normal_form(document)
    known = {note.marker for note in shown.footnotes}
    letterhead = shown.letterhead
    return {
        "kind": shown.kind,
        "subject": " ".join(shown.subject.split()),
        "letterhead": letterhead and (" ".join(letterhead.superior), " ".join(letterhead.issuer)),
        "number": (shown.number, shown.symbol),
        "date": (shown.place, shown.date, shown.place_and_date),
        "to": shown.addressees,
        "body": [
            *(("", _shown(text, known)) for text in shown.opening),
            *_blocks(shown.items, known),
            *(("", _shown(text, known)) for text in shown.closing),
        ],
        "foot": (shown.recipients, shown.signature),
        "notes": sorted((note.marker, plain(note.text)) for note in shown.footnotes),
        "appendices": [
            (" ".join(each.title.split()), each.landscape, _blocks(each.items, known))
            for each in shown.appendices
        ],
    }


def _blocks(items: tuple[Item, ...], known: set[str]) -> list:
    return [_block(item, known) for top in items for item in top.walk()]


def _block(item: Item, known: set[str]):
    if item.table:
        return item.label, _table(item.table, known)
    words = item.heading or item.text
    if all(run.bold for run in words if run.text.strip()):
        words = tuple(replace(run, bold=False) for run in words)
    return item.label, _shown(words, known)


def _table(table: Table, known: set[str]):
    rows = [[(_shown(c.text, known), c.columns, c.rows) for c in row] for row in table.rows]
    return table.caption, table.header_rows, rows


def _shown(text: Text, known: set[str]) -> Text:
    """Blanks have no style; a mark that calls no note is a figure like others."""
    runs = (run if run.note and run.text in known else replace(run, note=False) for run in text)
    parted = (part for run in runs for part in _words_and_blanks(run))
    return merged(parted)


def _words_and_blanks(run: Run):
    if run.note:
        return [run]
    return [run] if run.text.strip() else [Run(run.text)]


def _misread(document: AdministrativeDocument) -> dict:
    """What is not read as it was printed; pytest would compare the whole for minutes."""
    shown = printed(document)
    again = printed(read(write_pdf(document), "ke-hoach.pdf").document)
    return {part: (shown[part], again[part]) for part in shown if shown[part] != again[part]}


@pytest.mark.parametrize("document", [PLAN, LETTER, REPORT, with_pages(4)])
def test_a_document_is_read_again_as_it_was_printed(document):
    assert not _misread(document)


@pytest.mark.parametrize("name", FIXTURES)
def test_a_plan_of_another_layout_has_the_same_tree_after_printing(name):
    document = read(fixture(name), name).document
    assert normal_form(read(write_pdf(document), "ke-hoach.pdf").document) == normal_form(document)


@pytest.mark.parametrize("name", SEEDS)
def test_a_real_plan_has_the_same_tree_after_printing(name):
    document = read(seed(name), name).document
    assert normal_form(read(write_pdf(document), "ke-hoach.pdf").document) == normal_form(document)


def usual(document: AdministrativeDocument) -> AdministrativeDocument:
    """The document with what tells its parts from each other: a letterhead, a symbol, an opening, a section."""
    section = Item("I", heading=text_of("MỤC ĐÍCH, YÊU CẦU"))
    return document.with_changes(
        letterhead=document.letterhead or PLAN.letterhead,
        symbol=document.symbol or PLAN.symbol,
        opening=PLAN.opening,
        items=(section, *document.items),
        closing=PLAN.closing,
    )


@given(documents(nasty=False).map(usual))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_made_up_document_is_read_again_as_it_was_printed(document):
    assert not _misread(document)
