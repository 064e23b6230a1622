"""Opening a round, and asking the units again."""

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from accounts.models import Membership, Role, Unit
from danvan.vietnamese import search_text
from danvan.workflow import ALREADY_MOVED, MoveRefused
from plans.wording import plan_in_words
from reports import notices, outline
from reports.figures import default_indicators, indicators_for
from reports.models import Report, ReportRound, ReportSection

SYMBOL = "BC-UBND"
OWING = (Unit.Kind.DEPARTMENT, Unit.Kind.MASS_ORGANISATION, Unit.Kind.VILLAGE)
RECIPIENTS = "Như trên\nChủ tịch, các Phó Chủ tịch UBND\nLưu: VT"


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
    """Open a new round: one part for each unit, one report for the commune, and word to the units.

    `round` is an unsaved ReportRound. Raises RoundExists with a sentence when it was opened already.
    """
    round.opened_by = by
    try:
        with transaction.atomic():
            round.save()
    except IntegrityError:
        raise RoundExists(f"{round.name} đã được mở. Xem trong danh sách đợt báo cáo.") from None
    if not indicators_for(round):
        default_indicators()
    _commune_report(round, by).save()
    _ask(round, units)
    return round


def _ask(round, units):
    parts = Report.objects.bulk_create(_part(round, unit) for unit in units)
    ReportSection.objects.bulk_create(section for part in parts for section in _sections(part))
    notices.round_opened(round, parts)


@transaction.atomic
def change_round(round, units, *, dates, stored):
    """Write new dates (field name → date) of an open round, and ask further units for their part.

    Raises MoveRefused where the dates are no longer the `stored` ones: somebody was quicker.
    """
    unchanged = ReportRound._base_manager.filter(pk=round.pk, **stored)
    if not unchanged.update(**dates):
        raise MoveRefused(ALREADY_MOVED)
    round.refresh_from_db()
    asked = set(round.reports.values_list("unit", flat=True))
    _ask(round, [unit for unit in units if unit.pk not in asked])


def _part(round, unit):
    title = f"Phần của {unit.short_name}: {round.name}"
    return Report(
        round=round,
        scope=Report.Scope.PART,
        unit=unit,
        title=title[:500],
        search_text=search_text(title),
    )


def _sections(part):
    for at, heading in enumerate(outline.PART_OUTLINE, start=1):
        yield ReportSection(report=part, key=heading.key, position=at, heading=heading.words)


def _commune_report(round, by):
    commune = round.commune
    subject = f"công tác dân vận chính quyền {round.period_words}"
    return Report(
        round=round,
        scope=Report.Scope.COMMUNE,
        unit=commune,
        author=by,
        title=f"Kết quả {subject}",
        opening=_opening(round, subject),
        closing=(
            f"Trên đây là báo cáo kết quả {subject}, {commune.short_name} kính gửi "
            f"{round.receiver.name} tổng hợp./."
        ),
        addressees=round.receiver.name,
        recipients=RECIPIENTS,
        place=commune.place,
        symbol=SYMBOL,
        search_text=search_text(round.name, commune.short_name),
    )


def _opening(round, subject):
    commune = round.commune.short_name
    begin = "Thực hiện chế độ thông tin, báo cáo"
    if round.plan:
        begin = f"Thực hiện {plan_in_words(round.plan, commune)}"
    return f"{begin}, {commune} báo cáo kết quả {subject} như sau:"


def urge(round, *, by):
    """Remind every unit that has not sent; returns how many units were asked."""
    open_states = [Report.Status.DRAFT, Report.Status.RETURNED]
    waiting = round.reports.filter(scope=Report.Scope.PART, status__in=open_states)
    waiting = list(waiting.select_related("unit"))
    notices.urge(round, waiting)
    return len(waiting)
