"""Typing figures: what a person means is understood, what is wrong is told in its line, and nothing typed is lost."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Indicator, IndicatorValue

OFFER = "Nếu không có số liệu, đánh dấu ô “Không có số liệu”."


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, report):
    return reverse(f"reports:{name}", args=[report.pk])


def field(code, kind="value"):
    return f"{kind}-{Indicator.objects.get(code=code).pk}"


def stored(report):
    rows = IndicatorValue.objects.filter(report=report).select_related("indicator")
    return {row.indicator.code: (row.value, row.has_no_data, row.note) for row in rows}


@pytest.mark.parametrize("typed", ["N/A", "n/a", "không có", "Không có số liệu", "-", "x"])
def test_words_for_no_data_become_an_offer_and_stay_in_the_box(report, binh, typed):
    posted = {"version": report.version, field("news"): typed, field("models"): "3"}

    page = client_of(binh).post(address("report_figures", report), posted)

    form = page.context["figures"]
    assert (page.status_code, form.errors) == (422, {field("news"): [OFFER]})
    assert form[field("news")].value() == typed
    assert stored(report) == {}


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("news", "12,5", "số nguyên"),
        ("money", "120", ""),
        ("money", "12,5", ""),
        ("land", "99.999.999.999.999.999", "quá lớn|Viết số"),
    ],
)
def test_what_a_figure_counts_decides_what_may_be_typed(report, binh, code, typed, words):
    page = client_of(binh).post(
        address("report_figures", report), {"version": report.version, field(code): typed}
    )

    assert page.status_code == (422 if words else 302)
    if words:
        assert re.search(words, page.context["figures"].errors[field(code)][0])


def test_a_share_above_a_hundred_is_refused(report, binh):
    Indicator.objects.filter(code="news").update(type="percent")
    posted = {"version": report.version, field("news"): "100,5"}

    page = client_of(binh).post(address("report_figures", report), posted)

    assert "từ 0 đến 100" in page.context["figures"].errors[field("news")][0]


def by_itself(client, report, **posted):
    where = address("report_figures", report)
    return client.post(where, posted, headers={"Accept": "application/json"})


def test_the_page_saves_by_itself_what_changed_and_leaves_the_rest(report, binh):
    client, version = client_of(binh), report.version
    first = by_itself(client, report, version=version, **{field("news"): "7", field("models"): "2"})
    second = by_itself(
        client, report, version=first.json()["version"],
        **{field("news"): "N/A", field("models", "none"): "on", field("meetings"): "4"},
    )  # fmt: skip

    assert (first.status_code, second.status_code) == (200, 200)
    # The page is told which lines were left out: its own check may not have answered yet.
    assert [each.json()["wrong"] for each in (first, second)] == [[], [field("news")]]
    assert stored(report) == {
        "news": (Decimal(7), False, ""),
        "models": (None, True, ""),
        "meetings": (Decimal(4), False, ""),
    }


def test_two_tabs_that_save_by_themselves_do_not_overwrite_each_other(report, binh):
    client, version = client_of(binh), report.version
    by_itself(client, report, version=version, **{field("news"): "7"})

    late = by_itself(client, report, version=version, **{field("news"): "8"})

    assert (late.status_code, "xem cả hai bản" in late.json()["sentence"]) == (409, True)
    assert stored(report) == {"news": (Decimal(7), False, "")}


def test_nothing_is_said_to_agree_before_a_figure_is_filled_in(report, binh):
    client, check = client_of(binh), address("figure_check", report)

    empty = client.post(check, {field("news"): ""}).json()
    filled = client.post(check, {field("news"): "3"}).json()

    assert empty["summary"] == "○ Chưa điền số liệu nào."
    assert filled["summary"] == "● Các số liệu đã điền khớp nhau."


def test_the_running_check_tells_of_unsaved_figures_and_writes_nothing(report, binh):
    posted = {field("petitions"): "3", field("petitions-solved"): "4", field("news"): "1,5"}

    told = client_of(binh).post(address("figure_check", report), posted).json()

    assert told["summary"] == "◆ 1 chỗ nên xem lại."
    assert told["errors"] == {field("news"): "Chỉ tiêu này là số nguyên. Hãy bỏ phần sau dấu phẩy."}
    words = [each["words"] for line in told["lines"] for each in line["told"]]
    assert words == ["Đơn thư đã giải quyết (4) lớn hơn Đơn thư tiếp nhận (3)."]
    assert stored(report) == {}


def test_nobody_else_asks_what_a_report_says(report, part_of_culture, binh, dung, khanh, cuong):
    where = [address("figure_check", row) for row in (report, part_of_culture)]

    people = (binh, dung, khanh, cuong)
    codes = [[client_of(who).post(each).status_code for each in where] for who in people]

    assert codes == [[200, 200], [404, 200], [404, 404], [404, 404]]


def test_last_year_is_typed_where_the_portal_does_not_know_it(report, binh):
    client = client_of(binh)
    posted = {field("news"): "30", field("news", "previous"): "20"}
    client.post(address("report_figures", report), {"version": report.version, **posted})

    page = client.get(address("report_figures", report))

    line = next(
        each for each in page.context["figures"].lines() if each["indicator"].code == "news"
    )
    assert (line["previous"].value(), line["before"], line["change"]) == ("20", "20", "tăng 50%")


def test_the_grid_costs_the_same_with_few_and_with_many_figures(report, binh):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(binh)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(address("report_figures", report))
        return len(made)

    one = queries()
    for indicator in Indicator.objects.all():
        IndicatorValue.objects.create(report=report, indicator=indicator, value=1)

    assert queries() == one


def test_saving_nothing_makes_nobody_elses_page_old(report, binh):
    client, version = client_of(binh), report.version

    unread = by_itself(client, report, version=version, **{field("news"): "hôm nào"})
    empty = by_itself(client, report, version=version, **{field("models"): ""})

    report.refresh_from_db()
    assert (unread.json()["version"], empty.json()["version"], report.version) == (version,) * 3
