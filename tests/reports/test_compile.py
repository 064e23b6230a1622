"""Compiling: what goes where, what it never overwrites, what it costs."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from danvan.workflow import MoveRefused
from reports.actions import commune as actions
from reports.actions.matrix import save_commune_figures
from reports.models import IndicatorValue
from tests.factories import make_person, make_unit
from tests.reports.factories import accept_part, approve, fill_part, make_round, make_task


def section(report, key):
    return report.sections.get(key=key)


def test_results_begin_with_the_counts_and_end_with_what_units_did_besides(
    report, part_of_culture, half_year, binh, culture, dung
):
    for outcome in ("on_time", "extended", "late"):
        make_task(
            half_year, culture, dung, due_on="2026-05-20", status="done", outcome=outcome,
            reported_at=datetime(2026, 5, 19, tzinfo=UTC),
        )  # fmt: skip
    make_task(half_year, culture, dung, due_on="2026-05-20", status="doing")
    make_task(half_year, culture, dung, status="new")
    make_task(half_year, culture, dung, status="cancelled")
    accept_part(part_of_culture, coordinator=binh)

    actions.compile_report(report, by=binh)

    lines = section(report, "results-plan").text.splitlines()
    assert lines[0] == (
        "Tính đến ngày 14 tháng 6 năm 2026, tổng số 05 nhiệm vụ; đã hoàn thành 03 (đạt 60%); trong đó hoàn thành "
        "đúng hạn 01, sau gia hạn 01, quá hạn 01; đang thực hiện 01; quá hạn chưa hoàn thành 01. "
        "Kết quả cụ thể như sau:"
    )
    assert lines[-4:] == [
        "Các kết quả khác của đơn vị:",
        "- Phòng Văn hóa - Xã hội:",
        "+ Tổ chức 02 hội nghị tuyên truyền.",
        "+ Vận động 15 hộ hiến đất làm đường.",
    ]


def test_a_unit_whose_part_has_not_been_accepted_speaks_through_its_tasks(
    report, part_of_village, half_year, binh, east_village, khanh
):
    fill_part(part_of_village, result="Chưa được tiếp nhận")
    make_task(
        half_year, east_village, khanh, "Họp thôn", news="Đã họp 03 cuộc.", due_on="2026-12-01"
    )

    actions.compile_report(report, by=binh)

    written = section(report, "results-plan")
    assert written.text.splitlines()[1:] == ["- Họp thôn: Đã họp 03 cuộc."]
    assert written.origin == (
        "1 nhiệm vụ trong kỳ; cập nhật nhiệm vụ, phần của Thôn Đông chưa tiếp nhận"
    )


def test_difficulties_and_proposals_are_gathered_with_their_unit(report, part_of_culture, binh):
    accept_part(part_of_culture, coordinator=binh)

    actions.compile_report(report, by=binh)

    assert section(report, "assessment-limits").text == (
        "- Phòng Văn hóa - Xã hội: Kinh phí còn hạn chế."
    )
    assert section(report, "proposals").text == (
        "- Phòng Văn hóa - Xã hội: Đề nghị bổ sung kinh phí tuyên truyền."
    )
    assert section(report, "proposals").origin == "phần của Phòng Văn hóa - Xã hội"


@pytest.mark.parametrize("answer", ["Không", "không có.", "- Không", ""])
def test_a_unit_without_difficulties_adds_no_line(report, part_of_culture, binh, answer):
    accept_part(part_of_culture, coordinator=binh, difficulty=answer)

    actions.compile_report(report, by=binh)

    assert (section(report, "assessment-limits").text, report.sections.count()) == ("", 21)


def test_figures_are_summed_from_accepted_parts_only(
    report, part_of_culture, part_of_village, binh
):
    accept_part(part_of_culture, coordinator=binh, figures={"conferences": "2", "money": "10.5"})
    fill_part(part_of_village, figures={"conferences": "100"})

    actions.compile_report(report, by=binh)

    sums = {each.indicator.code: each.value for each in report.figures.select_related("indicator")}
    assert sums == {"conferences": Decimal(2), "money": Decimal("10.5")}
    assert section(report, "results-people").text == (
        "- Kinh phí vận động Nhân dân đóng góp: 10,5 triệu đồng."
    )


def test_words_written_by_hand_survive_and_the_new_draft_stands_beside_them(
    report, part_of_culture, part_of_village, binh
):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)
    written = section(report, "proposals")
    actions.save_section(written, version=written.version, text="Lời của người soạn.", by=binh)
    accept_part(part_of_village, coordinator=binh, proposal="Sửa nhà văn hóa thôn.")

    actions.compile_report(report, by=binh)

    written = section(report, "proposals")
    assert written.text.splitlines() == [
        "Lời của người soạn.",
        "- Thôn Đông: Sửa nhà văn hóa thôn.",
    ]
    assert written.compiled.splitlines() == [
        "- Phòng Văn hóa - Xã hội: Đề nghị bổ sung kinh phí tuyên truyền.",
        "- Thôn Đông: Sửa nhà văn hóa thôn.",
    ]


def test_words_nobody_touched_follow_the_new_draft(report, part_of_culture, part_of_village, binh):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)
    accept_part(part_of_village, coordinator=binh, proposal="Sửa nhà văn hóa thôn.")

    actions.compile_report(report, by=binh)

    written = section(report, "proposals")
    assert written.text == written.compiled
    assert written.text.endswith("- Thôn Đông: Sửa nhà văn hóa thôn.")


def test_a_section_emptied_by_hand_stays_empty(report, part_of_culture, binh):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)
    written = section(report, "proposals")
    actions.save_section(written, version=written.version, text="", by=binh)

    actions.compile_report(report, by=binh)

    assert section(report, "proposals").text == ""


def test_a_figure_corrected_by_hand_survives_beside_the_new_sum(
    report, part_of_culture, part_of_village, binh
):
    accept_part(part_of_culture, coordinator=binh, figures={"conferences": "2", "news": "7"})
    actions.compile_report(report, by=binh)
    conferences = report.figures.get(indicator__code="conferences")
    corrected = IndicatorValue(report=report, indicator=conferences.indicator, value=Decimal(9))
    report.refresh_from_db()
    save_commune_figures(report, version=report.version, figures=[corrected])
    accept_part(part_of_village, coordinator=binh, figures={"conferences": "3", "news": "1"})

    actions.compile_report(report, by=binh)

    kept = {
        each.indicator.code: (each.value, each.compiled)
        for each in report.figures.select_related("indicator")
    }
    assert kept == {"conferences": (Decimal(9), Decimal(5)), "news": (Decimal(8), Decimal(8))}


def test_a_figure_marked_as_having_no_data_is_not_filled_by_compiling(
    report, part_of_culture, binh
):
    accept_part(part_of_culture, coordinator=binh, figures={"conferences": "2"})
    actions.compile_report(report, by=binh)
    figure = report.figures.get()
    none = IndicatorValue(report=report, indicator=figure.indicator, has_no_data=True)
    save_commune_figures(report, version=report.version, figures=[none])

    actions.compile_report(report, by=binh)

    figure.refresh_from_db()
    assert (figure.value, figure.has_no_data, figure.compiled) == (None, True, Decimal(2))


def test_a_part_taken_back_takes_its_sum_with_it(report, part_of_culture, binh):
    from reports.actions.parts import move_part

    accept_part(part_of_culture, coordinator=binh, figures={"conferences": "2"})
    actions.compile_report(report, by=binh)
    move_part(part_of_culture, "send_back", by=binh, note="Kiểm tra lại số liệu.")

    actions.compile_report(report, by=binh)

    figure = report.figures.get()
    assert (figure.value, figure.compiled) == (None, None)
    assert section(report, "proposals").text == ""


def test_compiling_a_report_that_was_submitted_changes_nothing(report, part_of_culture, binh, an):
    accept_part(part_of_culture, coordinator=binh)
    approve(report, coordinator=binh, leader=an)
    before = section(report, "proposals").version

    with pytest.raises(MoveRefused, match="không còn ở tình trạng đang soạn"):
        actions.compile_report(report, by=binh)

    assert section(report, "proposals").version == before


def test_a_section_saved_before_compiling_finished_is_told_it_came_late(
    report, part_of_culture, binh
):
    actions.compile_report(report, by=binh)
    opened = section(report, "proposals")
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)

    with pytest.raises(actions.StaleVersion):
        actions.save_section(opened, version=opened.version, text="Lời viết trên bản cũ.", by=binh)


def _queries_of_compiling(binh, number, year):
    units = [make_unit(binh.commune, f"Thôn {year} {n}", kind="village") for n in range(number)]
    round = make_round(binh, units, year=year, plan=None)
    for unit in units:
        person = make_person(f"Trưởng {unit}", unit, Role.OFFICER)
        make_task(round, unit, person, news="Đã làm.", assigned_on="2026-01-02")
        part = round.reports.select_related("round__commune", "unit").get(unit=unit)
        accept_part(part, coordinator=binh, figures={"meetings": "1"})
    report = round.reports.get(scope="commune")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        actions.compile_report(report, by=binh)
    return len(queries)


def test_compiling_30_parts_takes_as_many_queries_as_compiling_3(binh):
    assert _queries_of_compiling(binh, 3, 2026) == _queries_of_compiling(binh, 30, 2028)


def test_the_page_of_the_report_costs_the_same_with_3_tasks_and_with_30(
    client, report, half_year, culture, dung, binh
):
    client.force_login(binh)
    actions.compile_report(report, by=binh)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(report.get_absolute_url())
        return len(made)

    for _ in range(3):
        make_task(half_year, culture, dung)
    few = queries()
    for _ in range(27):
        make_task(half_year, culture, dung)

    assert queries() == few


def test_what_cannot_be_submitted_yet_is_not_the_primary_button(
    client, report, part_of_culture, binh
):
    client.force_login(binh)
    submit = '<summary class="btn btn-{}">Trình duyệt</summary>'
    assert submit.format("secondary") in client.get(report.get_absolute_url()).content.decode()

    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)

    assert submit.format("primary") in client.get(report.get_absolute_url()).content.decode()


def test_whoever_watches_finds_the_outlines(client, hoa):
    client.force_login(hoa)

    page = client.get(reverse("reports:round_list")).content.decode()

    assert reverse("reports:outline_list") in page
    assert reverse("reports:round_create") not in page
