"""An office asks its communes: one press opens the round everywhere, once, and nothing of a commune is lost."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ReceiverAssignment
from danvan.clock import today
from danvan.workflow import MoveRefused
from home.todo import home_of
from notices.models import Notice
from reports.actions.commune import compile_report
from reports.actions.other_way import note_other_way
from reports.actions.requests import (
    RequestExists,
    communes_of,
    open_request,
    withdraw_request,
)
from reports.actions.rounds import hand_out
from reports.actions.submissions import hand_in, move_submission
from reports.desk import office_notices
from reports.desk.choosing import Late
from reports.models import Report, ReportRound, RoundRequest
from reports.rounds.dates import BadDates
from tests.factories import make_commune, make_person, make_unit
from tests.reports.factories import DUE, issue_report_by_hand, make_request, make_round, pdf_of


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_one_press_opens_the_round_in_every_commune_and_tells_those_who_run_it(
    asked, binh, an, giang, dung, cuc
):
    for person in (binh, cuc):
        round = ReportRound.objects.visible_to(person).get()
        assert (round.request, round.asked_at, round.due_on) == (asked, None, DUE)
        assert round.due_source == "Theo yêu cầu của Sở Nội vụ tỉnh Hòa Sơn, Công văn 120/SNV-CCHC."
        report = round.reports.get()
        assert report.sections.count() > 5
        assert report.addressees == "Sở Nội vụ tỉnh Hòa Sơn"
    for person in (binh, an, giang, cuc):
        [notice] = Notice.objects.visible_to(person)
        assert notice.text.startswith("Sở Nội vụ yêu cầu báo cáo 6 tháng đầu năm 2027, hạn nộp ")
    assert not Notice.objects.visible_to(dung).exists()
    titles = {section.title: section.count for section in home_of(binh).sections}
    assert titles["Yêu cầu báo cáo của cấp trên"] == 1


def test_asking_costs_the_same_for_two_communes_and_for_six(lan, binh, cuc, province_office):
    def cost(**over):
        with CaptureQueriesContext(connection) as made:
            open_request(make_request(lan, **over), communes_of(lan.unit, DUE), by=lan)
        # SQLite takes so many values in one statement; what is inserted is cut accordingly.
        return len(
            {
                each["sql"][:60] if each["sql"].startswith("INSERT") else n
                for n, each in enumerate(made)
            }
        )

    cost(kind="nine_months")  # makes what every portal has after its first round
    two = cost()
    for number in range(4):
        commune = make_commune(f"Xã {number}", receiver=province_office)
        make_person("Đầu mối", make_unit(commune, "Văn phòng"), "coordinator")

    assert cost(kind="year") == two


def test_a_second_press_makes_nothing(lan, binh, an_hoa):
    key = uuid4()
    first = open_request(make_request(lan, key=key), [an_hoa], by=lan)
    second = open_request(make_request(lan, key=key), [an_hoa], by=lan)

    assert first == second
    assert ReportRound.objects.visible_to(binh).count() == 1


def test_the_same_round_is_not_asked_twice_of_a_commune(asked, lan, an_hoa):
    with pytest.raises(RequestExists, match="UBND xã An Hòa"):
        open_request(make_request(lan), [an_hoa], by=lan)


def test_days_that_contradict_each_other_are_refused(lan, an_hoa):
    with pytest.raises(BadDates, match="sớm hơn ngày cuối kỳ số liệu"):
        open_request(make_request(lan, period_to=DUE + timedelta(days=1)), [an_hoa], by=lan)


def test_a_round_that_is_open_is_joined_and_not_doubled(
    lan, binh, an, giang, an_hoa, culture, dung
):
    own = make_round(
        binh, [culture], plan=None, year=2027, due_on=DUE + timedelta(days=5), parts_due_on=DUE + timedelta(days=2),
        period_from=today() - timedelta(days=60), period_to=DUE - timedelta(days=9), receiver=lan.unit,
    )  # fmt: skip
    compile_report(own.reports.get(scope="commune"), by=binh)

    asked = open_request(make_request(lan), [an_hoa], by=lan)

    [round] = ReportRound.objects.visible_to(binh)
    assert (round, round.request, round.due_on, round.parts_due_on) == (own, asked, DUE, DUE)
    assert round.reports.count() == 2
    notice = Notice.objects.visible_to(an).get(key__startswith="request:")
    assert "hạn nộp đổi theo yêu cầu" in notice.text
    assert Notice.objects.visible_to(dung).get(key__contains=":due:").text == (
        f"Hạn gửi phần báo cáo đổi thành {DUE:%d/%m/%Y}: Báo cáo 6 tháng đầu năm 2027."
    )
    assert withdraw_request(asked, by=lan) == (0, 1)
    assert ReportRound.objects.visible_to(binh).get() == own


def test_a_report_that_stands_with_the_office_keeps_its_date(lan, submission, half_year, an_hoa):
    request = make_request(lan, year=2026)

    open_request(request, [an_hoa], by=lan)

    before = half_year.due_on
    half_year.refresh_from_db()
    assert (half_year.request, half_year.due_on) == (request, before)


def test_withdrawing_takes_what_nobody_has_begun_and_leaves_the_rest(
    asked, lan, binh, cuc, an, culture
):
    begun = ReportRound.objects.visible_to(binh).get()
    hand_out(begun, [culture], parts_due_on=DUE - timedelta(days=5), by=binh)
    late = RoundRequest.objects.visible_to(lan).get()

    assert withdraw_request(asked, by=lan) == (1, 1)
    with pytest.raises(MoveRefused):
        withdraw_request(late, by=lan)

    assert ReportRound.objects.visible_to(binh).get() == begun
    assert not ReportRound.objects.visible_to(cuc).exists()
    assert not Report.objects.visible_to(cuc).exists()
    assert "vẫn ở lại xã" in Notice.objects.visible_to(an).standing().get().text
    assert "được bỏ" in Notice.objects.visible_to(cuc).standing().get().text
    # What was asked is no longer read; the office still knows it.
    assert not RoundRequest.objects.visible_to(binh).exists()
    assert signed_in(binh).get(begun.get_absolute_url()).status_code == 200


def test_no_notice_leads_to_a_round_that_went_with_its_request(asked, lan, binh, cuc, an_hoa):
    begun, gone = (ReportRound.objects.visible_to(person).get() for person in (binh, cuc))
    compile_report(begun.reports.get(), by=binh)
    for round in (begun, gone):
        people = office_notices.people_to_urge([round.commune_id])
        named = (round.kind, round.year, round.name, round.due_on)
        office_notices.urge([Late(round.commune, round.pk, *named)], people, lan.home_unit)

    withdraw_request(asked, by=lan)

    pages = {
        person: list(Notice.objects.visible_to(person).unread().values_list("url", flat=True))
        for person in (binh, cuc)
    }
    assert pages == {binh: [begun.get_absolute_url()] * 2, cuc: [reverse("reports:round_list")]}


def test_the_units_are_asked_when_the_coordinator_hands_it_out_and_only_once(
    asked, binh, dung, culture, khanh
):
    round = ReportRound.objects.visible_to(binh).get()
    client, where = signed_in(binh), reverse("reports:round_hand_out", args=[round.pk])
    data = {"parts_due_on": DUE - timedelta(days=3), "units": [culture.pk]}

    late = client.post(where, {**data, "parts_due_on": DUE + timedelta(days=3)})
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["parts_due_on"])
    client.post(where, data)
    client.post(where, data)

    round.refresh_from_db()
    assert (round.parts_due_on, round.asked_at is None) == (DUE - timedelta(days=3), False)
    assert round.reports.filter(scope="part").count() == 1
    assert Notice.objects.visible_to(dung).count() == 1


def form_data(client, **over):
    page = client.get(reverse("reports:request_create") + "?kind=year&year=2026")
    form = page.context["form"]
    names = ("template", "period_from", "period_to", "data_closing_on", "addressees", "key", "whom")
    data = {name: form[name].value() for name in names}
    return {**data, "due_on": DUE, **over}


def test_the_form_asks_all_communes_with_the_files_and_the_communes_read_them(
    lan, binh, cuc, dung, phuc
):
    client = signed_in(lan)
    paper = SimpleUploadedFile("Công văn 120.pdf", b"%PDF-1.7 cong van", "application/pdf")
    sheet = SimpleUploadedFile("Biểu.pdf", b"%PDF-1.7 bieu", "application/pdf")

    page = client.post(
        reverse("reports:request_create") + "?kind=year&year=2026",
        form_data(client, files=[paper, sheet], guidance="Gửi kèm biểu."),
    )

    asked = RoundRequest.objects.visible_to(lan).get()
    assert page.url == asked.get_absolute_url()
    assert asked.rounds.count() == 2
    for person in (binh, dung, cuc):
        round = ReportRound.objects.visible_to(person).get()
        own = signed_in(person)
        read = own.get(round.get_absolute_url()).content.decode()
        assert "Gửi kèm biểu." in read
        assert "Công văn 120.pdf" in read
        for file in asked.files.all():
            assert own.get(reverse("reports:request_file", args=[file.pk])).status_code == 200
    stranger = signed_in(phuc)
    for name, pk in (("request_detail", asked.pk), ("request_file", asked.files.first().pk)):
        assert stranger.get(reverse(f"reports:{name}", args=[pk])).status_code == 404
    assert stranger.post(reverse("reports:request_withdraw", args=[asked.pk])).status_code == 404


def test_a_commune_of_another_office_in_the_body_is_nothing_of_ours(lan, phuc, binh, an_hoa):
    client, foreign = signed_in(lan), make_commune("Biển Xa", receiver=phuc.unit)
    address = reverse("reports:request_create") + "?kind=year&year=2026"

    page = client.post(address, form_data(client, whom="some", communes=[an_hoa.pk, foreign.pk]))

    assert page.status_code == 404
    assert not RoundRequest.objects.visible_to(lan).exists()


def test_who_ticks_some_while_all_is_chosen_is_asked_which(lan, an_hoa, cuc):
    client = signed_in(lan)
    address = reverse("reports:request_create") + "?kind=year&year=2026"

    page = client.post(address, form_data(client, whom="all", communes=[an_hoa.pk]))

    assert page.status_code == 422
    assert "Đã tích 1 xã" in page.context["form"].errors["communes"][0]
    assert not RoundRequest.objects.visible_to(lan).exists()


def test_what_was_typed_stays_where_the_due_date_is_wrong(lan, binh):
    client = signed_in(lan)
    address = reverse("reports:request_create") + "?kind=year&year=2026"

    page = client.post(address, form_data(client, due_on=date(2026, 12, 1), guidance="Giữ lại"))

    assert page.status_code == 422
    assert "14/12/2026" in page.context["form"].errors["due_on"][0] or today() > date(2026, 12, 1)
    assert page.context["form"]["guidance"].value() == "Giữ lại"


def test_the_office_counts_who_has_seen_it_and_knows_nothing_of_drafts(asked, lan, binh, dung):
    client, where = signed_in(lan), reverse("reports:request_list")
    [before] = client.get(where).context["page"]
    signed_in(binh).get(ReportRound.objects.visible_to(binh).get().get_absolute_url())

    [after] = client.get(where).context["page"]

    assert (before.seen, after.seen, after.submitted, after.communes) == (0, 1, 0, 2)
    page = client.get(asked.get_absolute_url())
    shown = {
        line.round.commune.place: (line.label, line.seen and line.seen[0])
        for line in page.context["page"]
    }
    assert shown == {
        "An Hòa": ("Đã xem, chưa nộp", "Trần Thị Bình"),
        "Bình Minh": ("Chưa xem", None),
    }


def test_requests_are_filtered_by_how_far_they_are(asked, lan, binh, cuc, an_hoa):
    client, where = signed_in(lan), reverse("reports:request_list")
    late = open_request(make_request(lan, kind="year"), [an_hoa], by=lan)
    RoundRequest._base_manager.filter(pk=late.pk).update(
        due_on=today() - timedelta(days=1),
        period_to=today() - timedelta(days=9),
        data_closing_on=today() - timedelta(days=9),
    )
    gone = open_request(make_request(lan, kind="nine_months"), [an_hoa], by=lan)
    withdraw_request(gone, by=lan)
    done = open_request(make_request(lan, kind="month", label="tháng 1"), [an_hoa], by=lan)
    fields = {
        "way": "paper",
        "other_code": "9",
        "other_date": DUE,
        "sent_on": DUE,
        "signed_by": "An",
    }
    note_other_way(ReportRound.objects.visible_to(binh).get(request=done), fields=fields, by=binh)

    found = {
        state: list(client.get(where, {"state": state}).context["page"])
        for state in ("open", "late", "done", "withdrawn")
    }

    assert found == {"open": [asked], "late": [late], "done": [done], "withdrawn": [gone]}
    page = client.get(where)
    assert {key: figure for key, _, figure in page.context["counters"]} == dict.fromkeys(found, 1)
    assert "Quá hạn, còn 1 xã" in page.content.decode()


def test_the_page_of_a_request_says_who_is_late_and_when_who_handed_in(asked, lan, binh, cuc):
    client = signed_in(lan)
    fields = {
        "way": "paper",
        "other_code": "9",
        "other_date": DUE,
        "sent_on": today(),
        "signed_by": "An",
    }
    sent = note_other_way(ReportRound.objects.visible_to(binh).get(), fields=fields, by=binh)
    ReportRound.objects.unscoped("test").update(
        due_on=today() - timedelta(days=3), parts_due_on=today() - timedelta(days=4)
    )

    page = client.get(asked.get_absolute_url())
    late = client.get(asked.get_absolute_url(), {"state": "late"})

    lines = {line.round.commune.place: line for line in page.context["page"]}
    assert (lines["An Hòa"].submission, lines["An Hòa"].days_late) == (sent, 0)
    assert (lines["Bình Minh"].submission, lines["Bình Minh"].days_late) == (None, 3)
    assert [line.round.commune.place for line in late.context["page"]] == ["Bình Minh"]
    assert "Đã nộp 1/2 xã" in page.content.decode()


def test_the_pages_of_the_office_cost_the_same_for_two_communes_and_for_five(
    asked, lan, province_office
):
    client = signed_in(lan)

    def cost(request):
        found = []
        for where in (reverse("reports:request_list"), request.get_absolute_url()):
            with CaptureQueriesContext(connection) as made:
                client.get(where)
            found.append(len(made))
        return found

    two = cost(asked)
    for number in range(3):
        make_commune(f"Xã {number}", receiver=province_office)
    more = open_request(make_request(lan, kind="year"), communes_of(lan.unit, DUE), by=lan)

    assert cost(more) == two


def test_a_commune_that_reports_elsewhere_by_then_is_not_asked(
    lan, binh, cuc, phuc, an_hoa, binh_minh
):
    rows = ReceiverAssignment.objects.filter(commune=binh_minh)
    rows.update(valid_to=DUE - timedelta(days=1))

    assert list(communes_of(lan.unit, DUE)) == [an_hoa]


def test_what_has_reached_another_office_before_stays_with_that_one(
    lan, binh, phuc, an_hoa, culture
):
    ReceiverAssignment.objects.create(commune=an_hoa, receiver=phuc.unit)
    own = make_round(binh, [culture], year=2027, due_on=DUE, parts_due_on=DUE, receiver=phuc.unit)
    report = own.reports.select_related("round__commune", "round__receiver").get(scope="commune")
    issue_report_by_hand(report, pdf_of("bản in"))
    move_submission(hand_in(report, by=binh), "send_back", by=phuc, note="Thiếu phụ lục.")

    asked = open_request(make_request(lan), [an_hoa], by=lan)

    own.refresh_from_db()
    assert (own.receiver, own.request) == (phuc.unit, asked)
    assert not ReportRound.objects.visible_to(lan).exists()
    [listed] = signed_in(lan).get(reverse("reports:request_list")).context["page"]
    assert (listed.communes, listed.submitted) == (0, 0)
    page = signed_in(lan).get(reverse("reports:request_detail", args=[asked.pk]))
    assert page.context["all"] == 0
