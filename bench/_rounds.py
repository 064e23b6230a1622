"""Communes of one office with rounds in every state, and one commune's round with many tasks and parts: made-up data.

Written by bulk, for measuring alone: what a page reads is there, the way to it was not walked.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from django.utils import timezone

from accounts.models import Membership, Person, ReceiverAssignment, Role, Unit
from records.files import keep
from reports.actions.rounds import open_round
from reports.figures.values import set_for
from reports.models import (
    Indicator,
    IndicatorValue,
    Report,
    ReportRound,
    ReportSection,
    Submission,
    SubmissionFigure,
)
from tasks.models import ProgressUpdate, Relation, Task

K, S, T = ReportRound.Kind, Report.Status, Submission.Status
KINDS = (
    (K.QUARTER, "quý I năm 2026", date(2026, 3, 14)),
    (K.SIX_MONTHS, "", date(2026, 6, 14)),
    (K.QUARTER, "quý III năm 2026", date(2026, 9, 14)),
    (K.NINE_MONTHS, "", date(2026, 9, 14)),
    (K.AD_HOC, "đột xuất tháng 10 năm 2026", date(2026, 10, 31)),
    (K.YEAR, "", date(2026, 12, 14)),
)
# By turns, so that each state stands in each column.
STATES = (None, T.SUBMITTED, T.OPENED, T.ACCEPTED, T.ACCEPTED, T.RETURNED)


def make_office(name, number):
    """An office and a person who receives for it."""
    office = Unit.objects.create(
        kind=Unit.Kind.PROVINCE_OFFICE, name=name, short_name=name, code=f"do-snv-{number}", symbol="SNV"
    )  # fmt: skip
    person = Person.objects.create_person(f"do-nhan-{number}", full_name="Người nhận")
    Membership.objects.create(person=person, unit=office, role=Role.RECEIVER)
    return office, person


def make_communes(office, count, number):
    """Communes that report to an office, each with a coordinator nobody signs in as."""
    communes = Unit.objects.bulk_create(
        [
            Unit(
                kind=Unit.Kind.COMMUNE, name=f"Ủy ban nhân dân xã {number} {n}", short_name=f"UBND xã {number} {n}",
                code=f"do-xa-{number}-{n}", place=f"{number} {n}", symbol="UBND", parent=office, position=n,
                search_text=f"ubnd xa {number} {n}",
            )
            for n in range(1, count + 1)
        ],
        batch_size=500,
    )  # fmt: skip
    for commune in communes:
        commune.commune_id = commune.pk
    Unit.objects.bulk_update(communes, ["commune"], batch_size=500)
    ReceiverAssignment.objects.bulk_create(
        [ReceiverAssignment(commune=each, receiver=office) for each in communes], batch_size=500
    )
    return communes


def make_people(communes, number):
    """A coordinator and a leader in each commune: those whom an office tells something."""
    roles = [(commune, role) for commune in communes for role in (Role.COORDINATOR, Role.LEADER)]
    people = Person.objects.bulk_create(
        [
            Person(username=f"do-{role}-{number}-{commune.pk}", full_name="Người nhận tin")
            for commune, role in roles
        ],
        batch_size=1000,
    )
    Membership.objects.bulk_create(
        [
            Membership(person=person, unit=commune, role=role)
            for person, (commune, role) in zip(people, roles, strict=True)
        ],
        batch_size=1000,
    )


def make_rounds(office, communes, by):
    """Six rounds of 2026 for each commune, five sixths of them handed in, with figures."""
    asked = set_for(office, 2026)
    rounds = ReportRound._base_manager.bulk_create(
        [
            ReportRound(
                commune=commune, receiver=office, kind=kind, year=2026, label=label, indicator_set=asked,
                period_from=date(2025, 12, 15), period_to=ends, parts_due_on=ends + timedelta(1),
                due_on=ends + timedelta(2), opened_by=by, asked_at=timezone.now(),
            )
            for commune in communes
            for kind, label, ends in KINDS
        ],
        batch_size=1000,
    )  # fmt: skip
    reports = Report._base_manager.bulk_create(
        [
            Report(
                round=each, scope=Report.Scope.COMMUNE, unit_id=each.commune_id, title=each.name, symbol="BC-UBND",
                status=S.ISSUED, number=1, issued_on=each.due_on,
            )
            for each in rounds
        ],
        batch_size=1000,
    )  # fmt: skip
    return _hand_in(reports, office, by, asked)


def _hand_in(reports, office, by, asked):
    pdf = keep(b"%PDF-1.7 bench", name="bao-cao.pdf", content_type="application/pdf")
    rows = [
        Submission(
            report=report, receiver=office, document={}, pdf=pdf, sha256=pdf.sha256, receipt=f"DO{report.pk}",
            signed_by="An", submitted_by=by, status=STATES[n % len(STATES)],
        )
        for n, report in enumerate(reports)
        if STATES[n % len(STATES)]
    ]  # fmt: skip
    made = Submission._base_manager.bulk_create(rows, batch_size=1000)
    when = datetime(2026, 6, 15, 9, tzinfo=timezone.get_default_timezone())
    Submission._base_manager.filter(receiver=office).update(submitted_at=when)
    indicators = list(Indicator.objects.filter(set=asked))
    figures = (
        SubmissionFigure(submission=each, indicator=one, value=Decimal((each.pk * 7 + one.pk) % 90))
        for each in made
        for one in indicators
    )
    while batch := list(islice(figures, 5000)):
        SubmissionFigure.objects.bulk_create(batch)
    return made


def make_one_round(office, number, tasks, parts):
    """The commune's report of a round with so many tasks and accepted parts, and its coordinator."""
    (commune,) = make_communes(office, 1, number)
    units = Unit.objects.bulk_create(
        [
            Unit(kind=Unit.Kind.VILLAGE, name=f"Thôn {n}", short_name=f"Thôn {n}", code=f"do-thon-{number}-{n}",
                 parent=commune, commune=commune, position=n)
            for n in range(1, parts + 1)
        ]
    )  # fmt: skip
    person = Person.objects.create_person(f"do-dau-moi-{number}", full_name="Đầu mối")
    Membership.objects.create(person=person, unit=units[0], role=Role.COORDINATOR)
    round = ReportRound(
        commune=commune, receiver=office, kind=K.SIX_MONTHS, year=2026, period_from=date(2025, 12, 15),
        period_to=date(2026, 6, 14), parts_due_on=date(2026, 6, 15), due_on=date(2026, 6, 16),
    )  # fmt: skip
    open_round(round, units, by=person)
    made = Task.objects.bulk_create(
        [
            Task(commune=commune, title=f"Nhiệm vụ {n}", lead_unit=units[n % parts], responsible=person,
                 relation=Relation.ASSIGNED, assigned_by=person, assigned_on=date(2026, 1, 20),
                 due_on=date(2026, 3 + n % 9, 15))
            for n in range(tasks)
        ]
    )  # fmt: skip
    ProgressUpdate.objects.bulk_create(
        [
            ProgressUpdate(task=task, by=person, text="Đã họp dân, thống nhất cách làm.")
            for task in made
        ]
    )
    _write_parts(round)
    report = Report._base_manager.select_related("round__commune", "round__receiver", "round__plan")
    return report.get(round=round, scope=Report.Scope.COMMUNE), person


def _write_parts(round):
    accepted = Report._base_manager.filter(round=round, scope=Report.Scope.PART)
    accepted.update(status=S.ACCEPTED, sent_at=timezone.now())
    sections = ReportSection.objects.filter(report__in=accepted).exclude(key="tasks")
    sections.update(text="- Đã tổ chức 02 hội nghị.\n- Vận động 15 hộ hiến đất làm đường.")
    indicators = Indicator.objects.filter(set=round.indicator_set)
    IndicatorValue.objects.bulk_create(
        [
            IndicatorValue(report=part, indicator=one, value=Decimal(one.pk % 9))
            for part in accepted
            for one in indicators
        ]
    )
