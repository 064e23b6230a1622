"""What people of a commune and of its office do in the same moment, with real connections side by side."""

from datetime import timedelta

import pytest
from django.db import connection

from danvan.clock import today
from danvan.workflow import MoveRefused
from reports.actions import closing
from reports.actions.bundles import TooMany, order_bundle
from reports.actions.commune import compile_report, move_report
from reports.actions.issuing import issue_report
from reports.actions.other_way import note_other_way
from reports.actions.parts import StaleVersion, move_part
from reports.actions.requests import communes_of, open_request, withdraw_request
from reports.actions.sections import save_section
from reports.actions.submissions import hand_in, mark_opened, move_submission
from reports.models import (
    Bundle,
    Report,
    ReportRound,
    ReportSection,
    RoundRequest,
    Submission,
)
from tests.reports.factories import accept_part, approve, fill_part, make_round
from tests.reports.test_other_way import FIELDS
from tests.reports.test_requests import DUE, make_request
from tests.tasks.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]
WORDS = "Lời của Bình"


def refused(results, *kinds):
    """How many were told that somebody was quicker; anything else that was raised is raised here."""
    for each in results:
        if isinstance(each, Exception) and not isinstance(each, kinds):
            raise each
    return sum(isinstance(each, Exception) for each in results)


def report_of(person):
    return Report.objects.visible_to(person).select_related("round__commune").get(scope="commune")


def test_the_report_goes_up_once_through_the_portal_or_past_it(issued, binh, giang):
    results = at_once(
        lambda: hand_in(report_of(binh), by=binh),
        lambda: hand_in(report_of(giang), by=giang),
        lambda: note_other_way(issued.round, fields=FIELDS, by=giang),
    )

    assert refused(results, MoveRefused) == 2
    assert Submission.objects.visible_to(binh).count() == 1


def test_what_is_being_handed_in_is_not_opened_again_for_correction(issued, binh, giang):
    for _ in range(6):
        first = hand_in(report_of(binh), by=binh)
        move_submission(first, "withdraw", by=binh)

        at_once(
            lambda: hand_in(report_of(giang), by=giang),
            lambda: move_report(report_of(binh), "reopen", by=binh),
        )

        standing = Submission.objects.visible_to(binh).filter(status__in=Submission.STANDING)
        if report_of(binh).status == Report.Status.RETURNED:
            assert not standing.exists()
            return
        move_submission(standing.get(), "withdraw", by=binh)


def test_opening_and_withdrawing_at_once_leave_one_of_them(issued, binh, lan):
    for _ in range(5):
        pk = hand_in(report_of(binh), by=binh).pk

        def submission(pk=pk):
            return Submission._base_manager.select_related("report__round", "receiver").get(pk=pk)

        results = at_once(
            lambda: mark_opened(submission(), by=lan),
            lambda: move_submission(submission(), "withdraw", by=binh),
            lambda: order_bundle([submission()], by=lan),
        )

        refused(results, MoveRefused, TooMany)
        moves = [each.move for each in submission().history.all() if each.move != "hand_in"]
        assert moves in (["open"], ["withdraw"])
        if moves == ["open"]:
            return
        # What was withdrawn is in no bundle of the office.
        assert not Bundle.objects.visible_to(lan).filter(submissions=pk).exists()


def test_a_bundle_ordered_twice_at_once_is_one(issued, binh, lan):
    pk = hand_in(report_of(binh), by=binh).pk

    def order():
        rows = Submission.objects.visible_to(lan).select_related("report__round")
        return order_bundle(rows.filter(pk=pk), by=lan)

    assert len(set(at_once(order, order, order))) == 1
    assert Bundle.objects.visible_to(lan).count() == 1


def test_a_round_that_is_closed_takes_no_part_and_no_part_is_lost(
    half_year, part_of_culture, dung, binh
):
    fill_part(part_of_culture)

    def send():
        parts = Report.objects.visible_to(dung).select_related("round__commune", "unit")
        return move_part(parts.get(pk=part_of_culture.pk), "send", by=dung)

    results = at_once(
        send, lambda: closing.close_round(ReportRound._base_manager.get(pk=half_year.pk), by=binh)
    )

    refused(results, MoveRefused)
    half_year.refresh_from_db()
    part_of_culture.refresh_from_db()
    lines = [each.move for each in part_of_culture.history.all()]
    assert half_year.is_closed
    assert (part_of_culture.status == "sent") == ("send" in lines)
    sections = part_of_culture.sections.values_list("text", flat=True)
    assert any("Tổ chức 02 hội nghị" in each for each in sections)


def test_an_office_that_asks_twice_at_once_opens_one_round(lan, binh, an_hoa):
    def ask():
        asked = make_request(lan)
        return open_request(asked, communes_of(lan.unit, DUE), by=lan)

    results = at_once(ask, ask, ask)

    assert sum(isinstance(each, RoundRequest) for each in results) == 1
    assert ReportRound.objects.visible_to(binh).count() == 1
    assert Report.objects.visible_to(binh).count() == 1


def test_words_written_while_a_request_is_withdrawn_are_kept_or_told_to_be_too_late(
    lan, binh, an_hoa
):
    for year in range(2020, 2028):
        asked = open_request(make_request(lan, year=year), [an_hoa], by=lan)
        section = ReportSection.objects.filter(report__round__request=asked).first()
        results = at_once(
            lambda asked=asked: withdraw_request(asked, by=lan),
            lambda section=section: save_section(
                section, version=section.version, text=WORDS, by=binh
            ),
        )

        told = refused(results, StaleVersion)
        kept = ReportSection.objects.filter(pk=section.pk, text=WORDS)
        assert kept.exists() != bool(told)


def test_compiling_accepting_and_writing_at_once_lose_no_word(
    report, part_of_culture, part_of_village, binh, giang
):
    accept_part(part_of_village, coordinator=binh)
    fill_part(part_of_culture)
    move_part(part_of_culture, "send", by=binh)
    compile_report(report, by=binh)
    section = report.sections.get(key="proposals")
    parts = Report.objects.visible_to(binh).select_related("round__commune", "unit")

    results = at_once(
        lambda: compile_report(report_of(binh), by=binh),
        lambda: save_section(section, version=section.version, text="- Lời của Bình.", by=binh),
        lambda: move_part(parts.get(pk=part_of_culture.pk), "accept", by=binh),
        lambda: compile_report(report_of(binh), by=binh),
    )

    told = refused(results, StaleVersion)
    section.refresh_from_db()
    assert ("- Lời của Bình." in section.text) != bool(told)
    assert report.sections.count() == len(set(report.sections.values_list("key", flat=True)))


def test_a_number_is_given_once(report, part_of_culture, part_of_village, binh, an, giang):
    for part in (part_of_culture, part_of_village):
        accept_part(part, coordinator=binh)
    Report._base_manager.filter(pk=report.pk).update(signer_name="Nguyễn Văn An")
    approve(report, coordinator=binh, leader=an)

    def issue(number):
        return lambda: issue_report(report_of(giang), number=number, issued_on=today(), by=giang)

    results = at_once(issue(7), issue(7), issue(8))

    assert refused(results, MoveRefused) == 2
    assert report.history.filter(move="issue").count() == 1
    assert report_of(binh).register_entry_id


def test_the_days_of_the_request_stand_whoever_opens_the_round_first(lan, binh, an_hoa, culture):
    results = at_once(
        lambda: open_request(make_request(lan), [an_hoa], by=lan),
        lambda: make_round(
            binh, [culture], year=2027, receiver=lan.unit, due_on=DUE + timedelta(days=5),
            parts_due_on=DUE, period_from=today() - timedelta(days=60), period_to=DUE - timedelta(days=10),
        ),
    )  # fmt: skip

    told = [each for each in results if isinstance(each, Exception)]
    assert [type(each).__name__ for each in told] in ([], ["RoundExists"])
    round = ReportRound.objects.visible_to(binh).get()
    assert (round.due_on, round.request) == (DUE, results[0])
    assert round.reports.filter(scope="commune").count() == 1
