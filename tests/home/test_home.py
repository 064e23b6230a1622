"""What each role finds on its home page, and that it stays quick and within the commune."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Unit
from plans.actions import move_plan
from plans.models import ApprovalSettings, PlanImport
from plans.review import submission_of
from plans.sign_offs import sign_off
from records.files import keep
from reports.actions.parts import move_part
from reports.actions.submissions import hand_in
from tasks.actions import ask_extension, move_task
from tasks.models import Task
from tests.factories import issue_by_hand, make_plan
from tests.reports.factories import fill_part, issue_report_by_hand, make_round
from tests.tasks.factories import in_days, make_task
from work.models import WorkRow

THEIRS = "CHIMVANG"


def make_late(task, days=2):
    Task.objects.unscoped("test").filter(pk=task.pk).update(due_on=in_days(-days))


@pytest.fixture
def round_of_three(binh, culture, east_village, front):
    return make_round(binh, [culture, east_village, front])


def part_of(round, unit):
    return round.reports.select_related("round__commune", "unit").get(unit=unit)


def test_an_officer_finds_the_late_before_the_rest_and_the_part_the_unit_owes(
    binh, dung, khanh, round_of_three, sections
):
    make_task(binh, dung, title="Việc còn xa", due_on=in_days(30))
    late = make_task(binh, dung, title="Việc đã trễ")
    make_task(binh, khanh, title="Việc của thôn")
    make_late(late)

    assert sections(dung) == {
        "Việc của tôi": ["Việc đã trễ", "Việc còn xa"],
        "Phần báo cáo của đơn vị": [f"Phòng Văn hóa - Xã hội: {round_of_three.name}"],
    }


def test_an_officer_reaches_the_writing_of_the_part_in_one_click(
    dung, round_of_three, culture, home
):
    page = home(dung).content.decode()

    assert reverse("reports:part_edit", args=[part_of(round_of_three, culture).pk]) in page


def test_a_coordinator_finds_what_waits_for_a_decision(
    binh, dung, khanh, round_of_three, culture, sections
):
    done = make_task(binh, dung, title="Đã làm xong")
    move_task(done, "report_done", by=dung)
    asked = make_task(binh, khanh, title="Xin thêm ngày")
    ask_extension(asked, new_due_on=in_days(20), reason="Mưa lũ.", by=khanh)
    part = part_of(round_of_three, culture)
    fill_part(part)
    move_part(part, "send", by=dung)

    assert sections(binh) == {
        "Chờ tôi xác nhận hoàn thành": ["Đã làm xong"],
        "Xin gia hạn": ["Xin thêm ngày"],
        "Phần báo cáo chờ tiếp nhận": [f"Phòng Văn hóa - Xã hội: {round_of_three.name}"],
        "Báo cáo của xã đang soạn": [round_of_three.name],
    }


def test_an_issued_plan_stands_on_the_coordinators_page_until_its_first_task(
    binh, dung, issued_plan, sections, home
):
    waiting = "Kế hoạch đã ban hành, chưa giao nhiệm vụ"
    assert sections(binh) == {waiting: [issued_plan.title]}
    assert reverse("tasks:from_plan", args=[issued_plan.pk]) in home(binh).content.decode()

    make_task(binh, dung, plan=issued_plan)

    assert waiting not in sections(binh)


def test_a_commune_without_a_plan_is_told_to_begin_with_one(binh, home):
    first = home(binh).context["home"].first_step

    assert first.url == reverse("plans:import_start")
    assert first.title in home(binh).content.decode()


def test_a_commune_with_a_plan_of_this_year_is_told_nothing(binh, home):
    make_plan(binh, year=in_days(0).year)

    assert home(binh).context["home"].first_step is None


def test_a_commune_with_an_issued_plan_and_no_round_is_told_to_open_the_rounds(binh, culture, home):
    year = in_days(0).year
    issue_by_hand(make_plan(binh, year=year), number=1, issued_on=in_days(-3))

    assert home(binh).context["home"].first_step.url == reverse("reports:round_year")

    make_round(binh, [culture], year=year)
    assert home(binh).context["home"].first_step is None


def test_a_leader_finds_what_to_approve_and_whose_work_is_late(
    binh, an, dung, plan, sections, home
):
    move_plan(plan, "submit", by=binh)
    make_late(make_task(binh, dung, title="Việc đã trễ"))

    assert sections(an) == {
        "Chờ tôi duyệt": [plan.title],
        "Quá hạn: việc gì, của ai, từ bao giờ": ["Việc đã trễ"],
    }
    assert "quá 2 ngày" in home(an).content.decode()


def test_a_clerk_finds_what_waits_for_a_number(binh, an, giang, plan, sections):
    move_plan(plan, "submit", by=binh)
    assert sections(giang) == {}

    move_plan(plan, "approve", by=an)

    assert sections(giang) == {"Chờ cấp số, ban hành": [plan.title]}


def test_an_issued_report_waits_until_it_is_handed_in(binh, giang, an_report, sections):
    assert sections(giang) == {"Báo cáo chờ nộp": [an_report.round.name]}
    assert sections(binh)["Báo cáo chờ nộp"] == [an_report.round.name]

    hand_in(an_report, by=giang)

    assert sections(giang) == {}


def test_a_file_read_yesterday_is_not_forgotten(binh, an_hoa, sections):
    file = keep(b"tep", name="ke-hoach-2026.txt", content_type="text/plain", by=binh)
    status = PlanImport.Status.REVIEW
    PlanImport.objects.create(commune=an_hoa, file=file, uploaded_by=binh, status=status)

    assert sections(binh) == {"Tệp kế hoạch chờ xem lại": ["ke-hoach-2026.txt"]}


@pytest.fixture
def an_report(binh, round_of_three):
    pdf = keep(b"%PDF-1.7 made by a test", name="bao-cao.pdf", content_type="application/pdf")
    report = round_of_three.reports.select_related("round__commune", "round__receiver").get(
        scope="commune"
    )
    return issue_report_by_hand(report, pdf)


def test_an_observer_reads_issued_plans_and_is_never_called_late(
    binh, hoa, front, issued_plan, round_of_three, home, sections
):
    assert sections(hoa)["Kế hoạch đã ban hành"] == [issued_plan.title]
    parts = next(
        each for each in home(hoa).context["home"].sections if each.title.startswith("Phần báo cáo")
    )
    assert [row.lateness for row in parts.rows] != ["late"]


def test_an_office_counts_the_same_on_its_home_page_and_on_its_grid(
    an_report, binh, lan, client, home
):
    hand_in(an_report, by=binh)
    client.force_login(lan)
    grid = client.get(reverse("reports:desk")).context["counts"]

    shown = home(lan).context["home"]

    of_grid = {state.key: figure for state, figure in grid}
    assert [each.figure for each in shown.counters] == [
        of_grid["submitted"],
        of_grid["opened"],
        of_grid["late"],
    ]
    assert shown.sections[0].count == 1


def test_counters_lead_to_the_list_they_count(an_report, binh, dung, lan, client, home):
    make_late(make_task(binh, dung))
    hand_in(an_report, by=binh)

    for person in (binh, lan):
        for counter in home(person).context["home"].counters:
            page = client.get(counter.url)
            assert page.status_code == 200
            assert f"={counter.url.split('=')[1]}" in page.request["QUERY_STRING"]


def test_an_administrator_sees_parked_work_and_the_way_to_run_it_again(an_hoa, minh, home):
    WorkRow.objects.create(
        kind="plan_pdf", subject_id=1, unit=an_hoa, title="Tạo tệp PDF", state=WorkRow.State.PARKED
    )

    page = home(minh)

    assert [row.title for row in page.context["home"].sections[0].rows] == ["Tạo tệp PDF"]
    assert reverse("work:parked") in page.content.decode()


def test_an_administrator_alone_is_told_to_bring_in_the_people(minh, dung, home):
    assert home(minh).context["home"].first_step is None

    dung.memberships.all().delete()

    assert home(minh).context["home"].first_step.url == reverse("intake:start")


@pytest.mark.parametrize("who", ["an", "binh", "dung", "giang", "hoa", "khanh", "lan", "minh"])
def test_nothing_waiting_is_said_and_nothing_breaks(request, who, home):
    page = home(request.getfixturevalue(who))

    assert page.context["home"].sections
    shown = page.content.decode()
    assert ("Không có việc nào đang chờ" in shown) != bool(page.context["home"].first_step)


@pytest.mark.parametrize("who", ["an", "binh", "dung"])
def test_ten_tasks_cost_as_many_queries_as_one(request, who, binh, dung, client):
    person = request.getfixturevalue(who)
    client.force_login(person)

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert client.get("/").status_code == 200
        return len(counted)

    def more(count):
        for _ in range(count):
            make_late(make_task(binh, dung))
            move_task(make_task(binh, dung), "report_done", by=dung)

    more(1)
    client.get("/")
    with_one = queries()
    more(9)

    assert queries() == with_one


def test_nothing_of_another_commune_stands_on_any_home_page(
    an, binh, dung, giang, hoa, khanh, minh, cuc, cuong, home
):
    theirs = make_plan(cuc, title=f"{THEIRS} kế hoạch")
    issue_by_hand(theirs, number=1, issued_on=in_days(-3))
    task = make_task(cuc, cuong, title=f"{THEIRS} nhiệm vụ")
    make_late(task)
    make_round(cuc, [Unit.objects.get(pk=cuc.unit.pk)], kind="ad_hoc", label=THEIRS)
    assert THEIRS in home(cuc).content.decode()

    for person in (an, binh, dung, giang, hoa, khanh, minh):
        assert THEIRS not in home(person).content.decode()


def test_who_checks_a_plan_finds_it_and_the_leader_only_what_is_checked(
    binh, an, giang, plan, an_hoa, sections
):
    ApprovalSettings.objects.create(commune=an_hoa, checks_form=True)
    move_plan(plan, "submit", by=binh)
    assert "Chờ kiểm tra thể thức" in sections(giang)
    assert "Chờ tôi duyệt" not in sections(an)

    sign_off(plan, "form", by=giang, submission=submission_of(plan).pk)

    assert "Chờ kiểm tra thể thức" not in sections(giang)
    assert "Chờ tôi duyệt" in sections(an)


def test_many_plans_that_wait_for_a_check_do_not_hide_the_one_to_approve(
    binh, an, giang, plan, an_hoa, sections
):
    ApprovalSettings.objects.create(commune=an_hoa, checks_form=True)
    unchecked = [
        make_plan(binh, title=f"Kế hoạch thứ {n}", year=plan.year + n % 2) for n in range(12)
    ]
    for each in [plan, *unchecked]:
        move_plan(each, "submit", by=binh)
    sign_off(plan, "form", by=giang, submission=submission_of(plan).pk)

    assert sections(an)["Chờ tôi duyệt"] == [plan.title]
