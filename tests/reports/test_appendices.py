"""The appendices of a report: figures against last year, tasks by group, documents of the period; and what is drawn."""

from datetime import date
from decimal import Decimal

import pytest

from documents.model import plain
from records.register import register
from reports.actions.commune import save_basics
from reports.models import Indicator, IndicatorValue
from reports.paper.document import to_document
from tasks.models import Task
from tests.reports.factories import make_task


def add_figure(report, code, value=None, **over):
    indicator = Indicator.objects.get(code=code)
    fields = {"has_no_data": value is None, **over}
    number = None if value is None else Decimal(value)
    return IndicatorValue.objects.create(report=report, indicator=indicator, value=number, **fields)


def enter(report, number, day, by, **noted):
    return register(
        commune=report.round.commune,
        number=number,
        symbol="KH-UBND",
        issued_on=day,
        subject=f"Kế hoạch số {number}",
        signer="An",
        recipients="",
        by=by,
        **noted,
    )


def appendix_of(report, title):
    return next(each for each in to_document(report).appendices if each.title.startswith(title))


def rows_of(appendix):
    """The words of the last table of an appendix, its head left out."""
    table = appendix.items[-1].table
    return [tuple(plain(cell.text) for cell in row) for row in table.rows[1:]]


def test_figures_stand_by_group_beside_those_of_last_year(report):
    add_figure(report, "conferences", "12", previous=Decimal(10), note="kể cả họp thôn")
    add_figure(report, "listeners", "1234.5", previous=Decimal(0))
    add_figure(report, "receptions", previous=Decimal(8))

    assert rows_of(appendix_of(report, "BIỂU SỐ LIỆU")) == [
        ("Văn bản, tuyên truyền",),
        ("1", "Hội nghị quán triệt, tuyên truyền", "cuộc", "12", "10", "+20", "kể cả họp thôn"),
        ("2", "Lượt người dự hội nghị", "lượt người", "1.234,5", "0", "", ""),
        ("Tiếp công dân, đối thoại",),
        ("3", "Lượt tiếp công dân", "lượt", "Không có số liệu", "8", "", ""),
    ]


def test_only_like_is_drawn_beside_like(report):
    for code in ("conferences", "dialogues", "meetings"):
        add_figure(report, code, "12", previous=Decimal(10))
    add_figure(report, "listeners", "1200", previous=Decimal(900))

    first, second = appendix_of(report, "BIỂU SỐ LIỆU").items

    assert (first.table, second.chart) == (None, None)
    assert first.chart.title == "So sánh với cùng kỳ năm trước (cuộc)"
    assert [series.values for series in first.chart.series] == [(12, 12, 12), (10, 10, 10)]
    assert "Lượt người dự hội nghị" not in first.chart.categories


def test_two_figures_are_not_drawn(report):
    for code in ("conferences", "dialogues"):
        add_figure(report, code, "12", previous=Decimal(10))

    assert [item.chart for item in appendix_of(report, "BIỂU SỐ LIỆU").items] == [None]


def test_tasks_tell_the_date_before_an_extension(half_year, report, culture, dung):
    moved = {"due_on": date(2026, 6, 30), "original_due_on": date(2026, 5, 31)}
    make_task(half_year, culture, dung, "Tuyên truyền;", status=Task.Status.REPORTED, **moved)

    assert rows_of(appendix_of(report, "DANH MỤC NHIỆM VỤ")) == [
        (
            "1",
            "Tuyên truyền",
            culture.short_name,
            "30/06/2026 (hạn\u00a0cũ:\u00a031/05/2026)",
            "Đã báo hoàn thành, chờ xác nhận",
        )
    ]


def test_the_chart_of_tasks_counts_what_its_table_counts(
    half_year, report, plan_items, dung, culture
):
    for item in plan_items:
        make_task(half_year, culture, dung, "Việc dở", plan_item=item)
    make_task(half_year, culture, dung, "Việc xong", plan_item=item, status=Task.Status.DONE)

    drawn, counted, listed = appendix_of(report, "DANH MỤC NHIỆM VỤ").items

    done, left = (series.values for series in drawn.chart.series)
    assert (sum(done), sum(left)) == (1, 3)
    *_, total = counted.table.rows
    assert [plain(cell.text) for cell in total][:3] == ["Cộng", "4", "1"]
    assert sum(len(row) > 1 for row in listed.table.rows[1:]) == 4


@pytest.fixture
def plan_items(issued_plan):
    """Three headings of the plan, so that there are three groups."""
    from tests.factories import make_item

    return [make_item(issued_plan, position=90 + n, heading=f"Nhóm {n}", text="") for n in range(3)]


def test_documents_are_those_of_the_period_that_still_count(report, binh, giang):
    report.round.commune.register_entries.all().update(void_reason="của phép thử khác")
    enter(report, 21, date(2026, 1, 5), giang)
    enter(report, 22, date(2026, 2, 5), giang, void_reason="đánh nhầm số")
    enter(report, 23, date(2026, 7, 5), giang)

    assert rows_of(appendix_of(report, "DANH MỤC VĂN BẢN")) == [
        ("1", "21/KH-UBND", "05/01/2026", "Kế hoạch số 21")
    ]


def test_what_is_left_out_is_neither_printed_nor_pointed_to(report, section, culture, dung, giang):
    make_task(report.round, culture, dung)
    enter(report, 21, date(2026, 1, 5), giang)
    report.refresh_from_db()
    assert "Danh mục nhiệm vụ tại Phụ lục I, danh mục văn bản" in str(to_document(report).items)

    save_basics(report, version=report.version, fields={"left_out": ["documents"]})
    report.refresh_from_db()

    document = to_document(report)
    assert [each.title for each in document.appendices] == ["DANH MỤC NHIỆM VỤ THỰC HIỆN TRONG KỲ"]
    assert "(Danh mục nhiệm vụ tại Phụ lục kèm theo Báo cáo này)" in str(document.items)


def test_the_number_of_queries_does_not_grow(report, half_year, culture, dung, plan_items):
    def count():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            to_document(
                half_year.reports.select_related("round__commune", "signer").get(pk=report.pk)
            )
        return len(found)

    add_figure(report, "conferences", "12")
    make_task(half_year, culture, dung, plan_item=plan_items[0])
    before = count()
    for code in ("dialogues", "meetings", "listeners"):
        add_figure(report, code, "12", previous=Decimal(10))
    for item in plan_items:
        make_task(half_year, culture, dung, plan_item=item)

    assert count() == before


def test_the_sign_of_the_end_and_the_first_recipient_stand_once(report, section):
    section.text = "- Xã đề nghị Sở xem xét./."
    section.save()
    report.refresh_from_db()
    words = {"closing": "Trên đây là báo cáo.", "recipients": "Đảng ủy xã\nNhư trên\nLưu: VT"}
    save_basics(report, version=report.version, fields=words)
    report.refresh_from_db()

    document = to_document(report)

    assert document.recipients == ("Như trên", "Đảng ủy xã", "Lưu: VT")
    assert plain(document.closing[-1]) == "Trên đây là báo cáo./."
    assert str(document.items).count("./.") == 0
    assert "xem xét." in str(document.items)
