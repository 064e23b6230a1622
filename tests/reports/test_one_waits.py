"""Of two who meet on the same rows the second waits, and then acts on what the first has left."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction

from danvan.clock import today
from danvan.workflow import MoveRefused
from reports.actions import closing
from reports.actions.asking import ask_units
from reports.actions.commune import compile_report, move_report
from reports.actions.issuing import issue_report
from reports.actions.office import answer_many
from reports.actions.parts import StaleVersion, move_part
from reports.actions.rounds import hand_out, open_round
from reports.actions.sections import save_section
from reports.actions.submissions import hand_in, move_submission
from reports.actions.templates import OutlineGone, OutlineInUse, copy_template, delete_template
from reports.models import Report, ReportRound, ReportSection, ReportTemplate, Submission
from reports.outlines.headings import Refused
from reports.outlines.templates import default_template
from tests.factories import make_office
from tests.reports.factories import accept_part, approve, fill_part, unsaved_round

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="the test database of SQLite lives in one connection; set DATABASE_URL to PostgreSQL",
    ),
]


def meeting(first, second, between=lambda: None):
    """Does `first` and keeps it open until `second`, in a thread, is done or waits for it; returns what `second` gave
    back or raised. `between` is done by the first side while the other waits."""
    known, result = [], []

    def run():
        try:
            known.append(_asked("SELECT pg_backend_pid()"))
            result.append(second())
        except Exception as problem:  # noqa: BLE001 the test judges it
            result.append(problem)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        first()
        thread.start()
        while thread.is_alive() and not (known and _asked("SELECT pg_blocking_pids(%s)", *known)):
            time.sleep(0.01)
        between()
    thread.join()
    return result[0]


def _asked(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def report_of(person):
    rows = Report.objects.visible_to(person).select_related("round__commune", "round__receiver")
    return rows.get(scope="commune")


def row_of(part):
    return Report._base_manager.select_related("round__commune", "unit").get(pk=part.pk)


def section_of(section):
    return ReportSection.objects.select_related("report__round").get(pk=section.pk)


def test_of_two_who_save_one_section_the_second_is_told(section, binh, giang):
    version = section.version

    told = meeting(
        lambda: save_section(section_of(section), version=version, text="- Lời của Bình.", by=binh),
        lambda: save_section(
            section_of(section), version=version, text="- Lời của Giang.", by=giang
        ),
    )

    assert isinstance(told, StaleVersion)
    assert section_of(section).text == "- Lời của Bình."


def test_what_was_just_compiled_is_not_written_over(section, part_of_village, binh):
    accept_part(part_of_village, coordinator=binh)

    told = meeting(
        lambda: compile_report(report_of(binh), by=binh),
        lambda: save_section(
            section_of(section), version=section.version, text="- Lời cũ.", by=binh
        ),
    )

    assert isinstance(told, StaleVersion)
    assert "Đề nghị bổ sung kinh phí" in section_of(section).text


def test_nothing_is_written_into_a_report_that_is_being_submitted(
    report, section, part_of_village, binh
):
    accept_part(part_of_village, coordinator=binh)
    compile_report(report, by=binh)
    before = section_of(section)

    told = meeting(
        lambda: move_report(report_of(binh), "submit", by=binh),
        lambda: save_section(before, version=before.version, text="- Ghi lúc đã trình.", by=binh),
    )

    assert isinstance(told, StaleVersion)
    assert section_of(section).text == before.text


def test_a_report_is_not_submitted_without_what_was_just_taken_out(report, part_of_village, binh):
    accept_part(part_of_village, coordinator=binh)
    compile_report(report, by=binh)

    def empty():
        for each in ReportSection.objects.filter(report=report).select_related("report"):
            save_section(each, version=each.version, text="", by=binh)

    told = meeting(empty, lambda: move_report(report_of(binh), "submit", by=binh))

    assert isinstance(told, MoveRefused)
    assert "Chưa có nội dung phần kết quả" in str(told)
    assert report_of(binh).status == Report.Status.DRAFT


def test_what_is_compiled_while_it_is_submitted_is_submitted_as_compiled(
    report, part_of_village, binh
):
    accept_part(part_of_village, coordinator=binh)
    compile_report(report, by=binh)

    told = meeting(
        lambda: compile_report(report_of(binh), by=binh),
        lambda: move_report(report_of(binh), "submit", by=binh),
    )

    assert not isinstance(told, Exception), told
    assert report_of(binh).status == Report.Status.SUBMITTED
    moves = list(report.history.order_by("pk").values_list("move", flat=True))
    assert moves[-2:] == ["compile", "submit"]


def test_a_part_is_not_sent_into_a_round_that_is_being_closed(
    half_year, part_of_culture, dung, binh
):
    fill_part(part_of_culture)

    told = meeting(
        lambda: closing.close_round(ReportRound._base_manager.get(pk=half_year.pk), by=binh),
        lambda: move_part(row_of(part_of_culture), "send", by=dung),
    )

    assert isinstance(told, MoveRefused)
    assert "đã khóa" in str(told)
    assert row_of(part_of_culture).status == Report.Status.DRAFT


def test_units_are_asked_nothing_more_in_a_round_that_is_being_closed(
    half_year, report, part_of_culture, binh
):
    before = part_of_culture.sections.count()

    told = meeting(
        lambda: closing.close_round(ReportRound._base_manager.get(pk=half_year.pk), by=binh),
        lambda: ask_units(
            report_of(binh), version=report.version, values={"words": "Mô hình hay", "hint": ""}
        ),
    )

    assert isinstance(told, Refused)
    assert part_of_culture.sections.count() == before


def test_issuing_waits_for_whoever_holds_the_round_and_ends(
    half_year, report, part_of_culture, part_of_village, binh, an, giang
):
    for part in (part_of_culture, part_of_village):
        accept_part(part, coordinator=binh)
    Report._base_manager.filter(pk=report.pk).update(signer_name="Nguyễn Văn An")
    approve(report, coordinator=binh, leader=an)

    told = meeting(
        lambda: ReportRound._base_manager.select_for_update().get(pk=half_year.pk),
        lambda: issue_report(report_of(giang), number=7, issued_on=today(), by=giang),
        # As one who takes the round and then its reports does.
        between=lambda: Report._base_manager.select_for_update().get(pk=report.pk),
    )

    assert not isinstance(told, Exception), told
    assert report_of(binh).status == Report.Status.ISSUED


@pytest.mark.parametrize("act", ["write", "compile"])
def test_writing_and_compiling_hold_the_report_and_not_its_round(section, binh, act):
    def second():
        if act == "write":
            return save_section(
                section_of(section), version=section.version, text="- Lời.", by=binh
            )
        return compile_report(report_of(binh), by=binh)

    told = meeting(
        lambda: ReportRound._base_manager.select_for_update().get(pk=section.report.round_id),
        second,
        between=lambda: Report._base_manager.select_for_update().get(pk=section.report_id),
    )

    assert not isinstance(told, Exception), told


def test_a_report_is_not_handed_to_the_office_that_has_just_been_replaced(issued, binh):
    new = make_office(name="Sở Nội vụ mới", short_name="Sở Nội vụ mới", code="snv-moi")

    told = meeting(
        lambda: ReportRound._base_manager.filter(pk=issued.round_id).update(receiver=new),
        lambda: hand_in(report_of(binh), by=binh),
    )

    assert isinstance(told, MoveRefused)
    assert not Submission.objects.visible_to(binh).exists()


def test_of_two_answers_of_the_office_the_first_stands(issued, binh, lan):
    pk = hand_in(report_of(binh), by=binh).pk

    def answer(name):
        row = Submission._base_manager.select_related("report__round", "receiver").get(pk=pk)
        return move_submission(row, name, by=lan, note="Thiếu phụ lục.")

    told = meeting(lambda: answer("accept"), lambda: answer("send_back"))

    assert isinstance(told, MoveRefused)
    moves = Submission._base_manager.get(pk=pk).history.values_list("move", flat=True)
    assert list(moves) == ["hand_in", "accept"]


def test_what_is_withdrawn_while_many_are_accepted_is_told(issued, binh, lan):
    pk = hand_in(report_of(binh), by=binh).pk
    row = Submission._base_manager.select_related("report__round", "receiver").get(pk=pk)

    told = meeting(
        lambda: move_submission(row, "withdraw", by=binh),
        lambda: answer_many([pk], "accept", by=lan),
    )

    assert (told.done, len(told.refused)) == ([], 1)
    assert Submission._base_manager.get(pk=pk).status == Submission.Status.WITHDRAWN


def test_units_are_not_given_a_day_after_one_that_was_just_moved_forward(asked, binh, culture):
    round = ReportRound.objects.visible_to(binh).select_related("commune", "receiver").get()
    parts_due_on = round.due_on - timedelta(days=2)

    told = meeting(
        lambda: ReportRound._base_manager.filter(pk=round.pk).update(
            parts_due_on=round.due_on - timedelta(days=9),
            data_closing_on=None,
            period_to=round.due_on - timedelta(days=20),
            due_on=round.due_on - timedelta(days=9),
        ),
        lambda: hand_out(round, [culture], parts_due_on=parts_due_on, by=binh),
    )

    assert type(told).__name__ == "BadDates", told


def test_an_outline_a_round_is_being_opened_with_is_not_deleted(binh, culture):
    own = own_outline(binh)
    round = unsaved_round(binh, template=own)

    told = meeting(
        lambda: open_round(round, [culture], by=binh),
        lambda: delete_template(ReportTemplate._base_manager.get(pk=own.pk)),
    )

    assert isinstance(told, OutlineInUse)
    assert ReportRound._base_manager.get(pk=round.pk).template == own


def test_who_opens_a_round_with_an_outline_just_deleted_is_told(binh, culture):
    own = own_outline(binh)
    round = unsaved_round(binh, template=ReportTemplate._base_manager.get(pk=own.pk))

    told = meeting(
        lambda: delete_template(own),
        lambda: open_round(round, [culture], by=binh),
    )

    assert isinstance(told, OutlineGone)
    assert not ReportRound._base_manager.exists()


def own_outline(person):
    shared = default_template()
    return copy_template(shared, owner=person.home_unit)
