"""What the tasks of last year's plan suggest for the items that were taken over from it: an item keeps its uid."""

from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from calendars.calendar import calendar_of
from danvan.working_days import NATIONAL, WorkingCalendar
from plans.chain import of_chain
from tasks.models import Task, TaskSeries


class Earlier(NamedTuple):
    """The task or the series that stood for an item in the plan of `year`, as it would be given again for `to_year`."""

    given: object  # Task or TaskSeries
    year: int
    to_year: int
    calendar: WorkingCalendar = NATIONAL

    @property
    def is_series(self):
        return isinstance(self.given, TaskSeries)

    def unit(self, staff):
        """The unit that led it, or the one that took over its work; None where neither works today."""
        for unit in (self.given.lead_unit, self.given.lead_unit.successor):
            if unit and unit.pk in staff.units:
                return staff.units[unit.pk]
        return None

    def person(self, staff):
        """Whoever was responsible, if still in that unit, else who comes first there."""
        unit = self.unit(staff)
        if unit is None:
            return None
        stays = staff.works_in(self.given.responsible_id, unit.pk)
        return self.given.responsible_id if stays else staff.first_of(unit.pk)

    @property
    def due_on(self):
        """The day it was first due, in the new year, on the last working day until then; None where it had none."""
        day = None if self.is_series else self.given.original_due_on or self.given.due_on
        return self.calendar.working_day_until(self.shifted(day)) if day else None

    def shifted(self, day):
        """The same day of the new year; 28 February for a 29 February that is not."""
        return day + relativedelta(years=self.to_year - self.year)

    def partners(self, staff):
        """The coordinating units that still work, in hand."""
        helped = self.given.coordinating_units.all()
        return [staff.units[unit.pk] for unit in helped if unit.pk in staff.units]

    @property
    def needs_evidence(self):
        return self.given.needs_evidence

    def words(self, staff):
        """ "như năm 2026: Phòng Văn hóa - Xã hội, Phạm Thị Dung, hạn 20/5/2026, phối hợp Thôn Đông"."""
        told = [str(self.given.lead_unit), str(self.given.responsible)]
        if self.is_series:
            told.append(self.given.get_frequency_display().lower())
        elif day := self.given.original_due_on or self.given.due_on:
            told.append(f"hạn {day:%d/%m/%Y}")
        if partners := self.partners(staff):
            told.append(f"phối hợp {', '.join(map(str, partners))}")
        if self.needs_evidence:
            told.append("cần minh chứng")
        return f"như năm {self.year}: {', '.join(told)}"


def earlier_of(plan, user):
    """{uid of an item: Earlier} from the plan this one was made from; six queries, none where it came from nowhere.

    An item with several tasks suggests the first of them; one with a series suggests the series.
    """
    source = plan.rolled_from
    if source is None:
        return {}
    found, calendar = {}, calendar_of(plan.commune)
    about = ("lead_unit__successor", "responsible", "plan_item")
    given = Task.objects.visible_to(user).filter(of_chain(source), series=None)
    given = given.exclude(plan_item=None).exclude(status=Task.Status.CANCELLED)
    for task in given.select_related(*about).prefetch_related("coordinating_units").order_by("-pk"):
        found[task.plan_item.uid] = Earlier(task, source.year, plan.year, calendar)
    series = TaskSeries.objects.visible_to(user).filter(of_chain(source)).exclude(plan_item=None)
    for each in series.select_related(*about).prefetch_related("coordinating_units"):
        found[each.plan_item.uid] = Earlier(each, source.year, plan.year, calendar)
    return found


def series_again(series, plan, staff):
    """What a form is filled with to set a series up anew for `plan`, which goes on from the plan it belonged to."""
    earlier = Earlier(series, series.plan.year, plan.year)
    unit = earlier.unit(staff)
    return {
        "title": series.title,
        "lead_unit": unit.pk if unit else None,
        "responsible": earlier.person(staff),
        "frequency": series.frequency,
        "check_in_months": series.check_in_months or "",
        "coordinating_units": earlier.partners(staff),
        "detail": series.detail,
        "needs_evidence": series.needs_evidence,
        "first_due_on": earlier.shifted(series.first_due_on),
        "last_due_on": earlier.shifted(series.last_due_on),
        "expected_result": series.expected_result,
        "plan": plan.pk,
    }
