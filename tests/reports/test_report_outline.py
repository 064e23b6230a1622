import pytest
from django.urls import reverse

from notices.models import Notice
from reports.actions import outlines as actions
from reports.actions.asking import ask_units, stop_asking
from reports.actions.closing import close_round
from reports.actions.commune import compile_report, save_section
from reports.actions.outlines import HasWords, ReportOutline
from reports.actions.parts import StaleVersion, move_part
from reports.actions.rounds import change_round, days_of
from reports.models import Report, ReportRound, ReportTemplate, TemplateHeading
from reports.outlines.headings import Refused
from tests.factories import make_unit
from tests.reports.factories import fill_part, make_round

VALUES = {"words": "Mục mới", "level": 2, "hint": "", "writer": "", "takes": "", "figures": []}


def words(report):
    return [each.heading for each in report.sections.all()]


def fresh(report):
    return Report._base_manager.select_related("round__commune", "round__template").get(
        pk=report.pk
    )


@pytest.fixture
def written(report, binh):
    """A section somebody wrote in."""
    section = report.sections.get(key="results-models")
    save_section(
        section, version=section.version, text="Có 03 mô hình.\nNhân rộng 01 mô hình.", by=binh
    )
    section.refresh_from_db()
    return section


def test_a_report_is_given_a_heading_between_two_others(report, client, binh):
    after = report.sections.get(key="results-models")
    client.force_login(binh)
    url = reverse("reports:section_create", args=[report.pk])

    client.post(f"{url}?after={after.pk}", {**VALUES, "version": report.version})

    around = words(report)
    assert around[around.index("Mục mới") - 1] == after.heading
    assert not TemplateHeading.objects.filter(words="Mục mới").exists()


def test_words_are_never_taken_out_by_a_stray_press(report, written, binh):
    with pytest.raises(HasWords):
        actions.remove_heading(ReportOutline(report), written.pk, version=report.version)

    assert report.sections.get(pk=written.pk).text == written.text


def test_the_page_names_the_words_before_they_go_and_they_come_back(client, binh, report, written):
    client.force_login(binh)
    url, before = reverse("reports:section_remove", args=[written.pk]), words(report)

    first = client.post(url, {"version": report.version})
    assert "Có 03 mô hình." in first.content.decode()
    assert words(report) == before
    client.post(url, {"version": report.version, "sure": "1"})
    assert written.heading not in words(report)
    back = reverse("reports:report_outline_restore", args=[report.pk])
    client.post(back, {"version": fresh(report).version, "key": written.key})

    assert words(report) == before
    again = report.sections.get(key=written.key)
    assert (again.text, again.pieces) == (written.text, written.pieces)
    assert fresh(report).removed == []


def test_words_may_go_below_another_heading(report, binh, written):
    other = report.sections.get(key="results-people")

    actions.remove_heading(
        ReportOutline(report), written.pk, version=report.version, with_words=True, into=other.pk
    )
    compile_report(fresh(report), by=binh)

    other.refresh_from_db()
    assert other.text.endswith("Có 03 mô hình.\nNhân rộng 01 mô hình.")


def test_a_renamed_heading_keeps_its_words_and_the_form_that_writes_them(report, written, binh):
    target = ReportOutline(report)
    actions.change_heading(
        target, written.pk, version=report.version, values={"words": "Mô hình hay"}
    )

    # Whoever was writing there meanwhile saves as before.
    save_section(written, version=written.version, text="Viết tiếp.", by=binh)

    assert report.sections.filter(heading="Mô hình hay", text="Viết tiếp.").exists()


def test_the_outline_of_a_report_that_was_submitted_is_for_reading(client, binh, report):
    client.force_login(binh)
    Report._base_manager.filter(pk=report.pk).update(status=Report.Status.SUBMITTED)
    before, section = words(report), report.sections.first()

    page = client.get(reverse("reports:report_outline", args=[report.pk]))
    moved = client.post(
        reverse("reports:section_move", args=[section.pk]),
        {"version": report.version, "way": "down"},
        follow=True,
    )
    typed = client.post(
        reverse("reports:section_create", args=[report.pk]), {**VALUES, "version": report.version}
    )

    assert "chỉ để xem" in page.content.decode()
    assert "không sửa được nữa" in moved.content.decode()
    assert typed.status_code == 422
    assert "không sửa được nữa" in typed.content.decode()
    assert 'value="Mục mới"' in typed.content.decode()
    assert words(report) == before


def test_a_heading_of_a_units_part_is_none_of_the_report(client, binh, part_of_culture):
    client.force_login(binh)
    section = part_of_culture.sections.first()

    for name in ("section_move", "section_remove", "section_shape"):
        assert client.post(reverse(f"reports:{name}", args=[section.pk])).status_code == 404


def test_a_heading_of_the_outline_is_taken_over_at_its_place(client, binh, report):
    client.force_login(binh)
    before = words(report)
    report.sections.filter(key="results-ethnic").delete()
    url = reverse("reports:report_outline_take", args=[report.pk])

    page = client.get(reverse("reports:report_outline", args=[report.pk])).content.decode()
    client.post(url, {"version": report.version, "key": "results-ethnic"})

    assert "chưa có trong báo cáo" in page
    assert words(report) == before


def test_what_became_of_the_outline_is_kept_for_the_next_round(client, binh, report, culture):
    client.force_login(binh)
    row = report.sections.get(key="results-models")
    actions.change_heading(
        ReportOutline(report), row.pk, version=report.version, values={"words": "Mô hình hay"}
    )

    client.post(reverse("reports:report_outline_keep", args=[report.pk]), {"name": "Của xã"})

    kept = ReportTemplate._base_manager.get(owner=binh.commune)
    next_one = make_round(binh, [culture], template=kept, kind=ReportRound.Kind.YEAR)
    assert kept.name == "Của xã"
    titles = words(next_one.reports.get(scope="commune"))
    assert "Mô hình hay" in titles
    assert "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2027" in titles


# Asking the units one thing more


def test_only_open_parts_are_asked_more(
    report, binh, dung, khanh, part_of_culture, part_of_village
):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=binh)
    Notice._base_manager.all().delete()
    target = report.sections.get(key="results-ethnic")
    values = {"words": "Đồng bào dân tộc", "hint": ""}

    asked, passed = ask_units(fresh(report), version=report.version, values=values, into=target.pk)

    assert (asked, passed) == ([part_of_village], [part_of_culture])
    assert part_of_village.sections.last().heading == "Đồng bào dân tộc"
    assert not part_of_culture.sections.filter(heading="Đồng bào dân tộc").exists()
    target.refresh_from_db()
    assert (target.writer, target.takes) == ("the_gathered", part_of_village.sections.last().key)
    assert set(Notice._base_manager.values_list("person", flat=True)) == {khanh.pk}


def test_a_closed_round_asks_nothing_more(report, half_year):
    ReportRound._base_manager.filter(pk=half_year.pk).update(closed_at="2026-06-20T00:00Z")

    with pytest.raises(Refused, match="đã đóng"):
        ask_units(fresh(report), version=report.version, values={"words": "Thêm", "hint": ""})


def test_of_two_who_ask_at_once_one_is_told(report, part_of_village):
    values = {"words": "Thêm", "hint": ""}
    ask_units(fresh(report), version=report.version, values=values)

    with pytest.raises(StaleVersion):
        ask_units(fresh(report), version=report.version, values=values)

    assert part_of_village.sections.filter(heading="Thêm").count() == 1


@pytest.fixture
def more(report, part_of_village, part_of_culture):
    """A heading asked additionally of both units, gathered in the commune's report; its key."""
    target = report.sections.get(key="results-ethnic")
    values = {"words": "Đồng bào dân tộc", "hint": ""}
    ask_units(fresh(report), version=report.version, values=values, into=target.pk)
    return part_of_village.sections.last().key


def stop(report, client, key):
    report.refresh_from_db(fields=["version"])
    url = reverse("reports:report_outline_stop", args=[report.pk])
    page = client.post(url, {"version": report.version, "key": key}, follow=True)
    return page.content.decode()


def test_a_heading_asked_additionally_is_taken_back_while_nobody_wrote_below_it(
    client, report, binh, part_of_culture, part_of_village, more
):
    client.force_login(binh)
    seen = fresh(part_of_culture).version
    page = client.get(reverse("reports:report_outline", args=[report.pk])).content.decode()
    assert page.count("Không hỏi nữa:") == 1

    assert "Đã bỏ mục hỏi thêm" in stop(report, client, more)

    assert not part_of_village.sections.filter(key=more).exists()
    assert fresh(part_of_culture).version == seen + 1
    target = report.sections.get(key="results-ethnic")
    assert (target.writer, target.takes) == ("", "")
    assert not Notice._base_manager.filter(key__contains="more:", withdrawn_at=None).exists()


def test_what_a_unit_wrote_below_it_keeps_it_and_names_the_unit(
    client, report, binh, part_of_culture, part_of_village, more
):
    client.force_login(binh)
    fill_part(part_of_village, **{more: "Có 12 hộ."})

    page = stop(report, client, more)

    assert f"Chưa bỏ được: {part_of_village.unit.short_name} đã ghi nội dung" in page
    assert "Không hỏi nữa" not in page
    assert part_of_culture.sections.filter(key=more).exists()


def test_nothing_is_taken_back_from_a_round_that_was_closed_a_moment_ago(
    report, half_year, binh, part_of_village, more
):
    opened = fresh(report)
    assert not opened.round.is_closed
    close_round(half_year, by=binh)

    with pytest.raises(Refused, match="đã đóng"):
        stop_asking(opened, version=opened.version, key=more)

    assert part_of_village.sections.filter(key=more).exists()


def test_what_the_outline_asks_is_not_taken_back_here(client, report, binh, part_of_village):
    client.force_login(binh)

    assert "không còn được hỏi thêm" in stop(report, client, "difficulty")
    assert part_of_village.sections.filter(key="difficulty").exists()


def test_words_typed_below_a_heading_that_was_taken_back_are_not_lost_in_silence(
    client, report, binh, khanh, part_of_village, more
):
    client.force_login(binh)
    stop(report, client, more)
    client.force_login(khanh)
    version = fresh(part_of_village).version
    typed = {"version": version, more: "Có 12 hộ.", "result": "- Việc khác."}

    told = client.post(reverse("reports:part_save", args=[part_of_village.pk]), typed).json()
    assert list(told["errors"]) == [more]

    url = reverse("reports:part_edit", args=[part_of_village.pk])
    page = client.post(url, {**typed, "version": told["version"]}, follow=True).content.decode()
    assert "không còn được hỏi" in page
    assert "Có 12 hộ." in page


def test_a_unit_that_is_asked_later_is_asked_what_the_others_are(report, half_year, binh, an_hoa):
    ask_units(fresh(report), version=report.version, values={"words": "Thêm", "hint": ""})
    half_year.template.headings.filter(scope="part").delete()
    stored = days_of(half_year)
    late = make_unit(an_hoa, "Phòng Kinh tế")

    change_round(half_year, [late], dates=stored, stored=stored)

    asked = list(half_year.reports.get(unit=late).sections.values_list("key", flat=True))
    assert asked == ["tasks", "result", "difficulty", "proposal", "them"]


def test_a_heading_that_came_back_is_the_same_row(report, written, binh):
    target = ReportOutline(report)
    actions.remove_heading(target, written.pk, version=report.version, with_words=True)
    actions.put_back(target, written.key, version=report.version)

    # Whoever had the form open all the while.
    save_section(written, version=written.version, text="Viết từ trước.", by=binh)

    assert report.sections.get(pk=written.pk).text == "Viết từ trước."
