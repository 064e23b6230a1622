from django import forms

from accounts.models import Unit
from calendars.calendar import calendar_of
from danvan.clock import today
from plans.models import Plan
from reports.actions.rounds import plan_of, units_that_owe
from reports.models import ReportRound
from reports.periods import K, default_period, label_of, round_to_open_now

EARLIEST_YEAR = 2020
NO_RECEIVER = (
    "Xã chưa có cơ quan nhận báo cáo nên chưa mở đợt được. Đề nghị người quản trị của Sở Nội vụ, "
    "hoặc người cài đặt cổng, khai cơ quan nhận của xã rồi mở lại trang này."
)
DATES = ("period_from", "period_to", "parts_due_on", "due_on")


def date_field(label, **kwargs):
    # The browser's own picker; it wants the date in this form whatever language the page has.
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs
    )


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan):
        return f"{plan.code}: {plan.title}"


class PeriodForm(forms.Form):
    """Which round: asked first, by GET, because the days of the second form follow from it."""

    kind = forms.ChoiceField(
        label="Kỳ báo cáo", choices=K.choices, widget=forms.Select(attrs={"class": "form-select"})
    )
    year = forms.IntegerField(
        label="Năm",
        min_value=EARLIEST_YEAR,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    ordinal = forms.IntegerField(
        label="Tháng (quý) thứ",
        min_value=1,
        max_value=12,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )

    def __init__(self, given):
        kind, year = round_to_open_now()
        super().__init__({"kind": kind, "year": year, **given})
        self.fields["year"].max_value = today().year + 1
        if self.data["kind"] not in (K.MONTH, K.QUARTER):
            del self.fields["ordinal"]

    def clean(self):
        cleaned = super().clean()
        most = {K.MONTH: 12, K.QUARTER: 4}.get(cleaned.get("kind"), 1)
        ordinal = cleaned.get("ordinal") or 1
        if ordinal > most:
            self.add_error("ordinal", f"Nhập số từ 1 đến {most}.")
        if not EARLIEST_YEAR <= (cleaned.get("year") or EARLIEST_YEAR) <= today().year + 1:
            self.add_error("year", f"Nhập năm từ {EARLIEST_YEAR} đến {today().year + 1}.")
        return {**cleaned, "ordinal": min(ordinal, most)}


class RoundForm(forms.ModelForm):
    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày", help_text="Ngày chốt số liệu.")
    parts_due_on = date_field("Hạn các đơn vị gửi")
    due_on = date_field("Hạn nộp cấp trên")
    plan = PlanChoice(
        label="Kế hoạch",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="Không theo kế hoạch nào",
    )
    units = forms.ModelMultipleChoiceField(
        label="Các đơn vị gửi phần báo cáo",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": "Chọn ít nhất một đơn vị gửi phần báo cáo."},
    )

    class Meta:
        model = ReportRound
        fields = ["label", *DATES, "receiver", "plan"]

    def __init__(self, *args, user, period, **kwargs):
        kind, year, ordinal = period["kind"], period["year"], period["ordinal"]
        commune = user.commune
        days = default_period(kind, year, ordinal, calendar_of(commune))
        owing = units_that_owe(commune, today())
        super().__init__(
            *args,
            instance=ReportRound(commune=commune, kind=kind, year=year),
            initial={
                **days._asdict(),
                "label": label_of(kind, year, ordinal),
                "receiver": commune.receiver_on(days.due_on),
                "plan": plan_of(commune, year),
                "units": [unit.pk for unit in owing if unit.has_people],
            },
            **kwargs,
        )
        self.fields["units"].queryset = owing
        self.fields["receiver"].queryset = Unit.objects.filter(
            received_communes__commune=commune
        ).distinct()
        self._settle_receiver()
        self.fields["plan"].queryset = Plan.objects.visible_to(user).of_commune().issued()
        self._settle_label(kind, year, ordinal)

    def _settle_receiver(self):
        """Where nobody has entered an office, say so at once, not after the form has been filled in."""
        field = self.fields["receiver"]
        field.empty_label = None if field.queryset else "Chưa khai"
        field.error_messages["required"] = NO_RECEIVER
        if not field.queryset:
            field.help_text = NO_RECEIVER

    def _settle_label(self, kind, year, ordinal):
        """Only an ad-hoc round has a name of its own; the others are named by their period."""
        if kind == K.AD_HOC:
            self.fields["label"].required = True
            self.fields["label"].help_text = "Ví dụ: đột xuất về phòng, chống thiên tai tháng 9."
        else:
            del self.fields["label"]
            self.instance.label = label_of(kind, year, ordinal)

    def _get_validation_exclusions(self):
        # Not on the page, yet together they name the round that may be opened only once.
        return super()._get_validation_exclusions() - {"commune", "kind", "year", "label"}

    def unit_choices(self):
        return _unit_choices(self)


class ChangeRoundForm(forms.ModelForm):
    """The days of an open round, and units that were forgotten."""

    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày", help_text="Ngày chốt số liệu.")
    parts_due_on = date_field("Hạn các đơn vị gửi")
    due_on = date_field("Hạn nộp cấp trên")
    units = forms.ModelMultipleChoiceField(
        label="Thêm đơn vị gửi phần báo cáo",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    # The days as they stood when the page was opened: another's change in between must not be overwritten.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportRound
        fields = DATES

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = {name: getattr(self.instance, name) for name in DATES}
        self.initial["shown"] = " ".join(str(day) for day in self.stored.values())
        asked = self.instance.reports.values("unit")
        owing = units_that_owe(self.instance.commune, today())
        self.fields["units"].queryset = owing.exclude(pk__in=asked)

    def clean_shown(self):
        shown = self.cleaned_data["shown"]
        if shown and shown != self.initial["shown"]:
            # What was typed stays; pressed again, it counts as said after reading this.
            self.data = self.data.copy()
            self.data["shown"] = self.initial["shown"]
            raise forms.ValidationError(
                "Người khác vừa sửa đợt này: "
                + self._stored_words()
                + ". Xem lại các ngày rồi lưu lần nữa."
            )
        return shown

    def _stored_words(self):
        return "; ".join(
            f"{self.fields[name].label.lower()} {day:%d/%m/%Y}" for name, day in self.stored.items()
        )

    def unit_choices(self):
        return _unit_choices(self)


def _unit_choices(form):
    """(checkbox, whether somebody of the unit can write) for the page."""
    people = {unit.pk: unit.has_people for unit in form.fields["units"].queryset}
    return [(box, people[box.data["value"].value]) for box in form["units"]]
