"""The register of cited documents follows what the plans say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.model import Appendix, Cell, Item, Table, text_of
from documents.storage import to_values
from plans import cited
from plans.actions import delete_draft, save_basics
from plans.edits import Edit
from plans.models import CitedDocument, Mention
from plans.saving import save_edits, save_notes
from tests.factories import issue_by_hand, make_item, make_plan

FULL = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ về tăng cường dân vận;"
DAY = date(2021, 11, 26)


def register(person):
    rows = CitedDocument.objects.visible_to(person).order_by("pk")
    return [(str(row), row.date, row.issuer, row.subject) for row in rows]


def named(plan):
    return sorted(
        (str(each.document), each.part, each.item_id)
        for each in plan.mentions.select_related("document")
    )


def typed(plan, item, text, by):
    item.refresh_from_db()
    save_edits(plan, [Edit(item.uid, item.version, heading="", text=text)], by=by)


@pytest.fixture
def item(plan):
    return plan.items.get(marker="1")


def test_what_is_typed_is_known_with_all_its_facts(plan, item, binh):
    typed(plan, item, f"Thực hiện {FULL}", binh)

    assert register(binh) == [
        ("Chỉ thị số 33/CT-TTg", DAY, "Thủ tướng Chính phủ", "tăng cường dân vận")
    ]
    assert named(plan) == [("Chỉ thị số 33/CT-TTg", "item", item.pk)]


def test_a_number_half_typed_leaves_nothing_behind(plan, item, binh):
    for words in ("Theo Chỉ thị số 3/CT", "Theo Chỉ thị số 3/CT-TTg", "Theo Chỉ thị số 33/CT-TTg"):
        typed(plan, item, words, binh)

    assert [name for name, *_ in register(binh)] == ["Chỉ thị số 33/CT-TTg"]


def test_every_part_of_a_plan_is_read(plan, item, binh):
    table = Table(((Cell(text_of("Việc theo Công văn số 1/UBND-NC")),),))
    row = make_item(plan, text="", table=to_values(table))
    plan.appendices = to_values((Appendix("PHỤ LỤC", (Item("1", text=text_of("Luật Tố cáo.")),)),))
    plan.save()
    save_basics(
        plan, {"opening": f"Căn cứ {FULL}", "closing": "Theo Quyết định số 2/QĐ-UBND."}, version=1
    )
    save_notes(plan, {"1": ("Nghị định số 59/2023/NĐ-CP.", "")})
    cited.sync_plan(plan)

    assert named(plan) == [
        ("Chỉ thị số 33/CT-TTg", "opening", None),
        ("Công văn số 1/UBND-NC", "item", row.pk),
        ("Luật Tố cáo", "appendix", None),
        ("Nghị định số 59/2023/NĐ-CP", "footnote", None),
        ("Quyết định số 2/QĐ-UBND", "closing", None),
    ]


def test_a_bare_number_in_another_plan_means_the_one_known(plan, item, binh):
    typed(plan, item, FULL, binh)
    other = make_plan(binh, year=2027)
    make_item(other, text="Theo Chỉ thị số 33/CT - TTg.")

    cited.sync_plan(other)

    assert len(register(binh)) == 1


def test_a_date_told_later_completes_the_document(plan, item, binh):
    typed(plan, item, "Theo Chỉ thị số 33/CT-TTg.", binh)
    other = make_plan(binh, year=2027)
    make_item(other, text=FULL)
    cited.sync_plan(other)

    assert register(binh) == [
        ("Chỉ thị số 33/CT-TTg", DAY, "Thủ tướng Chính phủ", "tăng cường dân vận")
    ]


def test_plans_of_two_years_are_two_documents(plan, item, binh):
    make_item(plan, text="Kế hoạch số 12/KH-UBND ngày 05/01/2025 của UBND xã")
    make_item(plan, text="Kế hoạch số 12/KH-UBND ngày 07/01/2026 của UBND xã")
    make_item(plan, text="Kế hoạch số 12/KH-UBND ngày 09/01/2026 của UBND tỉnh")
    cited.sync_plan(plan)

    assert [(day, issuer) for _, day, issuer, _ in register(binh)] == [
        (date(2025, 1, 5), "UBND xã"), (date(2026, 1, 7), "UBND xã"), (date(2026, 1, 9), "UBND tỉnh"),
    ]  # fmt: skip


def test_a_bare_number_goes_over_to_the_one_that_the_plan_names_with_its_date(plan, item, binh):
    old = make_plan(binh, year=2025)
    make_item(old, text="Kế hoạch số 12/KH-UBND ngày 05/01/2025 của UBND xã")
    cited.sync_plan(old)
    bare = make_item(plan, text="Tiếp tục Kế hoạch số 12/KH-UBND.")
    cited.sync_plan(plan)
    assert bare.mentions.get().document.date == date(2025, 1, 5)

    typed(plan, item, "Kế hoạch số 12/KH-UBND ngày 07/01/2026 của UBND xã", binh)

    assert bare.mentions.get().document.date == date(2026, 1, 7)
    assert len(register(binh)) == 2


def test_a_date_misprinted_once_is_outvoted_by_what_was_issued(plan, item, binh):
    wrong = FULL.replace("26/11", "25/11")
    typed(plan, item, wrong, binh)
    assert register(binh)[0][1] == date(2021, 11, 25)
    issued = issue_by_hand(make_plan(binh, year=2025))
    make_item(issued, text=FULL)

    cited.sync_plan(issued)

    assert [day for _, day, *_ in register(binh)] == [DAY]


def test_the_last_mention_gone_the_document_goes_unless_somebody_noted_it(plan, item, binh):
    typed(plan, item, FULL, binh)
    typed(plan, item, "Không viện dẫn.", binh)
    assert register(binh) == []
    typed(plan, item, FULL, binh)
    CitedDocument.objects.visible_to(binh).update(is_kept=True)

    typed(plan, item, "Không viện dẫn.", binh)

    assert len(register(binh)) == 1


def test_deleting_an_item_and_bringing_it_back(plan, item, binh):
    from plans.models import RemovedItem
    from plans.outline import bring_back

    typed(plan, item, FULL, binh)
    item.refresh_from_db()
    save_edits(plan, [Edit(item.uid, item.version, removed=True)], by=binh)
    assert (register(binh), named(plan)) == ([], [])

    row = bring_back(RemovedItem.objects.get(uid=item.uid))

    assert named(plan) == [("Chỉ thị số 33/CT-TTg", "item", row.pk)]


def test_a_deleted_draft_takes_along_what_it_alone_named(plan, item, binh):
    typed(plan, item, f"{FULL} Luật Tố cáo.", binh)
    issued = issue_by_hand(make_plan(binh, year=2025))
    make_item(issued, text="Luật Tố cáo.")
    cited.sync_plan(issued)

    delete_draft(plan, by=binh)

    assert [name for name, *_ in register(binh)] == ["Luật Tố cáo"]


def test_what_a_person_has_corrected_stays_and_is_found_again(plan, item, binh):
    """The plan prints another year than the register now has: the same words still mean that document."""
    typed(plan, item, FULL, binh)
    CitedDocument.objects.visible_to(binh).update(is_kept=True, date=date(2020, 11, 26))
    other = make_plan(binh, year=2027)
    make_item(other, text=FULL)

    cited.sync_plan(other)
    cited.sync_plan(plan)

    assert [day for _, day, *_ in register(binh)] == [date(2020, 11, 26)]


def test_a_draft_betrays_nothing_to_those_who_may_not_read_it(
    plan, item, binh, dung, hoa, cuc, minh, lan
):
    typed(plan, item, FULL, binh)
    assert [register(person) for person in (dung, hoa, cuc, minh, lan)] == [[]] * 5

    issue_by_hand(plan)

    assert [len(register(person)) for person in (dung, hoa, cuc, minh, lan)] == [1, 1, 0, 0, 0]


def test_another_communes_register_is_its_own(plan, item, binh, cuc):
    typed(plan, item, FULL, binh)
    theirs = make_plan(cuc)
    make_item(theirs, text=FULL)

    cited.sync_plan(theirs)

    assert (len(register(binh)), len(register(cuc))) == (1, 1)


def test_reading_a_plan_again_changes_nothing(plan, item, binh):
    make_item(
        plan, text=f"{FULL} Luật Đất đai năm 2024; Luật Đất đai; Quyết định số 217-QĐ/TW, 218-QĐ/TW"
    )
    cited.sync_plan(plan)
    before = (register(binh), list(plan.mentions.values_list("pk", flat=True)))

    cited.sync_plan(plan)

    assert (register(binh), list(plan.mentions.values_list("pk", flat=True))) == before
    assert len(before[0]) == 4


def queries(work):
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_the_queries_do_not_grow_with_items_or_documents(plan, item, binh):
    def items(count, year):
        return [
            make_item(
                plan, text=f"Kế hoạch số {n}/KH-UBND ngày 05/01/{year} của UBND xã về việc {n};"
            )
            for n in range(1, count + 1)
        ]

    few, many = items(3, 2024), items(40, 2025)

    assert queries(lambda: cited.sync_items(plan, few)) == queries(
        lambda: cited.sync_items(plan, many)
    )
    assert queries(lambda: cited.sync_items(plan, many)) == 1
    assert plan.mentions.count() == 43


def test_an_issued_plan_names_its_documents_for_the_check_of_others(plan, item, binh):
    from plans.form_check import known_citations

    typed(plan, item, FULL, binh)

    assert known_citations(plan.commune, plan) == ()
    other = make_plan(binh)
    assert [each.number for each in known_citations(plan.commune, other)] == ["33/CT-TTg"]
    assert Mention.objects.get(plan=plan).words.endswith("Thủ tướng Chính phủ")
