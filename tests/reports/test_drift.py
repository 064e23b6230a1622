"""What the data say anew is told where it stands, taken or kept by a person, and never twice."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import compiling as actions
from reports.actions.matrix import save_commune_figures
from reports.models import IndicatorValue
from reports.writing.compile import draft, gather
from reports.writing.drift import figure_changes, rows_of
from tests.reports.factories import accept_part, make_task

PROPOSALS = "proposals"


def rows(report, key=PROPOSALS):
    section = report.sections.get(key=key)
    return rows_of(section, draft(section, gather(report.round)))


def changed(report, key=PROPOSALS):
    return [(row.change, row.text, row.now) for row in rows(report, key) if row.change]


@pytest.fixture
def compiled(report, part_of_culture, binh):
    accept_part(part_of_culture, coordinator=binh, figures={"money": 10})
    actions.compile_report(report, by=binh)
    return report


def decide(client, report, take, key=PROPOSALS, **over):
    section = report.sections.get(key=key)
    row = next(row for row in rows(report, key) if row.change)
    data = {"version": section.version, "key": row.key, "said": row.now, "take": take, **over}
    return client.post(reverse("reports:section_line", args=[section.pk]), data, follow=True)


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_part_accepted_since_is_told_and_taken_in_its_place(compiled, part_of_village, binh):
    assert changed(compiled) == []
    accept_part(part_of_village, coordinator=binh, proposal="Sửa nhà văn hóa thôn.")
    new = "- Thôn Đông: Sửa nhà văn hóa thôn."
    assert changed(compiled) == [("new", new, new)]

    decide(client_of(binh), compiled, "1")

    assert compiled.sections.get(key=PROPOSALS).text.endswith(new)
    assert changed(compiled) == []


def test_what_is_not_wanted_is_not_told_again_and_can_be_fetched_back(
    compiled, part_of_village, binh
):
    accept_part(part_of_village, coordinator=binh, proposal="Sửa nhà văn hóa thôn.")
    client = client_of(binh)
    decide(client, compiled, "0")
    actions.compile_report(compiled, by=binh)

    section = compiled.sections.get(key=PROPOSALS)
    assert ("Thôn Đông" in section.text, changed(compiled)) == (False, [])

    out = next(each for each in section.pieces if not each["text"])
    data = {"version": section.version, "key": out["key"]}
    client.post(reverse("reports:section_restore", args=[section.pk]), data)
    assert compiled.sections.get(key=PROPOSALS).text.endswith("Sửa nhà văn hóa thôn.")


def test_a_kept_line_stays_through_compiling_until_the_data_move_again(
    report, half_year, culture, dung, binh
):
    make_task(half_year, culture, dung)
    actions.compile_report(report, by=binh)
    make_task(half_year, culture, dung)
    client = client_of(binh)
    before = report.sections.get(key="leadership-assignment").text

    decide(client, report, "0", key="leadership-assignment")
    actions.compile_report(report, by=binh)
    assert report.sections.get(key="leadership-assignment").text == before
    assert changed(report, "leadership-assignment") == []

    make_task(half_year, culture, dung)
    assert [each[0] for each in changed(report, "leadership-assignment")] == ["changed"]
    decide(client, report, "1", key="leadership-assignment")
    assert "03 nhiệm vụ" in report.sections.get(key="leadership-assignment").text


def test_a_decision_about_words_that_moved_on_is_refused(compiled, part_of_village, binh):
    accept_part(part_of_village, coordinator=binh, proposal="Sửa nhà văn hóa thôn.")
    before = compiled.sections.get(key=PROPOSALS).text

    page = decide(client_of(binh), compiled, "1", said="- Thôn Đông: Lời khác.")

    assert "Dữ liệu lại vừa thay đổi" in page.content.decode()
    assert compiled.sections.get(key=PROPOSALS).text == before
    page = decide(client_of(binh), compiled, "1", version=0)
    assert "vừa được thay đổi" in page.content.decode()
    assert compiled.sections.get(key=PROPOSALS).text == before


def moved(report):
    return [(each.indicator.code, each.total) for each in figure_changes(gather(report.round))]


def post_figure(client, report, take, said):
    report.refresh_from_db()
    data = {"version": report.version, "code": "money", "said": said, "take": take}
    return client.post(reverse("reports:figure_line", args=[report.pk]), data, follow=True)


def test_a_figure_taken_anew_brings_its_words_along(compiled, part_of_village, binh):
    accept_part(part_of_village, coordinator=binh, figures={"money": 5})
    assert moved(compiled) == [("money", Decimal(15))]
    assert changed(compiled, "results-people") == []

    post_figure(client_of(binh), compiled, "1", "15")

    assert moved(compiled) == []
    assert "15 triệu đồng" in compiled.sections.get(key="results-people").text


def test_a_figure_that_was_kept_stays_until_the_units_say_something_else(
    compiled, part_of_village, binh
):
    accept_part(part_of_village, coordinator=binh, figures={"money": 5})
    client = client_of(binh)
    assert "Dữ liệu lại vừa thay đổi" in post_figure(client, compiled, "0", "99").content.decode()

    post_figure(client, compiled, "0", "15")
    actions.compile_report(compiled, by=binh)

    assert compiled.figures.get(indicator__code="money").value == 10
    assert moved(compiled) == []


def test_a_corrected_figure_is_told_the_new_sum_also_after_compiling_again(
    compiled, part_of_village, binh
):
    figure = compiled.figures.get(indicator__code="money")
    compiled.refresh_from_db()
    corrected = IndicatorValue(report=compiled, indicator=figure.indicator, value=12)
    save_commune_figures(compiled, version=compiled.version, figures=[corrected])
    assert moved(compiled) == []

    accept_part(part_of_village, coordinator=binh, figures={"money": 5})
    actions.compile_report(compiled, by=binh)

    assert moved(compiled) == [("money", Decimal(15))]
    assert compiled.figures.get(indicator__code="money").value == 12


def test_the_page_tells_every_place_and_only_to_who_may_decide(compiled, part_of_village, binh, an):
    accept_part(part_of_village, coordinator=binh, figures={"money": 5})

    def page(person):
        return client_of(person).get(compiled.get_absolute_url())

    own, leaders = page(binh), page(an)
    assert own.context["drifts"] == own.content.decode().count("data-drift tabindex")
    assert own.context["drifts"] > 1
    assert leaders.context["drifts"] == 0
    assert "data-drift tabindex" not in leaders.content.decode()
    # Where a line comes from everybody sees who sees the draft.
    part = compiled.round.reports.get(unit__short_name="Phòng Văn hóa - Xã hội")
    assert part.get_absolute_url() in leaders.content.decode()


def test_deciding_costs_the_same_with_one_part_and_with_two(
    compiled, part_of_village, half_year, culture, dung, binh
):
    client = client_of(binh)

    def queries():
        make_task(half_year, culture, dung)
        with CaptureQueriesContext(connection) as made:
            decide(client, compiled, "1", key="leadership-assignment")
        return len(made)

    queries()  # the first brings the line itself
    one = queries()
    accept_part(part_of_village, coordinator=binh)
    assert queries() == one
