"""What the home page asks: whose turn is it."""

from datetime import date

from reports.actions import commune as actions
from reports.actions.parts import move_part
from reports.actions.submissions import move_submission
from reports.queries import desk_now, my_reports
from tests.reports.factories import accept_part, fill_part

SUMMER = date(2026, 7, 1)


def waiting(user):
    """The names of what waits, with how much of it."""
    return {name: len(rows) for name, rows in my_reports(user)._asdict().items() if rows}


def test_a_unit_owes_its_part_until_it_has_sent_it(part_of_culture, dung, binh):
    assert waiting(dung) == {"parts_owed": 1}

    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=dung)

    assert waiting(dung) == {}
    assert waiting(binh) == {"parts_to_accept": 1, "reports_to_finish": 1}


def test_the_report_waits_for_one_person_after_the_other(report, part_of_culture, binh, an, giang):
    accept_part(part_of_culture, coordinator=binh)
    actions.compile_report(report, by=binh)
    assert (waiting(an), waiting(giang)) == ({}, {})

    actions.move_report(report, "submit", by=binh)
    assert (waiting(binh), waiting(an), waiting(giang)) == ({}, {"reports_to_approve": 1}, {})

    actions.move_report(report, "approve", by=an)
    assert (waiting(an), waiting(giang)) == ({"reports_to_issue": 1}, {"reports_to_issue": 1})


def test_a_returned_submission_waits_for_the_commune(submission, binh, lan, cuc):
    assert waiting(binh) == {}

    move_submission(submission, "send_back", by=lan, note="Thiếu số liệu.")

    assert waiting(binh) == {"submissions_returned": 1}
    assert waiting(cuc) == {}


def test_an_office_counts_what_is_new_and_what_is_late(submission, binh_minh, lan, phuc, dung):
    figures = desk_now(lan, SUMMER).figures

    assert (figures["submitted"], figures["returned"]) == (1, 0)
    assert figures["late"] + figures["none"] == 3  # two rounds of Bình Minh, the year of An Hòa
    assert set(desk_now(phuc).figures.values()) == {0}
    assert desk_now(dung).figures == {}


def test_in_january_last_years_reports_are_still_called_late(submission, binh_minh, lan):
    year = submission.report.round.year
    december, january, april = date(year, 12, 1), date(year + 1, 1, 5), date(year + 1, 4, 1)

    # What waits for an answer counts whatever its year; what is missing, only while its year is in play.
    found = {day: desk_now(lan, day) for day in (december, january, april)}

    assert [now.figures["submitted"] for now in found.values()] == [1, 1, 1]
    assert [now.year_of["submitted"] for now in found.values()] == [year, year, year]
    assert [year in {late[3] for late in now.late} for now in found.values()] == [True, True, False]
