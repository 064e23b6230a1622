"""Writing in the body: saved while it is written, and nobody's words lost to somebody who was quicker."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from danvan.workflow import last_step
from reports.actions import compiling as actions
from reports.actions.parts import StaleVersion
from reports.actions.sections import save_section
from reports.models import Report
from tests.factories import make_person
from tests.reports.factories import accept_part
from tests.tasks.test_at_once import at_once

HTMX = {"HTTP_HX_REQUEST": "true"}


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def where(section):
    return reverse("reports:section_edit", args=[section.pk])


@pytest.fixture
def colleague(office_of_an_hoa):
    return make_person("Lý Tuấn", office_of_an_hoa, "coordinator", username="tuan")


def test_a_section_is_opened_saved_and_shown_in_its_place(section, binh):
    client = client_of(binh)
    opened = client.get(where(section), **HTMX)
    assert opened.content.decode().strip().startswith("<section")

    saved = client.post(
        where(section), {"version": section.version, "text": "Một.", "autosave": "1"}, **HTMX
    )
    assert saved.json()["version"] == section.version + 1
    section.refresh_from_db()
    assert (section.text, section.version) == ("Một.", saved.json()["version"])

    shown = client.post(where(section), {"version": section.version, "text": "Hai."}, **HTMX)
    page = shown.content.decode()
    assert ("Hai." in page, "<textarea" in page, "<html" in page) == (True, False, False)


def test_who_writes_while_a_colleague_compiles_reads_both_and_who_it_was(
    section, part_of_culture, binh, colleague
):
    client, report = client_of(binh), section.report
    opened = {"version": section.version, "seen": last_step(report)}
    accept_part(part_of_culture, coordinator=colleague)
    actions.compile_report(report, by=colleague)

    answer = client.post(
        where(section), {**opened, "text": "Lời đang viết.", "autosave": "1"}, **HTMX
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lý Tuấn vừa tổng hợp lại báo cáo" in page
    assert "Lời đang viết." in page
    assert "Đề nghị bổ sung kinh phí tuyên truyền." in page
    section.refresh_from_db()
    again = {"version": section.version, "text": f"{section.text}\nLời đang viết."}
    client.post(where(section), again)
    actions.compile_report(report, by=colleague)
    assert report.sections.get(key="proposals").text.endswith("\nLời đang viết.")


def test_the_second_to_compile_is_told_of_the_first(report, part_of_culture, binh, colleague):
    accept_part(part_of_culture, coordinator=binh)
    seen = last_step(report)
    actions.compile_report(report, by=colleague)

    address = reverse("reports:report_compile", args=[report.pk])
    page = client_of(binh).post(address, {"seen": seen}, follow=True).content.decode()

    assert "Lý Tuấn cũng vừa tổng hợp lúc" in page
    assert report.history.filter(move="compile").count() == 2


def test_an_opening_nobody_changed_names_the_request_and_a_changed_one_stays(
    report, half_year, lan, binh
):
    from reports.models import RoundRequest

    fields = {
        name: getattr(half_year, name)
        for name in ("kind", "year", "period_from", "period_to", "due_on")
    }
    half_year.request = RoundRequest.objects.create(
        **fields, receiver=half_year.receiver, data_closing_on=half_year.period_to, code="45/SNV-XDCQ",
        issued_on="2026-05-04", made_by=lan,
    )  # fmt: skip
    half_year.save(update_fields=["request"])
    report = Report._base_manager.select_related("round__request__receiver").get(pk=report.pk)

    actions.compile_report(report, by=binh)
    report.refresh_from_db()
    assert report.opening.startswith(
        "Thực hiện Công văn số 45/SNV-XDCQ ngày 04 tháng 5 năm 2026 của Sở Nội vụ tỉnh Hòa Sơn và Kế hoạch số"
    )

    Report._base_manager.filter(pk=report.pk).update(opening="Lời mở đầu riêng:")
    actions.compile_report(report, by=binh)
    report.refresh_from_db()
    assert report.opening == "Lời mở đầu riêng:"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's test database has one connection"
)
def test_compiling_twice_and_writing_at_once_loses_nothing(
    report, part_of_culture, binh, colleague
):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)

    def compile_as(person):
        return lambda: actions.compile_report(Report._base_manager.get(pk=report.pk), by=person)

    def write():
        section = report.sections.get(key="proposals")
        save_section(section, version=section.version, text=f"{section.text}\nLời riêng.", by=binh)
        return "written"

    for _ in range(5):
        before = report.sections.get(key="proposals").text.count("Lời riêng.")
        *compiled, wrote = at_once(compile_as(binh), compile_as(colleague), write)
        assert [each for each in compiled if isinstance(each, Exception)] == []
        # Either the words stand there, or the writer was told.
        after = report.sections.get(key="proposals").text.count("Lời riêng.")
        assert after - before == (wrote == "written")
        assert wrote == "written" or isinstance(wrote, StaleVersion)
