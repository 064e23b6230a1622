"""What a person has to do now: sections of rows, by role. A fixed number of queries, whatever stands in them."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from accounts.models import Person, Role, Unit
from danvan.clock import today
from plans.models import Plan
from reports.models import Report, ReportRound, Submission
from tasks.models import Task
from tasks.queries import count_lateness, my_work
from work.models import WorkRow

MOST_SHOWN = 10
SOON_DAYS = 7


class Row(NamedTuple):
    """One thing to act on: where it leads, and what is said beside it."""

    title: str
    url: str
    detail: str = ""
    lateness: str = ""
    lateness_words: str = ""
    acts: tuple = ()  # (label, url), the first is the one most often wanted


class Section(NamedTuple):
    title: str
    rows: list
    more_url: str = ""


class Counter(NamedTuple):
    label: str
    figure: int
    url: str
    lateness: str = ""


class Home(NamedTuple):
    counters: list
    sections: list

    @property
    def has_work(self):
        return any(section.rows for section in self.sections)


def home_of(user):
    """The Home of a person in the post in which they work now."""
    makers = {
        Role.COORDINATOR: _coordinator,
        Role.LEADER: _leader,
        Role.OFFICER: _officer,
        Role.CLERK: _clerk,
        Role.OBSERVER: _observer,
        Role.RECEIVER: _receiver,
        Role.ADMINISTRATOR: _administrator,
    }
    return makers[user.membership.role](user)


def _coordinator(user):
    work = my_work(user)
    return Home(
        _task_counters(user),
        [
            Section("Chờ tôi xác nhận hoàn thành", [_reported(task) for task in work.to_confirm]),
            Section("Xin gia hạn", [_extension(each) for each in work.extensions]),
            Section("Phần báo cáo chờ tiếp nhận", _reports(user, "part", Report.Status.SENT)),
            Section("Kế hoạch đang soạn", _plans(user, Plan.Status.DRAFT, Plan.Status.RETURNED)),
            Section(
                "Báo cáo của xã đang soạn",
                _reports(user, "commune", Report.Status.DRAFT, Report.Status.RETURNED),
            ),
            Section("Quá hạn trong xã", _late(user), reverse("tasks:list") + "?lateness=late"),
            _own_tasks(work),
        ],
    )


def _leader(user):
    work = my_work(user)
    return Home(
        _task_counters(user),
        [
            Section(
                "Chờ tôi duyệt",
                _plans(user, Plan.Status.SUBMITTED)
                + _reports(user, "commune", Report.Status.SUBMITTED),
            ),
            Section(
                "Quá hạn: việc gì, của ai, từ bao giờ",
                _late(user),
                reverse("tasks:list") + "?lateness=late",
            ),
            Section("Chờ xác nhận hoàn thành", [_reported(task) for task in work.to_confirm]),
            Section("Xin gia hạn", [_extension(each) for each in work.extensions]),
            _own_tasks(work),
        ],
    )


def _officer(user):
    work = my_work(user)
    counters = [
        Counter("Quá hạn", len(work.late), "#viec", "late"),
        Counter("Sắp đến hạn", len(work.soon), "#viec", "soon"),
        Counter("Việc khác", len(work.rest), "#viec"),
    ]
    return Home(counters, [_own_tasks(work), Section("Phần báo cáo của đơn vị", _owed_parts(user))])


def _clerk(user):
    work = my_work(user)
    waiting = _plans(user, Plan.Status.APPROVED) + _reports(user, "commune", Report.Status.APPROVED)
    return Home(
        [Counter("Chờ cấp số", len(waiting), "#viec")],
        [Section("Chờ cấp số, ban hành", waiting), _own_tasks(work)],
    )


def _observer(user):
    work = my_work(user)
    return Home(
        _task_counters(user),
        [
            _own_tasks(work),
            Section("Kế hoạch đã ban hành", _plans(user, Plan.Status.ISSUED)[:5]),
            Section("Báo cáo đã ban hành", _reports(user, "commune", Report.Status.ISSUED)[:5]),
        ],
    )


def _receiver(user):
    submissions = Submission.objects.visible_to(user).select_related("report__round__commune")
    new = list(submissions.filter(status=Submission.Status.SUBMITTED)[:MOST_SHOWN])
    opened = list(submissions.filter(status=Submission.Status.OPENED)[:MOST_SHOWN])
    late = _late_rounds(user)
    desk = reverse("reports:desk")
    return Home(
        [
            Counter("Mới nộp, chưa xem", len(new), desk),
            Counter("Đã xem, chưa trả lời", len(opened), desk),
            Counter("Quá hạn chưa nộp", len(late), desk, "late"),
        ],
        [
            Section("Báo cáo mới nộp", [_submission(each) for each in new], desk),
            Section("Đã xem, chờ trả lời", [_submission(each) for each in opened], desk),
            Section("Quá hạn chưa nộp", late, desk),
        ],
    )


def _administrator(user):
    units = Unit.objects.within_reach_of(user)
    parked = WorkRow.objects.visible_to(user).parked()[:MOST_SHOWN]
    people = Person.objects.filter(memberships__unit__in=units).distinct().count()
    page = reverse("work:parked")
    rows = [Row(row.title, page, f"{row.unit}: {row.last_line}") for row in parked]
    return Home(
        [
            Counter("Đơn vị", units.count(), reverse("accounts:unit_list")),
            Counter("Người dùng", people, reverse("accounts:person_list")),
            Counter("Việc nền bị lỗi", len(rows), page),
        ],
        [Section("Việc nền cần xem lại", rows, page)],
    )


def _task_counters(user):
    figures = count_lateness(Task.objects.visible_to(user))
    page = reverse("tasks:list")
    return [
        Counter(lateness.label, figure, f"{page}?lateness={lateness.value}", lateness.value)
        for lateness, figure in figures.items()
    ]


def _own_tasks(work):
    return Section("Việc của tôi", [_own(task) for task in (*work.late, *work.soon, *work.rest)])


def _own(task):
    page = task.get_absolute_url()
    return Row(
        task.title,
        page,
        f"Hạn {task.due_on:%d/%m/%Y}" if task.due_on else "Chưa có hạn",
        task.chip,
        task.lateness_words,
        (("Báo tiến độ", page + "#bao-tien-do"),),
    )


def _reported(task):
    return Row(
        task.title,
        task.get_absolute_url(),
        f"{task.responsible}, {task.lead_unit}. Báo xong lúc {_moment(task.reported_at)}",
        acts=(("Xem và xác nhận", task.get_absolute_url()),),
    )


def _extension(extension):
    url = extension.task.get_absolute_url()
    return Row(
        extension.task.title,
        url,
        f"{extension.asked_by} xin đến {extension.new_due_on:%d/%m/%Y}: {extension.reason}",
        acts=(("Xem và quyết định", url),),
    )


def _late(user):
    late = Task.objects.visible_to(user).late().select_related("lead_unit", "responsible")
    return [
        Row(
            task.title,
            task.get_absolute_url(),
            f"{task.lead_unit}, {task.responsible}. Hạn {task.due_on:%d/%m/%Y}",
            task.chip,
            task.lateness_words,
        )
        for task in late[:MOST_SHOWN]
    ]


def _plans(user, *statuses):
    plans = Plan.objects.visible_to(user).filter(status__in=statuses)[:MOST_SHOWN]
    return [
        Row(plan.title, plan.get_absolute_url(), f"{plan.get_status_display()}, số {plan.code}")
        for plan in plans
    ]


def _reports(user, scope, *statuses):
    reports = Report.objects.visible_to(user).filter(scope=scope, status__in=statuses)
    reports = reports.select_related("round", "unit").order_by("round__due_on", "pk")
    return [_report(report) for report in reports[:MOST_SHOWN]]


def _report(report):
    part = report.scope == Report.Scope.PART
    due = report.round.parts_due_on if part else report.round.due_on
    title = f"{report.unit}: {report.round.name}" if part else report.round.name
    words = f"{report.get_status_display()}. Hạn {due:%d/%m/%Y}"
    waits_for_unit = report.status in {Report.Status.DRAFT, Report.Status.RETURNED}
    return Row(
        title, report.get_absolute_url(), words, *(_due(due) if waits_for_unit else ("", ""))
    )


def _owed_parts(user):
    owed = Report.objects.visible_to(user).filter(
        scope=Report.Scope.PART,
        unit=user.unit,
        status__in=[Report.Status.DRAFT, Report.Status.RETURNED],
    )
    rows = [_report(report) for report in owed.select_related("round", "unit")[:MOST_SHOWN]]
    return [row._replace(acts=(("Mở báo cáo", row.url),)) for row in rows]


def _due(due_on):
    """(lateness, words) of something that is still owed."""
    days = (due_on - today()).days
    if days < 0:
        return "late", f"quá {-days} ngày"
    words = "hôm nay là hạn" if days == 0 else f"còn {days} ngày"
    return ("soon" if days <= SOON_DAYS else "fine"), words


def _submission(submission):
    round = submission.report.round
    return Row(
        f"{round.commune}: {round.name}",
        submission.get_absolute_url(),
        f"Nộp lúc {_moment(submission.submitted_at)}, lần {submission.ordinal}",
    )


def _late_rounds(user):
    """Rounds past their date for which nothing stands with the office."""
    standing = Submission.objects.visible_to(user).exclude(status=Submission.Status.RETURNED)
    rounds = ReportRound.objects.visible_to(user).filter(due_on__lt=today())
    rounds = rounds.exclude(pk__in=standing.values("report__round")).select_related("commune")
    page = reverse("reports:desk")
    return [
        Row(f"{each.commune}: {each.name}", page, f"Hạn {each.due_on:%d/%m/%Y}", *_due(each.due_on))
        for each in rounds.order_by("due_on")[:MOST_SHOWN]
    ]


def _moment(at):
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
