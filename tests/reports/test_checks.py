"""Figures are held against each other, the year and last year; what does not agree is told, never lost."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from danvan.workflow import MoveRefused
from reports.actions import commune as actions
from reports.actions.figures import save_figures
from reports.figures.checks import Facts, facts_of, findings, findings_of_report
from reports.forms.figures import FiguresForm
from reports.models import Indicator, IndicatorCheck, IndicatorValue, Report
from reports.writing.completeness import gaps_of_part, gaps_of_report, stopping
from tests.reports.factories import accept_part, make_round

ASKED = [
    Indicator(pk=1, code="all", label="Đơn nhận", type="count"),
    Indicator(pk=2, code="done", label="Đơn đã giải quyết", type="count"),
    Indicator(pk=3, code="left", label="Đơn còn lại", type="count", accumulates=False),
    Indicator(pk=4, code="share", label="Tỷ lệ", type="percent", formula="[done] / [all] * 100"),
]
CHECKS = [
    IndicatorCheck(left="[done] + [left]", comparison="=", right="[all]", stops=True),
    IndicatorCheck(left="[share]", comparison=">=", right="50", words="Giải quyết chưa được một nửa."),
]  # fmt: skip


def figures(**given):
    return {code: Decimal(value) for code, value in given.items()}


def said(found):
    return [(each.codes, each.words, each.stops) for each in found]


def test_parts_that_do_not_make_the_total_are_told_with_both_numbers():
    found = findings(Facts(ASKED, CHECKS), figures(all=10, done=4, left=5), {})

    assert said(found) == [
        (("done", "left", "all"), "Đơn đã giải quyết + Đơn còn lại (9) khác Đơn nhận (10).", True),
        (("share",), "Giải quyết chưa được một nửa (hiện là 40 và 50).", False),
    ]  # fmt: skip


def test_a_check_with_a_missing_figure_says_nothing():
    assert list(findings(Facts(ASKED, CHECKS), figures(all=10, done=6), {})) == []


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [(12, 10, False), (16, 10, True), (3, 1, False), (0, 5, True), (5, 0, True), (15, 10, False)],
)
def test_a_jump_is_told_where_it_is_large_and_not_for_a_handful(now, before, told):
    facts = Facts(ASKED, [], jump_percent=50, previous=figures(all=before))

    assert bool(findings(facts, figures(all=now), {})) == told


def test_a_note_settles_a_jump_and_no_more_than_the_jump():
    facts = Facts(ASKED, CHECKS, jump_percent=50, previous=figures(all=100))
    given = figures(all=10, done=9, left=0)

    before, after = (findings(facts, given, notes) for notes in ({}, {"all": "đã kiểm tra"}))

    assert [each.codes for each in before] == [("done", "left", "all"), ("all",)]
    assert [each.codes for each in after] == [("done", "left", "all")]
    assert "100 (giảm 90%)" in before[1].words


def test_half_a_year_may_not_be_more_than_the_year_whichever_is_written_last():
    half = Facts(ASKED, [], kind="six_months", year=2026, of_the_year=[("year", "all", Decimal(9))])
    year = half._replace(kind="year", of_the_year=[("six_months", "all", Decimal(12))])
    words = "Đơn nhận: 6 tháng đầu năm 2026 là 12, nhiều hơn năm 2026 là 9."

    told = [findings(half, figures(all=12), {}), findings(year, figures(all=9), {})]

    assert [found[0].words.startswith(words) for found in told] == [True, True]
    assert findings(half, figures(all=9), {}) == findings(year, figures(left=1), {}) == []


def test_figures_of_a_period_that_still_runs_are_only_held_to_be_too_high():
    half_year = [("six_months", "all", Decimal(12))]
    last_year = figures(all=100, left=10)
    over = Facts(ASKED, [], 50, last_year, "year", half_year, 2026)
    young = over._replace(still_grows=True)

    told = [
        [each.codes for each in findings(f, figures(all=9, left=40), {})] for f in (over, young)
    ]

    assert told == [[("all",), ("all",), ("left",)], [("left",)]]


def test_low_figures_are_told_when_the_period_is_over_and_when_the_report_is_submitted(
    report, year_round, monkeypatch
):
    of_the_year = year_round.reports.select_related("round", "unit").get(scope="commune")
    put(report, news=12)
    put(of_the_year, news=7)
    told = {}
    for day in (year_round.closing_day - timedelta(days=1), year_round.closing_day):
        monkeypatch.setattr("reports.figures.checks.today", lambda day=day: day)
        told[day] = [
            "nhiều hơn" in " ".join(stopping(gaps_of_report(of_the_year, final=final)))
            for final in (False, True)
        ]

    assert list(told.values()) == [[False, True], [True, True]]


def test_a_submission_that_only_figures_stop_leads_to_the_figures_with_all_that_is_found(
    client, report, year_round, part_of_culture, binh, monkeypatch
):
    of_the_year = year_round.reports.get(scope="commune")
    put(report, news=12)
    put(of_the_year, news=7)
    of_the_year.sections.filter(writer="the_results").update(text="Đã làm.")
    monkeypatch.setattr(
        "reports.figures.checks.today", lambda: year_round.closing_day - timedelta(days=9)
    )
    client.force_login(binh)
    figures = reverse("reports:report_figures", args=[of_the_year.pk])

    refused = client.post(reverse("reports:report_move", args=[of_the_year.pk]), {"move": "submit"})

    assert (refused.status_code, refused.url) == (302, figures + "?trinh=1")
    assert "nhiều hơn" in client.get(refused.url).content.decode()
    assert "nhiều hơn" not in client.get(figures).content.decode()
    assert Report._base_manager.get(pk=of_the_year.pk).status == "draft"


def put(report, **given):
    """Figures of a report by code; a tuple is (number, note)."""
    rows = []
    for code, value in given.items():
        number, note = value if isinstance(value, tuple) else (value, "")
        indicator = Indicator.objects.get(code=code)
        rows.append(IndicatorValue(report=report, indicator=indicator, value=number, note=note))
    save_figures(report, rows)


@pytest.fixture
def year_round(half_year, binh, culture):
    return make_round(
        binh, [culture], plan=half_year.plan, kind="year",
        period_to=date(2026, 12, 14), parts_due_on=date(2026, 12, 15), due_on=date(2026, 12, 16),
    )  # fmt: skip


def test_the_other_round_of_the_year_counts_before_it_is_issued(report, year_round):
    of_the_year = year_round.reports.select_related("round", "unit").get(scope="commune")
    put(report, news=12, documents=3)
    put(of_the_year, news=7, documents=3)

    found = findings_of_report(
        Report._base_manager.select_related("round", "unit").get(pk=report.pk)
    )

    assert [each.codes for each in found] == [("news",)]
    assert [each.stops for each in found] == [True]


def test_a_report_is_not_handed_up_before_a_stopping_check_holds(report, part_of_culture, binh, an):
    IndicatorCheck.objects.filter(left="[mediations-won]").update(stops=True)
    accept_part(part_of_culture, coordinator=binh, figures={"mediations": 3, "mediations-won": 3})
    actions.compile_report(report, by=binh)
    put(report, **{"mediations-won": 4})

    with pytest.raises(MoveRefused, match=r"Vụ việc hòa giải thành \(4\) lớn hơn"):
        actions.move_report(report, "submit", by=binh)

    put(report, **{"mediations-won": 3})
    actions.move_report(report, "submit", by=binh)
    assert Report._base_manager.get(pk=report.pk).status == "submitted"


def test_many_faults_are_a_few_lines_that_still_stop(report, year_round):
    codes = ["documents", "conferences", "news", "receptions", "dialogues", "meetings"]
    half = dict.fromkeys(codes, 9)
    put(year_round.reports.get(scope="commune"), **dict.fromkeys(codes, 1))
    put(report, **half)

    gaps = gaps_of_report(report)

    told = [gap for gap in gaps if "số liệu chưa khớp" in gap.words]
    assert [(gap.words, gap.stops) for gap in told] == [
        ("Còn 2 chỗ số liệu chưa khớp, xem ở biểu số liệu.", True)
    ]
    assert len([words for words in stopping(gaps) if "nhiều hơn" in words]) == 4


def test_a_unit_is_neither_asked_for_nor_missing_what_only_the_commune_fills_in(part_of_culture):
    before = gaps_of_part(part_of_culture)
    Indicator.objects.filter(code="news").update(asked_of="commune")
    Indicator.objects.filter(code="land").update(formula="[money] * 2")

    form = FiguresForm(report=part_of_culture)

    asked = {each.code for each in form.asked}
    assert len(asked) == 22
    assert {"news", "land"} & asked == set()
    assert [gap.words for gap in before][-1].startswith("Còn 24 trên 24")
    assert [gap.words for gap in gaps_of_part(part_of_culture)][-1].startswith("Còn 22 trên 22")


def test_a_formula_is_worked_out_from_the_sums_and_never_summed(
    report, part_of_culture, part_of_village, binh
):
    asked = Indicator.objects.get(code="files-in-time")
    Indicator.objects.create(
        set=asked.set, code="share", label="Tỷ lệ", type="percent", position=99,
        formula="[files-in-time] / [files] * 100",
    )  # fmt: skip
    accept_part(part_of_culture, coordinator=binh, figures={"files": 100, "files-in-time": 50})
    accept_part(part_of_village, coordinator=binh, figures={"files": 300, "files-in-time": 300})

    actions.compile_report(report, by=binh)
    summed = report.figures.get(indicator__code="share").value
    put(report, files=700)

    assert summed == Decimal("87.5")
    assert report.figures.get(indicator__code="share").value == 50
    assert not part_of_village.figures.filter(indicator__code="share").exists()


def test_facts_cost_the_same_with_few_and_with_many_figures(
    report, year_round, django_assert_num_queries
):
    fresh = Report._base_manager.select_related("round", "unit").get(pk=report.pk)
    put(report, news=1)
    with django_assert_num_queries(6):
        facts_of(fresh)
    put(report, documents=2, meetings=3, models=4)
    put(year_round.reports.get(scope="commune"), documents=2, meetings=3, models=4)
    with django_assert_num_queries(6):
        facts_of(fresh)
