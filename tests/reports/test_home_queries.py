"""What the home page asks: whose turn is it."""

from reports.actions import commune as actions
from reports.actions.parts import move_part
from reports.actions.submissions import move_submission
from reports.queries import desk_now, my_reports
from tests.reports.factories import accept_part, fill_part


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
    figures = desk_now(lan).figures

    assert (figures["submitted"], figures["returned"]) == (1, 0)
    assert figures["late"] + figures["none"] == 3  # two rounds of Bình Minh, the year of An Hòa
    assert set(desk_now(phuc).figures.values()) == {0}
    assert desk_now(dung).figures == {}


def test_in_january_last_years_reports_are_still_counted(submission, lan):
    year = submission.report.round.year

    alone = desk_now(lan, years=[year])
    together = desk_now(lan, years=[year, year + 1])

    assert (alone.figures["submitted"], alone.year_of["submitted"]) == (1, year)
    assert (together.figures["submitted"], together.year_of["submitted"]) == (1, year)
    assert together.figures["none"] > alone.figures["none"]
