"""A commune that came to the portal after a report was due never owed it there."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Unit
from danvan.clock import today
from reports.actions import office
from reports.desk import choosing, grid
from reports.desk.desk_cells import Asked
from reports.forms.year import planned_rounds
from reports.queries import desk_now
from tests.accounts.cast import make_office_administrator, unit_form
from tests.factories import make_commune, make_person
from tests.reports.test_desk import open_in, states

NOVEMBER = date(2026, 11, 21)
HALF, YEAR = "6 tháng đầu năm 2026", "năm 2026"


@pytest.fixture
def november(db, monkeypatch):
    for name in ("desk.grid", "desk.choosing", "desk.desk_cells", "queries", "actions.office"):
        monkeypatch.setattr(f"reports.{name}.today", lambda: NOVEMBER)


@pytest.fixture
def newcomer(province_office):
    return make_commune("Mới", receiver=province_office, reports_from=date(2026, 11, 20))


@pytest.fixture
def old(province_office):
    """Its day is the very day on which the half-year was due: that one it owes."""
    return make_commune("Cũ", receiver=province_office, reports_from=date(2026, 6, 16))


def test_what_was_due_before_the_day_is_not_late_but_not_used_yet(lan, newcomer, old, november):
    assert states(lan) == {
        "Mới": {HALF: "unused", YEAR: "none"},
        "Cũ": {HALF: "late", YEAR: "none"},
    }
    counts = {state.key: count for state, count in grid.Grid(lan, Asked(2026)).counts}
    assert (counts["late"], counts["unused"], counts["none"]) == (1, 1, 2)


def test_its_cell_tells_no_days_and_offers_nothing_to_do(lan, newcomer, november):
    _, [line] = grid.grid(lan, 2026)
    cell = next(cell for cell in line.cells if cell.state.key == "unused")

    assert (cell.days, cell.acts, cell.late_words) == (0, "", "")
    assert cell.title == "Chưa dùng cổng khi đến hạn; hạn 16/06/2026"
    assert [line.commune for line in grid.grid(lan, 2026, state="unused")[1]] == [newcomer]
    assert grid.grid(lan, 2026, days=1)[1] == []


def test_nobody_is_urged_for_it_and_the_home_page_counts_it_nowhere(lan, newcomer, old, november):
    make_person("Người mới", newcomer, "coordinator")
    make_person("Người cũ", old, "coordinator")
    late = choosing.late_found(lan, Asked(2026))
    ticked = choosing.ticked_from([f"v{newcomer.pk}-six_months", f"v{old.pk}-six_months"])

    assert [each.commune for each in late] == [old]
    assert [each.commune for each in choosing.late_ticked(lan, ticked, 2026)] == [old]
    assert [each.commune for each in office.urge(late, by=lan).told] == [old]
    now = desk_now(lan, NOVEMBER)
    assert (now.figures["late"], [commune for commune, *_ in now.late]) == (1, [old])


def test_a_round_that_is_there_stays_what_it_is(lan, province_office, november):
    open_in(make_commune("Mở", receiver=province_office, reports_from=date(2026, 11, 20)))

    assert states(lan)["Mở"][HALF] == "late"


def test_the_desk_shows_it_in_words_and_has_its_counter_only_where_it_counts(
    client, lan, newcomer, old, november
):
    client.force_login(lan)
    page = client.get(reverse("reports:desk"), {"year": 2026}).content.decode()
    Unit.objects.update(reports_from=None)
    without = client.get(reverse("reports:desk"), {"year": 2026}).content.decode()

    assert "Mới: Chưa dùng cổng khi đến hạn; hạn 16/06/2026" in page
    assert "state=unused" in page
    assert "state=unused" not in without


def test_the_rounds_of_the_year_that_were_never_owed_are_not_proposed(client, binh, an_hoa):
    year = today().year + 1
    Unit.objects.filter(pk=an_hoa.pk).update(reports_from=date(year, 9, 1))
    client.force_login(binh)
    page = client.get(reverse("reports:round_year"), {"year": year})

    half, whole = planned_rounds(binh, year)
    assert (half.not_owed, whole.not_owed) == (True, False)
    assert page.context["form"].initial["rounds"] == [whole.key]
    assert f"xã báo cáo trên cổng từ ngày 01/09/{year}" in page.content.decode()


def test_the_office_says_since_when_and_a_commune_below_it_may_not(
    client, minh, lan, an_hoa, province_office
):
    page = reverse("accounts:unit_edit", args=[an_hoa.pk])
    client.force_login(minh)
    client.post(page, unit_form(an_hoa, reports_from="2026-11-20", place="An Hòa"))
    an_hoa.refresh_from_db()
    assert an_hoa.reports_from is None

    client.force_login(make_office_administrator(province_office))
    receivers = {"receivers-TOTAL_FORMS": 0, "receivers-INITIAL_FORMS": 0}
    form = unit_form(an_hoa, reports_from="2026-11-20", place="An Hòa", **receivers)
    client.post(page, form)
    an_hoa.refresh_from_db()
    assert an_hoa.reports_from == date(2026, 11, 20)


def test_a_commune_whose_office_is_not_on_the_portal_says_it_itself(client, minh, an_hoa):
    client.force_login(minh)
    page = reverse("accounts:unit_edit", args=[an_hoa.pk])
    client.post(page, unit_form(an_hoa, reports_from="2026-11-20", place="An Hòa"))

    an_hoa.refresh_from_db()
    assert an_hoa.reports_from == date(2026, 11, 20)


def test_a_new_commune_begins_today_unless_said_otherwise(client, province_office):
    client.force_login(make_office_administrator(province_office))
    form = client.get(reverse("accounts:unit_create")).context["form"]
    assert form.initial["reports_from"] == today()

    new = {"name": "Ủy ban nhân dân xã Mới", "short_name": "UBND xã Mới", "position": 0}
    new |= {"kind": "commune", "parent": province_office.pk, "reports_from": "2026-02-01"}
    client.post(reverse("accounts:unit_create"), new)
    room = {**new, "kind": "department", "short_name": "Phòng", "code": "phong"}
    room["parent"] = Unit.objects.get(short_name="UBND xã Mới").pk
    client.post(reverse("accounts:unit_create"), room)

    begun = dict(Unit.objects.values_list("short_name", "reports_from"))
    assert begun["UBND xã Mới"] == date(2026, 2, 1)
    assert begun["Phòng"] is None
