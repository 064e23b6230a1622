"""Who may take which step, and what a stranger finds."""

import pytest
from django.test import Client
from django.urls import reverse

from danvan.workflow import MoveRefused
from reports.actions import commune as commune_actions
from reports.actions.parts import move_part
from reports.models import Bundle, Report
from reports.rules import PART_MOVES, REPORT_MOVES, SUBMISSION_MOVES
from tests.factories import make_person, make_unit
from tests.reports.factories import accept_part, approve, fill_part

S = Report.Status


@pytest.mark.parametrize(
    ("who", "status", "expected"),
    [
        ("dung", S.DRAFT, {"send"}),
        ("dung", S.RETURNED, {"send"}),
        ("dung", S.SENT, {"take_back"}),
        ("dung", S.ACCEPTED, set()),
        ("binh", S.DRAFT, {"send"}),
        ("binh", S.SENT, {"accept", "send_back", "take_back"}),
        ("binh", S.ACCEPTED, {"send_back"}),
        ("an", S.SENT, set()),
        ("giang", S.SENT, set()),
        ("khanh", S.DRAFT, set()),
        ("hoa", S.SENT, set()),
        ("minh", S.SENT, set()),
        ("lan", S.SENT, set()),
        ("cuc", S.SENT, set()),
    ],
)
def test_steps_of_a_part_open_to_each_person(request, part_of_culture, who, status, expected):
    part_of_culture.status = status

    assert set(PART_MOVES.open_to(request.getfixturevalue(who), part_of_culture)) == expected


@pytest.mark.parametrize(
    ("who", "status", "expected"),
    [
        ("binh", S.DRAFT, {"submit"}),
        ("binh", S.RETURNED, {"submit"}),
        ("binh", S.SUBMITTED, {"take_back"}),
        ("binh", S.APPROVED, set()),
        ("binh", S.ISSUED, set()),
        ("an", S.DRAFT, set()),
        ("an", S.SUBMITTED, {"approve", "send_back"}),
        ("an", S.APPROVED, {"issue", "send_back"}),
        ("giang", S.SUBMITTED, set()),
        ("giang", S.APPROVED, {"issue"}),
        ("dung", S.SUBMITTED, set()),
        ("hoa", S.SUBMITTED, set()),
        ("minh", S.APPROVED, set()),
        ("lan", S.ISSUED, set()),
        ("cuong", S.SUBMITTED, set()),
        ("cuc", S.DRAFT, set()),
    ],
)
def test_steps_of_the_report_open_to_each_person(request, report, who, status, expected):
    report.status = status

    assert set(REPORT_MOVES.open_to(request.getfixturevalue(who), report)) == expected


@pytest.mark.parametrize(
    ("who", "status", "expected"),
    [
        ("lan", "submitted", {"open", "accept", "send_back"}),
        ("lan", "opened", {"accept", "send_back"}),
        ("lan", "accepted", set()),
        ("lan", "returned", set()),
        ("binh", "submitted", {"withdraw"}),
        ("giang", "submitted", {"withdraw"}),
        ("an", "submitted", {"withdraw"}),
        ("binh", "opened", set()),
        ("dung", "submitted", set()),
        ("hoa", "submitted", set()),
        ("phuc", "submitted", set()),
        ("cuc", "submitted", set()),
    ],
)
def test_steps_of_a_submission_open_to_each_person(request, submission, who, status, expected):
    submission.status = status

    assert set(SUBMISSION_MOVES.open_to(request.getfixturevalue(who), submission)) == expected


ROUTES_OF = {
    "half_year": ["round_detail", "round_edit", "round_urge"],
    "part_of_culture": ["part_detail", "part_edit", "part_save", "part_move"],
    "report": [
        "report_detail",
        "report_compile",
        "report_edit",
        "report_figures",
        "report_move",
        "report_issue",
        "report_preview",
        "report_pdf",
        "report_docx",
        "report_hand_in",
    ],
    "section": ["section_edit", "section_take"],
    "submission": [
        "submission_detail",
        "submission_pdf",
        "submission_receipt",
        "submission_move",
    ],
    "bundle": ["bundle_detail", "bundle_file"],
}
POST_ONLY = {
    "round_urge",
    "part_move",
    "part_save",
    "report_compile",
    "report_move",
    "report_preview",
    "section_take",
    "submission_move",
}


def visit(person, name, pk):
    client = Client()
    client.force_login(person)
    address = reverse(f"reports:{name}", args=[pk])
    return client.post(address) if name in POST_ONLY else client.get(address)


@pytest.mark.parametrize("who", ["cuong", "cuc", "phuc", "minh"])
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in ROUTES_OF.items() for name in names]
)
def test_a_stranger_finds_nothing_at_any_address(request, section, submission, who, kind, name):
    row = request.getfixturevalue(kind)

    assert visit(request.getfixturevalue(who), name, row.pk).status_code == 404


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        ("khanh", "part_of_culture", "part_detail"),  # another unit's part
        ("khanh", "part_of_culture", "part_edit"),
        ("hoa", "part_of_culture", "part_detail"),  # not accepted yet
        ("dung", "report", "report_detail"),  # still a draft
        ("hoa", "report", "report_detail"),
        ("dung", "section", "section_edit"),
        ("lan", "report", "report_detail"),  # an office never sees drafts
        ("lan", "report", "report_pdf"),
        ("lan", "report", "report_docx"),
        ("lan", "part_of_culture", "part_detail"),
    ],
)
def test_what_is_not_for_a_colleague_yet_is_not_there(request, half_year, section, who, kind, name):
    row = request.getfixturevalue(kind)

    assert visit(request.getfixturevalue(who), name, row.pk).status_code == 404


@pytest.mark.parametrize(
    ("who", "kind", "name"),
    [
        ("an", "half_year", "round_urge"),
        ("dung", "half_year", "round_edit"),
        ("an", "part_of_culture", "part_edit"),
        ("an", "report", "report_compile"),
        ("an", "report", "report_edit"),
        ("giang", "report", "report_figures"),
        ("giang", "section", "section_edit"),
        ("an", "section", "section_take"),
        ("binh", "report", "report_issue"),
    ],
)
def test_a_colleague_who_sees_it_without_the_right_is_refused(request, section, who, kind, name):
    row = request.getfixturevalue(kind)

    assert visit(request.getfixturevalue(who), name, row.pk).status_code == 403


@pytest.mark.parametrize("who", ["an", "giang", "dung", "hoa", "minh", "lan"])
def test_only_the_coordinator_opens_a_round(request, half_year, who):
    client = Client()
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("reports:round_create")).status_code == 403


@pytest.mark.parametrize("who", ["an", "binh", "dung", "hoa", "minh"])
def test_only_an_office_has_a_desk(request, who):
    client = Client()
    client.force_login(request.getfixturevalue(who))

    assert client.get(reverse("reports:desk")).status_code == 403


def test_the_front_writes_its_own_part_and_sees_others_only_once_accepted(
    binh, hoa, front, culture, dung, issued_plan
):
    from tests.reports.factories import make_round

    round = make_round(binh, [front, culture], plan=issued_plan)
    own = round.reports.select_related("round", "unit").get(unit=front)
    other = round.reports.select_related("round__commune", "unit").get(unit=culture)

    assert [each.pk for each in Report.objects.visible_to(hoa)] == [own.pk]
    assert set(PART_MOVES.open_to(hoa, own)) == {"send"}

    accept_part(other, coordinator=binh)

    assert {each.pk for each in Report.objects.visible_to(hoa)} == {own.pk, other.pk}
    assert PART_MOVES.open_to(hoa, other) == {}


def test_requested_parts_are_never_shown_as_late(binh, front, hoa, culture, dung, issued_plan):
    from tests.reports.factories import make_round

    round = make_round(binh, [front, culture], plan=issued_plan)  # due in June 2026

    lateness = {part.unit.pk: part.lateness for part in round.reports.filter(scope="part")}

    assert lateness == {front.pk: "fine", culture.pk: "late"}


def test_a_part_without_results_cannot_be_sent(part_of_culture, dung):
    fill_part(part_of_culture, result="")

    with pytest.raises(MoveRefused, match="Chưa có nội dung kết quả"):
        move_part(part_of_culture, "send", by=dung)


def test_returning_a_part_needs_a_reason(part_of_culture, binh, dung):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)

    with pytest.raises(MoveRefused, match="ghi lý do"):
        move_part(part_of_culture, "send_back", by=binh, note=" ")


def test_when_accepting_and_taking_back_meet_only_the_first_counts(part_of_culture, binh, dung):
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)
    first = (
        Report.objects.visible_to(binh).select_related("round", "unit").get(pk=part_of_culture.pk)
    )
    second = (
        Report.objects.visible_to(dung).select_related("round", "unit").get(pk=part_of_culture.pk)
    )

    move_part(first, "accept", by=binh)
    with pytest.raises(MoveRefused, match="người khác"):
        move_part(second, "take_back", by=dung)

    part_of_culture.refresh_from_db()
    assert part_of_culture.status == "accepted"
    assert part_of_culture.sent_at is not None


def test_when_two_leaders_press_at_once_only_one_counts(report, part_of_culture, binh, an, an_hoa):
    deputy = make_person("Lê Thị Phó", an_hoa, "leader", post="Phó Chủ tịch")
    accept_part(part_of_culture, coordinator=binh)
    commune_actions.compile_report(report, by=binh)
    commune_actions.move_report(report, "submit", by=binh)
    first, second = (
        Report.objects.visible_to(who).select_related("round").get(pk=report.pk)
        for who in (an, deputy)
    )

    commune_actions.move_report(first, "approve", by=an)
    with pytest.raises(MoveRefused, match="người khác"):
        commune_actions.move_report(second, "send_back", by=deputy, note="Chưa đạt.")

    report.refresh_from_db()
    assert (report.status, report.signer_name) == ("approved", "Nguyễn Văn An")


def test_a_deputy_who_approves_signs_for_the_chairperson(report, part_of_culture, binh, an_hoa):
    deputy = make_person("Lê Thị Phó", an_hoa, "leader", post="Phó Chủ tịch")
    accept_part(part_of_culture, coordinator=binh)

    approve(report, coordinator=binh, leader=deputy)

    report.refresh_from_db()
    assert (report.signer_name, report.signature_form) == ("Lê Thị Phó", "KT")


def test_units_of_another_commune_cannot_be_named_in_the_form(
    binh, issued_plan, culture, dung, binh_minh
):
    foreign = make_unit(binh_minh, "Phòng Kinh tế")
    client = Client()
    client.force_login(binh)
    address = reverse("reports:round_create") + "?kind=six_months&year=2026"
    form = client.get(address).context["form"]
    data = {
        name: form.initial[name] for name in ("period_from", "period_to", "parts_due_on", "due_on")
    }
    data |= {"receiver": form.initial["receiver"].pk, "plan": issued_plan.pk}

    page = client.post(address, {**data, "units": [culture.pk, foreign.pk]})

    assert "units" in page.context["form"].errors
    assert binh.commune.report_rounds.count() == 0


def test_foreign_submissions_in_the_body_of_a_download_give_nothing(submission, phuc, lan):
    client = Client()
    client.force_login(phuc)

    cells = {"act": "zip", "cell": [f"s{submission.pk}"]}
    sent = client.post(reverse("reports:desk_act"), cells)

    assert (sent.url, Bundle.objects.visible_to(phuc).count()) == (reverse("reports:desk"), 0)
    submission.refresh_from_db()
    assert submission.status == "submitted"
