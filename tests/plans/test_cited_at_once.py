"""Plans of one commune that are saved in the same moment, with real connections side by side."""

import pytest
from django.db import connection, transaction

from plans import cited
from plans.models import CitedDocument, Mention
from tests.factories import make_item, make_plan
from tests.tasks.test_at_once import at_once

FULL = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def test_a_document_named_in_several_plans_at_once_is_one(binh):
    plans = [make_plan(binh, year=year) for year in range(2020, 2026)]
    for plan in plans:
        make_item(plan, text=FULL)

    results = at_once(*[lambda plan=plan: cited.sync_plan(plan) for plan in plans])

    assert results == [None] * 6
    assert CitedDocument.objects.visible_to(binh).count() == 1
    assert Mention.objects.count() == 6


def test_one_plan_forgets_it_while_another_names_it(binh):
    old, new = make_plan(binh, year=2025), make_plan(binh, year=2026)
    item = make_item(old, text=FULL)
    cited.sync_plan(old)
    make_item(new, text=FULL)

    def forget():
        with transaction.atomic():
            cited.sync_items(old, [], removed=[item])

    results = at_once(forget, lambda: cited.sync_plan(new))

    assert results == [None, None]
    assert [each.plan for each in Mention.objects.select_related("plan")] == [new]
    assert CitedDocument.objects.visible_to(binh).count() == 1
