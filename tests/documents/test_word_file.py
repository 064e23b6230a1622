"""The Word file as a file: parts, styles, lists and tables, as Word asks for them."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from documents import write_docx
from documents.model import Cell, Footnote, Item, Run, Table, text_of
from documents.reading.word import extract
from documents.reading.word.pieces import Grid
from tests.documents.made_up import POINTS
from tests.documents.samples import LETTER, PLAN, REPORT, headed, paragraph

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The order of the schema (ECMA-376 Part 1, Annex A), as far as we write it. Word refuses a file in another order.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl rPr "
    "sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing w kern position sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblpPr bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar pgNumType cols titlePg docGrid",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "style": "name aliases basedOn next link uiPriority qFormat pPr rPr tblPr trPr tcPr",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr endnotePr compat themeFontLang decimalSymbol "
    "listSeparator",
}
TALL = Table(
    (
        (Cell(text_of("STT")), Cell(text_of("Việc")), Cell(text_of("Hạn"))),
        (Cell(text_of("1"), rows=2), Cell(text_of("Một"), columns=2)),
        (Cell(text_of("Hai"), align="right"), Cell(text_of("Ba"))),
    ),
    caption="Bảng 1. Việc",
)
FULL = REPORT.with_changes(
    items=(
        *REPORT.items,
        headed("III", "CÁC ĐIỂM", *(paragraph("Lời.", point) for point in POINTS)),
        headed("V", "BẢNG", Item(table=TALL)),
        headed("V", "HẾT", paragraph("a", "2"), paragraph("b", "3"), paragraph("c", "3")),
    )
)


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(write_docx(document))) as file:
        return {name: file.read(name) for name in file.namelist()}


def trees_of(document):
    return {
        name: etree.fromstring(data)
        for name, data in parts_of(document).items()
        if name.startswith("word/") and name.endswith(".xml")
    }


@pytest.mark.parametrize("document", [PLAN, LETTER, FULL], ids=["plan", "letter", "full"])
def test_every_property_stands_in_the_order_of_the_schema(document):
    wrong = []
    for part, root in trees_of(document).items():
        for name, order in ORDERS.items():
            places = {f"{W}{each}": at for at, each in enumerate(order.split())}
            for element in root.iter(f"{W}{name}"):
                found = [places[child.tag] for child in element]
                if found != sorted(found):
                    wrong.append((part, etree.tostring(element)))

    assert wrong == []


@pytest.mark.parametrize("document", [PLAN, LETTER, FULL], ids=["plan", "letter", "full"])
def test_every_style_and_list_that_is_used_is_there(document):
    trees = trees_of(document)
    styles = {each.get(f"{W}styleId") for each in trees["word/styles.xml"].iter(f"{W}style")}
    lists = {each.get(f"{W}numId") for each in trees["word/numbering.xml"].iter(f"{W}num")}
    used = [
        (kind, each.get(f"{W}val"))
        for root in trees.values()
        for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "numId")
        for each in root.iter(f"{W}{kind}")
    ]

    assert used
    assert {name for kind, name in used if kind != "numId"} <= styles
    assert {name for kind, name in used if kind == "numId"} <= lists


def test_every_paragraph_has_a_style_with_a_vietnamese_name():
    opened = docx.Document(io.BytesIO(write_docx(FULL)))

    names = {each.style.name for each in opened.paragraphs}

    assert {"Tên loại", "Trích yếu", "Kính gửi", "Căn cứ", "Mục, cấp 1", "Lời kết"} <= names
    assert "Normal" not in names


def test_sections_show_in_the_navigation_pane():
    styles = docx.Document(io.BytesIO(write_docx(PLAN))).styles
    levels = {
        name: styles[name].element.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val")
        for name in ("Mục, cấp 1", "Tiêu đề khoản, cấp 2")
    }

    assert levels == {"Mục, cấp 1": "0", "Tiêu đề khoản, cấp 2": "1"}


def test_letters_are_times_new_roman_and_the_language_vietnamese():
    styles = trees_of(PLAN)["word/styles.xml"]
    letters = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    fonts = {each.tag: dict(each.attrib) for each in letters}

    assert fonts[f"{W}rFonts"] == dict.fromkeys(
        [f"{W}{kind}" for kind in ("ascii", "hAnsi", "cs", "eastAsia")], "Times New Roman"
    )
    assert fonts[f"{W}lang"][f"{W}val"] == "vi-VN"
    assert b"theme" not in b"".join(parts_of(PLAN).values()).replace(b"themeFontLang", b"")


def test_word_shows_the_markers_of_the_document_gaps_doubles_and_vietnamese_letters_included():
    blocks = extract(write_docx(FULL)).blocks
    shown = [each.label.text for each in blocks if not isinstance(each, Grid) and each.label]
    items = [item for item in FULL.walk() if item.marker]

    assert shown == [item.label for item in items]


def test_what_can_be_counted_is_one_list_of_several_levels():
    root = trees_of(PLAN)["word/document.xml"]
    places = [
        (each.find(f"{W}numId").get(f"{W}val"), each.find(f"{W}ilvl").get(f"{W}val"))
        for each in root.iter(f"{W}numPr")
    ]
    main = places[0][0]

    # "đ)" after "a)" is a gap, and bullets are no numbers.
    assert [level for number, level in places if number == main] == [
        "0",
        "1",
        "1",
        "0",
        "1",
        "1",
        "2",
    ]


def test_notes_are_footnotes_with_their_own_marks():
    runs = (
        Run("a"),
        Run("1", note=True),
        Run("b"),
        Run("*", note=True),
        Run("c"),
        Run("2", note=True),
    )
    notes = tuple(Footnote(mark, text_of(f"Lời {mark}")) for mark in "1*2")
    trees = trees_of(PLAN.with_changes(items=(Item("1", text=runs),), footnotes=notes))
    calls = list(trees["word/document.xml"].iter(f"{W}footnoteReference"))

    assert [each.get(f"{W}customMarkFollows") for each in calls] == [None, "1", None]
    assert len(trees["word/footnotes.xml"].findall(f"{W}footnote")) == 2 + 3


def test_a_table_has_its_spans_its_head_and_its_caption():
    opened = docx.Document(io.BytesIO(write_docx(FULL)))
    table = next(each for each in opened.tables if "Việc" in each.rows[0].cells[1].text)

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["STT", "Việc", "Hạn"],
        ["1", "Một", "Một"],
        ["1", "Hai", "Ba"],
    ]
    assert [bool(row._tr.trPr.findall(f"{W}tblHeader")) for row in table.rows] == [
        True,
        False,
        False,
    ]
    caption = next(each for each in opened.paragraphs if each.text == "Bảng 1. Việc")
    assert caption.style.paragraph_format.keep_with_next


def test_each_appendix_is_a_section_that_counts_its_own_pages():
    sections = docx.Document(io.BytesIO(write_docx(FULL))).sections

    assert [round(each.page_width.mm) for each in sections] == [210, 297, 210]
    for each in sections:
        assert each.different_first_page_header_footer
        assert each._sectPr.find(f"{W}pgNumType").get(f"{W}start") == "1"
        sides = (each.top_margin, each.right_margin, each.bottom_margin, each.left_margin)
        assert [round(side.mm) for side in sides] == [20, 20, 20, 30]


def test_the_signature_is_not_parted_from_the_end_of_the_text():
    opened = docx.Document(io.BytesIO(write_docx(PLAN)))
    closing = next(each for each in opened.paragraphs if each.text.startswith("Trên đây"))
    foot = opened.tables[-1]

    assert closing.paragraph_format.keep_with_next
    assert len(foot.rows) == 1
    assert foot.rows[0]._tr.trPr.find(f"{W}cantSplit") is not None


def test_properties_name_the_document():
    told = docx.Document(io.BytesIO(write_docx(PLAN))).core_properties

    assert told.title == "Kế hoạch Công tác dân vận chính quyền năm 2026"
    assert told.subject == PLAN.subject
    assert told.language == "vi-VN"


def test_the_same_document_gives_the_same_bytes():
    assert write_docx(FULL) == write_docx(FULL)


def test_no_word_of_a_document_becomes_a_tag():
    hostile = '</w:t></w:r></w:p><w:altChunk r:id="x"/>&<!--'
    plan = PLAN.with_changes(subject=hostile, items=(Item(hostile, text=text_of(hostile)),))

    trees = trees_of(plan)

    words = "".join(trees["word/document.xml"].itertext())
    assert re.sub(r"\s", "", words).count(re.sub(r"\s", "", hostile)) >= 2
    assert not list(trees["word/document.xml"].iter(f"{W}altChunk"))
