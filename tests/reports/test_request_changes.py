"""A request that is out is changed: rounds follow, communes are told once, nobody's words are lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from danvan.workflow import MoveRefused
from notices.models import Notice
from reports.actions.other_way import note_other_way
from reports.actions.request_changes import StaleRequest, change_request
from reports.actions.requests import communes_of, open_request, withdraw_request
from reports.actions.rounds import hand_out
from reports.actions.templates import copy_template
from reports.models import Report, ReportRound, ReportSection, RoundRequest
from reports.outlines.templates import default_template
from reports.rounds.dates import BadDates
from tests.factories import make_commune, make_office, make_person, make_unit
from tests.reports.factories import DUE, make_request

EARLIER, LATER = DUE - timedelta(days=4), DUE + timedelta(days=7)


def change(request, by, **given):
    """`given`: fields of the request, and add, drop, reason, files as in `change_request`."""
    names = ("add", "drop", "reason", "files", "drop_files", "version")
    how = {name: given.pop(name) for name in names if name in given}
    stored = RoundRequest._base_manager.get(pk=request.pk)
    return change_request(stored, given, **{"version": stored.version, "by": by, **how})


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def round_of(person):
    return ReportRound.objects.visible_to(person).select_related("commune").get()


def newest(person):
    return Notice.objects.visible_to(person).standing().order_by("-pk").first().text


def note_paper(round, by):
    fields = {
        "way": "paper",
        "other_code": "9/BC-UBND",
        "other_date": DUE,
        "sent_on": DUE,
        "signed_by": "An",
    }
    return note_other_way(round, fields=fields, by=by)


def test_rounds_follow_the_new_days_and_every_commune_is_told_once_what_changed(
    asked,
    lan,
    binh,
    cuc,
    dung,
):
    made = change(asked, lan, due_on=LATER, code="130/SNV-CCHC", guidance="Thêm phụ lục.")

    for person in (binh, cuc):
        round = round_of(person)
        assert (round.due_on, round.parts_due_on < LATER) == (LATER, True)
        assert round.due_source.endswith("Công văn 130/SNV-CCHC.")
        assert "130/SNV-CCHC" in round.reports.get().opening
        [notice] = Notice.objects.visible_to(person).filter(key__startswith="request-changed:")
        assert notice.text == (
            f"Sở Nội vụ sửa yêu cầu báo cáo 6 tháng đầu năm 2027: hạn nộp {DUE:%d/%m/%Y} → {LATER:%d/%m/%Y}; "
            "số, ký hiệu công văn 120/SNV-CCHC → 130/SNV-CCHC; "
            "nội dung yêu cầu Tập trung kết quả đối thoại. → Thêm phụ lục."
        )
    assert not Notice.objects.visible_to(dung).exists()
    assert [line["label"] for line in made.lines] == [
        "Hạn nộp",
        "Số, ký hiệu công văn",
        "Nội dung yêu cầu",
    ]


def test_units_never_owe_their_part_after_the_report_is_due(asked, lan, binh, dung, culture):
    own = DUE - timedelta(days=2)
    hand_out(round_of(binh), [culture], parts_due_on=own, by=binh)

    made = change(asked, lan, due_on=EARLIER)

    round = round_of(binh)
    assert (round.parts_due_on, round.due_on) == (EARLIER, EARLIER)
    assert round.data_closing_on <= EARLIER
    assert f"hạn các đơn vị gửi {own:%d/%m/%Y} → {EARLIER:%d/%m/%Y}" in newest(binh)
    assert f"đổi thành {EARLIER:%d/%m/%Y}" in newest(dung)
    assert made.lines[-1]["after"].startswith("UBND xã An Hòa: hạn các đơn vị gửi đứng sau")

    change(asked, lan, due_on=LATER)

    # A day the commune could live with stays its own.
    assert (round_of(binh).parts_due_on, round_of(binh).due_on) == (EARLIER, LATER)


def test_what_stands_with_the_office_keeps_its_date_and_hears_nothing(asked, lan, binh, cuc):
    note_paper(round_of(binh), binh)
    before = Notice.objects.visible_to(binh).count()

    change(asked, lan, due_on=LATER)

    assert (round_of(binh).due_on, round_of(cuc).due_on) == (DUE, LATER)
    assert Notice.objects.visible_to(binh).count() == before


def test_what_a_commune_wrote_itself_stays_where_the_paper_gets_another_number(
    asked,
    lan,
    binh,
    cuc,
):
    Report.objects.visible_to(binh).update(opening="Lời của xã.", version=2)

    change(asked, lan, code="130/SNV", addressees="Giám đốc Sở Nội vụ")

    mine, theirs = (Report.objects.visible_to(each).get() for each in (binh, cuc))
    assert (mine.opening, mine.addressees, mine.version) == ("Lời của xã.", "Giám đốc Sở Nội vụ", 3)
    assert "Công văn số 130/SNV " in theirs.opening
    assert theirs.version == 1


@pytest.mark.parametrize("words", ["", "   "])
def test_a_commune_goes_only_with_a_reason(asked, lan, binh, an_hoa, words):
    with pytest.raises(MoveRefused, match="Ghi lý do bỏ UBND xã An Hòa"):
        change(asked, lan, drop=[an_hoa], reason=words)

    assert round_of(binh).request == asked


def test_taken_out_an_empty_round_goes_and_one_with_words_stays_with_the_commune(
    asked,
    lan,
    binh,
    cuc,
    an_hoa,
    binh_minh,
    culture,
    province_office,
):
    third = make_commune("Còn Lại", receiver=province_office)
    change(asked, lan, add=[third])
    hand_out(round_of(binh), [culture], parts_due_on=DUE - timedelta(days=3), by=binh)

    change(asked, lan, drop=[an_hoa, binh_minh], reason="Đã sáp nhập số liệu")

    assert not ReportRound.objects.visible_to(cuc).exists()
    kept = round_of(binh)
    assert (kept.request, kept.due_source) == (None, "Do xã đặt.")
    assert "120/SNV" not in kept.reports.get(scope="commune").opening
    for person, end in ((binh, "Đợt và nội dung đã soạn vẫn ở lại xã."), (cuc, "được bỏ.")):
        assert newest(person).startswith(
            "Sở Nội vụ bỏ xã khỏi yêu cầu báo cáo 6 tháng đầu năm 2027."
        )
        assert "Lý do: Đã sáp nhập số liệu. " in newest(person)
        assert newest(person).endswith(end)
    assert not RoundRequest.objects.visible_to(binh).exists()

    change(asked, lan, add=[an_hoa])

    assert round_of(binh).request == asked
    assert newest(binh).startswith("Sở Nội vụ yêu cầu báo cáo 6 tháng")


def test_who_has_handed_in_is_not_taken_out_nor_is_the_last_one(
    asked, lan, binh, an_hoa, binh_minh
):
    note_paper(round_of(binh), binh)

    with pytest.raises(MoveRefused, match="UBND xã An Hòa đã nộp báo cáo"):
        change(asked, lan, drop=[an_hoa], reason="Nhầm.", due_on=LATER)
    change(asked, lan, drop=[binh_minh], reason="Nhầm.")

    stored = RoundRequest.objects.visible_to(lan).get()
    assert (stored.due_on, stored.rounds.count(), stored.version) == (DUE, 1, 2)


def test_another_outline_while_nobody_has_begun_and_none_after(asked, lan, binh, cuc, culture):
    other = copy_template(default_template(), owner=lan.unit)
    two = other.headings.filter(scope="commune")[:2]
    other.headings.exclude(pk__in=[each.pk for each in two]).delete()

    change(asked, lan, template=other)

    for person in (binh, cuc):
        assert round_of(person).template == other
        assert round_of(person).reports.get().sections.count() == 2
    hand_out(round_of(binh), [culture], parts_due_on=DUE - timedelta(days=3), by=binh)
    with pytest.raises(MoveRefused, match="UBND xã An Hòa đã bắt đầu làm"):
        change(asked, lan, template=default_template())
    assert round_of(cuc).template == other


def test_rounds_asked_later_by_a_colleague_count_as_not_begun(asked, lan, binh, province_office):
    tu = make_person("Tú", lan.unit, "receiver")
    commune = make_commune("Mới", receiver=province_office)
    change(asked, tu, add=[commune])

    assert withdraw_request(asked, by=lan) == (3, 0)


def test_days_that_contradict_each_other_change_nothing(asked, lan, binh):
    with pytest.raises(BadDates):
        change(asked, lan, due_on=asked.period_to - timedelta(days=1), code="1")

    assert (round_of(binh).due_on, RoundRequest.objects.visible_to(lan).get().code) == (
        DUE,
        "120/SNV-CCHC",
    )


def test_a_stale_or_withdrawn_request_is_not_changed(asked, lan):
    change(asked, lan, due_on=LATER)
    with pytest.raises(StaleRequest):
        change(asked, lan, due_on=DUE, version=1)
    withdraw_request(asked, by=lan)
    with pytest.raises(StaleRequest):
        change(asked, lan, due_on=DUE)

    assert RoundRequest.objects.visible_to(lan).get().due_on == LATER


def test_saving_without_a_change_leaves_no_trace(asked, lan, binh):
    before = Notice.objects.visible_to(binh).count()

    assert change(asked, lan, due_on=DUE) is None

    assert RoundRequest.objects.visible_to(lan).get().version == 1
    assert Notice.objects.visible_to(binh).count() == before


def test_changing_costs_the_same_for_three_communes_and_for_thirty(lan, binh, an, province_office):
    def communes(count, name):
        made = [make_commune(f"{name} {n}", receiver=province_office) for n in range(count)]
        for commune in made:
            make_person("Đầu mối", make_unit(commune, "Văn phòng"), "coordinator")
        return made

    def cost(count, **over):
        names = over["kind"]
        there, gone, new = (communes(count, f"{names} {what}") for what in ("Ở", "Đi", "Thêm"))
        request = open_request(make_request(lan, **over), [*there, *gone], by=lan)
        for round in ReportRound.objects.unscoped("test").filter(request=request)[:count]:
            ReportRound._base_manager.filter(pk=round.pk).update(asks_on=EARLIER, parts_due_on=DUE)
        with CaptureQueriesContext(connection) as made:
            change(
                request, lan, due_on=EARLIER, code="9/SNV", add=new, drop=gone, reason="Sáp nhập."
            )
        # What is inserted, and rows deleted one level down, is cut by the number of values a statement takes.
        cut = ("INSERT", "DELETE")
        return len(
            {each["sql"][:60] if each["sql"].startswith(cut) else n for n, each in enumerate(made)}
        )

    cost(1, kind="nine_months")

    assert cost(30, kind="year") == cost(3, kind="six_months")


def form_data(request, person, **over):
    page = signed_in(person).get(reverse("reports:request_edit", args=[request.pk]))
    form = page.context["form"]
    names = (
        "template",
        "indicator_set",
        "data_closing_on",
        "due_on",
        "code",
        "issued_on",
        "addressees",
        "guidance",
    )
    data = {name: form[name].value() or "" for name in names}
    return {
        **data,
        "version": form["version"].value(),
        "communes": form["communes"].value(),
        **over,
    }


def send(request, person, data):
    return signed_in(person).post(reverse("reports:request_edit", args=[request.pk]), data)


def test_two_tabs_are_put_together_and_what_both_changed_is_shown(asked, lan, binh, an_hoa):
    tu = make_person("Lê Tú", lan.unit, "receiver")
    mine = form_data(asked, lan)
    theirs = form_data(
        asked, tu, due_on=LATER, guidance="Của Tú", communes=[an_hoa.pk], reason="Sáp nhập"
    )
    assert send(asked, tu, theirs).status_code == 302

    page = send(asked, lan, {**mine, "guidance": "Của Lan", "code": "200/SNV"})

    assert page.status_code == 422
    words = page.content.decode()
    assert "Người khác vừa sửa" in words
    assert "Lê Tú" in words
    form = page.context["form"]
    assert (form["guidance"].value(), form["code"].value()) == ("Của Lan", "200/SNV")
    assert (form["due_on"].value(), form["communes"].value()) == (str(LATER), [str(an_hoa.pk)])
    again = {name: form[name].value() for name in mine}
    assert send(asked, lan, again).status_code == 302
    stored = RoundRequest.objects.visible_to(lan).get()
    assert (stored.guidance, stored.code, stored.due_on) == ("Của Lan", "200/SNV", LATER)
    # The button pressed twice is no conflict with oneself.
    assert send(asked, lan, again).status_code == 302
    assert stored.changes.count() == 2


def test_the_form_attaches_and_removes_files_and_the_page_tells_the_history(asked, lan, binh):
    paper = SimpleUploadedFile("Công văn.pdf", b"%PDF-1.7 cong van", "application/pdf")
    assert send(asked, lan, form_data(asked, lan, files=[paper])).status_code == 302
    [file] = asked.files.all()
    assert (
        send(asked, lan, form_data(asked, lan, drop_files=[file.pk], due_on=LATER)).status_code
        == 302
    )

    page = signed_in(lan).get(asked.get_absolute_url()).content.decode()

    assert not asked.files.exists()
    for words in ("Thêm tệp", "“Công văn.pdf”", f"{DUE:%d/%m/%Y} → {LATER:%d/%m/%Y}"):
        assert words in page
    assert "bỏ tệp “Công văn.pdf”" in newest(binh)


def test_the_form_says_why_the_outline_is_locked_and_who_cannot_be_taken_out(
    asked,
    lan,
    binh,
    cuc,
    an_hoa,
    binh_minh,
):
    note_paper(round_of(binh), binh)
    own = copy_template(default_template(), owner=lan.unit)

    page = signed_in(lan).get(reverse("reports:request_edit", args=[asked.pk]))
    form = page.context["form"]
    [(_, boxes)] = form.commune_groups()
    assert "1/2 xã đã bắt đầu làm (UBND xã An Hòa)" in form.locked
    assert {each.box.choice_label: each.fixed for each in boxes} == {
        "UBND xã An Hòa": "đã nộp",
        "UBND xã Bình Minh": "",
    }
    data = form_data(asked, lan, template=own.pk, communes=[binh_minh.pk], code="5/SNV")
    assert send(asked, lan, data).status_code == 302

    stored = RoundRequest.objects.visible_to(lan).get()
    assert (stored.code, stored.rounds.count()) == ("5/SNV", 2)
    assert stored.template == default_template()


def test_what_was_typed_stays_where_a_reason_is_missing_or_the_day_has_passed(asked, lan, an_hoa):
    data = form_data(asked, lan, communes=[an_hoa.pk], due_on="2026-01-02", guidance="Giữ lại")

    page = send(asked, lan, data)

    form = page.context["form"]
    assert (page.status_code, set(form.errors)) == (422, {"due_on", "reason"})
    assert form["guidance"].value() == "Giữ lại"
    assert RoundRequest.objects.visible_to(lan).get().guidance != "Giữ lại"


def test_nobody_but_the_office_changes_its_request(asked, lan, binh, phuc):
    data = form_data(asked, lan, due_on=LATER)
    foreign = make_commune("Biển Xa", receiver=phuc.unit)

    assert send(asked, binh, data).status_code == 403
    assert send(asked, phuc, data).status_code == 404
    assert (
        send(asked, lan, {**data, "communes": [*data["communes"], foreign.pk]}).status_code == 404
    )

    assert RoundRequest.objects.visible_to(lan).get().due_on == DUE
    assert not ReportRound._base_manager.filter(commune=foreign).exists()


def test_communes_are_grouped_by_district_only_where_there_are_several(lan, an_hoa, binh_minh):
    def groups():
        page = signed_in(lan).get(reverse("reports:request_create") + "?kind=year&year=2026")
        return [(name, len(boxes)) for name, boxes in page.context["form"].commune_groups()]

    assert groups() == [("", 2)]
    for commune, name in ((an_hoa, "Huyện B"), (binh_minh, "Huyện A")):
        office = make_office(
            name=name, short_name=name, code=name[-1].lower(), kind="district_office"
        )
        type(commune).objects.filter(pk=commune.pk).update(parent=office)
    assert groups() == [("Huyện A", 1), ("Huyện B", 1)]


def test_an_outline_on_another_matter_is_not_offered(asked, lan):
    page = signed_in(lan).get(reverse("reports:request_edit", args=[asked.pk]))

    assert [each.topic for each in page.context["form"].fields["template"].queryset] == [
        default_template().topic
    ]


def test_sections_are_not_touched_where_only_days_move(asked, lan, binh):
    before = set(ReportSection.objects.values_list("pk", flat=True))

    change(asked, lan, due_on=LATER)

    assert set(ReportSection.objects.values_list("pk", flat=True)) == before
    assert list(communes_of(lan.unit, LATER))


def test_the_form_costs_the_same_for_two_communes_and_for_six(asked, lan, province_office):
    client = signed_in(lan)

    def cost():
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("reports:request_edit", args=[asked.pk])).status_code == 200
        return len(made)

    cost()
    two = cost()
    change(asked, lan, add=[make_commune(f"Xã {n}", receiver=province_office) for n in range(4)])

    assert cost() == two
