"""The document tree as JSON."""

import json
from datetime import date

import pytest

from documents.model import (
    AdministrativeDocument,
    Appendix,
    Cell,
    Footnote,
    Item,
    Letterhead,
    Run,
    Signature,
    Source,
    Table,
    text_of,
)
from documents.storage import from_dict, to_dict

TABLE = Table(
    rows=(
        (Cell(text_of("TT"), align="center"), Cell(text_of("Việc"), columns=2)),
        (Cell(), Cell(rows=2)),
    ),
    widths=(0.2, 0.8),
    caption="Bảng 1",
)

FULL = AdministrativeDocument(
    kind="KẾ HOẠCH",
    subject="Công tác dân vận chính quyền năm 2026",
    letterhead=Letterhead(("UBND XÃ MẪU",), ("PHÒNG VĂN HÓA - XÃ HỘI",)),
    number=5,
    symbol="KH-UBND",
    place="Mẫu",
    date=date(2026, 1, 5),
    addressees=("Sở Nội vụ",),
    opening=(
        (
            Run("Thực hiện "),
            Run("kế hoạch", bold=True, italic=True),
            Run("1", note=True),
        ),
    ),
    items=(
        Item(
            "I",
            heading=text_of("MỤC ĐÍCH"),
            children=(
                Item("1", text=text_of("Một."), source=Source(4, 6)),
                Item(table=TABLE),
            ),
            source=Source(3, 3),
        ),
    ),
    closing=(text_of("Trên đây là Kế hoạch./."),),
    recipients=("Sở Nội vụ", "Lưu: VT"),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Mẫu"),
    footnotes=(Footnote("1", text_of("Chú thích."), (Source(9, 9), Source(20, 22))),),
    appendices=(Appendix("Phụ lục I", (Item("-", text=text_of("Dòng")),), landscape=True),),
)


@pytest.mark.parametrize("document", [AdministrativeDocument(), FULL])
def test_a_document_stored_as_json_is_read_back_equal(document):
    stored = json.loads(json.dumps(to_dict(document)))

    assert from_dict(stored) == document


def test_the_place_of_an_item_in_the_source_survives_storing():
    read_back = from_dict(json.loads(json.dumps(to_dict(FULL))))

    assert [item.source for item in read_back.walk()] == [
        Source(3, 3),
        Source(4, 6),
        None,
    ]


def test_the_places_of_a_footnote_survive_storing():
    read_back = from_dict(json.loads(json.dumps(to_dict(FULL))))

    assert read_back.footnotes[0].sources == (Source(9, 9), Source(20, 22))


def test_an_empty_document_is_stored_as_an_empty_object():
    assert to_dict(AdministrativeDocument()) == {}
