"""What the demo promises to show stands in the sample data, and not merely the tables of it."""

import pytest

from accounts.models import Person
from danvan.clock import today
from documents import missing_pdf_support
from home import sample
from plans.form_gate import errors_of
from plans.models import CitedDocument, Plan, Proposal, Remark
from reports.models import ReportRound, ReportTemplate, RoundRequest, Submission
from tasks.models import Extension, SavedFilter, Task, TaskSeries, Urging
from tasks.queries import count_lateness

pytestmark = pytest.mark.django_db
S = Plan.Status


@pytest.fixture
def binh():
    sample.make(progress=lambda words: None)
    return Person.objects.get(username="binh")


def test_the_sample_shows_every_step_of_a_plan(binh):
    plans = Plan.objects.visible_to(binh)
    own = plans.of_commune()
    remark = Remark.objects.visible_to(binh).get()
    sent = Proposal.objects.visible_to(binh)
    directive = CitedDocument.objects.visible_to(binh).get(force="repealed")

    assert sorted(own.values_list("status", flat=True)) == sorted(
        [S.SUPERSEDED, S.ISSUED, S.ISSUED, S.SUBMITTED]
    )
    assert plans.exclude(unit=None).get().status == S.ISSUED
    assert (remark.plan.status, remark.where, remark.is_settled) == (S.SUBMITTED, "Mục II.2", False)
    assert sorted(sent.values_list("status", flat=True)) == ["declined", "sent"]
    assert directive.replaced_by.number == "08/CT-UBND"
    assert binh.commune.recipient_lists.count() == 2
    # The plan that is shown as good paper is good paper.
    assert [each.finding for plan in own.filter(status=S.ISSUED) for each in errors_of(plan)] == []
    # None of the plans made for looking around asks to be handed out.
    assert not plans.of_commune().issued().filter(tasks=None, amends=None).exists()


def test_the_sample_shows_every_state_of_a_task(binh):
    tasks = Task.objects.visible_to(binh)
    counts = count_lateness(tasks)

    assert all(counts.values()), counts
    assert set(tasks.values_list("status", flat=True)) == {
        "new", "doing", "paused", "reported", "done",
    }  # fmt: skip
    assert set(tasks.filter(status="done").values_list("outcome", flat=True)) == {
        "on_time", "extended", "late",
    }  # fmt: skip
    assert tasks.filter(target=4, updates__amount=2).exists()
    assert Urging.objects.filter(task__in=tasks).count() == counts["late"]
    assert TaskSeries.objects.visible_to(binh).count() == 2
    assert SavedFilter.objects.visible_to(binh).count() == 2
    assert Extension.objects.filter(task__in=tasks, status="asked").exists()
    # The recurring duty of the coming weeks has made its first task already.
    assert tasks.filter(series__frequency="monthly").count() == 1
    assert not tasks.filter(history__move="assign", history__at__date=today(), series=None).exists()


def test_the_sample_shows_a_report_that_came_back_and_an_outline_of_the_office(binh):
    lan = Person.objects.get(username="lan")
    submissions = Submission.objects.visible_to(lan).filter(ordinal=2)
    (outline,) = ReportTemplate.objects.visible_to(lan).exclude(owner=None)

    assert outline.owner == lan.home_unit
    if not missing_pdf_support():
        (again,) = submissions
        first = again.report.submissions.get(ordinal=1)
        assert (first.status, again.status) == ("returned", "submitted")
        assert "kiến nghị với Sở Nội vụ" in first.history.get(move="send_back").note
        assert again.sha256 != first.sha256


def test_the_sample_shows_a_request_under_way_and_one_that_is_late(binh):
    lan = Person.objects.get(username="lan")
    under_way, late = RoundRequest.objects.visible_to(lan)
    missing = ReportRound.objects.visible_to(lan).filter(request=late, reports__submissions=None)

    assert (under_way.rounds.count(), under_way.changes.count(), under_way.due_on > today()) == (
        3,
        1,
        True,
    )
    assert (late.due_on < today(), [round.commune.place for round in missing]) == (
        True,
        ["Tân Lộc"],
    )
    assert list(RoundRequest.objects.visible_to(binh)) == [under_way]
