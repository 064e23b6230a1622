"""Opening rounds, asking the units for their part, changing the days, asking again."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Membership, Role, Unit
from danvan.clock import today
from danvan.workflow import ALREADY_MOVED, MoveRefused
from reports import notices
from reports.actions.templates import hold_template
from reports.figures.values import set_for
from reports.models import Report, ReportRound
from reports.outlines.templates import default_template
from reports.rounds import round_notices
from reports.rounds.dates import require_sense
from reports.writing.making import make_parts, make_reports

OWING = (Unit.Kind.DEPARTMENT, Unit.Kind.MASS_ORGANISATION, Unit.Kind.VILLAGE)
DAYS = ("period_from", "period_to", "data_closing_on", "parts_due_on", "due_on", "asks_on")
NO_UNITS = "Chọn ít nhất một đơn vị gửi phần báo cáo."
CLOSED = "Đợt báo cáo đã khóa. Mở lại đợt rồi mới sửa hạn hoặc thêm đơn vị được."


class RoundExists(Exception):
    """The round was opened before. The message is for the page."""


def units_that_owe(commune, day):
    """Departments, mass organisations and villages in being on `day`; `has_people`: somebody there can write."""
    posts = Membership.objects.current().filter(unit=OuterRef("pk"), person__is_active=True)
    writers = posts.exclude(role__in=[Role.ADMINISTRATOR, Role.RECEIVER])
    units = commune.units.filter(kind__in=OWING).valid_on(day)
    return units.annotate(has_people=Exists(writers)).order_by("position", "pk")


def plan_of(commune, year):
    """The newest issued plan of the year, or None."""
    issued = commune.plans.of_commune().issued().filter(year=year)
    return issued.order_by("-issued_on", "-pk").first()


@transaction.atomic
def open_round(round, units, *, by):
    """Open a new round: one part for each unit, one report for the commune, and word to the units once it asks them.

    `round` is an unsaved ReportRound. Raises BadDates where its days contradict each other, RoundExists with a
    sentence when it was opened already, OutlineGone.
    """
    require_sense(**days_of(round))
    round.opened_by = by
    round.template = round.template or default_template()
    hold_template(round.template)
    round.indicator_set = round.indicator_set or set_for(round.receiver_id, round.year)
    round.asked_at = None if waits(round) else timezone.now()
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError:
        raise RoundExists(f"{round.name} đã được mở. Xem trong danh sách đợt báo cáo.") from None
    make_reports([round], round.template, author=by)
    _tell(round, make_parts(round, units))
    return round


def open_all(rounds, units, *, by):
    """Open several unsaved rounds of a year at once; returns (opened, those that had been opened meanwhile)."""
    opened, known = [], []
    for round in rounds:
        try:
            opened.append(open_round(round, units, by=by))
        except RoundExists:
            known.append(round)
    return opened, known


def days_of(round):
    return {name: getattr(round, name) for name in DAYS}


def waits(round):
    """Whether the day on which the units are asked lies ahead."""
    return round.asks_on is not None and round.asks_on > today()


def _tell(round, parts):
    if round.asked_at:
        round_notices.ask(parts)


@transaction.atomic
def change_round(round, units, *, dates, stored):
    """Write new dates (field name → date) of a round, and ask further units for their part.

    Raises BadDates; MoveRefused where the dates are no longer the `stored` ones, or the round was closed.
    """
    require_sense(**{**days_of(round), **dates})
    unchanged = ReportRound._base_manager.filter(pk=round.pk, **stored)
    if not unchanged.filter(closed_at=None).update(**dates):
        raise MoveRefused(ALREADY_MOVED if not unchanged.exists() else CLOSED)
    round.refresh_from_db()
    if round.asked_at and round.parts_due_on != stored.get("parts_due_on", round.parts_due_on):
        round_notices.date_moved(unsent_parts(round=round), before=stored["parts_due_on"])
    asked = set(round.reports.values_list("unit", flat=True))
    _tell(round, make_parts(round, [unit for unit in units if unit.pk not in asked]))


def unsent_parts(**which):
    """The parts still with their units, of rounds in hand."""
    rows = Report._base_manager.filter(scope=Report.Scope.PART, status__in=round_notices.UNSENT)
    return list(rows.filter(**which).select_related("unit", "round"))


@transaction.atomic
def hand_out(round, units, *, parts_due_on, by):
    """Ask the units for a round that an office above has opened. Raises BadDates, MoveRefused where it was done."""
    if not units:
        raise MoveRefused(NO_UNITS)
    waiting = ReportRound._base_manager.filter(pk=round.pk, asked_at=None, closed_at=None)
    # Held: an office above may be moving its days, or taking its request back.
    held = waiting.select_for_update(no_key=True).first()
    if held is None:
        raise MoveRefused(ALREADY_MOVED)
    days = {**days_of(held), "parts_due_on": parts_due_on, "asks_on": today()}
    days["data_closing_on"] = min(held.closing_day, parts_due_on)
    require_sense(**days)
    written = {name: days[name] for name in ("parts_due_on", "data_closing_on", "asks_on")}
    waiting.update(**written, asked_at=timezone.now())
    round.refresh_from_db()
    round.reports.filter(scope=Report.Scope.COMMUNE, author=None).update(author=by)
    asked = set(round.reports.values_list("unit", flat=True))
    make_parts(round, [unit for unit in units if unit.pk not in asked])
    _tell(
        round, list(round.reports.filter(scope=Report.Scope.PART).select_related("unit", "round"))
    )


def urge(round, *, by):
    """Remind every unit that has not sent; returns how many units were asked."""
    waiting = round.reports.filter(scope=Report.Scope.PART, status__in=round_notices.UNSENT)
    waiting = list(waiting.select_related("unit"))
    notices.urge(round, waiting)
    return len(waiting)
