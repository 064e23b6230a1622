"""What a person has to do now: sections of rows, by role. A fixed number of queries, whatever stands in them."""

from typing import NamedTuple

from django.urls import reverse

from accounts.models import Person, Role, Unit
from danvan.clock import today
from home import first_steps, plans, rows
from plans.chain import newest_versions
from plans.models import Plan, PlanImport, Proposal
from plans.review import NAMES
from reports.models import Submission
from reports.queries import desk_now, issued_reports, my_reports
from tasks.amendments import waiting_after_amendments
from tasks.hand_overs import left_behind
from tasks.models import Task, UrgingLetter
from tasks.queries import count_lateness, my_work
from work.models import WorkRow

MOST_SHOWN = 10


class Section(NamedTuple):
    title: str
    rows: list
    more_url: str = ""
    total: int | None = None  # where more stand behind than are shown
    more: str = ""  # words for `more_url` where it is worth opening however little stands there

    @property
    def count(self):
        return len(self.rows) if self.total is None else self.total


class Counter(NamedTuple):
    label: str
    figure: int
    url: str
    lateness: str = ""


class Home(NamedTuple):
    counters: list
    sections: list
    first_step: first_steps.FirstStep | None = None

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
    work, reports = my_work(user), my_reports(user)
    counters = _task_counters(user)
    drafts = plans.to_write(user)
    return Home(
        counters,
        [
            *_checks(user),
            _section("Chờ tôi xác nhận hoàn thành", rows.reported_task, work.to_confirm),
            _section("Xin gia hạn", rows.asked_extension, work.extensions),
            _section("Cấp trên trả lại", rows.returned_submission, reports.submissions_returned),
            _section("Yêu cầu báo cáo của cấp trên", rows.asked_round, reports.rounds_to_hand_out),
            _section(
                "Phần báo cáo chờ tiếp nhận",
                lambda part: rows.report(part, "Xem và tiếp nhận"),
                reports.parts_to_accept,
            ),
            _section("Vướng mắc chờ trả lời", rows.proposal, _proposals_to_answer(user)),
            _section(
                "Nhiệm vụ cần xem lại theo bản sửa đổi",
                lambda each: rows.amended_tasks(*each),
                waiting_after_amendments(user),
            ),
            _section(
                "Việc của người đã nghỉ, chưa bàn giao",
                rows.left_work,
                left_behind(user),
                reverse("tasks:hand_over_list"),
            ),
            _section("Tệp kế hoạch chờ xem lại", rows.plan_file, _files_to_review(user)),
            _section(
                "Kế hoạch đang soạn",
                lambda plan: rows.plan(plan, "Soạn tiếp", "plans:edit"),
                drafts,
            ),
            _section(
                "Kế hoạch đã ban hành, chưa giao nhiệm vụ",
                rows.plan_without_tasks,
                _plans_without_tasks(user),
            ),
            _section(
                "Báo cáo của xã đang soạn",
                lambda report: rows.report(report, "Mở báo cáo"),
                reports.reports_to_finish,
            ),
            _section("Báo cáo chờ nộp", rows.report_to_hand_in, reports.reports_to_hand_in),
            _late(user, "Quá hạn trong xã", counters),
            *_own(work, reports),
        ],
        first_steps.of_coordinator(user),
    )


def _leader(user):
    work, reports = my_work(user), my_reports(user)
    counters = _task_counters(user)
    to_approve = [rows.plan(plan, "Xem và duyệt") for plan in plans.to_approve(user)]
    waiting = [rows.report(each, "Xem và duyệt") for each in reports.reports_to_approve]
    return Home(
        counters,
        [
            Section("Chờ tôi duyệt", to_approve + waiting),
            *_checks(user),
            _late(user, "Quá hạn: việc gì, của ai, từ bao giờ", counters)._replace(
                more_url=reverse("tasks:leader"), more="Mở trang việc quá hạn"
            ),
            _section("Chờ xác nhận hoàn thành", rows.reported_task, work.to_confirm),
            _section("Xin gia hạn", rows.asked_extension, work.extensions),
            _section("Cấp trên trả lại", rows.returned_submission, reports.submissions_returned),
            *_own(work, reports),
        ],
    )


def _officer(user):
    work = my_work(user)
    counters = [
        Counter("Quá hạn", len(work.late), "#viec", "late"),
        Counter("Sắp đến hạn", len(work.soon), "#viec", "soon"),
        Counter("Việc khác", len(work.rest), "#viec"),
    ]
    to_approve, to_write, to_number = plans.of_own_unit(user)
    return Home(
        counters,
        [
            Section("Chờ duyệt kế hoạch của đơn vị", to_approve),
            Section("Kế hoạch của đơn vị chờ cấp số", to_number),
            *_own(work, my_reports(user)),
            Section("Kế hoạch của đơn vị đang soạn", to_write),
        ],
    )


def _clerk(user):
    work, reports = my_work(user), my_reports(user)
    to_issue = [
        rows.plan(plan, "Cấp số, ban hành", "plans:issue")
        for plan in plans.waiting_for_number(user)
    ]
    waiting = [
        rows.report(each, "Cấp số, ban hành", "reports:report_issue")
        for each in reports.reports_to_issue
    ]
    letters = _section("Công văn chờ cấp số", rows.letter, _letters_to_number(user))
    to_hand_in = _section("Báo cáo chờ nộp", rows.report_to_hand_in, reports.reports_to_hand_in)
    return Home(
        [
            Counter("Chờ cấp số", len(to_issue) + len(waiting) + letters.count, "#viec"),
            Counter("Chờ nộp cấp trên", to_hand_in.count, "#viec"),
        ],
        [
            Section("Chờ cấp số, ban hành", to_issue + waiting),
            *_checks(user),
            letters,
            to_hand_in,
            *_own(work, reports),
        ],
    )


def _checks(user):
    """The checks of submitted plans for which this person is called."""
    return [
        Section(f"Chờ {NAMES[kind]}", waiting) for kind, waiting in plans.to_check(user).items()
    ]


def _observer(user):
    issued = plans.of_commune(user, Plan.Status.ISSUED)[:5]
    return Home(
        _task_counters(user),
        [
            *_own(my_work(user), my_reports(user)),
            _section("Báo cáo mới ban hành", rows.issued_report, issued_reports(user)),
            _section("Kế hoạch đã ban hành", rows.plan, issued),
        ],
    )


def _receiver(user):
    now, page = desk_now(user), reverse("reports:desk")
    figures = now.figures
    urls = {key: f"{page}?state={key}" for key in figures}
    urls |= {key: f"{page}?year={year}&state={key}" for key, year in now.year_of.items()}
    late = [
        rows.not_handed_in(commune, name, due_on, f"{page}?year={year}&state=late")
        for commune, name, due_on, year in now.late
    ]
    return Home(
        [
            Counter("Mới nộp, chưa xem", figures["submitted"], urls["submitted"]),
            Counter("Đã xem, chưa trả lời", figures["opened"], urls["opened"]),
            Counter("Quá hạn chưa nộp", figures["late"], urls["late"], "late"),
        ],
        [
            _submissions(user, "Báo cáo mới nộp", Submission.Status.SUBMITTED, urls),
            _submissions(user, "Đã xem, chờ trả lời", Submission.Status.OPENED, urls),
            Section("Quá hạn chưa nộp", late[:MOST_SHOWN], urls["late"], figures["late"]),
        ],
    )


def _submissions(user, title, status, urls):
    found = Submission.objects.visible_to(user).filter(status=status).defer("document")
    found = found.select_related("report__round__commune")
    return _section(title, rows.received, list(found[: MOST_SHOWN + 1]), urls[status])


def _administrator(user):
    units = Unit.objects.within_reach_of(user)
    failed = WorkRow.objects.visible_to(user).parked()
    page = reverse("work:parked")
    people = Person.objects.filter(memberships__unit__in=units).distinct().count()
    figure = failed.count()
    return Home(
        [
            Counter("Đơn vị", units.count(), reverse("accounts:unit_list")),
            Counter("Người dùng", people, reverse("accounts:person_list")),
            Counter("Việc nền bị lỗi", figure, page, "late" if figure else ""),
        ],
        [
            Section(
                "Việc nền cần xem lại",
                [rows.parked(work, page) for work in failed.select_related("unit")[:MOST_SHOWN]],
                page,
                figure,
            )
        ],
        first_steps.begin_with_people() if people <= 1 else None,
    )


def _task_counters(user):
    figures = count_lateness(Task.objects.visible_to(user))
    page = reverse("tasks:list")
    return [
        Counter(lateness.label, figure, f"{page}?lateness={lateness.value}", lateness.value)
        for lateness, figure in figures.items()
    ]


def _section(title, row, things, more_url=""):
    """The first things as rows; how many there are stands in the heading."""
    return Section(title, [row(each) for each in things[:MOST_SHOWN]], more_url, len(things))


def _own(work, reports):
    """What is the person's own, in whatever post."""
    mine = [*work.late, *work.soon, *work.rest]
    return (
        _section("Việc của tôi", rows.own_task, mine, reverse("tasks:list")),
        _section("Phần báo cáo của đơn vị", rows.owed_part, reports.parts_owed),
    )


def _late(user, title, counters):
    late = Task.objects.visible_to(user).late().select_related("lead_unit", "responsible")
    counter = next(each for each in counters if each.lateness == "late")
    shown = [rows.late_task(task) for task in late[:MOST_SHOWN]]
    return Section(title, shown, counter.url, counter.figure)


def _letters_to_number(user):
    drafts = UrgingLetter.objects.visible_to(user).filter(number=None)
    return list(drafts.defer("lines").select_related("unit", "made_by")[: MOST_SHOWN + 1])


def _proposals_to_answer(user):
    sent = Proposal.objects.visible_to(user).filter(status=Proposal.Status.SENT)
    return list(sent.order_by("pk").select_related("plan", "unit")[: MOST_SHOWN + 1])


def _files_to_review(user):
    found = PlanImport.objects.visible_to(user).filter(status=PlanImport.Status.REVIEW)
    return list(found.defer("reading", "settled").select_related("file")[:MOST_SHOWN])


def _plans_without_tasks(user):
    """Issued this year or last, so that a plan nobody means to hand out does not stand here for ever.

    An amendment of a plan with tasks is none: what it means for them stands under a heading of its own.
    """
    tasks = Task.objects.visible_to(user).exclude(plan=None)
    earlier = tasks.filter(plan__status=Plan.Status.SUPERSEDED).order_by().values_list("plan")
    followed = newest_versions(user.commune, [pk for (pk,) in earlier.distinct()])
    recent = Plan.objects.visible_to(user).of_commune().issued()
    recent = recent.filter(year__gte=today().year - 1)
    recent = recent.exclude(pk__in=[plan.pk for plan in followed.values()])
    return list(recent.exclude(pk__in=tasks.order_by().values("plan"))[:MOST_SHOWN])
