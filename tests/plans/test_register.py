from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from records.register import register


@pytest.fixture
def entries(giang, cuc):
    def enter(by, number, subject, day=date(2026, 1, 15)):
        return register(
            commune=by.commune,
            number=number,
            symbol="KH-UBND",
            issued_on=day,
            subject=subject,
            signer="Nguyễn Văn An",
            recipients="Sở Nội vụ\nLưu: VT",
            by=by,
        )

    enter(giang, 2, "Kế hoạch dân vận khéo")
    enter(giang, 1, "=HYPERLINK(1)")
    enter(giang, 7, "Kế hoạch năm trước", date(2025, 3, 1))
    enter(cuc, 9, "Kế hoạch của xã khác")


def shown(response):
    return [entry.subject for entry in response.context["page"]]


def test_the_register_shows_one_year_of_the_own_commune_by_number(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026"})

    assert shown(response) == ["=HYPERLINK(1)", "Kế hoạch dân vận khéo"]


def test_the_register_is_searched_without_marks(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026", "q": "dan van kheo"})

    assert shown(response) == ["Kế hoạch dân vận khéo"]


@pytest.mark.parametrize("who", ["dung", "hoa", "minh", "lan"])
def test_the_register_is_for_those_who_write_number_and_sign(request, client, who, entries):
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("plans:register")).status_code == 403


def test_the_workbook_holds_the_ten_columns_and_no_formula(client, giang, entries):
    client.force_login(giang)

    response = client.get(reverse("plans:register"), {"year": "2026", "xlsx": "1"})

    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(rows[0]) == 10
    assert [row[:4] for row in rows[1:]] == [
        ("01/KH-UBND", "15/01/2026", "'=HYPERLINK(1)", "Nguyễn Văn An"),
        ("02/KH-UBND", "15/01/2026", "Kế hoạch dân vận khéo", "Nguyễn Văn An"),
    ]
