from django import forms

from accounts.models import Unit
from calendars.calendar import calendar_of, habits_of
from danvan.clock import today
from plans.models import Plan
from reports.actions.rounds import DAYS, days_of, plan_of, units_that_owe
from reports.figures.values import set_for
from reports.forms.fields import SetChoice, TemplateChoice, add_problems, date_field
from reports.models import ReportRound
from reports.outlines.templates import topic_of
from reports.rounds.deadlines import OWN, by_decree, by_plan, dues_of
from reports.rounds.periods import K, label_of, round_to_open_now

EARLIEST_YEAR = 2020
NO_RECEIVER = (
    "Xã chưa có cơ quan nhận báo cáo nên chưa mở đợt được. Đề nghị người quản trị của Sở Nội vụ, "
    "hoặc người cài đặt cổng, khai cơ quan nhận của xã rồi mở lại trang này."
)
NOT_THEN = "{name} không nhận báo cáo của xã vào ngày {day:%d/%m/%Y}. Chọn cơ quan nhận báo cáo của ngày ấy."
NO_UNITS = {"required": "Chọn ít nhất một đơn vị gửi phần báo cáo."}
# Where the days of a new round come from: the word in the address, and on the button.
BY_PLAN, BY_DECREE = "ke-hoach", "nghi-dinh"
WAYS = ((BY_PLAN, "Theo kế hoạch"), (BY_DECREE, "Theo nghị định"))
# The name that a round is opened under only once.
NAMED_BY = {"commune", "topic", "kind", "year", "label"}


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan):
        return f"{plan.code}: {plan.title}"


class UnitsField(forms.ModelMultipleChoiceField):
    def __init__(self, label="Các đơn vị gửi phần báo cáo", **kwargs):
        super().__init__(
            label=label,
            queryset=Unit.objects.none(),
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
            error_messages=NO_UNITS,
            **kwargs,
        )


class WithUnits:
    """A form with the field `units`."""

    def unit_choices(self):
        """(checkbox, whether somebody of the unit can write) for the page."""
        people = {unit.pk: unit.has_people for unit in self.fields["units"].queryset}
        return [(box, people[box.data["value"].value]) for box in self["units"]]


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


class RoundForm(WithUnits, forms.ModelForm):
    template = TemplateChoice()
    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày")
    data_closing_on = date_field("Ngày chốt số liệu")
    asks_on = date_field(
        "Báo cho các đơn vị từ ngày", help_text="Trước ngày này, đợt đã mở nhưng đơn vị chưa phải làm gì."
    )  # fmt: skip
    parts_due_on = date_field("Hạn các đơn vị gửi")
    due_on = date_field("Hạn nộp cấp trên")
    indicator_set = SetChoice()
    plan = PlanChoice(
        label="Kế hoạch",
        queryset=Plan.objects.none(),
        required=False,
        empty_label="Không theo kế hoạch nào",
    )
    units = UnitsField()

    class Meta:
        model = ReportRound
        fields = ["template", "label", *DAYS, "receiver", "plan", "indicator_set"]

    def __init__(self, *args, user, period, way="", **kwargs):
        kind, year, ordinal = period["kind"], period["year"], period["ordinal"]
        commune, plan = user.commune, plan_of(user.commune, period["year"])
        self.proposals = proposals(commune, plan, kind, year, ordinal)
        self.way = way if way in self.proposals else next(iter(self.proposals))
        dates = self.proposals[self.way]
        owing = units_that_owe(commune, today())
        receiver = commune.receiver_on(dates.due_on)
        super().__init__(
            *args,
            instance=ReportRound(commune=commune, kind=kind, year=year),
            initial={
                **dates.days(),
                "label": label_of(kind, year, ordinal),
                "receiver": receiver,
                "plan": plan,
                "indicator_set": set_for(receiver, year),
                "units": [unit.pk for unit in owing if unit.has_people],
            },
            **kwargs,
        )
        self.fields["units"].queryset = owing
        self._settle_receiver(user, year)
        self.fields["template"].offer(self, user)
        self.fields["plan"].queryset = Plan.objects.visible_to(user).of_commune().issued()
        self._settle_label(kind, year, ordinal)

    def _settle_receiver(self, user, year):
        """Where nobody has entered an office, say so at once, not after the form has been filled in."""
        field = self.fields["receiver"]
        field.queryset = Unit.objects.filter(received_communes__commune=user.commune).distinct()
        field.empty_label = None if field.queryset else "Chưa khai"
        field.error_messages["required"] = NO_RECEIVER
        if not field.queryset:
            field.help_text = NO_RECEIVER
        self.fields["indicator_set"].offer(user, field.queryset, year)

    def _settle_label(self, kind, year, ordinal):
        """Only an ad-hoc round has a name of its own; the others are named by their period."""
        if kind == K.AD_HOC:
            self.fields["label"].required = True
            self.fields["label"].help_text = "Ví dụ: đột xuất về phòng, chống thiên tai tháng 9."
        else:
            del self.fields["label"]
            self.instance.label = label_of(kind, year, ordinal)

    def clean(self):
        cleaned = super().clean()
        if template := cleaned.get("template"):
            self.instance.topic = topic_of(template)
        add_problems(self, cleaned)
        self._judge_receiver(cleaned.get("receiver"), cleaned.get("due_on"))
        self.instance.due_source = self._source(cleaned)
        return cleaned

    def _judge_receiver(self, receiver, due_on):
        """An office that no longer receives the commune's reports keeps the old rounds and gets no new ones."""
        if not (receiver and due_on):
            return
        tied = receiver.received_communes.filter(commune=self.instance.commune)
        if not tied.valid_on(due_on).exists():
            words = NOT_THEN.format(name=receiver.name, day=due_on)
            self.add_error("receiver", words)

    def _source(self, cleaned):
        """The sentence of the dates that were kept as they were offered, in whichever way."""
        kept = (cleaned.get("parts_due_on"), cleaned.get("due_on"))
        offered = self.proposals.values()
        said = (each.source for each in offered if (each.parts_due_on, each.due_on) == kept)
        return next(said, OWN)

    def _get_validation_exclusions(self):
        # Not on the page, yet together they name the round that may be opened only once.
        return super()._get_validation_exclusions() - NAMED_BY

    @property
    def source(self):
        return self.proposals[self.way].source

    def ways(self):
        """(word for the address, label, whether it is the one chosen) where there are two to choose from."""
        found = [(way, label, way == self.way) for way, label in WAYS if way in self.proposals]
        return found if len(found) > 1 else []


def proposals(commune, plan, kind, year, ordinal):
    """{way: Dates}, the plan's first where it names the round."""
    calendar, dues = calendar_of(commune), dues_of(plan, habits_of(commune))
    planned = by_plan(kind, year, ordinal, plan, dues, calendar)
    found = {BY_PLAN: planned} if planned else {}
    return {**found, BY_DECREE: by_decree(kind, year, ordinal, calendar)}


class ChangeRoundForm(WithUnits, forms.ModelForm):
    """The days of an open round, and units that were forgotten."""

    period_from = date_field("Số liệu từ ngày")
    period_to = date_field("Đến hết ngày")
    data_closing_on = date_field("Ngày chốt số liệu", required=False)
    asks_on = date_field("Báo cho các đơn vị từ ngày")
    parts_due_on = date_field("Hạn các đơn vị gửi")
    due_on = date_field("Hạn nộp cấp trên")
    units = UnitsField("Thêm đơn vị gửi phần báo cáo", required=False)
    # The days as they stood when the page was opened: another's change in between must not be overwritten.
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReportRound
        fields = DAYS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = days_of(self.instance)
        self.initial["shown"] = " ".join(str(day) for day in self.stored.values())
        self.initial["data_closing_on"] = self.instance.closing_day
        asked = self.instance.reports.values("unit")
        owing = units_that_owe(self.instance.commune, today())
        self.fields["units"].queryset = owing.exclude(pk__in=asked)
        if self.instance.asked_at or self.instance.asks_on is None:
            del self.fields["asks_on"]

    def days(self):
        """field name → date, as they are to be stored."""
        return {name: self.cleaned_data[name] for name in DAYS if name in self.fields}

    def clean(self):
        cleaned = super().clean()
        add_problems(self, {**self.stored, **cleaned})
        return cleaned

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
            f"{self.fields[name].label.lower()} {day:%d/%m/%Y}"
            for name, day in self.stored.items()
            if day and name in self.fields
        )
