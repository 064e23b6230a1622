"""Charts: drawn in black and grey, told in words, kept in storage, drawn by Word itself."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from documents import read_docx, write_docx, write_pdf
from documents.chart import svg_of, words_of
from documents.html import to_html
from documents.model import Appendix, Cell, Chart, Item, Series, Table, text_of
from documents.normal_form import normal_form, without_charts
from documents.storage import from_dict, to_dict
from tests.documents.made_up import line
from tests.documents.pdf_structure import objects_of
from tests.documents.samples import REPORT

CHART = Chart(
    "Số cuộc so với cùng kỳ năm trước",
    categories=("Hội nghị tuyên truyền", "Đối thoại với Nhân dân", "Họp thôn"),
    series=(Series("Kỳ này", (1234.5, 2, None)), Series("Cùng kỳ", (800, 3, 4))),
)
TABLE = Table(((Cell(text_of("Chỉ tiêu")),), (Cell(text_of("Hội nghị tuyên truyền")),)))

BOOK = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def with_chart(chart):
    items = (Item(chart=chart), Item(table=TABLE))
    return REPORT.with_changes(appendices=(Appendix("BIỂU SỐ LIỆU", items, landscape=True),))


def charts():
    value = st.none() | st.integers(-5, 10**6) | st.floats(-1e3, 1e9, allow_nan=False)
    series = st.builds(Series, line(), st.lists(value, max_size=5).map(tuple))
    names = st.lists(line(), max_size=5).map(tuple)
    return st.builds(
        Chart, line(), st.sampled_from(("bar", "line", "pie")), names, st.lists(series, max_size=3).map(tuple)
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(charts())
def test_any_chart_is_stored_drawn_and_written(chart):
    document = with_chart(chart)

    ElementTree.fromstring(svg_of(chart, 160))  # noqa: S314 our own
    assert from_dict(to_dict(document)) == document
    assert normal_form(normal_form(document)) == normal_form(document)
    parts = parts_of(write_docx(document))
    behind = parts_of(parts[BOOK]) if BOOK in parts else {}
    for name, part in [*parts.items(), *behind.items()]:
        assert name == BOOK or ElementTree.fromstring(part) is not None, name  # noqa: S314 our own


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(charts())
def test_a_word_file_gives_back_all_but_the_drawing(chart):
    document = with_chart(chart)

    read = read_docx(write_docx(document))

    assert read == normal_form(without_charts(document))
    assert read.appendices[0].items[0].table == normal_form(document).appendices[0].items[-1].table


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: _read(file, name) for name in file.namelist()}


def _read(file, name):
    data = file.read(name)
    return data if name.endswith(".xlsx") else data.decode()


def test_word_is_told_of_every_chart_and_where_it_is():
    parts = parts_of(write_docx(with_chart(CHART)))

    assert "1234.5" in parts["word/charts/chart1.xml"]
    assert 'PartName="/word/charts/chart1.xml"' in parts["[Content_Types].xml"]
    relations = parts["word/_rels/document.xml.rels"]
    assert 'Id="rIdChart1"' in relations
    assert 'r:id="rIdChart1"' in parts["word/document.xml"]
    assert "Hội nghị tuyên truyền: Kỳ này 1.234,5" in parts["word/document.xml"]


def test_the_numbers_of_a_chart_can_be_changed_in_word():
    parts = parts_of(write_docx(with_chart(CHART)))
    chart, links = parts["word/charts/chart1.xml"], parts["word/charts/_rels/chart1.xml.rels"]
    sheet = load_workbook(io.BytesIO(parts[BOOK]))["Sheet1"]

    # Word finds the workbook by this link, and in it what it drew by these addresses.
    key = re.search(r'<c:externalData r:id="(\w+)">', chart)[1]
    assert f'Id="{key}"' in links
    assert 'Target="../embeddings/Microsoft_Excel_Sheet1.xlsx"' in links
    assert 'Extension="xlsx"' in parts["[Content_Types].xml"]
    addresses = [each.removeprefix("Sheet1!") for each in re.findall("<c:f>([^<]+)</c:f>", chart)]
    values = [column_of(sheet[each]) for each in addresses]
    names, (first, second) = list(CHART.categories), CHART.series
    assert values == [
        [first.name], names, list(first.values), [second.name], names, list(second.values),
    ]  # fmt: skip


def column_of(found):
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def test_the_same_chart_gives_the_same_bytes_at_every_hour():
    first = write_docx(with_chart(CHART))

    assert write_docx(with_chart(CHART)) == first
    with zipfile.ZipFile(io.BytesIO(parts_of(first)[BOOK])) as book:
        assert {each.date_time for each in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in book.namelist() if "docProps" in name]


def test_a_file_without_a_chart_names_no_workbook():
    assert "xlsx" not in parts_of(write_docx(REPORT))["[Content_Types].xml"]


def test_the_words_say_every_figure_and_what_is_missing():
    assert words_of(CHART) == (
        "Biểu đồ cột: Số cuộc so với cùng kỳ năm trước. Hội nghị tuyên truyền: Kỳ này 1.234,5; Cùng kỳ 800. "
        "Đối thoại với Nhân dân: Kỳ này 2; Cùng kỳ 3. Họp thôn: Kỳ này không có số liệu; Cùng kỳ 4."
    )


def test_no_word_of_a_chart_becomes_a_tag_and_nothing_needs_a_style():
    page = to_html(with_chart(Chart("<script>", categories=('"><b>',), series=(Series("", (1,)),))))

    assert "<script>" not in page
    assert "<b>" not in page
    assert "style=" not in page


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_the_printed_chart_is_a_figure_told_in_words(kind):
    chart = Chart(CHART.title, kind, CHART.categories, CHART.series)

    data = write_pdf(with_chart(chart))

    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "1.234,5" in words
    assert alternatives_of(data) == [words_of(chart)]


def alternatives_of(data):
    """What the figures of a PDF are called for whoever cannot see them."""
    figures = [each for each in objects_of(data) if b"/S /Figure" in each]
    return [words_in(re.search(rb"/Alt <([0-9a-f]+)>", each)[1]) for each in figures]


def words_in(digits):
    return bytes.fromhex(digits.decode()).decode("utf-16")
