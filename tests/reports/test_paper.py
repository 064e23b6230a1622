"""The same words on the page, in the PDF and in the Word file; each content printed once."""

import html
import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from danvan.clock import today
from documents import read_docx
from documents.html import to_html_part
from documents.normal_form import normal_form, without_charts
from documents.storage import from_dict
from notices.models import Notice
from reports.actions.issuing import issue_report, order_pdf
from reports.models import Indicator, IndicatorValue, Report
from reports.paper.document import stored_document
from reports.paper.printed import RENDER, printed_before
from tests.reports.factories import accept_part, approve, make_round, make_task
from work.models import WorkRow


@pytest.fixture
def filled(report, half_year, part_of_culture, culture, dung, binh, an):
    for n in range(40):
        due = date(2026, 3, 1) + timedelta(days=n)
        make_task(half_year, culture, dung, f"Đối thoại lần thứ {n}", due_on=due)
    accept_part(part_of_culture, coordinator=binh)
    for code in ("conferences", "dialogues", "meetings"):
        IndicatorValue.objects.update_or_create(
            report=report,
            indicator=Indicator.objects.get(code=code),
            defaults={"value": Decimal("1234.5"), "previous": Decimal(1000)},
        )
    return approve(report, coordinator=binh, leader=an)


def words_of_html(page):
    paper = page[page.index('<article class="paper"') : page.index("</article>")]
    # What is drawn is painted when the words of the page are.
    text = re.sub(r"(?s)<svg.*?</svg>", " ", paper)
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).split()


def words_of_charts(page):
    return re.findall(r"<text [^>]*>([^<]*)<", page)


def words_of_pdf(data):
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return " ".join(page.get_textpage().get_text_range() for page in pages).split()


def left_over(few, many):
    """The words of `many` that are not the next of `few`; all of `few` must stand in it in their order."""
    waiting, others = list(reversed(few)), []
    for word in many:
        if waiting and word == waiting[-1]:
            waiting.pop()
        else:
            others.append(word)
    assert waiting == []
    return others


def test_page_pdf_and_word_file_say_the_same(filled, giang, client, run_work):
    issue_report(filled, number=12, issued_on=today(), by=giang)
    run_work()
    filled.refresh_from_db()
    client.force_login(giang)

    page = client.get(reverse("reports:report_detail", args=[filled.pk])).content.decode()
    shown = words_of_html(page)
    more = left_over(shown, words_of_pdf(filled.pdf.read()))
    in_word = read_docx(filled.docx.read())

    # Beyond these: charts, numbers of pages, and the heads of tables again.
    drawn = {word for text in words_of_charts(page) for word in html.unescape(text).split()}
    heads = {"TT", "Nhiệm", "vụ", "Đơn", "vị", "chủ", "trì", "Thời", "hạn", "Kết", "quả"}
    assert drawn <= set(more)
    assert {word for word in more if not word.isdigit()} <= heads | drawn
    assert in_word == normal_form(without_charts(from_dict(filled.document)))
    assert "1.234,5" in shown
    assert left_over(words_of_html(to_html_part(in_word)), shown) == []


def test_the_same_content_of_two_reports_is_printed_once(report, binh, run_work):
    """Two rounds over one period write the same words: an empty report twice."""
    first = order_pdf(report, by=binh)
    run_work()
    twin = make_round(binh, [], plan=report.round.plan, label="6 tháng đầu năm 2026", kind="ad_hoc")
    other = twin.reports.select_related("round__commune").get(scope="commune")
    fields = {
        field: getattr(report, field) for field in ("title", "opening", "closing", "addressees")
    }
    Report._base_manager.filter(pk=other.pk).update(**fields)
    other.refresh_from_db()
    assert stored_document(other) == stored_document(report)

    assert order_pdf(other, by=binh) == first


def test_the_job_does_not_print_what_another_has_printed_meanwhile(
    report, binh, run_work, monkeypatch
):
    from reports.paper import print_jobs
    from work.actions import order

    row = order_pdf(report, by=binh)
    again = order(RENDER, report.pk, unit=report.round.commune, by=binh, title="x", key=row.key)
    assert again == row
    run_work()
    row.refresh_from_db()
    again = order(RENDER, report.pk, unit=report.round.commune, by=binh, title="x", key=row.key)
    monkeypatch.setattr(print_jobs, "render_pdf_safely", None)

    run_work()

    again.refresh_from_db()
    assert (again.state, again.result) == ("done", row.result)
    assert printed_before(row.key).result == row.result


@pytest.mark.parametrize(("waited", "told"), [(0, 0), (60, 1)])
def test_who_waited_long_is_told_when_the_file_is_ready(report, binh, run_work, waited, told):
    row = order_pdf(report, by=binh)
    moment = timezone.now() - timedelta(seconds=waited)
    WorkRow.objects.unscoped("test").filter(pk=row.pk).update(created_at=moment)

    run_work()

    notices = Notice.objects.visible_to(binh).filter(text__startswith="Tệp PDF của báo cáo")
    assert notices.count() == told
