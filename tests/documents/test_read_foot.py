"""The foot of a document: lines of a signature that came as one."""

import pytest

from documents.reading.foot import read_foot
from documents.text import Line


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("TL. CHỦ TỊCH CHÁNH VĂN PHÒNG", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        ("TM. BAN GIÁM ĐỐC", ("TM. BAN GIÁM ĐỐC",)),
        ("Q. CHỦ TỊCH", ("Q. CHỦ TỊCH",)),
        ("KT. HIỆU TRƯỞNG", ("KT. HIỆU TRƯỞNG",)),
    ],
)
def test_each_line_above_the_name_stands_for_itself(printed, lines):
    words = ("Nơi nhận:", "- Lưu: VT.", printed, "Trần Văn Bách")
    foot, _ = read_foot([Line(at, each, each) for at, each in enumerate(words, 1)])

    assert foot.signature.authority == lines
    assert (foot.signature.name, foot.recipients) == ("Trần Văn Bách", ["Lưu: VT"])
