"""What PDF/A-2a (ISO 19005-2) asks of a file and what can be checked of it from outside, on the bytes."""

import re
from itertools import chain

import pytest

from documents import write_pdf
from documents.model import AdministrativeDocument
from tests.documents.pages import needs_printer, pages_of, words_of
from tests.documents.pdf_structure import marks_of, objects_of, tags_of, the_object
from tests.documents.samples import LETTER, PLAN, REPORT, table_of, with_pages

pytestmark = needs_printer

SAMPLES = {
    "plan": PLAN,
    "letter": LETTER,
    "report": REPORT,
    "long": with_pages(3),
    "table": PLAN.with_changes(items=(table_of(30, "Bảng 1. Số liệu"),)),
    "empty": AdministrativeDocument(kind="KẾ HOẠCH"),
}


@pytest.fixture(scope="module", params=SAMPLES)
def printed(request):
    return write_pdf(SAMPLES[request.param])


@pytest.fixture(scope="module")
def report():
    return write_pdf(REPORT)


def test_the_file_says_that_it_is_pdf_a_2a_in_its_metadata(printed):
    metadata = the_object(printed, b"<?xpacket begin=").decode()

    assert 'pdfaid:part="2"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert "/Type /Metadata" in metadata
    assert "/Subtype /XML" in metadata


def test_the_title_in_the_metadata_is_that_of_the_file_and_shown_in_the_window(report):
    title = "Báo cáo Kết quả công tác dân vận chính quyền 6 tháng đầu năm 2026"

    assert title in the_object(report, b"<?xpacket begin=").decode()
    assert title.encode("utf-16-be").hex() in the_object(report, b"/Producer (").decode()
    assert "/DisplayDocTitle true" in the_object(report, b"/Type /Catalog").decode()


def test_the_catalog_names_language_marks_structure_and_the_colours(printed):
    catalog = the_object(printed, b"/Type /Catalog").decode()

    assert "/Lang (vi)" in catalog
    assert re.search(r"/MarkInfo <<\s*/Marked true", catalog)
    assert "/StructTreeRoot" in catalog
    assert re.search(r"/OutputIntents \[\s*<<.*?/S /GTS_PDFA1", catalog)
    # An ICC profile of three colours, by the signature that stands 36 bytes after its start.
    assert b"/N 3" in the_object(printed, b"acsp")


def test_the_file_has_an_identity_and_is_neither_locked_nor_alive(printed):
    everything = b"\n".join(objects_of(printed)) + printed

    assert re.search(rb"/ID \[\S+ \S", everything)
    for forbidden in (b"/Encrypt", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/LZWDecode"):
        assert forbidden not in everything


def test_nothing_is_transparent_and_nothing_comes_from_elsewhere(printed):
    everything = b"\n".join(objects_of(printed))

    assert b"/Transparency" not in everything
    assert b"/SMask" not in everything
    assert {float(each) for each in re.findall(rb"/(?:ca|CA) ([\d.]+)", everything)} <= {1.0}
    assert b"/Alternates" not in everything


def test_every_font_is_of_one_family_embedded_and_can_be_turned_into_words(printed):
    objects = objects_of(printed)
    fonts = [each for each in objects if b"/Subtype /Type0" in each]
    descriptors = [each for each in objects if b"/Type /FontDescriptor" in each]
    descendants = [each for each in objects if b"/Subtype /CIDFontType2" in each]

    assert fonts
    assert all(b"/ToUnicode" in each and b"/Encoding /Identity-H" in each for each in fonts)
    assert all(b"/FontFile2" in each for each in descriptors)
    assert all(b"/CIDToGIDMap /Identity" in each for each in descendants)
    assert all(re.search(rb"/BaseFont /[A-Z]{6}\+Tinos", each) for each in fonts)


def test_everything_on_a_page_is_in_the_structure_or_an_artifact(printed):
    for page in pages_of(printed):
        tagged = [mark for root in tags_of(page) for mark in root.all_marks]
        marks = marks_of(page)

        assert len(tagged) == len(set(tagged))
        assert {number for name, number, _ in marks if name != "Artifact"} == set(tagged)
        assert {number for name, number, _ in marks if name == "Artifact"} <= {-1}


def test_page_numbers_are_artifacts():
    _, second, *_ = pages_of(write_pdf(with_pages(3)))

    read_out = [text for name, _, text in marks_of(second) if name != "Artifact"]
    unread = [text.strip() for name, _, text in marks_of(second) if name == "Artifact" and text]

    assert unread == ["2"]
    assert _squeezed("".join(read_out)) == _squeezed(words_of(second)).removesuffix("2")


def test_the_structure_is_read_in_the_order_of_the_document(report):
    for page in pages_of(report):
        painted = {}
        for name, number, text in marks_of(page):
            if name != "Artifact":
                painted[number] = painted.get(number, "") + text
        read_out = "".join(painted[mark] for root in tags_of(page) for mark in root.all_marks)
        shown = _squeezed(words_of(page))

        # The number of the page is shown last and read by nobody.
        assert shown.startswith(_squeezed(read_out))
        assert len(shown) - len(_squeezed(read_out)) <= 1


def _squeezed(text):
    return "".join(text.split())


def roles(page):
    return [tag.role for root in tags_of(page) for tag in root.walk()]


def test_letterhead_and_signature_are_no_tables():
    for document in (PLAN, LETTER):
        (page,) = pages_of(write_pdf(document))
        assert {"Table", "TR", "TD", "TH"} & set(roles(page)) == set()


def test_titles_sections_and_clauses_are_headings_of_their_level():
    (page,) = pages_of(write_pdf(PLAN))

    found = [role for role in roles(page) if re.fullmatch(r"H\d", role)]

    assert found == ["H1", "H2", "H3", "H3", "H2", "H3"]


def test_a_footnote_is_a_note_that_can_be_found():
    printed = write_pdf(PLAN)
    (page,) = pages_of(printed)

    assert roles(page).count("Note") == 1
    identifier = re.search(r"/ID \((note-\d+)\)", the_object(printed, b"/S /Note").decode())[1]
    assert identifier in the_object(printed, b"/Limits").decode()


def test_a_table_has_rows_and_heads_and_each_cell_knows_its_head():
    printed = write_pdf(PLAN.with_changes(items=(table_of(3, "Bảng 1. Số liệu"),)))
    (page,) = pages_of(printed)
    (table,) = [tag for root in tags_of(page) for tag in root.walk() if tag.role == "Table"]
    rows = [tag for tag in table.walk() if tag.role == "TR"]

    assert [[cell.role for cell in row.kids] for row in rows] == [["TH"] * 3] + [["TD"] * 3] * 3
    assert "Caption" in [tag.role for tag in table.kids]
    objects = objects_of(printed)
    heads = [each for each in objects if re.search(rb"/S /TH\b", each)]
    names = [re.search(rb"/ID (\([^)]+\))", each)[1] for each in heads]
    cells = [each for each in objects if re.search(rb"/S /TD\b", each)]
    assert all(b"/Scope /Column" in each for each in heads)
    assert [re.search(rb"/Headers \[([^]]*)\]", each)[1] for each in cells] == names * 3
    index = the_object(printed, b"/Limits")
    assert all(name in index for name in names)


def test_every_role_is_one_that_the_standard_knows(printed):
    known = {
        *("Document", "Art", "Sect", "Div", "NonStruct", "P", "H1", "H2", "H3", "H4", "Span"),
        *("Table", "THead", "TBody", "TR", "TH", "TD", "Caption", "Note"),
    }

    assert set(chain.from_iterable(map(roles, pages_of(printed)))) <= known
