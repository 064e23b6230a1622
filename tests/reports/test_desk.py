"""The receiver's desk: who stands on it, in which state, at what cost."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import ReceiverAssignment, Role
from records.files import keep
from reports.actions.submissions import hand_in, move_submission
from reports.desk import grid
from reports.models import ReportRound, Submission
from tests.factories import make_commune, make_office, make_person, make_unit
from tests.reports.factories import issue_report_by_hand, make_round


@pytest.fixture
def july(db, monkeypatch):
    """A day on which the half-year is over and the year is not."""
    monkeypatch.setattr("reports.desk.grid.today", lambda: date(2026, 7, 1))


def open_in(commune, **over):
    """A round in a commune of its own, with its coordinator."""
    office = make_unit(commune, "Văn phòng")
    coordinator = make_person("Đầu mối", office, Role.COORDINATOR)
    return make_round(coordinator, [office], **over), coordinator


def submit(round, coordinator, number=1):
    reports = round.reports.select_related("round__commune", "round__receiver")
    report = reports.get(scope="commune")
    pdf = keep(f"%PDF- {round.pk}".encode(), name="bao-cao.pdf", content_type="application/pdf")
    issue_report_by_hand(report, pdf, number=number)
    return hand_in(report, by=coordinator)


def states(user, year=2026):
    columns, lines = grid.grid(user, year)
    names = [column.name for column in columns]
    return {
        line.commune.place: {
            name: cell.state.key for name, cell in zip(names, line.cells, strict=True) if cell
        }
        for line in lines
    }


def test_a_commune_stands_on_the_desk_before_it_has_opened_any_round(lan, an_hoa, july):
    assert states(lan) == {"An Hòa": {"năm 2026": "none", "6 tháng đầu năm 2026": "late"}}


def test_each_cell_shows_the_latest_attempt(lan, province_office, july):
    shown = {}
    for place, steps in {
        "Một": [],
        "Hai": ["open"],
        "Ba": ["open", "accept"],
        "Bốn": ["send_back"],
    }.items():
        round, coordinator = open_in(make_commune(place, receiver=province_office))
        submission = submit(round, coordinator)
        for step in steps:
            move_submission(submission, step, by=lan, note="Lý do.")
    shown = {place: cells["6 tháng đầu năm 2026"] for place, cells in states(lan).items()}

    assert shown == {"Ba": "accepted", "Bốn": "returned", "Hai": "opened", "Một": "submitted"}


def test_what_was_withdrawn_counts_as_not_handed_in(lan, province_office, july):
    round, coordinator = open_in(make_commune("Một", receiver=province_office))
    submission = submit(round, coordinator)
    move_submission(submission, "withdraw", by=coordinator)

    assert states(lan)["Một"]["6 tháng đầu năm 2026"] == "late"


def test_drafts_of_a_commune_never_reach_the_office(lan, report):
    _, lines = grid.grid(lan, 2026)

    assert [cell.submission for line in lines for cell in line.cells if cell] == [None, None]


def test_a_commune_moves_to_its_new_office_and_old_rounds_stay_with_the_old_one(july):
    old, new = make_office(name="Phòng Nội vụ", kind="district_office"), make_office()
    here = make_person("Người cũ", old, Role.RECEIVER)
    there = make_person("Người mới", new, Role.RECEIVER)
    commune = make_commune("Một", receiver=old)
    ReceiverAssignment.objects.update(valid_to=date(2025, 6, 30))
    ReceiverAssignment.objects.create(commune=commune, receiver=new, valid_from=date(2025, 7, 1))
    open_in(
        commune, year=2025, receiver=old, due_on=date(2025, 6, 17), parts_due_on=date(2025, 6, 16)
    )

    assert states(here, 2025) == {"Một": {"6 tháng đầu năm 2025": "late"}}
    assert states(there, 2025) == {"Một": {"năm 2025": "late"}}
    assert states(here, 2026) == {}


def test_another_office_sees_nothing(phuc, submission):
    assert states(phuc) == {}
    assert list(Submission.objects.visible_to(phuc)) == []


def test_a_report_handed_in_after_its_date_is_marked_late_by_days(lan, submission):
    Submission._base_manager.filter(pk=submission.pk).update(submitted_at="2026-06-19T01:00:00Z")
    _, lines = grid.grid(lan, 2026)

    cell = next(cell for line in lines for cell in line.cells if cell and cell.submission)

    assert cell.submission.days_late == 3
    assert cell.title == "Đã nộp, chưa xem; hạn 16/06/2026; nộp trễ 3 ngày"


def test_an_hour_before_midnight_here_is_still_the_same_day(lan, submission):
    # 23:00 on the due date in Vietnam is 16:00 UTC.
    Submission._base_manager.filter(pk=submission.pk).update(submitted_at="2026-06-16T16:00:00Z")

    assert Submission.objects.visible_to(lan).get().days_late == 0


def queries_of_the_desk(lan):
    client = Client()
    client.force_login(lan)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("reports:desk"), {"year": 2026})
    return len(queries), len(page.context["page"])


def test_twelve_communes_cost_as_many_queries_as_three(lan, province_office):
    for n in range(3):
        submit(*open_in(make_commune(f"Xã {n}", receiver=province_office)))
    few = queries_of_the_desk(lan)
    for n in range(3, 12):
        submit(*open_in(make_commune(f"Xã {n}", receiver=province_office)))
    many = queries_of_the_desk(lan)

    assert (few, many) == ((few[0], 3), (few[0], 12))


def test_the_desk_is_searched_without_marks_and_filtered_by_state(lan, province_office, july):
    submit(*open_in(make_commune("Hòa Lạc", receiver=province_office)))
    open_in(make_commune("Đông Sơn", receiver=province_office))
    client = Client()
    client.force_login(lan)
    address = reverse("reports:desk")

    def places(**query):
        page = client.get(address, {"year": 2026, **query}).context["page"]
        return [line.commune.place for line in page]

    assert places() == ["Đông Sơn", "Hòa Lạc"]
    assert places(q="dong son") == ["Đông Sơn"]
    assert places(state="submitted") == ["Hòa Lạc"]
    assert places(q="khong co") == []


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2027, 1, 1), (2026, 2027)),
        (date(2027, 3, 31), (2026, 2027)),
        (date(2027, 4, 1), (2027,)),
        (date(2026, 12, 31), (2026,)),
    ],
)
def test_until_the_end_of_march_last_years_reports_still_come_in(day, years):
    assert grid.years_in_play(day) == years


def columns_of(page):
    return [column.name for column in page.context["columns"]]


def test_the_filter_by_days_finds_what_came_late_and_what_is_missing_for_so_long(
    lan, province_office, july
):
    came = submit(*open_in(make_commune("Một", receiver=province_office)))
    in_time = submit(*open_in(make_commune("Hai", receiver=province_office)))
    open_in(make_commune("Ba", receiver=province_office), due_on=date(2026, 6, 28))
    open_in(make_commune("Bốn", receiver=province_office), due_on=date(2026, 6, 20))
    for each, day in ((came, 19), (in_time, 16)):
        at = f"2026-06-{day}T01:00:00Z"
        Submission._base_manager.filter(pk=each.pk).update(submitted_at=at)

    def found(days, **asked):
        _, lines = grid.grid(lan, 2026, days=days, **asked)
        return [line.commune.place for line in lines]

    # Three days late; missing for three days and for eleven.
    assert found(3) == ["Ba", "Bốn", "Một"]
    assert found(4) == ["Bốn"]
    assert found(3, state="submitted") == ["Một"]
    assert dict(grid.Grid(lan, grid.Asked(2026, days=3)).counts) == {
        **dict.fromkeys(grid.STATES.values(), 0),
        grid.STATES["late"]: 2,
        grid.STATES["submitted"]: 1,
    }


def test_more_rounds_than_a_screen_holds_are_leafed_through_the_newest_first(
    client, lan, province_office, july
):
    commune = make_commune("Một", receiver=province_office)
    round, coordinator = open_in(commune)
    for month in range(1, 9):
        due = date(2026, month, 16)
        ReportRound.objects.create(
            commune=commune, receiver=province_office, kind="month", year=2026, label=f"tháng {month}",
            period_from=date(2026, month, 1), period_to=date(2026, month, 14), parts_due_on=due, due_on=due,
            opened_by=coordinator,
        )  # fmt: skip
    client.force_login(lan)
    address = reverse("reports:desk")

    first, second = (client.get(address, {"year": 2026, "columns": n}) for n in (1, 2))
    chosen = client.get(address, {"year": 2026, "column": "month|tháng 3"})

    assert columns_of(first)[:2] == ["năm 2026", "tháng 8"]
    assert (len(columns_of(first)), columns_of(second)) == (8, ["tháng 2", "tháng 1"])
    assert columns_of(chosen) == ["tháng 3"]
    # The counters count the whole filter, not the screen.
    assert sum(figure for _, figure in first.context["counts"]) == 10
    assert sum(figure for _, figure in chosen.context["counts"]) == 1


def test_what_the_filter_does_not_look_for_stands_beside_it_without_a_box(
    client, lan, province_office, july
):
    commune = make_commune("Một", receiver=province_office)
    round, coordinator = open_in(commune)
    submission = submit(round, coordinator)
    client.force_login(lan)

    page = client.get(reverse("reports:desk"), {"year": 2026, "state": "none"}).content.decode()

    assert f'value="s{submission.pk}"' not in page
    assert (
        f'value="s{submission.pk}"'
        in client.get(reverse("reports:desk"), {"year": 2026}).content.decode()
    )


def test_a_filtered_desk_costs_as_many_queries_for_many(lan, province_office):
    def asked():
        client = Client()
        client.force_login(lan)
        with CaptureQueriesContext(connection) as queries:
            client.get(
                reverse("reports:desk"), {"year": 2026, "state": "late", "q": "xã", "days": 1}
            )
        return len(queries)

    make_commune("Xã 0", receiver=province_office)
    open_in(make_commune("Xã 1", receiver=province_office))
    few = asked()
    for n in range(2, 9):
        open_in(make_commune(f"Xã {n}", receiver=province_office))

    assert asked() == few


def test_an_office_without_a_commune_is_told_what_to_do_first(client, july):
    newcomer = make_person("Người mới", make_office(name="Sở mới"), Role.RECEIVER)
    client.force_login(newcomer)

    desk = client.get(reverse("reports:desk")).content.decode()
    asking = client.get(reverse("reports:request_create")).content.decode()

    assert "Chưa có xã nào nộp báo cáo về cơ quan này" in desk
    assert "Tìm xã" not in desk
    assert "Chưa có xã nào để gửi yêu cầu" in asking
    assert "Kỳ báo cáo" not in asking


def test_an_office_with_a_commune_that_has_handed_in_nothing_has_its_grid(
    client, lan, an_hoa, july
):
    client.force_login(lan)

    desk = client.get(reverse("reports:desk")).content.decode()
    asking = client.get(reverse("reports:request_create")).content.decode()

    assert "Tìm xã" in desk
    assert "Kỳ báo cáo" in asking
