"""Who issues and who signs, as it is printed on a plan of the commune and on one of its units."""

import re

import pytest

from accounts.models import Unit
from documents.html import to_html
from documents.model import Letterhead
from plans.conversion import to_document
from plans.letterhead import authority_of, letterhead_of
from plans.models import SignatureForm
from tests.factories import make_commune, make_plan, make_unit

S = SignatureForm


def test_a_commune_stands_on_two_lines_without_a_superior(an_hoa):
    assert letterhead_of(an_hoa) == Letterhead(issuer=("ỦY BAN NHÂN DÂN", "XÃ AN HÒA"))


def test_a_department_stands_below_the_committee(culture):
    assert letterhead_of(culture) == Letterhead(
        superior=("UBND XÃ AN HÒA",), issuer=("PHÒNG VĂN HÓA - XÃ HỘI",)
    )


def test_the_front_and_the_party_are_not_under_the_committee(an_hoa, front):
    cell = make_unit(an_hoa, "Ban Xây dựng Đảng", kind=Unit.Kind.PARTY_BODY)

    assert letterhead_of(front).superior == ()
    assert letterhead_of(cell) == Letterhead(issuer=("BAN XÂY DỰNG ĐẢNG",))


def test_a_commune_named_otherwise_keeps_its_name(db):
    commune = make_commune(name="Đặc khu Hòn Mây", short_name="Đặc khu Hòn Mây")

    assert letterhead_of(commune).issuer == ("ĐẶC KHU HÒN MÂY",)
    assert letterhead_of(make_unit(commune, "Phòng Kinh tế")).superior == ("ĐẶC KHU HÒN MÂY",)


@pytest.mark.parametrize(
    ("form", "post", "lines"),
    [
        (S.TM, "", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        # What a committee prints does not hang on the post that was noted.
        (S.KT, "Trưởng phòng", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (S.KC, "", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (S.HEAD, "Trưởng phòng", ("TRƯỞNG PHÒNG",)),
        (S.HEAD, " Chánh  Văn phòng ", ("CHÁNH VĂN PHÒNG",)),
        (S.HEAD, "", ("THỦ TRƯỞNG ĐƠN VỊ",)),
        (S.DEPUTY, "Phó Trưởng phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
        (S.DEPUTY, "Phó Chánh Văn phòng", ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        (S.DEPUTY, "Phó phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ PHÒNG")),
        (S.DEPUTY, "Chỉ huy phó", ("KT. CHỈ HUY TRƯỞNG", "CHỈ HUY PHÓ")),
        (S.DEPUTY, "Trưởng phòng", ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
    ],
)
def test_the_lines_above_the_name(form, post, lines):
    assert authority_of(form, post) == lines


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Phòng Văn hóa - Xã hội xã An Hòa", "PHÒNG VĂN HÓA - XÃ HỘI"),
        ("Thôn Đông, xã An Hòa", "THÔN ĐÔNG"),
        ("Công an xã An Hòa", "CÔNG AN XÃ AN HÒA"),
        ("Trạm Y tế xã Bình Minh", "TRẠM Y TẾ XÃ BÌNH MINH"),
    ],
)
def test_the_commune_above_is_not_named_twice(an_hoa, name, printed):
    assert letterhead_of(make_unit(an_hoa, name)).issuer == (printed,)


def test_a_plan_of_a_unit_is_printed_with_its_letterhead_and_its_head(culture, dung):
    plan = make_plan(
        dung, unit=culture, signature_form=S.HEAD, signer_post="Trưởng phòng", signer_name="Dung"
    )

    page = to_html(to_document(plan))
    printed = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    above, own = printed.index("UBND XÃ AN HÒA"), printed.index("PHÒNG VĂN HÓA - XÃ HỘI")
    assert above < own
    assert "ỦY BAN NHÂN DÂN" not in printed
    assert '<p class="authority">TRƯỞNG PHÒNG</p>' in page
