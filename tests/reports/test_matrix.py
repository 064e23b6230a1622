"""The commune's figures beside its units': sums of what was accepted, and who decides where they differ."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.actions import commune as actions
from reports.actions.figures import save_figures
from reports.models import Indicator, IndicatorValue, Report
from tests.reports.factories import accept_part, fill_part, make_round


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def rows_of(client, report):
    page = client.get(reverse("reports:figure_matrix", args=[report.pk]))
    return {row.indicator.code: row for row in page.context["matrix"].rows}


def decide(client, report, **posted):
    version = Report._base_manager.get(pk=report.pk).version
    where = reverse("reports:figure_settle", args=[report.pk])
    return client.post(where, {"version": version, **posted})


def put(report, code, value):
    indicator = Indicator.objects.get(code=code)
    save_figures(report, [IndicatorValue(report=report, indicator=indicator, value=value)])


def value_of(report, code):
    figure = report.figures.filter(indicator__code=code).first()
    return figure and figure.value


@pytest.fixture
def compiled(report, part_of_culture, part_of_village, binh):
    """News is 7 by the culture department alone; the village has sent nothing yet."""
    accept_part(part_of_culture, coordinator=binh, figures={"news": 7, "models": 1})
    fill_part(part_of_village, figures={"news": 100})
    actions.compile_report(report, by=binh)
    return report


def test_only_accepted_parts_are_summed_and_every_part_is_seen(compiled, binh, part_of_village):
    row = rows_of(client_of(binh), compiled)["news"]

    assert (row.own, row.sum, row.differs) == ("7", "7", False)
    assert [(part.unit.short_name, words) for part, words in row.cells] == [
        ("Phòng Văn hóa - Xã hội", "7"),
        ("Thôn Đông", "100"),
    ]


def test_a_corrected_figure_is_kept_until_the_sum_moves_again(
    compiled, binh, part_of_village, part_of_culture
):
    client = client_of(binh)
    put(compiled, "news", 9)
    before = rows_of(client, compiled)["news"].differs

    decide(client, compiled, code="news", act="keep", seen="7.00")
    kept = rows_of(client, compiled)["news"].differs
    Report._base_manager.filter(pk=part_of_village.pk).update(status="accepted")
    after = rows_of(client, compiled)["news"]

    assert (before, kept, after.differs) == (True, False, True)
    assert (value_of(compiled, "news"), after.sum) == (Decimal(9), "107")


def test_the_sum_is_taken_only_as_it_was_seen(compiled, binh, part_of_village):
    client = client_of(binh)
    put(compiled, "news", 9)
    Report._base_manager.filter(pk=part_of_village.pk).update(status="accepted")

    decide(client, compiled, code="news", act="take", seen="7.00")
    unseen = value_of(compiled, "news")
    decide(client, compiled, code="news", act="take", seen="107.00")

    assert (unseen, value_of(compiled, "news")) == (Decimal(9), Decimal(107))


def test_what_nobody_touched_follows_the_sums_at_one_press(compiled, binh, part_of_village):
    client = client_of(binh)
    put(compiled, "models", 5)
    fill = {"news": 100, "models": 1, "land": "2.5"}
    Report._base_manager.filter(pk=part_of_village.pk).update(status="draft")
    fill_part(part_of_village, figures=fill)
    Report._base_manager.filter(pk=part_of_village.pk).update(status="accepted")

    decide(client, compiled)

    values = [value_of(compiled, code) for code in ("news", "models", "land")]
    assert values == [Decimal(107), Decimal(5), Decimal("2.5")]


def test_an_old_page_decides_nothing(compiled, binh):
    put(compiled, "news", 9)

    client_of(binh).post(
        reverse("reports:figure_settle", args=[compiled.pk]),
        {"version": compiled.version - 1, "code": "news", "act": "take", "seen": "7"},
    )

    assert value_of(compiled, "news") == 9


def test_a_formula_of_a_unit_and_of_the_commune_is_each_worked_out(compiled, binh):
    asked = Indicator.objects.get(code="news")
    Indicator.objects.create(set=asked.set, code="twice", label="Gấp đôi", formula="[news] * 2")

    row = rows_of(client_of(binh), compiled)["twice"]

    assert (row.own, row.sum, [words for _, words in row.cells]) == ("14", "14", ["14", "200"])


def test_who_may_look_and_who_may_decide(compiled, binh, an, giang, dung, hoa, cuong, lan):
    where = reverse("reports:figure_matrix", args=[compiled.pk])
    looks = [client_of(who).get(where).status_code for who in (binh, an, giang, dung, hoa, cuong, lan)]  # fmt: skip
    decides = [decide(client_of(who), compiled).status_code for who in (an, giang, cuong)]

    assert looks == [200, 200, 200, 404, 404, 404, 404]
    assert decides == [403, 403, 404]


def test_the_table_costs_the_same_with_one_unit_and_with_many(
    compiled, binh, culture, east_village, front
):
    client = client_of(binh)

    def queries(report):
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("reports:figure_matrix", args=[report.pk]))
        return len(made)

    small = make_round(binh, [culture], kind="ad_hoc", label="một")
    large = make_round(binh, [culture, east_village, front], kind="ad_hoc", label="ba")
    for part in large.reports.filter(scope="part"):
        fill_part(part, figures={"news": 1, "models": 2})

    costs = [queries(each.reports.get(scope="commune")) for each in (small, large)]

    assert costs[0] == costs[1]


def test_words_that_only_look_like_a_number_decide_nothing(compiled, binh, part_of_village):
    for seen in ("sNaN", "NaN", "-Infinity", "1e999999999", ""):
        answer = decide(client_of(binh), compiled, code="news", act="take", seen=seen)
        assert answer.status_code == 302
    assert value_of(compiled, "news") == 7
