"""Opening the rounds of a year ahead, and handing a round that was asked for to the units."""

from datetime import date
from typing import NamedTuple

from django import forms

from calendars.calendar import calendar_of, habits_of
from danvan.clock import today
from reports.actions.rounds import plan_of, units_that_owe
from reports.forms.fields import date_field
from reports.forms.rounds import EARLIEST_YEAR, UnitsField, WithUnits
from reports.models import ReportRound
from reports.rounds.dates import problems_of
from reports.rounds.deadlines import Dates, by_decree, by_plan, dues_of
from reports.rounds.periods import K, label_of, working_days_before

CHANGED = "Ngày của các đợt vừa thay đổi theo kế hoạch mới. Xem lại rồi bấm lần nữa."


class Planned(NamedTuple):
    """A round of the year that may be opened: unsaved, its Dates, whether it is there already."""

    round: ReportRound
    dates: Dates
    opened: ReportRound | None

    @property
    def shown(self):
        """Whose days the page says: the round's own once it is open."""
        return self.opened or self.dates

    @property
    def said(self):
        return self.opened.due_source if self.opened else self.dates.source

    @property
    def not_owed(self):
        """Whether it was due before the commune came to the portal: offered, never proposed."""
        begins = self.round.commune.reports_from
        return self.opened is None and begins is not None and self.dates.due_on < begins

    @property
    def key(self):
        """With its days, so that what is opened is what was shown."""
        days = " ".join(f"{day:%Y%m%d}" for day in self.dates.days().values())
        return f"{self.round.kind} {self.round.label} {days}"


class YearForm(WithUnits, forms.Form):
    rounds = forms.MultipleChoiceField(
        label="Các đợt",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chọn ít nhất một đợt.", "invalid_choice": CHANGED},
    )
    units = UnitsField()

    def __init__(self, *args, user, year, **kwargs):
        owing = units_that_owe(user.commune, today())
        self.planned = planned_rounds(user, year)
        open_still = [each for each in self.planned if not each.opened]
        kwargs["initial"] = {
            "rounds": [
                each.key
                for each in open_still
                if each.dates.due_on >= today() and not each.not_owed
            ],
            "units": [unit.pk for unit in owing if unit.has_people],
        }
        super().__init__(*args, **kwargs)
        self.fields["rounds"].choices = [(each.key, each.round.name) for each in open_still]
        self.fields["units"].queryset = owing

    def lines(self):
        """(Planned, its checkbox or None where the round is open) for the page."""
        boxes = {box.data["value"]: box for box in self["rounds"]}
        return [(each, boxes.get(each.key)) for each in self.planned]

    def chosen(self):
        return [each.round for each in self.planned if each.key in self.cleaned_data["rounds"]]


def planned_rounds(user, year):
    """The half-year, the year, and whatever else the commune's plan names, as Planned in the order of their dates."""
    commune, plan = user.commune, plan_of(user.commune, year)
    calendar, dues = calendar_of(commune), dues_of(plan, habits_of(commune))
    opened = ReportRound.objects.visible_to(user).filter(year=year, topic="")
    known = {(round.kind, round.label): round for round in opened}
    receivers = _receivers(commune)
    wanted = {(K.SIX_MONTHS, 1), (K.YEAR, 1), *((kind, ordinal) for kind, ordinal, _ in dues)}
    found = []
    for kind, ordinal in wanted:
        dates = by_plan(kind, year, ordinal, plan, dues, calendar)
        dates = dates or by_decree(kind, year, ordinal, calendar)
        # Of the day on which it is due, as everywhere; where nobody has said yet who that will be, of today.
        receiver = receivers(dates.due_on) or receivers(today())
        round = ReportRound(
            commune=commune, receiver=receiver, plan=plan, kind=kind, year=year,
            label=label_of(kind, year, ordinal), due_source=dates.source, **dates.days(),
        )  # fmt: skip
        found.append(Planned(round, dates, known.get((kind, round.label))))
    return sorted(found, key=lambda each: (each.dates.due_on, each.round.kind))


def _receivers(commune):
    """day → the office that receives the commune's reports on it, or None; asked of the database once."""
    rows = list(commune.receiver_assignments.select_related("receiver"))
    rows.sort(key=lambda row: (row.valid_from or date.min, row.pk), reverse=True)

    def receiver_on(day):
        on_day = (
            row.receiver for row in rows if (row.valid_from or day) <= day <= (row.valid_to or day)
        )
        return next(on_day, None)

    return receiver_on


class YearChoice(forms.Form):
    year = forms.IntegerField(
        label="Năm",
        min_value=EARLIEST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, given):
        super().__init__({"year": today().year, **given})

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > today().year + 1:
            raise forms.ValidationError(f"Nhập năm từ {EARLIEST_YEAR} đến {today().year + 1}.")
        return year


class HandOutForm(WithUnits, forms.Form):
    """Which units write for a round that an office above has opened, and by when."""

    parts_due_on = date_field("Hạn các đơn vị gửi")
    units = UnitsField()

    def __init__(self, *args, round, **kwargs):
        owing = units_that_owe(round.commune, today())
        self.round = round
        kwargs["initial"] = {
            "parts_due_on": _parts_due(round),
            "units": [unit.pk for unit in owing if unit.has_people],
        }
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = owing

    def clean_parts_due_on(self):
        day = self.cleaned_data["parts_due_on"]
        if day < today():
            raise forms.ValidationError(
                f"Ngày {day:%d/%m/%Y} đã qua. Chọn từ hôm nay đến {self.round.due_on:%d/%m/%Y}."
            )
        return day

    def clean(self):
        cleaned = super().clean()
        found = problems_of(
            {"parts_due_on": cleaned.get("parts_due_on"), "due_on": self.round.due_on}
        )
        for sentence in found.values():
            self.add_error("parts_due_on", sentence)
        return cleaned


def _parts_due(round):
    """What the round has, unless that day is over: then two working days before the report is due, or today."""
    if round.parts_due_on >= today():
        return round.parts_due_on
    return max(today(), working_days_before(calendar_of(round.commune), round.due_on, 2))
