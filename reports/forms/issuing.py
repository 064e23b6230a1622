from datetime import date

from django import forms
from django.utils.timezone import localtime

from danvan.clock import today
from danvan.workflow import last_step
from plans.forms import IssueForm as IssuePlanForm
from records.models import RegisterEntry
from records.register import next_number


class IssueForm(IssuePlanForm):
    """The number and date of a report, checked as those of a plan, and against the day it was approved."""

    def __init__(self, *args, report, user, errors=(), **kwargs):
        commune, symbol = report.round.commune, report.symbol
        self.approved_on = approval_day(report)
        super().__init__(
            *args,
            initial={
                "number": next_number(commune, symbol, today().year),
                "issued_on": today(),
                "seen": last_step(report),
            },
            register=RegisterEntry.objects.visible_to(user).filter(symbol=symbol),
            next_number=lambda year: next_number(commune, symbol, year),
            errors=errors,
            **kwargs,
        )

    def clean_issued_on(self):
        day = super().clean_issued_on()
        if self.approved_on and day < self.approved_on:
            raise forms.ValidationError(
                f"Báo cáo được duyệt ngày {self.approved_on:%d/%m/%Y}; ngày ban hành không được trước ngày đó."
            )
        return day


def approval_day(report) -> date | None:
    """The day on which the report was last approved, None where the history does not say."""
    line = report.history.filter(move="approve").order_by("-pk").first()
    return localtime(line.at).date() if line else None
