"""Several clerks who press in the same moment, with real connections side by side."""

from datetime import date

import pytest
from django.db import connection

from records.models import RegisterEntry
from records.register import EntryChanged, NumberTaken, note_entry, register
from tests.tasks.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def enter(giang):
    return register(
        commune=giang.commune, number=1, symbol="KH-UBND", issued_on=date(2026, 1, 15), subject="Kế hoạch",
        signer="An", recipients="", by=giang,
    )  # fmt: skip


def test_one_number_is_given_once(giang):
    results = at_once(*[lambda: enter(giang)] * 4)

    assert sorted(type(each).__name__ for each in results) == ["NumberTaken"] * 3 + [
        "RegisterEntry"
    ]
    assert RegisterEntry.objects.visible_to(giang).count() == 1
    assert {each.next_free for each in results if isinstance(each, NumberTaken)} == {2}


def test_one_line_is_written_by_one(giang):
    entry = enter(giang)

    results = at_once(*[lambda: note_entry(entry, {"note": "Thử"}, version=1)] * 3)

    assert [type(each) for each in results].count(EntryChanged) == 2
    entry.refresh_from_db()
    assert entry.version == 2
