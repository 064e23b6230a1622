"""Writing: nothing typed is lost, nobody overwrites another unknowingly, figures mean what they say."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from reports.actions import commune as actions
from reports.actions import issuing
from reports.models import Indicator, IndicatorValue, Report
from tests.reports.factories import approve, fill_part, make_task


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, row):
    return reverse(f"reports:{name}", args=[row.pk])


def words(**over):
    return {"version": 1, "result": "Đã làm.", "difficulty": "", "proposal": "", **over}


def field(code, kind="value"):
    return f"{kind}-{Indicator.objects.get(code=code).pk}"


def test_words_that_were_emptied_on_purpose_are_not_filled_again(
    half_year, part_of_culture, culture, dung
):
    make_task(half_year, culture, dung, news="Đã mở 02 hội nghị.")
    fill_part(part_of_culture, result="")

    form = client_of(dung).get(address("part_edit", part_of_culture)).context["form"]

    assert form["result"].value() == ""


def test_nought_and_no_data_and_nothing_are_three_different_things(part_of_culture, dung):
    posted = words(**{field("news"): "0", field("models", "none"): "on", field("land"): ""})

    client_of(dung).post(address("part_edit", part_of_culture), posted)

    stored = part_of_culture.figures.values_list("indicator__code", "value", "has_no_data")
    assert set(stored) == {("news", Decimal(0), False), ("models", None, True)}


def test_a_wrong_figure_keeps_the_form_filled_and_stores_nothing(part_of_culture, dung):
    posted = words(result="Lời dài đã viết.", **{field("news"): "12.5"})

    page = client_of(dung).post(address("part_edit", part_of_culture), posted)

    assert page.status_code == 422
    assert "1.234,5" in page.context["figures"].errors[field("news")][0]
    assert page.context["form"]["result"].value() == "Lời dài đã viết."
    assert part_of_culture.figures.count() == 0
    assert part_of_culture.sections.get(key="result").text == ""


def test_a_figure_together_with_no_data_is_a_question_to_the_person(part_of_culture, dung):
    posted = words(**{field("news"): "3", field("news", "none"): "on"})

    page = client_of(dung).post(address("part_edit", part_of_culture), posted)

    assert page.context["figures"].errors[field("news")] == [
        "Vừa có số vừa đánh dấu “Không có số liệu”. Hãy chọn một."
    ]


def test_a_stale_part_shows_both_texts_and_the_next_press_saves_the_own_one(part_of_culture, dung):
    client, where = client_of(dung), address("part_edit", part_of_culture)
    client.post(where, words(result="Bản của người thứ nhất."))

    page = client.post(where, words(result="Bản của người thứ hai."))

    assert page.status_code == 409
    shown = page.context["headings"][1]
    assert (shown.field.value(), shown.theirs) == (
        "Bản của người thứ hai.",
        "Bản của người thứ nhất.",
    )
    client.post(where, words(result="Bản gộp.", version=page.context["form"]["version"].value()))
    assert part_of_culture.sections.get(key="result").text == "Bản gộp."


def test_words_typed_while_a_colleague_sent_the_part_stay_on_the_page(part_of_culture, dung):
    from reports.actions.parts import move_part

    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)

    page = client_of(dung).post(
        address("part_edit", part_of_culture), words(version=2, result="Viết dở.")
    )

    assert page.status_code == 409
    assert page.context["form"]["result"].value() == "Viết dở."
    assert part_of_culture.sections.get(key="result").text.startswith("- Tổ chức 02")


def test_saving_and_sending_is_one_press(part_of_culture, dung, binh):
    client_of(dung).post(address("part_edit", part_of_culture), words(then="send"))

    part_of_culture.refresh_from_db()
    assert part_of_culture.status == "sent"
    assert part_of_culture.history.get().by == dung


def test_a_stale_section_shows_both_texts(section, binh):
    client, where = client_of(binh), address("section_edit", section)
    client.post(where, {"version": 1, "text": "Một."})

    page = client.post(where, {"version": 1, "text": "Hai."})

    both = page.context["form"]
    assert (page.status_code, both["theirs"].value(), both["text"].value()) == (409, "Một.", "Hai.")


def test_markup_typed_into_a_section_is_words_and_never_a_tag(section, binh):
    client = client_of(binh)
    client.post(
        address("section_edit", section), {"version": 1, "text": "<script>alert(1)</script>"}
    )

    page = client.get(section.report.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_the_new_draft_is_taken_only_by_somebody_who_saw_the_newest_words(
    section, part_of_culture, binh
):
    from tests.reports.factories import accept_part

    actions.save_section(section, version=1, text="Lời riêng.", by=binh)
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(section.report, by=binh)
    section.refresh_from_db()
    client = client_of(binh)

    client.post(address("section_take", section), {"version": 1})
    section.refresh_from_db()
    assert "Lời riêng." in section.text
    client.post(address("section_take", section), {"version": section.version})
    section.refresh_from_db()
    assert section.text == section.compiled


def test_a_stale_page_of_basics_shows_what_the_other_person_saved(report, binh):
    client, where = client_of(binh), address("report_edit", report)
    form = client.get(where).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    client.post(where, {**data, "title": "Tên thứ nhất"})

    page = client.post(where, {**data, "title": "Tên thứ hai"})

    assert page.status_code == 409
    assert dict(page.context["stored"])["trích yếu"] == "Tên thứ nhất"
    assert page.context["form"]["title"].value() == "Tên thứ hai"
    report.refresh_from_db()
    assert report.title == "Tên thứ nhất"


def test_a_signer_of_another_commune_cannot_be_chosen(report, binh, an, cuong):
    client, where = client_of(binh), address("report_edit", report)
    form = client.get(where).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}

    page = client.post(where, {**data, "signer": cuong.pk})

    assert list(page.context["form"].errors) == ["signer"]


def test_an_issued_report_cannot_be_written_in_any_more(section, part_of_culture, binh, an):
    from tests.reports.factories import accept_part

    report = section.report
    accept_part(part_of_culture, coordinator=binh)
    approve(report, coordinator=binh, leader=an)
    issuing.issue_report(report, number=12, issued_on=report.round.period_to, by=an)
    before = Report._base_manager.values().get(pk=report.pk)
    section.refresh_from_db()
    client = client_of(binh)

    codes = [
        client.post(address("section_edit", section), {"version": section.version, "text": "X"}),
        client.post(address("report_figures", report), {"version": report.version}),
        client.post(address("report_edit", report), {"version": report.version, "title": "X"}),
        client.post(address("report_compile", report)),
    ]

    assert [each.status_code for each in codes] == [409, 409, 422, 302]
    assert Report._base_manager.values().get(pk=report.pk) == before
    assert section.text == type(section).objects.get(pk=section.pk).text
    assert not IndicatorValue.objects.filter(report=report, note="X").exists()


def test_figures_of_the_commune_show_the_sum_where_they_differ(report, part_of_culture, binh):
    from tests.reports.factories import accept_part

    accept_part(part_of_culture, coordinator=binh, figures={"news": "7"})
    actions.compile_report(report, by=binh)
    client, where = client_of(binh), address("report_figures", report)
    version = client.get(where).context["version"]["version"].value()

    client.post(where, {"version": version, field("news"): "9"})

    lines = {line["indicator"].code: line for line in client.get(where).context["figures"].lines()}
    assert (lines["news"]["value"].value(), lines["news"]["sum"]) == ("9", "7")


@pytest.mark.parametrize("name", ["part_edit", "part_detail"])
def test_a_part_costs_the_same_with_one_task_and_with_ten(
    half_year, part_of_culture, culture, dung, name
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(dung)

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(address(name, part_of_culture))
        return len(made)

    make_task(half_year, culture, dung, news="Đã làm.")
    one = queries()
    for _ in range(9):
        make_task(half_year, culture, dung, news="Đã làm.")

    assert queries() == one
