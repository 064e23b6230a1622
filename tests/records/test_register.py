from datetime import date

import pytest

from records.models import RegisterEntry
from records.register import NumberTaken, next_number, register


def enter(an, number, **over):
    fields = {
        "commune": an.commune,
        "symbol": "KH-UBND",
        "issued_on": date(2026, 1, 15),
        "subject": "Kế hoạch dân vận",
        "signer": "Nguyễn Văn An",
        "recipients": "",
        "by": an,
    }
    return register(number=number, **{**fields, **over})


def test_numbers_run_from_one_each_year_and_each_symbol(an):
    assert next_number(an.commune, "KH-UBND", 2026) == 1
    enter(an, 1)
    enter(an, 2)

    assert next_number(an.commune, "KH-UBND", 2026) == 3
    assert next_number(an.commune, "KH-UBND", 2027) == 1
    assert next_number(an.commune, "BC-UBND", 2026) == 1


def test_a_number_given_this_year_is_refused_with_the_next_free_one(an):
    enter(an, 1)
    enter(an, 2)

    with pytest.raises(NumberTaken, match="Số 01/KH-UBND đã được cấp ngày 15/01/2026.*là 03"):
        enter(an, 1)

    assert RegisterEntry.objects.visible_to(an).count() == 2


def test_another_commune_has_a_series_of_its_own(an, cuong):
    enter(an, 1)

    assert enter(cuong, 1, commune=cuong.commune).printed == "01/KH-UBND"
